//! Deliveries that change, each in one thing. A case is `delivery/<kind>.toml`; without a text the side has no such delivery.

/// The events that the deliveries are of.
pub const EVENTS: [&str; 2] = ["made", "sent"];

/// The old file and the new one.
pub(crate) type Case = (&'static str, [Option<&'static str>; 2]);

const HEADER: &str = "event = \"{header:x-event}\"";
const HEADER_AND_QUERY: &str = "event = [\"{header:x-event}\", \"{query:event}\"]";
const WITH_ID: &str = "event = \"{header:x-event}\"\nid = \"{header:x-id}\"";
const WITH_HANDSHAKE: &str = "event = \"{header:x-event}\"\nhandshake = \"{query:challenge}\"";
const ONE_SIGNATURE: &str =
    "event = \"{header:x-event}\"\n[[signature]]\nname = \"v1\"\nin = \"{header:x-v1}\"\nequals = \"{secret}\"";
const TWO_SIGNATURES: &str = "event = \"{header:x-event}\"\n[[signature]]\nname = \"v1\"\nin = \"{header:x-v1}\"\nequals = \"{secret}\"\n\
    [[signature]]\nname = \"v2\"\nin = \"{header:x-v2}\"\nequals = \"{secret}\"";
const SECOND_SIGNATURE: &str =
    "event = \"{header:x-event}\"\n[[signature]]\nname = \"v2\"\nin = \"{header:x-v2}\"\nequals = \"{secret}\"";

macro_rules! code {
    ($algorithm:literal, $tolerance:literal) => {
        concat!(
            "event = \"{header:x-event}\"\n[[signature]]\nname = \"v1\"\nin = \"{header:x-v1}\"\nsplit = \",\"\n",
            "parts = [\"t={time}\", \"v1={hex}\"]\nsigned = \"{time}.{body}\"\nsecret = \"{text}\"\n",
            "time = \"timestamp(unix)\"\nalgorithm = \"",
            $algorithm,
            "\"\ntolerance = \"",
            $tolerance,
            "\""
        )
    };
}

/// By kind, in the order of the files.
pub(crate) const CASES: &[Case] = &[
    (
        "answer-changed",
        [
            Some("event = \"{header:x-event}\"\nanswer = { within = \"10s\" }"),
            Some("event = \"{header:x-event}\"\nanswer = { within = \"5s\", retries = 3 }"),
        ],
    ),
    ("delivery-added", [None, Some(HEADER)]),
    ("delivery-body-changed", [Some(HEADER), Some("event = \"{header:x-event}\"\nevents = \"{body:/events}\"")]),
    ("delivery-detail-added", [Some(HEADER), Some(WITH_ID)]),
    ("delivery-detail-changed", [Some(WITH_ID), Some("event = \"{header:x-event}\"\nid = \"{header:x-request-id}\"")]),
    ("delivery-detail-removed", [Some(WITH_ID), Some(HEADER)]),
    ("delivery-names-added", [Some(HEADER), Some(HEADER_AND_QUERY)]),
    ("delivery-names-changed", [Some(HEADER), Some("event = \"{header:x-topic}\"")]),
    ("delivery-names-removed", [Some(HEADER_AND_QUERY), Some(HEADER)]),
    ("delivery-removed", [Some(HEADER), None]),
    ("handshake-added", [Some(HEADER), Some(WITH_HANDSHAKE)]),
    (
        "handshake-changed",
        [Some(WITH_HANDSHAKE), Some("event = \"{header:x-event}\"\nhandshake = \"{body:/challenge}\"")],
    ),
    ("handshake-removed", [Some(WITH_HANDSHAKE), Some(HEADER)]),
    ("second-signature-added", [Some(ONE_SIGNATURE), Some(TWO_SIGNATURES)]),
    ("signature-added", [Some(HEADER), Some(ONE_SIGNATURE)]),
    ("signature-changed", [Some(code!("hmac-sha1", "5m")), Some(code!("hmac-sha256", "5m"))]),
    ("signature-removed", [Some(TWO_SIGNATURES), Some(SECOND_SIGNATURE)]),
    ("tolerance-lengthened", [Some(code!("hmac-sha256", "1m")), Some(code!("hmac-sha256", "5m"))]),
    ("tolerance-shortened", [Some(code!("hmac-sha256", "5m")), Some(code!("hmac-sha256", "1m"))]),
];

/// The file of a case.
pub(crate) fn file(kind: &str) -> String {
    format!("delivery/{}.toml", kind.replace('-', "_"))
}
