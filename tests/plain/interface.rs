//! The Rust SDK as its users hold it: numbers to the digit, serde, and the types of other libraries.

use std::fmt::{Debug, Write as _};

use eventspec_tests::catalogues::all;
use eventspec_tests::{Failed, Verdict, fail};
use nector_events::payloads::Order;
use nector_events::{
    DecodeError, DeviationClass, ErrorClass, Event, EventName, FieldState, Limits, Number, Payload, Timestamp,
};
use rust_decimal::Decimal;
use serde_json::{Value, json};

#[expect(clippy::needless_pass_by_value, reason = "reads best with values made on the spot")]
fn same<T: PartialEq + Debug>(what: &str, found: T, expected: T) -> Verdict {
    if found == expected { Ok(()) } else { fail(format!("{what}: {found:?}, not {expected:?}")) }
}

fn number(text: &str) -> Result<Number<'_>, Failed> {
    Ok(serde_json::from_str(text)?)
}

/// Each with its exact double, if it has one, and its integer.
#[test]
fn numbers_are_exact_or_say_that_they_are_not() -> Verdict {
    for (text, exact, integer) in [
        ("1e2", Some(100.0), Some(100)),
        ("1E+2", Some(100.0), Some(100)),
        ("0.10", Some(0.1), None),
        ("-0", Some(-0.0), Some(0)),
        ("9007199254740992", Some(9_007_199_254_740_992.0), Some(9_007_199_254_740_992)),
        ("9007199254740993", None, Some(9_007_199_254_740_993)),
        ("18446744073709551615", None, None),
        ("9223372036854775807", None, Some(i64::MAX)),
        ("1234567890123456789012345678901234567890", None, None),
        ("0.1000000000000000055511151231257827", None, None),
        ("1e-400", None, None),
        ("5e-324", Some(5e-324), None),
        ("1.7976931348623157e308", Some(f64::MAX), None),
    ] {
        let number = number(text)?;
        same(text, number.as_str(), text)?;
        same(text, number.to_f64_exact(), exact)?;
        same(text, number.to_i64(), integer)?;
        same(text, number.to_f64(), text.parse()?)?;
    }
    Ok(())
}

#[test]
fn numbers_have_values() -> Verdict {
    same("1e2", number("1e2")?.is_same_value(number("100.00")?), true)?;
    same("as text", number("1e2")? == number("100.00")?, false)?;
    same("2^53 + 1", number("9007199254740993")?.is_same_value(number("9007199254740992")?), false)
}

#[test]
fn decimals_lose_nothing() -> Verdict {
    for (text, expected) in [
        ("849.50", "849.50"),
        ("0.10", "0.10"),
        ("1e2", "100"),
        ("1.25e-3", "0.00125"),
        ("-1.5E+1", "-15"),
        ("0e9", "0"),
        ("18446744073709551615", "18446744073709551615"),
        ("1e-28", "0.0000000000000000000000000001"),
    ] {
        same(text, Decimal::try_from(number(text)?)?.to_string(), expected.to_owned())?;
    }
    for text in ["1234567890123456789012345678901234567890", "1e29", "1e-29", "0.12345678901234567890123456789012"] {
        if let Ok(decimal) = Decimal::try_from(number(text)?) {
            return fail(format!("{text} became {decimal}"));
        }
    }
    Ok(())
}

#[test]
fn timestamps_and_dates_become_jiffs() -> Verdict {
    for text in ["2023-05-26T07:49:06.277Z", "2023-05-26t07:49:06z", "2023-05-26T07:49:06.123456789+05:30"] {
        let text = json!(text).to_string();
        let timestamp: Timestamp<'_> = serde_json::from_str(&text)?;
        jiff::Timestamp::try_from(&timestamp)?;
        same("timestamp", serde_json::to_string(&timestamp)?, text)?;
    }
    let order = Order::decode(br#"{"user_full_dob":"29-02-2024","user_dob":"29-02"}"#)?;
    let (full, day) = (order.user_full_dob().value(), order.user_dob().value());
    same("date", full.and_then(|date| date.to_jiff()), Some(jiff::civil::date(2024, 2, 29)))?;
    same("no year", day.and_then(|date| date.to_jiff()), None)?;
    let text = br#"{"slot":"2024-02-29 23:59:60.5","loaded_at":"2024-02-29 12:00:00-05:30"}"#;
    let order = shop_events::payloads::Order::decode(text)?;
    let (slot, loaded) = (order.slot().value().ok_or("a time")?, order.loaded_at().value().ok_or("a timestamp")?);
    same("offset", jiff::Timestamp::try_from(&loaded)?.to_string(), "2024-02-29T17:30:00Z".to_owned())?;
    same("no offset", slot.to_jiff(), Some(jiff::civil::date(2024, 2, 29).at(23, 59, 59, 500_000_000)))?;
    same("as text", serde_json::to_string(&slot)?, "\"2024-02-29 23:59:60.5\"".to_owned())
}

#[test]
fn points_in_time_become_those_of_chrono_and_time() -> Verdict {
    let order = Order::decode(br#"{"user_full_dob":"29-02-2024","user_dob":"29-02"}"#)?;
    let (full, day) = (order.user_full_dob().required()?, order.user_dob().required()?);
    same("date", full.to_chrono().map(|date| date.to_string()).as_deref(), Some("2024-02-29"))?;
    same("date", full.to_time(), Some(time::macros::date!(2024 - 02 - 29)))?;
    same("no year", (day.to_chrono(), day.to_time()), (None, None))?;
    let text = br#"{"slot":"2024-02-29 23:59:60.5","loaded_at":"2024-02-29 12:00:00-05:30"}"#;
    let order = shop_events::payloads::Order::decode(text)?;
    let (slot, loaded) = (order.slot().required()?, order.loaded_at().required()?.instant());
    same("slot", slot.to_chrono().map(|at| at.to_string()).as_deref(), Some("2024-02-29 23:59:59.500"))?;
    same("slot", slot.to_time(), Some(time::macros::datetime!(2024-02-29 23:59:59.5)))?;
    let instant = loaded.to_chrono().map(|at| at.to_rfc3339());
    same("instant", instant.as_deref(), Some("2024-02-29T17:30:00+00:00"))?;
    same("instant", loaded.to_time(), Some(time::macros::datetime!(2024-02-29 17:30 UTC)))
}

/// What a log has of a deviation, as text.
#[derive(Default)]
struct Log(std::sync::Mutex<Vec<String>>);

impl tracing::Subscriber for &'static Log {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        let mut line = event.metadata().level().to_string();
        event.record(&mut |field: &tracing::field::Field, value: &dyn Debug| {
            let _ = write!(line, " {field}={value:?}");
        });
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(line);
    }

    fn enter(&self, _: &tracing::span::Id) {}

    fn exit(&self, _: &tracing::span::Id) {}
}

#[test]
fn deviations_are_logged_without_what_was_sent() -> Verdict {
    let log: &'static Log = Box::leak(Box::default());
    let event = Event::decode("order_create", br#"{"fiat_amount":"secret"}"#)?;
    let deviation = event.deviations().into_iter().find(|one| one.path() == "/fiat_amount").ok_or("a deviation")?;
    tracing::subscriber::with_default(log, || deviation.warn(event.name()));
    let lines = log.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let expected = "WARN message=the payload departs from its specification event=\"order_create\" class=\"unexpected_type\" path=\"/fiat_amount\"";
    same("logged", lines.join("\n"), expected.to_owned())
}

#[test]
fn texts_of_numbers_are_read_and_keep_their_digits() -> Verdict {
    use shop_events::{Builder as _, builders::OrderBuilder, payloads::Order};
    let order = Order::decode(br#"{"total":"398.00","loyalty_points":"1\u0032e1","is_test":"true"}"#)?;
    let (total, points) = (order.total().value().ok_or("a number")?, order.loyalty_points().value());
    same("number", (total.as_str(), total.value().as_str(), total.value().to_f64()), ("398.00", "398.00", 398.0))?;
    same("integer", points.map(|points| (points.value(), points.to_string())), Some((120, "12e1".to_owned())))?;
    same("boolean", order.is_test().value().map(|text| text.value()), Some(true))?;
    same("as text", serde_json::to_string(&total)?, "\"398.00\"".to_owned())?;
    let made = OrderBuilder::default().total(number("0.10")?).loyalty_points(7).is_test(false).build_partial()?;
    same("made", made.json(), r#"{"loyalty_points":"7","is_test":"false","total":"0.10"}"#)?;
    let odd = Order::decode(br#"{"total":"007","loyalty_points":"2.5","is_test":""}"#)?;
    same(
        "states",
        [odd.total().state().as_str(), odd.loyalty_points().state().as_str(), odd.is_test().state().as_str()],
        ["unexpected", "unexpected", "blank"],
    )
}

/// Whatever a point in time is sent as, it is the same one.
#[test]
fn points_in_time_are_read_from_every_form() -> Verdict {
    use shop_events::{Builder as _, Instant, builders::OrderBuilder, payloads::Order};
    let text = br#"{"occurred_at":"2026-01-31T15:30:00.25+05:30","paid_at":1769853600.250,"packed_at":1769853600250,"printed_at":"176985360025e-2","synced_at":"1769853600250"}"#;
    let (order, instant) = (Order::decode(text)?, Instant { seconds: 1_769_853_600, nanoseconds: 250_000_000 });
    same("RFC 3339", order.occurred_at().value().map(|at| at.instant()), Some(instant))?;
    same("unix", order.paid_at().value().map(|at| (at.instant(), at.as_str())), Some((instant, "1769853600.250")))?;
    same("unix_ms", order.packed_at().value().map(shop_events::UnixMillis::instant), Some(instant))?;
    same("unix in a string", order.printed_at().value().map(|at| at.value().instant()), Some(instant))?;
    same("unix_ms in a string", order.synced_at().value().map(|at| at.value().instant()), Some(instant))?;
    let text = br#"{"sealed_at":"Sat, 31 Jan 2026 15:30:00 +0530","loaded_at":"2026-01-31 10:00:00.25Z"}"#;
    let sent = Order::decode(text)?;
    let sealed = sent.sealed_at().value().map(|at| at.instant());
    same("RFC 2822", sealed, Some(Instant { nanoseconds: 0, ..instant }))?;
    let loaded = sent.loaded_at().value().map(|at| (at.instant(), at.to_string()));
    same("pattern", loaded, Some((instant, "2026-01-31 10:00:00.25Z".to_owned())))?;
    for seen in ["1769853600.25", "1769853600250", r#""1769853600.25""#, r#""2026-01-31T10:00:00.25Z""#] {
        let text = format!(r#"{{"seen_at":{seen}}}"#);
        let order = Order::decode(text.as_bytes())?;
        same(seen, order.seen_at().value().and_then(|at| at.instant()), Some(instant))?;
    }
    let due = |json: &str| -> Result<_, eventspec_tests::Failed> {
        let text = format!(r#"{{"due":{json}}}"#);
        let order = Order::decode(text.as_bytes())?;
        Ok(order.due().value().and_then(|due| due.instant()))
    };
    same("of a union", due(r#""2026-01-31T15:30:00.25+05:30""#)?, Some(instant))?;
    same("no point in time", due(r#""2026-01-31T15:30:00.25""#)?, None)?;
    same("jiff", jiff::Timestamp::try_from(instant)?.to_string(), "2026-01-31T10:00:00.25Z".to_owned())?;
    let made = OrderBuilder::default().paid_at(5).packed_at(6_i64).synced_at(7_i64).build_partial()?;
    same("made", made.json(), r#"{"paid_at":5,"packed_at":6,"synced_at":"7"}"#)?;
    let odd = Order::decode(br#"{"paid_at":1769853600250,"packed_at":"1769853600250"}"#)?;
    let classes: Vec<DeviationClass> = odd.deviations().iter().map(nector_events::Deviation::class).take(2).collect();
    same("classes", classes, vec![DeviationClass::OutOfRange, DeviationClass::UnexpectedType])
}

#[test]
fn a_text_is_decoded_as_its_bytes_are() -> Verdict {
    let long = format!("{{\"user_name\":\"{}\"}}", "x".repeat(Limits::default().bytes));
    for text in ["{\"user_name\":\"Zoë\",\"x\":[1e400]}", "{\"user_name\":zoe}", "[1]", "", long.as_str()] {
        for name in ["order_create", "wallettransaction_update", "order_exploded"] {
            let said = |event: Result<Event<'_>, DecodeError>| match event {
                Ok(event) => format!("{} {} {:?}", event.name(), event.json(), event.deviations()),
                Err(error) => error.to_string(),
            };
            same(name, said(Event::decode_str(name, text)), said(Event::decode(name, text.as_bytes())))?;
        }
        let said = |order: Result<Order<'_>, DecodeError>| order.map(|order| order.json().len()).map_err(|e| e.class());
        same("order", said(Order::decode_str(text)), said(Order::decode(text.as_bytes())))?;
    }
    Ok(())
}

macro_rules! envelope {
    ($krate:ident, $sample:expr) => {{
        let line = format!("{{\"event\":{},\"payload\":{}}}", json!($sample.event), $sample.text.trim_ascii());
        let event: $krate::Event<'static> = serde_json::from_str(&line)?;
        same("event", event.name(), $sample.event.as_str())?;
        same("payload", event.json(), $sample.text.trim_ascii())?;
        same("written", serde_json::to_string(&event)?, line)?;
    }};
}

#[test]
fn every_sample_in_an_envelope() -> Verdict {
    for catalogue in all() {
        for sample in &catalogue.catalog.samples {
            if catalogue.name == "nector" {
                envelope!(nector_events, sample);
            } else {
                envelope!(shop_events, sample);
            }
        }
    }
    for (name, payload) in [("wallettransaction_update", "{\"a\": 1e400}"), ("order_exploded", "{\"b\":\"\\ud83d\"}")] {
        let line = format!("{{\"event\":\"{name}\",\"payload\":{payload}}}");
        same(name, serde_json::to_string(&serde_json::from_str::<Event<'_>>(&line)?)?, line)?;
    }
    Ok(())
}

#[test]
fn types_of_fields_are_written_and_read() -> Verdict {
    let text = r#"{"user_name":"","fiat_amount":849.50,"fiat_tax":"n/a","user_tier":null,"user_type":"\ud83d","x":1}"#;
    let order: Order<'static> = serde_json::from_str(text)?;
    same("payload", serde_json::to_string(&order)?, text.to_owned())?;
    let written = [
        serde_json::to_string(&order.user_name())?,
        serde_json::to_string(&order.fiat_amount())?,
        serde_json::to_string(&order.fiat_tax())?,
        serde_json::to_string(&order.user_tier())?,
        serde_json::to_string(&order.user_type())?,
        serde_json::to_string(&order.user_email())?,
    ];
    same("fields", written.join(" "), "\"\" 849.50 \"n/a\" null \"\\ud83d\" null".to_owned())?;
    let deviations: Value = serde_json::to_value(order.deviations())?;
    let unknown = json!({ "class": "unknown_field", "path": "/x", "seen": "1" });
    same("deviation", deviations.as_array().is_some_and(|all| all.contains(&unknown)), true)?;
    let error = Order::decode(b"[").err().map(serde_json::to_value).transpose()?;
    same("error", error, Some(json!({ "class": "syntax", "offset": 1, "line": 1, "column": 2 })))?;
    for class in DeviationClass::ALL {
        same("class", serde_json::from_value(json!(class))?, class)?;
    }
    for class in ErrorClass::ALL {
        same("class", serde_json::from_value(json!(class))?, class)?;
    }
    for name in EventName::ALL {
        same("name", serde_json::from_value(json!(name))?, name)?;
    }
    let shop = include_str!("../cases/shop/spec/samples/order_placed/full.json");
    let order = shop_events::payloads::Order::decode(shop.as_bytes())?;
    let sent: Value = serde_json::from_str(shop)?;
    same("union", serde_json::to_value(order.payment())?, sent["payment"].clone())?;
    same("enum", serde_json::to_value(order.status())?, sent["status"].clone())?;
    same("list", serde_json::to_value(order.items())?, sent["items"].clone())?;
    same("map", serde_json::to_value(order.addresses())?, sent["addresses"].clone())
}

#[test]
fn what_is_logged_is_short_and_holds_no_values() -> Verdict {
    let order = Order::decode(br#"{"user_email":"zoe@mail.example","fiat_amount":"secret","x":1}"#)?;
    same("payload", format!("{order:?}"), "order { bytes: 62, known_fields: 2, unknown_fields: 1 }".to_owned())?;
    let event = Event::decode("order_create", order.json().as_bytes())?;
    same("event", format!("{event:?}"), format!("OrderCreate({order:?})"))?;
    let said = format!("{:?} {event:?}", event.deviations());
    if said.contains("zoe") || said.contains("secret") {
        return fail(said);
    }
    let error = Order::decode(b"{\"user_email\":zoe}").map(|_| ()).map_err(|error| error.to_string());
    same("error", error, Err("invalid JSON at line 1, column 15 (byte 14)".to_owned()))?;
    same("field", format!("{:?}", order.fiat_amount()), "Unexpected(\"secret\")".to_owned())?;
    same("absent", order.utm_source().state(), FieldState::Absent)
}
