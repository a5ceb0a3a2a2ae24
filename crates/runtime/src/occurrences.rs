//! The keys of an object in, which of them occur more than once out.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::json::Json;
use crate::text;

/// Which keys of an object occur for the first and for the last time, by the index that each was given.
pub(crate) struct Occurrences<'k> {
    /// The keys, and where they are first and last; empty if every key occurs once.
    places: HashMap<Cow<'k, str>, (usize, usize)>,
}

impl<'k> Occurrences<'k> {
    /// Of at most so many keys as sent, with their quotes. Keys with lone surrogates are the same if they are the same with U+FFFD.
    pub(crate) fn of(most: usize, keys: impl Iterator<Item = (usize, Json<'k>)> + Clone) -> Self {
        let mut places = HashMap::new();
        if most > 1 && may_repeat(most, keys.clone()) {
            for (index, quoted) in keys {
                let (_, last) = places.entry(text::unescape_lossy(quoted.as_str())).or_insert((index, index));
                *last = index;
            }
        }
        Self { places }
    }

    /// Whether every key is the only one of its name, as far as anybody looked.
    pub(crate) fn are_single(&self) -> bool {
        self.places.is_empty()
    }

    /// Whether a key is the first, and the last, of its name.
    pub(crate) fn of_key(&self, index: usize, quoted: &str) -> (bool, bool) {
        if self.are_single() {
            return (true, true);
        }
        let place = self.places.get(text::unescape_lossy(quoted).as_ref());
        place.map_or((true, true), |(first, last)| (*first == index, *last == index))
    }
}

/// How many slots are looked at for a key.
const PROBES: usize = 64;

/// Whether two keys have the same hash, or too many have nearly the same: where somebody made them so, all of them are compared. Else
/// this spares a table of keys.
#[expect(clippy::cast_possible_truncation, reason = "what is taken are bits of a hash")]
fn may_repeat<'k>(most: usize, mut keys: impl Iterator<Item = (usize, Json<'k>)>) -> bool {
    // A slot is free if it is 0. There are four to eight of them for each key, so that the first is nearly always free.
    let bits = (most * 4).ilog2() + 1;
    let mut slots = vec![0; (1 << bits) + PROBES];
    keys.any(|(_, key)| {
        let hash = match key.as_str().as_bytes() {
            [_, inner @ .., _] if key.is_plain() => hash(inner),
            _ => hash(text::unescape_lossy(key.as_str()).as_bytes()),
        };
        // The highest bits are mixed best.
        let (first, rest) = ((hash >> (u64::BITS - bits)) as usize, hash as u32 | 1);
        let slot = slots.iter_mut().skip(first).take(PROBES).find(|slot| **slot == 0 || **slot == rest);
        slot.is_none_or(|slot| std::mem::replace(slot, rest) != 0)
    })
}

/// All bytes, eight at a time, the last eight once more. Keys that differ in a digit are nearly never the same: each product is folded, so
/// that its highest bits are mixed with its lowest.
#[expect(clippy::cast_possible_truncation, reason = "both halves of the product are taken")]
fn hash(key: &[u8]) -> u64 {
    let mix = |hash: u64, word: &[u8; 8]| {
        let product = u128::from(hash ^ u64::from_le_bytes(*word)) * 0x9e37_79b9_7f4a_7c15;
        product as u64 ^ (product >> 64) as u64
    };
    let last = key.last_chunk().copied().unwrap_or_else(|| {
        let mut short = [0; 8];
        short.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
        short
    });
    let seed = 0xc2b2_ae3d_27d4_eb4f ^ key.len() as u64;
    mix(key.as_chunks().0.iter().fold(seed, mix), &last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(keys: &[&'static str]) -> Vec<(bool, bool)> {
        let found = Occurrences::of(keys.len(), keys.iter().map(|key| Json::scanned(key, false)).enumerate());
        keys.iter().enumerate().map(|(index, quoted)| found.of_key(index, quoted)).collect()
    }

    #[test]
    fn many_keys_that_differ_need_no_table() {
        let keys: Vec<String> = (0..20_000).map(|number| format!("\"custom_field_{number}\"")).collect();
        let json = |key: &'static str| Json::scanned(key, true);
        let keys: &'static [String] = keys.leak();
        let quoted = || keys.iter().map(|key| json(key)).enumerate();
        let again = || quoted().chain([(20_000, json(&keys[77]))]);
        assert!(!may_repeat(20_000, quoted()));
        assert!(may_repeat(20_001, again()));
        let occurrences = Occurrences::of(20_001, again());
        assert_eq!([77, 78].map(|index| occurrences.of_key(index, &keys[index])), [(true, false), (true, true)]);
    }

    #[test]
    fn the_first_and_the_last_of_a_name() {
        let only = (true, true);
        assert_eq!(of(&[]), []);
        assert_eq!(of(&[r#""a""#, r#""b""#]), [only; 2]);
        let thrice = [(true, false), only, (false, false), (false, true)];
        assert_eq!(of(&[r#""long key""#, r#""long kez""#, r#""long\u0020key""#, r#""long key""#]), thrice);
        assert_eq!(of(&[r#""long key""#, r#""long\u0020key""#]), [(true, false), (false, true)]);
    }
}
