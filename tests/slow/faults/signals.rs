//! Runs that are interrupted at some moment, and runs at the same time.

use std::io::Read as _;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use eventspec_tests::{Verdict, cli, fail};

use crate::scene::{FEW, Versions};

/// How many runs are interrupted with each signal.
const RUNS: u32 = 60;
const SIGNALS: [&str; 3] = ["INT", "TERM", "HUP"];

/// Interrupts runs with SIGINT, SIGTERM and SIGHUP, at moments spread over the time that a run takes. Each leaves the old output or the
/// new one, whole, and nothing else.
#[test]
fn signals_at_random_times() -> Verdict {
    let versions = Versions::new(FEW)?;
    let start = Instant::now();
    versions.scene()?.generate();
    let whole = start.elapsed();
    let mut stopped = 0;
    for signal in SIGNALS {
        for run in 0..RUNS {
            let scene = versions.scene()?;
            let mut child = scene.command_under("env", &[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
            // Steps of the golden ratio are spread evenly, and never in step with anything.
            sleep(whole.mul_f64((f64::from(run) * 0.618_034).fract()));
            Command::new("kill").args(["-s", signal, &child.id().to_string()]).stderr(Stdio::null()).status()?;
            stopped += u32::from(!child.wait()?.success());
            let left = scene.tree()?;
            if left != versions.old && left != versions.new {
                let wrong = versions.find_torn_file(&left).unwrap_or_else(|| "the output is mixed".to_owned());
                return fail(format!("SIG{signal}, run {run}: {wrong}"));
            }
            let (code, said, error) = cli::answer(&scene.generate());
            if code != 0 || scene.tree()? != versions.new {
                return fail(format!("SIG{signal}, run {run}: the next run exits {code}: {said}{error}"));
            }
        }
    }
    println!(
        "runs interrupted at random: {}, of which {stopped} were stopped before they were done; failures: 0",
        SIGNALS.len() * RUNS as usize
    );
    if stopped == 0 { fail("no run was stopped") } else { Ok(()) }
}

/// What `nohup` starts goes on after a hangup.
#[test]
fn an_ignored_hangup_ends_nothing() -> Verdict {
    let versions = Versions::new(FEW)?;
    let scene = versions.scene()?;
    let ignoring = ["-c", "trap '' HUP; echo; exec \"$@\"", "sh"].map(str::to_owned);
    let mut child = scene.command_under("sh", &ignoring).stdout(Stdio::piped()).spawn()?;
    // The shell ignores it from here on.
    child.stdout.as_mut().ok_or("no output")?.read_exact(&mut [0])?;
    while child.try_wait()?.is_none() {
        Command::new("kill").args(["-s", "HUP", &child.id().to_string()]).stderr(Stdio::null()).status()?;
        sleep(Duration::from_millis(2));
    }
    if child.wait()?.success() && scene.tree()? == versions.new { Ok(()) } else { fail("a hangup ended the run") }
}

/// Runs four at once, again and again: into an old output, and into a directory that is not there yet.
#[test]
fn runs_at_once() -> Verdict {
    let versions = Versions::new(FEW)?;
    let rounds = 16;
    for round in 0..rounds {
        let scene = versions.scene()?;
        if round % 2 == 1 {
            std::fs::remove_dir_all(scene.path().join("generated"))?;
        }
        let children: Vec<_> = (0..4)
            .map(|_| scene.command_under("env", &[]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn())
            .collect::<Result<_, _>>()?;
        for child in children {
            let output = child.wait_with_output()?;
            if !output.status.success() {
                return fail(format!("round {round}: {:?}", cli::answer(&output)));
            }
        }
        if scene.tree()? != versions.new {
            return fail(format!("round {round}: the output is not the new one"));
        }
    }
    println!("runs at once: 4, {rounds} times; failures: 0");
    Ok(())
}
