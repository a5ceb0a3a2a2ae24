//! Sample payloads: each belongs to an event, each event has one, and none contradicts its payload.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Checker;
use crate::checked::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::File;
use crate::read::suggestion;
use crate::repeats::Repeats;
use crate::sources::Span;
use crate::{Catalog, Event, Sample};

/// Checks the samples against a catalogue whose payloads are resolved.
pub(crate) fn check(
    checker: &Checker<'_>,
    files: &[File<'_>],
    contradictions: &mut Repeats,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Sample> {
    let catalog = checker.catalog();
    let mut samples = Vec::with_capacity(files.len());
    let mut sampled = BTreeSet::new();
    let folders = folders(catalog);
    for file in files {
        let folder = folder_of(file);
        let Some((event, payload)) = folders.get(folder).copied() else {
            let message = format!("sample of the unknown event `{folder}`");
            let help = format!("rename the folder or add the event; {}", similar_event(catalog, folder, "sample"));
            findings.push(Diagnostic::new(Code::SampleWithoutEvent, Span::new(file.path, 0..0), message, help));
            continue;
        };
        sampled.insert(event.name.as_str());
        // Samples are checked only where every file could be read.
        let File { path, text: Some(text), .. } = *file else { continue };
        let checked = Checked {
            noun: "sample",
            code: Code::BadSample,
            json: text,
            file: path,
            start: 0,
            written: None,
            is_example: true,
        };
        if let Err(error) = checker.payload(payload, &checked, contradictions) {
            findings.push(checked.refusal(Code::SampleSyntax, &error));
        }
        samples.push(Sample { event: event.name.clone(), name: file.stem.to_owned(), text: text.to_owned() });
    }
    let bare = folders.into_iter().filter(|(_, (event, _))| !sampled.contains(event.name.as_str()));
    for (folder, (event, _)) in bare {
        let message = format!("the event `{}` has no sample", event.name);
        let help = format!("add `samples/{folder}/documented.json` with a payload from the source");
        findings.push(Diagnostic::new(Code::EventWithoutSample, Span::rest_of_line(&event.place), message, help));
    }
    samples
}

/// The folder that a payload is in, which is named after its event.
pub(crate) fn folder_of<'a>(file: &File<'a>) -> &'a str {
    file.path.split('/').nth(1).unwrap_or_default()
}

/// Names the event that a folder may be meant for.
pub(crate) fn similar_event(catalog: &Catalog, folder: &str, what: &str) -> String {
    let known: Vec<&str> = catalog.events().map(|(event, _)| event.name.as_str()).collect();
    suggestion(folder, &known, what)
}

/// The longest name of a folder that is taken whole; file systems stop at 255 bytes.
const LONGEST: usize = 200;

/// The folder of each event's samples with the index of its payload: its name, or its identifier if the name is not a portable
/// file name. If that is the name of another event, an underscore follows.
pub(crate) fn folders(catalog: &Catalog) -> BTreeMap<String, (&Event, usize)> {
    let payloads = catalog.payloads.iter().enumerate();
    let events = payloads.flat_map(|(index, payload)| payload.events.iter().map(move |event| (event, index)));
    let (portable, others): (Vec<_>, Vec<_>) = events.partition(|(event, _)| is_portable(&event.name));
    let mut folders = BTreeMap::new();
    for (event, payload) in portable {
        folders.entry(event.name.clone()).or_insert((event, payload));
    }
    for (event, payload) in others {
        let snake = event.ident.snake();
        let mut folder = snake.get(..LONGEST).unwrap_or(snake).to_owned();
        while folders.contains_key(&folder) {
            folder.push('_');
        }
        folders.insert(folder, (event, payload));
    }
    folders
}

fn is_portable(name: &str) -> bool {
    let portable = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    !name.is_empty() && name.len() <= LONGEST && name.chars().all(portable) && !name.starts_with('.')
}
