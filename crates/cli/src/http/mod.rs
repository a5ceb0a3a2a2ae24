//! What `send` and `receive` have in common: a delivery of the specification, its secrets, and requests over HTTP.

mod args;
mod arrived;
mod capture;
mod client;
mod secrets;
mod server;

pub(crate) use args::DeliveryArgs;
pub(crate) use arrived::{Arrived, Known};
pub(crate) use capture::Capture;
pub(crate) use client::{Answer, Endpoint, post};
pub(crate) use secrets::Secrets;
pub(crate) use server::{Arrival, Incoming, Outgoing, Server};

use crate::Failure;

/// What runs requests: a single thread, since they are taken one after the other.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let built = tokio::runtime::Builder::new_current_thread().enable_all().build();
    built.map_err(|error| Failure::Io(format!("cannot use the network: {error}")))
}
