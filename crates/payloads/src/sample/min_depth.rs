//! How many levels of required objects a value of a type has at least, so that recursive types can be made to end.

use eventspec_catalog::{Catalog, Field, Type, TypeDef, TypeKind};

/// The least depth of each named type.
pub(super) struct MinDepth(Vec<usize>);

impl MinDepth {
    pub(super) fn of(catalog: &Catalog) -> Self {
        let mut depths = Self(vec![usize::MAX; catalog.types.len()]);
        // A round settles all types that are one level deeper than those that are settled.
        loop {
            let next: Vec<usize> = catalog.types.iter().map(|def| depths.of_def(def)).collect();
            if next == depths.0 {
                return depths;
            }
            depths.0 = next;
        }
    }

    /// 0 for what does not have to hold an object.
    pub(super) fn of_type(&self, ty: &Type) -> usize {
        match ty {
            Type::Named(id) | Type::Alias(id, _) => self.0.get(id.0).copied().unwrap_or(usize::MAX),
            Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_) => 0,
        }
    }

    fn of_def(&self, def: &TypeDef) -> usize {
        match &def.kind {
            TypeKind::Enum { .. } => 0,
            TypeKind::Alias(field) => self.of_type(field.held()),
            TypeKind::Union(variants) => {
                variants.iter().map(|variant| self.of_type(&variant.ty)).min().unwrap_or(usize::MAX)
            }
            TypeKind::Object { fields, .. } => {
                fields.iter().map(|field| self.of_field(field)).max().unwrap_or(0).saturating_add(1)
            }
        }
    }

    fn of_field(&self, field: &Field) -> usize {
        field.always_held().map_or(0, |ty| self.of_type(ty))
    }
}
