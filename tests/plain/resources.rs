//! Where the system gives less than usual: memory, threads, sizes of files. A command says in a line what it lacks, ends with an exit
//! code, and leaves nothing behind.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use eventspec_tests::catalogues::root;
use eventspec_tests::{Failed, Verdict, cli, contains, fail, files};

/// A repository with the bundled specification, committed.
fn desk() -> Result<tempfile::TempDir, Failed> {
    let desk = tempfile::tempdir()?;
    files::copy(&root().join("spec"), &desk.path().join("spec"))?;
    let identity = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
    for args in [&["init", "--quiet"][..], &["add", "."], &["commit", "--quiet", "--message", "x"]] {
        let git = Command::new("git").args(identity).args(args).current_dir(desk.path()).output()?;
        if !git.status.success() {
            return fail(format!("git {args:?}: {}", String::from_utf8_lossy(&git.stderr)));
        }
    }
    Ok(desk)
}

/// Runs the program under a limit that the shell sets.
fn limited(directory: &Path, limit: &str, args: &[&str]) -> Result<Output, Failed> {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit {limit}; exec \"$@\""), "sh"]).arg(cli::binary()).args(args);
    Ok(command.current_dir(directory).env("NO_COLOR", "1").env_remove("RUST_BACKTRACE").output()?)
}

const COMMANDS: &[&[&str]] =
    &[&["check"], &["generate"], &["fmt", "--check"], &["diff", "--base", "HEAD"], &["check", "--against", "HEAD"]];

/// From too little for anything to enough for all, through where threads cannot start.
#[test]
fn little_memory_is_no_crash() -> Verdict {
    let desk = desk()?;
    let mut codes = Vec::new();
    for kilobytes in [43_000, 47_000, 60_000, 90_000, 150_000, 400_000] {
        for args in COMMANDS {
            let (code, _, error) = cli::answer(&limited(desk.path(), &format!("-v {kilobytes}"), args)?);
            if ![0, 3].contains(&code) || error.contains("panicked") {
                return fail(format!("{args:?} with {kilobytes} kB exits {code}:\n{error}"));
            }
            if code == 3 && !["memory", "git"].iter().any(|lack| error.contains(lack)) {
                return fail(format!("{args:?} with {kilobytes} kB does not say what it lacks:\n{error}"));
            }
            codes.push(code);
        }
    }
    if codes.contains(&0) && codes.contains(&3) { Ok(()) } else { fail(format!("{codes:?}: no limit was met")) }
}

/// A file that may not grow is as one on a full disk: nothing of the old output is lost, and nothing else is left.
#[test]
fn a_file_that_is_too_large_leaves_nothing_behind() -> Verdict {
    let desk = desk()?;
    let generated = desk.path().join("generated");
    let (code, out, error) = cli::answer(&limited(desk.path(), "-f 8", &["generate"])?);
    if code != 3 {
        return fail(format!("exit {code}: {out}{error}"));
    }
    contains(&error, &["error: cannot write generated/", "File too large"])?;
    let left = files(&generated)?;
    if !left.is_empty() {
        return fail(format!("left behind: {left:?}"));
    }
    // Nor is it an end without a word where the report itself does not fit.
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -f 0; exec \"$0\" explain > report"]).arg(cli::binary());
    let (code, _, error) = cli::answer(&command.current_dir(desk.path()).output()?);
    contains(&error, &["error: cannot write to standard output: File too large"])?;
    if code == 3 { Ok(()) } else { fail(format!("exit {code}")) }
}

/// The paths of all files below a directory.
fn files(directory: &Path) -> Result<Vec<String>, Failed> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path.display().to_string()) }
    }
    Ok(found)
}
