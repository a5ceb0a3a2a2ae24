//! Types that include groups and types, and payloads that include types.

use std::collections::BTreeSet;

use eventspec_catalog::Ident;

use super::fields::Field;
use super::{GroupFile, Kind, PayloadFile, TypeFile};
use crate::choices::Choices;

/// Adds includes where the fields of both sides go together. A type includes what comes before it, so that there are no cycles.
pub(super) fn add(
    choices: &mut Choices<'_>,
    types: &mut [TypeFile],
    groups: &[GroupFile],
    payloads: &mut [PayloadFile],
) {
    for index in 0..types.len() {
        let (before, rest) = types.split_at_mut(index);
        if let Some(TypeFile { include, kind: Kind::Object(fields), reserved, .. }) = rest.first_mut() {
            Object { include, fields, reserved }.extend(choices, before, groups, true);
        }
    }
    for PayloadFile { include, fields, reserved, .. } in payloads {
        Object { include, fields, reserved }.extend(choices, types, groups, false);
    }
}

/// An object that may include more.
struct Object<'a> {
    include: &'a mut Vec<String>,
    fields: &'a [Field],
    reserved: &'a [String],
}

impl Object<'_> {
    /// Includes some of the types that there are, and of the groups if they are to be.
    fn extend(self, choices: &mut Choices<'_>, types: &[TypeFile], groups: &[GroupFile], with_groups: bool) {
        if !choices.one_in(3) {
            return;
        }
        let all = All { types, groups };
        let mut taken = Taken::default();
        taken.add(self.fields, self.reserved);
        let mut known = BTreeSet::new();
        for stem in self.include.iter().flat_map(|stem| all.behind(stem)) {
            if let Some((fields, reserved, _)) = all.file(&stem).filter(|_| known.insert(stem.clone())) {
                taken.add(fields, reserved);
            }
        }
        let objects = types.iter().filter(|file| matches!(file.kind, Kind::Object(_))).map(|file| &file.stem);
        let more = groups.iter().filter(|_| with_groups).map(|file| &file.stem);
        for stem in objects.chain(more).filter(|_| choices.one_in(2)) {
            let added: Vec<String> = all.behind(stem).into_iter().filter(|stem| !known.contains(stem)).collect();
            let mut with_it = taken.clone();
            let files = added.iter().filter_map(|stem| all.file(stem));
            if !self.include.contains(stem)
                && files.fold(true, |fits, (fields, keys, _)| with_it.add(fields, keys) && fits)
            {
                self.include.push(stem.clone());
                known.extend(added);
                taken = with_it;
            }
        }
    }
}

/// What can be included.
pub(super) struct All<'a> {
    pub types: &'a [TypeFile],
    pub groups: &'a [GroupFile],
}

impl<'a> All<'a> {
    /// The fields of a file, the keys that it reserves, and what it includes.
    pub(super) fn file(&self, stem: &str) -> Option<(&'a [Field], &'a [String], &'a [String])> {
        if let Some(file) = self.groups.iter().find(|file| file.stem == stem) {
            return Some((&file.fields, &file.reserved, &file.include));
        }
        let file = self.types.iter().find(|file| file.stem == stem)?;
        let Kind::Object(fields) = &file.kind else { return None };
        Some((fields, &file.reserved, &file.include))
    }

    /// A file and everything that it includes.
    pub(super) fn behind(&self, stem: &str) -> Vec<String> {
        let mut out = vec![stem.to_owned()];
        let mut next = 0;
        while let Some(stem) = out.get(next).cloned() {
            next += 1;
            let (.., include) = self.file(&stem).unwrap_or_default();
            let more: Vec<String> = include.iter().filter(|stem| !out.contains(stem)).cloned().collect();
            out.extend(more);
        }
        out
    }
}

/// The names of an object.
#[derive(Clone, Default)]
struct Taken {
    wire: BTreeSet<String>,
    idents: BTreeSet<String>,
    reserved: BTreeSet<String>,
}

impl Taken {
    /// Adds fields and reserved keys. Gives whether they go together with what is there.
    fn add(&mut self, fields: &[Field], reserved: &[String]) -> bool {
        let mut fits = true;
        for field in fields {
            for name in [&field.name].into_iter().chain(&field.aliases) {
                fits &= self.wire.insert(name.clone());
            }
            let ident = field.ident.clone().unwrap_or_else(|| Ident::new(&field.name).snake().to_owned());
            fits &= self.idents.insert(ident);
        }
        self.reserved.extend(reserved.iter().cloned());
        fits && self.wire.is_disjoint(&self.reserved)
    }
}
