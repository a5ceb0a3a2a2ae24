//! The steps by which the disk is changed: each leaves a file old or new, and none leaves the output directory.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use eventspec_catalog::visible;
use eventspec_emit::Target;

use super::destination::real;
use crate::Failure;
use crate::signals::Writing;
use crate::terminal::errln;

/// Ending of files that are being written.
pub(super) const TEMPORARY: &str = ".eventspec-tmp";

/// Refuses an output directory that is a file.
pub(super) fn no_file(out: &Path) -> Result<(), Failure> {
    if out.exists() && !out.is_dir() {
        let message = "is a file, not a directory\nhelp: choose another directory with --out";
        return Err(Failure::Io(format!("{} {message}", out.display())));
    }
    Ok(())
}

/// Makes the output directory, so that there is one to lock: of two first runs at once, one waits for the other.
pub(crate) fn create(out: &Path) -> Result<(), Failure> {
    no_file(out)?;
    if out.is_dir() { Ok(()) } else { fs::create_dir_all(out).map_err(|error| cannot("create", out, &error)) }
}

/// Has the directory to itself until it is dropped, so that two runs at once are one after the other. The directory is locked
/// and not a file in it, so nothing is left behind; where directories cannot be locked, runs are on their own.
pub(super) fn lock(directory: &Path) -> Option<File> {
    let file = File::open(directory).ok()?;
    if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
        errln!("note: waiting for another run to finish writing to {}", directory.display());
        file.lock().ok()?;
    }
    Some(file)
}

/// Refuses a specification that is in the folder of a target: it would be treated as foreign files.
pub(crate) fn refuse_overlap(out: &Path, spec: &Path, targets: &[Target]) -> Result<(), Failure> {
    let (real_out, real_spec) = (real(out), real(spec));
    if targets.iter().any(|target| real_spec.starts_with(real_out.join(target.name()))) {
        let message = format!("{} and the specification {} overlap", out.display(), spec.display());
        return Err(Failure::Io(format!("{message}\nhelp: choose another directory with --out")));
    }
    Ok(())
}

/// What is at a path.
pub(crate) enum Found {
    /// Nothing.
    Nothing,
    /// A file with this content.
    File(Vec<u8>),
    /// A symbolic link, which is not followed: what it leads to may be anybody's.
    Link(PathBuf),
}

/// Looks at a path, and not through it.
pub(crate) fn look(path: &Path) -> Result<Found, Failure> {
    let kind = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata.file_type(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(cannot("read", path, &error)),
    };
    if kind.is_symlink() {
        return fs::read_link(path).map(Found::Link).map_err(|error| cannot("read", path, &error));
    }
    if !kind.is_file() {
        let message =
            "is not a file, but the output needs a file there\nhelp: move it away, or choose another directory";
        return Err(Failure::Io(format!("{} {message}", path.display())));
    }
    fs::read(path).map(Found::File).map_err(|error| cannot("read", path, &error))
}

/// Refuses a path whose folders lead out of the directory.
pub(crate) fn resolve_below(directory: &Path, path: &str, known: &mut BTreeSet<PathBuf>) -> Result<PathBuf, Failure> {
    let path = directory.join(path);
    for folder in path.ancestors().skip(1).take_while(|folder| *folder != directory) {
        if known.contains(folder) {
            break;
        }
        match fs::symlink_metadata(folder) {
            Ok(metadata) if !metadata.is_dir() => {
                let what = if metadata.is_symlink() { "a symbolic link" } else { "a file" };
                let message = format!("{} is {what}, but the output needs a directory there", folder.display());
                return Err(Failure::Io(format!("{message}\nhelp: move it away, or choose another directory")));
            }
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(cannot("read", folder, &error)),
        }
        known.insert(folder.to_owned());
    }
    Ok(path)
}

/// Where a file is written before it takes its place.
pub(super) fn temporary(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(TEMPORARY);
    path.with_file_name(name)
}

/// Writes and syncs a file beside its target. A leftover of a stopped run is removed first, so that no link is followed.
pub(super) fn stage(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let temporary = temporary(path);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| cannot("create", parent, &error))?;
    }
    let create = || OpenOptions::new().write(true).create_new(true).open(&temporary);
    let write = || {
        let mut file = match create() {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                fs::remove_file(&temporary)?;
                create()
            }
            created => created,
        }?;
        file.write_all(content)?;
        file.sync_all()
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&temporary);
        cannot("write", path, &error)
    })
}

/// Moves a staged file to its target, in one step.
pub(super) fn publish(path: &Path) -> Result<(), Failure> {
    fs::rename(temporary(path), path).map_err(|error| cannot("replace", path, &error))
}

/// Replaces a file in one step.
pub(crate) fn replace(path: &Path, content: impl AsRef<[u8]>) -> Result<(), Failure> {
    let _writing = Writing::begin();
    stage(path, content.as_ref())?;
    publish(path).inspect_err(|_| {
        let _ = fs::remove_file(temporary(path));
    })
}

/// Replaces a file of the specification in one step. It was read, through a link if it is one, so what is replaced is what was read.
pub(crate) fn replace_source(path: &Path, content: impl AsRef<[u8]>) -> Result<(), Failure> {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    replace(&real, content)
}

/// Removes a file, if it is there.
pub(super) fn remove(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(cannot("remove", path, &error)),
        _ => Ok(()),
    }
}

/// Makes renames and removals in a folder last beyond a loss of power. A file system that cannot is not asked twice.
pub(super) fn fsync_dir(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

pub(crate) fn cannot(what: &str, path: &Path, error: &std::io::Error) -> Failure {
    Failure::Io(format!("cannot {what} {}: {error}", visible(&path.display().to_string())))
}
