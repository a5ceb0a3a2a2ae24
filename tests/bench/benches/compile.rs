//! `cargo bench -p eventspec-bench --bench compile`: what each way to have the events costs to compile, as a table.
//!
//! A crate each, which decodes and encodes every event by name, built in release as cargo does by default. Counted is processor
//! time, of all processes that a build starts; the best of three builds of what is the user's own: the types, and the crate that
//! uses them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs};

use eventspec_catalog::{Catalog, Sources, resolve};
use wait4::Wait4 as _;

const BUILDS: usize = 3;

/// A way to have the events.
struct Way {
    name: &'static str,
    /// Its dependencies, as in a Cargo.toml.
    dependencies: String,
    /// The crates of generated types among them.
    generated: &'static [&'static str],
    source: String,
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace is there");
    let catalog = resolve(&Sources::load(&root.join("spec")).expect("the specification is there"));
    let catalog = catalog.expect("it has no findings");
    let directory = root.join("target/compile-bench");
    println!("Processor time of a release build of all events.\n");
    println!("| | types and their user, s | x derive | with all dependencies, s |");
    println!("|---|---|---|---|");
    let mut derive = None;
    for way in ways(&catalog, &root) {
        let (whole, own) = measure(&way, &directory, &root);
        let base = *derive.get_or_insert(own.as_secs_f64());
        let (own, whole) = (own.as_secs_f64(), whole.as_secs_f64());
        println!("| {} | {own:.2} | {:.2} | {whole:.1} |", way.name, own / base);
    }
}

fn ways(catalog: &Catalog, root: &Path) -> Vec<Way> {
    let serde = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";
    let generated = |name: &str, path: &str, more: &str| {
        format!("{name} = {{ path = '{}'{more} }}\n", root.join("generated").join(path).display())
    };
    let lens = |name, more, source| Way {
        name,
        dependencies: generated("nector-events", "rust", more),
        generated: &["nector-events"],
        source,
    };
    let by_hand =
        |name, suffix| Way { name, dependencies: serde.to_owned(), generated: &[], source: by_hand(catalog, suffix) };
    vec![
        by_hand("derive", "Plain"),
        by_hand("derive + flatten", "Flat"),
        Way {
            name: "typify's types (the strict SDK)",
            dependencies: generated("nector-events-strict", "rust-strict", "") + serde,
            generated: &["nector-events-strict"],
            source: "pub fn recoded(name: &str, json: &[u8]) -> Option<String> {
    nector_events_strict::Event::decode(name, json).ok()?.to_string().ok()
}
"
            .to_owned(),
        },
        lens("lens", ", default-features = false", LENS.to_owned()),
        lens("lens with `serde`", "", LENS.to_owned()),
    ]
}

const LENS: &str = "pub fn recoded(name: &str, json: &[u8]) -> Option<String> {
    nector_events::Event::decode(name, json).ok().map(|event| event.json().to_owned())
}
";

/// Structs with derive, and a function that decodes and encodes each event's.
fn by_hand(catalog: &Catalog, suffix: &str) -> String {
    let mut out = eventspec_bench::structs(catalog);
    out += "mod or_blank;\nuse or_blank::OrBlank;\n";
    out += "fn again<T: serde::Serialize + serde::de::DeserializeOwned>(json: &[u8]) -> Option<String> {\n";
    out += "    serde_json::to_string(&serde_json::from_slice::<T>(json).ok()?).ok()\n}\n";
    out += "pub fn recoded(name: &str, json: &[u8]) -> Option<String> {\n    match name {\n";
    for (event, payload) in catalog.events() {
        let _ = writeln!(out, "        {:?} => again::<{}{suffix}>(json),", event.name, payload.ident.pascal());
    }
    out + "        _ => None,\n    }\n}\n"
}

/// The time of a build from nothing, and of one that has all but the user's own crates.
fn measure(way: &Way, directory: &Path, root: &Path) -> (Duration, Duration) {
    let name = way.name.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let package = write(way, &directory.join(&name), root);
    let target = package.join("target");
    let _ = fs::remove_dir_all(&target);
    let whole = build(&package, &target);
    let own = (0..BUILDS).map(|_| {
        for own in way.generated.iter().chain(&["events-user"]) {
            cargo(&package, &target, &["clean", "--quiet", "--release", "--package", own]);
        }
        build(&package, &target)
    });
    (whole, own.min().unwrap_or_default())
}

fn write(way: &Way, package: &Path, root: &Path) -> PathBuf {
    fs::create_dir_all(package.join("src")).expect("the target directory can be written");
    let manifest = format!(
        "[package]\nname = \"events-user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{}\n[workspace]\n\n\
         [patch.crates-io]\neventspec-runtime = {{ path = '{}' }}\n",
        way.dependencies,
        root.join("crates/runtime").display()
    );
    let source = format!("#![allow(unused, missing_docs)]\n{}", way.source);
    for (path, text) in [
        ("Cargo.toml", manifest.as_str()),
        ("src/lib.rs", &source),
        ("src/or_blank.rs", include_str!("../src/or_blank.rs")),
    ] {
        fs::write(package.join(path), text).expect("the target directory can be written");
    }
    // The versions that everything else here is built with.
    fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock")).expect("the lock file is there");
    package.to_owned()
}

fn build(package: &Path, target: &Path) -> Duration {
    cargo(package, target, &["build", "--quiet", "--release"])
}

/// Runs cargo; the processor time of it and of everything it started.
fn cargo(package: &Path, target: &Path, args: &[&str]) -> Duration {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(package).env("CARGO_TARGET_DIR", target).stdin(Stdio::null());
    let used = command.spawn().and_then(|mut cargo| cargo.wait4()).expect("cargo runs");
    assert!(used.status.success(), "cargo {} failed in {}", args.join(" "), package.display());
    used.rusage.utime + used.rusage.stime
}
