//! The crate that every generated crate depends on, as `cargo package` makes it, without what differs between two machines.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::Package;
use super::archive::{pack, unpack};
use crate::Failure;

const NAME: &str = "eventspec-runtime";
/// What cargo adds for its own use: the commit, the versions that happened to be locked, the manifest as it was written.
const LEFT_OUT: [&str; 3] = [".cargo_vcs_info.json", "Cargo.lock", "Cargo.toml.orig"];

/// Packages the runtime.
pub(super) fn package() -> Result<Package, Failure> {
    let scratch =
        tempfile::tempdir().map_err(|error| Failure::Io(format!("cannot create a temporary folder: {error}")))?;
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "package",
            "--quiet",
            "--package",
            NAME,
            "--no-verify",
            "--allow-dirty",
            "--exclude-lockfile",
            "--offline",
            "--target-dir",
        ])
        .arg(scratch.path())
        .current_dir(workspace())
        .output()
        .map_err(|error| Failure::Io(format!("cannot run `cargo`: {error}")))?;
    if !output.status.success() {
        return Err(Failure::Io(format!("cargo cannot package {NAME}:\n{}", String::from_utf8_lossy(&output.stderr))));
    }
    let cannot = |error: std::io::Error| Failure::Io(format!("cannot read the crate that cargo has packaged: {error}"));
    let made = fs::read_dir(scratch.path().join("package")).map_err(cannot)?;
    let path = made.flatten().map(|entry| entry.path()).find(|path| path.extension().is_some_and(|end| end == "crate"));
    let path = path.ok_or_else(|| Failure::Io("cargo has packaged no crate".to_owned()))?;
    let folder = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut entries = unpack(&fs::read(&path).map_err(cannot)?).map_err(cannot)?;
    entries.retain(|path, _| !LEFT_OUT.contains(&path.as_str()));
    Ok(Package { path: format!("crates/{folder}.crate"), bytes: pack(&folder, &entries).map_err(cannot)? })
}

/// The workspace that these commands belong to; cargo says where it is when it runs them.
fn workspace() -> PathBuf {
    let xtask = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    xtask.parent().map_or(xtask.clone(), PathBuf::from)
}
