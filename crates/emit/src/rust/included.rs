//! The groups that a payload includes.

use eventspec_catalog::{Catalog, Field, Group, Payload};

/// A group inside an object.
pub(crate) struct Shared<'a> {
    pub(crate) group: &'a Group,
    /// The index that its first field has in the object.
    pub(crate) first: usize,
    /// Its fields as the object has them, if some of them are narrower there.
    pub(crate) narrowed: Option<Vec<&'a Field>>,
}

impl<'a> Shared<'a> {
    /// Its fields in the object.
    pub(crate) fn fields(&self) -> Vec<&'a Field> {
        self.narrowed.clone().unwrap_or_else(|| self.group.fields.iter().collect())
    }

    /// Those that the object defines itself, with the index of each.
    pub(crate) fn own(&self) -> impl Iterator<Item = (&'a Field, usize)> {
        self.narrowed.clone().unwrap_or_default().into_iter().zip(self.first..)
    }
}

/// The groups of a payload, in order.
pub(crate) fn groups_of<'a>(catalog: &'a Catalog, payload: &'a Payload) -> Vec<Shared<'a>> {
    let mut groups = shared(payload.groups.iter().filter_map(|id| catalog.group(*id)));
    for shared in groups.iter_mut().filter(|shared| payload.narrows(shared.group)) {
        shared.narrowed = Some(payload.of_group(shared.group).collect());
    }
    groups
}

/// Groups one behind the other, as they are.
pub(crate) fn shared<'a>(groups: impl Iterator<Item = &'a Group>) -> Vec<Shared<'a>> {
    let placed = groups.scan(0, |next, group| {
        let first = *next;
        *next += group.fields.len();
        Some(Shared { group, first, narrowed: None })
    });
    placed.collect()
}

/// How many fields groups have.
pub(crate) fn count(groups: &[Shared<'_>]) -> usize {
    groups.iter().map(|shared| shared.group.fields.len()).sum()
}
