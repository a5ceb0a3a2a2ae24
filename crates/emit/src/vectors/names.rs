//! Names of events: aliases, which stand for an event, and names that the specification does not have.

use eventspec_catalog::{Catalog, Event, Literal, Payload};
use eventspec_payloads::requests::json as text_of;
use eventspec_payloads::tree::Node;
use serde_json::{Value, json};

use super::base::Base;
use super::oracle::Deviation;
use super::{Expected, vector};

/// Names that no specification means.
const STRANGE: [&str; 7] = ["no such event", "", "constructor", "__proto__", "toString", "a\"b\\c\n", "😀"];

/// A vector per alias and per name that is unknown.
pub(super) fn vectors(catalog: &Catalog) -> Vec<Value> {
    let aliases = catalog.events().flat_map(|(event, payload)| of_aliases(catalog, event, payload));
    let is_known = |name: &str| catalog.events().any(|(event, _)| event.name == name || is_alias(event, name));
    let unknown = STRANGE.into_iter().filter(|name| !is_known(name)).map(|name| {
        let text = json!({ "text": "{\"b\":1,\"a\":\"\",\"b\":2.0}" });
        vector(name, "unknown event", text, named("unknown_event", name, None))
    });
    aliases.chain(unknown).collect()
}

fn of_aliases(catalog: &Catalog, event: &Event, payload: &Payload) -> Vec<Value> {
    let Some(base) = Base::new(catalog, payload).filter(|_| !event.aliases.is_empty()) else { return Vec::new() };
    let text = base.text();
    let line = |alias: &String| {
        vector(alias, "alias of an event", json!({ "text": text }), named("event_alias", alias, Some(true)))
    };
    let at_places = event.name_places.iter().flat_map(|place| {
        let members = base.members();
        place.aliases.iter().filter_map(move |alias| {
            let node = Node::of_literal(alias);
            let mut text = Node::Object(members.to_vec());
            *at(&mut text, &place.pointer.0)? = node.clone();
            let pointer = place.pointer.to_json_pointer();
            let deviations = vec![Deviation::new("event_alias", &pointer, Some(node.to_string()))];
            let case = format!("alias of an event at {pointer}");
            let expected = Expected::Decoded { deviations, valid: Some(false) };
            Some(vector(&event.name, &case, json!({ "text": text.to_string() }), expected))
        })
    });
    event.aliases.iter().map(line).chain(at_places).chain(of_numbers(event, &text)).collect()
}

/// Numbers in the place of an alias that is one: the same in other spellings, and others that a double does not tell apart.
fn of_numbers(event: &Event, text: &str) -> Vec<Value> {
    let aliases = event.name_places.iter().flat_map(|place| place.aliases.iter().map(move |alias| (place, alias)));
    let lines = aliases.flat_map(|(place, alias)| {
        let Literal::Integer(alias) = alias else { return Vec::new() };
        let seen = [
            (format!("{alias}.0"), "event_alias"),
            (format!("{alias}e0"), "event_alias"),
            ("9007199254740992".to_owned(), "event_mismatch"),
            ("9007199254740993".to_owned(), "event_mismatch"),
        ];
        let line = |(seen, class): (String, &'static str)| {
            let pointer = place.pointer.to_json_pointer();
            let text = text_of::with(text, &place.pointer.0, &seen);
            let case = format!("{seen} at {pointer}, where {alias} is an alias of the event");
            let deviations = vec![Deviation::new(class, &pointer, Some(seen))];
            vector(&event.name, &case, json!({ "text": text }), Expected::Decoded { deviations, valid: Some(false) })
        };
        seen.map(line).to_vec()
    });
    lines.collect()
}

/// What is at a pointer through objects.
fn at<'n>(node: &'n mut Node, tokens: &[String]) -> Option<&'n mut Node> {
    let Some((first, rest)) = tokens.split_first() else { return Some(node) };
    match node {
        Node::Object(members) => at(&mut members.iter_mut().find(|member| member.key == *first)?.value, rest),
        Node::Null | Node::Boolean(_) | Node::Number(..) | Node::Text(_) | Node::List(_) => None,
    }
}

fn is_alias(event: &Event, name: &str) -> bool {
    event.aliases.iter().any(|alias| alias == name)
}

fn named(class: &'static str, name: &str, valid: Option<bool>) -> Expected {
    Expected::Decoded { deviations: vec![Deviation::new(class, "", Some(Value::from(name).to_string()))], valid }
}
