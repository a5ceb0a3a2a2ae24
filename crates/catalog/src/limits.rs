//! How large a specification may be. Generous, and there so that a hostile one ends in a finding. What has no limit of its own is
//! bounded by those of files.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::sources::Span;
use crate::spec::At;

/// Events of a catalogue.
pub const EVENTS: usize = 10_000;
/// Fields of one payload, group or object.
pub const FIELDS: usize = 5_000;
/// Alternatives of a union.
pub const ALTERNATIVES: usize = 200;
/// Values of an enum.
pub const VALUES: usize = 10_000;
/// Aliases of a field or event.
pub const ALIASES: usize = 100;
/// Groups and types in one `include`.
pub const INCLUDES: usize = 1_000;
/// Levels of groups and types that include each other.
pub const INCLUDE_DEPTH: usize = 64;
/// Fields that all objects together have from what they include; those that payloads have from groups aside.
pub const INCLUDED: usize = 200_000;
/// Refinements of one object.
pub const REFINEMENTS: usize = 1_000;
/// Keys that an object or group reserves.
pub const RESERVED: usize = 5_000;
/// Levels of `list<...>` and `map<...>` in one type.
pub const TYPE_DEPTH: usize = 64;
/// Levels of objects that fields define in place.
pub const IN_PLACE: usize = 3;
/// Levels of arrays and objects in an example or sample, as in the decode contract.
pub const VALUE_DEPTH: usize = 128;
/// Values that the smallest value of a type, or the smallest payload, is made of.
pub const SMALLEST: u64 = 10_000;
/// Bytes of one file.
pub const FILE_BYTES: usize = 16 * 1024 * 1024;
/// Files of a specification directory.
pub const FILES: usize = 100_000;
/// Characters that a text can be required to have, or at most.
pub const LENGTH: u32 = 1_000_000;
/// Items that a list can be required to have.
pub const LEAST_ITEMS: u32 = 100;
/// Items that a list can be required to have at most.
pub const MOST_ITEMS: u32 = 1_000_000;
/// Characters of a pattern, and bytes that it takes when it is compiled.
pub const PATTERN: usize = 1_000;
pub(crate) const PATTERN_BYTES: usize = 1024 * 1024;
/// Bytes of a description, and of an example or default.
pub const TEXT_BYTES: usize = 100_000;

/// The finding for a list that is longer than permitted: what is in it, how many are permitted, and where the first is that is one too many.
pub(crate) fn too_many(
    file: &str,
    what: &str,
    most: usize,
    at: Option<Range<usize>>,
    help: &str,
) -> Option<Diagnostic> {
    let span = Span::new(file, at?);
    Some(Diagnostic::new(Code::Limit, span, format!("there are more than {most} {what}"), help))
}

/// Names of a list, as many as permitted; a finding if there are more.
pub(crate) fn names(
    findings: &mut Vec<Diagnostic>,
    file: &str,
    mut names: Vec<At<String>>,
    (what, most): (&str, usize),
    help: &str,
) -> Vec<At<String>> {
    let first = names.get(most).map(|name| name.span.clone());
    findings.extend(too_many(file, what, most, first, help));
    names.truncate(most);
    names
}
