//! What was added and deprecated, by version, the newest first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use eventspec_catalog::{Catalog, Deprecation, Event, Payload};

use super::text;
use crate::describe;
use crate::write::{Code, Html, HtmlText, code, views};

views! {
    /// What happened in one version.
    pub(super) struct Version {
        pub(super) version: Code<Html>,
        pub(super) sentences: Vec<Code<Html>>,
    }
}

/// What happened to an event and to the fields of its payload.
pub(super) fn of_event(catalog: &Catalog, event: &Event, payload: &Payload) -> Vec<Version> {
    let mut log = Log::default();
    log.add(&Code::literal("The event"), event.since.as_deref(), event.deprecated.as_ref());
    for field in catalog.fields(payload).filter(|field| field.since.is_some() || field.deprecated.is_some()) {
        let what = code!("The field <code>{}</code>", HtmlText(&field.name));
        log.add(&what, field.since.as_deref(), field.deprecated.as_ref());
    }
    let version = |((_, version), sentences)| Version { version: text(version), sentences };
    log.0.into_iter().map(version).collect()
}

/// A version as numbers, for the order, and as it is written.
type Key<'a> = (Reverse<Vec<u64>>, &'a str);

/// Sentences by version.
#[derive(Default)]
struct Log<'a>(BTreeMap<Key<'a>, Vec<Code<Html>>>);

impl<'a> Log<'a> {
    fn add(&mut self, what: &Code<Html>, since: Option<&'a str>, deprecation: Option<&'a Deprecation>) {
        if let Some(since) = since {
            self.at(since).push(code!("{} was added.", what));
        }
        if let Some(deprecation) = deprecation {
            let how = describe::deprecation(deprecation);
            let version = deprecation.since.as_deref().unwrap_or("Unknown version");
            self.at(version).push(code!("{} was deprecated: {}.", what, HtmlText(&how)));
        }
    }

    fn at(&mut self, version: &'a str) -> &mut Vec<Code<Html>> {
        let numbers = version.split(['.', '-', '+']).map(|part| part.parse().unwrap_or(0)).collect();
        self.0.entry((Reverse(numbers), version)).or_default()
    }
}
