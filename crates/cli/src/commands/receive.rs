//! `receive`: listens for requests, and prints what a receiver makes of each.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use eventspec_catalog::{Catalog, Delivery, visible};
use eventspec_payloads::requests;
use eventspec_runtime::Limits;
use eventspec_runtime::delivery::{self, Delivered, Receiver, Rejection, RejectionClass, Setup};
use serde_json::{Value, json};

use crate::Failure;
use crate::args::{Format, SpecArgs};
use crate::http::{Arrival, Arrived, Capture, DeliveryArgs, Incoming, Known, Outgoing, Secrets, Server, runtime};
use crate::load::resolved;
use crate::signals::Writing;
use crate::terminal::{errln, outln, print_json_text};

const EXAMPLES: &str = "\
Examples:
  EVENTSPEC_SECRET=\"$(cat secret)\" eventspec receive --port 3000
  eventspec receive --port 3000 --unverified --capture requests.jsonl
  eventspec receive --port 3000 --secret test --answer 500 --count 3";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Port to listen on; 0 for one that is free.
    #[arg(long, value_name = "N", default_value_t = 3000)]
    port: u16,
    /// Address to listen on. Any but a loopback address can be reached from other machines.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    #[command(flatten)]
    delivery: DeliveryArgs,
    /// Accept requests of anybody.
    #[arg(long, conflicts_with = "secret")]
    unverified: bool,
    /// File that requests are added to, one on each line, as they arrived: with their tokens and personal data.
    #[arg(long, value_name = "FILE")]
    capture: Option<PathBuf>,
    /// Status to answer accepted requests with. Others are answered with what the delivery contract recommends.
    #[arg(long, value_name = "STATUS", default_value_t = 200, value_parser = clap::value_parser!(u16).range(200..600))]
    answer: u16,
    /// End after one request.
    #[arg(long, conflicts_with = "count")]
    once: bool,
    /// End after so many requests.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    count: Option<u64>,
    /// Print the text of each event, and all deviations.
    #[arg(long)]
    verbose: bool,
    #[command(flatten)]
    spec: SpecArgs,
}

/// How many deviations of an event are printed.
const MOST: usize = 20;

/// How many requests there were.
#[derive(Default)]
struct Tally {
    accepted: u64,
    rejected: u64,
    events: usize,
}

pub(crate) fn receive(args: &Args) -> Result<(), Failure> {
    let catalog = resolved(&args.spec)?;
    let delivery = args.delivery.chosen(&catalog)?;
    let receiver = receiver(args, &catalog, delivery)?;
    let mut capture = args.capture.as_deref().map(Capture::open).transpose()?;
    let runtime = runtime()?;
    let interrupts = Writing::begin();
    let tally = runtime.block_on(listen(args, &receiver, capture.as_mut()))?;
    print_tally(args, &tally);
    Writing::acknowledge();
    drop(interrupts);
    Ok(())
}

fn receiver(args: &Args, catalog: &Catalog, delivery: &Delivery) -> Result<Receiver<Arrived>, Failure> {
    let mut setup = Setup::with_listing(requests::rules(delivery), Known::new(catalog));
    if let Some(url) = &args.delivery.url {
        setup = setup.url(url);
    }
    if args.unverified {
        return Ok(setup.unverified());
    }
    let secrets = args.delivery.secrets(delivery)?;
    if secrets.is_empty() {
        return Err(Secrets::missing(delivery, "--unverified"));
    }
    let named = secrets.given(delivery).map(|(_, signature, secrets)| (signature.name.as_str(), secrets));
    setup.named_secrets(named).map_err(|error| Failure::Usage(error.to_string()))
}

async fn listen(
    args: &Args,
    receiver: &Receiver<Arrived>,
    mut capture: Option<&mut Capture<'_>>,
) -> Result<Tally, Failure> {
    let mut server = Server::listen(SocketAddr::new(args.host, args.port), Limits::default().bytes).await?;
    print_address(args, server.address());
    let most = if args.once { Some(1) } else { args.count };
    let mut tally = Tally::default();
    while most.is_none_or(|most| tally.accepted + tally.rejected < most) {
        let Some(arrival) = server.next(Writing::is_interrupted).await else { break };
        let number = tally.accepted + tally.rejected + 1;
        let (answer, reply) = match arrival {
            Arrival::Request(request, reply) => {
                if let Some(capture) = &mut capture {
                    capture.add(&request)?;
                }
                (judge(args, receiver, &request, &mut tally), reply)
            }
            Arrival::TooLarge(reply) => {
                tally.rejected += 1;
                print_rejected(number, args.spec.format, RejectionClass::TooLarge, None);
                (Outgoing::of(RejectionClass::TooLarge.status()), reply)
            }
            Arrival::NotHttp(reason) => {
                tally.rejected += 1;
                print_not_http(number, args.spec.format, &reason);
                continue;
            }
        };
        // Who hung up meanwhile needs no answer.
        let _ = reply.send(answer);
    }
    server.end().await;
    Ok(tally)
}

fn print_address(args: &Args, address: SocketAddr) {
    match args.spec.format {
        Format::Text => outln!("listening on http://{address}; Ctrl-C ends"),
        Format::Json => print_json_line(&json!({ "listening": format!("http://{address}") })),
    }
    if !address.ip().is_loopback() {
        errln!("warning: other machines can reach {}; the default is 127.0.0.1", address.ip());
    }
    if args.unverified {
        errln!("warning: nothing verifies who sends requests");
    }
}

/// Prints the verdict on a request, and gives the answer. That to a challenge does not depend on `--answer`: it would be a refusal.
fn judge(args: &Args, receiver: &Receiver<Arrived>, request: &Incoming, tally: &mut Tally) -> Outgoing {
    let number = tally.accepted + tally.rejected + 1;
    match receiver.receive(request) {
        Ok(delivery) => {
            tally.accepted += 1;
            tally.events += delivery.events.len();
            match args.spec.format {
                Format::Text => print_accepted(number, args.verbose, &delivery),
                Format::Json => print_json_line(&accepted_as_json(number, args, &delivery)),
            }
            match delivery.challenge {
                Some(challenge) => Outgoing { status: 200, challenge: Some(challenge) },
                None => Outgoing::of(args.answer),
            }
        }
        Err(rejection) => {
            print_rejected(number, args.spec.format, rejection.class(), Some(&rejection));
            tally.rejected += 1;
            Outgoing::of(rejection.status())
        }
    }
}

fn print_accepted(number: u64, verbose: bool, delivery: &delivery::Delivery<Arrived>) {
    let challenge = delivery
        .challenge
        .as_ref()
        .map_or_else(String::new, |challenge| format!("; answered with its challenge, {}", visible(challenge)));
    outln!("{number}  accepted, {}{challenge}", counted(delivery.events.len(), "event"));
    for event in &delivery.events {
        let Delivered { event: Arrived { text, deviations }, name, id, .. } = event;
        let id = id.as_ref().map_or_else(String::new, |id| format!(", id {}", visible(id)));
        outln!("   {}{id}: {}", visible(name), counted(deviations.len(), "deviation"));
        let most = if verbose { usize::MAX } else { MOST };
        for (class, path) in deviations.iter().take(most) {
            let path = if path.is_empty() { String::new() } else { format!(" at {}", visible(path)) };
            outln!("     {class}{path}");
        }
        if deviations.len() > most {
            outln!("     and {} more; --verbose prints all", deviations.len() - most);
        }
        if verbose {
            outln!("     {}", visible(text));
        }
    }
    for refused in &delivery.refused {
        outln!("   refused at position {}: {}", refused.index, refused.class);
    }
}

fn print_rejected(number: u64, format: Format, class: RejectionClass, rejection: Option<&Rejection>) {
    let status = class.status();
    match format {
        Format::Text => {
            outln!(
                "{number}  rejected, answered with {status}: {class}{}",
                rejection.map_or_else(String::new, whereabouts)
            );
        }
        Format::Json => print_json_line(&json!({
            "request": number,
            "verdict": "rejected",
            "status": status,
            "class": class.as_str(),
            "signature": rejection.and_then(Rejection::signature),
            "place": rejection.and_then(Rejection::place),
            "offset": rejection.and_then(Rejection::offset),
        })),
    }
}

/// Prints that something arrived that the HTTP library has refused.
fn print_not_http(number: u64, format: Format, reason: &str) {
    match format {
        Format::Text => outln!("{number}  rejected, not a request in HTTP/1.1: {}", visible(reason)),
        Format::Json => print_json_line(&json!({
            "request": number,
            "verdict": "rejected",
            "status": null,
            "class": "not_http",
            "reason": reason,
        })),
    }
}

/// Where a request is wrong.
fn whereabouts(rejection: &Rejection) -> String {
    match (rejection.signature(), rejection.place(), rejection.offset()) {
        (Some(signature), Some(place), _) => format!(" (signature `{signature}`): nothing at `{place}`"),
        (Some(signature), None, _) => format!(" (signature `{signature}`)"),
        (None, _, Some(offset)) => format!(" at byte {offset} of the body"),
        (None, _, None) => String::new(),
    }
}

fn accepted_as_json(number: u64, args: &Args, delivery: &delivery::Delivery<Arrived>) -> Value {
    let event = |event: &Delivered<Arrived>| {
        let deviations = event.event.deviations.iter();
        let deviations: Vec<Value> = deviations.map(|(class, path)| json!({ "class": class, "path": path })).collect();
        let mut value = json!({ "index": event.index, "name": event.name, "id": event.id, "deviations": deviations });
        if args.verbose {
            value["text"] = Value::from(event.event.text.as_str());
        }
        value
    };
    let events: Vec<Value> = delivery.events.iter().map(event).collect();
    let refused = delivery.refused.iter().map(|it| json!({ "index": it.index, "class": it.class.as_str() }));
    let mut value = json!({
        "request": number,
        "verdict": "accepted",
        "status": if delivery.challenge.is_some() { 200 } else { args.answer },
        "events": events,
        "refused": refused.collect::<Vec<_>>(),
    });
    if let Some(challenge) = &delivery.challenge {
        value["challenge"] = Value::from(challenge.as_str());
    }
    value
}

fn print_tally(args: &Args, tally: &Tally) {
    let Tally { accepted, rejected, events } = tally;
    match args.spec.format {
        Format::Text => {
            let requests = usize::try_from(accepted + rejected).unwrap_or(usize::MAX);
            let (requests, events) = (counted(requests, "request"), counted(*events, "event"));
            outln!("{requests}: {accepted} accepted with {events}, {rejected} rejected");
        }
        Format::Json => {
            print_json_line(&json!({ "accepted": accepted, "rejected": rejected, "events": events }));
        }
    }
}

/// One line for each request, so that a program can read them as they arrive.
fn print_json_line(value: &Value) {
    print_json_text(format!("{value}\n"));
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
