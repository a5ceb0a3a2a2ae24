//! All handlers of a language, compiled and run on the requests of a directory: their answers by vendor and file.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use eventspec_tests::catalogues::root;
use eventspec_tests::{Failed, program};
use serde_json::Value;

/// Those in Rust: a crate that depends on the generated ones.
pub(crate) fn rust(directory: &Path) -> Result<Value, Failed> {
    let mut manifest = "[package]\nname = \"handlers\"\nedition = \"2024\"\n\n[dependencies]\n".to_owned();
    for dependency in [
        "base16ct = \"1\"",
        "base64ct = \"1\"",
        "hmac = \"0.13\"",
        "http = \"1\"",
        "serde_json = \"1\"",
        "sha2 = \"0.11\"",
    ] {
        writeln!(manifest, "{dependency}")?;
    }
    writeln!(manifest, "serde = {{ version = \"1\", features = [\"derive\"] }}")?;
    for name in ["chat", "code_host", "payments", "store"] {
        let package = format!("{}-events", name.replace('_', "-"));
        writeln!(manifest, "{package} = {{ path = \"packages/{name}/rust\", features = [\"http\"] }}")?;
    }
    let runtime = root().join("crates/runtime").display().to_string();
    writeln!(manifest, "\n[patch.crates-io]\neventspec-runtime = {{ path = {runtime:?} }}\n\n[workspace]")?;
    fs::write(directory.join("Cargo.toml"), manifest)?;
    // The versions of what is here already.
    fs::copy(root().join("Cargo.lock"), directory.join("Cargo.lock"))?;
    fs::copy(root().join("tests/slow/handlers/answers.rs"), directory.join("src/main.rs"))?;
    // What does not change from run to run is compiled once.
    let target = root().join("target/handlers").display().to_string();
    let args = ["run", "--quiet", "--offline", "--target-dir", &target, "--", "requests.json"];
    let printed = program::output(
        std::process::Command::new(env!("CARGO")).args(args).current_dir(directory).env("RUSTFLAGS", "-Dwarnings"),
    )?;
    Ok(serde_json::from_str(&printed)?)
}

/// Those in TypeScript, checked by the compiler.
pub(crate) fn typescript(directory: &Path) -> Result<Value, Failed> {
    let node = program::slow_node()?;
    let script = root().join("tests/slow/handlers/answers.mjs").display().to_string();
    program::run(&node, "node", &[&script, &directory.display().to_string()])?;
    Ok(serde_json::from_str(&fs::read_to_string(directory.join("answers.json"))?)?)
}
