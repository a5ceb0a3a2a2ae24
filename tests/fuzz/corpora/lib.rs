//! What fuzzers found worth keeping: bytes in, and one text file for each fuzz target out, `<target>.txt` in this folder.
//!
//! A file has one input per line, sorted, and quoted as words are in a libFuzzer dictionary: `\\`, `\"` and `\xNN`. Equal
//! inputs give equal files, so git shows which inputs came and went, and a reviewer can read what the suite runs. There is no
//! checksum: a byte that is changed inside the quotes makes another input, which is as good as the one it was.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// The inputs of one target.
pub type Inputs = BTreeSet<Vec<u8>>;

/// The most inputs a corpus may have: enough to start from, few enough for a repository, which keeps every version forever.
const MAX_INPUTS: usize = 300;
/// The most bytes its file may have.
const MAX_BYTES: usize = 128 * 1024;

/// Where the corpora are, below the root of the repository.
pub const FOLDER: &str = "tests/fuzz/corpora";

/// Where the corpus of a target is, below the root of the repository.
pub fn path(target: &str) -> PathBuf {
    Path::new(FOLDER).join(target).with_extension("txt")
}

/// Reads a corpus. A new target has no file yet, and its corpus is empty.
///
/// The error names the file and says what to do.
pub fn read(path: &Path) -> Result<Inputs, String> {
    let inputs = match fs::read_to_string(path) {
        Ok(text) => unpack(&text),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Inputs::new()),
        Err(error) => Err(error.to_string()),
    };
    let path = path.display();
    inputs.map_err(|error| format!("cannot read {path}: {error}\nhelp: restore it with `git checkout HEAD -- {path}`"))
}

/// Replaces the file of a corpus in one step, so that a run that is stopped leaves the old file or the new one.
pub fn write(path: &Path, inputs: &Inputs) -> Result<(), String> {
    let replace = || -> io::Result<()> {
        let beside = path.with_extension("new");
        let mut file = File::create(&beside)?;
        file.write_all(pack(inputs).as_bytes())?;
        file.sync_all()?;
        fs::rename(beside, path)
    };
    replace().map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// Whether the inputs are within the limits of a corpus.
pub fn fits(inputs: &Inputs) -> bool {
    inputs.len() <= MAX_INPUTS && pack(inputs).len() <= MAX_BYTES
}

/// As many of the inputs as fit. The first ones are the last to be left out.
pub fn thinned(first: &Inputs, others: &Inputs) -> Inputs {
    let others = others - first;
    let with_others = downwards(&others).map(|count| first | &of_every_size(&others, count));
    let without = downwards(first).map(|count| of_every_size(first, count));
    with_others.chain(without).find(fits).unwrap_or_default()
}

/// How many of the inputs to try, the most first.
fn downwards(inputs: &Inputs) -> impl Iterator<Item = usize> {
    (0..=inputs.len().min(MAX_INPUTS)).rev()
}

fn of_every_size(inputs: &Inputs, count: usize) -> Inputs {
    let mut by_size: Vec<_> = inputs.iter().collect();
    by_size.sort_by_key(|input| input.len());
    (0..count).map(|index| by_size[index * by_size.len() / count].clone()).collect()
}

fn pack(inputs: &Inputs) -> String {
    let count = inputs.len();
    let head =
        format!("# {count} inputs, quoted as in a libFuzzer dictionary. Written by `cargo xtask fuzz --keep`.\n");
    inputs.iter().fold(head, |text, input| text + &quoted(input) + "\n")
}

fn unpack(text: &str) -> Result<Inputs, String> {
    let lines = text.lines().enumerate().skip(1);
    let input = |(index, line)| unquoted(line).ok_or_else(|| format!("line {} is not a quoted input", index + 1));
    let inputs = lines.map(input).collect::<Result<Inputs, _>>()?;
    // Inputs have only one packed form. This finds a truncated file, and lines that are missing, repeated or out of order.
    if pack(&inputs) == text { Ok(inputs) } else { Err("it is incomplete or was edited".to_owned()) }
}

fn quoted(input: &[u8]) -> String {
    let escaped = input.iter().map(|&byte| match byte {
        b'"' | b'\\' => format!("\\{}", char::from(byte)),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\x{byte:02x}"),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

fn unquoted(line: &str) -> Option<Vec<u8>> {
    let mut bytes = line.strip_prefix('"')?.strip_suffix('"')?.bytes();
    let mut input = Vec::new();
    while let Some(byte) = bytes.next() {
        input.push(if byte == b'\\' { unescaped(&mut bytes)? } else { byte });
    }
    (quoted(&input) == line).then_some(input)
}

/// The byte that an escape stands for, without its backslash.
fn unescaped(bytes: &mut impl Iterator<Item = u8>) -> Option<u8> {
    let mut next = || bytes.next().map(char::from);
    match next()? {
        'x' => u8::try_from(next()?.to_digit(16)? * 16 + next()?.to_digit(16)?).ok(),
        char => u8::try_from(char).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inputs<const N: usize>(inputs: [&[u8]; N]) -> Inputs {
        inputs.into_iter().map(<[u8]>::to_vec).collect()
    }

    fn every_byte() -> Inputs {
        let every: Vec<u8> = (0..=u8::MAX).collect();
        inputs([b"", b" ", b"\"", b"\\x41", b"#\r\n", "é".as_bytes(), &every])
    }

    fn of_sizes(sizes: std::ops::Range<usize>) -> Inputs {
        sizes.map(|size| vec![b'a'; size]).collect()
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        for inputs in [Inputs::new(), every_byte()] {
            assert_eq!(unpack(&pack(&inputs)), Ok(inputs));
        }
    }

    #[test]
    fn a_line_is_readable() {
        let text = pack(&inputs([b"{\"a\": 1}\n", b"\xff\\"]));
        let lines: Vec<_> = text.lines().skip(1).collect();
        assert_eq!(lines, [r#""{\"a\": 1}\x0a""#, r#""\xff\\""#]);
    }

    #[test]
    fn a_file_that_is_cut_off_anywhere_is_refused() {
        let text = pack(&every_byte());
        for end in 0..text.len() {
            assert!(unpack(&text[..end]).is_err(), "{:?}", &text[..end]);
        }
    }

    #[test]
    fn what_pack_does_not_write_is_refused() {
        let text = pack(&inputs([b"a", b"b"]));
        let refused = |from: &str, to: &str| {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text);
            unpack(&changed).unwrap_err()
        };
        for line in
            ["", "b", "\"", "\"b", "<<<<<<< HEAD", r#""b" "#, r#""\xFF""#, r#""\x+f""#, r#""\x""#, r#""\b""#, "\"é\""]
        {
            assert_eq!(refused("\"b\"", line), "line 3 is not a quoted input", "{line}");
        }
        for (from, to) in [
            ("# 2", "# 3"),
            ("\n\"a\"", ""),
            ("\"a\"", "\"b\""),
            ("\"a\"", "\"c\""),
            ("\"a\"\n", "\"a\"\n\"aa\"\n"),
            ("\n", "\r\n"),
        ] {
            assert_eq!(refused(from, to), "it is incomplete or was edited", "{from} {to}");
        }
    }

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("text.txt");
        for inputs in [every_byte(), inputs([b"a"])] {
            write(&path, &inputs).unwrap();
            assert_eq!(read(&path), Ok(inputs));
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_error_names_the_file_and_says_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("text.txt");
        let error = || read(&path).unwrap_err();
        let expected = |why: &str| {
            format!("cannot read {0}: {why}\nhelp: restore it with `git checkout HEAD -- {0}`", path.display())
        };
        fs::write(&path, "# 1").unwrap();
        assert_eq!(error(), expected("it is incomplete or was edited"));
        fs::write(&path, "# 1\n\"a").unwrap();
        assert_eq!(error(), expected("line 2 is not a quoted input"));
        fs::write(&path, b"\xff").unwrap();
        assert_eq!(error(), expected(&fs::read_to_string(&path).unwrap_err().to_string()));
    }

    #[test]
    fn a_new_target_has_an_empty_corpus() {
        assert_eq!(read(&path("no_such_target")), Ok(Inputs::new()));
    }

    #[test]
    fn few_and_short_inputs_are_all_kept() {
        let (first, others) = (inputs([b"a", b"b"]), every_byte());
        assert_eq!(thinned(&first, &others), &first | &others);
    }

    #[test]
    fn of_many_inputs_some_of_every_size_are_kept() {
        let kept = thinned(&Inputs::new(), &of_sizes(0..2 * MAX_INPUTS));
        assert_eq!(kept.len(), MAX_INPUTS);
        assert!((0..MAX_INPUTS).all(|index| kept.contains(&vec![b'a'; 2 * index])));
    }

    #[test]
    fn others_are_left_out_before_the_first() {
        let first = of_sizes(0..MAX_INPUTS - 1);
        let kept = thinned(&first, &of_sizes(0..2 * MAX_INPUTS));
        assert_eq!(kept.len(), MAX_INPUTS);
        assert!(kept.is_superset(&first));
        let too_many = of_sizes(0..MAX_INPUTS + 1);
        let kept = thinned(&too_many, &inputs([b"another"]));
        assert_eq!(kept.len(), MAX_INPUTS);
        assert!(kept.is_subset(&too_many));
    }

    #[test]
    fn of_long_inputs_as_many_are_kept_as_the_file_may_have() {
        let long: Inputs = (128..168).map(|first| [&[first][..], &[0; 3999]].concat()).collect();
        let line = "\"\"\n".len() + 4000 * "\\x00".len();
        for kept in [thinned(&long, &Inputs::new()), thinned(&Inputs::new(), &long)] {
            assert_eq!(kept.len(), MAX_BYTES / line);
            assert!(pack(&kept).len() <= MAX_BYTES);
        }
    }
}
