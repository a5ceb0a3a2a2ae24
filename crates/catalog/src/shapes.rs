//! A catalogue in, the shapes that the runtime decodes its payloads with out: the tables of the generated Rust SDK, made at run
//! time.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use eventspec_runtime::{FieldDef, Kind, Link, NamePlace, RestDef, Shape, Union, quoted_key, value_deviations};

use crate::checked::is_contradiction;
use crate::{Catalog, Field, LiteralKind, Payload, Scalar, Type, TypeDef, TypeKind, Unlisted, Values};

/// What payloads of a catalogue are decoded and judged with.
///
/// Nothing of it is ever freed, because whatever is decoded refers to its shape forever: make it once for a catalogue.
#[derive(Debug)]
pub struct Shapes {
    /// In the order of [`Catalog::payloads`].
    payloads: Vec<&'static Shape>,
    /// By name and alias: the payload, and the alias if it is one.
    events: HashMap<String, (&'static Shape, Option<&'static str>)>,
    /// In the order of [`Catalog::types`].
    types: Vec<Kind>,
    /// Every type that was asked for.
    kinds: Mutex<HashMap<Type, &'static Kind>>,
}

/// What a named type refers to when all of them are made: an object or a union.
#[derive(Default)]
struct Cells {
    object: OnceLock<&'static Shape>,
    union: OnceLock<&'static Union>,
}

impl Shapes {
    /// Makes the shapes of a catalogue.
    pub fn new(catalog: &Catalog) -> Self {
        let cells = leaked(catalog.types.iter().map(|_| Cells::default()).collect());
        let types = catalog.types.iter().zip(cells).map(|(def, cells)| named(def, cells)).collect();
        let mut shapes =
            Self { payloads: Vec::new(), events: HashMap::new(), types, kinds: Mutex::new(HashMap::new()) };
        catalog.types.iter().zip(cells).for_each(|(def, cells)| shapes.define(catalog, def, cells));
        catalog.payloads.iter().for_each(|payload| shapes.add(payload, catalog.fields(payload)));
        shapes
    }

    /// Fills the cells of a named type.
    fn define(&self, catalog: &Catalog, def: &TypeDef, cells: &Cells) {
        match &def.kind {
            TypeKind::Object { fields, unlisted } => {
                cells.object.get_or_init(|| self.shape(&def.name, fields.iter(), unlisted, &[]));
            }
            TypeKind::Union(variants) => {
                // A union is a mistake there, and reading one that is its own alternative would not end.
                let kind = |ty: &Type| if catalog.is_union(ty) { Kind::Any } else { *self.kind_of(ty) };
                let alternatives = || leaked(variants.iter().map(|variant| kind(&variant.ty)).collect());
                let tag = || catalog.tag(variants).map(text);
                cells.union.get_or_init(|| Box::leak(Box::new(Union { alternatives: alternatives(), tag: tag() })));
            }
            TypeKind::Enum { .. } | TypeKind::Alias(_) => {}
        }
    }

    /// Adds a payload and its events.
    fn add<'f>(&mut self, payload: &Payload, fields: impl Iterator<Item = &'f Field>) {
        let shape = self.shape(&payload.name, fields, &payload.unlisted, name_places(payload));
        self.payloads.push(shape);
        for event in &payload.events {
            self.events.insert(event.name.clone(), (shape, None));
            let aliases = event.aliases.iter().map(|alias| (alias.clone(), (shape, Some(text(alias)))));
            self.events.extend(aliases);
        }
    }

    /// The shape of a payload, by its index in [`Catalog::payloads`].
    pub fn payload(&self, index: usize) -> Option<&'static Shape> {
        self.payloads.get(index).copied()
    }

    /// The shape of an event's payload, by a name or an alias of the event; and the alias, if it is one.
    pub fn event(&self, name: &str) -> Option<(&'static Shape, Option<&'static str>)> {
        self.events.get(name).copied()
    }

    /// What the runtime calls a type of the catalogue.
    pub fn kind_of(&self, ty: &Type) -> &'static Kind {
        let kinds = || self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kinds().get(ty).copied();
        known.unwrap_or_else(|| {
            let kind: &'static Kind = Box::leak(Box::new(self.new_kind(ty)));
            kinds().insert(ty.clone(), kind);
            kind
        })
    }

    /// Whether a JSON text is a value of a type; `null` and a blank are not values of most types.
    pub fn accepts(&self, ty: &Type, json: &str) -> bool {
        let deviations = value_deviations(json, self.kind_of(ty), false, false);
        deviations.is_ok_and(|found| !found.iter().any(|deviation| is_contradiction(deviation.class(), false)))
    }

    fn new_kind(&self, ty: &Type) -> Kind {
        match ty {
            Type::Scalar(scalar) => scalar_kind(scalar),
            Type::List(item) => Kind::List(self.kind_of(item)),
            Type::Map(value) => Kind::Map(self.kind_of(value)),
            Type::Nullable(inner) => Kind::Nullable(self.kind_of(inner)),
            Type::Alias(_, ty) => *self.kind_of(ty),
            Type::Named(id) => self.types.get(id.0).copied().unwrap_or(Kind::Any),
        }
    }

    fn shape<'f>(
        &self,
        name: &str,
        fields: impl Iterator<Item = &'f Field>,
        unlisted: &Unlisted,
        name_places: &'static [NamePlace],
    ) -> &'static Shape {
        let (mut defs, mut aliases) = (Vec::new(), Vec::new());
        for field in fields {
            aliases.extend(field.aliases.iter().map(|alias| (text(alias), defs.len())));
            defs.push(self.field(field));
        }
        let rest = unlisted.rest().map(|rest| RestDef { kind: *self.kind_of(&rest.ty), nullable: rest.nullable });
        Shape::leaked(text(name), defs, aliases, rest, name_places)
    }

    fn field(&self, field: &Field) -> FieldDef {
        let quoted: &'static str = Box::leak(quoted_key(&field.name).into_boxed_str());
        // Most keys stand in it as they are.
        let plain = quoted.get(1..quoted.len().saturating_sub(2)).filter(|plain| *plain == field.name);
        FieldDef {
            name: plain.unwrap_or_else(|| text(&field.name)),
            quoted,
            kind: *self.kind_of(&field.ty),
            required: field.required,
            nullable: field.nullable,
            blank: field.blank,
        }
    }
}

/// Where a payload holds parts of the name of its event.
fn name_places(payload: &Payload) -> &'static [NamePlace] {
    let place = |place: &crate::NamePlace| NamePlace {
        pointer: text(&place.pointer.to_json_pointer()),
        aliases: leaked(place.aliases.iter().map(|alias| text(&alias.to_string())).collect()),
    };
    leaked(payload.name_places().iter().map(place).collect())
}

/// What refers to a named type; what it is comes later, because it may refer to itself.
fn named(def: &TypeDef, cells: &'static Cells) -> Kind {
    match &def.kind {
        TypeKind::Object { .. } => Kind::Object(Link::Late(&cells.object)),
        TypeKind::Enum { values, closed } => enum_kind(values, *closed),
        // Nothing is known of a union that could not be read, and nothing refers to an alias.
        TypeKind::Union(variants) if variants.is_empty() => Kind::Any,
        TypeKind::Alias(_) => Kind::Any,
        TypeKind::Union(_) => Kind::Union(Link::Late(&cells.union)),
    }
}

fn enum_kind(values: &Values, closed: bool) -> Kind {
    match values.kind() {
        LiteralKind::Text => Kind::Enum { values: leaked(values.texts().map(text).collect()), closed },
        LiteralKind::Integer => Kind::Integers { values: leaked(values.integers().collect()), closed },
        LiteralKind::Boolean => values.boolean().map_or(Kind::Boolean, Kind::Constant),
    }
}

fn scalar_kind(scalar: &Scalar) -> Kind {
    match scalar {
        Scalar::String => Kind::String,
        Scalar::Number => Kind::Number,
        Scalar::Integer => Kind::Integer,
        Scalar::Boolean => Kind::Boolean,
        Scalar::Timestamp => Kind::Timestamp,
        Scalar::Unix(unit) => Kind::Unix(*unit),
        Scalar::Rfc2822 => Kind::Rfc2822,
        Scalar::TimestampPattern(pattern) => Kind::TimestampPattern(text(pattern.as_str())),
        Scalar::DateTime(pattern) => Kind::DateTime(text(pattern.as_str())),
        Scalar::Date(pattern) => Kind::Date(text(pattern.as_str())),
        Scalar::Uuid => Kind::Uuid,
        Scalar::Uri => Kind::Uri,
        Scalar::Email => Kind::Email,
        Scalar::Text(of) => Kind::Text(Box::leak(Box::new(scalar_kind(&of.scalar())))),
        Scalar::Null => Kind::Null,
        Scalar::Any => Kind::Any,
    }
}

fn text(text: &str) -> &'static str {
    Box::leak(Box::from(text))
}

fn leaked<T>(items: Vec<T>) -> &'static [T] {
    Box::leak(items.into_boxed_slice())
}
