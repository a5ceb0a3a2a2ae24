//! How large a specification may be. Generous, and there so that a hostile one ends in a finding.

/// Events of a catalogue.
pub const EVENTS: usize = 10_000;
/// Fields of one payload, group or object.
pub const FIELDS: usize = 5_000;
/// Levels of `list<...>` and `map<...>` in one type.
pub const TYPE_DEPTH: usize = 64;
/// Levels of objects that fields define in place.
pub const IN_PLACE: usize = 3;
/// Levels of arrays and objects in an example or sample, as in the decode contract.
pub const VALUE_DEPTH: usize = 128;
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
