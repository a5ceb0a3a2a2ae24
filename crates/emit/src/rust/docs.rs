//! The writer of Rust documentation: a text of the specification in, `#[doc]` attributes out.
//!
//! rustdoc reads Markdown, runs code blocks as tests and passes HTML through, so a description is reduced to
//! inline Markdown: no fences, no indentation, no tags, no links, no control characters. Nothing is deleted, all of it
//! can be read.

use eventspec_catalog::{Deprecation, Field, Type};
use proc_macro2::TokenStream;
use quote::quote;

use crate::describe;

/// Documentation out of paragraphs that are finished Markdown.
pub(crate) fn attributes(paragraphs: &[String]) -> TokenStream {
    let text = paragraphs.join("\n\n");
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote! { #(#[doc = #lines])* }
}

/// A description as inline Markdown.
pub(crate) fn prose(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(line).collect();
    lines.join("\n")
}

fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            match c {
                '<' | '[' | ']' | '~' => out.extend(['\\', c]),
                c if describe::is_invisible(c) => out.push_str(&describe::visible(c)),
                c => out.push(c),
            }
        }
    }
    out.replace("```", "\\`\\`\\`")
}

/// The facts of a field: wire name, type, states, evidence, example.
pub(crate) fn field(field: &Field, type_name: &str) -> TokenStream {
    let mut facts =
        vec![format!("Wire name {}", code(&field.name)), type_name.to_owned(), field.evidence.as_str().to_owned()];
    facts.extend(describe::states(field).into_iter().map(str::to_owned));
    let mut paragraphs = vec![prose(&field.doc), format!("{}.", facts.join(" · "))];
    if !field.aliases.is_empty() {
        let aliases: Vec<String> = field.aliases.iter().map(|alias| code(alias)).collect();
        paragraphs.push(format!("Also sent as {}.", aliases.join(", ")));
    }
    if let Some(since) = &field.since {
        paragraphs.push(format!("Since version {}.", code(since)));
    }
    if let Some(example) = &field.example {
        paragraphs.push(format!("Example: {}", code(example.as_str())));
    }
    attributes(&paragraphs)
}

/// `#[deprecated]`, where something is.
pub(crate) fn deprecated(deprecation: Option<&Deprecation>) -> TokenStream {
    let Some(deprecation) = deprecation else { return TokenStream::new() };
    let note = describe::deprecation(deprecation);
    let since = deprecation.since.iter();
    quote! { #[deprecated(#(since = #since,)* note = #note)] }
}

/// A code span: the text between more backticks than it holds, on one line.
pub(crate) fn code(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|c| if describe::is_invisible(c) || c == '\n' || c == '\t' { describe::visible(c) } else { c.to_string() })
        .collect();
    let longest = visible.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    if longest > 0 || visible.trim().len() < visible.len() || visible.is_empty() {
        format!("{fence} {visible} {fence}")
    } else {
        format!("{fence}{visible}{fence}")
    }
}

/// The name of a type for people.
pub(crate) fn type_name(catalog: &eventspec_catalog::Catalog, ty: &Type) -> String {
    let name = describe::type_name(catalog, ty);
    if name.contains('<') { code(&name) } else { name }
}
