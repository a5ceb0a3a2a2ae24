//! Other programs, run to their end.

use std::path::Path;
use std::process::Command;

/// Runs a program in a directory; what it printed to standard output.
///
/// # Errors
/// Fails with one line where the program is missing, and with all that it printed where it failed.
pub fn run(directory: &Path, program: &str, args: &[&str]) -> Result<String, libtest_mimic::Failed> {
    output(Command::new(program).args(args).current_dir(directory))
}

/// Runs a command; what it printed to standard output.
///
/// # Errors
/// As [`run`].
pub fn output(command: &mut Command) -> Result<String, libtest_mimic::Failed> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| {
        format!("cannot run `{program}`: {error}; the slow tests need Rust, Node.js 20 (with npm) and Python 3.11 (with pip)")
    })?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() {
        return Ok(text(&output.stdout));
    }
    Err(format!("{command:?}: {}\n{}{}", output.status, text(&output.stdout), text(&output.stderr)).into())
}
