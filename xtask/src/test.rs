//! `test`: everything that must hold before a change lands, in the order in which failing is cheapest; with `--all`, then
//! what takes longer.

use std::path::Path;
use std::process::Command;

use eventspec::Failure;

/// A step of the suite: what it shows, and the command that shows it.
const STEPS: [(&str, &str, &[&str]); 5] = [
    ("formatted", "cargo", &["fmt", "--all", "--check"]),
    ("the output is up to date", "cargo", &["xtask", "generate", "--check"]),
    // With `--test *` the slow tests are among them, which `--all-targets` leaves out.
    (
        "no lint fires",
        "cargo",
        &[
            "clippy",
            "--workspace",
            "--lib",
            "--bins",
            "--tests",
            "--benches",
            "--test",
            "*",
            "--",
            "--deny",
            "warnings",
        ],
    ),
    ("documented", "cargo", &["doc", "--workspace", "--no-deps"]),
    // Run all tests, even after a failure.
    ("every test passes", "cargo", &["test", "--workspace", "--no-fail-fast"]),
];

/// What `--all` adds: what each shows, and the test target of `tests/slow` that shows it.
const SLOW: &[(&str, &str)] = &[
    ("hostile names and texts stay harmless", "hostile"),
    ("code generated from random specifications compiles", "random_specs"),
    ("a run that fails or is stopped leaves no file half written", "faults"),
    ("the npm package can be installed and used", "npm_package"),
    ("the npm package runs in every program that people use", "runtimes"),
    ("what vendors sign is received", "vendors"),
    ("handlers of six vendors are as short as the README says, and right", "handlers"),
    ("servers handle each of 10,000 requests once, in bounded memory", "servers"),
    ("the crates can be installed and used", "cargo_package"),
    ("the crates build with the oldest Rust that they name", "oldest_rust"),
    ("the schemas mean the same to other tools", "schema_tools"),
    ("the laws of diff hold for random specifications", "laws"),
    ("reports of diff conform to the schemas of their readers", "reports"),
    ("changes break the audiences that the table states", "who_breaks"),
    ("an editor completes, documents and checks the specification", "editor"),
    ("the packages of `pack` can be installed and used", "packed"),
    ("the program installs from a registry and needs no clone", "installed"),
    ("the tutorial works as written", "tutorial"),
    ("the site works in a browser, and tools can read the API documents", "site"),
    ("both SDKs read random payloads alike", "sdks"),
    ("payloads with a changed byte are read as serde_json reads them", "any_bytes"),
];

#[derive(clap::Args)]
pub(crate) struct TestArgs {
    /// Run the slow tests too: packages installed from a registry, pages in a browser, schemas in other tools.
    #[arg(long)]
    all: bool,
}

pub(crate) fn test(args: &TestArgs) -> Result<(), Failure> {
    install_node_packages(Path::new("tests/typescript"))?;
    for (what, program, args) in STEPS {
        step(what, program, args)?;
    }
    if args.all {
        for directory in ["tests/slow/node", "tests/slow/runtimes", "tests/slow/site"] {
            install_node_packages(Path::new(directory))?;
        }
        for (what, target) in SLOW {
            // With how much was tried.
            // Of the whole workspace, so that nothing is built again with other features.
            let args = ["test", "--workspace", "--test", target, "--", "--show-output"];
            step(what, "cargo", &args)?;
        }
    }
    Ok(())
}

fn step(what: &str, program: &str, args: &[&str]) -> Result<(), Failure> {
    eprintln!("\n== {what}: {program} {}", args.join(" "));
    run(Command::new(program).args(args).env("RUSTDOCFLAGS", "--deny warnings"), program)
}

/// The tests run the compiler and the SDK that they check through Node.
fn install_node_packages(directory: &Path) -> Result<(), Failure> {
    eprintln!("\n== Node packages of {}: npm ci", directory.display());
    run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(directory), "npm")
}

pub(crate) fn run(command: &mut Command, program: &str) -> Result<(), Failure> {
    let status = command.status().map_err(|error| {
        Failure::Io(format!(
            "cannot run `{program}`: {error}\nhelp: the tests need Rust and Node.js 20 or newer, with npm, on the PATH"
        ))
    })?;
    if status.success() { Ok(()) } else { Err(Failure::Findings) }
}
