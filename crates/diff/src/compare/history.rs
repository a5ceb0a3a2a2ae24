//! Documentation, deprecation and age of a field or event.

use eventspec_catalog::{Deprecation, Doc};

use crate::kinds::Kind;

/// A kind of change, what was and what is.
pub(super) type Difference = (Kind, Option<String>, Option<String>);

/// Documentation, deprecation, and the version that introduced it.
type History<'a> = (Option<&'a Doc>, Option<&'a Deprecation>, Option<&'a String>);

/// The words of a description, if there is one.
pub(super) fn description(doc: Option<&Doc>) -> Option<String> {
    doc.map(|doc| (**doc).to_owned())
}

pub(super) fn history(old: History<'_>, new: History<'_>) -> Vec<Difference> {
    let mut out = Vec::new();
    if old.0 != new.0 {
        out.push((Kind::DescriptionChanged, description(old.0), description(new.0)));
    }
    let words = |deprecation: Option<&Deprecation>| {
        deprecation.map(|deprecation| {
            let facts = [("since", &deprecation.since), ("use", &deprecation.instead), ("sunset", &deprecation.sunset)];
            let facts = facts.iter().filter_map(|(key, fact)| Some(format!("{key} {}", fact.as_deref()?)));
            let facts: Vec<String> = facts.collect();
            if facts.is_empty() { "deprecated".to_owned() } else { facts.join(", ") }
        })
    };
    match (old.1, new.1) {
        (None, Some(_)) => out.push((Kind::DeprecationSet, None, words(new.1))),
        (Some(_), None) => out.push((Kind::DeprecationLifted, words(old.1), None)),
        (Some(before), Some(after)) if before != after => {
            let is_sooner = |after: &String| before.sunset.as_ref().is_none_or(|before| after < before);
            let is_earlier = after.sunset.as_ref().is_some_and(is_sooner);
            let kind = if is_earlier { Kind::SunsetMovedEarlier } else { Kind::DeprecationChanged };
            out.push((kind, words(old.1), words(new.1)));
        }
        _ => {}
    }
    if old.2 != new.2 {
        out.push((Kind::SinceChanged, old.2.cloned(), new.2.cloned()));
    }
    out
}
