//! The shapes of a catalogue: what they decode, and how much memory they keep.

use std::fmt::Write as _;

use eventspec_catalog::{Catalog, Shapes, Sources, Type, resolve_without_samples};
use eventspec_runtime::{Kind, Lens, Limits, value_deviations};

const HEAD: &str =
    "name = \"made-up\"\ntitle = \"Made up\"\nversion = \"1.0.0\"\ndoc = \"Events that nobody sends.\"\n";

fn catalog(files: &[(&str, &str)]) -> Catalog {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", HEAD);
    files.iter().for_each(|(path, text)| sources.insert(*path, *text));
    resolve_without_samples(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)))
}

/// A field of the given type and other keys.
fn field(name: &str, ty: &str, keys: &str) -> String {
    format!("[[field]]\nname = {name:?}\ntype = \"{ty}\"\n{keys}\ndoc = \"A field.\"\n")
}

fn shop() -> Catalog {
    let group = format!("doc = \"Who.\"\n{}", field("user", "string", "required = true\naliases = [\"usr\"]"));
    let tree = format!(
        "doc = \"A tree.\"\n{}{}",
        field("name", "string", "required = true"),
        field("below", "list<tree>", "")
    );
    let order = [
        "doc = \"An order.\"\ninclude = [\"who\"]\n[[event]]\nname = \"order\"\naliases = [\"ordr\"]\ndoc = \"Placed.\"\n",
        &field("key \"é\"", "boolean", "nullable = true\nident = \"key_e\""),
        &field("tree", "tree", ""),
        &field("note", "integer | tree", "blank = true\naliases = [\"remark\"]"),
        &field("state", "string", "values = [\"open\", \"done\"]\nclosed = true"),
        &field("days", "map<list<uuid>>", ""),
        &field("day", "date(DD/MM/YYYY)", ""),
    ];
    catalog(&[("groups/who.toml", &group), ("types/tree.toml", &tree), ("events/order.toml", &order.concat())])
}

fn deviations(shapes: &Shapes, event: &str, text: &str) -> Vec<String> {
    let (shape, alias) = shapes.event(event).unwrap();
    let lens = Lens::decode_str(text, shape, Limits::default()).unwrap().sent_as(alias);
    lens.deviations().iter().map(ToString::to_string).collect()
}

#[test]
fn every_kind_of_type_is_decoded() {
    let shapes = Shapes::new(&shop());
    let valid = r#"{"user":"a","key \"é\"":null,"tree":{"name":"b","below":[{"name":"c","below":[]}]},"note":{"name":"d"},
        "state":"open","days":{"x":["449ebf4f-f3e2-471a-a21f-47d8e148f259"]},"day":"31/12/2024"}"#;
    assert_eq!(deviations(&shapes, "order", valid), [""; 0]);
    let odd = r#"{"usr":"a","key \"é\"":7,"tree":{"name":"b","below":[{"below":[7]}]},"remark":{"name":8},
        "state":"lost","days":{"x":[null]},"day":"12/31/2024"}"#;
    let expected = [
        "event_alias",
        "field_alias at /usr",
        "unexpected_type at /key \"é\"",
        "unexpected_type at /tree/below/0/below/0",
        "missing_field at /tree/below/0/name",
        "field_alias at /remark",
        "unexpected_type at /remark/name",
        "unknown_value at /state",
        "unexpected_null at /days/x/0",
        "bad_format at /day",
    ];
    assert_eq!(deviations(&shapes, "ordr", odd), expected);
    assert_eq!(deviations(&shapes, "order", r#"{"note":""}"#), ["missing_field at /user"]);
}

#[test]
fn payloads_and_events_are_found() {
    let catalog = shop();
    let shapes = Shapes::new(&catalog);
    let names: Vec<&str> = catalog.fields(&catalog.payloads[0]).map(|field| field.name.as_str()).collect();
    let shape = shapes.payload(0).unwrap();
    assert_eq!(shape.name, "order");
    assert_eq!(shape.fields.iter().map(|field| field.name).collect::<Vec<_>>(), names);
    assert_eq!(shape.fields[1].quoted, r#""key \"é\"":"#);
    assert!(shapes.payload(1).is_none());
    assert!(shapes.event("order").is_some_and(|(found, alias)| std::ptr::eq(found, shape) && alias.is_none()));
    assert!(shapes.event("ordr").is_some_and(|(found, alias)| std::ptr::eq(found, shape) && alias == Some("ordr")));
    assert!(shapes.event("odr").is_none());
}

#[test]
fn a_value_is_judged_by_its_type() {
    let catalog = shop();
    let shapes = Shapes::new(&catalog);
    let judge = |ty: &Type, text| {
        let found = value_deviations(text, shapes.kind_of(ty), false, false).unwrap();
        found.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let fields: Vec<_> = catalog.fields(&catalog.payloads[0]).collect();
    assert_eq!(judge(&fields[3].ty, r#"{"name":"a"}"#), [""; 0]);
    assert_eq!(judge(&fields[3].ty, "2.5"), ["unexpected_type"]);
    assert_eq!(judge(&fields[5].ty, r#"{"x":["y"]}"#), ["bad_format at /x/0"]);
    // Not a type of the catalogue, but made of one.
    assert!(matches!(shapes.kind_of(&Type::List(Box::new(fields[2].ty.clone()))), Kind::List(Kind::Object(_))));
}

/// What is never freed: 7 kB for a payload of 50 fields, and nothing for asking.
#[test]
fn memory_is_kept_once() {
    let mut order = "doc = \"An order.\"\n[[event]]\nname = \"order\"\ndoc = \"Placed.\"\n".to_owned();
    for index in 0..50 {
        let _ = write!(order, "{}", field(&format!("customer_balance_{index}"), "list<uuid>", ""));
    }
    let catalog = catalog(&[("events/order.toml", &order)]);
    let kept = allocation_counter::measure(|| drop(Shapes::new(&catalog))).bytes_current;
    assert!((4_000..7_000).contains(&kept), "{kept} bytes");
    let shapes = Shapes::new(&catalog);
    let asked = allocation_counter::measure(|| {
        let fields = catalog.fields(&catalog.payloads[0]);
        assert_eq!(fields.filter(|field| matches!(shapes.kind_of(&field.ty), Kind::List(_))).count(), 50);
        assert!(shapes.payload(0).is_some() && shapes.event("order").is_some());
    });
    assert_eq!(asked.count_total, 0);
}
