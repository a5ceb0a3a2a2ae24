//! What the emitted schemas say of payloads, with formats asserted as most validators do on demand.

use std::fs;

use eventspec_diff::Side;
use eventspec_tests::Failed;
use eventspec_tests::readers::schema::DRAFTS;
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

/// Whether a schema that refers to an event of the old side by `$id` finds it among the schemas of a side.
pub(crate) fn resolves(workspace: &Workspace, world: &World, side: Side) -> Result<bool, Failed> {
    let draft = DRAFTS[0];
    let old = bundle(workspace, world, Side::Old, draft)?;
    let there = bundle(workspace, world, side, draft)?;
    let id = |bundle: &Value| bundle["$id"].as_str().unwrap_or_default().to_owned();
    let resource = jsonschema::Resource::from_contents(there.clone());
    let registry = jsonschema::Registry::new().add(id(&there), resource)?.prepare()?;
    let user = json!({ "$ref": id(&old) });
    Ok(jsonschema::options().with_registry(&registry).build(&user).is_ok())
}
