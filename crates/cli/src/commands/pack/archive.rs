//! Files in memory in, the bytes of a `.tar.gz` out: the same bytes for the same files, on every machine and on every day.

use std::collections::BTreeMap;
use std::io;

use flate2::{Compression, GzBuilder};
use tar::{Builder, EntryType, Header};

/// The time of every entry: the one that cargo gives to the files of a crate.
const TIME: u64 = 1_153_704_088;

/// Files by their path in an archive.
pub(crate) type Entries = BTreeMap<String, Vec<u8>>;

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

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::path::PathBuf;

    use flate2::read::GzDecoder;
    use tar::Archive;

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
}
