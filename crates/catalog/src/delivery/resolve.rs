//! The files of `delivery/` in, [`Delivery`]s and findings out.

use std::ops::Range;

use super::model::{
    Algorithm, Answer, BodyFormat, Capture, CodeScheme, Delivery, NameTemplate, Piece, Pointer, RequestPlace, Scheme,
    Signature, SignedTime, TimeForm,
};
use super::presets;
use super::spec::{
    AlgorithmSpec, AnswerSpec, BodySpec, DELIVERY_KEYS, DeliveryFile, PlaceAndType, SignatureSpec, SignedTimeSpec,
    TimedSpec,
};
use super::template::{self, Fault, PlaceKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::docs::{self, Documentable};
use crate::fields;
use crate::ident::Ident;
use crate::layout::File;
use crate::read::{read_keys, suggestion};
use crate::sources::{Sources, Span};
use crate::spec::{At, DocsLint};

/// Where the name of an event may come from.
pub(super) const NAME: &[PlaceKind] = &[PlaceKind::Header, PlaceKind::Query, PlaceKind::Payload];
/// Where what is known of an event may come from.
const FACT: &[PlaceKind] = &[PlaceKind::Header, PlaceKind::Query, PlaceKind::Payload, PlaceKind::BodyPart];
/// Where the events of a body may be.
const EVENTS: &[PlaceKind] = &[PlaceKind::WholeBody, PlaceKind::BodyPart];
/// Where a signature or its time may be.
const OUTSIDE: &[PlaceKind] = &[PlaceKind::Header, PlaceKind::Query];
/// Where a challenge may be. It is of the request, so there is no place in the payload of one event.
const CHALLENGE: &[PlaceKind] = &[PlaceKind::Header, PlaceKind::Query, PlaceKind::BodyPart];
/// What may be signed.
const SIGNED: &[PlaceKind] =
    &[PlaceKind::Header, PlaceKind::Query, PlaceKind::WholeBody, PlaceKind::Method, PlaceKind::Url, PlaceKind::Time];

/// A value and where it is written; nowhere if a preset has it.
#[derive(Clone, Debug)]
pub(super) struct Placed<T> {
    pub value: T,
    pub span: Option<Span>,
}

/// What a file says, key by key.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    pub body: Option<BodyFormat>,
    pub events: Option<Placed<Pointer>>,
    pub event: Option<Vec<Placed<NameTemplate>>>,
    pub id: Option<Placed<Vec<Piece>>>,
    pub sent_at: Option<Placed<(RequestPlace, Option<TimeForm>)>>,
    pub version: Option<Placed<RequestPlace>>,
    pub attempt: Option<Placed<RequestPlace>>,
    pub signatures: Option<Vec<Signature>>,
    pub answer: Option<Answer>,
    pub handshake: Option<Placed<RequestPlace>>,
    pub source: Option<String>,
}

impl Written {
    /// What it says, and what a preset says where it says nothing.
    fn over(self, preset: Self) -> Self {
        Self {
            body: self.body.or(preset.body),
            events: self.events.or(preset.events),
            event: self.event.or(preset.event),
            id: self.id.or(preset.id),
            sent_at: self.sent_at.or(preset.sent_at),
            version: self.version.or(preset.version),
            attempt: self.attempt.or(preset.attempt),
            signatures: self.signatures.or(preset.signatures),
            answer: self.answer.or(preset.answer),
            handshake: self.handshake.or(preset.handshake),
            source: self.source.or(preset.source),
        }
    }
}

/// A delivery of a specification before it is held against its payloads.
pub(crate) struct Resolved {
    pub delivery: Delivery,
    pub(super) written: Written,
}

/// How each delivery composes the names of events.
pub(crate) fn names(resolved: &[Resolved]) -> Vec<&[NameTemplate]> {
    resolved.iter().map(|resolved| resolved.delivery.event.as_slice()).collect()
}

/// What the files of `delivery/` say. `unread` are the findings about files that could not be read.
pub(crate) fn resolve(
    sources: &Sources,
    files: &[File<'_>],
    docs: DocsLint,
    findings: &mut Vec<Diagnostic>,
    unread: &mut Vec<Diagnostic>,
) -> Vec<Resolved> {
    let mut out = Vec::new();
    for file in files {
        let Some(text) = file.text else { continue };
        let before = unread.len();
        let Some(mut spec) = read_keys::<DeliveryFile>(DELIVERY_KEYS, file.path, text, unread) else { continue };
        let doc = docs::doc(findings, docs, (Documentable::Delivery, file.path), spec.doc.take());
        let preset = spec.preset.take();
        let based_on = preset.as_ref().and_then(|preset| {
            let written = presets::written(&preset.value);
            if written.is_none() {
                let known: Vec<&str> = presets::preset_names().collect();
                // The version is easily left out.
                let is_it = |name: &&&str| name.rsplit_once("-v").is_some_and(|(name, _)| name == preset.value);
                let help = known
                    .iter()
                    .find(is_it)
                    .map_or_else(|| suggestion(&preset.value, &known, "key"), |name| format!("did you mean `{name}`?"));
                let message = format!("unknown preset `{}`", preset.value);
                let span = Span::new(file.path, preset.span.clone());
                findings.push(Diagnostic::new(Code::WrongValue, span, message, help));
            }
            written
        });
        let is_whole = unread.len() == before;
        let is_known = preset.is_some() == based_on.is_some();
        let mut reader = Reader { sources, file: file.path, findings, is_preset: false, is_whole };
        let own = reader.written(spec);
        let written = own.over(based_on.unwrap_or_default());
        if written.event.is_none() && is_known && is_whole {
            let span = Span::new(file.path, 0..0);
            let help = "add it, as in `event = \"{header:x-event}\"`";
            findings.push(Diagnostic::new(Code::MissingKey, span, "missing key `event`", help));
        }
        refuse_events(&written, findings);
        refuse_handshake(&written, findings);
        let of = |placed: &Option<Placed<RequestPlace>>| placed.as_ref().map(|placed| placed.value.clone());
        let sent_at = written.sent_at.as_ref().and_then(|sent| {
            let (place, form) = &sent.value;
            Some((place.clone(), (*form)?))
        });
        let delivery = Delivery {
            name: file.stem.to_owned(),
            ident: Ident::new(file.stem),
            doc,
            source: written.source.clone(),
            preset: preset.map(|preset| preset.value),
            body: written.body.unwrap_or_default(),
            events: written.events.as_ref().map(|placed| placed.value.clone()),
            event: written.event.iter().flatten().map(|placed| placed.value.clone()).collect(),
            id: written.id.as_ref().map(|placed| placed.value.clone()),
            sent_at,
            version: of(&written.version),
            attempt: of(&written.attempt),
            signatures: written.signatures.clone().unwrap_or_default(),
            answer: written.answer.clone(),
            handshake: of(&written.handshake),
            place: sources.place(file.path, 0),
        };
        out.push(Resolved { delivery, written });
    }
    out
}

/// In some formats the body itself says where its events are.
fn refuse_events(written: &Written, findings: &mut Vec<Diagnostic>) {
    let Some(Placed { span: Some(span), .. }) = &written.events else { return };
    let what = match written.body.unwrap_or_default() {
        BodyFormat::Json => return,
        BodyFormat::JsonLines => "each line is an event",
        BodyFormat::Form => "a form is one event",
        BodyFormat::CloudEvents => "the content type says whether there are several",
    };
    let message = "only a JSON body can have `events`";
    findings.push(Diagnostic::new(Code::BadDelivery, span.clone(), message, format!("remove `events`: {what}")));
}

/// What cannot be a challenge.
fn refuse_handshake(written: &Written, findings: &mut Vec<Diagnostic>) {
    let Some(Placed { value, span: Some(span) }) = &written.handshake else { return };
    let mut refuse = |message: String, help: &str| {
        findings.push(Diagnostic::new(Code::BadDelivery, span.clone(), message, help));
    };
    let is_signature = |signature: &&Signature| signature.at == *value;
    if let Some(signature) = written.signatures.iter().flatten().find(is_signature) {
        let message = format!("`{value}` is the place of the signature `{}`, and not of a challenge", signature.name);
        refuse(message, "correct the place, or remove `handshake` if the sender does not challenge");
    }
    let is_in_body = PlaceKind::of(value) == PlaceKind::BodyPart;
    if is_in_body && written.body == Some(BodyFormat::JsonLines) {
        let message = format!("`{value}` is never there: each line of the body is a text of its own");
        refuse(message, "write a header or a key of the query, as in `{query:challenge}`");
    }
}

/// What a preset says.
pub(super) fn of_preset(text: &str) -> Written {
    let (sources, mut findings) = (Sources::default(), Vec::new());
    let spec = read_keys::<DeliveryFile>(DELIVERY_KEYS, "preset", text, &mut findings);
    let mut reader =
        Reader { sources: &sources, file: "preset", findings: &mut findings, is_preset: true, is_whole: true };
    let written = spec.map(|spec| reader.written(spec)).unwrap_or_default();
    debug_assert!(findings.is_empty(), "{findings:?}");
    written
}

struct Reader<'a> {
    sources: &'a Sources,
    file: &'a str,
    findings: &'a mut Vec<Diagnostic>,
    is_preset: bool,
    /// Whether everything in the file could be read: what is missing in it otherwise may have been there.
    is_whole: bool,
}

impl Reader<'_> {
    fn written(&mut self, spec: DeliveryFile) -> Written {
        let DeliveryFile {
            doc: _,
            source,
            preset: _,
            body,
            events,
            event,
            id,
            sent_at,
            version,
            attempt,
            signature,
            answer,
            handshake,
        } = spec;
        Written {
            body: body.map(|body| match body {
                BodySpec::Json => BodyFormat::Json,
                BodySpec::JsonLines => BodyFormat::JsonLines,
                BodySpec::Form => BodyFormat::Form,
                BodySpec::CloudEvents => BodyFormat::CloudEvents,
            }),
            events: events.and_then(|at| {
                let placed = self.placed(&at, |text| template::place(text, EVENTS))?;
                let value = match placed.value {
                    RequestPlace::Body(pointer) => pointer,
                    RequestPlace::Header(_)
                    | RequestPlace::Query(_)
                    | RequestPlace::Payload(_)
                    | RequestPlace::WholeBody
                    | RequestPlace::Method
                    | RequestPlace::Url
                    | RequestPlace::Time => Pointer::default(),
                };
                Some(Placed { value, span: placed.span })
            }),
            event: event.map(|event| {
                event.all().iter().filter_map(|at| self.placed(at, |text| template::name(text, NAME))).collect()
            }),
            id: id.and_then(|at| self.placed(&at, |text| template::id(text, FACT))),
            sent_at: sent_at.and_then(|at| self.sent_at(&at)),
            version: version.and_then(|at| self.placed(&at, |text| template::place(text, FACT))),
            attempt: attempt.and_then(|at| self.placed(&at, |text| template::place(text, FACT))),
            signatures: signature.map(|signatures| self.signatures(signatures)),
            answer: answer.map(|answer| self.answer(answer)),
            handshake: handshake.and_then(|at| self.placed(&at, |text| template::place(text, CHALLENGE))),
            source,
        }
    }

    /// A finding about a stretch of a text.
    fn fault(&mut self, at: &At<String>, (range, message, help): Fault) {
        let span = fields::within(self.sources, self.file, at, range);
        self.findings.push(Diagnostic::new(Code::BadDelivery, span, message, help));
    }

    fn text<T>(&mut self, at: &At<String>, read: impl FnOnce(&str) -> Result<T, Fault>) -> Option<T> {
        read(&at.value).map_err(|fault| self.fault(at, fault)).ok()
    }

    fn placed<T>(&mut self, at: &At<String>, read: impl FnOnce(&str) -> Result<T, Fault>) -> Option<Placed<T>> {
        let value = self.text(at, read)?;
        let span = (!self.is_preset).then(|| Span::new(self.file, at.span.clone()));
        Some(Placed { value, span })
    }

    fn refuse(&mut self, span: &Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let span = Span::new(self.file, span.clone());
        self.findings.push(Diagnostic::new(Code::BadDelivery, span, message, help));
    }

    fn form(&mut self, ty: &At<String>) -> Option<TimeForm> {
        let form = TimeForm::of(&ty.value);
        if form.is_none() {
            let known: Vec<String> = TimeForm::ALL.iter().map(|form| format!("`{}`", form.as_str())).collect();
            let message = format!("`{}` is not a point in time", ty.value);
            self.fault(ty, (0..ty.value.len(), message, format!("write one of {}", known.join(", "))));
        }
        form
    }

    fn sent_at(&mut self, at: &At<TimedSpec>) -> Option<Placed<(RequestPlace, Option<TimeForm>)>> {
        match &at.value {
            TimedSpec::Place(text) => {
                let text = At { value: text.clone(), span: at.span.clone() };
                let placed = self.placed(&text, |text| template::place(text, FACT))?;
                if self.is_preset || matches!(placed.value, RequestPlace::Payload(_)) {
                    return Some(Placed { value: (placed.value, None), span: placed.span });
                }
                let help =
                    format!("write `{{ at = \"{}\", type = \"timestamp(unix)\" }}`, or another type", text.value);
                self.refuse(&at.span, "the type of this time is missing", help);
                None
            }
            TimedSpec::Both(PlaceAndType { at: place, ty }) => {
                let form = self.form(ty);
                let placed = self.placed(place, |text| template::place(text, FACT))?;
                Some(Placed { value: (placed.value, Some(form?)), span: placed.span })
            }
        }
    }

    fn answer(&mut self, AnswerSpec { within, retries }: AnswerSpec) -> Answer {
        let within = within.and_then(|at| self.text(&at, template::duration));
        Answer { within, retries: retries.map(|at| at.value) }
    }

    fn signatures(&mut self, specs: Vec<At<SignatureSpec>>) -> Vec<Signature> {
        let are_several = specs.len() > 1;
        let mut out: Vec<Signature> = Vec::new();
        for spec in specs {
            if are_several && spec.value.name.is_none() {
                self.refuse(
                    &spec.span,
                    "this signature needs a name, because there are several",
                    "add a `name`, such as `name = \"v1\"`",
                );
            }
            let name = spec.value.name.as_ref().map(|name| (name.value.clone(), name.span.clone()));
            let (name, span) = name.unwrap_or_else(|| ("signature".to_owned(), spec.span.clone()));
            if out.iter().any(|other| other.name == name) && spec.value.name.is_some() {
                self.refuse(&span, format!("two signatures are called `{name}`"), "rename one of the two");
            }
            out.extend(self.signature(name, spec.value, spec.span));
        }
        out
    }

    fn signature(&mut self, name: String, spec: SignatureSpec, span: Range<usize>) -> Option<Signature> {
        let SignatureSpec { name: _, at, equals, split, parts, signed, algorithm, secret, time, tolerance } = spec;
        let place = self.text(&at, |text| template::place(text, OUTSIDE));
        if let Some(equals) = equals {
            let others = [
                ("split", split.map(|at| at.span)),
                ("parts", parts.map(|at| at.span)),
                ("signed", signed.map(|at| at.span)),
                ("algorithm", algorithm.map(|at| at.span)),
                ("secret", secret.map(|at| at.span)),
                ("time", time.map(|at| at.span)),
                ("tolerance", tolerance.map(|at| at.span)),
            ];
            for (key, span) in others {
                if let Some(span) = span {
                    let message = format!("a token has no `{key}`");
                    self.refuse(&span, message, "remove it, or `equals` if the signature is a code");
                }
            }
            let (literal, form) = self.text(&equals, template::token)?;
            return Some(Signature { name, at: place?, scheme: Scheme::Token { literal, form } });
        }
        let missing = [
            ("parts", parts.is_none(), "parts = [\"{hex}\"]"),
            ("signed", signed.is_none(), "signed = \"{body}\""),
            ("algorithm", algorithm.is_none(), "algorithm = \"hmac-sha256\""),
            ("secret", secret.is_none(), "secret = \"{text}\""),
        ];
        for (key, is_missing, example) in missing {
            if is_missing && self.is_whole {
                let help = format!("add it, as in `{example}`; or `equals` if the signature is a token");
                let span = Span::new(self.file, span.clone());
                self.findings.push(Diagnostic::new(Code::MissingKey, span, format!("missing key `{key}`"), help));
            }
        }
        let parts = self.parts(parts?)?;
        let signed_at = signed?;
        let signed = self.text(&signed_at, |text| template::template(text, SIGNED))?;
        let secret = self.text(&secret?, template::secret)?;
        let time = self.time(time, tolerance, &parts);
        self.signed(&signed_at, &signed, time.as_ref());
        let algorithm = match algorithm? {
            At { value: AlgorithmSpec::HmacSha1, .. } => Algorithm::HmacSha1,
            At { value: AlgorithmSpec::HmacSha256, .. } => Algorithm::HmacSha256,
            At { value: AlgorithmSpec::HmacSha512, .. } => Algorithm::HmacSha512,
        };
        if split.is_none() && parts.0.len() > 1 {
            let help = "add the separator, as in `split = \",\"`; or keep one part";
            self.refuse(&parts.1, "there are several parts, but no `split`", help);
        }
        if let Some(split) = split.as_ref().filter(|split| split.value.is_empty()) {
            self.refuse(&split.span, "the separator is empty", "write what separates the parts, as in `split = \",\"`");
        }
        let scheme = CodeScheme {
            split: split.map(|split| split.value),
            parts: parts.0,
            signed,
            algorithm,
            secret,
            time: time.map(|(time, _)| time),
        };
        Some(Signature { name, at: place?, scheme: Scheme::Code(scheme) })
    }

    /// The parts, and where they are.
    fn parts(&mut self, parts: At<Vec<At<String>>>) -> Option<(Vec<super::model::SignaturePart>, Range<usize>)> {
        let read: Vec<_> = parts.value.iter().map(|at| self.text(at, template::part)).collect();
        let read = read.into_iter().collect::<Option<Vec<_>>>()?;
        let times = read.iter().filter(|part| part.capture == Capture::Time).count();
        if times > 1 {
            self.refuse(&parts.span, "several parts have a time", "keep one part with `{time}`");
        }
        if times == read.len() {
            self.refuse(&parts.span, "no part has a code", "add one, as in `\"v1={hex}\"`");
        }
        let mut literals: Vec<&str> = read.iter().map(|part| part.literal.as_str()).collect();
        literals.sort_unstable();
        if literals.windows(2).any(|pair| pair.first() == pair.last()) {
            let help = "give each part a literal of its own, or remove one of the two";
            self.refuse(&parts.span, "two parts begin with the same literal", help);
        }
        Some((read, parts.span))
    }

    /// When the signature was made, and where its tolerance is written.
    fn time(
        &mut self,
        time: Option<At<SignedTimeSpec>>,
        tolerance: Option<At<String>>,
        (parts, span): &(Vec<super::model::SignaturePart>, Range<usize>),
    ) -> Option<(SignedTime, Option<Range<usize>>)> {
        let is_in_parts = parts.iter().any(|part| part.capture == Capture::Time);
        let Some(time) = time else {
            if let Some(tolerance) = tolerance {
                let help = "add it, as in `time = { at = \"{header:x-timestamp}\", type = \"timestamp(unix)\" }`";
                self.refuse(&tolerance.span, "`tolerance` needs a `time`", help);
            } else if is_in_parts {
                self.refuse(
                    span,
                    "the type of the time in the signature is missing",
                    "add `time = \"timestamp(unix)\"`, or another type",
                );
            }
            return None;
        };
        let (at, form) = match &time.value {
            SignedTimeSpec::Type(text) => {
                let ty = At { value: text.clone(), span: time.span.clone() };
                (None, self.form(&ty)?)
            }
            SignedTimeSpec::Both(PlaceAndType { at, ty }) => {
                let form = self.form(ty);
                (Some(self.text(at, |text| template::place(text, OUTSIDE))?), form?)
            }
        };
        match (&at, is_in_parts) {
            (None, false) => {
                let help = "say where it is, as in `time = { at = \"{header:x-timestamp}\", type = \"timestamp(unix)\" }`, or add a part with `{time}`";
                self.refuse(&time.span, "the signature has no part with this time", help);
            }
            (Some(_), true) => {
                self.refuse(&time.span, "the time is in two places", "remove `at`, or the part with `{time}`");
            }
            (None, true) | (Some(_), false) => {}
        }
        let span = tolerance.as_ref().map(|tolerance| tolerance.span.clone());
        let tolerance = tolerance.and_then(|tolerance| self.text(&tolerance, template::duration));
        Some((SignedTime { at, form, tolerance }, span))
    }

    /// What is signed has to hold the body, and the time if it is checked.
    fn signed(&mut self, at: &At<String>, signed: &[Piece], time: Option<&(SignedTime, Option<Range<usize>>)>) {
        let has = |place: &RequestPlace| signed.iter().any(|piece| piece.place() == Some(place));
        if !has(&RequestPlace::WholeBody) {
            let message = if at.value.is_empty() { "nothing is signed" } else { "the body is not signed" };
            self.refuse(&at.span, message, "add `{body}`: a code that does not depend on it lets any body pass");
        }
        if has(&RequestPlace::Time) && time.is_none() {
            self.refuse(&at.span, "the signature has no time", "remove `{time}`, or add a `time`");
        }
        let is_signed = |time: &SignedTime| has(&RequestPlace::Time) || time.at.as_ref().is_some_and(has);
        if let Some((time, Some(tolerance))) = time
            && !is_signed(time)
        {
            let help = "add `{time}` to `signed` if it is signed; otherwise remove `tolerance`: whoever replays a request can write any time into it";
            self.refuse(tolerance, "`tolerance` has no effect, because the time is not signed", help);
        }
    }
}
