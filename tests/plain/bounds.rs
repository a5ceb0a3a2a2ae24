//! Payloads made to hurt: bounded time, a small stack, and a clear answer.

use std::fmt::Write as _;
use std::thread;
use std::time::{Duration, Instant};

use eventspec_tests::{Verdict, fail};
use nector_events::builders::OrderBuilder;
use nector_events::payloads::Order;
use nector_events::{Builder, DecodeError, DeviationClass, ErrorClass, Payload};

/// Stack of a thread in a server that has many of them.
const STACK: usize = 256 * 1024;
/// Far more than any of these takes, even without optimisation on a busy machine; far less than quadratic time would.
const TIME: Duration = Duration::from_mins(1);
/// Members of the payloads that have many.
const MANY: usize = 300_000;

/// Runs a test on a small stack and looks at the clock.
fn bounded(test: fn() -> Verdict) -> Verdict {
    let start = Instant::now();
    let thread = thread::Builder::new().stack_size(STACK).spawn(test)?;
    thread.join().map_err(|_| "it panicked")??;
    let took = start.elapsed();
    if took < TIME { Ok(()) } else { fail(format!("it took {took:?}")) }
}

fn refused(text: &str, class: ErrorClass, offset: usize) -> Verdict {
    let error = Order::decode(text.as_bytes()).err().map(|error: DecodeError| (error.class(), error.offset()));
    if error == Some((class, offset)) { Ok(()) } else { fail(format!("{error:?}")) }
}

/// Decodes, and expects deviations of one class and no other.
fn deviates(text: &str, expected: &[(DeviationClass, usize)]) -> Verdict {
    let order = Order::decode(text.as_bytes())?;
    if order.json() != text {
        return fail("the text has changed");
    }
    let deviations = order.deviations();
    for (class, count) in expected {
        let found = deviations.iter().filter(|deviation| deviation.class() == *class).count();
        if found != *count {
            return fail(format!("{found} of {class}, not {count}"));
        }
    }
    Ok(())
}

/// An object of members that are made one by one.
fn object(member: impl Fn(usize) -> String) -> String {
    let mut out = String::from("{");
    for index in 0..MANY {
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(out, "{comma}{}", member(index));
    }
    out + "}"
}

#[test]
fn depth_100000() -> Verdict {
    bounded(|| {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let nested = |depth: usize| format!("{{\"status\":{}1{}}}", open.repeat(depth), close.repeat(depth));
            // The payload is the first level: the byte to blame opens the 129th.
            refused(&nested(100_000), ErrorClass::TooDeep, "{\"status\":".len() + 127 * open.len())?;
            deviates(&nested(127), &[(DeviationClass::UnexpectedType, 1)])?;
        }
        refused(&"[".repeat(100_000), ErrorClass::TooDeep, 128)
    })
}

#[test]
fn string_of_10_mb() -> Verdict {
    bounded(|| {
        let string = |part: &str| format!("{{\"status\":\"{}\"}}", part.repeat(10_000_000 / part.len()));
        deviates(&string("é"), &[(DeviationClass::InvalidUnicode, 0)])?;
        deviates(&string("\\ud83d"), &[(DeviationClass::InvalidUnicode, 1)])?;
        let text = string("\\n");
        refused(&text[..text.len() - 2], ErrorClass::Syntax, text.len() - 2)
    })
}

#[test]
fn unknown_keys() -> Verdict {
    bounded(|| {
        deviates(
            &object(|index| format!("\"key_{index}\":{index}")),
            &[(DeviationClass::UnknownField, MANY), (DeviationClass::DuplicateKey, 0)],
        )
    })
}

#[test]
fn one_unknown_key_again_and_again() -> Verdict {
    bounded(|| {
        deviates(
            &object(|_| "\"key\":null".to_owned()),
            &[(DeviationClass::UnknownField, MANY), (DeviationClass::DuplicateKey, MANY - 1)],
        )
    })
}

#[test]
fn one_field_again_and_again() -> Verdict {
    bounded(|| {
        deviates(
            &object(|index| format!("\"fiat_amount\":{index}")),
            &[(DeviationClass::UnknownField, 0), (DeviationClass::DuplicateKey, MANY - 1)],
        )
    })
}

#[test]
fn an_alias_again_and_again() -> Verdict {
    bounded(|| {
        let (alias, _) = shop_events::payloads::CustomerUpdate::SHAPE.aliases.first().ok_or("the case has an alias")?;
        let text = object(|_| format!("\"{alias}\":\"\""));
        let payload = shop_events::payloads::CustomerUpdate::decode(text.as_bytes())?;
        let count = payload.deviations().iter().filter(|it| it.class() == DeviationClass::FieldAlias).count();
        if count == MANY { Ok(()) } else { fail(format!("{count} aliases")) }
    })
}

/// Keys of the length of a documented one, with the same beginning and end: that is all the hash looks at.
#[test]
fn colliding_keys() -> Verdict {
    bounded(|| {
        let (before, after) = ("user_referred_by_r", "ral_code");
        deviates(
            &object(|index| format!("\"{before}{index:04}{after}\":\"{index}\"")),
            &[(DeviationClass::UnknownField, MANY)],
        )
    })
}

/// Each deviation knows its path, and none has a copy of it.
#[test]
fn deviations_below_a_long_key() -> Verdict {
    bounded(|| {
        let inner = object(|index| format!("\"{index}\":0"));
        let text = format!("{{\"addresses\":{{\"{}\":{inner}}}}}", "k".repeat(1_000_000));
        let payload = shop_events::payloads::Order::decode(text.as_bytes())?;
        let deviations = payload.deviations();
        let below = deviations.iter().filter(|it| it.class() == DeviationClass::UnknownField).count();
        let path =
            deviations.iter().find(|it| it.class() == DeviationClass::UnknownField).map(nector_events::Deviation::path);
        match path {
            Some(path) if below == MANY && path.len() > 1_000_000 && path.ends_with("/0") => Ok(()),
            path => fail(format!("{below} deviations, the first at {:?}", path.map(|path| path.len()))),
        }
    })
}

#[test]
fn edits_among_many_members() -> Verdict {
    bounded(|| {
        let text = object(|index| if index % 3 == 0 { "\"status\":1".to_owned() } else { format!("\"k{index}\":1") });
        let order = Order::decode(text.as_bytes())?;
        let changed = OrderBuilder::from(order.clone()).status("paid").fiat_tax(1).build()?;
        if changed.status().value().as_deref() != Some("paid") || !changed.json().ends_with(",\"fiat_tax\":1}") {
            return fail("the edit is not there");
        }
        let removed = OrderBuilder::from(order).remove("status").build()?;
        let count = removed.extra().len();
        if count == MANY - MANY / 3 && !removed.status().is_present() { Ok(()) } else { fail(format!("{count} left")) }
    })
}
