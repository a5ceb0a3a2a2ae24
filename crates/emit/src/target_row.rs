//! What a target is to the rest of the program.

use eventspec_catalog::{Catalog, Event, Field};
use eventspec_diff::{SchemaPackage, SourceLane};

use crate::files::Files;

/// The row of a target in the table of targets.
#[derive(Debug)]
pub(crate) struct TargetRow {
    /// The name of the target and of its folder.
    pub name: &'static str,
    /// Adds its files.
    pub emit: fn(&Catalog, &mut Files),
    /// How it is published.
    pub packaging: Packaging,
    /// How events are received with it.
    pub receive: Option<Receive>,
    /// What `diff` has to know of source that uses it.
    pub source: Option<&'static SourceLane>,
    /// What `diff` has to know of it if payloads are validated with it.
    pub schemas: Option<&'static SchemaPackage>,
}

/// How the files of a target are packed for other teams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packaging {
    /// A crate, of the catalogue's name and this after it.
    Crate {
        /// As `-strict`.
        suffix: &'static str,
    },
    /// An npm package of the catalogue's name.
    Npm,
    /// An archive of the catalogue's name and the target's.
    Archive,
    /// They are of no use to other teams.
    Unpublished,
}

/// How events are received with an SDK.
#[derive(Debug)]
pub(crate) struct Receive {
    /// The language, as people call it.
    pub language: &'static str,
    /// The call that decodes, in Markdown.
    pub call: &'static str,
    /// Code to copy that receives an event and reads a field.
    pub code: fn(&Catalog, &Event, Option<&Field>) -> String,
}
