//! The JSON Schemas of the specification files themselves, for the `#:schema` line that editors read.

use crate::Files;
use crate::write::Code;

/// Emits a schema per kind of file.
pub(crate) fn emit(files: &mut Files) {
    for (file, schema) in eventspec_catalog::file_schemas() {
        files.json(&Code::literal(file), "$comment", &schema.to_value());
    }
}
