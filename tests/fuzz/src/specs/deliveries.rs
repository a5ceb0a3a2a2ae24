//! Deliveries at random: how requests become the events of a specification.

use eventspec_catalog::preset_names;

use super::fields::{Field, FieldKind};
use super::types::Ty;
use super::{PayloadFile, print, words};
use crate::choices::Choices;

/// `delivery/<stem>.toml`.
pub(super) struct DeliveryFile {
    pub stem: String,
    pub doc: String,
    pub source: Option<String>,
    /// Lines of TOML before and after the texts.
    pub lines: String,
}

/// Names of headers, up to what RFC 9110 allows.
const HEADERS: [&str; 6] = ["x-event", "X-Shop-Topic", "webhook-id", "authorization", "x-`*|~", "!#$%&'*+-.^_`|~"];
/// Texts around places.
const LITERALS: [&str; 10] = ["", ".", "v0:", " ", "*/", "<b>&amp;", "`|\\", "$x", "\u{0}\n", "é\u{2028}"];
/// Separators and the beginnings of parts, no two alike.
const BEGINNINGS: [&str; 5] = ["v1=", "sha256=", "*/<!--", "`|", "\"'\\"];
const CODES: [&str; 4] = ["hex", "hex-upper", "base64", "base64url"];
const TIMES: [&str; 4] = ["timestamp", "timestamp(unix)", "timestamp(unix_ms)", "timestamp(rfc2822)"];
const SECRETS: [&str; 4] = ["{text}", "{hex}", "whsec_{base64}", "[*/<b>`]{base64}"];
const TOKENS: [&str; 4] = ["{secret}", "Bearer {secret}", "*/<b>`{sha256-hex:secret}", "{base64:secret}"];
const DURATIONS: [&str; 4] = ["5m", "90s", "2h", "1d"];

/// The deliveries of some payloads.
pub(super) fn files(choices: &mut Choices<'_>, payloads: &[PayloadFile]) -> Vec<DeliveryFile> {
    let mut stems = words::Scope::default();
    let count = choices.below(4).saturating_sub(1);
    (0..count)
        .map(|_| DeliveryFile {
            stem: stems.stem(choices),
            doc: words::doc(choices),
            source: choices.one_in(2).then(|| words::text(choices)),
            lines: lines(choices, payloads),
        })
        .collect()
}

fn lines(choices: &mut Choices<'_>, payloads: &[PayloadFile]) -> String {
    let mut out = String::new();
    let mut line = |key: &str, value: &str| out.extend([key, " = ", value, "\n"]);
    let preset = choices.one_in(4).then(|| *choices.pick(&preset_names().collect::<Vec<_>>()));
    if let Some(preset) = preset {
        line("preset", &print::toml(preset));
    }
    if preset.is_none() || choices.one_in(2) {
        line("event", &names(choices, payloads));
    }
    let body = choices.one_in(2).then(|| *choices.pick(&["json", "json-lines", "form", "cloudevents"]));
    if let Some(body) = body {
        line("body", &print::toml(body));
    }
    if choices.one_in(3) {
        let events = *choices.pick(&["{body}", "{body:/data}", "{body:/a~1b/%7D%25~0}", "{body:}"]);
        // In other formats the body itself says where its events are.
        if body.is_none_or(|body| body == "json") && (body.is_some() || preset != Some("cloudevents-v1")) {
            line("events", &print::toml(events));
        }
    }
    if choices.one_in(2) {
        let id = format!("{}{}{}", choices.pick(&LITERALS), fact(choices, payloads), choices.pick(&LITERALS));
        line("id", &print::toml(&id));
    }
    if choices.one_in(2) {
        line("sent_at", &timed(&fact(choices, payloads), choices));
    }
    for key in ["version", "attempt"] {
        if choices.one_in(3) {
            line(key, &print::toml(&fact(choices, payloads)));
        }
    }
    if choices.one_in(3) {
        let retries = choices.below(6);
        line("answer", &format!("{{ within = \"{}\", retries = {retries} }}", choices.pick(&DURATIONS)));
    }
    if choices.one_in(3) {
        let inside = if body == Some("json-lines") { outside(choices) } else { "{body:/a~1b/%7D%25~0}".to_owned() };
        // A signature may be at any other place.
        let place = if choices.one_in(2) { inside } else { "{query:*/ `|<b>}".to_owned() };
        line("handshake", &print::toml(&place));
    }
    let signatures = choices.below(3);
    out + &(0..signatures).map(|index| signature(choices, index)).collect::<String>()
}

/// Templates that compose the names of all events, whatever they are, and the name of one event as the last.
fn names(choices: &mut Choices<'_>, payloads: &[PayloadFile]) -> String {
    let names = || payloads.iter().flat_map(|payload| &payload.events).map(|event| event.name.as_str());
    let mut templates = Vec::new();
    if choices.one_in(2) && names().any(|name| !name.contains('/')) {
        templates.push("{header:x-topic}[/{query:action}][/{query:*/ `|<b>}]".to_owned());
    }
    templates.push(outside(choices));
    let is_literal = |name: &&str| !name.is_empty() && !name.contains(['{', '}', '[', ']']);
    templates.extend(names().find(is_literal).filter(|_| choices.one_in(3)).map(str::to_owned));
    match &templates[..] {
        [one] => print::toml(one),
        more => format!("[{}]", more.iter().map(|one| print::toml(one)).collect::<Vec<_>>().join(", ")),
    }
}

/// A header, or a key of the query.
fn outside(choices: &mut Choices<'_>) -> String {
    if choices.one_in(3) {
        let key = words::name(choices).replace(['{', '}', '[', ']'], "");
        return format!("{{query:{key}x}}");
    }
    format!("{{header:{}}}", choices.pick(&HEADERS))
}

/// Where something that is known of an event may be.
fn fact(choices: &mut Choices<'_>, payloads: &[PayloadFile]) -> String {
    let texts = payloads.iter().flat_map(|payload| &payload.fields).filter(|field| is_text(field));
    let texts: Vec<&str> = texts.map(|field| field.name.as_str()).collect();
    match choices.below(4) {
        0 if !texts.is_empty() => {
            let name = choices.pick(&texts).replace('~', "~0").replace('/', "~1");
            format!("{{payload:/{}}}", name.replace('%', "%25").replace('}', "%7D"))
        }
        1 => "{body:/data/0/a~1b}".to_owned(),
        _ => outside(choices),
    }
}

fn is_text(field: &Field) -> bool {
    match &field.kind {
        FieldKind::Of(Ty::Scalar(scalar)) => scalar.spelling() != "null",
        FieldKind::Time(..) | FieldKind::Held(_) | FieldKind::Object(_) | FieldKind::Of(_) => false,
        FieldKind::Like(_) | FieldKind::Constant(..) | FieldKind::Enum(..) => true,
    }
}

fn timed(place: &str, choices: &mut Choices<'_>) -> String {
    format!("{{ at = {}, type = \"{}\" }}", print::toml(place), choices.pick(&TIMES))
}

fn signature(choices: &mut Choices<'_>, index: usize) -> String {
    let name = format!("{}{index}", words::word(choices));
    let head = format!("[[signature]]\nname = {}\nin = {}\n", print::toml(&name), print::toml(&outside(choices)));
    if choices.one_in(3) {
        return head + &format!("equals = {}\n", print::toml(choices.pick::<&str>(&TOKENS)));
    }
    let codes = 1 + choices.below(BEGINNINGS.len());
    let code = |beginning: &&str| format!("{beginning}{{{}}}", choices.pick(&CODES));
    let mut parts: Vec<String> = BEGINNINGS.iter().take(codes).map(code).collect();
    let (mut signed, mut time) = (String::new(), String::new());
    let kind = choices.below(3);
    if kind > 0 {
        let ty = choices.pick(&TIMES);
        if kind == 1 {
            parts.push("t={time}".to_owned());
            time = format!("time = \"{ty}\"\n");
        } else {
            time = format!("time = {{ at = {}, type = \"{ty}\" }}\n", print::toml(&outside(choices)));
        }
        signed += "{time}";
        if choices.one_in(2) {
            time.extend(["tolerance = \"", choices.pick::<&str>(&DURATIONS), "\"\n"]);
        }
    }
    let more = if choices.one_in(3) { "{method}{url}".to_owned() } else { outside(choices) };
    signed.extend([choices.pick::<&str>(&LITERALS), "{body}", choices.pick::<&str>(&LITERALS), more.as_str()]);
    let split = if parts.len() > 1 || choices.one_in(2) {
        format!("split = {}\n", print::toml(choices.pick::<&str>(&BEGINNINGS)))
    } else {
        String::new()
    };
    let parts: Vec<String> = parts.iter().map(|part| print::toml(part)).collect();
    let algorithm = choices.pick(&["hmac-sha1", "hmac-sha256", "hmac-sha512"]);
    format!(
        "{head}{split}parts = [{}]\nsigned = {}\nalgorithm = \"{algorithm}\"\nsecret = {}\n{time}",
        parts.join(", "),
        print::toml(&signed),
        print::toml(choices.pick::<&str>(&SECRETS))
    )
}
