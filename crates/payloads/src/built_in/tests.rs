//! The table, held against what the catalogue takes for a value of each type.

use eventspec_catalog::{Catalog, JsonType, Scalar, Shapes, Type, resolve_without_samples};

use super::row;
use crate::random::Random;
use crate::tests::sources;
use crate::tree::{Node, Size, is_unix, quoted};

/// The types that can be listed, and other patterns.
fn scalars() -> Vec<Scalar> {
    let types = ["date(MM/YYYY)", "datetime(hh:mm, DD.MM.YYYY)", "timestamp(DDMMYYYYThhmmssZ)"];
    let fields = types.map(|ty| format!("[[field]]\nname = \"{ty}\"\ntype = \"{ty}\"\ndoc = \"D.\"\n"));
    let catalog = resolve_without_samples(&sources(&[("events/a", &fields.concat())]))
        .unwrap_or_else(|report| panic!("{}", report.render("", false)));
    let dates = catalog.payloads[0].fields.iter().filter_map(|field| field.ty.scalar().cloned());
    Scalar::listed().chain(dates).collect()
}

#[test]
fn values_of_a_row_are_of_its_type() {
    let shapes = Shapes::new(&Catalog::default());
    for scalar in scalars() {
        let (row, ty) = (row(&scalar), Type::Scalar(scalar.clone()));
        for value in row.examples.iter().chain([&row.smallest]) {
            assert!(shapes.accepts(&ty, &value.to_string()), "{value} is not of {ty:?}");
        }
    }
}

#[test]
fn near_misses_are_what_they_say() {
    let shapes = Shapes::new(&Catalog::default());
    for scalar in scalars() {
        let ty = Type::Scalar(scalar.clone());
        for case in row(&scalar).near_misses.iter() {
            let is_one = match &case.value {
                Node::Text(text) => text.is_of(&scalar),
                Node::Number(digits, _) if scalar.unix().is_some() => is_unix(scalar.unix().unwrap(), digits),
                Node::Number(_, size) if scalar == Scalar::Integer => *size == Size::Whole,
                Node::Number(_, size) => *size != Size::Huge,
                other => panic!("{other} as a near miss"),
            };
            assert_eq!(shapes.accepts(&ty, &case.value.to_string()), is_one, "{} of {ty:?}", case.name);
        }
    }
}

#[test]
fn random_values_are_of_their_type() {
    let (shapes, mut random) = (Shapes::new(&Catalog::default()), Random::new(7, "a"));
    for scalar in scalars() {
        let (row, ty) = (row(&scalar), Type::Scalar(scalar.clone()));
        for _ in 0..200 {
            let made = (row.random)(&mut random, None);
            let json = if scalar.row().json == JsonType::String { quoted(&made) } else { made };
            assert!(shapes.accepts(&ty, &json), "{json} is not of {ty:?}");
        }
    }
}
