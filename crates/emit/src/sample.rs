//! Payloads out of thin air: a catalogue and a seed in, realistic JSON texts out, the same every time.
//!
//! Made for tests, benches, and for people who need mock data of an event that they have not received yet.

use std::fmt::Write as _;

use eventspec_catalog::{Catalog, Field, Payload, Type, TypeKind};
use serde_json::Value;

/// How payloads are made. Rates are between 0 and 1.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// Where the sequence begins.
    pub seed: u64,
    /// How many fields are left out, required ones too.
    pub absent: f64,
    /// How many fields have a value that the specification does not expect.
    pub odd: f64,
    /// How many unknown members there are for each known one.
    pub unknown: f64,
    /// Whether members come in any order rather than the documented one.
    pub shuffled: bool,
}

/// Levels of objects and lists, so that recursive types end.
const DEPTH: usize = 5;

/// Values that a bad day brings, for fields of any type.
const ODD: [&str; 12] = [
    "null",
    "\"\"",
    "true",
    "\"12.5\"",
    "2.0",
    "1e400",
    "9007199254740993",
    "[]",
    "{}",
    "\"n/a\"",
    "\"cut \\ud83d\"",
    "{\"id\":[1,\"x\"]}",
];

/// Words that make names, titles and texts.
const WORDS: [&str; 16] = [
    "amber", "basil", "cedar", "dune", "ember", "fern", "grove", "harbor", "iris", "juniper", "kite", "lumen", "maple",
    "nova", "opal", "Zoë",
];

/// An endless sequence of payloads of one shape.
pub fn payloads<'a>(catalog: &'a Catalog, payload: &'a Payload, recipe: Recipe) -> impl Iterator<Item = String> + 'a {
    let fields: Vec<&Field> = catalog.fields(payload).collect();
    let mut maker = Maker { catalog, recipe, random: Random(recipe.seed) };
    std::iter::repeat_with(move || {
        let mut out = String::with_capacity(2048);
        maker.object(&fields, DEPTH, &mut out);
        out
    })
}

struct Maker<'a> {
    catalog: &'a Catalog,
    recipe: Recipe,
    random: Random,
}

impl Maker<'_> {
    fn object(&mut self, fields: &[&Field], depth: usize, out: &mut String) {
        let mut members = Vec::with_capacity(fields.len());
        for field in fields {
            if !self.random.chance(self.recipe.absent) {
                let value = self.member(field, depth);
                members.push((quoted(&field.name), value));
            }
            if self.random.chance(self.recipe.unknown) {
                let key = format!("\"x_{}_{}\"", self.word(), self.random.below(100));
                let value =
                    if self.random.chance(0.5) { self.random.below(1000).to_string() } else { quoted(self.word()) };
                members.push((key, value));
            }
        }
        if self.recipe.shuffled {
            for last in (1..members.len()).rev() {
                members.swap(last, self.random.below(last + 1));
            }
        }
        out.push('{');
        for (index, (key, value)) in members.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let _ = write!(out, "{comma}{key}:{value}");
        }
        out.push('}');
    }

    fn member(&mut self, field: &Field, depth: usize) -> String {
        if self.random.chance(self.recipe.odd) {
            return self.random.pick::<&str>(&ODD).to_string();
        }
        if field.nullable && self.random.chance(0.1) {
            return "null".to_owned();
        }
        if field.blank && self.random.chance(0.25) {
            return "\"\"".to_owned();
        }
        self.value(&field.ty, field.example.as_ref().map(eventspec_catalog::Json::as_str), depth)
    }

    fn value(&mut self, ty: &Type, example: Option<&str>, depth: usize) -> String {
        let example = example.and_then(|text| serde_json::from_str::<Value>(text).ok());
        match ty {
            Type::String | Type::Any => self.text(example.as_ref()),
            Type::Number => self.number(example.as_ref()),
            Type::Integer => self.random.below(1000).to_string(),
            Type::Boolean => self.random.chance(0.5).to_string(),
            Type::Timestamp => {
                let (date, time) = (self.date("YYYY-MM-DD"), self.random.below(86_400));
                let (hour, minute, second, milli) = (time / 3600, time / 60 % 60, time % 60, self.random.below(1000));
                format!("\"{date}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z\"")
            }
            Type::Date(format) => format!("\"{}\"", self.date(format.as_str())),
            Type::Uuid => {
                let (a, b) = (self.random.next(), self.random.next());
                format!(
                    "\"{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}\"",
                    a >> 32,
                    a >> 16 & 0xffff,
                    a & 0xfff,
                    b >> 52,
                    b & 0xffff_ffff_ffff
                )
            }
            Type::Uri => format!(
                "\"https://{}.example/{}/{:x}?utm_source={}\"",
                self.word().to_lowercase().replace('ë', "e"),
                self.random.below(1000),
                self.random.next() >> 40,
                "mail"
            ),
            Type::Email => {
                format!("\"{}.{}@mail.example\"", self.word().to_lowercase().replace('ë', "e"), self.random.below(1000))
            }
            Type::List(item) => {
                let count = if depth == 0 { 0 } else { self.random.below(4) };
                let items: Vec<String> = (0..count).map(|_| self.value(item, None, depth - 1)).collect();
                format!("[{}]", items.join(","))
            }
            Type::Map(value) => {
                let count = if depth == 0 { 0 } else { self.random.below(4) };
                let members: Vec<String> = (0..count)
                    .map(|index| format!("\"{}_{index}\":{}", self.word(), self.value(value, None, depth - 1)))
                    .collect();
                format!("{{{}}}", members.join(","))
            }
            Type::Named(id) => self.named(*id, depth),
        }
    }

    fn named(&mut self, id: eventspec_catalog::TypeId, depth: usize) -> String {
        let catalog = self.catalog;
        match catalog.type_def(id).map(|def| &def.kind) {
            Some(TypeKind::Object { fields, .. }) => {
                let wanted: Vec<&Field> = fields.iter().filter(|field| depth > 0 || field.required).collect();
                let mut out = String::new();
                self.object(&wanted, depth.saturating_sub(1), &mut out);
                out
            }
            Some(TypeKind::Enum { values, .. }) if !values.is_empty() => quoted(&self.random.pick(values).value),
            Some(TypeKind::Union(variants)) if !variants.is_empty() => {
                let variant = self.random.pick(variants);
                self.value(&variant.ty, None, depth)
            }
            _ => quoted(self.word()),
        }
    }

    /// A text like the example: as long, with other letters and digits; or some words.
    fn text(&mut self, example: Option<&Value>) -> String {
        let Some(example) = example.and_then(Value::as_str).filter(|text| !text.is_empty()) else {
            return quoted(&format!("{} {}", self.word(), self.word()));
        };
        if self.random.chance(0.3) {
            return quoted(example);
        }
        let like = example.chars().map(|c| match c {
            '0'..='9' => char::from(b'0' + self.random.small(10)),
            'a'..='z' => char::from(b'a' + self.random.small(26)),
            'A'..='Z' => char::from(b'A' + self.random.small(26)),
            c => c,
        });
        let like: String = like.collect();
        quoted(&like)
    }

    /// A number of the example's size, with as many decimals.
    fn number(&mut self, example: Option<&Value>) -> String {
        let example = example.map(Value::to_string).filter(|text| text != "\"\"").unwrap_or_else(|| "100".to_owned());
        let (whole, fraction) = example.split_once('.').unwrap_or((&example, ""));
        let most = 10usize.saturating_pow(u32::try_from(whole.trim_start_matches('-').len()).unwrap_or(3).min(9));
        let whole = self.random.below(most);
        if fraction.is_empty() {
            return whole.to_string();
        }
        format!("{whole}.{}{}", self.random.below(10), 1 + self.random.below(9))
    }

    fn date(&mut self, format: &str) -> String {
        let (year, month, day) = (2020 + self.random.below(7), 1 + self.random.below(12), 1 + self.random.below(28));
        format
            .replace("YYYY", &format!("{year:04}"))
            .replace("MM", &format!("{month:02}"))
            .replace("DD", &format!("{day:02}"))
    }

    fn word(&mut self) -> &'static str {
        self.random.pick::<&str>(&WORDS)
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// `SplitMix64`: eight lines that give the same numbers for ever, which no library promises.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, or 0.
    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    fn small(&mut self, end: u8) -> u8 {
        u8::try_from(self.below(usize::from(end))).unwrap_or(0)
    }

    #[expect(clippy::cast_precision_loss, reason = "53 bits of chance are enough")]
    fn chance(&mut self, rate: f64) -> bool {
        ((self.next() >> 11) as f64) < rate * (1u64 << 53) as f64
    }

    /// One of several, of which there is at least one.
    #[expect(clippy::indexing_slicing, reason = "the index is below the length; callers have at least one item")]
    fn pick<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.below(items.len())]
    }
}
