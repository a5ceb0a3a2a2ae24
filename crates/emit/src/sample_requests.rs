//! A sample request as documentation shows it: the message, without the secret of a token.

use eventspec_catalog::{Catalog, Delivery, RequestPlace, SampleRequest, Scheme};

/// What stands in the place of a secret.
const SECRET: &str = "SECRET";

/// The sample requests of a delivery: what is special about each, and its text.
pub(crate) fn of_delivery(catalog: &Catalog, delivery: &Delivery) -> Vec<(String, String)> {
    let requests = catalog.requests.iter().filter(|request| request.delivery == delivery.name);
    requests.map(|request| (request.name.replace('_', " "), message(delivery, request))).collect()
}

fn message(delivery: &Delivery, request: &SampleRequest) -> String {
    let url = told(delivery).fold(request.url.clone(), |url, (place, told)| match place {
        RequestPlace::Query(key) => with_value(&url, key, &told),
        RequestPlace::Header(_)
        | RequestPlace::Payload(_)
        | RequestPlace::Body(_)
        | RequestPlace::WholeBody
        | RequestPlace::Method
        | RequestPlace::Url
        | RequestPlace::Time => url,
    });
    let headers = request.headers.iter().map(|(name, value)| {
        let is_it = |header: &str| header.eq_ignore_ascii_case(name);
        let told = told(delivery).find(|(place, _)| place.header().is_some_and(is_it)).map(|(_, told)| told);
        format!("{name}: {}\n", told.unwrap_or_else(|| value.clone()))
    });
    let (method, body) = (&request.method, &request.body);
    format!("{method} {url} HTTP/1.1\n{}\n{body}", headers.collect::<String>())
}

/// The places that a token is at, and what is shown there: whoever knows the token can send requests, be it the secret or its hash.
fn told(delivery: &Delivery) -> impl Iterator<Item = (&RequestPlace, String)> {
    delivery.signatures.iter().filter_map(|signature| match &signature.scheme {
        Scheme::Code(_) => None,
        Scheme::Token { literal, .. } => Some((&signature.at, format!("{literal}{SECRET}"))),
    })
}

/// A URL with another value of a key of its query.
fn with_value(url: &str, key: &str, value: &str) -> String {
    let Some((path, query)) = url.split_once('?') else { return url.to_owned() };
    let pair = |pair: &str| match pair.split_once('=') {
        Some((other, _)) if other == key => format!("{key}={}", value.replace(' ', "+")),
        Some(_) | None => pair.to_owned(),
    };
    format!("{path}?{}", query.split('&').map(pair).collect::<Vec<_>>().join("&"))
}

#[cfg(test)]
mod tests {
    use eventspec_catalog::{Sources, resolve};

    use super::of_delivery;

    #[test]
    fn secrets_are_not_shown() {
        let mut sources = Sources::default();
        sources.insert("catalog.toml", "name = \"a\"\ntitle = \"A\"\nversion = \"1.0.0\"\n");
        sources.insert("events/x.toml", "[[event]]\nname = \"x\"\n");
        sources.insert("samples/x/documented.json", "{}");
        let token = |name, at, equals| format!("[[signature]]\nname = {name:?}\nin = {at:?}\nequals = {equals:?}\n");
        let delivery = "event = \"x\"\n".to_owned()
            + &token("a", "{header:authorization}", "Bearer {secret}")
            + &token("b", "{query:key}", "{secret}");
        sources.insert("delivery/web.toml", delivery);
        let request = "# @secret a = hush\n# @secret b = k33p\nPOST /?a=1&key=k33p\nAuthorization: Bearer hush\n\n{}\n";
        sources.insert("samples/requests/web/as_sent.http", request);
        let catalog = resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)));
        let expected = "POST /?a=1&key=SECRET HTTP/1.1\nAuthorization: Bearer SECRET\n\n{}".to_owned();
        assert_eq!(of_delivery(&catalog, &catalog.deliveries[0]), [("as sent".to_owned(), expected)]);
    }
}
