//! What a finding is about, found in a catalogue by its name.

use eventspec_catalog::{Catalog, Field, Payload, TypeDef, TypeId};

use super::Sides;
use crate::finding::{Finding, Owner, Pair, Side};
use crate::kinds::Kind;

/// The payload of a name.
pub fn payload_named<'a>(catalog: &'a Catalog, name: &str) -> Option<&'a Payload> {
    catalog.payloads.get(catalog.payload_index(name)?)
}

/// The type of a name.
pub fn type_named(catalog: &Catalog, name: &str) -> Option<TypeId> {
    catalog.types.iter().position(|def| def.name == name).map(TypeId)
}

/// The old type of a finding that it has another name.
pub fn renamed_type<'a>(finding: &Finding, old: &'a Catalog) -> Option<&'a TypeDef> {
    let name = finding.old.as_deref().filter(|_| finding.kind == Kind::TypeRenamed)?;
    old.type_def(type_named(old, name)?)
}

/// The fields of an object on one side.
pub fn fields_of<'a>(catalog: &'a Catalog, owner: &Owner, side: Side) -> Vec<&'a Field> {
    match owner {
        Owner::Payload(pair) => pair
            .on(side)
            .and_then(|name| payload_named(catalog, name))
            .map(|payload| catalog.fields(payload).collect())
            .unwrap_or_default(),
        Owner::Type(pair) => {
            let def = pair.on(side).and_then(|name| type_named(catalog, name)).and_then(|id| catalog.type_def(id));
            def.and_then(|def| def.kind.fields()).unwrap_or_default().iter().collect()
        }
    }
}

/// The field that stands for the members that no field of an object lists, on one side.
pub fn rest_of<'a>(sides: Sides<'a>, owner: &Owner, side: Side) -> Option<&'a Field> {
    let catalog = sides.on(side);
    let unlisted = match owner {
        Owner::Payload(pair) => &payload_named(catalog, pair.on(side)?)?.unlisted,
        Owner::Type(pair) => catalog.type_def(type_named(catalog, pair.on(side)?)?)?.kind.unlisted()?,
    };
    unlisted.rest()
}

/// The field of a finding on one side.
pub fn field_of<'a>(sides: Sides<'a>, owner: &Owner, field: &Pair, side: Side) -> Option<&'a Field> {
    let (catalog, name) = (sides.on(side), field.on(side)?);
    let is_it = |field: &&'a Field| field.name == name;
    match owner {
        Owner::Payload(pair) => catalog.fields(payload_named(catalog, pair.on(side)?)?).find(is_it),
        Owner::Type(pair) => catalog.type_def(type_named(catalog, pair.on(side)?)?)?.kind.fields()?.iter().find(is_it),
    }
}
