//! Every kind of change is made by a case, found by `diff`, and shown to those it breaks. Whether it breaks them is what
//! `tests/slow/who_breaks` runs and compiles; a case or a witness that is missing is seen here, in a second.

use std::collections::BTreeSet;

use eventspec_diff::witness::proof;
use eventspec_diff::{Around, Audience, Effect, Effects, Kind, Subject};
use eventspec_emit::audiences;
use eventspec_tests::changes::{self, Tried};
use eventspec_tests::{Verdict, fail};

#[test]
fn every_row_has_a_case() -> Verdict {
    let (_, tried) = changes::all()?;
    let cases = tried.iter().filter(|row| !row.is_odd);
    let shown: BTreeSet<(Kind, Around)> = cases.map(|row| (row.finding.kind, row.finding.around)).collect();
    let rows = Kind::ALL.iter().flat_map(|kind| Around::ALL.map(|around| (*kind, around)));
    let is_a_row =
        |(kind, around): &(Kind, Around)| *around == Around::Open || Effects::depend_on(*around, &audiences(), *kind);
    let rows = rows.filter(is_a_row);
    let missing: Vec<String> = rows
        .filter(|row| !shown.contains(row))
        .map(|(kind, around)| format!("{} ({})", kind.code(), around.as_str()))
        .collect();
    if missing.is_empty() { Ok(()) } else { fail(format!("there is no case of {}", missing.join(", "))) }
}

#[test]
fn every_break_has_a_witness() -> Verdict {
    let (worlds, tried) = changes::all()?;
    let mut missing = BTreeSet::new();
    for Tried { world, finding, is_odd } in &tried {
        // Odd names are there to be compiled: not all of them can be in a snippet.
        let Some(world) = worlds.get(*world).filter(|_| !is_odd) else { continue };
        for (audience, strictness, effect) in Effects::of_finding(&audiences(), finding).cells() {
            // What breaks a receiver is a request, and witnesses are payloads.
            let is_request =
                matches!(finding.subject, Subject::Delivery(_)) && !matches!(audience, Audience::Source(_));
            let is_shown = || is_request || proof(finding, world.sides(), audience, strictness).is_some();
            if effect == Effect::Break && !is_shown() {
                missing.insert(format!("{}: {} {}", finding.kind.code(), audience.as_str(), strictness.as_str()));
            }
        }
    }
    let missing: Vec<String> = missing.into_iter().collect();
    if missing.is_empty() { Ok(()) } else { fail(format!("nothing shows\n{}", missing.join("\n"))) }
}
