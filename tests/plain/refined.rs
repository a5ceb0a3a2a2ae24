//! Fields that one payload narrows: its own accessor has the narrow type, and the trait of the group that of the group.

use eventspec_tests::{Verdict, fail};
use shop_events::builders::CustomerUpdateBuilder;
use shop_events::groups::CustomerFieldsFields;
use shop_events::payloads::CustomerUpdate;
use shop_events::types::CustomerFieldsCustomerId;
use shop_events::{Builder, FieldState, Payload};

fn shared(customer: &impl CustomerFieldsFields) -> String {
    match customer.customer_id().state() {
        FieldState::Value(CustomerFieldsCustomerId::String(text)) => format!("the text {text}"),
        FieldState::Value(CustomerFieldsCustomerId::Integer(number)) => format!("the number {number}"),
        other => other.as_str().to_owned(),
    }
}

fn read(text: &str, own: &str, of_group: &str) -> Verdict {
    let customer = CustomerUpdate::decode_str(text)?;
    let own_id = match customer.customer_id().state() {
        FieldState::Value(number) => number.to_string(),
        other => other.as_str().to_owned(),
    };
    let found = (own_id, shared(&customer));
    if found == (own.to_owned(), of_group.to_owned()) { Ok(()) } else { fail(format!("{text}: {found:?}")) }
}

#[test]
fn own_accessors_are_narrow_and_shared_ones_are_not() -> Verdict {
    read(r#"{"customer_id":4711}"#, "4711", "the number 4711")?;
    // Another payload of the group may have it.
    read(r#"{"customer_id":"zoe"}"#, "unexpected", "the text zoe")?;
    read(r#"{"customer_id":true}"#, "unexpected", "unexpected")?;
    read(r#"{"customer_id":null}"#, "null", "null")?;
    read("{}", "absent", "absent")?;
    let made = CustomerUpdateBuilder::default().customer_id(7_i64).build_partial()?;
    if made.json() == r#"{"customer_id":7}"# { Ok(()) } else { fail(made.json().to_owned()) }
}

/// What is blank in the group is blank there, though not in the payload.
#[test]
fn states_are_those_of_each_definition() -> Verdict {
    let customer = CustomerUpdate::decode_str(r#"{"customer_id":1,"customer_email":""}"#)?;
    let shared = CustomerFieldsFields::customer_email(&customer).state().as_str();
    let deviations: Vec<String> = customer.deviations().iter().map(ToString::to_string).collect();
    let is_told = deviations.iter().any(|deviation| deviation.contains("/customer_email"));
    if shared == "blank" && is_told { Ok(()) } else { fail(format!("{shared} {deviations:?}")) }
}
