//! A payload and the names that a change concerns in; the fields that can have to do with it out.
//!
//! What a change does is tried without the other fields: what those meet is not its doing, and with them a comparison would take
//! time that grows with the square of their number.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::{Mutex, OnceLock, PoisonError};

use eventspec_catalog::Field;
use eventspec_runtime::Shape;

use super::Sides;
use crate::execute::called;
use crate::execute::keys::Called as _;
use crate::finding::Side;
use crate::pairing::PayloadPair;

/// A payload with more fields than this on one side is not shown as a whole, and no more fields are in a part.
const LARGE: usize = 100;

/// Some of the fields of a payload, on both sides.
pub(crate) struct Part<'a> {
    fields: [Vec<&'a Field>; 2],
    shapes: [&'static Shape; 2],
    /// The fields that both sides have, the old one first.
    pub(crate) pairs: Vec<(&'a Field, &'a Field)>,
    /// How many fields that a side always sends are not in it.
    left_out: [usize; 2],
    is_large: bool,
}

impl<'a> Part<'a> {
    /// The part of an event's payload around the fields of some names: those with a key that a side knows one of them by, and so
    /// on. Nothing if one side does not know the event, or it is another event there.
    pub(crate) fn of(sides: Sides<'a>, event: &str, names: &[&str]) -> Option<Self> {
        let ((_, old), (_, new)) = (called(sides.old, event)?, called(sides.new, event)?);
        let pairs = &sides.pairing.payloads;
        let at = pairs.iter().position(|pair| pair.payloads.0.name == old.name && pair.payloads.1.name == new.name)?;
        let pair = pairs.get(at)?;
        let memory = &sides.shapes.parts;
        let indices = memory.indices.get_or_init(|| pairs.iter().map(|_| OnceLock::new()).collect());
        let [old, new] = indices.get(at)?.get_or_init(|| Index::both(sides, pair));
        let (old_at, new_at) = around(old, new, &Payloads { sides, pair }, names);
        let shapes = [(Side::Old, &old_at), (Side::New, &new_at)];
        let shapes = shapes.map(|(side, at_all)| memory.shape(sides, event, (at, side), at_all));
        let [old_fields, new_fields]: [Vec<&Field>; 2] = [
            old_at.iter().filter_map(|at| sides.old.fields(pair.payloads.0).nth(*at)).collect(),
            new_at.iter().filter_map(|at| sides.new.fields(pair.payloads.1).nth(*at)).collect(),
        ];
        let partner = |field: &&'a Field| {
            let name = old.partners.get(&field.name)?;
            Some((*field, *new_fields.iter().find(|field| field.name == *name)?))
        };
        let pairs = old_fields.iter().filter_map(partner).collect();
        let left_out = [old.required - required(&old_fields), new.required - required(&new_fields)];
        let [Some(old_shape), Some(new_shape)] = shapes else { return None };
        let is_large = old.count.max(new.count) > LARGE;
        Some(Self { fields: [old_fields, new_fields], shapes: [old_shape, new_shape], pairs, left_out, is_large })
    }

    /// The fields of a side.
    pub(crate) fn fields(&self, side: Side) -> &[&'a Field] {
        let [old, new] = &self.fields;
        if side == Side::Old { old } else { new }
    }

    /// What a payload with these fields is decoded with.
    pub(crate) fn shape(&self, side: Side) -> &'static Shape {
        let [old, new] = self.shapes;
        if side == Side::Old { old } else { new }
    }

    /// Whether the payload is too large to be shown as a whole.
    pub(crate) fn is_large(&self) -> bool {
        self.is_large
    }

    /// How many fields that a side always sends are not in it.
    pub(crate) fn left_out(&self, side: Side) -> usize {
        let [old, new] = self.left_out;
        if side == Side::Old { old } else { new }
    }
}

/// Which pair of payloads, which side of it, and which fields of that.
type Key = ((usize, Side), BTreeSet<usize>);

/// What is known of payloads, each found when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// In the order of the pairs of payloads.
    indices: OnceLock<Vec<OnceLock<[Index; 2]>>>,
    /// Shapes are never freed, so there is one for each part.
    shapes: Mutex<HashMap<Key, &'static Shape>>,
}

impl Parts {
    /// The shape of some fields of a payload.
    fn shape(
        &self,
        sides: Sides<'_>,
        event: &str,
        payload: (usize, Side),
        fields: &BTreeSet<usize>,
    ) -> Option<&'static Shape> {
        let (whole, _) = sides.reader(payload.1).shapes.event(event)?;
        let mut known = self.shapes.lock().unwrap_or_else(PoisonError::into_inner);
        Some(known.entry((payload, fields.clone())).or_insert_with(|| whole.part(fields.iter().copied())))
    }
}

/// Where the fields of a payload are.
#[derive(Debug, Default)]
struct Index {
    /// The fields that a key leads to, by their position.
    keys: HashMap<String, Vec<usize>>,
    /// What a field is called on the other side.
    partners: HashMap<String, String>,
    /// How many fields there are.
    count: usize,
    /// How many of them are always sent.
    required: usize,
}

impl Index {
    /// Those of both sides.
    fn both(sides: Sides<'_>, pair: &PayloadPair<'_>) -> [Self; 2] {
        let (old, new) = pair.payloads;
        let fields: [Vec<&Field>; 2] = [sides.old.fields(old).collect(), sides.new.fields(new).collect()];
        let [mut old, mut new] = fields.map(|fields| Self::of(&fields));
        for (was, is) in &pair.fields {
            old.partners.insert(was.name.clone(), is.name.clone());
            new.partners.insert(is.name.clone(), was.name.clone());
        }
        [old, new]
    }

    fn of(fields: &[&Field]) -> Self {
        let mut index = Self { count: fields.len(), required: required(fields), ..Self::default() };
        for (at, field) in fields.iter().enumerate() {
            field.names().for_each(|key| index.keys.entry(key.to_owned()).or_default().push(at));
        }
        index
    }
}

fn required(fields: &[&Field]) -> usize {
    fields.iter().filter(|field| field.required).count()
}

/// A payload on both sides.
struct Payloads<'s, 'a> {
    sides: Sides<'a>,
    pair: &'s PayloadPair<'a>,
}

/// The positions of the fields, on each side, that some names lead to, and of those that these are called on the other side or
/// share a key with, and so on, until there are many of them.
fn around(old: &Index, new: &Index, payloads: &Payloads<'_, '_>, names: &[&str]) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let Payloads { sides, pair } = payloads;
    let (mut old_at, mut new_at) = (BTreeSet::new(), BTreeSet::new());
    let mut seen: HashSet<&str> = HashSet::new();
    let mut open: VecDeque<&str> = names.iter().copied().collect();
    while let Some(key) = open.pop_front() {
        if !seen.insert(key) || old_at.len().max(new_at.len()) >= LARGE {
            continue;
        }
        let found = |index: &Index, at_all: &mut BTreeSet<usize>| -> Vec<usize> {
            let there = index.keys.get(key).into_iter().flatten();
            there.copied().filter(|at| at_all.insert(*at)).collect()
        };
        let old_fields = found(old, &mut old_at).into_iter().filter_map(|at| sides.old.fields(pair.payloads.0).nth(at));
        let new_fields = found(new, &mut new_at).into_iter().filter_map(|at| sides.new.fields(pair.payloads.1).nth(at));
        for (field, index) in old_fields.map(|field| (field, old)).chain(new_fields.map(|field| (field, new))) {
            open.extend(field.names());
            open.extend(index.partners.get(&field.name).map(String::as_str));
        }
    }
    (old_at, new_at)
}
