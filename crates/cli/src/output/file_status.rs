//! The files of the output that differ from what was emitted, in words.

use serde_json::{Value, json};
use similar::TextDiff;

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
}

impl FileStatus {
    /// Whether overwriting it would lose edits.
    pub(crate) fn is_conflict(&self) -> bool {
        matches!(self, Self::Edited { .. } | Self::EditedOrphan { .. })
    }

    /// Its name in reports.
    fn state(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "missing",
            Self::Stale { .. } => "stale",
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
            | Self::Stray { path } => path,
        }
    }

    /// The state, the path and the diff, for programs.
    pub(crate) fn to_json(&self) -> Value {
        let emitted = matches!(self, Self::Missing { .. } | Self::Stale { .. } | Self::Edited { .. });
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
        format!("{:<8} {}{note}", self.state(), self.path())
    }

    /// What would change in the file, as a unified diff.
    pub(crate) fn diff(&self) -> String {
        let (Self::Stale { path, old, new } | Self::Edited { path, old, new }) = self else { return String::new() };
        if old.replace("\r\n", "\n") == *new {
            return "  only the line endings differ: the file has CRLF; see .gitattributes\n".to_owned();
        }
        TextDiff::from_lines(old.as_str(), new.as_str())
            .unified_diff()
            .header(&format!("a/{path}"), &format!("b/{path}"))
            .to_string()
    }
}
