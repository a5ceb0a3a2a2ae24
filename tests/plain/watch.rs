//! `generate --watch`, as somebody edits a specification beside it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use eventspec_tests::catalogues::root;
use eventspec_tests::files::copy;
use eventspec_tests::{Failed, Verdict, cli, contains, fail};

/// Longer than a run takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A watching process in a directory of its own.
struct Watch {
    directory: tempfile::TempDir,
    child: Child,
    lines: Receiver<String>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watch {
    fn start() -> Result<Self, Failed> {
        let directory = tempfile::tempdir()?;
        copy(&root().join("spec"), &directory.path().join("spec"))?;
        let mut child = Command::new(cli::binary())
            .args(["generate", "--watch", "--target", "json-schema"])
            .current_dir(directory.path())
            .stdout(Stdio::piped())
            .spawn()?;
        let output = BufReader::new(child.stdout.take().ok_or("no output")?);
        let (send, lines) = mpsc::channel();
        std::thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        Ok(Self { directory, child, lines })
    }

    fn file(&self) -> PathBuf {
        self.directory.path().join("spec/events/order.toml")
    }

    /// What is said until it waits again.
    fn said(&self) -> Result<String, Failed> {
        let mut said = String::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE).map_err(|_| format!("no end of:\n{said}"))?;
            if line.starts_with("watching spec") {
                return Ok(said);
            }
            said += &line;
            said.push('\n');
        }
    }

    /// Waits for a run that says something. On a busy machine, what is one change here may be two to the watch.
    fn says(&self, parts: &[&str]) -> Verdict {
        let mut verdict = Ok(());
        for _ in 0..3 {
            verdict = contains(&self.said()?, parts);
            if verdict.is_ok() {
                break;
            }
        }
        verdict
    }
}

#[test]
fn a_change_is_generated_and_a_mistake_is_shown() -> Verdict {
    let watch = Watch::start()?;
    watch.says(&["0 unchanged below generated"])?;
    let good = fs::read_to_string(watch.file())?;
    fs::write(watch.file(), good.replace("include", "inclde"))?;
    watch.says(&["error[unknown-key]", "spec/events/order.toml:4:1", "did you mean `include`?"])?;
    // As editors save: a new file in the place of the old one.
    let other = watch.file().with_extension("new");
    fs::write(&other, good.replace("An order was placed.", "An order was made."))?;
    fs::rename(&other, watch.file())?;
    watch.says(&["written, 0 removed"])?;
    let schema = watch.directory.path().join("generated/json-schema/2020-12/order_create.schema.json");
    contains(&fs::read_to_string(schema)?, &["An order was made."])?;
    // Nothing changes any more, so it comes to rest: its own reading and writing does not count as a change.
    let is_at_rest = || watch.lines.recv_timeout(Duration::from_secs(1)).is_err();
    if is_at_rest() || (watch.said().is_ok() && is_at_rest()) { Ok(()) } else { fail("it runs again and again") }
}
