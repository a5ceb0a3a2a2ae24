//! The decoder at its edges, which no vector reaches: the size of a payload, and one field under two names.

use eventspec_tests::{Verdict, fail};
use nector_events::payloads::Order;
use nector_events::runtime::{Lens, Limits};
use nector_events::{DeviationClass, ErrorClass, Payload};

fn refusal(text: &str, limits: Limits) -> Option<(ErrorClass, usize)> {
    Lens::decode(text.as_bytes(), Order::SHAPE, limits).err().map(|error| (error.class(), error.offset()))
}

fn expect<T: std::fmt::Debug + PartialEq>(found: &T, expected: &T) -> Verdict {
    if found == expected { Ok(()) } else { fail(format!("{found:?}, not {expected:?}")) }
}

#[test]
fn a_byte_too_many() -> Verdict {
    let text = "{\"status\":\"paid\"}";
    let of = |bytes| refusal(text, Limits { bytes, ..Limits::default() });
    expect(&of(text.len()), &None)?;
    expect(&of(text.len() + 1), &None)?;
    expect(&of(text.len() - 1), &Some((ErrorClass::TooLarge, text.len() - 1)))?;
    expect(&of(0), &Some((ErrorClass::TooLarge, 0)))
}

#[test]
fn a_level_too_many() -> Verdict {
    let text = "{\"status\":[[1]]}";
    let of = |depth| refusal(text, Limits { depth, ..Limits::default() });
    expect(&of(3), &None)?;
    expect(&of(2), &Some((ErrorClass::TooDeep, "{\"status\":[".len())))?;
    expect(&of(1), &Some((ErrorClass::TooDeep, "{\"status\":".len())))?;
    expect(&of(0), &Some((ErrorClass::TooDeep, 0)))
}

/// Of a field that comes under its name and under an alias, the last value counts, and is blamed under the name it came under.
#[test]
fn an_alias_counts_if_it_comes_last() -> Verdict {
    for (first, last) in [("occurredAt", "occurred_at"), ("occurred_at", "occurredAt")] {
        let text = format!("{{\"{first}\":\"no\",\"{last}\":\"neither\"}}");
        let order = shop_events::payloads::Order::decode(text.as_bytes())?;
        let deviations = order.deviations();
        let of = |class| {
            let found = deviations.iter().filter(move |deviation| deviation.class() == class);
            found
                .map(|deviation| (deviation.path().clone(), deviation.seen().map(ToString::to_string)))
                .collect::<Vec<_>>()
        };
        let value = |key: &str, value: &str| vec![(format!("/{key}"), Some(format!("\"{value}\"")))];
        expect(&of(DeviationClass::BadFormat), &value(last, "neither"))?;
        expect(&of(DeviationClass::DuplicateKey), &value(last, "neither"))?;
        let sent = if first == "occurredAt" { "no" } else { "neither" };
        expect(&of(DeviationClass::FieldAlias), &value("occurredAt", sent))?;
    }
    Ok(())
}
