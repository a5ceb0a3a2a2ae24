//! The modes of CloudEvents over HTTP, and the JSON text of an event whose attributes are headers.

use base64ct::{Base64, Encoding};

use super::percent;
use super::places::header;
use super::rejection::{Rejection, RejectionClass};
use super::request::Request;
use crate::json::Json;
use crate::limits::Limits;
use crate::text::escape;

/// What the content type says of the body.
pub(super) enum Mode {
    /// The body is an event.
    Structured,
    /// The body is several events.
    Batch,
    /// The body is the data of an event, and headers are the rest.
    Binary,
}

/// The mode of a request.
pub(super) fn mode(request: &dyn Request) -> Result<Mode, Rejection> {
    match media_type(header(request, "content-type").as_deref()).as_str() {
        "application/cloudevents+json" => Ok(Mode::Structured),
        "application/cloudevents-batch+json" => Ok(Mode::Batch),
        _ if header(request, "ce-specversion").is_some() => Ok(Mode::Binary),
        _ => Err(Rejection::new(RejectionClass::NoEvents)),
    }
}

/// The JSON text of the event of a request in binary mode.
pub(super) fn composed(request: &dyn Request, limits: Limits) -> Result<String, Rejection> {
    let content_type = header(request, "content-type");
    let mut out = String::with_capacity(request.body().len() + 256);
    for (name, value) in attributes(request) {
        member(&name, &mut out);
        escape(&value, &mut out);
    }
    if let Some(content_type) = &content_type {
        member("datacontenttype", &mut out);
        escape(content_type, &mut out);
    }
    if !request.body().is_empty() {
        data(&media_type(content_type.as_deref()), request.body(), limits, &mut out)?;
    }
    out.push_str(if out.is_empty() { "{}" } else { "}" });
    Ok(out)
}

/// The attributes that are headers, without their prefix, sorted by name.
fn attributes(request: &dyn Request) -> Vec<(String, String)> {
    let mut names = Vec::new();
    request.headers(&mut |name, _| {
        let name = name.to_ascii_lowercase();
        if name.starts_with("ce-") {
            names.push(name);
        }
    });
    names.sort_unstable();
    names.dedup();
    let attribute = |name: String| {
        let value = percent::decoded_text(header(request, &name)?.as_bytes(), false)?.into_owned();
        Some((name.strip_prefix("ce-")?.to_owned(), value))
    };
    names.into_iter().filter_map(attribute).collect()
}

fn data(media_type: &str, body: &[u8], limits: Limits, out: &mut String) -> Result<(), Rejection> {
    let is_json = matches!(media_type, "" | "application/json" | "text/json") || media_type.ends_with("+json");
    if !is_json && !media_type.starts_with("text/") {
        member("data_base64", out);
        escape(&Base64::encode_string(body), out);
        return Ok(());
    }
    let text = limits.text(body)?;
    member("data", out);
    if is_json {
        // The event is one level, so the data has one less.
        Json::parse(text, Limits { depth: limits.depth.saturating_sub(1), ..limits })?;
        out.push_str(text);
    } else {
        escape(text, out);
    }
    Ok(())
}

/// Begins an object or goes on with it.
fn member(key: &str, out: &mut String) {
    out.push(if out.is_empty() { '{' } else { ',' });
    escape(key, out);
    out.push(':');
}

/// A content type without its parameters; empty if it is missing.
fn media_type(content_type: Option<&str>) -> String {
    let media_type = content_type.unwrap_or_default().split(';').next().unwrap_or_default();
    media_type.trim_matches([' ', '\t']).to_ascii_lowercase()
}
