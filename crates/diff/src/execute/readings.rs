//! A payload in; whether the two sides read its values as the same things out.

use std::collections::{HashMap, HashSet};

use eventspec_catalog::{Catalog, Event, Field, JsonType, Payload, Type, TypeId, TypeKind};
use eventspec_runtime::{Json, JsonKind, Limits, View, open};

use super::choice::{is_other, read_as};
use crate::compare::{Blankness, Meaning, are_related, blankness, meaning};
use crate::finding::Side;
use crate::pairing::PartPairs;
use crate::witness::Sides;
use crate::witness::part::Part;

/// How two sides read the same text, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// As the same things.
    Same,
    /// A value of the side that sends it is absent on the other, or an empty string is a value on one side and blank on the other.
    Lost,
    /// As different things: for two events, two fields or two alternatives that are not the same in the pairing.
    Other,
}

/// How both sides read a payload that one sends; the same if a side does not know the event, or refuses the text.
pub fn reading(sides: Sides<'_>, event: &str, json: &str, from: Side) -> Reading {
    reading_of(sides, event, json, from, None)
}

/// As [`reading`], of a payload that has the fields of a part alone.
pub(super) fn reading_of(sides: Sides<'_>, event: &str, json: &str, from: Side, part: Option<&Part<'_>>) -> Reading {
    read(sides, event, json, from, part).unwrap_or(Reading::Same)
}

/// `None` if a side does not know the event, or refuses the text.
fn read(sides: Sides<'_>, event: &str, json: &str, from: Side, part: Option<&Part<'_>>) -> Option<Reading> {
    let ((was, old), (is, new)) = (called(sides.old, event)?, called(sides.new, event)?);
    if !sides.pairing.events.iter().any(|(a, b)| a.name == was.name && b.name == is.name) {
        return Some(Reading::Other);
    }
    let pair = sides
        .pairing
        .payloads
        .iter()
        .find(|pair| pair.payloads.0.name == old.name && pair.payloads.1.name == new.name)?;
    let view = |side: Side| {
        let (shape, _) = sides.reader(side).shapes.event(event)?;
        let shape = part.map_or(shape, |part| part.shape(side));
        View::decode_str(json, shape, Limits::default()).ok()
    };
    let views = [view(Side::Old)?, view(Side::New)?];
    let fields = part.map_or_else(
        || [sides.old.fields(old).collect(), sides.new.fields(new).collect()],
        |part| [Side::Old, Side::New].map(|side| part.fields(side).to_vec()),
    );
    let pairs = part.map_or(&pair.fields, |part| &part.pairs);
    let reader = Reader { sides, from };
    let payload = if from == Side::Old { old } else { new };
    let reserved = sides.on(from).reserved(payload).map(|key| key.name.as_str());
    Some(reader.members(&views, &fields, pairs).max(reader.came_back(&views, reserved)))
}

/// The event of a name or an alias, and its payload.
pub(crate) fn called<'a>(catalog: &'a Catalog, name: &str) -> Option<(&'a Event, &'a Payload)> {
    catalog.events().find(|(event, _)| event.name == name || event.aliases.iter().any(|alias| alias == name))
}

/// How a value is read that is a time to both sides.
fn time(json: Json<'_>, old: &Type, new: &Type) -> Reading {
    let meant = |ty: &Type| {
        let scalar = ty.scalar()?;
        match scalar.row().json {
            JsonType::Number => (json.kind() == JsonKind::Number).then(|| meaning(scalar, json.as_str()))?,
            JsonType::String => meaning(scalar, &json.string()?),
            JsonType::Any | JsonType::Boolean | JsonType::Null => None,
        }
    };
    match (meant(old), meant(new)) {
        (Some(Meaning::Instant(was)), Some(Meaning::Instant(is))) if was != is => Reading::Other,
        (Some(Meaning::Parts(was)), Some(Meaning::Parts(is))) if was != is => Reading::Other,
        _ => Reading::Same,
    }
}

/// The fields of the side that reads an object.
struct Readers<'f> {
    /// By where their values begin.
    there: HashMap<*const u8, &'f Field>,
    /// The names of those without a value.
    absent: HashSet<&'f str>,
    /// Their names by those that they have on the side that sends.
    partners: HashMap<&'f str, &'f str>,
}

impl<'f> Readers<'f> {
    fn new(view: &View<'_>, fields: &[&'f Field], pairs: impl Iterator<Item = (&'f Field, &'f Field)>) -> Self {
        let (mut there, mut absent) = (HashMap::new(), HashSet::new());
        for (index, field) in fields.iter().enumerate() {
            match view.get(index) {
                Some(json) => {
                    there.insert(json.as_str().as_ptr(), *field);
                }
                None => {
                    absent.insert(field.name.as_str());
                }
            }
        }
        Self { there, absent, partners: pairs.map(|(mine, its)| (mine.name.as_str(), its.name.as_str())).collect() }
    }
}

struct Reader<'a> {
    sides: Sides<'a>,
    from: Side,
}

impl Reader<'_> {
    /// How the members of an object are read.
    fn members(&self, views: &[View<'_>; 2], fields: &[Vec<&Field>; 2], pairs: &[(&Field, &Field)]) -> Reading {
        let ([old_view, new_view], [old_fields, new_fields]) = (views, fields);
        let (old, new) = ((old_view, old_fields), (new_view, new_fields));
        let ((sender, mine), (reader, theirs)) = if self.from == Side::Old { (old, new) } else { (new, old) };
        let readers = Readers::new(reader, theirs, pairs.iter().map(|(old, new)| self.pair(old, new)));
        let of = |(index, field): (usize, &&Field)| self.member((sender.get(index)?, field), &readers);
        mine.iter().enumerate().filter_map(of).max().unwrap_or(Reading::Same)
    }

    /// How members are read whose key the side that sends them has reserved: it lists no field for them, and the other side may.
    fn came_back<'k>(&self, [old, new]: &[View<'_>; 2], mut reserved: impl Iterator<Item = &'k str>) -> Reading {
        let (sender, reader) = if self.from == Side::Old { (old, new) } else { (new, old) };
        let at = |json: Json<'_>| json.as_str().as_ptr();
        let is_a_field =
            |json| (0..reader.shape().fields.len()).any(|index| reader.get(index).map(at) == Some(at(json)));
        let read: Vec<_> = sender.unlisted().filter(|(_, json)| is_a_field(*json)).map(|(key, _)| key).collect();
        let is_read = |reserved: &str| read.iter().any(|key| *key == reserved);
        if !read.is_empty() && reserved.any(is_read) { Reading::Other } else { Reading::Same }
    }

    /// How a member is read; `None` if the reader knows no field for it.
    fn member(&self, (json, field): (Json<'_>, &Field), readers: &Readers<'_>) -> Option<Reading> {
        let partner = readers.partners.get(field.name.as_str()).copied();
        // Both views are of one text: what begins at the same place is the same value.
        if let Some(other) = readers.there.get(&json.as_str().as_ptr()) {
            let is_one = partner == Some(other.name.as_str());
            let (old, new) = self.pair(field, other);
            return Some(if is_one { self.field(json, old, new) } else { Reading::Other });
        }
        let is_lost = json.as_str() != "null" && partner.is_some_and(|partner| readers.absent.contains(partner));
        is_lost.then_some(Reading::Lost)
    }

    /// A field of the side that sends and one of the side that reads, as old and new.
    fn pair<'f>(&self, mine: &'f Field, theirs: &'f Field) -> (&'f Field, &'f Field) {
        if self.from == Side::Old { (mine, theirs) } else { (theirs, mine) }
    }

    /// How the value of a field that both sides have is read.
    fn field(&self, json: Json<'_>, old: &Field, new: &Field) -> Reading {
        let is_blank =
            |catalog: &Catalog, field: &Field| field.blank || blankness(catalog, &field.ty) != Blankness::Value;
        if json.as_str() == "\"\"" && is_blank(self.sides.old, old) != is_blank(self.sides.new, new) {
            return Reading::Lost;
        }
        self.value(json, &old.ty, &new.ty)
    }

    /// How a value of the same field is read.
    fn value(&self, json: Json<'_>, old: &Type, new: &Type) -> Reading {
        let same = Reading::Same;
        let [old, new] = [old, new].map(|ty| ty.without_null().0.target());
        match (old, new) {
            (Type::List(old), Type::List(new)) => {
                json.items().map(|json| self.value(json, old, new)).max().unwrap_or(same)
            }
            (Type::Map(old), Type::Map(new)) => {
                json.members().map(|(_, json)| self.value(json, old, new)).max().unwrap_or(same)
            }
            _ if self.sides.old.is_union(old) != self.sides.new.is_union(new) => {
                self.widened(json, [old, new]).unwrap_or(same)
            }
            (Type::Named(was), Type::Named(is)) => self.named(json, [*was, *is], [old, new]).unwrap_or(same),
            (Type::Scalar(_), Type::Scalar(_)) => time(json, old, new),
            (
                Type::Scalar(_) | Type::Named(_) | Type::Alias(..) | Type::List(_) | Type::Map(_) | Type::Nullable(_),
                _,
            ) => same,
        }
    }

    /// How a value is read where a type of one side is an alternative of a union on the other; `None` if it is not one.
    fn widened(&self, json: Json<'_>, types: [&Type; 2]) -> Option<Reading> {
        let [old, new] = types;
        let readers = [self.sides.reader(Side::Old), self.sides.reader(Side::New)];
        let [a, b] = [read_as(readers[0], old, json)?.ty, read_as(readers[1], new, json)?.ty];
        let is_same = |a: &Type, b: &Type| are_related(self.sides.old, a, self.sides.new, b);
        let alternatives = |catalog: &'_ Catalog, ty: &Type| -> Vec<Type> {
            let variants = catalog.kind(ty).and_then(TypeKind::alternatives).unwrap_or_default();
            variants.iter().map(|variant| variant.ty.clone()).collect()
        };
        let stayed = alternatives(self.sides.old, old).iter().any(|ty| is_same(ty, new))
            || alternatives(self.sides.new, new).iter().any(|ty| is_same(old, ty));
        stayed.then(|| if is_same(a, b) { self.value(json, a, b) } else { Reading::Other })
    }

    /// `None` if the two types have nothing in common, or the value has another JSON kind.
    fn named(&self, json: Json<'_>, ids: [TypeId; 2], types: [&Type; 2]) -> Option<Reading> {
        let [was, is] = ids;
        let pair = self.sides.pairing.types.iter().find(|pair| pair.types == (was, is))?;
        let readers = [self.sides.reader(Side::Old), self.sides.reader(Side::New)];
        let [a, b] = [readers[0].shapes.kind_of(types[0]), readers[1].shapes.kind_of(types[1])];
        let [old, new] = [&self.sides.old.type_def(was)?.kind, &self.sides.new.type_def(is)?.kind];
        match &pair.parts {
            PartPairs::Fields(pairs) => {
                let fields = [old.fields()?.iter().collect(), new.fields()?.iter().collect()];
                let views = [open(json, a)?, open(json, b)?];
                let reserved = self.sides.on(self.from).type_def(if self.from == Side::Old { was } else { is });
                let reserved = reserved.into_iter().flat_map(|def| &def.reserved).map(|key| key.name.as_str());
                Some(self.members(&views, &fields, pairs).max(self.came_back(&views, reserved)))
            }
            PartPairs::Alternatives(pairs) => {
                let [was, is] =
                    [read_as(readers[0], types[0], json)?.variant?, read_as(readers[1], types[1], json)?.variant?];
                Some(if is_other(pairs, was, is) { Reading::Other } else { self.value(json, &was.ty, &is.ty) })
            }
            PartPairs::Values(_) | PartPairs::None => Some(Reading::Same),
        }
    }
}
