//! The groups that a payload includes.

use eventspec_catalog::{Catalog, Group, Payload};

/// The groups of a payload, in order.
pub(crate) fn groups_of<'a>(catalog: &'a Catalog, payload: &Payload) -> Vec<&'a Group> {
    payload.groups.iter().filter_map(|id| catalog.group(*id)).collect()
}

/// Groups with the index that the first field of each has in an object that includes them.
pub(crate) fn placed<'a>(groups: &[&'a Group]) -> impl Iterator<Item = (usize, &'a Group)> {
    groups.iter().scan(0, |next, group| {
        let first = *next;
        *next += group.fields.len();
        Some((first, *group))
    })
}

/// How many fields groups have.
pub(crate) fn count(groups: &[&Group]) -> usize {
    groups.iter().map(|group| group.fields.len()).sum()
}
