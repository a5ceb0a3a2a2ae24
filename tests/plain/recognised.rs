//! An output that nothing touched is recognised at a glance, and one that anything touched is not.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::thread::sleep;
use std::time::Duration;

use eventspec_tests::files::copy;
use eventspec_tests::{Failed, Verdict, contains, fail};

use crate::commands::{FILE, Scene};

const STAMP: &str = "generated/.eventspec/unchanged";
/// Longer than the time in which a file could be changed once more without a trace.
const WHILE: Duration = Duration::from_secs(4);
/// What a run says that believes the stamp: no specification has so many files.
const BELIEVED: &str = "123456 files unchanged in";

/// What is done to a directory, the arguments and the exit code of the next run, and what it says.
type Case = (&'static str, fn(&Scene) -> Verdict, &'static [&'static str], i32, &'static str);

const CASES: [Case; 12] = [
    ("nothing", |_| Ok(()), &[], 0, BELIEVED),
    ("nothing, in JSON", |_| Ok(()), &["--format", "json"], 0, "\"unchanged\": 123456"),
    ("nothing, checked", |_| Ok(()), &["--check"], 0, "is up to date"),
    ("nothing, forced", |_| Ok(()), &["--force"], 0, " files unchanged"),
    ("fewer targets", |_| Ok(()), &["--target", "rust"], 0, " files unchanged"),
    ("a letter, and the time put back", edited, &[], 4, "edited   rust/src/event.rs"),
    ("a copy in its place", copied, &[], 0, " files unchanged"),
    ("a file that is gone", |scene| Ok(fs::remove_file(scene.path(FILE))?), &[], 0, "1 written"),
    ("a file that came", |scene| Ok(fs::write(scene.path("generated/rust/a"), "")?), &[], 0, "stray    rust/a"),
    ("a folder that came", folder, &[], 0, "stray    rust/b/a"),
    ("the manifest cut", |scene| Ok(fs::write(scene.path("generated/MANIFEST.sha256"), "")?), &[], 0, "0 written"),
    ("the specification", |scene| scene.edit_spec(), &[], 0, " written, 0 removed"),
];

/// Another letter where one was, with the same length and the same time.
fn edited(scene: &Scene) -> Verdict {
    let path = scene.path(FILE);
    let (time, text) = (fs::metadata(&path)?.modified()?, fs::read_to_string(&path)?);
    fs::write(&path, text.replacen('e', "f", 1))?;
    Ok(File::options().write(true).open(&path)?.set_modified(time)?)
}

fn copied(scene: &Scene) -> Verdict {
    let copy = scene.path("generated/rust/src/copy.rs");
    fs::copy(scene.path(FILE), &copy)?;
    Ok(fs::rename(copy, scene.path(FILE))?)
}

fn folder(scene: &Scene) -> Verdict {
    fs::create_dir(scene.path("generated/rust/b"))?;
    Ok(fs::write(scene.path("generated/rust/b/a"), "")?)
}

#[test]
fn what_was_touched_is_not() -> Verdict {
    let scenes = CASES.iter().map(|_| Scene::new()).collect::<Result<Vec<_>, Failed>>()?;
    sleep(WHILE);
    for scene in &scenes {
        let said = scene.generate(&[], 0)?;
        let stamp = fs::read_to_string(scene.path(STAMP))?;
        let (hash, count) = stamp.trim_end().split_once(' ').unwrap_or_default();
        contains(&said, &[&format!("{count} files unchanged")])?;
        fs::write(scene.path(STAMP), format!("{hash} 123456\n"))?;
        contains(&fs::read_to_string(scene.path("generated/.eventspec/.gitignore"))?, &["*"])?;
    }
    for (scene, (name, touch, args, code, expected)) in scenes.iter().zip(CASES) {
        touch(scene)?;
        let said = scene.generate(args, code)?;
        let is_expected = said.contains(expected) && (expected.contains("123456") || !said.contains("123456"));
        if !is_expected {
            return fail(format!("{name}: no {expected:?} in:\n{said}"));
        }
    }
    Ok(())
}

/// A file that was changed a moment ago.
#[test]
fn what_may_change_without_a_trace_is_not() -> Verdict {
    let scene = Scene::new()?;
    sleep(WHILE);
    let path = scene.path(FILE);
    fs::write(&path, fs::read_to_string(&path)?)?;
    scene.generate(&[], 0)?;
    if scene.path(STAMP).exists() { fail("there is a stamp") } else { Ok(()) }
}

/// Nothing is written through a link, and nothing is believed that is behind one.
#[test]
fn a_folder_that_is_a_link_is_left_alone() -> Verdict {
    let scene = Scene::new()?;
    fs::create_dir(scene.path("outside"))?;
    symlink(scene.path("outside"), scene.path("generated/.eventspec"))?;
    sleep(WHILE);
    contains(&scene.generate(&[], 0)?, &["files unchanged"])?;
    if fs::read_dir(scene.path("outside"))?.next().is_some() {
        return fail("a stamp was written through a link");
    }
    fs::remove_file(scene.path("generated/.eventspec"))?;
    scene.generate(&[], 0)?;
    let hash = fs::read_to_string(scene.path(STAMP))?;
    copy(&scene.path("generated/.eventspec"), &scene.path("outside"))?;
    fs::write(scene.path("outside/unchanged"), hash.replace(' ', " 123456"))?;
    fs::remove_dir_all(scene.path("generated/.eventspec"))?;
    symlink(scene.path("outside"), scene.path("generated/.eventspec"))?;
    let said = scene.generate(&[], 0)?;
    if said.contains("123456") { fail("a stamp was believed that is behind a link") } else { Ok(()) }
}
