//! typify as it comes, in a crate of its own: one module per schema, and a program that reads payloads with them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use eventspec_tests::catalogues::root;
use eventspec_tests::vectors::Vector;
use eventspec_tests::{Failed, program};
use serde_json::{Value, json};
use typify_impl::TypeSpace;

use crate::losses::Answer;
use crate::tools::{Schemas, answers};

const MANIFEST: &str = r#"[package]
name = "typified"
edition = "2024"

[dependencies]
chrono = { version = "=0.4.42", default-features = false, features = ["serde"] }
regress = "=0.10.4"
serde = { version = "1", features = ["derive"] }
serde_json = "1"
uuid = { version = "=1.18.1", features = ["serde"] }

[profile.dev]
debug = false

[workspace]
"#;

/// A line `{"schema", "text"}` in; a line `{"encoded"}` or `{"error"}` out.
const MAIN: &str = r#"
fn read<T: serde::de::DeserializeOwned + serde::Serialize>(text: &str) -> serde_json::Value {
    match serde_json::from_str::<T>(text).and_then(|value| serde_json::to_string(&value)) {
        Ok(encoded) => serde_json::json!({ "encoded": encoded }),
        Err(error) => serde_json::json!({ "error": error.to_string() }),
    }
}

fn main() {
    for line in std::io::stdin().lines() {
        let line: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = line["text"].as_str().unwrap();
        let answer = match line["schema"].as_str().unwrap() {
READERS            schema => panic!("{schema}"),
        };
        println!("{answer}");
    }
}
"#;

/// typify's types, compiled and run. Of a schema that it gives up on, or makes code of that does not compile, there is none.
pub(crate) fn typify(schemas: &Schemas, directory: &Path, vectors: &[Vector]) -> Result<Vec<Answer>, Failed> {
    fs::create_dir(directory.join("src"))?;
    fs::write(directory.join("Cargo.toml"), MANIFEST)?;
    let mut made = BTreeSet::new();
    for file in schemas.files() {
        let text = fs::read_to_string(schemas.path(file))?;
        // The panic is the answer, and what it says is printed as any panic is.
        let Ok(code) = catch_unwind(|| code(&text)) else { continue };
        fs::write(directory.join("src").join(format!("{file}.rs")), code?)?;
        made.insert(file);
    }
    let program = loop {
        write_main(schemas, directory, &made)?;
        match build(directory) {
            Ok(program) => break program,
            Err(failed) => {
                let message = failed.message();
                let before = made.len();
                made.retain(|file| !message.contains(&format!("--> src/{file}.rs:")));
                if made.len() == before {
                    return Err(failed);
                }
            }
        }
    };

    let mut requests: Vec<Value> = Vec::new();
    for vector in vectors {
        let (file, _) = schemas.names(vector)?;
        if made.contains(file) {
            requests.push(json!({ "schema": file, "text": vector.request.text }));
        }
    }
    let mut answers = answers(program::converse(&mut Command::new(program), &requests)?)?.into_iter();
    let answer = |vector| {
        let (file, _) = schemas.names(vector)?;
        Ok(if made.contains(file) { answers.next().unwrap_or(Answer::NoCode) } else { Answer::NoCode })
    };
    vectors.iter().map(answer).collect()
}

fn code(schema: &str) -> Result<String, Failed> {
    let mut space = TypeSpace::default();
    space.add_root_schema(serde_json::from_str(schema)?).map_err(|error| error.to_string())?;
    Ok(space.to_stream().to_string())
}

/// The program that reads with the modules that were made.
fn write_main(schemas: &Schemas, directory: &Path, made: &BTreeSet<&str>) -> Result<(), Failed> {
    let (mut modules, mut readers) = (String::new(), String::new());
    for file in made {
        let ty = schemas.type_of(file)?;
        writeln!(modules, "#[allow(dead_code)]\nmod {file};")?;
        writeln!(readers, "            {file:?} => read::<{file}::{ty}>(text),")?;
    }
    Ok(fs::write(directory.join("src/main.rs"), modules + &MAIN.replace("READERS", &readers))?)
}

/// Builds the program, and takes it out of the way of the next catalogue's.
fn build(directory: &Path) -> Result<PathBuf, Failed> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock();
    let target = root().join("target/slow/typify");
    let mut cargo = Command::new(env!("CARGO"));
    program::output(cargo.args(["build", "--quiet"]).current_dir(directory).env("CARGO_TARGET_DIR", &target))?;
    let name = format!("typified{}", std::env::consts::EXE_SUFFIX);
    let program = directory.join(&name);
    fs::copy(target.join("debug").join(&name), &program)?;
    Ok(program)
}
