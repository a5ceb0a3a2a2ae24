//! Requests, as receivers take them or reject them.
#![cfg(feature = "receive")]

mod bodies;
mod changed;
#[cfg(feature = "http")]
mod http;
mod order;
mod setup;
mod support;
mod vendors;
