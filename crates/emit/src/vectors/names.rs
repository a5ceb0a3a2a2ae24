//! Names of events: aliases, which stand for an event, and names that the specification does not have.

use eventspec_catalog::{Catalog, Event, Payload};
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
    event.aliases.iter().map(line).chain(at_places).collect()
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
