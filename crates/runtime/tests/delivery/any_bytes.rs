//! Whatever is in a body, a receiver says the same of it as another JSON parser, and loses nothing.

use eventspec_runtime::delivery::rules::{Body, Rules};
use eventspec_runtime::delivery::{RejectionClass, RequestParts};
use serde_json::value::RawValue;

use crate::support::{TYPE, receive, rules, unverified};

/// Pieces of texts, from which any text may be made.
const PIECES: [&[u8]; 34] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b" ",
    b"\n",
    b"\r\n",
    b"\"",
    b"\\",
    b"\"type\"",
    b"\"type\":\"a\"",
    b"\"data\":",
    b"\"d\\u0061ta\":",
    b"{\"type\":\"a\"}",
    b"{}",
    b"[]",
    b"7",
    b"1.50",
    b"null",
    b"true",
    b"\"\\ud800\"",
    b"\"[{}]\"",
    b"\xff",
    b"\xc3\xa9",
    b"a",
    b"=",
    b"&",
    b"%",
    b"%5b",
    b"a[b]=",
    b"type=",
    b"[]=",
];

struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }

    fn body(&mut self, pieces: &[&[u8]]) -> Vec<u8> {
        (0..self.below(12)).flat_map(|_| pieces[self.below(pieces.len())].iter().copied()).collect()
    }
}

/// The bytes of the events and of what was refused, in order.
fn texts(rules: Rules, body: &[u8]) -> Result<Vec<Vec<u8>>, RejectionClass> {
    let delivery = receive(rules, body).map_err(|rejection| rejection.class())?;
    let events = delivery.events.iter().map(|event| (event.index, event.event.json().as_bytes().to_vec()));
    let mut all: Vec<_> =
        events.chain(delivery.refused.into_iter().map(|refused| (refused.index, refused.text))).collect();
    all.sort_unstable();
    assert!(all.iter().enumerate().all(|(place, (index, _))| place == *index));
    Ok(all.into_iter().map(|(_, text)| text).collect())
}

#[test]
fn batches_and_lines_are_what_another_parser_finds() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut accepted = 0;
    for round in 0..60_000 {
        let mut body = random.body(&PIECES[..26]);
        // Most texts of pieces are not JSON.
        if round % 2 == 0 {
            body = [b"[", &body[..], b"]"].concat();
        }
        let lines = texts(rules(Body::JsonLines, None, TYPE), &body).unwrap();
        let expected = body.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        assert_eq!(lines, expected.filter(|line| !line.is_empty()).map(<[u8]>::to_vec).collect::<Vec<_>>());
        let batch = texts(rules(Body::Json, Some(&[]), TYPE), &body);
        let items = std::str::from_utf8(&body).map(serde_json::from_str::<Vec<&RawValue>>);
        match items {
            Err(_) => assert_eq!(batch, Err(RejectionClass::NotUtf8)),
            Ok(Ok(items)) => {
                accepted += 1;
                assert_eq!(batch, Ok(items.iter().map(|item| item.get().as_bytes().to_vec()).collect()));
            }
            Ok(Err(_)) => match (std::str::from_utf8(&body).map(serde_json::from_str::<&RawValue>), batch) {
                (Ok(Ok(json)), Ok(texts)) if json.get().starts_with('{') => assert_eq!(texts, [json.get().as_bytes()]),
                (Ok(Ok(json)), Ok(_)) => assert!(json.get().starts_with('"')),
                (Ok(Ok(_)), Err(class)) => assert_eq!(class, RejectionClass::NoEvents),
                (_, batch) => assert_eq!(batch, Err(RejectionClass::Syntax)),
            },
        }
    }
    assert!(accepted > 500, "{accepted} arrays are too few");
}

#[test]
fn a_form_is_a_json_object_with_every_value_in_it() {
    fn count(json: &serde_json::Value) -> usize {
        match json {
            serde_json::Value::Array(items) => items.iter().map(count).sum(),
            serde_json::Value::Object(members) => members.values().map(count).sum(),
            serde_json::Value::String(_) => 1,
            other => panic!("{other} in a form"),
        }
    }
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut counts = 0;
    for _ in 0..60_000 {
        let body = [b"type=x&", &random.body(&PIECES[15..])[..]].concat();
        let request = RequestParts::new("POST", "/", &body).with_header("x-topic", "a");
        let topic = rules(Body::Form, None, crate::bodies::TOPIC);
        match unverified(topic).receive_at(&request, 0) {
            Err(rejection) => assert_eq!(rejection.class(), RejectionClass::NotUtf8),
            Ok(delivery) => {
                let text = delivery.events[0].event.json();
                let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).count();
                let found = count(&serde_json::from_str(text).unwrap());
                // A key that comes twice hides one value from this parser.
                assert!(found == pairs || found < pairs && has_repeated_key(text), "{text}");
                counts += usize::from(pairs > 2);
            }
        }
    }
    assert!(counts > 5_000, "{counts} forms of several pairs are too few");
}

/// Only members of the form itself can have the key of another one.
fn has_repeated_key(text: &str) -> bool {
    let members: std::collections::BTreeMap<String, &RawValue> = serde_json::from_str(text).unwrap();
    let length: usize =
        members.iter().map(|(key, value)| serde_json::to_string(key).unwrap().len() + value.get().len() + 2).sum();
    length + 1 < text.len()
}
