//! `[[refine]]` in; the fields of an object, with those narrowed that it names, out.
//!
//! A field that is narrowed is replaced by a copy. An object on the way to it becomes a type of its own: the copy of the original with
//! the field replaced, named as a type in place. So no target knows of refinements.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use eventspec_runtime::unescaped;

use crate::catalog::{Field, Group, Type, TypeDef, TypeId, TypeKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::Context;
use crate::include::Includes;
use crate::narrow::{self, refused};
use crate::read::suggestion;
use crate::sources::Span;
use crate::spec::{At, RefineSpec};
use crate::{Ident, limits, type_expr};

/// The object that refines.
#[derive(Clone, Copy)]
pub(crate) struct Refiner<'a> {
    pub file: &'a str,
    pub ident: &'a Ident,
    /// How many objects wait for this one to be final.
    pub level: usize,
}

/// A refinement on its way to its field.
#[derive(Clone, Copy)]
struct Step<'a> {
    /// The object around the fields.
    owner: &'a Ident,
    /// Whether they are written in the file of the refiner.
    is_own: bool,
    /// The keys that lead to the field from here.
    keys: &'a [String],
}

impl Includes {
    /// Applies refinements to the fields of an object. `is_own` says which ones it does not include. Gives the positions of those that
    /// have another definition now.
    pub(crate) fn refine(
        &mut self,
        cx: &mut Context<'_>,
        groups: &[Group],
        refiner: Refiner<'_>,
        (fields, is_own): (&mut [Field], &dyn Fn(usize) -> bool),
        refine: Vec<At<RefineSpec>>,
    ) -> BTreeSet<usize> {
        let first = refine.get(limits::REFINEMENTS).map(|spec| spec.span.clone());
        let help = "define types that include what is refined, and refine there";
        let most = limits::REFINEMENTS;
        cx.findings.extend(limits::too_many(refiner.file, "refinements of one object", most, first, help));
        let mut refine: Vec<RefineSpec> = refine.into_iter().take(most).map(|spec| spec.value).collect();
        // What a field is comes before what is in it.
        refine.sort_by_key(|spec| spec.at.value.matches('/').count());
        let mut seen: BTreeMap<String, Range<usize>> = BTreeMap::new();
        let (mut made, mut changed) = (BTreeSet::new(), BTreeSet::new());
        for spec in refine {
            let span = Span::new(refiner.file, spec.at.span.clone());
            if let Some(first) = seen.insert(spec.at.value.clone(), spec.at.span.clone()) {
                let message = format!("`{}` is refined twice", spec.at.value);
                let finding = Diagnostic::new(Code::BadRefinement, span, message, "merge the two");
                cx.findings.push(finding.related(Span::new(refiner.file, first), "first here"));
                continue;
            }
            let keys = match keys(&spec.at.value) {
                Ok(keys) => keys,
                Err(message) => {
                    let written = format!("/{}", spec.at.value);
                    let help = if !spec.at.value.starts_with('/') && self::keys(&written).is_ok() {
                        format!("write `{written}`")
                    } else {
                        "write the keys that lead to the field, each after a `/`, as in `/order/status`; in a key, `~` is `~0` and `/` is `~1`".to_owned()
                    };
                    cx.findings.push(Diagnostic::new(Code::BadRefinement, span, message, help));
                    continue;
                }
            };
            let top = keys.first().and_then(|key| fields.iter().position(|field| field.name == *key));
            let is_own = top.is_some_and(is_own);
            let step = Step { owner: refiner.ident, is_own, keys: &keys };
            match self.step(cx, groups, refiner, step, fields, spec, &mut made) {
                Ok(true) => changed.extend(top),
                Ok(false) => {}
                Err(finding) => cx.findings.push(finding),
            }
        }
        changed
    }

    /// Follows a refinement one key further. Gives whether the field of the key has another definition now.
    #[expect(clippy::too_many_arguments, reason = "all of them change from step to step or are what is changed")]
    fn step(
        &mut self,
        cx: &mut Context<'_>,
        groups: &[Group],
        refiner: Refiner<'_>,
        step: Step<'_>,
        fields: &mut [Field],
        spec: RefineSpec,
        made: &mut BTreeSet<TypeId>,
    ) -> Result<bool, Diagnostic> {
        let Step { owner, is_own, keys } = step;
        let Some((key, keys)) = keys.split_first() else { return Ok(false) };
        let span = Span::new(refiner.file, spec.at.span.clone());
        let Some(position) = fields.iter().position(|field| field.name == *key) else {
            return Err(unknown(fields, key, span));
        };
        let Some(field) = fields.get_mut(position) else { return Ok(false) };
        let name = owner.join(field.ident.snake());
        if keys.is_empty() {
            if is_own {
                let message = format!("`{key}` is a field of this file");
                let help = "change the field itself: a refinement is for fields that are included, or that a type of `types/` has";
                return Err(refused(refiner.file, &spec.at, &message, help, &field.place));
            }
            *field = narrow::field(cx, self, (refiner.file, &name), field, spec);
            return Ok(true);
        }
        let id = object(&cx.types, field).map_err(|what| {
            let message = format!("`{key}` is {what}, and a refinement leads through objects only");
            let help = inside(&cx.types, field);
            refused(refiner.file, &spec.at, &message, &help, &field.place)
        })?;
        let is_here = |def: &TypeDef| def.is_in_place() && def.refines.is_none() && def.place.file() == refiner.file;
        if made.contains(&id) || (is_own && cx.types.get(id.0).is_some_and(is_here)) {
            let mut inner = take(cx, id);
            let step = Step { owner: &name, is_own: is_own && !made.contains(&id), keys };
            let result = self.step(cx, groups, refiner, step, &mut inner, spec, made);
            put(cx, id, inner);
            return result.map(|_| false);
        }
        match self.finish(cx, groups, id, refiner.level + 1) {
            Ok(()) => {}
            Err(None) => return Ok(false),
            Err(Some((message, help))) => return Err(refused(refiner.file, &spec.at, &message, &help, &field.place)),
        }
        let Some(def) = cx.types.get(id.0).cloned() else { return Ok(false) };
        let (mut inner, unlisted) = match def.kind {
            TypeKind::Object { fields, unlisted } => (fields, unlisted),
            TypeKind::Enum { .. } | TypeKind::Union(_) | TypeKind::Alias(_) => return Ok(false),
        };
        if !self.may_copy(cx, refiner.file, inner.len()) {
            return Ok(false);
        }
        let place = cx.sources.place(refiner.file, spec.at.span.start);
        let step = Step { owner: &name, is_own: false, keys };
        self.step(cx, groups, refiner, step, &mut inner, spec, made)?;
        let new = TypeId(cx.types.len());
        cx.types.push(TypeDef {
            name: name.snake().to_owned(),
            ident: name,
            doc: def.doc.or_else(|| field.doc.clone()),
            kind: TypeKind::Object { fields: inner, unlisted },
            reserved: def.reserved,
            refines: Some(id),
            of_event: false,
            place,
        });
        made.insert(new);
        field.ty = Type::Named(new);
        Ok(true)
    }
}

/// The keys of a JSON Pointer.
fn keys(pointer: &str) -> Result<Vec<String>, String> {
    let wrong = || format!("`{pointer}` is not a JSON Pointer to a field");
    let rest = pointer.strip_prefix('/').ok_or_else(wrong)?;
    let keys: Vec<String> =
        rest.split('/').map(|key| Some(unescaped(key)?.into_owned())).collect::<Option<_>>().ok_or_else(wrong)?;
    if keys.len() > limits::INCLUDE_DEPTH {
        return Err(format!("a refinement leads through more than {} levels", limits::INCLUDE_DEPTH));
    }
    Ok(keys)
}

/// The object that a field holds, or what else it is.
fn object(types: &[TypeDef], field: &Field) -> Result<TypeId, String> {
    match &field.ty {
        Type::Named(id) => match types.get(id.0).map(|def| &def.kind) {
            Some(TypeKind::Object { .. }) => Ok(*id),
            Some(TypeKind::Enum { .. }) => Err("an enum".to_owned()),
            Some(TypeKind::Union(_) | TypeKind::Alias(_)) | None => Err("a union".to_owned()),
        },
        Type::List(_) => Err("a list".to_owned()),
        Type::Map(_) => Err("a map".to_owned()),
        Type::Scalar(_) | Type::Alias(..) | Type::Nullable(_) => {
            Err(format!("of type `{}`", narrow::spelled(types, &field.ty)))
        }
    }
}

/// How to refine what is inside a field that no refinement leads through.
fn inside(types: &[TypeDef], field: &Field) -> String {
    let held = field.ty.item().or_else(|| field.ty.value()).map(|inner| inner.without_null().0);
    let name = held.filter(|held| held.named().is_some()).map(|held| narrow::spelled(types, held));
    match name {
        Some(name) if name == type_expr::OBJECT => {
            let of = narrow::spelled(types, &field.ty).replace(type_expr::OBJECT, "T");
            format!(
                "move its members to a type of `types/`, include that in another one, refine it there, and refine `{}` to `{of}`, with the name of the other type for `T`",
                field.name
            )
        }
        Some(name) => {
            let of = narrow::spelled(types, &field.ty).replace(&name, "T");
            format!(
                "define a type that includes `{name}`, refine it there, and refine `{}` to `{of}`, with the name of that type for `T`",
                field.name
            )
        }
        None => "define a type that includes what is to be refined, refine it there, and refine the type of this field"
            .to_owned(),
    }
}

fn unknown(fields: &[Field], key: &str, span: Span) -> Diagnostic {
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    if fields.is_empty() {
        let help = format!("include the group or type that defines `{key}`, or remove this refinement");
        return Diagnostic::new(Code::BadRefinement, span, format!("there is no field `{key}` to refine"), help);
    }
    let of_alias = fields.iter().find(|field| field.aliases.iter().any(|alias| alias == key));
    let help = of_alias.map_or_else(
        || suggestion(key, &names, "refinement"),
        |field| format!("`{key}` is an alias: write `{}`", field.name),
    );
    Diagnostic::new(Code::BadRefinement, span, format!("there is no field `{key}` to refine"), help)
}

/// Takes the fields out of an object, to change them.
fn take(cx: &mut Context<'_>, id: TypeId) -> Vec<Field> {
    match cx.types.get_mut(id.0).map(|def| &mut def.kind) {
        Some(TypeKind::Object { fields, .. }) => std::mem::take(fields),
        Some(TypeKind::Enum { .. } | TypeKind::Union(_) | TypeKind::Alias(_)) | None => Vec::new(),
    }
}

fn put(cx: &mut Context<'_>, id: TypeId, changed: Vec<Field>) {
    match cx.types.get_mut(id.0).map(|def| &mut def.kind) {
        Some(TypeKind::Object { fields, .. }) => *fields = changed,
        Some(TypeKind::Enum { .. } | TypeKind::Union(_) | TypeKind::Alias(_)) | None => {}
    }
}
