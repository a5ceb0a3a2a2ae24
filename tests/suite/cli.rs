//! The command line, run as a user runs it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use crate::catalogues::root;

/// The built binary; built once for the whole run.
///
/// # Panics
/// If it cannot be built.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let status = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--package", "eventspec"])
            .current_dir(root())
            .status();
        assert!(status.is_ok_and(|status| status.success()), "cannot build eventspec");
        // Test binaries are in `<target>/<profile>/deps`.
        let exe = std::env::current_exe().unwrap_or_default();
        let profile = exe.ancestors().nth(2).map(Path::to_owned).unwrap_or_default();
        profile.join(format!("eventspec{}", std::env::consts::EXE_SUFFIX))
    })
}

/// The program with arguments, to be run in a directory, without colour.
pub fn command(directory: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.args(args).current_dir(directory).env("NO_COLOR", "1");
    command
}

/// Runs the program with arguments in a directory.
///
/// # Panics
/// If it cannot be run.
pub fn run(directory: &Path, args: &[&str]) -> Output {
    command(directory, args).output().unwrap_or_else(|error| panic!("cannot run eventspec: {error}"))
}

/// Exit code, standard output and standard error.
pub fn answer(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}
