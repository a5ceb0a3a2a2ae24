//! Types and payloads in; out a finding for each whose smallest value is larger than [`limits::SMALLEST`], or nested deeper than any
//! SDK decodes.
//!
//! An object of two required objects, each of two required ones, and so on, is a few lines for each level and twice as large with
//! every one. Whoever makes a payload relies on this: there is one, and it is not large.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::diagnostic::{Code, Diagnostic};
use crate::sources::Span;
use crate::{Catalog, Field, Place, Type, TypeDef, TypeKind, limits};

/// Makes it smaller.
const HELP: &str =
    "make some of its required fields optional (remove `required`), nullable, or lists that may be empty";

/// Of how many values the smallest one of each type is made, in the order of [`Catalog::types`].
pub fn smallest_sizes(catalog: &Catalog) -> Vec<u64> {
    SIZE.of_types(&catalog.types).into_iter().map(|size| size.unwrap_or(u64::MAX)).collect()
}

/// What is asked of the smallest value of something.
struct Measure {
    /// What parts come to with another one.
    join: fn(u64, Part<u64>) -> u64,
    /// That of a value without parts.
    leaf: u64,
    /// The most that a type may have, and that a payload may have.
    most: [u64; 2],
    /// What is wrong where it is more.
    fault: fn(&str, u64) -> String,
}

/// What is in an object: a value, or a list of so many equal ones.
struct Part<T> {
    value: T,
    list_of: Option<u32>,
}

/// Of how many values it is made.
const SIZE: Measure = Measure {
    join: |sum, Part { value, list_of }| {
        let list = list_of.map_or(value, |times| value.saturating_mul(u64::from(times)).saturating_add(1));
        sum.saturating_add(list)
    },
    leaf: 1,
    most: [limits::SMALLEST, limits::SMALLEST],
    fault: |what, most| format!("{what} is made of more than {most} values"),
};

/// How many levels of objects and lists it has. A type is inside of a payload.
const DEPTH: Measure = Measure {
    join: |deepest, Part { value, list_of }| deepest.max(value + u64::from(list_of.is_some())),
    leaf: 0,
    most: [limits::VALUE_DEPTH as u64 - 1, limits::VALUE_DEPTH as u64],
    fault: |what, most| format!("{what} is nested more than {most} levels deep"),
};

/// Checks every type and payload. A type without a finite value is told elsewhere.
pub(crate) fn check(catalog: &Catalog) -> Vec<Diagnostic> {
    [SIZE, DEPTH].iter().flat_map(|measure| measure.findings(catalog)).collect()
}

impl Measure {
    fn findings(&self, catalog: &Catalog) -> Vec<Diagnostic> {
        let known = self.of_types(&catalog.types);
        let finding = |name: &str, most: u64, place: &Place| {
            let message = (self.fault)(&format!("the smallest value of `{name}`"), most);
            Diagnostic::new(Code::Limit, Span::rest_of_line(place), message, HELP)
        };
        let [of_type, of_payload] = self.most;
        // What contains one that is too large is too large for that reason alone.
        let is_small = |ty: &Type| self.of_type(&known, ty).is_none_or(|part| part <= of_type);
        let types = catalog
            .types
            .iter()
            .zip(&known)
            .filter(|(def, least)| least.is_some_and(|least| least > of_type) && types_in(&def.kind).all(is_small));
        let types = types.map(|(def, _)| finding(&def.name, of_type, &def.place));
        let payloads = catalog.payloads.iter().filter(|payload| {
            let needed = || catalog.fields(payload).filter_map(self::needed);
            let least = self.of_object(&known, needed());
            least.is_some_and(|least| least > of_payload) && needed().map(|part| part.value).all(is_small)
        });
        types.chain(payloads.map(|payload| finding(&payload.name, of_payload, &payload.place))).collect()
    }

    /// That of each type; nothing for one without a finite value. The least is found first, and what needs it after it.
    fn of_types(&self, types: &[TypeDef]) -> Vec<Option<u64>> {
        let mut known = vec![None; types.len()];
        let mut users = vec![Vec::new(); types.len()];
        let mut lacking: Vec<usize> = Vec::with_capacity(types.len());
        let mut open = BinaryHeap::new();
        for (index, def) in types.iter().enumerate() {
            let needs: Vec<_> = types_in(&def.kind).filter_map(Type::name).collect();
            lacking.push(needs.len());
            for id in needs {
                users.get_mut(id.0).into_iter().for_each(|users: &mut Vec<usize>| users.push(index));
            }
            open.extend(self.of_kind(&known, &def.kind).map(|least| Reverse((least, index))));
        }
        while let Some(Reverse((least, index))) = open.pop() {
            let Some(place @ None) = known.get_mut(index) else { continue };
            *place = Some(least);
            for user in users.get(index).into_iter().flatten() {
                let (Some(lacking), Some(def)) = (lacking.get_mut(*user), types.get(*user)) else { continue };
                *lacking = lacking.saturating_sub(1);
                // Of a union, the first alternative that is known is the least; an object needs all of its parts.
                if *lacking == 0 || def.kind.alternatives().is_some() {
                    open.extend(self.of_kind(&known, &def.kind).map(|least| Reverse((least, *user))));
                }
            }
        }
        known
    }

    /// That of a kind of type, if enough is known of its parts.
    fn of_kind(&self, known: &[Option<u64>], kind: &TypeKind) -> Option<u64> {
        match kind {
            TypeKind::Enum { .. } => Some(self.leaf),
            TypeKind::Object { fields, .. } => self.of_object(known, fields.iter().filter_map(needed)),
            TypeKind::Union(variants) => variants.iter().filter_map(|variant| self.of_type(known, &variant.ty)).min(),
            TypeKind::Alias(field) => {
                let Part { value, list_of } = part(field);
                Some((self.join)(0, Part { value: self.of_type(known, value)?, list_of }))
            }
        }
    }

    fn of_object<'f>(&self, known: &[Option<u64>], mut needed: impl Iterator<Item = Part<&'f Type>>) -> Option<u64> {
        let joined = needed.try_fold(0, |joined, Part { value, list_of }| {
            Some((self.join)(joined, Part { value: self.of_type(known, value)?, list_of }))
        });
        Some(joined?.saturating_add(1))
    }

    fn of_type(&self, known: &[Option<u64>], ty: &Type) -> Option<u64> {
        match ty {
            Type::Named(id) | Type::Alias(id, _) => known.get(id.0).copied().flatten(),
            // Of what is nullable, `null`.
            Type::Scalar(_) | Type::Nullable(_) => Some(self.leaf),
            // Empty ones.
            Type::List(_) | Type::Map(_) => Some(1),
        }
    }
}

/// What every object with a field has a value of.
fn needed(field: &Field) -> Option<Part<&Type>> {
    field.always_held().map(|_| part(field))
}

/// What a value of a field has at least.
fn part(field: &Field) -> Part<&Type> {
    Part { value: field.held(), list_of: field.repeated().map(|(_, least)| least) }
}

/// The types whose values an object or alias has to contain, or the alternatives of a union.
fn types_in(kind: &TypeKind) -> Box<dyn Iterator<Item = &Type> + '_> {
    match kind {
        TypeKind::Enum { .. } => Box::new(std::iter::empty()),
        TypeKind::Object { fields, .. } => Box::new(fields.iter().filter_map(needed).map(|part| part.value)),
        TypeKind::Union(variants) => Box::new(variants.iter().map(|variant| &variant.ty)),
        TypeKind::Alias(field) => Box::new(std::iter::once(field.held())),
    }
}
