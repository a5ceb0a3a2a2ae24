//! What the decoder says of a text in, and the text itself for its constraints; out a finding for each contradiction, with its place
//! in the text and the field that it contradicts.

use std::ops::Range;

use eventspec_runtime::{Deviation, DeviationClass, Json, Limits};

use crate::checked::{Checked, is_contradiction};
use crate::constraints::{Broken, Constrained, Constraints};
use crate::diagnostic::Diagnostic;
use crate::fitting;
use crate::json_text::{key_before, string, value_kind};
use crate::phrases::{alternative_phrase, deviation_phrase, listed, type_phrase, value_phrase};
use crate::repeats::{Key, Repeats};
use crate::sites::{Object, Site, Sites};
use crate::sources::Span;
use crate::{Catalog, Field, NamePlace, Type, Variant};

/// A text, and what defines each of its values.
pub(crate) struct Contradictions<'a> {
    pub catalog: &'a Catalog,
    pub checked: &'a Checked<'a>,
    pub sites: Sites<'a>,
    /// Where the text holds a part of the name of its event.
    pub names: &'a [NamePlace],
}

/// A contradiction without its path, which can be as long as the text and is shown of few.
struct Contradiction<'s> {
    /// What is wrong, as the rest of a sentence that begins with the path.
    what: String,
    help: String,
    /// What is blamed.
    range: Range<usize>,
    /// The value that it is in.
    inside: Option<&'s Site<'s>>,
    /// The field that is contradicted, unless it is the one that the text is written in; or the alias whose constraints are.
    field: Option<&'s Field>,
    /// What is defined at the place of the field: a field, a type, or an event whose name is read from there.
    defined: &'static str,
    key: Key,
}

impl Contradictions<'_> {
    /// Adds every contradiction.
    pub(crate) fn add(&self, deviations: &[Deviation<'_>], out: &mut Repeats) {
        for deviation in deviations {
            if let Some(found) = self.of_deviation(deviation) {
                self.push(found, || deviation.path(), out);
            }
        }
        for site in self.sites.iter() {
            for found in self.of_constraints(site) {
                self.push(found, || self.sites.path(site), out);
            }
        }
    }

    fn push(&self, found: Contradiction<'_>, path: impl FnOnce() -> String, out: &mut Repeats) {
        let Contradiction { what, help, range, inside, field, defined, key } = found;
        out.add(key, self.checked.span(range), |span| {
            let message = format!("{} {what}", self.checked.part(&path()));
            let finding = Diagnostic::new(self.checked.code, span, message, help + &self.reading(inside));
            match field {
                Some(field) => {
                    finding.related(Span::rest_of_line(&field.place), format!("the {defined} is defined here"))
                }
                None => finding,
            }
        });
    }

    /// Which alternative a value was read as: another one would have other fields.
    fn reading(&self, inside: Option<&Site<'_>>) -> String {
        let Some((site, alternative)) = inside.and_then(|site| self.sites.read_as(site)) else { return String::new() };
        let part = self.checked.part(&self.sites.path(site));
        format!("; {part} was read as {}", alternative_phrase(self.catalog, alternative))
    }

    fn of_deviation(&self, deviation: &Deviation<'_>) -> Option<Contradiction<'_>> {
        let (class, offset) = (deviation.class(), deviation.offset());
        let inside = self.sites.around(offset);
        let object = inside.and_then(|site| site.object);
        let is_alias = self.checked.is_example && class == DeviationClass::EventAlias;
        if !is_alias && !is_contradiction(class, matches!(object, Some(Object::Payload(_)))) {
            return None;
        }
        if let Some(alternatives) = inside.and_then(|site| site.unmatched) {
            return Some(self.unknown_tag(alternatives, deviation, inside));
        }
        let found = match (class, object) {
            (DeviationClass::UnknownField, Some(object)) => self.unknown_field(object, offset),
            (DeviationClass::MissingField, Some(object)) => self.missing_field(object, deviation),
            (DeviationClass::DuplicateKey, object) => self.duplicate_key(object, offset),
            _ => self.wrong_value(deviation),
        };
        Some(Contradiction { inside, ..found })
    }

    fn unknown_field<'s>(&'s self, object: Object<'s>, offset: usize) -> Contradiction<'s> {
        let (object, or_group) = match object {
            Object::Payload(_) => (object, " or a group it includes"),
            // What is refined has its fields from elsewhere.
            Object::Type(mut def, fields) => {
                while let Some(of) = def.refines.and_then(|id| self.catalog.type_def(id)) {
                    def = of;
                }
                (Object::Type(def, fields), "")
            }
        };
        let or_rest = if object.is_closed() { "" } else { "; with `rest = \"any\"` it takes any other field" };
        let (noun, file) = (self.checked.noun, object.place().file());
        let help = format!("fix the {noun}, or add the field to `{file}`{or_group}{or_rest}");
        self.of_key(
            DeviationClass::UnknownField,
            Some(object),
            offset,
            (&format!("is not a field of `{}`", object.name()), help),
        )
    }

    fn duplicate_key<'s>(&'s self, object: Option<Object<'s>>, offset: usize) -> Contradiction<'s> {
        let help = format!("fix the {}: decoders read only the last occurrence", self.checked.noun);
        self.of_key(DeviationClass::DuplicateKey, object, offset, ("occurs more than once", help))
    }

    /// What is wrong with a member and not with its value: blames the key.
    fn of_key<'s>(
        &'s self,
        class: DeviationClass,
        object: Option<Object<'s>>,
        offset: usize,
        (what, help): (&str, String),
    ) -> Contradiction<'s> {
        let range = key_before(self.checked.json, offset);
        let name = self.checked.json.get(range.clone()).unwrap_or_default().to_owned();
        let key = Key::new(class.as_str(), object.map(Object::place), name);
        Contradiction { what: what.to_owned(), help, range, inside: None, field: None, defined: "field", key }
    }

    /// Blames the bracket that closes the object.
    fn missing_field<'s>(&'s self, object: Object<'s>, deviation: &Deviation<'_>) -> Contradiction<'s> {
        let name = deviation.documented_key().unwrap_or_default();
        let field = object.field(self.catalog, name);
        let is_name = self.is_name(deviation);
        let help = if is_name { self.help_with_name() } else { self.help(field, " (remove `required`)") };
        Contradiction {
            what: "is missing, and the field is `required`".to_owned(),
            help,
            range: deviation.offset().saturating_sub(1)..deviation.offset(),
            inside: None,
            field,
            defined: if is_name { "event" } else { "field" },
            key: Key::new(deviation.class().as_str(), field.map(|field| &field.place), name.to_owned()),
        }
    }

    /// Blames the tag of an object that matches no alternative of a union; if it is missing, the bracket that closes the object.
    fn unknown_tag<'s>(
        &'s self,
        alternatives: &'s [Variant],
        deviation: &Deviation<'_>,
        object: Option<&'s Site<'s>>,
    ) -> Contradiction<'s> {
        let (class, offset) = (deviation.class(), deviation.offset());
        let tag = self.catalog.tag(alternatives).unwrap_or_default();
        let fields = alternatives.iter().filter_map(|variant| self.catalog.tag_field(tag, &variant.ty));
        let values = fields.filter_map(|field| self.catalog.kind(&field.ty)?.values()).flatten().cloned();
        let known = listed(&values.collect::<Vec<_>>());
        let field = object.and_then(|site| site.field);
        let (what, range, help) = if let Some(seen) = deviation.seen() {
            let help = self.help(field, " (add an alternative to its union)");
            (format!("is {}", value_phrase(seen)), offset..offset + seen.len(), help)
        } else {
            let help = format!("fix the {}: add the key", self.checked.noun);
            ("is missing".to_owned(), offset.saturating_sub(1)..offset, help)
        };
        Contradiction {
            what: format!("{what}; it says which alternative the object is, and has to be one of {known}"),
            help,
            range,
            inside: None,
            field,
            defined: "field",
            key: Key::new(
                class.as_str(),
                field.map(|field| &field.place),
                deviation.seen().unwrap_or_default().to_owned(),
            ),
        }
    }

    /// Whether it is about a part of the event's name: the field there is narrowed by the name, and by nothing that is written.
    fn is_name(&self, deviation: &Deviation<'_>) -> bool {
        !self.names.is_empty() && {
            let path = deviation.path();
            self.names.iter().any(|place| place.pointer.to_json_pointer() == path)
        }
    }

    fn help_with_name(&self) -> String {
        let noun = self.checked.noun;
        format!("the name of the event is read from there: fix the {noun}, or move it to the folder of its event")
    }

    fn wrong_value(&self, deviation: &Deviation<'_>) -> Contradiction<'_> {
        let (class, offset) = (deviation.class(), deviation.offset());
        let seen = deviation.seen().unwrap_or_default();
        let is_name = self.is_name(deviation);
        let site = self.sites.at(offset);
        let (field, ty) = (site.and_then(|site| site.field), site.and_then(|site| site.ty));
        let is_whole = site.is_some_and(|site| site.permitted.is_some());
        let help = match class {
            DeviationClass::EventAlias => {
                "write the name of the event, which its types and schemas have; what was sent under an alias belongs into `departing/`, or into a whole request".to_owned()
            }
            _ if is_name => self.help_with_name(),
            DeviationClass::UnexpectedNull if is_whole => self.help(field, " (add `nullable = true`)"),
            DeviationClass::UnexpectedBlank if is_whole => self.help(field, " (add `blank = true`)"),
            DeviationClass::UnknownValue => self.help_with_values(field, ty),
            _ => {
                let scalar = ty.filter(|ty| is_whole && ty.alias().is_none()).and_then(Type::scalar);
                let meant = scalar.and_then(|scalar| fitting::spelling(scalar, seen));
                let hint = meant.map_or_else(String::new, |meant| format!(" (write `type = \"{meant}\"`)"));
                self.help(field, &hint)
            }
        };
        // An enum has to list each value, and another kind of value asks for another type.
        let detail = if class == DeviationClass::UnknownValue { seen } else { value_kind(seen) };
        Contradiction {
            what: deviation_phrase(
                class,
                seen,
                is_whole && !is_name,
                ty.map(|ty| type_phrase(self.catalog, ty)).as_deref(),
            ),
            help,
            range: offset..offset + seen.len(),
            inside: None,
            field,
            defined: if is_name { "event" } else { "field" },
            key: Key::new(class.as_str(), field.map(|field| &field.place), detail.to_owned()),
        }
    }

    /// What the constraints of a field or of an alias rule out.
    fn of_constraints<'s>(&'s self, site: &'s Site<'_>) -> Vec<Contradiction<'s>> {
        let alias = self.sites.alias(site);
        let of_field = site.permitted.map(|permitted| permitted.constraints);
        let constraints = alias.map(|alias| &alias.constraints).or(of_field);
        let Some(constraints) = constraints.filter(|constraints| !constraints.is_empty()) else { return Vec::new() };
        let seen = self.checked.json.get(site.range.clone()).unwrap_or_default();
        let field = alias.or(site.field);
        let help = match alias {
            Some(alias) => format!("fix either the {}, or the type in `{}`", self.checked.noun, alias.place.file()),
            None => self.help(site.field, ""),
        };
        let found = |(name, phrase): (&'static str, String)| Contradiction {
            what: format!("is {}, {phrase}", value_phrase(seen)),
            help: help.clone(),
            range: site.range.clone(),
            inside: alias.map_or_else(|| self.sites.around(site.range.start), |_| Some(site)),
            field,
            defined: if alias.is_some() { "type" } else { "field" },
            key: Key::new(name, field.map(|field| &field.place), String::new()),
        };
        let is_blank = site.permitted.is_some_and(|permitted| permitted.blank);
        broken(constraints, seen, is_blank).into_iter().map(found).collect()
    }

    fn help(&self, field: Option<&Field>, hint: &str) -> String {
        let noun = self.checked.noun;
        match field.map(|field| &field.place) {
            Some(place) => format!("fix either the {noun}, or the field in `{}:{}`{hint}", place.file(), place.line()),
            None => format!("fix either the {noun}, or its field{hint}"),
        }
    }

    /// An enum that has a file of its own is fixed there.
    fn help_with_values(&self, field: Option<&Field>, ty: Option<&Type>) -> String {
        let def = ty.and_then(Type::named).and_then(|id| self.catalog.type_def(id));
        let def = def.filter(|def| def.kind.values().is_some());
        match def.map(|def| def.place.file()).filter(|file| field.is_none_or(|field| field.place.file() != *file)) {
            Some(file) => format!("fix either the {}, or the values in `{file}`", self.checked.noun),
            None => self.help(field, ""),
        }
    }
}

/// The constraints that a JSON value breaks; a blank that may be there breaks none.
fn broken(constraints: &Constraints, seen: &str, blank: bool) -> Vec<Broken> {
    match seen.as_bytes().first() {
        Some(b'"') => {
            let text = string(seen).filter(|text| !(text.is_empty() && blank));
            text.map(|text| constraints.broken(Constrained::Text(&text))).unwrap_or_default()
        }
        Some(b'[') => {
            let list = Json::parse(seen, Limits::default()).ok();
            list.map(|list| constraints.broken(Constrained::List(list.items().count()))).unwrap_or_default()
        }
        Some(b'-' | b'0'..=b'9') => constraints.broken(Constrained::Number(seen)),
        _ => Vec::new(),
    }
}
