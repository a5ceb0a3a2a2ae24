//! Keys that must not come back: those that may again, and those that should be reserved.

use std::collections::HashSet;

use eventspec_catalog::{Catalog, Field, Payload, ReservedKey, TypeDef};

use super::fields::Origin;
use super::{Change, Differ, path};
use crate::execute::keys::Called;
use crate::finding::{Owner, Side, Subject};
use crate::kinds::Kind;
use crate::witness::fields_of;

/// Adds the keys that are no longer reserved.
pub(super) fn compare<'k>(
    differ: &mut Differ<'_>,
    old: &[ReservedKey],
    new: impl Iterator<Item = &'k ReservedKey>,
    subject: &Subject,
    (in_place, events): (Option<&str>, &[String]),
) {
    let kept: HashSet<&str> = new.map(|key| key.name.as_str()).collect();
    for key in old.iter().filter(|key| !kept.contains(key.name.as_str())) {
        let (path, place) = (path(in_place, &key.place, &key.name), (&key.place, Side::Old));
        let change = Change::new(Kind::ReservedRemoved, path, place, events, subject.clone());
        differ.add(change.values(Some(key.name.clone()), None));
    }
}

/// What to write so that the key of a removed field does not come back, unless it is reserved, or its group still has it.
pub(super) fn hint(new: &Catalog, owner: &Owner, origin: Origin<'_>, field: &Field) -> Option<String> {
    let group = origin.name().and_then(|name| new.groups.iter().find(|group| group.name == name));
    let is_kept = group.is_some_and(|group| group.fields.iter().any(|kept| kept.name == field.name));
    let (home, reserved) = match (owner, group) {
        (Owner::Payload(pair), group) => {
            let payload = new.payloads.iter().find(|payload| Some(&payload.name) == pair.new.as_ref())?;
            let home = group.map_or(&payload.place, |group| &group.place);
            (home.file().to_owned(), of_payload(new, payload))
        }
        (Owner::Type(pair), _) => {
            let def = new.types.iter().find(|def| Some(&def.name) == pair.new.as_ref())?;
            // Beside the type of the field that defines it.
            let home = if def.is_in_place() { def.place.to_string() } else { def.place.file().to_owned() };
            (home, of_type(def))
        }
    };
    let is_reserved = reserved.contains(&field.name.as_str()) || is_used(new, owner, &field.name);
    let what = format!("reserve the key in `{}`, as in `reserved = [{:?}]`", home, field.name);
    (!is_kept && !is_reserved).then(|| format!("{what}, so that no other field takes it"))
}

/// Whether another field has a key, as its alias perhaps.
fn is_used(new: &Catalog, owner: &Owner, key: &str) -> bool {
    fields_of(new, owner, Side::New).iter().any(|field| field.names().any(|name| name == key))
}

fn of_payload<'a>(catalog: &'a Catalog, payload: &'a Payload) -> Vec<&'a str> {
    catalog.reserved(payload).map(|key| key.name.as_str()).collect()
}

fn of_type(def: &TypeDef) -> Vec<&str> {
    def.reserved.iter().map(|key| key.name.as_str()).collect()
}
