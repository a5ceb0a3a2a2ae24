//! The payload that the vectors of a shape differ from.

use eventspec_catalog::{Catalog, Event, Field, Payload};
use eventspec_payloads::minimal;
use eventspec_payloads::tree::{Member, Node};
use eventspec_payloads::verdict::{self, ByKey};
use serde_json::{Map, Value, json};

use super::oracle::{self, Deviation};
use super::{Expected, vector};

/// The smallest valid payload of a shape, and what is known of the shape.
pub(super) struct Base<'a> {
    catalog: &'a Catalog,
    payload: &'a Payload,
    event: &'a Event,
    by_key: ByKey<'a>,
    members: Vec<Member>,
}

impl<'a> Base<'a> {
    /// The base of a payload, if it has an event and is small enough.
    pub(super) fn new(catalog: &'a Catalog, payload: &'a Payload) -> Option<Self> {
        let members = minimal::members(catalog, catalog.fields(payload))?;
        let by_key = verdict::by_key(catalog.fields(payload));
        Some(Self { catalog, payload, event: payload.events.first()?, by_key, members })
    }

    pub(super) fn payload(&self) -> &'a Payload {
        self.payload
    }

    pub(super) fn catalog(&self) -> &'a Catalog {
        self.catalog
    }

    /// The members of the smallest payload.
    pub(super) fn members(&self) -> &[Member] {
        &self.members
    }

    /// The whole text of the smallest payload.
    pub(super) fn text(&self) -> String {
        Node::Object(self.members.clone()).to_string()
    }

    /// The first line of the file.
    pub(super) fn head(&self) -> Map<String, Value> {
        let members: Vec<String> = self.members.iter().map(ToString::to_string).collect();
        let members = [("event", Value::from(self.event.name.as_str())), ("base", Value::from(members))];
        members.map(|(key, value)| (key.to_owned(), value)).into_iter().collect()
    }

    /// What the contract and the schema say of members, with or without the rest of a base.
    pub(super) fn expected(&self, members: &[Member], is_missing: impl Fn(&Field) -> bool) -> Expected {
        let mut deviations = Vec::new();
        let rest = self.payload.unlisted.rest();
        oracle::members(self.catalog, (&self.by_key, rest), members, "", &mut deviations);
        deviations.iter_mut().for_each(|deviation| deviation.name(self.payload.name_places()));
        let are_valid = verdict::members(self.catalog, &self.by_key, &self.payload.unlisted, members);
        let missing = self.catalog.fields(self.payload).filter(|field| field.required && is_missing(field));
        let before = deviations.len();
        deviations.extend(missing.map(|field| Deviation::missing("", field)));
        let is_complete = deviations.len() == before;
        Expected::Decoded { deviations, valid: are_valid.map(|are_valid| are_valid && is_complete) }
    }

    /// The base with further members, and without the one of the field that they are about.
    pub(super) fn vector(&self, case: &str, about: Option<&Field>, members: &[Member]) -> Value {
        let is_about = |name: &str| about.is_some_and(|field| field.name == name);
        let without = self.members.iter().position(|member| is_about(&member.key));
        let is_sent = |field: &Field| members.iter().any(|m| m.key == field.name || field.aliases.contains(&m.key));
        let expected = self.expected(members, |field| is_about(&field.name) && !is_sent(field));
        let mut text = json!({ "members": members.iter().map(ToString::to_string).collect::<Vec<_>>() });
        if let (Some(without), Some(text)) = (without, text.as_object_mut()) {
            text.insert("without".to_owned(), Value::from(without));
        }
        vector(&self.event.name, case, text, expected)
    }
}
