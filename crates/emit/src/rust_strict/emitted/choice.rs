//! A value of a union in, the alternative that it is read as out. An object is read by its tag or by best fit, as the decode contract says.

// No specification has all kinds of alternatives.
#![allow(dead_code)]

use std::collections::HashSet;
use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserialize, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::{Error, Value};

/// How many known values a message lists.
const LISTED: usize = 8;

/// A union with several alternatives that take objects.
pub(crate) struct Union {
    /// What its values are, in words.
    pub expected: &'static str,
    /// The name of the field that says which alternative an object is.
    pub tag: Option<&'static str>,
    /// What tells each alternative from the others.
    pub alternatives: &'static [Alternative],
}

/// What tells an alternative from the others.
pub(crate) enum Alternative {
    /// An object with fields.
    Object(Object),
    /// A map: the kinds of its values.
    Map(&'static [Kind]),
    /// Whatever is not null.
    Any,
    /// No object: the kinds of its values.
    Other(&'static [Kind]),
}

/// An object with fields.
pub(crate) struct Object {
    pub fields: &'static [Field],
    /// The position of the field that is the tag of the union.
    pub tag: Option<usize>,
    /// Whether members that no field lists are described as well.
    pub has_rest: bool,
}

/// A field of an object.
pub(crate) struct Field {
    /// Its name and its aliases.
    pub names: &'static [&'static str],
    pub required: bool,
    /// The kinds of its values.
    pub kinds: &'static [Kind],
    /// Whether `""` stands for no value.
    pub blank: bool,
    /// All of its values, if they are known.
    pub known: Option<&'static [Known]>,
}

/// A kind of JSON values.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// A known value.
pub(crate) enum Known {
    Boolean(bool),
    Integer(i64),
    Text(&'static str),
}

/// Reads a value as the alternative that is chosen for it.
pub(crate) fn read<'de, D, T>(
    deserializer: D,
    union: &Union,
    readers: &[fn(&Json) -> Result<T, Error>],
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    let json = Json::deserialize(deserializer)?;
    if let Json::Object(members) = &json {
        let chosen = union.of_object(members).map_err(D::Error::custom)?;
        if let Some(read) = chosen.and_then(|index| readers.get(index)) {
            return read(&json).map_err(D::Error::custom);
        }
    }
    let candidates = union.alternatives.iter().zip(readers).filter(|(alternative, _)| alternative.takes(json.kind()));
    let mut first = None;
    for (_, read) in candidates {
        match read(&json) {
            Ok(value) => return Ok(value),
            Err(error) => first = first.or(Some(error)),
        }
    }
    Err(first.map_or_else(|| D::Error::invalid_type(json.unexpected(), &union.expected), D::Error::custom))
}

/// The members of an object, in their order.
type Members = [(String, Json)];

impl Union {
    /// The alternative that an object is read as, or why it matches none of them.
    fn of_object(&self, members: &Members) -> Result<Option<usize>, String> {
        let mut keys = HashSet::new();
        if let Some((key, _)) = members.iter().find(|(key, _)| !keys.insert(key)) {
            return Err(format!("duplicate field `{key}`"));
        }
        let objects = || self.alternatives.iter().enumerate().filter(|(_, it)| it.takes(Kind::Object));
        let listing: Vec<_> = objects().filter(|(_, it)| it.lists_tag_of(members) == Some(true)).collect();
        let best = if listing.is_empty() {
            best(members, objects().filter(|(_, it)| it.lists_tag_of(members).is_none()))
        } else {
            best(members, listing.into_iter())
        };
        match self.tag {
            Some(tag) if best.is_none() => Err(self.wrong_tag(tag, members)),
            _ => Ok(best),
        }
    }

    /// What is wrong with the tag of an object that no alternative lists.
    fn wrong_tag(&self, tag: &str, members: &Members) -> String {
        let fields = || self.alternatives.iter().filter_map(Alternative::tag);
        let mut known: Vec<String> = Vec::new();
        for value in fields().filter_map(|field| field.known).flatten().map(Known::shown) {
            if !known.contains(&value) {
                known.push(value);
            }
        }
        if known.len() > LISTED {
            known.truncate(LISTED);
            known.push("...".to_owned());
        }
        let known = known.join(", ");
        match fields().find_map(|field| field.last(members)) {
            None => format!("missing field `{tag}`, one of {known}"),
            Some((key, value)) => format!("`{key}` is {}, not one of {known}", value.shown()),
        }
    }
}

impl Alternative {
    fn takes(&self, kind: Kind) -> bool {
        match self {
            Self::Object(_) | Self::Map(_) => kind == Kind::Object,
            Self::Any => kind != Kind::Null,
            Self::Other(kinds) => kinds.contains(&kind),
        }
    }

    /// The field that is the tag of the union.
    fn tag(&self) -> Option<&'static Field> {
        match self {
            Self::Object(object) => object.fields.get(object.tag?),
            Self::Map(_) | Self::Any | Self::Other(_) => None,
        }
    }

    /// Whether the tag of an object is that of this alternative; `None` if it does not have the tag of the union.
    fn lists_tag_of(&self, members: &Members) -> Option<bool> {
        let tag = self.tag()?;
        Some(tag.last(members).is_some_and(|(_, value)| tag.is_known(value)))
    }
}

impl Field {
    /// The last member under one of its names.
    fn last<'a>(&self, members: &'a Members) -> Option<&'a (String, Json)> {
        members.iter().rev().find(|(key, _)| self.names.contains(&key.as_str()))
    }

    /// Whether a value may be that of the field, by its kind; and by itself, if all values are known.
    fn takes(&self, value: &Json) -> bool {
        let kind = value.kind();
        self.blank && value.is_blank()
            || self.kinds.contains(&kind) && (kind == Kind::Null || self.known.is_none() || self.is_known(value))
    }

    fn is_known(&self, value: &Json) -> bool {
        self.known.is_some_and(|known| known.iter().any(|known| known.is(value)))
    }
}

impl Known {
    fn is(&self, json: &Json) -> bool {
        let Json::Scalar(value) = json else { return false };
        match self {
            Self::Boolean(known) => value.as_bool() == Some(*known),
            Self::Text(known) => value.as_str() == Some(*known),
            // `2.0` is 2. A double holds every known integer.
            Self::Integer(known) => value.as_f64() == Some(*known as f64),
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Boolean(known) => known.to_string(),
            Self::Integer(known) => known.to_string(),
            Self::Text(known) => Value::from(*known).to_string(),
        }
    }
}

/// How far an object is from an alternative.
#[derive(Default)]
struct Fit {
    /// Required fields that are absent, and members that are not what the alternative takes.
    faults: usize,
    /// Keys that are not listed.
    unlisted: usize,
    /// Fields that are there.
    listed: usize,
}

impl Fit {
    /// Of an object with fields or of a map; nothing is known of the members of anything else.
    fn of(members: &Members, alternative: &Alternative) -> Option<Self> {
        match alternative {
            Alternative::Object(object) => Some(Self::of_fields(members, object)),
            Alternative::Map(kinds) => {
                let faults = members.iter().filter(|(_, value)| !kinds.contains(&value.kind())).count();
                Some(Self { faults, ..Self::default() })
            }
            Alternative::Any | Alternative::Other(_) => None,
        }
    }

    fn of_fields(members: &Members, object: &Object) -> Self {
        let (mut values, mut fit) = (vec![None; object.fields.len()], Self::default());
        for (key, value) in members {
            match object.fields.iter().position(|field| field.names.contains(&key.as_str())) {
                // The last one counts, under whichever of its names.
                Some(index) => values[index] = Some(value),
                None => fit.unlisted += usize::from(!object.has_rest),
            }
        }
        for (field, value) in object.fields.iter().zip(values) {
            fit.listed += usize::from(value.is_some());
            fit.faults += usize::from(value.map_or(field.required, |value| !field.takes(value)));
        }
        fit
    }
}

/// The alternative that an object fits best: the one with the fewest misses, then with the most fields that are there, then the
/// first. Anything is left for what has a fault in each of the others.
fn best<'a>(members: &Members, candidates: impl Iterator<Item = (usize, &'a Alternative)>) -> Option<usize> {
    let (mut best, mut anything): (Option<(usize, Fit)>, _) = (None, None);
    for (index, alternative) in candidates {
        let Some(fit) = Fit::of(members, alternative) else {
            anything = anything.or(Some(index));
            continue;
        };
        let rank = |fit: &Fit| (fit.faults + fit.unlisted, std::cmp::Reverse(fit.listed));
        if best.as_ref().is_none_or(|(_, least)| rank(&fit) < rank(least)) {
            best = Some((index, fit));
        }
    }
    match best {
        Some((_, fit)) if fit.faults > 0 && anything.is_some() => anything,
        Some((index, _)) => Some(index),
        None => anything,
    }
}

/// A JSON value in which the members of objects are in their order, and no key that comes twice is lost.
pub(crate) enum Json {
    /// Neither an array nor an object.
    Scalar(Value),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    fn kind(&self) -> Kind {
        match self {
            Self::Array(_) | Self::Scalar(Value::Array(_)) => Kind::Array,
            Self::Object(_) | Self::Scalar(Value::Object(_)) => Kind::Object,
            Self::Scalar(Value::Null) => Kind::Null,
            Self::Scalar(Value::Bool(_)) => Kind::Boolean,
            Self::Scalar(Value::Number(_)) => Kind::Number,
            Self::Scalar(Value::String(_)) => Kind::String,
        }
    }

    fn is_blank(&self) -> bool {
        matches!(self, Self::Scalar(Value::String(text)) if text.is_empty())
    }

    /// As a message shows it: what may be long is only named.
    fn shown(&self) -> String {
        match self {
            Self::Scalar(value) => value.to_string(),
            Self::Array(_) => "an array".to_owned(),
            Self::Object(_) => "an object".to_owned(),
        }
    }

    fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Self::Scalar(Value::Bool(value)) => Unexpected::Bool(*value),
            Self::Scalar(Value::Number(number)) => match (number.as_i64(), number.as_f64()) {
                (Some(integer), _) => Unexpected::Signed(integer),
                (None, Some(float)) => Unexpected::Float(float),
                (None, None) => Unexpected::Other("number"),
            },
            Self::Scalar(Value::String(text)) => Unexpected::Str(text),
            Self::Scalar(Value::Null) => Unexpected::Unit,
            Self::Array(_) | Self::Scalar(Value::Array(_)) => Unexpected::Seq,
            Self::Object(_) | Self::Scalar(Value::Object(_)) => Unexpected::Map,
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Scalar(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Scalar(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Scalar(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Scalar(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Scalar(value.into()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Scalar(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Scalar(Value::Null))
    }

    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Scalar(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        Json::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut out = Vec::new();
        while let Some(item) = items.next_element()? {
            out.push(item);
        }
        Ok(Json::Array(out))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut out = Vec::new();
        while let Some(member) = members.next_entry()? {
            out.push(member);
        }
        Ok(Json::Object(out))
    }
}

impl<'de> IntoDeserializer<'de, Error> for &'de Json {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for &'de Json {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Json::Scalar(value) => value.deserialize_any(visitor),
            Json::Array(items) => SeqDeserializer::new(items.iter()).deserialize_any(visitor),
            Json::Object(members) => {
                let members = members.iter().map(|(key, value)| (key.as_str(), value));
                MapDeserializer::new(members).deserialize_any(visitor)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Json::Scalar(Value::Null) => visitor.visit_none(),
            value => visitor.visit_some(value),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        values: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Json::Scalar(value) => value.deserialize_enum(name, values, visitor),
            value => Err(Error::invalid_type(value.unexpected(), &"a string")),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}
