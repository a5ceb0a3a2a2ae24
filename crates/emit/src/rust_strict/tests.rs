//! An odd catalogue, and what becomes of it. That the output compiles and loses nothing is proven where it is compiled.

use eventspec_catalog::{Catalog, Sources, resolve};

use crate::{Files, Target, emit};

const DOC: &str = r#"doc = """a

```rust
panic!()
```

    let x: = 1;
""""#;

fn field(name: &str, ty: &str, rest: &str) -> String {
    format!("[[field]]\nname = \"{name}\"\ntype = \"{ty}\"\n{DOC}\n{rest}\n")
}

fn catalog() -> Catalog {
    let mut sources = Sources::default();
    let head = "name = \"odd-events\"\nversion = \"1.0.0\"\ntitle = \"Odd \\\" */\"\n";
    sources.insert("catalog.toml", format!("{head}{DOC}"));
    let events = ["unknown", "con"].map(|name| format!("[[event]]\nname = \"{name}\"\n{DOC}\n")).concat();
    let fields = [
        field("meta.lead_name", "string", ""),
        field("meta_lead_name", "number", "ident = \"lead\"\nblank = true"),
        field("extra", "any", "required = true\nnullable = true"),
        field("type", "boolean", "nullable = true\nblank = true\naliases = [\"kind\"]"),
        field("mode", "string", "closed = true\nvalues = [\"\", \"🎉\", \"a b\", \"self\", \"T00000\"]"),
        field("tags", "list<map<string>>", "required = true\nnullable = true"),
        field("pay", "ok | integer | list<self> | string", ""),
        field("none", "empty", ""),
    ];
    sources.insert("events/string.toml", format!("{DOC}\n{events}{}", fields.concat()));
    sources.insert("types/self.toml", format!("{DOC}\n{}", field("self", "self", "required = true\nnullable = true")));
    sources.insert("types/ok.toml", format!("{DOC}\nvalues = [\"a\"]\n"));
    sources.insert("types/empty.toml", format!("{DOC}\nclosed = true\nfield = []\n"));
    for event in ["unknown", "con"] {
        sources.insert(format!("samples/{event}/a.json"), r#"{"extra":null,"tags":null}"#);
    }
    resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render("spec", false)))
}

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    let path = format!("rust-strict/{path}");
    files.iter().find(|(other, _)| *other == path).map_or_else(|| panic!("no {path}"), |(_, text)| text)
}

fn assert_has(text: &str, expected: &[&str]) {
    for part in expected {
        assert!(text.contains(part), "lacks {part}:\n{text}");
    }
}

#[test]
fn names_are_put_back() {
    let files = emit(&catalog(), Target::RustStrict);
    let types = text(&files, "src/types.rs");
    assert_has(types, &["pub struct String_ {", "pub struct Self_ {", "pub struct Ok_(", "pub struct Empty_ {}"]);
    assert_has(types, &["#[serde(rename = \"🎉\")]", "\"self\" => Ok(Self::Self_)", "\"T00000\" => Ok(Self::T00000)"]);
    let rest = types.replace("T00000", "");
    let placeholder = rest.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| word.contains("0000"));
    assert_eq!(placeholder, None, "{types}");
}

#[test]
fn members_keep_order_and_states() {
    let files = emit(&catalog(), Target::RustStrict);
    let types = text(&files, "src/types.rs");
    let expected = [
        "pub meta_lead_name: Option<::std::string::String>,",
        "pub lead: Option<Blank<::serde_json::Number>>,",
        "pub extra: Option<::serde_json::Value>,",
        "pub r#type: Option<Option<Blank<bool>>>,",
        "pub type__alias1: Option<Option<Blank<bool>>>,",
        "pub mode: Option<StringMode>,",
        "pub tags: Option<",
        "pub pay: Option<StringPay>,",
        "pub none: Option<Empty_>,",
        "pub extra_: ::serde_json::Map<::std::string::String, ::serde_json::Value>,",
        "pub self_: Option<::std::boxed::Box<Self_>>,",
    ];
    let places: Vec<Option<usize>> = expected.iter().map(|part| types.find(part)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}\n{types}");
}

#[test]
fn a_union_is_an_enum_in_the_order_of_the_specification() {
    let files = emit(&catalog(), Target::RustStrict);
    let expected = "#[serde(untagged)]\npub enum StringPay {\n    Ok(Ok_),\n    Integer(i64),\n    List(::std::vec::Vec<Self_>),\n    String(::std::string::String),\n}";
    assert_has(text(&files, "src/types.rs"), &[expected]);
}

#[test]
fn events_dispatch_by_name() {
    let files = emit(&catalog(), Target::RustStrict);
    let expected = ["    Unknown_(String_),", "\"con\" => ::serde_json::from_slice(json).map(Self::Con),"];
    assert_has(text(&files, "src/event.rs"), &expected);
}

/// rustdoc would run what looks like code.
#[test]
fn documentation_holds_no_code() {
    let files = emit(&catalog(), Target::RustStrict);
    for (path, text) in files.iter().filter(|(path, _)| path.contains("/src/")) {
        let docs = text.lines().filter_map(|line| line.trim_start().strip_prefix("//")?.strip_prefix(['/', '!']));
        let usage = |doc: &&str| doc.trim_start().starts_with("```") || doc.starts_with("     ");
        let code: Vec<&str> = docs.filter(usage).collect();
        let own = if path.ends_with("lib.rs") { 4 } else { 0 };
        assert_eq!(code.len(), own, "{path}: {code:?}");
    }
}
