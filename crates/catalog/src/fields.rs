//! Written fields and type expressions in, fields and types of the model out.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::aliases;
use crate::bounds;
use crate::catalog::{Deprecation, Evidence, Field, Json, Type, TypeDef, TypeId, TypeKind, Unlisted, Variant};
use crate::constraints::Constraints;
use crate::diagnostic::{Code, Diagnostic};
use crate::docs::{self, Documentable};
use crate::example::{self, PendingExample};
use crate::ident::NameInPlace;
use crate::invisible_chars::is_invisible;
use crate::objects::{self, Members};
use crate::read::suggestion;
use crate::scalar::{JsonType, Scalar, ScalarName, TextOf};
use crate::scope::Scope;
use crate::sites::Permitted;
use crate::sources::{Sources, Span};
use crate::spec::{At, DeprecatedSpec, DocsLint, EvidenceSpec, ExampleSpec, FieldSpec};
use crate::time_pattern::{self, PatternError, TimeClass};
use crate::type_expr::{self, Expr};
use crate::type_help::{self, type_syntax};
use crate::{Ident, limits, narrow, values};

/// Names of types that have parts.
const WITH_PARTS: [&str; 2] = ["list", "map"];

/// Whether a name means a type that needs no definition.
pub fn is_built_in(name: &str) -> bool {
    WITH_PARTS.contains(&name) || name == type_expr::OBJECT || ScalarName::parse(name).is_some()
}

/// The built-in types that can be the type of a field, as they are written.
pub(crate) fn built_in_types() -> impl Iterator<Item = String> {
    Scalar::listed().map(|scalar| scalar.spelling()).chain([type_expr::OBJECT.to_owned()])
}

/// What is collected while fields are resolved.
pub(crate) struct Context<'a> {
    pub sources: &'a Sources,
    pub findings: &'a mut Vec<Diagnostic>,
    /// The types so far: those of `types/`, then those that fields define in place.
    pub types: Vec<TypeDef>,
    /// The types of `types/` by name.
    pub names: BTreeMap<String, TypeId>,
    /// Whether everything must have a `doc`.
    pub docs: DocsLint,
    /// How members that no field lists are treated in objects that say nothing about them.
    pub unlisted: Unlisted,
    /// Examples to check once every type is known.
    pub examples: Vec<PendingExample>,
}

impl Context<'_> {
    /// A type of `types/`; all aliases are known before anything refers to one.
    pub(crate) fn type_of(&self, id: TypeId) -> Type {
        match self.types.get(id.0).and_then(|def| def.kind.alias()) {
            Some(field) => Type::Alias(id, Box::new(field.ty.clone())),
            None => Type::Named(id),
        }
    }

    /// The constraints of a type that is an alias.
    pub(crate) fn constraints_of(&self, ty: &Type) -> Option<Constraints> {
        let def = self.types.get(ty.alias()?.0)?;
        Some(def.kind.alias()?.constraints.clone())
    }
}

/// Where a field belongs.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'a> {
    pub file: &'a str,
    pub ident: &'a Ident,
    pub evidence: Option<EvidenceSpec>,
    /// How many objects in place are around its fields.
    pub level: usize,
}

/// Resolves the fields of one object and checks that their names are distinct.
pub(crate) fn fields(cx: &mut Context<'_>, owner: Owner<'_>, specs: Vec<At<FieldSpec>>) -> Vec<Field> {
    let first = specs.get(limits::FIELDS).map(|spec| spec.span.clone());
    let help = "split the object";
    if let Some(finding) = limits::too_many(owner.file, "fields of one object", limits::FIELDS, first, help) {
        cx.findings.push(finding);
        return Vec::new();
    }
    let out: Vec<Field> = specs.into_iter().map(|spec| field(cx, owner, spec.value)).collect();
    let mut scope = Scope::with_capacity(out.len());
    for field in &out {
        let clashes = scope.declare(&field.name, &field.aliases, &field.ident, &field.place);
        cx.findings.extend(clashes.iter().map(|clash| clash.finding("field", Code::DuplicateField)));
    }
    out
}

fn field(cx: &mut Context<'_>, owner: Owner<'_>, mut spec: FieldSpec) -> Field {
    let name = spec.name.value.clone();
    let place = cx.sources.place(owner.file, spec.name.span.start);
    let ident = ident(cx, owner.file, &name, &spec.name.span, spec.ident.as_ref());
    let ty = field_type(cx, owner, &ident, &mut spec);
    let constraints = bounds::of_field(cx, owner.file, &spec, &ty);
    if let Some(default) = spec.default.as_ref().filter(|_| spec.required) {
        let (message, help) =
            ("a `required` field has no `default`: it is always sent", "remove `default`, or `required`");
        cx.findings.push(Diagnostic::new(
            Code::WrongValue,
            Span::new(owner.file, default.0.span.clone()),
            message,
            help,
        ));
    }
    let doc = docs::doc(cx.findings, cx.docs, (Documentable::Field, owner.file), spec.doc);
    let (nullable, blank) = (spec.nullable, spec.blank);
    let mut json = |noun: &'static str, value: Option<ExampleSpec>| {
        let permitted = Permitted { null: nullable, blank, constraints: &constraints };
        example(cx, owner.file, (noun, value?), &ty, permitted)
    };
    let (example, default) = (json("example", spec.example), json("default", spec.default));
    let evidence = spec.evidence.or(owner.evidence).map_or(Evidence::Documented, |evidence| match evidence {
        EvidenceSpec::Documented => Evidence::Documented,
        EvidenceSpec::Sampled => Evidence::Sampled,
        EvidenceSpec::Inferred => Evidence::Inferred,
    });
    Field {
        name,
        ident,
        ty,
        doc,
        example,
        constraints,
        default,
        required: spec.required,
        nullable: spec.nullable,
        blank: spec.blank,
        aliases: aliases(cx, owner.file, spec.aliases),
        deprecated: spec.deprecated.map(|deprecated| deprecation(cx, owner.file, deprecated)),
        since: spec.since.map(|since| since.value),
        evidence,
        place,
    }
}

/// An example or default, which is checked once every type is known.
pub(crate) fn example(
    cx: &mut Context<'_>,
    file: &str,
    (noun, value): (&'static str, ExampleSpec),
    ty: &Type,
    permitted: Permitted<'_>,
) -> Option<Json> {
    let At { value, span } = value.0;
    let span = Span::new(file, span);
    match example::to_json(cx.sources, &span, &value, ty) {
        Ok(json) => {
            let Permitted { null: nullable, blank, constraints } = permitted;
            let (ty, constraints) = (ty.clone(), constraints.clone());
            cx.examples.push(PendingExample { noun, ty, nullable, blank, constraints, json: json.clone(), span });
            Some(json)
        }
        Err((message, help)) => {
            cx.findings.push(Diagnostic::new(Code::BadExample, span, message, help));
            None
        }
    }
}

/// The aliases of a field or event.
pub(crate) fn aliases(cx: &mut Context<'_>, file: &str, specs: Vec<At<String>>) -> Vec<String> {
    let most = ("`aliases` of one name", limits::ALIASES);
    let aliases = limits::names(cx.findings, file, specs, most, "keep those that are still sent");
    aliases.into_iter().map(|alias| alias.value).collect()
}

/// The identifier a specification states, or that of the wire name.
pub(crate) fn ident(
    cx: &mut Context<'_>,
    file: &str,
    wire: &str,
    at: &Range<usize>,
    stated: Option<&At<String>>,
) -> Ident {
    let Some(stated) = stated else {
        if !wire.bytes().all(|byte| byte.is_ascii_graphic()) && wire.chars().any(is_invisible) {
            let span = Span::new(file, at.clone());
            let message = format!("`{wire}` contains an invisible character");
            let help = "remove the character, or add an `ident` if the name is really sent like this";
            cx.findings.push(Diagnostic::new(Code::ConfusableName, span, message, help));
        }
        return Ident::new(wire);
    };
    let ident = Ident::new(&stated.value);
    if ident.snake() != stated.value {
        let span = Span::new(file, stated.span.clone());
        let help = format!("write `ident = \"{}\"`", ident.snake());
        let message = format!("`{}` is not a snake_case identifier", stated.value);
        cx.findings.push(Diagnostic::new(Code::WrongValue, span, message, help));
    }
    ident
}

pub(crate) fn deprecation(cx: &mut Context<'_>, file: &str, spec: DeprecatedSpec) -> Deprecation {
    if let Some(sunset) = spec.sunset.as_ref().filter(|day| !crate::is_date(&day.value)) {
        let span = Span::new(file, sunset.span.clone());
        let message = format!("`{}` is not a valid date", sunset.value);
        cx.findings.push(Diagnostic::new(Code::WrongValue, span, message, "write it as `YYYY-MM-DD`"));
    }
    Deprecation {
        since: spec.since.map(|since| since.value),
        instead: spec.instead,
        sunset: spec.sunset.map(|sunset| sunset.value),
    }
}

/// The type of a field, with what `values` and the members of an object add to it.
fn field_type(cx: &mut Context<'_>, owner: Owner<'_>, ident: &Ident, spec: &mut FieldSpec) -> Type {
    let owner_name = NameInPlace::Of(owner.ident);
    let name = owner_name.part(ident.snake());
    let members = Members::of(spec);
    let expr = type_expr::parse(&spec.ty.value, limits::TYPE_DEPTH);
    let object = expr.as_ref().ok().and_then(|expr| members.in_place(cx, owner, Written::of(spec), name, expr));
    let wrong = |cx: &mut Context<'_>, message: &str, help: &str| {
        let span = Span::new(owner.file, spec.ty.span.clone());
        cx.findings.push(Diagnostic::new(Code::WrongValue, span, message, help));
    };
    if let Some(format) = &spec.format {
        let span = Span::new(owner.file, format.span.clone());
        let message = "there is no key `format`: the pattern of a date stands in its type";
        let of_dates = spec.ty.value == ScalarName::Date.as_str();
        let pattern = of_dates.then(|| time_pattern::scalar(TimeClass::Date, &format.value).ok());
        let written = pattern
            .flatten()
            .map(|date| (format!("write `type = \"{}\"` in place of both keys", date.spelling()), date));
        let help = match &written {
            Some((help, _)) => help,
            None => "remove it; a date is written as in `type = \"date(DD-MM-YYYY)\"`",
        };
        cx.findings.push(Diagnostic::new(Code::UnknownKey, span, message, help));
        if let Some((_, date)) = written {
            return Type::Scalar(date);
        }
    }
    if let Some(kind) = values::of_field(cx, owner.file, spec) {
        return in_place(cx, owner.file, Written::of(spec), name.ident(), kind);
    }
    if spec.closed && object.is_none() {
        let help = "add `values`, list the members of an `object`, or remove `closed`";
        wrong(cx, "`closed` needs `values` or an `object`", help);
    }
    match expr {
        Ok(Expr::Name(name, _)) if name == ScalarName::Null.as_str() => {
            if spec.nullable {
                wrong(cx, "a `null` field is not `nullable`: it has no other value", "remove `nullable`");
            }
            Type::Scalar(Scalar::Null)
        }
        Ok(expr) => {
            let ty = type_of(cx, owner.file, Written { object, ..Written::of(spec) }, name, &expr);
            aliases::shallow(cx, owner.file, &spec.ty, ty)
        }
        Err(error) => {
            let finding = type_syntax(cx, owner.file, &spec.ty, &error);
            cx.findings.push(finding);
            Type::Scalar(Scalar::Any)
        }
    }
}

/// A type expression, and the description of what it is of.
#[derive(Clone, Copy)]
pub(crate) struct Written<'a> {
    pub ty: &'a At<String>,
    pub doc: Option<&'a At<String>>,
    /// The `object` in it.
    pub object: Option<TypeId>,
}

impl<'a> Written<'a> {
    fn of(spec: &'a FieldSpec) -> Self {
        Self { ty: &spec.ty, doc: spec.doc.as_ref(), object: None }
    }
}

/// Adds a type that a field defines in place, under the owner's and the field's name.
pub(crate) fn in_place(cx: &mut Context<'_>, file: &str, spec: Written<'_>, ident: Ident, kind: TypeKind) -> Type {
    let id = TypeId(cx.types.len());
    let place = cx.sources.place(file, spec.ty.span.start);
    cx.types.push(TypeDef {
        name: ident.snake().to_owned(),
        ident,
        doc: docs::of_type_in_place(spec.doc),
        kind,
        reserved: Vec::new(),
        refines: None,
        of_event: false,
        place,
    });
    Type::Named(id)
}

/// The type that an expression is; a union in it is a type in place, of that name.
pub(crate) fn type_of(
    cx: &mut Context<'_>,
    file: &str,
    spec: Written<'_>,
    name: NameInPlace<'_>,
    expr: &Expr<'_>,
) -> Type {
    match expr {
        Expr::List(item) => Type::List(Box::new(type_of(cx, file, spec, name.part("item"), item))),
        Expr::Map(value) => Type::Map(Box::new(type_of(cx, file, spec, name.part("value"), value))),
        Expr::Nullable(inner) => nullable(type_of(cx, file, spec, name, inner)),
        Expr::Text(of, range) => text_of(cx, file, spec.ty, of, range),
        Expr::Object(range) => objects::of_expression(cx, file, spec, range),
        Expr::Name(type_name, range) => named(cx, file, spec.ty, type_name, range.clone()),
        Expr::Union(alternatives) => {
            let tys = alternatives.iter().map(|alternative| type_of(cx, file, spec, name, alternative)).collect();
            let variants = variants(cx, file, spec.ty, tys);
            in_place(cx, file, spec, name.ident(), TypeKind::Union(variants))
        }
    }
}

/// The alternatives of a union in `types/`; an alias is not one of them.
pub(crate) fn union_type(cx: &mut Context<'_>, file: &str, ty: &At<String>) -> Vec<Variant> {
    let tys = match type_expr::parse(&ty.value, limits::TYPE_DEPTH) {
        Ok(Expr::Union(alternatives)) => {
            alternatives.iter().map(|alternative| plain_type(cx, file, ty, alternative)).collect()
        }
        // One that is an alias of itself has no alternatives.
        Ok(_) => Vec::new(),
        Err(error) => {
            let finding = type_syntax(cx, file, ty, &error);
            cx.findings.push(finding);
            Vec::new()
        }
    };
    variants(cx, file, ty, tys)
}

/// A type expression where no field stands: unions inside it have no name to go by.
fn plain_type(cx: &mut Context<'_>, file: &str, at: &At<String>, expr: &Expr<'_>) -> Type {
    match expr {
        Expr::List(item) => Type::List(Box::new(plain_type(cx, file, at, item))),
        Expr::Map(value) => Type::Map(Box::new(plain_type(cx, file, at, value))),
        Expr::Nullable(inner) => nullable(plain_type(cx, file, at, inner)),
        Expr::Text(of, range) => text_of(cx, file, at, of, range),
        Expr::Object(range) => objects::of_expression(cx, file, Written { ty: at, doc: None, object: None }, range),
        Expr::Name(type_name, range) => named(cx, file, at, type_name, range.clone()),
        Expr::Union(_) => {
            let finding = nested_union(file, at);
            cx.findings.push(finding);
            Type::Scalar(Scalar::Any)
        }
    }
}

/// A string that is the JSON text of something.
fn text_of(cx: &mut Context<'_>, file: &str, at: &At<String>, of: &Expr<'_>, range: &Range<usize>) -> Type {
    let known = match of {
        Expr::Name(name, _) => TextOf::ALL.into_iter().find(|of| of.as_str() == *name),
        Expr::Object(_) | Expr::List(_) | Expr::Map(_) | Expr::Nullable(_) | Expr::Text(..) | Expr::Union(_) => None,
    };
    if let Some(of) = known {
        return Type::Scalar(Scalar::Text(of));
    }
    let written = at.value.get(range.clone()).unwrap_or_default();
    let message = format!("a text cannot be of `{written}`");
    let names: Vec<String> = TextOf::ALL.iter().map(|of| format!("`text<{}>`", of.as_str())).collect();
    let help = format!("write one of {}; any other string is a `string`", names.join(", "));
    let span = within(cx.sources, file, at, range.clone());
    cx.findings.push(Diagnostic::new(Code::TypeSyntax, span, message, help));
    Type::Scalar(Scalar::String)
}

/// What is in a list or map and may be `null`; `any` takes it anyway.
fn nullable(inner: Type) -> Type {
    if inner.is_any() { inner } else { Type::Nullable(Box::new(inner)) }
}

fn nested_union(file: &str, at: &At<String>) -> Diagnostic {
    let span = Span::new(file, at.span.clone());
    Diagnostic::new(
        Code::NestedUnion,
        span,
        "a union cannot be an alternative of a union",
        "list its alternatives here instead",
    )
}

fn variants(cx: &mut Context<'_>, file: &str, at: &At<String>, tys: Vec<Type>) -> Vec<Variant> {
    let first = (tys.len() > limits::ALTERNATIVES).then(|| at.span.clone());
    let help = "merge alternatives into one object, or use `any`";
    cx.findings.extend(limits::too_many(file, "alternatives of one union", limits::ALTERNATIVES, first, help));
    let mut variants: Vec<Variant> = Vec::new();
    for ty in tys.into_iter().take(limits::ALTERNATIVES) {
        let ty = aliases::shallow(cx, file, at, ty);
        let ident = variant_ident(cx, &ty);
        if let Some(other) = variants.iter().find(|variant| variant.ident == ident) {
            let span = Span::new(file, at.span.clone());
            let message = format!("the union has two alternatives named `{}`", other.ident.snake());
            let [first, second] = [&other.ty, &ty].map(|ty| narrow::spelled(&cx.types, ty));
            let help = if ty.item().or(ty.value()).is_some() {
                "remove one of the two, or merge them, as in `list<A | B>`".to_owned()
            } else if first == second {
                "remove one of the two".to_owned()
            } else {
                let [is, target] = match ty.alias() {
                    Some(_) => [&second, &first],
                    None => [&first, &second],
                };
                format!("remove one of the two: `{is}` is another name for what `{target}` is")
            };
            cx.findings.push(Diagnostic::new(Code::DuplicateValue, span, message, help));
            continue;
        }
        variants.push(Variant { ident, ty });
    }
    variants
}

fn variant_ident(cx: &Context<'_>, ty: &Type) -> Ident {
    match ty {
        Type::List(_) => Ident::new("list"),
        Type::Map(_) => Ident::new("map"),
        // Only what is in a list or map is nullable, and no alternative.
        Type::Nullable(inner) | Type::Alias(_, inner) => variant_ident(cx, inner),
        Type::Named(id) => match cx.types.get(id.0) {
            // What is in place in an alternative is an object.
            Some(def) if def.is_in_place() => Ident::new(type_expr::OBJECT),
            Some(def) => def.ident.clone(),
            None => Ident::new("named"),
        },
        // Two patterns that differ in what stands between their parts have two names.
        Type::Scalar(scalar) => {
            let spelling = scalar.spelling();
            Ident::new(&spelling.replace('/', "_slash_").replace('.', "_dot_").replace(',', "_comma_"))
        }
    }
}

/// A built-in type or one of `types/`.
fn named(cx: &mut Context<'_>, file: &str, at: &At<String>, name: &str, range: std::ops::Range<usize>) -> Type {
    if let Some((of, pattern)) = with_pattern(name) {
        return match time_pattern::scalar(of, pattern) {
            Ok(scalar) => Type::Scalar(scalar),
            Err(PatternError { range: within_it, message, help }) => {
                let start = range.start + of.name().as_str().len() + 1;
                let help = type_help::meant(name).unwrap_or(help);
                let span = within(cx.sources, file, at, start + within_it.start..start + within_it.end);
                cx.findings.push(Diagnostic::new(Code::TypeSyntax, span, message, help));
                Type::Scalar(Scalar::Any)
            }
        };
    }
    let scalar = ScalarName::parse(name);
    let with_parameter = || Scalar::listed().find(|scalar| name.ends_with(')') && scalar.spelling() == name);
    if let Some(scalar) = scalar.and_then(ScalarName::plain).or_else(with_parameter) {
        if scalar.row().json != JsonType::Null {
            return Type::Scalar(scalar);
        }
        let span = within(cx.sources, file, at, range);
        let message = "`null` stands alone, as the type of a field";
        let help = "write `nullable = true` for the field, or `?` behind the type of items and values: `list<string?>`";
        cx.findings.push(Diagnostic::new(Code::TypeSyntax, span, message, help));
        return Type::Scalar(Scalar::Any);
    }
    if let Some(id) = cx.names.get(name) {
        return cx.type_of(*id);
    }
    let span = within(cx.sources, file, at, range);
    let (message, help) = if let Some(scalar) = scalar {
        let name = scalar.as_str();
        let example = TimeClass::of(scalar).map_or_else(String::new, TimeClass::example);
        let help = format!("write `{example}`, with the order and separators that the vendor sends");
        (format!("`{name}` needs a pattern"), help)
    } else {
        let (built_in, own) = (built_in_types().collect::<Vec<_>>(), cx.names.keys());
        let known: Vec<&str> = built_in.iter().chain(own).map(String::as_str).chain(WITH_PARTS).collect();
        let help = type_help::meant(name).unwrap_or_else(|| suggestion(name, &known, "type"));
        (format!("unknown type `{name}`"), help)
    };
    cx.findings.push(Diagnostic::new(Code::UnknownType, span, message, help));
    Type::Scalar(Scalar::Any)
}

/// The class of a type with a pattern, and the pattern.
fn with_pattern(name: &str) -> Option<(TimeClass, &str)> {
    let (name, pattern) = name.strip_suffix(')')?.split_once('(')?;
    let class = ScalarName::parse(name).and_then(TimeClass::of)?;
    // A word is the name of a form.
    let is_word = !pattern.is_empty()
        && pattern.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    (class != TimeClass::Timestamp || !is_word).then_some((class, pattern))
}

/// A chain of names that lead to each other, the middle of a long one left out.
pub(crate) fn shown(chain: &[impl AsRef<str>]) -> String {
    let name = |index: usize| chain.get(index).map_or("", AsRef::as_ref);
    let (long, last) = (chain.len() > 8, chain.len().saturating_sub(1));
    if long {
        return format!("{} -> {} -> … -> {} -> {}", name(0), name(1), name(last - 1), name(last));
    }
    chain.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" -> ")
}

/// The place of a part of a string's content.
pub(crate) fn within(sources: &Sources, file: &str, at: &At<String>, range: std::ops::Range<usize>) -> Span {
    let source = sources.text(file).get(at.span.clone()).unwrap_or_default();
    let plain = source.len() == at.value.len() + 2 && source.get(1..source.len() - 1) == Some(at.value.as_str());
    let range = if plain { at.span.start + 1 + range.start..at.span.start + 1 + range.end } else { at.span.clone() };
    Span::new(file, range)
}
