//! How to handle an event with the generated packages, as code to copy.

use eventspec_catalog::{Catalog, Event, Field, Payload, Scalar};

use crate::rust::names as rust;
use crate::typescript::names as typescript;
use crate::write::{Code, ExactText, Html, Markdown, RustString, TsKey, TsString, TypeScript, code, views};

views! {
    /// Code in one language.
    pub(super) struct Snippet {
        pub(super) language: &'static str,
        pub(super) code: Code<Html>,
    }
}

/// The code for each SDK.
pub(super) fn snippets(catalog: &Catalog, event: &Event, payload: &Payload) -> Vec<Snippet> {
    let field = telling_field(catalog, payload);
    let (rust, typescript) = (in_rust(catalog, event, field), in_typescript(catalog, event, field));
    vec![
        Snippet { language: "Rust", code: code!("{}", ExactText(rust.as_str())) },
        Snippet { language: "TypeScript", code: code!("{}", ExactText(typescript.as_str())) },
    ]
}

/// A field to show: a number of the event's own rather than an id, or than what all events have.
fn telling_field<'a>(catalog: &'a Catalog, payload: &'a Payload) -> Option<&'a Field> {
    let fields = || catalog.fields(payload).filter(|field| field.deprecated.is_none());
    let numbers = fields().filter(|field| field.ty.scalar() == Some(&Scalar::Number) && !field.blank);
    numbers.last().or_else(|| fields().last())
}

fn in_rust(catalog: &Catalog, event: &Event, field: Option<&Field>) -> Code<Markdown> {
    code!(
        "use {krate}::{{DecodeError, Event}};

fn receive(body: &[u8]) -> Result<(), DecodeError> {{
    let event = Event::decode({name}, body)?;
    if let Event::{variant}(payload) = &event {{
        println!(\"{{:?}}\", {read});
    }}
    for deviation in event.deviations() {{
        eprintln!(\"{{deviation}}\"); // reported, not thrown
    }}
    Ok(())
}}
",
        krate = rust::library(&catalog.name),
        name = RustString(&event.name),
        variant = rust::pascal_beside(&event.ident, &["Unknown"]),
        read =
            field.map_or_else(|| Code::literal("payload"), |field| code!("payload.{}()", rust::function(&field.ident)))
    )
}

fn in_typescript(catalog: &Catalog, event: &Event, field: Option<&Field>) -> Code<TypeScript> {
    code!(
        "import {{ {value} }} from {package};

export function receive(body: string | Uint8Array) {{
  const result = {value}.decode(body); // never throws
  if (!result.ok) throw new Error(result.error.message);
  const {{ payload, deviations }} = result.event;
  console.log(payload{member});
  for (const {{ class: kind, path }} of deviations) console.warn(kind, path);
}}
",
        package = TsString(&catalog.name),
        value = typescript::event::<TypeScript>(&event.ident),
        member = field.map_or_else(Code::empty, |field| member(&field.name))
    )
}

/// Access to a member: `.key`, or `["the key"]` if the key is not an identifier.
fn member(key: &str) -> Code<TypeScript> {
    let written = code!("{}", TsKey(key));
    if written.as_str().starts_with('"') { code!("[{}]", written) } else { code!(".{}", written) }
}
