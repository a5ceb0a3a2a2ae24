//! A webhook server on axum, as `main.rs` starts it: it appends each event that it handles to a file, as a JSON line of id, name and
//! payload, and counts what it made of requests.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use shop_events::Event;
use shop_events::delivery::{Delivered, MemorySeen, Progress, Receiver, Seen, webhook_till};

struct App {
    receiver: Receiver<Event<'static>>,
    seen: MemorySeen,
    handled: Mutex<File>,
    counts: Mutex<BTreeMap<&'static str, u64>>,
}

impl App {
    fn count(&self, what: &'static str) {
        *self.counts.lock().unwrap_or_else(PoisonError::into_inner).entry(what).or_default() += 1;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let handled = File::create(std::env::args_os().nth(1).ok_or("the file of handled events is not given")?)?;
    let app = Arc::new(App {
        receiver: webhook_till().secrets([std::env::var("SHOP_SECRET")?])?,
        seen: MemorySeen::new(100_000, Duration::from_hours(24)),
        handled: Mutex::new(handled),
        counts: Mutex::default(),
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    let router = Router::new().route("/hooks", post(receive)).route("/counts", get(counts));
    Ok(axum::serve(listener, router.with_state(app)).await?)
}

async fn counts(State(app): State<Arc<App>>) -> Result<String, String> {
    let counts = app.counts.lock().unwrap_or_else(PoisonError::into_inner);
    serde_json::to_string(&*counts).map_err(|error| error.to_string())
}

async fn receive(State(app): State<Arc<App>>, request: Request) -> StatusCode {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, 1024 * 1024).await else { return StatusCode::PAYLOAD_TOO_LARGE };
    match app.receiver.receive(&axum::http::Request::from_parts(parts, body)) {
        Ok(delivery) => {
            let answers: Vec<StatusCode> = delivery.events.iter().map(|delivered| once(&app, delivered)).collect();
            answers.into_iter().max().unwrap_or(StatusCode::OK)
        }
        Err(rejection) => {
            app.count(rejection.class().as_str());
            StatusCode::from_u16(rejection.status()).unwrap_or(StatusCode::BAD_REQUEST)
        }
    }
}

/// Handles an event unless that was done before.
fn once(app: &App, delivered: &Delivered<Event<'static>>) -> StatusCode {
    let Some(id) = &delivered.id else { return StatusCode::BAD_REQUEST };
    let Ok(progress) = app.seen.begin(id);
    match progress {
        Progress::New => {}
        Progress::Done => {
            app.count("repeated");
            return StatusCode::OK;
        }
        Progress::InProgress => {
            app.count("in_progress");
            return StatusCode::SERVICE_UNAVAILABLE;
        }
    }
    let handled = handle(app, id, delivered);
    let Ok(()) = if handled.is_ok() { app.seen.done(id) } else { app.seen.release(id) };
    if handled.is_ok() { StatusCode::OK } else { StatusCode::INTERNAL_SERVER_ERROR }
}

fn handle(app: &App, id: &str, delivered: &Delivered<Event<'static>>) -> std::io::Result<()> {
    let line = serde_json::to_string(&(id, &delivered.name, delivered.event.json()))?;
    writeln!(app.handled.lock().unwrap_or_else(PoisonError::into_inner), "{line}")?;
    app.count(if delivered.event.event_name().is_some() { "known" } else { "unknown" });
    Ok(())
}
