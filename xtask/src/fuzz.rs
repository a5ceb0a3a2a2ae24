//! `fuzz`: the checks of `tests/fuzz` on inputs that a fuzzer generates.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use crate::test::run;
use eventspec::Failure;
use eventspec_fuzz_corpora::{self as corpora, Inputs};

/// The targets, and the longest input of each: long enough for every branch, short enough to be quick.
const TARGETS: [(&str, u32); 6] =
    [("text", 512), ("payload", 64), ("edit", 32), ("scalar", 128), ("spec", 512), ("emit", 512)];
/// The targets that keep memory with every input: the shapes of a catalogue are never freed. Each runs in one process after another,
/// which libFuzzer ends after five minutes or when its memory is used up; that is not a failure, and leaves a file `oom-...`.
const KEEPS_MEMORY: [&str; 2] = ["spec", "emit"];
/// Where the corpora are while fuzzers run.
const CORPORA: &str = "target/fuzz";
/// Seconds after which one input has taken too long.
const SLOWEST: u32 = 10;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Run only this target (may be repeated). `text`, `payload`, `edit` and `scalar` test the Rust SDK, `spec` and `emit` the generator.
    #[arg(long, value_name = "TARGET", value_parser = TARGETS.map(|(name, _)| name))]
    target: Vec<String>,
    /// Number of executions of each target.
    #[arg(long, value_name = "N", default_value_t = 10_000_000)]
    runs: u64,
    /// Stop each target after this many seconds.
    #[arg(long, value_name = "SECONDS")]
    time: Option<u64>,
    /// Add the inputs worth keeping, minimised, to the committed corpora.
    #[arg(long)]
    keep: bool,
}

pub(crate) fn fuzz(args: &Args) -> Result<(), Failure> {
    for (name, longest) in TARGETS {
        if !args.target.is_empty() && !args.target.iter().any(|target| target == name) {
            continue;
        }
        // The first corpus is the one that grows; the committed one is only read.
        let grown = Path::new(CORPORA).join(name);
        fs::create_dir_all(&grown).map_err(|error| cannot("create", &grown, &error))?;
        let committed = unpack(name)?;
        let mut limits = vec![
            format!("-runs={}", args.runs),
            format!("-max_len={longest}"),
            format!("-timeout={SLOWEST}"),
            "-print_final_stats=1".to_owned(),
        ];
        limits.extend(args.time.map(|seconds| format!("-max_total_time={seconds}")));
        if KEEPS_MEMORY.contains(&name) {
            limits.extend(["-fork=1".to_owned(), "-ignore_timeouts=0".to_owned()]);
        }
        let words = Path::new("tests/fuzz").join(name).with_extension("dict");
        if words.exists() {
            limits.push(format!("-dict={}", absolute(&words).display()));
        }
        cargo_fuzz(name, &[&grown, &committed], &limits)?;
        if args.keep {
            keep(name, &grown, &committed, longest)?;
        }
    }
    Ok(())
}

/// Unpacks the committed corpus of a target.
fn unpack(name: &str) -> Result<PathBuf, Failure> {
    let inputs = corpora::read(&corpora::path(name)).map_err(Failure::Io)?;
    let folder = empty(&format!("{name}-committed"))?;
    for (index, input) in inputs.iter().enumerate() {
        let file = folder.join(index.to_string());
        fs::write(&file, input).map_err(|error| cannot("write", &file, &error))?;
    }
    Ok(folder)
}

/// Replaces a committed corpus by the fewest inputs that reach as much as it and the grown one do, or as many of them as fit.
fn keep(name: &str, grown: &Path, committed: &Path, longest: u32) -> Result<(), Failure> {
    let fewest = empty(&format!("{name}-fewest"))?;
    let merge = |counters: u8| {
        let options =
            ["-set_cover_merge=1".to_owned(), format!("-use_counters={counters}"), format!("-max_len={longest}")];
        cargo_fuzz(name, &[&fewest, grown, committed], &options)?;
        inputs(&fewest).map_err(|error| cannot("read", &fewest, &error))
    };
    // First what reaches code that others do not, then also what only runs it a different number of times.
    let (first, all) = (merge(0)?, merge(1)?);
    corpora::write(&corpora::path(name), &corpora::thinned(&first, &all)).map_err(Failure::Io)
}

/// A folder for a corpus, without what an earlier run left there.
fn empty(name: &str) -> Result<PathBuf, Failure> {
    let folder = Path::new(CORPORA).join(name);
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(cannot("remove", &folder, &error)),
        _ => {}
    }
    fs::create_dir_all(&folder).map_err(|error| cannot("create", &folder, &error))?;
    Ok(folder)
}

fn inputs(folder: &Path) -> io::Result<Inputs> {
    fs::read_dir(folder)?.map(|entry| fs::read(entry?.path())).collect()
}

fn cargo_fuzz(name: &str, corpora: &[&Path], options: &[String]) -> Result<(), Failure> {
    let is_installed = Command::new("cargo").args(["fuzz", "--version"]).output().is_ok_and(|out| out.status.success());
    if !is_installed {
        return Err(Failure::Io("`cargo fuzz` is not installed\nhelp: cargo install cargo-fuzz --locked".to_owned()));
    }
    let mut command = Command::new("cargo");
    // No sanitizer: there is no unsafe code to check, and the stable toolchain has none.
    command.args(["fuzz", "run", "--fuzz-dir", "tests/fuzz", "-s", "none", "--features", "libfuzzer", name]);
    command.args(corpora.iter().map(|path| absolute(path))).arg("--").args(options);
    run(&mut command, "cargo")
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn cannot(what: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::Io(format!("cannot {what} {}: {error}", path.display()))
}
