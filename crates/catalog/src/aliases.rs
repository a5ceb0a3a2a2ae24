//! Aliases: files of `types/` whose `type` is another name for one type. They are resolved before everything that may refer to them, each
//! after those that it is made of.

use std::collections::HashMap;

use crate::bounds::{self, Written};
use crate::catalog::{Evidence, Field, Type, TypeId, TypeKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::{self, Context};
use crate::ident::NameInPlace;
use crate::layout::File;
use crate::scalar::Scalar;
use crate::sites::Permitted;
use crate::sources::Span;
use crate::spec::{At, TypeFile};
use crate::type_expr::{self, Expr};
use crate::{Ident, limits};

/// Resolves all aliases among the files of `types/`; what else is there stays as it is.
pub(crate) fn resolve(cx: &mut Context<'_>, specs: &mut [(File<'_>, TypeFile)]) {
    let found = specs.iter().enumerate().filter(|(_, (_, spec))| is_alias(spec));
    let indices: HashMap<String, usize> = found.map(|(index, (file, _))| (file.stem.to_owned(), index)).collect();
    let mut order = Order { indices: &indices, specs, state: vec![State::New; specs.len()], out: Vec::new() };
    let mut first: Vec<usize> = indices.values().copied().collect();
    first.sort_unstable();
    for index in first {
        if let Some(finding) = order.visit(index) {
            cx.findings.push(finding);
        }
    }
    let (out, state) = (order.out, order.state);
    for index in out.into_iter().filter(|index| state.get(*index) == Some(&State::Done)) {
        if let Some((file, spec)) = specs.get_mut(index) {
            define(cx, *file, spec, &indices);
        }
    }
}

/// Whether a file has one type where a union has alternatives.
pub(crate) fn is_alias(spec: &TypeFile) -> bool {
    let expr = spec.ty.as_ref().and_then(|ty| type_expr::parse(&ty.value, limits::TYPE_DEPTH).ok());
    let is_one = match expr {
        Some(Expr::Union(_)) | None => false,
        Some(Expr::Name(..) | Expr::Object(_) | Expr::List(_) | Expr::Map(_) | Expr::Text(..) | Expr::Nullable(_)) => {
            true
        }
    };
    is_one && spec.values.is_none() && spec.field.is_none()
}

/// Refuses what only an alias has.
pub(crate) fn refuse(cx: &mut Context<'_>, file: &str, spec: &TypeFile) {
    let example = spec.example.as_ref().map(|example| ("example", &example.0.span));
    for (key, span) in Written::of_type(spec).keys().chain(example) {
        let message = format!("only an alias can have `{key}`: a type whose `type` is one type, as `string`");
        let span = Span::new(file, span.clone());
        cx.findings.push(Diagnostic::new(Code::WrongValue, span, message, "remove it"));
    }
}

/// A type, unless it is nested too deep with what its aliases stand for: languages nest as deep as it, and so do those who walk it.
pub(crate) fn shallow(cx: &mut Context<'_>, file: &str, at: &At<String>, ty: Type) -> Type {
    if ty.levels() <= limits::TYPE_DEPTH {
        return ty;
    }
    let message = format!("with its aliases, the type is nested more than {} levels deep", limits::TYPE_DEPTH);
    let help = "make an object of an inner part, in a file of `types/`";
    let span = Span::new(file, at.span.clone());
    cx.findings.push(Diagnostic::new(Code::Limit, span, message, help));
    Type::Scalar(Scalar::Any)
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    New,
    Open,
    Done,
    /// Part of a cycle.
    Broken,
}

/// Finds an order in which each alias comes after those that it is made of.
struct Order<'x> {
    indices: &'x HashMap<String, usize>,
    specs: &'x [(File<'x>, TypeFile)],
    state: Vec<State>,
    out: Vec<usize>,
}

impl Order<'_> {
    /// Adds an alias and those that it is made of, but for those in a cycle. An alias is looked at once, so what closes a cycle is told once.
    fn visit(&mut self, first: usize) -> Option<Diagnostic> {
        // Each alias that is open, and those it is made of that have not been looked at.
        let mut chain = vec![(first, self.made_of(first))];
        let mut finding = None;
        if *self.state.get(first)? != State::New {
            return None;
        }
        self.set(first, State::Open);
        while let Some((index, others)) = chain.last_mut() {
            let index = *index;
            let Some(other) = others.pop() else {
                if self.state.get(index) == Some(&State::Open) {
                    self.set(index, State::Done);
                    self.out.push(index);
                }
                chain.pop();
                continue;
            };
            if self.state.get(other) == Some(&State::New) {
                self.set(other, State::Open);
                chain.push((other, self.made_of(other)));
            } else if let Some(begin) = chain.iter().position(|(index, _)| *index == other) {
                let cycle: Vec<usize> = chain.iter().skip(begin).map(|(index, _)| *index).collect();
                cycle.iter().for_each(|index| self.set(*index, State::Broken));
                finding = finding.or_else(|| self.cycle(&cycle));
            }
        }
        finding
    }

    fn set(&mut self, index: usize, state: State) {
        self.state.get_mut(index).into_iter().for_each(|place| *place = state);
    }

    /// The aliases whose names stand in the type of one.
    fn made_of(&self, index: usize) -> Vec<usize> {
        let text = self.specs.get(index).and_then(|(_, spec)| spec.ty.as_ref());
        let expr = text.and_then(|ty| type_expr::parse(&ty.value, limits::TYPE_DEPTH).ok());
        let mut names = Vec::new();
        expr.iter().for_each(|expr| names_in(expr, &mut names));
        names.iter().filter_map(|name| self.indices.get(*name).copied()).collect()
    }

    fn cycle(&self, cycle: &[usize]) -> Option<Diagnostic> {
        let names: Vec<&str> =
            cycle.iter().chain(cycle.first()).filter_map(|index| Some(self.specs.get(*index)?.0.stem)).collect();
        let (file, spec) = self.specs.get(*cycle.first()?)?;
        let message = format!("`{}` is another name for itself: {}", file.stem, fields::shown(&names));
        let span = Span::new(file.path, spec.ty.as_ref()?.span.clone());
        let help = "write out what a value is; a type that contains itself is an object";
        Some(Diagnostic::new(Code::TypeCycle, span, message, help))
    }
}

fn names_in<'e>(expr: &Expr<'e>, names: &mut Vec<&'e str>) {
    match expr {
        Expr::Name(name, _) => names.push(name),
        Expr::Object(_) => {}
        Expr::List(inner) | Expr::Map(inner) | Expr::Nullable(inner) | Expr::Text(inner, _) => names_in(inner, names),
        Expr::Union(alternatives) => alternatives.iter().for_each(|alternative| names_in(alternative, names)),
    }
}

/// Defines one alias; those that it is made of are defined.
fn define(cx: &mut Context<'_>, file: File<'_>, spec: &mut TypeFile, aliases: &HashMap<String, usize>) {
    let Some(written) = spec.ty.clone() else { return };
    let Ok(expr) = type_expr::parse(&written.value, limits::TYPE_DEPTH) else { return };
    let span = Span::new(file.path, written.span.clone());
    let mut wrong = |message: String, help: &str| {
        cx.findings.push(Diagnostic::new(Code::WrongValue, span.clone(), message, help));
    };
    if spec.closed {
        wrong("only an object or an enum can be `closed`".to_owned(), "remove `closed`");
    }
    if spec.evidence.is_some() {
        let help = "remove it; each field states the evidence of its type";
        wrong("only an object can have `evidence`".to_owned(), help);
    }
    let ident = Ident::new(file.stem);
    let of = fields::Written { ty: &written, doc: None, object: None };
    let ty = fields::type_of(cx, file.path, of, NameInPlace::Of(&ident), &expr);
    let ty = shallow(cx, file.path, &written, ty);
    if let Some(id) = ty.named() {
        let name = cx.types.get(id.0).map_or("", |def| &def.name);
        // An alias that could not be resolved is a finding already.
        if aliases.contains_key(name) {
            return;
        }
        let message = format!("`{}` would be another name for `{name}`, which has a name", file.stem);
        let help = format!("write `{name}` in its place, and remove this file");
        cx.findings.push(Diagnostic::new(Code::WrongValue, span, message, help));
        return;
    }
    let constraints = bounds::constraints(cx, file.path, &Written::of_type(spec), &ty);
    let permitted = Permitted { null: false, blank: false, constraints: &constraints };
    let example =
        spec.example.take().and_then(|value| fields::example(cx, file.path, ("example", value), &ty, permitted));
    let kind = TypeKind::Alias(Box::new(Field {
        name: file.stem.to_owned(),
        ident,
        ty,
        doc: None,
        example,
        constraints,
        default: None,
        required: true,
        nullable: false,
        blank: false,
        aliases: Vec::new(),
        deprecated: None,
        since: None,
        evidence: Evidence::Documented,
        place: cx.sources.place(file.path, written.span.start),
    }));
    let id: Option<TypeId> = cx.names.get(file.stem).copied();
    if let Some(def) = id.and_then(|id| cx.types.get_mut(id.0)) {
        def.kind = kind;
    }
}
