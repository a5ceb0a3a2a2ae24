//! Samples: judged as an SDK would judge them, and what is said of those that contradict the specification.

mod common;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use common::{every_way, field, found, report, spec, with_sample};
use eventspec_catalog::{Code, Shapes, Sources, limits, resolve_without_samples};
use eventspec_runtime::{DeviationClass, Lens, Limits};

/// The classes that the decoder reports of a sample.
fn reported(sources: &Sources, text: &str) -> BTreeSet<&'static str> {
    let catalog = resolve_without_samples(sources).unwrap();
    let shapes = Shapes::new(&catalog);
    let lens = Lens::decode_str(text, shapes.payload(0).unwrap(), Limits::default()).unwrap();
    lens.deviations().iter().map(|deviation| deviation.class().as_str()).collect()
}

#[test]
fn every_class_is_decided_about() {
    let cases: [(&str, &str, &[&str]); 13] = [
        ("field_alias", r#"{"ident":"a"}"#, &[]),
        ("duplicate_key", r#"{"id":"a","id":"b"}"#, &["1:11: `/id` occurs more than once"]),
        (
            "duplicate_key",
            r#"{"id":"a","id":"b","id":"c"}"#,
            &["1:11: `/id` occurs more than once (and 1 more like it)"],
        ),
        ("unknown_field", r#"{"id":"a","x\u0079":{}}"#, &["1:11: `/xy` is not a field of `order`"]),
        ("missing_field", "{}\n", &[]),
        ("missing_field", r#"{"id":"a","inner":{}}"#, &["1:20: `/inner/id` is missing, and the field is `required`"]),
        ("unexpected_null", r#"{"id":null}"#, &["1:7: `/id` is null, and the field is not `nullable`"]),
        ("unexpected_blank", r#"{"id":"a","day":""}"#, &["1:17: `/day` is \"\", and the field is not `blank`"]),
        ("unexpected_type", r#"{"id":["a"]}"#, &["1:7: `/id` is a list, not a string"]),
        ("out_of_range", r#"{"id":"a","count":1e99}"#, &["1:19: `/count` is 1e99, out of range for an integer"]),
        ("invalid_unicode", r#"{"id":"\ud800"}"#, &["1:7: `/id` is \"\\ud800\", which has a lone surrogate"]),
        ("bad_format", r#"{"id":"a","day":"31-02"}"#, &["1:17: `/day` is \"31-02\", not a date as DD-MM"]),
        ("unknown_value", r#"{"id":"a","state":"shut"}"#, &["1:19: `/state` is \"shut\", not one of open, \"\""]),
    ];
    for (class, text, expected) in cases {
        assert_eq!(reported(&every_way(), text), BTreeSet::from([class]), "{text}");
        let all = found(&with_sample(every_way(), text));
        let own = |finding: &String| {
            let rest = finding.strip_prefix("samples/order/documented.json:").unwrap();
            rest.split(" | ").next().unwrap().to_owned()
        };
        assert_eq!(all.iter().map(own).collect::<Vec<_>>(), expected, "{text}");
    }
    let tried: BTreeSet<&str> = cases.iter().map(|(class, ..)| *class).collect();
    let all: BTreeSet<&str> = DeviationClass::ALL.iter().map(|class| class.as_str()).collect();
    let untried: Vec<&&str> = all.difference(&tried).collect();
    let names = [&"event_alias", &"event_mismatch", &"unknown_event"];
    assert_eq!(untried, names, "these are about a name, and a sample of `order` has none");
}

/// Both SDKs read `paid` as a card, the first of what it fits as well, and say that its amount is of another type.
#[test]
fn a_union_is_read_as_the_sdks_read_it() {
    let payment = |amount: &str| field("id", "string", "required = true") + &field("amount", amount, "");
    let sources =
        spec(&[("card", payment("integer")), ("cash", payment("string"))], &[field("paid", "card | cash", "")]);
    let text = r#"{"paid":{"id":"1","amount":true}}"#;
    assert_eq!(reported(&sources, text), BTreeSet::from(["unexpected_type"]));
    let sources = with_sample(sources, text);
    assert_eq!(
        found(&sources),
        ["samples/order/documented.json:1:28: `/paid/amount` is true, not an integer | types/card.toml:8:8"]
    );
    let report = report(&sources);
    assert_eq!(
        report.diagnostics()[0].help,
        "fix either the sample, or the field in `types/card.toml:8` (write `type = \"boolean\"`); `/paid` was read as `card`"
    );
}

#[test]
fn what_fits_no_alternative_is_held_against_all() {
    let fields = [field("ref", "uuid | date_time | integer", ""), field("when", "map<integer> | boolean", "")];
    let types = [("date_time", "values = [\"now\"]\n".to_owned())];
    let sources = with_sample(spec(&types, &fields), r#"{"ref":"x","when":{"a":"b"}}"#);
    assert_eq!(
        found(&sources),
        [
            "samples/order/documented.json:1:8: `/ref` is \"x\", not a UUID or one of now or an integer | events/order.toml:6:8",
            "samples/order/documented.json:1:24: `/when/a` is \"b\", not an integer | events/order.toml:11:8"
        ]
    );
    assert!(report(&sources).diagnostics()[1].help.ends_with("; `/when` was read as a map"));
}

/// Each deviation is blamed where it is, and on the field that it deviates from, through lists, maps and types.
#[test]
fn a_nested_field_is_blamed() {
    let item = field("sku", "string", "required = true") + &field("size", "string", "required = true\nnullable = true");
    let sources = spec(&[("item", item)], &[field("by/day", "map<list<item>>", "")]);
    let text = "{\n  \"by/day\": {\n    \"mon~day\": [{\"sku\": \"a\", \"size\": null}, {\"sku\": 7}],\n    \"tue\": null\n  }\n}";
    assert_eq!(
        found(&with_sample(sources, text)),
        [
            "samples/order/documented.json:3:53: `/by~1day/mon~0day/1/sku` is 7, not a string | types/item.toml:3:8",
            "samples/order/documented.json:3:54: `/by~1day/mon~0day/1/size` is missing, and the field is `required` \
             | types/item.toml:8:8",
            "samples/order/documented.json:4:12: `/by~1day/tue` is null, not a list | events/order.toml:6:8",
        ]
    );
}

#[test]
fn what_repeats_is_one_finding() {
    let item = field("price", "number", "") + &field("state", "string", "values = [\"open\"]");
    let mut sources = spec(&[("item", item)], &[field("items", "list<item>", "")]);
    let mut items = r#"{"price":"0"}"#.to_owned();
    (1..44).for_each(|price| write!(items, r#",{{"price":"{price}"}}"#).unwrap());
    sources.insert("samples/order/a.json", format!("{{\"items\":[{items}]}}"));
    sources.insert("samples/order/b.json", r#"{"items":[{"price":"1","state":"lost"},{"price":[],"state":"late"}]}"#);
    sources.insert("samples/order/c.json", r#"{"items":[{"state":"lost"}]}"#);
    let price = "types/item.toml:3:8";
    let state = "types/item.toml:8:8";
    assert_eq!(
        found(&sources),
        [
            format!(
                "samples/order/a.json:1:20: `/items/0/price` is \"0\", not a number (and 44 more like it, in 2 samples) \
                | {price} | samples/order/a.json:1:34"
            ),
            format!(
                "samples/order/b.json:1:32: `/items/0/state` is \"lost\", not one of open (and 1 more like it, in 2 samples) \
                | {state} | samples/order/c.json:1:20"
            ),
            format!("samples/order/b.json:1:49: `/items/1/price` is a list, not a number | {price}"),
            format!("samples/order/b.json:1:60: `/items/1/state` is \"late\", not one of open | {state}"),
        ]
    );
}

#[test]
fn constraints_are_checked_everywhere() {
    let code = field("code", "string", "min_length = 2\npattern = \"^[A-Z]*$\"\nexample = \"AB\"\naliases = [\"kod\"]");
    let fields = [
        field("items", "list<item>", ""),
        field("note", "string", "blank = true\nmin_length = 1\nmax_length = 3"),
        field("any", "any", ""),
    ];
    let sources = spec(&[("item", code)], &fields);
    let text = r#"{"items":[{"code":"AB"},{"k\u006fd":"b"},{"code":7}],"note":"","any":{"code":"b"}}"#;
    assert_eq!(
        found(&with_sample(sources.clone(), text)),
        [
            "samples/order/documented.json:1:37: `/items/1/kod` is \"b\", shorter than its `min_length` of 2 | types/item.toml:3:8",
            "samples/order/documented.json:1:37: `/items/1/kod` is \"b\", which does not match its `pattern` | types/item.toml:3:8",
            "samples/order/documented.json:1:50: `/items/2/code` is 7, not a string | types/item.toml:3:8",
        ]
    );
    assert_eq!(
        found(&with_sample(sources, r#"{"note":"four"}"#)),
        [
            "samples/order/documented.json:1:9: `/note` is \"four\", longer than its `max_length` of 3 | events/order.toml:11:8"
        ]
    );
}

#[test]
fn what_is_not_decoded_is_refused() {
    let most = Limits::default();
    assert_eq!((limits::FILE_BYTES, limits::VALUE_DEPTH), (most.bytes, most.depth as usize));
    let deep = format!("{{\"a\":{}", "[".repeat(128));
    let long = format!("{{\"a\":\"{}\"}}", "a".repeat(most.bytes));
    for (text, column, message) in [
        ("", 1, "the sample is not JSON: unexpected end"),
        ("{\"a\":1,}", 8, "the sample is not JSON: unexpected `}`"),
        ("{\"a\":\"\n\"}", 7, "the sample is not JSON: unexpected `(U+000A)`"),
        ("\u{feff}{}", 1, "the sample is not JSON: unexpected byte order mark"),
        (" [{}]\n", 2, "the sample is a list, but a payload must be an object"),
        ("\"a\"", 1, "the sample is \"a\", but a payload must be an object"),
        (&deep, 133, "the sample nests arrays and objects more than 128 levels deep"),
        (&long, 16_777_217, "the sample has more than 16777216 bytes"),
    ] {
        let report = report(&with_sample(every_way(), text));
        let [finding] = report.diagnostics() else { panic!("{}", report.render("", false)) };
        assert_eq!((finding.code, finding.message.as_str()), (Code::SampleSyntax, message));
        assert_eq!(report.place(finding).column(), column, "{message}");
    }
}
