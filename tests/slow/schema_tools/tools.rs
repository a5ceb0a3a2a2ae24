//! The tools that make code of a JSON Schema, and what their code does with payloads.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use eventspec_catalog::Catalog;
use eventspec_emit::{Target, emit};
use eventspec_tests::catalogues::root;
use eventspec_tests::readers::schema;
use eventspec_tests::vectors::Vector;
use eventspec_tests::{Failed, program};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::losses::Answer;
use crate::python;

/// A tool: makes code of the schemas in a directory, compiles it, and sends it payloads.
pub(crate) type Tool = fn(&Schemas, &Path, &[Vector]) -> Result<Vec<Answer>, Failed>;

/// The draft-07 schemas of a catalogue, which every tool reads: self-contained, as tools that take one file need them.
pub(crate) struct Schemas {
    /// Wire name of an event, file name without its endings, name of a type in most languages.
    events: Vec<(String, String, String)>,
    folder: TempDir,
}

impl Schemas {
    pub(crate) fn of(catalog: &Catalog) -> Result<Self, Failed> {
        let names = catalog.events().flat_map(|(event, _)| {
            event.names().map(|name| (name.to_owned(), event.ident.snake().to_owned(), event.ident.pascal()))
        });
        let folder = tempfile::tempdir()?;
        let self_contained = Catalog { self_contained_schemas: true, ..catalog.clone() };
        for (path, text) in emit(&self_contained, Target::JsonSchema)?.iter() {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().ok_or("a file is in no folder")?)?;
            fs::write(path, text)?;
        }
        Ok(Self { events: names.collect(), folder })
    }

    /// File name, without its endings, and type of the schema of a payload.
    pub(crate) fn names(&self, vector: &Vector) -> Result<(&str, &str), Failed> {
        let found = self.events.iter().find(|(name, ..)| *name == vector.request.event);
        found.map(|(_, file, ty)| (file.as_str(), ty.as_str())).ok_or_else(|| "no such event".into())
    }

    /// The type of a schema.
    pub(crate) fn type_of(&self, file: &str) -> Result<&str, Failed> {
        let found = self.events.iter().find(|(_, name, _)| name == file);
        found.map(|(.., ty)| ty.as_str()).ok_or_else(|| "no such schema".into())
    }

    /// File names without their endings.
    pub(crate) fn files(&self) -> BTreeSet<&str> {
        self.events.iter().map(|(_, file, _)| file.as_str()).collect()
    }

    pub(crate) fn path(&self, file: &str) -> String {
        schema::path(self.folder.path(), "draft-07", file).display().to_string()
    }
}

/// Runs a script of `tests/slow/node` that makes a file of each schema.
fn generate(schemas: &Schemas, directory: &Path, script: &str) -> Result<(), Failed> {
    let mut command = Command::new("node");
    command.arg(root().join("tests/slow/node").join(script)).arg(directory);
    program::output(command.args(schemas.files().into_iter().map(|file| schemas.path(file)))).map(|_| ())
}

/// The compiler of TypeScript, on the files of a directory.
fn tsc(directory: &Path) -> Result<Command, Failed> {
    let config = json!({
        "compilerOptions": {
            "strict": true, "module": "esnext", "moduleResolution": "bundler", "target": "es2022", "lib": ["es2022"], "types": []
        },
        "include": ["*.ts"],
    });
    fs::write(directory.join("tsconfig.json"), config.to_string())?;
    fs::write(directory.join("package.json"), "{ \"type\": \"module\" }")?;
    let mut command = Command::new("node");
    command.arg(root().join("tests/slow/node/node_modules/typescript/bin/tsc")).args(["--pretty", "false"]);
    command.current_dir(directory);
    Ok(command)
}

/// quicktype's TypeScript, compiled and run.
pub(crate) fn quicktype(schemas: &Schemas, directory: &Path, vectors: &[Vector]) -> Result<Vec<Answer>, Failed> {
    generate(schemas, directory, "quicktype.mjs")?;
    let broken = not_compiled(directory)?;
    let files: Vec<_> = vectors.iter().map(|vector| Ok(schemas.names(vector)?.0)).collect::<Result<_, Failed>>()?;
    let has_code = |file: &str| !broken.contains(file);
    let asked = vectors.iter().zip(&files).filter(|(_, file)| has_code(file));
    let requests: Vec<Value> = asked
        .map(|(vector, file)| json!({ "module": directory.join(format!("{file}.js")), "text": vector.request.text }))
        .collect();
    let mut node = Command::new("node");
    let read = program::converse(node.arg(root().join("tests/slow/node/quicktype_read.mjs")), &requests)?;
    let mut answers = answers(read)?.into_iter();
    let answer = |file: &&str| if has_code(file) { answers.next() } else { Some(Answer::NoCode) };
    files.iter().map(answer).collect::<Option<_>>().ok_or("there are fewer answers than payloads".into())
}

/// The modules that the compiler refuses: it refuses members of one type beside an index signature of another.
fn not_compiled(directory: &Path) -> Result<BTreeSet<String>, Failed> {
    let output = tsc(directory)?.output()?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let refused: BTreeSet<String> =
        printed.lines().filter_map(|line| Some(line.split_once(".ts(")?.0.to_owned())).collect();
    if output.status.success() == refused.is_empty() { Ok(refused) } else { Err(printed.into_owned().into()) }
}

/// The interfaces of json-schema-to-typescript: a payload is taken if the compiler takes it as a literal.
pub(crate) fn json2ts(schemas: &Schemas, directory: &Path, vectors: &[Vector]) -> Result<Vec<Answer>, Failed> {
    generate(schemas, directory, "json2ts.mjs")?;
    program::output(&mut tsc(directory)?)?;
    let mut literals = String::new();
    for vector in vectors {
        let (file, ty) = schemas.names(vector)?;
        // JSON has line ends only where they mean nothing.
        let text = vector.request.text.replace(['\n', '\r'], " ");
        writeln!(literals, "(): import(\"./{file}.js\").{ty} => ({text});")?;
    }
    fs::write(directory.join("literals.ts"), literals)?;
    let output = tsc(directory)?.arg("--noEmit").output()?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let refused: BTreeMap<usize, &str> = printed.lines().filter_map(error).collect();
    if output.status.success() != refused.is_empty() {
        return Err(printed.into_owned().into());
    }
    let answer = |line| refused.get(&line).map_or(Answer::Takes(None), |why| Answer::Refuses((*why).to_owned()));
    Ok((1..=vectors.len()).map(answer).collect())
}

/// Line and message of `literals.ts(12,3): error TS2322: Type ...`.
fn error(line: &str) -> Option<(usize, &str)> {
    let (line, rest) = line.strip_prefix("literals.ts(")?.split_once(',')?;
    Some((line.parse().ok()?, rest.split_once(": ")?.1))
}

/// The pydantic models of datamodel-code-generator, imported and run.
pub(crate) fn datamodel(schemas: &Schemas, directory: &Path, vectors: &[Vector]) -> Result<Vec<Answer>, Failed> {
    let (input, output) = (directory.join("schemas"), directory.join("models"));
    fs::create_dir(&input)?;
    for file in schemas.files() {
        fs::copy(schemas.path(file), input.join(format!("{file}.json")))?;
    }
    let mut command = python::command(&["-m", "datamodel_code_generator", "--input-file-type", "jsonschema"])?;
    command.args(["--output-model-type", "pydantic_v2.BaseModel", "--formatters", "builtin"]);
    program::output(command.arg("--input").arg(&input).arg("--output").arg(&output))?;
    let requests = vectors.iter().map(|vector| {
        let (file, ty) = schemas.names(vector)?;
        Ok(json!({ "module": file, "class": ty, "text": vector.request.text }))
    });
    let requests: Vec<Value> = requests.collect::<Result<_, Failed>>()?;
    answers(program::converse(python::script("models.py")?.arg(&output), &requests)?)
}

/// `{"encoded": text}` or `{"error": message}`.
pub(crate) fn answers(lines: Vec<Value>) -> Result<Vec<Answer>, Failed> {
    let answer = |line: Value| match (line["encoded"].as_str(), line["error"].as_str()) {
        (Some(text), _) => Ok(Answer::Takes(Some(text.to_owned()))),
        (None, Some(message)) => Ok(Answer::Refuses(message.to_owned())),
        (None, None) => Err(Failed::from(format!("no answer: {line}"))),
    };
    lines.into_iter().map(answer).collect()
}
