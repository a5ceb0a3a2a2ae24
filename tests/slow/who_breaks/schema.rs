//! What the emitted schemas say of payloads, with formats asserted as most validators do on demand.

use std::fs;
use std::path::Path;

use eventspec_diff::{Finding, Side, Subject};
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

/// Whether a schema that refers to what a finding moves, by the `$id` that it has on the old side, finds it among the schemas of a
/// side.
pub(crate) fn resolves(workspace: &Workspace, world: &World, finding: &Finding, side: Side) -> Result<bool, Failed> {
    let draft = DRAFTS[0];
    let name = match &finding.subject {
        Subject::Event(_) => finding.old.clone().ok_or("no old identifier")?,
        _ => world.old.name.clone(),
    };
    let directory = |side| workspace.generated(world, side).join("json-schema").join(draft);
    let read = |path: &Path| -> Result<Value, Failed> { Ok(serde_json::from_str(&fs::read_to_string(path)?)?) };
    let id = |schema: &Value| schema["$id"].as_str().unwrap_or_default().to_owned();
    // The file of an event steps aside with a `_` where its name is reserved.
    let files = ["", "_"].map(|end| directory(Side::Old).join(format!("{name}{end}.schema.json")));
    let old = read(files.iter().find(|file| file.exists()).ok_or(format!("{name} has no schema"))?)?;
    let mut registry = jsonschema::Registry::new();
    for entry in fs::read_dir(directory(side))? {
        let schema = read(&entry?.path())?;
        registry = registry.add(id(&schema), jsonschema::Resource::from_contents(schema))?;
    }
    let registry = registry.prepare()?;
    let user = json!({ "$ref": id(&old) });
    Ok(jsonschema::options().with_registry(&registry).build(&user).is_ok())
}
