//! Whether the time for a pattern grows with the third power of the text, or a higher one.
//!
//! Where one repetition can go over into another while both read the same text, the text is shared out between them in as many ways as
//! it has characters: there is a text that leads from a state `p` to itself, from `p` to a state `q`, and from `q` to itself. (Known
//! as infinite degree of ambiguity.) Each pair on the way through a pattern adds a power. A pattern that may match anywhere begins
//! with such a state: the search itself.

use std::collections::HashSet;

use regex_syntax::ast::{AssertionKind, Ast};

use super::{Automaton, Part, Unsafe, class, rounds};

/// Characters of a text that a pattern has to cope with, as a power of ten, and the steps for it: as many as quadratic patterns take,
/// and ten times that for repetitions of some rounds.
const LENGTH: f64 = 5.0;
const MOST_STEPS: f64 = 11.0;
/// Triples of states that are looked at for one pattern.
const MOST_TRIPLES: usize = 1_000_000;

/// Refuses a pattern that takes too many steps.
pub(super) fn check<'p>(ast: &Ast) -> Result<(), Unsafe<'p>> {
    let mut loops = Loops::default();
    let whole = loops.add(ast)?;
    if !is_anchored(ast) {
        let search = loops.automaton.state(class(&[], true))?.first;
        loops.choices.push(LENGTH);
        loops.automaton.connect(&search, &search);
        loops.automaton.connect(&search, &whole.first);
    }
    if LENGTH + loops.powers()? > MOST_STEPS { Err(Unsafe::Cubic) } else { Ok(()) }
}

/// Whether a pattern matches at the beginning of a text or not at all.
fn is_anchored(ast: &Ast) -> bool {
    match ast {
        Ast::Assertion(assertion) => matches!(assertion.kind, AssertionKind::StartLine),
        Ast::Group(group) => is_anchored(&group.ast),
        Ast::Concat(concat) => concat.asts.first().is_some_and(is_anchored),
        Ast::Alternation(alternation) => alternation.asts.iter().all(is_anchored),
        _ => false,
    }
}

/// The automaton of a pattern in which every repetition is a loop, even if it ends after some rounds.
#[derive(Default)]
struct Loops {
    automaton: Automaton,
    /// How many numbers of rounds the repetitions around each state have, as a power of ten.
    choices: Vec<f64>,
}

impl Loops {
    fn add<'p>(&mut self, ast: &Ast) -> Result<Part, Unsafe<'p>> {
        match ast {
            Ast::Group(group) => self.add(&group.ast),
            Ast::Alternation(alternation) => {
                let mut all = Part { may_be_empty: false, ..Part::empty() };
                for ast in &alternation.asts {
                    all.or(self.add(ast)?);
                }
                Ok(all)
            }
            Ast::Concat(concat) => concat.asts.iter().try_fold(Part::empty(), |all, ast| {
                let part = self.add(ast)?;
                Ok(self.automaton.concatenated(all, part))
            }),
            Ast::Repetition(repetition) => {
                let (least, most) = rounds(&repetition.op.kind);
                let before = self.choices.len();
                let mut part = self.add(&repetition.ast)?;
                part.may_be_empty |= least == 0;
                if most.is_none_or(|most| most > 1) {
                    self.automaton.connect(&part.last, &part.first);
                    let choices = most.map_or(LENGTH, |most| f64::from(most.saturating_sub(least) + 1).log10());
                    let inside = self.choices.iter_mut().skip(before);
                    inside.for_each(|all| *all = (*all + choices).min(LENGTH));
                }
                Ok(part)
            }
            single => {
                let part = self.automaton.add(single)?;
                self.choices.resize(self.automaton.states.len(), 0.0);
                Ok(part)
            }
        }
    }

    /// The powers of ten that pairs add on the way that has most of them.
    fn powers<'p>(&self) -> Result<f64, Unsafe<'p>> {
        let states = self.automaton.states.len();
        let reached: Vec<HashSet<usize>> = (0..states).map(|state| self.reached_from(state)).collect();
        let reaches = |from: usize, to: usize| reached.get(from).is_some_and(|reached| reached.contains(&to));
        let is_loop = |state: &usize| reaches(*state, *state);
        let mut left = MOST_TRIPLES;
        let mut pairs = Vec::new();
        for p in (0..states).filter(is_loop) {
            for q in (0..states).filter(is_loop).filter(|q| reaches(p, *q) && !reaches(*q, p)) {
                if self.share(p, q, &reached, &mut left)? {
                    pairs.push((p, q, self.choice(p).min(self.choice(q))));
                }
            }
        }
        // The ways that are left behind a state, in the order in which states are reached.
        pairs.sort_by_key(|(_, q, _)| reached.get(*q).map_or(0, HashSet::len));
        let mut behind: Vec<(usize, f64)> = Vec::new();
        for (p, q, power) in pairs {
            let rest = behind.iter().filter(|(next, _)| q == *next || reaches(q, *next));
            let rest = rest.map(|(_, power)| *power).fold(0.0, f64::max);
            behind.push((p, power + rest));
        }
        Ok(behind.iter().map(|(_, power)| *power).fold(0.0, f64::max))
    }

    fn choice(&self, state: usize) -> f64 {
        self.choices.get(state).copied().unwrap_or_default()
    }

    fn reached_from(&self, state: usize) -> HashSet<usize> {
        let mut reached = HashSet::new();
        let mut open = vec![state];
        while let Some(state) = open.pop() {
            let follow = self.automaton.follow.get(state).into_iter().flatten();
            open.extend(follow.copied().filter(|next| reached.insert(*next)));
        }
        reached
    }

    /// Whether one text leads from `p` to itself, from `p` to `q`, and from `q` to itself.
    fn share<'p>(&self, p: usize, q: usize, reached: &[HashSet<usize>], left: &mut usize) -> Result<bool, Unsafe<'p>> {
        let leads = |from: usize, to: usize| reached.get(from).is_some_and(|reached| reached.contains(&to));
        let mut seen = HashSet::new();
        let mut open = vec![(p, p, q)];
        while let Some((first, across, second)) = open.pop() {
            let follow = |state: usize| self.automaton.follow.get(state).into_iter().flatten().copied();
            for a in follow(first).filter(|next| leads(*next, p)) {
                for c in follow(second).filter(|next| leads(*next, q) && self.automaton.read_alike(a, *next)) {
                    let across = follow(across).filter(|next| *next == q || leads(*next, q));
                    for b in across.filter(|next| self.read_all_alike([a, *next, c])) {
                        if (a, b, c) == (p, q, q) {
                            return Ok(true);
                        }
                        *left = left.checked_sub(1).ok_or(Unsafe::TooLarge)?;
                        if seen.insert((a, b, c)) {
                            open.push((a, b, c));
                        }
                    }
                }
            }
        }
        Ok(false)
    }

    /// Whether there is a character that all three states read.
    fn read_all_alike(&self, states: [usize; 3]) -> bool {
        let mut classes = states.into_iter().filter_map(|state| self.automaton.states.get(state));
        let Some(mut all) = classes.next().cloned() else { return false };
        classes.for_each(|class| all.intersect(class));
        !all.ranges().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_cubic(pattern: &str) -> bool {
        let ast = regex_syntax::ast::parse::Parser::new().parse(pattern).unwrap();
        check(&ast) == Err(Unsafe::Cubic)
    }

    #[test]
    fn three_that_share_a_text_are_one_too_many() {
        for pattern in [
            "^a*a*a*b$",
            "a*a*b",
            "^[a-z]+[a-z0-9]+[0-9a-f]*$",
            "^[^@]+[^.]+[^,]+$",
            "[^@]+@[^@]+[.][^@]+",
            "^a+b*a+b*a+$",
            "^(ab)*a(ba)*b(ab)*c$",
        ] {
            assert!(is_cubic(pattern), "{pattern}");
        }
        for pattern in [
            "^a*a*b$",
            "a*b",
            "^[^@]+@[^@]+[.][^@]+$",
            "^a*b*c*$",
            "^a{3}a{4}a{5}a*$",
            "^[a-z]{1,9}[a-z]{1,9}[a-z]{1,9}$",
            "^(a*b|c*d|e*f)$",
            "^[a-z]+,[a-z]+,[a-z]+$",
            "^a*(x|y)a*z$",
        ] {
            assert!(!is_cubic(pattern), "{pattern}");
        }
    }
}
