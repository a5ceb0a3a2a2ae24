//! Every cell of the table of change kinds, tried: the change is made, both sides are generated, and old and new are run
//! on each other's payloads and compiled with each other's source. Printed at the end: how many cells were tried. That there is
//! a change for every row is a test of `tests/plain/changes.rs`. Then the same of source for a sample of pairs of edits at random.

#[path = "laws/deliveries.rs"]
mod deliveries;
#[path = "laws/edits.rs"]
#[allow(dead_code, reason = "the laws aim their edits")]
mod edits;
#[path = "who_breaks/judge.rs"]
mod judge;
#[path = "who_breaks/requests.rs"]
mod requests;
#[path = "who_breaks/rust.rs"]
mod rust;
#[path = "who_breaks/sample.rs"]
mod sample;
#[path = "who_breaks/schema.rs"]
mod schema;
#[path = "laws/spec.rs"]
mod spec;
#[path = "who_breaks/typescript.rs"]
mod typescript;
#[path = "who_breaks/workspace.rs"]
mod workspace;

use std::process::ExitCode;

use eventspec_diff::Kind;
use eventspec_tests::matrix::{self, trial};
use libtest_mimic::Arguments;

fn main() -> ExitCode {
    if Arguments::from_args().list {
        return matrix::run(vec![trial("who_breaks", || Ok(()))]);
    }
    let (judged, sample) = match judge::all().and_then(|judged| Ok((judged, sample::compiled()?))) {
        Ok(both) => both,
        Err(error) => {
            eprintln!("error: {}", error.message());
            return ExitCode::FAILURE;
        }
    };
    let cells: usize = judged.iter().map(|row| row.cells).sum();
    let witnesses: usize = judged.iter().map(|row| row.witnesses).sum();
    let disagreements: usize = judged.iter().map(|row| row.wrong.len()).sum();
    println!(
        "{} kinds in {} rows: {cells} cells tried, {witnesses} witnesses replayed, {disagreements} disagreements",
        Kind::ALL.len(),
        judged.len()
    );
    let (sources, shown) = (sample.sources, sample.witnesses);
    println!(
        "{} pairs of edits at random: {sources} pieces of source compiled, {shown} witnesses of a break",
        sample.pairs
    );
    let of_sample = move || if sample.wrong.is_empty() { Ok(()) } else { Err(sample.wrong.join("\n").into()) };
    let trials = judged.into_iter().map(|row| {
        let name = format!("who_breaks::{}", row.name);
        trial(name, move || if row.wrong.is_empty() { Ok(()) } else { Err(row.wrong.join("\n").into()) })
    });
    matrix::run(trials.chain([trial("who_breaks::pairs_at_random", of_sample)]).collect())
}
