//! Faults injected by strace, one at each call of a kind that a run makes.

use std::fs;

use eventspec_tests::{Verdict, fail, xtask};

use crate::scene::{Tree, Versions};

/// Calls that change the disk or could fail, and what may go wrong with each.
const ERRORS: &[(&str, &[&str])] = &[
    ("write", &["ENOSPC", "EIO"]),
    ("fsync", &["EIO"]),
    ("rename", &["EIO", "EACCES"]),
    ("unlink", &["EIO"]),
    ("mkdir", &["ENOSPC", "EROFS"]),
    ("openat", &["EROFS"]),
];
const KILLS: &[&str] = &["write", "fsync", "rename", "unlink", "mkdir", "rmdir"];

/// One error at each call.
pub(crate) fn errors() -> Verdict {
    let kinds = ERRORS.iter().flat_map(|(call, errors)| errors.iter().map(|error| (*call, format!("error={error}"))));
    sweep("faults injected", &kinds.collect::<Vec<_>>())
}

/// The process is killed before each call.
pub(crate) fn kills() -> Verdict {
    let kinds: Vec<(&str, String)> = KILLS.iter().map(|call| (*call, "signal=KILL".to_owned())).collect();
    sweep("kills survived", &kinds)
}

fn sweep(what: &str, kinds: &[(&str, String)]) -> Verdict {
    let versions = Versions::new()?;
    let mut failures = Vec::new();
    let mut counts = Vec::new();
    for (call, fault) in kinds {
        let mut at = 0;
        loop {
            let attempt = attempt(&versions, call, fault, at + 1)?;
            if !attempt.injected {
                break;
            }
            at += 1;
            failures.extend(attempt.wrong.map(|wrong| format!("{fault} at {call} {at}: {wrong}")));
        }
        if at == 0 {
            failures.push(format!("no {call} was met"));
        }
        counts.push((format!("{call} {}", fault.split('=').nth(1).unwrap_or_default()), at));
    }
    let total: usize = counts.iter().map(|(_, count)| count).sum();
    let each: Vec<String> = counts.iter().map(|(what, count)| format!("{what} {count}")).collect();
    println!("{what}: {total} ({}); failures: {}", each.join(", "), failures.len());
    if failures.is_empty() { Ok(()) } else { fail(failures.iter().take(20).cloned().collect::<Vec<_>>().join("\n")) }
}

/// What became of a run with a fault.
struct Attempt {
    injected: bool,
    wrong: Option<String>,
}

fn attempt(versions: &Versions, call: &str, fault: &str, at: usize) -> Result<Attempt, String> {
    let scene = versions.scene()?;
    let log = scene.path().join("strace.log");
    let args =
        ["-f", "-o", "strace.log", "-e", &format!("trace={call}"), "-e", &format!("inject={call}:{fault}:when={at}")];
    let output = scene.under("strace", &args.map(str::to_owned)).output();
    let output = output.map_err(|error| format!("cannot run `strace`: {error}"))?;
    let log = fs::read_to_string(log).map_err(|error| format!("strace wrote no log: {error}"))?;
    let injected = log.contains("INJECTED") || log.contains("killed by SIGKILL");
    let (code, said, error) = xtask::answer(&output);
    let ended_well = code == 0;
    let mut wrong = check(versions, &scene.tree()?, ended_well, fault);
    if !injected && !ended_well {
        wrong = Some(format!("it failed without a fault: {said}{error}"));
    }
    if wrong.is_none() {
        let (code, said, error) = xtask::answer(&scene.generate());
        wrong = (code != 0).then(|| format!("the next run exits {code}: {said}{error}"));
    }
    if wrong.is_none() && scene.tree()? != versions.new {
        wrong = Some("the next run leaves something else than the new output".to_owned());
    }
    Ok(Attempt { injected, wrong })
}

fn check(versions: &Versions, found: &Tree, ended_well: bool, fault: &str) -> Option<String> {
    if ended_well {
        return (*found != versions.new).then(|| "it says that all is well, and it is not".to_owned());
    }
    let is_untouched = found.get("MANIFEST.sha256") == versions.old.get("MANIFEST.sha256");
    if is_untouched && !fault.contains("KILL") && *found != versions.old {
        return Some("a failed run did not leave the old output as it was".to_owned());
    }
    versions.half(found)
}
