//! Schemas that refer to ours, by the addresses and names that generators and other schemas keep: what `diff` shows where a change
//! breaks one. Those of draft-07 have other folders, and change with these; so do the names in the documents for tools that know APIs.

use eventspec_catalog::{Catalog, Event, Field, Ident, Payload, Type, TypeDef};
use eventspec_diff::witness::{Form, Sides, Snippet, field_of, payload_named, renamed_type, type_named};
use eventspec_diff::{Finding, Kind, Owner, Pair, Side, Subject};
use serde_json::Value;

use super::{Draft, bundle_file, documents, event_file, types};

/// The draft whose addresses are shown.
const DRAFT: Draft = Draft::Draft2020;

/// A schema of strings, as people write it on a line.
fn snippet(form: Form, members: &[(&str, &str)]) -> Snippet {
    let members = members.iter().map(|(key, text)| format!("{}: {}", Value::from(*key), Value::from(*text)));
    Snippet { form, code: format!("{{{}}}", members.collect::<Vec<_>>().join(", ")) }
}

/// Schemas that users of the old ones may have written.
pub(super) fn uses(finding: &Finding, sides: Sides<'_>) -> Vec<Snippet> {
    let catalog = sides.old;
    if let Some(def) = renamed_type(finding, catalog) {
        return definition(catalog, &def.ident).into();
    }
    let id = documents::id(catalog, DRAFT, &bundle_file(catalog));
    match &finding.subject {
        Subject::Catalog if matches!(finding.kind, Kind::PackageRenamed | Kind::SchemaBaseChanged) => {
            vec![snippet(Form::Name, &[("$ref", &id)])]
        }
        Subject::Catalog if finding.kind == Kind::TitleChanged => {
            vec![snippet(Form::Read, &[("title", &catalog.title), ("$ref", &id)])]
        }
        Subject::Catalog if finding.kind == Kind::SchemasShared => content_use(catalog).into_iter().collect(),
        // Of the others no address is made. A group has no schema: its fields are in those of the payloads. Nor has a delivery.
        Subject::Catalog | Subject::Group(_) | Subject::Delivery(_) => Vec::new(),
        Subject::Event(pair) => event_uses(catalog, pair),
        Subject::Payload(pair) => payload_use(catalog, pair).into_iter().flatten().collect(),
        Subject::Type(pair) | Subject::Value { ty: pair, .. } => {
            type_use(catalog, pair).into_iter().flatten().collect()
        }
        Subject::Field { owner, field } => field_uses(sides, owner, field),
    }
}

/// A reference to a whole schema, one that relies on its title, and one to the definition of the payload.
fn event_uses(catalog: &Catalog, pair: &Pair) -> Vec<Snippet> {
    let found = catalog.events().find(|(event, _)| Some(event.name.as_str()) == pair.old.as_deref());
    let Some((event, payload)): Option<(&Event, &Payload)> = found else { return Vec::new() };
    let id = documents::id(catalog, DRAFT, &event_file(catalog, &event.ident));
    let whole = [snippet(Form::Name, &[("$ref", &id)]), snippet(Form::Read, &[("title", &event.name), ("$ref", &id)])];
    whole.into_iter().chain(definition(catalog, &payload.ident)).collect()
}

/// A reference into the schema of an event.
fn content_use(catalog: &Catalog) -> Option<Snippet> {
    let (event, _) = catalog.events().next()?;
    let id = documents::id(catalog, DRAFT, &event_file(catalog, &event.ident));
    Some(snippet(Form::Shared, &[("$ref", &format!("{id}#/additionalProperties"))]))
}

/// References to a definition in the bundle, and in the documents for tools that know APIs, where they stand beside the schemas.
fn definition(catalog: &Catalog, ident: &Ident) -> [Snippet; 3] {
    let bundle = documents::id(catalog, DRAFT, &bundle_file(catalog));
    let document = |name: &str| format!("{}{name}.json", catalog.schema_base);
    let places = [(bundle, DRAFT), (document("openapi"), Draft::OpenApi), (document("asyncapi"), Draft::AsyncApi)];
    places.map(|(id, draft)| {
        snippet(Form::Shared, &[("$ref", &format!("{id}{}", types::reference(draft, &ident.pascal())))])
    })
}

fn payload_use(catalog: &Catalog, pair: &Pair) -> Option<[Snippet; 3]> {
    Some(definition(catalog, &payload_named(catalog, pair.old.as_deref()?)?.ident))
}

fn type_use(catalog: &Catalog, pair: &Pair) -> Option<[Snippet; 3]> {
    Some(definition(catalog, &named(catalog, pair.old.as_deref()?)?.ident))
}

fn named<'a>(catalog: &'a Catalog, name: &str) -> Option<&'a TypeDef> {
    catalog.type_def(type_named(catalog, name)?)
}

/// References to the object that has a field, and to the type of the field.
fn field_uses(sides: Sides<'_>, owner: &Owner, field: &Pair) -> Vec<Snippet> {
    let catalog = sides.old;
    let of_field = field_of(sides, owner, field, Side::Old).and_then(|field: &Field| innermost(catalog, &field.ty));
    let of_owner = match owner {
        Owner::Payload(pair) => payload_use(catalog, pair),
        Owner::Type(pair) => type_use(catalog, pair),
    };
    let of_field = of_field.map(|def| definition(catalog, &def.ident));
    of_field.into_iter().chain(of_owner).flatten().collect()
}

/// The named type that a value is, or a list or map of.
fn innermost<'a>(catalog: &'a Catalog, ty: &Type) -> Option<&'a TypeDef> {
    match ty {
        Type::Scalar(_) => None,
        Type::Named(id) | Type::Alias(id, _) => catalog.type_def(*id),
        Type::List(item) => innermost(catalog, item),
        Type::Map(value) => innermost(catalog, value),
        Type::Nullable(inner) => innermost(catalog, inner),
    }
}
