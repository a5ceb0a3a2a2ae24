//! How requests arrive, how they are verified and how they are answered, in the words that every documentation uses.

mod verify;

use std::collections::BTreeSet;

use eventspec_catalog::{
    BodyFormat, Catalog, CodeScheme, Delivery, Event, NameTemplate, Piece, Pointer, RequestPlace, Scheme, TimeForm,
};

use crate::alternatives::Prints;
use crate::write::{Code, code};

pub(crate) use verify::{Verification, verifications};

/// Why a request has to be verified as it is, for the top of the section about it.
pub(crate) const VERIFY_FIRST: &str = "Verify a request before anything in it is used, with the bytes of the body as they arrived: JSON that was read and written again has other bytes.";

/// Which of several signatures are verified.
pub(crate) const SEVERAL: &str =
    "A request has several signatures: verify each one that you have a secret for, and one at least.";

/// What is verified of a request without a signature.
pub(crate) const UNSIGNED: &str = "It is not documented what shows who sent a request. Verify the sender in another way, such as with a certificate or an address that nobody can guess, or expect requests from anybody.";

/// Where events and what is known of them are in a request.
pub(crate) fn arrival<L: Prints>(delivery: &Delivery) -> Vec<Code<L>> {
    let mut out = vec![body(delivery)];
    out.extend(names(&delivery.event));
    if let Some(id) = &delivery.id {
        let shared = if is_shared(delivery, id) {
            " All events of a request have it in common, so it identifies one only together with its position."
        } else {
            ""
        };
        out.push(code!("What identifies an event: {}.{}", pieces(id), shared));
    }
    if let Some((at, form)) = &delivery.sent_at {
        out.push(code!("When the event was sent: {}, {}.", place(at), time(*form)));
    }
    if let Some(version) = &delivery.version {
        out.push(code!("Version of the sender's interface: {}.", place(version)));
    }
    if let Some(attempt) = &delivery.attempt {
        out.push(code!("Number of attempts to deliver it: {}.", place(attempt)));
    }
    out
}

/// What the sender expects as an answer.
pub(crate) fn answer<L: Prints>(delivery: &Delivery) -> Vec<Code<L>> {
    let answer = delivery.answer.as_ref();
    let within = answer.and_then(|answer| answer.within).map(|within| code!(" within {}", duration(within)));
    let retries = match answer.and_then(|answer| answer.retries) {
        Some(0) => Code::literal("The sender does not try again."),
        Some(1) => Code::literal("Without such an answer, the sender tries once more."),
        Some(retries) => {
            let retries = usize::try_from(retries).unwrap_or(usize::MAX);
            code!("Without such an answer, the sender tries again, up to {} times.", retries)
        }
        None => Code::literal("Without such an answer, the sender may try again."),
    };
    let repeated = match &delivery.id {
        Some(id) => code!(
            "The same event may arrive more than once. Handle it once: remember {}{} after it was handled, and answer a repeated one with 2xx as well.",
            pieces(id),
            if is_shared(delivery, id) { " and its position" } else { "" }
        ),
        None => Code::literal(
            "The same event may arrive more than once, and nothing is documented that identifies it: handling it twice must do no harm.",
        ),
    };
    let mut out = vec![
        code!(
            "Answer with a status of 2xx{}, before work that takes longer, and also for events that you do not handle.",
            within.unwrap_or_else(Code::empty)
        ),
        Code::literal(
            "Answer with 401 if a request cannot be verified, with 400 if its body cannot be read, and with 413 if it is too large.",
        ),
        retries,
        repeated,
    ];
    out.extend(delivery.handshake.as_ref().map(handshake));
    out
}

/// How to answer a challenge.
fn handshake<L: Prints>(at: &RequestPlace) -> Code<L> {
    let condition = match at {
        RequestPlace::Body(_) => ". Once it is verified, answer",
        RequestPlace::Header(_)
        | RequestPlace::Query(_)
        | RequestPlace::Payload(_)
        | RequestPlace::WholeBody
        | RequestPlace::Method
        | RequestPlace::Url
        | RequestPlace::Time => " and no body. It is not signed, so do nothing but answer",
    };
    code!(
        "Before it sends events, the sender challenges the address: a request has {}{} with 200 and the text of the challenge as {}, without anything else. In a page of HTML, a browser would run what a stranger sent.",
        place(at),
        condition,
        L::span("text/plain")
    )
}

/// How an event arrives by a delivery: what is at the places that its name is composed of. Nothing if none of its names is composed there.
pub(crate) fn of_event<L: Prints>(delivery: &Delivery, event: &Event) -> Option<Code<L>> {
    let values =
        delivery.name_values(&event.name)?.into_iter().map(|(at, value)| code!("{} is {}", place(at), L::span(&value)));
    Some(Code::join(values, ", "))
}

/// Deliveries by which an event arrives, each with what is at the places of its name; `link` makes a link of one.
pub(crate) fn of_events<L: Prints>(
    catalog: &Catalog,
    event: &Event,
    link: impl Fn(&Delivery) -> Code<L>,
) -> Vec<Code<L>> {
    let one = |delivery: &Delivery| {
        let values = of_event(delivery, event)?;
        Some(if values.is_empty() { link(delivery) } else { code!("{}, where {}", link(delivery), values) })
    };
    catalog.deliveries.iter().filter_map(one).collect()
}

/// What the body of a request is.
pub(crate) fn body<L: Prints>(delivery: &Delivery) -> Code<L> {
    match (delivery.body, &delivery.events) {
        (BodyFormat::Json, None) => Code::literal("The body is an event: a JSON object."),
        (BodyFormat::Json, Some(at)) if at.0.is_empty() => Code::literal("The body is a JSON array of events."),
        (BodyFormat::Json, Some(at)) => {
            code!("The body is JSON. At {}, it has either an array of events or a single event.", pointer(at))
        }
        (BodyFormat::JsonLines, _) => {
            Code::literal("Each line of the body that is not empty is an event: a JSON object.")
        }
        (BodyFormat::Form, _) => code!(
            "The body is a form ({}), which is one event: its keys are the members, {} is a member of an object, and all values are strings.",
            L::span(delivery.body.media_type(false)),
            L::span("a[b]")
        ),
        (BodyFormat::CloudEvents, _) => code!(
            "The body is an event in the format of CloudEvents ({}), a batch of them ({}), or the data of an event whose attributes are in headers that begin with {}.",
            L::span(delivery.body.media_type(false)),
            L::span(delivery.body.media_type(true)),
            L::span("ce-")
        ),
    }
}

/// What an event is called, template by template.
fn names<L: Prints>(templates: &[NameTemplate]) -> Vec<Code<L>> {
    let name = |(index, template): (usize, &NameTemplate)| {
        if template.places().next().is_none() {
            return code!("Events with other names are read as {}.", pieces(&template.pieces));
        }
        let optional = template.optional.iter().map(|part| code!(", then {} if present", pieces(part)));
        let composed = code!("{}{}", pieces(&template.pieces), Code::join(optional, ""));
        if index == 0 {
            code!("Name of the event: {}.", composed)
        } else {
            code!("If that is missing, or no event has this name: {}.", composed)
        }
    };
    match templates {
        [only] if only.places().next().is_none() => {
            vec![code!("Every event is {}.", pieces(&only.pieces))]
        }
        several => several.iter().enumerate().map(name).collect(),
    }
}

/// Texts and places one after the other.
fn pieces<L: Prints>(pieces: &[Piece]) -> Code<L> {
    let words = pieces.iter().map(|piece| match piece {
        Piece::Literal(text) => literal(text),
        Piece::Place(at) => place(at),
    });
    Code::join(words, " + ")
}

/// A text that is always the same. A space at its end would not be seen.
fn literal<L: Prints>(text: &str) -> Code<L> {
    match text.strip_suffix(' ') {
        Some("") => Code::literal("a space"),
        Some(rest) if !rest.ends_with(' ') => code!("{} and a space", L::span(rest)),
        Some(_) | None => L::span(text),
    }
}

fn place<L: Prints>(at: &RequestPlace) -> Code<L> {
    match at {
        RequestPlace::Header(name) => code!("the header {}", L::span(name)),
        RequestPlace::Query(key) => code!("the query parameter {}", L::span(key)),
        RequestPlace::Payload(at) => code!("{} in the payload", pointer(at)),
        RequestPlace::Body(at) if at.0.is_empty() => Code::literal("the body as a value"),
        RequestPlace::Body(at) => code!("{} in the body", pointer(at)),
        RequestPlace::WholeBody => Code::literal("the body"),
        RequestPlace::Method => Code::literal("the method"),
        RequestPlace::Url => Code::literal("the URL of the endpoint as the sender has it"),
        RequestPlace::Time => Code::literal("the time as sent"),
    }
}

/// A pointer as RFC 6901 writes it.
fn pointer<L: Prints>(pointer: &Pointer) -> Code<L> {
    L::span(&pointer.to_json_pointer())
}

/// How a time is written.
fn time(form: TimeForm) -> &'static str {
    match form {
        TimeForm::Rfc3339 => "as in RFC 3339",
        TimeForm::Unix => "in seconds since 1970",
        TimeForm::UnixMillis => "in milliseconds since 1970",
        TimeForm::Rfc2822 => "as in RFC 2822",
    }
}

/// Seconds in the largest unit that fits.
fn duration<L>(seconds: u64) -> Code<L> {
    let units = [(86_400, "day", "days"), (3_600, "hour", "hours"), (60, "minute", "minutes")];
    let fits = units.into_iter().find(|(size, ..)| seconds.is_multiple_of(*size));
    let (size, one, many) = fits.unwrap_or((1, "second", "seconds"));
    let count = usize::try_from(seconds / size).unwrap_or(usize::MAX);
    code!("{} {}", count, if count == 1 { one } else { many })
}

/// Whether all events of a request have an id in common.
fn is_shared(delivery: &Delivery, id: &[Piece]) -> bool {
    delivery.is_batch() && !id.iter().filter_map(Piece::place).any(|at| at.payload().is_some())
}

/// The names of all headers and query parameters that a delivery reads, each once.
pub(crate) fn outside_names(delivery: &Delivery) -> BTreeSet<&str> {
    let known = delivery
        .sent_at
        .iter()
        .map(|(at, _)| at)
        .chain(&delivery.version)
        .chain(&delivery.attempt)
        .chain(&delivery.handshake);
    let known = known.chain(delivery.id.iter().flatten().filter_map(Piece::place));
    let signatures = delivery.signatures.iter().flat_map(|signature| {
        let (signed, time) = match &signature.scheme {
            Scheme::Code(CodeScheme { signed, time, .. }) => (signed.as_slice(), time.as_ref()),
            Scheme::Token { .. } => (&[][..], None),
        };
        let time = time.and_then(|time| time.at.as_ref());
        [&signature.at].into_iter().chain(signed.iter().filter_map(Piece::place)).chain(time)
    });
    let all = delivery.event.iter().flat_map(NameTemplate::places).chain(known).chain(signatures);
    all.filter_map(outside_name).collect()
}

/// The name of a header or a query parameter.
fn outside_name(at: &RequestPlace) -> Option<&str> {
    match at {
        RequestPlace::Header(name) | RequestPlace::Query(name) => Some(name),
        RequestPlace::Payload(_)
        | RequestPlace::Body(_)
        | RequestPlace::WholeBody
        | RequestPlace::Method
        | RequestPlace::Url
        | RequestPlace::Time => None,
    }
}

#[cfg(test)]
mod tests {
    use eventspec_catalog::{Sources, preset, resolve_without_samples};

    use super::*;
    use crate::write::Markdown;

    /// The delivery of a file, in a catalogue with an event `order.paid`, and that event.
    pub(super) fn delivery(text: &str) -> (Catalog, Delivery) {
        let mut sources = Sources::default();
        sources.insert("catalog.toml", "name = \"x-events\"\nversion = \"1.0.0\"\ntitle = \"x\"\nrest = \"any\"\n");
        sources.insert("events/a.toml", "[[event]]\nname = \"order.paid\"\n");
        sources.insert("delivery/webhook.toml", text);
        let catalog = resolve_without_samples(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)));
        let delivery = catalog.deliveries.first().unwrap().clone();
        (catalog, delivery)
    }

    fn lines(code: &[Code<Markdown>]) -> Vec<String> {
        code.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn events_in_words() {
        let (_, slack) = delivery(preset("slack-v1").unwrap());
        let expected = [
            "The body is an event: a JSON object.",
            "Name of the event: `/event/type` in the payload, then `.` + `/event/subtype` in the payload if present.",
            "If that is missing, or no event has this name: `/type` in the payload.",
            "What identifies an event: `/event_id` in the payload.",
            "When the event was sent: `/event_time` in the payload, in seconds since 1970.",
            "Number of attempts to deliver it: the header `x-slack-retry-num`.",
        ];
        assert_eq!(lines(&arrival(&slack)), expected);
        let batch = "events = \"{body:/a~1b}\"\nevent = [\"on {header:x-topic}\", \"{query:t}\", \"order.paid\"]\nid = \"{header:x-id}\"\n";
        let (_, batch) = delivery(&batch.replace("\"on {header:x-topic}\", ", ""));
        let expected = [
            "The body is JSON. At `/a~1b`, it has either an array of events or a single event.",
            "Name of the event: the query parameter `t`.",
            "Events with other names are read as `order.paid`.",
            "What identifies an event: the header `x-id`. All events of a request have it in common, so it identifies one only together with its position.",
        ];
        assert_eq!(lines(&arrival(&batch)), expected);
        assert_eq!(
            lines(&arrival(&delivery("body = \"form\"\nevent = \"order.paid\"\n").1)).last().map(String::as_str),
            Some("Every event is `order.paid`.")
        );
    }

    #[test]
    fn an_event_is_found_by_what_its_name_is_composed_of() {
        let (catalog, _) = delivery("event = \"{header:x-topic}[.{payload:/action}]\"\n");
        let (event, _) = catalog.events().next().unwrap();
        let link = |delivery: &Delivery| Markdown::span(&delivery.name);
        let words = ["`webhook`, where the header `x-topic` is `order`, `/action` in the payload is `paid`"];
        assert_eq!(lines(&of_events(&catalog, event, link)), words);
    }

    #[test]
    fn answers_in_words() {
        let said = |text: &str| lines(&answer(&delivery(&format!("event = \"{{header:a}}\"\n{text}")).1)).join(" ");
        let all = said("id = \"{header:b} {payload:/c}\"\nanswer = { within = \"90s\", retries = 1 }\n");
        assert!(all.contains("2xx within 90 seconds, before") && all.contains("tries once more."), "{all}");
        assert!(all.contains("remember the header `b` + a space + `/c` in the payload after"), "{all}");
        let outside = said("handshake = \"{query:hub.challenge}\"\n");
        assert!(
            outside.contains(
                "a request has the query parameter `hub.challenge` and no body. It is not signed, so do nothing but answer with 200"
            ),
            "{outside}"
        );
        let inside = said("handshake = \"{body:/challenge}\"\n");
        assert!(inside.contains("has `/challenge` in the body. Once it is verified, answer with 200"), "{inside}");
        let nothing = said("");
        assert!(!nothing.contains("challenge"), "{nothing}");
        assert!(nothing.contains("2xx, before") && nothing.contains("must do no harm"), "{nothing}");
    }

    #[test]
    fn all_headers_are_found() {
        let (_, delivery) = delivery(preset("standard-webhooks-v1").unwrap());
        let names: Vec<&str> = outside_names(&delivery).into_iter().collect();
        assert_eq!(names, ["webhook-id", "webhook-signature", "webhook-timestamp"]);
    }
}
