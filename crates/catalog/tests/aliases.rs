//! Aliases of types: to everything but schemas and documentation they are what they stand for.

use eventspec_catalog::{Catalog, Json, Shapes, Sources, TypeKind, resolve_without_samples};
use eventspec_runtime::{Lens, Limits};

#[expect(dead_code, reason = "other tests use the rest")]
mod common;
use common::{field, found, spec, with_sample};

fn catalog(sources: &Sources) -> Catalog {
    resolve_without_samples(sources).unwrap_or_else(|report| panic!("{}", report.render("", false)))
}

/// Types without and with a name, for the same fields.
const TYPES: [(&str, &str, &str); 8] = [
    ("word", "string", ""),
    ("amount", "number", ""),
    ("day", "date(DD/MM/YYYY)", ""),
    ("price", "text<number>", ""),
    ("whatever", "any", ""),
    ("words", "list<word>", "min_items = 1"),
    ("amounts", "map<amount?>", ""),
    ("other_words", "words", ""),
];
const WRITTEN_OUT: [&str; 8] =
    ["string", "number", "date(DD/MM/YYYY)", "text<number>", "any", "list<string>", "map<number?>", "list<string>"];

fn types() -> Vec<(&'static str, String)> {
    TYPES.iter().map(|(name, ty, keys)| (*name, format!("type = \"{ty}\"\n{keys}\n"))).collect()
}

#[test]
fn a_value_is_what_it_is_without_the_name() {
    let named = catalog(&spec(&types(), &TYPES.map(|(name, ..)| field(name, name, ""))));
    let plain = catalog(&spec(&[], &std::array::from_fn::<String, 8, _>(|at| field(TYPES[at].0, WRITTEN_OUT[at], ""))));
    let [named, plain] = [named, plain].map(|catalog| Shapes::new(&catalog));
    let values = [
        "null",
        "true",
        "1",
        "1.5",
        "\"\"",
        "\"a\"",
        "\"1.5\"",
        "\"31/12/2024\"",
        "[]",
        "[\"a\"]",
        "[null]",
        "[\"\"]",
        "{}",
        "{\"a\":null}",
        "{\"a\":1}",
        "{\"a\":\"\"}",
        "\"\\ud83d\"",
    ];
    for (name, ..) in TYPES {
        for value in values {
            let text = format!("{{{name:?}:{value}}}");
            let [named, plain] = [&named, &plain].map(|shapes| {
                let (shape, _) = shapes.event("order").unwrap();
                let lens = Lens::decode_str(&text, shape, Limits::default()).unwrap();
                lens.deviations().iter().map(ToString::to_string).collect::<Vec<_>>()
            });
            assert_eq!(named, plain, "{text}");
        }
    }
}

#[test]
fn what_is_asked_of_an_alias_is_asked_of_what_it_stands_for() {
    let catalog = catalog(&spec(&types(), &[field("a", "other_words", ""), field("b", "list<amount | word>", "")]));
    let [other, list] = &catalog.payloads[0].fields[..] else { panic!("two fields") };
    assert_eq!(other.constraints.min_items, Some(1), "those of the alias");
    assert!(other.ty.item().is_some_and(|item| item.scalar().is_some()));
    let item = other.ty.item().unwrap();
    assert_eq!(catalog.alias(item).map(|field| field.name.as_str()), Some("word"));
    let union = catalog.kind(list.ty.item().unwrap()).and_then(TypeKind::alternatives).unwrap();
    let names: Vec<&str> = union.iter().map(|variant| variant.ident.snake()).collect();
    assert_eq!(names, ["number", "string"]);
}

#[test]
fn examples_and_defaults_are_those_of_what_it_stands_for() {
    let types = [("amount", "type = \"number\"\nmultiple_of = 0.01\nexample = \"0.10\"\n".to_owned())];
    let fields = [
        field("a", "amount", "example = \"1.10\"\ndefault = \"0.50\""),
        field("b", "amount", "example = \"0.001\""),
        field("c", "amount", "blank = true\nexample = \"\""),
    ];
    let catalog = catalog(&spec(&types, &fields[..1]));
    assert_eq!(catalog.payloads[0].fields[0].example.as_ref().map(Json::as_str), Some("1.10"));
    assert_eq!(catalog.payloads[0].fields[0].default.as_ref().map(Json::as_str), Some("0.50"));
    assert_eq!(catalog.types[0].kind.alias().and_then(|field| field.example.as_ref()).unwrap().as_str(), "0.10");
    let found = found(&with_sample(spec(&types, &fields), "{}"));
    assert_eq!(
        found,
        [
            "events/order.toml:14:11: the example is 0.001, not a multiple of 0.01, its `multiple_of` | types/amount.toml:2:8"
        ]
    );
}

#[test]
fn parts_are_held_to_their_alias() {
    let types = [
        ("code", "type = \"string\"\npattern = \"^[A-Z]$\"\nexample = \"A\"\n".to_owned()),
        ("pair", "type = \"list<code>\"\nmin_items = 2\nmax_items = 2\n".to_owned()),
    ];
    let fields = [
        field("pairs", "map<pair>", ""),
        field("either", "code | integer | list<pair>", ""),
        field("nulls", "list<code?>", ""),
        field("blank", "code", "blank = true"),
    ];
    let good = r#"{"pairs":{"a":["A","B"]},"either":[["A","B"]],"nulls":[null,"A"],"blank":""}"#;
    assert_eq!(found(&with_sample(spec(&types, &fields), good)), [""; 0]);
    let bad = "{\"pairs\":{\"a\":[\"A\"]},\n\"either\":\"a\"}";
    assert_eq!(
        found(&with_sample(spec(&types, &fields), bad)),
        [
            "samples/order/documented.json:1:15: `/pairs/a` is a list, with fewer items than its `min_items` of 2 | types/pair.toml:2:8",
            "samples/order/documented.json:2:10: `/either` is \"a\", which does not match its `pattern` | types/code.toml:2:8",
        ]
    );
    let nested = "{\"either\":[[\"A\",\"B\",\"C\"]],\n\"nulls\":[\"a\"]}";
    assert_eq!(
        found(&with_sample(spec(&types, &fields), nested)),
        [
            "samples/order/documented.json:1:12: `/either/0` is a list, with more items than its `max_items` of 2 | types/pair.toml:2:8",
            "samples/order/documented.json:2:10: `/nulls/0` is \"a\", which does not match its `pattern` | types/code.toml:2:8",
        ]
    );
}

#[test]
fn the_smallest_value_is_that_of_what_it_stands_for() {
    let tree = |least: &str| {
        let types = [
            ("tree", field("below", "trees", "required = true")),
            ("trees", format!("type = \"list<tree>\"\n{least}\n")),
        ];
        found(&with_sample(spec(&types, &[field("tree", "tree", "")]), "{}"))
    };
    assert_eq!(tree(""), [""; 0]);
    assert_eq!(
        tree("min_items = 1"),
        ["types/tree.toml:1:1: `tree` always contains itself: tree.below -> trees -> tree"]
    );
    let wide = |name: &'static str, of: &str| (name, format!("type = \"list<{of}>\"\nmin_items = 100\n"));
    let types = [wide("a", "string"), wide("b", "a"), wide("c", "b")];
    let of_c = found(&with_sample(spec(&types, &[field("c", "c", "required = true")]), "{}"));
    assert_eq!(of_c, ["types/b.toml:1:1: the smallest value of `b` is made of more than 10000 values"]);
}

#[test]
fn aliases_of_aliases_are_limited_like_one_expression() {
    let chain = |count: usize| {
        let name = |index: usize| -> &'static str { Box::leak(format!("a{index:02}").into_boxed_str()) };
        let alias = |index: usize| match index + 1 {
            last if last == count => (name(index), "type = \"string\"\n".to_owned()),
            next => (name(index), format!("type = \"{}\"\n", name(next))),
        };
        let types: Vec<(&str, String)> = (0..count).map(alias).collect();
        found(&with_sample(spec(&types, &[field("a", "a00", "")]), "{}"))
    };
    assert_eq!(chain(62), [""; 0]);
    let message = "with its aliases, the type is nested more than 64 levels deep";
    assert_eq!(chain(64), [format!("events/order.toml:7:8: {message}")]);
    assert_eq!(chain(65), [format!("types/a00.toml:2:8: {message}")]);
}
