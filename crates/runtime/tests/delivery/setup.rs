//! What a receiver is built with.

use eventspec_runtime::delivery::rules::{
    Algorithm, Body, Capture, Part, Place, Rules, SecretEncoding, SecretForm, Signature, SignatureKind, TokenForm,
};
use eventspec_runtime::delivery::{Receiver, Request, RequestParts, Setup, SetupError};

use crate::support::{BODY, Event, TYPE, leak, part, rejected, rules};

const BARE: &[Part] = &[part("", Capture::Hex)];

fn two() -> &'static Rules {
    let secret = SecretForm { literal: "whsec_", literal_is_optional: false, encoding: SecretEncoding::Base64 };
    let (parts, signed) = (BARE, &[BODY]);
    let kind = SignatureKind::Code { split: None, parts, signed, algorithm: Algorithm::HmacSha256, secret, time: None };
    let code = Signature { name: "code", at: Place::Header("x-code"), kind };
    let kind = SignatureKind::Token { literal: "", form: TokenForm::Secret };
    let token = Signature { name: "token", at: Place::Header("x-token"), kind };
    leak(Rules { signatures: vec![code, token].leak(), ..rules(Body::Json, None, TYPE) })
}

/// The same with the first signature alone.
fn one() -> &'static Rules {
    leak(Rules { signatures: &two().signatures[..1], ..*two() })
}

fn setup(rules: &'static Rules) -> Setup<Event> {
    Setup::new(rules)
}

fn fault(result: Result<Receiver<Event>, SetupError>) -> String {
    result.map_or_else(|error| error.to_string(), |receiver| format!("{receiver:?}"))
}

#[test]
fn secrets_that_are_refused() {
    let none: [&str; 0] = [];
    assert_eq!(fault(setup(one()).secrets(none)), "no secrets for `code`");
    assert_eq!(fault(setup(one()).secrets([""])), "secret 1 of `code` is empty");
    assert_eq!(fault(setup(one()).secrets(["whsec_"])), "secret 1 of `code` is empty");
    let malformed = "secret 2 of `code` does not have the form that the specification says";
    assert_eq!(fault(setup(one()).secrets(["whsec_AAEC", "AAEC"])), malformed);
    assert_eq!(fault(setup(one()).secrets(["whsec_AAEC", "whsec_AAF"])), malformed);
    assert_eq!(fault(setup(two()).secrets(["whsec_AAEC"])), "the delivery has several signatures; use `named_secrets`");
    let unsigned = leak(rules(Body::Json, None, TYPE));
    assert_eq!(fault(setup(unsigned).secrets(["a"])), "the delivery has no signature; use `verify` or `unverified`");
    let named =
        |named: &[(&str, &[&str])]| fault(setup(two()).named_secrets(named.iter().map(|(name, list)| (name, *list))));
    assert_eq!(named(&[]), "no secrets");
    assert_eq!(named(&[("code", &[])]), "no secrets for `code`");
    assert_eq!(named(&[("token", &["a", ""])]), "secret 2 of `token` is empty");
    let not_in_header = "secret 2 of `token` cannot arrive in a header: it has white space at an end, or a character that is not printable ASCII";
    for secret in [" a", "a ", "a\t", "a\n", "\ta", "é", "a\u{7f}", " "] {
        assert_eq!(named(&[("token", &["a b", secret])]), not_in_header, "{secret:?}");
    }
    assert_eq!(named(&[("token", &["a"]), ("Code", &["whsec_AAEC"])]), "the delivery has no signature `Code`");
    assert_eq!(named(&[("token", &["a"]), ("token", &["b"])]), "the secrets of `token` are given twice");
}

/// The white space is not at an end of what is sent; and what is not sent as it is can be anything.
#[test]
fn tokens_that_headers_can_have() {
    let token = |at, literal, form| {
        let kind = SignatureKind::Token { literal, form };
        let signatures = vec![Signature { name: "token", at, kind }].leak();
        setup(leak(Rules { signatures, ..rules(Body::Json, None, TYPE) }))
    };
    let header = Place::Header("x-token");
    assert!(token(header, "Bearer ", TokenForm::Secret).secrets([" a"]).is_ok());
    assert!(token(header, "Bearer ", TokenForm::Secret).secrets(["a "]).is_err());
    assert!(token(header, "", TokenForm::Sha256Hex).secrets(["é "]).is_ok());
    assert!(token(header, "", TokenForm::Base64).secrets(["é "]).is_ok());
    assert!(token(Place::Query("token"), "", TokenForm::Secret).secrets(["é "]).is_ok());
}

#[test]
fn signatures_that_are_named_have_to_pass_and_no_others() {
    let request = RequestParts::new("POST", "/", b"{\"type\":\"a\"}").with_header("x-token", "t");
    let of = |named: &[(&str, &str)]| {
        let receiver = setup(two()).named_secrets(named.iter().map(|(name, secret)| (name, [secret]))).unwrap();
        receiver
            .receive_at(&request, 0)
            .map_or_else(|error| rejected(&error), |delivery| delivery.events[0].name.clone())
    };
    assert_eq!(of(&[("token", "t")]), "a");
    assert_eq!(of(&[("token", "u")]), "wrong_signature token");
    // In the order of the specification.
    assert_eq!(of(&[("token", "u"), ("code", "whsec_AAEC")]), "missing_signature code {header:x-code}");
}

#[test]
fn a_function_verifies() {
    let verify = |request: &dyn Request| request.body().starts_with(b"{\"type\"");
    let receiver = setup(two()).verify(verify);
    let of = |body| receiver.receive(&RequestParts::new("POST", "/", body)).map_err(|error| rejected(&error));
    assert_eq!(of(b"{\"type\":\"a\"}").unwrap().events[0].name, "a");
    assert_eq!(of(b"{ \"type\":\"a\"}").unwrap_err(), "wrong_signature");
    assert_eq!(of(b"{\"type\"").unwrap_err(), "syntax 7");
}

#[test]
fn nothing_shows_a_secret() {
    let request = RequestParts::new("POST", "/?k=hush", b"hush").with_header("x-token", "hush");
    let receiver = setup(two()).named_secrets([("token", ["hush"])]).unwrap();
    let shown = format!("{:?} {:?} {request:?}", setup(two()), receiver.clone());
    assert!(!shown.contains("hush"), "{shown}");
    assert!(shown.contains(r#"checks: ["token"]"#), "{shown}");
    assert!(format!("{:?}", setup(two()).unverified()).contains("unverified"));
    assert!(format!("{:?}", setup(two()).verify(|_| true)).contains("function"));
}

/// A server shares a receiver among its threads.
#[test]
fn a_receiver_is_shared() {
    fn shared<T: Clone + Send + Sync + 'static>(_: &T) {}
    shared(&setup(two()).unverified());
    let receiver = setup(two()).verify(|_| true);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| receiver.receive(&RequestParts::new("POST", "/", b"{\"type\":\"a\"}")).unwrap());
        }
    });
}
