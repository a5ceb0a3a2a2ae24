//! The files of the output that differ from what was emitted, in words.

use eventspec_catalog::visible;
use serde_json::{Value, json};

use super::unified_diff;

/// One file that differs from what was emitted.
#[derive(Debug)]
pub(crate) enum FileStatus {
    /// It does not exist.
    Missing { path: String, new: String },
    /// Unchanged since an earlier run wrote it.
    Stale { path: String, old: String, new: String },
    /// Edited since an earlier run wrote it.
    Edited { path: String, old: String, new: String },
    /// No longer emitted, and unchanged since an earlier run wrote it.
    Orphan { path: String },
    /// No longer emitted, but edited since.
    EditedOrphan { path: String },
    /// A temporary file of an interrupted run.
    Leftover { path: String },
    /// In the output directory, but not emitted by any run.
    Stray { path: String },
    /// The manifest, if it does not say what is there.
    Manifest { path: String, old: Option<String>, new: String },
}

impl FileStatus {
    /// Whether overwriting it would lose edits.
    pub(crate) fn is_conflict(&self) -> bool {
        matches!(self, Self::Edited { .. } | Self::EditedOrphan { .. })
    }

    /// Its name in reports.
    fn state(&self) -> &'static str {
        match self {
            Self::Missing { .. } | Self::Manifest { old: None, .. } => "missing",
            Self::Stale { .. } | Self::Manifest { old: Some(_), .. } => "stale",
            Self::Edited { .. } | Self::EditedOrphan { .. } => "edited",
            Self::Orphan { .. } => "orphan",
            Self::Leftover { .. } => "leftover",
            Self::Stray { .. } => "stray",
        }
    }

    fn path(&self) -> &str {
        match self {
            Self::Missing { path, .. }
            | Self::Stale { path, .. }
            | Self::Edited { path, .. }
            | Self::Orphan { path }
            | Self::EditedOrphan { path }
            | Self::Leftover { path }
            | Self::Stray { path }
            | Self::Manifest { path, .. } => path,
        }
    }

    /// The state, the path and the diff, for programs.
    pub(crate) fn to_json(&self) -> Value {
        let emitted = !matches!(
            self,
            Self::Orphan { .. } | Self::EditedOrphan { .. } | Self::Leftover { .. } | Self::Stray { .. }
        );
        json!({ "state": self.state(), "path": self.path(), "emitted": emitted, "diff": self.diff() })
    }

    /// The state and the path, in a line.
    pub(crate) fn describe(&self) -> String {
        let note = match self {
            Self::Orphan { .. } | Self::EditedOrphan { .. } => " (no longer emitted)",
            Self::Leftover { .. } => " (from an interrupted run)",
            Self::Stray { .. } => " (not emitted, left alone)",
            _ => "",
        };
        // A line end in the name of somebody's file would look like a line of ours.
        format!("{:<8} {}{note}", self.state(), visible(self.path()))
    }

    /// What would change in the file, as a unified diff.
    pub(crate) fn diff(&self) -> String {
        let (Self::Stale { path, old, new }
        | Self::Edited { path, old, new }
        | Self::Manifest { path, old: Some(old), new }) = self
        else {
            return String::new();
        };
        if old.replace("\r\n", "\n") == *new {
            return "  only the line endings differ: the file has CRLF; see .gitattributes\n".to_owned();
        }
        unified_diff(path, old, new)
    }
}
