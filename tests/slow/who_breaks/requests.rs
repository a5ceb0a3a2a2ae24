//! Receivers of one side, and requests that the other sends: what comes of them, as an effect.

use eventspec_catalog::{Delivery, Scheme, Signature};
use eventspec_diff::{Audience, Effect, Finding, Side, Strictness, Subject};
use eventspec_payloads::requests::{Made, Making, Signing, challenging, named, rules, secret, signed, unsigned};
use eventspec_runtime::delivery::{Events, Setup};
use eventspec_runtime::{DecodeError, Limits, UnknownEvent};
use eventspec_tests::changes::World;
use eventspec_tests::changes::deliveries::EVENTS;

/// When requests are sent, in milliseconds since 1970.
const SENT: i64 = 1_800_000_000_000;

/// An effect, and the reason.
type Met = (Effect, String);

/// The worst of what a finding was seen to do otherwise, and what it does to requests.
pub(crate) fn worst(met: Met, world: &World, finding: &Finding, audience: Audience, strictness: Strictness) -> Met {
    let Subject::Delivery(name) = &finding.subject else { return met };
    let [Some(old), Some(new)] = [Side::Old, Side::New].map(|side| delivery(world, side, name)) else { return met };
    let in_requests = match audience {
        Audience::Receivers => on_the_wire(new, old),
        Audience::Senders => on_the_wire(old, new),
        // What is stored are payloads.
        Audience::Stored => Met::default(),
        Audience::Source(lane) => match (lane.name, strictness) {
            ("rust", Strictness::Tolerant) | ("typescript", _) => in_source(old, new),
            _ => Met::default(),
        },
    };
    if in_requests.0 > met.0 { in_requests } else { met }
}

fn delivery<'a>(world: &'a World, side: Side, name: &str) -> Option<&'a Delivery> {
    world.on(side).deliveries.iter().find(|delivery| delivery.name == name)
}

/// What the rules of `to` make of requests of `from`.
fn on_the_wire(from: &Delivery, to: &Delivery) -> Met {
    let mut met = Met::default();
    let mut say = |effect: Effect, why: String| {
        if effect > met.0 {
            met = (effect, why);
        }
    };
    for request in requests(from) {
        for late in lateness(from, to) {
            let [own, other] = [from, to].map(|to| received(to, from, &request, SENT + late));
            match (own, other) {
                (Ok(own), Ok(other)) => {
                    let (effect, why) = difference(&own, &other, to);
                    say(effect, why);
                }
                // The events of addresses that are set up arrive.
                (Ok(own), Err(why)) if own.is_handshake() => say(Effect::Degrade, format!("no answer: {why}")),
                (Ok(_), Err(why)) if late > 0 => say(Effect::Notice, format!("{why}, {late} ms late")),
                (Ok(_), Err(why)) => say(Effect::Break, why),
                (Err(_), _) if late > 0 => {}
                (Err(why), _) => say(Effect::Break, format!("a side refuses its own request: {why}")),
            }
        }
    }
    met
}

/// How late a request is taken at most, by either side.
fn lateness(from: &Delivery, to: &Delivery) -> Vec<i64> {
    let tolerance = |signature: &Signature| match &signature.scheme {
        Scheme::Code(code) => code.time.as_ref()?.tolerance,
        Scheme::Token { .. } => None,
    };
    let seconds = from.signatures.iter().chain(&to.signatures).filter_map(tolerance);
    std::iter::once(0).chain(seconds.filter_map(|seconds| i64::try_from(seconds * 1000).ok())).collect()
}

/// A request for each template and event, with every signature; and one that challenges.
fn requests(from: &Delivery) -> Vec<Made> {
    let mut out = Vec::new();
    for template in &from.event {
        let delivery = Delivery { event: vec![template.clone()], ..from.clone() };
        for event in EVENTS {
            let Some(payload) = named(&delivery, event, "{\"it\":\"a\"}") else { continue };
            let making = Making { delivery: &delivery, url: "/hook", now: SENT, id: "id-1" };
            let Some(mut made) = unsigned(making, event, &[payload]) else { continue };
            if sign_all(from, &mut made) {
                out.push(made);
            }
        }
    }
    let making = Making { delivery: from, url: "/hook", now: SENT, id: "id-1" };
    if let Some(mut made) = challenging(making, "challenge-1")
        && (made.body.is_empty() || sign_all(from, &mut made))
    {
        out.push(made);
    }
    out
}

/// Signs a request with every signature of its side.
fn sign_all(from: &Delivery, made: &mut Made) -> bool {
    from.signatures.iter().zip(rules(from).signatures).all(|(signature, by)| {
        let signing = Signing { signature, by, secret: &secret(signature, 1), url: None, now: SENT };
        signed(made, signing).is_ok()
    })
}

/// What is known of a request: its events, and what the sender wants to have back.
#[derive(Default)]
struct Delivered {
    events: Vec<Known>,
    challenge: Option<String>,
}

impl Delivered {
    /// Whether it is a challenge and nothing else.
    fn is_handshake(&self) -> bool {
        self.events.is_empty() && self.challenge.is_some()
    }
}

/// What is known of an event: its name, its text, and id, time, version and attempt.
struct Known {
    name: String,
    text: String,
    details: [Option<String>; 4],
}

/// A receiver that checks every signature of its side; the secrets are those of the sender, where there is the signature.
fn received(to: &Delivery, from: &Delivery, request: &Made, now: i64) -> Result<Delivered, String> {
    let setup = Setup::<AnyEvent>::new(rules(to));
    let receiver = if to.signatures.is_empty() {
        setup.unverified()
    } else {
        let secrets = to.signatures.iter().map(|is| {
            let sent = from.signatures.iter().find(|was| was.name == is.name).unwrap_or(is);
            (is.name.clone(), [secret(sent, 1)])
        });
        setup.named_secrets(secrets).map_err(|error| error.to_string())?
    };
    let delivered = receiver.receive_at(request, now).map_err(|rejection| rejection.class().as_str().to_owned())?;
    if let Some(refused) = delivered.refused.first() {
        return Err(refused.class.as_str().to_owned());
    }
    let known = delivered.events.into_iter().map(|it| Known {
        details: [it.id, it.sent_at.map(|at| format!("{at:?}")), it.version, it.attempt],
        name: it.name,
        text: it.event.0,
    });
    Ok(Delivered { events: known.collect(), challenge: delivered.challenge })
}

/// What is different about the same request, to who relies on what `to` says.
fn difference(own: &Delivered, other: &Delivered, to: &Delivery) -> Met {
    if own.challenge != other.challenge && own.challenge.is_some() {
        return (Effect::Degrade, format!("the challenge {:?}, not {:?}", other.challenge, own.challenge));
    }
    let (own, other) = (&own.events, &other.events);
    if own.len() != other.len() {
        return (Effect::Break, format!("{} events, not {}", other.len(), own.len()));
    }
    let said = [to.id.is_some(), to.sent_at.is_some(), to.version.is_some(), to.attempt.is_some()];
    for (own, other) in own.iter().zip(other) {
        if own.name != other.name && !AnyEvent::is_listed(&other.name) {
            return (Effect::Degrade, format!("an unknown event `{}`", other.name));
        }
        if (&own.name, &own.text) != (&other.name, &other.text) {
            return (Effect::Break, format!("`{}` {}, not `{}` {}", other.name, other.text, own.name, own.text));
        }
        let mut pairs = own.details.iter().zip(&other.details).zip(said);
        if let Some(((own, other), _)) = pairs.find(|((own, other), said)| *said && own.is_some() && own != other) {
            return (Effect::Degrade, format!("{other:?}, not {own:?}"));
        }
    }
    Met::default()
}

/// What code that receives with the old SDK meets with the new one and the same requests: a receiver that cannot be built when the
/// program starts, or a value that is no longer provided.
fn in_source(old: &Delivery, new: &Delivery) -> Met {
    let named = old.signatures.iter().map(|it| (it.name.clone(), [secret(it, 1)]));
    let setup = || Setup::<AnyEvent>::new(rules(new));
    let built = match old.signatures.as_slice() {
        [] => Ok(()),
        [one] => setup().secrets([secret(one, 1)]).map(drop),
        [_, ..] => setup().named_secrets(named).map(drop),
    };
    if let Err(error) = built {
        return (Effect::Degrade, error.to_string());
    }
    let is_lost = requests(old).iter().any(|request| {
        let [own, other] = [old, new].map(|to| received(to, old, request, SENT).unwrap_or_default());
        let said = [new.id.is_some(), new.sent_at.is_some(), new.version.is_some(), new.attempt.is_some()];
        let no_challenge = own.challenge.is_some() && other.challenge.is_none() && new.handshake.is_none();
        no_challenge
            || own.events.iter().zip(&other.events).any(|(own, other)| {
                let mut pairs = own.details.iter().zip(&other.details).zip(said);
                pairs.any(|((own, other), said)| own.is_some() && other.is_none() && !said)
            })
    });
    if is_lost { (Effect::Degrade, "a value is no longer provided".to_owned()) } else { Met::default() }
}

/// The text of an event.
struct AnyEvent(String);

impl Events for AnyEvent {
    fn is_listed(name: &str) -> bool {
        EVENTS.contains(&name)
    }

    fn decode_as(name: &str, text: &str, limits: Limits) -> Result<Self, DecodeError> {
        UnknownEvent::decode_as(name, text, limits).map(|event| Self(event.json().to_owned()))
    }
}
