//! tsc, once for all packages of a batch.

use std::path::Path;
use std::process::Command;

use eventspec_tests::catalogues::root;

/// What the compiler says about the packages below a directory.
pub(crate) fn failures(directory: &Path) -> Result<Option<String>, String> {
    let mut node = Command::new("node");
    let output =
        node.arg("check.mjs").arg("--below").arg(directory).current_dir(root().join("tests/typescript")).output();
    let output = output.map_err(|error| format!("cannot run `node`: {error}; Node.js 20 or newer is needed"))?;
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    Ok((!output.status.success()).then(|| said.chars().take(3000).collect()))
}
