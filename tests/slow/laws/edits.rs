//! Specifications out of nothing, and edits of them, as people make them.

use std::collections::{BTreeMap, BTreeSet};

use eventspec_catalog::{Catalog, Constraints, Decimal, Scalar};
use fastrand::Rng;

use crate::deliveries::Delivery;
use crate::spec::{Event, Field, Fields, Group, Payload, Spec, TypeDef};

const FIELDS: [&str; 10] = ["amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "haven", "inlet", "juniper"];
const EVENTS: [&str; 8] = ["made", "sent", "paid", "lost", "found", "held", "moved", "closed"];
const OTHERS: [&str; 24] = [
    "list<integer>",
    "map<string>",
    "address",
    "colour",
    "level",
    "money",
    "list<address>",
    "map<colour>",
    "string | integer",
    "payment",
    "list<payment>",
    "mixed",
    "card",
    "map<mixed>",
    "list<integer?>",
    "map<string?>",
    "list<address?>",
    "list<string | integer?>",
    "currency",
    "rate",
    "codes",
    "list<currency>",
    "map<rate?>",
    "list<codes>",
];
const ALTERNATIVES: [&str; 12] = [
    "boolean",
    "integer",
    "list<string>",
    "map<integer>",
    "address",
    "card",
    "bank",
    "colour",
    "level",
    "timestamp",
    "map<string>",
    "currency",
];
/// Types that have constraints.
const CONSTRAINED: [&str; 4] = ["string", "number", "integer", "list<integer>"];
const VALUES: [&str; 5] = ["red", "green", "blue", "grey", "pink"];
/// Values of enums of integers.
const INTEGERS: [&str; 5] = ["0", "1", "2", "-1", "9007199254740991"];

/// The types that a name says all of.
fn plain_types() -> Vec<String> {
    Scalar::listed().map(|scalar| scalar.spelling()).collect()
}

/// What an edit changes. Edits of two of them that are [`Target::is_disjoint`] have nothing to do with each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Head,
    Group(String),
    Payload(String),
    Type(String),
    Delivery(String),
}

impl Target {
    /// A payload is read with its groups, and a field with its type; but one payload without another.
    pub(crate) fn is_disjoint(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Head, Self::Head) => false,
            (Self::Delivery(one), Self::Delivery(two)) => one != two,
            (Self::Head | Self::Delivery(_), _) | (_, Self::Head | Self::Delivery(_)) => true,
            (Self::Payload(one), Self::Payload(two)) | (Self::Group(one), Self::Group(two)) => one != two,
            // A union is read with its alternatives, and an object with its kind.
            (Self::Type(one), Self::Type(two)) => {
                let names = [one, two];
                names.iter().any(|name| *name == "unused") && names.iter().all(|name| *name != "colour") && one != two
            }
            _ => false,
        }
    }

    pub(crate) fn any(spec: &Spec, random: &mut Rng) -> Self {
        let deliveries = spec.deliveries.keys().cloned().map(Self::Delivery);
        let all: Vec<Self> = Self::of_events(spec).into_iter().chain(deliveries).collect();
        random.choice(all).unwrap_or(Self::Head)
    }

    /// All but deliveries.
    fn of_events(spec: &Spec) -> Vec<Self> {
        let groups = spec.groups.keys().cloned().map(Self::Group);
        let payloads = spec.payloads.keys().cloned().map(Self::Payload);
        let types = spec.types.keys().cloned().map(Self::Type);
        // Payloads are where most edits are.
        payloads.clone().chain(payloads).chain(groups).chain(types).chain([Self::Head]).collect()
    }
}

/// A specification and what two edits of its events make of it; `None` where what was made up contradicts itself.
pub(crate) fn pair(seed: u64) -> Option<[Catalog; 2]> {
    let mut random = Rng::with_seed(seed);
    let old = spec(&mut random);
    let mut new = old.clone();
    for _ in 0..2 {
        let target = random.choice(Target::of_events(&new)).unwrap_or(Target::Head);
        edit(&mut new, &target, false, &mut random);
    }
    Some([old.resolve(&mut random)?, new.resolve(&mut random)?])
}

pub(crate) fn spec(random: &mut Rng) -> Spec {
    let group = |random: &mut Rng, names: &[&str]| Group { doc: doc(random), fields: fields(random, names) };
    let groups = BTreeMap::from([
        ("common".to_owned(), group(random, &FIELDS[..2])),
        ("other".to_owned(), group(random, &FIELDS[2..4])),
    ]);
    let payload = |random: &mut Rng, names: &[&str]| Payload {
        doc: doc(random),
        unlisted: unlisted(random),
        include: ["common", "other"].iter().filter(|_| random.bool()).map(|name| (*name).to_owned()).collect(),
        events: names.iter().map(|name| ((*name).to_owned(), Event { doc: doc(random), ..Event::default() })).collect(),
        fields: fields(random, &FIELDS[4..8]),
    };
    let payloads = BTreeMap::from([
        ("order".to_owned(), payload(random, &EVENTS[..2])),
        ("lead".to_owned(), payload(random, &EVENTS[2..3])),
    ]);
    let mut members = fields(random, &FIELDS[..3]);
    members.values_mut().for_each(|field| plain(field, random));
    let values = VALUES[..3].iter().map(|value| ((*value).to_owned(), doc(random))).collect();
    let levels = INTEGERS[..3].iter().map(|value| ((*value).to_owned(), doc(random))).collect();
    let types = BTreeMap::from([
        ("address".to_owned(), TypeDef::Object { doc: doc(random), unlisted: unlisted(random), fields: members }),
        ("colour".to_owned(), TypeDef::Enum { doc: doc(random), closed: random.bool(), values }),
        ("level".to_owned(), TypeDef::Enum { doc: doc(random), closed: random.bool(), values: levels }),
        ("money".to_owned(), union(random, &["string", "number"])),
        // Told apart by a tag, as vendors do it, and by what else there is.
        ("card_kind".to_owned(), kind(random, &["card"])),
        ("bank_kind".to_owned(), kind(random, &["bank", "giro"])),
        ("card".to_owned(), tagged(random, "card_kind")),
        ("bank".to_owned(), tagged(random, "bank_kind")),
        ("payment".to_owned(), union(random, &["card", "bank"])),
        ("mixed".to_owned(), union(random, &["map<integer>", "address"])),
        ("unused".to_owned(), tagged(random, "colour")),
        ("currency".to_owned(), alias(random, "string")),
        ("rate".to_owned(), alias(random, "number")),
        ("codes".to_owned(), alias(random, "list<currency>")),
    ]);
    // From a generator aside, so that they change nothing about the events of a seed.
    let mut aside = random.clone();
    let deliveries = ["webhook", "archive"].map(|name| (name.to_owned(), Delivery::any(&mut aside))).into();
    Spec {
        title: doc(random),
        doc: doc(random),
        self_contained_schemas: random.bool(),
        groups,
        payloads,
        types,
        deliveries,
    }
}

fn union(random: &mut Rng, of: &[&str]) -> TypeDef {
    TypeDef::Union { doc: doc(random), of: of.iter().map(|name| (*name).to_owned()).collect() }
}

fn alias(random: &mut Rng, ty: &str) -> TypeDef {
    let constraints = if random.bool() { constraints(random) } else { Constraints::default() };
    TypeDef::Alias { doc: doc(random), ty: ty.to_owned(), constraints }
}

fn kind(random: &mut Rng, values: &[&str]) -> TypeDef {
    let values = values.iter().map(|value| ((*value).to_owned(), doc(random))).collect();
    TypeDef::Enum { doc: doc(random), closed: true, values }
}

/// An object with a tag and a few other members.
fn tagged(random: &mut Rng, kind: &str) -> TypeDef {
    let mut members = fields(random, &FIELDS[..2]);
    members.values_mut().for_each(|field| plain(field, random));
    let mut tag = field(random);
    (tag.required, tag.nullable, tag.blank) = (true, false, false);
    kind.clone_into(&mut tag.ty);
    members.insert("kind".to_owned(), tag);
    TypeDef::Object { doc: doc(random), unlisted: unlisted(random), fields: members }
}

/// What is said about members that no field lists: most objects say nothing.
fn unlisted(random: &mut Rng) -> &'static str {
    let lines =
        ["closed = true", "rest = \"any\"", "rest = \"string\"", "rest = \"integer?\"", "rest = \"string | integer\""];
    random.choice(lines).filter(|_| random.bool()).unwrap_or_default()
}

fn doc(random: &mut Rng) -> String {
    random.choice(["", "a.", "b.", "c.", "d."]).unwrap_or_default().to_owned()
}

fn fields(random: &mut Rng, names: &[&str]) -> Fields {
    let mut fields = Fields::new();
    for name in names {
        if random.u8(..4) > 0 {
            fields.insert((*name).to_owned(), field(random));
        }
    }
    fields
}

fn field(random: &mut Rng) -> Field {
    Field {
        ty: any_type(random),
        doc: doc(random),
        required: random.bool(),
        nullable: random.u8(..4) == 0,
        blank: random.u8(..4) == 0,
        aliases: BTreeSet::new(),
        sunset: None,
        since: None,
        evidence: "documented",
        constraints: if random.u8(..4) == 0 { constraints(random) } else { Constraints::default() },
        default: default(random),
    }
}

/// The shortest of the defaults breaks some of these.
fn constraints(random: &mut Rng) -> Constraints {
    let decimal = |random: &mut Rng, texts: [&str; 3]| random.choice(texts).and_then(Decimal::bound);
    let is_bounded = random.bool();
    Constraints {
        minimum: decimal(random, ["-7", "0", "2"]).filter(|_| is_bounded),
        maximum: decimal(random, ["5", "90", "9007199254740993"]).filter(|_| random.bool()),
        multiple_of: decimal(random, ["2", "3", "4"]).filter(|_| random.bool()),
        min_items: random.choice([None, Some(1), Some(3)]).flatten(),
        max_items: random.choice([None, Some(3), Some(9)]).flatten(),
        min_length: random.choice([None, Some(0), Some(1), Some(3)]).flatten(),
        max_length: random.choice([None, Some(3), Some(20), Some(90)]).flatten(),
        pattern: random.choice([None, Some(""), Some("b"), Some("^[a-z]+$")]).flatten().map(str::to_owned),
    }
}

fn default(random: &mut Rng) -> Option<&'static str> {
    random.choice([None, None, Some("abc"), Some("zba"), Some("a")]).flatten()
}

fn any_type(random: &mut Rng) -> String {
    let known = if random.bool() { plain_types() } else { OTHERS.map(str::to_owned).to_vec() };
    random.choice(known).unwrap_or_else(|| "string".to_owned())
}

fn plain(field: &mut Field, random: &mut Rng) {
    random.choice(plain_types()).unwrap_or_else(|| "string".to_owned()).clone_into(&mut field.ty);
}

/// One edit of a target. `local` ones leave alone what other targets are read with.
pub(crate) fn edit(spec: &mut Spec, target: &Target, local: bool, random: &mut Rng) {
    let groups: Vec<String> = spec.groups.keys().cloned().collect();
    match target {
        Target::Head => match random.u8(..4) {
            0 if !local => toggle_group(spec),
            1 => spec.self_contained_schemas = !spec.self_contained_schemas,
            _ if random.bool() => spec.doc = doc(random),
            _ => spec.title = doc(random),
        },
        Target::Group(name) => {
            let Some(group) = spec.groups.get_mut(name) else { return };
            match random.u8(..5) {
                0 => group.doc = doc(random),
                _ => edit_fields(&mut group.fields, local, random),
            }
        }
        Target::Payload(name) => match random.u8(..12) {
            0 if !local => move_field(spec, name, random),
            1 if !local => rename_payload(spec, name),
            place => {
                let Some(payload) = spec.payloads.get_mut(name) else { return };
                match place {
                    2 => payload.doc = doc(random),
                    3 => payload.unlisted = unlisted(random),
                    4 if !local => toggle(&mut payload.include, random.choice(groups)),
                    5..=7 => edit_events(name, &mut payload.events, random),
                    _ => edit_fields(&mut payload.fields, local, random),
                }
            }
        },
        Target::Delivery(_) if !local && random.u8(..8) == 0 => toggle_delivery(spec, random),
        Target::Delivery(name) => {
            spec.deliveries.get_mut(name).into_iter().for_each(|delivery| delivery.edit(random));
        }
        Target::Type(name) => {
            if let Some(def) = spec.types.get_mut(name) {
                edit_type(def, random);
            }
        }
    }
}

fn toggle(set: &mut BTreeSet<String>, name: Option<String>) {
    let Some(name) = name else { return };
    if !set.remove(&name) {
        set.insert(name);
    }
}

/// A group that is in no payload comes or goes.
fn toggle_group(spec: &mut Spec) {
    let name = "spare".to_owned();
    if spec.groups.remove(&name).is_none() {
        spec.groups.insert(name, Group { doc: "s.".to_owned(), fields: Fields::new() });
    }
}

/// A delivery comes or goes.
fn toggle_delivery(spec: &mut Spec, random: &mut Rng) {
    let name = random.choice(["archive", "spare"]).unwrap_or("spare").to_owned();
    if spec.deliveries.remove(&name).is_none() {
        spec.deliveries.insert(name, Delivery::any(random));
    }
}

/// Between a payload and one of its groups.
fn move_field(spec: &mut Spec, payload: &str, random: &mut Rng) {
    let Some(payload) = spec.payloads.get_mut(payload) else { return };
    let group = random.choice(payload.include.clone());
    let Some(group) = group.and_then(|name| spec.groups.get_mut(&name)) else { return };
    let (from, to) =
        if random.bool() { (&mut payload.fields, &mut group.fields) } else { (&mut group.fields, &mut payload.fields) };
    let name = random.choice(from.keys().cloned().collect::<Vec<_>>());
    if let Some((name, field)) = name.and_then(|name| from.remove_entry(&name)) {
        to.insert(name, field);
    }
}

fn rename_payload(spec: &mut Spec, name: &str) {
    let new = if name.ends_with("_data") { name.trim_end_matches("_data").to_owned() } else { format!("{name}_data") };
    if let Some(payload) = spec.payloads.remove(name) {
        spec.payloads.insert(new, payload);
    }
}

fn edit_events(payload: &str, events: &mut BTreeMap<String, Event>, random: &mut Rng) {
    // Names are the payload's own, so that no two payloads meet.
    let fresh = format!("{payload}_{}", random.choice(EVENTS).unwrap_or("made"));
    let Some(name) = random.choice(events.keys().cloned().collect::<Vec<_>>()) else {
        events.insert(fresh, Event::default());
        return;
    };
    match random.u8(..9) {
        0 => drop(events.insert(fresh, Event { doc: doc(random), ..Event::default() })),
        1 if events.len() > 1 => drop(events.remove(&name)),
        2 => {
            if let Some(mut event) = events.remove(&name) {
                event.aliases.remove(&fresh);
                event.aliases.insert(name);
                events.insert(fresh, event);
            }
        }
        place => {
            let Some(event) = events.get_mut(&name) else { return };
            match place {
                3 => toggle(&mut event.aliases, Some(format!("{fresh}_too"))),
                4 => event.sunset = sunset(random),
                5 => event.since = since(random),
                6 => event.unstable = !event.unstable,
                _ => event.doc = doc(random),
            }
        }
    }
}

fn sunset(random: &mut Rng) -> Option<String> {
    random.choice([None, Some("2026-06-30"), Some("2027-01-01")]).flatten().map(str::to_owned)
}

fn since(random: &mut Rng) -> Option<String> {
    random.choice([None, Some("0.1.0"), Some("1.0.0")]).flatten().map(str::to_owned)
}

fn edit_fields(fields: &mut Fields, local: bool, random: &mut Rng) {
    let fresh = random.choice(FIELDS).unwrap_or("amber").to_owned();
    let Some(name) = random.choice(fields.keys().cloned().collect::<Vec<_>>()) else {
        fields.insert(fresh, field(random));
        return;
    };
    match random.u8(..17) {
        0 if !fields.contains_key(&fresh) => drop(fields.insert(fresh, field(random))),
        1 => drop(fields.remove(&name)),
        // With the old name as an alias, or without: then it is another field.
        place @ (2 | 3) if !fields.contains_key(&fresh) => {
            if let Some(mut field) = fields.remove(&name) {
                field.aliases.remove(&fresh);
                if place == 2 {
                    field.aliases.insert(name);
                }
                fields.insert(fresh, field);
            }
        }
        place => {
            let Some(field) = fields.get_mut(&name) else { return };
            match place {
                4 => field.doc = doc(random),
                5 => field.required = !field.required,
                6 => field.nullable = !field.nullable,
                7 => field.blank = !field.blank,
                8 if random.bool() => toggle(&mut field.aliases, Some(format!("{fresh}_too"))),
                // The key of another field, if there is one: then the specification is not valid unless that goes.
                8 => toggle(&mut field.aliases, Some(fresh)),
                9 => field.sunset = sunset(random),
                10 => field.since = since(random),
                11 => field.evidence = random.choice(["documented", "sampled", "inferred"]).unwrap_or("sampled"),
                12 => field.default = default(random),
                13 => {
                    field.constraints = constraints(random);
                    random.choice(CONSTRAINED).unwrap_or("string").clone_into(&mut field.ty);
                }
                _ if local => plain(field, random),
                _ => field.ty = any_type(random),
            }
        }
    }
}

fn edit_type(def: &mut TypeDef, random: &mut Rng) {
    match def {
        TypeDef::Object { doc: text, unlisted: line, fields } => match random.u8(..6) {
            0 => *text = doc(random),
            1 => *line = unlisted(random),
            _ => edit_fields(fields, true, random),
        },
        TypeDef::Enum { doc: text, closed, values } => {
            let known = if values.keys().all(|value| INTEGERS.contains(&value.as_str())) { INTEGERS } else { VALUES };
            let value = random.choice(known).unwrap_or("red").to_owned();
            match random.u8(..5) {
                0 => *text = doc(random),
                1 => *closed = !*closed,
                2 => drop(values.insert(value, doc(random))),
                3 if values.len() > 1 => drop(values.remove(&value)),
                _ => values.values_mut().for_each(|text| *text = doc(random)),
            }
        }
        TypeDef::Alias { doc: text, ty, constraints: of } => match random.u8(..5) {
            0 => *text = doc(random),
            // The type of an alias that another one is made of stays, so that they end.
            1 if ty != "list<currency>" => random.choice(CONSTRAINED).unwrap_or("string").clone_into(ty),
            _ => *of = constraints(random),
        },
        TypeDef::Union { doc: text, of } => match random.u8(..4) {
            0 => *text = doc(random),
            1 => of.reverse(),
            2 if of.len() > 2 => drop(of.pop()),
            _ => {
                let other = random.choice(ALTERNATIVES).unwrap_or("boolean");
                if !of.iter().any(|known| known == other) {
                    of.push(other.to_owned());
                }
            }
        },
    }
}
