//! Examples and defaults: a TOML value in, the JSON text it stands for out, digit by digit where TOML permitted; and what contradicts
//! its type.

use crate::catalog::{Json, Type};
use crate::check::Checker;
use crate::checked::Checked;
use crate::constraints::Constraints;
use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::repeats::Repeats;
use crate::scalar::JsonType;
use crate::sites::Permitted;
use crate::sources::{Sources, Span};

/// An example or default, and what it must conform to.
pub(crate) struct PendingExample {
    /// `example` or `default`.
    pub noun: &'static str,
    pub ty: Type,
    pub nullable: bool,
    pub blank: bool,
    pub constraints: Constraints,
    pub json: Json,
    pub span: Span,
}

/// Checks examples against their types, which are all known by now.
pub(crate) fn check(checker: &Checker<'_>, examples: &[PendingExample]) -> Vec<Diagnostic> {
    examples.iter().flat_map(|example| check_one(checker, example)).collect()
}

fn check_one(checker: &Checker<'_>, example: &PendingExample) -> Vec<Diagnostic> {
    let PendingExample { noun, ty, nullable, blank, constraints, json, span } = example;
    let (code, written) = (Code::BadExample, Some(&span.range));
    let checked = Checked { noun, code, json: json.as_str(), file: &span.file, start: 0, written, is_example: true };
    let permitted = Permitted { null: *nullable, blank: *blank, constraints };
    let mut contradictions = Repeats::default();
    match checker.value(ty, permitted, &checked, &mut contradictions) {
        Ok(()) => contradictions.into_findings().collect(),
        Err(error) => vec![checked.refusal(code, &error)],
    }
}

/// Message and help for an example that JSON cannot represent.
type Refusal = (String, String);

/// The JSON of an example. Numbers keep the digits of the file; a quoted number is a number where the type is one.
pub(crate) fn to_json(sources: &Sources, span: &Span, value: &toml::Value, ty: &Type) -> Result<Json, Refusal> {
    let source = sources.text(&span.file).get(span.range.clone()).unwrap_or_default();
    if source.len() > limits::TEXT_BYTES {
        let message = format!("more than {} bytes", limits::TEXT_BYTES);
        return Err((message, "shorten it; a payload of any size can be a sample".to_owned()));
    }
    let is_number = |text: &str| serde_json::from_str::<serde_json::Number>(text).is_ok() && text.trim() == text;
    let text = match value {
        toml::Value::Integer(_) | toml::Value::Float(_) if is_number(source) => source.to_owned(),
        toml::Value::String(text) if takes_number(ty) && is_number(text) => text.clone(),
        _ => convert(value)?.to_string(),
    };
    Ok(Json(text))
}

/// Whether a type by itself is one of numbers.
fn takes_number(ty: &Type) -> bool {
    ty.scalar().is_some_and(|scalar| scalar.row().json == JsonType::Number)
}

fn convert(value: &toml::Value) -> Result<serde_json::Value, Refusal> {
    Ok(match value {
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Boolean(boolean) => (*boolean).into(),
        toml::Value::Float(number) if number.is_finite() => (*number).into(),
        toml::Value::Float(number) => {
            return Err((format!("JSON cannot represent {number}"), "write a finite number".to_owned()));
        }
        toml::Value::Datetime(datetime) => {
            return Err(("JSON has no dates".to_owned(), format!("quote it: `\"{datetime}\"`")));
        }
        toml::Value::Array(items) => items.iter().map(convert).collect::<Result<Vec<_>, _>>()?.into(),
        toml::Value::Table(members) => {
            let members = members.iter().map(|(key, value)| Ok((key.clone(), convert(value)?)));
            serde_json::Value::Object(members.collect::<Result<_, Refusal>>()?)
        }
    })
}
