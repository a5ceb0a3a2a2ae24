//! Files in memory in, the same files on disk out; nothing is lost on the way.
//!
//! The manifest holds the hash of every file as it was last written. A file that differs from it was edited by hand
//! and is not overwritten; a file that is in it and no longer emitted is an orphan and is removed; a file that is
//! not in it is a foreign file and is left alone. Everything is written beside its target and synced before the
//! first rename, so a full disk leaves the old output whole. Nothing is read or written through a symbolic link in the
//! output. While files are replaced the manifest on disk has the old and the new hash of each, so an interrupted run is
//! recognised and finished by the next.

pub(crate) mod destination;
mod differences;
mod disk;
mod file_status;
mod manifest;
pub(crate) mod parallel;
mod stamp;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use eventspec_emit::{Files, Target};

use self::manifest::{Hashes, MANIFEST};
use crate::Failure;
use crate::signals::Writing;

pub(crate) use self::differences::{Differences, unified_diff};
pub(crate) use self::disk::{Found, cannot, create, look, refuse_overlap, replace, replace_source, resolve_below};
pub(crate) use self::file_status::FileStatus;
pub(crate) use self::manifest::hash;
pub(crate) use self::stamp::Stamp;

/// Folders of other tools inside the output, which are not searched.
const FOREIGN: [&str; 2] = ["target", "node_modules"];

/// Up to this many files are quickly written one after the other.
const FEW: usize = 32;
/// How many files are open at a time; POSIX guarantees a process sixteen.
const WRITERS: usize = 8;

/// The changes that bring the output up to date.
#[derive(Debug)]
pub(crate) struct Plan {
    out: PathBuf,
    /// Keeps other runs out until the plan is done with.
    _lock: Option<File>,
    manifest: Hashes,
    /// Paths of the manifest that stay or come.
    kept: BTreeMap<String, String>,
    /// Folders that are known to be in the output.
    folders: BTreeSet<PathBuf>,
    pub(crate) changes: Vec<FileStatus>,
    pub(crate) unchanged: usize,
}

impl Plan {
    /// Compares the output directory with what was emitted for some targets; other targets' files are not looked at.
    pub(crate) fn new(out: &Path, targets: &[Target], emitted: Vec<Files>) -> Result<Self, Failure> {
        disk::no_file(out)?;
        let lock = disk::lock(out);
        let is_ours = |path: &str| targets.iter().any(|target| path.split('/').next() == Some(target.name()));
        let mut plan = Self {
            out: out.to_owned(),
            _lock: lock,
            manifest: manifest::read(out)?,
            kept: BTreeMap::new(),
            folders: BTreeSet::new(),
            changes: Vec::new(),
            unchanged: 0,
        };
        for (path, new) in emitted.into_iter().flat_map(Files::into_files) {
            plan.compare(path, new)?;
        }
        for path in plan.manifest.keys().filter(|path| !plan.kept.contains_key(*path)).cloned().collect::<Vec<_>>() {
            if is_ours(&path) {
                plan.orphan(path)?;
            } else if let Some(hash) = plan.manifest.get(&path).and_then(|hashes| hashes.first()) {
                plan.kept.insert(path, hash.clone());
            }
        }
        for target in targets {
            plan.strays(&out.join(target.name()), target.name())?;
        }
        let leftover = format!("{MANIFEST}{}", disk::TEMPORARY);
        if fs::symlink_metadata(out.join(&leftover)).is_ok() {
            plan.changes.push(FileStatus::Leftover { path: leftover });
        }
        // Where files differ, the manifest does, too.
        if plan.changes.iter().all(|change| matches!(change, FileStatus::Stray { .. })) && !plan.is_unfinished() {
            plan.manifest_status()?;
        }
        Ok(plan)
    }

    /// Whether the manifest says what is there: without it, the next run could not tell what was edited.
    fn manifest_status(&mut self) -> Result<(), Failure> {
        let (path, new) = (MANIFEST.to_owned(), manifest::text(self.kept.iter()));
        match disk::look(&self.out.join(MANIFEST))? {
            Found::File(old) if old == new.as_bytes() => {}
            Found::Nothing if self.kept.is_empty() => {}
            Found::Nothing | Found::Link(_) => self.changes.push(FileStatus::Manifest { path, old: None, new }),
            Found::File(old) => {
                let old = Some(String::from_utf8_lossy(&old).into_owned());
                self.changes.push(FileStatus::Manifest { path, old, new });
            }
        }
        Ok(())
    }

    /// Whether a run was stopped while it replaced files, so that some may be old and some new.
    pub(crate) fn is_unfinished(&self) -> bool {
        self.manifest.values().any(|hashes| hashes.len() > 1)
    }

    fn compare(&mut self, path: String, new: String) -> Result<(), Failure> {
        self.kept.insert(path.clone(), hash(&new));
        let found = self.look(&path)?;
        if matches!(&found, Found::File(old) if old == new.as_bytes()) {
            self.unchanged += 1;
            return Ok(());
        }
        let is_known = self.knows(&path, &found);
        self.changes.push(match found {
            Found::Nothing => FileStatus::Missing { path, new },
            Found::Link(to) => FileStatus::Edited { path, old: format!("symbolic link to {}\n", to.display()), new },
            Found::File(old) => {
                let old = String::from_utf8_lossy(&old).into_owned();
                if is_known { FileStatus::Stale { path, old, new } } else { FileStatus::Edited { path, old, new } }
            }
        });
        Ok(())
    }

    fn orphan(&mut self, path: String) -> Result<(), Failure> {
        let found = self.look(&path)?;
        if self.knows(&path, &found) {
            self.changes.push(FileStatus::Orphan { path });
        } else if !matches!(found, Found::Nothing) {
            self.changes.push(FileStatus::EditedOrphan { path });
        }
        Ok(())
    }

    fn strays(&mut self, directory: &Path, prefix: &str) -> Result<(), Failure> {
        let entries = match fs::read_dir(directory) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(cannot("read", directory, &error)),
        };
        let mut names: Vec<_> = entries.filter_map(Result::ok).collect();
        names.sort_by_key(fs::DirEntry::file_name);
        for entry in names {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}/{name}");
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                if !FOREIGN.contains(&name.as_str()) {
                    self.strays(&entry.path(), &path)?;
                }
            } else if name.ends_with(disk::TEMPORARY) {
                self.changes.push(FileStatus::Leftover { path });
            } else if !self.kept.contains_key(&path) && !self.manifest.contains_key(&path) && name != "Cargo.lock" {
                self.changes.push(FileStatus::Stray { path });
            }
        }
        Ok(())
    }

    fn look(&mut self, path: &str) -> Result<Found, Failure> {
        disk::look(&disk::resolve_below(&self.out, path, &mut self.folders)?)
    }

    /// Whether a file is as an earlier run left it.
    fn knows(&self, path: &str, found: &Found) -> bool {
        let Found::File(content) = found else { return false };
        self.manifest.get(path).is_some_and(|hashes| hashes.contains(&hash(content)))
    }

    /// Brings the output up to date, and returns a summary.
    pub(crate) fn apply(&self) -> Result<String, Failure> {
        for path in self.changes.iter().filter_map(left_over) {
            disk::remove(&self.out.join(path))?;
        }
        let writes: Vec<(&str, &str)> = self.changes.iter().filter_map(written).collect();
        let removals: Vec<&str> = self.changes.iter().filter_map(removed).collect();
        let last = manifest::text(self.kept.iter());
        let manifest = self.out.join(MANIFEST);
        let is_last = || matches!(disk::look(&manifest), Ok(Found::File(text)) if text == last.as_bytes());
        if writes.is_empty() && removals.is_empty() && is_last() {
            return Ok(unchanged(self.unchanged));
        }
        let _writing = Writing::begin();
        self.stage(&writes)?;
        let both = manifest::text(self.both().iter().map(|(path, hash)| (path, hash)));
        self.replace(&manifest, &both).inspect_err(|_| self.unstage(&writes))?;
        for (path, _) in &writes {
            disk::publish(&self.out.join(path))?;
        }
        for path in &removals {
            self.remove(path)?;
        }
        let changed = writes.iter().map(|(path, _)| *path).chain(removals.iter().copied());
        let folders: BTreeSet<PathBuf> =
            changed.filter_map(|path| Some(self.out.join(path).parent()?.to_owned())).collect();
        folders.iter().for_each(|folder| disk::fsync_dir(folder));
        self.replace(&manifest, &last)?;
        let counts = format!("{} written, {} removed, {} unchanged", writes.len(), removals.len(), self.unchanged);
        Ok(format!("{counts} below {}", self.out.display()))
    }

    /// Replaces the manifest, for good.
    fn replace(&self, manifest: &Path, text: &str) -> Result<(), Failure> {
        disk::replace(manifest, text)?;
        disk::fsync_dir(&self.out);
        Ok(())
    }

    /// The manifest while files are replaced: the old and the new hash of each.
    fn both(&self) -> BTreeSet<(String, String)> {
        let old =
            self.manifest.iter().flat_map(|(path, hashes)| hashes.iter().map(|hash| (path.clone(), hash.clone())));
        old.chain(self.kept.iter().map(|(path, hash)| (path.clone(), hash.clone()))).collect()
    }

    /// Writes every file beside its target; if one cannot be written, none is left. Many are written in parallel, since a disk
    /// syncs several files in the time of one.
    fn stage(&self, writes: &[(&str, &str)]) -> Result<(), Failure> {
        // What comes after a failure is not tried.
        let has_failed = AtomicBool::new(false);
        let writers = writes.len().div_ceil(FEW).min(WRITERS);
        let staged = parallel::map(writes, writers, |(path, text)| {
            if has_failed.load(Ordering::Relaxed) || Writing::is_interrupted() {
                return Ok(());
            }
            let staged = disk::stage(&self.out.join(path), text.as_bytes());
            staged.inspect_err(|_| has_failed.store(true, Ordering::Relaxed))
        });
        let staged = staged.into_iter().collect::<Result<(), Failure>>();
        // From here on it is quicker to finish than to go back.
        let staged = staged.and_then(|()| Writing::uninterrupted());
        staged.inspect_err(|_| self.unstage(writes))
    }

    /// Removes what was staged.
    fn unstage(&self, writes: &[(&str, &str)]) {
        for (path, _) in writes {
            let _ = fs::remove_file(disk::temporary(&self.out.join(path)));
        }
    }

    /// Removes a file and the folders it leaves empty.
    fn remove(&self, path: &str) -> Result<(), Failure> {
        let path = self.out.join(path);
        disk::remove(&path)?;
        for folder in path.ancestors().skip(1).take_while(|folder| *folder != self.out) {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }
}

/// The summary of a run with nothing to do.
pub(crate) fn unchanged(files: usize) -> String {
    format!("{files} files unchanged")
}

fn left_over(change: &FileStatus) -> Option<&str> {
    match change {
        FileStatus::Leftover { path } => Some(path),
        _ => None,
    }
}

fn written(change: &FileStatus) -> Option<(&str, &str)> {
    match change {
        FileStatus::Missing { path, new }
        | FileStatus::Stale { path, new, .. }
        | FileStatus::Edited { path, new, .. } => Some((path, new)),
        _ => None,
    }
}

fn removed(change: &FileStatus) -> Option<&str> {
    match change {
        FileStatus::Orphan { path } | FileStatus::EditedOrphan { path } => Some(path),
        _ => None,
    }
}
