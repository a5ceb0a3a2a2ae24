//! The emitted JSON Schemas under an independent validator in Rust.

use std::path::{Path, PathBuf};

use crate::Failed;
use jsonschema::{Retrieve, Uri};
use serde_json::Value;

/// The two drafts that schemas are emitted in.
pub const DRAFTS: [&str; 2] = ["2020-12", "draft-07"];

/// The schema of an event.
pub fn path(generated: &Path, draft: &str, ident: &str) -> PathBuf {
    generated.join("json-schema").join(draft).join(format!("{ident}.schema.json"))
}

/// Reads the schemas that a schema refers to from its own folder.
struct Beside(PathBuf);

impl Retrieve for Beside {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let file = uri.path().as_str().rsplit('/').next().unwrap_or_default();
        Ok(serde_json::from_str(&std::fs::read_to_string(self.0.join(file))?)?)
    }
}

/// The validator of a schema; it asserts formats.
///
/// # Errors
/// Fails where the schema itself is at fault.
pub fn validator(path: &Path) -> Result<jsonschema::Validator, Failed> {
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let beside = Beside(path.parent().ok_or("a schema is in no folder")?.to_owned());
    Ok(jsonschema::options().should_validate_formats(true).with_retriever(beside).build(&schema)?)
}

/// Validates a payload; the message of each error.
///
/// # Errors
/// Fails where the schema itself is at fault.
pub fn validate(schema: &Path, text: &str) -> Result<Vec<String>, Failed> {
    let payload: Value = serde_json::from_str(text)?;
    let errors = validator(schema)?;
    let errors = errors.iter_errors(&payload);
    Ok(errors.map(|error| format!("{error} at {}", error.instance_path())).collect())
}
