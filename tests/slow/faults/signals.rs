//! Runs that are interrupted at some moment, and runs at the same time.

use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Instant;

use eventspec_tests::{Verdict, cli, fail};

use crate::scene::{FEW, Versions};

/// How many runs are interrupted with each signal.
const RUNS: u32 = 60;

/// Interrupts runs with SIGINT and SIGTERM, at moments spread over the time that a run takes.
#[test]
fn signals_at_random_times() -> Verdict {
    let versions = Versions::new(FEW)?;
    let start = Instant::now();
    versions.scene()?.generate();
    let whole = start.elapsed();
    let mut stopped = 0;
    for signal in ["INT", "TERM"] {
        for run in 0..RUNS {
            let scene = versions.scene()?;
            let mut child = scene.command_under("env", &[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
            // Steps of the golden ratio are spread evenly, and never in step with anything.
            sleep(whole.mul_f64((f64::from(run) * 0.618_034).fract()));
            Command::new("kill").args(["-s", signal, &child.id().to_string()]).stderr(Stdio::null()).status()?;
            stopped += u32::from(!child.wait()?.success());
            if let Some(wrong) = versions.find_torn_file(&scene.tree()?) {
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
        2 * RUNS
    );
    if stopped == 0 { fail("no run was stopped") } else { Ok(()) }
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
