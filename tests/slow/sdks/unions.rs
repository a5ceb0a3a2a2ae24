//! Unions at random, and objects that fit their alternatives more or less: both SDKs have to read each as the same alternative, which shows
//! in its deviations.

use std::fmt::Write;
use std::fs;

use eventspec_catalog::{Catalog, Code, Sources, resolve_without_samples};
use eventspec_emit::{Target, emit};
use eventspec_tests::readers::{self, Request, agreed_with};
use eventspec_tests::{Outcome, Verdict, fail};
use fastrand::Rng;

/// Catalogues, unions of each, and objects for each union: 1,000 unions and 100,000 objects.
const CATALOGUES: usize = 10;
pub(crate) const UNIONS: usize = 100;
pub(crate) const OBJECTS: usize = 100;
/// Objects that alternatives are taken from.
const TYPES: usize = 40;
/// Keys of fields; the same in upper case are their aliases.
const KEYS: [&str; 6] = ["kind", "type", "id", "a", "b", "c"];
/// What a field is: the first are tags.
const FIELDS: [&str; 17] = [
    "type = \"string\"\nconst = \"x\"\nrequired = true",
    "type = \"string\"\nconst = \"y\"\nrequired = true",
    "type = \"string\"\nclosed = true\nvalues = [{ value = \"x\" }, { value = \"z\" }]\nrequired = true",
    "type = \"integer\"\nconst = 1\nrequired = true",
    "type = \"integer\"\nclosed = true\nvalues = [{ value = 1 }, { value = 2 }]\nrequired = true",
    "type = \"boolean\"\nconst = true\nrequired = true",
    "type = \"string\"\nconst = \"x\"",
    "type = \"string\"\nconst = \"y\"\nrequired = true\nnullable = true",
    "type = \"string\"\nconst = \"y\"\nrequired = true\nblank = true",
    "type = \"string\"\nvalues = [{ value = \"x\" }, { value = \"y\" }]\nrequired = true",
    "type = \"string\"\nrequired = true",
    "type = \"integer\"",
    "type = \"number | boolean\"\nnullable = true",
    "type = \"uuid\"\nblank = true",
    "type = \"any\"\nrequired = true",
    "type = \"list<any>\"\nrequired = true",
    "type = \"map<integer?>\"",
];
const VALUES: [&str; 18] = [
    "null",
    "\"\"",
    "\"x\"",
    "\"y\"",
    "\"z\"",
    "\"w\"",
    "\"\\u0078\"",
    "\"\\ud800\"",
    "1",
    "2",
    "1.0",
    "1.5",
    "1e0",
    "9007199254740993",
    "1.0000000000000000001",
    "true",
    "[1,\"x\"]",
    "{\"k\":null,\"x\":7,\"x\":\"s\"}",
];

#[test]
fn both_choose_the_same_alternative() -> Verdict {
    let seed = std::env::var("SDK_SEED").ok().map_or(Ok(0), |seed| seed.parse())?;
    let mut random = Rng::with_seed(seed);
    let (mut read, mut fitting, mut tagged, mut others) = (0_usize, 0_usize, 0_usize, 0_usize);
    for _ in 0..CATALOGUES {
        let catalog = catalog(&mut random)?;
        let directory = tempfile::tempdir()?;
        for (path, text) in emit(&catalog, Target::TypeScript)?.iter() {
            let path = directory.path().join(path);
            fs::create_dir_all(path.parent().ok_or("a file is in no folder")?)?;
            fs::write(path, text)?;
        }
        let mut requests = Vec::with_capacity(UNIONS * OBJECTS);
        for union in 0..UNIONS {
            let text = |_| format!("{{\"u{union}\":{}}}", object(&mut random));
            requests.extend((0..OBJECTS).map(text).map(|text| Request { event: "ev".to_owned(), text }));
        }
        let reader = readers::rust::run_time(&catalog);
        let outcomes = agreed_with(reader, directory.path(), &requests)
            .map_err(|failed| format!("seed {seed}: {}", failed.message()))?;
        let unions = catalog.types.iter().filter_map(|def| def.kind.alternatives());
        tagged += unions.clone().filter(|alternatives| catalog.tag(alternatives).is_some()).count();
        others += unions.filter(|alternatives| catalog.tag_of_others(alternatives).is_some()).count();
        read += outcomes.len();
        let fits = |outcome: &&Outcome| matches!(outcome, Outcome::Decoded { deviations, .. } if deviations.is_empty());
        fitting += outcomes.iter().filter(fits).count();
    }
    println!(
        "{read} objects read as values of {} unions by both SDKs: {fitting} without deviations, 0 differences; {tagged} of the \
         unions have a tag, {others} take no other",
        CATALOGUES * UNIONS
    );
    let is_telling = fitting * 20 > read && tagged * 5 > CATALOGUES * UNIONS && tagged < CATALOGUES * UNIONS;
    if is_telling { Ok(()) } else { fail("nearly all of them are alike") }
}

/// An event with a field of each union.
pub(crate) fn catalog(random: &mut Rng) -> Result<Catalog, String> {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
    for index in 0..TYPES {
        sources.insert(format!("types/t{index}.toml"), object_type(random));
    }
    let event = "doc = \"E.\"\nevent = [{ name = \"ev\", doc = \"E.\" }]\n".to_owned();
    let field = |index: usize| format!("[[field]]\nname = \"u{index}\"\ntype = \"u{index}\"\ndoc = \"F.\"\n");
    let mut all = event.clone();
    for index in 0..UNIONS {
        let file = format!("types/u{index}.toml");
        // With an alternative that nothing is read as, it is refused: then another one.
        loop {
            let mut alone = sources.clone();
            alone.insert("events/ev.toml", format!("{event}{}", field(index)));
            alone.insert(&file, union_type(random));
            let Err(report) = resolve_without_samples(&alone) else {
                sources = alone;
                break;
            };
            if report.diagnostics().iter().any(|finding| finding.code != Code::UnreachableAlternative) {
                return Err(report.render("", false));
            }
        }
        all += &field(index);
    }
    sources.insert("events/ev.toml", all);
    resolve_without_samples(&sources).map_err(|report| report.render("", false))
}

/// Two alternatives or more.
fn union_type(random: &mut Rng) -> String {
    let mut alternatives: Vec<String> = (0..TYPES).map(|index| format!("t{index}")).collect();
    random.shuffle(&mut alternatives);
    alternatives.truncate(random.usize(1..6));
    let map = ["map<integer>", "map<string?>"][random.usize(..2)];
    let more = [map, "any", "string", "list<any>"].map(str::to_owned);
    alternatives.extend(more.into_iter().filter(|_| random.u8(..6) == 0).take(2));
    if alternatives.len() == 1 {
        alternatives.push("string".to_owned());
    }
    random.shuffle(&mut alternatives);
    format!("doc = \"U.\"\ntype = \"{}\"\n", alternatives.join(" | "))
}

fn object_type(random: &mut Rng) -> String {
    let mut text = "doc = \"T.\"\n".to_owned();
    if random.u8(..5) == 0 {
        text += "rest = \"integer?\"\n";
    }
    let mut keys = KEYS;
    if random.u8(..3) == 0 {
        random.shuffle(&mut keys);
    }
    for (at, key) in keys.iter().take(random.usize(1..5)).enumerate() {
        let is_tag = at == 0 && random.u8(..4) > 0;
        let field = FIELDS[random.usize(..if is_tag { 6 } else { FIELDS.len() })];
        let alias =
            if random.u8(..6) == 0 { format!("aliases = [\"{}\"]\n", key.to_uppercase()) } else { String::new() };
        let _ = write!(text, "[[field]]\nname = \"{key}\"\n{field}\n{alias}doc = \"F.\"\n");
    }
    text
}

/// An object of the keys that alternatives have and others, now and then one of them twice, under an alias or in escapes.
pub(crate) fn object(random: &mut Rng) -> String {
    let member = |random: &mut Rng| {
        let key = KEYS[random.usize(..KEYS.len())];
        let key = match random.u8(..14) {
            0 => key.to_uppercase(),
            1 => format!("\\u{:04x}{}", u32::from(key.as_bytes()[0]), &key[1..]),
            2 => "else".to_owned(),
            3 => "\\ud800".to_owned(),
            _ => key.to_owned(),
        };
        format!("\"{key}\":{}", VALUES[random.usize(..VALUES.len())])
    };
    let members: Vec<String> = (0..random.usize(..6)).map(|_| member(random)).collect();
    format!("{{{}}}", members.join(","))
}
