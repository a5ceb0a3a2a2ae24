//! Payloads that depart from the specification, each kept with the deviations that every SDK reports of it.
//!
//! A sample shows what the source documents. What else was seen, and cannot be blamed on the specification, is worth keeping too: it
//! is decoded whenever the specification changes.

use std::collections::BTreeMap;

use eventspec_runtime::Deviation;

use crate::check::Checker;
use crate::checked::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::File;
use crate::samples::{folder_of, folders, similar_event};
use crate::sources::Span;
use crate::{Departing, StatedDeviation};

/// How the name of a file of deviations ends, without `.json`.
const DEVIATIONS: &str = ".deviations";

/// Bytes of deviations that are shown: a help is read, and copied, as a whole.
const LONGEST: usize = 1_500;

/// Checks the payloads that depart against a catalogue whose payloads are resolved.
pub(crate) fn check(checker: &Checker<'_>, files: &[File<'_>], findings: &mut Vec<Diagnostic>) -> Vec<Departing> {
    let folders = folders(checker.catalog());
    let stem = |file: &File<'_>| file.path.strip_suffix(".json").unwrap_or(file.path).to_owned();
    let (stated, payloads): (Vec<&File<'_>>, Vec<&File<'_>>) =
        files.iter().partition(|file| file.stem.ends_with(DEVIATIONS));
    let mut stated: BTreeMap<String, &File<'_>> = stated.into_iter().map(|file| (stem(file), file)).collect();
    let mut out = Vec::new();
    for file in payloads {
        let beside = format!("{}{DEVIATIONS}", stem(file));
        let stated = stated.remove(&beside);
        let folder = folder_of(file);
        let Some((event, payload)) = folders.get(folder).copied() else {
            let message = format!("payload of the unknown event `{folder}`");
            let help =
                format!("rename the folder, or add the event; {}", similar_event(checker.catalog(), folder, "file"));
            findings.push(Diagnostic::new(Code::DepartingPayload, Span::new(file.path, 0..0), message, help));
            continue;
        };
        // They are checked only where every file could be read.
        let Some(text) = file.text else { continue };
        let found: Vec<StatedDeviation> = match checker.deviations(payload, text) {
            Ok(found) => found.iter().map(of).collect(),
            Err(error) => {
                let checked = Checked {
                    noun: "payload",
                    code: Code::DepartingPayload,
                    json: text,
                    file: file.path,
                    start: 0,
                    written: None,
                    is_example: false,
                };
                findings.push(checked.refusal(Code::SampleSyntax, &error));
                continue;
            }
        };
        match differs(file, (&format!("{beside}.json"), stated.and_then(|file| file.text)), &found) {
            Some(finding) => findings.push(finding),
            None => out.push(Departing {
                event: event.name.clone(),
                name: file.stem.to_owned(),
                text: text.to_owned(),
                deviations: found,
            }),
        }
    }
    let alone = stated.into_values().map(|file| {
        let message = format!("`{}` has deviations of no payload", file.path);
        let payload = file.path.replace(&format!("{DEVIATIONS}.json"), ".json");
        Diagnostic::new(
            Code::DepartingPayload,
            Span::new(file.path, 0..0),
            message,
            format!("add `{payload}`, or remove the file"),
        )
    });
    findings.extend(alone);
    out
}

fn of(deviation: &Deviation<'_>) -> StatedDeviation {
    StatedDeviation {
        class: deviation.class().as_str().to_owned(),
        path: deviation.path(),
        seen: deviation.seen().map(str::to_owned),
    }
}

/// The finding about a payload that does not have the deviations that are stated, if it does not.
fn differs(file: &File<'_>, (path, stated): (&str, Option<&str>), found: &[StatedDeviation]) -> Option<Diagnostic> {
    if found.is_empty() {
        let message = "the payload does not depart from the specification".to_owned();
        let help = "move it to `samples/`, and remove its deviations".to_owned();
        return Some(Diagnostic::new(Code::DepartingPayload, Span::new(file.path, 0..0), message, help));
    }
    let lines: Vec<String> = found.iter().map(StatedDeviation::to_json).collect();
    let all = format!("[{}]", lines.join(", "));
    let help = if all.len() <= LONGEST {
        format!("if that is right, write `{all}` into it")
    } else {
        format!("write its {} deviations into it, as every SDK lists them", found.len())
    };
    let Some(stated) = stated else {
        let message = format!("the payload departs from the specification, and `{path}` is missing");
        return Some(Diagnostic::new(Code::DepartingPayload, Span::new(file.path, 0..0), message, help));
    };
    let Ok(parsed) = serde_json::from_str::<Vec<Vec<String>>>(stated) else {
        let message = "the deviations are not a list of lists of strings".to_owned();
        return Some(Diagnostic::new(Code::DepartingPayload, Span::new(path, 0..0), message, help));
    };
    let found: Vec<Vec<String>> = found.iter().map(StatedDeviation::parts).collect();
    let is_other = |index: &usize| parsed.get(*index) != found.get(*index);
    let first = (0..parsed.len().max(found.len())).find(is_other)?;
    let shown = |list: &[Vec<String>]| match list.get(first) {
        Some(parts) => format!("`{}`", serde_json::Value::from(parts.clone())),
        None => "nothing".to_owned(),
    };
    let message = format!("deviation {} of the payload is {}; {} is stated", first + 1, shown(&found), shown(&parsed));
    Some(Diagnostic::new(Code::DepartingPayload, Span::new(path, 0..0), message, help))
}
