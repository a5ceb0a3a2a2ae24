//! Types in; out a finding for each that has no finite value, and for each union inside a union.

use crate::diagnostic::{Code, Diagnostic};
use crate::sources::Span;
use crate::{Field, Type, TypeDef, TypeId, TypeKind};

/// Refuses unions of unions, and objects that would have to hold themselves.
pub(crate) fn check(types: &[TypeDef]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let is_finite = finite(types);
    for (index, def) in types.iter().enumerate() {
        if let Some(variants) = def.kind.alternatives() {
            let is_union = |ty: &Type| {
                let def = ty.named().and_then(|id| types.get(id.0));
                def.is_some_and(|def| def.kind.alternatives().is_some())
            };
            if variants.iter().any(|variant| is_union(&variant.ty)) {
                let message = format!("a union cannot be an alternative of the union `{}`", def.name);
                findings.push(Diagnostic::new(
                    Code::NestedUnion,
                    Span::rest_of_line(&def.place),
                    message,
                    "list its alternatives here instead",
                ));
            }
        }
        // Only what has no finite value can be in a cycle; to look for one from every type would take their number squared.
        if let Some(chain) = (is_finite.get(index) == Some(&false)).then(|| cycle(types, index)).flatten() {
            let message = format!("`{}` always contains itself: {chain}", def.name);
            let help = "make one of these fields optional (remove `required`), nullable, or a list that may be empty";
            findings.push(Diagnostic::new(Code::TypeCycle, Span::rest_of_line(&def.place), message, help));
        }
    }
    if findings.is_empty() {
        // Elsewhere it may follow from what is found already.
        findings.extend(unions_without_end(types, &is_finite));
    }
    findings
}

/// A union has a finite value if one of its alternatives has one.
fn unions_without_end(types: &[TypeDef], is_finite: &[bool]) -> impl Iterator<Item = Diagnostic> {
    let unions =
        types.iter().zip(is_finite).filter(|(def, is_finite)| !**is_finite && def.kind.alternatives().is_some());
    unions.map(|(def, _)| {
        let message =
            format!("`{}` cannot have a finite value: every alternative contains another `{}`", def.name, def.name);
        let help =
            "add an alternative that does not contain it, or make a member optional (remove `required`), nullable, or a list that may be empty";
        Diagnostic::new(Code::TypeCycle, Span::rest_of_line(&def.place), message, help)
    })
}

/// Which types have a value that ends, by index: those that need no other type first, then those that need them.
fn finite(types: &[TypeDef]) -> Vec<bool> {
    let mut is_finite = vec![false; types.len()];
    let mut users = vec![Vec::new(); types.len()];
    let mut lacking = vec![0_usize; types.len()];
    let mut found = Vec::new();
    for (index, def) in types.iter().enumerate() {
        let (needs, lacks) = needs(&def.kind);
        if lacks == 0 {
            found.push(index);
        }
        if let Some(count) = lacking.get_mut(index) {
            *count = lacks;
        }
        for id in needs {
            if let Some(users) = users.get_mut(id.0) {
                users.push(index);
            }
        }
    }
    while let Some(index) = found.pop() {
        if is_finite.get_mut(index).is_none_or(|is_finite| std::mem::replace(is_finite, true)) {
            continue;
        }
        for user in users.get(index).into_iter().flatten() {
            let Some(count) = lacking.get_mut(*user) else { continue };
            *count = count.saturating_sub(1);
            if *count == 0 {
                found.push(*user);
            }
        }
    }
    is_finite
}

/// The fields of an object that hold a value of a named type whenever there is an object.
fn needed(fields: &[Field]) -> impl Iterator<Item = (&Field, TypeId)> {
    fields.iter().filter_map(|field| Some((field, field.always_held()?.name()?)))
}

/// The types that a value has to contain, and how many of them it needs: an object or alias all, a union one.
fn needs(kind: &TypeKind) -> (Vec<TypeId>, usize) {
    match kind {
        TypeKind::Object { fields, .. } => {
            let needs: Vec<TypeId> = needed(fields).map(|(_, id)| id).collect();
            let count = needs.len();
            (needs, count)
        }
        TypeKind::Enum { .. } => (Vec::new(), 0),
        TypeKind::Alias(field) => {
            let needs: Vec<TypeId> = field.held().name().into_iter().collect();
            let count = needs.len();
            (needs, count)
        }
        // One without alternatives could not be read, and is a finding already.
        TypeKind::Union(variants) if variants.is_empty() => (Vec::new(), 0),
        TypeKind::Union(variants) => match variants.iter().map(|variant| variant.ty.name()).collect() {
            Some(needs) => (needs, 1),
            None => (Vec::new(), 0),
        },
    }
}

/// The chain of required members and aliases that leads from a type back to itself, if it is the first of them.
fn cycle(types: &[TypeDef], start: usize) -> Option<String> {
    let mut visited = vec![false; types.len()];
    let mut stack = vec![(start, types.get(start)?.name.clone())];
    while let Some((index, path)) = stack.pop() {
        let kind = &types.get(index)?.kind;
        let of_object = needed(kind.fields().unwrap_or_default()).map(|(field, id)| (format!(".{}", field.name), id));
        let of_alias = kind.alias().and_then(|field| field.held().name()).map(|id| (String::new(), id));
        for (member, TypeId(next)) in of_object.chain(of_alias) {
            let path = format!("{path}{member} -> {}", types.get(next)?.name);
            if next == start {
                return Some(path);
            }
            if next > start && !std::mem::replace(visited.get_mut(next)?, true) {
                stack.push((next, path));
            }
        }
    }
    None
}
