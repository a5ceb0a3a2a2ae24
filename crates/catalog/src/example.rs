//! A TOML value in, the JSON text it stands for out, digit by digit where TOML allows.

use crate::catalog::{Json, Type};
use crate::sources::{Sources, Span};

/// Message and help of an example that JSON cannot say.
type Refusal = (String, String);

/// The JSON of an example. Numbers keep the digits of the file; a quoted number is a number where the type is one.
pub(crate) fn to_json(sources: &Sources, span: &Span, value: &toml::Value, ty: &Type) -> Result<Json, Refusal> {
    let source = sources.text(&span.file).get(span.range.clone()).unwrap_or_default();
    let is_number = |text: &str| serde_json::from_str::<serde_json::Number>(text).is_ok() && text.trim() == text;
    let text = match value {
        toml::Value::Integer(_) | toml::Value::Float(_) if is_number(source) => source.to_owned(),
        toml::Value::String(text) if matches!(ty, Type::Number | Type::Integer) && is_number(text) => text.clone(),
        _ => convert(value)?.to_string(),
    };
    Ok(Json(text))
}

fn convert(value: &toml::Value) -> Result<serde_json::Value, Refusal> {
    Ok(match value {
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Boolean(boolean) => (*boolean).into(),
        toml::Value::Float(number) if number.is_finite() => (*number).into(),
        toml::Value::Float(number) => {
            return Err((format!("{number} is no JSON number"), "write a number that JSON has".to_owned()));
        }
        toml::Value::Datetime(datetime) => {
            return Err(("a date in JSON is a string".to_owned(), format!("quote it: `\"{datetime}\"`")));
        }
        toml::Value::Array(items) => items.iter().map(convert).collect::<Result<Vec<_>, _>>()?.into(),
        toml::Value::Table(members) => {
            let members = members.iter().map(|(key, value)| Ok((key.clone(), convert(value)?)));
            serde_json::Value::Object(members.collect::<Result<_, Refusal>>()?)
        }
    })
}
