//! Forms, and the JSON that is composed of them.

use eventspec_payloads::requests::json;
use serde_json::{Map, Value};

use super::{Cases, Expected, Good};

/// The text that is composed of the form of a payload: every value is a string, and what is empty is not there.
pub(super) fn composed(payload: &str) -> String {
    serde_json::from_str(payload).ok().and_then(texts).unwrap_or(Value::Object(Map::new())).to_string()
}

/// A value as a form sends it; nothing, if it sends none.
fn texts(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Bool(boolean) => Some(boolean.to_string().into()),
        Value::Number(number) => Some(number.to_string().into()),
        Value::String(text) => Some(text.into()),
        Value::Array(items) => {
            let items: Vec<Value> = items.into_iter().filter_map(texts).collect();
            (!items.is_empty()).then_some(Value::Array(items))
        }
        Value::Object(members) => {
            let members: Map<String, Value> =
                members.into_iter().filter_map(|(key, value)| Some((key, texts(value)?))).collect();
            (!members.is_empty()).then_some(Value::Object(members))
        }
    }
}

/// Forms, and the members that are composed of them.
const FORMS: &[(&str, &str, &str)] = &[
    ("a plus and a percent-encoded plus", "a=1+2%2B3", r#""a":"1 2+3""#),
    ("an equals sign in a value", "a=b=c", r#""a":"b=c""#),
    ("no value", "a=&b", r#""a":"","b":"""#),
    ("empty pairs", "&&a=1&", r#""a":"1""#),
    ("an empty key", "=1", r#""":"1""#),
    ("a key twice", "a=1&b=2&a=3", r#""a":["1","3"],"b":"2""#),
    ("a list", "a[]=1&a[]=2", r#""a":["1","2"]"#),
    ("a list of one", "a[]=1", r#""a":["1"]"#),
    ("brackets", "a[b][c]=1&a[b][d]=2&a[e]=3", r#""a":{"b":{"c":"1","d":"2"},"e":"3"}"#),
    ("encoded brackets", "a%5Bb%5D=1", r#""a":{"b":"1"}"#),
    ("digits are keys", "a[0]=x&a[1]=y", r#""a":{"0":"x","1":"y"}"#),
    ("brackets that are not a path", "a[b=1&[c]=2&d]=3&e[f]g=4", r#""a[b":"1","[c]":"2","d]":"3","e[f]g":"4""#),
    ("a scalar, then an object", "a=1&a[b]=2", r#""a":"1","a[b]":"2""#),
    ("an object, then a scalar", "a[b]=2&a=1", r#""a":{"b":"2"},"a":"1""#),
    ("a percent sign alone", "a=50%&b=%zz", r#""a":"50%","b":"%zz""#),
    ("quotes and controls", "a=%22%5C%0A%01%7F", "\"a\":\"\\\"\\\\\\n\\u0001\u{7f}\""),
    ("letters beyond ASCII", "%C3%A9=%F0%9F%98%80", "\"\u{e9}\":\"\u{1f600}\""),
];

/// Forms that are not UTF-8 when they are decoded, and the offset of the pair.
const NOT_UTF8: &[(&str, &str, usize)] =
    &[("half a letter", "a=1&b=%C3", 4), ("a surrogate", "a=%ED%A0%80", 0), ("a key", "%FF=1", 0)];

pub(super) fn cases(cases: &mut Cases<'_>, good: &Good<'_>) {
    if !cases.is_composed() {
        return;
    }
    // The name stands behind, so that the event is a known one.
    let Some((key, value)) = name(cases, good) else { return };
    for (what, form, members) in FORMS {
        let text = format!("{{{members},{}:{}}}", json::quoted(&key), json::quoted(&value));
        let event = cases.delivered(0, good.name, Some(&good.event.name), text);
        let case = good.with_body(
            format!("{form}&{key}={value}").as_bytes(),
            Expected::Delivered { events: vec![event], refused: Vec::new() },
        );
        cases.add(&format!("form: {what}"), case);
    }
    for (what, form, offset) in NOT_UTF8 {
        let expected = Expected::Rejected { class: "not_utf8", signature: None, place: None, offset: Some(*offset) };
        cases.add(&format!("form: not UTF-8, {what}"), good.with_body(form.as_bytes(), expected));
    }
}

/// The key of the name in a form, and the name; of names that are one member of the payload.
fn name(cases: &Cases<'_>, good: &Good<'_>) -> Option<(String, String)> {
    let values = cases.delivery.name_values(good.name)?;
    let [(place, value)] = values.as_slice() else { return None };
    let [key] = place.payload()?.0.as_slice() else { return None };
    Some((key.clone(), value.clone()))
}
