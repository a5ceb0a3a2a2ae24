//! `test`: everything that must hold before a change lands, in the order in which failing is cheapest.

use std::path::Path;
use std::process::Command;

use crate::Failure;

/// A step of the suite: what it shows, and the command that shows it.
const STEPS: [(&str, &str, &[&str]); 5] = [
    ("formatted", "cargo", &["fmt", "--all", "--check"]),
    ("the output is what the specification gives", "cargo", &["xtask", "generate", "--check"]),
    ("no lint fires", "cargo", &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]),
    ("documented", "cargo", &["doc", "--workspace", "--no-deps"]),
    ("every test passes", "cargo", &["test", "--workspace"]),
];

pub(crate) fn test() -> Result<(), Failure> {
    install_node_packages(Path::new("tests/typescript"))?;
    for (what, program, args) in STEPS {
        anstream::eprintln!("\n== {what}: {program} {}", args.join(" "));
        run(Command::new(program).args(args).env("RUSTDOCFLAGS", "--deny warnings"), program)?;
    }
    Ok(())
}

/// The tests run the compiler and the SDK that they check through Node.
fn install_node_packages(directory: &Path) -> Result<(), Failure> {
    anstream::eprintln!("== Node packages of the tests: npm ci");
    run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(directory), "npm")
}

fn run(command: &mut Command, program: &str) -> Result<(), Failure> {
    let status = command.status().map_err(|error| {
        Failure::Io(format!(
            "cannot run `{program}`: {error}\nhelp: the tests need Rust and Node.js 20 or newer, with npm, on the PATH"
        ))
    })?;
    if status.success() { Ok(()) } else { Err(Failure::Findings) }
}
