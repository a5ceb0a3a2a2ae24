//! From what is known of a sender to a receiver.

use std::fmt;
use std::sync::Arc;

use super::delivered::{Events, Listing, OfType};
use super::places::{Wanted, is_header_text};
use super::receiver::{Receiver, Sender};
use super::request::Request;
use super::rules::{Place, Rules, Signature, SignatureKind};
use super::secret::{Key, SecretFault, secret_bytes, token};
use super::verify::{Checked, Secrets};
use crate::limits::Limits;

/// A receiver that does not know yet how to verify a sender: one of its methods has to say that.
///
/// ```
/// # // What a generated crate has: the rules of a delivery.
/// # use eventspec_runtime::delivery::rules::*;
/// # static RULES: Rules = Rules {
/// #     name: "webhook", body: Body::Json, events: None,
/// #     event: &[Template { pieces: &[Piece::Place(Place::Payload(&["type"]))], optional: &[] }],
/// #     id: None, sent_at: None, version: None, attempt: None,
/// #     signatures: &[Signature {
/// #         name: "signature", at: Place::Header("x-signature"),
/// #         kind: SignatureKind::Code {
/// #             split: None, parts: &[Part { literal: "sha256=", capture: Capture::Hex }],
/// #             signed: &[Piece::Place(Place::WholeBody)], algorithm: Algorithm::HmacSha256,
/// #             secret: SecretForm { literal: "", literal_is_optional: false, encoding: SecretEncoding::Text },
/// #             time: None,
/// #         },
/// #     }],
/// #     handshake: None,
/// # };
/// use eventspec_runtime::UnknownEvent;
/// use eventspec_runtime::delivery::{Setup, SetupError};
///
/// let setup = || Setup::<UnknownEvent<'static>>::new(&RULES);
/// // While secrets are exchanged, the old one and the new one are right.
/// let receiver = setup().secrets(["new", "old"])?;
/// // A setting that is missing is found when the program starts, and lets no request pass.
/// let error = setup().secrets([""]).unwrap_err();
/// assert_eq!(error.to_string(), "secret 1 of `signature` is empty");
/// # Ok::<(), SetupError>(())
/// ```
#[must_use = "a receiver is built by `secrets`, `named_secrets`, `verify` or `unverified`"]
pub struct Setup<E> {
    rules: &'static Rules,
    url: Option<String>,
    limits: Limits,
    most: usize,
    listing: Arc<dyn Listing<E>>,
}

/// More than any sender has in a request. Without a limit, the events of `[{},{},...]` take a hundred times the memory of their text.
const MOST_EVENTS: usize = 100_000;

impl<E: Events> Setup<E> {
    /// Begins with the rules of a delivery. For generated code.
    #[doc(hidden)]
    pub fn new(rules: &'static Rules) -> Self {
        Self::with_listing(rules, OfType)
    }
}

impl<E> Setup<E> {
    /// Begins with the rules of a delivery and its events, both read at run time.
    #[doc(hidden)]
    pub fn with_listing(rules: &'static Rules, listing: impl Listing<E> + 'static) -> Self {
        Self { rules, url: None, limits: Limits::default(), most: MOST_EVENTS, listing: Arc::new(listing) }
    }

    /// The URL of the endpoint as the sender knows it. Some sign it, and what is in front of the receiver may have changed it.
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Other limits: of the bytes of a body, and of the depth of an event.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Another limit of the number of events in a request; it is 100,000.
    pub fn max_events(mut self, most: usize) -> Self {
        self.most = most;
        self
    }

    /// Requests have to be signed with any one of these secrets. For a delivery with one signature.
    pub fn secrets<S: AsRef<[u8]>>(self, secrets: impl IntoIterator<Item = S>) -> Result<Receiver<E>, SetupError> {
        match self.rules.signatures {
            [] => Err(SetupError::NoSignature),
            [signature] => {
                let checked = checked(signature, secrets)?;
                Ok(self.receiver(Sender::Signed(vec![checked])))
            }
            [_, ..] => Err(SetupError::SeveralSignatures),
        }
    }

    /// Requests have to have every one of these signatures, each with any one of its secrets. Signatures that are not named are not
    /// looked at.
    pub fn named_secrets<N, L, S>(self, named: impl IntoIterator<Item = (N, L)>) -> Result<Receiver<E>, SetupError>
    where
        N: AsRef<str>,
        L: IntoIterator<Item = S>,
        S: AsRef<[u8]>,
    {
        let mut lists: Vec<Option<Checked>> = self.rules.signatures.iter().map(|_| None).collect();
        for (name, secrets) in named {
            let mut slots = self.rules.signatures.iter().zip(&mut lists);
            let slot = slots.find(|(signature, _)| signature.name == name.as_ref());
            let (signature, slot) = slot.ok_or_else(|| SetupError::UnknownSignature(name.as_ref().to_owned()))?;
            if slot.replace(checked(signature, secrets)?).is_some() {
                return Err(SetupError::RepeatedSignature(signature.name));
            }
        }
        let signatures: Vec<Checked> = lists.into_iter().flatten().collect();
        if signatures.is_empty() {
            Err(SetupError::NoSecrets(None))
        } else {
            Ok(self.receiver(Sender::Signed(signatures)))
        }
    }

    /// A function verifies requests, instead of signatures: for what no specification can say, as certificates. Requests for which it
    /// says `false` are rejected.
    pub fn verify(self, verify: impl Fn(&dyn Request) -> bool + Send + Sync + 'static) -> Receiver<E> {
        self.receiver(Sender::Verified(Box::new(verify)))
    }

    /// Anybody can send events: for tests, or behind something that has verified requests already.
    pub fn unverified(self) -> Receiver<E> {
        self.receiver(Sender::Anybody)
    }

    fn receiver(self, sender: Sender) -> Receiver<E> {
        let Self { rules, url, limits, most, listing } = self;
        let (sender, wanted) = (Arc::new(sender), Arc::new(Wanted::of(rules)));
        Receiver { rules, url, limits, most, sender, wanted, listing }
    }
}

impl<E> fmt::Debug for Setup<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Setup").field("delivery", &self.rules.name).finish_non_exhaustive()
    }
}

fn checked<S: AsRef<[u8]>>(
    signature: &'static Signature,
    secrets: impl IntoIterator<Item = S>,
) -> Result<Checked, SetupError> {
    let name = signature.name;
    let position = |index| move |fault| SetupError::of_secret(name, index + 1, fault);
    let secrets = secrets.into_iter().enumerate();
    let secrets = match &signature.kind {
        SignatureKind::Code { algorithm, secret: form, .. } => {
            let key = |bytes: Vec<u8>| Key::new(*algorithm, &bytes).ok_or(SecretFault::Malformed);
            let keys = secrets
                .map(|(index, secret)| secret_bytes(*form, secret.as_ref()).and_then(key).map_err(position(index)));
            Secrets::Keys(keys.collect::<Result<_, _>>()?)
        }
        SignatureKind::Token { literal, form } => {
            let tokens = secrets.map(|(index, secret)| {
                let token = match secret.as_ref() {
                    [] => Err(SecretFault::Empty),
                    secret => sendable(token(literal, *form, secret), signature.at),
                };
                token.map_err(position(index))
            });
            Secrets::Tokens(tokens.collect::<Result<_, _>>()?)
        }
    };
    let is_empty = match &secrets {
        Secrets::Keys(keys) => keys.is_empty(),
        Secrets::Tokens(tokens) => tokens.is_empty(),
    };
    if is_empty { Err(SetupError::NoSecrets(Some(name))) } else { Ok(Checked { signature, secrets }) }
}

/// A token, if it can be at its place.
fn sendable(token: Vec<u8>, at: Place) -> Result<Vec<u8>, SecretFault> {
    let is_possible = match at {
        Place::Header(_) => is_header_text(&token),
        Place::Query(_)
        | Place::Payload(_)
        | Place::Body(_)
        | Place::WholeBody
        | Place::Method
        | Place::Url
        | Place::Time => true,
    };
    if is_possible { Ok(token) } else { Err(SecretFault::NotInHeader) }
}

/// Why a receiver could not be built. Holds no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SetupError {
    /// There are secrets, but the delivery has no signature.
    NoSignature,
    /// The delivery has several signatures, and it is not said which of them the secrets are for.
    SeveralSignatures,
    /// No signature of the delivery has this name.
    UnknownSignature(String),
    /// The secrets of this signature are given twice.
    RepeatedSignature(&'static str),
    /// There are no secrets, for this signature or for any.
    NoSecrets(Option<&'static str>),
    /// A secret is empty.
    EmptySecret {
        /// The signature that it is for.
        signature: &'static str,
        /// Which of its secrets it is, from 1.
        position: usize,
    },
    /// A secret does not have the form that the specification says.
    MalformedSecret {
        /// The signature that it is for.
        signature: &'static str,
        /// Which of its secrets it is, from 1.
        position: usize,
    },
    /// A secret is sent in a header as it is, but no header can have this value.
    SecretNotInHeader {
        /// The signature that it is for.
        signature: &'static str,
        /// Which of its secrets it is, from 1.
        position: usize,
    },
}

impl SetupError {
    pub(super) fn of_secret(signature: &'static str, position: usize, fault: SecretFault) -> Self {
        match fault {
            SecretFault::Empty => Self::EmptySecret { signature, position },
            SecretFault::Malformed => Self::MalformedSecret { signature, position },
            SecretFault::NotInHeader => Self::SecretNotInHeader { signature, position },
        }
    }
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSignature => f.write_str("the delivery has no signature; use `verify` or `unverified`"),
            Self::SeveralSignatures => f.write_str("the delivery has several signatures; use `named_secrets`"),
            Self::UnknownSignature(name) => write!(f, "the delivery has no signature `{name}`"),
            Self::RepeatedSignature(name) => write!(f, "the secrets of `{name}` are given twice"),
            Self::NoSecrets(None) => f.write_str("no secrets"),
            Self::NoSecrets(Some(name)) => write!(f, "no secrets for `{name}`"),
            Self::EmptySecret { signature, position } => write!(f, "secret {position} of `{signature}` is empty"),
            Self::MalformedSecret { signature, position } => {
                write!(f, "secret {position} of `{signature}` does not have the form that the specification says")
            }
            Self::SecretNotInHeader { signature, position } => write!(
                f,
                "secret {position} of `{signature}` cannot arrive in a header: it has white space at an end, or a character that is not printable ASCII"
            ),
        }
    }
}

impl std::error::Error for SetupError {}
