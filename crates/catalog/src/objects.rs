//! Objects: those of `types/`, and those that a field defines in place, under `[[field.field]]`.

use std::ops::Range;

use crate::catalog::{ReservedKey, Type, TypeId, TypeKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::{self, Context, Owner, Written, in_place, within};
use crate::ident::NameInPlace;
use crate::scalar::Scalar;
use crate::scope::confusable_names;
use crate::sources::Span;
use crate::spec::{At, EvidenceSpec, FieldSpec, RestSpec};
use crate::type_expr::{Expr, OBJECT};
use crate::{Ident, limits, reserved, rest};

/// What an object has as members, as it is written.
#[derive(Default)]
pub(crate) struct Members {
    pub fields: Option<Vec<At<FieldSpec>>>,
    pub reserved: Vec<At<String>>,
    pub closed: bool,
    pub rest: Option<At<RestSpec>>,
    pub evidence: Option<EvidenceSpec>,
}

impl Members {
    /// Those of a field, taken out of it.
    pub(crate) fn of(spec: &mut FieldSpec) -> Self {
        Self {
            fields: spec.field.take(),
            reserved: std::mem::take(&mut spec.reserved),
            closed: spec.closed,
            rest: spec.rest.take(),
            evidence: spec.evidence,
        }
    }

    /// Refuses what is said about the members of what has none.
    pub(crate) fn refuse(&self, cx: &mut Context<'_>, file: &str) {
        let reserved = self.reserved.first().map(|key| ("only an object can have `reserved`", &key.span));
        let rest = self.rest.as_ref().map(|rest| ("only an object can have a `rest`", &rest.span));
        for (message, span) in reserved.into_iter().chain(rest) {
            cx.findings.push(Diagnostic::new(Code::WrongValue, Span::new(file, span.clone()), message, "remove it"));
        }
    }

    /// The object that they make.
    pub(crate) fn object(self, cx: &mut Context<'_>, owner: Owner<'_>) -> (TypeKind, Vec<ReservedKey>) {
        let fields = fields::fields(cx, owner, self.fields.unwrap_or_default());
        let names = fields.iter().map(|field| (field.name.as_str(), &field.ident, &field.place));
        cx.findings.extend(confusable_names(names));
        let reserved = reserved::keys(cx, owner.file, self.reserved);
        cx.findings.extend(reserved::check(&reserved, &fields));
        let unlisted = rest::of_object(cx, owner, &fields.iter().collect::<Vec<_>>(), (self.closed, self.rest));
        (TypeKind::Object { fields, unlisted }, reserved)
    }

    /// Defines the object that has these members in the type of a field. `name` is what a type is called that the field defines in place.
    pub(crate) fn in_place(
        self,
        cx: &mut Context<'_>,
        owner: Owner<'_>,
        spec: Written<'_>,
        name: NameInPlace<'_>,
        expr: &Expr<'_>,
    ) -> Option<TypeId> {
        let mut wrong = |span: &Range<usize>, message: &str, help: &str| {
            let span = Span::new(owner.file, span.clone());
            cx.findings.push(Diagnostic::new(Code::WrongValue, span, message, help));
        };
        let names = names(expr, name);
        let Some(name) = names.first() else {
            if let Some(fields) = &self.fields {
                let span = fields.first().map_or(&spec.ty.span, |field| &field.span);
                wrong(span, "only an `object` has fields of its own", "write `type = \"object\"`, or remove them");
            } else {
                self.refuse(cx, owner.file);
            }
            return None;
        };
        if names.len() > 1 {
            let help = "define the others in `types/`, and write their names";
            wrong(&spec.ty.span, "a type has one `object` at most", help);
        }
        if self.fields.is_none() {
            let help = "list its members in `[[field.field]]` below; if its keys are data, write `map<any>`";
            wrong(&spec.ty.span, "an `object` needs a `field`", help);
        }
        let level = owner.level + 1;
        let is_too_deep = level > limits::IN_PLACE;
        if is_too_deep {
            let message = format!("objects are defined in place at most {} levels deep", limits::IN_PLACE);
            let help = "move this one to a file in `types/`, and write its name as the type";
            let span = Span::new(owner.file, spec.ty.span.clone());
            cx.findings.push(Diagnostic::new(Code::Limit, span, message, help));
        }
        // It comes before the types of its members.
        let inside = Owner { ident: name, evidence: self.evidence.or(owner.evidence), level, ..owner };
        let id = in_place(cx, owner.file, spec, name.clone(), TypeKind::Union(Vec::new())).named()?;
        let (kind, reserved) = if is_too_deep { Self::default() } else { self }.object(cx, inside);
        if let Some(def) = cx.types.get_mut(id.0) {
            (def.kind, def.reserved) = (kind, reserved);
        }
        Some(id)
    }
}

/// The names of the objects in an expression: where there is one that is right, one.
fn names(expr: &Expr<'_>, name: NameInPlace<'_>) -> Vec<Ident> {
    match expr {
        Expr::Object(_) => vec![name.ident()],
        Expr::List(item) => names(item, name.part("item")),
        Expr::Map(value) => names(value, name.part("value")),
        Expr::Nullable(inner) => names(inner, name),
        // The union has the name.
        Expr::Union(alternatives) => {
            let is_object = |expr: &Expr<'_>| matches!(expr, Expr::Object(_));
            let inner = |expr| if is_object(expr) { vec![name.part(OBJECT).ident()] } else { names(expr, name) };
            alternatives.iter().flat_map(inner).collect()
        }
        // A text of an object is a finding of its own.
        Expr::Name(..) | Expr::Text(..) => Vec::new(),
    }
}

/// The `object` in an expression.
pub(crate) fn of_expression(cx: &mut Context<'_>, file: &str, spec: Written<'_>, range: &Range<usize>) -> Type {
    if let Some(id) = spec.object {
        return Type::Named(id);
    }
    let span = within(cx.sources, file, spec.ty, range.clone());
    let help = "define it in a file of `types/`, and write its name here; if its keys are data, write `map<any>`";
    cx.findings.push(Diagnostic::new(
        Code::TypeSyntax,
        span,
        "only the type of a field can be an `object` in place",
        help,
    ));
    Type::Scalar(Scalar::Any)
}
