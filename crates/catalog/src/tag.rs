//! The alternatives of a union in, the field that says which of them an object is out.

use std::collections::BTreeSet;

use crate::{Catalog, EnumValue, Field, Literal, Type, TypeKind, Variant};

impl Catalog {
    /// The key by which objects say which of these alternatives they are: that of a field that two of them require and list all values
    /// of. Of several, the first in the first object that tells any two apart.
    pub fn tag<'c>(&'c self, alternatives: &[Variant]) -> Option<&'c str> {
        let objects = || alternatives.iter().filter(|variant| self.is_object(&variant.ty));
        let fields = self.fields_of(&objects().next()?.ty)?;
        let values = |key: &str| -> Vec<BTreeSet<&Literal>> {
            let fields = objects().filter_map(|variant| self.tag_field(key, &variant.ty));
            fields.map(|field| self.values_of(field).unwrap_or_default().iter().map(|it| &it.value).collect()).collect()
        };
        let keys = fields.iter().map(|field| field.name.as_str());
        let tags: Vec<_> = keys.map(|key| (key, values(key))).filter(|(_, values)| values.len() > 1).collect();
        let tells_apart = |values: &[BTreeSet<&Literal>]| values.windows(2).any(|pair| pair.first() != pair.last());
        tags.iter().find(|(_, values)| tells_apart(values)).or(tags.first()).map(|(key, _)| *key)
    }

    /// The field of an alternative that is the tag of its union: it is always there, and all of its values are known.
    pub fn tag_field(&self, tag: &str, ty: &Type) -> Option<&Field> {
        let field = self.fields_of(ty)?.iter().find(|field| field.name == tag)?;
        let is_always_there = field.required && !field.nullable && !field.blank;
        (is_always_there && self.values_of(field).is_some()).then_some(field)
    }

    /// The tag of these alternatives, if an object with another tag matches no alternative: then nothing else is known of it.
    pub fn tag_of_others<'c>(&'c self, alternatives: &[Variant]) -> Option<&'c str> {
        let takes_every_tag = |tag: &str, ty: &Type| {
            ty.is_any() || ty.value().is_some() || self.is_object(ty) && self.tag_field(tag, ty).is_none()
        };
        self.tag(alternatives).filter(|tag| !alternatives.iter().any(|variant| takes_every_tag(tag, &variant.ty)))
    }

    fn fields_of(&self, ty: &Type) -> Option<&[Field]> {
        self.kind(ty).and_then(TypeKind::fields)
    }

    /// The values of a field that lists all of them.
    fn values_of(&self, field: &Field) -> Option<&[EnumValue]> {
        self.kind(&field.ty).filter(|kind| kind.is_closed()).and_then(TypeKind::values)
    }
}
