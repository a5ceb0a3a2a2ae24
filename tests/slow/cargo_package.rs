//! The crates as their users get them: packaged and verified, published to a registry, and used from there by a project
//! that has nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use eventspec_tests::catalogues::{Catalogue, all, root};
use eventspec_tests::server::Server;
use eventspec_tests::{Verdict, fail, files, program};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let home = home().unwrap_or_else(|error| panic!("{}", error.message().unwrap_or_default()));
    let trials = all().into_iter().map(|catalogue| {
        let (name, home) = (format!("cargo_package::{}::published_compiled_and_run", catalogue.name), home.clone());
        Trial::test(name, move || published(&catalogue, home))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

/// A home of Cargo's for the tests, since it keeps what it knows of each registry, and these live no longer than a test.
fn home() -> Result<PathBuf, Failed> {
    let home = root().join("target/slow/cargo-home");
    for kind in ["index", "cache", "src"] {
        let Ok(registries) = fs::read_dir(home.join("registry").join(kind)) else { continue };
        for registry in registries {
            let registry = registry?;
            if registry.file_name().to_string_lossy().starts_with("127.0.0.1-") {
                fs::remove_dir_all(registry.path())?;
            }
        }
    }
    Ok(home)
}

fn published(catalogue: &Catalogue, home: PathBuf) -> Verdict {
    let directory = tempfile::tempdir()?;
    let registry = Server::start("crates.mjs", directory.path())?;
    let target = root().join("target/slow").join(catalogue.name);
    let user = User { directory: directory.path(), target, home };
    user.knows_registry(&registry.address)?;

    user.publish(&root(), &["--package", "eventspec-runtime"], &["CONTRACT.md", "LICENSE-APACHE", "LICENSE-MIT"])?;
    user.finds_runtime_in_registry()?;
    let licenses = catalogue.catalog.license_files.iter().map(|(name, _)| *name);
    let papers: Vec<&str> = ["README.md"].into_iter().chain(licenses).collect();
    for flavour in ["rust", "rust-strict"] {
        let copy = directory.path().join(flavour);
        files::copy(&catalogue.generated.join(flavour), &copy)?;
        user.publish(&copy, &[], &papers)?;
    }

    for features in ["", ", default-features = false"] {
        user.consumes(catalogue, features)?;
    }
    Ok(())
}

/// Somebody with Cargo, a directory and a registry.
struct User<'a> {
    directory: &'a Path,
    target: PathBuf,
    home: PathBuf,
}

impl User<'_> {
    fn knows_registry(&self, address: &str) -> Verdict {
        let config = format!("[registries.loopback]\nindex = \"sparse+{address}\"\ntoken = \"anybody\"\n");
        Ok(fs::write(self.config(), config)?)
    }

    /// The generated crate names the runtime as one of crates.io; as long as it is not there, it is taken from here.
    fn finds_runtime_in_registry(&self) -> Verdict {
        let patch = "[patch.crates-io]\neventspec-runtime = { version = \"0.1\", registry = \"loopback\" }\n";
        Ok(fs::write(self.config(), fs::read_to_string(self.config())? + patch)?)
    }

    fn config(&self) -> PathBuf {
        self.directory.join("config.toml")
    }

    fn cargo(&self, directory: &Path, args: &[&str]) -> Result<String, Failed> {
        let mut command = Command::new(env!("CARGO"));
        command.arg("--config").arg(self.config()).args(args).current_dir(directory);
        program::output(command.env("CARGO_HOME", &self.home).env("CARGO_TARGET_DIR", &self.target))
    }

    /// Packages, verifies (which compiles what was packaged) and sends; with what a package has beside its code.
    fn publish(&self, directory: &Path, args: &[&str], papers: &[&str]) -> Verdict {
        let listed = self.cargo(directory, &[&["package", "--list", "--allow-dirty"], args].concat())?;
        if let Some(paper) = papers.iter().find(|paper| !listed.lines().any(|file| file == **paper)) {
            return fail(format!("the package has no {paper}:\n{listed}"));
        }
        let publish = ["publish", "--registry", "loopback", "--allow-dirty", "--quiet"];
        self.cargo(directory, &[&publish[..], args].concat()).map(|_| ())
    }

    /// A new project that depends on the published crate compiles, and decodes every sample.
    fn consumes(&self, catalogue: &Catalogue, features: &str) -> Verdict {
        let project = tempfile::tempdir_in(self.directory)?;
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
        let printed = self.cargo(project.path(), &args.iter().map(String::as_str).collect::<Vec<_>>())?;
        let expected = format!("{} samples\n", package.samples.len());
        if printed == expected { Ok(()) } else { fail(printed) }
    }
}
