//! `SHA256SUMS`: which files of a folder are packages, as `pack` wrote them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};

use crate::Failure;
use crate::output::{self, Found};

/// What `sha256sum --check` reads.
pub(super) const SUMS: &str = "SHA256SUMS";
/// What was packed, for programs.
pub(super) const MANIFEST: &str = "manifest.json";

/// Hashes by path; more than one of a path while files are replaced.
#[derive(Default)]
pub(super) struct Sums(BTreeMap<String, BTreeSet<String>>);

impl Sums {
    pub(super) fn of<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Self {
        Self(files.map(|(path, bytes)| (path.to_owned(), BTreeSet::from([output::hash(bytes)]))).collect())
    }

    /// Whether a file is as it was written.
    pub(super) fn has(&self, path: &str, bytes: &[u8]) -> bool {
        self.0.get(path).is_some_and(|hashes| hashes.contains(&output::hash(bytes)))
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Those of either.
    pub(super) fn and(&self, other: &Self) -> Self {
        let mut all = Self(self.0.clone());
        for (path, hashes) in &other.0 {
            all.0.entry(path.clone()).or_default().extend(hashes.iter().cloned());
        }
        all
    }

    pub(super) fn text(&self) -> String {
        let lines = self.0.iter().flat_map(|(path, hashes)| hashes.iter().map(move |hash| format!("{hash}  {path}\n")));
        lines.collect()
    }

    /// Of the text of a file, if it can be one of ours: each line has a hash and a path, and one is the manifest.
    fn parse(text: &str) -> Option<Self> {
        let mut sums = Self::default();
        for line in text.lines() {
            let (hash, path) = line.split_once("  ")?;
            let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            // What leads out of the folder is not ours.
            if is_hash && Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
                sums.0.entry(path.to_owned()).or_default().insert(hash.to_owned());
            }
        }
        sums.0.contains_key(MANIFEST).then_some(sums)
    }
}

/// What an earlier run wrote into a folder.
///
/// # Errors
/// Refuses a file in its place that is somebody else's.
pub(super) fn of_earlier_run(folder: &Path) -> Result<Sums, Failure> {
    let path = folder.join(SUMS);
    match output::look(&path)? {
        Found::Nothing => Ok(Sums::default()),
        Found::File(text) => Sums::parse(&String::from_utf8_lossy(&text)).ok_or_else(|| foreign(&path)),
        Found::Link(_) => Err(foreign(&path)),
    }
}

/// Refuses to overwrite a file.
pub(super) fn foreign(path: &Path) -> Failure {
    let message = "was not written by `pack`, or was changed since; nothing was written";
    let help = "move it away, or choose another directory with --to";
    Failure::Io(format!("{} {message}\nhelp: {help}", path.display()))
}
