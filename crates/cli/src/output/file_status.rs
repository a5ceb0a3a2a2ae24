//! What is not as it should be in the output, in words.

use serde_json::{Value, json};
use similar::TextDiff;

/// One file that is not as it should be.
#[derive(Debug)]
pub(crate) enum FileStatus {
    /// It is not there.
    Missing { path: String, new: String },
    /// It is as an earlier run left it.
    Stale { path: String, old: String, new: String },
    /// It was changed by somebody else.
    Edited { path: String, old: String, new: String },
    /// It is no longer emitted, and is as an earlier run left it.
    Orphan { path: String },
    /// It is no longer emitted, and was changed by somebody else.
    EditedOrphan { path: String },
    /// An interrupted run left it.
    Leftover { path: String },
    /// Nobody emitted it.
    Stray { path: String },
}

impl FileStatus {
    /// Whether applying it would lose somebody's work.
    pub(crate) fn is_conflict(&self) -> bool {
        matches!(self, Self::Edited { .. } | Self::EditedOrphan { .. })
    }

    /// What it is called in reports.
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
            Self::Leftover { .. } => " (of an interrupted run)",
            Self::Stray { .. } => " (not emitted, left alone)",
            _ => "",
        };
        format!("{:<8} {}{note}", self.state(), self.path())
    }

    /// What would change in the file, as a unified diff.
    pub(crate) fn diff(&self) -> String {
        let (Self::Stale { path, old, new } | Self::Edited { path, old, new }) = self else { return String::new() };
        if old.replace("\r\n", "\n") == *new {
            return "  only the line ends differ: it has CRLF; see .gitattributes\n".to_owned();
        }
        TextDiff::from_lines(old.as_str(), new.as_str())
            .unified_diff()
            .header(&format!("a/{path}"), &format!("b/{path}"))
            .to_string()
    }
}
