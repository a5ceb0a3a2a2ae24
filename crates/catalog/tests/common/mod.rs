//! Small specifications, and what is found in them.

use eventspec_catalog::{Report, Sources, resolve};
use serde_json::Value;

pub(crate) const HEAD: &str =
    "name = \"made-up\"\ntitle = \"Made up\"\nversion = \"1.0.0\"\ndoc = \"Events that nobody sends.\"\n";

/// A field of the given type and other keys.
pub(crate) fn field(name: &str, ty: &str, keys: &str) -> String {
    format!("[[field]]\nname = {name:?}\ntype = \"{ty}\"\n{keys}\ndoc = \"A field.\"\n")
}

/// A specification with these types and one event `order` with these fields.
pub(crate) fn spec(types: &[(&str, String)], fields: &[String]) -> Sources {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", HEAD);
    for (name, text) in types {
        sources.insert(format!("types/{name}.toml"), format!("doc = \"A type.\"\n{text}"));
    }
    let event = "doc = \"An order.\"\n[[event]]\nname = \"order\"\ndoc = \"Placed.\"\n";
    sources.insert("events/order.toml", event.to_owned() + &fields.concat());
    sources
}

pub(crate) fn with_sample(mut sources: Sources, text: &str) -> Sources {
    sources.insert("samples/order/documented.json", text);
    sources
}

pub(crate) fn report(sources: &Sources) -> Report {
    resolve(sources).expect_err("there is a finding")
}

/// Each finding: where it is, what it says, and the other places that it is about.
pub(crate) fn found(sources: &Sources) -> Vec<String> {
    let Err(report) = resolve(sources) else { return Vec::new() };
    let all: Value = serde_json::from_str(&report.to_json("")).unwrap();
    let place = |of: &Value| format!("{}:{}:{}", of["file"].as_str().unwrap(), of["line"], of["column"]);
    let one = |finding: &Value| {
        let related = finding["related"].as_array().unwrap().iter();
        let related: String = related.map(|other| format!(" | {}", place(other))).collect();
        format!("{}: {}{related}", place(finding), finding["message"].as_str().unwrap())
    };
    all.as_array().unwrap().iter().map(one).collect()
}

/// A field of each type that can go wrong in a way of its own, and an object with a required field.
pub(crate) fn every_way() -> Sources {
    spec(
        &[("inner", field("id", "string", "required = true"))],
        &[
            field("id", "string", "required = true\naliases = [\"ident\"]"),
            field("count", "integer", ""),
            field("state", "string", "values = [\"open\", \"\"]"),
            field("day", "date(DD-MM)", ""),
            field("inner", "inner", ""),
        ],
    )
}
