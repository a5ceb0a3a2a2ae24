//! What a receiver has to know of a request, whatever it came through.

use std::borrow::Cow;
use std::fmt;

/// A request, as it arrived.
///
/// It is implemented by [`RequestParts`], by `http::Request` with the feature `http`, and in a few lines by what another server has.
pub trait Request {
    /// The method, as sent.
    fn method(&self) -> &str;

    /// The URL that was requested, or its path and query.
    fn url(&self) -> Cow<'_, str>;

    /// Calls `each` with the name and the value of every header, in order.
    fn headers(&self, each: &mut dyn FnMut(&str, &[u8]));

    /// Calls `each` with the value of every header of a name, in order. The name is in lower case, and matches in any case.
    fn header(&self, name: &str, each: &mut dyn FnMut(&[u8])) {
        self.headers(&mut |other, value| {
            if other.eq_ignore_ascii_case(name) {
                each(value);
            }
        });
    }

    /// The bytes of the body, all of them as they arrived: what a framework has parsed and written again has another signature.
    fn body(&self) -> &[u8];
}

impl<R: Request + ?Sized> Request for &R {
    fn method(&self) -> &str {
        (**self).method()
    }

    fn url(&self) -> Cow<'_, str> {
        (**self).url()
    }

    fn headers(&self, each: &mut dyn FnMut(&str, &[u8])) {
        (**self).headers(each);
    }

    fn header(&self, name: &str, each: &mut dyn FnMut(&[u8])) {
        (**self).header(name, each);
    }

    fn body(&self) -> &[u8] {
        (**self).body()
    }
}

/// A request whose parts are somewhere else.
///
/// ```
/// use eventspec_runtime::delivery::{Request, RequestParts};
///
/// let request = RequestParts::new("POST", "/hooks?shop=7", b"{}").with_header("Content-Type", b"application/json");
/// assert_eq!(request.url(), "/hooks?shop=7");
/// request.header("content-type", &mut |value| assert_eq!(value, b"application/json"));
/// ```
#[derive(Clone)]
pub struct RequestParts<'a> {
    method: &'a str,
    url: &'a str,
    headers: Vec<(&'a str, &'a [u8])>,
    body: &'a [u8],
}

impl<'a> RequestParts<'a> {
    /// A request without headers.
    pub fn new(method: &'a str, url: &'a str, body: &'a [u8]) -> Self {
        Self { method, url, headers: Vec::new(), body }
    }

    /// The same with one more header.
    #[must_use]
    pub fn with_header(mut self, name: &'a str, value: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        self.headers.push((name, value.as_ref()));
        self
    }

    /// The same with more headers.
    #[must_use]
    pub fn with_headers(mut self, headers: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        self.headers.extend(headers);
        self
    }
}

impl Request for RequestParts<'_> {
    fn method(&self) -> &str {
        self.method
    }

    fn url(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.url)
    }

    fn headers(&self, each: &mut dyn FnMut(&str, &[u8])) {
        self.headers.iter().for_each(|(name, value)| each(name, value));
    }

    fn body(&self) -> &[u8] {
        self.body
    }
}

impl fmt::Debug for RequestParts<'_> {
    /// Headers and queries hold secrets, so neither is shown, nor what is in the body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| *name).collect();
        let mut parts = f.debug_struct("RequestParts");
        parts
            .field("method", &self.method)
            .field("headers", &names)
            .field("body", &self.body.len())
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "http")]
impl<B: AsRef<[u8]>> Request for http::Request<B> {
    fn method(&self) -> &str {
        self.method().as_str()
    }

    fn url(&self) -> Cow<'_, str> {
        match self.uri().path_and_query() {
            Some(path) if self.uri().authority().is_none() => Cow::Borrowed(path.as_str()),
            Some(_) | None => Cow::Owned(self.uri().to_string()),
        }
    }

    fn headers(&self, each: &mut dyn FnMut(&str, &[u8])) {
        self.headers().iter().for_each(|(name, value)| each(name.as_str(), value.as_bytes()));
    }

    fn header(&self, name: &str, each: &mut dyn FnMut(&[u8])) {
        self.headers().get_all(name).iter().for_each(|value| each(value.as_bytes()));
    }

    fn body(&self) -> &[u8] {
        self.body().as_ref()
    }
}
