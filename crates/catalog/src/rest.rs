//! `rest` and `closed` of an object in; what that means for members that no field lists out.

use crate::catalog::{Evidence, Field, Unlisted};
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::{Context, Owner, Written, type_of};
use crate::ident::NameInPlace;
use crate::sources::Span;
use crate::spec::{At, RestSpec};
use crate::type_expr;
use crate::type_help::type_syntax;
use crate::{Ident, aliases, limits};

/// The key that stands for every other one; longer if a field has it.
const KEY: &str = "*";

/// What an object with these fields says about such members; what the catalogue says, if it says nothing.
pub(crate) fn of_object(
    cx: &mut Context<'_>,
    owner: Owner<'_>,
    fields: &[&Field],
    (closed, rest): (bool, Option<At<RestSpec>>),
) -> Unlisted {
    let unlisted = match rest {
        Some(rest) if closed => {
            let message = "a `closed` object has no `rest`";
            let span = Span::new(owner.file, rest.span);
            cx.findings.push(Diagnostic::new(Code::WrongValue, span, message, "remove `rest`, or `closed`"));
            Unlisted::Never
        }
        Some(rest) => unlisted(cx, owner.file, NameInPlace::Of(owner.ident).part("rest"), rest),
        None if closed => Unlisted::Never,
        None => cx.unlisted.clone(),
    };
    beside(unlisted, fields)
}

/// The same in an object with these fields.
pub(crate) fn beside(unlisted: Unlisted, fields: &[&Field]) -> Unlisted {
    match unlisted {
        Unlisted::Rest(rest) => Unlisted::Rest(Box::new(Field { name: key_beside(fields), ..*rest })),
        unlisted @ (Unlisted::Unknown | Unlisted::Never) => unlisted,
    }
}

/// What the catalogue says about them, for objects that say nothing.
pub(crate) fn of_catalog(cx: &mut Context<'_>, rest: Option<At<RestSpec>>) -> Unlisted {
    rest.map_or_else(Unlisted::default, |rest| unlisted(cx, "catalog.toml", NameInPlace::Of(&Ident::new("rest")), rest))
}

/// A key that no field has.
fn key_beside(fields: &[&Field]) -> String {
    let is_taken = |key: &String| fields.iter().any(|field| field.name == *key || field.aliases.contains(key));
    let mut key = KEY.to_owned();
    while is_taken(&key) {
        key.push_str(KEY);
    }
    key
}

fn unlisted(cx: &mut Context<'_>, file: &str, name: NameInPlace<'_>, rest: At<RestSpec>) -> Unlisted {
    let RestSpec::Type(text) = rest.value else { return Unlisted::Unknown };
    let at = At { value: text, span: rest.span };
    let (expr, nullable) = match type_expr::parse_nullable(&at.value, limits::TYPE_DEPTH) {
        Ok(parsed) => parsed,
        Err(error) => {
            let finding = type_syntax(cx, file, &at, &error);
            cx.findings.push(finding);
            return Unlisted::Unknown;
        }
    };
    let ty = type_of(cx, file, Written { ty: &at, doc: None, object: None }, name, &expr);
    let ty = aliases::shallow(cx, file, &at, ty);
    let constraints = cx.constraints_of(&ty).unwrap_or_default();
    Unlisted::Rest(Box::new(Field {
        name: KEY.to_owned(),
        ident: Ident::new("rest"),
        ty,
        doc: None,
        example: None,
        constraints,
        default: None,
        required: false,
        nullable,
        blank: false,
        aliases: Vec::new(),
        deprecated: None,
        since: None,
        evidence: Evidence::Documented,
        place: cx.sources.place(file, at.span.start),
    }))
}
