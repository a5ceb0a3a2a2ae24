//! A text that was decoded in, where each of its values stands and what defines it out: the way that the decoder took, with the
//! catalogue beside it.

use std::ops::Range;

use eventspec_runtime::{Choice, Json, Kind, View, choose};

use crate::constraints::Constraints;
use crate::json_text::{key_before, pointer_to, string};
use crate::{Catalog, Field, Payload, Place, Shapes, Type, TypeDef, TypeId, TypeKind, Unlisted, Variant};

/// A value, and what defines it.
#[derive(Debug)]
pub(crate) struct Site<'a> {
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// The value that it is in.
    parent: Option<usize>,
    /// Which item it is of a list; what else has a value in it has keys.
    item: Option<usize>,
    /// The field that it belongs to: the innermost; outside of a payload there may be none.
    pub field: Option<&'a Field>,
    /// What the field permitted, if this is all of its value rather than a part.
    pub permitted: Option<Permitted<'a>>,
    /// Its type; a payload has none.
    pub ty: Option<&'a Type>,
    /// What it was read as, if that has fields.
    pub object: Option<Object<'a>>,
    /// The alternative that it was read as, if its type is a union.
    alternative: Option<&'a Type>,
    /// The alternatives of its union, if its tag matches none of them.
    pub unmatched: Option<&'a [Variant]>,
}

/// What a field states about its value besides the type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Permitted<'a> {
    pub null: bool,
    pub blank: bool,
    pub constraints: &'a Constraints,
}

impl Site<'_> {
    fn new(range: Range<usize>, parent: Option<usize>) -> Self {
        Self {
            range,
            parent,
            item: None,
            field: None,
            permitted: None,
            ty: None,
            object: None,
            alternative: None,
            unmatched: None,
        }
    }
}

/// What has fields.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Object<'a> {
    Payload(&'a Payload),
    Type(&'a TypeDef, &'a [Field]),
}

impl<'a> Object<'a> {
    pub(crate) fn name(self) -> &'a str {
        match self {
            Self::Payload(payload) => &payload.name,
            Self::Type(def, _) => &def.name,
        }
    }

    pub(crate) fn place(self) -> &'a Place {
        match self {
            Self::Payload(payload) => &payload.place,
            Self::Type(def, _) => &def.place,
        }
    }

    /// Whether the source guarantees that there are no other fields.
    pub(crate) fn is_closed(self) -> bool {
        match self {
            Self::Payload(payload) => payload.unlisted.is_closed(),
            Self::Type(def, _) => def.kind.is_closed(),
        }
    }

    /// A field by its name.
    pub(crate) fn field(self, catalog: &'a Catalog, name: &str) -> Option<&'a Field> {
        match self {
            Self::Payload(payload) => catalog.fields(payload).find(|field| field.name == name),
            Self::Type(_, fields) => fields.iter().find(|field| field.name == name),
        }
    }
}

/// The values of a text, in the order in which they begin: the first is the whole.
#[derive(Debug)]
pub(crate) struct Sites<'a> {
    catalog: &'a Catalog,
    shapes: &'a Shapes,
    text: &'a str,
    all: Vec<Site<'a>>,
}

impl<'a> Sites<'a> {
    /// The values of a payload.
    pub(crate) fn of_payload(
        (catalog, shapes): (&'a Catalog, &'a Shapes),
        payload: &'a Payload,
        view: &View<'_>,
        text: &'a str,
    ) -> Self {
        let mut sites = Self { catalog, shapes, text, all: Vec::new() };
        // With the white space around it: the decoder finds a missing field at the end of the text.
        sites.all.push(Site { object: Some(Object::Payload(payload)), ..Site::new(0..text.len(), None) });
        sites.members(view, (catalog.fields(payload), &payload.unlisted), 0);
        sites
    }

    /// The values of a value that stands alone.
    pub(crate) fn of_value(
        (catalog, shapes): (&'a Catalog, &'a Shapes),
        ty: &'a Type,
        permitted: Permitted<'a>,
        (json, text): (Json<'_>, &'a str),
    ) -> Self {
        let mut sites = Self { catalog, shapes, text, all: Vec::new() };
        let site = Site::new(sites.range(json), None);
        sites.value(json, Site { ty: Some(ty), permitted: Some(permitted), ..site });
        sites
    }

    /// In the order of the text, which need not be that of the fields.
    fn members(
        &mut self,
        view: &View<'_>,
        (fields, unlisted): (impl Iterator<Item = &'a Field>, &'a Unlisted),
        parent: usize,
    ) {
        // What the rest permits is written in its type, so its values are as the parts of a field.
        let rest = unlisted.rest().into_iter().flat_map(|rest| view.unlisted().map(move |(_, json)| (json, rest)));
        let rest = rest.map(|(json, rest)| (self.range(json), json, rest, false));
        let present = fields.enumerate().filter_map(|(index, field)| {
            let json = view.get(index)?;
            Some((self.range(json), json, field, true))
        });
        let mut present: Vec<_> = present.chain(rest).collect();
        present.sort_by_key(|(range, ..)| range.start);
        for (range, json, field, is_listed) in present {
            let Field { ty, nullable, blank, constraints, .. } = field;
            let permitted = is_listed.then_some(Permitted { null: *nullable, blank: *blank, constraints });
            self.value(json, Site { field: Some(field), ty: Some(ty), permitted, ..Site::new(range, Some(parent)) });
        }
    }

    fn value(&mut self, json: Json<'_>, site: Site<'a>) {
        let (index, ty) = (self.all.len(), site.ty);
        self.all.push(site);
        if let Some(ty) = ty {
            self.inside(json, ty, index);
        }
    }

    /// What is inside of a value that is read as a type.
    fn inside(&mut self, json: Json<'_>, ty: &'a Type, site: usize) {
        match ty {
            Type::List(item) => {
                json.items().enumerate().for_each(|(index, json)| self.part(json, item, Some(index), site));
            }
            Type::Map(value) => json.members().for_each(|(_, json)| self.part(json, value, None, site)),
            Type::Named(id) => self.named(json, *id, ty, site),
            Type::Nullable(inner) | Type::Alias(_, inner) => self.inside(json, inner, site),
            Type::Scalar(_) => {}
        }
    }

    /// An item of a list, or a value of a map.
    fn part(&mut self, json: Json<'_>, ty: &'a Type, item: Option<usize>, parent: usize) {
        let field = self.all.get(parent).and_then(|parent| parent.field);
        self.value(json, Site { field, ty: Some(ty), item, ..Site::new(self.range(json), Some(parent)) });
    }

    fn named(&mut self, json: Json<'_>, id: TypeId, ty: &Type, site: usize) {
        let Some(def) = self.catalog.type_def(id) else { return };
        match (&def.kind, self.shapes.kind_of(ty)) {
            (TypeKind::Object { fields, unlisted }, Kind::Object(shape)) => {
                let Some(view) = shape.get().and_then(|shape| View::open(json, shape)) else { return };
                self.all.get_mut(site).into_iter().for_each(|site| site.object = Some(Object::Type(def, fields)));
                self.members(&view, (fields.iter(), unlisted), site);
            }
            (TypeKind::Union(variants), kind) => {
                let chosen = choose(json, kind);
                if let Some(Choice::Other(_)) = chosen {
                    self.all.get_mut(site).into_iter().for_each(|site| site.unmatched = Some(variants));
                }
                let chosen = chosen.and_then(Choice::index).and_then(|index| variants.get(index));
                let has_an_inside = |ty: &Type| !ty.is_any() && !self.catalog.is_union(ty);
                if let Some(variant) = chosen.filter(|variant| has_an_inside(&variant.ty)) {
                    self.all.get_mut(site).into_iter().for_each(|site| site.alternative = Some(&variant.ty));
                    self.inside(json, &variant.ty, site);
                }
            }
            (TypeKind::Object { .. } | TypeKind::Enum { .. } | TypeKind::Alias(_), _) => {}
        }
    }

    fn range(&self, json: Json<'_>) -> Range<usize> {
        let start = (json.as_str().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        start..start + json.as_str().len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Site<'a>> {
        self.all.iter()
    }

    /// The value that begins at an offset, or that the offset is in.
    pub(crate) fn at(&self, offset: usize) -> Option<&Site<'a>> {
        self.innermost(self.all.partition_point(|site| site.range.start <= offset), offset)
    }

    /// The value that an offset is in or ends with.
    pub(crate) fn around(&self, offset: usize) -> Option<&Site<'a>> {
        self.innermost(self.all.partition_point(|site| site.range.start < offset), offset)
    }

    /// Of so many values the last that reaches to an offset.
    fn innermost(&self, begun: usize, offset: usize) -> Option<&Site<'a>> {
        let mut site = self.all.get(begun.checked_sub(1)?)?;
        while site.range.end < offset {
            site = self.all.get(site.parent?)?;
        }
        Some(site)
    }

    /// The innermost of a value and those around it that was read as one alternative of several, and that alternative.
    pub(crate) fn read_as<'s>(&'s self, site: &'s Site<'a>) -> Option<(&'s Site<'a>, &'a Type)> {
        let mut around = std::iter::successors(Some(site), |site| self.all.get(site.parent?));
        around.find_map(|site| Some((site, site.alternative?)))
    }

    /// The alias whose constraints a value is held to: that of its type, or of the alternative that it was read as. Of an alias that is
    /// made of another one, the one that states them.
    pub(crate) fn alias(&self, site: &Site<'a>) -> Option<&'a Field> {
        let mut types = site.ty.map(|ty| ty.without_null().0).into_iter().chain(site.alternative);
        let first = types.find_map(|ty| self.catalog.alias(ty));
        std::iter::successors(first, |alias| self.catalog.alias(&alias.ty)).last()
    }

    /// The JSON Pointer of a value.
    pub(crate) fn path(&self, site: &Site<'a>) -> String {
        let (mut steps, mut site) = (Vec::new(), site);
        while let Some(parent) = site.parent.and_then(|parent| self.all.get(parent)) {
            steps.push(site.item.map_or_else(|| self.key(site), |item| item.to_string()));
            site = parent;
        }
        steps.iter().rev().map(|step| pointer_to(step)).collect()
    }

    /// The key of a member; as written, if it is not Unicode.
    fn key(&self, site: &Site<'_>) -> String {
        let quoted = self.text.get(key_before(self.text, site.range.start)).unwrap_or_default();
        string(quoted).unwrap_or_else(|| quoted.to_owned())
    }
}
