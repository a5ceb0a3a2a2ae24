//! Sample payloads: each belongs to an event, each event has one, and none contradicts its payload.

use std::collections::BTreeSet;

use crate::conform;
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{self, Value};
use crate::limits;
use crate::resolve::File;
use crate::sources::{Sources, Span};
use crate::{Catalog, Event, Field, Payload, Sample};

/// Checks the samples against a catalogue whose payloads are resolved.
pub(crate) fn check(
    catalog: &Catalog,
    sources: &Sources,
    files: &[File<'_>],
    findings: &mut Vec<Diagnostic>,
) -> Vec<Sample> {
    let mut samples = Vec::with_capacity(files.len());
    let mut sampled = BTreeSet::new();
    for file in files {
        let folder = file.path.split('/').nth(1).unwrap_or_default();
        let Some((event, payload)) = catalog.events().find(|(event, _)| is_folder_of(event, folder)) else {
            let message = format!("the sample belongs to `{folder}`, and there is no such event");
            let known: Vec<&str> = catalog.events().map(|(event, _)| event.name.as_str()).collect();
            let help =
                format!("rename the folder or add the event; {}", crate::read::suggestion(folder, &known, "sample"));
            findings.push(Diagnostic::new(Code::SampleWithoutEvent, Span::new(file.path, 0..0), message, help));
            continue;
        };
        sampled.insert(event.name.as_str());
        findings.extend(check_one(catalog, payload, file));
        samples.push(Sample { event: event.name.clone(), name: file.stem.to_owned(), text: file.text.to_owned() });
    }
    for (event, _) in catalog.events().filter(|(event, _)| !sampled.contains(event.name.as_str())) {
        let message = format!("the event `{}` has no sample", event.name);
        let help = format!("add `samples/{}/documented.json` with a payload as the source shows it", folder_of(event));
        findings.push(Diagnostic::new(Code::EventWithoutSample, sources.span_of(&event.place), message, help));
    }
    samples
}

/// The folder of an event's samples: its name, or its identifier where the name is no portable file name.
fn folder_of(event: &Event) -> &str {
    let portable = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let is_portable = !event.name.is_empty() && event.name.chars().all(portable) && !event.name.starts_with('.');
    if is_portable { &event.name } else { event.ident.snake() }
}

fn is_folder_of(event: &Event, folder: &str) -> bool {
    folder_of(event) == folder
}

fn check_one(catalog: &Catalog, payload: &Payload, file: &File<'_>) -> Vec<Diagnostic> {
    let node = match json::parse(file.text, limits::VALUE_DEPTH) {
        Ok(node) => node,
        Err(error) => {
            let span = Span::new(file.path, error.offset..error.offset);
            return vec![Diagnostic::new(
                Code::SampleSyntax,
                span,
                format!("this is not JSON: {}", error.message),
                "mend the JSON here",
            )];
        }
    };
    let Value::Object(members) = &node.value else {
        let span = Span::new(file.path, node.range.clone());
        return vec![Diagnostic::new(Code::SampleSyntax, span, "a payload is a JSON object", "write `{...}`")];
    };
    let fields: Vec<&Field> = catalog.fields(payload).collect();
    let mut departures = Vec::new();
    conform::check_members(&catalog.types, &fields, &payload.name, members, &mut departures);
    let finding = |departure: conform::Departure| {
        let help = format!("mend the field in `{}` or in a group it includes, or the sample", payload.place.file);
        Diagnostic::new(Code::BadSample, Span::new(file.path, departure.range), departure.message, help)
    };
    departures.into_iter().map(finding).collect()
}
