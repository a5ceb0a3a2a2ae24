//! Unions at random in the strict Rust crate, compiled and run: what it takes, it reads as the alternative that the tolerant SDK chooses,
//! and it takes whatever the tolerant SDK finds nothing wrong with, but for what serde cannot hold.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use eventspec_catalog::{Catalog, Shapes, TypeDef};
use eventspec_emit::{Target, emit};
use eventspec_runtime::{Choice, Json, Limits, choose};
use eventspec_tests::catalogues::root;
use eventspec_tests::readers::Request;
use eventspec_tests::readers::rust::run_time;
use eventspec_tests::{Failed, Outcome, Verdict, fail, program};
use fastrand::Rng;
use serde_json::{Value, json};

use crate::unions::{OBJECTS, UNIONS, catalog, object};

/// All of them are compiled in one package.
const CATALOGUES: usize = 3;

/// What the crate refuses, and the contract does not: half of a surrogate pair, and a repeated key.
const LIMITS: [&str; 2] = ["unexpected end of hex escape", "duplicate field"];
/// Integers that serde does not take for them; and what is one as a double, but not in the text.
const INTEGERS: [&str; 2] = ["1.0", "1e0"];

/// Reads each line of a file: the position of a catalogue, that of a union and an object. Prints what it is read as, and its value.
const READER: &str = r#"
use serde_json::{Value, json};

fn read<T: serde::de::DeserializeOwned + serde::Serialize + std::fmt::Debug>(text: &str) -> Value {
    match serde_json::from_str::<T>(text) {
        Ok(value) => {
            // `Variant(...)`
            let shown = format!("{value:?}");
            json!({ "alternative": shown.split('(').next(), "value": value })
        }
        Err(error) => json!({ "error": error.to_string() }),
    }
}

fn main() {
    let lines = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    for line in lines.lines() {
        let (reader, text) = line.split_once(' ').unwrap();
        println!("{}", READERS[reader.parse::<usize>().unwrap()](text));
    }
}
"#;

#[test]
fn strict_types_choose_as_the_tolerant_sdk() -> Verdict {
    let seed = std::env::var("SDK_SEED").ok().map_or(Ok(0), |seed| seed.parse())?;
    let mut random = Rng::with_seed(seed);
    let catalogues = (0..CATALOGUES).map(|index| {
        let mut catalog = catalog(&mut random)?;
        catalog.name = format!("x{index}");
        Ok(catalog)
    });
    let catalogues = catalogues.collect::<Result<Vec<Catalog>, String>>()?;
    let requests: Vec<(usize, usize, String)> = (0..CATALOGUES * UNIONS * OBJECTS)
        .map(|index| (index / OBJECTS / UNIONS, index / OBJECTS % UNIONS, object(&mut random)))
        .collect();
    let directory = tempfile::tempdir()?;
    let answers = answers(directory.path(), &catalogues, &requests)?;
    let readers: Vec<_> = catalogues.iter().map(|catalog| (Shapes::new(catalog), run_time(catalog))).collect();
    let (mut taken, mut limited) = (0_usize, 0_usize);
    for ((catalog, union, text), answer) in requests.iter().zip(&answers) {
        let (shapes, reader) = &readers[*catalog];
        let def = named(&catalogues[*catalog], *union)?;
        let alternatives = def.kind.alternatives().ok_or("a union")?;
        let ty = catalogues[*catalog].payloads[0].fields[*union].ty.clone();
        let json = Json::parse(text, Limits::default())?;
        let chosen = choose(json, shapes.kind_of(&ty)).and_then(Choice::index);
        let chosen = chosen.map(|index| alternatives[index].ident.pascal());
        let said = || Failed::from(format!("seed {seed}: {text} of {:?}\n{chosen:?}\n{answer}", def.place));
        if let Some(error) = answer.get("error").and_then(Value::as_str) {
            let request = Request { event: "ev".to_owned(), text: format!("{{\"u{union}\":{text}}}") };
            let fits = |outcome| matches!(outcome, Outcome::Decoded { deviations, .. } if deviations.is_empty());
            if fits(reader(&request)) {
                limited += 1;
                let is_limit = LIMITS.iter().any(|limit| error.contains(limit));
                if !is_limit && !INTEGERS.iter().any(|integer| text.contains(integer)) {
                    return Err(said());
                }
            }
            continue;
        }
        taken += 1;
        let expected = json!({ "alternative": chosen, "value": serde_json::from_str::<Value>(text)? });
        if *answer != expected {
            return Err(said());
        }
    }
    println!(
        "{} objects read as values of {} unions by the strict crate: {taken} taken, {limited} refused without a deviation",
        requests.len(),
        CATALOGUES * UNIONS
    );
    if taken * 20 > requests.len() && limited < taken { Ok(()) } else { fail("nearly all of them are alike") }
}

fn named(catalog: &Catalog, union: usize) -> Result<&TypeDef, String> {
    let name = format!("u{union}");
    catalog.types.iter().find(|def| def.name == name).ok_or(name)
}

/// What the strict crates of catalogues answer to objects of their unions.
fn answers(
    directory: &Path,
    catalogues: &[Catalog],
    requests: &[(usize, usize, String)],
) -> Result<Vec<Value>, Failed> {
    let (mut dependencies, mut readers) = (String::new(), String::new());
    for (index, catalog) in catalogues.iter().enumerate() {
        for (path, text) in emit(catalog, Target::RustStrict)?.iter() {
            let path = directory.join(format!("x{index}")).join(path);
            fs::create_dir_all(path.parent().ok_or("a file is in no folder")?)?;
            fs::write(path, text)?;
        }
        writeln!(dependencies, "x{index}-strict = {{ path = \"x{index}/rust-strict\" }}")
            .map_err(|it| it.to_string())?;
        for union in 0..UNIONS {
            write!(readers, "read::<x{index}_strict::U{union}>, ").map_err(|it| it.to_string())?;
        }
    }
    let manifest = format!(
        "[package]\nname = \"reader\"\nedition = \"2024\"\n\n[dependencies]\nserde = \"1\"\nserde_json = \"1\"\n{dependencies}\n[workspace]\n"
    );
    let main = format!("{READER}\nconst READERS: &[fn(&str) -> Value] = &[{readers}];\n");
    fs::create_dir(directory.join("src"))?;
    fs::write(directory.join("Cargo.toml"), manifest)?;
    fs::write(directory.join("src/main.rs"), main)?;
    // The versions of what is here already.
    fs::copy(root().join("Cargo.lock"), directory.join("Cargo.lock"))?;
    let lines = requests.iter().map(|(catalog, union, text)| format!("{} {text}\n", catalog * UNIONS + union));
    fs::write(directory.join("objects"), lines.collect::<String>())?;
    let printed = program::run(directory, env!("CARGO"), &["run", "--quiet", "--offline", "--", "objects"])?;
    let answers: Vec<Value> = printed.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    if answers.len() == requests.len() { Ok(answers) } else { Err("not an answer to each".to_owned().into()) }
}
