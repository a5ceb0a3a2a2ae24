//! The JSON Schemas of the files of this specification, for the `#:schema` line that editors read.

use eventspec_catalog::Catalog;

use crate::Files;
use crate::write::Code;

/// Emits a schema per kind of file.
pub(crate) fn emit(catalog: &Catalog, files: &mut Files) {
    for (file, schema) in eventspec_catalog::file_schemas(catalog) {
        files.json(&Code::literal(file), "$comment", &schema.to_value());
    }
}
