//! Written `values` and `const` in, the known values of an enum out. A constant is a closed enum of one value.

use std::collections::BTreeMap;

use crate::catalog::{EnumValue, TypeKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::docs::{self, Documentable};
use crate::fields::{Context, ident};
use crate::literal::{Literal, LiteralKind, Values};
use crate::scope::{Scope, confusable_names};
use crate::sources::Span;
use crate::spec::{At, DocumentedValue, FieldSpec, ValueSpec};
use crate::{Ident, limits};

/// The types whose values can be listed, and what the values are.
const TYPES: [(&str, LiteralKind); 3] =
    [("string", LiteralKind::Text), ("integer", LiteralKind::Integer), ("boolean", LiteralKind::Boolean)];

/// Beyond this, readers that compute in doubles take one integer for another.
const SAFE: i64 = (1 << 53) - 1;

/// The enum that `values` or `const` make of a field, if it has one of them.
pub(crate) fn of_field(cx: &mut Context<'_>, file: &str, spec: &FieldSpec) -> Option<TypeKind> {
    if let Some(constant) = &spec.constant {
        return Some(of_constant(cx, file, spec, constant));
    }
    let values = spec.values.as_ref()?;
    let kind = kind_of(&spec.ty);
    match kind {
        Some(LiteralKind::Text | LiteralKind::Integer) => {}
        Some(LiteralKind::Boolean) => {
            let help = "write `const = true` or `const = false`, or remove `values`";
            wrong(cx, file, &spec.ty, "a `boolean` has no `values`", help);
        }
        None => {
            let help = "write `type = \"string\"` or `type = \"integer\"`, or remove `values`";
            wrong(cx, file, &spec.ty, "only a `string` or an `integer` can have `values`", help);
        }
    }
    Some(TypeKind::Enum { values: known(cx, file, values, kind), closed: spec.closed })
}

/// What values of a type are, if they can be listed.
fn kind_of(ty: &At<String>) -> Option<LiteralKind> {
    TYPES.into_iter().find(|(name, _)| *name == ty.value).map(|(_, kind)| kind)
}

/// The name of a type in specifications.
fn name_of(kind: LiteralKind) -> &'static str {
    kind.scalar().row().name.as_str()
}

/// A field that always has the same value.
fn of_constant(cx: &mut Context<'_>, file: &str, spec: &FieldSpec, constant: &At<Literal>) -> TypeKind {
    let beside = [
        (spec.closed.then(|| constant.span.clone()), "closed", "it has no other value"),
        (spec.values.as_ref().map(|values| values.span.clone()), "values", "it has no other value"),
        (spec.default.as_ref().map(|default| default.0.span.clone()), "default", "it has no other value"),
        (spec.example.as_ref().map(|example| example.0.span.clone()), "example", "its value is the example"),
    ];
    for (span, key, why) in beside {
        let Some(span) = span else { continue };
        let message = format!("a field with `const` has no `{key}`: {why}");
        let finding = Diagnostic::new(Code::WrongValue, Span::new(file, span), message, format!("remove `{key}`"));
        cx.findings.push(finding);
    }
    match kind_of(&spec.ty) {
        None => {
            let help = "write `type = \"string\"`, `\"integer\"` or `\"boolean\"`, as the value is, or remove `const`";
            wrong(cx, file, &spec.ty, "only a `string`, an `integer` or a `boolean` can have a `const`", help);
        }
        Some(kind) => check(cx, file, "const", kind, constant),
    }
    let place = cx.sources.place(file, constant.span.start);
    let ident = if constant.value.text().is_some() {
        ident(cx, file, &constant.value.to_string(), &constant.span, None)
    } else {
        ident_of(&constant.value)
    };
    // The field says what it means.
    let value = EnumValue { value: constant.value.clone(), ident, doc: None, place };
    TypeKind::Enum { values: Values::of(constant.value.kind(), vec![value]), closed: true }
}

/// Checks a value against the type that it is to be of.
fn check(cx: &mut Context<'_>, file: &str, key: &str, kind: LiteralKind, literal: &At<Literal>) {
    let (expected, found) = (name_of(kind), literal.value.kind());
    if found != kind {
        let shown = literal.value.to_json();
        let message = format!("{shown} is not a value of `{expected}`");
        let unquoted = literal.value.text().filter(|text| match kind {
            LiteralKind::Text => false,
            LiteralKind::Integer => text.parse::<i64>().is_ok(),
            LiteralKind::Boolean => text.parse::<bool>().is_ok(),
        });
        let help = match (unquoted, kind) {
            (Some(text), _) => format!("write `{text}` without quotes, or `type = \"{}\"`", name_of(found)),
            (None, LiteralKind::Text) => format!("write `\"{shown}\"`, or `type = \"{}\"`", name_of(found)),
            (None, _) => format!("write the {expected} that is sent, or `type = \"{}\"`", name_of(found)),
        };
        wrong(cx, file, literal, &message, &help);
    }
    if literal.value.integer().is_some_and(|integer| integer.unsigned_abs() > SAFE.unsigned_abs()) {
        let message = format!("`{key}` has an integer beyond 53 bits, which many readers of JSON take for another one");
        wrong(cx, file, literal, &message, "use `integer` without known values");
    }
}

/// The known values of an enum; the first one says what they are if no type does.
pub(crate) fn known(
    cx: &mut Context<'_>,
    file: &str,
    specs: &At<Vec<At<ValueSpec>>>,
    stated: Option<LiteralKind>,
) -> Values {
    some_of(cx, file, specs, stated, &BTreeMap::new())
}

/// The same of values that an enum may have already: they are called there what they are called.
pub(crate) fn some_of(
    cx: &mut Context<'_>,
    file: &str,
    specs: &At<Vec<At<ValueSpec>>>,
    stated: Option<LiteralKind>,
    of: &BTreeMap<&Literal, &EnumValue>,
) -> Values {
    let At { value: specs, span } = specs;
    if specs.is_empty() {
        let (message, help) =
            ("an enum needs at least one value", "add the values that the source shows, or remove `values`");
        cx.findings.push(Diagnostic::new(Code::WrongValue, Span::new(file, span.clone()), message, help));
    }
    let first = specs.get(limits::VALUES).map(|spec| spec.span.clone());
    let help = "use the type alone: these are no longer a few known values";
    cx.findings.extend(limits::too_many(file, "`values` of one enum", limits::VALUES, first, help));
    let specs = specs.get(..limits::VALUES).unwrap_or(specs);
    let values: Vec<EnumValue> = specs.iter().map(|spec| value(cx, file, spec, of)).collect();
    let kind = stated.or_else(|| values.first().map(|value| value.value.kind())).unwrap_or(LiteralKind::Text);
    if let (None, Some(first)) = (stated, specs.first().filter(|_| kind == LiteralKind::Boolean)) {
        wrong(cx, file, first, "booleans are not `values`", "use `boolean`, or a field with `const`");
        return Values::of(kind, values);
    }
    for (value, spec) in values.iter().zip(specs) {
        let literal = At { value: value.value.clone(), span: spec.span.clone() };
        match stated {
            None if literal.value.kind() != kind => {
                let message = "`values` are of several types";
                let help = "list strings or integers, or define a union of two enums";
                wrong(cx, file, spec, message, help);
                break;
            }
            None | Some(_) => check(cx, file, "values", kind, &literal),
        }
    }
    let values = Values::of(kind, values);
    distinct(cx, &values);
    values
}

fn value(cx: &mut Context<'_>, file: &str, spec: &At<ValueSpec>, of: &BTreeMap<&Literal, &EnumValue>) -> EnumValue {
    let (value, doc, stated) = match &spec.value {
        ValueSpec::Plain(value) => (value, None, None),
        ValueSpec::Documented(DocumentedValue { value, doc, ident }) => (value, doc.clone(), ident.clone()),
    };
    let stated = stated.map(|ident| At { value: ident, span: spec.span.clone() });
    let known = of.get(value).map(|known| known.ident.clone());
    if let Some(known) = known.as_ref().filter(|known| stated.as_ref().is_some_and(|it| it.value != known.snake())) {
        let message = format!("the enum has `{}` as the `ident` of this value", known.snake());
        wrong(cx, file, spec, &message, "remove `ident`, or change it in the enum");
    }
    let ident = match (value, &stated) {
        _ if known.is_some() => known.unwrap_or_else(|| ident_of(value)),
        (Literal::Text(text), stated) => ident(cx, file, text, &spec.span, stated.as_ref()),
        (Literal::Integer(_) | Literal::Boolean(_), None) => ident_of(value),
        (Literal::Integer(_) | Literal::Boolean(_), Some(_)) => {
            wrong(cx, file, spec, "only strings among `values` have an `ident`", "remove `ident`");
            ident_of(value)
        }
    };
    let doc = docs::doc(cx.findings, cx.docs, (Documentable::Value, file), doc);
    EnumValue { value: value.clone(), ident, doc, place: cx.sources.place(file, spec.span.start) }
}

/// The identifier of a value that is not a string: no code has it, and it is as distinct as the values are.
fn ident_of(value: &Literal) -> Ident {
    Ident::new(&value.to_string().replace('-', "minus "))
}

/// Refuses values that are the same, have the same identifier or look alike.
fn distinct(cx: &mut Context<'_>, values: &[EnumValue]) {
    let names: Vec<String> = values.iter().map(|value| value.value.to_string()).collect();
    let mut scope = Scope::with_capacity(values.len());
    for (value, name) in values.iter().zip(&names) {
        let clashes = scope.declare(name, &[], &value.ident, &value.place);
        cx.findings.extend(clashes.iter().map(|clash| clash.finding("value", Code::DuplicateValue)));
    }
    let names = values.iter().zip(&names).map(|(value, name)| (name.as_str(), &value.ident, &value.place));
    cx.findings.extend(confusable_names(names));
}

fn wrong<T>(cx: &mut Context<'_>, file: &str, at: &At<T>, message: &str, help: &str) {
    let span = Span::new(file, at.span.clone());
    cx.findings.push(Diagnostic::new(Code::WrongValue, span, message, help));
}
