//! The vectors of each payload shape: its samples, members that are unknown, and each of its fields on a bad day.

use std::collections::HashSet;

use eventspec_catalog::Catalog;
use eventspec_payloads::positions::{self, Position, UnionPosition};
use eventspec_payloads::probes::{Probe, Probes};
use eventspec_payloads::tree::Node;
use eventspec_payloads::{choices, minimal, unknown};

use super::base::Base;
use super::{MOST, samples};
use crate::Files;
use crate::write::{FileStem, code};

/// What is tried at a position: of a value that is not a member, other values.
fn cases<'a>(
    catalog: &Catalog,
    probes: &'a Probes,
    at: &Position<'a>,
    valid: &'a Node,
) -> impl Iterator<Item = Probe<'a>> {
    let is_value = at.is_value();
    probes.of(catalog, at.field, valid).into_iter().filter(move |probe| !is_value || probe.is_value())
}

/// What is tried of a union: values that its alternatives are told apart by.
fn chosen(catalog: &Catalog, at: &UnionPosition<'_>) -> Vec<Node> {
    let mut seen = HashSet::new();
    choices::values(catalog, at.ty()).into_iter().filter(|value| seen.insert(value.to_string())).collect()
}

/// Emits a file per payload shape.
pub(super) fn emit(catalog: &Catalog, files: &mut Files) {
    let (all, probes, unknown) = (positions::all(catalog), Probes::new(), unknown::members());
    let values = |at: &Position<'_>| minimal::of_field(catalog, at.field);
    let number = |at: &Position<'_>| values(at).map_or(0, |valid| cases(catalog, &probes, at, &valid).count() + 1);
    let of_fields: usize = all.iter().flat_map(|(_, positions)| positions).map(number).sum();
    let unions = positions::unions(catalog);
    let of_unions: usize = unions.iter().flat_map(|(_, unions)| unions).map(|at| chosen(catalog, at).len()).sum();
    let stride = (of_fields + of_unions + all.len() * unknown.len()).div_ceil(MOST).max(1);
    let mut turns = (0..stride).cycle().map(|turn| turn == 0);
    let mut is_wanted = || turns.next().unwrap_or(true);
    for ((payload, positions), (_, unions)) in all.iter().zip(&unions) {
        let Some(base) = Base::new(catalog, payload) else { continue };
        let mut lines = samples::vectors(&base);
        let unknown = unknown.iter().filter(|_| is_wanted());
        lines.extend(unknown.map(|(case, members)| base.vector(case, None, members)));
        for at in positions {
            let Some(valid) = values(at) else { continue };
            for probe in cases(catalog, &probes, at, &valid) {
                if is_wanted() {
                    let case = format!("{}: {}", at.name(), probe.case);
                    lines.push(base.vector(&case, Some(at.outermost()), &at.around(probe.members())));
                }
            }
            // Neighbours begin with different cases.
            is_wanted();
        }
        for at in unions {
            for (index, value) in chosen(catalog, at).into_iter().enumerate() {
                if is_wanted() {
                    let case = format!("{}: choice {}", at.name(), index + 1);
                    lines.push(base.vector(&case, Some(at.outermost()), &[at.around(value)]));
                }
            }
        }
        let path = code!("payloads/{}.ndjson", FileStem(&payload.ident));
        files.about(*payload, |files| files.lines(&path, base.head(), lines));
    }
}
