//! Python, with the packages of the slow tests in a place of their own.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use crate::catalogues::root;
use crate::{Failed, program};

/// A command of the Python that has the packages.
///
/// # Errors
/// As [`tool`].
pub fn command(args: &[&str]) -> Result<Command, Failed> {
    let mut command = Command::new(tool("python")?);
    command.args(args);
    Ok(command)
}

/// A script of `tests/slow/python`.
///
/// # Errors
/// As [`tool`].
pub fn script(name: &str) -> Result<Command, Failed> {
    command(&[&root().join("tests/slow/python").join(name).display().to_string()])
}

/// A program of the packages.
///
/// # Errors
/// Fails where Python is missing or the packages cannot be installed.
pub fn tool(name: &str) -> Result<PathBuf, Failed> {
    static PROGRAMS: OnceLock<Result<PathBuf, Failed>> = OnceLock::new();
    let programs = PROGRAMS.get_or_init(install);
    let programs = programs.as_ref().map_err(Failed::clone)?;
    Ok(programs.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// Installs the packages, unless the very same are installed; wheels only, so that nothing is built. The folder of their programs.
fn install() -> Result<PathBuf, Failed> {
    let directory = root().join("target/slow/python");
    let programs = directory.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let requirements = root().join("tests/slow/python/requirements.txt");
    let (wanted, installed) = (fs::read_to_string(&requirements)?, directory.join("installed.txt"));
    if fs::read_to_string(&installed).is_ok_and(|found| found == wanted) {
        return Ok(programs);
    }
    let base = if cfg!(windows) { "python" } else { "python3" };
    program::output(Command::new(base).args(["-m", "venv", "--clear"]).arg(&directory))?;
    let mut pip = Command::new(programs.join("python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:", "--no-deps"]);
    program::output(pip.arg("--requirement").arg(&requirements))?;
    fs::write(installed, wanted)?;
    Ok(programs)
}
