//! A webhook receiver: a verified request in, dispatched by the event's name, repeats recognised, deviations logged, unknown events kept.
//!
//! ```sh
//! NECTOR_SECRET=hush cargo run -p eventspec-tests --bin webhook -- 127.0.0.1:3000
//! EVENTSPEC_SECRET=hush cargo xtask send order_create --to http://127.0.0.1:3000/events
//! curl http://127.0.0.1:3000/unknown
//! ```

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use nector_events::delivery::{MemorySeen, Progress, Receiver, Seen, webhook};
use nector_events::groups::CommonFields;
use nector_events::{Event, Number};

/// What handlers share.
struct App {
    receiver: Receiver<Event<'static>>,
    seen: MemorySeen,
    /// Events that this version of the specification does not know, until somebody looks at them.
    unknown: Mutex<Vec<Event<'static>>>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let receiver = webhook().secrets([std::env::var("NECTOR_SECRET")?])?;
    let seen = MemorySeen::new(10_000, Duration::from_hours(24));
    let app = Arc::new(App { receiver, seen, unknown: Mutex::default() });
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    let router = Router::new().route("/events", post(receive)).route("/unknown", get(unknown));
    Ok(axum::serve(listener, router.with_state(app)).await?)
}

/// A request. It is refused if its sender is not who it should be, or if it has no event; a vendor that is told "no" stops sending.
async fn receive(State(app): State<Arc<App>>, request: Request) -> (StatusCode, String) {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, 1024 * 1024).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, String::new());
    };
    let delivery = match app.receiver.receive(&axum::http::Request::from_parts(parts, body)) {
        Ok(delivery) => delivery,
        Err(rejection) => {
            let status = StatusCode::from_u16(rejection.status()).unwrap_or(StatusCode::BAD_REQUEST);
            return (status, format!("{rejection}\n"));
        }
    };
    let mut said = String::new();
    for delivered in delivery.events {
        // Nothing here fails, so the id is done at once; a handler that can fail calls `release` instead.
        if let Some(id) = &delivered.id {
            if app.seen.begin(id) != Ok(Progress::New) {
                continue;
            }
            let Ok(()) = app.seen.done(id);
        }
        said += &handle(&app, delivered.event);
    }
    (StatusCode::OK, said)
}

fn handle(app: &App, event: Event<'static>) -> String {
    for deviation in event.deviations() {
        eprintln!("{}: {deviation}", event.name());
    }
    match &event {
        Event::OrderCreate(order) | Event::OrderUpdate(order) => {
            let amount = order.fiat_amount().value().map_or("unknown", Number::as_str);
            format!("an order of {amount}\n")
        }
        Event::Unknown(_) => {
            app.unknown.lock().unwrap_or_else(PoisonError::into_inner).push(event);
            "kept for later\n".to_owned()
        }
        // What every event has, whichever it is.
        other => format!("for {}\n", other.user_email().value().as_deref().unwrap_or("nobody")),
    }
}

/// The unknown events, one a line, as they were sent.
async fn unknown(State(app): State<Arc<App>>) -> Result<String, String> {
    let kept = app.unknown.lock().unwrap_or_else(PoisonError::into_inner);
    let lines = kept.iter().map(|event| serde_json::to_string(event).map(|line| line + "\n"));
    lines.collect::<Result<_, _>>().map_err(|error| error.to_string())
}
