//! The decision about patterns that explode, held against an engine that backtracks: the `RegExp` of Node.

use eventspec_catalog::{Sources, resolve};
use eventspec_fuzz::specs::toml;
use eventspec_tests::readers::node;
use eventspec_tests::{Failed, Verdict, fail};
use serde_json::{Value, json};

/// Patterns as people write them, each with a text that matches.
const ORDINARY: [(&str, &str); 44] = [
    ("^[A-Z]{3}$", "EUR"),
    ("^[A-Z]{2}$", "DE"),
    ("^[a-z]{2}(-[A-Z]{2})?$", "de-DE"),
    ("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "zh-Hant-TW"),
    ("^[a-z0-9]+(-[a-z0-9]+)*$", "a-slug-of-5-words"),
    ("^[a-z][a-z0-9_]*$", "snake_case_2"),
    ("^[a-z]+([A-Z][a-z0-9]*)*$", "camelCaseName"),
    ("^[A-Za-z_$][A-Za-z0-9_$]*$", "$name_1"),
    ("^(0|[1-9][0-9]*)[.](0|[1-9][0-9]*)[.](0|[1-9][0-9]*)$", "1.20.3"),
    (
        "^(0|[1-9][0-9]*)[.](0|[1-9][0-9]*)[.](0|[1-9][0-9]*)(-[0-9A-Za-z-]+([.][0-9A-Za-z-]+)*)?([+][0-9A-Za-z-]+([.][0-9A-Za-z-]+)*)?$",
        "1.2.3-rc.1+build.5",
    ),
    ("^-?[0-9]+([.][0-9]+)?$", "-12.50"),
    ("^[0-9]+[.][0-9]{2}$", "849.54"),
    ("^[0-9]{1,3}(,[0-9]{3})*([.][0-9]{2})?$", "1,234,567.89"),
    ("^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?$", "-1.5e+10"),
    ("^[+][1-9][0-9]{1,14}$", "+491701234567"),
    ("^[+]?[0-9][0-9 ()-]{6,19}$", "+49 (170) 123-4567"),
    ("^[(][0-9]{3}[)] [0-9]{3}-[0-9]{4}$", "(555) 123-4567"),
    ("^[0-9]{5}(-[0-9]{4})?$", "94103-1234"),
    ("^[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}$", "SW1A 1AA"),
    ("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "2026-01-31"),
    ("^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$", "23:59:59"),
    (
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$",
        "2026-01-31T10:00:00.5+01:00",
    ),
    ("^P([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+S)?)?$", "P1Y2M3DT4H5M6S"),
    ("^[^@]+@[^@]+$", "a.b@example.com"),
    ("^[^@]+@[^@]+[.][^@]+$", "a.b@mail.example.com"),
    ("^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+[.][A-Za-z]{2,}$", "a.b@mail.example.com"),
    ("^[a-z0-9]+([._-][a-z0-9]+)*@([a-z0-9]+(-[a-z0-9]+)*[.])+[a-z]{2,63}$", "a.b@mail.exa-mple.com"),
    ("^https?://[^/?#]+(/[^?#]*)?([?][^#]*)?(#[^#]*)?$", "https://a.example.com/b/c?d=e&f=g#h"),
    ("^https://[a-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~%-]*)*$", "https://a.example.com:8443/b/c.html"),
    ("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]{2,63}$", "a.b-c.example.com"),
    ("^([0-9]{1,3}[.]){3}[0-9]{1,3}$", "192.168.100.1"),
    ("^((25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)[.]){3}(25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)$", "192.168.100.1"),
    ("^([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$", "2001:db8:0:0:1:0:0:1"),
    ("^([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$", "00:1a:2b:3c:4d:5e"),
    ("^#([0-9a-f]{3}|[0-9a-f]{6})$", "#a1b2c3"),
    ("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", "0b0e7a4c-3f1d-4c5e-9a57-2f5b3f8a9c10"),
    ("^[0-9A-HJKMNP-TV-Z]{26}$", "01ARZ3NDEKTSV4RRFFQ69G5FAV"),
    ("^[0-9a-f]{64}$", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
    ("^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$", "YWJjZGVmZ2g="),
    ("^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$", "DE89370400440532013000"),
    ("^([0-9]{4}[ -]?){3}[0-9]{4}$", "4111 1111 1111 1111"),
    ("^(ORD|INV)-[0-9]{4}-[0-9]{1,8}$", "ORD-2026-1234"),
    ("^[A-Z0-9]+(-[A-Z0-9]+){0,5}$", "SKU-1-XL-RED"),
    ("^ord_[A-Za-z0-9]{14,24}$", "ord_1N8xYz2eZvKYlo2C"),
];

/// Patterns that are refused, each with the text that shows why: a beginning, what is repeated, and an end.
const REFUSED: [(&str, &str, &str, &str); 20] = [
    ("^(a+)+$", "", "a", "!"),
    ("^(a*)*$", "", "a", "!"),
    ("^(a|a)*$", "", "a", "!"),
    ("^(a|aa)+$", "", "a", "!"),
    ("^([a-z]+|b)*$", "", "b", "!"),
    ("^x(ab|[a-c][b-d])*y$", "x", "ab", "!"),
    ("^((ab)*|c)+$", "", "ab", "!"),
    ("^([a-z]+,?)+$", "", "a", "!"),
    ("^(a{2,3})*$", "", "a", "!"),
    ("^([a-zA-Z0-9])(([.-]|[_]+)?([a-zA-Z0-9]+))*@x$", "a", "a", "!"),
    ("^(([a-z])+[.]?)+[A-Z]([a-z])+$", "", "a", "!"),
    ("^(a|aa){60}b$", "", "a", ""),
    ("^(a{1,2}){40}b$", "", "a", ""),
    ("^([a-z]{1,20}){9}!$", "", "a", ""),
    ("^(foo|[a-z]{3}){40}!$", "", "foo", ""),
    ("^(a?){30}a{30}$", "", "a", "!"),
    ("^a*a*a*b$", "", "a", "!"),
    ("a*a*b", "", "a", ""),
    ("[^@]+@[^@]+[.][^@]+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@", ".", "@"),
    ("^[a-z]+[a-z0-9]+[0-9a-f]*$", "", "a", "!"),
];

/// A text of so many characters takes an accepted pattern less than this, and a refused one more.
const MOST: usize = 600;
const MILLISECONDS: u32 = 100;
/// Cubic time needs a longer one.
const MOST_CUBIC: usize = 4_000;

/// What is wrong with a pattern, if anything is.
fn refusal(pattern: &str, example: &str) -> Option<String> {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", "name = \"x\"\ntitle = \"x\"\nversion = \"1.0.0\"\ndoc = \"x\"\n");
    let field = format!("[[field]]\nname = \"x\"\ntype = \"string\"\ndoc = \"x\"\npattern = {}\n", toml(pattern));
    let event = "doc = \"x\"\n[[event]]\nname = \"x\"\ndoc = \"x\"\n";
    sources.insert("events/x.toml", format!("{event}{field}example = {}\n", toml(example)));
    sources.insert("samples/x/a.json", "{}");
    resolve(&sources).err().map(|report| report.render("", false))
}

/// The lengths at which texts take too long, as Node says.
fn lengths(requests: &[Value]) -> Result<Vec<Option<u64>>, Failed> {
    Ok(node::ask("patterns.mjs", requests)?.iter().map(|answer| answer["length"].as_u64()).collect())
}

#[test]
fn ordinary_patterns_are_accepted_and_quick() -> Verdict {
    let (mut requests, mut faults) = (Vec::new(), Vec::new());
    for (pattern, example) in ORDINARY {
        faults.extend(refusal(pattern, example));
        requests.extend(attacks(pattern, example));
    }
    for (request, length) in requests.iter().zip(lengths(&requests)?) {
        faults.extend(length.map(|length| format!("{length} characters take too long: {request}")));
    }
    println!("ordinary patterns: {}, with {} growing texts", ORDINARY.len(), requests.len());
    if faults.is_empty() { Ok(()) } else { fail(faults.join("\n")) }
}

/// Texts that begin as one that matches, go on with a part of it again and again, and do not match.
fn attacks(pattern: &str, example: &str) -> Vec<Value> {
    let characters: Vec<char> = example.chars().collect();
    let parts = (1..=2).flat_map(|length| characters.windows(length)).map(|part| part.iter().collect::<String>());
    let mut pumps: Vec<String> = parts.collect();
    pumps.sort();
    pumps.dedup();
    let starts = (0..=characters.len()).step_by(characters.len() / 8 + 1);
    let prefixes: Vec<String> = starts.map(|end| characters.iter().take(end).collect()).collect();
    let request = |prefix: &String, pump: &String| json!({ "pattern": pattern, "prefix": prefix, "pump": pump, "suffix": "\n", "most": MOST, "milliseconds": MILLISECONDS });
    pumps.iter().flat_map(|pump| prefixes.iter().map(move |prefix| request(prefix, pump))).collect()
}

#[test]
fn refused_patterns_explode() -> Verdict {
    let mut faults = Vec::new();
    let mut requests = Vec::new();
    for (pattern, prefix, pump, suffix) in REFUSED {
        let said = refusal(pattern, "").unwrap_or_default();
        let kind = ["exponential time", "cubic time"].into_iter().find(|kind| said.contains(kind));
        let most = if kind == Some("cubic time") { MOST_CUBIC } else { MOST };
        faults.extend(kind.is_none().then(|| format!("`{pattern}` is not refused: {said}")));
        requests.push(json!({
            "pattern": pattern, "prefix": prefix, "pump": pump, "suffix": suffix, "most": most, "milliseconds": MILLISECONDS,
        }));
    }
    for (request, length) in requests.iter().zip(lengths(&requests)?) {
        faults.extend(length.is_none().then(|| format!("no text takes long: {request}")));
    }
    if faults.is_empty() { Ok(()) } else { fail(faults.join("\n")) }
}
