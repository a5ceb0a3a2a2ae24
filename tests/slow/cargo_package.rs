//! The crates as their users get them: packaged and verified, published to a registry, and used from there by a project
//! that has nothing else.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use eventspec_tests::catalogues::{Catalogue, all, root};
use eventspec_tests::registry::{self, Registry};
use eventspec_tests::{Verdict, fail, files, matrix};

fn main() -> ExitCode {
    let home = registry::home().unwrap_or_else(|error| panic!("{}", error.message()));
    let trials = all().into_iter().map(|catalogue| {
        let (name, home) = (format!("cargo_package::{}::published_compiled_and_run", catalogue.name), home.clone());
        matrix::trial(name, move || published(&catalogue, &home))
    });
    matrix::run(trials.collect())
}

fn published(catalogue: &Catalogue, home: &Path) -> Verdict {
    let directory = tempfile::tempdir()?;
    let registry = Registry::start(directory.path(), home, catalogue.name)?;
    let runtime = ["CONTRACT.md", "README.md", "LICENSE-APACHE", "LICENSE-MIT"];
    registry.publish(&root(), &["--package", "eventspec-runtime"], &runtime)?;
    registry.stands_in_for("eventspec-runtime")?;
    let licenses = catalogue.catalog.license_files.iter().map(|(name, _)| *name);
    let changelog = catalogue.catalog.changelog.iter().map(|_| "CHANGELOG.md");
    let papers: Vec<&str> = ["README.md"].into_iter().chain(licenses).chain(changelog).collect();
    for flavour in ["rust", "rust-strict"] {
        let copy = directory.path().join(flavour);
        files::copy(&catalogue.generated.join(flavour), &copy)?;
        registry.publish(&copy, &[], &papers)?;
    }

    for features in ["", ", default-features = false"] {
        consumed(&registry, directory.path(), catalogue, features)?;
    }
    Ok(())
}

/// A new project that depends on the published crate compiles, and decodes every sample.
fn consumed(registry: &Registry, directory: &Path, catalogue: &Catalogue, features: &str) -> Verdict {
    let project = tempfile::tempdir_in(directory)?;
    let package = &catalogue.catalog;
    let manifest = format!(
        "[package]\nname = \"consumer\"\nedition = \"2024\"\n\n[dependencies]\n\
         events = {{ package = \"{}\", version = \"{}\", registry = \"loopback\"{features} }}\n\n[workspace]\n",
        package.name, package.version
    );
    fs::write(project.path().join("Cargo.toml"), manifest)?;
    fs::create_dir(project.path().join("src"))?;
    fs::copy(root().join("tests/slow/rust/consumer.rs"), project.path().join("src/main.rs"))?;

    let mut args = vec!["run".to_owned(), "--quiet".to_owned(), "--".to_owned()];
    for (index, sample) in package.samples.iter().enumerate() {
        let path = project.path().join(format!("{index}.json"));
        fs::write(&path, &sample.text)?;
        args.extend([sample.event.clone(), path.display().to_string()]);
    }
    let printed = registry.cargo(project.path(), &args.iter().map(String::as_str).collect::<Vec<_>>())?;
    let expected = format!("{} samples\n", package.samples.len());
    if printed == expected { Ok(()) } else { fail(printed) }
}
