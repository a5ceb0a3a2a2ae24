//! A pattern in; out the part of it for which an engine that backtracks may need a time exponential in the length of the text.
//!
//! Such an engine tries every way in which a pattern matches the beginning of a text. There are exponentially many if a
//! repetition can match one text in two ways: then each round doubles them. That is decided on the automaton of the repetition,
//! whose states are its characters: two different runs that begin in one state, read the same text and end in that state again.
//! (Known as exponential degree of ambiguity: Weber and Seidl, On the degree of ambiguity of finite automata, 1991.)
//!
//! A repetition that ends after some rounds is one of those if its rounds match one text in many ways, as those of `(a|aa){40}`.
//! Repetitions that follow each other and match the same characters share a text out in polynomially many ways: `growth` refuses
//! patterns whose time is cubic, as that of `a*a*a*b`. Quadratic ones, as that of `a*a*b`, are accepted: many that people write for
//! e-mail addresses are, and a text of 10,000 characters takes them a tenth of a second.

mod growth;

use std::collections::{HashMap, HashSet};

use regex_syntax::ast::{Ast, ClassSet, ClassSetItem, Literal, RepetitionKind, RepetitionRange};
use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

/// Pairs of states that are looked at; patterns that people write have some hundreds.
const MOST_PAIRS: usize = 100_000;
/// Characters of a pattern, with those that are repeated a number of times counted as often.
const MOST_STATES: usize = 4_000;
/// Ways in which the rounds of a repetition that ends may match a text of [`SOME`] characters. Quadratic time has that many ways.
const MOST_WAYS: f64 = 10_000.0;
const SOME: usize = 1_000;

/// Why a pattern is not safe.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unsafe<'p> {
    /// The repetition that can match one text in two ways.
    Ambiguous(&'p str),
    /// Repetitions share a text out among them.
    Cubic,
    /// It is too large to tell.
    TooLarge,
}

/// Whether every engine takes a reasonable time for a pattern.
pub(crate) fn check<'p>(pattern: &'p str, ast: &Ast) -> Result<(), Unsafe<'p>> {
    check_repetitions(pattern, ast)?;
    growth::check(ast)
}

fn check_repetitions<'p>(pattern: &'p str, ast: &Ast) -> Result<(), Unsafe<'p>> {
    inner(ast).into_iter().try_for_each(|ast| check_repetitions(pattern, ast))?;
    let Ast::Repetition(repetition) = ast else { return Ok(()) };
    let mut automaton = Automaton::default();
    let body = automaton.add(&repetition.ast)?;
    let rounds = rounds(&repetition.op.kind);
    // Where a round may read nothing, what is read can be shared out among the rounds in many ways.
    let shares = body.may_be_empty && rounds.1.is_none_or(|most| most > 1);
    if rounds.1.is_none_or(|most| most > 1) {
        automaton.connect(&body.last, &body.first);
    }
    let is_explosive = || Ok(automaton.is_ambiguous()? && (rounds.1.is_none() || ways(ast)? > MOST_WAYS));
    if shares || is_explosive()? {
        let span = &repetition.span;
        return Err(Unsafe::Ambiguous(pattern.get(span.start.offset..span.end.offset).unwrap_or(pattern)));
    }
    Ok(())
}

/// The parts of a part.
fn inner(ast: &Ast) -> Vec<&Ast> {
    match ast {
        Ast::Repetition(repetition) => vec![&repetition.ast],
        Ast::Group(group) => vec![&group.ast],
        Ast::Alternation(alternation) => alternation.asts.iter().collect(),
        Ast::Concat(concat) => concat.asts.iter().collect(),
        _ => Vec::new(),
    }
}

/// The fewest and the most rounds of a repetition.
fn rounds(kind: &RepetitionKind) -> (u32, Option<u32>) {
    match kind {
        RepetitionKind::ZeroOrOne => (0, Some(1)),
        RepetitionKind::ZeroOrMore => (0, None),
        RepetitionKind::OneOrMore => (1, None),
        RepetitionKind::Range(RepetitionRange::Exactly(count)) => (*count, Some(*count)),
        RepetitionKind::Range(RepetitionRange::AtLeast(least)) => (*least, None),
        RepetitionKind::Range(RepetitionRange::Bounded(least, most)) => (*least, Some(*most)),
    }
}

/// An upper bound of the ways in which a part that is repeated some times matches a text: of those of each length, the most.
fn ways<'p>(ast: &Ast) -> Result<f64, Unsafe<'p>> {
    let mut automaton = Automaton::default();
    let whole = automaton.add(ast)?;
    let mut at = vec![0.0_f64; automaton.states.len()];
    whole.first.iter().filter_map(|state| at.get_mut(*state).map(|count| *count = 1.0)).for_each(drop);
    let mut most = 0.0_f64;
    for _ in 0..SOME {
        most = most.max(at.iter().sum());
        let mut next = vec![0.0; at.len()];
        for (count, follow) in at.iter().zip(&automaton.follow).filter(|(count, _)| **count > 0.0) {
            follow.iter().filter_map(|state| next.get_mut(*state).map(|sum: &mut f64| *sum += count)).for_each(drop);
        }
        if most > MOST_WAYS || next.iter().all(|count| *count == 0.0) {
            break;
        }
        at = next;
    }
    Ok(most)
}

/// Glushkov's automaton: a state for each character, entered when it has been read.
#[derive(Default)]
struct Automaton {
    /// What each state reads.
    states: Vec<ClassUnicode>,
    /// What may be read after a state.
    follow: Vec<Vec<usize>>,
    /// Whether two states are connected in two ways.
    has_double: bool,
}

/// A part of an automaton.
struct Part {
    may_be_empty: bool,
    first: Vec<usize>,
    last: Vec<usize>,
}

impl Part {
    fn empty() -> Self {
        Self { may_be_empty: true, first: Vec::new(), last: Vec::new() }
    }

    /// This part or another one.
    fn or(&mut self, other: Self) {
        self.may_be_empty |= other.may_be_empty;
        self.first.extend(other.first);
        self.last.extend(other.last);
    }
}

impl Automaton {
    fn add<'p>(&mut self, ast: &Ast) -> Result<Part, Unsafe<'p>> {
        match ast {
            Ast::Literal(literal) => self.state(class(&[(literal.c, literal.c)], false)),
            Ast::ClassBracketed(bracketed) => {
                let mut ranges = Vec::new();
                let ClassSet::Item(item) = &bracketed.kind else { return Ok(Part::empty()) };
                add_ranges(item, &mut ranges);
                self.state(class(&ranges, bracketed.negated))
            }
            Ast::Group(group) => self.add(&group.ast),
            Ast::Alternation(alternation) => {
                let mut all = Part { may_be_empty: false, ..Part::empty() };
                for ast in &alternation.asts {
                    all.or(self.add(ast)?);
                }
                Ok(all)
            }
            Ast::Concat(concat) => {
                let mut all = Part::empty();
                for ast in &concat.asts {
                    let part = self.add(ast)?;
                    all = self.concatenated(all, part);
                }
                Ok(all)
            }
            Ast::Repetition(repetition) => {
                let (least, most) = rounds(&repetition.op.kind);
                let (mut all, mut last) = (Part::empty(), Vec::new());
                for round in 1..=most.unwrap_or(least.max(1)) {
                    let part = self.add(&repetition.ast)?;
                    if most.is_none() && round >= least {
                        self.connect(&part.last, &part.first);
                    }
                    all = self.concatenated(all, part);
                    // A round follows the one before, and may be the last.
                    if round >= least {
                        last.extend_from_slice(&all.last);
                    }
                }
                Ok(Part { may_be_empty: all.may_be_empty || least == 0, last, ..all })
            }
            // Anchors read nothing; the rest is refused before.
            _ => Ok(Part::empty()),
        }
    }

    fn state<'p>(&mut self, reads: ClassUnicode) -> Result<Part, Unsafe<'p>> {
        let state = self.states.len();
        if state == MOST_STATES {
            return Err(Unsafe::TooLarge);
        }
        self.states.push(reads);
        self.follow.push(Vec::new());
        Ok(Part { may_be_empty: false, first: vec![state], last: vec![state] })
    }

    fn concatenated(&mut self, mut before: Part, after: Part) -> Part {
        self.connect(&before.last, &after.first);
        if before.may_be_empty {
            before.first.extend(after.first);
        }
        if !after.may_be_empty {
            before.last.clear();
        }
        before.last.extend(after.last);
        Part { may_be_empty: before.may_be_empty && after.may_be_empty, ..before }
    }

    fn connect(&mut self, from: &[usize], to: &[usize]) {
        for state in from {
            let Some(follow) = self.follow.get_mut(*state) else { continue };
            for next in to {
                self.has_double |= follow.contains(next);
                follow.push(*next);
            }
        }
    }

    /// Whether two different runs from a state read one text and end in that state. Each state is on a way back to itself here,
    /// because the automaton is that of one repetition.
    fn is_ambiguous<'p>(&self) -> Result<bool, Unsafe<'p>> {
        if self.has_double {
            return Ok(true);
        }
        // Pairs of states that two runs from one state are in, and the way back: which pairs lead to each.
        let mut open: Vec<(usize, usize)> = (0..self.states.len()).map(|state| (state, state)).collect();
        let mut seen: HashSet<(usize, usize)> = open.iter().copied().collect();
        let mut before: HashMap<(usize, usize), Vec<(usize, usize)>> = HashMap::new();
        while let Some(pair) = open.pop() {
            for next in self.after(pair) {
                before.entry(next).or_default().push(pair);
                if seen.insert(next) {
                    open.push(next);
                }
                if seen.len() > MOST_PAIRS {
                    return Err(Unsafe::TooLarge);
                }
            }
        }
        // A pair that came of one state and leads to one state: the automaton leads on from there to where it began.
        let mut open: Vec<(usize, usize)> = seen.iter().copied().filter(|(a, b)| a == b).collect();
        let mut leads_back: HashSet<(usize, usize)> = open.iter().copied().collect();
        while let Some(pair) = open.pop() {
            for previous in before.get(&pair).into_iter().flatten() {
                if previous.0 != previous.1 {
                    return Ok(true);
                }
                if leads_back.insert(*previous) {
                    open.push(*previous);
                }
            }
        }
        Ok(false)
    }

    /// The pairs of states after a pair that read the same character.
    fn after(&self, (a, b): (usize, usize)) -> impl Iterator<Item = (usize, usize)> {
        let follow = |state: usize| self.follow.get(state).into_iter().flatten().copied();
        let pairs = follow(a).flat_map(move |a| follow(b).map(move |b| (a, b)));
        pairs.filter(|(a, b)| a == b || self.read_alike(*a, *b))
    }

    fn read_alike(&self, a: usize, b: usize) -> bool {
        let (Some(a), Some(b)) = (self.states.get(a), self.states.get(b)) else { return false };
        let mut both = a.clone();
        both.intersect(b);
        !both.ranges().is_empty()
    }
}

fn class(ranges: &[(char, char)], negated: bool) -> ClassUnicode {
    let mut class = ClassUnicode::new(ranges.iter().map(|(start, end)| ClassUnicodeRange::new(*start, *end)));
    if negated {
        class.negate();
    }
    class
}

fn add_ranges(item: &ClassSetItem, ranges: &mut Vec<(char, char)>) {
    let one = |literal: &Literal| literal.c;
    match item {
        ClassSetItem::Literal(literal) => ranges.push((one(literal), one(literal))),
        ClassSetItem::Range(range) => ranges.push((one(&range.start), one(&range.end))),
        ClassSetItem::Union(union) => union.items.iter().for_each(|item| add_ranges(item, ranges)),
        // The others are refused before.
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ambiguous(pattern: &str) -> Option<&str> {
        let ast = regex_syntax::ast::parse::Parser::new().parse(pattern).unwrap();
        match check(pattern, &ast) {
            Ok(()) => None,
            Err(Unsafe::Ambiguous(part)) => Some(part),
            Err(Unsafe::Cubic) => Some("cubic"),
            Err(Unsafe::TooLarge) => Some("too large"),
        }
    }

    #[test]
    fn what_matches_in_exponentially_many_ways_is_found() {
        let found = [
            ("^(a+)+$", "(a+)+"),
            ("^(a*)*$", "(a*)*"),
            ("^(a|a)*$", "(a|a)*"),
            ("^(a|aa)+$", "(a|aa)+"),
            ("^([a-z]+|b)*$", "([a-z]+|b)*"),
            ("^x(ab|[a-c][b-d])*y$", "(ab|[a-c][b-d])*"),
            ("^(a?){30}a{30}$", "(a?){30}"),
            ("^((ab)*|c)+$", "((ab)*|c)+"),
            ("^([a-z]+,?)+$", "([a-z]+,?)+"),
            ("^(a{2,3})*$", "(a{2,3})*"),
            ("^(a|aa){40}b$", "(a|aa){40}"),
            ("^(a{1,2}){24}$", "(a{1,2}){24}"),
            ("^([a-z]{1,100}){5,10}$", "([a-z]{1,100}){5,10}"),
            ("^(foo|[a-z]{3}){30}$", "(foo|[a-z]{3}){30}"),
            ("^([a-z]+,?){3}$", "([a-z]+,?){3}"),
            ("^a*a*a*b$", "cubic"),
        ];
        for (pattern, part) in found {
            assert_eq!(ambiguous(pattern), Some(part), "{pattern}");
        }
    }

    #[test]
    fn what_people_write_is_left_alone() {
        let patterns = [
            "^[A-Z]{3}$",
            "^[a-z]+(-[a-z]+)*$",
            "^([0-9]{1,3}[.]){3}[0-9]{1,3}$",
            "^(0|[1-9][0-9]*)$",
            "^#([0-9a-f]{3}|[0-9a-f]{6})$",
            "^([a-z]+,)*[a-z]+$",
            "^(ab|cd)*$",
            "^[^@]+@[^@]+$",
            "^a*a*b$",
            "^(a|b)*c(a|b)*$",
            "^[A-Za-z0-9]{1,64}$",
            "^(a{3})*$",
            "^(a?b)*$",
            "^([0-9a-f]{1,4}:)*$",
            "^([0-9]{1,3}){2}$",
            "^((25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)[.]){3}(25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)$",
            "^([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$",
            "^([a-z]{1,10}-){1,50}$",
        ];
        for pattern in patterns {
            assert_eq!(ambiguous(pattern), None, "{pattern}");
        }
        assert_eq!(ambiguous("(a{3000}b{3000})*"), Some("too large"));
    }
}
