//! A language server as a process: messages of the protocol in and out.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use eventspec_tests::Failed;
use serde_json::{Value, json};

/// Longer than any answer takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// The server; it ends with this value.
pub(crate) struct Server {
    child: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    last_id: u64,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Starts the server for a folder.
    pub(crate) fn start(program: &Path, folder: &Path) -> Result<Self, Failed> {
        let mut child = Command::new(program)
            .arg("lsp")
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| {
                format!("cannot run {}: {error}; run `cargo xtask test --all`, which installs it", program.display())
            })?;
        let input = child.stdin.take().ok_or("no input")?;
        let output = BufReader::new(child.stdout.take().ok_or("no output")?);
        let (send, messages) = mpsc::channel();
        std::thread::spawn(move || read(output, &send));
        let mut server = Self { child, input, messages, last_id: 0 };
        let folder = json!([{ "uri": uri(folder), "name": "specification" }]);
        let hover = json!({ "contentFormat": ["markdown"] });
        let capabilities = json!({ "textDocument": { "publishDiagnostics": {}, "completion": {}, "hover": hover } });
        server.ask(
            "initialize",
            &json!({ "processId": null, "rootUri": null, "workspaceFolders": folder, "capabilities": capabilities }),
        )?;
        server.tell("initialized", &json!({}))?;
        Ok(server)
    }

    /// Opens a file with a text; gives the errors that are shown in it, as `line:column-column message`.
    pub(crate) fn open(&mut self, file: &Path, text: &str) -> Result<Vec<String>, Failed> {
        let uri = uri(file);
        let document = json!({ "uri": uri, "languageId": "toml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", &json!({ "textDocument": document }))?;
        // The folder is looked through, too; the answer to this opening has its version.
        let is_answer = |message: &Value| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri.as_str()
                && message["params"]["version"] == 1
        };
        let answer = self.wait(is_answer)?;
        let shown = answer["params"]["diagnostics"].as_array().cloned().unwrap_or_default();
        Ok(shown.iter().map(describe).collect())
    }

    /// What is offered after a part of an open file.
    pub(crate) fn completions(&mut self, file: &Path, before: &str) -> Result<Vec<String>, Failed> {
        let answer = self.ask("textDocument/completion", &position(file, before))?;
        let items = answer.as_array().or_else(|| answer["items"].as_array()).cloned().unwrap_or_default();
        Ok(items.iter().filter_map(|item| item["label"].as_str().map(str::to_owned)).collect())
    }

    /// What is shown for the word after a part of an open file.
    pub(crate) fn hover(&mut self, file: &Path, before: &str) -> Result<String, Failed> {
        let answer = self.ask("textDocument/hover", &position(file, before))?;
        Ok(answer["contents"]["value"].as_str().unwrap_or_default().to_owned())
    }

    fn ask(&mut self, method: &str, params: &Value) -> Result<Value, Failed> {
        self.last_id += 1;
        let id = self.last_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))?;
        let answer = self.wait(|message| message["id"] == id && message["method"].is_null())?;
        Ok(answer["result"].clone())
    }

    fn tell(&mut self, method: &str, params: &Value) -> Result<(), Failed> {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
    }

    /// The next message of a kind. What the server asks in the meantime is answered with nothing.
    fn wait(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Result<Value, Failed> {
        loop {
            let message = self.messages.recv_timeout(PATIENCE).map_err(|_| "the language server does not answer")?;
            if is_wanted(&message) {
                return Ok(message);
            }
            if !message["id"].is_null() && !message["method"].is_null() {
                self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }))?;
            }
        }
    }

    fn send(&mut self, message: &Value) -> Result<(), Failed> {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        Ok(self.input.flush()?)
    }
}

/// Reads messages until the server ends.
fn read(mut output: BufReader<ChildStdout>, send: &mpsc::Sender<Value>) -> Option<()> {
    loop {
        let mut length = 0;
        loop {
            let mut header = String::new();
            if output.read_line(&mut header).ok()? == 0 {
                return None;
            }
            match header.trim().split_once(": ") {
                Some(("Content-Length", value)) => length = value.parse().ok()?,
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        output.read_exact(&mut body).ok()?;
        send.send(serde_json::from_slice(&body).ok()?).ok()?;
    }
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn position(file: &Path, before: &str) -> Value {
    let line = before.matches('\n').count();
    let character = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
    json!({ "textDocument": { "uri": uri(file) }, "position": { "line": line, "character": character } })
}

fn describe(shown: &Value) -> String {
    let place = |end: &str, part: &str| shown["range"][end][part].as_u64().unwrap_or_default() + 1;
    let message = shown["message"].as_str().unwrap_or_default();
    format!("{}:{}-{} {message}", place("start", "line"), place("start", "character"), place("end", "character"))
}
