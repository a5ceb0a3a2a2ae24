//! What is in the way of the output: links, other people's files, other directories. Nothing outside is ever written.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use eventspec_tests::files::copy;
use eventspec_tests::{Verdict, cli, fail};
use libtest_mimic::Trial;

type Test = fn(&Path) -> Verdict;

pub(crate) fn tests() -> Vec<Trial> {
    let tests: [(&str, Test); 8] = [
        ("a_folder_that_is_a_link_is_not_written_through", linked_folder),
        ("a_file_that_is_a_link_is_somebody_elses", linked_file),
        ("a_link_where_a_file_is_staged_is_not_followed", linked_temporary),
        ("a_folder_where_a_file_belongs_is_named", folder_for_file),
        ("the_specification_is_no_output", specification),
        ("a_manifest_cannot_lead_outside", manifest_leads_outside),
        ("a_cut_manifest_is_mended", cut_manifest),
        ("what_an_interrupted_run_left_is_removed", leftover),
    ];
    let scene = |test: Test| -> Verdict {
        let directory = tempfile::tempdir()?;
        let spec = eventspec_tests::catalogues::root().join("tests/cases/diagnostics/event_without_sample/spec");
        copy(&spec, &directory.path().join("spec"))?;
        fs::create_dir_all(directory.path().join("spec/samples/order_create"))?;
        fs::write(directory.path().join("spec/samples/order_create/documented.json"), "{}")?;
        fs::create_dir(directory.path().join("outside"))?;
        fs::write(directory.path().join("outside/precious"), "precious")?;
        test(directory.path())?;
        let outside: Vec<_> = fs::read_dir(directory.path().join("outside"))?.collect();
        let kept = fs::read_to_string(directory.path().join("outside/precious"))? == "precious" && outside.len() == 1;
        if kept { Ok(()) } else { fail(format!("outside of the output there is now {outside:?}")) }
    };
    let trial = |(name, test)| Trial::test(format!("output::{name}"), move || scene(test));
    tests.into_iter().map(trial).collect()
}

/// Generates, expects an exit code, and gives what was said.
fn generate(scene: &Path, args: &[&str], expected: i32) -> Result<String, libtest_mimic::Failed> {
    let args: Vec<&str> = ["generate", "--target", "json-schema"].iter().chain(args).copied().collect();
    let (code, output, error) = cli::answer(&cli::run(scene, &args));
    if code == expected { Ok(output + &error) } else { fail(format!("exit {code}, not {expected}\n{output}{error}")) }
}

fn says(said: &str, part: &str) -> Verdict {
    if said.contains(part) { Ok(()) } else { fail(format!("no {part:?} in:\n{said}")) }
}

/// The one schema that is generated.
fn schema(scene: &Path) -> PathBuf {
    scene.join("generated/json-schema/2020-12/order_create.schema.json")
}

fn linked_folder(scene: &Path) -> Verdict {
    fs::create_dir_all(scene.join("generated/json-schema"))?;
    symlink(scene.join("outside"), scene.join("generated/json-schema/2020-12"))?;
    says(&generate(scene, &[], 3)?, "is a symbolic link")?;
    says(&generate(scene, &["--force"], 3)?, "is a symbolic link")
}

fn linked_file(scene: &Path) -> Verdict {
    generate(scene, &[], 0)?;
    fs::remove_file(schema(scene))?;
    symlink(scene.join("outside/precious"), schema(scene))?;
    says(&generate(scene, &[], 4)?, "edited   json-schema/2020-12/order_create.schema.json")?;
    generate(scene, &["--force"], 0)?;
    if fs::symlink_metadata(schema(scene))?.is_file() { Ok(()) } else { fail("the link is still there") }
}

fn linked_temporary(scene: &Path) -> Verdict {
    fs::create_dir_all(scene.join("generated/json-schema/2020-12"))?;
    for name in ["MANIFEST.sha256", "json-schema/2020-12/order_create.schema.json"] {
        symlink(scene.join("outside/precious"), scene.join(format!("generated/{name}.eventspec-tmp")))?;
    }
    generate(scene, &[], 0).map(drop)
}

fn folder_for_file(scene: &Path) -> Verdict {
    fs::create_dir_all(schema(scene))?;
    says(&generate(scene, &[], 3)?, "is not a file, and a file is expected here")
}

fn specification(scene: &Path) -> Verdict {
    for out in ["spec", "spec/generated", "."] {
        let code = if out == "." { 0 } else { 3 };
        let said = generate(scene, &["--out", out], code)?;
        if code == 3 {
            says(&said, "inside one another")?;
        }
    }
    fs::rename(scene.join("spec"), scene.join("json-schema/spec"))?;
    says(&generate(scene, &["--spec", "json-schema/spec", "--out", "."], 3)?, "inside one another")
}

fn manifest_leads_outside(scene: &Path) -> Verdict {
    generate(scene, &[], 0)?;
    let manifest = scene.join("generated/MANIFEST.sha256");
    // The hash of the precious file, as if an earlier run had written it.
    let hash = "157fc55121ab2c59852c35d78aca98d840047e5d9668c423e4d3b146e1577901";
    let lines =
        format!("{hash}  json-schema/../../outside/precious\n{hash}  ../outside/precious\n{hash}  /etc/hostname\n");
    fs::write(&manifest, fs::read_to_string(&manifest)? + &lines)?;
    generate(scene, &["--force"], 0)?;
    if fs::read_to_string(&manifest)?.contains("outside") { fail("the lines are still there") } else { Ok(()) }
}

fn cut_manifest(scene: &Path) -> Verdict {
    generate(scene, &[], 0)?;
    let manifest = scene.join("generated/MANIFEST.sha256");
    let whole = fs::read_to_string(&manifest)?;
    for length in 0..whole.len() {
        fs::write(&manifest, whole.get(..length).unwrap_or_default())?;
        if length % 37 == 0 {
            generate(scene, &[], 0)?;
            if fs::read_to_string(&manifest)? != whole {
                return fail(format!("cut after {length} bytes, the manifest is not mended"));
            }
        }
    }
    Ok(())
}

fn leftover(scene: &Path) -> Verdict {
    generate(scene, &[], 0)?;
    let left = schema(scene).with_file_name("gone.json.eventspec-tmp");
    fs::write(&left, "half")?;
    says(&generate(scene, &["--check"], 4)?, "leftover json-schema/2020-12/gone.json.eventspec-tmp")?;
    generate(scene, &[], 0)?;
    if left.exists() { fail("it is still there") } else { Ok(()) }
}
