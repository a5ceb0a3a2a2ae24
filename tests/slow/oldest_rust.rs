//! The generated crates and the runtime, built by the oldest Rust that they say they need.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use eventspec_tests::catalogues::root;
use eventspec_tests::{Failed, Verdict, fail, program};

/// The features that pull in other crates.
const FEATURES: [&str; 7] = ["chrono", "http", "jiff", "receive", "rust_decimal", "time", "tracing"];

/// Crates that users build.
const CRATES: [(&str, &str, &[&str]); 4] = [
    ("nector-events", "generated/rust", &FEATURES),
    ("nector-events-strict", "generated/rust-strict", &[]),
    ("shop-events", "tests/cases/shop/expected/rust", &FEATURES),
    ("shop-events-strict", "tests/cases/shop/expected/rust-strict", &[]),
];

#[test]
fn the_crates_build_with_the_oldest_rust_that_they_name() -> Verdict {
    let oldest = named("crates/runtime")?;
    let mut manifest = format!(
        "[package]\nname = \"consumer\"\nversion = \"0.0.0\"\nedition = \"2024\"\nrust-version = \"{oldest}\"\n\n\
         [workspace]\nresolver = \"3\"\n\n[patch.crates-io]\neventspec-runtime = {{ path = '{}' }}\n\n[dependencies]\n",
        root().join("crates/runtime").display()
    );
    for (name, path, features) in CRATES {
        if named(path)? != oldest {
            return fail(format!("{path} names another `rust-version` than crates/runtime"));
        }
        manifest += &format!("{name} = {{ path = '{}', features = {features:?} }}\n", root().join(path).display());
    }
    let directory = tempfile::tempdir()?;
    fs::create_dir(directory.path().join("src"))?;
    fs::write(directory.path().join("src/lib.rs"), "")?;
    fs::write(directory.path().join("Cargo.toml"), manifest)?;
    let mut command = Command::new(env!("CARGO"));
    command.args(["check", "--quiet"]).current_dir(directory.path());
    compiler(&oldest, &mut command)?;
    program::output(command.env("CARGO_TARGET_DIR", cache().join("target")))?;
    Ok(())
}

/// What a manifest names as `rust-version`.
fn named(package: &str) -> Result<String, Failed> {
    let text = fs::read_to_string(root().join(package).join("Cargo.toml"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("rust-version = \""));
    let version =
        line.and_then(|line| line.strip_suffix('"')).ok_or_else(|| format!("{package}: no `rust-version`"))?;
    Ok(version.to_owned())
}

/// Has Cargo call a compiler of a version: of rustup's, or out of Debian's package, which is unpacked and not installed, so that no
/// other command finds it.
fn compiler(version: &str, command: &mut Command) -> Verdict {
    if let Ok(path) = program::run(&root(), "rustup", &["which", "--toolchain", version, "rustc"]) {
        command.env("RUSTC", path.trim());
        return Ok(());
    }
    let unpacked = cache().join(version);
    let rustc = unpacked.join("usr/bin/rustc");
    if !rustc.is_file() {
        unpack(version, &unpacked).map_err(|error| {
            format!("Rust {version} is needed: `rustup toolchain install {version} --profile minimal`; Debian's has failed: {error:?}")
        })?;
    }
    command.env("RUSTC", rustc).env("LD_LIBRARY_PATH", unpacked.join("usr/lib/x86_64-linux-gnu"));
    Ok(())
}

/// Unpacks Debian's compiler of a version, and installs the library that it needs.
fn unpack(version: &str, to: &Path) -> Verdict {
    let apt = |args: &[&str]| program::run(Path::new("/"), "apt-get", args);
    apt(&["update"])?;
    let listed = program::run(Path::new("/"), "apt-cache", &["madison", "rustc-web", "rustc"])?;
    let packages = listed.lines().map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let mut found = packages.filter(|columns| columns.get(1).is_some_and(|at| at.starts_with(&format!("{version}."))));
    let found = found.next().ok_or("no package of that version")?;
    let [compiler, exact, ..] = found.as_slice() else { return fail("an odd list of packages".to_owned()) };
    let library = compiler.replace("rustc", "libstd-rust");
    let downloads = tempfile::tempdir()?;
    let names = [(*compiler).to_owned(), format!("{library}-dev"), format!("{library}-{version}")];
    let exact: Vec<String> = names.iter().map(|name| format!("{name}={exact}")).collect();
    let mut download = Command::new("apt-get");
    program::output(download.arg("download").args(&exact).current_dir(downloads.path()))?;
    let shown = program::run(Path::new("/"), "apt-cache", &["show", exact.last().ok_or("no package")?])?;
    let depends = shown.lines().find_map(|line| line.strip_prefix("Depends:")).unwrap_or_default();
    for needed in depends.split(',').filter_map(|needed| needed.split_whitespace().next()) {
        apt(&["install", "--yes", "--no-install-recommends", needed])?;
    }
    // Complete or not there.
    let part = cache().join(format!("{version}-unpacking"));
    fs::create_dir_all(&part)?;
    for package in fs::read_dir(downloads.path())? {
        let package = package?.path().display().to_string();
        program::run(Path::new("/"), "dpkg-deb", &["--extract", &package, &part.display().to_string()])?;
    }
    Ok(fs::rename(part, to)?)
}

/// Where what takes long to get is kept.
fn cache() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("oldest_rust")
}
