//! The examples, run as their users run them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use eventspec_tests::{Failed, Verdict, fail};

fn same(what: &str, found: &str, expected: &str) -> Verdict {
    if found == expected { Ok(()) } else { fail(format!("{what}: {found:?}, not {expected:?}")) }
}

/// A server that is gone when the test is.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn webhook() -> Verdict {
    let mut command = Command::new(env!("CARGO_BIN_EXE_webhook"));
    command.env("NECTOR_SECRET", "hush");
    let mut server = Server(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?);
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().ok_or("no output")?).read_line(&mut line)?;
    let address = line.trim().strip_prefix("listening on ").ok_or("no address")?.to_owned();
    let order = include_str!("../../spec/samples/order_create/delivered.json");
    let review = include_str!("../../spec/samples/review_create/delivered.json");
    let unknown = "{\"a\": 0.10,\"b\":\"\\ud83d\"}";
    // The SHA-256 of `hush`, as `printf hush | sha256sum` has it.
    let token = "dc8331bcb2283e89d275a1c2fe66f7bf5ac3163ec1967f149dd7e27906365f0c";
    let wrong = token.replace('0', "1");
    for (id, name, token, body, status, said) in [
        ("1", "order_create", token, order, "200 OK", "an order of 849.54\n"),
        ("1", "order_create", token, order, "200 OK", ""),
        ("2", "order_update", token, "{\"fiat_amount\":\"n/a\"}", "200 OK", "an order of unknown\n"),
        ("3", "review_create", token, review, "200 OK", "for ayush+fri26may@nector.io\n"),
        ("4", "order_exploded", token, unknown, "200 OK", "kept for later\n"),
        ("5", "order_create", token, "{\"a\":", "400 Bad Request", "invalid JSON at byte 5\n"),
        ("6", "order_create", &wrong, order, "401 Unauthorized", "wrong signature: `secret`\n"),
    ] {
        let headers =
            format!("x-nector-topic: {name}\r\nx-nector-delivery-id: {id}\r\nx-nector-webhook-secret: {token}\r\n");
        let answer = http(&address, "POST", "/events", &headers, body)?;
        same(name, &answer.0, &format!("HTTP/1.1 {status}"))?;
        same(name, &answer.1, said)?;
    }
    let kept = http(&address, "GET", "/unknown", "", "")?.1;
    same("unknown", &kept, &format!("{{\"event\":\"order_exploded\",\"payload\":{unknown}}}\n"))?;
    server.0.kill()?;
    let mut log = String::new();
    server.0.stderr.take().ok_or("no log")?.read_to_string(&mut log)?;
    if log.contains("order_update: unexpected_type at /fiat_amount\n") && !log.contains("n/a") {
        Ok(())
    } else {
        fail(log)
    }
}

/// The first line and the body of an answer.
fn http(address: &str, method: &str, path: &str, headers: &str, body: &str) -> Result<(String, String), Failed> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_mins(1)))?;
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
    Ok((head.lines().next().unwrap_or_default().to_owned(), body.to_owned()))
}

#[test]
fn orders_above() -> Verdict {
    let line = |event: &str, payload: &str| format!("{{\"event\":\"{event}\",\"payload\":{payload}}}\n");
    let (above, odd) = (
        line("order_create", "{ \"fiat_amount\":500.10, \"x\":1e400 }"),
        line("order_update", "{\"fiat_amount\":\"\"}"),
    );
    let others =
        line("order_create", "{\"fiat_amount\":499.99}") + &line("review_create", "{\"fiat_amount\":900}") + "{\n";
    let mut command = Command::new(env!("CARGO_BIN_EXE_orders-above"));
    command.arg("500").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    child.stdin.take().ok_or("no input")?.write_all(format!("{above}{others}{odd}").as_bytes())?;
    let output = child.wait_with_output()?;
    same("passes", &String::from_utf8_lossy(&output.stdout), &format!("{above}{odd}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("line 4: EOF while parsing")
        && said.contains("line 5: field `fiat_amount` of `order` is blank (`\"\"`)")
    {
        Ok(())
    } else {
        fail(said)
    }
}
