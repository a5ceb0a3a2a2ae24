//! The Rust SDKs: the lens, the lens without generated code, and the strict types.

use eventspec_catalog::{Catalog, Shapes};
use eventspec_runtime::{
    DecodeError, Deviation, DeviationClass, FieldState, Json, Lens, Limits, Shape, Text, UnknownEvent,
};

use crate::Outcome;
use crate::readers::Request;

/// A reader of one catalogue.
pub type Reader = fn(&Request) -> Outcome;

macro_rules! lens {
    ($krate:ident) => {
        |request| match $krate::Event::decode(&request.event, request.text.as_bytes()) {
            Ok(event) => match &event {
                // Nothing of it is known, so nothing is looked into.
                $krate::Event::Unknown(_) => decoded(event.lens(), &event.deviations(), Vec::new()),
                known => decoded(known.lens(), &known.deviations(), keys(known.extra())),
            },
            Err(error) => refused(&error),
        }
    };
}

/// The lens of a catalogue.
pub fn lens(catalogue: &str) -> Reader {
    match catalogue {
        "nector" => lens!(nector_events),
        _ => lens!(shop_events),
    }
}

/// The shape of an event that is not known.
static NOTHING: Shape = Shape { name: "unknown", fields: &[], aliases: &[], index: &[], rest: None, name_places: &[] };

/// A reader that has no generated code: the shapes are made of the catalogue.
pub fn run_time(catalog: &Catalog) -> impl Fn(&Request) -> Outcome {
    let shapes = Shapes::new(catalog);
    move |request| {
        let Some((shape, alias)) = shapes.event(&request.event) else {
            return match UnknownEvent::decode(&request.event, &request.text, &NOTHING, Limits::default()) {
                Ok(event) => decoded(event.lens(), &event.deviations(), Vec::new()),
                Err(error) => refused(&error),
            };
        };
        match Lens::decode(request.text.as_bytes(), shape, Limits::default()).map(|lens| lens.sent_as(alias)) {
            Ok(lens) => decoded(&lens, &lens.deviations(), keys(lens.extra())),
            Err(error) => refused(&error),
        }
    }
}

fn decoded(lens: &Lens<'_>, deviations: &[Deviation<'_>], unknown: Vec<String>) -> Outcome {
    let deviation = |deviation: &Deviation<'_>| {
        (deviation.class().as_str().to_owned(), deviation.path(), deviation.seen().map(str::to_owned))
    };
    let place = |deviation: &Deviation<'_>| match lens.at(&deviation.path()).state() {
        FieldState::Absent => ("absent".to_owned(), None),
        FieldState::Null => ("null".to_owned(), Some("null".to_owned())),
        FieldState::Blank => ("blank".to_owned(), Some("\"\"".to_owned())),
        read @ (FieldState::Value(json) | FieldState::Unexpected(json)) => {
            (read.as_str().to_owned(), Some(json.as_str().to_owned()))
        }
    };
    Outcome::Decoded {
        encoded: lens.json().to_owned(),
        deviations: deviations.iter().map(deviation).collect(),
        unknown,
        places: deviations.iter().filter(|found| found.class() != DeviationClass::UnknownEvent).map(place).collect(),
    }
}

fn refused(error: &DecodeError) -> Outcome {
    Outcome::Refused {
        class: error.class().as_str().to_owned(),
        offset: error.offset(),
        line: error.line(),
        column: error.column(),
    }
}

fn keys<'e>(extra: impl Iterator<Item = (Text<'e>, Json<'e>)>) -> Vec<String> {
    extra.map(|(key, _)| key.into_owned()).collect()
}

macro_rules! strict {
    ($krate:ident) => {
        |request| {
            let event =
                $krate::Event::decode(&request.event, request.text.as_bytes()).map_err(|error| error.to_string())?;
            event.to_value().map_err(|error| error.to_string())
        }
    };
}

/// Decodes with the strict types and encodes again.
pub type Strict = fn(&Request) -> Result<serde_json::Value, String>;

/// The strict types of a catalogue.
pub fn strict(catalogue: &str) -> Strict {
    match catalogue {
        "nector" => strict!(nector_events_strict),
        _ => strict!(shop_events_strict),
    }
}
