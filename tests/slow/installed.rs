//! The program as a stranger gets it: all crates published, `cargo install eventspec` from there, and every command run in a
//! directory that knows no clone of this repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use eventspec_tests::catalogues::root;
use eventspec_tests::registry::{self, CRATES, Registry};
use eventspec_tests::{Failed, Verdict, cli, fail, files, program};

type Test = fn(&Stranger) -> Verdict;

#[test]
fn from_a_registry_and_used_without_a_clone() -> Verdict {
    let directory = tempfile::tempdir()?;
    let program = install(directory.path())?;
    let tests: [(&str, Test); 5] = [
        ("what it says of itself", says_of_itself),
        ("what README says", readme),
        ("the shop's catalogue", shop),
        ("what is packed", packed),
        ("what changed", changed),
    ];
    let spec = root().join("tests/cases/shop/spec");
    for (name, test) in tests {
        let place = directory.path().join("elsewhere");
        files::copy(&spec, &place.join("spec"))?;
        let stranger = Stranger { program: &program, directory: &place };
        let verdict = test(&stranger).and_then(|()| silent_below(&place));
        verdict.map_err(|error| format!("{name}: {}", error.message()))?;
        fs::remove_dir_all(&place)?;
    }
    Ok(())
}

/// Publishes all crates, and installs the program from the registry; where it is.
fn install(directory: &Path) -> Result<PathBuf, Failed> {
    let registry = Registry::start(directory, &registry::home()?, "installed")?;
    let workspace = directory.join("workspace");
    copy_workspace(&workspace)?;
    for name in CRATES {
        registry.publish(&workspace, &["--package", name], &["README.md", "LICENSE-APACHE", "LICENSE-MIT"])?;
        registry.stands_in_for(name)?;
    }
    fs::remove_dir_all(&workspace)?;
    let place = directory.join("installed");
    fs::create_dir(&place)?;
    // In the profile that the packages were verified in, so that dependencies are compiled once.
    let install = ["install", "eventspec", "--registry", "loopback", "--debug", "--quiet", "--root", "."];
    registry.cargo(&place, &install)?;
    Ok(place.join("bin").join(format!("eventspec{}", std::env::consts::EXE_SUFFIX)))
}

/// A workspace of the published crates alone: Cargo writes into its lock file where it found the crates.
fn copy_workspace(to: &Path) -> Verdict {
    files::copy(&root().join("crates"), &to.join("crates"))?;
    fs::copy(root().join("Cargo.lock"), to.join("Cargo.lock"))?;
    let manifest = fs::read_to_string(root().join("Cargo.toml"))?;
    let members = manifest.lines().find(|line| line.starts_with("members = ")).ok_or("a workspace without members")?;
    Ok(fs::write(to.join("Cargo.toml"), manifest.replacen(members, "members = [\"crates/*\"]", 1))?)
}

/// Somebody with the program and a directory.
struct Stranger<'a> {
    program: &'a Path,
    directory: &'a Path,
}

impl Stranger<'_> {
    /// Runs the program with arguments, which ends with a code and says certain words; all that it said.
    fn runs(&self, args: &str, code: i32, words: &str) -> Result<String, Failed> {
        let mut command = Command::new(self.program);
        command.args(args.split(' ')).current_dir(self.directory);
        // Nothing of Cargo's environment, which knows where the clone is.
        let path = std::env::var_os("PATH").unwrap_or_default();
        command.env_clear().env("PATH", path).env("NO_COLOR", "1");
        let (found, output, error) = cli::answer(&command.output()?);
        let said = output + &error;
        if found != code || !said.contains(words) {
            return fail(format!("`eventspec {args}`: exit {found}, not {code} and {words:?}:\n{said}"));
        }
        silent(&format!("`eventspec {args}`"), said.as_bytes())?;
        Ok(said)
    }

    /// Replaces a text of a file.
    fn edits(&self, path: &str, from: &str, to: &str) -> Verdict {
        let path = self.directory.join(path);
        let text = fs::read_to_string(&path)?;
        if !text.contains(from) {
            return fail(format!("{} has no {from:?}", path.display()));
        }
        Ok(fs::write(path, text.replacen(from, to, 1))?)
    }
}

/// A text does not speak of the commands of this repository.
fn silent(what: &str, text: &[u8]) -> Verdict {
    if text.windows(5).any(|word| word == b"xtask") { fail(format!("{what} says xtask")) } else { Ok(()) }
}

/// The same of all files below a directory.
fn silent_below(directory: &Path) -> Verdict {
    files::below(directory)?.iter().try_for_each(|(path, bytes)| silent(path, bytes))
}

fn says_of_itself(stranger: &Stranger) -> Verdict {
    let version = stranger.runs("--version", 0, "")?;
    if version != format!("eventspec {}\n", env!("CARGO_PKG_VERSION")) {
        return fail(version);
    }
    stranger.runs("--help", 0, "Try: eventspec generate")?;
    stranger.runs("completions bash", 0, "_eventspec()")?;
    stranger.runs("man", 0, ".TH eventspec 1")?;
    stranger.runs("explain", 0, "eventspec explain unknown-type")?;
    stranger.runs("explain unknown-type", 0, "Right")?;
    stranger.runs("explain field-removed-required", 0, "What to do")?;
    let commands = "generate check diff changelog new fmt explain sample send receive pack completions";
    for command in commands.split(' ') {
        stranger.runs(&format!("{command} --help"), 0, &format!("Usage: eventspec {command}"))?;
        stranger.runs(&format!("man {command}"), 0, &format!(".TH eventspec-{command} 1"))?;
    }
    Ok(())
}

/// The specification that README shows is one.
fn readme(stranger: &Stranger) -> Verdict {
    let spec = stranger.directory.join("spec");
    fs::remove_dir_all(&spec)?;
    let readme = fs::read_to_string(root().join("crates/cli/README.md"))?;
    let files: Vec<&str> = readme.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let [catalog, order] = files[..] else { return fail(format!("{} files of a specification", files.len())) };
    for (path, text) in [
        ("catalog.toml", catalog),
        ("events/order.toml", order),
        ("samples/order_create/documented.json", "{ \"fiat_amount\": 849.50 }\n"),
    ] {
        fs::create_dir_all(spec.join(path).parent().ok_or("a path without a folder")?)?;
        fs::write(spec.join(path), text)?;
    }
    stranger.runs("check", 0, "1 event, 1 payload, 1 field, 1 sample, no findings").map(|_| ())
}

fn shop(stranger: &Stranger) -> Verdict {
    stranger.runs("check", 0, "no findings")?;
    stranger.runs("fmt --check", 0, "")?;
    stranger.runs("sample --count 2", 0, "\"payload\":{")?;
    stranger.runs("generate", 0, "written")?;
    stranger.runs("generate --check", 0, "generated is up to date")?;
    let generated = without_stamp(&stranger.directory.join("generated"))?;
    let expected = without_stamp(&root().join("tests/cases/shop/expected"))?;
    if generated != expected {
        let differs = generated.iter().find(|(path, bytes)| expected.get(*path) != Some(bytes));
        return fail(format!("not the files that the clone has, as {:?}", differs.map(|(path, _)| path)));
    }

    stranger.edits("generated/rust/src/lib.rs", "pub", "pub /* mine */")?;
    stranger.runs("generate --check", 4, "overwrite the files with `eventspec generate --force`")?;
    stranger.runs("generate", 4, "eventspec generate --force")?;
    stranger.runs("generate --force", 0, "written")?;
    stranger.runs("new event order_refund", 0, "eventspec check")?;
    stranger.runs("check", 1, "eventspec explain ")?;
    stranger.runs("check --spec nowhere", 3, "nowhere does not exist").map(|_| ())
}

/// The files of an output; the stamp beside them knows times.
fn without_stamp(output: &Path) -> std::io::Result<BTreeMap<String, Vec<u8>>> {
    let mut all = files::below(output)?;
    all.retain(|path, _| !path.starts_with(".eventspec/"));
    Ok(all)
}

/// The packages are those that the clone makes, the runtime with them.
fn packed(stranger: &Stranger) -> Verdict {
    stranger.runs("pack", 4, "run `eventspec generate`, review the change, and pack again")?;
    stranger.runs("generate", 0, "written")?;
    stranger.runs("pack --to packed", 0, "SHA256SUMS")?;
    let mut clone = Command::new(cli::binary());
    program::output(clone.args(["pack", "--to", "of_clone"]).current_dir(stranger.directory))?;
    let sums = |folder: &str| fs::read_to_string(stranger.directory.join(folder).join("SHA256SUMS"));
    if sums("packed")? != sums("of_clone")? {
        return fail(format!("{}is not\n{}", sums("packed")?, sums("of_clone")?));
    }
    for (path, _) in files::below(&stranger.directory.join("packed"))? {
        if [".crate", ".tgz", ".gz"].iter().any(|ending| path.ends_with(ending)) {
            let to = stranger.directory.join("unpacked").join(&path);
            fs::create_dir_all(&to)?;
            let archive = stranger.directory.join("packed").join(&path).display().to_string();
            program::run(&to, "tar", &["-xzf", &archive])?;
        }
    }
    let unpacked = files::below(&stranger.directory.join("unpacked"))?;
    if unpacked.keys().any(|path| path.ends_with("/src/lens.rs")) { Ok(()) } else { fail("the runtime is not packed") }
}

fn changed(stranger: &Stranger) -> Verdict {
    files::copy(&stranger.directory.join("spec"), &stranger.directory.join("base"))?;
    stranger.runs("diff --base base", 0, "Shop")?;
    let field =
        "[[field]]\nname = \"gone\"\ntype = \"string\"\nrequired = true\ndoc = \"Sent no longer.\"\n\n[[field]]";
    stranger.edits("base/events/order.toml", "[[field]]", field)?;
    stranger.runs("diff --base base", 1, "break[field-removed-required]: `events/order.gone`")?;
    for format in ["json", "markdown", "github", "sarif", "junit"] {
        stranger.runs(&format!("diff --base base --format {format}"), 1, "field-removed-required")?;
    }
    stranger.runs("diff --base base --suggest-approvals", 0, "[[approve]]")?;
    stranger.runs("check --against base", 1, "events/order.gone")?;
    stranger.runs("changelog --from base", 0, "gone").map(|_| ())
}
