//! Catalogues in the shape of what well-known vendors send (`tests/cases/vendors`), under every reader that needs no generated Rust.
//! `tests/slow/random_specs` compiles their packages.

use std::fs;

use eventspec_catalog::Shapes;
use eventspec_emit::{Target, emit};
use eventspec_runtime::{Lens, Limits};
use eventspec_tests::catalogues::{Catalogue, VENDORS, vendor};
use eventspec_tests::matrix::trial;
use eventspec_tests::{Verdict, fail, vectors};
use libtest_mimic::Trial;

use crate::conformance::{self, Test};

pub(crate) fn tests() -> Vec<Trial> {
    let tests: [(&str, Test); 4] = [
        ("runtime_shapes", conformance::in_runtime_shapes),
        ("typescript", conformance::in_typescript),
        ("json_schema_rust", conformance::in_rust_validator),
        ("json_schema_node", conformance::in_node_validator),
    ];
    let cells = VENDORS.into_iter().flat_map(|name| tests.map(|(reader, test)| (name, reader, test)));
    let mut trials: Vec<Trial> = cells
        .map(|(name, reader, test)| trial(format!("vendors::{name}::{reader}"), move || under_vectors(name, test)))
        .collect();
    trials.push(trial("vendors::store::most_members_are_not_listed", most_members_are_not_listed));
    trials
}

/// Emits what readers need into a directory of its own.
fn under_vectors(name: &'static str, test: Test) -> Verdict {
    let directory = tempfile::tempdir()?;
    let catalogue = Catalogue { generated: directory.path().to_owned(), ..vendor(name) };
    for target in [Target::TypeScript, Target::JsonSchema, Target::Vectors] {
        for (path, text) in emit(&catalogue.catalog, target)?.iter() {
            let path = directory.path().join(path);
            fs::create_dir_all(path.parent().ok_or("a file is in no folder")?)?;
            fs::write(path, text)?;
        }
    }
    let vectors = vectors::read(&catalogue.generated).map_err(|error| error.to_string())?;
    test(&catalogue, &vectors)
}

/// Six members of an order are listed, and the others have no deviations and stay readable.
fn most_members_are_not_listed() -> Verdict {
    let catalogue = vendor("store");
    let sample =
        catalogue.catalog.samples.iter().find(|sample| sample.name == "all_members").ok_or("no such sample")?;
    let (shape, _) = Shapes::new(&catalogue.catalog).event(&sample.event).ok_or("no such event")?;
    let order = Lens::decode_str(&sample.text, shape, Limits::default())?;
    let found = (order.deviations().len(), order.json() == sample.text, order.unlisted().count(), shape.fields.len());
    if found == (0, true, 474, 6) { Ok(()) } else { fail(format!("{found:?}")) }
}
