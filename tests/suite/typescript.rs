//! The TypeScript package of each catalogue, in Node: its types under the compiler, its size, its README, and what `require` gives.

use eventspec_tests::catalogues::{Catalogue, all};
use eventspec_tests::matrix::trial;
use eventspec_tests::readers::node;
use eventspec_tests::{Verdict, fail};
use libtest_mimic::Trial;

pub(crate) fn tests() -> Vec<Trial> {
    let tests = all().into_iter().flat_map(|catalogue| {
        let package = catalogue.generated.join("typescript").display().to_string();
        let (types, commonjs, name) = (package.clone(), package.clone(), catalogue.name);
        [
            trial(format!("typescript::types::{name}"), move || node::run(&["check.mjs", &types])),
            trial(format!("typescript::commonjs::{name}"), move || node::run(&["commonjs.mjs", &commonjs])),
            trial(format!("typescript::bundle_sizes::{name}"), move || node::run(&["size.mjs", &package])),
            trial(format!("typescript::package_readme::{name}"), move || package_readme(&catalogue)),
        ]
    });
    tests.collect()
}

/// A newcomer's handler, as the README of the package has it, is sent payloads of the event that it is about.
fn package_readme(catalogue: &Catalogue) -> Verdict {
    let Some((event, _)) = catalogue.catalog.events().next() else { return fail("no event") };
    let samples = catalogue.catalog.samples.iter().filter(|sample| sample.event == event.name);
    let Some(sample) = samples.max_by_key(|sample| sample.text.len()) else { return fail("no sample") };
    let file = catalogue.spec.join("samples").join(&event.name).join(format!("{}.json", sample.name));
    let (package, file) = (catalogue.generated.join("typescript").display().to_string(), file.display().to_string());
    node::run(&["readme.mjs", &package, &event.name, &file])
}
