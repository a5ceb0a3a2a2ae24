//! The Rust SDKs: the lens, and the strict types.

use crate::Outcome;
use crate::readers::Request;

/// A reader of one catalogue.
pub type Reader = fn(&Request) -> Outcome;

macro_rules! lens {
    ($krate:ident) => {
        |request| match $krate::Event::decode(&request.event, request.text.as_bytes()) {
            Ok(event) => Outcome::Decoded {
                encoded: event.json().to_owned(),
                deviations: event
                    .deviations()
                    .iter()
                    .map(|deviation| {
                        let seen = deviation.seen().map(str::to_owned);
                        (deviation.class().as_str().to_owned(), deviation.path(), seen)
                    })
                    .collect(),
                unknown: match &event {
                    // Nothing of it is known, so nothing is looked into.
                    $krate::Event::Unknown(_) => Vec::new(),
                    known => known.extra().map(|(key, _)| key.into_owned()).collect(),
                },
            },
            Err(error) => Outcome::Refused {
                class: error.class().as_str().to_owned(),
                offset: error.offset(),
                line: error.line(),
                column: error.column(),
            },
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
