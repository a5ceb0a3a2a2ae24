//! `send` and `receive`, with each other: requests go over loopback, to ports that the system chooses.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use eventspec_catalog::{BodyFormat, Catalog, Delivery, Piece, RequestPlace, Scheme, Signature};
use eventspec_payloads::requests;
use eventspec_runtime::UnknownEvent;
use eventspec_runtime::delivery::{RequestParts, Setup};
use eventspec_tests::catalogues::{self, Catalogue, VENDORS, root};
use eventspec_tests::{Failed, Verdict, cli, contains, fail};
use serde_json::Value;

/// Longer than a line takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A process that receives.
struct Receiving {
    child: Child,
    lines: Receiver<String>,
    address: String,
    /// All that it printed.
    printed: String,
}

impl Drop for Receiving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Receiving {
    fn start(spec: &Path, secrets: &str, args: &[&str]) -> Result<Self, Failed> {
        let mut child = command(spec, secrets, &[&["receive", "--port", "0"], args].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let output = BufReader::new(child.stdout.take().ok_or("no output")?);
        let (send, lines) = mpsc::channel();
        std::thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        let mut this = Self { child, lines, address: String::new(), printed: String::new() };
        let first = this.line()?;
        let address = first.split("http://").nth(1).ok_or_else(|| format!("no address in {first}"))?;
        this.address = address.chars().take_while(|c| c.is_ascii_digit() || ".:".contains(*c)).collect();
        Ok(this)
    }

    fn line(&mut self) -> Result<String, Failed> {
        let line = self.lines.recv_timeout(PATIENCE).map_err(|_| format!("no more lines after:\n{}", self.printed))?;
        self.printed += &line;
        self.printed.push('\n');
        Ok(line)
    }

    fn json(&mut self) -> Result<Value, Failed> {
        let line = self.line()?;
        serde_json::from_str(&line).map_err(|error| format!("{error}: {line}").into())
    }

    fn url(&self) -> String {
        format!("http://{}/hooks", self.address)
    }

    /// As a service is ended. Ctrl-C does the same, but where tests run in the background, it is ignored.
    fn interrupt(&mut self) -> Verdict {
        let status = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        if status.success() { Ok(()) } else { fail("it cannot be interrupted") }
    }

    /// Expects that it ends well.
    fn ends(&mut self) -> Verdict {
        let status = self.child.wait()?;
        if status.success() { Ok(()) } else { fail(format!("{status}:\n{}", self.printed)) }
    }
}

/// The program, with secrets in its environment.
fn command(spec: &Path, secrets: &str, args: &[&str]) -> Command {
    let mut command = cli::command(&root(), args);
    command.arg("--spec").arg(spec).env_remove("EVENTSPEC_SECRET");
    if !secrets.is_empty() {
        command.env("EVENTSPEC_SECRET", secrets);
    }
    command
}

/// Runs `send`, and expects an exit code; gives what it printed.
fn send(spec: &Path, secrets: &str, args: &[&str], expected: i32) -> Result<String, Failed> {
    let output = command(spec, secrets, &[&["send"], args].concat()).output()?;
    let (code, out, error) = cli::answer(&output);
    if code == expected { Ok(out + &error) } else { fail(format!("{args:?} exits {code}:\n{out}{error}")) }
}

fn shop() -> PathBuf {
    root().join("tests/cases/shop/spec")
}

/// The secret of a signature, and the line of the environment that says it.
fn secret(delivery: &Delivery, signature: &Signature) -> (String, String) {
    let secret = requests::secret(signature, 3);
    let line = if delivery.signatures.len() == 1 { secret.clone() } else { format!("{}={secret}", signature.name) };
    (secret, line)
}

#[test]
fn what_is_sent_is_received() -> Verdict {
    let mut count = 0;
    for Catalogue { spec, catalog, .. } in catalogues::all().into_iter().chain(VENDORS.map(catalogues::vendor)) {
        for delivery in &catalog.deliveries {
            count += 1;
            let verdict = round_trip(&spec, &catalog, delivery);
            verdict.map_err(|error| format!("{} {}: {}", catalog.name, delivery.name, error.message()))?;
        }
    }
    if count > 7 { Ok(()) } else { fail(format!("{count} deliveries are not all of them")) }
}

fn round_trip(spec: &Path, catalog: &Catalog, delivery: &Delivery) -> Verdict {
    let (secrets, lines): (Vec<String>, Vec<String>) =
        delivery.signatures.iter().map(|signature| secret(delivery, signature)).unzip();
    let lines = lines.join("\n");
    let kept = tempfile::tempdir()?;
    let kept = kept.path().join("kept.jsonl");
    let path = kept.display().to_string();
    let mut args = vec!["--format", "json", "--delivery", &delivery.name, "--capture", &path];
    if secrets.is_empty() {
        args.push("--unverified");
    }
    let mut receiving = Receiving::start(spec, &lines, &args)?;
    let url = receiving.url();
    let mut said = String::new();
    let mut sent = |event: &str, more: &[&str]| -> Verdict {
        let fixed = [event, "--to", &url, "--delivery", &delivery.name];
        said += &send(spec, &lines, &[&fixed[..], more].concat(), 0)?;
        Ok(())
    };
    let events: Vec<_> = catalog.events().filter_map(|(event, _)| requests::deliverable(delivery, event)).collect();
    for event in &events {
        sent(event, &[])?;
        let verdict = receiving.json()?;
        let found = &verdict["events"][0];
        // A form has strings alone.
        let is_as_sent = found["deviations"] == Value::Array(Vec::new()) || delivery.body == BodyFormat::Form;
        if verdict["verdict"] != "accepted" || found["name"] != *event || !is_as_sent {
            return fail(format!("{event}: {verdict}"));
        }
    }
    let event = events.first().ok_or("no event")?;
    for (tamper, class) in refusals(delivery) {
        sent(event, &["--tamper", tamper])?;
        let verdict = receiving.json()?;
        expect(&verdict["class"].to_string(), &format!("\"{class}\""))?;
    }
    if delivery.is_batch() {
        sent(event, &["--events", "3"])?;
        let verdict = receiving.json()?;
        expect(&verdict["events"].as_array().map_or(0, Vec::len).to_string(), "3")?;
    }
    receiving.interrupt()?;
    let tally = receiving.json()?;
    receiving.ends()?;
    for secret in &secrets {
        if said.contains(secret.as_str()) || receiving.printed.contains(secret.as_str()) {
            return fail("a secret is printed");
        }
    }
    kept_requests_are_whole(&kept, delivery, &secrets, &tally)
}

/// The ways in which a request can be wrong that a receiver can notice, and what it then says.
fn refusals(delivery: &Delivery) -> Vec<(&'static str, &'static str)> {
    let codes = || {
        delivery.signatures.iter().filter_map(|signature| match &signature.scheme {
            Scheme::Code(code) => Some(code),
            Scheme::Token { .. } => None,
        })
    };
    let mut refusals = Vec::new();
    if !delivery.signatures.is_empty() {
        refusals.push(("signature", "wrong_signature"));
    }
    if codes().any(|code| code.signed.contains(&Piece::Place(RequestPlace::WholeBody))) {
        refusals.push(("body", "wrong_signature"));
    }
    if codes().any(|code| code.time.as_ref().is_some_and(|time| time.tolerance.is_some())) {
        refusals.push(("time", "stale"));
    }
    refusals
}

fn expect(found: &str, expected: &str) -> Verdict {
    if found == expected { Ok(()) } else { fail(format!("{found}, and not {expected}")) }
}

/// What was kept is as it arrived: a receiver says the same of it.
fn kept_requests_are_whole(kept: &Path, delivery: &Delivery, secrets: &[String], tally: &Value) -> Verdict {
    let setup = Setup::<UnknownEvent<'static>>::new(requests::rules(delivery));
    let named = delivery.signatures.iter().zip(secrets).map(|(signature, secret)| (signature.name.as_str(), [secret]));
    let receiver = match secrets {
        [] => setup.unverified(),
        [_, ..] => setup.named_secrets(named).map_err(|error| error.to_string())?,
    };
    let (mut accepted, mut rejected) = (0, 0);
    for line in fs::read_to_string(kept)?.lines() {
        let request: Value = serde_json::from_str(line)?;
        let text = |key: &str| request[key].as_str().unwrap_or_default();
        let headers: Vec<(String, String)> = serde_json::from_value(request["headers"].clone())?;
        let mut parts = RequestParts::new(text("method"), text("url"), text("body").as_bytes());
        for (name, value) in &headers {
            parts = parts.with_header(name, value);
        }
        match receiver.receive(&parts) {
            Ok(_) => accepted += 1,
            Err(_) => rejected += 1,
        }
    }
    expect(&format!("{accepted} {rejected}"), &format!("{} {}", tally["accepted"], tally["rejected"]))
}

const TILL: [&str; 2] = ["--delivery", "webhook_till"];

/// What people see.
#[test]
fn answers_are_told_one_by_one_or_in_sum() -> Verdict {
    let secret = "whsec_AAECAwQFBgcICQoLDA0ODw==";
    let mut receiving = Receiving::start(&shop(), secret, &[&TILL[..], &["--count", "17"]].concat())?;
    let url = receiving.url();
    let sent =
        |args: &[&str], code| send(&shop(), secret, &[&["order_placed", "--to", &url], &TILL[..], args].concat(), code);
    contains(&sent(&["--id", "msg_1", "--repeat", "2"], 0)?, &["200 OK, ", " ms\n"])?;
    contains(&sent(&["--repeat", "12"], 0)?, &["12 x 200 OK\n12 requests, "])?;
    contains(&sent(&["--tamper", "body"], 0)?, &["401 Unauthorized"])?;
    contains(&sent(&["--unsigned"], 1)?, &["401 Unauthorized", "error: the request was not accepted\n"])?;
    contains(&sent(&["--sample", "minimal", "--format", "json"], 0)?, &["\"status\": 200", "\"as_expected\": true"])?;
    for _ in 0..33 {
        receiving.line()?;
    }
    receiving.ends()?;
    // A repeated delivery is the same one.
    let ids = receiving.printed.lines().filter_map(|line| line.split_once("id webhook_till-"));
    let ids: Vec<&str> = ids.map(|(_, id)| id).collect();
    if ids.len() != 13 || ids[1..12].iter().any(|id| id != &ids[0]) {
        return fail(format!("{ids:?}"));
    }
    contains(
        &receiving.printed,
        &[
            "1  accepted, 1 event\n   order_placed, id msg_1: 0 deviations\n2  accepted",
            "15  rejected, answered with 401: wrong_signature (signature `v1`)\n",
            "16  rejected, answered with 401: missing_signature (signature `v1`): nothing at `{header:webhook-signature}`\n",
            "17 requests: 15 accepted with 15 events, 2 rejected\n",
        ],
    )
}

/// Handlers that answer what they should not.
#[test]
fn an_answer_that_is_not_expected_fails() -> Verdict {
    let mut receiving =
        Receiving::start(&shop(), "", &[&TILL[..], &["--unverified", "--answer", "503", "--once"]].concat())?;
    let url = receiving.url();
    let fixed = [&["order_placed", "--to", &url, "--secret", "whsec_AAEC"], &TILL[..]].concat();
    contains(&send(&shop(), "", &fixed, 1)?, &["503 Service Unavailable", "error: the request was not accepted\n"])?;
    receiving.ends()?;
    // Nobody listens any more.
    contains(&send(&shop(), "", &fixed, 1)?, &["no answer: ", "error: the request was not accepted\n"])?;
    let mut receiving = Receiving::start(&shop(), "", &[&TILL[..], &["--unverified", "--once", "--verbose"]].concat())?;
    let url = receiving.url();
    let fixed = [&["order_placed", "--to", &url, "--secret", "whsec_AAEC", "--tamper", "time"], &TILL[..]].concat();
    contains(
        &send(&shop(), "", &fixed, 1)?,
        &["200 OK", "error: the request with an old signature was not refused\n"],
    )?;
    for _ in 0..4 {
        receiving.line()?;
    }
    contains(&receiving.printed, &["{\"event_id\":"])?;
    receiving.ends()
}

/// A request as it is, and the answer.
fn exchanged(address: &str, request: &str) -> Result<String, Failed> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer.to_ascii_lowercase())
}

/// The page on which a vendor sets up an address accepts it.
#[test]
fn a_challenge_is_answered() -> Verdict {
    let args = ["--delivery", "webhook", "--secret", "v1=s", "--answer", "500", "--count", "3"];
    let mut receiving = Receiving::start(&shop(), "", &args)?;
    let get = |url: &str| format!("GET {url} HTTP/1.1\r\nhost: localhost\r\n\r\n");
    let answer = exchanged(&receiving.address, &get("/hooks?challenge=%3Cscript%3E"))?;
    contains(
        &answer,
        &["http/1.1 200 ok\r\n", "content-type: text/plain; charset=utf-8\r\n", "x-content-type-options: nosniff\r\n"],
    )?;
    contains(&answer, &["\r\n\r\n<script>"])?;
    // Whatever is not a challenge has to be signed.
    for url in ["/hooks", "/hooks?challenge="] {
        contains(&exchanged(&receiving.address, &get(url))?, &["http/1.1 401 unauthorized\r\n"])?;
    }
    for _ in 0..4 {
        receiving.line()?;
    }
    contains(
        &receiving.printed,
        &[
            "\n1  accepted, 0 events; answered with its challenge, <script>\n",
            "\n2  rejected, answered with 401: missing_signature",
        ],
    )?;
    receiving.ends()
}

/// What is not HTTP costs its sender a rejection, and the receiver nothing else.
#[test]
fn what_is_not_a_request_counts_as_rejected() -> Verdict {
    let said = |format: &str, lines: usize| -> Result<String, Failed> {
        let args = [&TILL[..], &["--unverified", "--count", "2", "--format", format]].concat();
        let mut receiving = Receiving::start(&shop(), "", &args)?;
        let headers = "x: x\r\n".repeat(200);
        for text in ["\x16\x03\x01\x02\x00\x01\r\n\r\n", &format!("POST / HTTP/1.1\r\n{headers}\r\n")] {
            let mut stream = TcpStream::connect(&receiving.address)?;
            stream.write_all(text.as_bytes())?;
            receiving.line()?;
        }
        for _ in 0..lines {
            receiving.line()?;
        }
        receiving.ends()?;
        Ok(receiving.printed.clone())
    };
    contains(
        &said("text", 1)?,
        &[
            "\n1  rejected, not a request in HTTP/1.1: invalid HTTP method parsed\n",
            "\n2  rejected, not a request in HTTP/1.1: message head is too large\n",
            "\n2 requests: 0 accepted with 0 events, 2 rejected\n",
        ],
    )?;
    let json = said("json", 1)?;
    contains(&json, &[r#""class":"not_http""#, r#""status":null"#, r#"{"accepted":0,"rejected":2,"events":0}"#])
}

#[test]
fn a_printed_request_gives_no_token_away() -> Verdict {
    let to = ["order_placed", "--to", "http://127.0.0.1:9/hooks?a=b", "--print", "--sample", "minimal"];
    let archive = [&to[..], &["--delivery", "webhook_archive", "--secret", "hush!"]].concat();
    let printed = send(&shop(), "", &archive, 0)?;
    contains(
        &printed,
        &[
            "POST /hooks?a=b&topic=order_placed HTTP/1.1\nhost: 127.0.0.1:9\n",
            "\nauthorization: Bearer SECRET\n",
            "\n\n{",
        ],
    )?;
    if printed.contains("hush!") { fail(printed) } else { Ok(()) }
}

#[test]
fn what_is_missing_is_said() -> Verdict {
    let to = ["--to", "http://127.0.0.1:9/hooks"];
    let cases: &[(&[&str], &[&str])] = &[
        (&["order_placed"], &["several deliveries", "--delivery webhook_till"]),
        (&["order_placed", "--delivery", "x"], &["unknown delivery `x`", "--delivery webhook_till"]),
        (
            &["order_placed", "--delivery", "webhook_till"],
            &[
                "a secret is needed for the signature of `webhook_till`",
                "--secret SECRET",
                "EVENTSPEC_SECRET",
                "--unsigned",
            ],
        ),
        (&["order_placed", "--delivery", "webhook"], &["the 2 signatures", "--secret v2=SECRET or --secret v1=SECRET"]),
        (
            &["order_placed", "--delivery", "webhook", "--secret", "hush!"],
            &["`webhook` has several signatures", "--secret v2=SECRET or --secret v1=SECRET"],
        ),
        (&["order_placed", "--delivery", "webhook_till", "--secret", "hush!"], &["does not have the form"]),
        (&["order_placed", "--delivery", "webhook_till", "--secret", "-hush!"], &["does not have the form"]),
        (&["order_placed", "--delivery", "webhook_till", "--secret", "hush!\n"], &["`--secret` has the end of a line"]),
        (&["order", "--delivery", "webhook_till", "--unsigned"], &["unknown event `order`", "order_placed"]),
        (
            &["order_placed", "--delivery", "webhook_till", "--unsigned", "--sample", "x"],
            &["no sample `x`", "full, minimal"],
        ),
        (&["order_placed", "--delivery", "webhook_till", "--unsigned", "--events", "2"], &["has one event"]),
        (
            &["order_placed", "--delivery", "webhook_archive", "--secret", "hush!", "--tamper", "body"],
            &["no signature of the body"],
        ),
        (
            &["order_placed", "--delivery", "webhook_archive", "--secret", "hush!", "--tamper", "time"],
            &["no signature with a tolerance"],
        ),
    ];
    for (args, parts) in cases {
        let said = send(&shop(), "", &[args, &to[..]].concat(), 2)?;
        contains(&said, parts)?;
        if said.contains("hush!") {
            return fail(format!("a secret is printed: {said}"));
        }
    }
    for (url, why) in [
        ("https://a.example/", "does not take https"),
        ("a.example/x", "is not a URL"),
        ("ftp://a.example", "does not begin with http://"),
        ("http://127.0.0.1:99999/", "`99999` is not a port"),
        ("http://127.0.0.1:0/", "`0` is not a port"),
        ("http://[::1]:65536/", "`65536` is not a port"),
    ] {
        contains(&send(&shop(), "", &["order_placed", "--to", url], 2)?, &[why])?;
    }
    let empty = ["order_placed", "--to", "http://127.0.0.1:1/", "--delivery", "webhook_archive", "--secret", ""];
    contains(&send(&shop(), "", &empty, 2)?, &["a secret is empty"])?;
    let receive = command(&shop(), "", &["receive", "--port", "0", "--delivery", "webhook_till"]).output()?;
    let (code, _, error) = cli::answer(&receive);
    contains(&error, &["a secret is needed", "--unverified"])?;
    expect(&code.to_string(), "2")
}
