//! Tests that have names of their own. Those of a matrix, whose names are made of data, are in `tests/suite`.

mod authoring;
mod bounds;
mod commands;
mod crates;
mod decoder;
mod derive;
mod diff_formats;
mod diff_readme;
mod diffs;
mod edited;
mod examples;
mod findings;
mod interface;
mod language_lists;
mod one_change;
mod output;
mod packages;
mod properties;
mod published;
mod reading;
mod recognised;
mod strict;
mod supply;
mod typescript;
mod watch;
mod wildcards;
