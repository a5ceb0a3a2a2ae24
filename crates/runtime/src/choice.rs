//! A value of a union in, the alternative that it is read as out.

use std::cmp::Reverse;

use crate::deviation::DeviationClass;
use crate::json::{Json, JsonKind};
use crate::kind::{Kind, Union, boolean_kind, compound_kind, format_kind, number_kind, text_kind};
use crate::occurrences::Occurrences;
use crate::shape::{FieldDef, Shape};
use crate::table::Table;
use crate::text;

/// What a value of a union is read as.
#[derive(Clone, Copy, Debug)]
pub enum Choice {
    /// An alternative, by its position.
    Alternative(usize, &'static Kind),
    /// An object whose tag is that of no alternative, where no other alternative takes it: it is not looked into.
    Other(&'static Union),
}

impl Choice {
    /// The type of the value; anything, if it is not looked into.
    pub fn kind(self) -> &'static Kind {
        match self {
            Self::Alternative(_, kind) => kind,
            Self::Other(_) => &Kind::Any,
        }
    }

    /// The position of the alternative.
    pub fn index(self) -> Option<usize> {
        match self {
            Self::Alternative(index, _) => Some(index),
            Self::Other(_) => None,
        }
    }
}

/// What a value of a union is read as; `None` if no alternative takes its JSON kind, or the type is not a union.
pub fn choose(json: Json<'_>, kind: &Kind) -> Option<Choice> {
    let Kind::Union(union) = kind else { return None };
    let union = union.get()?;
    let candidates = || union.alternatives.iter().enumerate().filter(|(_, kind)| kind.takes(json.kind()));
    let first = candidates().next()?;
    let (index, kind) = if json.kind() == JsonKind::Object {
        let Some(found) = of_object(union, json, candidates()) else { return Some(Choice::Other(union)) };
        found
    } else {
        candidates().find(|(_, kind)| fits(kind, json)).unwrap_or(first)
    };
    Some(Choice::Alternative(index, kind))
}

/// An alternative and its position.
type Candidate = (usize, &'static Kind);

/// The alternative of an object; `None` if its tag is that of none and nothing else takes it.
fn of_object(union: &Union, json: Json<'_>, candidates: impl Iterator<Item = Candidate> + Clone) -> Option<Candidate> {
    let Some(tag) = union.tag else { return best(json, candidates) };
    let last = last_of(json, tag);
    let is_of = |kind: &Kind| tagged(kind, tag).map(|(shape, field)| has_tag(json, shape, field, last));
    let mut listed = candidates.clone().filter(|(_, kind)| is_of(kind) == Some(true));
    let first = listed.next();
    match (first, listed.next()) {
        (Some(only), None) => Some(only),
        (Some(first), Some(second)) => best(json, [first, second].into_iter().chain(listed)),
        (None, _) => best(json, candidates.filter(|(_, kind)| is_of(kind).is_none())),
    }
}

/// An object that says by a field which alternative it is: the field is always there, and all of its values are known.
fn tagged(kind: &Kind, tag: &str) -> Option<(&'static Shape, usize)> {
    let shape = kind.shape()?;
    let (index, _) = shape.lookup(tag.as_bytes()).filter(|(_, is_alias)| !is_alias)?;
    let field = shape.fields.get(index)?;
    (field.required && !field.nullable && !field.blank && field.kind.is_closed_enum()).then_some((shape, index))
}

/// The last member of a key.
fn last_of<'a>(json: Json<'a>, key: &str) -> Option<(&'a str, Json<'a>)> {
    let is_it = |quoted: &str| {
        let inner = quoted.get(1..quoted.len() - 1);
        if quoted.contains('\\') { text::unescape(quoted).as_deref() == Some(key) } else { inner == Some(key) }
    };
    json.quoted_members().filter(|(quoted, _)| is_it(quoted)).last()
}

/// The tag as an alternative finds it: under any of its names, the last one that was sent. `last` is the last under its own.
fn tag_of<'a>(
    json: Json<'a>,
    shape: &Shape,
    tag: usize,
    last: Option<(&'a str, Json<'a>)>,
) -> Option<(&'a str, Json<'a>)> {
    if shape.aliases.iter().all(|(_, field)| *field != tag) {
        return last;
    }
    json.quoted_members().filter(|(quoted, _)| shape.find(quoted).is_some_and(|(field, _)| field == tag)).last()
}

/// Whether the tag of an object is that of an alternative.
fn has_tag(json: Json<'_>, shape: &'static Shape, tag: usize, last: Option<(&str, Json<'_>)>) -> bool {
    let kind = shape.fields.get(tag).map(|field| &field.kind);
    tag_of(json, shape, tag, last).zip(kind).is_some_and(|((_, value), kind)| is_listed(value, kind))
}

/// Whether a value is one that a closed enum lists.
fn is_listed(value: Json<'_>, kind: &Kind) -> bool {
    kind.takes(value.kind()) && kind.verdict(value).is_none()
}

/// The tag of an object that is none of the alternatives.
pub(crate) struct SentTag<'a> {
    /// Its key as sent, with quotes.
    pub key: &'a str,
    pub value: Json<'a>,
    /// What the first alternative with a tag of its JSON kind has for it.
    pub kind: &'static Kind,
}

impl<'a> SentTag<'a> {
    /// As the first alternative finds it that finds one.
    pub(crate) fn of(json: Json<'a>, union: &'static Union) -> Option<Self> {
        let tag = union.tag?;
        let last = last_of(json, tag);
        let tagged = union.alternatives.iter().filter_map(|kind| tagged(kind, tag));
        let (key, value) = tagged.clone().find_map(|(shape, field)| tag_of(json, shape, field, last))?;
        let mut kinds = tagged.filter_map(|(shape, field)| Some(&shape.fields.get(field)?.kind));
        let kind = kinds.clone().find(|kind| kind.takes(value.kind())).or_else(|| kinds.next())?;
        Some(Self { key, value, kind })
    }

    /// What is wrong with it: no alternative lists it.
    pub(crate) fn class(&self) -> DeviationClass {
        match self.value.kind() {
            JsonKind::Null => DeviationClass::UnexpectedNull,
            JsonKind::String if self.value.as_str() == "\"\"" => DeviationClass::UnexpectedBlank,
            json if self.kind.takes(json) => self.kind.verdict(self.value).unwrap_or(DeviationClass::UnknownValue),
            _ => DeviationClass::UnexpectedType,
        }
    }
}

/// How far an object is from an alternative.
#[derive(Clone, Copy, Default)]
struct Fit {
    /// Required members that are absent, and members whose JSON kind or known value is not that of their field.
    faults: usize,
    /// Keys that are not listed.
    unlisted: usize,
    /// Fields that are there.
    listed: usize,
    /// Whether every key is that of another field, and nothing is missing or wrong: no alternative lists more.
    is_perfect: bool,
}

impl Fit {
    /// The best is the least.
    fn rank(self) -> (usize, Reverse<usize>) {
        (self.faults + self.unlisted, Reverse(self.listed))
    }
}

/// The alternative that an object fits best; `any` is left for what fits no other one. The first of those that are alike.
fn best(json: Json<'_>, mut candidates: impl Iterator<Item = Candidate>) -> Option<Candidate> {
    let first = candidates.next()?;
    // Nobody asks how far it is from the only one.
    let Some(second) = candidates.next() else { return Some(first) };
    let (mut best, mut anything): (Option<(Candidate, Fit)>, _) = (None, None);
    for candidate in [first, second].into_iter().chain(candidates) {
        if candidate.1.takes_everything() {
            anything = anything.or(Some(candidate));
            continue;
        }
        let fit = fit(json, candidate.1);
        if best.is_none_or(|(_, least)| fit.rank() < least.rank()) {
            best = Some((candidate, fit));
        }
        if fit.is_perfect {
            // Nothing fits better.
            break;
        }
    }
    match best {
        Some((_, fit)) if fit.faults > 0 && anything.is_some() => anything,
        Some((best, _)) => Some(best),
        None => anything,
    }
}

/// How far an object is from an alternative, by the JSON kinds of its members, whatever is inside them.
fn fit(json: Json<'_>, kind: &'static Kind) -> Fit {
    match kind {
        Kind::Object(_) => {
            let table = kind.shape().and_then(|shape| Table::open(json, shape));
            table.map_or_else(Fit::default, |table| of_shape(&table, json))
        }
        Kind::Map(value) => of_map(json, value),
        Kind::Null
        | Kind::Any
        | boolean_kind!()
        | number_kind!()
        | text_kind!()
        | Kind::List(_)
        | Kind::Nullable(_)
        | Kind::Union(_) => Fit::default(),
    }
}

fn of_shape(table: &Table, json: Json<'_>) -> Fit {
    let (text, mut fit) = (json.as_str(), Fit::default());
    for (field, span) in table.shape().fields.iter().zip(table.spans()) {
        let value = span.of(text);
        fit.listed += usize::from(value.is_some());
        fit.faults += usize::from(value.map_or(field.required, |value| !is_possible(field, value)));
    }
    let unlisted = table.irregular().iter().enumerate().filter(|(_, member)| member.field.is_none());
    if table.shape().rest.is_none() {
        let keys = unlisted.filter_map(|(index, member)| Some((index, member.key.of(text)?)));
        let bytes = table
            .irregular()
            .iter()
            .filter(|member| member.field.is_none())
            .filter_map(|member| member.key.plain_bytes(text));
        let occurrences = Occurrences::of(table.irregular().len(), bytes, keys.clone());
        fit.unlisted = keys.filter(|(index, key)| occurrences.of_key(*index, key.as_str()).1).count();
    }
    fit.is_perfect = fit.faults == 0 && table.irregular().is_empty();
    fit
}

fn of_map(json: Json<'_>, value: &'static Kind) -> Fit {
    let (value, nullable) = value.without_null();
    let members: Vec<_> = json.quoted_members().collect();
    let keys = members.iter().map(|(quoted, _)| Json::scanned(quoted, false)).enumerate();
    let bytes = members.iter().map(|(quoted, _)| (quoted.as_bytes(), !quoted.contains('\\')));
    let occurrences = Occurrences::of(members.len(), bytes, keys);
    let counts = |index: usize, quoted: &str| occurrences.of_key(index, quoted).1;
    let wrong = members
        .iter()
        .enumerate()
        .filter(|(index, (quoted, json))| !takes(value, nullable, *json) && counts(*index, quoted));
    Fit { faults: wrong.count(), ..Fit::default() }
}

/// Whether a value may be that of a field, by its JSON kind; and if all values of the field are known, by its value.
fn is_possible(field: &FieldDef, value: Json<'_>) -> bool {
    let is_blank = field.blank && value.as_str() == "\"\"";
    let is_null = value.kind() == JsonKind::Null;
    let is_known = || is_null || !field.kind.is_closed_enum() || field.kind.verdict(value).is_none();
    is_blank || takes(&field.kind, field.nullable, value) && is_known()
}

/// Whether a type has values of the JSON kind of a value.
fn takes(kind: &Kind, nullable: bool, value: Json<'_>) -> bool {
    match value.kind() {
        JsonKind::Null => nullable || kind.takes_null(),
        other => kind.takes(other),
    }
}

/// Whether a value that is not an object looks like a type that takes its JSON kind.
fn fits(kind: &Kind, json: Json<'_>) -> bool {
    match kind {
        Kind::Integer
        | Kind::Unix(_)
        | Kind::Enum { .. }
        | Kind::Integers { .. }
        | Kind::Constant(_)
        | format_kind!() => kind.verdict(json).is_none(),
        Kind::Null | Kind::Any | Kind::Boolean | Kind::Number | Kind::String | compound_kind!() => true,
    }
}
