//! A small specification in two versions, and the output of each.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread::sleep;
use std::time::Duration;

use eventspec_tests::files::copy;
use eventspec_tests::{cli, program};
use tempfile::TempDir;

/// The content of files by path.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// The two versions: from the one to the other, files change, come and go, and folders with them.
pub(crate) struct Versions {
    directory: TempDir,
    /// What all runs are asked to do.
    args: &'static [&'static str],
    pub(crate) old: Tree,
    pub(crate) new: Tree,
}

/// One of the endings that a staged file has.
const TEMPORARY: &str = ".eventspec-tmp";
pub(crate) const MANIFEST: &str = "MANIFEST.sha256";
const STAMP: &str = ".eventspec/unchanged";

impl Versions {
    /// Makes them.
    pub(crate) fn new(args: &'static [&'static str]) -> Result<Self, String> {
        let directory = tempfile::tempdir().map_err(|error| error.to_string())?;
        let mut versions = Self { directory, args, old: Tree::new(), new: Tree::new() };
        versions.old = versions.generated("old", "Orders.", &["placed", "going"])?;
        versions.new = versions.generated("new", "Orders, described anew.", &["placed", "coming"])?;
        Ok(versions)
    }

    fn generated(&self, name: &str, doc: &str, events: &[&str]) -> Result<Tree, String> {
        let root = self.directory.path().join(name);
        let write = |path: String, text: String| -> Result<(), std::io::Error> {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
            fs::write(path, text)
        };
        let all = || -> Result<(), std::io::Error> {
            let head = format!("name = \"small-events\"\ntitle = \"Small\"\nversion = \"1.0.0\"\ndoc = \"{doc}\"\n");
            write("spec/catalog.toml".to_owned(), head)?;
            for event in events {
                let field = "[[field]]\nname = \"id\"\ntype = \"string\"\ndoc = \"Its number.\"\n";
                let text = format!("doc = \"{doc}\"\n[[event]]\nname = \"{event}\"\ndoc = \"It is {event}.\"\n{field}");
                write(format!("spec/events/{event}.toml"), text)?;
                write(format!("spec/samples/{event}/documented.json"), "{\"id\":\"1\"}\n".to_owned())?;
            }
            Ok(())
        };
        all().map_err(|error| error.to_string())?;
        let output = cli::run(&root, self.args);
        let (code, said, error) = cli::answer(&output);
        if code == 0 { tree(&root.join("generated")) } else { Err(format!("{said}{error}")) }
    }

    /// A directory with the new specification and the old output.
    pub(crate) fn scene(&self) -> Result<Scene, String> {
        let directory = tempfile::tempdir().map_err(|error| error.to_string())?;
        copy(&self.directory.path().join("new/spec"), &directory.path().join("spec"))
            .and_then(|()| copy(&self.directory.path().join("old/generated"), &directory.path().join("generated")))
            .map_err(|error| error.to_string())?;
        Ok(Scene { directory, args: self.args })
    }

    /// What is wrong with an output after a run that did not end well; `None` if it is old or new, file by file.
    pub(crate) fn find_torn_file(&self, found: &Tree) -> Option<String> {
        let is_old = found.get(MANIFEST) == self.old.get(MANIFEST);
        for (path, content) in found.iter().filter(|(path, _)| *path != MANIFEST && !path.ends_with(TEMPORARY)) {
            let known = [self.old.get(path), self.new.get(path).filter(|_| !is_old)];
            if !known.contains(&Some(content)) {
                return Some(format!("{path} is neither old nor new ({} bytes)", content.len()));
            }
        }
        let lost = self.old.keys().find(|path| !found.contains_key(*path) && (is_old || self.new.contains_key(*path)));
        lost.map(|path| format!("{path} is gone"))
    }
}

/// Two targets, with files in folders and without, few enough to be written one after the other.
pub(crate) const FEW: &[&str] = &["generate", "--target", "rust", "--target", "json-schema"];
/// All targets: files that are written side by side.
pub(crate) const MANY: &[&str] = &["generate"];

/// A run with a fault, if it came to the call.
pub(crate) struct Injected {
    pub(crate) was_injected: bool,
    pub(crate) output: Output,
}

/// A directory to generate in.
pub(crate) struct Scene {
    directory: TempDir,
    args: &'static [&'static str],
}

impl Scene {
    /// The directory.
    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    /// What is in the output.
    pub(crate) fn tree(&self) -> Result<Tree, String> {
        tree(&self.path().join("generated"))
    }

    /// Generates without faults.
    pub(crate) fn generate(&self) -> Output {
        cli::run(self.path(), self.args)
    }

    /// Compares without writing.
    pub(crate) fn check(&self) -> Output {
        cli::run(self.path(), &[self.args, &["--check"]].concat())
    }

    /// Generates with a fault at a call.
    pub(crate) fn injected(&self, call: &str, fault: &str, at: usize) -> Result<Injected, String> {
        self.injected_in(self.args, call, fault, at)
    }

    /// Runs a command with a fault at a call.
    pub(crate) fn injected_in(&self, args: &[&str], call: &str, fault: &str, at: usize) -> Result<Injected, String> {
        self.traced(&[], args, call, &format!("inject={call}:{fault}:when={at}"))
    }

    /// Runs a command with faults, as strace is told.
    pub(crate) fn traced(&self, more: &[String], args: &[&str], calls: &str, inject: &str) -> Result<Injected, String> {
        let strace = program::installed("strace").map_err(|missing| missing.message().to_owned())?;
        let mut command = Command::new(strace);
        command.args(["-f", "-o", "strace.log", "-e", &format!("trace={calls}"), "-e", inject]).args(more);
        command.arg(cli::binary()).args(args).current_dir(self.path()).env("NO_COLOR", "1");
        let output = command.output();
        let output = output.map_err(|error| format!("cannot run `strace`: {error}"))?;
        let log = fs::read_to_string(self.path().join("strace.log"));
        let log = log.map_err(|error| format!("strace wrote no log: {error}"))?;
        let was_injected = log.contains("INJECTED") || log.contains("killed by SIGKILL");
        Ok(Injected { was_injected, output })
    }

    /// Makes a repository of it, with one commit.
    pub(crate) fn commit(&self) -> Result<(), String> {
        let identity = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
        for args in [&["init", "--quiet"][..], &["add", "spec"], &["commit", "--quiet", "--message", "x"]] {
            let mut git = Command::new("git");
            program::output(git.args(identity).args(args).current_dir(self.path()))
                .map_err(|failed| failed.message().to_owned())?;
        }
        Ok(())
    }

    /// Whether there is a stamp of an output that nothing touched.
    pub(crate) fn is_stamped(&self) -> bool {
        self.path().join("generated").join(STAMP).is_file()
    }

    /// Removes the stamp and what is around it.
    pub(crate) fn remove_stamp(&self) -> std::io::Result<()> {
        match fs::remove_dir_all(self.path().join("generated").join(STAMP).with_file_name("")) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// A command that generates under another program.
    pub(crate) fn command_under(&self, program: impl AsRef<OsStr>, args: &[String]) -> Command {
        let mut command = Command::new(program);
        command.args(args).arg(cli::binary()).args(self.args).current_dir(self.path()).env("NO_COLOR", "1");
        command
    }
}

/// Waits until no file could be changed once more without a trace.
pub(crate) fn wait_for_clock_tick() {
    sleep(Duration::from_secs(4));
}

/// The content of every file below a directory, but for the stamp of an output that nothing touched.
pub(crate) fn tree(directory: &Path) -> Result<Tree, String> {
    let mut tree = Tree::new();
    let mut open: Vec<PathBuf> = vec![directory.to_owned()];
    let mut read = || -> std::io::Result<()> {
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    open.extend((!path.ends_with(".eventspec")).then_some(path));
                } else {
                    let name = path.strip_prefix(directory).unwrap_or(&path).display().to_string();
                    tree.insert(name, fs::read(&path)?);
                }
            }
        }
        Ok(())
    };
    read().map_err(|error| format!("cannot read {}: {error}", directory.display()))?;
    Ok(tree)
}
