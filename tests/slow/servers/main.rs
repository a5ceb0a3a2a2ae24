//! Servers as their users write them, on axum and on `node:http`, under ten thousand signed requests: each event is handled once, whole,
//! and nothing else is, and the memory of a server does not grow with what it has received.

use std::collections::BTreeMap;
use std::fs;
use std::thread;

use eventspec_catalog::Delivery;
use eventspec_payloads::requests;
use eventspec_tests::catalogues::{Catalogue, shop};
use eventspec_tests::{Failed, Verdict, cli, fail};

mod plan;
mod process;

use plan::{Plan, Planned};
use process::{Connection, Process};

/// What is sent, one request in a hundred tampered with, one stale and one repeated.
const REQUESTS: usize = 10_000;
/// After how many of them the memory is measured for the first time.
const FIRST: usize = 1_000;
/// A repeated request follows the first one on the same connection, so that it finds it done.
const CONNECTIONS: usize = 4;
/// How much more memory a server may have in the end, in KiB.
const GROWTH: u64 = 20 * 1024;
/// Requests that the program `eventspec send` makes: these, one of them twice, and one of each kind that has to be refused.
const BY_PROGRAM: u64 = 17;

#[test]
fn axum() -> Verdict {
    receives(env!("CARGO_BIN_EXE_receiving-server"), &[])
}

#[test]
fn node() -> Verdict {
    // Else the young generation grows with the load, by more than what is kept.
    receives("node", &["--max-semi-space-size=4", "tests/slow/servers/node.mjs"])
}

/// Starts a server, sends it all requests, and compares what it handled and counted with what was sent.
fn receives(program: &str, args: &[&str]) -> Verdict {
    let catalogue = shop();
    let delivery = catalogue.catalog.deliveries.iter().find(|one| one.name == "webhook_till").ok_or("no delivery")?;
    let secret = requests::secret(delivery.signatures.first().ok_or("no signature")?, 1);
    let directory = tempfile::tempdir()?;
    let journal = directory.path().join("handled.jsonl");
    let server = Process::start(program, args, &journal, &secret)?;

    let plan = Plan::new(&catalogue.catalog, delivery, secret.clone(), REQUESTS)?;
    let (first, rest) = plan.requests.split_at(FIRST);
    send(&server, &plan, first)?;
    let before = server.resident()?;
    send(&server, &plan, rest)?;
    let after = server.resident()?;
    let mut expected = plan.handled();
    expected.extend(send_by_program(&server, &catalogue, delivery, &secret)?);

    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let mut count = |what, more| *counts.entry(what).or_default() += more;
    for request in &plan.requests {
        count(request.outcome(), 1);
    }
    for (what, more) in [("known", BY_PROGRAM), ("repeated", 1), ("wrong_signature", 2), ("stale", 1)] {
        count(what, more);
    }
    let found = server.counts()?;
    println!("{program}: {found:?}; resident memory {before} KiB after {FIRST} requests, {after} KiB in the end");
    if found != counts.into_iter().map(|(what, count)| (what.to_owned(), count)).collect() {
        return fail(format!("counted {found:?}"));
    }
    same_events(&fs::read_to_string(&journal)?, &expected)?;
    if after <= before + GROWTH { Ok(()) } else { fail(format!("memory grew from {before} to {after} KiB")) }
}

/// Sends requests over a few connections, and expects of each the answer that it deserves.
fn send(server: &Process, plan: &Plan<'_>, requests: &[Planned]) -> Verdict {
    let over_one = |index: usize| -> Verdict {
        let mut connection = Connection::open(&server.address)?;
        for request in requests.iter().filter(|request| request.number % CONNECTIONS == index) {
            let (status, _) = connection.exchange(&plan.made(request)?)?;
            if status != request.status() {
                return fail(format!("{request:?} is answered with {status}"));
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..CONNECTIONS).map(|index| scope.spawn(move || over_one(index))).collect();
        let ends = threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| fail("a thread has panicked")));
        ends.collect::<Vec<_>>().into_iter().collect()
    })
}

/// Some requests more, each made and judged by the program; the events among them that have to be handled.
fn send_by_program(
    server: &Process,
    catalogue: &Catalogue,
    delivery: &Delivery,
    secret: &str,
) -> Result<BTreeMap<String, (String, String)>, Failed> {
    let to = format!("http://{}/hooks", server.address);
    let spec = catalogue.spec.display().to_string();
    let send = |event: &str, seed: u64, more: &[&str]| -> Verdict {
        let (seed, id) = (seed.to_string(), format!("program_{seed}"));
        let args =
            ["send", event, "--to", &to, "--spec", &spec, "--delivery", &delivery.name, "--seed", &seed, "--id", &id];
        let mut command = cli::command(&catalogue.spec, &[&args[..], more].concat());
        let (code, out, error) = cli::answer(&command.env("EVENTSPEC_SECRET", secret).output()?);
        if code == 0 { Ok(()) } else { fail(format!("{event} {more:?} exits {code}:\n{out}{error}")) }
    };
    let mut events = plan::deliverable(&catalogue.catalog, delivery).cycle();
    let mut handled = BTreeMap::new();
    for seed in 0..BY_PROGRAM {
        let event = events.next().ok_or("no event")?;
        send(event.name, seed, if seed == 0 { &["--repeat", "2"] } else { &[] })?;
        let text = event.payloads(&catalogue.catalog, seed).next().ok_or("no payload")?;
        handled.insert(format!("program_{seed}"), (event.name.to_owned(), text));
    }
    for tamper in ["signature", "body", "time"] {
        let event = events.next().ok_or("no event")?;
        send(event.name, BY_PROGRAM, &["--tamper", tamper])?;
    }
    Ok(handled)
}

/// That what was handled, a line each, is what is expected, once each, byte for byte.
fn same_events(journal: &str, expected: &BTreeMap<String, (String, String)>) -> Verdict {
    let mut missing: BTreeMap<&str, (&str, &str)> =
        expected.iter().map(|(id, (name, text))| (id.as_str(), (name.as_str(), text.as_str()))).collect();
    for line in journal.lines() {
        let (id, name, text): (String, String, String) = serde_json::from_str(line)?;
        if missing.remove(id.as_str()) != Some((&name, &text)) {
            return fail(format!("handled twice, changed or never sent: {line}"));
        }
    }
    match missing.first_key_value() {
        None => Ok(()),
        Some((id, _)) => fail(format!("{} events are lost, {id} among them", missing.len())),
    }
}
