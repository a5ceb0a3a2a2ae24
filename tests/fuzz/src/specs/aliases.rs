//! Aliases at random: some types of fields, and of what is inside them, get a name. What a value is stays as it was.

use eventspec_catalog::JsonType;

use super::fields::{Field, FieldKind};
use super::types::{self, Ty};
use super::words::{self, Scope};
use super::{Alias, GroupFile, Kind, PayloadFile, TypeFile};
use crate::choices::Choices;

/// One type in so many gets a name.
const RARITY: usize = 6;

/// Gives names to some types; the aliases come after all other types.
pub(super) fn add(
    choices: &mut Choices<'_>,
    names: &mut Scope,
    types: &mut Vec<TypeFile>,
    groups: &mut [GroupFile],
    payloads: &mut [PayloadFile],
) {
    let mut namer = Namer { choices, names, first: types.len(), made: Vec::new() };
    for file in types.iter_mut() {
        match &mut file.kind {
            Kind::Object(fields) => fields.iter_mut().for_each(|field| namer.field(field)),
            Kind::Union(alternatives) => alternatives.iter_mut().for_each(|ty| namer.ty(ty)),
            Kind::Enum(_) | Kind::Alias(_) => {}
        }
    }
    groups.iter_mut().flat_map(|group| &mut group.fields).for_each(|field| namer.field(field));
    payloads.iter_mut().flat_map(|payload| &mut payload.fields).for_each(|field| namer.field(field));
    let made = namer.made;
    types.extend(made);
}

struct Namer<'x, 'c> {
    choices: &'x mut Choices<'c>,
    names: &'x mut Scope,
    /// The index of the first alias.
    first: usize,
    made: Vec<TypeFile>,
}

impl Namer<'_, '_> {
    fn field(&mut self, field: &mut Field) {
        match &mut field.kind {
            FieldKind::Of(ty) => self.ty(ty),
            FieldKind::Object(object) => object.fields.iter_mut().for_each(|field| self.field(field)),
            FieldKind::Held(held) => {
                let held = *held;
                if self.choices.one_in(2) {
                    field.kind = FieldKind::Of(self.named(Alias::Held(held)));
                }
            }
            FieldKind::Time(..) | FieldKind::Like(_) | FieldKind::Enum(..) | FieldKind::Constant(..) => {}
        }
    }

    fn ty(&mut self, ty: &mut Ty) {
        match ty {
            Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) => self.ty(inner),
            Ty::Union(alternatives) => alternatives.iter_mut().for_each(|ty| self.ty(ty)),
            Ty::Scalar(_) | Ty::Named(_) => {}
        }
        let example = match ty {
            Ty::Scalar(scalar) if scalar.row().json == JsonType::Null => return,
            Ty::Scalar(scalar) => Some((*self.choices.pick(&types::values(scalar))).to_owned()),
            Ty::Named(index) if *index < self.first => return,
            Ty::Named(_) | Ty::List(_) | Ty::Map(_) => None,
            Ty::Nullable(_) | Ty::Union(_) => return,
        };
        if self.choices.one_in(RARITY) {
            *ty = self.named(Alias::Of(ty.clone(), example));
        }
    }

    fn named(&mut self, alias: Alias) -> Ty {
        let index = self.first + self.made.len();
        self.made.push(TypeFile {
            stem: self.names.stem(self.choices),
            doc: words::doc(self.choices),
            include: Vec::new(),
            refine: Vec::new(),
            kind: Kind::Alias(alias),
            closed: false,
            rest: None,
            reserved: Vec::new(),
        });
        Ty::Named(index)
    }
}
