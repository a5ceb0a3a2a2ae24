//! The table, held against what the catalogue takes for a value of each type.

use eventspec_catalog::{Catalog, Shapes, Type, resolve_without_samples};

use super::{BuiltIn, JsonKind, Structure, WITHOUT_PARAMETERS};
use crate::random::Random;
use crate::tests::sources;
use crate::tree::{Node, Size, quoted};

#[test]
fn the_list_has_every_type_without_parameters_once() {
    // A type that is added gets the next number here, and its place in the list.
    let number = |ty: &Type| match ty {
        Type::String => 0,
        Type::Number => 1,
        Type::Integer => 2,
        Type::Boolean => 3,
        Type::Timestamp => 4,
        Type::Uuid => 5,
        Type::Uri => 6,
        Type::Email => 7,
        Type::Any => 8,
        Type::Date(_) | Type::Named(_) | Type::List(_) | Type::Map(_) => usize::MAX,
    };
    assert!(WITHOUT_PARAMETERS.iter().map(number).eq(0..9));
}

/// The types of the list, and two kinds of dates.
fn types() -> Vec<Type> {
    let fields = ["DD-MM-YYYY", "MM/YYYY"].map(|format| {
        format!("[[field]]\nname = \"{format}\"\ntype = \"date\"\nformat = \"{format}\"\ndoc = \"D.\"\n")
    });
    let catalog = resolve_without_samples(&sources(&[("events/a", &fields.concat())]))
        .unwrap_or_else(|report| panic!("{}", report.render("", false)));
    let dates = catalog.payloads[0].fields.iter().map(|field| field.ty.clone());
    WITHOUT_PARAMETERS.iter().cloned().chain(dates).collect()
}

fn row(ty: &Type) -> BuiltIn<'_> {
    match Structure::of(ty) {
        Structure::BuiltIn(row) => row,
        Structure::List(_) | Structure::Map(_) | Structure::Named(_) => panic!("{ty:?} has parts"),
    }
}

#[test]
fn values_of_a_row_are_of_its_type() {
    let shapes = Shapes::new(&Catalog::default());
    for ty in types() {
        let row = row(&ty);
        for value in row.examples.iter().chain([&row.smallest]) {
            assert!(shapes.accepts(&ty, &value.to_string()), "{value} is not of {ty:?}");
        }
    }
}

#[test]
fn near_misses_are_what_they_say() {
    let shapes = Shapes::new(&Catalog::default());
    for ty in types() {
        for case in row(&ty).near_misses.iter() {
            let is_one = match &case.value {
                Node::Text(text) => text.is_of(&ty),
                Node::Number(_, size) if ty == Type::Integer => *size == Size::Whole,
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
    for ty in types() {
        let row = row(&ty);
        for _ in 0..200 {
            let made = (row.random)(&mut random, None);
            let json = if row.json == JsonKind::Text { quoted(&made) } else { made };
            assert!(shapes.accepts(&ty, &json), "{json} is not of {ty:?}");
        }
    }
}
