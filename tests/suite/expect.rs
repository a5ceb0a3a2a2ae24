//! Expected texts in files, all rewritten by one command: `UPDATE_EXPECTED=1 cargo test -p eventspec-tests --no-fail-fast`.

use std::fs;
use std::path::Path;

use similar::TextDiff;

use crate::{Verdict, fail};

/// Compares a text with a file.
///
/// # Errors
/// Fails with a diff where they differ.
pub fn file(path: &Path, actual: &str) -> Verdict {
    if is_updating() {
        fs::write(path, actual)?;
        return Ok(());
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == actual {
        return Ok(());
    }
    let diff = TextDiff::from_lines(expected.as_str(), actual).unified_diff().header("expected", "actual").to_string();
    fail(format!(
        "{}:\n{diff}rewrite all expected files with: UPDATE_EXPECTED=1 cargo test -p eventspec-tests --no-fail-fast",
        path.display()
    ))
}

/// Whether expected files are to be rewritten rather than compared.
pub fn is_updating() -> bool {
    std::env::var_os("UPDATE_EXPECTED").is_some()
}
