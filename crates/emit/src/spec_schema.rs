//! The JSON Schemas of the files of this specification, for the `#:schema` line that editors read.

use eventspec_catalog::Catalog;

use crate::Files;
use crate::target::package_names;
use crate::target_row::{Packaging, TargetRow};
use crate::write::Code;

/// The row of the target.
pub(crate) static TARGET: TargetRow = TargetRow {
    name: "spec-schema",
    emit,
    // They are for the editors of this specification.
    packaging: Packaging::Unpublished,
    receive: None,
    source: None,
    schemas: None,
};

/// Emits a schema per kind of file.
fn emit(catalog: &Catalog, files: &mut Files) {
    for (file, schema) in eventspec_catalog::file_schemas(catalog, &package_names()) {
        files.json(&Code::literal(file), "$comment", &schema.to_value());
    }
}
