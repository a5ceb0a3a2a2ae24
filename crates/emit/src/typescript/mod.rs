//! The TypeScript SDK: an npm package of ES modules with their declarations beside them, ready to use
//! as it is emitted. Each payload, group and named type is a module of its own, so that a bundler takes
//! what is imported and no more; `runtime/` is written by hand and the same for every catalogue.
//!
//! `names` has all naming, `types` the types and tables, `docs` the comments, `modules` and `package`
//! the files; all of it is finished text of `write`.

mod commonjs;
mod delivery;
mod docs;
mod effects;
mod modules;
mod names;
mod package;
mod receive;
mod samples;
mod types;
mod uses;

#[cfg(test)]
mod tests;

use eventspec_catalog::Catalog;
use eventspec_diff::{SourceLane, SourcePackage, SourceWords, Strictness};

use crate::Files;
use crate::target_row::{Packaging, TargetRow};
use crate::write::{Code, TypeScript};

/// Finished text of a module or a part of one.
type Ts = Code<TypeScript>;

/// The hand-written part of the package, by path.
const RUNTIME: [(&str, &str); 18] = [
    ("runtime.d.ts", include_str!("runtime/runtime.d.ts")),
    ("runtime.js", include_str!("runtime/runtime.js")),
    ("runtime/choice.js", include_str!("runtime/runtime/choice.js")),
    ("runtime/deviations.js", include_str!("runtime/runtime/deviations.js")),
    ("runtime/edit.js", include_str!("runtime/runtime/edit.js")),
    ("runtime/event.js", include_str!("runtime/runtime/event.js")),
    ("runtime/event_type.js", include_str!("runtime/runtime/event_type.js")),
    ("runtime/formats.js", include_str!("runtime/runtime/formats.js")),
    ("runtime/fast_path.js", include_str!("runtime/runtime/fast_path.js")),
    ("runtime/input.js", include_str!("runtime/runtime/input.js")),
    ("runtime/place.js", include_str!("runtime/runtime/place.js")),
    ("runtime/plain_verdict.js", include_str!("runtime/runtime/plain_verdict.js")),
    ("runtime/refused.js", include_str!("runtime/runtime/refused.js")),
    ("runtime/verdict.js", include_str!("runtime/runtime/verdict.js")),
    ("runtime/issues.js", include_str!("runtime/runtime/issues.js")),
    ("runtime/lens.js", include_str!("runtime/runtime/lens.js")),
    ("runtime/scan.js", include_str!("runtime/runtime/scan.js")),
    ("runtime/shape.js", include_str!("runtime/runtime/shape.js")),
];

/// What packages with deliveries have beside it.
const RECEIVE: [(&str, &str); 17] = [
    ("runtime/delivery.d.ts", include_str!("runtime/runtime/delivery.d.ts")),
    ("runtime/delivery.js", include_str!("runtime/runtime/delivery.js")),
    ("runtime/delivery/body.js", include_str!("runtime/runtime/delivery/body.js")),
    ("runtime/delivery/cloud_events.js", include_str!("runtime/runtime/delivery/cloud_events.js")),
    ("runtime/delivery/codec.js", include_str!("runtime/runtime/delivery/codec.js")),
    ("runtime/delivery/form.js", include_str!("runtime/runtime/delivery/form.js")),
    ("runtime/delivery/handshake.js", include_str!("runtime/runtime/delivery/handshake.js")),
    ("runtime/delivery/names.js", include_str!("runtime/runtime/delivery/names.js")),
    ("runtime/delivery/places.js", include_str!("runtime/runtime/delivery/places.js")),
    ("runtime/delivery/receiver.js", include_str!("runtime/runtime/delivery/receiver.js")),
    ("runtime/delivery/request.js", include_str!("runtime/runtime/delivery/request.js")),
    ("runtime/delivery/secret.js", include_str!("runtime/runtime/delivery/secret.js")),
    ("runtime/delivery/seen.js", include_str!("runtime/runtime/delivery/seen.js")),
    ("runtime/delivery/sender.js", include_str!("runtime/runtime/delivery/sender.js")),
    ("runtime/delivery/signature.js", include_str!("runtime/runtime/delivery/signature.js")),
    ("runtime/delivery/spans.js", include_str!("runtime/runtime/delivery/spans.js")),
    ("runtime/delivery/time.js", include_str!("runtime/runtime/delivery/time.js")),
];

/// The row of the target.
pub(crate) static TARGET: TargetRow = TargetRow {
    name: "typescript",
    emit,
    packaging: Packaging::Npm,
    receive: Some(receive::RECEIVE),
    source: Some(&SOURCE),
    schemas: None,
};

/// Source in TypeScript.
static SOURCE: SourceLane = SourceLane {
    name: "typescript",
    syntax: "ts",
    words: SourceWords::of_code(
        "editors or the documentation say so",
        "typescript source that compiled and no longer does",
    ),
    packages: &[SourcePackage { name: "typescript", title: "npm", strictness: Strictness::Tolerant }],
    types_events: true,
    effects: effects::effects,
    form: effects::form,
    uses: uses::uses,
};

/// Emits the package.
fn emit(catalog: &Catalog, files: &mut Files) {
    for (path, text) in RUNTIME {
        files.add(&Code::literal(path), &Ts::literal(text));
    }
    let mut tables = Vec::new();
    for group in &catalog.groups {
        files.about(group, |files| tables.push(modules::group(catalog, group, files)));
    }
    for def in &catalog.types {
        files.about(def, |files| tables.push(modules::type_def(catalog, def, files)));
    }
    for payload in &catalog.payloads {
        files.about(payload, |files| tables.push(modules::payload(catalog, payload, files)));
    }
    let delivery = (!catalog.deliveries.is_empty()).then(|| {
        for (path, text) in RECEIVE {
            files.add(&Code::literal(path), &Ts::literal(text));
        }
        delivery::emit(catalog, files)
    });
    let index = package::index(catalog, files);
    let samples = samples::emit(catalog, files);
    commonjs::emit(catalog, &commonjs::Modules { tables, index, samples, delivery }, files);
    package::readme(catalog, files);
    files.copied(catalog);
    files.json(&Code::literal("package.json"), "//", &package::manifest(catalog));
}
