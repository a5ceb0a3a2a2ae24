//! Requests in, one after the other, each with the place for its answer.

use std::borrow::Cow;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use eventspec_runtime::delivery::Request as Received;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderValue, X_CONTENT_TYPE_OPTIONS};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::Failure;

/// A request that arrived.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) body: Vec<u8>,
}

impl Received for Incoming {
    fn method(&self) -> &str {
        &self.method
    }

    fn url(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.url)
    }

    fn headers(&self, each: &mut dyn FnMut(&str, &[u8])) {
        self.headers.iter().for_each(|(name, value)| each(name, value));
    }

    fn body(&self) -> &[u8] {
        &self.body
    }
}

/// What arrived.
pub(crate) enum Arrival {
    /// A request, and where its answer goes.
    Request(Incoming, Reply),
    /// One with too large a body.
    TooLarge(Reply),
    /// What is not a request in HTTP/1.1, in the words of the HTTP library, which has answered it.
    NotHttp(String),
}

/// An answer: its status, and the challenge that the sender wants to have back.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) status: u16,
    pub(crate) challenge: Option<String>,
}

impl Outgoing {
    /// One without a body.
    pub(crate) fn of(status: u16) -> Self {
        Self { status, challenge: None }
    }
}

/// Where an answer goes.
pub(crate) type Reply = oneshot::Sender<Outgoing>;

/// How often it is asked whether to stop.
const TICK: Duration = Duration::from_millis(50);

/// How long connections have to end when the server does.
const GRACE: Duration = Duration::from_secs(1);

/// A server that listens.
pub(crate) struct Server {
    address: SocketAddr,
    acceptor: JoinHandle<()>,
    requests: mpsc::Receiver<Arrival>,
}

impl Server {
    /// Listens, and takes bodies of so many bytes. The port is the system's choice if it is 0.
    pub(crate) async fn listen(address: SocketAddr, most_bytes: usize) -> Result<Self, Failure> {
        let cannot = |error: std::io::Error| Failure::Io(format!("cannot listen on {address}: {error}"));
        let listener = TcpListener::bind(address).await.map_err(cannot)?;
        let address = listener.local_addr().map_err(cannot)?;
        let (send, requests) = mpsc::channel(1);
        let acceptor = tokio::spawn(accept(listener, most_bytes, send));
        Ok(Self { address, acceptor, requests })
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The next request, unless there is a reason to stop first: that is asked again and again.
    pub(crate) async fn next(&mut self, stops: impl Fn() -> bool) -> Option<Arrival> {
        while !stops() {
            if let Ok(next) = timeout(TICK, self.requests.recv()).await {
                return next;
            }
        }
        None
    }

    /// Ends when every answer is on its way. Requests that arrive meanwhile are turned away.
    pub(crate) async fn end(mut self) {
        self.acceptor.abort();
        // Each connection has a sender, so there is an end when all of them have ended.
        let _ = timeout(GRACE, async { while self.requests.recv().await.is_some() {} }).await;
    }
}

async fn accept(listener: TcpListener, most_bytes: usize, send: mpsc::Sender<Arrival>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(serve(stream, most_bytes, send.clone()));
            }
            // One that could not be accepted costs no other, but an error that stays must not keep the processor busy.
            Err(_) => tokio::time::sleep(TICK).await,
        }
    }
}

async fn serve(stream: TcpStream, most_bytes: usize, send: mpsc::Sender<Arrival>) {
    let service = service_fn(|request| {
        let send = send.clone();
        async move { Ok::<_, Infallible>(answered(request, most_bytes, send).await) }
    });
    let mut connection = http1::Builder::new();
    connection.timer(TokioTimer::new()).keep_alive(false);
    // A connection that breaks is the sender's to see, or nobody's.
    if let Err(error) = connection.serve_connection(TokioIo::new(stream), service).await
        && error.is_parse()
    {
        let _ = send.send(Arrival::NotHttp(error.to_string())).await;
    }
}

async fn answered(
    request: Request<hyper::body::Incoming>,
    most_bytes: usize,
    send: mpsc::Sender<Arrival>,
) -> Response<Full<Bytes>> {
    let (head, body) = request.into_parts();
    let (reply, answer) = oneshot::channel();
    let arrival = match Limited::new(body, most_bytes).collect().await {
        Ok(body) => Arrival::Request(
            Incoming {
                method: head.method.as_str().to_owned(),
                url: head.uri.path_and_query().map_or_else(String::new, |path| path.as_str().to_owned()),
                headers: head
                    .headers
                    .iter()
                    .map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec()))
                    .collect(),
                body: body.to_bytes().to_vec(),
            },
            reply,
        ),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => Arrival::TooLarge(reply),
        // The connection is broken, so nobody is there to be answered.
        Err(_) => return response(Outgoing::of(400)),
    };
    let unavailable = || Outgoing::of(503);
    response(match send.send(arrival).await {
        Ok(()) => answer.await.unwrap_or_else(|_| unavailable()),
        Err(_) => unavailable(),
    })
}

fn response(Outgoing { status, challenge }: Outgoing) -> Response<Full<Bytes>> {
    let is_text = challenge.is_some();
    let mut response = Response::new(Full::from(challenge.unwrap_or_default()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if is_text {
        // Whatever a browser would make of it, it is text.
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        response.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    }
    response
}
