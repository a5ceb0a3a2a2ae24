//! Bytes as decisions, so that what a fuzzer changes is what is decided.

/// Decisions that bytes make, one after the other. When they are used up, each is the first and simplest.
pub struct Choices<'a>(std::slice::Iter<'a, u8>);

impl<'a> Choices<'a> {
    /// The decisions of these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes.iter())
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        let mut number = self.byte();
        if end > 256 {
            number = number << 8 | self.byte();
        }
        number % end.max(1)
    }

    /// True once in so many times, and never when the bytes are used up.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) + 1 == times
    }

    /// One of several.
    pub fn pick<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.below(items.len())]
    }

    fn byte(&mut self) -> usize {
        self.0.next().copied().map_or(0, usize::from)
    }
}
