//! A line that says what is being done, shown on a terminal when it takes long.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Shorter work needs no line.
const PATIENCE: Duration = Duration::from_millis(400);
const TICK: Duration = Duration::from_millis(100);

/// The line; it is gone when this is dropped. If standard error is not a terminal, nothing is shown.
pub(crate) struct Progress(Option<Line>);

struct Line {
    steps: Sender<&'static str>,
    thread: JoinHandle<()>,
}

impl Progress {
    /// Begins with what is done first.
    pub(crate) fn start(what: &'static str) -> Self {
        if !stderr().is_terminal() {
            return Self(None);
        }
        let (steps, received) = mpsc::channel();
        let show = move || {
            let (start, mut what, mut is_shown) = (Instant::now(), what, false);
            loop {
                match received.recv_timeout(if is_shown { TICK } else { PATIENCE }) {
                    Ok(next) => what = next,
                    Err(RecvTimeoutError::Timeout) => is_shown = true,
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                if is_shown {
                    let _ = write!(stderr(), "\r{what} ({} s)\x1b[K", start.elapsed().as_secs());
                }
            }
            if is_shown {
                let _ = write!(stderr(), "\r\x1b[K");
            }
        };
        // Without a thread, work continues without a progress line.
        Self(thread::Builder::new().spawn(show).ok().map(|thread| Line { steps, thread }))
    }

    /// Continues with the next step.
    pub(crate) fn next(&self, what: &'static str) {
        if let Some(line) = &self.0 {
            let _ = line.steps.send(what);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(Line { steps, thread }) = self.0.take() {
            drop(steps);
            let _ = thread.join();
        }
    }
}
