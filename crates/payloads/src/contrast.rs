//! Values that show a difference: one that a type or field takes, and another does not.

use std::collections::BTreeSet;

use eventspec_catalog::{Catalog, Constraints, Field, Literal, Shapes, Type, TypeId, TypeKind};

use crate::built_in;
use crate::constrained::{admits, conforming, conforming_text, edges};
use crate::tree::{KEY, Member, Node};
use crate::{minimal, verdict};

/// How many types are looked at for examples of one, and how many may be inside of each other.
const MOST: usize = 1_000;
const DEEPEST: usize = 16;
/// How deep in lists, maps and unions aliases are looked for.
const LEVELS: usize = 8;

/// A string that no enum lists.
const UNLISTED: &str = "something else";

/// A catalogue, and the shapes that decide what its types take.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The catalogue.
    pub catalog: &'a Catalog,
    /// Its shapes.
    pub shapes: &'a Shapes,
}

/// A value of one type that another does not take, else any value of it. `unlisted` says whether a value that an
/// open enum takes and does not list will do.
///
/// ```
/// use eventspec_catalog::{Catalog, Scalar, Shapes, Type};
/// use eventspec_payloads::contrast::{self, Reader};
///
/// let catalog = Catalog::default();
/// let reader = Reader { catalog: &catalog, shapes: &Shapes::new(&catalog) };
/// let (number, integer) = (Type::Scalar(Scalar::Number), Type::Scalar(Scalar::Integer));
/// let value = |from: &Type, to: &Type| contrast::of_types((reader, from), (reader, to), false).unwrap().to_string();
/// assert_eq!(value(&number, &integer), "1.5");
/// assert_eq!(value(&integer, &number), "2", "every integer is a number");
/// ```
pub fn of_types(from: (Reader<'_>, &Type), to: (Reader<'_>, &Type), unlisted: bool) -> Option<Node> {
    let takes = |(reader, ty): (Reader<'_>, &Type), value: &Node| {
        reader.shapes.accepts(ty, &value.to_string()) && holds(reader.catalog, ty, value)
    };
    let examples = examples(from.0.catalog, from.1, unlisted);
    let telling = examples.iter().find(|value| !takes(to, value) && (unlisted || takes(from, value))).cloned();
    // Of these nothing is known but what they are made for.
    let mut others = inner_edges([from, to]).into_iter().chain(beyond(to.0.catalog, to.1));
    let telling = telling.or_else(|| others.find(|value| !takes(to, value) && takes(from, value)));
    telling.or_else(|| examples.into_iter().next())
}

/// A value that one field takes and another does not, else any value of it. Neither `null` nor a blank is tried.
///
/// ```
/// use eventspec_catalog::Shapes;
/// use eventspec_payloads::contrast::{self, Reader};
/// # let mut sources = eventspec_catalog::Sources::default();
/// # sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
/// # sources.insert("events/order.toml", "doc = \"O.\"\nevent = [{ name = \"order\", doc = \"O.\" }]\n\
/// #     field = [{ name = \"code\", type = \"string\", doc = \"C.\" },\n\
/// #              { name = \"short_code\", type = \"string\", max_length = 5, doc = \"C.\" }]\n");
/// # let catalog = eventspec_catalog::resolve_without_samples(&sources).unwrap();
///
/// let [any, short] = &catalog.payloads[0].fields[..] else { panic!("two fields") };
/// let reader = Reader { catalog: &catalog, shapes: &Shapes::new(&catalog) };
/// let value = contrast::of_fields((reader, any), (reader, short)).unwrap();
/// assert_eq!(value.to_string(), "\"aaaaaa\"", "one character more than it may have");
/// ```
pub fn of_fields(from: (Reader<'_>, &Field), to: (Reader<'_>, &Field)) -> Option<Node> {
    let (mine, theirs) = (from.1, to.1);
    let takes = |(reader, field): (Reader<'_>, &Field), value: &Node| {
        admits(field, value)
            && reader.shapes.accepts(&field.ty, &value.to_string())
            && holds(reader.catalog, &field.ty, value)
    };
    let examples = examples(from.0.catalog, &mine.ty, false);
    let item = examples.iter().find_map(|example| match example {
        Node::List(items) => items.first().cloned(),
        Node::Null | Node::Boolean(_) | Node::Number(..) | Node::Text(_) | Node::Object(_) => None,
    });
    let at_edges = [theirs, mine].map(|field| edges(field, item.as_ref())).into_iter().flatten().map(|case| case.value);
    let examples = examples.into_iter().map(|value| conforming(mine, value));
    let inner = inner_edges([(from.0, &mine.ty), (to.0, &theirs.ty)]).into_iter().map(|value| conforming(mine, value));
    let all = examples.chain(texts(theirs)).chain(at_edges).chain(inner).chain(beyond(to.0.catalog, &theirs.ty));
    let mut values = all.filter(|value| takes(from, value)).peekable();
    let first = values.peek().cloned();
    let is_taken = |value: &Node| takes(to, value) || value.is_blank() && theirs.blank;
    values.find(|value| !is_taken(value)).or(first)
}

/// Whether a value keeps to the constraints of the aliases in a type.
fn holds(catalog: &Catalog, ty: &Type, value: &Node) -> bool {
    let has_alias = aliases(catalog, ty, LEVELS).next().is_some();
    !has_alias || verdict::value(catalog, ty, value) != Some(false)
}

/// The aliases that a type is made of, with how a value of each becomes one of the type; not those inside of objects.
fn aliases<'a>(
    catalog: &'a Catalog,
    ty: &Type,
    levels: usize,
) -> Box<dyn Iterator<Item = (&'a Field, Vec<Wrap>)> + 'a> {
    let Some(levels) = levels.checked_sub(1) else { return Box::new(std::iter::empty()) };
    let wrapped = |inner: &Type, wrap: Wrap| -> Box<dyn Iterator<Item = (&'a Field, Vec<Wrap>)> + 'a> {
        Box::new(aliases(catalog, inner, levels).map(move |(field, wraps)| (field, [wraps, vec![wrap]].concat())))
    };
    match ty {
        Type::Alias(_, inner) => {
            let alias = catalog.alias(ty).map(|field| (field, Vec::new()));
            Box::new(alias.into_iter().chain(aliases(catalog, inner, levels)))
        }
        Type::List(item) => wrapped(item, Wrap::List),
        Type::Map(value) => wrapped(value, Wrap::Map),
        Type::Nullable(inner) => aliases(catalog, inner, levels),
        Type::Named(_) => {
            let alternatives = catalog.kind(ty).and_then(TypeKind::alternatives).unwrap_or_default();
            // Alternatives are never unions; what is in their lists and maps may be this one.
            Box::new(alternatives.iter().flat_map(move |variant| aliases(catalog, &variant.ty, levels)))
        }
        Type::Scalar(_) => Box::new(std::iter::empty()),
    }
}

/// What a part of a value is in.
#[derive(Clone, Copy)]
enum Wrap {
    List,
    Map,
}

/// Values at the edges of the constraints of the aliases in types.
fn inner_edges(types: [(Reader<'_>, &Type); 2]) -> Vec<Node> {
    let of = |(reader, ty): (Reader<'_>, &Type)| -> Vec<Node> {
        let catalog = reader.catalog;
        let edges = |(field, wraps): (&Field, Vec<Wrap>)| -> Vec<Node> {
            let item = field.ty.item().and_then(|item| minimal::value(catalog, item));
            let values = edges(field, item.as_ref()).into_iter().map(|case| case.value).chain(texts(field));
            let around = |value, wrap: &Wrap| match wrap {
                Wrap::List => Node::List(vec![value]),
                Wrap::Map => Node::Object(vec![Member::new(KEY, value)]),
            };
            values.map(|value| wraps.iter().fold(value, around)).collect()
        };
        aliases(catalog, ty, LEVELS).flat_map(edges).collect()
    };
    types.into_iter().flat_map(of).collect()
}

/// Texts that the constraints of a field may or may not admit.
fn texts(field: &Field) -> impl Iterator<Item = Node> {
    // No text breaks a pattern alone for sure; the usual one may.
    let Constraints { min_length: least, max_length: most, .. } = &field.constraints;
    let lengths = [most.map(|most| most.saturating_add(1)), least.and_then(|least| least.checked_sub(1))];
    let texts = lengths.into_iter().flatten().map(|length| "a".repeat(length as usize));
    texts.chain([conforming_text(field, "text"), String::new()]).map(|text| Node::text(&text))
}

/// Values that show what a type takes, the plainest first.
pub(crate) fn examples(catalog: &Catalog, ty: &Type, unlisted: bool) -> Vec<Node> {
    Examples { catalog, unlisted, budget: MOST, open: Vec::new() }.of_type(ty)
}

/// A value that is not one of these, of the kind of the first.
pub(crate) fn unlisted<'v>(known: impl IntoIterator<Item = &'v Literal>) -> Option<Node> {
    let known: BTreeSet<&Literal> = known.into_iter().collect();
    match known.first()? {
        Literal::Text(_) => Some(Node::text(UNLISTED)),
        Literal::Integer(_) => {
            // One of so many more than are known is not.
            let more = i64::try_from(known.len()).unwrap_or(i64::MAX);
            (0..=more).find(|integer| !known.contains(&Literal::Integer(*integer))).map(Node::integer)
        }
        Literal::Boolean(_) => {
            [false, true].into_iter().find(|boolean| !known.contains(&Literal::Boolean(*boolean))).map(Node::Boolean)
        }
    }
}

/// A value with one that is not listed where a type has an enum.
fn beyond(catalog: &Catalog, ty: &Type) -> Option<Node> {
    match ty {
        Type::Scalar(_) => None,
        Type::List(item) => beyond(catalog, item).map(|item| Node::List(vec![item])),
        Type::Map(value) => beyond(catalog, value).map(|value| Node::Object(vec![Member::new(KEY, value)])),
        Type::Nullable(inner) | Type::Alias(_, inner) => beyond(catalog, inner),
        Type::Named(_) => unlisted(catalog.kind(ty)?.values()?.iter().map(|value| &value.value)),
    }
}

/// Looks for examples; the state is what the recursion shares.
struct Examples<'a> {
    catalog: &'a Catalog,
    unlisted: bool,
    /// How many more types may be looked at.
    budget: usize,
    /// The named types that are being looked at.
    open: Vec<TypeId>,
}

impl Examples<'_> {
    fn of_type(&mut self, ty: &Type) -> Vec<Node> {
        let Some(budget) = self.budget.checked_sub(1) else { return Vec::new() };
        self.budget = budget;
        match ty {
            Type::Scalar(scalar) => built_in::row(scalar).examples,
            Type::List(item) => {
                let items = self.of_type(item);
                let none = items.is_empty().then(|| Node::List(Vec::new()));
                items.into_iter().map(|item| Node::List(vec![item])).chain(none).collect()
            }
            Type::Map(value) => {
                let values = self.of_type(value);
                let none = values.is_empty().then(|| Node::Object(Vec::new()));
                values.into_iter().map(|value| Node::Object(vec![Member::new(KEY, value)])).chain(none).collect()
            }
            Type::Nullable(inner) => self.of_type(inner).into_iter().chain([Node::Null]).collect(),
            Type::Named(id) => self.of_named(*id, ty),
            Type::Alias(_, inner) => {
                let examples = self.of_type(inner);
                let alias = self.catalog.alias(ty);
                examples
                    .into_iter()
                    .map(|value| alias.map_or(value.clone(), |field| conforming(field, value)))
                    .collect()
            }
        }
    }

    /// A type inside of itself has no further examples.
    fn of_named(&mut self, id: TypeId, ty: &Type) -> Vec<Node> {
        let Some(def) = self.catalog.type_def(id) else { return Vec::new() };
        if self.open.contains(&id) || self.open.len() == DEEPEST {
            return Vec::new();
        }
        match &def.kind {
            TypeKind::Object { .. } => minimal::value(self.catalog, ty).into_iter().collect(),
            TypeKind::Enum { values, closed } => {
                let other = (self.unlisted && !closed).then(|| unlisted(values.iter().map(|value| &value.value)));
                values.iter().map(|value| Node::of_literal(&value.value)).chain(other.flatten()).collect()
            }
            TypeKind::Alias(field) => self.of_type(&field.ty),
            TypeKind::Union(variants) => {
                self.open.push(id);
                let examples = variants.iter().flat_map(|variant| self.of_type(&variant.ty)).collect();
                self.open.pop();
                examples
            }
        }
    }
}
