//! Tables of fields.

use eventspec_catalog::{Catalog, Field, Type};

use super::{cell, deprecated, link, type_file};
use crate::describe;
use crate::write::{Code, CodeCell, Markdown, PlainText, code};

const HEAD: &str = "| Field | Type | Sent | Evidence | Meaning | Example |\n|---|---|---|---|---|---|";

/// The table of some fields, for a file in a folder.
pub(super) fn table(catalog: &Catalog, fields: &[Field]) -> Code<Markdown> {
    let rows = fields.iter().map(|field| row(catalog, field));
    code!("{}\n{}", HEAD, Code::join(rows, "\n"))
}

fn row(catalog: &Catalog, field: &Field) -> Code<Markdown> {
    code!(
        "| {} | {} | {} | {} | {} | {} |",
        CodeCell(&field.name),
        type_name(catalog, &field.ty),
        sent(field),
        field.evidence.as_str(),
        meaning(field),
        field.example.as_ref().map_or_else(Code::empty, |example| code!("{}", CodeCell(example.as_str())))
    )
}

fn sent(field: &Field) -> Code<Markdown> {
    let words = describe::states(field);
    if words.is_empty() { Code::literal("optional") } else { Code::join(words, ", ") }
}

fn meaning(field: &Field) -> Code<Markdown> {
    let deprecated = field.deprecated.as_ref().map(deprecated);
    let aliases = field.aliases.iter().map(|alias| code!("{}", CodeCell(alias)));
    let aliases = (!field.aliases.is_empty()).then(|| code!("Also sent as {}.", Code::join(aliases, ", ")));
    let since = field.since.as_ref().map(|since| code!("Since {}.", PlainText(since)));
    let limits = describe::constraint_notes(field).join("; ");
    let limits = (!limits.is_empty()).then(|| code!("{}.", PlainText(&limits)));
    Code::join([cell(field.doc.as_ref()), limits, deprecated, aliases, since].into_iter().flatten(), " ")
}

/// A type as the specification writes it, with links to the named ones.
pub(super) fn type_name(catalog: &Catalog, ty: &Type) -> Code<Markdown> {
    match ty {
        Type::Named(id) | Type::Alias(id, _) => {
            catalog.type_def(*id).map_or_else(Code::empty, |def| link("../", &type_file(def), &def.name))
        }
        Type::List(item) => code!("list\\<{}>", type_name(catalog, item)),
        Type::Map(value) => code!("map\\<{}>", type_name(catalog, value)),
        Type::Nullable(inner) => code!("{}?", type_name(catalog, inner)),
        Type::Scalar(_) => code!("{}", PlainText(&describe::type_name(catalog, ty))),
    }
}
