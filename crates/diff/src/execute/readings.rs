//! A payload in; whether the two sides read one of its values as different things out.

use eventspec_catalog::{Catalog, Event, Field, Payload, Type, TypeId, TypeKind};
use eventspec_runtime::{Deviation, DeviationClass, Json, Kind, Lens, Limits, choose, open, value_deviations};

use super::choice::{is_other, read_as};
use crate::compare::same;
use crate::finding::Side;
use crate::pairing::PartPairs;
use crate::witness::Sides;

/// Whether both sides know an event and the values of a payload, and take one of them for different things: for two events, two
/// fields or two alternatives that are not the same in the pairing.
pub fn is_misread(sides: Sides<'_>, event: &str, json: &str) -> bool {
    misread(sides, event, json).unwrap_or(false)
}

/// `None` if a side does not know the event, or refuses the text.
fn misread(sides: Sides<'_>, event: &str, json: &str) -> Option<bool> {
    let ((was, old), (is, new)) = (called(sides.old, event)?, called(sides.new, event)?);
    if !sides.pairing.events.iter().any(|(a, b)| a.name == was.name && b.name == is.name) {
        return Some(true);
    }
    let pair = sides
        .pairing
        .payloads
        .iter()
        .find(|pair| pair.payloads.0.name == old.name && pair.payloads.1.name == new.name)?;
    let lens = |side: Side| {
        let (shape, _) = sides.reader(side).shapes.event(event)?;
        Lens::decode_str(json, shape, Limits::default()).ok()
    };
    let lenses = [lens(Side::Old)?, lens(Side::New)?];
    let fields = [sides.old.fields(old).collect(), sides.new.fields(new).collect()];
    Some(Reading { sides }.members(&lenses, &fields, &pair.fields))
}

/// The event of a name or an alias, and its payload.
fn called<'a>(catalog: &'a Catalog, name: &str) -> Option<(&'a Event, &'a Payload)> {
    catalog.events().find(|(event, _)| event.name == name || event.aliases.iter().any(|alias| alias == name))
}

/// Whether a value is taken for one of a type, whatever is reported of its inside.
fn is_taken(json: Json<'_>, kind: &'static Kind) -> bool {
    let is_other =
        |deviation: &Deviation<'_>| deviation.path().is_empty() && deviation.class() != DeviationClass::UnknownValue;
    value_deviations(json.as_str(), kind, false, false).is_ok_and(|found| !found.iter().any(is_other))
}

struct Reading<'a> {
    sides: Sides<'a>,
}

impl Reading<'_> {
    /// Whether a member is another field on the other side, or is misread inside.
    fn members(&self, lenses: &[Lens<'_>; 2], fields: &[Vec<&Field>; 2], pairs: &[(&Field, &Field)]) -> bool {
        let [(was, old), (is, new)] = [(&lenses[0], &fields[0]), (&lenses[1], &fields[1])];
        // Both lenses are over one text: what begins at the same place is the same value.
        let sent = |lens: &Lens<'_>, index: usize| lens.get(index).map(|json| json.as_str().as_ptr());
        old.iter().enumerate().any(|(index, field)| {
            let Some(json) = was.get(index) else { return false };
            let at = Some(json.as_str().as_ptr());
            let Some(other) = (0..new.len()).find(|index| sent(is, *index) == at) else { return false };
            let Some(other) = new.get(other) else { return false };
            let is_same = pairs.iter().any(|(a, b)| a.name == field.name && b.name == other.name);
            !is_same || self.value(json, &field.ty, &other.ty)
        })
    }

    /// Whether a value of the same field is misread.
    fn value(&self, json: Json<'_>, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::List(old), Type::List(new)) => json.items().any(|json| self.value(json, old, new)),
            (Type::Map(old), Type::Map(new)) => json.members().any(|(_, json)| self.value(json, old, new)),
            _ if self.sides.old.is_union(old) != self.sides.new.is_union(new) => {
                self.widened(json, [old, new]).unwrap_or(false)
            }
            (Type::Named(was), Type::Named(is)) => self.named(json, [*was, *is], [old, new]).unwrap_or(false),
            (Type::Scalar(_) | Type::Named(_) | Type::List(_) | Type::Map(_), _) => false,
        }
    }

    /// Whether a value is misread where a type of one side is an alternative of a union on the other; `None` if it is not one.
    fn widened(&self, json: Json<'_>, types: [&Type; 2]) -> Option<bool> {
        let [old, new] = types;
        let readers = [self.sides.reader(Side::Old), self.sides.reader(Side::New)];
        let [a, b] = [read_as(readers[0], old, json)?.ty, read_as(readers[1], new, json)?.ty];
        if !is_taken(json, readers[0].shapes.kind_of(a)) || !is_taken(json, readers[1].shapes.kind_of(b)) {
            return None;
        }
        let is_same = |a: &Type, b: &Type| same(self.sides.old, a, self.sides.new, b);
        let alternatives = |catalog: &'_ Catalog, ty: &Type| -> Vec<Type> {
            let variants = catalog.kind(ty).and_then(TypeKind::alternatives).unwrap_or_default();
            variants.iter().map(|variant| variant.ty.clone()).collect()
        };
        let stayed = alternatives(self.sides.old, old).iter().any(|ty| is_same(ty, new))
            || alternatives(self.sides.new, new).iter().any(|ty| is_same(old, ty));
        stayed.then(|| !is_same(a, b) || self.value(json, a, b))
    }

    /// `None` if the two types have nothing in common, or the value has another JSON kind.
    fn named(&self, json: Json<'_>, ids: [TypeId; 2], types: [&Type; 2]) -> Option<bool> {
        let [was, is] = ids;
        let pair = self.sides.pairing.types.iter().find(|pair| pair.types == (was, is))?;
        let readers = [self.sides.reader(Side::Old), self.sides.reader(Side::New)];
        let [a, b] = [readers[0].shapes.kind_of(types[0]), readers[1].shapes.kind_of(types[1])];
        let [old, new] = [&self.sides.old.type_def(was)?.kind, &self.sides.new.type_def(is)?.kind];
        match &pair.parts {
            PartPairs::Fields(pairs) => {
                let fields = [old.fields()?.iter().collect(), new.fields()?.iter().collect()];
                Some(self.members(&[open(json, a)?, open(json, b)?], &fields, pairs))
            }
            PartPairs::Alternatives(pairs) => {
                let [was, is] =
                    [old.alternatives()?.get(choose(json, a)?.0)?, new.alternatives()?.get(choose(json, b)?.0)?];
                Some(is_other(pairs, was, is) || self.value(json, &was.ty, &is.ty))
            }
            PartPairs::Values(_) | PartPairs::None => Some(false),
        }
    }
}
