//! The keys of an object in, which of them occur more than once out.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::text;

/// Which keys of an object occur for the first and for the last time, by the index that each was given.
pub(crate) struct Occurrences<'k> {
    /// The keys, and where they are first and last; empty if every key occurs once.
    places: HashMap<Cow<'k, str>, (usize, usize)>,
}

impl<'k> Occurrences<'k> {
    /// Of keys as sent, with their quotes. Keys with lone surrogates are the same if they are the same with U+FFFD.
    pub(crate) fn of(keys: impl Iterator<Item = (usize, &'k str)> + Clone) -> Self {
        let mut places = HashMap::new();
        if may_repeat(keys.clone()) {
            for (index, quoted) in keys {
                let (_, last) = places.entry(text::unescape_lossy(quoted)).or_insert((index, index));
                *last = index;
            }
        }
        Self { places }
    }

    /// Whether a key is the first, and the last, of its name.
    pub(crate) fn of_key(&self, index: usize, quoted: &str) -> (bool, bool) {
        if self.places.is_empty() {
            return (true, true);
        }
        let place = self.places.get(text::unescape_lossy(quoted).as_ref());
        place.map_or((true, true), |(first, last)| (*first == index, *last == index))
    }
}

/// Whether two keys have the same hash. Where somebody made them so, all of them are compared; else this spares a table.
fn may_repeat<'k>(keys: impl Iterator<Item = (usize, &'k str)>) -> bool {
    let mut hashes: Vec<u64> = keys.map(|(_, quoted)| hash(text::unescape_lossy(quoted).as_bytes())).collect();
    hashes.sort_unstable();
    hashes.windows(2).any(|pair| pair.first() == pair.last())
}

/// All bytes, eight at a time.
fn hash(key: &[u8]) -> u64 {
    let (words, tail) = key.as_chunks::<8>();
    let mix = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    let hash = words.iter().fold(key.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    tail.iter().fold(hash, |hash, byte| mix(hash, u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(keys: &[&'static str]) -> Vec<(bool, bool)> {
        let found = Occurrences::of(keys.iter().copied().enumerate());
        keys.iter().enumerate().map(|(index, quoted)| found.of_key(index, quoted)).collect()
    }

    #[test]
    fn the_first_and_the_last_of_a_name() {
        let only = (true, true);
        assert_eq!(of(&[]), []);
        assert_eq!(of(&[r#""a""#, r#""b""#]), [only; 2]);
        let thrice = [(true, false), only, (false, false), (false, true)];
        assert_eq!(of(&[r#""long key""#, r#""long kez""#, r#""long\u0020key""#, r#""long key""#]), thrice);
    }
}
