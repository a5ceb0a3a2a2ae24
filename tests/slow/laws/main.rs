//! What must hold of `diff` whatever is compared: laws, held against specifications and edits made up at random.

mod deliveries;
mod delivery_keys;
mod edits;
mod executed;
mod shape;
mod spec;

use eventspec_catalog::{Catalog, Field, Place};
use eventspec_diff::execute::{Reading, reading};
use eventspec_diff::witness::Sides;
use eventspec_diff::{
    Audience, Comparison, Effects, Finding, Kind, PartPairs, PayloadPair, Side, Strictness, compare, diff,
};
use eventspec_emit::audiences;
use eventspec_payloads::sample::{Recipe, payloads};
use eventspec_tests::{Verdict, fail};
use fastrand::Rng;

use edits::{Target, edit};
use shape::Shape;
use spec::Spec;

const CASES: usize = 4_000;

/// A law: checks one case, or finds the case unfit for it.
type Law = fn(&mut Rng) -> Result<Option<()>, String>;

fn hold(law: Law) -> Verdict {
    let mut held = 0;
    let mut seed = 0;
    while held < CASES {
        seed += 1;
        let case = law(&mut Rng::with_seed(seed)).map_err(|error| format!("seed {seed}: {error}"))?;
        held += usize::from(case.is_some());
        if seed > 8 * CASES as u64 {
            return fail(format!("only {held} of {seed} cases are fit for the law"));
        }
    }
    println!("cases that the law holds for: {held} of {seed}");
    Ok(())
}

#[test]
fn the_same_in_another_order_is_not_a_change() -> Verdict {
    hold(reordered)
}

#[test]
fn what_receivers_meet_is_what_senders_meet_on_the_way_back() -> Verdict {
    hold(mirrored)
}

#[test]
fn findings_applied_to_the_old_give_the_new() -> Verdict {
    hold(applied)
}

#[test]
fn disjoint_edits_hit_as_the_worst_of_each() -> Verdict {
    hold(disjoint)
}

#[test]
fn events_and_fields_are_paired_added_or_removed() -> Verdict {
    hold(paired)
}

#[test]
fn what_is_read_as_something_else_is_told() -> Verdict {
    hold(told)
}

/// A specification and what it becomes by a few edits; `None` if one of the two is not valid.
fn before_and_after(random: &mut Rng) -> Option<(Catalog, Catalog)> {
    let old = edits::spec(random);
    let mut new = old.clone();
    for _ in 0..random.usize(1..6) {
        let target = Target::any(&new, random);
        edit(&mut new, &target, false, random);
    }
    Some((old.resolve(random)?, new.resolve(random)?))
}

fn reordered(random: &mut Rng) -> Result<Option<()>, String> {
    let spec = edits::spec(random);
    let (Some(one), Some(other)) = (spec.resolve(random), spec.resolve(random)) else { return Ok(None) };
    for (one, other) in [(&one, &one), (&one, &other)] {
        let findings = diff(one, other);
        if !findings.is_empty() {
            return Err(format!("{findings:#?}"));
        }
    }
    Ok(Some(()))
}

/// What an SDK of `a` makes of payloads of `b` is judged for receivers of `b` and, on the way back, for senders of `b`.
fn mirrored(random: &mut Rng) -> Result<Option<()>, String> {
    let Some((old, new)) = before_and_after(random) else { return Ok(None) };
    let (there, back) = (effects(&old, &new), effects(&new, &old));
    for strictness in Strictness::ALL {
        let receivers = there.get(Audience::Receivers, strictness);
        let senders = back.get(Audience::Senders, strictness);
        if receivers != senders {
            let found = format!("{:#?}\nback {:#?}", diff(&old, &new), diff(&new, &old));
            return Err(format!("{}: receivers {receivers:?}, senders {senders:?}\n{found}", strictness.as_str()));
        }
    }
    Ok(Some(()))
}

fn applied(random: &mut Rng) -> Result<Option<()>, String> {
    let Some((old, new)) = before_and_after(random) else { return Ok(None) };
    let findings = diff(&old, &new);
    let (mut shape, expected) = (Shape::of(&old), Shape::of(&new));
    shape.apply(&findings, &expected);
    let (shape, expected) = (shape.expanded(), expected.expanded());
    if shape == expected {
        return Ok(Some(()));
    }
    let (shape, expected) = (format!("{shape:#?}"), format!("{expected:#?}"));
    let difference = similar::TextDiff::from_lines(&shape, &expected);
    Err(format!("{}\nby {findings:#?}", difference.unified_diff().context_radius(12)))
}

fn disjoint(random: &mut Rng) -> Result<Option<()>, String> {
    let old = edits::spec(random);
    let (one, two) = (Target::any(&old, random), Target::any(&old, random));
    if !one.is_disjoint(&two) {
        return Ok(None);
    }
    let (mut first, mut second) = (old.clone(), old.clone());
    let seeds = (random.u64(..), random.u64(..));
    edit(&mut first, &one, true, &mut Rng::with_seed(seeds.0));
    edit(&mut second, &two, true, &mut Rng::with_seed(seeds.1));
    let mut both = first.clone();
    edit(&mut both, &two, true, &mut Rng::with_seed(seeds.1));
    let mut resolve = |spec: &Spec| spec.resolve(random);
    let (Some(old), Some(first), Some(second), Some(both)) =
        (resolve(&old), resolve(&first), resolve(&second), resolve(&both))
    else {
        return Ok(None);
    };
    let (together, each) = (effects(&old, &both), effects(&old, &first).worst(&effects(&old, &second)));
    if together == each {
        return Ok(Some(()));
    }
    let found = format!("{:#?}\nand {:#?}\ntogether {:#?}", diff(&old, &first), diff(&old, &second), diff(&old, &both));
    Err(format!("{one:?} and {two:?}: {together:?}, not {each:?}\n{found}"))
}

/// Whatever executes a comparison can go by its pairs: what is in none of them is told by a finding.
fn paired(random: &mut Rng) -> Result<Option<()>, String> {
    let Some((old, new)) = before_and_after(random) else { return Ok(None) };
    let Comparison { findings, pairing, .. } = compare(&old, &new);
    let all = [&old, &new].map(|catalog| {
        catalog.events().map(|(event, _)| (event.name.clone(), event.place.clone())).collect::<Vec<_>>()
    });
    accounted(&findings, &all, pairing.events.iter().map(|(old, new)| [&old.name, &new.name]))?;
    let names = |fields: &mut dyn Iterator<Item = &Field>| fields.map(|f| (f.name.clone(), f.place.clone())).collect();
    for PayloadPair { payloads: (was, is), fields } in &pairing.payloads {
        let all = [names(&mut old.fields(was)), names(&mut new.fields(is))];
        accounted(&findings, &all, fields.iter().map(|(old, new)| [&old.name, &new.name]))?;
    }
    for pair in &pairing.types {
        let PartPairs::Fields(fields) = &pair.parts else { continue };
        let all = [(&old, pair.types.0), (&new, pair.types.1)].map(|(catalog, id)| {
            let fields = catalog.type_def(id).and_then(|def| def.kind.fields());
            names(&mut fields.unwrap_or_default().iter())
        });
        accounted(&findings, &all, fields.iter().map(|(old, new)| [&old.name, &new.name]))?;
    }
    Ok(Some(()))
}

/// A payload of either side that the other takes for something else has a finding that says so.
fn told(random: &mut Rng) -> Result<Option<()>, String> {
    let Some((old, new)) = before_and_after(random) else { return Ok(None) };
    let Comparison { findings, pairing, shapes } = compare(&old, &new);
    let sides = Sides { old: &old, new: &new, pairing: &pairing, shapes: &shapes };
    let tells = [
        Kind::EventNameReassigned,
        Kind::KeyReassigned,
        Kind::UnionChoiceChanged,
        Kind::DatePartsSwapped,
        Kind::UnitChanged,
    ];
    let is_told = findings.iter().any(|finding| tells.contains(&finding.kind));
    for (catalog, from) in [(&old, Side::Old), (&new, Side::New)] {
        for (event, payload) in catalog.events() {
            let recipe = Recipe { seed: random.u64(..), ..Recipe::default() };
            let all: Vec<String> = payloads(catalog, event, payload, recipe).take(5).collect();
            let misread = all.iter().find(|json| reading(sides, &event.name, json, from) == Reading::Other);
            if let Some(json) = misread.filter(|_| !is_told) {
                return Err(format!("{} {json} is read as something else\n{findings:#?}", event.name));
            }
        }
    }
    Ok(Some(()))
}

/// Whether each thing of both sides is in one pair, or in none and in a finding.
fn accounted<'n>(
    findings: &[Finding],
    sides: &[Vec<(String, Place)>; 2],
    pairs: impl Iterator<Item = [&'n String; 2]>,
) -> Result<(), String> {
    let pairs: Vec<_> = pairs.collect();
    for (index, (side, verb)) in [(Side::Old, "-removed"), (Side::New, "-added")].into_iter().enumerate() {
        for (name, place) in &sides[index] {
            let count = pairs.iter().filter(|pair| pair[index] == name).count();
            let is_told = |finding: &Finding| {
                finding.side == side && finding.place == *place && finding.kind.code().contains(verb)
            };
            if count > 1 || (count == 0 && !findings.iter().any(is_told)) {
                return Err(format!(
                    "`{name}` of {side:?} at {place} is in {count} pairs\nof {pairs:?}\n{findings:#?}"
                ));
            }
        }
    }
    let known = |index: usize, name: &String| sides[index].iter().any(|(one, _)| one == name);
    match pairs.iter().find(|pair| !known(0, pair[0]) || !known(1, pair[1])) {
        Some(pair) => Err(format!("{pair:?} are not of the two sides")),
        None => Ok(()),
    }
}

/// What all changes together do to everybody.
fn effects(old: &Catalog, new: &Catalog) -> Effects {
    let audiences = audiences();
    let findings = diff(old, new);
    findings
        .iter()
        .fold(Effects::safe(&audiences), |worst, finding| worst.worst(&Effects::of_finding(&audiences, finding)))
}
