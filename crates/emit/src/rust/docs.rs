//! Rust documentation: facts of the catalogue in, `#[doc]` attributes of Markdown out.

use eventspec_catalog::{Catalog, Deprecation, Doc, EnumValue, Event, Field, Type, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;

use crate::describe;
use crate::write::{Code, CodeSpan, Markdown, PlainText, Prose, code};

/// Documentation out of paragraphs.
pub(crate) fn attributes(paragraphs: &[Code<Markdown>]) -> TokenStream {
    let lines = lines(paragraphs);
    quote! { #(#[doc = #lines])* }
}

/// Paragraphs with an empty line between them; one without text is left out.
pub(crate) fn text(paragraphs: &[Code<Markdown>]) -> Code<Markdown> {
    Code::join(paragraphs.iter().filter(|paragraph| !paragraph.is_empty()), "\n\n")
}

/// The lines of documentation, as rustc takes them.
pub(crate) fn lines(paragraphs: &[Code<Markdown>]) -> Vec<String> {
    let text = text(paragraphs);
    text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") }).collect()
}

/// Text as a paragraph.
pub(crate) fn prose(text: &str) -> Code<Markdown> {
    code!("{}", Prose(text))
}

/// A description as a paragraph; empty if it is missing.
pub(crate) fn description(doc: Option<&Doc>) -> Code<Markdown> {
    doc.map_or_else(Code::empty, |doc| prose(doc))
}

/// The facts of a field: wire name, type, states, evidence, example.
pub(crate) fn field(field: &Field, type_name: &Code<Markdown>) -> TokenStream {
    let mut facts =
        vec![code!("Wire name {}", CodeSpan(&field.name)), type_name.clone(), Code::literal(field.evidence.as_str())];
    facts.extend(describe::states(field).into_iter().map(Code::literal));
    facts.extend(describe::constraint_notes(field).iter().map(|limit| code!("{}", PlainText(limit))));
    let mut paragraphs = vec![description(field.doc.as_ref()), code!("{}.", Code::join(facts, " · "))];
    paragraphs.extend(also_sent_as(&field.aliases));
    if let Some(since) = &field.since {
        paragraphs.push(code!("Since version {}.", CodeSpan(since)));
    }
    if let Some(example) = &field.example {
        paragraphs.push(code!("Example: {}", CodeSpan(example.as_str())));
    }
    attributes(&paragraphs)
}

/// The name of an event, and whether it may change.
pub(crate) fn wire_name(event: &Event) -> Code<Markdown> {
    let unstable = event.unstable.then(|| code!(" **Unstable**: {}.", PlainText(describe::UNSTABLE)));
    code!("Wire name {}.{}", CodeSpan(&event.name), unstable.unwrap_or(Code::empty()))
}

/// The sentence about aliases, where there are any.
pub(crate) fn also_sent_as(aliases: &[String]) -> Option<Code<Markdown>> {
    (!aliases.is_empty()).then(|| code!("Also sent as {}.", codes(aliases.iter())))
}

/// Code spans with commas between them.
pub(crate) fn codes<'a>(texts: impl Iterator<Item = &'a String>) -> Code<Markdown> {
    Code::join(texts.map(|text| CodeSpan(text)), ", ")
}

/// `#[deprecated]`, where something is.
pub(crate) fn deprecated(deprecation: Option<&Deprecation>) -> TokenStream {
    let Some(deprecation) = deprecation else { return TokenStream::new() };
    let note = describe::deprecation(deprecation);
    let since = deprecation.since.iter();
    quote! { #[deprecated(#(since = #since,)* note = #note)] }
}

/// The name of a type for people.
pub(crate) fn type_name(catalog: &Catalog, ty: &Type) -> Code<Markdown> {
    let name = describe::type_name(catalog, ty);
    let name = if name.contains('<') { code!("{}", CodeSpan(&name)) } else { prose(&name) };
    match catalog.kind(ty).filter(|kind| kind.read_as().is_some()) {
        Some(kind) => code!("{} ({})", name, known(kind)),
        None => name,
    }
}

/// The known values of an enum, each with what it means.
pub(crate) fn known_values(values: &[EnumValue], closed: bool) -> Code<Markdown> {
    let known = values.iter().map(|value| {
        let doc = value.doc.as_ref().map_or_else(Code::empty, |doc| code!(": {}", Prose(doc)));
        code!("- {}{}", CodeSpan(&value.value.to_string()), doc)
    });
    let more = if closed { "" } else { "\n- Additional values are possible." };
    code!("Known values:\n\n{}{}", Code::join(known, "\n"), more)
}

/// How many values are listed where they are read as a built-in type.
const LISTED: usize = 8;

/// The known values of an enum whose type does not list them.
fn known(kind: &TypeKind) -> Code<Markdown> {
    let values = kind.values().unwrap_or_default();
    let shown = values.iter().take(LISTED).map(|value| code!("{}", CodeSpan(&value.value.to_string())));
    let more = if values.len() > LISTED || !kind.is_closed() { " or another" } else { "" };
    code!("{}{}", Code::join(shown, ", "), more)
}
