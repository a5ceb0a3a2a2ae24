//! Structure facts on a small catalogue, and payloads that the schemas take or refuse.

use eventspec_catalog::{Catalog, Sources, resolve};
use serde_json::{Value, json};

use crate::{Files, Target, emit};

const EVENTS: &str = r#"
doc = "An order."
[[event]]
name = "order.create"
aliases = ["ordercreate"]
doc = "Placed. `\"`"
deprecated = { since = "1.1.0", use = "order_place", sunset = "2027-01-01" }
[[event]]
name = "con"
doc = "Named like a device."
[[field]]
name = "id"
type = "uuid"
doc = "Key."
required = true
[[field]]
name = "meta.coins"
type = "number"
doc = "Coins."
required = true
blank = true
aliases = ["coins"]
example = "0.10"
[[field]]
name = "day"
type = "date(DD.MM-YYYY)"
doc = "Day."
nullable = true
evidence = "inferred"
[[field]]
name = "note"
type = "string"
doc = "Note."
blank = true
[[field]]
name = "state"
type = "state"
doc = "State."
nullable = true
[[field]]
name = "phase"
type = "string"
values = ["new", { value = "old", doc = "Gone." }]
doc = "Phase."
[[field]]
name = "tree"
type = "list<node>"
doc = "Tree."
[[field]]
name = "extra"
type = "map<any>"
doc = "Attributes."
[[field]]
name = "pay"
type = "integer | node | uuid"
doc = "Payment."
"#;

fn catalog() -> Catalog {
    let mut sources = Sources::default();
    let head = "name = \"shop-events\"\nversion = \"1.2.3\"\ntitle = \"Shop\"\ndoc = \"The shop.\"\nschema_base = \"https://example.com/\"\nself_contained_schemas = true\n";
    sources.insert("catalog.toml", head);
    sources.insert("events/order.toml", EVENTS);
    sources.insert(
        "types/node.toml",
        "doc = \"N.\"\nclosed = true\n[[field]]\nname = \"next\"\ntype = \"list<node>\"\ndoc = \"x\"\n",
    );
    sources.insert("types/state.toml", "doc = \"S.\"\nclosed = true\nvalues = [\"on\", \"off\"]\n");
    let sample = r#"{"id":"449ebf4f-f3e2-471a-a21f-47d8e148f259","coins":1}"#;
    sources.insert("samples/order.create/all.json", sample);
    sources.insert("samples/con/all.json", sample);
    resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render("spec", false)))
}

fn read(files: &Files, path: &str) -> Value {
    let path = format!("json-schema/{path}");
    let (_, text) = files.iter().find(|(other, _)| *other == path).unwrap_or_else(|| panic!("no {path}"));
    serde_json::from_str(text).unwrap()
}

fn event() -> Value {
    read(&emit(&catalog(), Target::JsonSchema).unwrap(), "2020-12/order_create.schema.json")
}

/// A payload that is valid, with some members replaced.
fn payload(members: &Value) -> Value {
    let mut payload = json!({"id": "449ebf4f-f3e2-471a-a21f-47d8e148f259", "meta.coins": 2.5});
    payload.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    payload
}

#[test]
fn a_file_per_event_and_draft_and_a_bundle() {
    let files = emit(&catalog(), Target::JsonSchema).unwrap();
    let paths: Vec<&str> = files.iter().map(|(path, _)| path).collect();
    let expected =
        ["con_", "order_create", "shop-events"].map(|stem| format!("json-schema/2020-12/{stem}.schema.json"));
    assert_eq!(paths[..3], expected);
    assert_eq!(paths.len(), 6);
}

#[test]
fn an_event_says_what_the_specification_says() {
    let schema = event();
    assert_eq!(schema["$id"], "https://example.com/2020-12/order_create.schema.json");
    assert_eq!(schema["title"], "order.create");
    assert_eq!(schema["description"], "Placed. `\"`\n\nAn order.");
    assert_eq!(schema["deprecated"], true);
    assert_eq!(schema["x-deprecated"], json!({"since": "1.1.0", "use": "order_place", "sunset": "2027-01-01"}));
    assert_eq!(schema["x-aliases"], json!(["ordercreate"]));
    assert_eq!(schema["required"], json!(["id"]));
    assert_eq!(schema["allOf"], json!([{"anyOf": [{"required": ["meta.coins"]}, {"required": ["coins"]}]}]));
    assert_eq!(schema["additionalProperties"], json!({}));
    let names: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["id", "meta.coins", "coins", "day", "note", "state", "phase", "tree", "extra", "pay"]);
}

#[test]
fn a_property_says_what_its_field_says() {
    let properties = &event()["properties"];
    let coins = json!({
        "description": "Coins.",
        "oneOf": [{"type": "number"}, {"const": ""}],
        "x-example": "0.10",
        "examples": [0.1],
        "x-aliases": ["coins"],
        "x-blank": true,
        "x-evidence": "documented",
    });
    assert_eq!(properties["meta.coins"], coins);
    assert_eq!(properties["coins"]["x-alias-of"], "meta.coins");
    assert_eq!(properties["day"]["pattern"], r"^(0[1-9]|[12][0-9]|3[01])\.(0[1-9]|1[0-2])-[0-9]{4}$");
    assert_eq!(properties["day"]["type"], json!(["string", "null"]));
    assert_eq!(properties["note"]["type"], "string");
    assert_eq!(properties["state"]["anyOf"], json!([{"$ref": "#/$defs/State"}, {"type": "null"}]));
    assert_eq!(properties["phase"]["$ref"], "#/$defs/OrderPhase");
}

#[test]
fn definitions_are_those_that_are_used() {
    let schema = event();
    let definitions = schema["$defs"].as_object().unwrap();
    let names: Vec<&String> = definitions.keys().collect();
    assert_eq!(names, ["Node", "State", "OrderPhase", "OrderPay"]);
    assert_eq!(definitions["State"]["enum"], json!(["on", "off"]));
    assert_eq!(definitions["OrderPhase"]["x-known-values"], json!(["new", "old"]));
    assert_eq!(definitions["OrderPhase"]["x-value-docs"], json!({"old": "Gone."}));
    assert_eq!(definitions["Node"]["additionalProperties"], false);
}

#[test]
fn both_drafts_are_valid_under_their_meta_schemas() {
    for (path, text) in emit(&catalog(), Target::JsonSchema).unwrap().iter() {
        let schema: Value = serde_json::from_str(text).unwrap();
        jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(schema.get("definitions").is_some(), path.contains("draft-07"), "{path}");
    }
}

#[test]
fn payloads_are_taken_and_refused() {
    let valid = [
        json!({}),
        json!({"meta.coins": ""}),
        json!({"day": null, "note": "", "state": "on"}),
        json!({"day": "31.12-2026", "state": null, "phase": "unheard of"}),
        json!({"tree": [{"next": [{}]}], "extra": {"a": [1]}, "pay": 2, "unknown": 1}),
    ];
    let invalid = [
        json!({"id": ""}),
        json!({"meta.coins": "2"}),
        json!({"day": "31-12-2026"}),
        json!({"day": ""}),
        json!({"state": "up"}),
        json!({"tree": [{"unknown": 1}]}),
        json!({"pay": 2.5}),
    ];
    for draft in ["2020-12", "draft-07"] {
        let schema = read(&emit(&catalog(), Target::JsonSchema).unwrap(), &format!("{draft}/order_create.schema.json"));
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
        for members in &valid {
            let payload = payload(members);
            assert!(validator.is_valid(&payload), "{draft}: {payload}");
        }
        for members in &invalid {
            let payload = payload(members);
            assert!(!validator.is_valid(&payload), "{draft}: {payload}");
        }
        assert!(!validator.is_valid(&json!({"id": "449ebf4f-f3e2-471a-a21f-47d8e148f259"})), "{draft}");
        assert!(validator.is_valid(&json!({"id": "449ebf4f-f3e2-471a-a21f-47d8e148f259", "coins": 1})), "{draft}");
    }
}

#[test]
fn events_share_what_the_bundle_defines() {
    let catalog = Catalog { self_contained_schemas: false, ..catalog() };
    let files = emit(&catalog, Target::JsonSchema).unwrap();
    let reference = |draft: &str| read(&files, &format!("{draft}/order_create.schema.json"));
    assert_eq!(reference("2020-12")["$ref"], "shop-events.schema.json#/$defs/Order");
    assert_eq!(reference("draft-07")["allOf"], json!([{"$ref": "shop-events.schema.json#/definitions/Order"}]));
    for draft in ["2020-12", "draft-07"] {
        assert_eq!(reference(draft)["x-event"], "order.create");
        let bundle = jsonschema::Resource::from_contents(read(&files, &format!("{draft}/shop-events.schema.json")));
        let address = format!("https://example.com/{draft}/shop-events.schema.json");
        let registry = jsonschema::Registry::new().add(&address, bundle).unwrap().prepare().unwrap();
        let validator = jsonschema::options().with_registry(&registry).build(&reference(draft)).unwrap();
        assert!(validator.is_valid(&payload(&json!({"state": "on"}))));
        assert!(!validator.is_valid(&payload(&json!({"state": "up"}))));
    }
}

#[test]
fn nothing_is_relative_to_a_urn_or_a_query() {
    for base in ["urn:shop/", "https://shop.example/?schema=/"] {
        let catalog = Catalog { self_contained_schemas: false, schema_base: base.to_owned(), ..catalog() };
        let files = emit(&catalog, Target::JsonSchema).unwrap();
        let reference = &read(&files, "2020-12/order_create.schema.json")["$ref"];
        assert_eq!(*reference, format!("{base}2020-12/shop-events.schema.json#/$defs/Order"));
    }
}

#[test]
fn the_bundle_leads_to_every_event_by_its_wire_name() {
    let files = emit(&catalog(), Target::JsonSchema).unwrap();
    for draft in ["2020-12", "draft-07"] {
        let bundle = read(&files, &format!("{draft}/shop-events.schema.json"));
        let validator = jsonschema::validator_for(&bundle).unwrap();
        for name in ["order.create", "ordercreate", "con"] {
            assert!(validator.is_valid(&json!({ name: payload(&json!({})) })), "{draft} {name}");
            assert!(!validator.is_valid(&json!({ name: payload(&json!({"note": 1})) })), "{draft} {name}");
        }
    }
}

/// What somebody else's build does with them: typify reads draft-07, by itself and as it is.
#[test]
fn typify_takes_the_schemas_as_they_are() {
    for (path, text) in
        emit(&catalog(), Target::JsonSchema).unwrap().iter().filter(|(path, _)| path.contains("draft-07"))
    {
        let mut space = typify_impl::TypeSpace::default();
        space.add_root_schema(serde_json::from_str(text).unwrap()).unwrap_or_else(|error| panic!("{path}: {error}"));
        let code = space.to_stream().to_string();
        assert!(code.contains("pub struct Node") && code.contains("pub enum State"), "{path}: {code}");
        assert!(code.contains("pub extra : :: serde_json :: Map") || code.contains("flatten"), "{path}: {code}");
    }
}
