//! Everything is run, and each cell of the table is compared with what happened.

use std::collections::BTreeMap;
use std::path::Path;

use eventspec_diff::execute::{self, reading};
use eventspec_diff::witness::{Proof, Snippet, payload, proof};
use eventspec_diff::{Around, Audience, Effect, Effects, Finding, Kind, Owner, Side, SourceLane, Strictness, Subject};
use eventspec_emit::audiences;
use eventspec_tests::changes::{self, Tried, World};
use eventspec_tests::{Failed, fail};

use crate::rust::Request;
use crate::typescript::Reading;
use crate::workspace::{SIDES, Workspace};
use crate::{requests, rust, schema, typescript};

/// What came of one row of the table.
pub(crate) struct Judged {
    /// The name of its test.
    pub name: String,
    /// How many cells were tried.
    pub cells: usize,
    /// How many witnesses were replayed.
    pub witnesses: usize,
    /// What is otherwise than the table and the witnesses say.
    pub wrong: Vec<String>,
}

/// A piece of source, and what it is for.
pub(crate) struct Source {
    pub row: usize,
    pub lane: &'static SourceLane,
    pub strictness: Strictness,
    pub snippet: Snippet,
}

/// A payload of one side, given to a side.
struct Delivery {
    row: usize,
    from: Side,
    to: Side,
}

/// What all readers said of a delivery.
#[derive(Default)]
struct Answer {
    rust: (String, String),
    typescript: Reading,
    schema: String,
    /// Whether both sides take the payload and read it as different things.
    is_misread: bool,
}

struct Evidence {
    sources: Vec<Source>,
    /// By side: what the compiler said of each source.
    compiled: [BTreeMap<usize, (Effect, String)>; 2],
    deliveries: Vec<(Delivery, Answer)>,
    /// By row: the one whose payloads have the field at the top, where its state can be asked for.
    read_as: Vec<usize>,
    /// By row: the languages whose package says the change, where no compiler does.
    told: Vec<Vec<&'static str>>,
}

/// Tries everything.
pub(crate) fn all() -> Result<Vec<Judged>, Failed> {
    let (worlds, tried) = changes::all()?;
    let workspace = Workspace::new(&worlds)?;
    let sources = sources(&worlds, &tried);
    let compiled = compile(&workspace, &worlds, &sources)?;
    let deliveries = deliver(&workspace, &worlds, &tried)?;
    let told = tried.iter().map(|row| telling(&workspace, &worlds[row.world], row)).collect::<Result<_, _>>()?;
    let read_as = (0..tried.len()).map(|row| twin(&tried, row)).collect();
    let evidence = Evidence { sources, compiled, deliveries, read_as, told };
    Ok(tried.iter().enumerate().map(|(index, row)| judge(&worlds[row.world], row, index, &evidence)).collect())
}

pub(crate) fn sources(worlds: &[World], tried: &[Tried]) -> Vec<Source> {
    let mut out = Vec::new();
    for (row, one) in tried.iter().enumerate() {
        for lane in audiences().lanes() {
            for strictness in Strictness::ALL {
                let all = (lane.uses)(&one.finding, worlds[one.world].sides(), strictness);
                out.extend(all.into_iter().map(|snippet| Source { row, lane, strictness, snippet }));
            }
        }
    }
    out
}

/// By side: what was said of each source.
pub(crate) type Compiled = [BTreeMap<usize, (Effect, String)>; 2];

pub(crate) fn compile(workspace: &Workspace, worlds: &[World], sources: &[Source]) -> Result<Compiled, Failed> {
    let of = |lane: &SourceLane, strictness: &[Strictness]| -> BTreeMap<usize, String> {
        let mine = sources.iter().enumerate().filter(|(_, s)| s.lane == lane && strictness.contains(&s.strictness));
        mine.map(|(number, source)| (number, source.snippet.code.clone())).collect()
    };
    let mut compiled = Compiled::default();
    for (side, verdicts) in SIDES.into_iter().zip(&mut compiled) {
        for lane in audiences().lanes() {
            match lane.name {
                "rust" => {
                    for strictness in Strictness::ALL {
                        verdicts.extend(rust::compile(workspace, side, strictness, &of(lane, &[strictness]))?);
                    }
                }
                "typescript" => {
                    verdicts.extend(typescript::compile(workspace, worlds, side, &of(lane, &Strictness::ALL))?);
                }
                "schemas" => {
                    verdicts.extend(schema::compile(workspace, worlds, side, &of(lane, &Strictness::ALL))?);
                }
                other => return fail(format!("nothing compiles source in {other}")),
            }
        }
    }
    Ok(compiled)
}

fn deliver(workspace: &Workspace, worlds: &[World], tried: &[Tried]) -> Result<Vec<(Delivery, Answer)>, Failed> {
    let mut deliveries = Vec::new();
    let mut requests = Vec::new();
    let mut senders = Vec::new();
    for (row, one) in tried.iter().enumerate() {
        for from in SIDES {
            let Some(sent) = payload(&one.finding, worlds[one.world].sides(), from) else { continue };
            let (event, text) = (sent.event, sent.payload.to_string());
            for to in SIDES {
                deliveries.push(Delivery { row, from, to });
                senders.push(from);
                let field = field(&one.finding, to);
                requests.push(Request { world: one.world, side: to, event: event.clone(), text: text.clone(), field });
            }
        }
    }
    let rust = rust::run(workspace, &requests)?;
    let typescript = typescript::run(workspace, worlds, &requests)?;
    let schema = schema::run(workspace, worlds, &requests)?;
    let answers = rust.into_iter().zip(typescript).zip(schema);
    let answers = answers.zip(requests.iter().zip(senders)).map(|(((rust, typescript), schema), (request, from))| {
        let read = reading(worlds[request.world].sides(), &request.event, &request.text, from);
        let is_misread = read == execute::Reading::Other;
        Answer { rust, typescript, schema, is_misread }
    });
    Ok(deliveries.into_iter().zip(answers).collect())
}

/// The row of the same change in a payload itself, of one that is made in an object inside.
fn twin(tried: &[Tried], row: usize) -> usize {
    let same =
        |one: &Tried| (one.finding.kind, one.finding.around) == (tried[row].finding.kind, tried[row].finding.around);
    let is_on_top = |one: &Tried| matches!(&one.finding.subject, Subject::Field { owner: Owner::Payload(_), .. });
    let on_top = tried.iter().position(|one| !one.is_odd && is_on_top(one) && same(one));
    on_top.filter(|_| !tried[row].is_odd && !is_on_top(&tried[row])).unwrap_or(row)
}

/// The key on one side of the field that a finding is about.
fn field(finding: &Finding, side: Side) -> Option<String> {
    match (&finding.subject, side) {
        (Subject::Field { field, .. }, Side::Old) => field.old.clone(),
        (Subject::Field { field, .. }, Side::New) => field.new.clone(),
        _ => None,
    }
}

/// The languages whose package says a change to people: TypeScript strikes out what is deprecated, and each package has the day of a
/// removal, a licence, and that an event is unstable.
fn telling(workspace: &Workspace, world: &World, row: &Tried) -> Result<Vec<&'static str>, Failed> {
    let stem = row.finding.place.file().trim_end_matches(".toml").replace("events/", "payloads/");
    let declared = [("rust", format!("rust/src/{stem}.rs")), ("typescript", format!("typescript/{stem}.d.ts"))];
    let manifests = [("rust", "rust/Cargo.toml".to_owned()), ("typescript", "typescript/package.json".to_owned())];
    let of_events = [("rust", "rust/src/event.rs".to_owned()), ("typescript", "typescript/index.d.ts".to_owned())];
    // Rust's own warning about what is deprecated is the compiler's.
    let (places, word) = match row.finding.kind {
        Kind::LicenseChanged => (manifests, "license"),
        Kind::SunsetMovedEarlier => (declared, "deprecated"),
        Kind::EventBecameUnstable => (of_events, "Unstable"),
        _ => (declared, "@deprecated"),
    };
    let mut out = Vec::new();
    for (lane, file) in places {
        let on = |side| said(&workspace.generated(world, side).join(&file), word);
        let (before, after) = (on(Side::Old)?, on(Side::New)?);
        if before != after && (before.is_empty() || word != "@deprecated") {
            out.push(lane);
        }
    }
    Ok(out)
}

/// The lines of a file that have a word.
fn said(path: &Path, word: &str) -> Result<Vec<String>, Failed> {
    let text = if path.exists() { std::fs::read_to_string(path)? } else { String::new() };
    Ok(text.lines().filter(|line| line.contains(word)).map(str::to_owned).collect())
}

/// What the tolerant SDKs report, as an effect.
fn tolerant(classes: &str) -> Effect {
    let lost = ["unexpected_type", "out_of_range", "invalid_unicode", "bad_format", "unknown_event"];
    if classes.starts_with("refused") {
        Effect::Break
    } else if classes.split(' ').any(|class| lost.contains(&class)) {
        Effect::Degrade
    } else if classes.is_empty() {
        Effect::Safe
    } else {
        Effect::Notice
    }
}

/// What a strict reader says, as an effect.
fn strict(verdict: &str) -> Effect {
    match verdict {
        "fine" => Effect::Safe,
        "unknown" => Effect::Degrade,
        _ => Effect::Break,
    }
}

impl Evidence {
    fn answer(&self, row: usize, from: Side, to: Side) -> Option<&Answer> {
        let found = self.deliveries.iter().find(|(d, _)| d.row == row && d.from == from && d.to == to);
        found.map(|(_, answer)| answer)
    }

    /// What happened, as an effect, and the reason.
    fn effect(&self, row: usize, audience: Audience, strictness: Strictness) -> (Effect, String) {
        let (from, to) = match audience {
            Audience::Receivers => (Side::New, Side::Old),
            Audience::Senders | Audience::Stored => (Side::Old, Side::New),
            Audience::Source(lane) => return self.source_effect(row, lane, strictness),
        };
        // Who has nothing to send breaks nobody.
        let Some(answer) = self.answer(row, from, to) else { return Default::default() };
        let mut said = Vec::new();
        if answer.is_misread {
            said.push((Effect::Break, "it is read as something else".to_owned()));
        }
        match strictness {
            Strictness::Tolerant => {
                // What the side that sends it reports, too, is not new.
                let known = self.answer(row, from, from).map_or("", |own| &own.rust.0);
                let classes = answer.rust.0.split(' ').filter(|class| !known.split(' ').any(|own| own == *class));
                let classes = classes.collect::<Vec<_>>().join(" ");
                said.push((tolerant(&classes), classes));
                // What the side that made the payload reads, and the other does not; no deviation has to say so.
                if let Some(states @ (("value", "blank" | "absent") | ("blank", "value"))) = self.states(row, from, to)
                {
                    said.push((Effect::Degrade, format!("{states:?}")));
                }
            }
            Strictness::Strict => {
                said.extend([&answer.rust.1, &answer.typescript.verdict].map(|text| (strict(text), text.clone())));
                if audience != Audience::Stored {
                    said.push((strict(&answer.schema), format!("schema: {}", answer.schema)));
                }
            }
        }
        said.into_iter().max_by_key(|(effect, _)| *effect).unwrap_or_default()
    }

    /// The state of the field in a payload to the side that made it, and to another.
    fn states(&self, row: usize, from: Side, to: Side) -> Option<(&str, &str)> {
        let state = |to| self.answer(self.read_as[row], from, to)?.typescript.state.as_deref();
        state(from).zip(state(to))
    }

    fn source_effect(&self, row: usize, lane: &SourceLane, strictness: Strictness) -> (Effect, String) {
        let is_mine = |source: &Source| (source.row, source.lane, source.strictness) == (row, lane, strictness);
        let mine = self.sources.iter().enumerate().filter(|(_, source)| is_mine(source));
        let mut worst = (Effect::Safe, String::new());
        for (number, source) in mine {
            let [old, new] = [0, 1].map(|side: usize| self.compiled[side].get(&number));
            let before = old.map_or(Effect::Safe, |(effect, _)| *effect);
            let Some((effect, message)) = new.filter(|(effect, _)| *effect > before) else { continue };
            if *effect > worst.0 {
                worst = (*effect, format!("{:?}: {message}\n{}", source.snippet.form, source.snippet.code));
            }
        }
        // The strict types of Rust have no states, and neither have schemas.
        let has_states = lane.name == "typescript" || (lane.name == "rust" && strictness == Strictness::Tolerant);
        let [there, back] =
            [(Side::Old, Side::New), (Side::New, Side::Old)].map(|(from, to)| self.states(row, from, to));
        let is_other = |states| matches!(states, Some(("value", "blank") | ("blank", "value")));
        if has_states && (is_other(there) || is_other(back)) {
            worst.0 = worst.0.max(Effect::Degrade);
        }
        if self.told[row].contains(&lane.name) {
            worst.0 = worst.0.max(Effect::Notice);
        }
        worst
    }
}

fn judge(world: &World, tried: &Tried, row: usize, evidence: &Evidence) -> Judged {
    let finding = &tried.finding;
    let nested = matches!(&finding.subject, Subject::Field { owner: Owner::Type(_), .. })
        || finding.place.file().contains("nested");
    let path = &finding.path;
    let around = finding.around;
    let parts = [
        (true, finding.kind.code()),
        (around != Around::Open, around.as_str()),
        (nested, "nested"),
        (tried.is_odd, path),
    ];
    let name = parts.iter().filter(|(is, _)| *is).map(|(_, part)| *part).collect::<Vec<_>>().join("::");
    let mut judged = Judged { name, cells: 0, witnesses: 0, wrong: Vec::new() };
    let mut actual = String::new();
    let mut reasons = Vec::new();
    for (audience, strictness, expected) in Effects::of_finding(&audiences(), finding).cells() {
        judged.cells += 1;
        let met = evidence.effect(row, audience, strictness);
        let (effect, why) = requests::worst(met, world, finding, audience, strictness);
        actual.push_str(&effect.as_str()[..1]);
        if strictness == Strictness::Strict {
            actual.push(' ');
        }
        if effect != expected {
            let (audience, strictness) = (audience.as_str(), strictness.as_str());
            reasons.push(format!(
                "{audience} {strictness}: the table says {}, and it is {}: {why}",
                expected.as_str(),
                effect.as_str()
            ));
        }
        if expected == Effect::Break && effect == Effect::Break {
            match replay(world, tried, row, evidence, (audience, strictness)) {
                Ok(()) => judged.witnesses += 1,
                Err(message) => judged.wrong.push(format!("{} {}: {message}", audience.as_str(), strictness.as_str())),
            }
        }
    }
    if !reasons.is_empty() {
        judged.wrong.push(format!("row as tried: {}", actual.trim_end()));
        judged.wrong.extend(reasons);
    }
    judged.wrong.extend(own_side(row, evidence));
    judged
}

/// What holds before anything changes: a side takes its own payloads, and source compiles with the SDK it is for.
fn own_side(row: usize, evidence: &Evidence) -> Vec<String> {
    let mut wrong = Vec::new();
    for (delivery, answer) in evidence.deliveries.iter().filter(|(delivery, _)| delivery.row == row) {
        let classes = &answer.typescript.classes;
        if answer.rust.0 != *classes {
            wrong.push(format!("Rust reports `{}`, TypeScript `{classes}`", answer.rust.0));
        }
        let known = |class: &str| ["", "event_alias", "field_alias", "unknown_field", "unknown_value"].contains(&class);
        // A value under an alias is not where the declared type has it, and `~standard` says so.
        let is_alias = answer.rust.0.contains("field_alias");
        let typescript = if is_alias { &answer.rust.1 } else { &answer.typescript.verdict };
        let strict = [&answer.rust.1, typescript, &answer.schema];
        if delivery.from == delivery.to
            && (!answer.rust.0.split(' ').all(known) || strict.iter().any(|text| *text != "fine"))
        {
            wrong.push(format!("a side refuses its own payload: {:?} {} {strict:?}", delivery.from, answer.rust.0));
        }
    }
    for (number, source) in evidence.sources.iter().enumerate().filter(|(_, source)| source.row == row) {
        if let Some((Effect::Break, message)) = evidence.compiled[0].get(&number) {
            wrong.push(format!("source does not compile with the SDK it is for: {message}\n{}", source.snippet.code));
        }
    }
    wrong
}

/// Whether the witness of a cell is one.
fn replay(
    world: &World,
    tried: &Tried,
    row: usize,
    evidence: &Evidence,
    (audience, strictness): (Audience, Strictness),
) -> Result<(), String> {
    match (proof(&tried.finding, world.sides(), audience, strictness), audience) {
        // What breaks a receiver is a request, and witnesses are payloads.
        (None, Audience::Receivers | Audience::Senders | Audience::Stored)
            if matches!(tried.finding.subject, Subject::Delivery(_)) =>
        {
            Ok(())
        }
        (None, _) => Err("there is no witness".to_owned()),
        // The payload is the one that was delivered, and the cell is what came of it.
        (Some(Proof::Payload { .. }), _) => Ok(()),
        (Some(Proof::Source(code)), Audience::Source(lane)) => {
            let is_it = |source: &Source| {
                (source.row, source.lane, source.strictness) == (row, lane, strictness) && source.snippet.code == code
            };
            let found = evidence.sources.iter().position(is_it);
            match found.map(|number| evidence.compiled[1].get(&number)) {
                Some(Some((Effect::Break, _))) => Ok(()),
                Some(_) => Err(format!("the witness still compiles:\n{code}")),
                None => Err("the witness was not tried".to_owned()),
            }
        }
        (Some(Proof::Source(_)), _) => Err("source cannot be a witness on the wire".to_owned()),
    }
}
