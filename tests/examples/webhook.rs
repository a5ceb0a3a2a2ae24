//! A webhook receiver: raw bytes in, dispatched by the event's name, deviations logged, unknown events kept.
//!
//! ```sh
//! cargo run -p eventspec-tests --bin webhook -- 127.0.0.1:3000
//! curl --data @spec/samples/order_create/delivered.json http://127.0.0.1:3000/events/order_create
//! curl http://127.0.0.1:3000/unknown
//! ```

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use nector_events::groups::CommonFields;
use nector_events::{Event, Number};

/// Events that this version of the specification does not know, until somebody looks at them.
type Unknown = Arc<Mutex<Vec<Event<'static>>>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    let router = Router::new().route("/events/{name}", post(receive)).route("/unknown", get(unknown));
    axum::serve(listener, router.with_state(Unknown::default())).await
}

/// A delivery. Only what is not a JSON object is refused: a vendor that is told "no" stops sending.
async fn receive(State(kept): State<Unknown>, Path(name): Path<String>, body: Bytes) -> (StatusCode, String) {
    let event = match Event::decode(&name, &body) {
        Ok(event) => event,
        Err(error) => return (StatusCode::BAD_REQUEST, format!("{error}\n")),
    };
    for deviation in event.deviations() {
        eprintln!("{name}: {deviation}");
    }
    let said = match &event {
        Event::OrderCreate(order) | Event::OrderUpdate(order) => {
            let amount = order.fiat_amount().value().map_or("unknown", Number::as_str);
            format!("an order of {amount}\n")
        }
        Event::Unknown(_) => {
            kept.lock().unwrap_or_else(PoisonError::into_inner).push(event.into_owned());
            "kept for later\n".to_owned()
        }
        // What every event has, whichever it is.
        other => format!("for {}\n", other.user_email().value().as_deref().unwrap_or("nobody")),
    };
    (StatusCode::OK, said)
}

/// The unknown events, one a line, as they were sent.
async fn unknown(State(kept): State<Unknown>) -> Result<String, String> {
    let kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    let lines = kept.iter().map(|event| serde_json::to_string(event).map(|line| line + "\n"));
    lines.collect::<Result<_, _>>().map_err(|error| error.to_string())
}
