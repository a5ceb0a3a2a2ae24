//! Edits: what is set or removed is, and everything else keeps its text.

use eventspec_tests::catalogues::nector;
use eventspec_tests::{Failed, Verdict, fail};
use nector_events::builders::{LeadBuilder, OrderBuilder};
use nector_events::payloads::Order;
use nector_events::runtime::{Edit, Lens, Limits, Shape};
use nector_events::{Builder, Event, Input, Json, Payload};
use serde_json::Value;

/// Sets and removes each field of each sample, compact and spaced out.
#[test]
fn every_field_of_every_sample() -> Verdict {
    for sample in &nector().catalog.samples {
        let sent: Value = serde_json::from_str(&sample.text)?;
        for text in [sent.to_string(), serde_json::to_string_pretty(&sent)?, sample.text.clone()] {
            let event = Event::decode(&sample.event, text.as_bytes())?;
            for (index, field) in event.lens().shape().fields.iter().enumerate() {
                one_field(event.lens(), index, field.name, &sent)
                    .map_err(|failed| format!("{} {}: {failed:?}", sample.event, field.name))?;
            }
        }
    }
    Ok(())
}

fn one_field(lens: &Lens<'_>, index: usize, name: &str, sent: &Value) -> Verdict {
    let new = Lens::decode(b"{\"n\":[1.50,\"\\u0041\"]}", &ANY, Limits::default())?;
    let new = new.extra().next().map(|(_, json)| json).ok_or("no value")?;
    let set = text(Edit::of(lens.clone()).set(index, Input::<Json<'static>>::json(new)))?;
    let mut expected = sent.clone();
    expected[name] = serde_json::from_str(new.as_str())?;
    if serde_json::from_str::<Value>(&set)? != expected || !set.contains("[1.50,\"\\u0041\"]") {
        return fail(format!("set: {set}"));
    }
    let removed = text(Edit::of(lens.clone()).remove(name))?;
    if let Some(members) = expected.as_object_mut() {
        members.remove(name);
    }
    if serde_json::from_str::<Value>(&removed)? == expected { Ok(()) } else { fail(format!("removed: {removed}")) }
}

static ANY: Shape = Shape { name: "any", fields: &[], aliases: &[], index: &[], rest: None, name_places: &[] };

/// The text of an edited object, whatever its shape.
fn text(edit: Edit<'_>) -> Result<String, Failed> {
    // Any payload type can hold it: what is not known to it is kept.
    Ok(edit.build::<Order<'static>>()?.json().to_owned())
}

/// The error lists every required field that is not set; what was received without one stays without it.
#[test]
fn a_builder_lists_what_is_missing() -> Verdict {
    use shop_events::Builder as _;
    use shop_events::builders::AddressBuilder;
    use shop_events::types::{Address, Country};
    let error = Address::builder().country(Country::In).build().err().ok_or("it was built")?;
    if error.to_string() != "`address` lacks required fields: `street`, `city`" || error.missing() != ["street", "city"]
    {
        return fail(error.to_string());
    }
    let whole = Address::builder().street("MG Road 1").city("Pune").build()?;
    let removed = AddressBuilder::from(whole.view()).remove("city").build().err().map(|error| error.to_string());
    let received = <Address<'_> as shop_events::Object<'_>>::decode_str("{}")?;
    let kept = AddressBuilder::from(received.clone()).country(Country::In).build()?;
    let taken = AddressBuilder::from(received).city("Pune").remove("city").build();
    match (removed.as_deref(), shop_events::Payload::json(&kept), taken) {
        (Some("`address` lacks required fields: `city`"), r#"{"country":"IN"}"#, Ok(_)) => Ok(()),
        other => fail(format!("{other:?}")),
    }
}

#[test]
fn a_builder_makes_a_payload() -> Verdict {
    let order = OrderBuilder::default()
        .user_email("zoë@mail.example")
        .fiat_amount(849.5)
        .meta_coin_spent(9_007_199_254_740_993_i64)
        .meta_is_rewarded(Input::blank())
        .utm_source(Input::null())
        .created_at("2026-01-31T10:00:00Z")
        .build_partial()?;
    let expected = "{\"user_email\":\"zoë@mail.example\",\"fiat_amount\":849.5,\"utm_source\":null,\
                    \"meta.coin_spent\":9007199254740993,\"meta.is_rewarded\":\"\",\"created_at\":\"2026-01-31T10:00:00Z\"}";
    if order.json() != expected || !order.utm_source().is_null() {
        return fail(order.json().to_owned());
    }
    let order = OrderBuilder::from(order).fiat_amount(f64::NAN).remove("utm_source").fiat_amount(1).build()?;
    if order.json().contains("utm_source")
        || order.fiat_amount().value().map(nector_events::Number::as_str) != Some("1")
    {
        return fail(order.json().to_owned());
    }
    let lead = LeadBuilder::default().accept_email(true).name("a\"b\\c\n").build_partial()?;
    if lead.json() == "{\"name\":\"a\\\"b\\\\c\\n\",\"accept_email\":true}" {
        Ok(())
    } else {
        fail(lead.json().to_owned())
    }
}

/// Duplicates, space, and removal down to nothing.
#[test]
fn odd_objects() -> Verdict {
    for (sent, set, removed) in [
        ("{}", "{\"status\":1}", "{}"),
        (" { \n } ", " {\"status\":1 \n } ", " { \n } "),
        ("{\"status\":0}", "{\"status\":1}", "{}"),
        ("{ \"status\" : 0 }", "{ \"status\" : 1 }", "{ }"),
        ("{\"status\":0,\"x\":2,\"status\":\"\"}", "{\"status\":0,\"x\":2,\"status\":1}", "{\"x\":2}"),
        ("{\"\\u0073tatus\":0}", "{\"\\u0073tatus\":1}", "{}"),
        ("{\"x\":\"}\"}\n", "{\"x\":\"}\",\"status\":1}\n", "{\"x\":\"}\"}\n"),
    ] {
        let order = Order::decode(sent.as_bytes())?;
        let after = OrderBuilder::from(order.clone()).status(Input::json(one()?.as_json())).build()?;
        let without = OrderBuilder::from(order).remove("status").build()?;
        let without_space = |text: &str| text.replace([' ', '\n'], "");
        if after.json() != set || without_space(without.json()) != without_space(removed) {
            return fail(format!("{sent:?}: {:?} {:?}", after.json(), without.json()));
        }
    }
    Ok(())
}

/// The value `1`.
struct One(Lens<'static>);

impl One {
    fn as_json(&self) -> Json<'_> {
        self.0.extra().next().map_or_else(|| panic!("no value"), |(_, json)| json)
    }
}

fn one() -> Result<One, Failed> {
    Ok(One(Lens::decode(b"{\"n\":1}", &ANY, Limits::default())?.into_owned()))
}
