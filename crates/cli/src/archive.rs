//! Files in memory in, the bytes of a `.tar.gz` out: the same bytes for the same files, on every machine and on every day. And the
//! specification in such an archive, read in memory: whoever made it, nothing is unpacked, and it takes no more than it may.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use eventspec_catalog::{Sources, limits};
use flate2::read::GzDecoder;
#[cfg(any(feature = "pack", test))]
use flate2::{Compression, GzBuilder};
use tar::{Archive, Entry, EntryType};
#[cfg(any(feature = "pack", test))]
use tar::{Builder, Header};

use crate::Failure;
use crate::base::unavailable;

/// Bytes of what an archive unpacks to.
const BYTES: u64 = 256 * 1024 * 1024;

#[cfg(any(feature = "pack", test))]
/// The time of every entry: the one that cargo gives to the files of a crate.
const TIME: u64 = 1_153_704_088;

#[cfg(any(feature = "pack", test))]
/// Files by their path in an archive.
pub(crate) type Entries = BTreeMap<String, Vec<u8>>;

#[cfg(any(feature = "pack", test))]
/// Packs files in the order of their paths, below one folder.
pub(crate) fn pack(folder: &str, entries: &Entries) -> io::Result<Vec<u8>> {
    // Neither the name of a file, nor its time, nor the system is in the header of the compressed stream.
    let stream = GzBuilder::new().write(Vec::new(), Compression::best());
    let mut builder = Builder::new(stream);
    for (path, bytes) in entries {
        let mut header = Header::new_gnu();
        header.set_entry_type(EntryType::Regular);
        header.set_mode(0o644);
        header.set_mtime(TIME);
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, format!("{folder}/{path}"), bytes.as_slice())?;
    }
    builder.into_inner()?.finish()
}

/// Whether a file is called as an archive, or begins as one does.
pub(crate) fn is_archive(path: &Path) -> bool {
    let name = path.to_string_lossy();
    let mut head = [0; 2];
    [".tar.gz", ".tgz"].iter().any(|ending| name.ends_with(ending))
        || File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == [0x1f, 0x8b]
}

/// The specification in an archive, without its samples, and the folder that it is in.
pub(crate) fn specification(path: &Path) -> Result<(Sources, String), Failure> {
    let file = File::open(path).map_err(|error| Failure::Io(format!("cannot read {}: {error}", path.display())))?;
    let files = unpacked(file, BYTES);
    files.and_then(|files| of_files(&files)).map_err(|why| {
        let what = format!("cannot read the archive {}: {why}", path.display());
        unavailable(&what, "pass the archive of a specification, as `pack` makes it")
    })
}

/// The TOML files of a compressed archive, or what is wrong with it.
fn unpacked(compressed: impl Read, most: u64) -> Result<BTreeMap<String, String>, String> {
    let mut archive = Archive::new(GzDecoder::new(compressed).take(most));
    let files = entries(&mut archive);
    // What goes on after the limit looks cut off before it.
    if archive.into_inner().limit() == 0 { Err(format!("it unpacks to more than {most} bytes")) } else { files }
}

fn entries(archive: &mut Archive<impl Read>) -> Result<BTreeMap<String, String>, String> {
    let cannot = |error: io::Error| format!("it is not a valid `.tar.gz` file: {error}");
    let mut files = BTreeMap::new();
    for (index, entry) in archive.entries().map_err(cannot)?.enumerate() {
        let mut entry = entry.map_err(cannot)?;
        if index >= limits::FILES {
            return Err(format!("it has more than {} files", limits::FILES));
        }
        let path = path_of(&entry)?;
        match entry.header().entry_type() {
            EntryType::Directory | EntryType::XGlobalHeader => continue,
            EntryType::Regular => {}
            _ => return Err(format!("`{path}` is not a regular file")),
        }
        let is_hidden = path.split('/').any(|part| part.starts_with('.'));
        if Path::new(&path).extension() != Some(OsStr::new("toml")) || is_hidden {
            continue;
        }
        let text = text_of(&mut entry, &path)?;
        if files.insert(path.clone(), text).is_some() {
            return Err(format!("it has `{path}` twice"));
        }
    }
    Ok(files)
}

/// The path of an entry, which leads to nowhere outside of the archive.
fn path_of(entry: &Entry<'_, impl Read>) -> Result<String, String> {
    let bytes = entry.path_bytes();
    let path = String::from_utf8_lossy(&bytes).into_owned();
    let path = path.strip_prefix("./").unwrap_or(&path);
    let shown = || path.chars().flat_map(char::escape_default).collect::<String>();
    if path.starts_with('/') || path.split('/').any(|part| part == "..") {
        return Err(format!("the path `{}` leads out of the archive", shown()));
    }
    // On some systems it may lead out.
    match path.chars().find(|c| ['\\', ':', '\0'].contains(c)) {
        Some(c) => Err(format!("the path `{}` has the character `{}` in it", shown(), c.escape_default())),
        None => Ok(path.to_owned()),
    }
}

fn text_of(entry: &mut Entry<'_, impl Read>, path: &str) -> Result<String, String> {
    let most = limits::FILE_BYTES as u64;
    if entry.size() > most {
        return Err(format!("`{path}` has more than {most} bytes"));
    }
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes).map_err(|error| format!("`{path}`: {error}"))?;
    String::from_utf8(bytes).map_err(|_| format!("`{path}` is not UTF-8"))
}

/// The files below the folder with a `catalog.toml` that is nearest to the top, and that folder.
fn of_files(files: &BTreeMap<String, String>) -> Result<(Sources, String), String> {
    let folders = files.keys().filter_map(|path| path.strip_suffix("catalog.toml"));
    let folders = folders.filter(|folder| folder.is_empty() || folder.ends_with('/'));
    let depth = |folder: &&str| folder.matches('/').count();
    let Some(folder) = folders.clone().min_by_key(depth) else { return Err("it has no `catalog.toml`".to_owned()) };
    if let Some(other) = folders.filter(|other| depth(other) == depth(&folder)).find(|other| *other != folder) {
        return Err(format!("it has two specifications, `{folder}catalog.toml` and `{other}catalog.toml`"));
    }
    let mut sources = Sources::default();
    let below = files.iter().filter_map(|(path, text)| Some((path.strip_prefix(folder)?, text)));
    below.for_each(|(path, text)| sources.insert(path, text.as_str()));
    Ok((sources, folder.trim_end_matches('/').to_owned()))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    /// The files of an archive, without the folder that they are all in.
    fn unpack(bytes: &[u8]) -> io::Result<Entries> {
        let mut entries = Entries::new();
        for entry in Archive::new(GzDecoder::new(bytes)).entries()? {
            let mut entry = entry?;
            let path: PathBuf = entry.path()?.components().skip(1).collect();
            let path = path.to_string_lossy().replace('\\', "/");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            entries.insert(path, bytes);
        }
        Ok(entries)
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        let long = format!("{}x.txt", "long/".repeat(40));
        let entries: Entries = [("b.txt", "b"), ("a/é.txt", ""), (long.as_str(), "x")]
            .map(|(path, text)| (path.into(), text.into()))
            .into();
        assert_eq!(unpack(&pack("p-1.0.0", &entries).unwrap()).unwrap(), entries);
    }

    /// An archive with one entry, whose header may say anything.
    fn archive(path: &[u8], kind: EntryType, bytes: &[u8]) -> Vec<u8> {
        let mut header = Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(bytes.len() as u64);
        header.as_old_mut().name[..path.len()].copy_from_slice(path);
        header.set_cksum();
        let mut builder = Builder::new(GzBuilder::new().write(Vec::new(), Compression::best()));
        builder.append(&header, bytes).unwrap();
        builder.into_inner().unwrap().finish().unwrap()
    }

    #[test]
    fn only_regular_files_inside_are_read() {
        let read = |path: &[u8], kind| unpacked(archive(path, kind, b"").as_slice(), BYTES);
        assert_eq!(
            read(b"./a/catalog.toml", EntryType::Regular).unwrap().into_keys().collect::<Vec<_>>(),
            ["a/catalog.toml"]
        );
        for path in ["/etc/a.toml", "a/../../b.toml", "..", ".//a.toml"] {
            let why = read(path.as_bytes(), EntryType::Regular).unwrap_err();
            assert!(why.contains("leads out of the archive"), "{path}: {why}");
        }
        for (path, c) in [("a\\b.toml", "\\\\"), ("c:a.toml", ":")] {
            let why = read(path.as_bytes(), EntryType::Regular).unwrap_err();
            assert!(why.ends_with(&format!("has the character `{c}` in it")), "{path}: {why}");
        }
        for kind in [EntryType::Symlink, EntryType::Link, EntryType::Fifo, EntryType::Char, EntryType::Block] {
            assert_eq!(read(b"a/catalog.toml", kind).unwrap_err(), "`a/catalog.toml` is not a regular file");
        }
        for path in ["a/.hidden/x.toml", "a/samples/s.json"] {
            assert_eq!(read(path.as_bytes(), EntryType::Regular), Ok(BTreeMap::new()));
        }
    }

    #[test]
    fn what_grows_without_end_is_left_in_time() {
        // A thousand times as large as its archive.
        let bomb = archive(b"a/rest.bin", EntryType::Regular, &vec![0; 4 << 20]);
        assert!(bomb.len() < 10_000);
        assert_eq!(unpacked(bomb.as_slice(), 1 << 20).unwrap_err(), "it unpacks to more than 1048576 bytes");
        assert_eq!(unpacked(bomb.as_slice(), BYTES), Ok(BTreeMap::new()));
        let large = archive(b"a/x.toml", EntryType::Regular, &vec![b' '; limits::FILE_BYTES + 1]);
        assert_eq!(unpacked(large.as_slice(), BYTES).unwrap_err(), "`a/x.toml` has more than 16777216 bytes");
    }

    #[test]
    fn what_is_damaged_is_refused() {
        let whole = archive(b"a/x.toml", EntryType::Regular, b"doc = 'd'");
        assert!(unpacked(whole.as_slice(), BYTES).is_ok());
        for end in [0, 1, 20, whole.len() / 2] {
            let why = unpacked(&whole[..end], BYTES).unwrap_err();
            assert!(why.starts_with("it is not a valid") || why.starts_with("`a/x.toml`: "), "{end}: {why}");
        }
        assert!(unpacked(&b"catalog.toml"[..], BYTES).is_err());
        assert_eq!(
            unpacked(archive(b"x.toml", EntryType::Regular, b"\xff").as_slice(), BYTES).unwrap_err(),
            "`x.toml` is not UTF-8"
        );
    }

    #[test]
    fn the_specification_is_nearest_to_the_top() {
        let of = |paths: &[&str]| {
            let files = paths.iter().map(|path| ((*path).to_owned(), String::new())).collect();
            of_files(&files).map(|(sources, folder)| (sources.paths().map(str::to_owned).collect::<Vec<_>>(), folder))
        };
        let found = (vec!["catalog.toml".to_owned(), "events/a.toml".to_owned()], "x/spec".to_owned());
        assert_eq!(of(&["x/spec/catalog.toml", "x/spec/events/a.toml", "x/y/z/catalog.toml", "x/b.toml"]), Ok(found));
        assert_eq!(of(&["catalog.toml"]), Ok((vec!["catalog.toml".to_owned()], String::new())));
        assert_eq!(of(&["x/my-catalog.toml"]).unwrap_err(), "it has no `catalog.toml`");
        assert!(of(&["x/catalog.toml", "y/catalog.toml"]).unwrap_err().starts_with("it has two specifications"));
    }
}
