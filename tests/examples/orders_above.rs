//! A filter of NDJSON: orders above an amount pass, byte for byte; what cannot be decided is reported and passes, too.
//!
//! ```sh
//! cargo xtask sample --count 100 --unexpected 0.05 | cargo run -p eventspec-tests --bin orders-above -- 500
//! ```

use std::io::{BufRead, BufWriter, Write, stdin, stdout};
use std::process::ExitCode;

use nector_events::Event;

fn main() -> ExitCode {
    let Some(least) = std::env::args().nth(1).and_then(|text| text.parse::<f64>().ok()) else {
        eprintln!("usage: orders-above AMOUNT < events.ndjson");
        return ExitCode::from(2);
    };
    match filter(least) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn filter(least: f64) -> std::io::Result<()> {
    let mut out = BufWriter::new(stdout().lock());
    for (number, line) in stdin().lock().lines().enumerate() {
        let line = line?;
        // `{"event":"order_create","payload":{...}}`
        let event = match serde_json::from_str::<Event<'_>>(&line) {
            Ok(event) => event,
            Err(error) => {
                eprintln!("line {}: {error}", number + 1);
                continue;
            }
        };
        let (Event::OrderCreate(order) | Event::OrderUpdate(order)) = &event else { continue };
        let passes = order.fiat_amount().required().map_or_else(
            |error| {
                eprintln!("line {}: {error}", number + 1);
                true
            },
            |amount| amount.to_f64() > least,
        );
        if passes {
            writeln!(out, "{line}")?;
        }
    }
    out.flush()
}
