//! A template in, its pieces out, or what is wrong with it and where.
//!
//! ```ebnf
//! template = { LIT | place } { "[" { LIT | place } "]" } ;      (* LIT has no { } [ ]; brackets in the names of events alone *)
//! place    = "{" ( "header:" TOKEN | "query:" KEY | ("payload"|"body") ":" POINTER | "body" | "method" | "url" | "time" ) "}" ;
//! POINTER  = RFC 6901 section 6, fragment form without "#" ;
//! ```

use std::borrow::Cow;
use std::ops::Range;

use super::model::{
    Capture, NameTemplate, Piece, Pointer, RequestPlace, SecretEncoding, SecretForm, SignaturePart, TokenForm,
};

/// What is wrong with a template: where in it, what, and how to fix it.
pub(super) type Fault = (Range<usize>, String, String);

/// A kind of place, to say where which are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlaceKind {
    Header,
    Query,
    Payload,
    BodyPart,
    WholeBody,
    Method,
    Url,
    Time,
}

impl PlaceKind {
    /// A place of this kind, as an example.
    fn example(self) -> &'static str {
        match self {
            Self::Header => "{header:x-event}",
            Self::Query => "{query:key}",
            Self::Payload => "{payload:/type}",
            Self::BodyPart => "{body:/data}",
            Self::WholeBody => "{body}",
            Self::Method => "{method}",
            Self::Url => "{url}",
            Self::Time => "{time}",
        }
    }

    pub(super) fn of(place: &RequestPlace) -> Self {
        match place {
            RequestPlace::Header(_) => Self::Header,
            RequestPlace::Query(_) => Self::Query,
            RequestPlace::Payload(_) => Self::Payload,
            RequestPlace::Body(_) => Self::BodyPart,
            RequestPlace::WholeBody => Self::WholeBody,
            RequestPlace::Method => Self::Method,
            RequestPlace::Url => Self::Url,
            RequestPlace::Time => Self::Time,
        }
    }
}

/// A template without optional parts, of certain places.
pub(super) fn template(text: &str, allowed: &[PlaceKind]) -> Result<Vec<Piece>, Fault> {
    let mut reader = Reader { text, at: 0, allowed };
    let pieces = reader.pieces()?;
    match text.get(reader.at..).and_then(|rest| rest.chars().next()) {
        None => Ok(pieces),
        Some(bracket) => {
            let message = format!("`{bracket}` is not allowed here");
            Err((
                reader.at..reader.at + 1,
                message,
                "remove it: only the name of an event has optional parts".to_owned(),
            ))
        }
    }
}

/// A single place, of certain kinds.
pub(super) fn place(text: &str, allowed: &[PlaceKind]) -> Result<RequestPlace, Fault> {
    let pieces = template(text, allowed)?;
    if let [Piece::Place(place)] = pieces.as_slice() {
        return Ok(place.clone());
    }
    if let Some(meant) = meant(text, allowed) {
        return Err((0..text.len(), format!("`{text}` is not a place"), format!("write `{meant}`")));
    }
    let help = format!("write one place and nothing else, such as {}", examples(allowed));
    Err((0..text.len(), "this is not a single place".to_owned(), help))
}

/// The place that is meant by a text without braces: the name of a header, or a path.
pub(super) fn meant(text: &str, allowed: &[PlaceKind]) -> Option<String> {
    let path = |kind| {
        let pointer = text.starts_with('/') && allowed.contains(&kind);
        pointer.then(|| if kind == PlaceKind::Payload { "payload" } else { "body" })
    };
    let kind = match path(PlaceKind::Payload).or_else(|| path(PlaceKind::BodyPart)) {
        Some(kind) => kind,
        None if is_token(text) && allowed.contains(&PlaceKind::Header) => "header",
        None => return None,
    };
    Some(format!("{{{kind}:{text}}}"))
}

/// A template that identifies something, so it has a place.
pub(super) fn id(text: &str, allowed: &[PlaceKind]) -> Result<Vec<Piece>, Fault> {
    let pieces = template(text, allowed)?;
    if pieces.iter().any(|piece| piece.place().is_some()) {
        return Ok(pieces);
    }
    let help = meant(text, allowed).unwrap_or_else(|| "{header:x-delivery-id}".to_owned());
    Err((0..text.len(), format!("`{text}` would be the `id` of every event"), format!("write a place, as in `{help}`")))
}

/// The name of an event, or what such names are composed of.
pub(super) fn name(text: &str, allowed: &[PlaceKind]) -> Result<NameTemplate, Fault> {
    let mut reader = Reader { text, at: 0, allowed };
    let pieces = reader.pieces()?;
    let mut optional = Vec::new();
    while text.get(reader.at..).is_some_and(|rest| rest.starts_with('[')) {
        let start = reader.at;
        reader.at += 1;
        let part = reader.pieces()?;
        if !text.get(reader.at..).is_some_and(|rest| rest.starts_with(']')) {
            let message = "`[` is not closed".to_owned();
            return Err((start..text.len(), message, "add a `]` after the optional part".to_owned()));
        }
        reader.at += 1;
        if part.iter().all(|piece| piece.place().is_none()) {
            let message = "an optional part needs a place".to_owned();
            let help = "put a place into it, as in `[.{payload:/action}]`".to_owned();
            return Err((start..reader.at, message, help));
        }
        optional.push(part);
    }
    if reader.at < text.len() {
        let help = "move optional parts to the end; a name has no other brackets".to_owned();
        return Err((reader.at..text.len(), "this follows an optional part, or is a `]` without `[`".to_owned(), help));
    }
    let template = NameTemplate { pieces, optional };
    if template.pieces.is_empty() {
        let help = "begin with what every name has, as in `{header:x-event}[.{payload:/action}]`".to_owned();
        return Err((0..text.len(), "a name cannot consist of optional parts alone".to_owned(), help));
    }
    let all: Vec<&Piece> = template.pieces.iter().chain(template.optional.iter().flatten()).collect();
    let is_adjacent = |pair: &&[&Piece]| pair.iter().all(|piece| piece.place().is_some());
    if let Some([first, second]) = all.windows(2).find(is_adjacent) {
        let message = format!("nothing separates {first} from {second}");
        let help = format!("put a separator between them, as in `{first}.{second}`");
        return Err((0..text.len(), message, help));
    }
    Ok(template)
}

/// Which places there may be, in words.
fn examples(allowed: &[PlaceKind]) -> String {
    let words: Vec<String> = allowed.iter().map(|kind| format!("`{}`", kind.example())).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    allowed: &'a [PlaceKind],
}

impl Reader<'_> {
    /// Literals and places up to a bracket or the end.
    fn pieces(&mut self) -> Result<Vec<Piece>, Fault> {
        let mut out = Vec::new();
        while let Some(rest) = self.text.get(self.at..).filter(|rest| !rest.is_empty() && !rest.starts_with(['[', ']']))
        {
            if rest.starts_with('{') {
                out.push(Piece::Place(self.place(rest)?));
                continue;
            }
            if rest.starts_with('}') {
                let message = "`}` without a `{`".to_owned();
                return Err((self.at..self.at + 1, message, "remove it, or begin the place with `{`".to_owned()));
            }
            let end = rest.find(['{', '}', '[', ']']).unwrap_or(rest.len());
            out.push(Piece::Literal(rest.get(..end).unwrap_or_default().to_owned()));
            self.at += end;
        }
        Ok(out)
    }

    /// A place at the beginning of what is left.
    fn place(&mut self, rest: &str) -> Result<RequestPlace, Fault> {
        let start = self.at;
        let Some((inside, _)) = rest.get(1..).and_then(|rest| rest.split_once('}')) else {
            let message = "`{` is not closed".to_owned();
            return Err((start..self.text.len(), message, "add a `}` after the place".to_owned()));
        };
        let range = start..start + inside.len() + 2;
        self.at = range.end;
        let place = known_place(inside).map_err(|(message, help)| {
            let help = help.unwrap_or_else(|| format!("write {}", examples(self.allowed)));
            (range.clone(), message, help)
        })?;
        if self.allowed.contains(&PlaceKind::of(&place)) {
            return Ok(place);
        }
        let help = format!("write {}", examples(self.allowed));
        Err((range, format!("{place} is not allowed here"), help))
    }
}

/// The place of a text in braces; or what is wrong with it, and how to fix it unless that depends on what is allowed.
fn known_place(inside: &str) -> Result<RequestPlace, (String, Option<String>)> {
    let (kind, argument) = inside.split_once(':').map_or((inside, None), |(kind, argument)| (kind, Some(argument)));
    match (kind, argument) {
        ("header", Some(name)) if is_token(name) => Ok(RequestPlace::Header(name.to_ascii_lowercase())),
        ("header", _) => Err((
            format!("`{}` is not the name of a header", argument.unwrap_or_default()),
            Some("write one of letters, digits and hyphens, as in `{header:x-event}`".to_owned()),
        )),
        ("query", Some(key)) if !key.is_empty() => Ok(RequestPlace::Query(key.to_owned())),
        ("payload", Some(text)) => pointer(text).and_then(|pointer| {
            if pointer.0.is_empty() {
                let help = "write where in the payload, as in `{payload:/type}`".to_owned();
                return Err(("this is the whole payload".to_owned(), Some(help)));
            }
            Ok(RequestPlace::Payload(pointer))
        }),
        ("body", Some(text)) => pointer(text).map(RequestPlace::Body),
        ("body", None) => Ok(RequestPlace::WholeBody),
        ("method", None) => Ok(RequestPlace::Method),
        ("url", None) => Ok(RequestPlace::Url),
        ("time", None) => Ok(RequestPlace::Time),
        _ => Err((format!("`{{{inside}}}` is not a place"), None)),
    }
}

/// The reference tokens of a pointer.
fn pointer(text: &str) -> Result<Pointer, (String, Option<String>)> {
    let wrong = |message: String| {
        (message, Some("write it as in `{payload:/data/object}`; `}` is `%7D`, `%` is `%25`".to_owned()))
    };
    let decoded =
        percent_decoded(text).ok_or_else(|| wrong(format!("`{text}` has a `%` without two hexadecimal digits")))?;
    if decoded.is_empty() {
        return Ok(Pointer::default());
    }
    let Some(rest) = decoded.strip_prefix('/') else {
        return Err((format!("`{text}` does not begin with `/`"), Some(format!("write `/{text}`"))));
    };
    let token = |token: &str| eventspec_runtime::unescaped(token).map(Cow::into_owned);
    let tokens: Option<Vec<String>> = rest.split('/').map(token).collect();
    tokens.map(Pointer).ok_or_else(|| wrong(format!("`{text}` has a `~` without a `0` or `1` after it")))
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next()?, bytes.next()?];
            let digits = std::str::from_utf8(&digits).ok().filter(|digits| !digits.contains('+'))?.to_owned();
            out.push(u8::from_str_radix(&digits, 16).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

/// Whether a text may be the name of a header, by RFC 9110.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// A literal and the word in braces behind it.
fn literal_and_word(text: &str) -> Option<(&str, &str)> {
    let (literal, rest) = text.split_once('{')?;
    let word = rest.strip_suffix('}')?;
    (!literal.contains(['}', '[', ']']) && !word.contains(['{', '}'])).then_some((literal, word))
}

/// `t={time}`, `v1={hex}`.
pub(super) fn part(text: &str) -> Result<SignaturePart, Fault> {
    let read = literal_and_word(text);
    let known = read.and_then(|(literal, word)| Some((literal, Capture::of(word)?)));
    known.map(|(literal, capture)| SignaturePart { literal: literal.to_owned(), capture }).ok_or_else(|| {
        let words: Vec<String> = Capture::ALL.iter().map(|one| format!("`{{{}}}`", one.as_str())).collect();
        let help = format!("end it with what follows the literal: one of {}", words.join(", "));
        (0..text.len(), format!("`{text}` does not say how the code is written"), help)
    })
}

/// `{text}`, `[whsec_]{base64}`.
pub(super) fn secret(text: &str) -> Result<SecretForm, Fault> {
    let (optional, rest) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((literal, rest)) => (Some(literal), rest),
        None => (None, text),
    };
    let read = literal_and_word(rest).filter(|(literal, _)| optional.is_none() || literal.is_empty());
    let known = read.and_then(|(literal, word)| Some((optional.unwrap_or(literal), SecretEncoding::of(word)?)));
    known
        .map(|(literal, encoding)| SecretForm {
            literal: literal.to_owned(),
            literal_is_optional: optional.is_some(),
            encoding,
        })
        .ok_or_else(|| {
            if !text.contains('{') && !text.is_empty() {
                // It is not repeated here: it would be in the log of whoever checks the file.
                let message = "this seems to be a secret; the file only says how secrets are written".to_owned();
                let help = "write `{text}`, `{hex}` or `{base64}`, with any literal in front of it, as in `whsec_{base64}`; and give the secret to the receiver alone";
                return (0..text.len(), message, help.to_owned());
            }
            let help = "write `{text}`, `{hex}` or `{base64}`, with any literal in front of it: `[whsec_]{base64}` if that is optional";
            (0..text.len(), format!("`{text}` is not a form of a secret"), help.to_owned())
        })
}

/// `Bearer {secret}`, `{sha256-hex:secret}`.
pub(super) fn token(text: &str) -> Result<(String, TokenForm), Fault> {
    let known = literal_and_word(text).and_then(|(literal, word)| Some((literal.to_owned(), TokenForm::of(word)?)));
    known.ok_or_else(|| {
        let words: Vec<String> = TokenForm::ALL.iter().map(|one| format!("`{{{}}}`", one.as_str())).collect();
        let what =
            if text.contains('{') { "is not a form of a token" } else { "is known to everybody who reads this file" };
        let help = format!("end it with one of {}", words.join(", "));
        (0..text.len(), format!("`{text}` {what}"), help)
    })
}

/// A number of seconds, minutes, hours or days: `5m`.
pub(super) fn duration(text: &str) -> Result<u64, Fault> {
    let (digits, unit) = text.split_at_checked(text.len().saturating_sub(1)).unwrap_or_default();
    let unit = match unit {
        "s" => Some(1),
        "m" => Some(60),
        "h" => Some(3_600),
        "d" => Some(86_400),
        _ => None,
    };
    let number = digits.parse::<u32>().ok().filter(|number| *number > 0 && !digits.starts_with('+'));
    number.zip(unit).map(|(number, unit)| u64::from(number) * unit).ok_or_else(|| {
        let help = "write a whole number of seconds, minutes, hours or days: `90s`, `5m`, `1h`, `2d`".to_owned();
        (0..text.len(), format!("`{text}` is not a duration"), help)
    })
}
