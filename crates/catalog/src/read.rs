//! One specification file in, its struct out, with every mistake in it.
//!
//! serde stops at the first mistake. So the key that is to blame is reported, taken out of the
//! parsed table, and the rest is read again, until it fits or nothing can be blamed.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer, Error};

use crate::diagnostic::{Code, Diagnostic};
use crate::sources::Span;

/// More mistakes than this in one file are not worth reading.
const MOST_MISTAKES: usize = 100;

/// Reads a file; `None` if what is left after all mistakes is not enough.
pub(crate) fn read<T: DeserializeOwned>(file: &str, text: &str, findings: &mut Vec<Diagnostic>) -> Option<T> {
    // Most files have no mistake, and are parsed once and not copied.
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        findings.extend(syntax(file, text, &errors));
        return None;
    }
    T::deserialize(Deserializer::from(table)).ok().or_else(|| mistakes(file, text, findings))
}

/// Reads a file again that has mistakes, and takes them out one by one.
fn mistakes<T: DeserializeOwned>(file: &str, text: &str, findings: &mut Vec<Diagnostic>) -> Option<T> {
    let (mut table, _) = DeTable::parse_recoverable(text);
    for _ in 0..MOST_MISTAKES {
        let error = match T::deserialize(Deserializer::from(table.clone())) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let range = error.span().unwrap_or(0..0);
        findings.push(mistake(file, text, &error, range.clone()));
        if !remove(table.get_mut(), &range) {
            return None;
        }
    }
    None
}

/// Syntax errors, the first of each line: what follows it there is its echo.
fn syntax(file: &str, text: &str, errors: &[Error]) -> Vec<Diagnostic> {
    let line_of = |offset: usize| text.bytes().take(offset).filter(|b| *b == b'\n').count();
    let mut findings: Vec<(usize, Diagnostic)> = Vec::new();
    for error in errors {
        let range = error.span().unwrap_or(text.len()..text.len());
        let line = line_of(range.start);
        if findings.iter().all(|(known, _)| *known != line) {
            findings.push((line, syntax_one(file, text, error, range)));
        }
    }
    findings.into_iter().map(|(_, finding)| finding).collect()
}

fn syntax_one(file: &str, text: &str, error: &Error, range: Range<usize>) -> Diagnostic {
    let line = text.get(..range.start).unwrap_or_default().rsplit('\n').next().unwrap_or_default().len();
    let line = text.get(range.start - line.min(range.start)..).unwrap_or_default().lines().next().unwrap_or_default();
    let span = Span::new(file, range);
    let bare = line.split_once('=').map(|(key, value)| (key.trim(), value.trim()));
    if let Some((key, value)) = bare.filter(|(_, value)| is_bare_name(value)) {
        let help = format!("write `{key} = \"{value}\"`");
        return Diagnostic::new(Code::TomlSyntax, span, format!("`{value}` is a name and names are quoted"), help);
    }
    let (message, help) = match error.message().split_once(", expected ") {
        Some((message, expected)) => (message, format!("write {expected} here")),
        None => (error.message(), "remove or quote it".to_owned()),
    };
    Diagnostic::new(Code::TomlSyntax, span, format!("this is not TOML: {message}"), help)
}

/// Whether a value is what people write who forget the quotes.
fn is_bare_name(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && value.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c))
        && !matches!(value, "true" | "false" | "inf" | "nan")
}

/// Turns serde's words into a finding. They are stable: serde's own tests compare them.
fn mistake(file: &str, text: &str, error: &Error, range: Range<usize>) -> Diagnostic {
    let span = Span::new(file, range.clone());
    let message = error.message();
    let mut quoted = message.split('`').skip(1).step_by(2);
    let name = quoted.next().unwrap_or_default();
    if message.starts_with("unknown field") {
        let known: Vec<&str> = quoted.collect();
        let message = format!("there is no key `{name}` here");
        return Diagnostic::new(Code::UnknownKey, span, message, suggestion(name, &known, "key"));
    }
    if message.starts_with("unknown variant") {
        let known: Vec<&str> = quoted.collect();
        return Diagnostic::new(
            Code::WrongValue,
            span,
            format!("`{name}` is none of the values of this key"),
            suggestion(name, &known, "value"),
        );
    }
    if message.starts_with("missing field") {
        let help = format!("add `{name} = ...`");
        return Diagnostic::new(Code::MissingKey, span, format!("the key `{name}` is missing"), help);
    }
    let rest_of_line = text.get(range.start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let is_header = text.get(..range.start).is_some_and(|before| before.ends_with('['));
    if message.contains("expected a sequence") && is_header {
        let path = rest_of_line.split(']').next().unwrap_or_default();
        let (array, wire) = path.split_once('.').unwrap_or((path, "..."));
        let help = format!("write `[[{array}]]` and below it `name = \"{wire}\"`");
        return Diagnostic::new(
            Code::DottedKey,
            span,
            format!("`{path}` is read as a path of keys, not as a wire name"),
            help,
        );
    }
    let wanted = message.split("expected ").nth(1).unwrap_or("a value as spec/README.md describes it");
    Diagnostic::new(Code::WrongValue, span, message.to_owned(), format!("write {wanted}"))
}

/// Help that names the nearest known word, or all of them.
pub fn suggestion(name: &str, known: &[&str], what: &str) -> String {
    let near = known.iter().map(|word| (strsim::damerau_levenshtein(name, word), *word)).min();
    match near {
        Some((distance, word)) if distance <= name.chars().count().max(3) / 3 => format!("did you mean `{word}`?"),
        _ if known.is_empty() => format!("remove this {what}"),
        _ => format!("use one of: {}", known.join(", ")),
    }
}

/// Takes the entry that an error points at out of the table; deepest first.
fn remove(table: &mut DeTable<'_>, range: &Range<usize>) -> bool {
    let mut blamed = None;
    for (key, value) in table.iter_mut() {
        if key.span() != *range && remove_below(value, range) {
            return true;
        }
        if key.span() == *range || covers(value, range) {
            blamed = Some(key.clone());
        }
    }
    blamed.is_some_and(|key| table.remove(&key).is_some())
}

fn remove_below(value: &mut Spanned<DeValue<'_>>, range: &Range<usize>) -> bool {
    match value.get_mut() {
        DeValue::Table(table) => remove(table, range),
        DeValue::Array(array) => {
            if array.iter_mut().any(|item| remove_below(item, range)) {
                return true;
            }
            let mut kept = DeArray::new();
            array.iter().filter(|item| !covers(item, range)).for_each(|item| kept.push(item.clone()));
            let removed = kept.len() < array.len();
            *array = kept;
            removed
        }
        _ => false,
    }
}

fn covers(value: &Spanned<DeValue<'_>>, range: &Range<usize>) -> bool {
    let span = value.span();
    span.start <= range.start && range.end <= span.end
}
