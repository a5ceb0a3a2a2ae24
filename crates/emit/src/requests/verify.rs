//! How signatures are verified, in steps that can be followed in any language.

use eventspec_catalog::{
    Algorithm, Capture, CodeScheme, Delivery, Scheme, SecretEncoding, SecretForm, Signature, SignaturePart, SignedTime,
    TokenForm,
};

use super::{duration, literal, pieces, place, time};
use crate::alternatives::Prints;
use crate::write::{Code, code};

/// How a signature is verified.
pub(crate) struct Verification<L> {
    /// What it is called, if there are several.
    pub name: Option<Code<L>>,
    /// What is to be done, in order.
    pub steps: Vec<Code<L>>,
}

/// How each signature of a delivery is verified.
pub(crate) fn verifications<L: Prints>(delivery: &Delivery) -> Vec<Verification<L>> {
    let are_several = delivery.signatures.len() > 1;
    let one = |signature: &Signature| Verification {
        name: are_several.then(|| L::span(&signature.name)),
        steps: match &signature.scheme {
            Scheme::Code(scheme) => by_code(signature, scheme),
            Scheme::Token { literal, form } => by_token(signature, literal, *form),
        },
    };
    delivery.signatures.iter().map(one).collect()
}

fn by_token<L: Prints>(signature: &Signature, prefix: &str, form: TokenForm) -> Vec<Code<L>> {
    let what: Code<L> = match form {
        TokenForm::Secret => Code::literal("the secret"),
        TokenForm::Sha256Hex => Code::literal("the SHA-256 of the secret in lower-case hexadecimal digits"),
        TokenForm::Base64 => Code::literal("the secret in Base64 with padding"),
    };
    let what = if prefix.is_empty() { what } else { code!("{} followed by {}", literal(prefix), what) };
    vec![
        code!("Take the token from {}. If it is missing, reject the request.", place(&signature.at)),
        code!("Compare it with {}, in constant time. If they differ, reject the request.", what),
        Code::literal(
            "It does not depend on the body, so it shows who sent the request, and not that the body is as it was sent.",
        ),
    ]
}

fn by_code<L: Prints>(signature: &Signature, scheme: &CodeScheme) -> Vec<Code<L>> {
    let CodeScheme { split, parts, signed, algorithm, secret, time: signed_time } = scheme;
    let mut out = vec![take(signature)];
    if let Some(split) = split {
        out.push(code!("Split it at {}, and remove white space around each part.", literal(split)));
    }
    let is_plain = split.is_none() && parts.len() == 1;
    out.extend(parts.iter().map(|one| part(one, is_plain)));
    if !is_plain {
        out.push(Code::literal(
            "Ignore any other parts. If there is no code, reject the request. There can be more than one code, for example while a secret is being replaced.",
        ));
    }
    if let Some(SignedTime { at: Some(at), form, .. }) = signed_time {
        out.push(code!("Take the time from {}, {}. If it is missing, reject the request.", place(at), time(*form)));
    } else if let Some(SignedTime { form, .. }) = signed_time {
        out.push(code!("The time is written {}. If it is missing, reject the request.", time(*form)));
    }
    out.push(if signed.len() == 1 {
        code!("What is signed: {}, byte for byte.", pieces(signed))
    } else {
        code!("Put together what is signed, byte for byte: {}.", pieces(signed))
    });
    out.push(code!("Make the key of the secret: {}.", key(secret)));
    let mut codes: Vec<Capture> = parts.iter().map(|part| part.capture).filter(|one| *one != Capture::Time).collect();
    codes.dedup();
    let written = Code::<L>::join(codes.into_iter().filter_map(written), " or ");
    out.push(code!(
        "Compute the HMAC of what is signed with {}, and write it {}.",
        match algorithm {
            Algorithm::HmacSha1 => "SHA-1",
            Algorithm::HmacSha256 => "SHA-256",
            Algorithm::HmacSha512 => "SHA-512",
        },
        written
    ));
    out.push(if is_plain {
        Code::literal("Compare both texts in constant time. If they differ, reject the request.")
    } else {
        Code::literal("Compare it with each code as text, in constant time. If none is equal, reject the request.")
    });
    if let Some(tolerance) = signed_time.as_ref().and_then(|time| time.tolerance) {
        out.push(code!(
            "If the time is more than {} before or after now, reject the request: it may be an old one that somebody repeats.",
            duration(tolerance)
        ));
    }
    out
}

fn take<L: Prints>(signature: &Signature) -> Code<L> {
    code!("Take the signature from {}. If it is missing, reject the request.", place(&signature.at))
}

/// What a part of the signature is; it is all of it if that is plain.
fn part<L: Prints>(part: &SignaturePart, is_plain: bool) -> Code<L> {
    let what: Code<L> = match written(part.capture) {
        Some(written) => code!("a code {}", written),
        None => Code::literal("the time"),
    };
    match (is_plain, part.literal.is_empty()) {
        (true, true) => code!("It is {}.", what),
        (true, false) => code!("It is {} followed by {}. If not, reject the request.", literal(&part.literal), what),
        (false, true) => code!("A part that begins with none of the other texts is {}.", what),
        (false, false) => code!("Behind {} at the beginning of a part is {}.", literal(&part.literal), what),
    }
}

/// How a code is written; nothing of a time.
fn written(capture: Capture) -> Option<&'static str> {
    match capture {
        Capture::Time => None,
        Capture::Hex => Some("in lower-case hexadecimal digits"),
        Capture::HexUpper => Some("in upper-case hexadecimal digits"),
        Capture::Base64 => Some("in Base64 with padding"),
        Capture::Base64Url => Some("in URL-safe Base64 without padding"),
    }
}

fn key<L: Prints>(secret: &SecretForm) -> Code<L> {
    let rest = match (secret.encoding, secret.literal.is_empty()) {
        (SecretEncoding::Text, true) => "its text in UTF-8",
        (SecretEncoding::Text, false) => "take the text that follows, in UTF-8",
        (SecretEncoding::Hex, true) => "decode its hexadecimal digits",
        (SecretEncoding::Hex, false) => "decode the hexadecimal digits that follow",
        (SecretEncoding::Base64, true) => "decode its Base64",
        (SecretEncoding::Base64, false) => "decode the Base64 that follows",
    };
    match (secret.literal.is_empty(), secret.literal_is_optional) {
        (true, _) => Code::literal(rest),
        (false, true) => code!("remove {} from its beginning, if it is there, and {}", literal(&secret.literal), rest),
        (false, false) => code!("remove {} from its beginning, and {}", literal(&secret.literal), rest),
    }
}

#[cfg(test)]
mod tests {
    use eventspec_catalog::preset;

    use super::super::tests::delivery;
    use super::*;
    use crate::write::Markdown;

    fn steps(text: &str) -> Vec<String> {
        let found = verifications::<Markdown>(&delivery(text).1);
        let [only] = &found[..] else { panic!("one signature") };
        assert!(only.name.is_none());
        only.steps.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_code_in_steps() {
        let expected = [
            "Take the signature from the header `webhook-signature`. If it is missing, reject the request.",
            "Split it at a space, and remove white space around each part.",
            "Behind `v1,` at the beginning of a part is a code in Base64 with padding.",
            "Ignore any other parts. If there is no code, reject the request. There can be more than one code, for example while a secret is being replaced.",
            "Take the time from the header `webhook-timestamp`, in seconds since 1970. If it is missing, reject the request.",
            "Put together what is signed, byte for byte: the header `webhook-id` + `.` + the time as sent + `.` + the body.",
            "Make the key of the secret: remove `whsec_` from its beginning, if it is there, and decode the Base64 that follows.",
            "Compute the HMAC of what is signed with SHA-256, and write it in Base64 with padding.",
            "Compare it with each code as text, in constant time. If none is equal, reject the request.",
            "If the time is more than 5 minutes before or after now, reject the request: it may be an old one that somebody repeats.",
        ];
        assert_eq!(steps(preset("standard-webhooks-v1").unwrap()), expected);
        let expected = [
            "Take the signature from the header `x-hub-signature-256`. If it is missing, reject the request.",
            "It is `sha256=` followed by a code in lower-case hexadecimal digits. If not, reject the request.",
            "What is signed: the body, byte for byte.",
            "Make the key of the secret: its text in UTF-8.",
            "Compute the HMAC of what is signed with SHA-256, and write it in lower-case hexadecimal digits.",
            "Compare both texts in constant time. If they differ, reject the request.",
        ];
        assert_eq!(steps(preset("github-v1").unwrap()), expected);
    }

    #[test]
    fn a_token_in_steps() {
        let text = "event = \"{header:a}\"\n[[signature]]\nin = \"{header:authorization}\"\nequals = \"Bearer {base64:secret}\"\n";
        let compare = "Compare it with `Bearer` and a space followed by the secret in Base64 with padding, in constant time. If they differ, reject the request.";
        assert_eq!(steps(text).get(1).map(String::as_str), Some(compare));
    }
}
