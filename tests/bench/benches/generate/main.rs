//! `cargo bench -p eventspec-bench --bench generate`: what it costs to generate, as tables.
//!
//! Made-up catalogues of growing size through all targets, and the targets one by one, each in a process of its own that writes
//! into a directory that is not there yet. Counted is processor time (user and system), the time until it is done, and
//! the most memory that the process had.
//! The programs are those that people run: the dev profile's, which `cargo xtask` starts, and the release profile's.
//!
//! `-- --events N` measures one size only. Others' generators follow, on the JSON Schemas of the largest catalogue: they need
//! Node.js and the packages of `tests/slow/node` (`npm ci` there).

mod peers;
mod synthetic;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{env, fs};

use eventspec_emit::Target;
use wait4::Wait4 as _;

const SIZES: [usize; 3] = [100, 300, 1_000];
/// Fields of each payload.
const FIELDS: usize = 60;

/// What a run cost, and what it left.
struct Run {
    /// Processor time.
    seconds: f64,
    /// Until it was done.
    elapsed: f64,
    mebibytes: f64,
    files: usize,
    bytes: u64,
}

fn main() {
    if peers::is_typify() {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace is there");
    let directory = root.join("target/generate-bench");
    let only = events();
    let sizes = only.as_ref().map_or(&SIZES[..], std::slice::from_ref);
    for size in sizes {
        let spec = spec(&directory, *size);
        let _ = fs::remove_dir_all(&spec);
        synthetic::write(&spec, *size, FIELDS).expect("the target directory can be written");
    }
    let programs = ["dev", "release"].map(|profile| (profile, program(&root, profile)));
    println!("Events of {FIELDS} fields through all targets.\n");
    println!("| events | profile | CPU s | s | peak MiB | files | MiB |");
    println!("|---|---|---|---|---|---|---|");
    let mut unchanged = Vec::new();
    for size in sizes {
        for (profile, program) in &programs {
            let run = generate(program, &directory, *size, None);
            println!("| {size} | {profile} | {} |", columns(&run));
        }
        unchanged.push((size, again(&programs[1].1, &directory, *size)));
    }
    println!("\nOnce more when nothing was touched, release, the best of five.\n");
    println!("| events | CPU ms | ms | files |");
    println!("|---|---|---|---|");
    for (size, run) in unchanged {
        println!("| {size} | {:.0} | {:.0} | {} |", run.seconds * 1e3, run.elapsed * 1e3, run.files);
    }
    let Some(largest) = sizes.last() else { return };
    println!("\nTarget by target, {largest} events, release.\n");
    println!("| target | CPU s | s | peak MiB | files | MiB |");
    println!("|---|---|---|---|---|---|");
    for target in Target::ALL {
        let run = generate(&programs[1].1, &directory, *largest, Some(target));
        println!("| {} | {} |", target.name(), columns(&run));
    }
    println!("\nOthers, a JSON Schema (draft-07) of each of {largest} events.\n");
    println!("| | CPU s | s | peak MiB | files | MiB |");
    println!("|---|---|---|---|---|---|");
    generate(&programs[1].1, &directory, *largest, Some(Target::JsonSchema));
    let (schemas, out) = (schemas(&directory), directory.join("others"));
    for (name, mut command) in peers::commands(&root, &out, &schemas) {
        let _ = fs::remove_dir_all(&out);
        fs::create_dir_all(&out).expect("the target directory can be written");
        println!("| {name} | {} |", columns(&run(&mut command, &out)));
    }
    let _ = fs::remove_dir_all(directory);
}

/// The schemas of events, of those that were generated.
fn schemas(directory: &Path) -> Vec<PathBuf> {
    let folder = fs::read_dir(directory.join("out/json-schema/draft-07")).expect("the schemas are there");
    let paths = folder.map(|entry| entry.expect("it can be read").path());
    paths.filter(|path| !path.ends_with("made-up-events.schema.json")).collect()
}

/// The size asked for with `--events`.
fn events() -> Option<usize> {
    let mut args = env::args().skip_while(|arg| arg != "--events").skip(1);
    args.next().map(|size| size.parse().expect("--events takes a number"))
}

fn spec(directory: &Path, size: usize) -> PathBuf {
    directory.join(size.to_string())
}

/// The generator, built in a profile.
fn program(root: &Path, profile: &str) -> PathBuf {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let status =
        cargo.args(["build", "--quiet", "--package", "xtask", "--profile", profile]).current_dir(root).status();
    assert!(status.is_ok_and(|status| status.success()), "xtask does not build");
    let folder = if profile == "dev" { "debug" } else { profile };
    root.join("target").join(folder).join(format!("xtask{}", env::consts::EXE_SUFFIX))
}

/// Generates all targets, or one.
fn generate(program: &Path, directory: &Path, size: usize, target: Option<Target>) -> Run {
    let out = directory.join("out");
    let _ = fs::remove_dir_all(&out);
    let mut command = command(program, directory, size, &out);
    run(command.args(target.iter().flat_map(|target| ["--target", target.name()])), &out)
}

/// Generates into the output of a run before this one: once to find that nothing is to be done, then to see it at a glance.
fn again(program: &Path, directory: &Path, size: usize) -> Run {
    let out = directory.join("out");
    let again = || run(&mut command(program, directory, size, &out), &out);
    // A file that was written a moment ago is not trusted.
    sleep(Duration::from_secs(4));
    again();
    let runs = (0..5).map(|_| again());
    runs.min_by(|a, b| a.elapsed.total_cmp(&b.elapsed)).expect("there are five")
}

fn command(program: &Path, directory: &Path, size: usize, out: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("generate").arg("--spec").arg(spec(directory, size)).arg("--out").arg(out).stdout(Stdio::null());
    command
}

/// Runs a generator to its end.
fn run(command: &mut Command, out: &Path) -> Run {
    let start = Instant::now();
    let used = command.spawn().and_then(|mut child| child.wait4()).expect("the generator starts");
    assert!(used.status.success(), "{} failed", command.get_program().display());
    let elapsed = start.elapsed().as_secs_f64();
    let (files, bytes) = measure(out);
    let time = used.rusage.utime + used.rusage.stime;
    Run { seconds: time.as_secs_f64(), elapsed, mebibytes: mebi(used.rusage.maxrss), files, bytes }
}

/// Files below a directory, and their bytes.
fn measure(directory: &Path) -> (usize, u64) {
    let entries = fs::read_dir(directory).expect("the output is there").map(|entry| entry.expect("it can be read"));
    let sizes = entries.map(|entry| match entry.metadata().expect("it can be read") {
        metadata if metadata.is_dir() => measure(&entry.path()),
        metadata => (1, metadata.len()),
    });
    sizes.fold((0, 0), |(files, bytes), (more, size)| (files + more, bytes + size))
}

fn columns(run: &Run) -> String {
    format!("{:.2} | {:.1} | {:.0} | {} | {:.1}", run.seconds, run.elapsed, run.mebibytes, run.files, mebi(run.bytes))
}

#[allow(clippy::cast_precision_loss)]
fn mebi(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}
