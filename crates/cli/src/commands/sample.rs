//! `sample`: generated payloads, as lines of JSON.

use std::io::{BufWriter, ErrorKind, Write, stdout};

use eventspec_catalog::{Catalog, Event, Payload};
use eventspec_payloads::sample::{Recipe, payloads};

use crate::Failure;
use crate::args::SpecArgs;
use crate::load::resolved;

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    spec: SpecArgs,
    /// Event to generate payloads for, or `all`.
    #[arg(long, value_name = "EVENT", default_value = "all")]
    event: String,
    /// Number of payloads per event.
    #[arg(long, value_name = "N", default_value_t = 1)]
    count: usize,
    /// Seed of the random numbers: the same seed gives the same payloads.
    #[arg(long, value_name = "SEED", default_value_t = 0)]
    seed: u64,
    /// Fraction of fields to omit, including required ones.
    #[arg(long, value_name = "RATE", default_value_t = 0.0, value_parser = rate)]
    absent: f64,
    /// Fraction of fields that get an unexpected value.
    #[arg(long, value_name = "RATE", default_value_t = 0.0, value_parser = rate)]
    unexpected: f64,
    /// Average number of unknown members per known one.
    #[arg(long, value_name = "RATE", default_value_t = 0.0, value_parser = rate)]
    unknown: f64,
    /// Put members in random order.
    #[arg(long)]
    shuffled: bool,
}

pub(crate) fn sample(args: &Args) -> Result<(), Failure> {
    let catalog = resolved(&args.spec)?;
    let Args { seed, absent, unexpected, unknown, shuffled, .. } = *args;
    let recipe = Recipe { seed, absent, unexpected, unknown, shuffled };
    let mut sequences: Vec<_> = chosen(&catalog, &args.event)?
        .into_iter()
        .map(|(event, payload)| (quoted(&event.name), payloads(&catalog, event, payload, recipe)))
        .collect();
    let mut out = BufWriter::new(stdout().lock());
    let mut write = || -> std::io::Result<()> {
        for _ in 0..args.count {
            for (name, sequence) in &mut sequences {
                let payload = sequence.next().unwrap_or_default();
                writeln!(out, "{{\"event\":{name},\"payload\":{payload}}}")?;
            }
        }
        out.flush()
    };
    match write() {
        // The reader closed the pipe: it has enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::Io(format!("cannot write the payloads: {error}"))),
        Ok(()) => Ok(()),
    }
}

/// The events of a name, or all of them.
fn chosen<'c>(catalog: &'c Catalog, name: &str) -> Result<Vec<(&'c Event, &'c Payload)>, Failure> {
    let events: Vec<_> = catalog.events().filter(|(event, _)| name == "all" || event.name == name).collect();
    if !events.is_empty() {
        return Ok(events);
    }
    let names: Vec<&str> = catalog.events().map(|(event, _)| event.name.as_str()).collect();
    Err(Failure::Usage(format!("unknown event `{name}`\nhelp: use one of: all, {}", names.join(", "))))
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A rate between 0 and 1.
fn rate(text: &str) -> Result<f64, String> {
    let rate = text.parse().ok().filter(|rate| (0.0..=1.0).contains(rate));
    rate.ok_or_else(|| "write a number from 0 to 1, such as 0.05".to_owned())
}
