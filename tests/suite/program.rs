//! Other programs, run to their end.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use crate::catalogues::root;
use crate::{Failed, fail};

/// Runs a program in a directory; what it printed to standard output.
///
/// # Errors
/// Fails with one line where the program is missing, and with all that it printed where it failed.
pub fn run(directory: &Path, program: &str, args: &[&str]) -> Result<String, Failed> {
    output(Command::new(program).args(args).current_dir(directory))
}

/// Runs a command; what it printed to standard output.
///
/// # Errors
/// As [`run`].
pub fn output(command: &mut Command) -> Result<String, Failed> {
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

/// Sends a program a line per request and gathers the line that it answers to each.
///
/// # Errors
/// As [`run`], and where there is not an answer to each request.
pub fn converse(command: &mut Command, requests: &[Value]) -> Result<Vec<Value>, Failed> {
    let program = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| missing(&program, &error))?;
    let mut input = child.stdin.take().ok_or("no input")?;
    let text: String = requests.iter().map(|request| format!("{request}\n")).collect();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = BufReader::new(child.stdout.take().ok_or("no output")?);
    let answers: Result<Vec<Value>, _> = output.lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect();
    let output = child.wait_with_output()?;
    let written = writer.join().map_err(|_| "the writer failed")?;
    if !output.status.success() {
        return fail(format!("{command:?} failed:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    written?;
    let answers = answers.map_err(|error: Box<dyn std::error::Error>| error.to_string())?;
    if answers.len() == requests.len() {
        Ok(answers)
    } else {
        fail(format!("{command:?} gave {} answers to {} requests", answers.len(), requests.len()))
    }
}

/// `tests/slow/node`, where the packages of vendors are installed.
///
/// # Errors
/// Fails with one line where they are not.
pub fn slow_node() -> Result<PathBuf, Failed> {
    let directory = root().join("tests/slow/node");
    if directory.join("node_modules").is_dir() {
        Ok(directory)
    } else {
        fail(
            "the Node packages of the slow tests are not installed: run `cargo xtask test --all`, or `npm ci` in tests/slow/node",
        )
    }
}

/// A program on the PATH; installed from Debian's package of its name where it is missing and may be.
///
/// # Errors
/// Fails with one line where it is missing and could not be installed.
pub fn installed(program: &str) -> Result<PathBuf, Failed> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    on_path(program)
        .or_else(|| {
            let apt = |args: &[&str]| run(Path::new("/"), "apt-get", args).is_ok();
            let done = apt(&["update"]) && apt(&["install", "--yes", "--no-install-recommends", program]);
            done.then(|| on_path(program)).flatten()
        })
        .ok_or_else(|| format!("`{program}` is needed and could not be installed: put it on the PATH").into())
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|directory| directory.join(program)).find(|path| path.is_file())
}

fn missing(program: &str, error: &std::io::Error) -> String {
    format!(
        "cannot run `{program}`: {error}; the tests need Node.js 20 (with npm), the slow ones Python 3.11 (with pip) too"
    )
}
