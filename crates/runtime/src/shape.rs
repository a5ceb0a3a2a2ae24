//! Objects with known members, as tables: static ones in a generated SDK, or made at run time.

use crate::kind::Kind;
use crate::swar;
use crate::text;

/// An object with known members.
#[derive(Debug)]
pub struct Shape {
    /// Its name in the specification.
    pub name: &'static str,
    /// Its members, in documented order.
    pub fields: &'static [FieldDef],
    /// Other keys, and the index of the field that each stands for.
    pub aliases: &'static [(&'static str, usize)],
    /// Where a key is found: what [`index`] makes of fields and aliases. Empty where there are none.
    pub index: &'static [u32],
    /// The type of the members that are not among the fields; without it they are unknown.
    pub rest: Option<RestDef>,
    /// Where it holds parts of the name of its event, if it is the payload of one.
    pub name_places: &'static [NamePlace],
}

/// A place of a payload that always holds a part of the event's name.
#[derive(Clone, Copy, Debug)]
pub struct NamePlace {
    /// Where it is, as an RFC 6901 JSON Pointer.
    pub pointer: &'static str,
    /// What is there if the event is sent under an alias.
    pub aliases: &'static [&'static str],
}

/// The type of the members that an object has besides its fields.
#[derive(Clone, Copy, Debug)]
pub struct RestDef {
    /// The type of a value.
    pub kind: Kind,
    /// May be `null`.
    pub nullable: bool,
}

/// Some of the members of an object: those of a shared group, or its own.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The members, in documented order.
    pub fields: &'static [FieldDef],
    /// Other keys, and the index in this part of the field that each stands for.
    pub aliases: &'static [(&'static str, usize)],
}

/// The members of all parts, one part behind the other, put together when a generated crate is compiled. `N` is their number.
///
/// An object has one table in the order of its documentation, since that is what the next key is predicted from.
#[expect(
    clippy::indexing_slicing,
    reason = "evaluated when a crate is compiled, where it is an error to be out of bounds"
)]
pub const fn fields<const N: usize>(parts: &[&Part]) -> [FieldDef; N] {
    let mut all = [FieldDef::new("", "", Kind::Any); N];
    let (mut part, mut at) = (0, 0);
    while part < parts.len() {
        let fields = parts[part].fields;
        let mut field = 0;
        while field < fields.len() {
            all[at] = fields[field];
            field += 1;
            at += 1;
        }
        part += 1;
    }
    all
}

/// The other keys of all parts, like [`fields`]: each with the index of its field in all of them.
#[expect(
    clippy::indexing_slicing,
    reason = "evaluated when a crate is compiled, where it is an error to be out of bounds"
)]
pub const fn aliases<const N: usize>(parts: &[&Part]) -> [(&'static str, usize); N] {
    let mut all = [("", 0); N];
    let (mut part, mut at, mut first) = (0, 0, 0);
    while part < parts.len() {
        let Part { fields, aliases } = *parts[part];
        let mut alias = 0;
        while alias < aliases.len() {
            all[at] = (aliases[alias].0, first + aliases[alias].1);
            alias += 1;
            at += 1;
        }
        first += fields.len();
        part += 1;
    }
    all
}

/// A hash table of the keys of fields and aliases, made when a generated crate is compiled.
///
/// An entry is 0 where it is free, else one more than the position of a field, or of an alias behind all fields. `N` is a power of
/// two, and at least twice the number of keys.
pub const fn index<const N: usize>(fields: &[FieldDef], aliases: &[(&str, usize)]) -> [u32; N] {
    let mut table = [0; N];
    enter(&mut table, fields, aliases);
    table
}

/// How large the index of so many keys is.
///
/// Four entries to a key: with two, one key in three met another one first, and cost a mispredicted branch.
#[doc(hidden)]
pub const fn index_size(keys: usize) -> usize {
    if keys == 0 { 0 } else { (4 * keys).next_power_of_two() }
}

/// Enters the keys of fields and aliases into a table that is free.
#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a slot is below the length of the table, which is a power of two and larger than the number of keys"
)]
const fn enter(table: &mut [u32], fields: &[FieldDef], aliases: &[(&str, usize)]) {
    let mut entry = 0;
    while entry < fields.len() + aliases.len() {
        let key = if entry < fields.len() { fields[entry].name } else { aliases[entry - fields.len()].0 };
        let mut slot = hash(key.as_bytes()) as usize & (table.len() - 1);
        while table[slot] != 0 {
            slot = (slot + 1) & (table.len() - 1);
        }
        entry += 1;
        table[slot] = entry as u32;
    }
}

/// The length and the first and last eight bytes: what tells documented keys apart, and nothing that takes time.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "all 64 bits are mixed into the 32 that are kept")]
const fn hash(key: &[u8]) -> u32 {
    let (first, last) = match (key.first_chunk::<8>(), key.last_chunk::<8>()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => (short(key), 0),
    };
    let mixed =
        (first ^ (key.len() as u64)).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ last.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    (mixed ^ (mixed >> 32)) as u32 ^ (mixed >> 47) as u32
}

/// Less than eight bytes as one word: halves and quarters that overlap where they have to.
#[inline]
const fn short(key: &[u8]) -> u64 {
    if let (Some(first), Some(last)) = (key.first_chunk::<4>(), key.last_chunk::<4>()) {
        return u32::from_le_bytes(*first) as u64 | (u32::from_le_bytes(*last) as u64) << 32;
    }
    match key {
        [] => 0,
        [first, .., last] => *first as u64 | (*last as u64) << 8 | (key.len() as u64) << 16,
        [only] => *only as u64,
    }
}

impl Shape {
    /// A shape that is made at run time and is never freed: what is decoded refers to its shape forever.
    #[doc(hidden)]
    pub fn leaked(
        name: &'static str,
        fields: Vec<FieldDef>,
        aliases: Vec<(&'static str, usize)>,
        rest: Option<RestDef>,
        name_places: &'static [NamePlace],
    ) -> &'static Self {
        let mut index = vec![0; index_size(fields.len() + aliases.len())];
        enter(&mut index, &fields, &aliases);
        Box::leak(Box::new(Self {
            name,
            fields: Box::leak(fields.into_boxed_slice()),
            aliases: Box::leak(aliases.into_boxed_slice()),
            index: Box::leak(index.into_boxed_slice()),
            rest,
            name_places,
        }))
    }

    /// A shape of some of its fields, by their positions; it is never freed either.
    #[doc(hidden)]
    pub fn part(&self, fields: impl Iterator<Item = usize>) -> &'static Self {
        let (mut defs, mut aliases) = (Vec::new(), Vec::new());
        for (at, def) in fields.filter_map(|at| Some((at, self.fields.get(at)?))) {
            // They are in the order of the fields.
            let first = self.aliases.partition_point(|(_, field)| *field < at);
            let own = self.aliases.iter().skip(first).take_while(|(_, field)| *field == at);
            aliases.extend(own.map(|(alias, _)| (*alias, defs.len())));
            defs.push(*def);
        }
        Self::leaked(self.name, defs, aliases, self.rest, &[])
    }

    /// The field of a key, and whether the key is an alias.
    #[inline(always)]
    pub(crate) fn lookup(&self, key: &[u8]) -> Option<(usize, bool)> {
        let mask = self.index.len().checked_sub(1)?;
        let mut slot = hash(key) as usize & mask;
        // A free entry ends the search; most are free, so that few keys are compared with another one first.
        while let Some(entry) = self.index.get(slot).and_then(|entry| (*entry as usize).checked_sub(1)) {
            match self.fields.get(entry) {
                Some(field) if swar::equal(field.name.as_bytes(), key) => return Some((entry, false)),
                Some(_) => {}
                None => match self.aliases.get(entry - self.fields.len()) {
                    Some((alias, field)) if swar::equal(alias.as_bytes(), key) => return Some((*field, true)),
                    _ => {}
                },
            }
            slot = (slot + 1) & mask;
        }
        None
    }

    /// The field of a key as sent, with its quotes and perhaps with escapes.
    pub(crate) fn find(&self, quoted: &str) -> Option<(usize, bool)> {
        self.lookup(text::unescape(quoted)?.as_bytes())
    }
}

/// A key as compact JSON has it: quoted, with the colon.
#[doc(hidden)]
pub fn quoted_key(name: &str) -> String {
    let mut quoted = String::with_capacity(name.len() + 3);
    text::escape(name, &mut quoted);
    quoted.push(':');
    quoted
}

/// A member of an object.
#[derive(Clone, Copy, Debug)]
pub struct FieldDef {
    /// The key on the wire.
    pub name: &'static str,
    /// The key as compact JSON has it: quoted, with the colon.
    pub quoted: &'static str,
    /// The type of its value.
    pub kind: Kind,
    /// Documented as always sent.
    pub required: bool,
    /// May be `null`.
    pub nullable: bool,
    /// May be `""`.
    pub blank: bool,
}

impl FieldDef {
    /// An optional field; `quoted` is its key as compact JSON has it, with the colon.
    pub const fn new(name: &'static str, quoted: &'static str, kind: Kind) -> Self {
        Self { name, quoted, kind, required: false, nullable: false, blank: false }
    }

    /// The same, always sent.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same, or `null`.
    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// The same, or `""`.
    #[must_use]
    pub const fn blank(mut self) -> Self {
        self.blank = true;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static A: Part =
        Part { fields: &[FieldDef::new("a", "", Kind::Any), FieldDef::new("b", "", Kind::Any)], aliases: &[("B", 1)] };
    static NONE: Part = Part { fields: &[], aliases: &[] };
    static C: Part = Part { fields: &[FieldDef::new("c", "", Kind::Any)], aliases: &[("C", 0), ("c2", 0)] };

    #[test]
    fn parts_stand_one_behind_the_other() {
        static FIELDS: [FieldDef; 3] = fields(&[&NONE, &A, &NONE, &C]);
        static ALIASES: [(&str, usize); 3] = aliases(&[&NONE, &A, &NONE, &C]);
        assert_eq!(FIELDS.each_ref().map(|field| field.name), ["a", "b", "c"]);
        assert_eq!(ALIASES, [("B", 1), ("C", 2), ("c2", 2)]);
        assert!(fields::<0>(&[]).is_empty() && aliases::<0>(&[&NONE]).is_empty());
    }
}
