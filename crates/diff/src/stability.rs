//! Which changes concern only events that were said to change.

use std::collections::HashSet;

use crate::finding::Finding;
use crate::witness::Sides;

/// The events that were unstable in the old specification, or are new and unstable in the new one, by their names on both sides. One
/// that becomes unstable is stable for what changes at the same time.
pub(crate) fn unstable_events(sides: Sides<'_>) -> HashSet<&str> {
    let pairs = &sides.pairing.events;
    let known: HashSet<&str> = pairs.iter().map(|(_, new)| new.name.as_str()).collect();
    let both =
        pairs.iter().filter(|(old, _)| old.unstable).flat_map(|(old, new)| [old.name.as_str(), new.name.as_str()]);
    let old = sides.old.events().map(|(event, _)| event).filter(|event| event.unstable);
    let added = sides.new.events().map(|(event, _)| event);
    let added = added.filter(|event| event.unstable && !known.contains(event.name.as_str()));
    both.chain(old.chain(added).map(|event| event.name.as_str())).collect()
}

/// Whether a change reaches nothing but such events.
pub(crate) fn is_unstable(finding: &Finding, events: &HashSet<&str>) -> bool {
    !finding.events.is_empty() && finding.events.iter().all(|event| events.contains(event.as_str()))
}
