//! Specifications at random through every target: what comes out is read, and is what harmless texts give.

use std::collections::HashSet;

use eventspec_catalog::{Catalog, resolve_without_samples};
use eventspec_emit::{Files, Target, emit};

use crate::read;
use crate::specs::{self, Spec};

/// Checks bytes: the first decides the target, the rest the specification.
pub fn check(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let spec = Spec::of(bytes);
    if let Some(catalog) = specs::accepted(&spec) {
        target(&spec, &catalog, Target::ALL[usize::from(*choice) % Target::ALL.len()]);
    }
}

/// Checks what one target makes of a specification that was accepted.
pub fn target(spec: &Spec, catalog: &Catalog, target: Target) {
    let files = emitted(catalog, target);
    let mut names = HashSet::new();
    for (path, text) in files.iter() {
        let is_name = |part: &str| !part.is_empty() && part.len() <= 200 && !part.starts_with('.');
        assert!(path.split('/').all(is_name), "{path}");
        assert!(names.insert(path.to_lowercase()), "{path} is emitted twice, if case is ignored");
        read::file(path, text);
    }
    read::schemas(files.iter());
    // Whatever is in a hash map has another order in the next one.
    assert!(files == emitted(catalog, target), "{} is not the same twice", target.name());
    if files.iter().any(|(path, text)| read::code(path, text).is_some()) {
        let harmless = resolve_without_samples(&spec.harmless()).expect("harmless texts are taken where others are");
        same(&files, &emitted(&harmless, target));
    }
}

/// What was accepted can be emitted.
fn emitted(catalog: &Catalog, target: Target) -> Files {
    emit(catalog, target).unwrap_or_else(|error| panic!("{error}"))
}

/// The code of both is the same, but for comments and what is in strings.
fn same(files: &Files, harmless: &Files) {
    for ((path, text), (other, expected)) in files.iter().zip(harmless.iter()) {
        assert_eq!(path, other, "texts have changed the names of files");
        // The other one has no samples.
        if path.starts_with("typescript/samples.") {
            continue;
        }
        if let (Some(code), Some(expected)) = (read::code(path, text), read::code(path, expected)) {
            assert!(code == expected, "texts have changed {path}:\n{code}\nharmless ones give:\n{expected}");
        }
    }
}
