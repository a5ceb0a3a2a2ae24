//! Cargo with a registry on loopback: what is published there is found there, and everything else on crates.io.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::catalogues::root;
use crate::server::Server;
use crate::{Failed, Verdict, fail, program};

/// The crates of this repository that are published, each after those that it depends on.
pub const CRATES: [&str; 6] =
    ["eventspec-runtime", "eventspec-catalog", "eventspec-payloads", "eventspec-diff", "eventspec-emit", "eventspec"];

/// The `CARGO_HOME` of the tests. It keeps what was downloaded from crates.io for later runs, and forgets the registries on
/// loopback, which lived no longer than a test.
///
/// # Errors
/// Fails where a folder of such a registry cannot be removed.
pub fn home() -> Result<PathBuf, Failed> {
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

/// A registry, and what a person needs to use it.
pub struct Registry {
    _server: Server,
    config: PathBuf,
    home: PathBuf,
    target: PathBuf,
}

impl Registry {
    /// Starts a registry. Cargo is told of it by a file in a directory, and builds in a folder of `target/slow`, which is kept.
    ///
    /// # Errors
    /// Fails where the server does not start or the file cannot be written.
    pub fn start(directory: &Path, home: &Path, target: &str) -> Result<Self, Failed> {
        let server = Server::start("crates.mjs", directory)?;
        let config = directory.join("config.toml");
        let known = format!("[registries.loopback]\nindex = \"sparse+{}\"\ntoken = \"anybody\"\n", server.address);
        fs::write(&config, known + "\n[patch.crates-io]\n")?;
        let target = root().join("target/slow").join(target);
        Ok(Self { _server: server, config, home: home.to_owned(), target })
    }

    /// Runs Cargo in a directory; what it printed to standard output.
    ///
    /// # Errors
    /// As [`program::output`].
    pub fn cargo(&self, directory: &Path, args: &[&str]) -> Result<String, Failed> {
        let mut command = Command::new(env!("CARGO"));
        command.arg("--config").arg(&self.config).args(args).current_dir(directory);
        command.env("CARGO_HOME", &self.home).env("CARGO_TARGET_DIR", &self.target);
        // Nobody debugs what is built here.
        program::output(command.env("CARGO_PROFILE_DEV_DEBUG", "false"))
    }

    /// Packages, verifies (which compiles what was packaged) and sends; the package has these files beside its code.
    ///
    /// # Errors
    /// Fails where one of them is missing, or Cargo fails.
    pub fn publish(&self, directory: &Path, args: &[&str], papers: &[&str]) -> Verdict {
        let listed = self.cargo(directory, &[&["package", "--list", "--allow-dirty"], args].concat())?;
        if let Some(paper) = papers.iter().find(|paper| !listed.lines().any(|file| file == **paper)) {
            return fail(format!("the package has no {paper}:\n{listed}"));
        }
        let publish = ["publish", "--registry", "loopback", "--allow-dirty", "--quiet"];
        self.cargo(directory, &[&publish[..], args].concat()).map(|_| ())
    }

    /// From now on a published crate is found here by those that name it as one of crates.io, as all manifests do.
    ///
    /// # Errors
    /// Fails where the file of the configuration cannot be written.
    pub fn stands_in_for(&self, name: &str) -> Verdict {
        let mut config = OpenOptions::new().append(true).open(&self.config)?;
        let version = env!("CARGO_PKG_VERSION");
        Ok(writeln!(config, "{name} = {{ version = \"{version}\", registry = \"loopback\" }}")?)
    }
}
