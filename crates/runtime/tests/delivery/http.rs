//! Requests of the crate `http`.

use eventspec_runtime::delivery::Request;

fn read(request: &dyn Request) -> (String, String, Vec<String>, Vec<u8>) {
    let mut values = Vec::new();
    request.header("x-a", &mut |value| values.push(String::from_utf8_lossy(value).into_owned()));
    (request.method().to_owned(), request.url().into_owned(), values, request.body().to_vec())
}

#[test]
fn a_request_is_what_it_says() {
    let build = |url: &str| {
        let request = http::Request::post(url).header("X-A", "1").header("x-b", "2").header("x-a", "3");
        request.body(b"{}".to_vec()).unwrap()
    };
    for url in ["/hook?a=1", "/", "https://example.com/hook?a=1"] {
        let expected = ("POST".to_owned(), url.to_owned(), vec!["1".to_owned(), "3".to_owned()], b"{}".to_vec());
        assert_eq!(read(&build(url)), expected);
        assert_eq!(read(&&build(url)), expected);
    }
    let mut all = Vec::new();
    Request::headers(&&build("/"), &mut |name, value| all.push(format!("{name}={}", value.len())));
    all.sort_unstable();
    assert_eq!(all, ["x-a=1", "x-a=1", "x-b=1"]);
}
