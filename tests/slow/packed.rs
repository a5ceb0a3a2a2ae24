//! What `cargo xtask pack` makes, installed as other teams install it, and used.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use eventspec_tests::catalogues::root;
use eventspec_tests::{Failed, Verdict, cli, fail, files, program};
use serde_json::{Value, json};

/// A payload, and what is to be seen of it.
const PAYLOAD: &str = r#"{"fiat_amount":849.50,"utm_source":"","channel":"pos"}"#;
const SEEN: &str = "849.50 blank channel\n";

/// Packs the bundled catalogue into a directory; gives the packages of a kind.
fn pack(directory: &Path, kind: &str) -> Result<Vec<PathBuf>, Failed> {
    let to = directory.join("packed");
    let mut command = Command::new(cli::binary());
    program::output(command.arg("pack").arg("--to").arg(&to).current_dir(root()))?;
    Ok(fs::read_dir(to.join(kind))?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?)
}

/// Cargo takes the `.crate` files from a registry that is a folder, by their hashes, and asks nobody else.
#[test]
fn the_crates_install_and_work() -> Verdict {
    let directory = tempfile::tempdir()?;
    let registry = directory.path().join("registry");
    fs::create_dir_all(&registry)?;
    for package in pack(directory.path(), "crates")? {
        let name = package.file_name().unwrap_or_default().to_string_lossy().into_owned();
        fs::copy(&package, registry.join(&name))?;
        let (name, version) = name.trim_end_matches(".crate").rsplit_once('-').ok_or("a crate without a version")?;
        index(&registry, name, version, &package)?;
    }
    let project = directory.path().join("project");
    fs::create_dir_all(project.join("src"))?;
    fs::create_dir_all(project.join(".cargo"))?;
    let source = format!(
        "[source.crates-io]\nreplace-with = \"packed\"\n\n[source.packed]\nlocal-registry = '{}'\n",
        registry.display()
    );
    fs::write(project.join(".cargo/config.toml"), source)?;
    fs::write(
        project.join("Cargo.toml"),
        "[package]\nname = \"consumer\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         nector-events = { version = \"*\", default-features = false }\n",
    )?;
    fs::write(
        project.join("src/main.rs"),
        format!(
            "use nector_events::{{Event, Payload}};\n\nfn main() {{\n    \
             let event = Event::decode(\"order_create\", br#\"{PAYLOAD}\"#).unwrap();\n    \
             let Event::OrderCreate(order) = &event else {{ panic!() }};\n    \
             let blank = if order.utm_source().is_blank() {{ \"blank\" }} else {{ \"\" }};\n    \
             println!(\"{{}} {{blank}} {{}}\", order.fiat_amount().value().unwrap(), order.extra()[0].0);\n}}\n"
        ),
    )?;
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet"]).current_dir(&project).env("CARGO_HOME", directory.path().join("home"));
    let seen = program::output(command.env("CARGO_TARGET_DIR", directory.path().join("target")))?;
    if seen == SEEN { Ok(()) } else { fail(seen) }
}

/// The line of a crate in the index of the registry.
fn index(registry: &Path, name: &str, version: &str, package: &Path) -> Verdict {
    let sum = program::run(registry, "sha256sum", &[&package.display().to_string()])?;
    let dependency = |name: &str, requirement: &str, optional: bool| {
        json!({ "name": name, "req": requirement, "features": [], "optional": optional, "default_features": true,
                "target": null, "kind": "normal" })
    };
    let (dependencies, features): (Vec<Value>, Value) = match name {
        "eventspec-runtime" => (
            vec![dependency("serde", "1", true), dependency("serde_json", "1", true)],
            json!({ "default": [], "serde": ["dep:serde", "dep:serde_json"] }),
        ),
        "nector-events" => (
            vec![dependency("eventspec-runtime", "0.1", false)],
            json!({ "default": ["serde"], "serde": ["eventspec-runtime/serde"] }),
        ),
        _ => (vec![dependency("serde", "1", false), dependency("serde_json", "1", false)], json!({})),
    };
    let checksum = sum.split(' ').next().unwrap_or_default();
    let mut line = json!({ "name": name, "vers": version, "deps": dependencies, "cksum": checksum,
                           "features2": features, "v": 2, "yanked": false })
    .to_string();
    writeln!(line)?;
    let folder = registry.join("index").join(&name[..2]).join(&name[2..4]);
    fs::create_dir_all(&folder)?;
    Ok(fs::write(folder.join(name), line)?)
}

/// Cargo is not asked when the runtime is packed, and what it would make of the crate is the same to those who install it.
#[test]
fn the_runtime_is_as_cargo_packages_it() -> Verdict {
    let directory = tempfile::tempdir()?;
    let is_runtime = |path: &PathBuf| path.to_string_lossy().contains("/eventspec-runtime-");
    let ours = pack(directory.path(), "crates")?.into_iter().find(is_runtime).ok_or("the runtime is not packed")?;
    let target = directory.path().join("target");
    let package = ["package", "--package", "eventspec-runtime", "--no-verify", "--allow-dirty", "--quiet"];
    let mut command = Command::new(env!("CARGO"));
    program::output(command.args(package).current_dir(root()).env("CARGO_TARGET_DIR", &target))?;
    let theirs = target.join("package").join(ours.file_name().unwrap_or_default());

    let mut ours = unpack(&ours, &directory.path().join("ours"))?;
    let mut theirs = unpack(&theirs, &directory.path().join("theirs"))?;
    let manifests = [manifest(ours.remove("Cargo.toml"))?, manifest(theirs.remove("Cargo.toml"))?];
    if manifests[0] != manifests[1] {
        return fail(format!("the manifest says\n{:#?}\nand Cargo's\n{:#?}", manifests[0], manifests[1]));
    }
    // What Cargo adds of its own, and the tests.
    let is_installed = |path: &String| {
        !["Cargo.lock", "Cargo.toml.orig", ".cargo_vcs_info.json"].contains(&path.as_str())
            && !path.starts_with("tests/")
    };
    theirs.retain(|path, _| is_installed(path));
    if ours == theirs { Ok(()) } else { fail(format!("{:?} and not {:?}", ours.keys(), theirs.keys())) }
}

/// The files of a `.crate`.
fn unpack(package: &Path, to: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failed> {
    fs::create_dir(to)?;
    program::run(to, "tar", &["-xzf", &package.display().to_string(), "--strip-components", "1"])?;
    Ok(files::below(to)?)
}

/// What a manifest says to those who depend on the crate.
fn manifest(text: Option<Vec<u8>>) -> Result<toml::Table, Failed> {
    let mut manifest: toml::Table = String::from_utf8(text.ok_or("no manifest")?)?.parse()?;
    manifest.retain(|key, _| ["package", "features", "dependencies"].contains(&key));
    let package = manifest.get_mut("package").and_then(toml::Value::as_table_mut).ok_or("no package")?;
    // Which files are targets, which both leave to their places.
    package.retain(|key, _| key != "build" && !key.starts_with("auto"));
    Ok(manifest)
}

/// npm installs the tarball, which has no dependencies to ask a registry for.
#[test]
fn the_npm_package_installs_and_works() -> Verdict {
    let directory = tempfile::tempdir()?;
    let packages = pack(directory.path(), "npm")?;
    let [tarball] = packages.as_slice() else { return fail(format!("{packages:?}")) };
    let project = directory.path().join("project");
    fs::create_dir(&project)?;
    fs::write(project.join("package.json"), "{ \"private\": true, \"type\": \"module\" }\n")?;
    let cache = directory.path().join("cache").display().to_string();
    let install =
        ["install", "--offline", "--no-audit", "--no-fund", "--cache", &cache, &tarball.display().to_string()];
    program::run(&project, "npm", &install)?;
    let script = format!(
        "import {{ decode }} from \"nector-events\";\n\
         const {{ event }} = decode(\"order_create\", {PAYLOAD:?});\n\
         const extra = event.unknownFields.map(({{ key }}) => key);\n\
         console.log(event.raw.match(/[0-9.]+/)[0], event.field(\"utm_source\").state, ...extra);\n"
    );
    fs::write(project.join("consumer.js"), script)?;
    let seen = program::run(&project, "node", &["consumer.js"])?;
    if seen == SEEN { Ok(()) } else { fail(seen) }
}
