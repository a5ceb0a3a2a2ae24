//! Payloads at random: a catalogue and a seed in, realistic JSON texts out, the same every time.
//!
//! Made for tests, benches, and for people who need mock data of an event that they have not received yet.

mod min_depth;

use std::fmt::Write as _;

use eventspec_catalog::{
    Catalog, Constraints, Event, Field, JsonType, Payload, Scalar, Type, TypeId, TypeKind, smallest_sizes,
};

use crate::built_in;
use crate::constrained::{conforming_text, random_number};
use crate::random::Random;
use crate::tree::quoted;
use min_depth::MinDepth;

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

/// How many items a payload has because lists have to have some.
const REQUIRED_ITEMS: usize = 10_000;

/// How many values a payload is filled with. Then nothing is added that does not have to be there.
const FILLED: usize = 100_000;

/// Values that the specification of hardly any field expects.
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
///
/// ```
/// use eventspec_payloads::sample::{Recipe, payloads};
/// # let mut sources = eventspec_catalog::Sources::default();
/// # sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
/// # sources.insert("events/order.toml", "doc = \"O.\"\nevent = [{ name = \"order\", doc = \"O.\" }]\n\
/// #     field = [{ name = \"code\", type = \"string\", example = \"A-17\", doc = \"C.\" }]\n");
/// # let catalog = eventspec_catalog::resolve_without_samples(&sources).unwrap();
///
/// let (order, payload) = catalog.events().next().unwrap();
/// let recipe = Recipe { seed: 7, ..Recipe::default() };
/// let made: Vec<String> = payloads(&catalog, order, payload, recipe).take(2).collect();
/// assert_eq!(made, [r#"{"code":"A-78"}"#, r#"{"code":"A-09"}"#]);
/// ```
pub fn payloads<'a>(
    catalog: &'a Catalog,
    event: &Event,
    payload: &'a Payload,
    recipe: Recipe,
) -> impl Iterator<Item = String> + use<'a> {
    let fields: Vec<&Field> = catalog.fields(payload).collect();
    let random = Random::new(recipe.seed, &event.name);
    let (min_depth, min_size) = (MinDepth::of(catalog), smallest_sizes(catalog));
    let mut maker = Maker { catalog, recipe, random, min_depth, min_size, required_items: 0, unfilled: 0 };
    std::iter::repeat_with(move || {
        let mut out = String::with_capacity(2048);
        (maker.required_items, maker.unfilled) = (REQUIRED_ITEMS, FILLED);
        maker.object(&fields, DEPTH, &mut out);
        out
    })
}

struct Maker<'a> {
    catalog: &'a Catalog,
    recipe: Recipe,
    random: Random,
    min_depth: MinDepth,
    /// How many values the smallest one of each named type is made of.
    min_size: Vec<u64>,
    /// How many more values the payload that is being made is filled with.
    unfilled: usize,
    /// How many more items the payload that is being made has because lists have to have some.
    required_items: usize,
}

impl Maker<'_> {
    fn object(&mut self, fields: &[&Field], depth: usize, out: &mut String) {
        let mut members = Vec::with_capacity(fields.len());
        for field in fields {
            if self.unfilled == 0 && !field.required {
                continue;
            }
            if !self.random.chance(self.recipe.absent) {
                let value = self.member(field, depth);
                members.push((quoted(&field.name), value));
            }
            if self.unfilled > 0 && self.random.chance(self.recipe.unknown) {
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
        let key = quoted(&format!("x_{}_{}", self.random.word().to_lowercase(), self.random.below(100)));
        let value = match self.random.below(3) {
            0 => self.random.below(1000).to_string(),
            1 => quoted(self.random.word()),
            _ => format!("{{\"id\":{},\"tags\":[{}]}}", self.random.below(1000), quoted(self.random.word())),
        };
        (key, value)
    }

    fn member(&mut self, field: &Field, depth: usize) -> String {
        if self.random.chance(self.recipe.unexpected) {
            return self.random.pick(&UNEXPECTED).copied().unwrap_or("null").to_owned();
        }
        self.unfilled = self.unfilled.saturating_sub(1);
        let ends = (depth == 0 || self.unfilled == 0) && self.min_depth.of_type(field.held()) > 0;
        if field.nullable && (ends || self.random.chance(0.1)) {
            return "null".to_owned();
        }
        if field.blank && (ends || self.random.chance(0.25)) {
            return "\"\"".to_owned();
        }
        self.value(&field.ty, Some(field), depth)
    }

    /// A value of a type; `field` is the one that it is the whole value of.
    fn value(&mut self, ty: &Type, field: Option<&Field>, depth: usize) -> String {
        if field.is_none() {
            self.unfilled = self.unfilled.saturating_sub(1);
        }
        self.value_of(ty, field, depth)
    }

    fn value_of(&mut self, whole: &Type, field: Option<&Field>, depth: usize) -> String {
        match whole {
            Type::List(item) => {
                let count = self.items(field, depth);
                let below = depth.saturating_sub(1);
                let items: Vec<String> = (0..count).map(|_| self.value(item, None, below)).collect();
                format!("[{}]", items.join(","))
            }
            Type::Map(value) => {
                let members = (0..self.count(depth)).map(|index| {
                    let key = quoted(&format!("{}_{index}", self.random.word()));
                    format!("{key}:{}", self.value(value, None, depth - 1))
                });
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
            Type::Nullable(inner) => self.nullable(inner, depth),
            Type::Named(id) => self.named(*id, depth),
            Type::Alias(_, ty) => {
                // What the field has as an example is said of this value, and else what the alias has.
                let field = field.filter(|field| field.example.is_some()).or_else(|| self.catalog.alias(whole));
                self.value_of(ty, field, depth)
            }
            Type::Scalar(scalar) => self.scalar(scalar, field),
        }
    }

    /// What is in a list or map and may be `null`; it is where a value would go too deep.
    fn nullable(&mut self, inner: &Type, depth: usize) -> String {
        let ends = depth == 0 && self.min_depth.of_type(inner) > 0;
        if ends || self.random.chance(0.1) { "null".to_owned() } else { self.value(inner, None, depth) }
    }

    fn scalar(&mut self, scalar: &Scalar, field: Option<&Field>) -> String {
        let value = (built_in::row(scalar).random)(&mut self.random, field.and_then(|field| field.example.as_ref()));
        match scalar.row().json {
            JsonType::String => quoted(&field.map_or_else(|| value.clone(), |field| conforming_text(field, &value))),
            JsonType::Number => match field {
                Some(field) => random_number(field, &mut self.random, value),
                None => value,
            },
            JsonType::Any | JsonType::Boolean | JsonType::Null => value,
        }
    }

    /// How many items a list has that is the value of a field or a part of one. Required ones that are in each other multiply, so there
    /// is an end of them.
    fn items(&mut self, field: Option<&Field>, depth: usize) -> usize {
        let count = self.count(depth);
        let Some(Constraints { min_items, max_items, .. }) = field.map(|field| &field.constraints) else {
            return count;
        };
        let least = (min_items.unwrap_or(0) as usize).min(self.required_items);
        self.required_items -= least;
        count.max(least).min(max_items.unwrap_or(u32::MAX) as usize)
    }

    /// How many items a list has; none below the last level, or if there are too many values already.
    fn count(&mut self, depth: usize) -> usize {
        if depth == 0 || self.unfilled == 0 { 0 } else { self.random.below(4) }
    }

    /// The number of values that the smallest one of a type is made of.
    fn size(&self, ty: &Type) -> u64 {
        ty.name().and_then(|id| self.min_size.get(id.0).copied()).unwrap_or(1)
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
                Some(value) => value.value.to_json().to_string(),
                None => quoted(self.random.word()),
            },
            Some(TypeKind::Union(variants)) => {
                let chosen = match (depth, self.unfilled) {
                    (_, 0) => variants.iter().min_by_key(|variant| self.size(&variant.ty)),
                    (0, _) => variants.iter().min_by_key(|variant| self.min_depth.of_type(&variant.ty)),
                    _ => self.random.pick(variants),
                };
                chosen.map_or_else(|| "null".to_owned(), |variant| self.value(&variant.ty, None, depth))
            }
            Some(TypeKind::Alias(field)) => self.value(&field.ty, Some(field), depth),
            None => "null".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
