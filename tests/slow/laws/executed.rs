//! Pairs of edits, and payloads that both sides read: what is stated for each event is what happens, neither milder nor harsher.

use std::collections::BTreeMap;

use eventspec_catalog::{Catalog, Event, Field, Payload, Type};
use eventspec_diff::execute::{Outcome, outcome};
use eventspec_diff::witness::{Sides, payload as shown_by, type_named};
use eventspec_diff::{
    Audience, Audiences, Comparison, Effect, Effects, Finding, Kind, Owner, Side, Strictness, Subject, compare,
};
use eventspec_payloads::positions::{self, Position};
use eventspec_payloads::probes::{Probe, Probes};
use eventspec_payloads::tree::{Member, Node};
use eventspec_payloads::{choices, minimal};
use eventspec_tests::{Verdict, fail};

use crate::edits;

/// How many pairs of edits are tried, unless `PAIRS` in the environment says otherwise.
const PAIRS: usize = 1_500;

/// What is only written in another way each time.
const WRITTEN: [&str; 3] = ["key in escapes", "key in escapes and plain", "white space"];

#[test]
fn what_happens_is_stated() -> Verdict {
    let wanted = std::env::var("PAIRS").ok().map_or(Ok(PAIRS), |text| text.parse())?;
    let mut tally = Tally::default();
    for seed in 0.. {
        if tally.pairs == wanted {
            break;
        }
        if let Some([old, new]) = edits::pair(seed) {
            tally.add(seed, &old, &new);
        }
    }
    println!("{} pairs of edits, {} cells, {} payloads", tally.pairs, tally.cells, tally.payloads);
    println!("harsher than what happened, by the reason: {:?}", tally.reasons);
    if tally.wrong.is_empty() { Ok(()) } else { fail(tally.wrong.join("\n")) }
}

#[derive(Default)]
struct Tally {
    probes: Probes,
    pairs: usize,
    payloads: usize,
    /// Events times effects.
    cells: usize,
    /// How often a finding says more than what happens, by the reason.
    reasons: BTreeMap<&'static str, usize>,
    wrong: Vec<String>,
}

/// The worst effect, and the smallest payload that shows it.
#[derive(Clone, Default)]
struct Met {
    effect: Effect,
    payload: String,
}

impl Met {
    fn add(&mut self, effect: Effect, payload: &str) {
        let is_smaller = effect == self.effect && payload.len() < self.payload.len();
        if effect > self.effect || is_smaller {
            *self = Self { effect, payload: payload.to_owned() };
        }
    }
}

/// What is stated and what happens in two uses: tolerant, strict.
type Cells<T> = [T; 2];

impl Tally {
    fn add(&mut self, seed: u64, old: &Catalog, new: &Catalog) {
        self.pairs += 1;
        let Comparison { findings, pairing, shapes } = compare(old, new);
        let sides = Sides { old, new, pairing: &pairing, shapes: &shapes };
        for audience in Audience::WIRE {
            let Some(from) = audience.from() else { continue };
            let mut by_finding: Vec<Cells<Met>> = vec![Cells::default(); findings.len()];
            let sent = payloads(sides.on(from), &self.probes);
            for (event, payload) in sides.on(from).events() {
                let mine: Vec<usize> =
                    (0..findings.len()).filter(|index| concerns(&findings[*index], sides, event, from)).collect();
                let plain = sent[payload.name.as_str()].iter().map(|node| (event.name.clone(), node.clone()));
                let telling = mine.iter().filter_map(|index| shown_by(&findings[*index], sides, from));
                let telling = telling.filter(|sent| sent.event == event.name || event.aliases.contains(&sent.event));
                let telling = telling.map(|sent| (sent.event, sent.payload));
                let met = self.deliver(sides, audience, plain.chain(telling));
                let stated = mine.iter().map(|index| stated(&findings[*index], audience));
                let stated = stated.fold(Cells::<Effect>::default(), |a, b| [a[0].max(b[0]), a[1].max(b[1])]);
                for cell in 0..2 {
                    self.cells += 1;
                    if met[cell].effect > stated[cell] {
                        let all: Vec<_> = mine.iter().map(|index| described(&findings[*index])).collect();
                        let what = told(seed, audience, cell, &event.name);
                        self.wrong.push(format!(
                            "{what}: {:?}, not {:?}: {} of {all:?}",
                            met[cell].effect, stated[cell], met[cell].payload
                        ));
                    }
                    mine.iter().for_each(|index| by_finding[*index][cell].add(met[cell].effect, &met[cell].payload));
                }
            }
            for (finding, met) in findings.iter().zip(by_finding) {
                self.not_harsher(seed, sides, audience, (finding, &findings), &met);
            }
        }
    }

    /// What payloads meet on the other side.
    fn deliver(
        &mut self,
        sides: Sides<'_>,
        audience: Audience,
        payloads: impl Iterator<Item = (String, Node)>,
    ) -> Cells<Met> {
        let mut met = Cells::<Met>::default();
        for (name, payload) in payloads {
            let Some(outcome) = audience.from().and_then(|from| outcome(sides, &name, &payload, from)) else {
                continue;
            };
            self.payloads += 1;
            let Outcome { tolerant, standard, schemas } = outcome;
            if tolerant.max(standard).max(schemas) > Effect::Safe {
                let text = payload.to_string();
                met[0].add(tolerant, &text);
                // The strict reader of a stored payload is a type, not a schema.
                met[1].add(if audience == Audience::Stored { standard } else { standard.max(schemas) }, &text);
            }
        }
        met
    }

    /// A finding that says more than what happens to any payload of its events has a known reason.
    fn not_harsher(
        &mut self,
        seed: u64,
        sides: Sides<'_>,
        audience: Audience,
        (finding, findings): (&Finding, &[Finding]),
        met: &Cells<Met>,
    ) {
        for (cell, says) in stated(finding, audience).into_iter().enumerate() {
            if met[cell].effect >= says || (audience == Audience::Stored && cell == 1) {
                continue;
            }
            if let Some(reason) = reason(sides, audience, finding, cell).or_else(|| hidden(finding, findings)) {
                *self.reasons.entry(reason).or_default() += 1;
                continue;
            }
            let what = told(seed, audience, cell, &described(finding));
            self.wrong.push(format!("{what}: says {says:?}, is {:?}: {}", met[cell].effect, met[cell].payload));
        }
    }
}

fn stated(finding: &Finding, audience: Audience) -> Cells<Effect> {
    let effects = Effects::of_finding(&Audiences::default(), finding);
    Strictness::ALL.map(|strictness| effects.get(audience, strictness))
}

/// Why a finding may say more than payloads and schemas show.
fn reason(sides: Sides<'_>, audience: Audience, finding: &Finding, cell: usize) -> Option<&'static str> {
    use Kind::{
        AliasAddedOptional, AliasAddedRequired, AlternativeAdded, AlternativeRemoved, BlankAllowedOpenEnum,
        BlankForbiddenOpenEnum, ConstraintChanged, ConstraintLoosened, ConstraintTightened, DateAdded, DateRemoved,
        FieldAddedOutsideRest, FieldRemovedOutsideRest, FieldRenamedOptional, FieldRenamedRequired, IntegerToNumber,
        NumberToInteger, RestChanged, Retyped, TextChanged, UnionChoiceChanged,
    };
    let from = audience.from()?;
    let is_strict = cell == 1;
    match finding.kind {
        FieldRenamedOptional
        | FieldRenamedRequired
        | AliasAddedOptional
        | AliasAddedRequired
        | BlankAllowedOpenEnum
        | BlankForbiddenOpenEnum
        | UnionChoiceChanged
            if is_strict =>
        {
            Some("strict types refuse what schemas admit")
        }
        FieldAddedOutsideRest | FieldRemovedOutsideRest if is_of_an_alias(finding) => {
            Some("the key is an alias, under which few values are tried")
        }
        Retyped | TextChanged | RestChanged => Some("both types take some of the same values"),
        _ if is_null(sides, finding) => Some("the field is always `null`, which says nothing to anybody"),
        DateAdded | DateRemoved if is_of_numbers(finding) => Some("no number outside of the years is tried"),
        ConstraintTightened | ConstraintLoosened | ConstraintChanged => {
            Some("no value that breaks the constraint is tried")
        }
        IntegerToNumber | NumberToInteger | FieldAddedOutsideRest | FieldRemovedOutsideRest
            if is_of_whole_numbers(sides, finding) =>
        {
            Some("no number beyond 64 bits is tried, and a multiple of a whole one has no fraction")
        }
        AlternativeAdded | AlternativeRemoved => Some("another alternative takes the value"),
        _ if is_alternative(sides, finding, from) => Some("another alternative takes the value"),
        _ => {
            let is_taken = shown_by(finding, sides, from).and_then(|sent| sent.outcome(sides)).is_some();
            (!is_taken).then_some("what is sent is taken for something else on its own side, or cannot be made")
        }
    }
}

/// Whether a finding about a field is at a key that is not its name.
fn is_of_an_alias(finding: &Finding) -> bool {
    let Subject::Field { field, .. } = &finding.subject else { return false };
    let name = field.new.as_ref().or(field.old.as_ref());
    name.is_some_and(|name| !finding.path.ends_with(&format!(".{name}")))
}

/// Whether a field of the name that a finding is about takes multiples of a whole number alone.
fn is_of_whole_numbers(sides: Sides<'_>, finding: &Finding) -> bool {
    any_called(sides, finding, |field| field.constraints.multiple_of.is_some_and(|step| step.is_whole()))
}

/// Whether a field of the name that a finding is about is always `null`.
fn is_null(sides: Sides<'_>, finding: &Finding) -> bool {
    any_called(sides, finding, |field| field.ty.is_null())
}

/// Whether a field or an alias of the name that a finding is about is one of these.
fn any_called(sides: Sides<'_>, finding: &Finding, is_one: impl Fn(&Field) -> bool) -> bool {
    let (Subject::Field { field, .. } | Subject::Type(field)) = &finding.subject else { return false };
    let fields = |catalog: &Catalog| -> Vec<Field> {
        let groups = catalog.groups.iter().flat_map(|group| &group.fields);
        let payloads = catalog.payloads.iter().flat_map(|payload| &payload.fields);
        let types = catalog.types.iter().filter_map(|def| def.kind.fields()).flatten();
        let aliases = catalog.types.iter().filter_map(|def| def.kind.alias());
        groups.chain(payloads).chain(types).chain(aliases).cloned().collect()
    };
    [sides.old, sides.new]
        .into_iter()
        .flat_map(fields)
        .any(|other| [&field.old, &field.new].contains(&&Some(other.name.clone())) && is_one(&other))
}

/// Whether the old or the new type of a finding is one of numbers.
fn is_of_numbers(finding: &Finding) -> bool {
    [&finding.old, &finding.new].into_iter().flatten().any(|ty| ty.contains("number"))
}

/// Whether a finding is about an object that is an alternative of a union.
fn is_alternative(sides: Sides<'_>, finding: &Finding, side: Side) -> bool {
    let (Subject::Field { owner: Owner::Type(pair), .. } | Subject::Type(pair)) = &finding.subject else {
        return false;
    };
    let name = if side == Side::Old { &pair.old } else { &pair.new };
    let catalog = sides.on(side);
    let id = name.as_ref().and_then(|name| type_named(catalog, name));
    let mut unions = catalog.types.iter().filter_map(|def| def.kind.alternatives());
    unions.any(|variants| variants.iter().any(|variant| variant.ty.named() == id && id.is_some()))
}

/// Whether every event of a finding has another name, so that nobody looks into it; or whether the field that has a union or an enum
/// changed, too, so that its value is not read as one of it.
fn hidden(finding: &Finding, findings: &[Finding]) -> Option<&'static str> {
    let is_renamed = |event: &String| {
        let mut renamed =
            findings.iter().filter(|other| matches!(other.kind, Kind::EventRenamed | Kind::EventRenamedToAlias));
        renamed.any(|other| other.events.contains(event))
    };
    if !finding.events.is_empty() && finding.events.iter().all(is_renamed) {
        return Some("the events that have it have other names");
    }
    let is_around = |other: &Finding| {
        let is_same_event = other.events.iter().any(|event| finding.events.contains(event));
        is_same_event && matches!(&other.subject, Subject::Field { owner: Owner::Payload(_), .. })
    };
    let is_of_a_type = finding.kind == Kind::UnionChoiceChanged || matches!(finding.subject, Subject::Value { .. });
    let is_hidden = is_of_a_type && findings.iter().any(is_around);
    is_hidden.then_some("the field that has the union or enum changed, too")
}

fn told(seed: u64, audience: Audience, cell: usize, what: &str) -> String {
    format!("seed {seed}: {} {} {what}", audience.as_str(), Strictness::ALL[cell].as_str())
}

fn described(finding: &Finding) -> String {
    let Finding { kind, path, old, new, .. } = finding;
    format!("{} {path} {old:?} {new:?}", kind.code())
}

/// Whether a finding reaches an event of a side.
fn concerns(finding: &Finding, sides: Sides<'_>, event: &Event, side: Side) -> bool {
    let mut pairs = sides.pairing.events.iter();
    let pair = pairs.find(|(old, new)| if side == Side::Old { old.name == event.name } else { new.name == event.name });
    let names = pair.map_or([&event.name; 2], |(old, new)| [&old.name, &new.name]);
    finding.events.iter().any(|name| names.contains(&name))
}

/// By payload, those that show each definition of a field in it, and what its value may be.
fn payloads<'a>(catalog: &'a Catalog, probes: &Probes) -> BTreeMap<&'a str, Vec<Node>> {
    let all = |payload: &Payload| -> Vec<Node> {
        // A definition that payloads share is shown by each.
        let alone = Catalog { payloads: vec![payload.clone()], ..catalog.clone() };
        let positions = positions::all(&alone).into_iter().flat_map(|(_, positions)| positions);
        let mut seen: Vec<&Type> = Vec::new();
        let mut is_first = |ty| {
            !seen.contains(&ty) && {
                seen.push(ty);
                true
            }
        };
        positions
            .flat_map(|position| shown(catalog, payload, &position, (probes, is_first(&position.field.ty))))
            .collect()
    };
    catalog.payloads.iter().map(|payload| (payload.name.as_str(), all(payload))).collect()
}

/// Payloads that show a definition of a field; whatever tells alternatives of its type apart is tried where the type is met first.
fn shown(
    catalog: &Catalog,
    payload: &Payload,
    position: &Position<'_>,
    (probes, is_first): (&Probes, bool),
) -> Vec<Node> {
    let field: &Field = position.field;
    let others = catalog.fields(payload).filter(|other| other.name != position.outermost().name);
    let (Some(valid), Some(others)) = (minimal::of_field(catalog, field), minimal::members(catalog, others)) else {
        return Vec::new();
    };
    let values = if is_first { choices::values(catalog, &field.ty) } else { Vec::new() };
    let choices = values.into_iter().map(|value| vec![Member::new(&field.name, value)]);
    let probed = probes.of(catalog, field, &valid);
    let probed = probed.iter().filter(|probe| !WRITTEN.contains(&probe.case)).map(Probe::members);
    let around = |members| Node::Object([position.around(members), others.clone()].concat());
    probed.chain(choices).map(around).collect()
}
