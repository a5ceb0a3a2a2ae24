//! Deliveries: what of a request is an event, what is known of it, and what shows who sent it.

use eventspec_catalog::{
    Answer, CodeScheme, Delivery, NameTemplate, Piece, Pointer, RequestPlace, Scheme, Signature, SignedTime, TimeForm,
    duration_text,
};

use super::history::description;
use super::{Change, Differ, stem};
use crate::finding::{Side, Subject};
use crate::kinds::Kind;

pub(super) fn compare(differ: &mut Differ<'_>) {
    let (old, new) = (&differ.old.deliveries, &differ.new.deliveries);
    let find = |deliveries: &'_ [Delivery], name: &str| deliveries.iter().position(|one| one.name == name);
    for is in new {
        match find(old, &is.name).and_then(|index| old.get(index)) {
            Some(was) => Both { differ, is }.compare(was),
            None => whole(differ, Kind::DeliveryAdded, is, Side::New),
        }
    }
    for was in old.iter().filter(|was| find(new, &was.name).is_none()) {
        whole(differ, Kind::DeliveryRemoved, was, Side::Old);
    }
}

fn whole(differ: &mut Differ<'_>, kind: Kind, delivery: &Delivery, side: Side) {
    let subject = Subject::Delivery(delivery.name.clone());
    differ.add(Change::new(kind, stem(&delivery.place).to_owned(), (&delivery.place, side), &[], subject));
}

/// A delivery that both sides have.
struct Both<'d, 'a> {
    differ: &'d mut Differ<'a>,
    is: &'d Delivery,
}

impl Both<'_, '_> {
    /// Adds a change of a key; the empty one is of the whole.
    fn add(&mut self, kind: Kind, key: &str, before: Option<String>, after: Option<String>) {
        let stem = stem(&self.is.place);
        let path = if key.is_empty() { stem.to_owned() } else { format!("{stem}.{key}") };
        let subject = Subject::Delivery(self.is.name.clone());
        let change = Change::new(kind, path, (&self.is.place, Side::New), &[], subject);
        self.differ.add(change.values(before, after));
    }

    fn compare(&mut self, was: &Delivery) {
        let is = self.is;
        for (kind, key, before, after) in [
            (Kind::DescriptionChanged, "", description(was.doc.as_ref()), description(is.doc.as_ref())),
            (Kind::DescriptionChanged, "source", was.source.clone(), is.source.clone()),
            // What it stands for is compared; that the same is written out is told to those who read it.
            (Kind::DescriptionChanged, "preset", was.preset.clone(), is.preset.clone()),
            (Kind::DeliveryBodyChanged, "body", Some(body(was)), Some(body(is))),
            (Kind::DeliveryBodyChanged, "events", events(was), events(is)),
            (Kind::AnswerChanged, "answer", was.answer.as_ref().map(answer), is.answer.as_ref().map(answer)),
        ] {
            if before != after {
                self.add(kind, key, before, after);
            }
        }
        self.names(&was.event, &is.event);
        let of_details = [Kind::DeliveryDetailAdded, Kind::DeliveryDetailRemoved, Kind::DeliveryDetailChanged];
        for ((key, before), (_, after)) in details(was).into_iter().zip(details(is)) {
            self.added_removed_or_changed(of_details, key, before, after);
        }
        let of_handshakes = [Kind::HandshakeAdded, Kind::HandshakeRemoved, Kind::HandshakeChanged];
        let place = |delivery: &Delivery| delivery.handshake.as_ref().map(ToString::to_string);
        self.added_removed_or_changed(of_handshakes, "handshake", place(was), place(is));
        self.signatures(&was.signatures, &is.signatures);
    }

    fn added_removed_or_changed(
        &mut self,
        [added, removed, changed]: [Kind; 3],
        key: &str,
        before: Option<String>,
        after: Option<String>,
    ) {
        let kind = match (&before, &after) {
            (None, Some(_)) => added,
            (Some(_), None) => removed,
            (Some(before), Some(after)) if before != after => changed,
            (Some(_), Some(_)) | (None, None) => return,
        };
        self.add(kind, key, before, after);
    }

    /// The templates are tried in order, so one that comes last leaves what the others find. After one without places none would be tried.
    fn names(&mut self, was: &[NameTemplate], is: &[NameTemplate]) {
        let is_open = |list: &[NameTemplate]| list.last().is_some_and(|last| last.places().next().is_some());
        let more = |list: &'_ [NameTemplate], start: &[NameTemplate]| list.strip_prefix(start).map(templates);
        let (kind, before, after) = match (more(is, was), more(was, is)) {
            (Some(_), Some(_)) => return,
            (Some(added), None) if is_open(was) => (Kind::DeliveryNamesAdded, None, Some(added)),
            (None, Some(removed)) if is_open(is) => (Kind::DeliveryNamesRemoved, Some(removed), None),
            (Some(_) | None, Some(_) | None) => (Kind::DeliveryNamesChanged, Some(templates(was)), Some(templates(is))),
        };
        self.add(kind, "event", before, after);
    }

    /// Signatures by name: which of them is checked first changes no more than what is said of a request that lacks two.
    fn signatures(&mut self, old: &[Signature], new: &[Signature]) {
        let added = if old.len() == 1 && new.len() > 1 { Kind::SecondSignatureAdded } else { Kind::SignatureAdded };
        for is in new {
            match old.iter().find(|was| was.name == is.name) {
                Some(was) => self.signature(was, is),
                None => self.add(added, &key_of(&is.name, ""), None, Some(is.name.clone())),
            }
        }
        for was in old.iter().filter(|was| new.iter().all(|is| is.name != was.name)) {
            self.add(Kind::SignatureRemoved, &key_of(&was.name, ""), Some(was.name.clone()), None);
        }
    }

    fn signature(&mut self, was: &Signature, is: &Signature) {
        let name = &is.name;
        if was.at != is.at {
            let key = key_of(name, ".in");
            self.add(Kind::SignatureChanged, &key, Some(was.at.to_string()), Some(is.at.to_string()));
        }
        let (old, new) = match (&was.scheme, &is.scheme) {
            (Scheme::Code(old), Scheme::Code(new)) => (old, new),
            (Scheme::Token { .. } | Scheme::Code(_), Scheme::Token { .. } | Scheme::Code(_)) => {
                let (before, after) = (scheme(&was.scheme), scheme(&is.scheme));
                if before != after {
                    self.add(Kind::SignatureChanged, &key_of(name, ".equals"), Some(before), Some(after));
                }
                return;
            }
        };
        for ((key, before), (_, after)) in facts(old).into_iter().zip(facts(new)) {
            if before != after {
                self.add(Kind::SignatureChanged, &key_of(name, key), before, after);
            }
        }
        self.tolerance(name, old.time.as_ref(), new.time.as_ref());
    }

    /// How far the time may be from now, which without a tolerance is any time. Where no time is said, that is what is told.
    fn tolerance(&mut self, name: &str, was: Option<&SignedTime>, is: Option<&SignedTime>) {
        let (Some(was), Some(is)) = (was, is) else { return };
        let seconds = |time: &SignedTime| time.tolerance.unwrap_or(u64::MAX);
        let kind = match seconds(is).cmp(&seconds(was)) {
            std::cmp::Ordering::Less => Kind::ToleranceShortened,
            std::cmp::Ordering::Greater => Kind::ToleranceLengthened,
            std::cmp::Ordering::Equal => return,
        };
        let key = key_of(name, ".tolerance");
        self.add(kind, &key, was.tolerance.map(duration_text), is.tolerance.map(duration_text));
    }
}

/// Where a signature is in a path, or a key of it.
fn key_of(name: &str, key: &str) -> String {
    format!("signature.{name}{key}")
}

fn body(delivery: &Delivery) -> String {
    delivery.body.as_str().to_owned()
}

fn events(delivery: &Delivery) -> Option<String> {
    let place = |at: &Pointer| match at.0.as_slice() {
        [] => RequestPlace::WholeBody,
        [_, ..] => RequestPlace::Body(at.clone()),
    };
    delivery.events.as_ref().map(|at| place(at).to_string())
}

fn templates(list: &[NameTemplate]) -> String {
    list.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn pieces(list: &[Piece]) -> String {
    list.iter().map(ToString::to_string).collect()
}

fn timed(place: Option<&RequestPlace>, form: TimeForm) -> String {
    place.map_or_else(|| form.as_str().to_owned(), |place| format!("{place} {}", form.as_str()))
}

fn answer(Answer { within, retries }: &Answer) -> String {
    let within = within.map(|seconds| format!("within {}", duration_text(seconds)));
    let retries = retries.map(|number| format!("retries {number}"));
    within.into_iter().chain(retries).collect::<Vec<_>>().join(", ")
}

/// What is known of an event, key by key.
fn details(delivery: &Delivery) -> [(&'static str, Option<String>); 4] {
    let text = |place: &Option<RequestPlace>| place.as_ref().map(ToString::to_string);
    [
        ("id", delivery.id.as_deref().map(pieces)),
        ("sent_at", delivery.sent_at.as_ref().map(|(place, form)| timed(Some(place), *form))),
        ("version", text(&delivery.version)),
        ("attempt", text(&delivery.attempt)),
    ]
}

/// A token, or the algorithm of a code.
fn scheme(scheme: &Scheme) -> String {
    match scheme {
        Scheme::Code(code) => code.algorithm.as_str().to_owned(),
        Scheme::Token { literal, form } => format!("{literal}{{{}}}", form.as_str()),
    }
}

/// How a code is made, key by key; the tolerance apart.
fn facts(code: &CodeScheme) -> [(&'static str, Option<String>); 6] {
    let CodeScheme { split, parts, signed, algorithm, secret, time } = code;
    let parts = parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    [
        (".split", split.clone()),
        (".parts", Some(parts)),
        (".signed", Some(pieces(signed))),
        (".algorithm", Some(algorithm.as_str().to_owned())),
        (".secret", Some(secret.to_string())),
        (".time", time.as_ref().map(|SignedTime { at, form, tolerance: _ }| timed(at.as_ref(), *form))),
    ]
}
