//! What is in the way of the output: links, other people's files, other directories. Nothing outside is ever written.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use eventspec_tests::catalogues::root;
use eventspec_tests::files::copy;
use eventspec_tests::{Failed, Verdict, cli, contains, fail};

/// Runs a test in a directory with a small specification, and looks whether what is beside the output is as it was.
fn in_scene(test: impl FnOnce(&Path) -> Verdict) -> Verdict {
    let directory = tempfile::tempdir()?;
    let spec = root().join("tests/cases/diagnostics/event_without_sample/spec");
    copy(&spec, &directory.path().join("spec"))?;
    fs::create_dir_all(directory.path().join("spec/samples/order_create"))?;
    fs::write(directory.path().join("spec/samples/order_create/documented.json"), "{}")?;
    fs::create_dir(directory.path().join("outside"))?;
    fs::write(directory.path().join("outside/precious"), "precious")?;
    test(directory.path())?;
    let outside: Vec<_> = fs::read_dir(directory.path().join("outside"))?.collect();
    let kept = fs::read_to_string(directory.path().join("outside/precious"))? == "precious" && outside.len() == 1;
    if kept { Ok(()) } else { fail(format!("outside of the output there is now {outside:?}")) }
}

/// Generates, expects an exit code, and gives what was said.
fn generate(scene: &Path, args: &[&str], expected: i32) -> Result<String, Failed> {
    let args: Vec<&str> = ["generate", "--target", "json-schema"].iter().chain(args).copied().collect();
    let (code, output, error) = cli::answer(&cli::run(scene, &args));
    if code == expected { Ok(output + &error) } else { fail(format!("exit {code}, not {expected}\n{output}{error}")) }
}

/// The one schema that is generated.
fn schema(scene: &Path) -> PathBuf {
    scene.join("generated/json-schema/2020-12/order_create.schema.json")
}

#[test]
fn a_folder_that_is_a_link_is_not_written_through() -> Verdict {
    in_scene(|scene| {
        fs::create_dir_all(scene.join("generated/json-schema"))?;
        symlink(scene.join("outside"), scene.join("generated/json-schema/2020-12"))?;
        contains(&generate(scene, &[], 3)?, &["is a symbolic link"])?;
        contains(&generate(scene, &["--force"], 3)?, &["is a symbolic link"])
    })
}

#[test]
fn a_file_that_is_a_link_is_somebody_elses() -> Verdict {
    in_scene(|scene| {
        generate(scene, &[], 0)?;
        fs::remove_file(schema(scene))?;
        symlink(scene.join("outside/precious"), schema(scene))?;
        contains(&generate(scene, &[], 4)?, &["edited   json-schema/2020-12/order_create.schema.json"])?;
        generate(scene, &["--force"], 0)?;
        if fs::symlink_metadata(schema(scene))?.is_file() { Ok(()) } else { fail("the link is still there") }
    })
}

#[test]
fn a_link_where_a_file_is_staged_is_not_followed() -> Verdict {
    in_scene(|scene| {
        fs::create_dir_all(scene.join("generated/json-schema/2020-12"))?;
        for name in ["MANIFEST.sha256", "json-schema/2020-12/order_create.schema.json"] {
            symlink(scene.join("outside/precious"), scene.join(format!("generated/{name}.eventspec-tmp")))?;
        }
        generate(scene, &[], 0).map(drop)
    })
}

/// What a link at the manifest leads to may have no end, or never answer.
#[test]
fn the_manifest_is_not_read_through_a_link() -> Verdict {
    in_scene(|scene| {
        generate(scene, &[], 0)?;
        let manifest = scene.join("generated/MANIFEST.sha256");
        for target in ["/dev/zero", "../fifo"] {
            Command::new("mkfifo").arg(scene.join("fifo")).output()?;
            fs::remove_file(&manifest)?;
            symlink(target, &manifest)?;
            generate(scene, &[], 0)?;
            if !fs::symlink_metadata(&manifest)?.is_file() {
                return fail("the link is still there");
            }
        }
        fs::remove_file(&manifest)?;
        fs::rename(scene.join("fifo"), &manifest)?;
        contains(&generate(scene, &[], 3)?, &["is not a file, but the output needs a file there"])
    })
}

#[test]
fn packages_are_not_written_or_removed_through_a_link() -> Verdict {
    in_scene(|scene| {
        let (code, output, error) = cli::answer(&cli::run(scene, &["generate"]));
        if code != 0 {
            return fail(format!("exit {code}\n{output}{error}"));
        }
        let pack = |args: &[&str], expected: &str| {
            let (code, output, error) = cli::answer(&cli::run(scene, &[&["pack"], args].concat()));
            if code == 3 { contains(&error, &[expected]) } else { fail(format!("exit {code}\n{output}{error}")) }
        };
        fs::create_dir_all(scene.join("target/pack"))?;
        // The hash of what is outside.
        let sums = "157fc55121ab2c59852c35d78aca98d840047e5d9668c423e4d3b146e1577901  crates/precious\n";
        fs::write(scene.join("target/pack/SHA256SUMS"), sums)?;
        symlink("../../outside", scene.join("target/pack/crates"))?;
        pack(&[], "target/pack/crates is a symbolic link")?;
        symlink("outside", scene.join("link"))?;
        pack(&["--to", "link/pack"], "is behind the link link")?;
        fs::remove_dir_all(scene.join("target"))?;
        fs::create_dir_all(scene.join("target/pack"))?;
        Command::new("mkfifo").arg(scene.join("target/pack/SHA256SUMS")).output()?;
        pack(&[], "is not a file, but the output needs a file there")
    })
}

/// Packages replace packages, and nothing else.
#[test]
fn packages_do_not_replace_foreign_files() -> Verdict {
    in_scene(|scene| {
        let (code, output, error) = cli::answer(&cli::run(scene, &["generate"]));
        if code != 0 {
            return fail(format!("exit {code}\n{output}{error}"));
        }
        let pack = |expected: i32| {
            let (code, output, error) = cli::answer(&cli::run(scene, &["pack"]));
            if code == expected { Ok(output + &error) } else { fail(format!("exit {code}\n{output}{error}")) }
        };
        let folder = scene.join("target/pack");
        fs::create_dir_all(&folder)?;
        for (name, text) in [
            ("manifest.json", "{\"precious\":1}"),
            ("SHA256SUMS", ""),
            ("SHA256SUMS", "mine\n"),
            ("SHA256SUMS", "157fc55121ab2c59852c35d78aca98d840047e5d9668c423e4d3b146e1577901  mine.txt\n"),
        ] {
            fs::write(folder.join(name), text)?;
            let said = pack(3)?;
            contains(
                &said,
                &[&format!("error: target/pack/{name} was not written by `pack`"), "nothing was written\nhelp: move"],
            )?;
            if fs::read_to_string(folder.join(name))? != text || fs::read_dir(&folder)?.count() != 1 {
                return fail(format!("{name} is not as it was"));
            }
            fs::remove_file(folder.join(name))?;
        }
        pack(0)?;
        // What was packed before is replaced, and what was changed since is not.
        let catalog = scene.join("spec/catalog.toml");
        fs::write(&catalog, fs::read_to_string(&catalog)?.replace("doc = \"", "doc = \"So: "))?;
        cli::run(scene, &["generate"]);
        pack(0)?;
        fs::write(folder.join("manifest.json"), "{}")?;
        contains(&pack(3)?, &["target/pack/manifest.json was not written by `pack`, or was changed since"])?;
        fs::remove_file(folder.join("manifest.json"))?;
        pack(0).map(drop)
    })
}

/// Without it, the next run could not tell what was edited.
#[test]
fn a_manifest_that_does_not_say_what_is_there_is_out_of_date() -> Verdict {
    in_scene(|scene| {
        generate(scene, &[], 0)?;
        let manifest = scene.join("generated/MANIFEST.sha256");
        let whole = fs::read_to_string(&manifest)?;
        for text in [Some(String::new()), Some("garbage\n".to_owned()), Some(whole.clone() + "more\n"), None] {
            let state = if text.is_some() { "stale    MANIFEST.sha256\n" } else { "missing  MANIFEST.sha256\n" };
            match text {
                Some(text) => fs::write(&manifest, text)?,
                None => fs::remove_file(&manifest)?,
            }
            contains(&generate(scene, &["--check"], 4)?, &[state, "generated is out of date: 1 file differs"])?;
            generate(scene, &[], 0)?;
            if fs::read_to_string(&manifest)? != whole {
                return fail(format!("{state} is not fixed"));
            }
            generate(scene, &["--check"], 0)?;
        }
        Ok(())
    })
}

#[test]
fn what_differs_is_counted_where_it_is_long() -> Verdict {
    in_scene(|scene| {
        generate(scene, &[], 0)?;
        fs::write(schema(scene), "{}\n".repeat(1_000))?;
        let said = generate(scene, &["--check"], 4)?;
        contains(&said, &["edited   json-schema/2020-12/order_create.schema.json\n", " more lines of this diff)\n"])?;
        if said.lines().count() < 250 { Ok(()) } else { fail(format!("{} lines", said.lines().count())) }
    })
}

#[test]
fn nothing_is_written_into_a_repository_of_git() -> Verdict {
    in_scene(|scene| {
        fs::create_dir_all(scene.join(".git/hooks"))?;
        let args = [&["generate", "--out", ".git/hooks"][..], &["pack", "--to", ".git/hooks/pack"]];
        cli::run(scene, &["generate"]);
        for args in args {
            let (code, output, error) = cli::answer(&cli::run(scene, args));
            contains(&error, &["is inside of a directory of git\nhelp: choose another directory"])?;
            if code != 3 || fs::read_dir(scene.join(".git/hooks"))?.count() != 0 {
                return fail(format!("exit {code}\n{output}"));
            }
        }
        Ok(())
    })
}

#[test]
fn a_folder_where_a_file_belongs_is_named() -> Verdict {
    in_scene(|scene| {
        fs::create_dir_all(schema(scene))?;
        contains(&generate(scene, &[], 3)?, &["is not a file, but the output needs a file there"])
    })
}

#[test]
fn the_specification_is_not_an_output() -> Verdict {
    in_scene(|scene| {
        for out in ["spec", "spec/generated", "."] {
            let code = if out == "." { 0 } else { 3 };
            let said = generate(scene, &["--out", out], code)?;
            if code == 3 {
                contains(&said, &[" overlap"])?;
            }
        }
        fs::rename(scene.join("spec"), scene.join("json-schema/spec"))?;
        contains(&generate(scene, &["--spec", "json-schema/spec", "--out", "."], 3)?, &[" overlap"])
    })
}

#[test]
fn a_manifest_cannot_lead_outside() -> Verdict {
    in_scene(|scene| {
        generate(scene, &[], 0)?;
        let manifest = scene.join("generated/MANIFEST.sha256");
        // The hash of the precious file, as if an earlier run had written it.
        let hash = "157fc55121ab2c59852c35d78aca98d840047e5d9668c423e4d3b146e1577901";
        let lines =
            format!("{hash}  json-schema/../../outside/precious\n{hash}  ../outside/precious\n{hash}  /etc/hostname\n");
        fs::write(&manifest, fs::read_to_string(&manifest)? + &lines)?;
        generate(scene, &["--force"], 0)?;
        if fs::read_to_string(&manifest)?.contains("outside") { fail("the lines are still there") } else { Ok(()) }
    })
}

#[test]
fn a_cut_manifest_is_fixed() -> Verdict {
    in_scene(|scene| {
        generate(scene, &[], 0)?;
        let manifest = scene.join("generated/MANIFEST.sha256");
        let whole = fs::read_to_string(&manifest)?;
        for length in 0..whole.len() {
            fs::write(&manifest, whole.get(..length).unwrap_or_default())?;
            if length % 37 == 0 {
                generate(scene, &[], 0)?;
                if fs::read_to_string(&manifest)? != whole {
                    return fail(format!("cut after {length} bytes, the manifest is not fixed"));
                }
            }
        }
        Ok(())
    })
}

#[test]
fn what_an_interrupted_run_left_is_removed() -> Verdict {
    in_scene(|scene| {
        generate(scene, &[], 0)?;
        let left = schema(scene).with_file_name("gone.json.eventspec-tmp");
        fs::write(&left, "half")?;
        contains(&generate(scene, &["--check"], 4)?, &["leftover json-schema/2020-12/gone.json.eventspec-tmp"])?;
        generate(scene, &[], 0)?;
        if left.exists() { fail("it is still there") } else { Ok(()) }
    })
}
