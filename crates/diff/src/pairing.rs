//! Which part of the old specification is which part of the new one, as data.

use eventspec_catalog::{EnumValue, Event, Field, Payload, TypeId, Variant};

/// What both sides have, under one name or two. It is found once, by [`compare`](crate::compare()): findings are about these pairs,
/// and about what is in none. In each pair the old one comes first.
#[derive(Clone, Debug, Default)]
pub struct Pairing<'a> {
    /// Events, in the order of the new specification.
    pub events: Vec<(&'a Event, &'a Event)>,
    /// Payloads that carry the same event on both sides. One may be in several pairs: events move from payload to payload.
    pub payloads: Vec<PayloadPair<'a>>,
    /// Types that take each other's place: those of `types/` by their names, those of fields by where they are.
    pub types: Vec<TypePair<'a>>,
}

/// A payload on both sides.
#[derive(Clone, Debug)]
pub struct PayloadPair<'a> {
    /// The payloads.
    pub payloads: (&'a Payload, &'a Payload),
    /// The fields that both have, those of groups among them.
    pub fields: Vec<(&'a Field, &'a Field)>,
}

/// A named type on both sides.
#[derive(Clone, Debug)]
pub struct TypePair<'a> {
    /// The types.
    pub types: (TypeId, TypeId),
    /// What both have.
    pub parts: PartPairs<'a>,
}

/// What is in a type on both sides.
#[derive(Clone, Debug)]
pub enum PartPairs<'a> {
    /// The fields of two objects.
    Fields(Vec<(&'a Field, &'a Field)>),
    /// The values of two enums.
    Values(Vec<(&'a EnumValue, &'a EnumValue)>),
    /// The alternatives of two unions.
    Alternatives(Vec<(&'a Variant, &'a Variant)>),
    /// The two are not of one kind and share nothing.
    None,
}
