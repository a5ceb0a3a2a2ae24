//! Every SDK and every validator against the vectors: the number of vectors, and 0 disagreements.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use eventspec_tests::catalogues::{Catalogue, all};
use eventspec_tests::matrix::trial;
use eventspec_tests::readers::{Request, node, rust, schema};
use eventspec_tests::vectors::{self, Expected, Vector};
use eventspec_tests::{Outcome, Verdict, fail};
use libtest_mimic::Trial;

pub(crate) type Test = fn(&Catalogue, &[Vector]) -> Verdict;

pub(crate) fn tests() -> Vec<Trial> {
    let tests: [(&str, Test); 6] = [
        ("every_class", every_class),
        ("rust", in_rust),
        ("runtime_shapes", in_runtime_shapes),
        ("typescript", in_typescript),
        ("json_schema_rust", in_rust_validator),
        ("json_schema_node", in_node_validator),
    ];
    let trial = |name: &str, catalogue: Catalogue, test: Test| {
        trial(format!("vectors::{}::{name}", catalogue.name), move || {
            let vectors = vectors::read(&catalogue.generated).map_err(|error| error.to_string())?;
            test(&catalogue, &vectors)
        })
    };
    tests
        .into_iter()
        .flat_map(|(name, test)| all().into_iter().map(move |catalogue| trial(name, catalogue, test)))
        .collect()
}

/// The vectors show every class there is. Bytes that are not UTF-8 and sizes are left to the unit tests of each SDK.
fn every_class(catalogue: &Catalogue, vectors: &[Vector]) -> Verdict {
    let class = |vector: &Vector| match &vector.expected {
        Expected::Decoded(deviations) => deviations.iter().map(|(class, _, _)| class.clone()).collect(),
        Expected::Refused(class, _) => vec![class.clone()],
    };
    let seen: BTreeSet<String> = vectors.iter().flat_map(class).collect();
    let expected = "not_an_object syntax too_deep unknown_event duplicate_key unknown_field missing_field unexpected_null \
                    unexpected_blank unexpected_type out_of_range invalid_unicode bad_format unknown_value";
    // The fields of the bundled catalogue have no aliases.
    let aliases = if catalogue.name == "nector" { " event_alias" } else { " event_alias field_alias" };
    match (expected.to_owned() + aliases).split_whitespace().find(|class| !seen.contains(*class)) {
        None if vectors.len() > 1_000 => Ok(()),
        None => fail(format!("only {} vectors", vectors.len())),
        Some(class) => fail(format!("no vector shows {class}")),
    }
}

fn in_rust(catalogue: &Catalogue, vectors: &[Vector]) -> Verdict {
    let lens = rust::lens(catalogue.name);
    let outcomes = vectors.iter().map(|vector| lens(&vector.request)).collect();
    readers_agree(catalogue, "Rust SDK", vectors, outcomes)
}

pub(crate) fn in_runtime_shapes(catalogue: &Catalogue, vectors: &[Vector]) -> Verdict {
    let reader = rust::run_time(&catalogue.catalog);
    let outcomes = vectors.iter().map(|vector| reader(&vector.request)).collect();
    readers_agree(catalogue, "Rust runtime with shapes of the catalogue", vectors, outcomes)
}

pub(crate) fn in_typescript(catalogue: &Catalogue, vectors: &[Vector]) -> Verdict {
    let requests: Vec<Request> = vectors.iter().map(|vector| vector.request.clone()).collect();
    readers_agree(catalogue, "TypeScript SDK", vectors, node::typescript(&catalogue.generated, &requests)?)
}

fn readers_agree(catalogue: &Catalogue, reader: &str, vectors: &[Vector], outcomes: Vec<Outcome>) -> Verdict {
    let differences = vectors.iter().zip(outcomes).filter(|(vector, outcome)| !vector.agrees(outcome));
    let differences = differences
        .map(|(vector, outcome)| difference(vector, &format!("{:?}\n  answered {outcome:?}", vector.expected)));
    report(catalogue, reader, vectors.len(), &differences.collect::<Vec<_>>())
}

pub(crate) fn in_rust_validator(catalogue: &Catalogue, vectors: &[Vector]) -> Verdict {
    let mut validators = BTreeMap::new();
    let mut differences = Vec::new();
    let stated = stated(catalogue, vectors);
    for (vector, valid, path) in &stated {
        if !validators.contains_key(path) {
            validators.insert(path.clone(), schema::validator(path)?);
        }
        let payload = serde_json::from_str(&vector.request.text)?;
        if validators.get(path).is_some_and(|validator| validator.is_valid(&payload)) != *valid {
            differences.push(difference(vector, &format!("valid: {valid} under {}", path.display())));
        }
    }
    report(catalogue, "JSON Schema in Rust", stated.len(), &differences)
}

pub(crate) fn in_node_validator(catalogue: &Catalogue, vectors: &[Vector]) -> Verdict {
    let stated = stated(catalogue, vectors);
    let requests: Vec<(&Path, &str)> =
        stated.iter().map(|(vector, _, path)| (path.as_path(), vector.request.text.as_str())).collect();
    let answers = node::validate(&requests)?;
    let differences = stated.iter().zip(answers).filter(|((_, valid, _), errors)| errors.is_empty() != *valid);
    let differences: Vec<String> = differences
        .map(|((vector, valid, _), errors)| difference(vector, &format!("valid: {valid}, {errors:?}")))
        .collect();
    report(catalogue, "JSON Schema in Node", stated.len(), &differences)
}

/// The vectors that state what a schema says, each under the schema of both drafts.
fn stated<'v>(catalogue: &Catalogue, vectors: &'v [Vector]) -> Vec<(&'v Vector, bool, PathBuf)> {
    let is_named =
        |event: &eventspec_catalog::Event, name: &str| event.name == name || event.aliases.iter().any(|a| a == name);
    let with_schemas = |vector: &'v Vector| {
        let (event, _) = catalogue.catalog.events().find(|(event, _)| is_named(event, &vector.request.event))?;
        let path = |draft| schema::path(&catalogue.generated, draft, event.ident.snake());
        Some(schema::DRAFTS.map(|draft| vector.valid.map(|valid| (vector, valid, path(draft)))))
    };
    vectors.iter().filter_map(with_schemas).flatten().flatten().collect()
}

/// The end of the payload, where the members of a vector are, and what was expected.
fn difference(vector: &Vector, expected: &str) -> String {
    let skipped = vector.request.text.chars().count().saturating_sub(300);
    let text: String = vector.request.text.chars().skip(skipped).collect();
    format!("{}: {}\n  {text}\n  expected {expected}", vector.request.event, vector.case)
}

/// Prints the numbers; fails with the differences.
fn report(catalogue: &Catalogue, reader: &str, count: usize, differences: &[String]) -> Verdict {
    println!("{} under {count} vectors of {}: {} disagreements", reader, catalogue.name, differences.len());
    if differences.is_empty() && count > 0 {
        return Ok(());
    }
    let mut text = format!("{} of {count} differ\n", differences.len());
    differences.iter().take(30).for_each(|difference| {
        let _ = writeln!(text, "{difference}");
    });
    fail(text)
}
