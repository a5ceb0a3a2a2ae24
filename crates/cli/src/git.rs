//! A git revision in, the specification in it out. Nothing is checked out.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, ErrorKind, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use eventspec_catalog::{Sources, limits};

use crate::Failure;
use crate::base::unavailable;

/// Runs git in the directory of the specification; returns its output, or its error message.
fn git(spec: &Path, args: &[&str]) -> Result<Result<String, String>, Failure> {
    let output = Command::new("git").arg("-C").arg(spec).args(args).output();
    let output = output.map_err(|error| cannot_run(&error))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end().to_owned();
    Ok(if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) })
}

fn cannot_run(error: &std::io::Error) -> Failure {
    let install = if error.kind() == ErrorKind::NotFound { "install git, or " } else { "" };
    unavailable(&format!("cannot run `git`: {error}"), &format!("{install}pass a directory with the old specification"))
}

/// Where the present branch left the default branch, and words for it.
pub(crate) fn merge_base(spec: &Path, flag: &str) -> Result<(String, String), Failure> {
    if let Err(message) = git(spec, &["rev-parse", "--git-dir"])? {
        return Err(unavailable(&message, &format!("pass a directory with the old specification: {flag} DIR")));
    }
    let named = git(spec, &["symbolic-ref", "--short", "refs/remotes/origin/HEAD"])?.ok();
    let usual = ["origin/main", "origin/master", "main", "master"].map(str::to_owned);
    for branch in named.into_iter().chain(usual) {
        if git(spec, &["rev-parse", "--verify", "--quiet", &format!("{branch}^{{commit}}")])?.is_err() {
            continue;
        }
        let found = git(spec, &["merge-base", "HEAD", &branch])?.map_err(|_| {
            let what = format!("HEAD and {branch} have no common commit in this clone");
            unavailable(
                &what,
                &format!("fetch the history with `git fetch --unshallow`, or pass a revision with {flag} REV"),
            )
        })?;
        let short = found.get(..10).unwrap_or(&found).to_owned();
        return Ok((found, format!("{short} (where HEAD left {branch})")));
    }
    Err(unavailable(
        "no default branch to compare with: found none of origin/HEAD, main and master",
        &format!("pass a revision or a directory with {flag}, or fetch the branch with `git fetch origin main`"),
    ))
}

/// The files of a specification in a revision; `None` if the revision has none.
pub(crate) fn of_revision(spec: &Path, revision: &str, flag: &str) -> Result<Option<Sources>, Failure> {
    if !spec.is_dir() {
        return Err(Failure::Io(format!("the directory {} does not exist", spec.display())));
    }
    if let Err(message) = git(spec, &["rev-parse", "--git-dir"])? {
        return Err(unavailable(&message, &format!("pass a directory with the old specification: {flag} DIR")));
    }
    let commit = format!("{revision}^{{commit}}");
    // A name that begins with a dash is not a revision.
    let found = git(spec, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
    let Ok(commit) = found else {
        let what = format!("no revision or directory `{revision}`");
        return Err(unavailable(&what, &fetched(revision)));
    };
    let listing = git(spec, &["ls-tree", "-r", "-z", &commit])?
        .map_err(|message| unavailable(&format!("git cannot list {revision}: {message}"), "run `git fsck`"))?;
    let entries: Vec<(&str, &str)> = listing.split('\0').filter_map(entry).collect();
    if entries.is_empty() {
        return Ok(None);
    }
    let texts = contents(spec, &entries)?;
    let mut sources = Sources::default();
    entries.iter().zip(texts).for_each(|((path, _), text)| sources.insert(*path, text));
    Ok(Some(sources))
}

/// How to get a revision that is not here, if its name is one that can be fetched.
fn fetched(revision: &str) -> String {
    let name =
        ["refs/", "remotes/", "origin/"].iter().fold(revision, |name, part| name.strip_prefix(part).unwrap_or(name));
    let is_name =
        name.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c)) && !name.starts_with(['-', '/', '.']);
    let fetch = if is_name { format!("fetch it with `git fetch origin {name}`, or ") } else { String::new() };
    format!("{fetch}pass a directory with the old specification")
}

/// Path and object of a line of `git ls-tree` that is a TOML file of a specification.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (about, path) = line.split_once('\t')?;
    let mut about = about.split(' ');
    let is_file = about.next()?.starts_with("100") && about.next()? == "blob";
    let is_hidden = path.split('/').any(|part| part.starts_with('.'));
    (is_file && !is_hidden && Path::new(path).extension() == Some(OsStr::new("toml"))).then_some((path, about.next()?))
}

/// How many objects are asked for before the answers are read: their names fit into the smallest pipe that there is, so that neither
/// side waits for the other.
const ASKED_AT_ONCE: usize = 48;

/// The texts of objects, from one run of git.
fn contents(spec: &Path, entries: &[(&str, &str)]) -> Result<Vec<String>, Failure> {
    let io = |error: std::io::Error| broken(&error.to_string());
    let mut child = Command::new("git")
        .arg("-C")
        .arg(spec)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| cannot_run(&error))?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let (Some(mut input), Some(output)) = (input, output) else { return Err(broken("no pipe")) };
    let mut output = BufReader::new(output);
    let mut texts = Vec::with_capacity(entries.len());
    for some in entries.chunks(ASKED_AT_ONCE) {
        let asked: String = some.iter().map(|(_, object)| format!("{object}\n")).collect();
        input.write_all(asked.as_bytes()).map_err(io)?;
        for (path, _) in some {
            texts.push(text(path, &mut output)?);
        }
    }
    drop(input);
    child.wait().map_err(io)?;
    Ok(texts)
}

/// The text of the next object that git gives.
fn text(path: &str, output: &mut impl BufRead) -> Result<String, Failure> {
    let io = |error: std::io::Error| broken(&error.to_string());
    let mut head = String::new();
    output.read_line(&mut head).map_err(io)?;
    let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
    let size = size.ok_or_else(|| broken(&format!("{path}: {}", head.trim_end())))?;
    if size > limits::FILE_BYTES {
        return Err(unusable(path, &format!("has more than {} bytes", limits::FILE_BYTES)));
    }
    let mut text = vec![0; size + 1];
    output.read_exact(&mut text).map_err(io)?;
    text.truncate(size);
    String::from_utf8(text).map_err(|_| unusable(path, "is not UTF-8"))
}

/// Refuses a file that git has, and that no specification can have.
fn unusable(path: &str, why: &str) -> Failure {
    unavailable(
        &format!("{path} of the base {why}"),
        "compare with another revision, or with a directory where it is fixed",
    )
}

fn broken(why: &str) -> Failure {
    unavailable(&format!("git cannot read the base: {why}"), "run `git fsck`")
}
