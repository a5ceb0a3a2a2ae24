//! A payload in; whether the two sides read its values as the same things out.

use eventspec_catalog::{Catalog, Event, Field, Payload, Scalar, Type, TypeId, TypeKind};
use eventspec_runtime::{Json, JsonKind, Limits, View, formats, open};

use super::choice::{is_other, read_as};
use crate::compare::{Blankness, are_related, blankness};
use crate::finding::Side;
use crate::pairing::PartPairs;
use crate::witness::Sides;

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
    read(sides, event, json, from).unwrap_or(Reading::Same)
}

/// `None` if a side does not know the event, or refuses the text.
fn read(sides: Sides<'_>, event: &str, json: &str, from: Side) -> Option<Reading> {
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
        View::decode_str(json, shape, Limits::default()).ok()
    };
    let views = [view(Side::Old)?, view(Side::New)?];
    let fields = [sides.old.fields(old).collect(), sides.new.fields(new).collect()];
    let reader = Reader { sides, from };
    let payload = if from == Side::Old { old } else { new };
    let reserved = sides.on(from).reserved(payload).map(|key| key.name.as_str());
    Some(reader.members(&views, &fields, &pair.fields).max(reader.came_back(&views, reserved)))
}

/// The event of a name or an alias, and its payload.
pub(super) fn called<'a>(catalog: &'a Catalog, name: &str) -> Option<(&'a Event, &'a Payload)> {
    catalog.events().find(|(event, _)| event.name == name || event.aliases.iter().any(|alias| alias == name))
}

/// How a value is read that is a unix time on both sides, or a date.
fn time(json: Json<'_>, old: &Type, new: &Type) -> Reading {
    let unit = |ty: &Type| ty.scalar().and_then(Scalar::unix);
    if unit(old).is_none() || unit(new).is_none() {
        return date(json, old, new);
    }
    let instant = |ty: &Type| {
        let scalar = ty.scalar()?;
        let text = match scalar.text_of() {
            Some(_) => json.string()?,
            None => (json.kind() == JsonKind::Number).then_some(json.as_str())?.into(),
        };
        formats::unix(&text, scalar.unix()?)
    };
    misread(instant(old), instant(new))
}

/// How a value is read that means something to each side.
fn misread<T: PartialEq>(was: Option<T>, is: Option<T>) -> Reading {
    match (was, is) {
        (Some(was), Some(is)) if was != is => Reading::Other,
        _ => Reading::Same,
    }
}

/// How a text is read that is a date on both sides.
fn date(json: Json<'_>, old: &Type, new: &Type) -> Reading {
    let format = |ty: &'_ Type| ty.scalar().and_then(Scalar::date_format).map(str::to_owned);
    let (Some(text), Some(was), Some(is)) = (json.string(), format(old), format(new)) else { return Reading::Same };
    misread(formats::date(&text, &was), formats::date(&text, &is))
}

/// Whether two fields are one.
fn is_in(pairs: &[(&Field, &Field)], (old, new): (&Field, &Field)) -> bool {
    pairs.iter().any(|(was, is)| was.name == old.name && is.name == new.name)
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
        let of = |(index, field): (usize, &&Field)| self.member((sender.get(index)?, field), (reader, theirs), pairs);
        mine.iter().enumerate().filter_map(of).max().unwrap_or(Reading::Same)
    }

    /// How members are read whose key the side that sends them has reserved: it lists no field for them, and the other side may.
    fn came_back<'k>(&self, [old, new]: &[View<'_>; 2], mut reserved: impl Iterator<Item = &'k str>) -> Reading {
        let (sender, reader) = if self.from == Side::Old { (old, new) } else { (new, old) };
        let at = |json: Json<'_>| json.as_str().as_ptr();
        let is_a_field =
            |json| (0..reader.shape().fields.len()).any(|index| reader.get(index).map(at) == Some(at(json)));
        let is_read = |key: &str| sender.unlisted().any(|(known, json)| known == key && is_a_field(json));
        if reserved.any(is_read) { Reading::Other } else { Reading::Same }
    }

    /// How a member is read; `None` if the reader knows no field for it.
    fn member(
        &self,
        (json, field): (Json<'_>, &Field),
        (reader, theirs): (&View<'_>, &Vec<&Field>),
        pairs: &[(&Field, &Field)],
    ) -> Option<Reading> {
        // Both views are of one text: what begins at the same place is the same value.
        let at = |index: usize| reader.get(index).map(|json| json.as_str().as_ptr());
        let is_there = |(index, _): &(usize, &&Field)| at(*index) == Some(json.as_str().as_ptr());
        if let Some((_, other)) = theirs.iter().enumerate().find(is_there) {
            let (old, new) = self.pair(field, other);
            return Some(if is_in(pairs, (old, new)) { self.field(json, old, new) } else { Reading::Other });
        }
        let mut absent = theirs.iter().enumerate().filter(|(index, _)| at(*index).is_none());
        let is_lost = json.as_str() != "null" && absent.any(|(_, other)| is_in(pairs, self.pair(field, other)));
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
        let [old, new] = [old, new].map(|ty| ty.without_null().0);
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
            (Type::Scalar(_) | Type::Named(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_), _) => same,
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
