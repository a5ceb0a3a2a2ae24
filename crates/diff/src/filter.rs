//! Which changes are looked at: those that reach some events, or are at some paths.

use std::collections::{BTreeSet, HashSet};

use eventspec_catalog::{Catalog, Event, Field, Place};

use crate::finding::{Finding, Pair, Side, Subject};
use crate::nearest::nearest;
use crate::witness::Sides;

/// Which changes are looked at. A change has to match one of the patterns of each list that has any. In a pattern, `*` stands for any
/// text and `?` for one character.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Names or aliases of events that it reaches, or reached.
    pub events: Vec<String>,
    /// Where it is: the path of the change, or what the path begins with, such as its file.
    pub paths: Vec<String>,
}

impl Filter {
    /// Says which pattern matches nothing that the specifications have, and what may have been meant.
    ///
    /// # Errors
    /// Where there is such a pattern: it would let any change through.
    pub fn check(&self, catalogs: &[&Catalog]) -> Result<(), String> {
        let events = || catalogs.iter().flat_map(|catalog| catalog.events()).flat_map(|(event, _)| event.names());
        let events: BTreeSet<&str> = if self.events.is_empty() { BTreeSet::new() } else { events().collect() };
        let unknown = self.events.iter().find(|pattern| !events.iter().any(|name| is_match(pattern, name)));
        if let Some(pattern) = unknown {
            let known = events.iter().copied();
            return Err(format!("no event is called `{pattern}`\nhelp: {}", meant(pattern, known, "events")));
        }
        let paths = || catalogs.iter().flat_map(|catalog| paths(catalog));
        let paths: BTreeSet<String> = if self.paths.is_empty() { BTreeSet::new() } else { paths().collect() };
        let unknown = self.paths.iter().find(|pattern| !paths.iter().any(|path| is_at(pattern, path)));
        if let Some(pattern) = unknown {
            let known = paths.iter().map(String::as_str);
            return Err(format!("nothing has the path `{pattern}`\nhelp: {}", meant(pattern, known, "paths")));
        }
        Ok(())
    }

    /// The same for two specifications that were compared.
    pub(crate) fn between<'a>(&'a self, sides: Sides<'a>) -> Sieve<'a> {
        let matches =
            |event: &Event| self.events.iter().any(|pattern| event.names().any(|name| is_match(pattern, name)));
        let both = sides.pairing.events.iter().flat_map(|(old, new)| [(*old, *new), (*new, *old)]);
        let paired = both.filter(|(one, _)| matches(one)).map(|(_, other)| other.name.as_str());
        let named = [sides.old, sides.new].into_iter().flat_map(Catalog::events).map(|(event, _)| event);
        let named = named.filter(|event| matches(event)).map(|event| event.name.as_str());
        let events: HashSet<&str> = paired.chain(named).collect();
        let groups = if self.events.is_empty() { HashSet::new() } else { groups(sides, &events) };
        Sieve { filter: self, events, groups }
    }
}

/// A filter with what it means for two specifications.
pub(crate) struct Sieve<'a> {
    filter: &'a Filter,
    /// The events that are looked at, by their names on both sides.
    events: HashSet<&'a str>,
    /// The groups that these include, or included.
    groups: HashSet<&'a str>,
}

impl Sieve<'_> {
    /// The names on both sides of the events that are looked at.
    pub(crate) fn events(&self) -> BTreeSet<String> {
        self.events.iter().map(|name| (*name).to_owned()).collect()
    }

    pub(crate) fn lets_through(&self, finding: &Finding) -> bool {
        let (events, paths) = (&self.filter.events, &self.filter.paths);
        (events.is_empty() || self.reaches(finding))
            && (paths.is_empty() || paths.iter().any(|pattern| is_at(pattern, &finding.path)))
    }

    /// Whether a change reaches one of the events. What changes about the catalogue as a whole or a delivery reaches them all.
    fn reaches(&self, finding: &Finding) -> bool {
        let is_there = |name: Option<&str>| name.is_some_and(|name| self.events.contains(name));
        let by_subject = match &finding.subject {
            Subject::Catalog | Subject::Delivery(_) => true,
            Subject::Group(name) => self.groups.contains(name.as_str()),
            Subject::Event(Pair { old, new }) => is_there(old.as_deref()) || is_there(new.as_deref()),
            Subject::Payload(_) | Subject::Type(_) | Subject::Field { .. } | Subject::Value { .. } => false,
        };
        by_subject || finding.events.iter().any(|event| self.events.contains(event.as_str()))
    }
}

/// The groups that a payload of one of the events includes, on either side.
fn groups<'a>(sides: Sides<'a>, events: &HashSet<&str>) -> HashSet<&'a str> {
    let of = |catalog: &'a Catalog| {
        let payloads = catalog.payloads.iter();
        let mine = payloads.filter(|payload| payload.events.iter().any(|event| events.contains(event.name.as_str())));
        mine.flat_map(|payload| &payload.groups).filter_map(|id| catalog.group(*id)).map(|group| group.name.as_str())
    };
    [Side::Old, Side::New].into_iter().flat_map(|side| of(sides.on(side))).collect()
}

/// The paths that changes of a specification can have, without what comes after the name of a field.
fn paths(catalog: &Catalog) -> Vec<String> {
    let file = |place: &Place| place.file().strip_suffix(".toml").unwrap_or(place.file()).to_owned();
    let of = |fields: &[Field]| -> Vec<String> {
        fields.iter().flat_map(|field| [file(&field.place), format!("{}.{}", file(&field.place), field.name)]).collect()
    };
    let head = ["name", "title", "doc", "source", "schema_base", "license"].map(|key| format!("catalog.{key}"));
    let groups = catalog.groups.iter().flat_map(|group| [vec![file(&group.place)], of(&group.fields)]);
    let payloads = catalog.payloads.iter().flat_map(|payload| [vec![file(&payload.place)], of(&payload.fields)]);
    let types =
        catalog.types.iter().flat_map(|def| [vec![file(&def.place)], of(def.kind.fields().unwrap_or_default())]);
    let deliveries = catalog.deliveries.iter().map(|delivery| file(&delivery.place));
    let events = catalog.events().map(|(event, _)| event.name.clone());
    head.into_iter().chain(deliveries).chain(groups.chain(payloads).chain(types).flatten()).chain(events).collect()
}

/// Whether a pattern is of a path, or of what it begins with.
fn is_at(pattern: &str, path: &str) -> bool {
    let ends = path.match_indices(['.', '[', '{', '=']).map(|(index, _)| index);
    ends.chain([path.len()]).filter_map(|end| path.get(..end)).any(|start| is_match(pattern, start))
}

/// Whether a text is of a pattern.
fn is_match(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    // Which lengths of the pattern match the text so far.
    let mut matched: Vec<bool> = vec![false; pattern.len() + 1];
    let empty = pattern.iter().take_while(|c| **c == '*').count();
    matched.iter_mut().take(empty + 1).for_each(|is| *is = true);
    for c in text.chars() {
        let mut next = vec![false];
        for (want, pair) in pattern.iter().zip(matched.windows(2)) {
            let [before, here] = pair else { continue };
            let after_star = *want == '*' && (*here || next.last() == Some(&true));
            next.push(after_star || (*before && (*want == '?' || (*want != '*' && *want == c))));
        }
        matched = next;
    }
    matched.last() == Some(&true)
}

/// What a pattern may have been meant to be.
fn meant<'n>(pattern: &str, known: impl Iterator<Item = &'n str> + Clone, what: &str) -> String {
    const SHOWN: usize = 8;
    if let Some(near) = nearest(pattern, known.clone()) {
        return format!("did you mean `{near}`?");
    }
    let shown: Vec<String> = known.clone().take(SHOWN).map(|name| format!("`{name}`")).collect();
    let more = match known.count().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{what} are {}{more}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_any_text_and_a_question_mark_one_character() {
        for pattern in
            ["order_placed", "order_*", "*", "*placed", "o*r*d", "order?placed", "**_placed*", "order_placed*"]
        {
            assert!(is_match(pattern, "order_placed"), "{pattern}");
        }
        for pattern in ["", "order", "order_?", "*x*", "?order_placed", "order_placed?", "Order_*"] {
            assert!(!is_match(pattern, "order_placed"), "{pattern}");
        }
        assert!(is_match("*", "") && is_match("", "") && !is_match("?", "") && is_match("?", "é"));
    }

    #[test]
    fn a_file_is_the_beginning_of_its_paths() {
        for pattern in ["groups/common", "groups/*", "groups/common.items", "groups/common.items[]", "*.items"] {
            assert!(is_at(pattern, "groups/common.items[]"), "{pattern}");
        }
        for pattern in ["groups/comm", "groups/common.item", "groups/common.items[]{}", "groups"] {
            assert!(!is_at(pattern, "groups/common.items[]"), "{pattern}");
        }
    }
}
