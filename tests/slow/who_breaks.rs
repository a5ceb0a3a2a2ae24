//! Every cell of the table of change kinds, tried: the change is made, both sides are generated, and old and new are run
//! on each other's payloads and compiled with each other's source. Printed at the end: how many cells were tried.

#[path = "who_breaks/cases.rs"]
mod cases;
#[path = "who_breaks/judge.rs"]
mod judge;
#[path = "who_breaks/odd_names.rs"]
mod odd_names;
#[path = "who_breaks/rust.rs"]
mod rust;
#[path = "who_breaks/schema.rs"]
mod schema;
#[path = "who_breaks/typescript.rs"]
mod typescript;
#[path = "who_breaks/workspace.rs"]
mod workspace;
#[path = "who_breaks/worlds.rs"]
mod worlds;

use std::process::ExitCode;

use eventspec_diff::{Effects, Kind};
use eventspec_emit::audiences;
use eventspec_tests::matrix::{self, trial};
use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    if Arguments::from_args().list {
        return matrix::run(vec![trial("who_breaks", || Ok(()))]);
    }
    let judged = match judge::all() {
        Ok(judged) => judged,
        Err(error) => {
            eprintln!("error: {}", error.message());
            return ExitCode::FAILURE;
        }
    };
    let cells: usize = judged.iter().map(|row| row.cells).sum();
    let witnesses: usize = judged.iter().map(|row| row.witnesses).sum();
    let disagreements: usize = judged.iter().map(|row| row.wrong.len()).sum();
    let is_tried = |kind: &Kind, closed: bool| judged.iter().any(|row| row.kind == *kind && row.closed == closed);
    let rows = Kind::ALL.iter().flat_map(|kind| [(kind, false), (kind, true)]);
    let unverified: Vec<&str> = rows
        .filter(|(kind, closed)| {
            (!closed || Effects::depend_on_closed(&audiences(), **kind)) && !is_tried(kind, *closed)
        })
        .map(|(kind, _)| kind.code())
        .collect();
    println!(
        "{} kinds in {} rows: {cells} cells tried, {witnesses} witnesses replayed, {} rows unverified, {disagreements} disagreements",
        Kind::ALL.len(),
        judged.len(),
        unverified.len()
    );
    let mut trials: Vec<Trial> = judged
        .into_iter()
        .map(|row| {
            let name = format!("who_breaks::{}", row.name);
            trial(name, move || if row.wrong.is_empty() { Ok(()) } else { Err(row.wrong.join("\n").into()) })
        })
        .collect();
    let missing = format!("no case for {}", unverified.join(", "));
    let complete = unverified.is_empty();
    trials.push(trial("who_breaks::every_row_has_a_case", move || if complete { Ok(()) } else { Err(missing.into()) }));
    matrix::run(trials)
}
