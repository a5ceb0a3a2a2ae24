//! Whether the signatures of a request are right.

use super::places::request_text;
use super::rejection::{Rejection, RejectionClass};
use super::request::Request;
use super::rules::{Capture, Part, Piece, Place, Signature, SignatureKind, SignedTime};
use super::secret::{Key, is_same, is_written};
use super::time::signed_millis;

/// Most codes of a signature.
const CODES: usize = 16;

/// A signature, and what it may have been made with.
pub(super) struct Checked {
    pub signature: &'static Signature,
    pub secrets: Secrets,
}

/// Secrets in the form in which they are compared.
pub(super) enum Secrets {
    Keys(Vec<Key>),
    Tokens(Vec<Vec<u8>>),
}

/// A signature as it was sent.
struct Sent<'s> {
    checked: &'s Checked,
    text: String,
    /// The text of its time, if that is at a place of its own.
    time: Option<String>,
    /// What is signed.
    pieces: Vec<SignedPiece>,
}

/// A piece of what is signed.
enum SignedPiece {
    Literal(&'static str),
    Text(String),
    Body,
    Time,
}

/// What a signature consists of, as it was sent.
#[derive(Default)]
struct Parsed<'t> {
    codes: Vec<(Capture, &'t str)>,
    time: Option<&'t str>,
    /// The time in milliseconds, and how far it may be from now.
    judged: Option<(i64, Option<u64>)>,
}

/// Checks every signature, each step of all of them before the next step.
pub(super) fn verify(
    signatures: &[Checked],
    request: &dyn Request,
    url: Option<&str>,
    now: i64,
) -> Result<(), Rejection> {
    let sent: Vec<Sent<'_>> =
        signatures.iter().map(|checked| Sent::of(checked, request, url)).collect::<Result<_, _>>()?;
    let parsed: Vec<(&Sent<'_>, Parsed<'_>)> =
        sent.iter().map(|sent| Ok((sent, sent.parse()?))).collect::<Result<_, Rejection>>()?;
    for (sent, parsed) in &parsed {
        if !sent.is_right(parsed, request.body()) {
            return Err(sent.rejection(RejectionClass::WrongSignature));
        }
    }
    parsed.iter().try_for_each(|(sent, parsed)| {
        parsed
            .judged
            .and_then(|(time, tolerance)| untimely(time, tolerance?, now))
            .map_or(Ok(()), |class| Err(sent.rejection(class)))
    })
}

/// What is wrong with a time; a difference that is equal to the tolerance is not.
fn untimely(time: i64, tolerance: u64, now: i64) -> Option<RejectionClass> {
    let ahead = i128::from(time) - i128::from(now);
    let most = i128::from(tolerance) * 1000;
    if -ahead > most {
        Some(RejectionClass::Stale)
    } else if ahead > most {
        Some(RejectionClass::Future)
    } else {
        None
    }
}

impl<'s> Sent<'s> {
    fn of(checked: &'s Checked, request: &dyn Request, url: Option<&str>) -> Result<Self, Rejection> {
        let signature = checked.signature;
        let text = |place| request_text(place, request, url).ok_or_else(|| Rejection::missing(signature.name, place));
        let own = text(signature.at)?;
        let SignatureKind::Code { signed, time, .. } = &signature.kind else {
            return Ok(Self { checked, text: own, time: None, pieces: Vec::new() });
        };
        let time = time.and_then(|time| time.at).map(text).transpose()?;
        let piece = |piece: &Piece| {
            Ok(match *piece {
                Piece::Literal(literal) => SignedPiece::Literal(literal),
                Piece::Place(Place::WholeBody) => SignedPiece::Body,
                Piece::Place(Place::Time) => SignedPiece::Time,
                Piece::Place(place) => SignedPiece::Text(text(place)?),
            })
        };
        let pieces = signed.iter().map(piece).collect::<Result<_, Rejection>>()?;
        Ok(Self { checked, text: own, time, pieces })
    }

    fn rejection(&self, class: RejectionClass) -> Rejection {
        Rejection::of_signature(class, self.checked.signature.name)
    }

    fn parse(&self) -> Result<Parsed<'_>, Rejection> {
        match &self.checked.signature.kind {
            SignatureKind::Token { .. } => Ok(Parsed::default()),
            SignatureKind::Code { split, parts, time, .. } => self
                .parts(*split, parts, time.as_ref())
                .ok_or_else(|| self.rejection(RejectionClass::MalformedSignature)),
        }
    }

    /// The codes and the time; `None` if they are not as they have to be.
    fn parts(&self, split: Option<&str>, parts: &[Part], signed: Option<&SignedTime>) -> Option<Parsed<'_>> {
        let mut parsed = Parsed::default();
        let whole = split.is_none().then_some(self.text.as_str());
        let pieces = split.into_iter().flat_map(|separator| self.text.split(separator));
        for piece in whole.into_iter().chain(pieces.map(|piece| piece.trim_matches([' ', '\t']))) {
            let Some((part, rest)) = matching(parts, piece) else { continue };
            match part.capture {
                Capture::Time => {
                    if parsed.time.replace(rest).is_some() {
                        return None;
                    }
                }
                Capture::Hex | Capture::HexUpper | Capture::Base64 | Capture::Base64Url => {
                    parsed.codes.push((part.capture, rest));
                    if parsed.codes.len() > CODES {
                        return None;
                    }
                }
            }
        }
        if parsed.codes.is_empty() || parsed.time.is_none() && parts.iter().any(|part| part.capture == Capture::Time) {
            return None;
        }
        parsed.time = self.time.as_deref().or(parsed.time);
        if let Some(signed) = signed {
            parsed.judged = Some((signed_millis(parsed.time?, signed.ty)?, signed.tolerance));
        }
        Some(parsed)
    }

    /// Whether any code is that of any secret.
    fn is_right(&self, parsed: &Parsed<'_>, body: &[u8]) -> bool {
        let pieces = || {
            self.pieces.iter().map(|piece| match piece {
                SignedPiece::Literal(literal) => literal.as_bytes(),
                SignedPiece::Text(text) => text.as_bytes(),
                SignedPiece::Body => body,
                SignedPiece::Time => parsed.time.unwrap_or_default().as_bytes(),
            })
        };
        match &self.checked.secrets {
            Secrets::Tokens(tokens) => tokens.iter().any(|token| is_same(self.text.as_bytes(), token)),
            Secrets::Keys(keys) => keys.iter().any(|key| {
                let code = key.code(pieces());
                parsed.codes.iter().any(|(capture, text)| is_written(text, &code, *capture))
            }),
        }
    }
}

/// The part that a piece is, and what follows its literal: of several, the one with the longest literal, then the first.
fn matching<'p, 't>(parts: &'p [Part], piece: &'t str) -> Option<(&'p Part, &'t str)> {
    let matches = parts.iter().rev().filter_map(|part| Some((part, piece.strip_prefix(part.literal)?)));
    matches.max_by_key(|(part, _)| part.literal.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_equal_to_the_tolerance_passes() {
        let class = |time, tolerance, now| untimely(time, tolerance, now);
        assert_eq!(class(0, 300, 300_000), None);
        assert_eq!(class(0, 300, 300_001), Some(RejectionClass::Stale));
        assert_eq!(class(300_000, 300, 0), None);
        assert_eq!(class(300_001, 300, 0), Some(RejectionClass::Future));
        assert_eq!(class(7, 0, 7), None);
        assert_eq!(class(7, 0, 8), Some(RejectionClass::Stale));
        assert_eq!(class(i64::MAX, 0, i64::MIN), Some(RejectionClass::Future));
        assert_eq!(class(i64::MIN, 300, i64::MAX), Some(RejectionClass::Stale));
        assert_eq!(class(i64::MIN, u64::MAX, i64::MAX), None);
    }

    #[test]
    fn the_longest_literal_is_the_part() {
        let part = |literal, capture| Part { literal, capture };
        let parts = [
            part("", Capture::Base64),
            part("v1", Capture::Hex),
            part("v1=", Capture::HexUpper),
            part("v1=", Capture::Time),
        ];
        let found = |piece| matching(&parts, piece).map(|(part, rest)| (part.capture, rest));
        assert_eq!(found("v1=ab"), Some((Capture::HexUpper, "ab")));
        assert_eq!(found("v1ab"), Some((Capture::Hex, "ab")));
        assert_eq!(found("v2"), Some((Capture::Base64, "v2")));
        assert!(matching(&parts[1..], "v2").is_none());
    }
}
