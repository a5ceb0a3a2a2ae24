//! The vectors of each payload shape: its samples, members that are unknown, and each of its fields on a bad day.

use eventspec_catalog::{Catalog, Event, Field, Payload};
use eventspec_payloads::minimal;
use eventspec_payloads::positions::{self, Site};
use eventspec_payloads::probes::Probes;
use eventspec_payloads::tree::{Member, Node};
use eventspec_payloads::verdict::{self, ByKey};
use serde_json::{Value, json};

use super::oracle::{self, Deviation};
use super::{Expected, MOST, samples, vector};
use crate::Files;
use crate::write::{FileStem, code};

/// The smallest valid payload of a shape, and what is known of the shape.
pub(super) struct Base<'a> {
    catalog: &'a Catalog,
    payload: &'a Payload,
    event: &'a Event,
    by_key: ByKey<'a>,
    members: Vec<Member>,
}

/// Emits a file per payload shape.
pub(super) fn emit(catalog: &Catalog, files: &mut Files) {
    let (sites, probes, strangers) = (positions::all(catalog), Probes::new(), positions::strangers());
    let values = |site: &Site<'_>| minimal::of_type(catalog, &site.field.ty, &mut { minimal::BUDGET });
    let number = |site: &Site<'_>| values(site).map_or(0, |valid| probes.of(catalog, site.field, &valid).len() + 1);
    let of_fields: usize = sites.iter().flat_map(|(_, sites)| sites).map(number).sum();
    let stride = (of_fields + sites.len() * strangers.len()).div_ceil(MOST).max(1);
    let mut turns = (0..stride).cycle().map(|turn| turn == 0);
    let mut is_wanted = || turns.next().unwrap_or(true);
    for (payload, sites) in &sites {
        let Some(base) = Base::new(catalog, payload) else { continue };
        let mut lines = samples::vectors(&base);
        let strangers = strangers.iter().filter(|_| is_wanted());
        lines.extend(strangers.map(|(case, members)| base.vector(case, None, members)));
        for site in sites {
            let Some(valid) = values(site) else { continue };
            for probe in probes.of(catalog, site.field, &valid) {
                if is_wanted() {
                    let case = format!("{}: {}", site.name(), probe.case);
                    lines.push(base.vector(&case, Some(site.outermost()), &site.around(probe.members())));
                }
            }
            // Neighbours begin with different cases.
            is_wanted();
        }
        files.lines(&code!("payloads/{}.ndjson", FileStem(&payload.ident)), base.head(), lines);
    }
}

impl<'a> Base<'a> {
    /// The base of a payload, if it has an event and is small enough.
    pub(super) fn new(catalog: &'a Catalog, payload: &'a Payload) -> Option<Self> {
        let members = minimal::required(catalog, catalog.fields(payload), None, &mut { minimal::BUDGET })?;
        let by_key = verdict::by_key(catalog.fields(payload));
        Some(Self { catalog, payload, event: payload.events.first()?, by_key, members })
    }

    pub(super) fn payload(&self) -> &'a Payload {
        self.payload
    }

    pub(super) fn catalog(&self) -> &'a Catalog {
        self.catalog
    }

    /// The whole text of the smallest payload.
    pub(super) fn text(&self) -> String {
        Node::Object(self.members.clone()).to_string()
    }

    /// The first line of the file.
    fn head(&self) -> Value {
        let members: Vec<String> = self.members.iter().map(ToString::to_string).collect();
        json!({ "event": self.event.name, "base": members })
    }

    /// What the contract and the schema say of members, with or without the rest of a base.
    pub(super) fn expected(&self, members: &[Member], is_missing: impl Fn(&Field) -> bool) -> Expected {
        let mut deviations = Vec::new();
        oracle::members(self.catalog, &self.by_key, members, "", &mut deviations);
        let mut valid = verdict::members(self.catalog, &self.by_key, self.payload.closed, members);
        for field in self.catalog.fields(self.payload).filter(|field| field.required && is_missing(field)) {
            deviations.push(Deviation::missing("", field));
            valid = false;
        }
        let is_stated = members.iter().all(Member::is_undisputed) && !verdict::has_repeated_keys(members);
        Expected::Decoded { deviations, valid: is_stated.then_some(valid) }
    }

    /// The base with further members, and without the one of the field that they are about.
    fn vector(&self, case: &str, about: Option<&Field>, members: &[Member]) -> Value {
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
