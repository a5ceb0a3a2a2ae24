//! What an object consists of: fields in, `properties`, `required` and `additionalProperties` out.

use eventspec_catalog::{Catalog, Deprecation, Field, Json, Unlisted};
use serde_json::Value;

use super::Draft;
use super::types::{self, Members, schema};

/// An object of known members.
pub(super) fn object<'a>(
    catalog: &'a Catalog,
    draft: Draft,
    fields: impl Iterator<Item = &'a Field> + Clone,
    unlisted: &Unlisted,
) -> Members {
    let properties: Members = fields.clone().flat_map(|field| properties(catalog, draft, field)).collect();
    let mut out = schema([("type", Value::from("object")), ("properties", Value::from(properties))]);
    let required = fields.filter(|field| field.required);
    let (aliased, plain): (Vec<&Field>, Vec<&Field>) = required.partition(|field| !field.aliases.is_empty());
    if !plain.is_empty() {
        let names: Vec<&str> = plain.iter().map(|field| field.name.as_str()).collect();
        out.insert("required".to_owned(), Value::from(names));
    }
    if !aliased.is_empty() {
        let each: Vec<Members> = aliased.into_iter().map(under_any_name).collect();
        out.insert("allOf".to_owned(), Value::from(each));
    }
    let additional = match unlisted {
        Unlisted::Never => Value::from(false),
        // Not `true`: generators such as typify drop unknown members for `true`, and keep them for `{}`.
        Unlisted::Unknown => Value::from(Members::new()),
        Unlisted::Rest(rest) => Value::from(types::of_field(catalog, draft, rest)),
    };
    out.insert("additionalProperties".to_owned(), additional);
    out
}

/// A required field that came under its name or one of its aliases.
fn under_any_name(field: &Field) -> Members {
    let names = [&field.name].into_iter().chain(&field.aliases);
    let names: Vec<Members> = names.map(|name| schema([("required", Value::from(vec![name.as_str()]))])).collect();
    schema([("anyOf", Value::from(names))])
}

/// The property of a field, then one per alias.
fn properties(catalog: &Catalog, draft: Draft, field: &Field) -> Vec<(String, Value)> {
    let Field {
        name,
        ident: _,
        doc,
        example,
        default,
        aliases,
        deprecated,
        since,
        evidence,
        blank,
        place: _,
        // The schema of the value has these; that of the object says what is required.
        ty: _,
        constraints: _,
        nullable: _,
        required: _,
    } = field;
    let value = types::of_field(catalog, draft, field);
    let other_properties = aliases.iter().map(|alias| {
        let text = format!("Another name of `{name}`.");
        let mut property = schema([("description", Value::from(text))]);
        property.extend(value.clone());
        property.insert("x-alias-of".to_owned(), Value::from(name.as_str()));
        (alias.clone(), Value::from(property))
    });
    let mut property = types::described(doc.as_deref());
    property.extend(value.clone());
    if let Some(json) = example {
        add_example(&mut property, json);
    }
    let default = default.as_ref().and_then(|json| serde_json::from_str(json.as_str()).ok());
    property.extend(default.map(|default: Value| ("default".to_owned(), default)));
    history(&mut property, deprecated.as_ref(), since.as_deref());
    other_names(&mut property, aliases);
    if *blank {
        property.insert("x-blank".to_owned(), Value::from(true));
    }
    property.insert("x-evidence".to_owned(), Value::from(evidence.as_str()));
    [(name.clone(), Value::from(property))].into_iter().chain(other_properties).collect()
}

/// The example as a value, and as text where a value would not have its digits.
pub(super) fn add_example(property: &mut Members, json: &Json) {
    let value: Option<Value> = serde_json::from_str(json.as_str()).ok();
    let text = value.as_ref().map(Value::to_string);
    if text.as_deref() != Some(json.as_str()) {
        property.insert("x-example".to_owned(), Value::from(json.as_str()));
    }
    if let Some(value) = value {
        property.insert("examples".to_owned(), Value::from(vec![value]));
    }
}

/// When something came and how it goes.
pub(super) fn history(out: &mut Members, deprecated: Option<&Deprecation>, since: Option<&str>) {
    if let Some(deprecation) = deprecated {
        out.insert("deprecated".to_owned(), Value::from(true));
        let facts = [("since", &deprecation.since), ("use", &deprecation.instead), ("sunset", &deprecation.sunset)];
        let facts = facts.into_iter().filter_map(|(key, fact)| Some((key.to_owned(), Value::from(fact.as_deref()?))));
        out.insert("x-deprecated".to_owned(), Value::from(facts.collect::<Members>()));
    }
    if let Some(since) = since {
        out.insert("x-since".to_owned(), Value::from(since));
    }
}

/// Other names seen on the wire.
pub(super) fn other_names(out: &mut Members, aliases: &[String]) {
    if !aliases.is_empty() {
        out.insert("x-aliases".to_owned(), Value::from(aliases));
    }
}
