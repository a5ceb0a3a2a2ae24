//! Why requests are rejected, and what comes first.

use eventspec_runtime::Limits;
use eventspec_runtime::delivery::rules::{
    Algorithm, Body, Capture, Part, Piece, Place, Rules, Signature, SignatureKind, SignedTime, TimeType, TokenForm,
};
use eventspec_runtime::delivery::{Receiver, RejectionClass, RequestParts, Setup, sign};

use crate::support::{BODY, Event, TIME, TYPE, header, leak, part, rejected, rules, signature};

const PARTS: &[Part] = &[part("t=", Capture::Time), part("v1=", Capture::Hex), part("v1b=", Capture::Base64)];
const BARE: &[Part] = &[part("", Capture::Hex)];
const SIGNED: &[Piece] = &[header("x-id"), TIME, BODY];
const TOLERANT: Option<SignedTime> = Some(SignedTime { at: None, ty: TimeType::Unix, tolerance: Some(10) });

/// A signature with codes and a time, and a token.
fn two() -> &'static Rules {
    let code = signature("code", Some(","), PARTS, SIGNED, Algorithm::HmacSha256, TOLERANT);
    let time = Some(SignedTime { at: Some(Place::Header("x-time")), ty: TimeType::Rfc3339, tolerance: Some(20) });
    let other = signature("other", None, BARE, &[BODY], Algorithm::HmacSha1, time);
    let other = Signature { at: Place::Header("x-other"), ..other };
    let kind = SignatureKind::Token { literal: "", form: TokenForm::Secret };
    let token = Signature { name: "token", at: Place::Query("token"), kind };
    leak(Rules { signatures: vec![code, other, token].leak(), ..rules(Body::Json, None, TYPE) })
}

fn receiver() -> Receiver<Event> {
    let limits = Limits { bytes: 40, depth: 3 };
    let setup = Setup::<Event>::new(two()).limits(limits);
    setup.named_secrets([("code", ["new", "old"]), ("other", ["o", "p"]), ("token", ["s", "t"])]).unwrap()
}

/// A request that is right but for what a test changes.
#[derive(Clone)]
struct Sent {
    body: &'static [u8],
    id: Option<&'static str>,
    /// In seconds.
    signed: i64,
    code: Option<String>,
    /// Second of the minute that the other signature names.
    other_second: &'static str,
    other: Option<String>,
    token: &'static str,
}

impl Sent {
    fn new(body: &'static [u8]) -> Self {
        Self { body, id: Some("1"), signed: 30, code: None, other_second: "30", other: None, token: "s" }
    }

    /// What the receiver says at second 30 of 1970.
    fn rejected(&self) -> String {
        let url = format!("/?token={}", self.token);
        let time = format!("1970-01-01T00:00:{}Z", self.other_second);
        let request = || {
            let request = RequestParts::new("POST", &url, self.body);
            let request = if self.other_second.is_empty() { request } else { request.with_header("x-time", &time) };
            request.with_headers(self.id.map(|id| ("x-id", id.as_bytes())))
        };
        let [code, other, _] = two().signatures else { panic!("three signatures") };
        let signed = |signature, secret: &[u8]| sign(signature, secret, &request(), "", self.signed * 1000).unwrap();
        let code = self.code.clone().unwrap_or_else(|| signed(code, b"old"));
        let other = self.other.clone().unwrap_or_else(|| signed(other, b"p"));
        let request = request().with_header("x-signature", &code).with_header("x-other", &other);
        match receiver().receive_at(&request, 30_000) {
            Ok(delivery) => format!("{} events", delivery.events.len()),
            Err(rejection) => rejected(&rejection),
        }
    }
}

/// Each row undoes one more fault than the row before; faults are found in this order.
#[test]
fn what_is_found_first() {
    let mut sent = Sent::new(b"{\"type\":\"a\",\"b\":[[[]]],\"too long\":true,}");
    let mut expect = |change: fn(&mut Sent), expected: &str| {
        change(&mut sent);
        assert_eq!(sent.rejected(), expected);
    };
    let all_wrong = |sent: &mut Sent| {
        (sent.code, sent.other) = (Some(" ".into()), Some("x".into()));
        (sent.id, sent.other_second, sent.token) = (None, "", "");
        sent.body = b"{\"type\":\"a\",\"b\":[[[]]],\"is too long\":true,}";
    };
    expect(all_wrong, "too_large");
    expect(|sent| sent.body = b"\xff", "missing_signature code {header:x-signature}");
    expect(|sent| sent.code = Some("t=1,t=2".into()), "missing_signature code {header:x-id}");
    expect(|sent| sent.id = Some("1"), "missing_signature other {header:x-time}");
    expect(|sent| sent.other_second = "99", "missing_signature token {query:token}");
    expect(|sent| sent.token = "x", "malformed_signature code");
    expect(|sent| sent.code = Some("t=1,v1=".into()), "malformed_signature other");
    expect(|sent| sent.other_second = "00", "wrong_signature code");
    expect(|sent| (sent.code, sent.signed) = (None, 0), "wrong_signature other");
    expect(|sent| sent.other = None, "wrong_signature token");
    expect(|sent| sent.token = "t", "stale code");
    expect(|sent| sent.signed = 41, "future code");
    expect(|sent| sent.signed = 40, "stale other");
    expect(|sent| sent.other_second = "51", "future other");
    expect(|sent| sent.other_second = "50", "not_utf8 0");
    expect(|sent| sent.body = b"{\"a\":[[[", "too_deep 7");
    expect(|sent| sent.body = b"[{,[[[[", "syntax 2");
    expect(|sent| sent.body = b" [[[]]]", "not_an_object 1");
    expect(|sent| sent.body = b"{}", "no_name");
    expect(|sent| sent.body = b"{\"type\":\"a\"}", "1 events");
}

#[test]
fn signatures_that_are_malformed() {
    let of = |code: &str| Sent { code: Some(code.into()), ..Sent::new(b"{\"type\":\"a\"}") }.rejected();
    let codes = |count: usize| format!("t=30{}", ",v1=00".repeat(count));
    for malformed in ["x", "t=30", "v1=00", "t=30,t=30,v1=00", "t=,v1=00", "t=3 0,v1=00", "t=30.0,v1=00", "T=30,v1=00"]
    {
        assert_eq!(of(malformed), "malformed_signature code", "{malformed}");
    }
    assert_eq!(of(&codes(0)), "malformed_signature code");
    assert_eq!(of(&codes(16)), "wrong_signature code");
    assert_eq!(of(&codes(17)), "malformed_signature code");
    for wrong in ["t=30,v1=", "v1=00,t=30", "t=30, v1=00,v0=x,,", "t=30,v1b=AAA="] {
        assert_eq!(of(wrong), "wrong_signature code", "{wrong}");
    }
}

#[test]
fn any_code_with_any_secret_wherever_it_is() {
    let sent = Sent::new(b"{\"type\":\"a\"}");
    let request = RequestParts::new("POST", "/", sent.body).with_header("x-id", "1");
    let signed = |secret: &[u8]| sign(&two().signatures[0], secret, &request, "", 30_000).unwrap();
    let of = |code: String| Sent { code: Some(code), ..sent.clone() }.rejected();
    let [new, old, forged] = [&b"new"[..], b"old", b"forged"].map(signed);
    let codes = |text: &str| text.split(',').skip(1).map(str::to_owned).collect::<Vec<_>>();
    let [hex, base64] = &codes(&old)[..] else { panic!("two codes") };
    assert_eq!(of(new.clone()), "1 events");
    assert_eq!(of(forged.clone()), "wrong_signature code");
    assert_eq!(of(format!("{forged},{hex}")), "1 events");
    assert_eq!(of(format!("t=30 ,  {base64} ")), "1 events");
    assert_eq!(of(format!("{hex},v1=00,t=30")), "1 events");
    // A code in another spelling or under the name of another one.
    assert_eq!(of(format!("t=30,{}", hex.to_uppercase())), "malformed_signature code");
    assert_eq!(of(format!("t=30,v1={}", hex[3..].to_uppercase())), "wrong_signature code");
    assert_eq!(of(format!("t=30,v1b={}", &hex[3..])), "wrong_signature code");
    assert_eq!(of(format!("t=30,{}", base64.trim_end_matches('='))), "wrong_signature code");
    assert_eq!(of(format!("t=030,{hex}")), "wrong_signature code");
}

#[test]
fn a_rejection_says_what_is_wrong_and_nothing_of_the_request() {
    let says = |rules: &'static Rules, request: &RequestParts<'_>| {
        let receiver = Setup::<Event>::new(rules).named_secrets([("code", ["s"])]).unwrap();
        let rejection = receiver.receive_at(request, 0).unwrap_err();
        (rejection.to_string(), rejection.status())
    };
    let request = RequestParts::new("POST", "/", b"secret content");
    let missing = "signature missing: `{header:x-signature}` of `code` is missing or empty";
    assert_eq!(says(two(), &request), (missing.into(), 401));
    let request = request.with_header("x-signature", "t=1,v1=secret").with_header("x-id", "1");
    assert_eq!(says(two(), &request), ("wrong signature: `code`".into(), 401));
    let unverified = Setup::<Event>::new(two()).limits(Limits { bytes: 20, ..Limits::default() }).unverified();
    let of = |body| unverified.receive_at(&RequestParts::new("POST", "/", body), 0).unwrap_err();
    assert_eq!(of(b"secret content").to_string(), "invalid JSON at byte 0");
    assert_eq!((of(&[b' '; 21]).to_string(), of(&[b' '; 21]).status()), ("body too large".into(), 413));
    assert_eq!((of(b"{}").to_string(), of(b"{}").status()), ("event without a name".into(), 400));
    assert_eq!(of(b" []").to_string(), "not a JSON object at byte 1");
}

#[test]
fn every_class_has_a_name_and_a_status() {
    let names: Vec<&str> = RejectionClass::ALL.iter().map(|class| class.as_str()).collect();
    let contract = include_str!("../../DELIVERY.md");
    let mut from = contract.find("## The order of checks").unwrap();
    for class in RejectionClass::ALL {
        let at = contract[from..].find(&format!("`{class}`")).unwrap_or_else(|| panic!("{class} is not in its order"));
        from += at;
        let row = contract[from..].lines().next().unwrap();
        assert!(row.ends_with(&format!("| {} |", class.status())), "{row}");
    }
    assert_eq!(names.len(), 12);
}
