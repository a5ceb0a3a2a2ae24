//! A server as a process, and connections to it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use eventspec_payloads::requests::Made;
use eventspec_tests::catalogues::root;
use eventspec_tests::{Failed, fail};

/// A server, which is gone when the test is.
pub(crate) struct Process {
    child: Child,
    /// Host and port, which the system has chosen.
    pub(crate) address: String,
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Process {
    /// Starts a server, and waits until it says where it answers.
    pub(crate) fn start(program: &str, args: &[&str], journal: &Path, secret: &str) -> Result<Self, Failed> {
        let mut command = Command::new(program);
        command.args(args).arg(journal).env("SHOP_SECRET", secret).current_dir(root());
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot run `{program}`: {error}; the servers need Node.js 20 or newer"))?;
        let output = child.stdout.take().ok_or("no output")?;
        let mut server = Self { child, address: String::new() };
        BufReader::new(output).read_line(&mut server.address)?;
        server.address.truncate(server.address.trim_end().len());
        if server.address.is_empty() { fail(format!("{command:?} does not listen")) } else { Ok(server) }
    }

    /// The memory that it occupies, in KiB.
    pub(crate) fn resident(&self) -> Result<u64, Failed> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no resident memory")?;
        Ok(line.trim_end_matches("kB").trim().parse()?)
    }

    /// What it counted.
    pub(crate) fn counts(&self) -> Result<BTreeMap<String, u64>, Failed> {
        let request = Made { method: "GET".to_owned(), url: "/counts".to_owned(), ..Made::default() };
        let (_, text) = Connection::open(&self.address)?.exchange(&request)?;
        Ok(serde_json::from_str(&text)?)
    }
}

/// A connection that is kept for many requests.
pub(crate) struct Connection(BufReader<TcpStream>);

impl Connection {
    pub(crate) fn open(address: &str) -> Result<Self, Failed> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_mins(1)))?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Sends a request; status and body of its answer.
    pub(crate) fn exchange(&mut self, made: &Made) -> Result<(u16, String), Failed> {
        let headers = made.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect::<String>();
        let head = format!("{} {} HTTP/1.1\r\nhost: localhost\r\n{headers}", made.method, made.url);
        let mut bytes = format!("{head}content-length: {}\r\n\r\n", made.body.len()).into_bytes();
        bytes.extend(&made.body);
        self.0.get_mut().write_all(&bytes)?;
        let status = self.line()?;
        let mut length = 0;
        loop {
            let line = self.line()?;
            match line.split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.trim().parse()?,
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body)?;
        let status = status.split(' ').nth(1).ok_or("no status")?.parse()?;
        Ok((status, String::from_utf8(body)?))
    }

    fn line(&mut self) -> Result<String, Failed> {
        let mut line = String::new();
        self.0.read_line(&mut line)?;
        if line.ends_with("\r\n") {
            Ok(line.trim_end().to_owned())
        } else {
            fail(format!("the answer ends at {line:?}"))
        }
    }
}
