//! The pages of groups and of named types.

use askama::Template;
use eventspec_catalog::{Catalog, EnumValue, Field, Group, GroupId, TypeDef, TypeKind, Unlisted, Variant};

use super::fields::Anchors;
use super::{Page, Site, fields, in_line, links, page, paragraphs};
use crate::write::{BreakableName, Code, Html, HtmlText, code, print, views};
use crate::{Files, alternatives, describe};

views! {
    #[derive(Template)]
    #[template(path = "docs/reference.html", escape = "none")]
    struct Reference {
        kind: &'static str,
        name: Code<Html>,
        doc: Option<Code<Html>>,
        /// What is known of it as a whole.
        note: Code<Html>,
        content: Code<Html>,
    }

    #[derive(Template)]
    #[template(path = "docs/values.html", escape = "none")]
    struct Values {
        rows: Vec<ValueView>,
    }

    struct ValueView {
        value: Code<Html>,
        doc: Option<Code<Html>>,
    }
}

/// Adds the page of a group.
pub(super) fn group(site: &Site<'_>, id: GroupId, group: &Group, files: &mut Files) {
    let events = links::events(Page::Below, site.carriers(id).iter().copied());
    let content = Reference {
        kind: "Group of fields",
        name: code!("{}", BreakableName(&group.name)),
        doc: paragraphs(group.doc.as_ref()),
        note: if events.is_empty() { events } else { code!("Sent with {}.", events) },
        content: fields::table(site.catalog, &group.fields, Anchors::Home),
    };
    page::add(site.catalog, files, (Page::Below, &links::group(group)), &group.name, &content);
}

/// Adds the page of a named type.
pub(super) fn type_def(catalog: &Catalog, def: &TypeDef, files: &mut Files) {
    let said = Code::literal;
    let (kind, note, content) = match &def.kind {
        TypeKind::Object { fields, unlisted } => {
            let note = match unlisted {
                Unlisted::Never => said("The source documents that there are no other members."),
                Unlisted::Unknown => said("Additional members are possible."),
                Unlisted::Rest(rest) => fields::rest(catalog, rest),
            };
            let original = def.refines.and_then(|id| catalog.type_def(id)).map(|original| {
                code!("{} with narrower members.", links::link(Page::Below, &links::type_def(original), &original.name))
            });
            ("Object", Code::join(original.into_iter().chain([note]), " "), members(catalog, fields))
        }
        TypeKind::Enum { values, closed: true } => {
            ("Enum", said("The source documents that there are no other values."), known(values))
        }
        TypeKind::Enum { values, closed: false } => ("Enum", said("Additional values are possible."), known(values)),
        TypeKind::Union(variants) => {
            let item = |variant: &Variant| {
                let name = fields::type_name(catalog, &variant.ty);
                code!("<li>{}", alternatives::with_tag(catalog, variants, &variant.ty, name))
            };
            let items = Code::join(variants.iter().map(item), "\n");
            ("Union", alternatives::told_apart(catalog, variants), code!("<ol>\n{}\n</ol>", items))
        }
        TypeKind::Alias(field) => ("Alias", said("Another name for:"), alias(catalog, field)),
    };
    let content = Reference {
        kind,
        name: code!("{}", BreakableName(&def.name)),
        doc: paragraphs(def.doc.as_ref()),
        note,
        content,
    };
    page::add(catalog, files, (Page::Below, &links::type_def(def)), &def.name, &content);
}

/// What an alias stands for, what its values are held to, and one of them.
fn alias(catalog: &Catalog, field: &Field) -> Code<Html> {
    let constraints = describe::constraint_notes(field).join("; ");
    let constraints = (!constraints.is_empty()).then(|| code!("; {}", HtmlText(&constraints)));
    let example = field.example.as_ref().map(|json| code!("<p>Example: <code>{}</code></p>", HtmlText(json.as_str())));
    code!(
        "<p>{}{}</p>{}",
        fields::type_name(catalog, &field.ty),
        constraints.unwrap_or_else(Code::empty),
        example.unwrap_or_else(Code::empty)
    )
}

fn members(catalog: &Catalog, fields: &[Field]) -> Code<Html> {
    fields::table(catalog, fields, Anchors::Home)
}

fn known(values: &[EnumValue]) -> Code<Html> {
    let view = |value: &EnumValue| ValueView {
        value: code!("<code>{}</code>", HtmlText(&describe::quoted(&value.value.to_string()))),
        doc: in_line(value.doc.as_ref()),
    };
    print(&Values { rows: values.iter().map(view).collect() })
}
