//! How an event is received with the SDK, as code to copy.

use eventspec_catalog::{Catalog, Event, Field};

use super::{Ts, names};
use crate::target_row::Receive;
use crate::write::{Code, TsKey, TsString, code};

pub(super) const RECEIVE: Receive = Receive {
    language: "TypeScript",
    call: "`decode(name, body)`",
    code: |catalog, event, field| receive(catalog, event, field).to_string(),
};

fn receive(catalog: &Catalog, event: &Event, field: Option<&Field>) -> Ts {
    code!(
        "import {{ {value} }} from {package};

export function receive(body: string | Uint8Array) {{
  const result = {value}.decode(body); // never throws
  if (!result.ok) throw new Error(result.error.message);
  const {{ event }} = result;
  for (const {{ class: kind, path }} of event.deviations) console.warn(kind, path);
  if (event.conforms) console.log(event.payload{member}); // has its declared type
}}
",
        package = TsString(&catalog.name),
        value = names::event(&event.ident),
        member = field.map_or_else(Code::empty, |field| member(&field.name))
    )
}

/// Access to a member: `.key`, or `["the key"]` if the key is not an identifier.
fn member(key: &str) -> Ts {
    let written = code!("{}", TsKey(key));
    if written.as_str().starts_with('"') { code!("[{}]", written) } else { code!(".{}", written) }
}
