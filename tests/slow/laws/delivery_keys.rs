//! A delivery as its keys, and findings applied to them.

use std::collections::BTreeMap;

use eventspec_catalog::{Delivery, Scheme, Signature};
use eventspec_diff::{Finding, Kind};

/// Keys of a delivery, those of signatures with their names, and what they say.
pub(crate) type Keys = BTreeMap<String, String>;

/// What every key says.
pub(crate) fn keys(delivery: &Delivery) -> Keys {
    let Delivery {
        name: _,
        ident: _,
        place: _,
        doc,
        source,
        preset,
        body,
        events,
        event,
        id,
        sent_at,
        version,
        attempt,
        signatures,
        answer,
        handshake,
    } = delivery;
    let said = [
        ("", format!("{doc:?}")),
        ("source", format!("{source:?}")),
        ("preset", format!("{preset:?}")),
        ("body", format!("{body:?}")),
        ("events", format!("{events:?}")),
        ("event", format!("{event:?}")),
        ("id", format!("{id:?}")),
        ("sent_at", format!("{sent_at:?}")),
        ("version", format!("{version:?}")),
        ("attempt", format!("{attempt:?}")),
        ("answer", format!("{answer:?}")),
        ("handshake", format!("{handshake:?}")),
    ];
    said.into_iter().map(|(key, value)| (key.to_owned(), value)).chain(signatures.iter().flat_map(signature)).collect()
}

fn signature(Signature { name, at, scheme }: &Signature) -> Vec<(String, String)> {
    let mut said = vec![("in", format!("{at:?}"))];
    match scheme {
        Scheme::Token { literal, form } => said.push(("equals", format!("{literal:?} {form:?}"))),
        Scheme::Code(code) => {
            said.extend([
                ("split", format!("{:?}", code.split)),
                ("parts", format!("{:?}", code.parts)),
                ("signed", format!("{:?}", code.signed)),
                ("algorithm", format!("{:?}", code.algorithm)),
                ("secret", format!("{:?}", code.secret)),
            ]);
            if let Some(time) = &code.time {
                said.extend([
                    ("time", format!("{:?} {:?}", time.at, time.form)),
                    ("tolerance", format!("{:?}", time.tolerance)),
                ]);
            }
        }
    }
    said.into_iter().map(|(key, value)| (format!("signature.{name}.{key}"), value)).collect()
}

/// Takes what a finding points at.
pub(crate) fn take(mine: &mut Keys, theirs: &Keys, finding: &Finding) {
    let key = finding.path.split_once('.').map_or("", |(_, key)| key);
    let (whole, has_place) = match (finding.kind, key.strip_suffix(".equals")) {
        // How it is made, from one way to the other.
        (Kind::SignatureChanged, Some(signature)) => (Some(signature), false),
        (Kind::SignatureAdded | Kind::SecondSignatureAdded | Kind::SignatureRemoved, _) => (Some(key), true),
        _ => (None, true),
    };
    // Without a time there is no tolerance, and with it, it is new.
    let of_time = key.strip_suffix(".time").filter(|_| mine.contains_key(key) != theirs.contains_key(key));
    let is_taken = |other: &str| {
        let part = whole.and_then(|whole| other.strip_prefix(whole)?.strip_prefix('.'));
        let is_tolerance = of_time.is_some_and(|of| other.strip_prefix(of) == Some(".tolerance"));
        other == key || is_tolerance || part.is_some_and(|part| has_place || part != "in")
    };
    mine.retain(|other, _| !is_taken(other));
    let taken = theirs.iter().filter(|(other, _)| is_taken(other));
    mine.extend(taken.map(|(key, value)| (key.clone(), value.clone())));
}
