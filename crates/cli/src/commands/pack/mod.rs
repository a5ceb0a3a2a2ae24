//! `pack`: what other teams install or download, in one folder, with the hash of each; same specification, same bytes.
//!
//! Everything is packed from what is emitted in memory, which must also be what is in the output directory: what is
//! published is what was reviewed.

mod runtime;
mod sums;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use eventspec_catalog::{Catalog, Sources};
use eventspec_emit::{Files, Packaging, Target, package_names};
use serde_json::{Value, json};

use self::sums::{MANIFEST, SUMS, Sums};
use super::generate::{emit_all, update};
use crate::archive::{self, Entries};
use crate::args::{Format, OutArgs, SpecArgs};
use crate::output::{self, Found, Plan};
use crate::signals::Writing;
use crate::terminal::{outln, print_json};
use crate::{Failure, load};

/// A file to be published.
struct Package {
    /// Path below the folder of packages.
    path: String,
    bytes: Vec<u8>,
}

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    spec: SpecArgs,
    #[command(flatten)]
    out: OutArgs,
    /// Directory of the packages.
    #[arg(long, value_name = "DIR", default_value = "target/pack")]
    to: PathBuf,
}

pub(crate) fn pack(args: &Args) -> Result<(), Failure> {
    let sources = load::load(&args.spec.source)?;
    let catalog = load::resolved_from(&sources, &args.spec)?;
    let others = [("specification", args.spec.source.spec.as_path()), ("output directory", args.out.out.as_path())];
    output::destination::check(&args.to, "--to", &others)?;
    let emitted = emit_all(&catalog, &Target::ALL)?;
    let plan = Plan::new(&args.out.out, &Target::ALL, emitted.clone())?;
    if let Some(change) = plan.changes.first() {
        let (out, change) = (args.out.out.display(), change.describe());
        let generate = args.out.hint(args.spec.hint("generate"));
        return Err(Failure::Stale(format!(
            "{out} is out of date, beginning with:\n  {change}\nhelp: {}",
            update(&plan.changes, &generate, ", review the change, and pack again")
        )));
    }
    let mut packages = vec![runtime::package()?, specification(&catalog, &sources)?];
    for (target, files) in Target::ALL.iter().zip(&emitted) {
        packages.extend(package(&catalog, *target, files)?);
    }
    packages.sort_by(|a, b| a.path.cmp(&b.path));
    packages.push(Package { path: MANIFEST.to_owned(), bytes: manifest(&catalog, &packages).into() });
    write(&args.to, &packages)?;
    report(args, &packages);
    Ok(())
}

/// The specification itself: what later versions are compared with.
fn specification(catalog: &Catalog, sources: &Sources) -> Result<Package, Failure> {
    let folder = format!("{}-spec-{}", catalog.name, catalog.version);
    let entries: Entries = sources.iter().map(|(path, text)| (path.to_owned(), text.into())).collect();
    packed(format!("{folder}.tar.gz"), &folder, &entries)
}

/// The package of a target, if other teams have a use for it.
fn package(catalog: &Catalog, target: Target, files: &Files) -> Result<Option<Package>, Failure> {
    let (name, version) = (&catalog.name, catalog.version_of(target.name()));
    let (path, folder) = match target.packaging() {
        Packaging::Crate { suffix } => {
            let folder = format!("{name}{suffix}-{version}");
            (format!("crates/{folder}.crate"), folder)
        }
        // npm expects every package in a folder of this name.
        Packaging::Npm => (format!("npm/{name}-{version}.tgz"), "package".to_owned()),
        Packaging::Archive => {
            let folder = format!("{name}-{}-{version}", target.name());
            (format!("{folder}.tar.gz"), folder)
        }
        Packaging::Unpublished => return Ok(None),
    };
    let below = format!("{}/", target.name());
    let entries: Entries = files
        .iter()
        .filter_map(|(path, text)| Some((path.strip_prefix(&below)?.to_owned(), text.as_bytes().to_owned())))
        .collect();
    packed(path, &folder, &entries).map(Some)
}

fn packed(path: String, folder: &str, entries: &Entries) -> Result<Package, Failure> {
    let bytes = archive::pack(folder, entries).map_err(|error| Failure::Io(format!("cannot pack {path}: {error}")))?;
    Ok(Package { path, bytes })
}

/// What was packed, for programs.
fn manifest(catalog: &Catalog, packages: &[Package]) -> String {
    let files: Vec<Value> = packages
        .iter()
        .map(|file| json!({ "path": file.path, "sha256": output::hash(&file.bytes), "bytes": file.bytes.len() }))
        .collect();
    let versions = package_names().into_iter().map(|package| (package, catalog.version_of(package)));
    let versions: BTreeMap<&str, &str> = versions.collect();
    let (name, version, title) = (&catalog.name, &catalog.version, &catalog.title);
    let head = json!({ "name": name, "version": version, "packages": versions, "title": title, "files": files });
    format!("{head:#}\n")
}

/// Writes the packages, and removes those of an earlier run that are no longer made.
fn write(folder: &Path, packages: &[Package]) -> Result<(), Failure> {
    let mut known = BTreeSet::new();
    let paths: Vec<PathBuf> = packages
        .iter()
        .map(|package| output::resolve_below(folder, &package.path, &mut known))
        .collect::<Result<_, Failure>>()?;
    let old = sums::of_earlier_run(folder)?;
    for (path, package) in paths.iter().zip(packages) {
        let is_ours = |bytes: &[u8]| bytes == package.bytes || old.has(&package.path, bytes);
        match output::look(path)? {
            Found::Nothing => {}
            Found::File(bytes) if is_ours(&bytes) => {}
            Found::File(_) | Found::Link(_) => return Err(sums::foreign(path)),
        }
    }
    let _writing = Writing::begin();
    let new = Sums::of(packages.iter().map(|package| (package.path.as_str(), package.bytes.as_slice())));
    // Until all are there, both the old and the new ones are known to be ours.
    output::replace(&folder.join(SUMS), old.and(&new).text())?;
    for (path, package) in paths.iter().zip(packages) {
        output::replace(path, &package.bytes)?;
    }
    for path in old.paths().filter(|path| packages.iter().all(|package| package.path != *path)) {
        // Only what is as it was written is known to be ours, and nothing behind a link is.
        let Ok(found) = output::resolve_below(folder, path, &mut known) else { continue };
        if matches!(output::look(&found), Ok(Found::File(bytes)) if old.has(path, &bytes)) {
            fs::remove_file(&found).map_err(|error| output::cannot("remove", &found, &error))?;
        }
    }
    output::replace(&folder.join(SUMS), new.text())
}

fn report(args: &Args, packages: &[Package]) {
    let to = args.to.display();
    if args.spec.format == Format::Json {
        let paths: Vec<String> = packages.iter().map(|package| format!("{to}/{}", package.path)).collect();
        print_json(&json!({ "written": paths }));
        return;
    }
    for package in packages {
        outln!("{} {:>9}  {}", &output::hash(&package.bytes)[..12], package.bytes.len(), package.path);
    }
    outln!("{} files below {to}; all hashes: {SUMS}", packages.len());
}
