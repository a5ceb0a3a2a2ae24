//! A request that was changed in one bit, in its signature or in what is signed, is not taken.

use eventspec_runtime::delivery::rules::{
    Algorithm, Body, Capture, Part, Piece, Place, Rules, Signature, SignatureKind, SignedTime, TimeType, TokenForm,
};
use eventspec_runtime::delivery::{Receiver, RejectionClass, RequestParts, Setup, sign};

use crate::support::{BODY, Event, TIME, TYPE, header, leak, part, rules, signature};

const SECRET: &str = "correct horse battery staple";
const SECOND: i64 = 1_700_000_000;
const URL: &str = "https://example.com/hook?a=1";

static CAPTURES: [(Capture, [Part; 2]); 4] = [
    (Capture::Hex, [part("t=", Capture::Time), part("v1=", Capture::Hex)]),
    (Capture::HexUpper, [part("t=", Capture::Time), part("v1=", Capture::HexUpper)]),
    (Capture::Base64, [part("t=", Capture::Time), part("v1=", Capture::Base64)]),
    (Capture::Base64Url, [part("t=", Capture::Time), part("v1=", Capture::Base64Url)]),
];
const SIGNED: &[Piece] = &[
    Piece::Place(Place::Method),
    Piece::Literal(" "),
    Piece::Place(Place::Url),
    Piece::Literal("\n"),
    header("x-id"),
    Piece::Place(Place::Query("a")),
    TIME,
    Piece::Literal("."),
    BODY,
];

fn signed_rules(parts: &'static [Part], algorithm: Algorithm) -> &'static Rules {
    let time = Some(SignedTime { at: None, ty: TimeType::Unix, tolerance: Some(60) });
    let signature = signature("v1", Some(","), parts, SIGNED, algorithm, time);
    leak(Rules { signatures: vec![signature].leak(), ..rules(Body::Json, None, TYPE) })
}

/// What a sender sends, all of it as text that may be changed.
#[derive(Clone)]
struct Sent {
    method: Vec<u8>,
    id: Vec<u8>,
    body: Vec<u8>,
    signature: Vec<u8>,
}

impl Sent {
    fn new() -> Self {
        let body = br#"{"type":"order","total":98765432109876543210}"#.to_vec();
        Self { method: b"POST".to_vec(), id: b"msg_1".to_vec(), body, signature: Vec::new() }
    }

    fn request(&self) -> RequestParts<'_> {
        let method = std::str::from_utf8(&self.method).unwrap_or("?");
        RequestParts::new(method, "/hook?a=1", &self.body)
            .with_headers([("x-id", &self.id[..]), ("x-signature", &self.signature)])
    }

    fn signed(signature: &Signature, secret: &[u8]) -> Self {
        let mut sent = Self::new();
        sent.signature = sign(signature, secret, &sent.request(), URL, SECOND * 1000).unwrap().into_bytes();
        sent
    }

    fn part(&mut self, index: usize) -> &mut Vec<u8> {
        match index {
            0 => &mut self.signature,
            1 => &mut self.body,
            2 => &mut self.id,
            _ => &mut self.method,
        }
    }
}

fn class(receiver: &Receiver<Event>, sent: &Sent, now: i64) -> Option<RejectionClass> {
    receiver.receive_at(&sent.request(), now).err().map(|rejection| rejection.class())
}

#[test]
fn no_bit_of_a_signed_request_may_change() {
    for algorithm in [Algorithm::HmacSha1, Algorithm::HmacSha256, Algorithm::HmacSha512] {
        for (capture, parts) in &CAPTURES {
            let rules = signed_rules(parts, algorithm);
            let receiver = Setup::<Event>::new(rules).url(URL).secrets([SECRET]).unwrap();
            let sent = Sent::signed(&rules.signatures[0], SECRET.as_bytes());
            assert_eq!(class(&receiver, &sent, SECOND * 1000), None, "{algorithm:?} {capture:?}");
            let mut count = 0;
            for part in 0..4 {
                for bit in 0..sent.clone().part(part).len() * 8 {
                    let mut changed = sent.clone();
                    changed.part(part)[bit / 8] ^= 1 << (bit % 8);
                    assert_refused(&receiver, &changed, part, &format!("{algorithm:?} {capture:?} {part} {bit}"));
                    count += 1;
                }
            }
            // And random bits of two parts at once, up to 10,000 requests.
            let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
            let mut next = |below: usize| {
                seed ^= seed << 13;
                seed ^= seed >> 7;
                seed ^= seed << 17;
                usize::try_from(seed % u64::try_from(below).unwrap()).unwrap()
            };
            for _ in count..10_000 {
                let mut changed = sent.clone();
                for part in [0, next(3) + 1] {
                    let bit = next(changed.part(part).len() * 8);
                    changed.part(part)[bit / 8] ^= 1 << (bit % 8);
                }
                assert_refused(&receiver, &changed, 0, &format!("{algorithm:?} {capture:?}"));
            }
        }
    }
}

/// For the reason that its sender is not known, which comes before all that the change may have done to the body.
fn assert_refused(receiver: &Receiver<Event>, changed: &Sent, part: usize, what: &str) {
    let class = class(receiver, changed, SECOND * 1000);
    let is_right = match class {
        Some(RejectionClass::WrongSignature) => true,
        // The names of the parts are in the signature, and a header with other bytes than printable ones is missing.
        Some(RejectionClass::MalformedSignature | RejectionClass::MissingSignature) => part != 1,
        _ => false,
    };
    assert!(is_right, "{what}: {class:?}");
}

#[test]
fn no_bit_of_a_token_may_change() {
    for form in [TokenForm::Secret, TokenForm::Sha256Hex, TokenForm::Base64] {
        let kind = SignatureKind::Token { literal: "Bearer ", form };
        let signature = Signature { name: "token", at: Place::Header("x-signature"), kind };
        let rules = leak(Rules { signatures: vec![signature].leak(), ..rules(Body::Json, None, TYPE) });
        let receiver = Setup::<Event>::new(rules).secrets(["another", SECRET]).unwrap();
        let sent = Sent::signed(&rules.signatures[0], SECRET.as_bytes());
        assert_eq!(class(&receiver, &sent, 0), None, "{form:?}");
        for bit in 0..sent.signature.len() * 8 {
            let mut changed = sent.clone();
            changed.signature[bit / 8] ^= 1 << (bit % 8);
            assert!(class(&receiver, &changed, 0).is_some(), "{form:?} {bit}");
        }
        for other in ["", "Bearer ", SECRET, "another", "Bearer another "] {
            let changed = Sent { signature: other.as_bytes().to_vec(), ..sent.clone() };
            let is_right = form == TokenForm::Secret && other == "Bearer another ";
            assert_eq!(class(&receiver, &changed, 0).is_none(), is_right, "{form:?} {other}");
        }
    }
}

#[test]
fn the_url_is_the_one_that_the_receiver_was_told() {
    let rules = signed_rules(&CAPTURES[0].1, Algorithm::HmacSha256);
    let sent = Sent::signed(&rules.signatures[0], SECRET.as_bytes());
    let setup = || Setup::<Event>::new(rules);
    let of = |receiver: Receiver<Event>| class(&receiver, &sent, SECOND * 1000);
    assert_eq!(of(setup().url(URL).secrets([SECRET]).unwrap()), None);
    assert_eq!(
        of(setup().url("http://example.com/hook?a=1").secrets([SECRET]).unwrap()),
        Some(RejectionClass::WrongSignature)
    );
    assert_eq!(of(setup().secrets([SECRET]).unwrap()), Some(RejectionClass::WrongSignature));
    // As requested, if it was not told.
    let mut requested = Sent::new();
    let signature = sign(&rules.signatures[0], SECRET.as_bytes(), &requested.request(), "/hook?a=1", SECOND * 1000);
    requested.signature = signature.unwrap().into_bytes();
    assert_eq!(class(&setup().secrets([SECRET]).unwrap(), &requested, SECOND * 1000), None);
}
