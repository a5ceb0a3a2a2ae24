//! `send`: an event, delivered to a handler as the specification says.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::ValueEnum;
use eventspec_catalog::{
    BodyFormat, Catalog, CodeScheme, Delivery, Event, Payload, Piece, RequestPlace, Scheme, Signature,
};
use eventspec_payloads::requests::{self, Made, Making, Signing};
use eventspec_payloads::sample::{Recipe, payloads};
use eventspec_runtime::delivery::rules::Rules;
use serde_json::json;

use crate::Failure;
use crate::args::{Format, SpecArgs};
use crate::http::{Answer, DeliveryArgs, Endpoint, Secrets, post, runtime};
use crate::load::resolved;
use crate::terminal::{errln, out, outln, print_json};

const EXAMPLES: &str = "\
Examples:
  EVENTSPEC_SECRET=\"$(cat secret)\" eventspec send order_create --to http://127.0.0.1:3000/hooks
  eventspec send order_create --to http://127.0.0.1:3000/hooks --secret test --tamper signature
  eventspec send order_create --to http://127.0.0.1:3000/hooks --unsigned --print";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Event to send, by its name or an alias.
    event: String,
    /// URL of the handler, as `http://127.0.0.1:3000/hooks`.
    #[arg(long, value_name = "URL")]
    to: String,
    #[command(flatten)]
    delivery: DeliveryArgs,
    /// Send without a signature.
    #[arg(long, conflicts_with_all = ["secret", "tamper"])]
    unsigned: bool,
    /// Send a sample of the specification, by its file name without the ending, instead of a generated payload.
    #[arg(long, value_name = "NAME")]
    sample: Option<String>,
    /// Seed of the generated payload: the same seed gives the same payload.
    #[arg(long, value_name = "SEED", default_value_t = 0)]
    seed: u64,
    /// Number of events in the request, if the delivery takes several.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    events: u16,
    /// Number of times the request is sent. Payload and id stay the same, as when a vendor repeats a delivery.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    repeat: u32,
    /// Send a request that the handler has to refuse.
    #[arg(long, value_enum, value_name = "WHAT")]
    tamper: Option<Tamper>,
    /// Id of the event, at the place that the delivery says.
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Print the request instead of sending it. A token that would give a secret away is printed as `SECRET`.
    #[arg(long)]
    print: bool,
    #[command(flatten)]
    spec: SpecArgs,
}

/// What is wrong with a request that has to be refused.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Tamper {
    /// It is signed with another secret.
    Signature,
    /// The body was changed after it was signed.
    Body,
    /// It was signed longer ago than the tolerance.
    Time,
}

impl Tamper {
    fn what(self) -> &'static str {
        match self {
            Self::Signature => "with another secret",
            Self::Body => "with a changed body",
            Self::Time => "with an old signature",
        }
    }
}

/// How long a handler has to answer, if the delivery does not say it.
const WITHIN: u64 = 30;

/// How much older than the tolerance a signature is that is too old, in seconds.
const TOO_OLD: u64 = 60;

/// Up to how many answers are printed one by one.
const FEW: usize = 10;

pub(crate) fn send(args: &Args) -> Result<(), Failure> {
    let endpoint = Endpoint::of(&args.to)?;
    let catalog = resolved(&args.spec)?;
    let delivery = args.delivery.chosen(&catalog)?;
    let secrets = args.delivery.secrets(delivery)?;
    let is_signed = !args.unsigned && !delivery.signatures.is_empty();
    if is_signed && secrets.is_empty() {
        return Err(Secrets::missing(delivery, "--unsigned"));
    }
    let (rules, fresh_id) = (requests::rules(delivery), format!("{}-{}", delivery.name, now()));
    let signer = Signer { args, delivery, rules, secrets: &secrets, is_signed, fresh_id };
    signer.can_tamper()?;
    let (name, bodies) = texts(args, &catalog, delivery)?;
    let request = || signer.request(&endpoint.path, name, &bodies);
    if args.print {
        print_request(&endpoint, &request()?);
        return Ok(());
    }
    let most = Duration::from_secs(delivery.answer.as_ref().and_then(|answer| answer.within).unwrap_or(WITHIN));
    let runtime = runtime()?;
    let mut answers = Vec::new();
    for _ in 0..args.repeat {
        answers.push(runtime.block_on(post(&endpoint, &request()?, most)));
    }
    report(args, &answers)
}

/// The name that the event is sent under, and its payloads.
fn texts<'c>(args: &Args, catalog: &'c Catalog, delivery: &Delivery) -> Result<(&'c str, Vec<String>), Failure> {
    let (event, payload) = chosen(catalog, &args.event)?;
    let name = name(event, &args.event, delivery)?;
    let count = usize::from(args.events);
    if count > 1 && !delivery.is_batch() {
        return Err(Failure::Usage(format!("a request of `{}` has one event", delivery.name)));
    }
    let made: Vec<String> = match &args.sample {
        Some(sample) => vec![stored(catalog, event, sample)?; count],
        None => {
            payloads(catalog, event, payload, Recipe { seed: args.seed, ..Recipe::default() }).take(count).collect()
        }
    };
    let place = id_place(delivery);
    if args.id.is_some() && place.is_none() {
        return Err(Failure::Usage(format!("`{}` does not say where the id of an event is", delivery.name)));
    }
    let texts = made.into_iter().enumerate().map(|(index, text)| {
        let text = requests::named(delivery, name, &text).unwrap_or(text);
        match (&args.id, place) {
            (Some(id), Some(RequestPlace::Payload(pointer))) => {
                // Events of a request are not the same one.
                let id = if index == 0 { id.clone() } else { format!("{id}-{}", index + 1) };
                requests::json::with(&text, &pointer.0, &requests::json::quoted(&id))
            }
            _ => text,
        }
    });
    Ok((name, texts.collect()))
}

/// The last place of an id: those before it say where the event is from.
fn id_place(delivery: &Delivery) -> Option<&RequestPlace> {
    delivery.id.iter().flatten().filter_map(Piece::place).next_back()
}

/// The event of a name or an alias.
fn chosen<'c>(catalog: &'c Catalog, name: &str) -> Result<(&'c Event, &'c Payload), Failure> {
    let mut events = catalog.events();
    let found = events.find(|(event, _)| event.name == name || event.aliases.iter().any(|alias| alias == name));
    found.ok_or_else(|| {
        let names: Vec<&str> = catalog.events().map(|(event, _)| event.name.as_str()).collect();
        Failure::Usage(format!("unknown event `{name}`\nhelp: use one of: {}", names.join(", ")))
    })
}

/// The name that is asked for, if the delivery has it, else another one of the event.
fn name<'c>(event: &'c Event, asked: &str, delivery: &Delivery) -> Result<&'c str, Failure> {
    let alias = event.aliases.iter().find(|alias| *alias == asked);
    let alias = alias.filter(|alias| requests::named(delivery, alias, "{}").is_some()).map(String::as_str);
    alias.or_else(|| requests::deliverable(delivery, event)).ok_or_else(|| {
        Failure::Usage(format!(
            "`{}` cannot deliver `{}`: no template of `event` has this name",
            delivery.name, event.name
        ))
    })
}

/// The text of a sample.
fn stored(catalog: &Catalog, event: &Event, name: &str) -> Result<String, Failure> {
    let samples = || catalog.samples.iter().filter(|sample| sample.event == event.name);
    let found = samples().find(|sample| sample.name == name).map(|sample| sample.text.trim().to_owned());
    found.ok_or_else(|| {
        let names: Vec<&str> = samples().map(|sample| sample.name.as_str()).collect();
        let names = if names.is_empty() {
            "leave out --sample".to_owned()
        } else {
            format!("use one of: {}", names.join(", "))
        };
        Failure::Usage(format!("`{}` has no sample `{name}`\nhelp: {names}", event.name))
    })
}

/// What makes and signs requests.
struct Signer<'a> {
    args: &'a Args,
    delivery: &'a Delivery,
    rules: &'static Rules,
    secrets: &'a Secrets,
    is_signed: bool,
    /// The id of the delivery, if no other one is asked for.
    fresh_id: String,
}

impl Signer<'_> {
    /// Whether a receiver could notice what is done to a request.
    fn can_tamper(&self) -> Result<(), Failure> {
        let Some(tamper) = self.args.tamper else { return Ok(()) };
        let mut codes = self.codes();
        let (can, why) = match tamper {
            Tamper::Signature => (self.is_signed, "has no signature"),
            Tamper::Body => (codes.any(signs_body), "has no signature of the body, so a changed one cannot be noticed"),
            Tamper::Time => (self.oldest() > 0, "has no signature with a tolerance, so an old one cannot be noticed"),
        };
        if can { Ok(()) } else { Err(Failure::Usage(format!("`{}` {why}", self.delivery.name))) }
    }

    /// The signatures that are made, as far as they are codes.
    fn codes(&self) -> impl Iterator<Item = &CodeScheme> {
        self.secrets.given(self.delivery).filter_map(|(_, signature, _)| match &signature.scheme {
            Scheme::Code(code) => Some(code),
            Scheme::Token { .. } => None,
        })
    }

    /// The longest tolerance, in seconds.
    fn oldest(&self) -> u64 {
        self.codes().filter_map(|code| code.time.as_ref()?.tolerance).max().unwrap_or_default()
    }

    /// A request that is sent now.
    fn request(&self, url: &str, name: &str, texts: &[String]) -> Result<Made, Failure> {
        let (args, delivery) = (self.args, self.delivery);
        let now = now();
        let id = match id_place(delivery) {
            Some(RequestPlace::Payload(_)) | None => &self.fresh_id,
            Some(_) => args.id.as_ref().unwrap_or(&self.fresh_id),
        };
        let made = requests::unsigned(Making { delivery, url, now, id }, name, texts);
        let mut made = made.ok_or_else(|| {
            Failure::Usage(format!(
                "`{}` cannot deliver {} events of `{name}` in a request",
                delivery.name,
                texts.len()
            ))
        })?;
        if self.is_signed {
            self.sign(&mut made, now)?;
        }
        if args.tamper == Some(Tamper::Body) {
            // As little as can be: what does not look at the signature takes it.
            made.body.push(match delivery.body {
                BodyFormat::Json | BodyFormat::CloudEvents => b' ',
                BodyFormat::JsonLines => b'\n',
                BodyFormat::Form => b'&',
            });
        }
        Ok(made)
    }

    fn sign(&self, made: &mut Made, now: i64) -> Result<(), Failure> {
        let past = i64::try_from((self.oldest() + TOO_OLD).saturating_mul(1000)).unwrap_or(i64::MAX);
        let now = if self.args.tamper == Some(Tamper::Time) { now.saturating_sub(past) } else { now };
        for (index, signature, secrets) in self.secrets.given(self.delivery) {
            let ([secret], Some(by)) = (secrets, self.rules.signatures.get(index)) else {
                let message =
                    format!("`{}` is signed with one secret, and {} are given", signature.name, secrets.len());
                return Err(Failure::Usage(message));
            };
            let secret = &self.used(signature, secret);
            match &signature.scheme {
                Scheme::Token { literal, .. } if self.args.print => {
                    made.put(&signature.at, &format!("{literal}SECRET"));
                }
                Scheme::Code(_) | Scheme::Token { .. } => {
                    let url = self.args.delivery.url.as_deref();
                    let signed = requests::signed(made, Signing { signature, by, secret, url, now });
                    signed.map_err(|error| Failure::Usage(error.to_string()))?;
                }
            }
        }
        Ok(())
    }

    /// The secret, or another one of the same form.
    fn used(&self, signature: &Signature, secret: &str) -> String {
        if self.args.tamper != Some(Tamper::Signature) {
            return secret.to_owned();
        }
        let others = [requests::secret(signature, 1), requests::secret(signature, 2)];
        others.into_iter().find(|other| other != secret).unwrap_or_default()
    }
}

fn signs_body(code: &CodeScheme) -> bool {
    code.signed.contains(&Piece::Place(RequestPlace::WholeBody))
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

fn print_request(endpoint: &Endpoint, made: &Made) {
    outln!("{} {} HTTP/1.1\nhost: {}", made.method, made.url, endpoint.authority);
    made.headers.iter().for_each(|(name, value)| outln!("{name}: {value}"));
    outln!("content-length: {}\n", made.body.len());
    out!("{}", String::from_utf8_lossy(&made.body));
    if !made.body.ends_with(b"\n") {
        outln!("");
    }
}

/// Prints the answers, and fails unless each is as it should be.
fn report(args: &Args, answers: &[Answer]) -> Result<(), Failure> {
    let wanted = |answer: &&Answer| match (&answer.status, args.tamper) {
        (Ok(status), None) => status.is_success(),
        (Ok(status), Some(_)) => status.is_client_error(),
        (Err(_), _) => false,
    };
    let good = answers.iter().filter(wanted).count();
    match args.spec.format {
        Format::Json => print_answers_as_json(answers, good == answers.len()),
        Format::Text if answers.len() <= FEW => answers.iter().for_each(|answer| outln!("{}", line(answer))),
        Format::Text => print_summary(answers),
    }
    let about_the_address = |answer: &Answer| answer.status.as_ref().is_ok_and(|it| [404, 405].contains(&it.as_u16()));
    if args.tamper.is_some() && answers.iter().any(about_the_address) {
        errln!("note: 404 and 405 may be about the URL, and say nothing about signatures");
    }
    if good == answers.len() {
        return Ok(());
    }
    let bad = answers.len() - good;
    let tampered = args.tamper.map_or_else(String::new, |tamper| format!(" {}", tamper.what()));
    let requests = match answers.len() {
        1 => format!("the request{tampered}"),
        all => format!("{bad} of {all} requests{tampered}"),
    };
    let wanted = if args.tamper.is_none() { "accepted" } else { "refused" };
    errln!("error: {requests} {} not {wanted}", if bad == 1 { "was" } else { "were" });
    Err(Failure::Findings)
}

fn outcome(answer: &Answer) -> String {
    match &answer.status {
        Ok(status) => status.to_string(),
        Err(why) => format!("no answer: {why}"),
    }
}

fn line(answer: &Answer) -> String {
    format!("{}, {} ms", outcome(answer), answer.took.as_millis())
}

fn print_summary(answers: &[Answer]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    answers.iter().for_each(|answer| *counts.entry(outcome(answer)).or_default() += 1);
    counts.iter().for_each(|(outcome, count)| outln!("{count} x {outcome}"));
    let mut times: Vec<u128> = answers.iter().map(|answer| answer.took.as_millis()).collect();
    times.sort_unstable();
    if let (Some(first), Some(median), Some(last)) = (times.first(), times.get(times.len() / 2), times.last()) {
        outln!("{} requests, {first} to {last} ms each, {median} ms in the middle", answers.len());
    }
}

fn print_answers_as_json(answers: &[Answer], is_as_expected: bool) {
    let answers: Vec<_> = answers
        .iter()
        .map(|answer| {
            let millis = u64::try_from(answer.took.as_millis()).unwrap_or(u64::MAX);
            match &answer.status {
                Ok(status) => json!({ "status": status.as_u16(), "milliseconds": millis }),
                Err(why) => json!({ "error": why, "milliseconds": millis }),
            }
        })
        .collect();
    print_json(&json!({ "answers": answers, "as_expected": is_as_expected }));
}
