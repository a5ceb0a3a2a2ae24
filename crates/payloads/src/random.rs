//! Chance that can be repeated.

/// `SplitMix64`: eight lines that give the same numbers for ever, which no library promises.
pub(crate) struct Random(u64);

impl Random {
    /// A sequence of its own for each seed and name, so that a new event changes nobody else's payloads.
    pub(crate) fn new(seed: u64, name: &str) -> Self {
        // FNV-1a.
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(seed ^ hash)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, or 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// True at the given rate: never at 0, always at 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits of chance are enough")]
    pub(crate) fn chance(&mut self, rate: f64) -> bool {
        ((self.next() >> 11) as f64) < rate * (1u64 << 53) as f64
    }

    /// One of several; nothing of nothing.
    pub(crate) fn pick<'t, T>(&mut self, items: &'t [T]) -> Option<&'t T> {
        let index = self.below(items.len());
        items.get(index)
    }

    /// A digit or letter of the same kind.
    pub(crate) fn alike(&mut self, c: char) -> char {
        let (first, count) = match c {
            '0'..='9' => (b'0', 10),
            'a'..='z' => (b'a', 26),
            'A'..='Z' => (b'A', 26),
            other => return other,
        };
        char::from(first + u8::try_from(self.below(count)).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_numbers_for_ever() {
        let mut random = Random(0);
        assert_eq!(random.next(), 0xe220_a839_7b1d_cdaf, "the published first number of SplitMix64");
        let numbers = |name| std::iter::repeat_with(|| 0).take(1).map(|_| Random::new(7, name).next()).next();
        assert_ne!(numbers("order_create"), numbers("order_update"));
    }

    #[test]
    fn rates_are_kept() {
        let mut random = Random::new(1, "");
        let mut hits = |rate| (0..10_000).filter(|_| random.chance(rate)).count();
        assert_eq!((hits(0.0), hits(1.0)), (0, 10_000));
        assert!((1_800..2_200).contains(&hits(0.2)));
    }

    #[test]
    fn picks_are_in_bounds() {
        let mut random = Random::new(1, "");
        assert_eq!(random.pick::<u8>(&[]), None);
        assert_eq!(random.below(0), 0);
        let seen: std::collections::BTreeSet<_> = (0..100).filter_map(|_| random.pick(&[1, 2, 3]).copied()).collect();
        assert_eq!(seen.len(), 3);
    }
}
