//! The vectors of a catalogue, read as `vectors/README.md` says.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::Outcome;
use crate::readers::Request;

/// A payload, and what is expected of it.
#[derive(Clone, Debug)]
pub struct Vector {
    /// Event and payload.
    pub request: Request,
    /// What is special about it.
    pub case: String,
    /// What a reader must answer.
    pub expected: Expected,
    /// Whether the JSON Schema takes it, where that is stated.
    pub valid: Option<bool>,
}

/// What a reader must answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Deviations: class, path and what was seen.
    Decoded(Vec<(String, String, Option<String>)>),
    /// Class and offset.
    Refused(String, usize),
}

/// Reads all vectors below a folder.
///
/// # Errors
/// Fails where a file is not as its README says.
pub fn read(generated: &Path) -> Result<Vec<Vector>, Box<dyn std::error::Error>> {
    let folder = generated.join("vectors");
    let mut files: Vec<_> = [folder.clone(), folder.join("payloads")]
        .iter()
        .map(fs::read_dir)
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "ndjson"))
        .collect();
    files.sort();
    let mut vectors = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path)?;
        let mut lines = text.lines().map(serde_json::from_str::<Value>);
        let head = lines.next().ok_or("no head")??;
        for line in lines {
            vectors.push(vector(&head, &line?).ok_or_else(|| format!("{}: a malformed line", path.display()))?);
        }
    }
    Ok(vectors)
}

fn vector(head: &Value, line: &Value) -> Option<Vector> {
    let request = Request { event: text(&line["event"])?, text: payload(head, line)? };
    let expected = if line["refused"].is_null() {
        Expected::Decoded(line["deviations"].as_array()?.iter().map(deviation).collect::<Option<_>>()?)
    } else {
        Expected::Refused(text(&line["refused"]["class"])?, usize::try_from(line["refused"]["offset"].as_u64()?).ok()?)
    };
    Some(Vector { request, case: text(&line["case"])?, expected, valid: line["valid"].as_bool() })
}

fn payload(head: &Value, line: &Value) -> Option<String> {
    if let Some(text) = line["text"].as_str() {
        return Some(text.to_owned());
    }
    let base = head["base"].as_array()?.iter().enumerate();
    let kept =
        base.filter(|(index, _)| line["without"].as_u64() != u64::try_from(*index).ok()).map(|(_, member)| member);
    let members: Option<Vec<&str>> = kept.chain(line["members"].as_array()?).map(Value::as_str).collect();
    Some(format!("{{{}}}", members?.join(",")))
}

fn deviation(value: &Value) -> Option<(String, String, Option<String>)> {
    Some((text(&value[0])?, text(&value[1])?, text(&value[2])))
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

impl Vector {
    /// Whether an answer is the expected one: the same deviations and unknown fields, what is read at their places, and the very text;
    /// or the same class and byte.
    pub fn agrees(&self, outcome: &Outcome) -> bool {
        match (&self.expected, outcome) {
            (Expected::Refused(class, offset), Outcome::Refused { class: actual, offset: at, .. }) => {
                class == actual && offset == at
            }
            (Expected::Decoded(deviations), Outcome::Decoded { encoded, deviations: actual, unknown, places }) => {
                *encoded == self.request.text
                    && deviations == actual
                    && unknown_of(deviations) == *unknown
                    && are_read(deviations, places)
            }
            _ => false,
        }
    }
}

/// Class, path and what was seen.
type Stated = (String, String, Option<String>);

/// State and text of what is read.
type Place = (String, Option<String>);

/// Whether what is read at the place of each deviation follows from its class. Where a key is sent twice, what counts is not what was seen.
fn are_read(deviations: &[Stated], places: &[Place]) -> bool {
    let state = |class: &str| match class {
        "missing_field" => Some("absent"),
        "unexpected_null" => Some("null"),
        "unexpected_blank" => Some("blank"),
        "unexpected_type" | "out_of_range" | "invalid_unicode" | "bad_format" => Some("unexpected"),
        "unknown_value" | "event_mismatch" => Some("value"),
        // Whatever the value is.
        "unknown_event" | "event_alias" | "field_alias" | "unknown_field" | "duplicate_key" => None,
        other => panic!("what is read where there is {other}?"),
    };
    let is_of_event = |class: &str| matches!(class, "unknown_event" | "event_alias");
    let is_read = |((class, _, seen), (read, json)): (&Stated, &Place)| {
        is_of_event(class) || state(class).is_none_or(|state| state == read) && seen == json
    };
    deviations.iter().any(|(class, ..)| class == "unknown_event" || class == "duplicate_key")
        || deviations.len() == places.len() && deviations.iter().zip(places).all(is_read)
}

/// The unknown fields of the payload itself, told from the deviations.
fn unknown_of(deviations: &[(String, String, Option<String>)]) -> Vec<String> {
    let unknown =
        deviations.iter().filter(|(class, path, _)| class == "unknown_field" && path.matches('/').count() == 1);
    unknown.map(|(_, path, _)| path[1..].replace("~1", "/").replace("~0", "~")).collect()
}
