//! Pairs of edits at random, and compiled consumers of both sides: what is said to break source breaks it, and where nothing is, all
//! source compiles.

use eventspec_catalog::Catalog;
use eventspec_diff::{Audience, Effect, Effects, SourceLane, Strictness, compare};
use eventspec_emit::audiences;
use eventspec_tests::Failed;
use eventspec_tests::changes::{Tried, World};

use crate::edits;
use crate::judge::{Compiled, Source, compile, sources};
use crate::workspace::Workspace;

/// How many pairs there are of those that break source, and of those that break none.
const PAIRS: [usize; 2] = [8, 4];

/// What came of all pairs.
pub(crate) struct Sample {
    /// How many pairs there are.
    pub pairs: usize,
    /// How many pieces of source were compiled, with both sides.
    pub sources: usize,
    /// How many of them are said to break, and do.
    pub witnesses: usize,
    /// What is otherwise than the findings say.
    pub wrong: Vec<String>,
}

/// Compiles the source that the findings of each pair are about.
pub(crate) fn compiled() -> Result<Sample, Failed> {
    let worlds = worlds();
    let tried: Vec<Tried> = worlds.iter().enumerate().flat_map(|(index, world)| tried(index, world)).collect();
    let workspace = Workspace::new(&worlds)?;
    let sources = sources(&worlds, &tried);
    let compiled = compile(&workspace, &worlds, &sources)?;
    let mut sample = Sample { pairs: worlds.len(), sources: sources.len(), witnesses: 0, wrong: Vec::new() };
    for lane in audiences().lanes() {
        for strictness in Strictness::ALL {
            for world in 0..worlds.len() {
                sample.add((lane, strictness), (world, &tried), &sources, &compiled);
            }
        }
    }
    Ok(sample)
}

fn tried(world: usize, of: &World) -> Vec<Tried> {
    let findings = of.comparison.findings.iter().cloned();
    findings.map(|finding| Tried { world, finding, is_odd: false }).collect()
}

/// The first pairs of either sort.
fn worlds() -> Vec<World> {
    let mut left = PAIRS;
    let mut out = Vec::new();
    for seed in 0.. {
        if left == [0, 0] {
            break;
        }
        let Some(world) = edits::pair(seed).map(|sides| world(seed, sides)) else { continue };
        let breaks = world.comparison.findings.iter().any(|finding| {
            let effects = Effects::of_finding(&audiences(), finding);
            effects
                .cells()
                .any(|(audience, _, effect)| matches!(audience, Audience::Source(_)) && effect == Effect::Break)
        });
        let wanted = &mut left[usize::from(!breaks)];
        if *wanted > 0 && !world.comparison.findings.is_empty() {
            *wanted -= 1;
            out.push(world);
        }
    }
    out
}

/// A pair under a name of its own, since all are compiled together.
fn world(seed: u64, sides: [Catalog; 2]) -> World {
    let name = format!("sample-{seed}-events");
    let [old, new] = sides.map(|catalog| {
        let schema_base = catalog.schema_base.replace(&catalog.name, &name);
        &*Box::leak(Box::new(Catalog { name: name.clone(), schema_base, ..catalog }))
    });
    World { name: Box::leak(name.into_boxed_str()), old, new, comparison: compare(old, new) }
}

impl Sample {
    /// Holds what is said of one use of a language in one pair against what the compilers say.
    fn add(
        &mut self,
        (lane, strictness): (&'static SourceLane, Strictness),
        (world, tried): (usize, &[Tried]),
        sources: &[Source],
        compiled: &Compiled,
    ) {
        let is_mine = |source: &Source| (source.lane, source.strictness) == (lane, strictness);
        let is_broken = |side: usize, number: usize| {
            compiled[side].get(&number).is_some_and(|(effect, _)| *effect == Effect::Break)
        };
        let mut breaks = false;
        let rows = || tried.iter().enumerate().filter(|(_, one)| one.world == world);
        let of_row =
            |row: usize| sources.iter().enumerate().filter(move |(_, source)| source.row == row && is_mine(source));
        for (row, one) in rows() {
            let told = format!("{} {} {}", one.finding.kind.code(), one.finding.path, lane.name);
            let effects = Effects::of_finding(&audiences(), &one.finding);
            if effects.get(Audience::Source(lane), strictness) == Effect::Break {
                breaks = true;
                let form = (lane.form)(one.finding.kind, strictness);
                match of_row(row).find(|(_, source)| source.snippet.form == form) {
                    Some((number, _)) if is_broken(1, number) => self.witnesses += 1,
                    Some((_, source)) => self.wrong.push(format!("{told} still compiles:\n{}", source.snippet.code)),
                    None => self.wrong.push(format!("{told} has no witness")),
                }
            }
            let refused = of_row(row).filter(|(number, _)| is_broken(0, *number));
            self.wrong.extend(refused.map(|(_, source)| format!("{told} never compiled:\n{}", source.snippet.code)));
        }
        if !breaks {
            let refused = rows().flat_map(|(row, _)| of_row(row)).filter(|(number, _)| is_broken(1, *number));
            self.wrong.extend(refused.map(|(number, source)| {
                let why = compiled[1].get(&number).map_or("", |(_, why)| why.as_str());
                format!("nothing is said to break {} {why}\n{}", lane.name, source.snippet.code)
            }));
        }
    }
}
