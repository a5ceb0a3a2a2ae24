//! What the makers promise of any catalogue: that they end, keep to the types, and show what they are asked for.

use std::fmt::Write as _;

use eventspec_catalog::{Catalog, Field, Literal, Shapes, Sources, Type, TypeId, limits, resolve_without_samples};

use crate::contrast::{self, Reader};
use crate::edit::{Change, Edit};
use crate::probes::Probes;
use crate::tree::{Member, Node};
use crate::{choices, edit, minimal, positions, sample, verdict};

/// A specification of these files. One of `events/` gets an event of its name.
pub(crate) fn sources(files: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
    for (path, text) in files {
        let event = path.strip_prefix("events/").map(|name| format!("[[event]]\nname = \"{name}\"\ndoc = \"E.\"\n"));
        sources.insert(format!("{path}.toml"), format!("doc = \"D.\"\n{}{text}", event.unwrap_or_default()));
    }
    if files.iter().all(|(path, _)| !path.starts_with("events/")) {
        // There is no catalogue without one.
        sources.insert("events/z.toml", "doc = \"D.\"\nevent = [{ name = \"z\", doc = \"E.\" }]\n");
    }
    sources
}

fn catalog(files: &[(&str, &str)]) -> Catalog {
    resolve_without_samples(&sources(files)).unwrap_or_else(|report| panic!("{}", report.render("", false)))
}

fn field(name: &str, rest: &str) -> String {
    format!("[[field]]\nname = \"{name}\"\ndoc = \"F.\"\n{rest}\n")
}

fn named(catalog: &Catalog, name: &str) -> TypeId {
    TypeId(catalog.types.iter().position(|def| def.name == name).unwrap())
}

fn smallest(catalog: &Catalog, name: &str) -> Option<String> {
    minimal::value(catalog, &Type::Named(named(catalog, name))).map(|value| value.to_string())
}

/// A union with lists of itself, and one with an object that has to have two of it.
const RECURSIVE: [(&str, &str); 4] = [
    ("events/a", "[[field]]\nname = \"tree\"\ntype = \"tree\"\ndoc = \"T.\"\n"),
    ("types/tree", "type = \"list<tree> | string\"\n"),
    ("types/expr", "type = \"sum | string\"\n"),
    (
        "types/sum",
        "[[field]]\nname = \"left\"\ntype = \"expr\"\nrequired = true\ndoc = \"L.\"\n\
         [[field]]\nname = \"right\"\ntype = \"expr\"\nrequired = true\ndoc = \"R.\"\n",
    ),
];

#[test]
fn recursive_types_end() {
    let (old, new) = (catalog(&RECURSIVE), {
        let mut files = RECURSIVE;
        files[1].1 = "type = \"list<tree> | number\"\n";
        catalog(&files)
    });
    assert_eq!(smallest(&old, "expr").as_deref(), Some("\"a\""));
    assert_eq!(smallest(&old, "sum").as_deref(), Some("{\"left\":\"a\",\"right\":\"a\"}"));
    let (old_shapes, new_shapes) = (Shapes::new(&old), Shapes::new(&new));
    let from = Reader { catalog: &old, shapes: &old_shapes };
    let to = Reader { catalog: &new, shapes: &new_shapes };
    let tree = |catalog| Type::Named(named(catalog, "tree"));
    let value = contrast::of_types((from, &tree(&old)), (to, &tree(&new)), false).unwrap();
    assert_eq!(value.to_string(), "\"text\"");
}

#[test]
fn what_grows_without_bound_is_left_out() {
    let mut files: Vec<(String, String)> = Vec::new();
    for level in 0..12 {
        let next = if level == 11 { "string".to_owned() } else { format!("t{}", level + 1) };
        let member = |name| field(name, &format!("type = \"{next}\"\nrequired = true"));
        files.push((format!("types/t{level}"), member("a") + &member("b")));
    }
    for level in 0..40 {
        let next = if level == 39 { "string".to_owned() } else { format!("u{}", level + 1) };
        files.push((format!("types/u{level}"), format!("type = \"list<{next}> | map<{next}>\"\n")));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let catalog = catalog(&files);
    assert_eq!(smallest(&catalog, "t0"), None);
    assert!(smallest(&catalog, "t7").is_some());
    let union = Type::Named(named(&catalog, "u0"));
    let shapes = Shapes::new(&catalog);
    let reader = Reader { catalog: &catalog, shapes: &shapes };
    let value = contrast::of_types((reader, &union), (reader, &union), false).unwrap();
    assert!(shapes.accepts(&union, &value.to_string()), "{value}");
}

/// Of a union, the first alternative that ends in time is taken.
#[test]
fn what_is_nested_deeper_than_a_payload_may_be_is_left_out() {
    let mut files: Vec<(String, String)> = Vec::new();
    for level in 0..300 {
        files.push((format!("types/t{level}"), field("a", &format!("type = \"u{level}\"\nrequired = true"))));
        let next = if level == 299 { "boolean".to_owned() } else { format!("t{}", level + 1) };
        files.push((format!("types/u{level}"), format!("type = \"{next} | string\"\n")));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let value = smallest(&catalog(&files), "t0").unwrap();
    let levels = value.matches('{').count();
    assert!((2..limits::VALUE_DEPTH).contains(&levels) && value.contains("\"a\":\""), "{levels}: {value}");
}

/// The value that one field takes and the other does not.
fn contrasted(mine: &str, theirs: &str) -> String {
    let catalog = catalog(&[("events/a", &(field("mine", mine) + &field("theirs", theirs)))]);
    let [mine, theirs] = &catalog.payloads[0].fields[..] else { panic!("two fields") };
    let reader = Reader { catalog: &catalog, shapes: &Shapes::new(&catalog) };
    contrast::of_fields((reader, mine), (reader, theirs)).unwrap().to_string()
}

#[test]
fn fields_are_told_apart_by_type_and_constraints() {
    for (mine, theirs, expected) in [
        ("type = \"string\"", "type = \"number\"", "\"text\""),
        ("type = \"string\"", "type = \"string\"", "\"text\""),
        ("type = \"string\"", "type = \"string\"\nmax_length = 6", "\"aaaaaaa\""),
        ("type = \"string\"", "type = \"string\"\nmin_length = 1", "\"\""),
        // For these types, a blank is neither a value nor an invalid one.
        ("type = \"string\"", "type = \"string\"\nmin_length = 1\nblank = true", "\"text\""),
        ("type = \"string\"\nmax_length = 2", "type = \"string\"\nmax_length = 1", "\"te\""),
        // Their constraints are about texts, whatever the type of mine.
        ("type = \"uuid\"", "type = \"string\"\nmax_length = 40", "\"0b0e7a4c-3f1d-4c5e-9a57-2f5b3f8a9c10\""),
        ("type = \"number\"", "type = \"string\"\nmax_length = 3", "1.5"),
        ("type = \"number\"", "type = \"integer\"", "1.5"),
        // One that is just outside of their bounds, and within mine.
        ("type = \"number\"", "type = \"number\"\nminimum = 0.01", "0.009"),
        ("type = \"number\"\nminimum = 0", "type = \"number\"\nminimum = 0.01", "0.009"),
        ("type = \"number\"", "type = \"number\"\nmaximum = 99.99", "99.991"),
        ("type = \"integer\"", "type = \"integer\"\nmaximum = 99", "100"),
        ("type = \"integer\"\nmultiple_of = 2", "type = \"integer\"\nmultiple_of = 4", "2"),
        ("type = \"integer\"\nmultiple_of = 4", "type = \"integer\"\nmultiple_of = 2", "4"),
        ("type = \"integer\"\nminimum = 12\nmultiple_of = 2", "type = \"integer\"\nmultiple_of = 3", "14"),
        ("type = \"number\"", "type = \"number\"\nmultiple_of = 0.01", "0.011"),
        ("type = \"list<integer>\"", "type = \"list<integer>\"\nmin_items = 2", "[2]"),
        ("type = \"list<integer>\"", "type = \"list<integer>\"\nmax_items = 2", "[2,2,2]"),
        ("type = \"list<integer>\"\nmin_items = 2", "type = \"list<integer>\"\nmin_items = 3", "[2,2]"),
        ("type = \"any\"", "type = \"list<number>\"", "\"text\""),
    ] {
        assert_eq!(contrasted(mine, theirs), expected, "{mine} and {theirs}");
    }
}

/// An SDK reads a value of `b` as that, and every object as one of `c`, where that of `d` is wrong: that shows nothing about the union.
#[test]
fn a_value_is_one_as_an_sdk_reads_it() {
    let typed = |ty: &str| field("x", &format!("type = \"{ty}\"\nrequired = true"));
    let (a, b) = (typed("string"), typed("integer"));
    let (c, d) = (typed("uuid"), typed("email") + &field("more", "type = \"string\""));
    let files = [
        ("types/a", a.as_str()),
        ("types/b", &b),
        ("types/u", "type = \"a | b\"\n"),
        ("types/v", "type = \"a | any\"\n"),
        ("types/c", &c),
        ("types/d", &d),
        ("types/w", "type = \"c | d\"\n"),
    ];
    let catalog = catalog(&files);
    let reader = Reader { catalog: &catalog, shapes: &Shapes::new(&catalog) };
    let ty = |name| Type::Named(named(&catalog, name));
    let value = |from: Type, to: Type| contrast::of_types((reader, &from), (reader, &to), false).unwrap().to_string();
    assert_eq!(value(ty("u"), ty("a")), "{\"x\":7}");
    assert_eq!(value(ty("w"), ty("c")), value(ty("c"), ty("c")));
    assert_eq!(value(ty("b"), ty("a")), "{\"x\":7}");
    assert_eq!(value(ty("v"), ty("a")), "[1]");
}

fn edited(catalog: &Catalog, at: Option<&str>, change: Change) -> Option<String> {
    let edit = Edit { at: at.map(|name| named(catalog, name)), change };
    edit::payload(catalog, &catalog.payloads[0], &edit).map(|made| made.to_string())
}

#[test]
fn an_edit_is_where_it_belongs() {
    let mut order = field("id", "type = \"integer\"\nrequired = true");
    let lines = field("lines", "type = \"list<line>\"\nmin_items = 2");
    let _ = write!(order, "{lines}{}", field("by_sku", "type = \"map<line>\""));
    let line = field("sku", "type = \"string\"\nrequired = true") + &field("state", "type = \"state\"");
    let catalog = catalog(&[
        ("events/a", &order),
        ("types/line", &line),
        ("types/state", "values = [{ value = \"new\" }]\n"),
        ("types/unused", &field("x", "type = \"string\"")),
    ]);
    let set = |key: &str| Change::Members { set: Some(Member::new(key, Node::Null)), omit: vec!["sku".to_owned()] };
    let made = |at, change| edited(&catalog, at, change);
    assert_eq!(made(None, Change::NONE).as_deref(), Some("{\"id\":7}"));
    assert_eq!(made(None, set("id")).as_deref(), Some("{\"id\":null}"));
    assert_eq!(
        made(Some("line"), set("other")).as_deref(),
        Some("{\"lines\":[{\"other\":null},{\"sku\":\"a\"}],\"id\":7}")
    );
    let state = made(Some("state"), Change::Value(Node::text("lost")));
    assert_eq!(state.as_deref(), Some("{\"lines\":[{\"sku\":\"a\",\"state\":\"lost\"},{\"sku\":\"a\"}],\"id\":7}"));
    assert_eq!(
        made(Some("state"), Change::NONE).as_deref(),
        Some("{\"lines\":[{\"sku\":\"a\",\"state\":\"new\"},{\"sku\":\"a\"}],\"id\":7}")
    );
    assert_eq!(made(Some("unused"), Change::NONE), None, "the payload has no place for it");
}

#[test]
fn required_fields_are_as_small_as_they_may_be() {
    let fields = [
        field("code", "type = \"string\"\npattern = \"^[A-Z]{3}$\"\nexample = \"INR\"\nrequired = true"),
        field("note", "type = \"string\"\nrequired = true\nblank = true"),
        field("at", "type = \"timestamp\"\nrequired = true\nnullable = true"),
        field("seldom", "type = \"string\""),
        field("count", "type = \"integer\"\nminimum = 12\nmultiple_of = 5\nrequired = true"),
        field("rate", "type = \"number\"\nmaximum = \"0.10\"\nrequired = true"),
        field("pair", "type = \"list<number>\"\nmin_items = 2\nrequired = true"),
    ];
    let catalog = catalog(&[("events/a", &fields.concat())]);
    let fields: Vec<&Field> = catalog.fields(&catalog.payloads[0]).collect();
    let members = minimal::members(&catalog, fields.into_iter()).unwrap();
    assert_eq!(
        Node::Object(members).to_string(),
        "{\"code\":\"INR\",\"note\":\"\",\"at\":null,\"count\":15,\"rate\":0.1,\"pair\":[0.5,0.5]}"
    );
}

/// Types with a name, and one field of each sort that has them.
fn with_aliases() -> Catalog {
    let fields = [
        field("code", "type = \"code\"\nrequired = true"),
        field("codes", "type = \"list<code>\"\nmin_items = 2\nrequired = true"),
        field("pairs", "type = \"map<pair?>\""),
        field("either", "type = \"even | code | list<pair>\"\nrequired = true"),
        field("pair", "type = \"other_pair\"\nrequired = true"),
    ];
    catalog(&[
        ("events/a", &fields.concat()),
        ("types/code", "type = \"string\"\npattern = \"^[A-Z]{3}$\"\nexample = \"INR\"\n"),
        ("types/even", "type = \"integer\"\nminimum = 3\nmultiple_of = 2\n"),
        ("types/pair", "type = \"list<even>\"\nmin_items = 2\nmax_items = 2\n"),
        ("types/other_pair", "type = \"pair\"\n"),
    ])
}

#[test]
fn values_keep_to_the_constraints_of_aliases() {
    let catalog = with_aliases();
    let fields = || catalog.fields(&catalog.payloads[0]);
    let members = minimal::members(&catalog, fields()).unwrap();
    let smallest = "{\"code\":\"INR\",\"codes\":[\"INR\",\"INR\"],\"either\":8,\"pair\":[8,8]}";
    assert_eq!(Node::Object(members.clone()).to_string(), smallest);
    for field in fields() {
        let value = minimal::of_field(&catalog, field).unwrap();
        assert_eq!(verdict::field(&catalog, field, value), Some(true), "{}", field.name);
        let values = choices::values(&catalog, &field.ty);
        assert!(values.iter().any(|value| verdict::value(&catalog, &field.ty, value) == Some(true)), "{}", field.name);
    }
    let (event, payload) = catalog.events().next().unwrap();
    let recipe = sample::Recipe { seed: 3, ..sample::Recipe::default() };
    for text in sample::payloads(&catalog, event, payload, recipe).take(50) {
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let is_code = |value: &serde_json::Value| value.as_str().is_some_and(|text| text.len() == 3);
        let is_pair = |value: &serde_json::Value| {
            value.as_array().is_some_and(|pair| {
                pair.len() == 2 && pair.iter().all(|even| even.as_i64().is_some_and(|even| even > 3 && even % 2 == 0))
            })
        };
        assert!(json.get("codes").is_none_or(|codes| codes.as_array().unwrap().iter().all(is_code)), "{text}");
        assert!(json.get("pair").is_none_or(is_pair), "{text}");
        let pairs = json.get("pairs").and_then(|pairs| pairs.as_object());
        assert!(pairs.is_none_or(|pairs| pairs.values().all(|pair| pair.is_null() || is_pair(pair))), "{text}");
    }
}

#[test]
fn an_alias_is_tried_where_no_field_shows_it() {
    let catalog = with_aliases();
    let positions = positions::all(&catalog);
    let (_, positions) = &positions[0];
    let names: Vec<String> = positions.iter().map(positions::Position::name).collect();
    assert_eq!(names, ["code", "codes", "pairs", "either", "pair", "pairs > pair", "pairs > even"]);
    let [.., pair, _] = &positions[..] else { panic!("two of aliases") };
    let valid = minimal::of_field(&catalog, pair.field).unwrap();
    let tried = Probes::new();
    let tried = tried.of(&catalog, pair.field, &valid);
    let few = tried.iter().find(|probe| probe.case == "an item too few").unwrap();
    assert!(few.is_value());
    let made = pair.around(few.members());
    assert_eq!(made[0].to_string(), "\"pairs\":{\"a key\":[8]}");
    assert_eq!(verdict::field(&catalog, pair.outermost(), made[0].value.clone()), Some(false));
}

#[test]
fn what_an_alias_forbids_tells_two_types_apart() {
    let files = |held: &str| {
        let fields = field("codes", "type = \"list<code>\"") + &field("either", "type = \"code | integer\"");
        catalog(&[("events/a", &fields), ("types/code", &format!("type = \"string\"\n{held}\n"))])
    };
    let (any, short) = (files(""), files("max_length = 3"));
    let (any_shapes, short_shapes) = (Shapes::new(&any), Shapes::new(&short));
    let from = Reader { catalog: &any, shapes: &any_shapes };
    let to = Reader { catalog: &short, shapes: &short_shapes };
    let fields = |catalog: &Catalog| catalog.payloads[0].fields.clone();
    let told: Vec<String> = fields(&any)
        .iter()
        .zip(&fields(&short))
        .map(|(mine, theirs)| contrast::of_fields((from, mine), (to, theirs)).unwrap().to_string())
        .collect();
    assert_eq!(told, ["[\"text\"]", "\"text\""]);
}

#[test]
fn a_value_that_is_not_listed() {
    use Literal::{Boolean, Integer, Text};

    let unlisted = |known: &[Literal]| contrast::unlisted(known).map(|node| node.to_string());
    assert_eq!(unlisted(&[Integer(0), Integer(2), Integer(1)]).as_deref(), Some("3"));
    assert_eq!(unlisted(&[Integer(7)]).as_deref(), Some("0"));
    assert_eq!(unlisted(&[Boolean(true)]).as_deref(), Some("false"));
    assert_eq!(unlisted(&[Boolean(false)]).as_deref(), Some("true"));
    assert_eq!(unlisted(&[Boolean(false), Boolean(true)]), None);
    assert_eq!(unlisted(&[Text("a".to_owned())]).as_deref(), Some("\"something else\""));
    assert_eq!(unlisted(&[]), None);
    // What is tried of a field is in no enum of its type.
    let listing = field("f", "type = \"string\"\nvalues = [\"mystery\", { value = \"mystery?\", ident = \"other\" }]");
    for (values, expected) in [(listing, "mystery??"), (field("f", "type = \"string\""), "mystery")] {
        let catalog = catalog(&[("events/e", &values)]);
        let (probes, field) = (Probes::new(), &catalog.payloads[0].fields[0]);
        let valid = minimal::of_field(&catalog, field).unwrap();
        let cases = probes.of(&catalog, field, &valid);
        let string = cases.iter().find(|probe| probe.case == "string").unwrap();
        assert_eq!(string.members()[0].to_string(), format!("\"f\":\"{expected}\""));
    }
}
