//! Examples and defaults, mistakes that hide what they are of, and the memory that judging keeps.

mod common;

use common::{every_way, field, found, report, spec, with_sample};
use eventspec_catalog::{Code, Sources, resolve, resolve_without_samples};

#[test]
fn examples_are_judged_like_samples() {
    let item =
        field("sku", "string", "required = true\nmin_length = 2\nexample = \"ab\"") + &field("price", "number", "");
    let fields = [
        field("one", "item", "example = { price = \"1\" }"),
        field("all", "list<item>", "default = [{ sku = \"a\" }, { sku = \"abc\", x = 1 }, { sku = \"b\" }]"),
        field("size", "string", "max_length = 2\nexample = \"abc\""),
        field("time", "timestamp", "nullable = true\nexample = \"\""),
    ];
    assert_eq!(
        found(&with_sample(spec(&[("item", item)], &fields), "{}")),
        [
            "events/order.toml:8:11: `/price` of the example is \"1\", not a number | types/item.toml:10:8",
            "events/order.toml:8:11: `/sku` of the example is missing, and the field is `required` | types/item.toml:3:8",
            "events/order.toml:13:11: `/1/x` of the default is not a field of `item`",
            "events/order.toml:13:11: `/0/sku` of the default is \"a\", shorter than its `min_length` of 2 (and 1 more like it) \
             | types/item.toml:3:8 | events/order.toml:13:11",
            "events/order.toml:19:11: the example is \"abc\", longer than its `max_length` of 2",
            "events/order.toml:25:11: the example is \"\", and the field is not `blank`",
        ]
    );
}

/// A mistake in a type is one finding, whatever examples and samples there are of it.
#[test]
fn what_is_not_known_is_not_judged() {
    let fields = [field("a", "odd", "example = \"x\""), field("b", "own", "example = \"x\""), field("c", "any", "")];
    let types = [("odd", "tpe = \"a | b\"\n".to_owned()), ("own", "type = \"own | integer\"\n".to_owned())];
    let codes = |sources: &Sources| report(sources).diagnostics().iter().map(|found| found.code).collect::<Vec<_>>();
    let sources = with_sample(spec(&types, &fields), r#"{"a":"x","b":{"c":[]}}"#);
    assert_eq!(codes(&sources), [Code::WrongValue, Code::UnknownKey, Code::NestedUnion]);
    // The decoder takes what it does not know for anything: samples are judged all the same.
    let sources = with_sample(spec(&types[1..], &fields[1..]), r#"{"b":{"c":[]},"x":1}"#);
    assert_eq!(codes(&sources), [Code::BadSample, Code::NestedUnion]);
}

/// Shapes are never freed: they are made once, however much is judged with them.
#[test]
fn memory_is_kept_once() {
    let kept = |samples: usize| {
        let examples: String =
            (0..samples).map(|index| field(&format!("f{index}"), "integer", "example = 7")).collect();
        let mut sources = every_way();
        sources.insert("types/more.toml", format!("doc = \"A type.\"\n{examples}"));
        for sample in 0..samples {
            sources.insert(format!("samples/order/{sample}.json"), r#"{"id":"a","inner":{"id":"b"}}"#);
        }
        // What is made once for the process is made before.
        resolve(&sources).unwrap();
        allocation_counter::measure(|| drop(resolve(&sources).unwrap())).bytes_current
    };
    let (one, many) = (kept(1), kept(40));
    // The 39 fields more are some 100 bytes each.
    assert!((1_000..2_000).contains(&one) && (3_000..6_000).contains(&(many - one)), "{one} and {many} bytes");
    let sources = every_way();
    let resolved = || drop(resolve_without_samples(&sources).unwrap());
    resolved();
    assert_eq!(allocation_counter::measure(resolved).bytes_current, 0, "there was nothing to judge");
}
