//! A request out, its answer in.

use std::time::{Duration, Instant};

use eventspec_payloads::requests::Made;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{HOST, HeaderValue};
use hyper::{Request, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::Failure;

/// Where requests are sent.
pub(crate) struct Endpoint {
    /// Host and port, as a header has them.
    pub(crate) authority: String,
    host: String,
    port: u16,
    /// Path and query.
    pub(crate) path: String,
}

impl Endpoint {
    /// Reads a URL.
    pub(crate) fn of(url: &str) -> Result<Self, Failure> {
        let wrong = |why: &str| Failure::Usage(format!("{why}\nhelp: write a URL such as http://127.0.0.1:3000/hooks"));
        let uri: Uri = url.parse().map_err(|_| wrong(&format!("`{url}` is not a URL")))?;
        match uri.scheme_str() {
            Some("http") => {}
            Some("https") => return Err(wrong("--to does not take https: send to the server behind the TLS proxy")),
            Some(_) | None => return Err(wrong(&format!("`{url}` does not begin with http://"))),
        }
        let authority = uri.authority().ok_or_else(|| wrong(&format!("`{url}` has no host")))?;
        if authority.as_str().contains('@') {
            return Err(wrong("--to does not take a user and a password"));
        }
        // To the library, a number above 65535 is not a port, and the request would go to another one.
        let port = authority.as_str().strip_prefix(authority.host()).unwrap_or_default().trim_start_matches(':');
        if !port.is_empty() && authority.port_u16().is_none_or(|number| number == 0) {
            return Err(wrong(&format!("`{port}` is not a port")));
        }
        Ok(Self {
            authority: authority.as_str().to_owned(),
            // An IPv6 address is in brackets there.
            host: authority.host().trim_matches(['[', ']']).to_owned(),
            port: authority.port_u16().unwrap_or(80),
            path: uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
        })
    }
}

/// What came back.
pub(crate) struct Answer {
    /// The status, or why no answer came.
    pub(crate) status: Result<StatusCode, String>,
    /// How long it took.
    pub(crate) took: Duration,
}

/// Sends a request, and waits for its answer no longer than a time.
pub(crate) async fn post(endpoint: &Endpoint, made: &Made, most: Duration) -> Answer {
    let begin = Instant::now();
    let status = match tokio::time::timeout(most, exchange(endpoint, made)).await {
        Ok(status) => status,
        Err(_) => Err(format!("no answer within {} s", most.as_secs())),
    };
    Answer { status, took: begin.elapsed() }
}

/// A connection of its own for each request, as most senders have it.
async fn exchange(endpoint: &Endpoint, made: &Made) -> Result<StatusCode, String> {
    let stream =
        TcpStream::connect((endpoint.host.as_str(), endpoint.port)).await.map_err(|error| error.to_string())?;
    let text = |error: hyper::Error| error.to_string();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(text)?;
    let connection = tokio::spawn(connection);
    let mut request = Request::builder().method(made.method.as_str()).uri(&made.url);
    for (name, value) in &made.headers {
        request = request.header(name, value);
    }
    let mut request = request.body(Full::new(Bytes::from(made.body.clone()))).map_err(|error| error.to_string())?;
    let host = HeaderValue::from_str(&endpoint.authority).map_err(|error| error.to_string())?;
    request.headers_mut().insert(HOST, host);
    let response = sender.send_request(request).await.map_err(text)?;
    let status = response.status();
    // An answer has arrived when all of it has.
    let mut body = response.into_body();
    while let Some(frame) = body.frame().await {
        frame.map_err(text)?;
    }
    connection.abort();
    Ok(status)
}
