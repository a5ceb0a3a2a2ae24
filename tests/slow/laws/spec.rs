//! Specifications made up at random: small, valid most of the time, and written in an order that is made up, too.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use eventspec_catalog::{Catalog, Constraints, Decimal, Sources, resolve};
use fastrand::Rng;

use crate::deliveries::Delivery;

/// A specification as a writer thinks of it: names to things, without an order. An empty description stands for a missing one.
#[derive(Clone, Debug)]
pub(crate) struct Spec {
    pub title: String,
    pub doc: String,
    pub self_contained_schemas: bool,
    pub groups: BTreeMap<String, Group>,
    pub payloads: BTreeMap<String, Payload>,
    pub types: BTreeMap<String, TypeDef>,
    pub deliveries: BTreeMap<String, Delivery>,
}

#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub doc: String,
    pub fields: Fields,
}

#[derive(Clone, Debug)]
pub(crate) struct Payload {
    pub doc: String,
    /// What is said about members that no field lists, as a line.
    pub unlisted: &'static str,
    pub include: BTreeSet<String>,
    pub events: BTreeMap<String, Event>,
    pub fields: Fields,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Event {
    pub doc: String,
    pub aliases: BTreeSet<String>,
    pub sunset: Option<String>,
    pub since: Option<String>,
    pub unstable: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum TypeDef {
    Object {
        doc: String,
        /// What is said about members that no field lists, as a line.
        unlisted: &'static str,
        fields: Fields,
    },
    Enum {
        doc: String,
        closed: bool,
        values: BTreeMap<String, String>,
    },
    /// The order of alternatives has a meaning.
    Union {
        doc: String,
        of: Vec<String>,
    },
    Alias {
        doc: String,
        ty: String,
        constraints: Constraints,
    },
}

pub(crate) type Fields = BTreeMap<String, Field>;

#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub ty: String,
    pub doc: String,
    pub required: bool,
    pub nullable: bool,
    pub blank: bool,
    pub aliases: BTreeSet<String>,
    pub sunset: Option<String>,
    pub since: Option<String>,
    pub evidence: &'static str,
    /// Of a text, a number or a list.
    pub constraints: Constraints,
    /// Of a text.
    pub default: Option<&'static str>,
}

impl Spec {
    /// The resolved catalogue; `None` where what was made up contradicts itself.
    pub(crate) fn resolve(&self, random: &mut Rng) -> Option<Catalog> {
        resolve(&self.write(random)).ok()
    }

    /// The files, everything that has no order in an order of its own, with comments and space where they may be.
    pub(crate) fn write(&self, random: &mut Rng) -> Sources {
        let mut sources = Sources::default();
        let schemas = self.self_contained_schemas;
        let head = format!("name = \"law-events\"\nversion = \"1.0.0\"\nself_contained_schemas = {schemas}\n");
        sources.insert("catalog.toml", format!("{head}title = {:?}\n{}", self.title, doc(&self.doc)));
        for (name, group) in &self.groups {
            let text = doc(&group.doc) + &fields(&group.fields, random);
            sources.insert(format!("groups/{name}.toml"), text);
        }
        for (name, payload) in &self.payloads {
            let include: Vec<&String> = shuffled(payload.include.iter(), random);
            let mut text = format!("{}include = {include:?}\n{}\n", doc(&payload.doc), payload.unlisted);
            for (name, event) in shuffled(payload.events.iter(), random) {
                let _ = writeln!(text, "{}[[event]]\nname = {name:?}\n{}", noise(random), doc(&event.doc));
                let _ = if event.unstable { writeln!(text, "unstable = true") } else { Ok(()) };
                history(&mut text, &event.aliases, event.sunset.as_ref(), event.since.as_ref());
                sources.insert(format!("samples/{name}/s.json"), "{}");
            }
            text += &fields(&payload.fields, random);
            sources.insert(format!("events/{name}.toml"), text);
        }
        for (name, def) in &self.types {
            sources.insert(format!("types/{name}.toml"), type_def(def, random));
        }
        for (name, delivery) in &self.deliveries {
            sources.insert(format!("delivery/{name}.toml"), delivery.write());
        }
        sources
    }
}

fn shuffled<T>(things: impl Iterator<Item = T>, random: &mut Rng) -> Vec<T> {
    let mut things: Vec<T> = things.collect();
    random.shuffle(&mut things);
    things
}

/// The line of a description, if there is one.
fn doc(doc: &str) -> String {
    if doc.is_empty() { String::new() } else { format!("doc = {doc:?}\n") }
}

/// The same in the table of a value.
fn value_doc(doc: &str) -> String {
    if doc.is_empty() { String::new() } else { format!(", doc = {doc:?}") }
}

/// What a reader of TOML skips.
fn noise(random: &mut Rng) -> &'static str {
    random.choice(["", "", "\n", "# a comment\n", "  \t\n\n"]).unwrap_or_default()
}

fn history(text: &mut String, aliases: &BTreeSet<String>, sunset: Option<&String>, since: Option<&String>) {
    if !aliases.is_empty() {
        let _ = writeln!(text, "aliases = {:?}", aliases.iter().collect::<Vec<_>>());
    }
    if let Some(sunset) = sunset {
        let _ = writeln!(text, "deprecated = {{ sunset = {sunset:?} }}");
    }
    if let Some(since) = since {
        let _ = writeln!(text, "since = {since:?}");
    }
}

fn fields(fields: &Fields, random: &mut Rng) -> String {
    let mut text = String::new();
    for (name, field) in shuffled(fields.iter(), random) {
        let _ = writeln!(text, "{}[[field]]\nname = {name:?}\ntype = {:?}", noise(random), field.ty);
        let _ = writeln!(text, "{}evidence = {:?}", doc(&field.doc), field.evidence);
        for (key, is) in [("required", field.required), ("nullable", field.nullable), ("blank", field.blank)] {
            let _ = if is { writeln!(text, "{key} = true") } else { Ok(()) };
        }
        // What is always sent has no default.
        let default = field.default.filter(|_| !field.required);
        constraints(&field.ty, &field.constraints, default).into_iter().for_each(|line| text += &(line + "\n"));
        history(&mut text, &field.aliases, field.sunset.as_ref(), field.since.as_ref());
    }
    text
}

/// The constraints that a type may have, and what belongs to them.
fn constraints(ty: &str, constraints: &Constraints, default: Option<&str>) -> Vec<String> {
    let Constraints { min_length, max_length, pattern, minimum, maximum, multiple_of, min_items, max_items } =
        constraints;
    let count = |key: &str, count: &Option<u32>| count.map(|count| format!("{key} = {count}"));
    // Nothing is rounded in quotes.
    let bound = |key: &str, bound: &Option<Decimal>| bound.map(|bound| format!("{key} = \"{bound}\""));
    let lines = match ty {
        "string" => vec![
            // Keeps to every constraint.
            Some("example = \"abc\"".to_owned()),
            count("min_length", min_length),
            count("max_length", max_length),
            pattern.as_ref().map(|pattern| format!("pattern = {pattern:?}")),
            default.map(|default| format!("default = {default:?}")),
        ],
        "number" | "integer" => {
            vec![bound("minimum", minimum), bound("maximum", maximum), bound("multiple_of", multiple_of)]
        }
        list if list.starts_with("list<") => vec![count("min_items", min_items), count("max_items", max_items)],
        _ => Vec::new(),
    };
    lines.into_iter().flatten().collect()
}

/// A value of an enum: an integer, or a string.
fn literal(value: &str) -> String {
    if value.parse::<i64>().is_ok() { value.to_owned() } else { format!("{value:?}") }
}

fn type_def(def: &TypeDef, random: &mut Rng) -> String {
    match def {
        TypeDef::Object { doc: text, unlisted, fields: members } => {
            format!("{}{unlisted}\n{}", doc(text), fields(members, random))
        }
        TypeDef::Alias { doc: text, ty, constraints: of } => {
            let lines = constraints(ty, of, None).join("\n");
            format!("{}type = {ty:?}\n{lines}\n", doc(text))
        }
        TypeDef::Union { doc: text, of } => format!("{}type = {:?}\n", doc(text), of.join(" | ")),
        TypeDef::Enum { doc: text, closed, values } => {
            let values = shuffled(values.iter(), random).into_iter();
            let values: Vec<String> =
                values.map(|(value, text)| format!("{{ value = {}{} }}", literal(value), value_doc(text))).collect();
            format!("{}closed = {closed}\nvalues = [{}]\n", doc(text), values.join(", "))
        }
    }
}
