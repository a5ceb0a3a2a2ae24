//! JSON texts, right and wrong, production by production of RFC 8259. Each stands alone, as a member's value, as an item,
//! and with space around it; the verdict is the table's, and `serde_json`'s but for what is kept on purpose.

use eventspec_runtime::{ErrorClass, Lens, Limits, Shape};

static SHAPE: Shape = Shape { name: "any", fields: &[], aliases: &[], index: &[], rest: None, name_places: &[] };

fn decode(text: &str) -> Result<Lens<'_>, (ErrorClass, usize)> {
    Lens::decode(text.as_bytes(), &SHAPE, Limits::default()).map_err(|error| (error.class(), error.offset()))
}

/// Values that are JSON.
#[rustfmt::skip]
const RIGHT: &[&str] = &[
    // Literals.
    "true", "false", "null",
    // Numbers: int.
    "0", "-0", "1", "-1", "9", "10", "19", "123", "-123", "100", "1000000", "9007199254740992", "9007199254740993",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551615", "18446744073709551616",
    "1234567890123456789012345678901234567890", "-1234567890123456789012345678901234567890",
    // Numbers: frac.
    "0.0", "-0.0", "0.1", "0.10", "0.100", "1.0", "1.5", "-1.5", "10.01", "123.456", "849.54", "0.00000000000000000001",
    "3.141592653589793238462643383279502884197",
    // Numbers: exp.
    "0e0", "0E0", "1e2", "1E2", "1e+2", "1E+2", "1e-2", "1E-2", "1e02", "1e002", "0e999", "-0e-0", "1.5e3", "1.5E-3", "-1.5e+3",
    "1e308", "1.7976931348623157e308", "5e-324", "1e-400", "123e45", "0.1e1", "0.10E+01",
    // Strings: plain.
    "\"\"", "\" \"", "\"a\"", "\"abc\"", "\"abcdefg\"", "\"abcdefgh\"", "\"abcdefghi\"", "\"abcdefghijklmnop\"",
    "\"0123456789abcdef0123456789abcdef\"", "\"'\"", "\"/\"", "\"{}[]:,\"", "\"null\"", "\"\u{7f}\"", "\"\u{80}\"", "\"é\"", "\"ü\"", "\"₹499\"",
    "\"日本語\"", "\"😀\"", "\"\u{2028}\"", "\"\u{2029}\"", "\"\u{feff}\"", "\"\u{ffff}\"", "\"\u{10ffff}\"", "\"aaaaaaaé\"", "\"aaaaaa😀aaaa\"",
    // Strings: escapes.
    r#""\"""#, r#""\\""#, r#""\/""#, r#""\b""#, r#""\f""#, r#""\n""#, r#""\r""#, r#""\t""#, r#""\\\\""#, r#""\\\"""#, r#""a\"b""#, r#""a\\b""#,
    r#""aaaaaaa\n""#, r#""aaaaaaaa\n""#, r#""\naaaaaaaa""#, r#""aaaaaaaaaaaaaaa\"""#, r#""\u0000""#, r#""\u001f""#, r#""\u0020""#, r#""\u0022""#,
    r#""\u005c""#, r#""\u0041""#, r#""\u00e9""#, r#""\u00E9""#, r#""\u20b9""#, r#""\u2028""#, r#""\uFFFF""#, r#""\uabcd""#, r#""\uABCD""#, r#""\uaBcD""#,
    r#""\u0041\u0042""#, r#""\u00411""#, r#""\ud83d\ude00""#, r#""\uD83D\uDE00""#, r#""\ud800\udc00""#, r#""\udbff\udfff""#, r#""x\ud83d\ude00y""#,
    r#""\\u12""#, r#""\\x""#,
    // Arrays.
    "[]", "[ ]", "[\t\n\r ]", "[0]", "[0,1]", "[0, 1 ,2]", "[[]]", "[[],[]]", "[[[]]]", "[null,true,false]", "[\"a\",\"b\"]", "[{}]", "[{},[],0]",
    "[1,[2,[3,[4]]],5]", "[\"]\"]", "[\"\\\"]\"]",
    // Objects.
    "{}", "{ }", "{\"a\":1}", "{ \"a\" : 1 }", "{\"a\":1,\"b\":2}", "{\"\":0}", "{\"a\":{}}", "{\"a\":{\"b\":{\"c\":[]}}}", "{\"a\":1,\"a\":2}",
    "{\"a\":[{\"b\":[{}]}]}", "{\"a b\":1}", "{\"a.b\":1}", "{\"\\u0061\":1}", "{\"\\n\":1}", "{\"é\":1}", "{\"__proto__\":1}", "{\"}\":\"{\"}",
    "{\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\":1}",
];

/// Values that are JSON and that `serde_json::Value` refuses: kept, because nothing may be lost.
#[rustfmt::skip]
const KEPT: &[&str] = &[
    "1e400", "-1e400", "1e309", "1.8e308", "1e99999", "123456789e9999", r#""\ud83d""#, r#""\ude00""#, r#""\ud83d\u0041""#, r#""\ud83d\ud83d""#,
    r#""\ude00\ud83d""#, r#""\ud83d\n""#, r#""a\uD800""#, r#""\udfff\udfff""#, r#"{"\ud83d":1}"#, r#"["\ude00"]"#,
];

/// What is not JSON, and the byte at which that shows.
#[rustfmt::skip]
const WRONG: &[(&str, usize)] = &[
    // Literals.
    ("t", 1), ("tr", 2), ("tru", 3), ("trux", 3), ("truE", 3), ("True", 0), ("TRUE", 0), ("truee", 4), ("f", 1), ("fals", 4), ("falze", 3), ("False", 0),
    ("n", 1), ("nul", 3), ("nulL", 3), ("nil", 1), ("Null", 0), ("None", 0), ("undefined", 0), ("yes", 0), ("true1", 4), ("true\"", 4), ("nullnull", 4),
    // Numbers.
    ("-", 1), ("--1", 1), ("+1", 0), ("+", 0), ("01", 1), ("00", 1), ("-01", 2), ("-00", 2), ("0x1", 1), ("0X1F", 1), ("0b1", 1), ("0o7", 1), ("1_000", 1),
    (".5", 0), ("-.5", 1), ("1.", 2), ("1.e1", 2), ("1..2", 2), ("1.2.3", 3), ("1e", 2), ("1E", 2), ("1e+", 3), ("1e-", 3), ("1e.5", 2), ("1e1.5", 3),
    ("1ee1", 2), ("1e++1", 3), ("1a", 1), ("1-", 1), ("1+1", 1), ("1 1", 2), ("1,000", 1), ("NaN", 0), ("nan", 1), ("-NaN", 1), ("Infinity", 0), ("-Infinity", 1),
    ("inf", 0), ("1f", 1), ("1n", 1), ("١", 0), ("１", 0), ("-é", 1), ("0é", 1), ("1\u{0}", 1),
    // Strings.
    ("\"", 1), ("\"a", 2), ("\"abcdefgh", 9), ("\"abcdefghi", 10), ("'a'", 0), ("`a`", 0), ("a", 0), ("\"\\", 2), ("\"\\\"", 3), ("\"\\x\"", 2), ("\"\\'\"", 2),
    ("\"\\0\"", 2), ("\"\\a\"", 2), ("\"\\v\"", 2), ("\"\\U0041\"", 2), ("\"\\N\"", 2), ("\"\\ \"", 2), ("\"\\é\"", 2), ("\"\\\n\"", 2), ("\"\\u\"", 3), ("\"\\u1\"", 4), ("\"\\u12\"", 5),
    ("\"\\u123\"", 6), ("\"\\u123g\"", 6), ("\"\\ug123\"", 3), ("\"\\u 123\"", 3), ("\"\\u+123\"", 3), ("\"\\u-123\"", 3), ("\"\\u{41}\"", 3), ("\"\\u00é0\"", 5), ("\"\\u", 3), ("\"\\u00", 5),
    ("\"\u{0}\"", 1), ("\"\u{1}\"", 1), ("\"\u{8}\"", 1), ("\"\t\"", 1), ("\"\n\"", 1), ("\"\r\"", 1), ("\"\u{1f}\"", 1), ("\"aaaaaaa\n\"", 8), ("\"aaaaaaaa\t\"", 9), ("\"ééé\u{2}\"", 7),
    ("\"aaaaaaaaaaaaaaaaaaaa\u{1f}\"", 21), ("\"a\"b", 3), ("\"a\"\"b\"", 3), ("“a”", 0),
    // Arrays.
    ("[", 1), ("[0", 2), ("[0,", 3), ("[0,]", 3), ("[,]", 1), ("[,0]", 1), ("[0,,1]", 3), ("[0 1]", 3), ("[0:1]", 2), ("[0;1]", 2), ("[0}", 2), ("[}", 1), ("[[]", 3), ("[]]", 2), ("[a]", 1),
    ("[\"a\":1]", 4), ("[\"a]", 4), ("[0]0", 3), ("[-]", 2), ("[01]", 2), ("[tru]", 4), ("(0)", 0), ("[0,\u{b}1]", 3), ("[\u{c}]", 1), ("[\u{a0}]", 1),
    // Objects.
    ("{", 1), ("{\"", 2), ("{\"a", 3), ("{\"a\"", 4), ("{\"a\":", 5), ("{\"a\":1", 6), ("{\"a\":1,", 7), ("{\"a\":1,}", 7), ("{,}", 1), ("{,\"a\":1}", 1), ("{\"a\"}", 4), ("{\"a\" 1}", 5), ("{\"a\",1}", 4),
    ("{\"a\"=1}", 4), ("{\"a\"::1}", 5), ("{\"a\":1:2}", 6), ("{\"a\":}", 5), ("{\"a\":,}", 5), ("{a:1}", 1), ("{'a':1}", 1), ("{1:1}", 1), ("{null:1}", 1), ("{[]:1}", 1), ("{{}:1}", 1),
    ("{\"a\":1 \"b\":2}", 7), ("{\"a\":1;\"b\":2}", 6), ("{\"a\":1]", 6), ("{]", 1), ("{\"a\":[}", 6), ("{\"a\":[1}", 7), ("{\"a\":{]", 6), ("{}}", 2), ("{}{}", 2), ("{} {}", 3), ("{}x", 2), ("{\"a\u{0}\":1}", 3),
    ("{\"\\x\":1}", 3), ("{\"a\":1,,\"b\":2}", 7), ("{\"a\":01}", 6), ("{\"a\":tru}", 8), ("{...}", 1),
    // Space, comments and marks.
    ("", 0), (" ", 1), ("\t\r\n ", 4), ("\u{b}1", 0), ("\u{c}1", 0), ("\u{a0}1", 0), ("\u{2028}1", 0), ("\u{feff}1", 0), ("\u{feff}{}", 0), ("1\u{a0}", 1), ("// c\n1", 0), ("/* c */1", 0), ("1 // c", 2),
    ("# c\n1", 0), ("[1 /* c */]", 3), ("\u{0}", 0), ("1\u{1e}", 1), (";", 0), (",", 0), (":", 0), ("]", 0), ("}", 0), ("\\", 0), ("\\u0031", 0), ("é", 0), ("😀", 0),
];

/// Texts around a value: what comes before and after.
const AROUND: &[(&str, &str)] =
    &[("{\"k\":", "}"), ("{\"k\": ", "\n}"), (" {\"j\":0,\"k\":[1,", "],\"l\":2} "), ("{\"k\":{\"deep\":[[", "]]}}")];

#[test]
fn the_tables_are_large_enough() {
    assert!(RIGHT.len() + KEPT.len() + WRONG.len() >= 300, "{} {} {}", RIGHT.len(), KEPT.len(), WRONG.len());
}

#[test]
fn what_is_json_is_taken_and_comes_back() {
    for value in RIGHT.iter().chain(KEPT) {
        for (before, after) in AROUND {
            let text = format!("{before}{value}{after}");
            let lens = decode(&text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
            assert_eq!(lens.json(), text);
        }
        // Alone it is JSON too, though only an object is a payload.
        let alone = decode(value);
        assert!(value.starts_with('{') || matches!(alone, Err((ErrorClass::NotAnObject, 0))), "{value}: {alone:?}");
    }
}

#[test]
fn the_verdict_is_serde_jsons() {
    for value in RIGHT {
        serde_json::from_str::<serde_json::Value>(value).unwrap_or_else(|error| panic!("{value}: {error}"));
    }
    for value in KEPT {
        serde_json::from_str::<serde_json::Value>(value).expect_err(value);
        serde_json::from_str::<&serde_json::value::RawValue>(value).unwrap_or_else(|error| panic!("{value}: {error}"));
    }
    for (value, _) in WRONG {
        serde_json::from_str::<serde_json::Value>(value).expect_err(value);
    }
}

#[test]
fn what_is_not_json_is_refused_at_its_byte() {
    for (value, offset) in WRONG {
        assert_eq!(decode(value).unwrap_err(), (ErrorClass::Syntax, *offset), "{value:?}");
        // Inside an object the same byte is to blame, unless what follows is needed to see it, or ends the value.
        let text = format!("{{\"k\":[{value}");
        let refused = decode(&text).map(|_| ()).unwrap_err();
        assert_eq!(refused.0, ErrorClass::Syntax, "{text:?}");
        assert!(refused.1 >= 6, "{text:?}: {refused:?}");
    }
}
