//! Python, with the packages of the slow tests in a place of their own.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use eventspec_tests::catalogues::root;
use eventspec_tests::program;
use libtest_mimic::Failed;

/// A command of the Python that has the packages.
pub(crate) fn command(args: &[&str]) -> Result<Command, Failed> {
    static PYTHON: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let python = PYTHON.get_or_init(|| install().map_err(|failed| failed.message().unwrap_or_default().to_owned()));
    let mut command = Command::new(python.as_ref().map_err(|message| Failed::from(message.as_str()))?);
    command.args(args);
    Ok(command)
}

/// A script of `tests/slow/python`.
pub(crate) fn script(name: &str) -> Result<Command, Failed> {
    command(&[&root().join("tests/slow/python").join(name).display().to_string()])
}

/// Installs the packages, unless the very same are installed; wheels only, so that nothing is built.
fn install() -> Result<PathBuf, Failed> {
    let directory = root().join("target/slow/python");
    let python = directory.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let requirements = root().join("tests/slow/python/requirements.txt");
    let (wanted, installed) = (fs::read_to_string(&requirements)?, directory.join("installed.txt"));
    if fs::read_to_string(&installed).is_ok_and(|found| found == wanted) {
        return Ok(python);
    }
    let base = if cfg!(windows) { "python" } else { "python3" };
    program::output(Command::new(base).args(["-m", "venv", "--clear"]).arg(&directory))?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:", "--no-deps"]);
    program::output(pip.arg("--requirement").arg(&requirements))?;
    fs::write(installed, wanted)?;
    Ok(python)
}
