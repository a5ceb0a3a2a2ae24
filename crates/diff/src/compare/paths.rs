//! Where types are that fields define in place, and objects that a refinement derived: the path of the field that each one is of.

use std::collections::HashMap;

use eventspec_catalog::{Catalog, Field, Type, TypeId};

use super::{path_of_payload, stem};

/// The paths of one catalogue, by the position of the type.
#[derive(Default)]
pub(super) struct Paths(HashMap<usize, String>);

impl Paths {
    pub(super) fn new(catalog: &Catalog) -> Self {
        let mut paths = Self::default();
        // What is derived has types in it that are defined elsewhere, so those come first.
        for derived in [false, true] {
            let mut walk = Walk { catalog, derived, paths: &mut paths };
            for group in &catalog.groups {
                walk.fields(stem(&group.place), group.place.file(), group.fields.iter());
            }
            for def in catalog.types.iter().filter(|def| !def.is_in_place()) {
                let fields = def.kind.fields().unwrap_or_default();
                walk.fields(stem(&def.place), def.place.file(), fields.iter());
            }
            for payload in catalog.payloads.iter().filter(|payload| payload.refines.is_none()) {
                walk.fields(stem(&payload.place), payload.place.file(), catalog.own_fields(payload).iter());
            }
            for payload in catalog.payloads.iter().filter(|payload| payload.refines.is_some()) {
                walk.fields(&path_of_payload(payload), payload.place.file(), catalog.narrowed(payload));
            }
        }
        paths
    }

    pub(super) fn of(&self, id: TypeId) -> Option<&str> {
        self.0.get(&id.0).map(String::as_str)
    }
}

struct Walk<'w> {
    catalog: &'w Catalog,
    /// Whether derived types are followed.
    derived: bool,
    paths: &'w mut Paths,
}

impl Walk<'_> {
    fn fields<'f>(&mut self, path: &str, file: &str, fields: impl Iterator<Item = &'f Field>) {
        for field in fields {
            self.ty(&format!("{path}.{}", field.name), file, &field.ty);
        }
    }

    fn ty(&mut self, path: &str, file: &str, ty: &Type) {
        match ty {
            Type::Scalar(_) => {}
            Type::List(item) => self.ty(&format!("{path}[]"), file, item),
            Type::Map(value) => self.ty(&format!("{path}{{}}"), file, value),
            Type::Nullable(inner) | Type::Alias(_, inner) => self.ty(path, file, inner),
            Type::Named(id) => self.named(path, file, *id),
        }
    }

    fn named(&mut self, path: &str, file: &str, id: TypeId) {
        let Some(def) = self.catalog.type_def(id) else { return };
        let is_here = def.is_in_place() && def.place.file() == file;
        if !is_here || (def.refines.is_some() && !self.derived) {
            return;
        }
        // Known ones are followed again for what is derived inside them.
        let known = self.paths.0.entry(id.0).or_insert_with(|| path.to_owned()).clone();
        if known != path {
            return;
        }
        self.fields(path, file, def.kind.fields().unwrap_or_default().iter());
        for variant in def.kind.alternatives().unwrap_or_default() {
            self.ty(path, file, &variant.ty);
        }
    }
}
