//! Nobody leaves a type out by accident: a `match` on the types of the model lists them all, so that a new one is a compile error
//! wherever something has to be decided for it.
//!
//! Clippy has a lint for wildcards, but it does not see them in tuples and options, nor `if let`, `let else`, `matches!` and `==`,
//! which all say "and nothing for the rest". Code that asks one question about one type calls a method of the model.

use std::collections::BTreeSet;
use std::path::Path;

use eventspec_tests::catalogues::root;
use eventspec_tests::{Verdict, fail, files};
use syn::parse::{Parse, ParseStream};
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, Item, Pat, Token};

/// The enums of the model whose variants are types, beside `Kind` of the runtime; and macros that stand for several of them in a pattern.
const TYPES: [&str; 3] = ["Type", "TypeKind", "Scalar"];
const PATTERNS: [&str; 5] = ["text_kind", "number_kind", "boolean_kind", "format_kind", "compound_kind"];

/// Functions that may leave types out: file, function, and why.
const EXCEPTIONS: [(&str, &str, &str); 4] = [
    (
        "crates/runtime/src/collection.rs",
        "read",
        "a list or a map is read where the generated accessor says that there is one",
    ),
    ("crates/runtime/src/choice.rs", "choose", "only unions have alternatives"),
    ("crates/runtime/src/lib.rs", "open", "an object is opened where the generated accessor says that there is one"),
    ("crates/runtime/src/scalar.rs", "read", "a date is read where the generated accessor says that there is one"),
];

#[test]
fn types_are_matched_without_wildcards() -> Verdict {
    let mut hits = Vec::new();
    for (file, text) in sources()? {
        let parsed = syn::parse_file(&text).map_err(|error| format!("{file}: {error}"))?;
        // `Kind` of the runtime, and in the tables of effects that of a change. Other enums are called so, too.
        let is_effects = file.starts_with("crates/emit/") && text.contains("[Effect; 2]");
        let is_kind = is_effects || file.starts_with("crates/runtime/") || text.contains("eventspec_runtime::");
        let types = if is_kind { [TYPES.as_slice(), &["Kind"]].concat() } else { TYPES.to_vec() };
        hits.extend(hidden(&parsed, &types).into_iter().map(|function| (file.clone(), function)));
    }
    let is_exception =
        |(file, function): &(String, String)| EXCEPTIONS.iter().any(|(path, name, _)| path == file && name == function);
    let (excepted, hits): (Vec<_>, Vec<_>) = hits.into_iter().partition(is_exception);
    let used: BTreeSet<_> = excepted.iter().map(|(file, function)| (file.as_str(), function.as_str())).collect();
    let unused = EXCEPTIONS.iter().filter(|(path, name, _)| !used.contains(&(*path, *name)));
    let unused = unused.map(|(path, name, _)| format!("{path}: `{name}` is an exception and needs none"));
    let hits = hits.iter().map(|(file, function)| {
        format!("{file}: `{function}` leaves types or kinds out: list them, or ask a method of the model")
    });
    let all: Vec<String> = hits.chain(unused).collect();
    if all.is_empty() { Ok(()) } else { fail(all.join("\n")) }
}

/// Rust files of the crates and of what knows types as they do: path from the root, and text.
fn sources() -> Result<Vec<(String, String)>, eventspec_tests::Failed> {
    let mut sources = Vec::new();
    for folder in ["crates", "tests/fuzz/src", "tests/slow/laws"] {
        for (path, bytes) in files::below(&root().join(folder))? {
            let is_test = path.contains("/tests/") || path.ends_with("/tests.rs");
            if Path::new(&path).extension().is_some_and(|extension| extension == "rs") && !is_test {
                sources.push((format!("{folder}/{path}"), String::from_utf8(bytes)?));
            }
        }
    }
    Ok(sources)
}

/// The functions in which a pattern hides types, each as often as it does.
fn hidden(file: &syn::File, types: &[&str]) -> Vec<String> {
    let mut visitor = Visitor { types, own: None, renamed: BTreeSet::new(), function: String::new(), hits: Vec::new() };
    visitor.visit_file(file);
    visitor.hits
}

struct Visitor<'a> {
    types: &'a [&'a str],
    /// The type of the `impl` around, if it is one of the types.
    own: Option<String>,
    /// Other names that a type has in this file.
    renamed: BTreeSet<String>,
    function: String,
    hits: Vec<String>,
}

impl Visitor<'_> {
    fn hit(&mut self) {
        self.hits.push(self.function.clone());
    }

    /// Whether a path names a variant of one of the types.
    fn is_variant(&self, path: &syn::Path) -> bool {
        let mut segments = path.segments.iter().rev();
        let (Some(_), Some(owner)) = (segments.next(), segments.next()) else { return false };
        let owner = owner.ident.to_string();
        owner == "Self" && self.own.is_some() || self.types.contains(&owner.as_str()) || self.renamed.contains(&owner)
    }

    /// Whether a pattern asks which type something is, at any depth.
    fn asks(&self, pat: &Pat) -> bool {
        self.is_type(pat) || parts(pat).iter().any(|(_, part)| self.asks(part))
    }

    fn is_type(&self, pat: &Pat) -> bool {
        match pat {
            Pat::Path(path) => self.is_variant(&path.path),
            Pat::TupleStruct(tuple) => self.is_variant(&tuple.path),
            Pat::Struct(fields) => self.is_variant(&fields.path),
            Pat::Macro(call) => {
                call.mac.path.segments.last().is_some_and(|last| PATTERNS.contains(&last.ident.to_string().as_str()))
            }
            _ => false,
        }
    }

    /// Whether among alternatives for one place some ask for a type, and another takes whatever is left.
    fn has_wildcard(&self, pats: &[&Pat]) -> bool {
        let pats: Vec<&Pat> = pats.iter().flat_map(|pat| alternatives(pat)).collect();
        if !pats.iter().any(|pat| self.asks(pat)) {
            return false;
        }
        let takes_all = pats.iter().any(|pat| is_catch_all(pat));
        if takes_all && pats.iter().any(|pat| self.is_type(pat)) {
            return true;
        }
        let places: BTreeSet<String> = pats.iter().flat_map(|pat| parts(pat)).map(|(place, _)| place).collect();
        let columns = places.iter().map(|place| {
            let inner = pats.iter().flat_map(|pat| parts(pat)).filter(|(other, _)| other == place);
            let whole = pats.iter().filter(|pat| is_catch_all(pat)).copied();
            inner.map(|(_, part)| part).chain(whole).collect::<Vec<_>>()
        });
        let asking: Vec<_> = columns.filter(|column| column.iter().any(|pat| self.asks(pat))).collect();
        let hiding = asking.iter().filter(|column| self.has_wildcard(column)).count();
        // Of a tuple, one place that lists all types is enough: the compiler stops there.
        let is_tuple = pats.iter().any(|pat| matches!(pat, Pat::Tuple(_)));
        if is_tuple { hiding == asking.len() } else { hiding > 0 }
    }
}

/// The patterns that a pattern is one of.
fn alternatives(pat: &Pat) -> Vec<&Pat> {
    match pat {
        Pat::Or(or) => or.cases.iter().flat_map(alternatives).collect(),
        Pat::Paren(paren) => alternatives(&paren.pat),
        Pat::Reference(reference) => alternatives(&reference.pat),
        Pat::Ident(ident) => match &ident.subpat {
            Some((_, pat)) => alternatives(pat),
            None => vec![pat],
        },
        _ => vec![pat],
    }
}

/// The patterns inside of a pattern, and where each stands.
fn parts(pat: &Pat) -> Vec<(String, &Pat)> {
    let name = |path: &syn::Path| path.segments.last().map_or_else(String::new, |last| last.ident.to_string());
    match pat {
        Pat::Or(_) | Pat::Paren(_) | Pat::Reference(_) => alternatives(pat).into_iter().flat_map(parts).collect(),
        Pat::Tuple(tuple) => tuple.elems.iter().enumerate().map(|(index, pat)| (index.to_string(), pat)).collect(),
        Pat::TupleStruct(tuple) => {
            let name = name(&tuple.path);
            tuple.elems.iter().enumerate().map(|(index, pat)| (format!("{name}.{index}"), pat)).collect()
        }
        Pat::Struct(fields) => {
            let name = name(&fields.path);
            let place = |member: &syn::Member| match member {
                syn::Member::Named(ident) => format!("{name}.{ident}"),
                syn::Member::Unnamed(index) => format!("{name}.{}", index.index),
            };
            fields.fields.iter().map(|field| (place(&field.member), &*field.pat)).collect()
        }
        Pat::Slice(slice) => slice.elems.iter().map(|pat| ("[]".to_owned(), pat)).collect(),
        _ => Vec::new(),
    }
}

fn is_catch_all(pat: &Pat) -> bool {
    matches!(pat, Pat::Wild(_) | Pat::Rest(_))
        || matches!(pat, Pat::Ident(ident) if ident.subpat.is_none() && !is_constant(&ident.ident))
}

fn is_constant(ident: &syn::Ident) -> bool {
    ident.to_string().starts_with(char::is_uppercase)
}

/// What is inside of `matches!`.
struct Matches {
    pat: Pat,
}

impl Parse for Matches {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.parse::<Expr>()?;
        input.parse::<Token![,]>()?;
        let pat = Pat::parse_multi_with_leading_vert(input)?;
        input.parse::<proc_macro2::TokenStream>()?;
        Ok(Self { pat })
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        // Tests of a module may ask what they like.
        let is_test = matches!(item, Item::Mod(module) if module.ident == "tests");
        if !is_test {
            visit::visit_item(self, item);
        }
    }

    fn visit_use_rename(&mut self, rename: &'ast syn::UseRename) {
        if self.types.contains(&rename.ident.to_string().as_str()) {
            self.renamed.insert(rename.rename.to_string());
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let name = match &*item.self_ty {
            syn::Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
            _ => None,
        };
        self.own = name.filter(|name| self.types.contains(&name.as_str()));
        visit::visit_item_impl(self, item);
        self.own = None;
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        self.function = signature.ident.to_string();
    }

    fn visit_expr_match(&mut self, expr: &'ast syn::ExprMatch) {
        // An arm with a guard does not end the list of those without.
        let pats: Vec<&Pat> = expr.arms.iter().map(|arm| &arm.pat).collect();
        if self.has_wildcard(&pats) {
            self.hit();
        }
        visit::visit_expr_match(self, expr);
    }

    /// `if let`, `while let`.
    fn visit_expr_let(&mut self, expr: &'ast syn::ExprLet) {
        if self.asks(&expr.pat) {
            self.hit();
        }
        visit::visit_expr_let(self, expr);
    }

    /// `let else`.
    fn visit_local(&mut self, local: &'ast syn::Local) {
        if self.asks(&local.pat) {
            self.hit();
        }
        visit::visit_local(self, local);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let is_matches = call.path.is_ident("matches");
        if is_matches && call.parse_body::<Matches>().is_ok_and(|body| self.asks(&body.pat)) {
            self.hit();
        }
        visit::visit_macro(self, call);
    }

    fn visit_expr_binary(&mut self, expr: &'ast syn::ExprBinary) {
        let is_variant = |expr: &Expr| match expr {
            Expr::Path(path) => self.is_variant(&path.path),
            Expr::Call(call) => matches!(&*call.func, Expr::Path(path) if self.is_variant(&path.path)),
            _ => false,
        };
        if matches!(expr.op, BinOp::Eq(_) | BinOp::Ne(_)) && (is_variant(&expr.left) || is_variant(&expr.right)) {
            self.hit();
        }
        visit::visit_expr_binary(self, expr);
    }
}

/// The test, tested: each of these hides a type, but for the last ones.
#[test]
fn what_hides_a_type_is_seen() -> Verdict {
    let hiding = [
        "match ty { Type::List(_) => 1, _ => 2 }",
        "match ty { Type::List(_) => 1, other => 2 }",
        "match (ty, node) { (Type::List(_), A::B) => 1, (_, _) => 2 }",
        "match (ty, node) { (Type::List(_), A::B) => 1, _ => 2 }",
        "match Some(ty) { Some(Type::List(_)) => 1, Some(_) => 2, None => 3 }",
        "match Some(ty) { Some(Type::List(_)) => 1, _ => 3 }",
        "match ty { Type::Scalar(Scalar::Any) => 1, Type::Scalar(_) => 2, Type::List(_) => 3 }",
        "match def { Some(TypeDef { kind: TypeKind::Union(_), .. }) => 1, Some(def) => 2, None => 3 }",
        "match kind { text_kind!() => 1, _ => 2 }",
        "match kind { Kind::Any => 1, _ => 2 }",
        "{ use Kind as K; match kind { K::Any => 1, _ => 2 } }",
        "{ if ty == Type::Any { 1 } else { 2 } }",
        "{ if let Type::List(item) = ty { 1 } else { 2 } }",
        "{ let Type::List(item) = ty else { return 2 }; 1 }",
        "matches!(ty, Type::List(_))",
        "matches!((ty, 1), (Type::List(_), 1) if true)",
    ];
    let open = [
        "match ty { Type::List(_) => 1, Type::Scalar(_) | Type::Map(_) => 2 }",
        "match (ty, node) { (Type::List(_), A::B) => 1, (Type::List(_) | Type::Map(_), _) => 2 }",
        "match ty { Type::List(item) => 1, Type::Map(_) => 2 }",
        "match node { A::B => 1, _ => 2 }",
        "{ if let Some(item) = ty.item() { 1 } else { 2 } }",
    ];
    let count = |body: &str| -> Result<usize, syn::Error> {
        Ok(hidden(&syn::parse_str(&format!("fn f() -> i32 {{ {body} }}"))?, &[&TYPES[..], &["Kind"]].concat()).len())
    };
    for (bodies, expected) in [(&hiding[..], 1), (&open[..], 0)] {
        for body in bodies {
            let found = count(body)?;
            if found != expected {
                return fail(format!("{found} in place of {expected}: {body}"));
            }
        }
    }
    Ok(())
}
