//! Values at random that look as if somebody had sent them; where there is an example, they look like it.

use eventspec_catalog::Json;
use serde_json::Value;

use crate::random::Random;

/// Words that make names, titles and texts.
const WORDS: [&str; 16] = [
    "amber", "basil", "cedar", "dune", "ember", "fern", "grove", "harbor", "iris", "juniper", "kite", "lumen", "maple",
    "nova", "opal", "Zoë",
];

impl Random {
    pub(crate) fn word(&mut self) -> &'static str {
        self.pick(&WORDS).copied().unwrap_or_default()
    }

    /// A word that a host name may have.
    fn label(&mut self) -> String {
        self.word().to_lowercase().replace('ë', "e")
    }

    /// A text like the example: ids and codes have other digits and letters, names other words.
    pub(crate) fn text(&mut self, example: Option<&Json>) -> String {
        let example = example.and_then(|json| serde_json::from_str::<Value>(json.as_str()).ok());
        let example = example.as_ref().and_then(Value::as_str).filter(|text| !text.is_empty());
        let Some(example) = example.filter(|text| !text.contains(' ') || self.chance(0.5)) else {
            return format!("{} {}", self.word(), self.word());
        };
        let mut like = String::with_capacity(example.len());
        for token in example.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
            let is_code = token.contains(|c: char| c.is_ascii_digit());
            like.extend(token.chars().map(|c| if is_code { self.alike(c) } else { c }));
        }
        like
    }

    /// A number of the example's size, with decimals if it has some.
    pub(crate) fn number(&mut self, example: &str) -> String {
        let example = example.trim_matches('"');
        let (whole, fraction) = example.split_once('.').unwrap_or((example, ""));
        let digits = u32::try_from(whole.trim_start_matches('-').len()).unwrap_or(1).clamp(1, 9);
        let whole = self.below(10usize.pow(digits));
        if fraction.is_empty() {
            return whole.to_string();
        }
        format!("{whole}.{}{}", self.below(10), 1 + self.below(9))
    }

    /// A year, month and day.
    pub(crate) fn day(&mut self) -> [usize; 3] {
        [2020 + self.below(7), 1 + self.below(12), 1 + self.below(28)]
    }

    pub(crate) fn timestamp(&mut self) -> String {
        let ([year, month, day], time, milli) = (self.day(), self.below(86_400), self.below(1000));
        let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
    }

    /// Version 4, variant 1.
    pub(crate) fn uuid(&mut self) -> String {
        let (a, b) = (self.next(), self.next());
        let (first, second, third) = (a >> 32, a >> 16 & 0xffff, a & 0xfff);
        format!("{first:08x}-{second:04x}-4{third:03x}-a{:03x}-{:012x}", b >> 52, b & 0xffff_ffff_ffff)
    }

    pub(crate) fn uri(&mut self) -> String {
        let (word, page, id) = (self.label(), self.below(1000), self.next() >> 40);
        format!("https://{word}.example/{page}/{id:x}?utm_source=mail")
    }

    pub(crate) fn email(&mut self) -> String {
        format!("{}.{}@mail.example", self.label(), self.below(1000))
    }
}
