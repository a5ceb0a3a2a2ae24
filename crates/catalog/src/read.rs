//! One specification file in, its struct out, with every mistake in it.
//!
//! serde stops at the first mistake. So what is to blame is reported and taken out of the parsed table, and the rest is read again,
//! until it fits. `keys.rs` has the words for what does not fit.

use std::collections::HashSet;
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer, Error};

use crate::delivery::{ABOVE_SIGNATURES, IN_SIGNATURES};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::keys::{self, Form, KEYS, Key};
use crate::sources::{Sources, Span};
use crate::toml_path::{Step, insert, path_to, path_to_table, remove, value_at};

/// More mistakes than this in one file are not worth reading.
const MOST_MISTAKES: usize = 100;

/// Reads a file of a specification; `None` if what is left after all mistakes is not enough.
pub(crate) fn read<T: DeserializeOwned>(file: &str, text: &str, findings: &mut Vec<Diagnostic>) -> Option<T> {
    read_keys(KEYS, file, text, findings)
}

/// What is wrong with a value that has the right form: where, what, and how to fix it.
pub type Fault = (Range<usize>, String, String);

/// Reads another file that people write, whose keys are these; `check` finds what else is wrong with it.
pub fn read_file<T: DeserializeOwned>(
    keys: &'static [Key],
    (file, text): (&str, &str),
    check: impl FnOnce(&T) -> Vec<Fault>,
) -> Result<T, Report> {
    let mut findings = Vec::new();
    let read = read_keys::<T>(keys, file, text, &mut findings);
    let faults = read.as_ref().map(check).unwrap_or_default().into_iter();
    findings.extend(
        faults.map(|(range, message, help)| Diagnostic::new(Code::WrongValue, Span::new(file, range), message, help)),
    );
    let mut sources = Sources::default();
    sources.insert(file, text);
    read.filter(|_| findings.is_empty()).ok_or_else(|| Report::new(sources, findings))
}

/// Reads a file whose keys are these.
pub(crate) fn read_keys<T: DeserializeOwned>(
    keys: &'static [Key],
    file: &str,
    text: &str,
    findings: &mut Vec<Diagnostic>,
) -> Option<T> {
    // Most files have no mistake, and are parsed once and not copied.
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        findings.extend(syntax(file, text, &errors));
        return None;
    }
    T::deserialize(Deserializer::from(table)).ok().or_else(|| mistakes(keys, file, text, findings))
}

/// Reads a file with mistakes again and again. Each time, what is wrong is removed, or what is missing is filled in, so that the rest
/// of its table is read too.
fn mistakes<T: DeserializeOwned>(
    keys: &'static [Key],
    file: &str,
    text: &str,
    findings: &mut Vec<Diagnostic>,
) -> Option<T> {
    let (mut table, _) = DeTable::parse_recoverable(text);
    let mut incomplete = Vec::new();
    for _ in 0..MOST_MISTAKES {
        let error = match T::deserialize(Deserializer::from(table.clone())) {
            Ok(value) if incomplete.is_empty() => return Some(value),
            Ok(_) => break,
            Err(error) => error,
        };
        let range = error.span().unwrap_or(0..0);
        if let Some(name) = missing_key(error.message()) {
            findings.push(missing(keys, file, &range, name));
            let path = path_to_table(table.get_ref(), &range).unwrap_or_default();
            insert(table.get_mut(), &path, name)?;
            incomplete.push(path);
            continue;
        }
        let path = path_to(table.get_ref(), &range);
        findings.push(mistake(keys, (file, text), &error, range, &table, path.as_deref()));
        let path = path?;
        remove(table.get_mut(), &path)?;
        if let Some((Step::Key(name), parent)) = path.split_last()
            && keys::find(keys, name).is_some_and(|key| key.is_required)
            && !is_unknown_key(error.message())
        {
            insert(table.get_mut(), parent, name)?;
            incomplete.push(parent.to_vec());
        }
    }
    without(&mut table, incomplete)?;
    T::deserialize(Deserializer::from(table)).ok()
}

/// Takes out the entries of lists that lack a key; a file that lacks one itself has no meaning.
fn without(table: &mut Spanned<DeTable<'_>>, mut incomplete: Vec<Vec<Step>>) -> Option<()> {
    // The last first, so that the others stay where they are.
    incomplete.sort();
    incomplete.dedup();
    for path in incomplete.iter().rev() {
        let item = path.iter().rposition(|step| matches!(step, Step::Item(_)))?;
        remove(table.get_mut(), path.get(..=item)?);
    }
    Some(())
}

/// Syntax errors, the first of each line: what follows it there is its echo.
fn syntax(file: &str, text: &str, errors: &[Error]) -> Vec<Diagnostic> {
    let line_ends: Vec<usize> = text.match_indices('\n').map(|(end, _)| end).collect();
    let mut lines = HashSet::new();
    let mut findings = Vec::new();
    for error in errors {
        let range = error.span().unwrap_or(text.len()..text.len());
        if lines.insert(line_ends.partition_point(|end| *end < range.start)) {
            findings.push(syntax_one(file, text, error, range));
        }
    }
    findings
}

fn syntax_one(file: &str, text: &str, error: &Error, range: Range<usize>) -> Diagnostic {
    let line = text.get(..range.start).unwrap_or_default().rsplit('\n').next().unwrap_or_default().len();
    let line = text.get(range.start - line.min(range.start)..).unwrap_or_default().lines().next().unwrap_or_default();
    let start = range.start;
    let span = Span::new(file, range);
    let bare = line.split_once('=').map(|(key, value)| (key.trim(), value.trim()));
    if let Some((key, value)) = bare.filter(|(_, value)| is_bare_name(value)) {
        let help = format!("write `{key} = \"{value}\"`");
        return Diagnostic::new(Code::TomlSyntax, span, "strings must be quoted", help);
    }
    if error.message().starts_with("duplicate key") {
        let help = if header(text, start).is_some_and(|header| header.starts_with("[[field.field")) {
            "remove one of the two, or move it up: what stands below `[[field.field]]` belongs to that field"
        } else {
            "remove one of the two; a list of tables begins with `[[...]]`"
        };
        return Diagnostic::new(Code::TomlSyntax, span, "duplicate key", help);
    }
    if error.message().contains("recurs") {
        return Diagnostic::new(Code::TomlSyntax, span, "values are nested too deeply", "remove the innermost ones");
    }
    let (message, help) = match error.message().split_once(", expected ") {
        Some((message, expected)) => (message, format!("write {expected} here")),
        None => (error.message(), "remove or quote it".to_owned()),
    };
    Diagnostic::new(Code::TomlSyntax, span, format!("invalid TOML: {message}"), help)
}

/// How many lines are looked through for a header.
const ABOVE: usize = 100;

/// The header above a position.
fn header(text: &str, position: usize) -> Option<&str> {
    text.get(..position)?.lines().rev().take(ABOVE).map(str::trim_start).find(|line| line.starts_with('['))
}

/// Whether a value is what people write who forget the quotes.
fn is_bare_name(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && value.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c))
        && !matches!(value, "true" | "false" | "inf" | "nan")
}

/// Turns serde's words into a finding. They are stable: serde's own tests compare them. What it says of a value that does not fit is
/// not shown, since it speaks of types of Rust.
fn mistake(
    keys: &'static [Key],
    (file, text): (&str, &str),
    error: &Error,
    range: Range<usize>,
    table: &Spanned<DeTable<'_>>,
    path: Option<&[Step]>,
) -> Diagnostic {
    let span = Span::new(file, range.clone());
    let message = error.message();
    let mut quoted = message.split('`').skip(1).step_by(2);
    let name = quoted.next().unwrap_or_default();
    if is_unknown_key(message) {
        // A key that is only read to say what took its place is not one to use.
        let known: Vec<&str> = quoted.filter(|name| keys::find(keys, name).is_some()).collect();
        let message = format!("unknown key `{name}`");
        let help = other_side(keys, name, path.unwrap_or_default());
        let help = help.map_or_else(|| suggestion(name, &known, "key"), str::to_owned);
        return Diagnostic::new(Code::UnknownKey, span, message, help);
    }
    if message.starts_with("unknown variant") {
        let known: Vec<&str> = quoted.collect();
        let message = format!("unknown value `{name}`");
        return Diagnostic::new(Code::WrongValue, span, message, suggestion(name, &known, "value"));
    }
    let (Some(key), Some(value)) = (
        path.and_then(|path| path.iter().rev().find_map(Step::key)).and_then(|name| keys::find(keys, name)),
        path.and_then(|path| value_at(table.get_ref(), path)),
    ) else {
        let help = "see spec/README.md for what is allowed here";
        return Diagnostic::new(Code::WrongValue, span, "unexpected value", help);
    };
    let line = text.get(..range.start).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
    let is_header = is_bracket(line) || line.trim().is_empty() && text.get(range.clone()).is_some_and(is_table_header);
    if key.form == Form::Tables && is_header && matches!(value, DeValue::Table(_)) {
        return single_table(text, span, range);
    }
    let source = text.get(range).unwrap_or_default();
    let kind = kind(key, value, source);
    let shown = if source.len() > LONGEST || source.contains('\n') { "this".to_owned() } else { format!("`{source}`") };
    let message = format!("`{}` takes {}; {shown} is {kind}", key.name, key.takes);
    Diagnostic::new(Code::WrongValue, span, message, format!("write {}", meant(key, value, source)))
}

/// How to fix a key of a delivery that stands on the wrong side of `[[signature]]`.
fn other_side(keys: &'static [Key], name: &str, path: &[Step]) -> Option<&'static str> {
    keys::find(keys, "signature")?;
    match path {
        [Step::Key(table), Step::Item(_), Step::Key(_)] if table == "signature" && ABOVE_SIGNATURES.contains(&name) => {
            Some("move it above the first `[[signature]]`: what stands below it belongs to that signature")
        }
        [Step::Key(_)] if IN_SIGNATURES.contains(&name) => Some("move it below a `[[signature]]`: it belongs to one"),
        _ => None,
    }
}

/// Whether this is how the line of a header begins.
fn is_bracket(line: &str) -> bool {
    line.trim() == "["
}

/// Whether this is the header of a single table.
fn is_table_header(source: &str) -> bool {
    source.starts_with('[') && !source.starts_with("[[")
}

/// Longer values are not quoted in a message.
const LONGEST: usize = 40;

fn is_unknown_key(message: &str) -> bool {
    message.starts_with("unknown field")
}

/// A key that a table cannot do without.
fn missing(keys: &'static [Key], file: &str, range: &Range<usize>, name: &str) -> Diagnostic {
    let example = keys::find(keys, name).map_or_else(|| format!("{name} = ..."), |key| key.example.to_owned());
    let message = format!("missing key `{name}`");
    Diagnostic::new(Code::MissingKey, Span::new(file, range.clone()), message, format!("add it, as in `{example}`"))
}

/// The key that is missing, by the words of serde.
fn missing_key(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.strip_suffix('`')
}

/// One table where there may be many: `[field]`, or a wire name with dots in the header.
fn single_table(text: &str, span: Span, range: Range<usize>) -> Diagnostic {
    let rest_of_line = text.get(range.start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let path = rest_of_line.trim_start_matches('[').split([']', '=']).next().unwrap_or_default().trim();
    let is_member = path.split('.').all(|part| part == "field");
    if let Some((array, wire)) = path.split_once('.').filter(|_| !is_member) {
        let message = format!("TOML reads `{path}` as nested tables, not as a wire name");
        let help = format!("write `[[{array}]]`, and `name = \"{wire}\"` below it");
        return Diagnostic::new(Code::DottedKey, span, message, help);
    }
    let message = format!("`{path}` is a list of tables; `[{path}]` is a single table");
    Diagnostic::new(Code::WrongValue, span, message, format!("write `[[{path}]]` for each entry"))
}

/// What a value is that does not fit, in words.
fn kind(key: &Key, value: &DeValue<'_>, source: &str) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) if key.form == Form::Count && source.starts_with('-') => "negative",
        DeValue::Integer(_) if matches!(key.form, Form::Count | Form::Number | Form::Any) => "too large",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) if source.contains("inf") || source.contains("nan") => "not a finite number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a TOML date or time, which has no quotes",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// The line that was probably meant, else an example.
fn meant(key: &Key, value: &DeValue<'_>, source: &str) -> String {
    let name = key.name;
    let quoted = |text: &str| toml_edit::Value::from(text).to_string();
    let meant = match (key.form, value) {
        (Form::Texts, DeValue::String(_)) => format!("{name} = [{source}]"),
        (Form::Text, DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_)) => {
            format!("{name} = {}", quoted(source))
        }
        // TOML has integers of 64 bits.
        (Form::Number, DeValue::Integer(_)) => format!("{name} = {}", quoted(source)),
        (Form::Switch, DeValue::String(text)) if matches!(&**text, "true" | "yes") => format!("{name} = true"),
        (Form::Switch, DeValue::String(text)) if matches!(&**text, "false" | "no") => format!("{name} = false"),
        (Form::Any | Form::Texts, DeValue::Float(_)) if source.ends_with(".0") => {
            return format!("`{}`", source.trim_end_matches(".0"));
        }
        (Form::Count, DeValue::String(text)) if text.parse::<u32>().is_ok() => format!("{name} = {text}"),
        (Form::Type, DeValue::Array(items)) => {
            return meant_types(items).unwrap_or_else(|| format!("`{}`", key.example));
        }
        _ => return format!("it as in `{}`", key.example),
    };
    format!("`{meant}`")
}

/// A list of types, as JSON Schema has it, in this language.
fn meant_types(items: &DeArray<'_>) -> Option<String> {
    let names: Option<Vec<&str>> = items.iter().map(|item| item.get_ref().as_str()).collect();
    let (nulls, types): (Vec<&str>, Vec<&str>) = names?.into_iter().partition(|name| *name == "null");
    let nullable = if nulls.is_empty() { "" } else { " and `nullable = true`" };
    (!types.is_empty()).then(|| format!("`type = \"{}\"`{nullable}", types.join(" | ")))
}

/// Help that names the most similar known word, or all of them.
pub fn suggestion(name: &str, known: &[&str], what: &str) -> String {
    let near = known.iter().map(|word| (strsim::damerau_levenshtein(name, word), *word)).min();
    match near {
        Some((distance, word)) if distance <= name.chars().count().max(3) / 3 => format!("did you mean `{word}`?"),
        _ if known.is_empty() => format!("remove this {what}"),
        _ => format!("use one of: {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{CatalogFile, PayloadFile};

    fn said(text: &str) -> Vec<String> {
        let mut findings = Vec::new();
        let _ = read::<PayloadFile>("events/x.toml", text, &mut findings);
        findings.iter().map(|finding| format!("{}; {}", finding.message, finding.help)).collect()
    }

    const EVENT: &str = "doc = 'x'\n[[event]]\nname = 'x'\ndoc = 'x'\n[[field]]\nname = 'x'\ndoc = 'x'\n";

    #[test]
    fn a_value_that_does_not_fit_is_told_in_words_of_the_language() {
        for (line, expected) in [
            (
                "values = [1.5]",
                "`values` takes a list of strings or integers, or of tables with `value` and `doc`; `1.5` is a number with a fraction; write it as in `values = [\"open\", \"closed\"]`",
            ),
            (
                "values = 'a'",
                "`values` takes a list of strings or integers, or of tables with `value` and `doc`; `'a'` is a string; write `values = ['a']`",
            ),
            (
                "max_length = -1",
                "`max_length` takes a whole number from 0 to 1000000; `-1` is negative; write it as in `max_length = 255`",
            ),
            (
                "maximum = 99999999999999999999",
                "`maximum` takes a number; `99999999999999999999` is too large; write `maximum = \"99999999999999999999\"`",
            ),
            ("minimum = true", "`minimum` takes a number; `true` is a boolean; write it as in `minimum = 0`"),
            ("required = 'yes'", "`required` takes `true` or `false`; `'yes'` is a string; write `required = true`"),
            (
                "since = 1.2",
                "`since` takes a version in quotes; `1.2` is a number with a fraction; write it as in `since = \"1.2.0\"`",
            ),
        ] {
            assert_eq!(said(&format!("{EVENT}type = 'string'\n{line}\n")), [expected]);
        }
        assert_eq!(
            said(&format!("{EVENT}type = ['string', 'null']\n")),
            [
                "`type` takes a type in quotes; `['string', 'null']` is a list; write `type = \"string\"` and `nullable = true`"
            ]
        );
    }

    #[test]
    fn a_key_of_the_wrong_type_is_not_missing_and_hides_nothing() {
        let mut findings = Vec::new();
        assert!(
            read::<CatalogFile>("catalog.toml", "name = 'x'\nversion = 1.0\nlicence = 'MIT'", &mut findings).is_none()
        );
        let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        let expected = [
            "`version` takes a version in quotes; `1.0` is a number with a fraction",
            "unknown key `licence`",
            "missing key `title`",
        ];
        assert_eq!(messages.len(), expected.len());
        assert!(expected.iter().all(|message| messages.contains(message)), "{messages:?}");
    }

    #[test]
    fn one_mistake_is_one_finding_wherever_the_file_begins() {
        assert_eq!(said("[[event]]\ndoc = 'x'\n"), ["missing key `name`; add it, as in `name = \"order_create\"`"]);
        let known = "use one of: ";
        let mut findings = Vec::new();
        let text = "doc = 'x'\nkind = 'enum'\n[value]\nname = 'a'\n";
        assert!(read::<crate::spec::TypeFile>("types/t.toml", text, &mut findings).is_some());
        let messages: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, ["unknown key `kind`", "unknown key `value`"]);
        assert!(findings[0].help.starts_with(known));
    }

    #[test]
    fn no_message_speaks_rust() {
        let wrong =
            ["1", "-1", "1.5", "true", "'text'", "1979-05-27", "[]", "[1]", "[[]]", "{}", "{ a = 1 }", "99999999999"];
        for key in KEYS {
            for value in wrong {
                for text in [
                    format!("{} = {value}\n{EVENT}", key.name),
                    format!("{EVENT}type = 'any'\n{} = {value}\n", key.name),
                ] {
                    for message in said(&text) {
                        for word in [
                            "u32",
                            "u64",
                            "i64",
                            "untagged",
                            "enum ",
                            "sequence",
                            "invalid type",
                            "struct",
                            "variant",
                            "map,",
                        ] {
                            assert!(!message.contains(word), "{text}{message}");
                        }
                    }
                }
            }
        }
    }
}
