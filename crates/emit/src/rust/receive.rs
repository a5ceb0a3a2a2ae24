//! How an event is received with the tolerant SDK, as code to copy.

use eventspec_catalog::{Catalog, Event, Field};

use super::names;
use crate::target_row::Receive;
use crate::write::{Code, Markdown, RustString, code};

pub(super) const RECEIVE: Receive = Receive {
    language: "Rust",
    call: "`Event::decode(name, body)`",
    code: |catalog, event, field| receive(catalog, event, field).to_string(),
};

fn receive(catalog: &Catalog, event: &Event, field: Option<&Field>) -> Code<Markdown> {
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
        krate = names::library(&catalog.name),
        name = RustString(&event.name),
        variant = names::event(&event.ident),
        read = field
            .map_or_else(|| Code::literal("payload"), |field| code!("payload.{}()", names::accessor(&field.ident)))
    )
}
