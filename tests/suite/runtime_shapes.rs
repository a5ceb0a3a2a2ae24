//! Shapes that the runtime is given at run time: every example and default of a catalogue is a value of its type to them. That they
//! decode as the generated ones do is seen in `conformance.rs`.

use eventspec_catalog::{Catalog, Field, Shapes, TypeKind};
use eventspec_runtime::value_deviations;
use eventspec_tests::catalogues::{Catalogue, all};
use eventspec_tests::{Verdict, fail};
use libtest_mimic::Trial;

pub(crate) fn tests() -> Vec<Trial> {
    let trial = |catalogue: Catalogue| {
        Trial::test(format!("runtime_shapes::{}::examples", catalogue.name), move || examples(&catalogue))
    };
    all().into_iter().map(trial).collect()
}

fn examples(catalogue: &Catalogue) -> Verdict {
    let shapes = Shapes::new(&catalogue.catalog);
    let mut count = 0;
    for field in fields(&catalogue.catalog) {
        for value in field.example.iter().chain(&field.default) {
            let found = value_deviations(value.as_str(), shapes.kind_of(&field.ty), field.nullable, field.blank)?;
            if !found.is_empty() {
                return fail(format!("{}: {} of {}", field.name, found[0], value.as_str()));
            }
            count += 1;
        }
    }
    println!("{count} examples and defaults of {}: 0 deviations", catalogue.name);
    if count == 0 { fail("no example was tried") } else { Ok(()) }
}

fn fields(catalog: &Catalog) -> impl Iterator<Item = &Field> {
    let of_types = catalog.types.iter().flat_map(|def| match &def.kind {
        TypeKind::Object { fields, .. } => fields.as_slice(),
        TypeKind::Enum { .. } | TypeKind::Union(_) => &[],
    });
    let of_groups = catalog.groups.iter().flat_map(|group| &group.fields);
    catalog.payloads.iter().flat_map(|payload| &payload.fields).chain(of_groups).chain(of_types)
}
