//! Faults injected by strace, one at each call of a kind that a run makes.

use eventspec_tests::{Verdict, cli, fail};

use crate::scene::{FEW, Injected, MANIFEST, MANY, Scene, Tree, Versions, wait_for_clock_tick};

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
#[test]
fn errors_at_every_step() -> Verdict {
    let kinds = ERRORS.iter().flat_map(|(call, errors)| errors.iter().map(|error| (*call, format!("error={error}"))));
    sweep("faults injected", FEW, &kinds.collect::<Vec<_>>(), 1)
}

/// The process is killed before each call.
#[test]
fn kills_at_every_step() -> Verdict {
    let kinds: Vec<(&str, String)> = KILLS.iter().map(|call| (*call, "signal=KILL".to_owned())).collect();
    sweep("kills survived", FEW, &kinds, 1)
}

/// Where files are written side by side, at every third call of each thread.
#[test]
fn faults_side_by_side() -> Verdict {
    let kinds = [
        ("write", "error=ENOSPC"),
        ("fsync", "error=EIO"),
        ("rename", "error=EIO"),
        ("write", "signal=KILL"),
        ("fsync", "signal=KILL"),
        ("rename", "signal=KILL"),
    ];
    sweep("faults where files are written side by side", MANY, &kinds.map(|(call, fault)| (call, fault.to_owned())), 3)
}

/// One error, or the end, at each call of a run that has nothing to do but to leave a stamp. Whether it can is nobody's loss.
#[test]
fn faults_where_nothing_changes() -> Verdict {
    let versions = Versions::new(FEW)?;
    let scene = versions.scene()?;
    scene.generate();
    wait_for_clock_tick();
    let errors = ERRORS.iter().flat_map(|(call, errors)| errors.iter().map(|error| (*call, format!("error={error}"))));
    let kills = ["write", "fsync", "rename", "mkdir"].map(|call| (call, "signal=KILL".to_owned()));
    let mut faults = 0;
    for (call, fault) in errors.chain(kills) {
        for at in 1.. {
            scene.remove_stamp()?;
            let injected = scene.injected(call, &fault, at)?;
            if !injected.was_injected {
                break;
            }
            faults += 1;
            let (code, said, error) = cli::answer(&injected.output);
            // To open what it reads, and to say what it did, a run cannot do without.
            let is_vital = call == "openat" || call == "write" && said.is_empty();
            let is_fine = code == 0 || is_vital || fault.contains("KILL");
            let again = cli::answer(&scene.generate());
            if !scene.is_stamped() {
                // A run that could not read the manifest has replaced it by the same one a moment ago.
                wait_for_clock_tick();
                scene.generate();
            }
            if !is_fine || again.0 != 0 || !scene.is_stamped() || scene.tree()? != versions.new {
                return fail(format!("{fault} at {call} {at}: exit {code}: {said}{error}; then {again:?}"));
            }
        }
    }
    println!("faults where nothing changes: {faults}; failures: 0");
    if faults > 0 { Ok(()) } else { fail("no fault was met") }
}

/// A thread or a process that cannot be started, at each of those that the commands start.
#[test]
fn no_thread_and_no_process() -> Verdict {
    let versions = Versions::new(FEW)?;
    let (mut starts, mut failures) = (0, Vec::new());
    for args in [&["generate"][..], &["diff", "--base", "HEAD"], &["check", "--against", "HEAD"]] {
        for at in 1.. {
            let scene = versions.scene()?;
            scene.commit()?;
            let injected = scene.injected_in(args, "clone,clone3,vfork", "error=EAGAIN", at)?;
            if !injected.was_injected {
                break;
            }
            starts += 1;
            let (code, said, error) = cli::answer(&injected.output);
            let says = code == 3 && error.starts_with("error: cannot run `git`: ");
            if code != 0 && !says {
                failures.push(format!("{args:?}, start {at}: exit {code}: {said}{error}"));
            }
        }
    }
    println!("starts of threads and processes that failed: {starts}; failures: {}", failures.len());
    if failures.is_empty() && starts > 3 { Ok(()) } else { fail(failures.join("\n")) }
}

/// On a disk that is read-only, a command names the file that it was to write.
#[test]
fn new_names_the_file_on_a_read_only_disk() -> Verdict {
    let scene = Versions::new(FEW)?.scene()?;
    let calls = "openat,unlink:error=EROFS";
    let path = "spec/events/more.toml.eventspec-tmp";
    let traced = ["-P", path].map(str::to_owned);
    let output = scene.traced(&traced, &["new", "event", "more"], "openat,unlink", &format!("inject={calls}"))?.output;
    let (code, said, error) = cli::answer(&output);
    let expected = "error: cannot write spec/events/more.toml: Read-only file system (os error 30)\n";
    if code == 3 && error == expected { Ok(()) } else { fail(format!("exit {code}: {said}{error}")) }
}

fn sweep(what: &str, args: &'static [&'static str], kinds: &[(&str, String)], step: usize) -> Verdict {
    let versions = Versions::new(args)?;
    let mut failures = Vec::new();
    let mut counts = Vec::new();
    for (call, fault) in kinds {
        let mut met = 0;
        for at in (1..).step_by(step) {
            let attempt = attempt(&versions, call, fault, at)?;
            if !attempt.injected {
                break;
            }
            met += 1;
            failures.extend(attempt.wrong.map(|wrong| format!("{fault} at {call} {at}: {wrong}")));
        }
        if met == 0 {
            failures.push(format!("no {call} was met"));
        }
        counts.push((format!("{call} {}", fault.split('=').nth(1).unwrap_or_default()), met));
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
    let Injected { was_injected: injected, output } = scene.injected(call, fault, at)?;
    let (code, said, error) = cli::answer(&output);
    let ended_well = code == 0;
    let mut wrong = check(versions, &scene.tree()?, ended_well, fault);
    if !injected && !ended_well {
        wrong = Some(format!("it failed without a fault: {said}{error}"));
    }
    if wrong.is_none() && !ended_well {
        wrong = unseen(versions, &scene);
    }
    if wrong.is_none() {
        let (code, said, error) = cli::answer(&scene.generate());
        wrong = (code != 0).then(|| format!("the next run exits {code}: {said}{error}"));
    }
    if wrong.is_none() && scene.tree()? != versions.new {
        wrong = Some("the next run leaves something else than the new output".to_owned());
    }
    Ok(Attempt { injected, wrong })
}

/// What is wrong if `--check` does not see an output that is not the new one, or does not say what to do.
fn unseen(versions: &Versions, scene: &Scene) -> Option<String> {
    let found = scene.tree().ok()?;
    let (code, said, error) = cli::answer(&scene.check());
    let expected = if found == versions.new { 0 } else { 4 };
    let is_seen = code == expected && (code == 0 || error.contains("help: run `eventspec generate"));
    // Files are replaced between two manifests; until the second is there, some are old and some are new.
    let (old, new) =
        (found.get(MANIFEST) == versions.old.get(MANIFEST), found.get(MANIFEST) == versions.new.get(MANIFEST));
    let is_told = old || new || error.contains("a run was stopped while it replaced files");
    (!is_seen || !is_told).then(|| format!("`--check` exits {code}: {said}{error}"))
}

fn check(versions: &Versions, found: &Tree, ended_well: bool, fault: &str) -> Option<String> {
    if ended_well {
        return (*found != versions.new).then(|| "it says that all is well, and it is not".to_owned());
    }
    let is_untouched = found.get(MANIFEST) == versions.old.get(MANIFEST);
    if is_untouched && !fault.contains("KILL") && *found != versions.old {
        return Some("a failed run did not leave the old output as it was".to_owned());
    }
    versions.find_torn_file(found)
}
