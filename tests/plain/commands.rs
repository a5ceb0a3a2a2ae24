//! What the command line does to a directory, and what it says.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use eventspec_catalog::limits;
use eventspec_tests::catalogues::root;
use eventspec_tests::{Failed, Verdict, cli, contains, expect, fail, files};

/// A copy of the nested specification, generated into a temporary directory.
pub(crate) struct Scene {
    directory: tempfile::TempDir,
}

impl Scene {
    pub(crate) fn new() -> Result<Self, Failed> {
        let scene = Self { directory: tempfile::tempdir()? };
        files::copy(&root().join("tests/cases/shop/spec"), &scene.path("spec"))?;
        scene.generate(&[], 0)?;
        Ok(scene)
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.directory.path().join(below)
    }

    /// Generates into `generated` and expects an exit code; gives what was printed.
    pub(crate) fn generate(&self, args: &[&str], expected: i32) -> Result<String, Failed> {
        let args: Vec<&str> = ["generate"].iter().chain(args).copied().collect();
        let (code, output, error) = cli::answer(&cli::run(self.directory.path(), &args));
        if code == expected {
            Ok(output + &error)
        } else {
            fail(format!("exit {code}, not {expected}\n{output}{error}"))
        }
    }

    /// A description in the specification, changed.
    pub(crate) fn edit_spec(&self) -> Result<(), Failed> {
        let path = self.path("spec/catalog.toml");
        let text = fs::read_to_string(&path)?;
        fs::write(&path, text.replacen("title = \"", "title = \"Changed ", 1))?;
        Ok(())
    }
}

pub(crate) const FILE: &str = "generated/rust/src/event.rs";

#[test]
fn unchanged_files_keep_their_time() -> Verdict {
    let scene = Scene::new()?;
    let before = fs::metadata(scene.path(FILE))?.modified()?;
    let said = scene.generate(&[], 0)?;
    // In a pipe there is the summary, and no progress before it.
    if !said.contains("files unchanged") || said.lines().count() != 1 {
        return fail(said);
    }
    scene.edit_spec()?;
    scene.generate(&[], 0)?;
    let after = fs::metadata(scene.path(FILE))?.modified()?;
    if before == after { Ok(()) } else { fail("event.rs was written although it did not change") }
}

#[test]
fn check_names_deleted_stray_and_edited() -> Verdict {
    let scene = Scene::new()?;
    fs::remove_file(scene.path(FILE))?;
    fs::write(scene.path("generated/rust/src/stray.rs"), "")?;
    fs::write(scene.path("generated/rust/src/lib.rs"), "edited\n")?;
    let said = scene.generate(&["--check"], 4)?;
    let json = scene.generate(&["--check", "--format", "json"], 4)?;
    let json: serde_json::Value = serde_json::from_str(json.split("error:").next().unwrap_or_default())?;
    let states: Vec<_> = json["changes"].as_array().into_iter().flatten().map(|change| &change["state"]).collect();
    if states != ["missing", "edited", "stray"] {
        return fail(format!("{json:#}"));
    }
    contains(
        &said,
        &["missing  rust/src/event.rs", "stray    rust/src/stray.rs", "edited   rust/src/lib.rs", "-edited"],
    )?;
    if scene.path(FILE).exists() { fail("--check wrote a file") } else { Ok(()) }
}

#[test]
fn check_shows_a_diff_of_a_stale_file() -> Verdict {
    let scene = Scene::new()?;
    scene.edit_spec()?;
    let said = scene.generate(&["--check"], 4)?;
    contains(&said, &["stale    rust/src/lib.rs", "+++ b/rust/src/lib.rs", "Changed "])
}

#[test]
fn an_edited_file_is_not_overwritten() -> Verdict {
    let scene = Scene::new()?;
    fs::write(scene.path(FILE), "mine\n")?;
    contains(&scene.generate(&[], 4)?, &["edited   rust/src/event.rs", "--force"])?;
    if fs::read_to_string(scene.path(FILE))? != "mine\n" {
        return fail("the edit was lost");
    }
    scene.generate(&["--force"], 0)?;
    if fs::read_to_string(scene.path(FILE))? == "mine\n" { fail("--force did not overwrite") } else { Ok(()) }
}

#[test]
fn an_orphan_is_removed_and_a_stray_stays() -> Verdict {
    let scene = Scene::new()?;
    let files = ["spec/events/cart_abandoned.toml", "spec/samples/cart_abandoned"];
    fs::remove_file(scene.path(files[0]))?;
    fs::remove_dir_all(scene.path(files[1]))?;
    fs::write(scene.path("generated/rust/src/mine.rs"), "")?;
    contains(&scene.generate(&["--check"], 4)?, &["orphan   rust/src/payloads/cart_abandoned.rs"])?;
    contains(&scene.generate(&[], 0)?, &["removed", "stray    rust/src/mine.rs"])?;
    if scene.path("generated/rust/src/payloads/cart_abandoned.rs").exists() {
        return fail("the orphan is still there");
    }
    if scene.path("generated/rust/src/mine.rs").exists() { Ok(()) } else { fail("somebody else's file is gone") }
}

#[test]
fn a_target_leaves_the_others_alone() -> Verdict {
    let scene = Scene::new()?;
    scene.edit_spec()?;
    scene.generate(&["--target", "json-schema"], 0)?;
    let said = scene.generate(&["--check"], 4)?;
    contains(&said, &["stale    rust/src/lib.rs"])?;
    if said.contains("json-schema") { fail(said) } else { Ok(()) }
}

/// A run that was stopped between two renames has left some files new and the manifest with both hashes.
#[test]
fn an_interrupted_run_is_finished() -> Verdict {
    let scene = Scene::new()?;
    let old = fs::read_to_string(scene.path("generated/rust/src/lib.rs"))?;
    let before = fs::read_to_string(scene.path("generated/MANIFEST.sha256"))?;
    scene.edit_spec()?;
    scene.generate(&[], 0)?;
    let after = fs::read_to_string(scene.path("generated/MANIFEST.sha256"))?;
    fs::write(scene.path("generated/rust/src/lib.rs"), old)?;
    fs::write(scene.path("generated/MANIFEST.sha256"), before + &after)?;
    scene.generate(&[], 0)?;
    scene.generate(&["--check"], 0)?;
    if fs::read_to_string(scene.path("generated/MANIFEST.sha256"))? == after {
        Ok(())
    } else {
        fail("the manifest is not fixed")
    }
}

/// A command that is suggested can be typed as it is printed.
#[test]
fn a_hint_repeats_the_flags_that_were_given() -> Verdict {
    let scene = Scene::new()?;
    let folder = scene.directory.path();
    fs::rename(scene.path("spec"), scene.path("my spec"))?;
    fs::rename(scene.path("generated"), scene.path("sdk"))?;
    let file = scene.path("sdk/rust/src/lib.rs");
    let text = fs::read_to_string(&file)?;
    fs::remove_file(&file)?;
    let place = ["--spec", "my spec", "--out", "sdk"];
    let said = |command: &[&str]| {
        let (_, output, error) = cli::answer(&cli::run(folder, &[command, &place].concat()));
        output + &error
    };
    let generate = "eventspec generate --spec 'my spec' --out sdk";
    contains(&said(&["generate", "--check"]), &["sdk is out of date: 1 file", &format!("run `{generate}`")])?;
    contains(
        &said(&["generate", "--check", "--target", "rust"]),
        &[&format!("run `{generate} --target rust` and commit the result")],
    )?;
    contains(&said(&["pack"]), &[&format!("run `{generate}`, review the change, and pack again")])?;
    // Without the flag, the next run would refuse to overwrite the edit.
    fs::write(&file, text + "// mine\n")?;
    for command in ["generate", "generate --check", "pack"] {
        contains(&said(&command.split(' ').collect::<Vec<_>>()), &[&format!("with `{generate} --force`")])?;
    }
    let event = scene.path("my spec/events/order.toml");
    fs::write(&event, fs::read_to_string(&event)?.replacen(" = ", "=", 1))?;
    let (_, _, error) = cli::answer(&cli::run(folder, &["fmt", "--check", "--spec", "my spec"]));
    contains(&error, &["run `eventspec fmt --spec 'my spec'`"])?;
    let (_, output, _) = cli::answer(&cli::run(folder, &["new", "event", "order_lost", "--spec", "my spec"]));
    contains(&output, &["`eventspec check --spec 'my spec'` lists", "run `eventspec generate --spec 'my spec'`"])
}

/// `cargo xtask` forwards what it has not itself, and says what to type here.
#[test]
fn this_repository_has_the_commands_and_its_own() -> Verdict {
    let xtask = |args: &[&str]| -> Result<(i32, String, String), Failed> {
        let mut command = Command::new(env!("CARGO"));
        Ok(cli::answer(&command.arg("xtask").args(args).current_dir(root()).env("NO_COLOR", "1").output()?))
    };
    let (code, help, _) = xtask(&["--help"])?;
    contains(&help, &["Usage: cargo xtask <COMMAND>", "\n  generate ", "\n  test ", "\n  fuzz ", "\n  mutants "])?;
    let (_, list, _) = xtask(&["explain"])?;
    contains(&list, &["Explain one: cargo xtask explain"])?;
    let (failed, _, error) = xtask(&["explain", "weather"])?;
    contains(&error, &["`cargo xtask explain` lists all codes"])?;
    let (_, own, _) = cli::answer(&cli::run(&root(), &["--help"]));
    match ["test", "fuzz", "mutants"].into_iter().find(|name| own.contains(&format!("\n  {name} "))) {
        Some(name) => fail(format!("`{name}` is of no use outside this repository")),
        None if (code, failed) == (0, 2) => Ok(()),
        None => fail(format!("exits {code} and {failed}")),
    }
}

/// On threads, which have less of a stack than the program itself.
#[test]
fn the_deepest_type_is_generated() -> Verdict {
    let scene = Scene::new()?;
    let lists = limits::TYPE_DEPTH - 1;
    let ty = format!("{}integer | string{}", "list<".repeat(lists), ">".repeat(lists));
    let path = scene.path("spec/events/order.toml");
    let field = format!("\n[[field]]\nname = \"deepest\"\ntype = \"{ty}\"\ndoc = \"A list.\"\n");
    fs::write(&path, fs::read_to_string(&path)? + &field)?;
    contains(&scene.generate(&[], 0)?, &["written"])
}

#[test]
fn usage_is_explained() -> Verdict {
    let scene = Scene::new()?;
    for (args, code, parts) in [
        (&[][..], 2, &["Usage: eventspec", "generate", "check", "Exit codes"][..]),
        (&["--help"], 0, &["Usage: eventspec", "Exit codes"]),
        (&["--version"], 0, &[concat!("eventspec ", env!("CARGO_PKG_VERSION"), "\n")]),
        (&["generate", "--help"], 0, &["--check", "--force", "--target", "[default: spec]"]),
        (&["generat"], 2, &["unrecognized subcommand 'generat'", "generate"]),
        (&["generate", "--chek"], 2, &["--check"]),
        (&["generate", "--target", "rast"], 2, &["possible values: rust, rust-strict, json-schema, typescript"]),
        (&["generate", "--check", "--force"], 2, &["cannot be used with"]),
        (&["sample", "--event", "order"], 2, &["unknown event `order`", "order_placed"]),
        (&["sample", "--unexpected", "2"], 2, &["--unexpected", "from 0 to 1"]),
    ] {
        let (actual, output, error) = cli::answer(&cli::run(scene.directory.path(), args));
        contains(&(output + &error), parts)?;
        if actual != code {
            return fail(format!("{args:?} exits {actual}, not {code}"));
        }
    }
    Ok(())
}

#[test]
fn samples_are_payloads_of_their_event() -> Verdict {
    let scene = Scene::new()?;
    let args = ["sample", "--count", "2", "--seed", "7", "--event"];
    let made = |event: &str| cli::answer(&cli::run(scene.directory.path(), &[&args[..], &[event]].concat())).1;
    let (all, one) = (made("all"), made("order_placed"));
    for line in all.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let (event, payload) = (line["event"].as_str().unwrap_or_default(), line["payload"].to_string());
        let event = shop_events::Event::decode(event, payload.as_bytes())?;
        if !event.deviations().is_empty() {
            return fail(format!("{}: {:?}", event.json(), event.deviations()));
        }
    }
    let (count, expected) = (all.lines().count(), 2 * shop_events::EventName::ALL.len());
    if count != expected || one.lines().count() != 2 || !one.lines().all(|line| all.contains(line)) {
        return fail(format!("{count} lines, not {expected}, or others:\n{one}"));
    }
    if made("all") == all { Ok(()) } else { fail("the same seed gave other payloads") }
}

/// The payloads of a seed never change, so that tests can keep it.
#[test]
fn samples_are_the_same_in_the_next_version() -> Verdict {
    let scene = Scene::new()?;
    let strange =
        ["--count", "4", "--seed", "3", "--absent", "0.1", "--unexpected", "0.1", "--unknown", "0.1", "--shuffled"];
    let made = [&["--count", "2"][..], &strange]
        .map(|args| cli::answer(&cli::run(scene.directory.path(), &[&["sample"], args].concat())).1);
    expect::file(&root().join("tests/cases/shop/sampled.ndjson"), &made.concat())
}

#[test]
fn missing_directories_are_named() -> Verdict {
    let scene = Scene::new()?;
    contains(&scene.generate(&["--spec", "nowhere"], 3)?, &["nowhere does not exist", "--spec"])?;
    contains(&scene.generate(&["--out", "spec/catalog.toml"], 3)?, &["is a file, not a directory", "--out"])
}

/// Commands that print.
const PRINT: [&[&str]; 10] = [
    &["generate"],
    &["generate", "--check"],
    &["check", "--format", "json"],
    &["explain"],
    &["diff", "--base", "spec"],
    &["fmt", "--check"],
    &["sample"],
    &["send", "order_placed", "--to", "http://127.0.0.1:9/", "--delivery", "webhook", "--unsigned", "--print"],
    &["man"],
    &["completions", "bash"],
];

#[test]
fn a_full_disk_is_named_by_what_prints() -> Verdict {
    let scene = Scene::new()?;
    for args in PRINT {
        let output = cli::command(scene.directory.path(), args).stdout(fs::File::create("/dev/full")?).output()?;
        let (code, _, error) = cli::answer(&output);
        if code != 3 || error.lines().count() != 1 || !error.starts_with("error: cannot write ") {
            return fail(format!("{args:?} exits {code}: {error}"));
        }
    }
    Ok(())
}

#[test]
fn a_reader_that_has_seen_enough_is_not_a_failure() -> Verdict {
    let scene = Scene::new()?;
    for args in PRINT {
        let (reader, writer) = std::io::pipe()?;
        drop(reader);
        let (code, _, error) = cli::answer(&cli::command(scene.directory.path(), args).stdout(writer).output()?);
        if code != 0 || !error.is_empty() {
            return fail(format!("{args:?} exits {code}: {error}"));
        }
    }
    Ok(())
}
