//! The receiver: a request in, events or a rejection out.

use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::delivered::{Delivery, Listing};
use super::handshake;
use super::places::Wanted;
use super::reading::Reading;
use super::rejection::{Rejection, RejectionClass};
use super::request::Request;
use super::rules::Rules;
use super::verify::{Checked, verify};
use crate::limits::Limits;

/// Makes verified events of requests. Built by [`Setup`](super::Setup); to clone it is cheap.
pub struct Receiver<E> {
    pub(super) rules: &'static Rules,
    pub(super) url: Option<String>,
    pub(super) limits: Limits,
    /// How many events a request may have.
    pub(super) most: usize,
    pub(super) sender: Arc<Sender>,
    pub(super) wanted: Arc<Wanted>,
    pub(super) listing: Arc<dyn Listing<E>>,
}

/// A function of the user's.
pub(super) type Verify = Box<dyn Fn(&dyn Request) -> bool + Send + Sync>;

/// How a sender is verified.
pub(super) enum Sender {
    Signed(Vec<Checked>),
    Verified(Verify),
    Anybody,
}

impl<E> Receiver<E> {
    /// The events of a request that has just arrived.
    ///
    /// # Errors
    /// Fails with the first thing that is wrong with the request.
    pub fn receive(&self, request: &dyn Request) -> Result<Delivery<E>, Rejection> {
        let millis = |duration: std::time::Duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        let now = match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => millis(since),
            Err(before) => millis(before.duration()).saturating_neg(),
        };
        self.receive_at(request, now)
    }

    /// The same for another time, in milliseconds since 1970: for tests with requests that were recorded.
    ///
    /// # Errors
    /// Fails with the first thing that is wrong with the request.
    pub fn receive_at(&self, request: &dyn Request, now: i64) -> Result<Delivery<E>, Rejection> {
        self.limits.admit(request.body())?;
        if let Some(challenge) = handshake::without_body(self.rules.handshake, request) {
            return Ok(Delivery { challenge: Some(challenge), ..Delivery::of(Vec::new()) });
        }
        let url = self.url.as_deref();
        match &*self.sender {
            Sender::Signed(signatures) => verify(signatures, request, url, now)?,
            Sender::Verified(verify) if !verify(request) => return Err(Rejection::new(RejectionClass::WrongSignature)),
            Sender::Verified(_) | Sender::Anybody => {}
        }
        let Self { rules, wanted, limits, most, .. } = self;
        Reading { rules, wanted, listing: &*self.listing, request, url, limits: *limits, most: *most }.events()
    }
}

impl<E> Clone for Receiver<E> {
    fn clone(&self) -> Self {
        let Self { rules, url, limits, most, sender, wanted, listing } = self;
        let (sender, wanted, listing) = (Arc::clone(sender), Arc::clone(wanted), Arc::clone(listing));
        Self { rules, url: url.clone(), limits: *limits, most: *most, sender, wanted, listing }
    }
}

impl<E> fmt::Debug for Receiver<E> {
    /// Which signatures are checked, and never with what.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let checks: Vec<&str> = match &*self.sender {
            Sender::Signed(signatures) => signatures.iter().map(|checked| checked.signature.name).collect(),
            Sender::Verified(_) => vec!["function"],
            Sender::Anybody => vec!["unverified"],
        };
        f.debug_struct("Receiver").field("delivery", &self.rules.name).field("checks", &checks).finish_non_exhaustive()
    }
}
