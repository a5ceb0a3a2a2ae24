//! The generated packages of every world and side in a directory, and a cargo workspace beside them that uses them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use eventspec_catalog::Catalog;
use eventspec_diff::{Side, Strictness};
use eventspec_emit::{Target, emit};
use eventspec_tests::Failed;
use eventspec_tests::catalogues::root;

use eventspec_tests::changes::World;

/// Both sides.
pub(crate) const SIDES: [Side; 2] = [Side::Old, Side::New];

pub(crate) fn word(side: Side) -> &'static str {
    match side {
        Side::Old => "old",
        Side::New => "new",
    }
}

/// A directory with everything in it that was generated.
pub(crate) struct Workspace {
    directory: tempfile::TempDir,
}

impl Workspace {
    pub(crate) fn new(worlds: &[World]) -> Result<Self, Failed> {
        let workspace = Self { directory: tempfile::tempdir()? };
        for world in worlds {
            for side in SIDES {
                workspace.generate(world, side)?;
            }
        }
        workspace.write_manifests(worlds)?;
        Ok(workspace)
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.directory.path().join(below)
    }

    /// Where the packages of a side are.
    pub(crate) fn generated(&self, world: &World, side: Side) -> PathBuf {
        self.path(&format!("generated/{}/{}", world.name, word(side)))
    }

    fn generate(&self, world: &World, side: Side) -> Result<(), Failed> {
        // Two packages with the same name differ in their versions.
        let version = if side == Side::Old { "1.0.0" } else { "2.0.0" };
        let catalog = Catalog { version: version.to_owned(), ..world.on(side).clone() };
        let out = self.generated(world, side);
        let packages = [Target::Rust, Target::RustStrict, Target::TypeScript, Target::JsonSchema];
        for target in packages.into_iter().chain([Target::OpenApi, Target::AsyncApi]) {
            for (path, text) in emit(&catalog, target)?.iter() {
                write(&out.join(path), text)?;
            }
        }
        Ok(())
    }

    /// A crate that runs payloads, and one per side and strictness for source.
    fn write_manifests(&self, worlds: &[World]) -> Result<(), Failed> {
        let runtime = root().join("crates/runtime").display().to_string();
        let mut members = vec!["run".to_owned()];
        let mut run = String::new();
        for (index, world) in worlds.iter().enumerate() {
            for side in SIDES {
                for (prefix, folder, suffix) in [("t", "rust", ""), ("s", "rust-strict", "-strict")] {
                    let path = self.generated(world, side).join(folder).display().to_string();
                    let package = format!("{}{suffix}", world.on(side).name);
                    let _ =
                        writeln!(run, "{prefix}{index}_{} = {{ package = {package:?}, path = {path:?} }}", word(side));
                }
            }
        }
        write(&self.path("cargo/run/Cargo.toml"), &manifest("run", &run))?;
        write(&self.path("cargo/run/src/main.rs"), &crate::rust::runner(worlds.len()))?;
        for side in SIDES {
            for strictness in Strictness::ALL {
                let name = snippets(side, strictness);
                let (folder, suffix) =
                    if strictness == Strictness::Tolerant { ("rust", "") } else { ("rust-strict", "-strict") };
                let mut dependencies = String::new();
                for world in worlds {
                    let path = self.generated(world, side).join(folder).display().to_string();
                    let receives = strictness == Strictness::Tolerant && !world.on(side).deliveries.is_empty();
                    let features = if receives { ", features = [\"receive\"]" } else { "" };
                    let _ = writeln!(dependencies, "{}{suffix} = {{ path = {path:?}{features} }}", world.on(side).name);
                }
                write(&self.path(&format!("cargo/{name}/Cargo.toml")), &manifest(&name, &dependencies))?;
                write(&self.path(&format!("cargo/{name}/src/lib.rs")), "")?;
                members.push(name);
            }
        }
        let workspace = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[patch.crates-io]\neventspec-runtime = {{ path = {runtime:?} }}\n\n[profile.dev]\ndebug = false\nincremental = false\n"
        );
        write(&self.path("cargo/Cargo.toml"), &workspace)?;
        // The versions that the workspace has been tested with.
        fs::copy(root().join("Cargo.lock"), self.path("cargo/Cargo.lock"))?;
        Ok(())
    }
}

/// The name of the crate for source.
pub(crate) fn snippets(side: Side, strictness: Strictness) -> String {
    format!("source-{}-{}", word(side), strictness.as_str())
}

fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nserde_json = {{ version = \"1\", features = [\"raw_value\"] }}\n{dependencies}"
    )
}

pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failed> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    Ok(fs::write(path, text)?)
}
