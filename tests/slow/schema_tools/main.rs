//! The emitted JSON Schemas in other hands: a validator that the quick tests do not have, and the tools that make code of
//! schemas. Each is sent every vector whose verdict is known; what it makes of them otherwise is in `expected/`.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use eventspec_tests::catalogues::{Catalogue, all, root};
use eventspec_tests::readers::schema::DRAFTS;
use eventspec_tests::vectors::{self, Vector};
use eventspec_tests::{Failed, Verdict, expect, matrix, program, python};
use serde_json::{Value, json};

mod losses;
mod tools;
mod typify;

use losses::Answer;
use tools::{Schemas, Tool};

const TOOLS: [(&str, Tool); 5] = [
    ("python-jsonschema", validated_in_python),
    ("json-schema-to-typescript", tools::json2ts),
    ("quicktype", tools::quicktype),
    ("datamodel-code-generator", tools::datamodel),
    ("typify", typify::typify),
];

fn main() -> ExitCode {
    let trials = all().into_iter().map(Arc::new).flat_map(|catalogue| {
        TOOLS.map(|(name, tool)| {
            let catalogue = Arc::clone(&catalogue);
            matrix::trial(format!("schema_tools::{}::{name}", catalogue.name), move || loses(&catalogue, name, tool))
        })
    });
    matrix::run(trials.collect())
}

/// A tool's code compiles, and loses what is expected and nothing else.
fn loses(catalogue: &Catalogue, name: &str, tool: Tool) -> Verdict {
    let schemas = Schemas::of(&catalogue.catalog)?;
    let mut vectors = vectors::read(&catalogue.generated).map_err(|error| error.to_string())?;
    vectors.retain(|vector| vector.valid.is_some());
    let directory = tempfile::tempdir()?;
    let answers = tool(&schemas, directory.path(), &vectors)?;
    let text =
        format!("{name} on the schemas of {}\n\n{}", catalogue.catalog.name, losses::describe(&vectors, &answers));
    let expected = root().join("tests/slow/schema_tools/expected");
    expect::file(&expected.join(format!("{}-{name}.txt", catalogue.name)), &text)
}

/// Python's jsonschema, in both drafts, which have to agree.
fn validated_in_python(schemas: &Schemas, _: &Path, vectors: &[Vector]) -> Result<Vec<Answer>, Failed> {
    let [first, second] = DRAFTS.map(|draft| {
        let requests = vectors.iter().map(|vector| {
            let path = schemas.path(schemas.names(vector)?.0).replace("draft-07", draft);
            Ok(json!({ "schema": path, "text": vector.request.text }))
        });
        let requests: Vec<Value> = requests.collect::<Result<_, Failed>>()?;
        program::converse(&mut python::script("validate.py")?, &requests)
    });
    let (first, second) = (first?, second?);
    let error = |line: &Value| line["errors"].get(0).map(Value::to_string);
    if let Some((one, _)) =
        first.iter().zip(&second).find(|(one, other)| error(one).is_some() != error(other).is_some())
    {
        return Err(format!("the drafts differ: {one}").into());
    }
    Ok(first.iter().map(|line| error(line).map_or(Answer::Takes(None), Answer::Refuses)).collect())
}
