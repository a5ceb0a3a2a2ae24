//! The JSON Schemas of the specification files themselves, for the `#:schema` line that editors read.

use crate::Files;

/// Emits a schema per kind of file.
pub(crate) fn emit(files: &mut Files) {
    for (file, schema) in eventspec_catalog::file_schemas() {
        files.json(file, "$comment", &schema.to_value());
    }
}
