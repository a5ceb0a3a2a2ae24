//! What tells the alternatives of a union apart, in the words that every target uses.

use eventspec_catalog::{Catalog, EnumValue, Type, Variant};
use eventspec_runtime::JsonKind;

use crate::describe::quoted;
use crate::write::{Code, CodeSpan, Embeds, Html, HtmlText, Markdown, code};

/// How many values of a tag are listed beside an alternative.
const LISTED: usize = 8;

/// A language that documentation is written in.
pub(crate) trait Prints: Sized {
    /// A key, a value or a name, in the style of code.
    fn span(text: &str) -> Code<Self>;
}

impl Prints for Markdown {
    fn span(text: &str) -> Code<Self> {
        code!("{}", CodeSpan(text))
    }
}

impl Prints for Html {
    fn span(text: &str) -> Code<Self> {
        code!("<code>{}</code>", HtmlText(text))
    }
}

/// How to find out which of the alternatives a value is, and whether an object may match none of them.
pub(crate) fn told_apart<L: Prints>(catalog: &Catalog, alternatives: &[Variant]) -> Code<L> {
    let (objects, others): (Vec<_>, Vec<_>) =
        alternatives.iter().partition(|it| catalog.json_kinds(&it.ty).contains(&JsonKind::Object));
    let Some(tag) = catalog.tag(alternatives).map(L::span) else {
        let is_object = |variant: &Variant| catalog.json_kinds(&variant.ty) == [JsonKind::Object];
        return Code::literal(if alternatives.iter().all(is_object) {
            "Read as the alternative that it fits best."
        } else if objects.len() > 1 {
            "Read as the first alternative that matches; an object, as the one that it fits best."
        } else {
            "Read as the first alternative that matches."
        });
    };
    let subject = if others.is_empty() { "Told" } else { "Objects are told" };
    let unlisted = if catalog.tag_of_others(alternatives).is_some() {
        code!("possible ({})", L::span("Other"))
    } else {
        Code::literal("read as one of the alternatives without it")
    };
    let first = if others.len() > 1 { " Other values are read as the first alternative that matches." } else { "" };
    code!(
        "{subject} apart by {tag}. Objects with another {tag} are {unlisted}.{first}",
        subject = subject,
        tag = tag,
        unlisted = unlisted,
        first = first
    )
}

/// The values of the tag that objects of an alternative have, as "`kind` is `card`"; nothing if it does not have the tag.
pub(crate) fn tag_of<L: Prints>(catalog: &Catalog, alternatives: &[Variant], ty: &Type) -> Option<Code<L>> {
    let tag = catalog.tag(alternatives)?;
    let values = catalog.kind(&catalog.tag_field(tag, ty)?.ty)?.values()?;
    Some(code!("{} is {}", L::span(tag), one_of(values)))
}

/// An alternative, with the values of its tag if it has one.
pub(crate) fn with_tag<L: Prints>(
    catalog: &Catalog,
    alternatives: &[Variant],
    ty: &Type,
    alternative: impl Embeds<L>,
) -> Code<L> {
    let tag = tag_of(catalog, alternatives, ty).map(|tag| code!(": {}", tag));
    code!("{}{}", alternative, tag.unwrap_or_else(Code::empty))
}

fn one_of<L: Prints>(values: &[EnumValue]) -> Code<L> {
    let spans =
        |values: &[EnumValue]| Code::join(values.iter().map(|it| L::span(&quoted(&it.value.to_string()))), ", ");
    match values {
        [_] | [] => spans(values),
        [shown @ .., _] if shown.len() >= LISTED => {
            code!("{} or another", spans(shown.get(..LISTED).unwrap_or_default()))
        }
        [shown @ .., last] => code!("{} or {}", spans(shown), spans(std::slice::from_ref(last))),
    }
}

#[cfg(test)]
mod tests {
    use eventspec_catalog::{Sources, resolve};

    use super::*;

    /// What is said of a union as a whole, and of each of its alternatives.
    fn said(union: &str) -> (String, Vec<String>) {
        let tagged = |tag: &str| format!("[[field]]\nname = \"kind\"\ntype = \"string\"\nrequired = true\n{tag}\n");
        let mut sources = Sources::default();
        sources.insert("catalog.toml", "name = \"x-events\"\nversion = \"1.0.0\"\ntitle = \"x\"\ndoc = \"x\"\n");
        sources.insert("types/card.toml", tagged("const = \"card\""));
        sources.insert("types/cash.toml", tagged("values = [\"coins\", \"\", \"notes\"]\nclosed = true"));
        let many: Vec<String> = (0..=LISTED).map(|index| format!("\"v{index}\"")).collect();
        sources.insert("types/coin.toml", tagged(&format!("values = [{}]\nclosed = true", many.join(", "))));
        sources.insert("types/point.toml", "[[field]]\nname = \"x\"\ntype = \"number\"\n");
        sources.insert("types/address.toml", "[[field]]\nname = \"city\"\ntype = \"string\"\n");
        let event = "[[event]]\nname = \"a\"\n[[field]]\nname = \"f\"\n";
        sources.insert("events/a.toml", format!("{event}type = \"{union}\"\n"));
        sources.insert("samples/a/b.json", "{}");
        let catalog = resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)));
        let alternatives = catalog.types.iter().find_map(|def| def.kind.alternatives()).unwrap();
        let tag = |variant: &Variant| tag_of::<Markdown>(&catalog, alternatives, &variant.ty);
        let tags = alternatives.iter().map(|variant| tag(variant).map_or_else(String::new, |tag| tag.to_string()));
        (told_apart::<Markdown>(&catalog, alternatives).to_string(), tags.collect())
    }

    #[test]
    fn unions_without_a_tag() {
        let first = "Read as the first alternative that matches.";
        assert_eq!(said("string | list<string>").0, first);
        assert_eq!(said("string | point").0, first);
        let objects = "Read as the first alternative that matches; an object, as the one that it fits best.";
        assert_eq!(said("string | point | address"), (objects.to_owned(), vec![String::new(); 3]));
        assert_eq!(said("point | any").0, objects);
        let best = "Read as the alternative that it fits best.";
        assert_eq!(said("point | address").0, best);
        assert_eq!(said("point | map<string>").0, best);
    }

    #[test]
    fn unions_with_a_tag() {
        let other = "Objects with another `kind` are possible (`Other`).";
        let (card, cash) = ("`kind` is `card`", "`kind` is `coins`, `\"\"` or `notes`");
        for (union, expected, tags) in [
            ("card | cash", format!("Told apart by `kind`. {other}"), vec![card, cash]),
            ("string | card | cash", format!("Objects are told apart by `kind`. {other}"), vec!["", card, cash]),
            (
                "integer | card | cash | string",
                format!(
                    "Objects are told apart by `kind`. {other} Other values are read as the first alternative that matches."
                ),
                vec!["", card, cash, ""],
            ),
            (
                "card | point | cash",
                "Told apart by `kind`. Objects with another `kind` are read as one of the alternatives without it."
                    .to_owned(),
                vec![card, "", cash],
            ),
        ] {
            assert_eq!(said(union), (expected, tags.into_iter().map(str::to_owned).collect()), "{union}");
        }
    }

    #[test]
    fn tags_are_listed_where_they_are_few() {
        let all = "`v0`, `v1`, `v2`, `v3`, `v4`, `v5`, `v6`, `v7` or another";
        assert_eq!(said("card | coin").1.pop(), Some(format!("`kind` is {all}")));
    }
}
