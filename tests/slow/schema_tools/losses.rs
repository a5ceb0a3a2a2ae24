//! What a tool loses: answers to payloads in, a text for people out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use eventspec_tests::vectors::{Expected, Vector};
use serde_json::value::RawValue;

/// What the code that a tool made does with a payload.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// It takes it; what it was encoded to again, where there is code that runs.
    Takes(Option<String>),
    /// It refuses it; what it says.
    Refuses(String),
    /// There is no code for the payload's schema.
    NoCode,
}

/// Findings of one kind: how many, and the first of them.
#[derive(Default)]
struct Group {
    count: usize,
    first: String,
}

/// Kinds of findings under a heading.
type Groups = BTreeMap<String, Group>;

/// Describes what is lost of payloads whose verdict is known.
pub(crate) fn describe(vectors: &[Vector], answers: &[Answer]) -> String {
    let (mut without, mut refused, mut changed, mut taken) =
        (Groups::new(), Groups::new(), Groups::new(), Groups::new());
    let hopeless = hopeless(vectors, answers);
    let (mut valid, mut same) = (0, 0);
    for (vector, answer) in vectors.iter().zip(answers) {
        let (is_valid, event) = (vector.valid == Some(true), vector.request.event.as_str());
        valid += usize::from(is_valid);
        match answer {
            Answer::NoCode => note(&mut without, event, &place(vector)),
            Answer::Refuses(why) if is_valid && hopeless.contains(event) => {
                note(&mut refused, &format!("most of {event}"), &format!("{}: {why}", place(vector)));
            }
            Answer::Refuses(why) if is_valid => {
                note(&mut refused, &format!("{event} {}", field(vector)), &format!("{}: {why}", place(vector)));
            }
            Answer::Takes(encoded) if is_valid => {
                let differences = encoded.as_ref().map(|encoded| differences(&vector.request.text, encoded));
                let differences = differences.unwrap_or_default();
                same += usize::from(differences.is_empty());
                for (kind, example) in differences {
                    note(&mut changed, kind, &format!("{}: {example}", place(vector)));
                }
            }
            Answer::Takes(_) => note(&mut taken, class(vector), &place(vector)),
            Answer::Refuses(_) => {}
        }
    }
    let mut text = format!("payloads: {valid} that the schema takes, {} that it refuses\n", vectors.len() - valid);
    let _ = writeln!(text, "taken and unchanged: {same}");
    section(&mut text, "no code that compiles", &without);
    section(&mut text, "refuses, of what the schema takes", &refused);
    section(&mut text, "changes, of what the schema takes", &changed);
    section(&mut text, "takes, of what the schema refuses", &taken);
    text
}

/// Events of which most valid payloads are refused: one reason, and not one for each thing that the vectors try.
fn hopeless<'v>(vectors: &'v [Vector], answers: &[Answer]) -> BTreeSet<&'v str> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (vector, answer) in vectors.iter().zip(answers).filter(|(vector, _)| vector.valid == Some(true)) {
        let (refused, all) = counts.entry(&vector.request.event).or_default();
        *refused += usize::from(matches!(answer, Answer::Refuses(_)));
        *all += 1;
    }
    counts.into_iter().filter(|(_, (refused, all))| refused * 2 > *all).map(|(event, _)| event).collect()
}

/// The field that a vector tries something on; what it tries, where that is not a field.
fn field(vector: &Vector) -> &str {
    vector.case.split(": ").next().unwrap_or_default()
}

fn note(groups: &mut Groups, kind: &str, example: &str) {
    let group = groups.entry(kind.to_owned()).or_default();
    if group.count == 0 {
        let words: Vec<&str> = example.split_whitespace().collect();
        group.first = words.join(" ").chars().take(200).collect();
    }
    group.count += 1;
}

fn section(text: &mut String, heading: &str, groups: &Groups) {
    let _ = writeln!(text, "\n{heading}:{}", if groups.is_empty() { " nothing" } else { "" });
    for (kind, group) in groups {
        let _ = writeln!(text, "{:>6}  {kind}, first in {}", group.count, group.first);
    }
}

fn place(vector: &Vector) -> String {
    format!("{} {:?}", vector.request.event, vector.case)
}

/// What is wrong with an invalid payload, in the words of the decode contract.
fn class(vector: &Vector) -> &str {
    match &vector.expected {
        Expected::Decoded(deviations) => deviations.first().map_or("no deviation", |(class, _, _)| class.as_str()),
        Expected::Refused(class, _) => class,
    }
}

/// The differences of two JSON texts, one of each kind; numbers by their digits, order and white space set aside.
fn differences(sent: &str, encoded: &str) -> Differences {
    let mut found = Differences::new();
    match (serde_json::from_str(sent), serde_json::from_str(encoded)) {
        (Ok(sent), Ok(encoded)) => between(sent, encoded, &mut found),
        _ => drop(found.insert("not JSON", encoded.to_owned())),
    }
    found
}

type Differences = BTreeMap<&'static str, String>;

fn between(sent: &RawValue, encoded: &RawValue, found: &mut Differences) {
    if let (Some(sent), Some(encoded)) = (members(sent), members(encoded)) {
        return between_objects(&sent, &encoded, found);
    }
    if let (Some(sent), Some(encoded)) = (items(sent), items(encoded)) {
        if sent.len() != encoded.len() {
            found.entry("a list has another length").or_insert_with(|| format!("{} -> {}", sent.len(), encoded.len()));
        }
        return sent.iter().zip(&encoded).for_each(|(sent, encoded)| between(sent, encoded, found));
    }
    let (sent, encoded) = (sent.get(), encoded.get());
    if sent != encoded && (text(sent).is_none() || text(sent) != text(encoded)) {
        found.entry(kind(sent, encoded)).or_insert_with(|| format!("{sent} -> {encoded}"));
    }
}

/// What became of a value that is another.
fn kind(sent: &str, encoded: &str) -> &'static str {
    match (decimal(sent), decimal(encoded)) {
        (Some(one), Some(other)) if one == other => "a number has other digits",
        (Some(_), Some(_)) => "a number is another",
        _ if text(sent).is_some() && text(encoded).is_some() => "a text is another",
        _ => "a value is of another type",
    }
}

type Members<'a> = BTreeMap<String, &'a RawValue>;

fn between_objects(sent: &Members<'_>, encoded: &Members<'_>, found: &mut Differences) {
    for (key, value) in sent {
        match encoded.get(key) {
            Some(encoded) => between(value, encoded, found),
            None => drop(found.entry("a member is dropped").or_insert_with(|| format!("{key:?}"))),
        }
    }
    if let Some(key) = encoded.keys().find(|key| !sent.contains_key(*key)) {
        found.entry("a member is added").or_insert_with(|| format!("{key:?}"));
    }
}

fn members(json: &RawValue) -> Option<Members<'_>> {
    serde_json::from_str(json.get()).ok()
}

fn items(json: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(json.get()).ok()
}

fn text(json: &str) -> Option<String> {
    serde_json::from_str(json).ok()
}

/// Sign, digits and exponent of a number, without zeros at either end.
fn decimal(json: &str) -> Option<(bool, String, i64)> {
    let unsigned = json.trim_start_matches('-');
    if !unsigned.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let trimmed = digits.trim_end_matches('0');
    let shift = i64::try_from(digits.len() - trimmed.len()).ok()? - i64::try_from(fraction.len()).ok()?;
    let digits = trimmed.trim_start_matches('0').to_owned();
    let exponent = if digits.is_empty() { 0 } else { exponent.parse::<i64>().ok()? + shift };
    Some((json.starts_with('-'), digits, exponent))
}
