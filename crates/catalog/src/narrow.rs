//! What a refinement says of a field, and the field, in; the field with that out, or a finding for what is not narrower.
//!
//! A key that narrows in another way is a member of [`RefineSpec`] and a step of [`field`].

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{EnumValue, Field, Type, TypeDef, TypeId, TypeKind, Variant};
use crate::constraints::Constraints;
use crate::diagnostic::{Code, Diagnostic};
use crate::docs::{self, Documentable};
use crate::fields::{self, Context, Written, in_place};
use crate::ident::NameInPlace;
use crate::include::Includes;
use crate::literal::{LiteralKind, Values};
use crate::read::suggestion;
use crate::scalar::{JsonType, Scalar, ScalarName};
use crate::sites::Permitted;
use crate::sources::Span;
use crate::spec::{At, RefineSpec, ValueSpec};
use crate::type_expr::{self, Expr};
use crate::{Ident, Place, limits, type_help, values};

/// The field as it is refined. `name` is what a type is called that the refinement defines in place.
pub(crate) fn field(
    cx: &mut Context<'_>,
    includes: &Includes,
    (file, name): (&str, &Ident),
    old: &Field,
    spec: RefineSpec,
) -> Field {
    let RefineSpec { at, ty, required, nullable, blank, values, constant, doc, example } = spec;
    let mut field = Field { place: cx.sources.place(file, at.span.start), ..old.clone() };
    let says_nothing = ty.is_none() && values.is_none() && constant.is_none() && doc.is_none() && example.is_none();
    if says_nothing && [&required, &nullable, &blank].iter().all(|switch| switch.is_none()) {
        let help = "say what is narrower, as in `required = true`, or remove it";
        cx.findings.push(refused(file, &at, "the refinement says nothing", help, &old.place));
    }
    if let Some(constant) = &constant {
        let beside = [
            (values.as_ref().map(|values| &values.span), "values", "it has no other value"),
            (example.as_ref().map(|example| &example.0.span), "example", "its value is the example"),
        ];
        for (span, key, why) in beside.into_iter().filter_map(|(span, key, why)| Some((span?, key, why))) {
            let message = format!("a field with `const` has no `{key}`: {why}");
            let at = At { value: &constant.value, span: span.clone() };
            cx.findings.push(refused(file, &at, &message, &format!("remove `{key}`"), &old.place));
        }
    }
    let only = constant.map(|constant| {
        let span = constant.span.clone();
        At { value: vec![At { value: ValueSpec::Plain(constant.value), span: constant.span }], span }
    });
    let is_constant = only.is_some();
    let values = only.or(values);
    if let Some(ty) = ty {
        retype(cx, includes, (file, name), &mut field, &ty, old);
    }
    if let Some(ty) = values.and_then(|values| listed(cx, (file, name), &field, (&values, is_constant), old)) {
        field.ty = ty;
    }
    if field.ty != old.ty {
        (field.example, field.default) = (None, None);
        let is_list = |ty: &Type| ty.item().is_some();
        // An alias has the constraints of what it stands for.
        let own = cx.constraints_of(&field.ty);
        let may_keep = old.constraints.is_empty() || (is_list(&old.ty) && is_list(&field.ty) && own.is_none());
        if !may_keep {
            let help = "refine something else of it, or define the constraints where the type is narrower";
            let message = format!("`{}` has constraints of its type, so its type stays", old.name);
            cx.findings.push(refused(file, &at, &message, help, &old.place));
            field.constraints = Constraints::default();
        } else if let Some(own) = own {
            field.constraints = own;
        }
    }
    let mut switch = |switch: Option<At<bool>>, narrow: bool, key: &str, now: &mut bool| {
        let Some(At { value, span }) = switch else { return };
        if value == narrow {
            *now = narrow;
        } else {
            let help = format!("write `{key} = {narrow}`, or remove it");
            let message = format!("`{key} = {value}` does not narrow a field");
            cx.findings.push(refused(file, &At { value: (), span }, &message, &help, &old.place));
        }
    };
    switch(required, true, "required", &mut field.required);
    switch(nullable, false, "nullable", &mut field.nullable);
    switch(blank, false, "blank", &mut field.blank);
    if field.required {
        field.default = None;
    }
    if doc.is_some() {
        field.doc = docs::doc(cx.findings, cx.docs, (Documentable::Field, file), doc);
    }
    if let Some(example) = example {
        let permitted = Permitted { null: field.nullable, blank: field.blank, constraints: &field.constraints };
        let json = fields::example(cx, file, ("example", example), &field.ty, permitted);
        field.example = json.or(field.example);
    }
    field
}

/// A finding about something in a refinement.
pub(crate) fn refused<T>(file: &str, at: &At<T>, message: &str, help: &str, defined: &Place) -> Diagnostic {
    let span = Span::new(file, at.span.clone());
    Diagnostic::new(Code::BadRefinement, span, message, help).related(Span::rest_of_line(defined), "defined here")
}

fn retype(
    cx: &mut Context<'_>,
    includes: &Includes,
    (file, name): (&str, &Ident),
    field: &mut Field,
    ty: &At<String>,
    old: &Field,
) {
    let expr = match type_expr::parse(&ty.value, limits::TYPE_DEPTH) {
        Ok(expr) => expr,
        Err(error) => {
            let finding = type_help::type_syntax(cx, file, ty, &error);
            cx.findings.push(finding);
            return;
        }
    };
    let is_null = matches!(&expr, Expr::Name(name, _) if *name == ScalarName::Null.as_str());
    let before = cx.findings.len();
    let new = if is_null {
        Type::Scalar(Scalar::Null)
    } else {
        fields::type_of(cx, file, Written { ty, doc: None, object: None }, NameInPlace::Of(name), &expr)
    };
    if cx.findings.len() > before {
        return;
    }
    let relation = Relation { types: &cx.types, includes };
    if (is_null && old.nullable) || relation.narrows(&new, &old.ty) {
        field.nullable &= !is_null;
        field.blank &= !is_null;
        field.ty = new;
        return;
    }
    let was = spelled(&cx.types, &old.ty);
    let message = format!("`{}` is not narrower than `{was}`, the type of `{}`", ty.value, old.name);
    let is_in_place = was == type_expr::OBJECT;
    let help = if is_null {
        "write `nullable = true` where the field is defined, or another type here".to_owned()
    } else if is_in_place {
        format!(
            "refine its members one by one, as in `at = \"/{}/...\"`, or move them to a type of `types/`, and write the name of a type that includes that one",
            old.name
        )
    } else if is_object(&cx.types, &old.ty) {
        format!("write the name of a type that includes `{was}`")
    } else {
        format!("write a type whose values are all values of `{was}`, or change it where the field is defined")
    };
    cx.findings.push(refused(file, ty, &message, &help, &old.place));
}

/// The enum of some values of a field: any of its type, or of those that it lists. A constant is a closed enum of one.
fn listed(
    cx: &mut Context<'_>,
    (file, name): (&str, &Ident),
    field: &Field,
    (values, is_constant): (&At<Vec<At<ValueSpec>>>, bool),
    old: &Field,
) -> Option<Type> {
    let def = field.ty.named().and_then(|id| cx.types.get(id.0)).map(|def| &def.kind);
    let known = def.filter(|kind| kind.values().is_some()).cloned();
    let of_scalar = LiteralKind::ALL.into_iter().find(|kind| field.ty.scalar() == Some(&kind.scalar()));
    let kind = known.as_ref().map_or(of_scalar, TypeKind::literals);
    let Some(kind) = kind.filter(|kind| is_constant || *kind != LiteralKind::Boolean) else {
        let (key, types) = if is_constant {
            ("const", "a `string`, an `integer`, a `boolean`")
        } else {
            ("values", "a `string`, an `integer`")
        };
        let message = format!("only {types} or an enum can have `{key}`; `{}` is something else", old.name);
        let help = format!("remove `{key}`, or narrow its type");
        cx.findings.push(refused(file, values, &message, &help, &old.place));
        return None;
    };
    let of_enum = known.as_ref().and_then(TypeKind::values);
    let by_value: BTreeMap<_, _> = of_enum.into_iter().flat_map(|all| all.iter()).map(|it| (&it.value, it)).collect();
    let mut listed = values::some_of(cx, file, values, Some(kind), &by_value).to_vec();
    if let Some(known) = of_enum {
        let names: Vec<String> = known.iter().map(|value| value.value.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for (value, written) in listed.iter_mut().zip(&values.value) {
            let Some(of_enum) = by_value.get(&value.value) else {
                let message = format!("`{}` is not a value of `{}`", value.value, old.name);
                let help = suggestion(&value.value.to_string(), &names, "value");
                cx.findings.push(refused(file, written, &message, &help, &old.place));
                continue;
            };
            value.doc = value.doc.take().or_else(|| of_enum.doc.clone());
        }
    }
    let at = At { value: String::new(), span: values.span.clone() };
    let written = Written { ty: &at, doc: None, object: None };
    let closed = is_constant || known.as_ref().is_some_and(TypeKind::is_closed);
    let kind = TypeKind::Enum { values: Values::of(kind, listed), closed };
    let ty = in_place(cx, file, written, name.clone(), kind);
    if let Some(def) = ty.named().and_then(|id| cx.types.get_mut(id.0)) {
        def.doc.clone_from(&field.doc);
    }
    Some(ty)
}

fn is_object(types: &[TypeDef], ty: &Type) -> bool {
    ty.named().and_then(|id| types.get(id.0)).is_some_and(|def| def.kind.fields().is_some())
}

/// A type in the words of the language.
pub(crate) fn spelled(types: &[TypeDef], ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => scalar.spelling(),
        Type::List(item) => format!("list<{}>", spelled(types, item)),
        Type::Map(value) => format!("map<{}>", spelled(types, value)),
        Type::Nullable(inner) => format!("{}?", spelled(types, inner)),
        Type::Alias(id, _) => types.get(id.0).map_or_else(String::new, |def| def.name.clone()),
        Type::Named(id) => match types.get(id.0) {
            Some(TypeDef { refines: Some(id), .. }) => spelled(types, &Type::Named(*id)),
            Some(def) if def.is_in_place() => match &def.kind {
                TypeKind::Object { .. } => type_expr::OBJECT.to_owned(),
                TypeKind::Enum { values, .. } => values.kind().scalar().spelling(),
                TypeKind::Alias(_) => def.name.clone(),
                TypeKind::Union(variants) => {
                    variants.iter().map(|variant| spelled(types, &variant.ty)).collect::<Vec<_>>().join(" | ")
                }
            },
            Some(def) => def.name.clone(),
            None => String::new(),
        },
    }
}

/// What is narrower than what.
pub(crate) struct Relation<'a> {
    pub types: &'a [TypeDef],
    pub includes: &'a Includes,
}

impl Relation<'_> {
    fn kind(&self, ty: &Type) -> Option<&TypeKind> {
        Some(&self.types.get(ty.named()?.0)?.kind)
    }

    /// Whether every value of one type is one of another.
    pub(crate) fn narrows(&self, new: &Type, old: &Type) -> bool {
        if old.is_any() || self.same(new, old) {
            return true;
        }
        // Where an alias has constraints, nothing else is known to be held to them.
        let of_alias = old.alias().and_then(|id| self.types.get(id.0)?.kind.alias());
        if of_alias.is_some_and(|alias| !alias.constraints.is_empty()) {
            return false;
        }
        // What is held to constraints by its name is compared with that.
        let (named, new, old) = (new, new.target(), old.target());
        let (held, is_nullable) = old.without_null();
        if is_nullable {
            return self.narrows(named.without_null().0, held);
        }
        let parts = [(new.item(), old.item()), (new.value(), old.value())];
        if let Some((new, old)) = parts.into_iter().find_map(|(new, old)| Some((new?, old?))) {
            return self.narrows(new, old);
        }
        if let (Some(new), Some(old)) = (new.scalar(), old.scalar()) {
            return narrows_scalar(new, old);
        }
        let (is, was) = (self.kind(new), self.kind(old));
        if let Some(variants) = is.and_then(TypeKind::alternatives) {
            return variants.iter().all(|variant| self.narrows(&variant.ty, old));
        }
        if let Some(variants) = was.and_then(TypeKind::alternatives) {
            // A union with `any` does not take `null`.
            let is_null = new.scalar() == Some(&Scalar::Null);
            return !is_null && variants.iter().any(|variant| self.narrows(named, &variant.ty));
        }
        let Some(is) = is else { return false };
        if let Some(values) = is.values() {
            let Some(was) = was else {
                let of_values = is.literals().map(LiteralKind::scalar);
                return of_values.zip(old.scalar()).is_some_and(|(is, was)| is == *was || narrows_scalar(&is, was));
            };
            let all: BTreeSet<_> = was.values().into_iter().flat_map(|all| all.iter()).map(|it| &it.value).collect();
            let is_known = |value: &EnumValue| all.contains(&value.value);
            // An open enum takes every string but an empty one that it does not list.
            let may_be_open = |value: &EnumValue| !value.value.is_blank() || is_known(value);
            return is.is_like(was)
                && if was.is_closed() {
                    is.is_closed() && values.iter().all(is_known)
                } else {
                    values.iter().all(may_be_open)
                };
        }
        let are_objects = is.fields().is_some() && was.is_some_and(|was| was.fields().is_some());
        are_objects && new.named().zip(old.named()).is_some_and(|(new, old)| self.is_made_of(new, old))
    }

    /// Whether an object includes another one, or is one that does, narrowed.
    fn is_made_of(&self, new: TypeId, old: TypeId) -> bool {
        let mut id = new;
        loop {
            if id == old || self.includes.leads_to(id, old) {
                return true;
            }
            match self.types.get(id.0).and_then(|def| def.refines) {
                Some(of) => id = of,
                None => return false,
            }
        }
    }

    /// Whether two types are one, those that are defined in place in two places included.
    pub(crate) fn same(&self, a: &Type, b: &Type) -> bool {
        match (a, b) {
            (Type::Scalar(a), Type::Scalar(b)) => a == b,
            (Type::List(a), Type::List(b)) | (Type::Map(a), Type::Map(b)) | (Type::Nullable(a), Type::Nullable(b)) => {
                self.same(a, b)
            }
            (Type::Named(a), Type::Named(b)) => a == b || self.same_parts(*a, *b),
            (Type::Alias(a, _), Type::Alias(b, _)) => a == b,
            (
                Type::Scalar(_) | Type::Named(_) | Type::Alias(..) | Type::List(_) | Type::Map(_) | Type::Nullable(_),
                _,
            ) => false,
        }
    }

    fn same_parts(&self, a: TypeId, b: TypeId) -> bool {
        let (Some(a), Some(b)) = (self.types.get(a.0), self.types.get(b.0)) else { return false };
        if !a.is_in_place() || !b.is_in_place() {
            return false;
        }
        match (&a.kind, &b.kind) {
            (TypeKind::Enum { values: a, closed: was }, TypeKind::Enum { values: b, closed: is }) => {
                let values = |values: &Values| values.iter().map(|value| value.value.clone()).collect::<Vec<_>>();
                was == is && values(a) == values(b)
            }
            (TypeKind::Union(a), TypeKind::Union(b)) => {
                let is_same = |(a, b): (&Variant, &Variant)| self.same(&a.ty, &b.ty);
                a.len() == b.len() && a.iter().zip(b).all(is_same)
            }
            (TypeKind::Object { fields: was, .. }, TypeKind::Object { fields: is, .. }) => {
                a.refines.is_some()
                    && a.refines == b.refines
                    && was.len() == is.len()
                    && was.iter().zip(is).all(|(a, b)| self.same_field(a, b))
            }
            (TypeKind::Object { .. } | TypeKind::Enum { .. } | TypeKind::Union(_) | TypeKind::Alias(_), _) => false,
        }
    }

    /// Whether two definitions of a field say the same of its values.
    pub(crate) fn same_field(&self, a: &Field, b: &Field) -> bool {
        let states = |field: &Field| (field.name.clone(), field.required, field.nullable, field.blank);
        states(a) == states(b) && a.constraints == b.constraints && self.same(&a.ty, &b.ty)
    }
}

fn narrows_scalar(new: &Scalar, old: &Scalar) -> bool {
    let is_text = new.row().json == JsonType::String;
    match old {
        Scalar::String => is_text,
        Scalar::Number => new.row().json == JsonType::Number,
        Scalar::Any => true,
        Scalar::Integer
        | Scalar::Boolean
        | Scalar::Timestamp
        | Scalar::Unix(_)
        | Scalar::Rfc2822
        | Scalar::TimestampPattern(_)
        | Scalar::DateTime(_)
        | Scalar::Date(_)
        | Scalar::Uuid
        | Scalar::Uri
        | Scalar::Email
        | Scalar::Text(_)
        | Scalar::Null => false,
    }
}
