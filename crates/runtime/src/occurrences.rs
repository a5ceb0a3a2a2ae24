//! The keys of an object in, which of them occur more than once out.

use std::collections::HashMap;

use crate::json::Json;
use crate::text::{self, Key};

/// Which keys of an object occur for the first and for the last time, by the index that each was given.
pub(crate) struct Occurrences<'k> {
    /// The keys, and where they are first and last; empty if every key occurs once.
    places: HashMap<Key<'k>, (usize, usize)>,
    /// Whether a glance at all of them was enough to know that.
    pub(crate) at_a_glance: bool,
}

impl<'k> Occurrences<'k> {
    /// Of the members of an object: their keys as sent, with quotes, and their values.
    pub(crate) fn of_members(members: &[(&'k str, Json<'k>)]) -> Self {
        let keys = members.iter().map(|(quoted, _)| Json::scanned(quoted, false));
        let bytes = members.iter().map(|(quoted, _)| (quoted.as_bytes(), !quoted.contains('\\')));
        Self::of(members.len(), bytes, keys.enumerate())
    }

    /// Of at most so many keys as sent, with their quotes. `bytes` are the same with a hint that they have no escapes, for a glance.
    pub(crate) fn of(
        most: usize,
        bytes: impl Iterator<Item = (&'k [u8], bool)>,
        keys: impl Iterator<Item = (usize, Json<'k>)> + Clone,
    ) -> Self {
        let at_a_glance = differ_at_a_glance(most, bytes);
        if at_a_glance { Self { places: HashMap::new(), at_a_glance } } else { Self::of_keys(most, keys) }
    }

    fn of_keys(most: usize, keys: impl Iterator<Item = (usize, Json<'k>)> + Clone) -> Self {
        let mut places = HashMap::new();
        if most > 1 && may_repeat(most, keys.clone()) {
            for (index, quoted) in keys {
                let (_, last) = places.entry(Key::of(quoted.as_str())).or_insert((index, index));
                *last = index;
            }
        }
        Self { places, at_a_glance: false }
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
        let place = self.places.get(&Key::of(quoted));
        place.map_or((true, true), |(first, last)| (*first == index, *last == index))
    }
}

/// A hash of the first and the last eight bytes and the length; its highest bits are mixed best.
fn ends(key: &[u8]) -> u64 {
    let short = || {
        let mut short = [0; 8];
        short.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
        short
    };
    let [first, last] = [key.first_chunk(), key.last_chunk()].map(|chunk| chunk.copied().unwrap_or_else(short));
    let [first, last] = [first, last].map(u64::from_le_bytes);
    let product = (first ^ last.rotate_left(32) ^ key.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    // Its lowest bits know the lowest of the input alone.
    product ^ (product >> 32)
}

/// How many slots are looked at for a key.
const PROBES: usize = 64;

/// Whether no key has escapes, and no two are alike at both ends. Most objects have such keys, and this is what it costs to know.
fn differ_at_a_glance<'k>(most: usize, keys: impl Iterator<Item = (&'k [u8], bool)>) -> bool {
    !any_again(most.max(1), keys.map(|(key, is_plain)| is_plain.then(|| ends(key))))
}

/// Whether two keys have the same hash. Where somebody made them so, all of them are compared; else this spares a table of keys.
fn may_repeat<'k>(most: usize, keys: impl Iterator<Item = (usize, Json<'k>)>) -> bool {
    let hash_of = |(_, key): (usize, Json<'k>)| match key.as_str().as_bytes() {
        [_, inner @ .., _] if key.is_plain() => hash(inner),
        _ => hash(text::unescape_lossy(key.as_str()).as_bytes()),
    };
    any_again(most, keys.map(|key| Some(hash_of(key))))
}

/// Whether two keys have the same hash, too many have nearly the same, or some key has no hash.
#[expect(clippy::cast_possible_truncation, reason = "what is taken are bits of a hash")]
fn any_again(most: usize, mut hashes: impl Iterator<Item = Option<u64>>) -> bool {
    // A slot is free if it is 0. There are four to eight of them for each key, so that the first is nearly always free.
    let bits = (most * 4).ilog2() + 1;
    let mut slots = vec![0; (1 << bits) + PROBES];
    hashes.any(|hash| {
        let Some(hash) = hash else { return true };
        // The highest bits are mixed best.
        let (first, rest) = ((hash >> (u64::BITS - bits)) as usize, hash as u32 | 1);
        if let Some(slot) = slots.get_mut(first).filter(|slot| **slot == 0) {
            *slot = rest;
            return false;
        }
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
    mix(key.chunks_exact(8).filter_map(<[u8]>::first_chunk).fold(seed, mix), &last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(keys: &[&'static str]) -> Vec<(bool, bool)> {
        let found = Occurrences::of(
            keys.len(),
            keys.iter().map(|key| (key.as_bytes(), false)),
            keys.iter().map(|key| Json::scanned(key, false)).enumerate(),
        );
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
        let occurrences = Occurrences::of(20_001, again().map(|(_, key)| (key.as_str().as_bytes(), true)), again());
        assert_eq!([77, 78].map(|index| occurrences.of_key(index, &keys[index])), [(true, false), (true, true)]);
    }

    #[test]
    fn keys_that_differ_at_their_ends_are_told_apart_at_a_glance() {
        let differ = |keys: &[(&str, bool)]| {
            differ_at_a_glance(keys.len(), keys.iter().map(|(key, is_plain)| (key.as_bytes(), *is_plain)))
        };
        let plain = |keys: &[&'static str]| differ(&keys.iter().map(|key| (*key, true)).collect::<Vec<_>>());
        assert!(plain(&[]) && plain(&["\"a\""]) && plain(&["\"a\"", "\"b\"", "\"aa\""]));
        assert!(plain(&["\"order_note_1\"", "\"order_note_2\"", "\"1_order_note\""]));
        assert!(!plain(&["\"a\"", "\"b\"", "\"a\""]));
        // These are looked at as a whole.
        assert!(!plain(&["\"note_of_1_customer\"", "\"note_of_2_customer\""]));
        assert!(!differ(&[("\"a\"", false)]) && !differ(&[("\"a\"", true), ("\"b\"", false)]));
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
