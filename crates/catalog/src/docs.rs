//! Documentation: what of a catalogue has a `doc`, and the lint that asks for it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Deref;

use crate::catalog::{Catalog, EnumValue, Field, Payload, TypeDef};
use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::place::Place;
use crate::sources::Span;
use crate::spec::{At, DocsLint};

/// A description in Markdown, which is not empty. It has no `Serialize` and no `Display`: a target that forgets that a description
/// may be missing does not compile, and none prints `null` in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doc(String);

impl Deref for Doc {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// What can have a `doc`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Documentable {
    /// The catalogue as a whole.
    Catalog,
    /// A group of fields.
    Group,
    /// A delivery.
    Delivery,
    /// A payload.
    Payload,
    /// An event.
    Event,
    /// A type of `types/`.
    Type,
    /// A field.
    Field,
    /// A known value of an enum.
    Value,
}

impl Documentable {
    /// All of them, the largest first.
    pub const ALL: [Self; 8] =
        [Self::Catalog, Self::Delivery, Self::Group, Self::Payload, Self::Event, Self::Type, Self::Field, Self::Value];

    /// The word for one.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Catalog => "catalogue",
            Self::Delivery => "delivery",
            Self::Group => "group",
            Self::Payload => "payload",
            Self::Event => "event",
            Self::Type => "type",
            Self::Field => "field",
            Self::Value => "value",
        }
    }

    /// What its `doc` says.
    fn meaning(self) -> &'static str {
        match self {
            Self::Catalog => "what the catalogue covers",
            Self::Delivery => "what is delivered, and how to set it up",
            Self::Group => "what the fields have in common",
            Self::Payload => "what the payload describes",
            Self::Event => "when it fires",
            Self::Type => "what the type describes",
            Self::Field => "what the field means",
            Self::Value => "what the value means",
        }
    }
}

/// Something without a `doc`.
#[derive(Clone, Debug)]
pub struct Undocumented<'a> {
    /// What it is.
    pub what: Documentable,
    /// Its name.
    pub name: Cow<'a, str>,
    /// Where it is defined.
    pub place: Place,
}

/// Everything that has no `doc`. The documentation of a type that a field defines in place is that of the field.
pub fn undocumented(catalog: &Catalog) -> Vec<Undocumented<'_>> {
    let mut out = Missing { found: Vec::new(), seen: HashSet::new() };
    out.look(Documentable::Catalog, &catalog.name, catalog.doc.as_deref(), &catalog.version_place.top());
    for delivery in &catalog.deliveries {
        out.look(Documentable::Delivery, &delivery.name, delivery.doc.as_deref(), &delivery.place);
    }
    for group in &catalog.groups {
        out.look(Documentable::Group, &group.name, group.doc.as_deref(), &group.place);
        out.fields(&group.fields);
    }
    catalog.payloads.iter().for_each(|payload| out.payload(catalog, payload));
    catalog.types.iter().for_each(|def| out.type_def(def));
    out.found
}

struct Missing<'a> {
    found: Vec<Undocumented<'a>>,
    /// The fields so far, by file and position: a field that several objects have by an `include` counts once.
    seen: HashSet<(&'a str, usize)>,
}

impl<'a> Missing<'a> {
    fn look(&mut self, what: Documentable, name: impl Into<Cow<'a, str>>, doc: Option<&str>, place: &Place) {
        if doc.is_none() {
            self.found.push(Undocumented { what, name: name.into(), place: place.clone() });
        }
    }

    fn payload(&mut self, catalog: &'a Catalog, payload: &'a Payload) {
        for event in &payload.events {
            self.look(Documentable::Event, &event.name, event.doc.as_deref(), &event.place);
        }
        if payload.refines.is_some() {
            self.fields(catalog.narrowed(payload));
            return;
        }
        self.look(Documentable::Payload, &payload.name, payload.doc.as_deref(), &payload.place);
        self.fields(payload.refined.values().chain(&payload.fields));
    }

    fn type_def(&mut self, def: &'a TypeDef) {
        if !def.is_in_place() {
            self.look(Documentable::Type, &def.name, def.doc.as_deref(), &def.place);
        }
        self.fields(def.kind.fields().unwrap_or_default());
        // What the only value of a field means, the field says.
        let is_said = |values: &[EnumValue]| def.is_in_place() && def.kind.is_closed() && values.len() == 1;
        let values = def.kind.values().filter(|values| !is_said(values)).unwrap_or_default();
        for EnumValue { value, doc, place, .. } in values {
            self.look(Documentable::Value, value.to_string(), doc.as_deref(), place);
        }
    }

    fn fields(&mut self, fields: impl IntoIterator<Item = &'a Field>) {
        for field in fields.into_iter().filter(|field| field.doc.is_none()) {
            if !self.seen.insert((field.place.file(), field.place.offset())) {
                continue;
            }
            self.look(Documentable::Field, &field.name, field.doc.as_deref(), &field.place);
        }
    }
}

/// The findings about what has no `doc`, if the specification demands one everywhere.
pub(crate) fn check(lint: DocsLint, catalog: &Catalog) -> Vec<Diagnostic> {
    match lint {
        DocsLint::Optional => Vec::new(),
        DocsLint::Required => undocumented(catalog).iter().map(finding).collect(),
    }
}

fn finding(lacking: &Undocumented<'_>) -> Diagnostic {
    let Undocumented { what, name, place } = lacking;
    let (noun, meaning) = (what.noun(), what.meaning());
    let message = format!("the {noun} `{name}` has no `doc`");
    let (span, edit) = match what {
        Documentable::Catalog
        | Documentable::Delivery
        | Documentable::Group
        | Documentable::Payload
        | Documentable::Type => (Span::new(place.file(), 0..0), "add `doc = \"...\"`".to_owned()),
        Documentable::Event | Documentable::Field => (Span::rest_of_line(place), "add `doc = \"...\"`".to_owned()),
        Documentable::Value => value(name, place),
    };
    let help = format!("{edit} that says {meaning}, as `lint.docs` in catalog.toml requires");
    Diagnostic::new(Code::MissingDoc, span, message, help)
}

/// The description of a type that a field defines: that of the field, which is checked there.
pub(crate) fn of_type_in_place(doc: Option<&At<String>>) -> Option<Doc> {
    doc.map(|doc| Doc(doc.value.clone()))
}

/// Where a value of an enum stands, alone or in a table, and what to do with it.
fn value(name: &str, place: &Place) -> (Span, String) {
    let is_number = place.rest().starts_with(name);
    let quoted = if is_number { name.to_owned() } else { toml_edit::Value::from(name).to_string() };
    let shown = if place.rest().starts_with(&quoted) { quoted.len() } else { 0 };
    let span = Span::new(place.file(), place.offset()..place.offset() + shown);
    if place.rest().starts_with('{') {
        (span, "add `doc = \"...\"` to its table, a text".to_owned())
    } else {
        (span, format!("write `{{ value = {quoted}, doc = \"...\" }}` with a text"))
    }
}

/// A description as it is written: it may be missing, and must not be empty.
pub(crate) fn doc(
    findings: &mut Vec<Diagnostic>,
    lint: DocsLint,
    (what, file): (Documentable, &str),
    doc: Option<At<String>>,
) -> Option<Doc> {
    let doc = doc?;
    let span = || Span::new(file, doc.span.clone());
    if doc.value.trim().is_empty() {
        let meaning = what.meaning();
        let help = match lint {
            DocsLint::Required => format!("write {meaning}"),
            DocsLint::Optional => format!("write {meaning}, or remove the key"),
        };
        findings.push(Diagnostic::new(Code::MissingDoc, span(), "`doc` is empty", help));
    } else if doc.value.len() > limits::TEXT_BYTES {
        let message = format!("`doc` has more than {} bytes", limits::TEXT_BYTES);
        let help = "shorten it, and link to what has the rest";
        findings.push(Diagnostic::new(Code::Limit, span(), message, help));
    }
    Some(Doc(doc.value))
}
