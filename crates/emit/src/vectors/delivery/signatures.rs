//! What shows the sender, right and wrong.

use eventspec_catalog::{Capture, CodeScheme, RequestPlace, Scheme, Signature};
use eventspec_payloads::requests;

use super::{Case, Cases, Expected, Good};

/// How many codes there may be.
const MOST_CODES: usize = 16;

pub(super) fn cases(cases: &mut Cases<'_>, good: &Good<'_>) {
    for signature in &cases.delivery.signatures {
        // A receiver with secrets of this one looks at no other.
        let good = &alone(good, signature);
        of_signature(cases, good, signature);
        match &signature.scheme {
            Scheme::Code(code) => {
                of_code(cases, good, signature, code);
                of_time(cases, good, signature, code);
            }
            Scheme::Token { .. } => {}
        }
    }
}

/// The same for a receiver that has secrets of one signature only.
fn alone<'a>(good: &Good<'a>, signature: &Signature) -> Good<'a> {
    let mut case = good.case.clone();
    case.secrets.retain(|name, _| *name == signature.name);
    Good { case, payload: good.payload.clone(), ..*good }
}

fn rejected(class: &'static str, signature: &Signature, place: Option<&RequestPlace>) -> Expected {
    Expected::Rejected {
        class,
        signature: Some(signature.name.clone()),
        place: place.map(ToString::to_string),
        offset: None,
    }
}

/// A request that is signed as it should be, to be changed afterwards.
fn signed(cases: &Cases<'_>, good: &Good<'_>, change: impl FnOnce(&mut Case)) -> Case {
    let mut case = good.case.clone();
    cases.sign(&mut case, |signature| Some(requests::secret(signature, 1)));
    change(&mut case);
    case
}

fn of_signature(cases: &mut Cases<'_>, good: &Good<'_>, signature: &Signature) {
    let name = &signature.name;
    let mut other = good.case.clone();
    let secrets = [2, 1].map(|number| requests::secret(signature, number));
    other.secrets.insert(name.clone(), secrets.iter().rev().cloned().collect());
    cases.add(&format!("{name}: signed with the first of two secrets"), other.clone());
    let mut second = signed(cases, good, |_| {});
    second.secrets.insert(name.clone(), secrets.to_vec());
    cases.add_signed(&format!("{name}: signed with the second of two secrets"), second);
    let mut wrong = signed(cases, good, |_| {});
    wrong.secrets.insert(name.clone(), vec![requests::secret(signature, 3)]);
    wrong.expected = rejected("wrong_signature", signature, None);
    cases.add_signed(&format!("{name}: signed with another secret"), wrong);

    let Some(header) = signature.at.header() else { return };
    let missing = |case: &mut Case| case.expected = rejected("missing_signature", signature, Some(&signature.at));
    let case = signed(cases, good, |case| {
        case.made.remove_header(header);
        missing(case);
    });
    cases.add_signed(&format!("{name}: not there"), case);
    for (what, text) in [("empty", ""), ("white space", " \t "), ("not ASCII", "\u{e9}")] {
        let case = signed(cases, good, |case| {
            case.made.set_header(header, text);
            missing(case);
        });
        cases.add_signed(&format!("{name}: {what}"), case);
    }
    let case = signed(cases, good, |case| {
        let text = format!(" {}\t", case.made.header(header).unwrap_or_default());
        case.made.set_header(header, &text);
    });
    cases.add_signed(&format!("{name}: white space around it"), case);
    let case = signed(cases, good, |case| {
        let text = case.made.header(header).unwrap_or_default().to_owned();
        case.made.headers.retain(|(other, _)| other != header);
        case.made.headers.push((header.to_ascii_uppercase(), text));
    });
    cases.add_signed(&format!("{name}: the header in capitals"), case);
    if code_literals(signature).is_some_and(|codes| codes.len() > 1) {
        return;
    }
    let case = signed(cases, good, |case| {
        let text = with_last_changed(case.made.header(header).unwrap_or_default());
        case.made.set_header(header, &text);
        case.expected = rejected("wrong_signature", signature, None);
    });
    cases.add_signed(&format!("{name}: another last character"), case);
}

/// What the codes of a signature begin with; nothing, if it has no codes.
fn code_literals(signature: &Signature) -> Option<Vec<&str>> {
    match &signature.scheme {
        Scheme::Code(code) => {
            let codes = code.parts.iter().filter(|part| part.capture != Capture::Time);
            Some(codes.map(|part| part.literal.as_str()).collect())
        }
        Scheme::Token { .. } => None,
    }
}

/// A code, hash or secret that differs in its last character, padding aside.
fn with_last_changed(text: &str) -> String {
    let trimmed = text.trim_end_matches('=');
    let (start, last) = trimmed.split_at(trimmed.len().saturating_sub(1));
    let other = if last == "0" { "1" } else { "0" };
    format!("{start}{other}{}", text.get(trimmed.len()..).unwrap_or_default())
}

fn of_code(cases: &mut Cases<'_>, good: &Good<'_>, signature: &Signature, code: &CodeScheme) {
    let name = &signature.name;
    let wrong = |case: &mut Case| case.expected = rejected("wrong_signature", signature, None);
    let malformed = |case: &mut Case| case.expected = rejected("malformed_signature", signature, None);
    let case = signed(cases, good, |case| {
        case.made.body.push(b' ');
        wrong(case);
    });
    cases.add_signed(&format!("{name}: a space more in the body"), case);
    let case = signed(cases, good, |case| {
        case.made.body.pop();
        wrong(case);
    });
    cases.add_signed(&format!("{name}: a byte less in the body"), case);
    for place in code.signed.iter().filter_map(|piece| piece.place()) {
        if let RequestPlace::Header(signed_header) = place {
            let case = signed(cases, good, |case| {
                case.made.remove_header(signed_header);
                case.expected = rejected("missing_signature", signature, Some(place));
            });
            cases.add_signed(&format!("{name}: without the signed header {signed_header}"), case);
        }
    }
    let Some(header) = signature.at.header() else { return };
    let codes = code_literals(signature).unwrap_or_default();
    if codes.iter().all(|literal| !literal.is_empty()) {
        let case = signed(cases, good, |case| {
            case.made.set_header(header, "nothing");
            malformed(case);
        });
        cases.add_signed(&format!("{name}: no code"), case);
    }
    let is_lower_hex = codes.len() == 1 && code.parts.iter().any(|part| part.capture == Capture::Hex);
    if is_lower_hex {
        let case = signed(cases, good, |case| {
            let text = case.made.header(header).unwrap_or_default().to_owned();
            let (start, code) = text.split_at(text.len().saturating_sub(40));
            case.made.set_header(header, &format!("{start}{}", code.to_ascii_uppercase()));
            wrong(case);
        });
        cases.add_signed(&format!("{name}: the code in capitals"), case);
    }
    if let Some(split) = &code.split {
        let first = codes.first().copied().unwrap_or_default();
        let with = |case: &mut Case, more: &str| {
            let text = case.made.header(header).unwrap_or_default().to_owned();
            case.made.set_header(header, &format!("{text}{more}"));
        };
        let case = signed(cases, good, |case| {
            let text = case.made.header(header).unwrap_or_default().to_owned();
            case.made.set_header(header, &format!("{first}0000{split}{text}"));
        });
        cases.add_signed(&format!("{name}: a wrong code before the right one"), case);
        let case = signed(cases, good, |case| with(case, &format!("{split}v0x=ignored")));
        cases.add_signed(&format!("{name}: a part that nobody knows"), case);
        let case =
            signed(cases, good, |case| with(case, &format!("{split}{first}00").repeat(MOST_CODES - codes.len())));
        cases.add_signed(&format!("{name}: {MOST_CODES} codes"), case);
        let case = signed(cases, good, |case| {
            with(case, &format!("{split}{first}00").repeat(MOST_CODES + 1 - codes.len()));
            malformed(case);
        });
        cases.add_signed(&format!("{name}: {} codes", MOST_CODES + 1), case);
    }
}

fn of_time(cases: &mut Cases<'_>, good: &Good<'_>, signature: &Signature, code: &CodeScheme) {
    let Some(time) = &code.time else { return };
    let name = &signature.name;
    if let Some(tolerance) = time.tolerance {
        let tolerance = i64::try_from(tolerance * 1000).unwrap_or(i64::MAX);
        let times = [
            ("as old as it may be", tolerance, None),
            ("older by a millisecond", tolerance + 1, Some("stale")),
            ("as far ahead as it may be", -tolerance, None),
            ("further ahead by a millisecond", -tolerance - 1, Some("future")),
        ];
        for (what, age, class) in times {
            let mut case = good.case.clone();
            case.now = case.signed_at + age;
            if let Some(class) = class {
                case.expected = rejected(class, signature, None);
            }
            cases.add(&format!("{name}: {what}"), case);
        }
    }
    match &time.at {
        Some(place @ RequestPlace::Header(header)) => {
            let case = signed(cases, good, |case| {
                case.made.remove_header(header);
                case.expected = rejected("missing_signature", signature, Some(place));
            });
            cases.add_signed(&format!("{name}: without its time"), case);
            let case = signed(cases, good, |case| {
                case.made.set_header(header, "yesterday");
                case.expected = rejected("malformed_signature", signature, None);
            });
            cases.add_signed(&format!("{name}: a time that is not one"), case);
        }
        Some(_) => {}
        None => {
            let Some(header) = signature.at.header() else { return };
            let part = code.parts.iter().find(|part| part.capture == Capture::Time);
            let literal = part.map_or("", |part| part.literal.as_str());
            let text = |case: &Case| case.made.header(header).unwrap_or_default().to_owned();
            let split = code.split.clone().unwrap_or_default();
            let case = signed(cases, good, |case| {
                case.made.set_header(header, &format!("{}{split}{literal}1", text(case)));
                case.expected = rejected("malformed_signature", signature, None);
            });
            cases.add_signed(&format!("{name}: two times"), case);
            let case = signed(cases, good, |case| {
                let parts: Vec<String> = text(case).split(&split).map(str::to_owned).collect();
                let codes: Vec<&str> =
                    parts.iter().map(String::as_str).filter(|part| !part.starts_with(literal)).collect();
                case.made.set_header(header, &codes.join(&split));
                case.expected = rejected("malformed_signature", signature, None);
            });
            cases.add_signed(&format!("{name}: no time"), case);
        }
    }
}
