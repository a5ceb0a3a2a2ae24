//! Shared groups: the table of their fields, a macro with what every payload and builder has of them, and a trait, so that one
//! function can serve every payload that includes a group.
//!
//! The methods of a payload are inherent, so that they need no trait in scope, and a field can move into a group. A macro says
//! them once for all payloads, and for the trait.

use eventspec_catalog::{Catalog, Group};
use quote::quote;

use crate::Files;
use crate::rust::{builders, docs, file, modules, names, payload, tables};
use crate::write::{Code, Rust, code};

/// Adds the modules of all groups.
pub(crate) fn emit(catalog: &Catalog, files: &mut Files) {
    let groups: Vec<_> = catalog.groups.iter().map(|group| (&group.ident, names::group(&group.ident))).collect();
    let doc = "Fields that several payloads share, a trait per group.";
    file(files, &Code::literal("src/groups/mod.rs"), &modules::list(doc, &groups, &quote! { pub(crate) }, &[]));
    for group in &catalog.groups {
        let path = code!("src/groups/{}.rs", names::file(&group.ident));
        files.about(group, |files| files.add(&path, &module(catalog, group)));
    }
}

fn module(catalog: &Catalog, group: &Group) -> Code<Rust> {
    let name = names::group(&group.ident);
    let doc = docs::attributes(&[docs::description(group.doc.as_ref())]);
    let table = tables::part(catalog, &quote! { pub(crate) static PART }, group.fields.iter());
    let table = Code::of_tokens(&quote! {
        use eventspec_runtime as rt;
        #table
    });
    let group_trait = Code::of_tokens(&quote! {
        #doc
        pub trait #name {
            #[doc(hidden)]
            fn __fields(&self) -> rt::Slots<'_>;

            fields!(accessors from 0 of __fields());
        }
    });
    code!("{}{}{}", table, fields_macro(catalog, group), group_trait)
}

/// The macro `fields!`: the methods of the group in a payload, and in its builder. It is private to the generated crate.
///
/// It takes the index that the first field has, and what has the fields: a payload reads its own lens, since a way through
/// the trait costs every read 5 % where a crate is not optimised as one with its dependencies.
fn fields_macro(catalog: &Catalog, group: &Group) -> Code<Rust> {
    let accessors = group.fields.iter().enumerate().map(|(index, field)| {
        code!(
            "{}$vis {}{{\n    self.$($fields)+.read($first + {})\n}}\n",
            Code::of_attributes(&payload::attributes(catalog, field)),
            Code::of_signature(&payload::signature(catalog, field, &quote! { '_ })),
            index
        )
    });
    let setters = group.fields.iter().enumerate().map(|(index, field)| {
        code!(
            "{}{}{{\n    Self(self.0.set($first + {}, value.into()))\n}}\n",
            Code::of_attributes(&builders::attributes(field)),
            Code::of_signature(&builders::signature(catalog, field)),
            index
        )
    });
    code!(
        "macro_rules! fields {{
    ($vis:vis accessors from $first:literal of $($fields:tt)+) => {{
{}    }};
    (setters from $first:literal) => {{
{}    }};
}}
pub(crate) use fields;
",
        Code::join(accessors, "").indented().indented(),
        Code::join(setters, "").indented().indented()
    )
}
