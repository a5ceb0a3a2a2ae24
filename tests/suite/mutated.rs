//! Odd payloads: nothing refused, nothing lost, and the same deviations from every SDK.

use std::fmt::Write as _;
use std::sync::Arc;

use eventspec_tests::catalogues::{Catalogue, all};
use eventspec_tests::readers::{Request, node, rust};
use eventspec_tests::{Outcome, Verdict, fail, mutations};
use libtest_mimic::Trial;

pub(crate) fn tests() -> Vec<Trial> {
    let mut tests = Vec::new();
    for catalogue in all().into_iter().map(Arc::new) {
        for (event, _) in catalogue.catalog.events() {
            let (cloned, name) = (Arc::clone(&catalogue), event.name.clone());
            tests.push(Trial::test(format!("mutated::{}::{}", catalogue.name, event.name), move || {
                fields(&cloned, &name)
            }));
        }
        let cloned = Arc::clone(&catalogue);
        tests.push(Trial::test(format!("mutated::{}::texts", catalogue.name), move || texts(&cloned)));
        let cloned = Arc::clone(&catalogue);
        tests.push(Trial::test(format!("mutated::{}::unknown_event", catalogue.name), move || unknown_event(&cloned)));
    }
    tests
}

/// Each field of the fullest sample replaced by each odd value.
fn fields(catalogue: &Catalogue, event: &str) -> Verdict {
    let samples = catalogue.catalog.samples.iter().filter(|sample| sample.event == event);
    let Some(sample) = samples.max_by_key(|sample| sample.text.len()) else { return fail("no sample") };
    let payload = catalogue.catalog.events().find(|(known, _)| known.name == event).map(|(_, payload)| payload);
    let aliases: Vec<(String, String)> = payload
        .into_iter()
        .flat_map(|payload| catalogue.catalog.fields(payload))
        .flat_map(|field| field.aliases.iter().map(|alias| (field.name.clone(), alias.clone())))
        .collect();
    let requests = mutations::of(event, &sample.text, &aliases);
    for (request, outcome) in agree(catalogue, &requests)? {
        match outcome {
            Outcome::Decoded { encoded, .. } if encoded == request.text => {}
            other => return fail(format!("{}\n{other:?}", request.text)),
        }
    }
    Ok(())
}

/// Texts that are refused, or nearly: the same verdict, class and byte everywhere.
fn texts(catalogue: &Catalogue) -> Verdict {
    let Some((event, _)) = catalogue.catalog.events().next() else { return fail("no event") };
    let requests: Vec<Request> =
        mutations::texts().into_iter().map(|text| Request { event: event.name.clone(), text }).collect();
    agree(catalogue, &requests).map(|_| ())
}

fn unknown_event(catalogue: &Catalogue) -> Verdict {
    let aliases = catalogue.catalog.events().flat_map(|(event, _)| &event.aliases).cloned();
    let names =
        aliases.chain(["order_exploded", "", "constructor", "__proto__", "toString", "a\"b\\c\n"].map(str::to_owned));
    let text = "{\"b\":1,\"a\":\"\",\"b\":2.0}".to_owned();
    let requests: Vec<Request> = names.map(|event| Request { event, text: text.clone() }).collect();
    for (request, outcome) in agree(catalogue, &requests)? {
        let Outcome::Decoded { deviations, encoded, .. } = outcome else {
            return fail(format!("{request:?} was refused"));
        };
        let first = deviations.first().map(|(class, _, _)| class.as_str());
        if encoded != request.text || !matches!(first, Some("unknown_event" | "event_alias")) {
            return fail(format!("{request:?}: {deviations:?}"));
        }
    }
    Ok(())
}

/// Sends the same requests to both SDKs; what they answer, where they agree on everything.
fn agree<'r>(
    catalogue: &Catalogue,
    requests: &'r [Request],
) -> Result<Vec<(&'r Request, Outcome)>, libtest_mimic::Failed> {
    let lens = rust::lens(catalogue.name);
    let typescript = node::typescript(&catalogue.generated, requests)?;
    let mut differences = String::new();
    let mut outcomes = Vec::with_capacity(requests.len());
    for (request, typescript) in requests.iter().zip(typescript) {
        let rust = lens(request);
        if rust != typescript {
            let text: String = request.text.chars().take(2_000).collect();
            let _ =
                write!(differences, "{} {text}\n  rust       {rust:?}\n  typescript {typescript:?}\n", request.event);
        }
        outcomes.push((request, rust));
    }
    let count = differences.matches("\n  typescript").count();
    if count == 0 {
        Ok(outcomes)
    } else {
        fail(format!("{count} of {} differ\n{:.20000}", requests.len(), differences))
    }
}
