//! Scalar values that look like the example of their field.

use eventspec_catalog::{Json, Type};
use serde_json::Value;

use super::{Maker, quoted};

/// Words that make names, titles and texts.
const WORDS: [&str; 16] = [
    "amber", "basil", "cedar", "dune", "ember", "fern", "grove", "harbor", "iris", "juniper", "kite", "lumen", "maple",
    "nova", "opal", "Zoë",
];

impl Maker<'_> {
    pub(super) fn scalar(&mut self, ty: &Type, example: Option<&Json>) -> String {
        match ty {
            Type::Number => self.number(example.map_or("100", Json::as_str)),
            Type::Integer => self.random.below(1000).to_string(),
            Type::Boolean => self.random.chance(0.5).to_string(),
            Type::Timestamp => self.timestamp(),
            Type::Date(format) => quoted(&self.date(format.as_str())),
            Type::Uuid => self.uuid(),
            Type::Uri => {
                let (word, page, id) = (self.label(), self.random.below(1000), self.random.next() >> 40);
                quoted(&format!("https://{word}.example/{page}/{id:x}?utm_source=mail"))
            }
            Type::Email => quoted(&format!("{}.{}@mail.example", self.label(), self.random.below(1000))),
            Type::String => self.text(example),
            _ => example.map_or_else(|| quoted(self.word()), |example| example.as_str().to_owned()),
        }
    }

    fn timestamp(&mut self) -> String {
        let (date, time, milli) = (self.date("YYYY-MM-DD"), self.random.below(86_400), self.random.below(1000));
        let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
        quoted(&format!("{date}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z"))
    }

    /// A random one: version 4, variant 1.
    fn uuid(&mut self) -> String {
        let (a, b) = (self.random.next(), self.random.next());
        let (first, second, third) = (a >> 32, a >> 16 & 0xffff, a & 0xfff);
        quoted(&format!("{first:08x}-{second:04x}-4{third:03x}-a{:03x}-{:012x}", b >> 52, b & 0xffff_ffff_ffff))
    }

    /// A text like the example: ids and codes have other digits and letters, names other words.
    fn text(&mut self, example: Option<&Json>) -> String {
        let example = example.and_then(|json| serde_json::from_str::<Value>(json.as_str()).ok());
        let example = example.as_ref().and_then(Value::as_str).filter(|text| !text.is_empty());
        let Some(example) = example.filter(|text| !text.contains(' ') || self.random.chance(0.5)) else {
            return quoted(&format!("{} {}", self.word(), self.word()));
        };
        let mut like = String::with_capacity(example.len());
        for token in example.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
            let is_code = token.contains(|c: char| c.is_ascii_digit());
            like.extend(token.chars().map(|c| if is_code { self.random.alike(c) } else { c }));
        }
        quoted(&like)
    }

    /// A number of the example's size, with decimals if it has some.
    fn number(&mut self, example: &str) -> String {
        let example = example.trim_matches('"');
        let (whole, fraction) = example.split_once('.').unwrap_or((example, ""));
        let digits = u32::try_from(whole.trim_start_matches('-').len()).unwrap_or(1).clamp(1, 9);
        let whole = self.random.below(10usize.pow(digits));
        if fraction.is_empty() {
            return whole.to_string();
        }
        format!("{whole}.{}{}", self.random.below(10), 1 + self.random.below(9))
    }

    fn date(&mut self, format: &str) -> String {
        let (year, month, day) = (2020 + self.random.below(7), 1 + self.random.below(12), 1 + self.random.below(28));
        let parts = [("YYYY", format!("{year:04}")), ("MM", format!("{month:02}")), ("DD", format!("{day:02}"))];
        parts.iter().fold(format.to_owned(), |date, (part, digits)| date.replace(part, digits))
    }

    pub(super) fn word(&mut self) -> &'static str {
        self.random.pick(&WORDS).copied().unwrap_or_default()
    }

    /// A word that a host name may have.
    fn label(&mut self) -> String {
        self.word().to_lowercase().replace('ë', "e")
    }
}
