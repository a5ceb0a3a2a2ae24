//! What is published for tools: documents whose examples hold.

use std::fs;
use std::path::Path;

use eventspec_catalog::Catalog;
use eventspec_tests::catalogues::all;
use eventspec_tests::matrix::trial;
use eventspec_tests::{Failed, Verdict, fail};
use libtest_mimic::Trial;
use serde_json::{Value, json};

pub(crate) fn tests() -> Vec<Trial> {
    let documents = all().into_iter().map(|catalogue| {
        trial(format!("published::{}::examples_are_valid", catalogue.name), move || {
            asyncapi(&catalogue.generated, &catalogue.catalog)?;
            openapi(&catalogue.generated, &catalogue.catalog)
        })
    });
    documents.collect()
}

fn read(path: &Path) -> Result<Value, Failed> {
    Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
}

fn asyncapi(generated: &Path, catalog: &Catalog) -> Verdict {
    let document = read(&generated.join("asyncapi/asyncapi.json"))?;
    for (event, _) in catalog.events() {
        let message = &document["components"]["messages"][event.ident.snake()];
        let examples = message["examples"].as_array().into_iter().flatten().map(|example| &example["payload"]);
        let schema = json!({
            "$schema": "http://json-schema.org/draft-07/schema#",
            "components": document["components"],
            "allOf": [message["payload"]],
        });
        valid(&event.name, &schema, examples)?;
    }
    Ok(())
}

fn openapi(generated: &Path, catalog: &Catalog) -> Verdict {
    let document = read(&generated.join("openapi/openapi.json"))?;
    for (event, _) in catalog.events() {
        let body = &document["webhooks"][event.ident.snake()]["post"]["requestBody"]["content"]["application/json"];
        let examples = body["examples"].as_object().into_iter().flatten().map(|(_, example)| &example["value"]);
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "components": document["components"],
            "allOf": [body["schema"]],
        });
        valid(&event.name, &schema, examples)?;
    }
    Ok(())
}

/// Every event has an example, and each is valid under its schema.
fn valid<'a>(event: &str, schema: &Value, examples: impl Iterator<Item = &'a Value>) -> Verdict {
    let validator = jsonschema::options().should_validate_formats(true).build(schema)?;
    let mut count = 0;
    for example in examples {
        count += 1;
        if let Some(error) = validator.iter_errors(example).next() {
            return fail(format!("an example of {event}: {error} at {}", error.instance_path()));
        }
    }
    // Not a payload, to see that the schema is checked.
    if count > 0 && !validator.is_valid(&json!([])) {
        Ok(())
    } else {
        fail(format!("{event} has no example, or no schema"))
    }
}
