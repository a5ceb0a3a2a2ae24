//! Objects inside payloads, as users of the Rust SDK read them: accessors are chained, and what is read outlives what it is read from.

use std::fmt::Debug;

use eventspec_tests::{Verdict, fail};
use serde::{Deserialize, Serialize};
use shop_events::builders::{AddressBuilder, OrderBuilder};
use shop_events::payloads::{Order, Survey};
use shop_events::types::{Address, Answer, Card, Category, Payment, SurveyVisitCampaign};
use shop_events::{Builder, Field, FieldState, Input, Json, List, Map, Object, Owned, Payload, Text};

#[expect(clippy::needless_pass_by_value, reason = "reads best with values made on the spot")]
fn same<T: PartialEq + Debug>(what: &str, found: T, expected: T) -> Verdict {
    if found == expected { Ok(()) } else { fail(format!("{what}: {found:?}, not {expected:?}")) }
}

const ORDER: &str = include_str!("../cases/shop/spec/samples/order_placed/full.json");
const SURVEY: &str = include_str!("../cases/shop/spec/samples/survey_answered/visit.json");

// Chains of every kind of type: that these functions compile is the test, and that they give what was sent.

fn city<'o>(order: &'o Order<'_>) -> Option<Text<'o>> {
    order.shipping_address().value()?.city().value()
}

fn home<'o>(order: &'o Order<'_>) -> Option<Text<'o>> {
    order.addresses().value()?.get("home").value()?.street().value()
}

fn leaf<'o>(order: &'o Order<'_>) -> Option<Category<'o>> {
    let item = order.items().value()?.iter().next()?.value()?;
    item.category().value()?.children().value()?.iter().next()?.value()
}

fn reference<'o>(order: &'o Order<'_>) -> Option<Field<'o, Text<'o>>> {
    match order.payment().value()? {
        Payment::BankTransfer(transfer) => Some(transfer.reference()),
        _ => None,
    }
}

fn clicks(survey: &Survey<'_>) -> Option<i64> {
    match survey.visit().value()?.campaign().value()? {
        SurveyVisitCampaign::Object(campaign) => campaign.links().value()?.get("shoes").value()?.clicks().value(),
        _ => None,
    }
}

/// Not only the items: the iterator itself outlives the object.
fn others<'o>(answer: &Answer<'o>) -> impl Iterator<Item = Text<'o>> + use<'o> {
    answer.clone().rest().map(|(key, _)| key)
}

#[derive(Debug, PartialEq)]
struct Parts<'t> {
    json: &'t str,
    extra: Vec<(Text<'t>, Json<'t>)>,
    deviations: Vec<String>,
    list: Option<Json<'t>>,
}

/// What is neither a field nor read from one.
fn parts<'t>(category: &Category<'t>) -> Parts<'t> {
    let deviations = category.deviations().iter().map(ToString::to_string).collect();
    let list = category.children().value().map(|list| list.json());
    Parts { json: category.json(), extra: category.extra(), deviations, list }
}

#[test]
fn accessors_are_chained() -> Verdict {
    let order = Order::decode(ORDER.as_bytes())?;
    same("object", city(&order).as_deref(), Some("Bengaluru"))?;
    same("map", home(&order).as_deref(), Some("Hauptstr. 2"))?;
    same("list", leaf(&order).and_then(|leaf| leaf.name().value()).as_deref(), Some("leaf"))?;
    same("union", reference(&order).map(|text| text.state().as_str()), Some("value"))?;
    same("in place", clicks(&Survey::decode(SURVEY.as_bytes())?), Some(2))?;
    let answer = Answer::decode_str(r#"{"text":"fine","page":2,"browser":null}"#)?;
    same("rest", others(&answer).collect::<Vec<_>>(), vec!["page".into(), "browser".into()])
}

/// The text is what everything borrows: the payload and its objects may be gone.
#[test]
fn what_is_read_outlives_what_it_is_read_from() -> Verdict {
    let text = r#"{"name":"a","children":[{"name":7}]}"#.to_owned();
    let found = parts(&Category::decode_str(&text)?);
    let expected = Parts {
        json: &text,
        extra: Vec::new(),
        deviations: vec!["unexpected_type at /children/0/name".to_owned()],
        list: Some(serde_json::from_str(r#"[{"name":7}]"#)?),
    };
    same("category", found, expected)?;
    let card = r#"{"kind":"card","last4":"0042","issuer":"x"}"#.to_owned();
    let extra = Card::decode_str(&card)?.extra();
    same("extra", extra.iter().map(|(key, json)| (key.as_ref(), json.as_str())).collect(), vec![("issuer", "\"x\"")])
}

#[test]
fn an_object_is_kept_beyond_its_payload() -> Verdict {
    let sent = r#"{ "city": "K\u00f6ln", "floor": 3 }"#;
    let kept: Owned<Address<'static>> = {
        let text = format!("{{\"shipping address\":{sent}}}");
        let order = Order::decode_str(&text)?;
        order.shipping_address().value().ok_or("an address")?.into_owned()
    };
    let address = kept.view();
    same("text", (kept.json(), address.json()), (sent, sent))?;
    same("field", address.city().value().as_deref(), Some("Köln"))?;
    same("extra", (kept.extra(), address.extra().len()), (address.extra(), 1))?;
    let classes = ["unknown_field at /floor", "missing_field at /street"];
    same(
        "deviations",
        kept.deviations().iter().map(ToString::to_string).collect(),
        classes.map(str::to_owned).to_vec(),
    )?;
    same("of the view", address.deviations(), kept.deviations())?;
    same(
        "logged",
        format!("{kept:?} {address:?}"),
        ["address { bytes: 35, known_fields: 1, unknown_fields: 1 }"; 2].join(" "),
    )?;
    same("copy", kept.clone().into_owned().json(), sent)
}

#[test]
fn an_object_is_built_and_put_into_a_payload() -> Verdict {
    let made: Owned<Address<'static>> = AddressBuilder::default().street("MG Road 1").city("Pune").build()?;
    same("made", made.json(), r#"{"street":"MG Road 1","city":"Pune"}"#)?;
    let moved = AddressBuilder::from(made.clone()).city("Delhi").build()?;
    let back = AddressBuilder::from(moved.view()).city("Pune").build()?;
    same("changed", (moved.view().city().value().as_deref(), back.json()), (Some("Delhi"), made.json()))?;
    let others: Input<Map<'static, Address<'static>>> = [("old", moved)].into_iter().collect();
    let order = OrderBuilder::default().shipping_address(made.view()).addresses(others).build_partial()?;
    same("in it", order.shipping_address().value().map(|address| address.json()), Some(made.json()))?;
    same("in a map", home(&order), None)?;
    let old = order.addresses().value().ok_or("a map")?.get("old").value();
    same("the other", old.and_then(|old| old.city().value()).as_deref(), Some("Delhi"))
}

#[derive(Deserialize, Serialize)]
struct Borrowed<'t> {
    #[serde(borrow)]
    address: Address<'t>,
}

#[derive(Deserialize, Serialize)]
struct Kept {
    address: Owned<Address<'static>>,
}

#[test]
fn an_object_is_written_and_read_by_serde() -> Verdict {
    let text = r#"{"address":{"city": "Köln","n":1e400}}"#;
    let borrowed: Borrowed<'_> = serde_json::from_str(text)?;
    same("borrowed", borrowed.address.city().value().as_deref(), Some("Köln"))?;
    same("written", serde_json::to_string(&borrowed)?, text.to_owned())?;
    // From a reader nothing can be borrowed.
    let kept: Kept = serde_json::from_reader(text.as_bytes())?;
    same("kept", serde_json::to_string(&kept)?, text.to_owned())?;
    let strict = |json: &str| {
        let address = Address::decode_str(json).map_err(|error| error.to_string())?;
        let fits = Object::to_strict::<shop_events_strict::Address>(&address);
        fits.map(|address| address.city.clone()).map_err(|misfit| format!("{:?}", misfit.deviations()))
    };
    same("strict", strict(r#"{"street":"a","city":"b"}"#), Ok("b".to_owned()))?;
    same("not strict", strict(r#"{"street":"a"}"#), Err("[missing_field at /city]".to_owned()))
}

/// A step that fails says which field it is and what is there instead.
#[test]
fn a_required_value_is_there_or_the_error_says_what_is() -> Verdict {
    fn name(text: &str) -> Result<String, Box<dyn std::error::Error>> {
        let order = Order::decode_str(text)?;
        let child = order.items().required()?.get(1).required()?.category().required()?.children().required()?.get(0);
        Ok(child.required()?.name().required()?.into_owned())
    }
    let category = |json: &str| format!(r#"{{"items":[1,{{"category":{json}}}]}}"#);
    same("a value", name(&category(r#"{"children":[{"name":"leaf"}]}"#)).ok(), Some("leaf".to_owned()))?;
    for (text, expected) in [
        ("{}", "field `items` of `order` is absent"),
        (r#"{"items":null}"#, "field `items` of `order` is null"),
        (r#"{"items":"none"}"#, "field `items` of `order` is a string, not an array"),
        (r#"{"items":[]}"#, "the item at index 1 of a list is absent"),
        (r#"{"items":[{},null]}"#, "the item at index 1 of a list is null"),
        (r#"{"items":[{},7]}"#, "the item at index 1 of a list is a number, not an object"),
        (&category("\"\""), "field `category` of `line_item` is blank (`\"\"`)"),
        (&category(r#"{"children":[{"name":true}]}"#), "field `name` of `category` is a boolean, not a string"),
    ] {
        same(text, name(text).err().map(|error| error.to_string()).as_deref(), Some(expected))?;
    }
    let order = Order::decode_str(r#"{"occurred_at":"2026","status":""}"#)?;
    let error = order.occurred_at().required().err().ok_or("a bad timestamp")?;
    same(
        "format",
        error.to_string().as_str(),
        "field `occurred_at` of `order` is a string, not an RFC 3339 timestamp",
    )?;
    same("parts", (error.object(), error.field(), error.state()), (Some("order"), Some("occurred_at"), "unexpected"))?;
    let place = order.at("/items/0").required().err().map(|error| error.to_string());
    same("place", place.as_deref(), Some("the value at a place is absent"))
}

#[test]
fn fields_lists_and_maps_have_what_options_and_collections_have() -> Verdict {
    let order =
        Order::decode_str(r#"{"items":[{"sku":"a"},{"sku":"b"}],"addresses":{"home":{"city":"Pune"},"old":{}}}"#)?;
    let (items, addresses) = (order.items().required()?, order.addresses().required()?);
    same("lengths", (items.len(), items.is_empty(), addresses.len(), addresses.is_empty()), (2, false, 2, false))?;
    let mut skus = Vec::new();
    for item in items {
        skus.push(item.required()?.sku().unwrap_or_default().into_owned());
    }
    same("items", skus, vec!["a".to_owned(), "b".to_owned()])?;
    let cities = addresses.iter().map(|(key, address)| {
        let city = address.value().and_then(|address| address.city().value());
        format!("{key}: {}", city.as_deref().unwrap_or("-"))
    });
    same("entries", cities.collect::<Vec<_>>(), vec!["home: Pune".to_owned(), "old: -".to_owned()])?;
    let city = || order.addresses().value().and_then(|addresses| addresses.get("old").value()).map(|old| old.city());
    let absent = city().ok_or("an address")?;
    same("or", (absent.as_ref().map(|city| city.len()).unwrap_or(3), absent.clone().ok_or("none")), (3, Err("none")))?;
    same("or else", absent.unwrap_or_else(|| "elsewhere".into()), "elsewhere".into())
}

/// A list of objects, too, is read without a name for anything on the way.
#[test]
fn lists_are_passed_on() -> Verdict {
    fn children<'o>(order: &'o Order<'_>) -> Option<List<'o, Category<'o>>> {
        order.items().value()?.iter().next()?.value()?.category().value()?.children().value()
    }
    let order = Order::decode(ORDER.as_bytes())?;
    let names = children(&order).ok_or("a list")?.iter().filter_map(|child| child.value()?.name().value());
    same("names", names.collect::<Vec<_>>(), vec!["leaf".into(), "other".into()])
}

/// Any place is read by its pointer, as an accessor would read it.
#[test]
fn a_place_is_read_by_its_pointer() -> Verdict {
    let text = r#"{"occurred_at":"2026","status":"lost","items":[{"sku":"a","tags":["x",""]},{"sku":"b","sku":7}],
        "addresses":{"a/b":{"zip code":5.0,"~":null}},"payment":{"kind":"bank_transfer","reference":""},"unlisted":[{"1":""}],"a\u0062":1e400}"#;
    let order = Order::decode_str(text)?;
    let read = |pointer: &str| match order.at(pointer).state() {
        state @ (FieldState::Value(json) | FieldState::Unexpected(json)) => format!("{} {json}", state.as_str()),
        state => state.as_str().to_owned(),
    };
    for (pointer, expected) in [
        ("/status", r#"value "lost""#),
        ("/occurred_at", r#"unexpected "2026""#),
        // Another name of the same field.
        ("/occurredAt", r#"unexpected "2026""#),
        ("/items/0/tags/1", r#"value """#),
        ("/items/0/tags/01", "absent"),
        ("/items/0/tags/+1", "absent"),
        ("/items/0/tags/2", "absent"),
        // The last one counts.
        ("/items/1/sku", "unexpected 7"),
        ("/addresses/a~1b/zip code", "value 5.0"),
        ("/addresses/a~1b/~0", "null"),
        ("/addresses/a~1b/~", "absent"),
        ("/payment/reference", r#"value """#),
        // What the specification says nothing of.
        ("/unlisted", r#"value [{"1":""}]"#),
        ("/unlisted/0/1", r#"value """#),
        ("/ab", "value 1e400"),
        ("/total", "absent"),
        ("/status/0", "absent"),
        ("status", "absent"),
        ("", &format!("value {text}")),
    ] {
        same(pointer, read(pointer), expected.to_owned())?;
    }
    let address = order.addresses().value().and_then(|all| all.get("a/b").value()).ok_or("an address")?;
    same("of an object", address.at("/zip code").value().map(Json::as_str), Some("5.0"))?;
    // It outlives the object.
    let kept = { address.clone() }.at("/zip code").value();
    same("kept", kept.map(Json::as_str), Some("5.0"))
}
