//! A specification directory in, its texts out. The one place of the generator half that reads from the disk.

use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use crate::catalog::LICENSE_FILES;
use crate::limits;
use crate::sources::Sources;

/// Why a directory could not be read; says which path and, where there is one, the remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError(String);

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LoadError {}

/// How deep nested folders are searched; a specification has two levels.
const DEPTH: usize = 8;

impl Sources {
    /// Reads every `.toml` and `.json` file below a directory, and the texts of its licence; what begins with a dot is
    /// left out.
    pub fn load(directory: &Path) -> Result<Self, LoadError> {
        Self::load_but(directory, &[])
    }

    /// Reads a specification without its samples, for [`resolve_without_samples`](crate::resolve_without_samples).
    pub fn load_without_samples(directory: &Path) -> Result<Self, LoadError> {
        Self::load_but(directory, &["samples"])
    }

    /// Reads all but some folders at the top.
    fn load_but(directory: &Path, left_out: &[&str]) -> Result<Self, LoadError> {
        if !directory.is_dir() {
            return Err(LoadError(format!("the directory {} does not exist", directory.display())));
        }
        let mut sources = Self::default();
        read_below(directory, "", left_out, &mut sources, &mut 0)?;
        Ok(sources)
    }
}

fn cannot(path: &Path, why: impl fmt::Display) -> LoadError {
    LoadError(format!("cannot read {}: {why}", path.display()))
}

/// Whether a file is part of a specification, or would be one in another place.
fn is_ours(path: &str) -> bool {
    let ending = Path::new(path).extension();
    LICENSE_FILES.contains(&path) || [Some(OsStr::new("toml")), Some(OsStr::new("json"))].contains(&ending)
}

fn read_below(
    directory: &Path,
    prefix: &str,
    left_out: &[&str],
    sources: &mut Sources,
    files: &mut usize,
) -> Result<(), LoadError> {
    for entry in fs::read_dir(directory).map_err(|error| cannot(directory, error))? {
        let entry = entry.map_err(|error| cannot(directory, error))?;
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_str().ok_or_else(|| cannot(&path, "its name is not UTF-8; rename it"))?;
        if name.starts_with('.') || left_out.contains(&name) {
            continue;
        }
        let kind = entry.file_type().map_err(|error| cannot(&path, error))?;
        // The specification may be made of links.
        let is_directory = if kind.is_symlink() { path.is_dir() } else { kind.is_dir() };
        if is_directory {
            if prefix.matches('/').count() < DEPTH {
                read_below(&path, &format!("{prefix}{name}/"), &[], sources, files)?;
            }
        } else if is_ours(&format!("{prefix}{name}")) {
            *files += 1;
            if *files > limits::FILES {
                return Err(cannot(directory, format!("more than {} files", limits::FILES)));
            }
            sources.insert(format!("{prefix}{name}"), read(&path).map_err(|error| cannot(&path, error))?);
        }
    }
    Ok(())
}

/// The text of a file, unless it is too long: no more is read than may be there.
fn read(path: &Path) -> io::Result<String> {
    let file = File::open(path)?;
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX).min(limits::FILE_BYTES);
    // One more than there is: the end is seen without room having to be made for it.
    let mut text = String::with_capacity(length + 1);
    file.take(limits::FILE_BYTES as u64 + 1).read_to_string(&mut text)?;
    if text.len() > limits::FILE_BYTES {
        return Err(io::Error::other(format!("more than {} bytes", limits::FILE_BYTES)));
    }
    Ok(text)
}
