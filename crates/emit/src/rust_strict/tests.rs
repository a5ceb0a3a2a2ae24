//! An odd catalogue, and what becomes of it. That the output compiles and loses nothing is proven where it is compiled.

use eventspec_catalog::{Catalog, Sources, resolve};
use quote::quote;
use serde_json::{Value, json};

use super::annotations::attributes;
use super::typify_input::Owner;
use super::{modules, types, typify_input};
use crate::{EmitError, Files, Target, emit};

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

/// The files of all types as one text, in the order of the specification.
fn types_of(files: &Files) -> String {
    let paths = ["payloads/string", "types/self_", "types/ok", "types/empty", "types/string_mode", "types/string_pay"];
    paths.map(|path| text(files, &format!("src/{path}.rs"))).concat()
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
    let files = emit(&catalog(), Target::RustStrict).unwrap();
    let types = types_of(&files);
    assert_has(&types, &["pub struct String_ {", "pub struct Self_ {", "pub struct Ok_(", "pub struct Empty_ {}"]);
    assert_has(&types, &["#[serde(rename = \"🎉\")]", "\"self\" => Ok(Self::Self_)", "\"T00000\" => Ok(Self::T00000)"]);
    let rest = types.replace("T00000", "");
    let placeholder = rest.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| word.contains("0000"));
    assert_eq!(placeholder, None, "{types}");
}

#[test]
fn members_keep_order_and_states() {
    let files = emit(&catalog(), Target::RustStrict).unwrap();
    let types = types_of(&files);
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
    let files = emit(&catalog(), Target::RustStrict).unwrap();
    let expected = "#[serde(untagged)]\npub enum StringPay {\n    Ok(Ok_),\n    Integer(i64),\n    List(::std::vec::Vec<Self_>),\n    String(::std::string::String),\n}";
    assert_has(&types_of(&files), &[expected]);
}

#[test]
fn events_dispatch_by_name() {
    let files = emit(&catalog(), Target::RustStrict).unwrap();
    let expected = ["    Unknown_(String_),", "\"con\" => ::serde_json::from_slice(json).map(Self::Con),"];
    assert_has(text(&files, "src/event.rs"), &expected);
}

/// rustdoc would run what looks like code.
#[test]
fn documentation_holds_no_code() {
    let files = emit(&catalog(), Target::RustStrict).unwrap();
    for (path, text) in files.iter().filter(|(path, _)| path.contains("/src/")) {
        let docs = text.lines().filter_map(|line| line.trim_start().strip_prefix("//")?.strip_prefix(['/', '!']));
        let usage = |doc: &&str| doc.trim_start().starts_with("```") || doc.starts_with("     ");
        let code: Vec<&str> = docs.filter(usage).collect();
        let own = if path.ends_with("lib.rs") { 4 } else { 0 };
        assert_eq!(code.len(), own, "{path}: {code:?}");
    }
}

/// What emitting says where typify is given a changed schema.
fn with_schema(change: impl FnOnce(&mut Value)) -> EmitError {
    let catalog = catalog();
    let published = typify_input::published(&catalog);
    let mut schema = typify_input::schema(&catalog, &published);
    change(&mut schema);
    let made = types::of_schema(&catalog, &published, &schema);
    Files::collect(Target::RustStrict, |files| modules::emit(&catalog, made, files)).unwrap_err()
}

/// What it says where the second type of the catalogue is another one.
fn with_definition(definition: Value) -> EmitError {
    with_schema(|schema| schema["definitions"][typify_input::type_def(1)] = definition)
}

#[test]
fn a_schema_that_typify_refuses_is_an_error_with_its_place() {
    let error = with_definition(json!({ "type": "string", "pattern": "(" }));
    assert_eq!((error.target, error.path.as_str()), (Target::RustStrict, "rust-strict/src/shared.rs"));
    let part = error.part.unwrap();
    assert_eq!((part.name.as_str(), part.place.to_string().as_str()), ("type `ok`", "types/ok.toml:1:1"));
    let said = "typify refuses the schema: invalid schema for T00001: invalid pattern '(' ";
    assert!(error.cause.starts_with(said), "{}", error.cause);
}

#[test]
fn a_panic_of_typify_is_an_error_with_its_place() {
    for (definition, said) in [
        (json!({ "type": "string", "enum": ["a-", "a+"] }), ":\nFailed to make unique variant names for [a-,a+]"),
        (json!({ "$ref": "#/definitions/T99999" }), ":\n$ref #/definitions/T99999 is missing"),
    ] {
        let error = with_definition(definition);
        assert_eq!(error.part.unwrap().name, "type `ok`");
        assert!(error.cause.starts_with("typify panicked at ") && error.cause.ends_with(said), "{}", error.cause);
    }
}

#[test]
fn a_schema_that_is_refused_as_a_whole_is_an_error_without_a_part() {
    let error = with_schema(|schema| schema["definitions"] = json!(1));
    assert_eq!(error.part, None);
    assert!(error.cause.starts_with("typify refuses the schema: invalid type: integer `1`"), "{}", error.cause);
}

#[test]
fn attributes_that_do_not_parse_are_a_fault() {
    assert_eq!(attributes(&quote! { #[a] #[b] }).unwrap().len(), 2);
    let fault = attributes(&quote! { #[a] #! }).err().unwrap();
    assert_eq!(fault.cause, "tokens do not parse as Rust (expected square brackets), beginning with `# [a] # !`");
}

#[test]
fn an_item_that_does_not_parse_or_is_missing_is_an_error_with_its_place() {
    let catalog = catalog();
    let published = typify_input::published(&catalog);
    let made = |tokens| types::modules(&catalog, &published, tokens).ok().unwrap();
    let broken = made(quote! { #[derive(Debug)] pub struct T00001 { a: u8 b: u8 } });
    let shown = "# [derive (Debug)] pub struct Ok_ { a : u8 b : u8 }";
    let cause = format!("tokens do not parse as Rust (expected `,`), beginning with `{shown}`");
    assert_eq!(broken[&Some(Owner::Type(1))].whole().unwrap_err().cause, cause);
    let whole = made(quote! { pub struct P00000; });
    for (made, path, part, cause) in [
        (broken, "rust-strict/src/payloads/string.rs", "payload `string`", "typify made no type of it"),
        (whole, "rust-strict/src/types/empty.rs", "type `empty`", "typify made no type of it"),
    ] {
        let error = Files::collect(Target::RustStrict, |files| modules::emit(&catalog, Ok(made), files)).unwrap_err();
        assert_eq!((error.path.as_str(), error.part.unwrap().name.as_str(), error.cause.as_str()), (path, part, cause));
    }
}

#[test]
fn an_item_belongs_to_what_it_is_for() {
    let owner = |tokens| typify_input::owner(&tokens);
    assert_eq!(owner(quote! { #[doc = "T00001"] pub struct P00002 { a: T00003 } }), Some(Owner::Payload(2)));
    assert_eq!(owner(quote! { impl From<T00001> for T00003 { } }), Some(Owner::Type(3)));
    assert_eq!(owner(quote! { impl From<T00001> for String { } }), Some(Owner::Type(1)));
    assert_eq!(owner(quote! { pub mod error { } }), None);
}

/// A catalogue with a union of an object with a tag, one of each kind of type that takes objects, and another type.
fn choosing(union: &str) -> Files {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", format!("name = \"odd-events\"\nversion = \"1.0.0\"\ntitle = \"Odd\"\n{DOC}"));
    let tag = |value: &str, rest: &str| field("type", "string", &format!("{value}\nrequired = true\n{rest}"));
    let count = field("count", "integer", "nullable = true\nblank = true");
    sources.insert("types/choice.toml", format!("{DOC}\n{}{count}", tag("const = \"a\"", "aliases = [\"kind\"]")));
    sources.insert("types/union.toml", format!("{DOC}\nrest = \"any\"\n{}", tag("const = \"b\"", "")));
    sources.insert("types/one.toml", format!("{DOC}\n{}", field("one", "integer", "const = 1")));
    let event = format!("[[event]]\nname = \"ev\"\n{DOC}\n");
    sources.insert("events/ev.toml", format!("{DOC}\n{event}{}", field("it", union, "")));
    sources.insert("samples/ev/a.json", "{}");
    let catalog = resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render("spec", false)));
    emit(&catalog, Target::RustStrict).unwrap()
}

#[test]
fn a_union_of_several_objects_chooses() {
    let files = choosing("choice | union | one | map<integer?> | string | any");
    let union = text(&files, "src/types/ev_it.rs");
    assert_has(union, &["#[derive(::serde::Serialize, Clone, Debug, PartialEq)]\n#[serde(untagged)]\npub enum EvIt {"]);
    let expected = [
        "tag: Some(\"type\"),",
        "names: &[\"type\", \"kind\"], required: true, kinds: &[Kind::String], blank: false, \
         known: Some(&[Known::Text(\"a\")]),",
        "names: &[\"count\"], required: false, kinds: &[Kind::Null, Kind::Number], blank: true, known: None,",
        "tag: Some(0usize), has_rest: true,",
        "known: Some(&[Known::Integer(1i64)]), },], tag: None, has_rest: false, }),",
        "Alternative::Map(&[Kind::Null, Kind::Number]), Alternative::Other(&[Kind::String]), Alternative::Any",
        "|json| ::serde::Deserialize::deserialize(json).map(Self::Choice),",
    ];
    // Wherever lines break.
    let code = |text: &str| text.split_whitespace().collect::<String>();
    for part in expected {
        assert!(code(union).contains(&code(part)), "lacks {part}:\n{union}");
    }
    assert_has(text(&files, "src/lib.rs"), &["mod choice;"]);
    assert_has(text(&files, "src/choice.rs"), &["pub(crate) fn read<'de, D, T>("]);
}

#[test]
fn a_union_with_one_object_is_left_to_serde() {
    let files = choosing("choice | string | list<any>");
    let derived = "#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]\n#[serde(untagged)]";
    assert_has(text(&files, "src/types/ev_it.rs"), &[derived]);
    assert!(!text(&files, "src/lib.rs").contains("mod choice;"));
    assert!(files.iter().all(|(path, _)| path != "rust-strict/src/choice.rs"));
}
