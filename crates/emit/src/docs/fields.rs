//! Tables of fields. A table is printed once for its payload, group or type, and stands on every page that has it.

use askama::Template;
use eventspec_catalog::{Catalog, Evidence, Field, Type, TypeKind};

use super::{Page, in_line, links, text};
use crate::describe;
use crate::write::{Anchor, BreakableName, Code, Html, HtmlText, code, print, views};

/// How many values of an enum are listed at a field; the page of the enum has all.
const VALUES_SHOWN: usize = 8;
/// Characters of a name that fit into the first column.
const NAME_FITS: usize = 24;

views! {
    #[derive(Template)]
    #[template(path = "docs/fields.html", escape = "none")]
    struct Table {
        /// That of the fields which are not marked.
        evidence: &'static str,
        rows: Vec<Row>,
    }

    struct Row {
        /// Where links may lead to the field.
        anchor: Option<Code<Html>>,
        name: Code<Html>,
        deprecated: bool,
        ty: Code<Html>,
        sent: &'static str,
        doc: Option<Code<Html>>,
        notes: Vec<Code<Html>>,
        example: Option<Code<Html>>,
        evidence: Option<&'static str>,
    }
}

/// Whether links may lead to the fields of a table.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Anchors {
    /// The page where the fields are defined.
    Home,
    /// A page that repeats the table.
    None,
}

/// The table of some fields, for a page in a folder; empty if there are no fields.
pub(super) fn table(catalog: &Catalog, fields: &[Field], anchors: Anchors) -> Code<Html> {
    let Some(usual) = usual_evidence(fields) else { return Code::empty() };
    let rows = fields.iter().map(|field| row(catalog, field, usual, anchors)).collect();
    print(&Table { evidence: usual.as_str(), rows })
}

/// The evidence that most of the fields have; it is said once, above them.
fn usual_evidence(fields: &[Field]) -> Option<Evidence> {
    let count = |evidence: Evidence| fields.iter().filter(|field| field.evidence == evidence).count();
    let all = [Evidence::Inferred, Evidence::Sampled, Evidence::Documented];
    all.into_iter().filter(|_| !fields.is_empty()).max_by_key(|evidence| count(*evidence))
}

fn row(catalog: &Catalog, field: &Field, usual: Evidence, anchors: Anchors) -> Row {
    Row {
        anchor: (anchors == Anchors::Home).then(|| code!("{}", Anchor(&field.ident))),
        name: if field.name.len() > NAME_FITS { code!("{}", BreakableName(&field.name)) } else { text(&field.name) },
        deprecated: field.deprecated.is_some(),
        ty: type_name(catalog, &field.ty),
        sent: sent(field),
        doc: in_line(field.doc.as_ref()),
        notes: notes(catalog, field),
        example: field.example.as_ref().map(|example| text(example.as_str())),
        evidence: (field.evidence != usual).then(|| field.evidence.as_str()),
    }
}

/// Whether it is always sent, and as what besides a value.
fn sent(field: &Field) -> &'static str {
    match (field.required, field.blank, field.nullable) {
        (true, false, false) => "always",
        (true, true, false) => "always, may be blank",
        (true, false, true) => "always, may be null",
        (true, true, true) => "always, may be blank or null",
        (false, false, false) => "optional",
        (false, true, false) => "optional, may be blank",
        (false, false, true) => "optional, may be null",
        (false, true, true) => "optional, may be blank or null",
    }
}

/// Further notes about a field.
fn notes(catalog: &Catalog, field: &Field) -> Vec<Code<Html>> {
    let deprecation = field.deprecated.as_ref().map(describe::deprecation);
    let deprecated = deprecation.map(|how| code!("Deprecated: {}.", HtmlText(&how)));
    let values = catalog.kind(&field.ty).and_then(values);
    let aliases = (!field.aliases.is_empty()).then(|| code!("Also sent as {}.", codes(&field.aliases)));
    let since = field.since.as_ref().map(|since| code!("Since {}.", HtmlText(since)));
    let limits = describe::constraint_notes(field).join("; ");
    let limits = (!limits.is_empty()).then(|| code!("{}.", HtmlText(&limits)));
    [deprecated, values, limits, aliases, since].into_iter().flatten().collect()
}

/// The values of an enum, where they are few.
fn values(kind: &TypeKind) -> Option<Code<Html>> {
    let values = kind.values()?;
    let shown: Vec<String> =
        values.iter().take(VALUES_SHOWN).map(|value| describe::quoted(&value.value.to_string())).collect();
    let more = match (values.len() > VALUES_SHOWN, kind.is_closed()) {
        (true, _) => " and more.",
        (false, true) => ".",
        (false, false) => "; additional values are possible.",
    };
    Some(code!("One of {}{}", codes(&shown), more))
}

/// What is said about members that no field lists.
pub(super) fn rest(catalog: &Catalog, rest: &Field) -> Code<Html> {
    let null: Code<Html> = if rest.nullable { Code::literal(" or <code>null</code>") } else { Code::empty() };
    code!("Members with other keys are of type {}{}.", type_name(catalog, &rest.ty), null)
}

/// Names or values, in a list.
pub(super) fn codes(texts: &[String]) -> Code<Html> {
    Code::join(texts.iter().map(|text| code!("<code>{}</code>", HtmlText(text))), ", ")
}

/// A type as the specification writes it, with links to the named ones.
pub(super) fn type_name(catalog: &Catalog, ty: &Type) -> Code<Html> {
    match ty {
        Type::Named(id) | Type::Alias(id, _) => catalog.type_def(*id).map_or_else(Code::empty, |def| {
            let (root, page) = (Page::Below.root(), links::type_def(def));
            code!("<a href=\"{}{}\">{}</a>", root, page, BreakableName(&def.name))
        }),
        Type::List(item) => code!("list&lt;{}&gt;", type_name(catalog, item)),
        Type::Map(value) => code!("map&lt;{}&gt;", type_name(catalog, value)),
        Type::Nullable(inner) => code!("{}?", type_name(catalog, inner)),
        Type::Scalar(_) => text(&describe::type_name(catalog, ty)),
    }
}

#[cfg(test)]
mod tests {
    use eventspec_catalog::{Sources, resolve};

    use super::*;

    fn shown(count: usize) -> String {
        let names: Vec<String> = (0..count).map(|index| format!("\"v{index}\"")).collect();
        let mut sources = Sources::default();
        sources.insert("catalog.toml", "name = \"x-events\"\nversion = \"1.0.0\"\ntitle = \"x\"\ndoc = \"x\"\n");
        let event = "doc = \"x\"\n[[event]]\nname = \"a\"\ndoc = \"x\"\n[[field]]\nname = \"f\"\ntype = \"string\"\ndoc = \"x\"\n";
        sources.insert("events/a.toml", format!("{event}values = [{}]\n", names.join(", ")));
        sources.insert("samples/a/b.json", "{}");
        let catalog = resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)));
        let field = catalog.payloads.iter().flat_map(|payload| catalog.fields(payload)).next().unwrap();
        notes(&catalog, field).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn values_are_shown_where_they_are_few() {
        assert_eq!(shown(1), "One of <code>v0</code>; additional values are possible.");
        assert!(shown(VALUES_SHOWN).ends_with("<code>v7</code>; additional values are possible."));
        assert!(shown(VALUES_SHOWN + 1).ends_with("<code>v7</code> and more."));
    }
}
