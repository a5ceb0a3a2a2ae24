//! Documentation comments: what editors show beside a name.

use eventspec_catalog::{Catalog, Deprecation, EnumValue, Event, Field, Payload, TypeDef, Variant};

use super::{Ts, types};
use crate::write::{Markdown, TsComment, code};
use crate::{alternatives, describe};

/// A `/** */` comment under construction: paragraphs, then tags.
#[derive(Default)]
pub(super) struct Doc {
    lines: Vec<Ts>,
}

impl Doc {
    /// A comment that begins with a description, if there is one.
    pub(super) fn new(doc: Option<&str>) -> Self {
        doc.map_or_else(Self::default, |doc| Self::default().paragraph(doc))
    }

    /// Adds a paragraph.
    pub(super) fn paragraph(mut self, text: &str) -> Self {
        if text.trim().is_empty() {
            return self;
        }
        if !self.lines.is_empty() {
            self.lines.push(Ts::empty());
        }
        self.lines.extend(lines(text.trim()).map(|line| code!("{}", TsComment(line))));
        self
    }

    /// Adds a tag of our own with a text of the specification, if there is one.
    fn tag(mut self, tag: &'static str, text: Option<&str>) -> Self {
        let Some(text) = text else { return self };
        if !self.lines.iter().any(|line| line.as_str().starts_with('@')) && !self.lines.is_empty() {
            self.lines.push(Ts::empty());
        }
        let text = Ts::join(lines(text).map(TsComment), " ");
        self.lines.push(code!("@{} {}", tag, text).trim_end());
        self
    }

    /// The comment with its line end, or nothing; every line begins with the indent.
    pub(super) fn print(&self, indent: &'static str) -> Ts {
        match self.lines.as_slice() {
            [] => Ts::empty(),
            [line] => code!("{}/** {} */\n", indent, line),
            lines => {
                let body = lines.iter().map(|line| {
                    let line = line.trim_end();
                    code!("{} *{}{}\n", indent, if line.is_empty() { "" } else { " " }, line)
                });
                code!("{}/**\n{}{} */\n", indent, Ts::join(body, ""), indent)
            }
        }
    }
}

/// The lines of a text, whatever ends them in the languages it is written to.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split(['\r', '\u{2028}', '\u{2029}']))
}

/// What is known of a field.
pub(super) fn field(catalog: &Catalog, field: &Field) -> Doc {
    let facts = [
        (true, types::words(catalog, &field.ty)),
        (field.required, "always sent".to_owned()),
        (field.nullable, "may be `null`".to_owned()),
        (field.blank, "may be `\"\"`, which means no value".to_owned()),
        (!field.aliases.is_empty(), format!("also sent as {}", codes(&field.aliases))),
    ];
    let limits = describe::constraint_notes(field);
    let facts = facts.iter().filter(|(holds, _)| *holds).map(|(_, fact)| fact.as_str());
    let facts: Vec<&str> = facts.chain(limits.iter().map(String::as_str)).collect();
    let since = field.since.as_ref().map(|version| format!(" Since {version}.")).unwrap_or_default();
    let note = format!("Wire type: {}. Evidence: {}.{since}", facts.join("; "), field.evidence.as_str());
    let deprecated = field.deprecated.as_ref().map(deprecation);
    Doc::new(field.doc.as_deref())
        .paragraph(&note)
        .tag("example", field.example.as_ref().map(eventspec_catalog::Json::as_str))
        .tag("deprecated", deprecated.as_deref())
}

/// What is known of an event.
pub(super) fn event(event: &Event) -> Doc {
    let aliases = if event.aliases.is_empty() { String::new() } else { format!(", also {}", codes(&event.aliases)) };
    let since = event.since.as_ref().map(|version| format!(" Since {version}.")).unwrap_or_default();
    let deprecated = event.deprecated.as_ref().map(deprecation);
    let unstable = if event.unstable { format!(" Unstable: {}.", describe::UNSTABLE) } else { String::new() };
    let note = format!("Sent as `{}`{aliases}.{since}{unstable}", event.name);
    Doc::new(event.doc.as_deref()).paragraph(&note).tag("deprecated", deprecated.as_deref())
}

/// What is known of a payload, and which events carry it.
pub(super) fn payload(payload: &Payload) -> Doc {
    let events: Vec<String> = payload.events.iter().map(|event| event.name.clone()).collect();
    let of_events = if events.is_empty() {
        format!("What the payloads of all events of `{}` have in common.", payload.name)
    } else {
        format!("The payload of {}.", codes(&events))
    };
    Doc::new(payload.doc.as_deref()).paragraph(&of_events)
}

/// What is known of an enum: its meaning, and that of each value which has one.
pub(super) fn enumeration(doc: Option<&str>, values: &[EnumValue]) -> Doc {
    let meanings = values.iter().filter_map(|value| Some(format!("- `{}`: {}", value.value, value.doc.as_deref()?)));
    Doc::new(doc).paragraph(&meanings.collect::<Vec<_>>().join("\n"))
}

/// What is known of a union: its meaning, what tells its alternatives apart, and the tag of each that has one.
pub(super) fn union(catalog: &Catalog, def: &TypeDef, variants: &[Variant]) -> Doc {
    let tags = variants.iter().filter_map(|variant| {
        let tag = alternatives::tag_of::<Markdown>(catalog, variants, &variant.ty)?;
        Some(format!("- {}: {tag}", types::words(catalog, &variant.ty)))
    });
    let told_apart = alternatives::told_apart::<Markdown>(catalog, variants);
    Doc::new(def.doc.as_deref()).paragraph(told_apart.as_str()).paragraph(&tags.collect::<Vec<_>>().join("\n"))
}

fn deprecation(deprecation: &Deprecation) -> String {
    let parts = [
        deprecation.since.as_ref().map(|version| format!("Since {version}.")),
        deprecation.instead.as_ref().map(|instead| format!("Use {instead}.")),
        deprecation.sunset.as_ref().map(|date| format!("May be removed after {date}.")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn codes(texts: &[String]) -> String {
    texts.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn lines_end_as_in_any_language() {
        assert_eq!(lines("a\r\nb\rc\u{2028}d\n").collect::<Vec<_>>(), ["a", "b", "c", "d", ""]);
    }
}
