//! The same bytes wherever and however it runs, and no network.

use std::fs::{self, File};
use std::process::Command;
use std::time::{Duration, UNIX_EPOCH};

use eventspec_tests::catalogues::root;
use eventspec_tests::{Verdict, cli, fail, program};

use crate::scene::{FEW, Versions};

/// Ways to run the generator, as the arguments of `env`.
const WAYS: &[&[&str]] = &[
    &["LC_ALL=C"],
    &["LC_ALL=tr_TR.UTF-8", "LANG=tr_TR.UTF-8"],
    &["LC_ALL=de_DE.ISO-8859-1", "TZ=Pacific/Kiritimati"],
    &["-i", "PATH=/usr/bin:/bin"],
    &["HOME=/nonexistent", "USER=somebody", "TERM=dumb"],
    &["sh", "-c", "umask 000; exec \"$@\"", "sh"],
    &["sh", "-c", "umask 077; exec \"$@\"", "sh"],
    &["sh", "-c", "umask 027; exec \"$@\"", "sh"],
    &["sh", "-c", "ulimit -n 16; exec \"$@\"", "sh"],
    &["taskset", "-c", "0"],
];

/// Runs in ten ways, in a directory of its own each time, with file times long ago and far ahead.
#[test]
fn same_bytes_wherever_it_runs() -> Verdict {
    let versions = Versions::new(FEW)?;
    let mut runs = 0;
    for (index, way) in WAYS.iter().cycle().take(100).enumerate() {
        let scene = versions.scene()?;
        // 1970, 2106 and 2446: before, at and beyond what 32 bits hold.
        let seconds = [1, 4_294_967_296, 15_000_000_000].get(index % 3).copied().unwrap_or_default();
        for path in ["spec/catalog.toml", "generated/MANIFEST.sha256", "generated/rust/src/lib.rs"] {
            let file = File::options().write(true).open(scene.path().join(path))?;
            file.set_modified(UNIX_EPOCH + Duration::from_secs(seconds))?;
        }
        let args: Vec<String> = way.iter().map(|arg| (*arg).to_owned()).collect();
        let (code, said, error) = cli::answer(&scene.command_under("env", &args).output()?);
        if code != 0 || scene.tree()? != versions.new {
            return fail(format!("{way:?} exits {code} or gives other bytes: {said}{error}"));
        }
        runs += 1;
    }
    println!("runs with the same bytes: {runs}, in {} ways; failures: 0", WAYS.len());
    Ok(())
}

/// Commands that read and write, under a look at the sockets they open.
#[test]
fn no_command_opens_a_connection() -> Verdict {
    let out = tempfile::tempdir()?;
    let generated = out.path().join("generated").display().to_string();
    let commands: &[&[&str]] = &[
        &["generate", "--out", &generated],
        &["generate", "--check"],
        &["check"],
        &["check", "--format", "json"],
        &["explain", "limit"],
        &["sample"],
        &["fmt", "--check"],
        &["--help"],
        &["completions", "bash"],
    ];
    for command in commands {
        let log = out.path().join("strace.log");
        let mut strace = Command::new(program::installed("strace")?);
        strace.args(["-f", "-o"]).arg(&log).args(["-e", "trace=network"]).arg(cli::binary()).args(*command);
        let output = strace.current_dir(root()).output();
        let output = output.map_err(|error| format!("cannot run `strace`: {error}"))?;
        let (code, said, error) = cli::answer(&output);
        if code != 0 {
            return fail(format!("{command:?} exits {code}: {said}{error}"));
        }
        let log = fs::read_to_string(log)?;
        if let Some(line) = log.lines().find(|line| line.contains("socket(AF_INET") || line.contains("connect(")) {
            return fail(format!("{command:?} opens a connection: {line}"));
        }
    }
    println!("commands watched for connections: {}; failures: 0", commands.len());
    Ok(())
}
