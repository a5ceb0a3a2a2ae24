//! `.eventspec/unchanged`: the state of everything when a run had nothing to do, so that the next run recognises it quickly.
//!
//! It holds a hash of the specification's texts, of the targets, of the program itself, and of the metadata of every output file:
//! size, inode, times. While all of that is the same, so is the output, and nothing has to be resolved, emitted or read. Only a run
//! with nothing to do writes a stamp, of the state before it compared files, so that the next run notices edits made meanwhile.
//! `--check` and `--force` ignore the stamp. Without it, or if it cannot be written, a run takes longer and does the same.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use eventspec_catalog::Sources;
use eventspec_emit::Target;
use sha2::{Digest, Sha256};

use super::disk::{self, Found};
use super::manifest::{self, MANIFEST};
use super::parallel;
use super::{FOREIGN, Plan};

/// A folder that git leaves alone, since it tells it to.
const FOLDER: &str = ".eventspec";
const NAME: &str = "unchanged";
/// A file that was changed so recently could be changed once more within a tick of its file system's clock; of those in use, the
/// coarsest ticks every two seconds.
const SETTLED: u64 = 2;

/// What tells whether the specification or the output was touched.
pub(crate) struct Stamp {
    folder: PathBuf,
    hash: String,
    /// Whether every file has been as it is for a while.
    is_settled: bool,
}

impl Stamp {
    /// Looks at everything. `None` where something is not as a run leaves it, or the file system does not tell enough.
    pub(crate) fn scan(out: &Path, targets: &[Target], sources: &Sources) -> Option<Self> {
        if sources.has_unreadable_files() {
            return None;
        }
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs();
        let mut all = Scan::default();
        for (path, text) in sources.iter() {
            all.feed(path.as_bytes());
            all.feed(text.as_bytes());
        }
        all.file(&program()?)?;
        all.file(&fs::symlink_metadata(out.join(MANIFEST)).ok()?)?;
        // To ask the file system is what takes the time.
        let scans = parallel::map(targets, targets.len(), |target| Scan::of(&out.join(target.name())));
        for (target, scan) in targets.iter().zip(scans) {
            let scan = scan?;
            all.feed(target.name().as_bytes());
            all.feed(&scan.hasher.finalize());
            all.latest = all.latest.max(scan.latest);
        }
        let is_settled = all.latest.saturating_add(SETTLED) < now;
        Some(Self { folder: out.join(FOLDER), hash: manifest::hexadecimal(&all.hasher.finalize()), is_settled })
    }

    /// The number of unchanged files, if nothing was touched since the stamp was written.
    pub(crate) fn still_valid(&self) -> Option<usize> {
        let Found::File(text) = self.stored()? else { return None };
        let (hash, unchanged) = str::from_utf8(&text).ok()?.trim_end().split_once(' ')?;
        if hash == self.hash { unchanged.parse().ok() } else { None }
    }

    /// Writes the stamp if there was nothing to do. Failing to write it is harmless: the next run takes longer.
    pub(crate) fn write(&self, plan: &Plan) {
        if !self.is_settled || !plan.changes.is_empty() || self.stored().is_none() {
            return;
        }
        let _ = disk::replace(&self.folder.join(".gitignore"), "*\n");
        let _ = disk::replace(&self.folder.join(NAME), format!("{} {}\n", self.hash, plan.unchanged));
    }

    /// What is in the place of the stamp, unless the folder is foreign.
    fn stored(&self) -> Option<Found> {
        if fs::symlink_metadata(&self.folder).is_ok_and(|found| !found.is_dir()) {
            return None;
        }
        disk::look(&self.folder.join(NAME)).ok()
    }
}

#[derive(Default)]
struct Scan {
    hasher: Sha256,
    /// When the last file was changed, in seconds since 1970.
    latest: u64,
}

impl Scan {
    /// A scan of a folder.
    fn of(folder: &Path) -> Option<Self> {
        let mut scan = Self::default();
        scan.below(folder)?;
        Some(scan)
    }

    fn feed(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes.len().to_le_bytes());
        self.hasher.update(bytes);
    }

    /// Everything below a folder, in the order of names.
    fn below(&mut self, folder: &Path) -> Option<()> {
        let mut entries = fs::read_dir(folder).ok()?.collect::<io::Result<Vec<_>>>().ok()?;
        entries.sort_by_cached_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            let name = name.to_str()?;
            self.feed(name.as_bytes());
            if !entry.file_type().ok()?.is_dir() {
                self.file(&entry.metadata().ok()?)?;
            } else if !FOREIGN.contains(&name) {
                self.below(&entry.path())?;
                self.feed(b"/");
            }
        }
        Some(())
    }

    /// What tells that a file was not touched. The time of its last change cannot be set, unlike that of its last modification.
    #[cfg(unix)]
    fn file(&mut self, metadata: &Metadata) -> Option<()> {
        use std::os::unix::fs::MetadataExt as _;

        self.hasher.update(metadata.len().to_le_bytes());
        self.hasher.update(metadata.ino().to_le_bytes());
        let times = [metadata.mtime(), metadata.mtime_nsec(), metadata.ctime(), metadata.ctime_nsec()];
        times.iter().for_each(|time| self.hasher.update(time.to_le_bytes()));
        self.latest = self.latest.max(metadata.ctime().try_into().ok()?);
        metadata.is_file().then_some(())
    }

    #[cfg(not(unix))]
    fn file(&mut self, _: &Metadata) -> Option<()> {
        None
    }
}

/// The program that is running, even if another one has taken its place since it started.
fn program() -> Option<Metadata> {
    fs::metadata("/proc/self/exe").or_else(|_| fs::metadata(std::env::current_exe()?)).ok()
}
