//! `generate --watch`: the same command again whenever a file of the specification changes, until it is stopped.
//!
//! Each run is a separate process, so a failure does not end the watch, and memory that a run never frees (the shapes that samples
//! are decoded with) does not add up. The output of a run replaces that of the last one in a single write, so the terminal does
//! not flicker.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{Event, RecursiveMode, Watcher};

use crate::Failure;
use crate::terminal::printable;

/// Editors write a file in several steps; a run waits until nothing has changed for so long.
const QUIET: Duration = Duration::from_millis(100);

/// Runs this command without `--watch`, now and after each change below a directory.
pub(crate) fn watch(spec: &Path) -> Result<(), Failure> {
    let cannot = |error: notify::Error| Failure::Io(format!("cannot watch {}: {error}", spec.display()));
    let (send, changes) = mpsc::channel();
    let on_event = move |event: notify::Result<Event>| {
        // Every run reads all files, and reading is not a change.
        if event.is_ok_and(|event| !event.kind.is_access()) {
            let _ = send.send(());
        }
    };
    // Links that lead out of the specification are not followed, and a run looks at the others.
    let config = notify::Config::default().with_follow_symlinks(false);
    let mut watcher = notify::RecommendedWatcher::new(on_event, config).map_err(cannot)?;
    watcher.watch(spec, RecursiveMode::Recursive).map_err(cannot)?;
    let mut screen = Screen::new(printable(&format!("watching {}; Ctrl-C ends", spec.display())));
    loop {
        let said = run().map_err(|error| Failure::Io(format!("cannot run the command again: {error}")))?;
        screen.show(&said).map_err(|error| Failure::Io(error.to_string()))?;
        wait(&changes)?;
    }
}

/// Waits for a change, and until no others follow.
fn wait(changes: &Receiver<()>) -> Result<(), Failure> {
    // The watcher is a thread, which could not be started.
    changes
        .recv()
        .map_err(|_| Failure::Io("nothing watches the specification: no thread could be started".to_owned()))?;
    while changes.recv_timeout(QUIET).is_ok() {}
    Ok(())
}

/// What the command says, in colour if a terminal will show it.
fn run() -> io::Result<String> {
    let mut command = Command::new(env::current_exe()?);
    command.args(env::args_os().skip(1).filter(|arg| arg != "--watch"));
    if io::stdout().is_terminal() {
        command.env("CLICOLOR_FORCE", "1");
    }
    let output = command.output()?;
    Ok(String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

/// Where the last run's words are.
struct Screen {
    is_terminal: bool,
    footer: String,
}

impl Screen {
    fn new(footer: String) -> Self {
        let is_terminal = io::stdout().is_terminal();
        if is_terminal {
            let _ = write!(io::stdout(), "\x1b[2J");
        }
        Self { is_terminal, footer }
    }

    fn show(&mut self, said: &str) -> io::Result<()> {
        let text = format!("{}\n{}\n", said.trim_end(), self.footer);
        // From the top, each line over the old one, and what is left below is cleared last.
        let text = if self.is_terminal { format!("\x1b[H{}\x1b[J", text.replace('\n', "\x1b[K\n")) } else { text };
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()
    }
}
