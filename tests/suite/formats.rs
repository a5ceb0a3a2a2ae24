//! Formats, integers and numbers in both SDKs: texts that are nearly of each must get the same verdict from each.

use std::collections::BTreeMap;

use eventspec_catalog::{Event, Field, JsonType, Scalar, TextOf, TimePattern, TimePiece, Type};
use eventspec_tests::catalogues::{Catalogue, all};
use eventspec_tests::matrix::trial;
use eventspec_tests::readers::{Request, agreed};
use eventspec_tests::{Outcome, Verdict, fail};
use fastrand::Rng;
use libtest_mimic::Trial;

/// Texts made of each seed by chance, beside the ones that a loop makes.
const BENT: usize = 250;

pub(crate) fn tests() -> Vec<Trial> {
    let mut tests = Vec::new();
    for catalogue in all() {
        // The first field of each format; its event is what the texts are sent as.
        let mut fields: BTreeMap<String, (Event, Field)> = BTreeMap::new();
        for (event, payload) in catalogue.catalog.events() {
            for field in catalogue.catalog.fields(payload) {
                if let Some(name) = format_name(&field.ty) {
                    fields.entry(name).or_insert_with(|| (event.clone(), field.clone()));
                }
            }
        }
        let catalogue = std::sync::Arc::new(catalogue);
        for (name, (event, field)) in fields {
            let cloned = std::sync::Arc::clone(&catalogue);
            tests.push(trial(format!("differential::formats::{}::{name}", catalogue.name), move || {
                agree(&cloned, &event, &field)
            }));
        }
    }
    tests
}

/// The name of a type whose values are more than their JSON type says.
fn format_name(ty: &Type) -> Option<String> {
    let scalar = ty.scalar()?;
    match scalar {
        Scalar::Timestamp
        | Scalar::Rfc2822
        | Scalar::TimestampPattern(_)
        | Scalar::DateTime(_)
        | Scalar::Date(_)
        | Scalar::Uuid
        | Scalar::Uri
        | Scalar::Email
        | Scalar::Unix(_)
        | Scalar::Text(TextOf::Number | TextOf::Integer | TextOf::Unix(_))
        | Scalar::Integer
        | Scalar::Number => Some(scalar.spelling()),
        // Too few texts are of it to try any.
        Scalar::Text(TextOf::Boolean) | Scalar::String | Scalar::Boolean | Scalar::Null | Scalar::Any => None,
    }
}

fn agree(catalogue: &Catalogue, event: &Event, field: &Field) -> Verdict {
    let requests: Vec<Request> = near_misses(field.ty.scalar().ok_or("a field of a built-in type")?)
        .into_iter()
        .flat_map(|json| {
            // As TypeScript's fast path takes it, and as it does not.
            [format!("{{{:?}:{json}}}", field.name), format!("{{ {:?}: {json} }}", field.name)]
        })
        .map(|text| Request { event: event.name.clone(), text })
        .collect();
    let answers = agreed(catalogue, &requests)?;
    let path = format!("/{}", field.name);
    let is_good = |answer: &Outcome| matches!(answer, Outcome::Decoded { deviations, .. } if deviations.iter().all(|(_, at, _)| *at != path));
    let good = answers.iter().filter(|answer| is_good(answer)).count();
    let bad = answers.len() - good;
    println!("{} as {}: {good} of the format, {bad} not; 0 disagreements", field.name, event.name);
    // Both sides of the border, or nothing has been tried.
    if good < 100 || bad < 100 { fail(format!("{good} are of the format and {bad} are not")) } else { Ok(()) }
}

/// JSON texts of values.
fn near_misses(scalar: &Scalar) -> Vec<String> {
    let mut rng = Rng::with_seed(11);
    let is_number = scalar.row().json == JsonType::Number;
    let seeds = seeds(scalar);
    let alphabet: Vec<&str> =
        if is_number { NUMERALS.to_vec() } else { NUMERALS.iter().chain(CHARACTERS).copied().collect() };
    let bent = seeds.iter().flat_map(|seed| {
        let pieces: Vec<String> = seed.chars().map(String::from).collect();
        std::iter::once(seed.clone())
            .chain((0..BENT).map(|_| bend(pieces.clone(), &alphabet, &mut rng)).collect::<Vec<_>>())
    });
    let texts = bent.chain(swept(scalar));
    texts.map(|text| if is_number { text } else { format!("\"{text}\"") }).collect()
}

/// A text with one or two of its characters replaced, lost, added, repeated or swapped.
fn bend(mut pieces: Vec<String>, alphabet: &[&str], rng: &mut Rng) -> String {
    for _ in 0..rng.usize(1..=2) {
        let at = rng.usize(0..=pieces.len());
        let other = alphabet[rng.usize(..alphabet.len())].to_owned();
        match rng.usize(..5) {
            0 => pieces.insert(at, other),
            1 if at < pieces.len() => drop(pieces.remove(at)),
            2 if at + 1 < pieces.len() => pieces.swap(at, at + 1),
            3 if at < pieces.len() => pieces.insert(at, pieces[at].clone()),
            _ if at < pieces.len() => pieces[at] = other,
            _ => pieces.push(other),
        }
    }
    pieces.concat()
}

/// What numbers are made of, and dates too.
const NUMERALS: &[&str] = &["0", "1", "2", "3", "4", "5", "6", "9", "-", "+", ".", "e", "E"];

/// Pieces of JSON strings: the ends of ranges and what is next to them, and what patterns of two languages differ about.
const CHARACTERS: &[&str] = &[
    "/",
    ":",
    ";",
    "@",
    "A",
    "F",
    "G",
    "T",
    "Z",
    "[",
    "]",
    "^",
    "_",
    "`",
    "a",
    "f",
    "g",
    "t",
    "z",
    "{",
    "|",
    "}",
    "~",
    "!",
    "#",
    "$",
    "%",
    "%4",
    "%4f",
    "%zz",
    "&",
    "'",
    "(",
    ")",
    "*",
    ",",
    "<",
    "=",
    ">",
    "?",
    " ",
    "\\\"",
    "\\\\",
    "\\n",
    "\\r",
    "\\u0000",
    "\\u001f",
    "\\u0041",
    "\u{7f}",
    "\u{80}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "ä",
    "ſ",
    "K",
    "İ",
    "٣",
    "０",
    "\u{1680}",
    "\u{180e}",
    "\u{200b}",
    "\u{200d}",
    "\u{2028}",
    "\u{202f}",
    "\u{3000}",
    "\u{feff}",
    "\u{10000}",
    "😀",
    "\\ud800",
    "\\udc00",
];

/// Texts of a format, to start from.
fn seeds(scalar: &Scalar) -> Vec<String> {
    let texts: &[&str] = match scalar {
        Scalar::Timestamp => &[
            "2023-05-26T07:44:03.862Z",
            "2023-05-26T07:44:03Z",
            "2024-02-29t23:59:60z",
            "1999-12-31T00:00:00.5+05:30",
            "0000-01-01T19:30:09-23:59",
        ],
        Scalar::Uuid => &[
            "449ebf4f-f3e2-471a-a21f-47d8e148f259",
            "449EBF4F-F3E2-471A-A21F-47D8E148F259",
            "00000000-0000-0000-0000-000000000000",
            "449ebf4ff3e2471aa21f47d8e148f259",
        ],
        Scalar::Uri => &[
            "https://a.example/b/140?c=d&e=%20f#g",
            "http://[::1]:80/",
            "HTTPS://user:pass@host",
            "mailto:a@b.example",
            "urn:x",
            "a+b-c.9:d",
            "https:",
        ],
        Scalar::Email => &["a.b+c@d-e.example", "'a'@b", "ä@b.c1", "a@b--c.d-e.f", "a@1.2"],
        Scalar::Unix(_) | Scalar::Text(TextOf::Unix(_)) => &[
            "0",
            "1769853600",
            "1769853600.123456789012",
            "-62135596800",
            "-62135596800.0000000001",
            "253402300799.99999999999",
            "253402300800",
            "1769853600123",
            "253402300799999.999",
            "-62135596800000",
            "17e8",
            "1e-400",
        ],
        Scalar::Integer | Scalar::Number | Scalar::Text(_) => &[
            "0",
            "-7",
            "100",
            "2.0",
            "2.50",
            "1e2",
            "1500e-2",
            "9007199254740993",
            "9223372036854775807",
            "-9223372036854775808",
            "4398046511104.0000000001",
            "1e400",
            "0.1e-400",
            "123456789012345678901234567890",
        ],
        Scalar::Rfc2822 => &[
            "Fri, 26 May 2023 07:44:03 +0000",
            "Mon, 6 May 2023 07:44 GMT",
            "29 Feb 2024 23:59:60 -2359",
            "1 Jan 0000 00:00:00 UT",
            "Fri, 31 Dec 1999 00:00:00 Z",
            "Frid, 31 Dec 1999 00:00:00 EST",
        ],
        Scalar::TimestampPattern(pattern) | Scalar::DateTime(pattern) | Scalar::Date(pattern) => {
            let times = [
                (["2023", "05", "26"], ["07", "44", "03.862", "Z"]),
                (["2024", "02", "29"], ["23", "59", "60", "+05:30"]),
                (["1900", "12", "31"], ["00", "00", "00", "-23:59"]),
            ];
            return times.map(|(day, clock)| in_pattern(pattern, day, clock)).into();
        }
        Scalar::String | Scalar::Boolean | Scalar::Null | Scalar::Any => &[],
    };
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// A text in a pattern of times.
fn in_pattern(pattern: &TimePattern, day: [&str; 3], clock: [&str; 4]) -> String {
    let (year, month, day, [hour, minute, second, zone]) = (day[0], day[1], day[2], clock);
    pattern.text(|piece| match piece {
        TimePiece::Year => year.to_owned(),
        TimePiece::Month => month.to_owned(),
        TimePiece::Day => day.to_owned(),
        TimePiece::Hour => hour.to_owned(),
        TimePiece::Minute => minute.to_owned(),
        TimePiece::Second => second.to_owned(),
        TimePiece::Zone => zone.to_owned(),
        TimePiece::Literal(literal) => literal.to_string(),
    })
}

/// Every day that a month could have, and every time and zone that a clock could show.
fn swept(scalar: &Scalar) -> Vec<String> {
    let mut texts = Vec::new();
    for year in ["0000", "1900", "2000", "2023", "2024"] {
        for (month, day) in (0..=13).flat_map(|month| (0..=32).map(move |day| (month, day))) {
            let (month, day) = (format!("{month:02}"), format!("{day:02}"));
            match scalar {
                Scalar::Timestamp => texts.push(format!("{year}-{month}-{day}T07:44:03.862Z")),
                Scalar::Rfc2822 => {
                    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
                    let name = month.parse::<usize>().ok().and_then(|month| names.get(month.checked_sub(1)?));
                    texts.push(format!("{day} {} {year} 07:44:03 GMT", name.unwrap_or(&"Non")));
                }
                Scalar::TimestampPattern(pattern) | Scalar::DateTime(pattern) | Scalar::Date(pattern) => {
                    texts.push(in_pattern(pattern, [year, &month, &day], ["07", "44", "03", "Z"]));
                }
                Scalar::String
                | Scalar::Number
                | Scalar::Integer
                | Scalar::Boolean
                | Scalar::Null
                | Scalar::Uuid
                | Scalar::Uri
                | Scalar::Email
                | Scalar::Unix(_)
                | Scalar::Text(_)
                | Scalar::Any => {}
            }
        }
    }
    for part in (0..=99).map(|part| format!("{part:02}")) {
        if let Some(pattern) = scalar.pattern() {
            for at in 0..3 {
                let mut clock = ["07", "44", "03", "Z"];
                clock[at] = &part;
                texts.push(in_pattern(pattern, ["2023", "05", "26"], clock));
            }
            for zone in [format!("+{part}:30"), format!("-05:{part}")] {
                texts.push(in_pattern(pattern, ["2023", "05", "26"], ["07", "44", "03", &zone]));
            }
        }
        if *scalar == Scalar::Rfc2822 {
            texts.push(format!("26 May 2023 {part}:44:03 GMT"));
            texts.push(format!("26 May 2023 07:{part} GMT"));
            texts.push(format!("26 May 2023 07:44:{part} GMT"));
            texts.push(format!("26 May 2023 07:44:03 +{part}30"));
            texts.push(format!("26 May 2023 07:44:03 -05{part}"));
        }
        if *scalar == Scalar::Timestamp {
            texts.push(format!("2023-05-26T{part}:44:03Z"));
            texts.push(format!("2023-05-26T07:{part}:03Z"));
            texts.push(format!("2023-05-26T07:44:{part}Z"));
            texts.push(format!("2023-05-26T07:44:03+{part}:30"));
            texts.push(format!("2023-05-26T07:44:03-05:{part}"));
        }
    }
    texts
}
