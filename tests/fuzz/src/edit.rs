//! Edited payloads: what is set is there, what is removed is not, and everything else keeps its text and its order.

use std::collections::BTreeMap;

use nector_events::payloads::{Order, Review};
use nector_events::runtime::{Edit, Input, Json, Lens, Limits, Payload, Shape};

use crate::members::Members;
use crate::payload::PAYLOADS;

/// Values that fields are set to.
const VALUES: &[u8] =
    br#"{"a":null,"b":"","c":0.10,"d":"x\"\\\ud83d","e":[{"f":[]}],"g":{"h":1e400},"i":true,"j":" }{ "}"#;

static ANY: Shape = Shape { name: "any", fields: &[], aliases: &[], index: &[], rest: None, name_places: &[] };

/// The bytes choose a payload and then, three at a time, which field becomes what.
pub fn check(input: &[u8]) {
    let (choice, changes) = input.split_first().map_or((0, input), |(choice, changes)| (*choice, changes));
    match choice % 4 {
        0 => edited::<Order<'static>>(PAYLOADS[0].2, changes),
        1 => edited::<Order<'static>>(PAYLOADS[1].2, changes),
        2 => edited::<Review<'static>>(PAYLOADS[2].2, changes),
        _ => edited::<shop_events::payloads::Order<'static>>(PAYLOADS[4].2, changes),
    }
}

fn edited<P: Payload<'static>>(text: &str, changes: &[u8]) {
    let values = Lens::decode(VALUES, &ANY, Limits::default()).expect("the values are JSON");
    let values: Vec<Json<'_>> = values.extra().map(|(_, value)| value).collect();
    // Repeated and unknown members, in space of every kind.
    let twice = format!("{} , \"status\" : 1,\n\"x\":[ 2 ] }}\n", text.trim_ascii().trim_end_matches('}'));
    let lens = Lens::decode(twice.as_bytes(), P::SHAPE, Limits::default()).expect("a payload is JSON");
    let mut edit = Edit::of(lens);
    // By field: the last change counts.
    let mut last = BTreeMap::new();
    for [field, what, value] in changes.as_chunks::<3>().0.iter().take(32) {
        let index = usize::from(*field) % P::SHAPE.fields.len();
        let value = (what % 3 > 0).then(|| values[usize::from(*value) % values.len()]);
        edit = match value {
            Some(value) => edit.set(index, Input::<Json<'static>>::json(value)),
            None => edit.remove(P::SHAPE.fields[index].name),
        };
        last.insert(index, value);
    }
    let mut expected = Members::of(&twice).expect("a payload is an object").0;
    for (index, value) in last {
        let keys = keys(P::SHAPE, index);
        let is_field = |(key, _): &(String, &str)| keys.contains(&key.as_str());
        match (value, expected.iter().rposition(is_field)) {
            (None, _) => expected.retain(|member| !is_field(member)),
            (Some(value), Some(at)) => expected[at].1 = value.as_str(),
            (Some(value), None) => expected.push((keys[0].to_owned(), value.as_str())),
        }
    }
    let built: P = edit.build().expect("an edited payload is JSON");
    let found = Members::of(built.json()).expect("an edited payload is an object").0;
    assert_eq!(found, expected, "{:?}", built.json());
}

/// The key of a field, then its aliases.
fn keys(shape: &'static Shape, index: usize) -> Vec<&'static str> {
    let aliases = shape.aliases.iter().filter(|(_, field)| *field == index).map(|(alias, _)| *alias);
    std::iter::once(shape.fields[index].name).chain(aliases).collect()
}
