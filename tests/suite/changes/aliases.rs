//! Aliases of types that change, and types that get such a name and lose it.

/// The old files and the new ones.
pub(crate) const FILES: [&[(&str, &str)]; 2] = [
    &[
        ("types/code.toml", "type = \"string\"\nmax_length = 9"),
        ("types/amount.toml", "type = \"integer\""),
        ("types/stamp.toml", "type = \"string\""),
        ("types/tags.toml", "type = \"list<string>\""),
        ("types/first.toml", "type = \"boolean\""),
        ("types/gone.toml", "type = \"string\""),
        ("types/turned.toml", "type = \"string\""),
        ("types/short.toml", "type = \"string\"\nmax_length = 3"),
        ("types/free.toml", "type = \"list<string>\""),
        (
            "events/uses.toml",
            "event = [{ name = \"uses\" }]\nfield = [{ name = \"code\", type = \"code\" }, { name = \"codes\", type = \"list<code>\" },\
             { name = \"amounts\", type = \"map<amount>\" }, { name = \"stamp\", type = \"stamp\" }, { name = \"tags\", type = \"tags\" },\
             { name = \"turned\", type = \"turned\" }, { name = \"first\", type = \"first\" }]",
        ),
        (
            "events/names.toml",
            "event = [{ name = \"names\" }]\nfield = [{ name = \"whole\", type = \"string\" }, { name = \"items\", type = \"list<string>\" },\
             { name = \"either\", type = \"short | integer\" }, { name = \"free\", type = \"list<string>\" }, { name = \"bare\", type = \"free\" }]",
        ),
        ("events/rest.toml", "event = [{ name = \"rest\" }]\nrest = \"string\""),
    ],
    &[
        ("types/code.toml", "type = \"string\"\nmax_length = 3"),
        ("types/amount.toml", "type = \"number\""),
        ("types/stamp.toml", "type = \"timestamp\""),
        ("types/tags.toml", "type = \"list<integer>\""),
        ("types/second.toml", "type = \"boolean\""),
        ("types/added.toml", "type = \"string\""),
        ("types/turned.toml", "values = [\"a\"]\nclosed = true"),
        ("types/short.toml", "type = \"string\"\nmax_length = 3"),
        ("types/free.toml", "type = \"list<string>\""),
        (
            "events/uses.toml",
            "event = [{ name = \"uses\" }]\nfield = [{ name = \"code\", type = \"code\" }, { name = \"codes\", type = \"list<code>\" },\
             { name = \"amounts\", type = \"map<amount>\" }, { name = \"stamp\", type = \"stamp\" }, { name = \"tags\", type = \"tags\" },\
             { name = \"turned\", type = \"turned\" }, { name = \"first\", type = \"second\" }]",
        ),
        (
            "events/names.toml",
            "event = [{ name = \"names\" }]\nfield = [{ name = \"whole\", type = \"short\" }, { name = \"items\", type = \"list<short>\" },\
             { name = \"either\", type = \"string | integer\" }, { name = \"free\", type = \"free\" }, { name = \"bare\", type = \"list<string>\" }]",
        ),
        ("events/rest.toml", "event = [{ name = \"rest\" }]\nrest = \"short\""),
    ],
];

/// The kinds and paths of what is found, in order.
pub(crate) const FOUND: &[&str] = &[
    "constraint-tightened events/names.whole",
    "constraint-tightened events/names.items[]",
    "constraint-loosened events/names.either",
    "constraint-tightened events/rest",
    "type-added types/added",
    "integer-to-number types/amount",
    "constraint-tightened types/code",
    "type-removed types/gone",
    "type-renamed types/second",
    "date-added types/stamp",
    "retyped types/tags[]",
    "string-to-closed-enum types/turned",
];
