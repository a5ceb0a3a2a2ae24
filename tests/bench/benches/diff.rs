//! `cargo bench -p eventspec-bench --bench diff`: what it costs to compare two versions of a specification, as a table.
//!
//! Made-up catalogues of growing size, old and new, each compared in a process of its own, as people do; beside it what the
//! `toml` crate takes to read the same texts into tables. Counted is processor time (user and system) of the best of five runs.

#[path = "generate/synthetic.rs"]
mod synthetic;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs};

use wait4::Wait4 as _;

const SIZES: [usize; 3] = [100, 300, 1_000];
const FIELDS: usize = 50;
const RUNS: usize = 5;

fn main() {
    // The bench starts itself for the column beside, so that both are cold processes.
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [flag, old, new, ..] = arguments.as_slice()
        && flag == "--read"
    {
        return [old, new].into_iter().for_each(|directory| read(Path::new(directory)));
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace is there");
    let program = program(&root);
    let directory = root.join("target/diff-bench");
    println!("Two versions of events with {FIELDS} fields, release.\n");
    println!("| events | findings | diff, CPU ms | toml alone, CPU ms | ratio |");
    println!("|---|---|---|---|---|");
    for size in SIZES {
        let [old, new] = ["old", "new"].map(|version| directory.join(format!("{size}/{version}")));
        versions(&old, &new, size);
        let findings = findings(&program, &old, &new);
        let diff = best(|| diff(&program, &old, &new));
        let toml = best(|| {
            let mut this = Command::new(env::current_exe().expect("the bench has a path"));
            this.arg("--read").args([&old, &new]);
            this
        });
        println!("| {size} | {findings} | {diff:.0} | {toml:.0} | {:.2} |", diff / toml);
    }
    let _ = fs::remove_dir_all(directory);
}

/// Writes both versions: the new one retypes a field of every third event, and a field of every fifth may be absent.
fn versions(old: &Path, new: &Path, size: usize) {
    for directory in [old, new] {
        let _ = fs::remove_dir_all(directory);
        synthetic::write(directory, size, FIELDS).expect("the target directory can be written");
    }
    for (index, path) in events(new).into_iter().enumerate() {
        let text = fs::read_to_string(&path).expect("it was written");
        let text = if index % 3 == 0 { text.replacen("\"number\"", "\"string\"", 1) } else { text };
        let text = if index % 5 == 0 { text.replacen("required = true\n", "", 1) } else { text };
        fs::write(path, text).expect("the target directory can be written");
    }
}

fn events(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory.join("events")).expect("there are events");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    paths.sort();
    paths
}

/// Reads every file of a specification as TOML, and nothing else.
fn read(directory: &Path) {
    for path in events(directory) {
        let text = fs::read_to_string(path).expect("it was written");
        std::hint::black_box(toml::from_str::<toml::Table>(&text).expect("it is TOML"));
    }
}

/// `xtask`, built in the release profile.
fn program(root: &Path) -> PathBuf {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let status = cargo.args(["build", "--quiet", "--package", "xtask", "--release"]).current_dir(root).status();
    assert!(status.is_ok_and(|status| status.success()), "xtask does not build");
    root.join("target/release").join(format!("xtask{}", env::consts::EXE_SUFFIX))
}

fn diff(program: &Path, old: &Path, new: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("diff").arg("--spec").arg(new).arg("--base").arg(old).args(["--threshold", "all=never"]);
    command
}

fn findings(program: &Path, old: &Path, new: &Path) -> usize {
    let output = diff(program, old, new).args(["--format", "github"]).output().expect("xtask starts");
    assert!(output.status.success(), "the comparison failed");
    output.stdout.split(|byte| *byte == b'\n').count() - 1
}

/// The least processor time of some runs, in milliseconds.
fn best(command: impl Fn() -> Command) -> f64 {
    let run = |_| {
        let child = command().stdout(Stdio::null()).spawn();
        let used = child.and_then(|mut child| child.wait4()).expect("it starts");
        assert!(used.status.success(), "a run failed");
        used.rusage.utime + used.rusage.stime
    };
    (0..RUNS).map(run).min().map_or(0.0, |time: Duration| time.as_secs_f64() * 1_000.0)
}
