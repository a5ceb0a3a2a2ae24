//! A specification directory in, its texts out. The one place of the generator half that reads from the disk.

use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::layout::is_copied;
use crate::limits;
use crate::sources::{Sources, Unreadable};

/// Why a directory could not be read; says which path and, where there is one, the remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError(String);

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LoadError {}

/// How deep nested folders are searched; a specification has three levels.
const DEPTH: usize = 8;

impl Sources {
    /// Reads every `.toml` and `.json` file below a directory, sample requests (`.http`), its licence files and its changelog; names
    /// that begin with a dot are skipped.
    ///
    /// A link is followed if it leads to somewhere in the directory. A file that cannot be read as one of a specification (one that
    /// is not a regular file, not UTF-8, too large, or behind a link that leads out) is a finding of [`resolve`](crate::resolve).
    ///
    /// # Errors
    /// Fails if there is no such directory, or the system does not let it be read.
    pub fn load(directory: &Path) -> Result<Self, LoadError> {
        Self::load_with(directory, Load::default())
    }

    /// Reads a specification, or a part of it.
    ///
    /// # Errors
    /// Fails if there is no such directory, or the system does not let it be read.
    pub fn load_with(directory: &Path, options: Load<'_>) -> Result<Self, LoadError> {
        if !directory.is_dir() {
            return Err(LoadError(format!("the directory {} does not exist", directory.display())));
        }
        let root = directory.canonicalize().map_err(|error| cannot(directory, error))?;
        let mut loader = Loader { root, options, sources: Self::default(), files: 0 };
        loader.read_below(directory, "")?;
        Ok(loader.sources)
    }
}

/// What is read of a specification.
#[derive(Clone, Copy, Debug, Default)]
pub struct Load<'a> {
    /// Whether samples are left out, for [`resolve_without_samples`](crate::resolve_without_samples).
    pub without_samples: bool,
    /// Links that are followed out of the directory, by their paths below it, with `/`.
    pub follow: &'a [String],
}

fn cannot(path: &Path, why: impl fmt::Display) -> LoadError {
    LoadError(format!("cannot read {}: {why}", path.display()))
}

/// Whether a file is part of a specification, or would be one in another place.
fn is_ours(path: &str) -> bool {
    let ending = Path::new(path).extension();
    // Editors keep requests of their own, anywhere else.
    let is_request = path.starts_with("samples/") && ending == Some(OsStr::new("http"));
    is_copied(path) || is_request || [Some(OsStr::new("toml")), Some(OsStr::new("json"))].contains(&ending)
}

struct Loader<'a> {
    /// Without links in it.
    root: PathBuf,
    options: Load<'a>,
    sources: Sources,
    files: usize,
}

impl Loader<'_> {
    fn read_below(&mut self, directory: &Path, prefix: &str) -> Result<(), LoadError> {
        for entry in fs::read_dir(directory).map_err(|error| cannot(directory, error))? {
            let entry = entry.map_err(|error| cannot(directory, error))?;
            let (path, name) = (entry.path(), entry.file_name());
            let name = name.to_str().ok_or_else(|| cannot(&path, "its name is not UTF-8; rename it"))?;
            let is_left_out = prefix.is_empty() && name == "samples" && self.options.without_samples;
            if !name.starts_with('.') && !is_left_out {
                let kind = entry.file_type().map_err(|error| cannot(&path, error))?;
                self.read_entry(&path, format!("{prefix}{name}"), kind.is_symlink())?;
            }
        }
        Ok(())
    }

    /// `below` is the path below the root.
    fn read_entry(&mut self, path: &Path, below: String, is_link: bool) -> Result<(), LoadError> {
        // What a link leads to is not looked at before it is known where it leads.
        let refusal = if is_link { self.refused_link(path, &below) } else { None };
        if refusal.is_none() && path.is_dir() {
            return if below.matches('/').count() < DEPTH {
                self.read_below(path, &format!("{below}/"))
            } else {
                Ok(())
            };
        }
        if refusal.is_some() || is_ours(&below) {
            self.files += 1;
            if self.files > limits::FILES {
                return Err(cannot(&self.root, format!("more than {} files", limits::FILES)));
            }
            match refusal {
                Some(why) => self.sources.insert_unreadable(below, why),
                None => self.read_file(path, below)?,
            }
        }
        Ok(())
    }

    fn refused_link(&self, path: &Path, below: &str) -> Option<Unreadable> {
        match path.canonicalize() {
            Err(_) => Some(Unreadable::LinkNowhere),
            Ok(target) if target.starts_with(&self.root) || self.options.follow.iter().any(|link| link == below) => {
                None
            }
            Ok(_) => Some(Unreadable::LinkOut),
        }
    }

    fn read_file(&mut self, path: &Path, below: String) -> Result<(), LoadError> {
        let why = match read_regular_file(path, limits::FILE_BYTES).map_err(|error| cannot(path, error))? {
            Contents::Text(text) => {
                self.sources.insert(below, text);
                return Ok(());
            }
            Contents::NotRegular => Unreadable::NotRegular,
            Contents::TooLarge => Unreadable::TooLarge,
            Contents::NotUtf8(start) => Unreadable::NotUtf8 { start },
        };
        self.sources.insert_unreadable(below, why);
        Ok(())
    }
}

/// What is in the place of a file.
#[doc(hidden)]
pub enum Contents {
    /// The text of a regular file.
    Text(String),
    /// Something whose reading may never end, or a directory.
    NotRegular,
    /// More than the limit.
    TooLarge,
    /// The text before the first byte that is not part of one.
    NotUtf8(String),
}

/// Reads a regular file of at most so many bytes; nothing else is opened, since that alone could wait forever.
///
/// # Errors
/// Fails where the system does not let it be read.
#[doc(hidden)]
pub fn read_regular_file(path: &Path, limit: usize) -> io::Result<Contents> {
    if !fs::metadata(path)?.is_file() {
        return Ok(Contents::NotRegular);
    }
    let file = File::open(path)?;
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX).min(limit);
    // One more than there is: the end is seen without room having to be made for it.
    let mut bytes = Vec::with_capacity(length + 1);
    file.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Ok(Contents::TooLarge);
    }
    Ok(String::from_utf8(bytes).map_or_else(
        |error| {
            let start = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            Contents::NotUtf8(String::from_utf8_lossy(bytes.get(..start).unwrap_or_default()).into_owned())
        },
        Contents::Text,
    ))
}
