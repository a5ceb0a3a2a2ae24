//! rustc, without cargo: what the crates depend on is compiled once.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use eventspec_tests::catalogues::root;
use serde_json::Value;

/// Crates that generated ones name.
const EXTERN: [&str; 3] = ["eventspec_runtime", "serde", "serde_json"];

/// What rustc is told about the crates that there are.
pub(crate) struct Compiler(Vec<String>);

impl Compiler {
    /// Has cargo compile what generated crates depend on, and asks where it is.
    pub(crate) fn new() -> Result<Self, String> {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args([
            "check",
            "--package",
            "nector-events",
            "--package",
            "nector-events-strict",
            "--message-format=json",
        ]);
        let output = cargo.current_dir(root()).output().map_err(|error| format!("cannot run cargo: {error}"))?;
        let messages = String::from_utf8_lossy(&output.stdout).into_owned();
        let artifacts = messages
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter_map(|message| metadata(&message));
        let mut args = Vec::new();
        for (name, path) in artifacts.filter(|(name, _)| EXTERN.contains(&name.as_str())) {
            let directory = path.parent().map(|directory| directory.display().to_string()).unwrap_or_default();
            args.extend(["--extern".to_owned(), format!("{name}={}", path.display())]);
            args.extend(["-L".to_owned(), format!("dependency={directory}")]);
        }
        if args.len() == 4 * EXTERN.len() {
            Ok(Self(args))
        } else {
            Err(format!("cargo says of {EXTERN:?} only {args:?}\n{}", String::from_utf8_lossy(&output.stderr)))
        }
    }

    /// Compiles both crates of each specification, as many at a time as there are cores; says which fail and why.
    pub(crate) fn failures(&self, directory: &Path, seeds: &[u64]) -> Result<Vec<String>, String> {
        let crates = seeds.iter().flat_map(|seed| ["rust", "rust-strict"].map(|package| format!("{seed}/{package}")));
        let (queue, failures) = (Mutex::new(crates), Mutex::new(Vec::new()));
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let worker = || -> Result<(), String> {
            loop {
                let next = queue.lock().map_err(|_| "a thread has panicked")?.next();
                let Some(package) = next else { return Ok(()) };
                if let Some(failure) = self.failure(directory, &package)? {
                    failures.lock().map_err(|_| "a thread has panicked")?.push(failure);
                }
            }
        };
        let ends = thread::scope(|scope| {
            let threads: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap_or(Err("a thread has panicked".to_owned())))
                .collect::<Vec<_>>()
        });
        ends.into_iter().collect::<Result<Vec<_>, _>>()?;
        failures.into_inner().map_err(|error| error.to_string())
    }

    fn failure(&self, directory: &Path, package: &str) -> Result<Option<String>, String> {
        let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        rustc.args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "--crate-name=random", "-Dwarnings"]);
        rustc.args(["--cfg", "feature=\"serde\"", "--out-dir"]).arg(directory.join(package)).args(&self.0);
        let output = rustc.arg(directory.join(package).join("src/lib.rs")).output();
        let output = output.map_err(|error| format!("cannot run rustc: {error}"))?;
        let why = || String::from_utf8_lossy(&output.stderr).chars().take(1500).collect::<String>();
        Ok((!output.status.success()).then(|| format!("seed {package}:\n{}", why())))
    }
}

/// The name of a library, and where its metadata is.
fn metadata(message: &Value) -> Option<(String, PathBuf)> {
    let files = message.get("filenames")?.as_array()?.iter().filter_map(Value::as_str);
    let path = files.map(PathBuf::from).find(|path| path.extension().is_some_and(|ending| ending == "rmeta"))?;
    Some((message.get("target")?.get("name")?.as_str()?.to_owned(), path))
}
