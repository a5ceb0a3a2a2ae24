//! `fuzz`: the checks of `tests/fuzz` on bytes that a fuzzer makes up, as many as are asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::test::run;
use eventspec::Failure;

/// The targets, and the longest input of each: long enough for every branch, short enough to be quick.
const TARGETS: [(&str, u32); 6] =
    [("text", 512), ("payload", 64), ("edit", 32), ("scalar", 128), ("spec", 512), ("emit", 512)];
const COMMITTED: &str = "tests/fuzz/corpus";
/// Seconds after which one input has taken too long.
const SLOWEST: u32 = 10;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only this target (may be repeated). `text`, `payload`, `edit` and `scalar` try the Rust SDK, `spec` and `emit` the generator.
    #[arg(long, value_name = "TARGET", value_parser = TARGETS.map(|(name, _)| name))]
    target: Vec<String>,
    /// Executions of each target.
    #[arg(long, value_name = "N", default_value_t = 10_000_000)]
    runs: u64,
    /// Stop each target after so many seconds, whatever it has done by then.
    #[arg(long, value_name = "SECONDS")]
    time: Option<u64>,
    /// Put what was found worth keeping, minimised, into the committed corpora.
    #[arg(long)]
    keep: bool,
}

pub(crate) fn fuzz(args: &Args) -> Result<(), Failure> {
    for (name, longest) in TARGETS {
        if !args.target.is_empty() && !args.target.iter().any(|target| target == name) {
            continue;
        }
        // The first corpus is the one that grows; the committed one is only read.
        let grown = Path::new("target/fuzz").join(name);
        let committed = Path::new(COMMITTED).join(name);
        fs::create_dir_all(&grown).map_err(|error| cannot("create", &grown, &error))?;
        let mut limits = vec![
            format!("-runs={}", args.runs),
            format!("-max_len={longest}"),
            format!("-timeout={SLOWEST}"),
            "-print_final_stats=1".to_owned(),
        ];
        limits.extend(args.time.map(|seconds| format!("-max_total_time={seconds}")));
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

/// Inputs of a committed corpus: enough to begin with, few enough for a repository.
const MOST: usize = 300;

/// Replaces a committed corpus by the fewest inputs that reach as much, or of more than [`MOST`] those of every size.
fn keep(name: &str, grown: &Path, committed: &Path, longest: u32) -> Result<(), Failure> {
    let fewest = Path::new("target/fuzz").join(format!("{name}-fewest"));
    let _ = fs::remove_dir_all(&fewest);
    fs::create_dir_all(&fewest).map_err(|error| cannot("create", &fewest, &error))?;
    let merge = ["-set_cover_merge=1".to_owned(), format!("-max_len={longest}")];
    cargo_fuzz(name, &[&fewest, grown, committed], &merge)?;
    thin(&fewest).map_err(|error| cannot("read", &fewest, &error))?;
    fs::remove_dir_all(committed).map_err(|error| cannot("replace", committed, &error))?;
    fs::rename(&fewest, committed).map_err(|error| cannot("replace", committed, &error))
}

fn thin(directory: &Path) -> std::io::Result<()> {
    let entries = fs::read_dir(directory)?.collect::<std::io::Result<Vec<_>>>()?;
    let mut inputs =
        entries.iter().map(|entry| Ok((entry.metadata()?.len(), entry.path()))).collect::<std::io::Result<Vec<_>>>()?;
    inputs.sort_unstable();
    let step = inputs.len().div_ceil(MOST).max(1);
    let superfluous = inputs.iter().enumerate().filter(|(index, _)| index % step > 0);
    superfluous.map(|(_, (_, path))| path).try_for_each(fs::remove_file)
}

fn cargo_fuzz(name: &str, corpora: &[&Path], options: &[String]) -> Result<(), Failure> {
    let is_installed = Command::new("cargo").args(["fuzz", "--version"]).output().is_ok_and(|out| out.status.success());
    if !is_installed {
        return Err(Failure::Io("there is no `cargo fuzz`\nhelp: cargo install cargo-fuzz --locked".to_owned()));
    }
    let mut command = Command::new("cargo");
    // No sanitizer: there is no unsafe code for it to look at, and the stable toolchain has none.
    command.args(["fuzz", "run", "--fuzz-dir", "tests/fuzz", "-s", "none", "--features", "libfuzzer", name]);
    command.args(corpora.iter().map(|path| absolute(path))).arg("--").args(options);
    run(&mut command, "cargo")
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn cannot(what: &str, path: &Path, error: &std::io::Error) -> Failure {
    Failure::Io(format!("cannot {what} {}: {error}", path.display()))
}
