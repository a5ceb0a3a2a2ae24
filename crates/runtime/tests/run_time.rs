//! Shapes that are made at run time, and values that stand alone.

use std::sync::OnceLock;

use eventspec_runtime::{
    Deviation, ErrorClass, Field, FieldDef, Json, JsonKind, Kind, Lens, Limits, Link, List, Shape, Text, Union, Value,
    index, index_size, value_deviations,
};

/// A category with categories in it: `{"name": string, "children": list<category>}`, and `title` for `name`.
fn category() -> &'static Shape {
    let cell: &'static OnceLock<&'static Shape> = Box::leak(Box::default());
    let item: &'static Kind = Box::leak(Box::new(Kind::Object(Link::Late(cell))));
    let fields = vec![
        FieldDef::new("name", "\"name\":", Kind::String).required(),
        FieldDef::new("children", "\"children\":", Kind::List(item)),
    ];
    cell.get_or_init(|| Shape::leaked("category", fields, vec![("title", 0)], None, &[]))
}

fn said(deviations: &[Deviation<'_>]) -> Vec<String> {
    deviations.iter().map(|deviation| format!("{} {deviation}", deviation.offset())).collect()
}

#[test]
fn a_shape_refers_to_itself() {
    let text = r#" {"title":"a","children":[{"name":"b","children":[{"name":7}]},{}]}"#;
    let lens = Lens::decode_str(text, category(), Limits::default()).unwrap();
    let children = lens.read::<List<'_, Json<'_>>>(1).value().unwrap();
    assert_eq!(children.iter().filter_map(Field::value).filter(|json| json.kind() == JsonKind::Object).count(), 2);
    let at = |part| text.find(part).unwrap();
    let expected = [
        format!("{} field_alias at /title", at("\"a\"")),
        format!("{} unexpected_type at /children/0/children/0/name", at("7")),
        format!("{} missing_field at /children/1/name", at("{}") + 2),
    ];
    let deviations = lens.deviations();
    assert_eq!(said(&deviations), expected);
    let keys: Vec<_> = deviations.iter().map(Deviation::documented_key).collect();
    assert_eq!(keys, [None, Some("name"), Some("name")]);
}

#[test]
fn a_link_is_empty_until_it_is_set() {
    let cell: &'static OnceLock<&'static Shape> = Box::leak(Box::default());
    assert!(Link::Late(cell).get().is_none());
    assert_eq!(format!("{:?}", Link::Late(cell)), "Link");
    let shape = Shape::leaked("empty", Vec::new(), Vec::new(), None, &[]);
    assert!(cell.set(shape).is_ok());
    assert!(Link::Late(cell).get().is_some_and(|target| std::ptr::eq(target, shape)));
    assert!(Link::Static(shape).get().is_some_and(|target| std::ptr::eq(target, shape)));
}

/// The index is the one that a generated crate is compiled with.
#[test]
fn an_index_is_the_same_at_any_time() {
    const FIELDS: [FieldDef; 2] =
        [FieldDef::new("name", "\"name\":", Kind::String), FieldDef::new("children", "\"children\":", Kind::Any)];
    assert_eq!(index_size(0), 0);
    assert_eq!(category().index, index::<{ index_size(3) }>(&FIELDS, &[("title", 0)]));
}

#[test]
fn a_value_stands_alone() {
    let category = Kind::Object(Link::Static(category()));
    let judge = |text, kind: &Kind| said(&value_deviations(text, kind, false, false).unwrap());
    assert_eq!(judge(" 7 ", &Kind::String), ["1 unexpected_type"]);
    assert_eq!(judge("\"7\"", &Kind::String), [""; 0]);
    assert_eq!(judge("2.5", &Kind::Integer), ["0 unexpected_type"]);
    assert_eq!(judge("null", &Kind::Any), [""; 0]);
    assert_eq!(
        judge(r#"["a","",null]"#, &Kind::List(&Kind::Uuid)),
        ["1 bad_format at /0", "5 unexpected_blank at /1", "8 unexpected_null at /2"]
    );
    assert_eq!(judge(r#"{"a":{"name":"b","x":1}}"#, &Kind::Map(&Kind::Any)), [""; 0]);
    assert_eq!(judge(r#"{"name":"b","x":1}"#, &category), ["16 unknown_field at /x"]);
    assert_eq!(judge("{}", &category), ["2 missing_field at /name"]);
}

#[test]
fn a_value_may_be_lacking() {
    let judge = |text, nullable, blank| said(&value_deviations(text, &Kind::Uuid, nullable, blank).unwrap());
    assert_eq!(judge("null", false, true), ["0 unexpected_null"]);
    assert_eq!(judge("null", true, false), [""; 0]);
    assert_eq!(judge("\"\"", true, false), ["0 unexpected_blank"]);
    assert_eq!(judge("\"\"", false, true), [""; 0]);
}

#[test]
fn what_is_not_a_value_is_refused() {
    let refused = |text: &str| {
        let error = value_deviations(text, &Kind::Any, false, false).unwrap_err();
        (error.class(), error.offset())
    };
    assert_eq!(refused(""), (ErrorClass::Syntax, 0));
    assert_eq!(refused("1 2"), (ErrorClass::Syntax, 2));
    assert_eq!(refused("[1,]"), (ErrorClass::Syntax, 3));
    assert_eq!(refused(&"[".repeat(200)), (ErrorClass::TooDeep, 128));
}

/// The shape of an object with one field.
fn with_field(kind: Kind) -> &'static Shape {
    Shape::leaked("thing", vec![FieldDef::new("f", "\"f\":", kind)], Vec::new(), None, &[])
}

/// In each row a type, and what is wrong with each of the values: nothing, or the first letter of a class without `unexpected_`.
#[test]
fn a_value_and_its_type() {
    let values = [
        "true",
        "false",
        "1",
        "3",
        "1.5",
        "1e999",
        r#""a""#,
        r#""b""#,
        r#""""#,
        r#""\u0061""#,
        r#""\ud83d""#,
        r#""7""#,
        "null",
        "[]",
    ];
    let alternatives = &[Kind::Integer, Kind::Enum { values: &["a"], closed: true }];
    let either: &'static Union = Box::leak(Box::new(Union { alternatives, tag: None }));
    let either: &'static OnceLock<&'static Union> = Box::leak(Box::new(OnceLock::from(either)));
    for (kind, expected) in [
        (Kind::Boolean, ". . t t t t t t b t t t n t"),
        (Kind::Constant(true), ". u t t t t t t b t t t n t"),
        (Kind::Constant(false), "u . t t t t t t b t t t n t"),
        (Kind::Number, "t t . . . o t t b t t t n t"),
        (Kind::Integer, "t t . . t o t t b t t t n t"),
        (Kind::Integers { values: &[1, 2], closed: false }, "t t . u t o t t b t t t n t"),
        (Kind::String, "t t t t t t . . . . i . n t"),
        (Kind::Enum { values: &["a"], closed: false }, "t t t t t t . u b . i u n t"),
        (Kind::Enum { values: &["a", ""], closed: false }, "t t t t t t . u . . i u n t"),
        (Kind::Timestamp, "t t t t t t f f b f i f n t"),
        (Kind::Text(&Kind::Integer), "t t t t t t f f b f i . n t"),
        (Kind::Any, ". . . . . . . . . . . . . ."),
        (Kind::Null, "t t t t t t t t b t t t . t"),
        (Kind::List(&Kind::String), "t t t t t t t t b t t t n ."),
        (Kind::Union(Link::Late(either)), "t t . . t o . u b . i u n t"),
    ] {
        let kind: &'static Kind = Box::leak(Box::new(kind));
        let of_field = values.map(|value| class(&deviations(&format!("{{\"f\":{value}}}"), with_field(*kind))));
        assert_eq!(of_field.join(" "), expected, "{kind:?}, as a field");
        let alone = values.map(|value| class(&said(&value_deviations(value, kind, false, false).unwrap())));
        assert_eq!(alone.join(" "), expected, "{kind:?}, alone");
    }
}

fn deviations(text: &str, shape: &'static Shape) -> Vec<String> {
    said(&Lens::decode_str(text, shape, Limits::default()).unwrap().deviations())
}

fn class(deviations: &[String]) -> String {
    let [deviation] = deviations else { return ".".repeat(1 + deviations.len()) };
    let class = deviation.split(' ').nth(1).unwrap();
    match class {
        "bad_format" => "f".to_owned(),
        class => class.trim_start_matches("unexpected_")[..1].to_owned(),
    }
}

#[test]
fn what_a_field_holds() {
    fn read<'a, T: Value<'a>>(value: &str, kind: Kind) -> (&'static str, bool, Option<T>) {
        let text: &'static str = Box::leak(format!("{{{value}}}").into_boxed_str());
        let lens: &'static Lens<'static> =
            Box::leak(Box::new(Lens::decode_str(text, with_field(kind), Limits::default()).unwrap()));
        let field = lens.read::<T>(0);
        (field.as_ref().state().as_str(), field.is_present(), field.value())
    }
    assert_eq!(read::<bool>("\"f\":true", Kind::Boolean), ("value", true, Some(true)));
    assert_eq!(read::<bool>("\"f\":false", Kind::Boolean), ("value", true, Some(false)));
    assert_eq!(read::<bool>("\"f\":1", Kind::Boolean), ("unexpected", true, None));
    assert_eq!(read::<bool>("\"f\":null", Kind::Boolean), ("null", true, None));
    assert_eq!(read::<bool>("\"f\":\"\"", Kind::Boolean), ("blank", true, None));
    assert_eq!(read::<bool>("", Kind::Boolean), ("absent", false, None));
    assert_eq!(read::<()>("\"f\":1", Kind::Null), ("unexpected", true, None));
    assert_eq!(read::<()>("\"f\":null", Kind::Null), ("null", true, None));
    assert_eq!(read::<Text<'_>>("\"f\":\"\"", Kind::String), ("value", true, Some("".into())));
    assert_eq!(read::<Text<'_>>("\"f\":\"a\"", Kind::Timestamp), ("unexpected", true, None));
    assert_eq!(read::<i64>("\"f\":7", Kind::Integer), ("value", true, Some(7)));
    assert_eq!(read::<i64>("\"f\":\"7\"", Kind::Integer), ("unexpected", true, None));
}

#[test]
fn a_field_of_any_type_can_be_missing() {
    let field = |kind| FieldDef::new("f", "\"f\":", kind).required();
    for kind in [Kind::Any, Kind::String, Kind::Null] {
        let shape = Shape::leaked("thing", vec![field(kind)], Vec::new(), None, &[]);
        assert_eq!(deviations("{}", shape), ["2 missing_field at /f"]);
    }
}
