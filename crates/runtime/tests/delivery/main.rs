//! Requests, as receivers take them or reject them.
#![cfg(feature = "receive")]

mod any_bytes;
mod bodies;
mod changed;
mod handshake;
#[cfg(feature = "http")]
mod http;
mod order;
mod setup;
mod support;
mod vendors;
