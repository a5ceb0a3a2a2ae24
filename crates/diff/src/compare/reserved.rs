//! Keys that must not come back: those that may again, and those that should be reserved.

use std::collections::HashSet;

use eventspec_catalog::{Catalog, Field, Payload, Place, ReservedKey, TypeDef};

use super::fields::{Origin, defined_at};
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
            let included = included_from(new, &payload.place, field);
            let home = group.map(|group| group.place.file()).or(included).unwrap_or(payload.place.file());
            (home.to_owned(), of_payload(new, payload))
        }
        (Owner::Type(pair), _) => {
            let def = new.types.iter().find(|def| Some(&def.name) == pair.new.as_ref())?;
            // Beside the type of the field that defines it.
            let home = match included_from(new, &def.place, field) {
                Some(file) => file.to_owned(),
                None if def.is_in_place() => def.place.to_string(),
                None => def.place.file().to_owned(),
            };
            (home, of_type(def))
        }
    };
    let is_reserved = reserved.contains(&field.name.as_str()) || is_used(new, owner, &field.name);
    let what = format!("reserve the key in `{}`, as in `reserved = [{:?}]`", home, field.name);
    (!is_kept && !is_reserved).then(|| format!("{what}, so that no other field takes it"))
}

/// The file that an object includes, or included, a field from, unless the field is still there.
fn included_from<'f>(new: &Catalog, home: &Place, field: &'f Field) -> Option<&'f str> {
    let file = field.place.file();
    let is_there = new.groups.iter().any(|group| group.place.file() == file)
        || new.types.iter().any(|def| !def.is_in_place() && def.place.file() == file);
    let has_it = || defined_at(new, &field.place).any(|kept| kept.name == field.name);
    (file != home.file() && is_there && !has_it()).then_some(file)
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
