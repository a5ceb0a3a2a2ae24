//! A server on loopback for as long as a test needs it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::catalogues::root;
use crate::{Failed, fail};

/// A script of `tests/slow/node` that serves a directory, at a port that the system chose.
pub struct Server {
    process: Child,
    /// Where it answers: `http://127.0.0.1:PORT/`.
    pub address: String,
}

impl Server {
    /// Starts a script, and waits until it says where it answers.
    ///
    /// # Errors
    /// Fails where it cannot be run or ends before it answers.
    pub fn start(script: &str, directory: &Path) -> Result<Self, Failed> {
        let scripts = root().join("tests/slow/node");
        let mut process = Command::new("node")
            .arg(scripts.join(script))
            .arg(directory)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot run `node`: {error}; Node.js 20 or newer is needed"))?;
        let mut address = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut address)?;
        }
        let server = Self { process, address: address.trim().to_owned() };
        if server.address.starts_with("http://127.0.0.1:") {
            Ok(server)
        } else {
            fail(format!("{script} does not serve: run `cargo xtask test --all`, or `npm ci` in tests/slow/node"))
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
