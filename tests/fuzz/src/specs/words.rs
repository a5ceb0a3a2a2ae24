//! Names and texts: plain ones, those of the hostile corpus, and characters at random.

use std::collections::HashSet;

use eventspec_catalog::{Ident, is_invisible};

use crate::choices::Choices;
use crate::corpus;

const PLAIN: [&str; 16] = [
    "order",
    "amount",
    "status",
    "items",
    "currency",
    "customer",
    "email",
    "phone",
    "created_at",
    "kind",
    "total",
    "tax",
    "city",
    "code",
    "note",
    "origin",
];
const SEPARATORS: [&str; 8] = ["_", ".", "-", " ", "/", ":", "__", ""];
/// Where characters at random come from: the beginnings of blocks that writers have to know something about.
const BLOCKS: [u32; 16] =
    [0, 0x20, 0x40, 0x60, 0x80, 0xa0, 0x300, 0x410, 0x5d0, 0x200b, 0x2028, 0x2060, 0x3040, 0xfe00, 0x1f380, 0xe0000];
/// Names that are longer than this try nothing new.
const LONGEST: usize = 80;

/// A word of a name.
pub(super) fn word(choices: &mut Choices<'_>) -> &'static str {
    if choices.one_in(2) { choices.pick::<&str>(corpus::words()) } else { choices.pick::<&str>(&PLAIN) }
}

/// A name on the wire.
pub(super) fn name(choices: &mut Choices<'_>) -> String {
    match choices.below(8) {
        0..=2 => word(choices).to_owned(),
        3 => (*choices.pick(corpus::ODD)).to_owned(),
        4 => word(choices).to_uppercase(),
        5 | 6 => format!("{}{}{}", word(choices), choices.pick(&SEPARATORS), word(choices)),
        _ => text(choices).chars().take(LONGEST).collect(),
    }
}

/// A text.
pub(super) fn text(choices: &mut Choices<'_>) -> String {
    match choices.below(6) {
        0 => "Plain.".to_owned(),
        1 => format!("a{}", choices.pick(corpus::FRAGMENTS)),
        2 => format!("a\n{}\nb", choices.pick(corpus::FRAGMENTS)),
        3 => (*choices.pick(corpus::FRAGMENTS)).to_owned(),
        4 => (0..=choices.below(6)).map(|_| *choices.pick(corpus::FRAGMENTS)).collect(),
        _ => {
            (0..=choices.below(12)).filter_map(|_| char::from_u32(choices.pick(&BLOCKS) + character(choices))).collect()
        }
    }
}

fn character(choices: &mut Choices<'_>) -> u32 {
    u32::try_from(choices.below(32)).unwrap_or(0)
}

/// A description, which has to say something.
pub(super) fn doc(choices: &mut Choices<'_>) -> String {
    let text = text(choices);
    if text.trim().is_empty() { text + "x" } else { text }
}

/// Other names of something.
pub(super) fn aliases(choices: &mut Choices<'_>, scope: &mut Scope) -> Vec<String> {
    (0..choices.below(8).saturating_sub(5)).map(|_| scope.alias(&name(choices))).collect()
}

/// Keys that no field may have: few, or they are found in the same object.
pub(super) fn reserved(choices: &mut Choices<'_>) -> Vec<String> {
    if choices.one_in(6) { vec![name(choices)] } else { Vec::new() }
}

/// Names that must be distinct.
#[derive(Clone, Default)]
pub(super) struct Scope {
    wire: HashSet<String>,
    idents: HashSet<String>,
}

impl Scope {
    /// A name that is free, and the identifier to state where its own words are not free or cannot be read.
    pub(super) fn add(&mut self, choices: &mut Choices<'_>, name: &str) -> (String, Option<String>) {
        let name = self.alias(name);
        let is_plain = name.is_ascii() || choices.one_in(2);
        let is_stated = name.chars().any(is_invisible) || !is_plain || choices.one_in(16);
        let own = Ident::new(&name).snake().to_owned();
        if !is_stated && self.idents.insert(own) {
            return (name, None);
        }
        let stated = format!("stated{}", self.idents.len());
        self.idents.insert(stated.clone());
        (name, Some(stated))
    }

    /// A name without an identifier.
    pub(super) fn alias(&mut self, name: &str) -> String {
        let mut name = name.to_owned();
        while !self.wire.insert(name.clone()) {
            name.push('2');
        }
        name
    }

    /// The name of a file.
    pub(super) fn stem(&mut self, choices: &mut Choices<'_>) -> String {
        let stem = Ident::new(word(choices)).snake().to_owned();
        // `uuid` is built in, `uuid2` is not.
        if eventspec_catalog::is_built_in(&stem) {
            self.wire.insert(stem.clone());
        }
        self.alias(&stem)
    }
}
