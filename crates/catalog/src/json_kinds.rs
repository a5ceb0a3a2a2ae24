//! A type in, the JSON kinds of its values out.

use eventspec_runtime::JsonKind;

use crate::{Catalog, Type, TypeKind};

impl Catalog {
    /// The JSON kinds of the values of a type.
    pub fn json_kinds(&self, ty: &Type) -> Vec<JsonKind> {
        match ty {
            Type::Scalar(scalar) => scalar.row().json.kinds().to_vec(),
            Type::List(_) => vec![JsonKind::Array],
            Type::Map(_) => vec![JsonKind::Object],
            Type::Alias(_, inner) => self.json_kinds(inner),
            Type::Nullable(inner) => {
                let mut kinds = self.json_kinds(inner);
                kinds.push(JsonKind::Null);
                kinds
            }
            Type::Named(id) => match self.type_def(*id).map(|def| &def.kind) {
                Some(TypeKind::Object { .. }) => vec![JsonKind::Object],
                Some(TypeKind::Enum { values, .. }) => values.kind().scalar().row().json.kinds().to_vec(),
                Some(TypeKind::Union(variants)) => {
                    let kinds = variants.iter().flat_map(|variant| self.json_kinds(&variant.ty));
                    // `null` cannot be an alternative, and `any` does not take it here.
                    kinds.filter(|kind| *kind != JsonKind::Null).collect()
                }
                Some(TypeKind::Alias(field)) => self.json_kinds(&field.ty),
                None => Vec::new(),
            },
        }
    }
}
