//! Keys that must not come back, and the fields that have one of them nevertheless.

use std::collections::HashMap;

use crate::catalog::{Field, ReservedKey};
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::Context;
use crate::limits;
use crate::sources::Span;
use crate::spec::At;

/// The keys that a file reserves.
pub(crate) fn keys(cx: &mut Context<'_>, file: &str, names: Vec<At<String>>) -> Vec<ReservedKey> {
    let most = ("`reserved` keys", limits::RESERVED);
    let names = limits::names(cx.findings, file, names, most, "keep those that may still be sent");
    let key = |name: At<String>| ReservedKey { place: cx.sources.place(file, name.span.start), name: name.value };
    names.into_iter().map(key).collect()
}

/// The fields that are known by a reserved key.
pub(crate) fn check<'a>(
    reserved: impl IntoIterator<Item = &'a ReservedKey>,
    fields: impl IntoIterator<Item = &'a Field>,
) -> Vec<Diagnostic> {
    let reserved: HashMap<&str, &ReservedKey> = reserved.into_iter().map(|key| (key.name.as_str(), key)).collect();
    if reserved.is_empty() {
        return Vec::new();
    }
    let keys =
        |field: &'a Field| [&field.name].into_iter().chain(&field.aliases).map(move |name| (field, name.as_str()));
    let fields = fields.into_iter().flat_map(keys);
    fields.filter_map(|(field, name)| Some(finding(field, reserved.get(name)?))).collect()
}

fn finding(field: &Field, key: &ReservedKey) -> Diagnostic {
    let ReservedKey { name, place } = key;
    let message = if field.name == *name {
        format!("the key `{name}` is reserved")
    } else {
        format!("the alias `{name}` of `{}` is reserved", field.name)
    };
    let help = format!("use another key, or remove `{name}` from `reserved` if it means what it meant before");
    Diagnostic::new(Code::ReservedKey, Span::rest_of_line(&field.place), message, help)
        .related(Span::rest_of_line(place), "reserved here")
}
