//! Payloads out of thin air: a catalogue and a seed in, realistic JSON texts out, the same every time.
//!
//! Made for tests, benches, and for people who need mock data of an event that they have not received yet.

mod min_depth;
mod random;
mod values;

use std::fmt::Write as _;

use eventspec_catalog::{Catalog, Event, Field, Payload, Type, TypeId, TypeKind};

use min_depth::Heights;
use random::Random;

/// How payloads are made. Rates are between 0 and 1.
#[derive(Clone, Copy, Debug, Default)]
pub struct Recipe {
    /// Where the sequence begins.
    pub seed: u64,
    /// How many fields are left out, required ones too.
    pub absent: f64,
    /// How many fields have a value that the specification does not expect.
    pub unexpected: f64,
    /// How many unknown members there are for each known one.
    pub unknown: f64,
    /// Whether members come in any order rather than the documented one.
    pub shuffled: bool,
}

/// Levels of objects and lists that are filled; below them values are as small as their types allow.
const DEPTH: usize = 4;

/// Values that a bad day brings, for fields of any type.
const UNEXPECTED: [&str; 12] = [
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

/// An endless sequence of payloads of one event. What other events the catalogue has makes no difference to it.
pub fn payloads<'a>(
    catalog: &'a Catalog,
    event: &Event,
    payload: &'a Payload,
    recipe: Recipe,
) -> impl Iterator<Item = String> + use<'a> {
    let fields: Vec<&Field> = catalog.fields(payload).collect();
    let random = Random::new(recipe.seed, &event.name);
    let mut maker = Maker { catalog, recipe, random, heights: Heights::of(catalog) };
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
    heights: Heights,
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
                members.push(self.unknown());
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

    fn unknown(&mut self) -> (String, String) {
        let key = quoted(&format!("x_{}_{}", self.word().to_lowercase(), self.random.below(100)));
        let value = match self.random.below(3) {
            0 => self.random.below(1000).to_string(),
            1 => quoted(self.word()),
            _ => format!("{{\"id\":{},\"tags\":[{}]}}", self.random.below(1000), quoted(self.word())),
        };
        (key, value)
    }

    fn member(&mut self, field: &Field, depth: usize) -> String {
        if self.random.chance(self.recipe.unexpected) {
            return self.random.pick(&UNEXPECTED).copied().unwrap_or("null").to_owned();
        }
        let ends = depth == 0 && self.heights.of_type(&field.ty) > 0;
        if field.nullable && (ends || self.random.chance(0.1)) {
            return "null".to_owned();
        }
        if field.blank && (ends || self.random.chance(0.25)) {
            return "\"\"".to_owned();
        }
        if !field.constraints.is_empty() {
            let made = serde_json::from_str::<String>(&self.scalar(&field.ty, field.example.as_ref()));
            return quoted(&field.text_like(&made.unwrap_or_default()));
        }
        self.value(&field.ty, field.example.as_ref(), depth)
    }

    fn value(&mut self, ty: &Type, example: Option<&eventspec_catalog::Json>, depth: usize) -> String {
        match ty {
            Type::List(item) => {
                let items: Vec<String> = (0..self.count(depth)).map(|_| self.value(item, None, depth - 1)).collect();
                format!("[{}]", items.join(","))
            }
            Type::Map(value) => {
                let members = (0..self.count(depth)).map(|index| {
                    let key = quoted(&format!("{}_{index}", self.word()));
                    format!("{key}:{}", self.value(value, None, depth - 1))
                });
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
            Type::Named(id) => self.named(*id, depth),
            scalar => self.scalar(scalar, example),
        }
    }

    /// How many items a list has; none below the last level.
    fn count(&mut self, depth: usize) -> usize {
        if depth == 0 { 0 } else { self.random.below(4) }
    }

    fn named(&mut self, id: TypeId, depth: usize) -> String {
        let catalog = self.catalog;
        match catalog.type_def(id).map(|def| &def.kind) {
            Some(TypeKind::Object { fields, .. }) => {
                let wanted: Vec<&Field> = fields.iter().filter(|field| depth > 0 || field.required).collect();
                let mut out = String::new();
                self.object(&wanted, depth.saturating_sub(1), &mut out);
                out
            }
            Some(TypeKind::Enum { values, .. }) => match self.random.pick(values) {
                Some(value) => quoted(&value.value),
                None => quoted(self.word()),
            },
            Some(TypeKind::Union(variants)) => {
                let lowest = variants.iter().min_by_key(|variant| self.heights.of_type(&variant.ty));
                let chosen = if depth == 0 { lowest } else { self.random.pick(variants) };
                chosen.map_or_else(|| "null".to_owned(), |variant| self.value(&variant.ty, None, depth))
            }
            None => "null".to_owned(),
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests;
