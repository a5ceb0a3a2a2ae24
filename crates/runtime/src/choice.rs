//! A value of a union in, the alternative that it is read as out.

use std::cell::OnceCell;
use std::cmp::Reverse;

use crate::deviation::DeviationClass;
use crate::json::{Json, JsonKind};
use crate::kind::{Kind, Union, boolean_kind, compound_kind, format_kind, number_kind, text_kind};
use crate::occurrences::Occurrences;
use crate::shape::{FieldDef, Shape};
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
    let object = Members::of(json);
    let Some(tag) = union.tag else { return best(&object, candidates) };
    let last = last_of(json, tag);
    let is_of = |kind: &Kind| tagged(kind, tag).map(|(shape, field)| has_tag(&object, shape, field, last));
    let mut listed = candidates.clone().filter(|(_, kind)| is_of(kind) == Some(true));
    let first = listed.next();
    match (first, listed.next()) {
        (Some(only), None) => Some(only),
        (Some(first), Some(second)) => best(&object, [first, second].into_iter().chain(listed)),
        (None, _) => best(&object, candidates.filter(|(_, kind)| is_of(kind).is_none())),
    }
}

/// The members of an object, which are scanned once for all alternatives, and only if they are asked for: whatever is inside them is as
/// long as the sender likes.
struct Members<'a> {
    json: Json<'a>,
    all: OnceCell<Vec<Member<'a>>>,
}

/// A key as sent, with quotes, and its value.
type Member<'a> = (&'a str, Json<'a>);

impl<'a> Members<'a> {
    fn of(json: Json<'a>) -> Self {
        Self { json, all: OnceCell::new() }
    }

    fn all(&self) -> &[Member<'a>] {
        self.all.get_or_init(|| self.json.quoted_members().collect())
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
fn last_of<'a>(json: Json<'a>, key: &str) -> Option<Member<'a>> {
    let is_it = |quoted: &str| {
        let inner = quoted.get(1..quoted.len() - 1);
        if quoted.contains('\\') { text::unescape(quoted).as_deref() == Some(key) } else { inner == Some(key) }
    };
    json.quoted_members().filter(|(quoted, _)| is_it(quoted)).last()
}

/// The tag as an alternative finds it: under any of its names, the last one that was sent. `last` is the last under its own.
fn tag_of<'a>(object: &Members<'a>, shape: &Shape, tag: usize, last: Option<Member<'a>>) -> Option<Member<'a>> {
    if shape.aliases.iter().all(|(_, field)| *field != tag) {
        return last;
    }
    let is_it = |(quoted, _): &&Member<'a>| shape.find(quoted).is_some_and(|(field, _)| field == tag);
    object.all().iter().rev().find(is_it).copied()
}

/// Whether the tag of an object is that of an alternative.
fn has_tag<'a>(object: &Members<'a>, shape: &'static Shape, tag: usize, last: Option<Member<'a>>) -> bool {
    let kind = shape.fields.get(tag).map(|field| &field.kind);
    tag_of(object, shape, tag, last).zip(kind).is_some_and(|((_, value), kind)| is_listed(value, kind))
}

/// Whether a value is one that a closed enum lists.
fn is_listed(value: Json<'_>, kind: &Kind) -> bool {
    kind.takes(value.kind()) && kind.verdict(value).is_none()
}

/// The tag of an object that matches no alternative.
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
        let (object, last) = (Members::of(json), last_of(json, tag));
        let tagged = union.alternatives.iter().filter_map(|kind| tagged(kind, tag));
        let (key, value) = tagged.clone().find_map(|(shape, field)| tag_of(&object, shape, field, last))?;
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
fn best(object: &Members<'_>, mut candidates: impl Iterator<Item = Candidate>) -> Option<Candidate> {
    let first = candidates.next()?;
    // Nobody asks how far it is from the only one.
    let Some(second) = candidates.next() else { return Some(first) };
    let occurrences = Occurrences::of_members(object.all());
    let (mut best, mut anything): (Option<(Candidate, Fit)>, _) = (None, None);
    for candidate in [first, second].into_iter().chain(candidates) {
        if candidate.1.takes_everything() {
            anything = anything.or(Some(candidate));
            continue;
        }
        let fit = fit(object.all(), &occurrences, candidate.1);
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
fn fit(members: &[Member<'_>], occurrences: &Occurrences<'_>, kind: &'static Kind) -> Fit {
    match kind {
        Kind::Object(_) => kind.shape().map_or_else(Fit::default, |shape| of_shape(members, occurrences, shape)),
        Kind::Map(value) => of_map(members, occurrences, value),
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

fn of_shape(members: &[Member<'_>], occurrences: &Occurrences<'_>, shape: &'static Shape) -> Fit {
    let (mut values, mut fit) = (vec![None; shape.fields.len()], Fit::default());
    for (index, (quoted, json)) in members.iter().enumerate() {
        match shape.find(quoted).and_then(|(field, _)| values.get_mut(field)) {
            Some(value) => *value = Some(*json),
            None if shape.rest.is_none() => fit.unlisted += usize::from(occurrences.of_key(index, quoted).1),
            None => {}
        }
    }
    for (field, value) in shape.fields.iter().zip(values) {
        fit.listed += usize::from(value.is_some());
        fit.faults += usize::from(value.map_or(field.required, |value| !is_possible(field, value)));
    }
    fit.is_perfect = fit.faults == 0 && fit.listed == members.len();
    fit
}

fn of_map(members: &[Member<'_>], occurrences: &Occurrences<'_>, value: &'static Kind) -> Fit {
    let (value, nullable) = value.without_null();
    let is_wrong = |(index, (quoted, json)): &(usize, &Member<'_>)| {
        !takes(value, nullable, *json) && occurrences.of_key(*index, quoted).1
    };
    Fit { faults: members.iter().enumerate().filter(is_wrong).count(), ..Fit::default() }
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
