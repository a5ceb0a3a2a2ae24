//! What the emitted schemas say of payloads, with formats asserted as most validators do on demand.

use std::collections::BTreeMap;
use std::fs;

use eventspec_diff::{Effect, Side};
use eventspec_tests::readers::schema::DRAFTS;
use eventspec_tests::{Failed, fail};
use serde_json::{Value, json};

use crate::rust::Request;
use crate::workspace::Workspace;
use eventspec_tests::changes::World;

/// `fine`, `unknown` for an event that no schema is for, or why it is refused, under both drafts.
pub(crate) fn run(workspace: &Workspace, worlds: &[World], requests: &[Request]) -> Result<Vec<String>, Failed> {
    let mut out = vec!["fine".to_owned(); requests.len()];
    for (index, world) in worlds.iter().enumerate() {
        for (side, draft) in [Side::Old, Side::New].into_iter().flat_map(|side| DRAFTS.map(|draft| (side, draft))) {
            let bundle = bundle(workspace, world, side, draft)?;
            let validator = jsonschema::options().should_validate_formats(true).build(&bundle)?;
            let mine = |request: &Request| request.world == index && request.side == side;
            for (request, verdict) in requests.iter().zip(&mut out).filter(|(request, _)| mine(request)) {
                if bundle["properties"].get(&request.event).is_none() {
                    "unknown".clone_into(verdict);
                    continue;
                }
                let payload: Value = serde_json::from_str(&request.text)?;
                let indexed = json!({ &request.event: payload });
                if let Some(error) = validator.iter_errors(&indexed).next() {
                    *verdict = format!("refused: {error}");
                }
            }
        }
    }
    Ok(out)
}

/// The schema of a whole catalogue.
pub(crate) fn bundle(workspace: &Workspace, world: &World, side: Side, draft: &str) -> Result<Value, Failed> {
    let name = format!("json-schema/{draft}/{}.schema.json", world.on(side).name);
    let path = workspace.generated(world, side).join(name);
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(serde_json::from_str(&text)?)
}

/// What becomes of schemas that refer to ours, among the schemas of one side: whether they resolve, and to the title that they name.
pub(crate) fn compile(
    workspace: &Workspace,
    worlds: &[World],
    side: Side,
    sources: &BTreeMap<usize, String>,
) -> Result<BTreeMap<usize, (Effect, String)>, Failed> {
    let schemas = schemas(workspace, worlds, side)?;
    let mut registry = jsonschema::Registry::new();
    for (id, schema) in &schemas {
        registry = registry.add(id, jsonschema::Resource::from_contents(schema.clone()))?;
    }
    let registry = registry.prepare()?;
    // Both strictnesses refer to the same, and so do many findings.
    let mut known: BTreeMap<&str, Option<(Effect, String)>> = BTreeMap::new();
    let mut verdicts = BTreeMap::new();
    for (number, code) in sources {
        if !known.contains_key(code.as_str()) {
            let user: Value = serde_json::from_str(code)?;
            let built = jsonschema::options().with_registry(&registry).build(&user);
            let title = &schemas.get(user["$ref"].as_str().unwrap_or_default()).unwrap_or(&Value::Null)["title"];
            let verdict = match built {
                Err(error) => Some((Effect::Break, error.to_string())),
                Ok(_) if user["title"].is_string() && user["title"] != *title => {
                    Some((Effect::Degrade, format!("its title is {title}")))
                }
                Ok(_) => None,
            };
            known.insert(code, verdict);
        }
        verdicts.extend(known[code.as_str()].clone().map(|verdict| (*number, verdict)));
    }
    Ok(verdicts)
}

/// All schemas of a side, by their `$id`.
fn schemas(workspace: &Workspace, worlds: &[World], side: Side) -> Result<BTreeMap<String, Value>, Failed> {
    let mut out = BTreeMap::new();
    for world in worlds {
        for entry in fs::read_dir(workspace.generated(world, side).join("json-schema").join(DRAFTS[0]))? {
            let schema: Value = serde_json::from_str(&fs::read_to_string(entry?.path())?)?;
            let id = schema["$id"].as_str().ok_or("a schema has no `$id`")?.to_owned();
            if out.insert(id.clone(), schema).is_some() {
                return fail(format!("two schemas have the address {id}"));
            }
        }
        // The documents have no address; who refers to them has them beside the schemas.
        for name in ["openapi", "asyncapi"] {
            let path = workspace.generated(world, side).join(format!("{name}/{name}.json"));
            let id = format!("{}{name}.json", world.on(side).schema_base);
            out.insert(id, serde_json::from_str(&fs::read_to_string(path)?)?);
        }
    }
    Ok(out)
}
