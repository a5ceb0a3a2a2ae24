//! Any bytes: the verdict is `serde_json`'s, and what is taken is found again.

use std::collections::HashSet;

use nector_events::runtime::{
    BooleanText, Date, DateTime, DecodeError, ErrorClass, Field, IntegerText, Json, Kind, Lens, Limits, List, Map,
    Number, NumberText, Shape, Text, Timestamp, UnixMillis, UnixSeconds, UnixUnit, open,
};
use nector_events::{DeviationClass, Event};
use serde_json::value::RawValue;

use crate::members::Members;

/// Levels that the default limits allow.
const DEPTH: usize = 128;

/// Checks bytes as an order of one catalogue or the other.
pub fn check(bytes: &[u8]) {
    if bytes.len().is_multiple_of(2) {
        decode("order_create", bytes);
    } else {
        decode_shop("order_placed", bytes);
    }
}

/// Decodes as an event of the bundled catalogue, and checks what comes of it.
pub fn decode(event: &str, bytes: &[u8]) {
    match Event::decode(event, bytes) {
        Ok(event) => taken(bytes, event.lens()),
        Err(error) => refused(bytes, &error),
    }
}

/// The same with the nested catalogue.
pub fn decode_shop(event: &str, bytes: &[u8]) {
    match shop_events::Event::decode(event, bytes) {
        Ok(event) => taken(bytes, event.lens()),
        Err(error) => refused(bytes, &error),
    }
}

/// Whether `serde_json` takes the text, with numbers and surrogates of every kind.
fn is_json(text: &str) -> bool {
    serde_json::from_str::<&RawValue>(text).is_ok()
}

fn refused(bytes: &[u8], error: &DecodeError) {
    let (class, offset) = (error.class(), error.offset());
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(wrong) => {
            assert_eq!((class, offset), (ErrorClass::NotUtf8, wrong.valid_up_to()));
            return;
        }
    };
    let before = text.get(..offset).expect("a refusal is at a character of the text");
    match class {
        ErrorClass::Syntax => {
            assert!(!is_json(text), "serde_json takes it: {text:?}");
            // What comes before the byte to blame could still have become JSON.
            if let Err(error) = Lens::decode(before.as_bytes(), &ANY, Limits::default()) {
                let ends = error.class() == ErrorClass::Syntax && error.offset() == before.len();
                assert!(ends || error.class() == ErrorClass::NotAnObject, "{text:?}: {offset}, {error}");
            }
        }
        ErrorClass::TooDeep => {
            assert!(matches!(bytes.get(offset), Some(b'{' | b'[')), "{text:?}: {offset}");
            assert_eq!(open_brackets(before), DEPTH, "{text:?}: {offset}");
        }
        ErrorClass::NotAnObject => {
            assert!(is_json(text), "serde_json refuses it: {text:?}");
            assert!(before.trim_ascii().is_empty() && bytes.get(offset) != Some(&b'{'), "{text:?}: {offset}");
        }
        class => panic!("{class:?} of {text:?}"),
    }
}

static ANY: Shape = Shape { name: "any", fields: &[], aliases: &[], index: &[], rest: None, name_places: &[] };

/// Brackets that are open at the end of the beginning of a JSON text.
fn open_brackets(text: &str) -> usize {
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth -= 1,
            _ => {}
        }
    }
    depth
}

fn taken(bytes: &[u8], lens: &Lens<'_>) {
    let text = lens.json();
    assert_eq!(text.as_bytes(), bytes, "the text has changed");
    assert!(is_json(text), "serde_json refuses it: {text:?}");
    read_all(lens);
    let deviations: Vec<_> =
        lens.deviations().into_iter().map(|deviation| (deviation.class(), deviation.path(), deviation)).collect();
    for (class, path, deviation) in &deviations {
        assert_eq!(path.is_empty(), *class == DeviationClass::EventAlias, "{text:?}");
        assert_eq!(deviation.seen().is_none(), *class == DeviationClass::MissingField, "{text:?}");
    }
    let count = |class| {
        let of_class = deviations.iter().filter(|(other, _, _)| *other == class);
        of_class.filter(|(_, path, _)| !path[1..].contains('/')).count()
    };
    if let Some(members) = Members::of(text) {
        found(lens, &members, count(DeviationClass::UnknownField), count(DeviationClass::DuplicateKey));
    }
}

/// Every field is found where `serde_json` finds it, and so are unknown and repeated members.
fn found(lens: &Lens<'_>, members: &Members<'_>, unknown_fields: usize, duplicates: usize) {
    let shape = lens.shape();
    let field_of = |key: &str| {
        let own = shape.fields.iter().position(|field| field.name == key);
        own.or_else(|| shape.aliases.iter().find(|(alias, _)| *alias == key).map(|(_, index)| *index))
    };
    let mut last = vec![None; shape.fields.len()];
    let (mut unknown, mut distinct) = (Vec::new(), HashSet::new());
    for (key, value) in &members.0 {
        match field_of(key) {
            Some(index) => last[index] = Some(*value),
            None => unknown.push((key.as_str(), *value)),
        }
        distinct.insert(field_of(key).ok_or(key));
    }
    for (index, expected) in last.into_iter().enumerate() {
        assert_eq!(lens.get(index).map(Json::as_str), expected, "{} in {:?}", shape.fields[index].name, lens.json());
    }
    let unlisted: Vec<_> = lens.unlisted().collect();
    let unlisted: Vec<(&str, &str)> = unlisted.iter().map(|(key, value)| (key.as_ref(), value.as_str())).collect();
    assert_eq!(unlisted, unknown, "{:?}", lens.json());
    let has_rest = shape.rest.is_some();
    let [of_rest, extra] = [lens.rest::<Json<'_>>().count(), lens.extra().count()];
    let expected = if has_rest { [unknown.len(), 0, 0] } else { [0, unknown.len(), unknown.len()] };
    assert_eq!([of_rest, extra, unknown_fields], expected, "{:?}", lens.json());
    assert_eq!(duplicates, members.0.len() - distinct.len(), "{:?}", lens.json());
}

/// Reads every field, whatever its state: all five are fine, and a panic is not.
pub fn read_all(lens: &Lens<'_>) {
    for (index, field) in lens.shape().fields.iter().enumerate() {
        match &field.kind {
            Kind::Number => state(&lens.read::<Number<'_>>(index).map(|number| (number.to_f64(), number.to_i64()))),
            Kind::Integer | Kind::Integers { .. } => state(&lens.read::<i64>(index)),
            Kind::Boolean | Kind::Constant(_) => state(&lens.read::<bool>(index)),
            Kind::Null => state(&lens.read::<()>(index)),
            Kind::Timestamp | Kind::Rfc2822 | Kind::TimestampPattern(_) => {
                state(&lens.read::<Timestamp<'_>>(index).map(|timestamp| timestamp.instant()));
            }
            Kind::DateTime(_) => state(&lens.read::<DateTime<'_>>(index)),
            Kind::Date(_) => state(&lens.read::<Date<'_>>(index)),
            Kind::List(_) => state(&lens.read::<List<'_, Json<'_>>>(index).map(|list| list.iter().count())),
            Kind::Map(_) => state(&lens.read::<Map<'_, Json<'_>>>(index).map(|map| map.iter().count())),
            Kind::Any | Kind::Union(_) | Kind::Nullable(_) => state(&lens.read::<Json<'_>>(index)),
            Kind::Object(_) => {
                if let Some(inner) = lens.get(index).and_then(|json| open(json, &field.kind)) {
                    read_all(&inner.into());
                }
            }
            Kind::Unix(UnixUnit::Seconds) => state(&lens.read::<UnixSeconds<'_>>(index).map(UnixSeconds::instant)),
            Kind::Unix(UnixUnit::Millis) => state(&lens.read::<UnixMillis<'_>>(index).map(UnixMillis::instant)),
            Kind::Text(Kind::Boolean) => state(&lens.read::<BooleanText<'_>>(index).map(|text| text.value())),
            Kind::Text(Kind::Integer) => state(&lens.read::<IntegerText<'_>>(index).map(|text| text.value())),
            Kind::Text(_) => state(&lens.read::<NumberText<'_>>(index).map(|text| text.value().to_f64())),
            Kind::String | Kind::Enum { .. } | Kind::Uuid | Kind::Uri | Kind::Email => {
                state(&lens.read::<Text<'_>>(index));
            }
        }
    }
}

fn state<T>(field: &Field<'_, T>) {
    assert!(!field.as_ref().state().as_str().is_empty());
}
