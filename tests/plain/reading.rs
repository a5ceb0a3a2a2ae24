//! What a command reads: regular files of the specification, and nothing behind a link that leads out of it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use eventspec_tests::catalogues::root;
use eventspec_tests::{Failed, Verdict, cli, contains, fail, files};

/// A command that takes longer waits for something that never comes.
const LONGEST: Duration = Duration::from_mins(1);

/// A copy of the bundled specification, and a place beside it.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Result<Self, Failed> {
        let desk = Self(tempfile::tempdir()?);
        files::copy(&root().join("spec"), &desk.spec())?;
        fs::create_dir(desk.spec().join("types"))?;
        fs::write(desk.0.path().join("secret.toml"), "token-of-the-host = 1\n")?;
        Ok(desk)
    }

    fn spec(&self) -> PathBuf {
        self.0.path().join("spec")
    }

    /// What a command says, which has to end with an exit code.
    fn said(&self, args: &[&str], expected: i32) -> Result<String, Failed> {
        let mut command = cli::command(self.0.path(), args);
        let output = ended(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()))?;
        let (code, out, error) = cli::answer(&output);
        if code == expected { Ok(out + &error) } else { fail(format!("exit {code}, not {expected}\n{out}{error}")) }
    }
}

fn ended(command: &mut Command) -> Result<std::process::Output, Failed> {
    let mut child = command.spawn()?;
    let start = Instant::now();
    while child.try_wait()?.is_none() {
        if start.elapsed() > LONGEST {
            child.kill()?;
            return fail(format!("still running after {LONGEST:?}: {command:?}"));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(child.wait_with_output()?)
}

fn fifo(path: &Path) -> Verdict {
    if Command::new("mkfifo").arg(path).status()?.success() { Ok(()) } else { fail("cannot run `mkfifo`") }
}

/// A pipe to which nobody writes would keep whoever opens it waiting.
#[test]
fn only_regular_files_are_read() -> Verdict {
    for place in [
        "catalog.toml",
        "groups/fifo.toml",
        "types/fifo.toml",
        "events/fifo.toml",
        "samples/order_create/fifo.json",
        "LICENSE",
        "CHANGELOG.md",
    ] {
        let desk = Desk::new()?;
        let path = desk.spec().join(place);
        let _ = fs::remove_file(&path);
        fs::create_dir_all(path.parent().ok_or("a folder")?)?;
        fifo(&path)?;
        for args in [&["check"][..], &["generate"], &["fmt"], &["fmt", "--check"], &["sample"], &["new", "event", "x"]]
        {
            // `new` says what is wrong with what it wrote, and nothing of other files.
            let expected = i32::from(args[0] != "new");
            let said = desk.said(args, expected)?;
            if args[0] != "new" {
                contains(&said, &[&format!("`{place}` is not a regular file")])?;
            }
        }
    }
    let desk = Desk::new()?;
    fifo(&desk.0.path().join("approvals.toml"))?;
    let said = desk.said(&["diff", "--base", "spec"], 3)?;
    contains(&said, &["cannot read approvals.toml: it is not a regular file"])?;
    files::copy(&desk.spec(), &desk.0.path().join("old"))?;
    fifo(&desk.0.path().join("old/groups/fifo.toml"))?;
    contains(&desk.said(&["diff", "--base", "old"], 3)?, &["`groups/fifo.toml` is not a regular file"])
}

/// Nothing of what a link leads to is said: the reader of a public log must not see it.
#[test]
fn links_out_of_the_specification_are_refused() -> Verdict {
    let desk = Desk::new()?;
    symlink("../../secret.toml", desk.spec().join("groups/secret.toml"))?;
    symlink("/", desk.spec().join("events/root"))?;
    symlink("nowhere", desk.spec().join("types/lost.toml"))?;
    for args in [&["check"][..], &["check", "--format", "json"], &["generate"], &["fmt"], &["diff", "--base", "spec"]] {
        let said = desk.said(args, 1)?;
        contains(&said, &["`groups/secret.toml` is a link that leads out of the specification"])?;
        contains(&said, &["`events/root` is a link that leads out of the specification"])?;
        contains(&said, &["`types/lost.toml` is a link that leads nowhere"])?;
        if said.contains("token-of-the-host") {
            return fail(format!("what the link leads to was said:\n{said}"));
        }
    }
    Ok(())
}

#[test]
fn links_are_followed_inside_and_where_they_are_named() -> Verdict {
    let desk = Desk::new()?;
    fs::rename(desk.spec().join("groups/order.toml"), desk.0.path().join("shared.toml"))?;
    symlink("../../shared.toml", desk.spec().join("groups/order.toml"))?;
    fs::rename(desk.spec().join("groups/common.toml"), desk.spec().join("groups/.common"))?;
    symlink(".common", desk.spec().join("groups/common.toml"))?;
    let said = desk.said(&["check"], 1)?;
    contains(&said, &["copy what it leads to, or allow the link with `--follow groups/order.toml`"])?;
    desk.said(&["check", "--follow", "groups/order.toml"], 0)?;
    // What was read is what is written, and the link stays.
    let shared = desk.0.path().join("shared.toml");
    fs::write(&shared, fs::read_to_string(&shared)?.replacen("doc = ", "doc   =   ", 1))?;
    desk.said(&["fmt", "--follow", "groups/order.toml"], 0)?;
    let is_link = fs::symlink_metadata(desk.spec().join("groups/order.toml"))?.is_symlink();
    if is_link && !fs::read_to_string(&shared)?.contains("doc   =   ") { Ok(()) } else { fail("fmt replaced the link") }
}

/// One bad byte does not hide what else is wrong, and `fmt` does not write what it could not read.
#[test]
fn a_file_that_is_not_utf_8_is_a_finding_with_a_place() -> Verdict {
    let desk = Desk::new()?;
    let broken = b"doc = \"x\"\n\n[[field]]\nname = \"caf\xe9\"\n";
    fs::write(desk.spec().join("groups/latin.toml"), broken)?;
    fs::write(desk.spec().join("types/empty.toml"), "doc = \"x\"\nvalues = 1\n")?;
    let said = desk.said(&["check"], 1)?;
    contains(&said, &["groups/latin.toml:4:12"])?;
    contains(&said, &["`groups/latin.toml` is not UTF-8: byte 32 cannot be read"])?;
    contains(&said, &["types/empty.toml:2:10"])?;
    desk.said(&["fmt"], 1)?;
    if fs::read(desk.spec().join("groups/latin.toml"))? == broken { Ok(()) } else { fail("fmt has written the file") }
}

#[test]
fn a_file_that_is_too_large_is_a_finding() -> Verdict {
    let desk = Desk::new()?;
    fs::File::create(desk.spec().join("groups/large.toml"))?.set_len(16 * 1024 * 1024 + 1)?;
    contains(&desk.said(&["check"], 1)?, &["`groups/large.toml` has more than 16777216 bytes"])
}
