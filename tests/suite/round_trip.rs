//! Every sample of every event through every reader: a test per cell.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eventspec_catalog::{Event, Sample};
use eventspec_tests::catalogues::{Catalogue, all};
use eventspec_tests::matrix::trial;
use eventspec_tests::readers::{Request, node, rust, schema};
use eventspec_tests::{Outcome, Verdict, fail};
use libtest_mimic::Trial;

/// A reader of a sample, and what must come of it.
type Reader = fn(&Catalogue, &Sample) -> Verdict;

pub(crate) fn tests() -> Vec<Trial> {
    let mut tests = Vec::new();
    for catalogue in all().into_iter().map(Arc::new) {
        for sample in &catalogue.catalog.samples {
            let cells: [(&str, Reader); 6] = [
                ("rust", in_rust),
                ("rust_strict", in_rust_strict),
                ("typescript", in_typescript),
                ("json_schema_rust", in_rust_validator),
                ("json_schema_node", in_node_validator),
                ("deviations", deviations),
            ];
            for (reader, test) in cells {
                let name = format!("round_trip::{}::{}::{}::{reader}", catalogue.name, sample.event, sample.name);
                let (catalogue, sample) = (Arc::clone(&catalogue), sample.clone());
                tests.push(trial(name, move || test(&catalogue, &sample)));
            }
        }
    }
    tests
}

fn request(sample: &Sample) -> Request {
    Request { event: sample.event.clone(), text: sample.text.clone() }
}

fn in_rust(catalogue: &Catalogue, sample: &Sample) -> Verdict {
    comes_back(&rust::lens(catalogue.name)(&request(sample)), sample)
}

fn in_typescript(catalogue: &Catalogue, sample: &Sample) -> Verdict {
    let outcomes = node::typescript(&catalogue.generated, &[request(sample)])?;
    outcomes.iter().try_for_each(|outcome| comes_back(outcome, sample))
}

/// The same text, byte for byte.
fn comes_back(outcome: &Outcome, sample: &Sample) -> Verdict {
    match outcome {
        Outcome::Decoded { encoded, .. } if *encoded == sample.text => Ok(()),
        other => fail(format!("{other:?}")),
    }
}

/// An equal value: plain serde types do not keep order and space.
fn in_rust_strict(catalogue: &Catalogue, sample: &Sample) -> Verdict {
    let sent: serde_json::Value = serde_json::from_str(&sample.text)?;
    let encoded = rust::strict(catalogue.name)(&request(sample))?;
    if encoded == sent { Ok(()) } else { fail(format!("sent    {sent}\nencoded {encoded}")) }
}

/// A documented excerpt may lack required fields; validators are right to say so, and to say nothing else.
fn verdict(errors: &[String], sample: &Sample) -> Verdict {
    let is_missing =
        |error: &str| error.contains("is a required property") || error.contains("must have required property");
    match errors.iter().find(|error| sample.name != "documented" || !is_missing(error)) {
        None => Ok(()),
        Some(error) => fail(error.as_str()),
    }
}

fn event<'a>(catalogue: &'a Catalogue, sample: &Sample) -> &'a Event {
    let found = catalogue.catalog.events().find(|(event, _)| event.name == sample.event);
    found.map_or_else(|| panic!("no event {}", sample.event), |(event, _)| event)
}

fn in_rust_validator(catalogue: &Catalogue, sample: &Sample) -> Verdict {
    schemas(catalogue, sample).iter().try_for_each(|path| verdict(&schema::validate(path, &sample.text)?, sample))
}

fn in_node_validator(catalogue: &Catalogue, sample: &Sample) -> Verdict {
    let paths = schemas(catalogue, sample);
    let requests: Vec<(&Path, &str)> = paths.iter().map(|path| (path.as_path(), sample.text.as_str())).collect();
    node::validate(&requests)?.iter().try_for_each(|errors| verdict(errors, sample))
}

/// The schemas of a sample's event, one per draft.
fn schemas(catalogue: &Catalogue, sample: &Sample) -> Vec<PathBuf> {
    let ident = event(catalogue, sample).ident.snake();
    schema::DRAFTS.iter().map(|draft| schema::path(&catalogue.generated, draft, ident)).collect()
}

/// A full delivery has no deviations; the documented excerpt only lacks the common fields.
fn deviations(catalogue: &Catalogue, sample: &Sample) -> Verdict {
    let Outcome::Decoded { deviations, unknown, .. } = rust::lens(catalogue.name)(&request(sample)) else {
        return fail("refused");
    };
    let sent: serde_json::Value = serde_json::from_str(&sample.text)?;
    let missing = |name: &str| sent.get(name).is_none();
    let payload = catalogue.catalog.events().find(|(event, _)| event.name == sample.event).map(|(_, payload)| payload);
    let expected: Vec<(String, String, Option<String>)> = payload
        .into_iter()
        .flat_map(|payload| catalogue.catalog.fields(payload))
        .filter(|field| field.required && missing(&field.name))
        .map(|field| {
            ("missing_field".to_owned(), format!("/{}", field.name.replace('~', "~0").replace('/', "~1")), None)
        })
        .collect();
    let expected = if sample.name == "documented" { expected } else { Vec::new() };
    if deviations == expected && unknown.is_empty() {
        Ok(())
    } else {
        fail(format!("{deviations:?}, unknown {unknown:?}"))
    }
}
