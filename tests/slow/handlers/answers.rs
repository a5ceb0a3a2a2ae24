//! The answers of the handlers in Rust to the requests of a file, as JSON: status and text by vendor, file and request.

use std::collections::BTreeMap;

use serde_json::{Value, json};

macro_rules! vendors {
    ($($vendor:ident)*) => {
        $(mod $vendor {
            pub mod by_hand;
            pub mod ours;
        })*

        fn answers(given: &Value) -> BTreeMap<&'static str, Value> {
            let mut answers = BTreeMap::new();
            $({
                let given = &given[stringify!($vendor)];
                let secret = given["secret"].as_str().unwrap();
                let requests: Vec<_> = given["requests"].as_array().unwrap().iter().map(request).collect();
                let (ours, by_hand) = ($vendor::ours::handler(secret).unwrap(), $vendor::by_hand::handler(secret));
                let ours: Vec<_> = requests.iter().map(|it| answer(ours(it).map_err(|error| error.status()))).collect();
                let by_hand: Vec<_> = requests.iter().map(|it| answer(by_hand(it))).collect();
                answers.insert(stringify!($vendor), json!({ "ours.rs": ours, "by_hand.rs": by_hand }));
            })*
            answers
        }
    };
}

vendors! { github razorpay shopify slack standard_webhooks stripe }

fn main() {
    let path = std::env::args().nth(1).unwrap();
    let given: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    read_alone(request(&given["stripe"]["requests"][0]).body());
    println!("{}", json!(answers(&given)));
}

/// Where bodies say what events are called, a body alone is read as its request is.
fn read_alone(body: &[u8]) {
    let delivery = payments_events::delivery::decode::webhook(body).unwrap();
    let [only] = &delivery.events[..] else { panic!("{} events", delivery.events.len()) };
    assert_eq!((only.name.as_str(), only.event.json().as_bytes()), ("charge.refunded", body));
}

fn request(given: &Value) -> http::Request<Vec<u8>> {
    let mut request = http::Request::post("/hooks");
    for header in given["headers"].as_array().unwrap() {
        request = request.header(header[0].as_str().unwrap(), header[1].as_str().unwrap());
    }
    request.body(given["body"].as_str().unwrap().as_bytes().to_vec()).unwrap()
}

fn answer(given: Result<String, u16>) -> Value {
    match given {
        Ok(text) => json!([200, text]),
        Err(status) => json!([status, ""]),
    }
}
