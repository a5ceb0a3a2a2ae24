//! The catalogue as a whole, and its groups.

use std::collections::BTreeSet;

use eventspec_catalog::{Catalog, Group};

use super::history::description;
use super::{Change, Differ, reserved, stem};
use crate::finding::{Side, Subject};
use crate::kinds::Kind;

pub(super) fn compare(differ: &mut Differ<'_>) {
    let (old, new) = (differ.old, differ.new);
    let place = new.version_place.top();
    let license = |catalog: &Catalog| Some(catalog.license.clone());
    let self_contained = |catalog: &Catalog| Some(catalog.self_contained_schemas.to_string());
    let schemas = if new.self_contained_schemas { Kind::SchemasSelfContained } else { Kind::SchemasShared };
    for (kind, key, before, after) in [
        (Kind::PackageRenamed, "name", Some(old.name.clone()), Some(new.name.clone())),
        (Kind::SchemaBaseChanged, "schema_base", Some(old.schema_base.clone()), Some(new.schema_base.clone())),
        (schemas, "self_contained_schemas", self_contained(old), self_contained(new)),
        (Kind::TitleChanged, "title", Some(old.title.clone()), Some(new.title.clone())),
        (Kind::DescriptionChanged, "doc", description(old.doc.as_ref()), description(new.doc.as_ref())),
        (Kind::DescriptionChanged, "source", old.source.clone(), new.source.clone()),
        (Kind::LicenseChanged, "license", license(old), license(new)),
    ] {
        if before != after {
            let change = Change::new(kind, format!("catalog.{key}"), (&place, Side::New), &[], Subject::Catalog);
            differ.add(change.values(before, after));
        }
    }
    groups(differ);
    shared(differ);
}

fn groups(differ: &mut Differ<'_>) {
    let (old, new) = (differ.old, differ.new);
    let find = |groups: &'_ [Group], name: &str| groups.iter().position(|group| group.name == name);
    for group in &new.groups {
        let subject = Subject::Group(group.name.clone());
        let path = stem(&group.place).to_owned();
        match find(&old.groups, &group.name).and_then(|index| old.groups.get(index)) {
            None => {
                differ.add(Change::new(Kind::GroupAdded, path, (&group.place, Side::New), &[], subject));
            }
            Some(before) => {
                reserved::compare(differ, &before.reserved, group.reserved.iter(), &subject, (None, &[]));
                if before.doc != group.doc {
                    let change = Change::new(Kind::DescriptionChanged, path, (&group.place, Side::New), &[], subject);
                    differ.add(change.values(description(before.doc.as_ref()), description(group.doc.as_ref())));
                }
            }
        }
    }
    for group in old.groups.iter().filter(|group| find(&new.groups, &group.name).is_none()) {
        let subject = Subject::Group(group.name.clone());
        let path = stem(&group.place).to_owned();
        differ.add(Change::new(Kind::GroupRemoved, path, (&group.place, Side::Old), &[], subject));
    }
}

/// Groups that every payload has, or no longer has.
fn shared(differ: &mut Differ<'_>) {
    let (before, after) = (in_every(differ.old), in_every(differ.new));
    let (old, new) = (differ.old, differ.new);
    for group in &new.groups {
        if old.groups.iter().all(|known| known.name != group.name) {
            continue;
        }
        let kind = match (before.contains(group.name.as_str()), after.contains(group.name.as_str())) {
            (true, false) => Kind::GroupLeftEvents,
            (false, true) => Kind::GroupInEveryEvent,
            _ => continue,
        };
        let subject = Subject::Group(group.name.clone());
        differ.add(Change::new(kind, stem(&group.place).to_owned(), (&group.place, Side::New), &[], subject));
    }
}

fn in_every(catalog: &Catalog) -> BTreeSet<&str> {
    let mut names: BTreeSet<&str> = catalog.groups.iter().map(|group| group.name.as_str()).collect();
    for payload in &catalog.payloads {
        let mine: BTreeSet<&str> =
            payload.groups.iter().filter_map(|id| catalog.group(*id)).map(|group| group.name.as_str()).collect();
        names.retain(|name| mine.contains(name));
    }
    names
}
