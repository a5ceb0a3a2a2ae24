//! The text of a `.http` file in; its settings, request line, headers and body out, or what is wrong with its form and where.

use std::ops::Range;

use eventspec_runtime::formats;

use crate::read::suggestion;

/// How the time of a request is set.
const NOW: &str = "write it as in `# @now = 2024-05-01T10:00:00Z`";
/// How a request begins.
const REQUEST_LINE: &str = "write `POST /path HTTP/1.1`, then the headers, an empty line and the body";

/// A request as a file has it. All texts are parts of that of the file, so that [`range_of`] has their places.
#[derive(Default)]
pub(super) struct Message<'a> {
    pub secrets: Vec<SecretSetting<'a>>,
    pub now: Option<TimeSetting<'a>>,
    /// The request line.
    pub line: &'a str,
    pub method: &'a str,
    pub url: &'a str,
    pub headers: Vec<(&'a str, &'a str)>,
    pub body: &'a str,
}

/// `# @secret NAME = VALUE`.
#[derive(Clone, Copy)]
pub(super) struct SecretSetting<'a> {
    /// The signature that it is for; empty if that is not said.
    pub signature: &'a str,
    pub value: &'a str,
}

/// `# @now = TIME`.
pub(super) struct TimeSetting<'a> {
    pub text: &'a str,
    /// Milliseconds since 1970.
    pub millis: i64,
}

/// What is wrong with a file.
pub(super) struct Fault {
    pub range: Range<usize>,
    pub message: String,
    pub help: String,
}

/// Where a part of a text is in it.
pub(super) fn range_of(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    start..start + part.len()
}

/// Reads a file.
pub(super) fn read(text: &str) -> Result<Message<'_>, Vec<Fault>> {
    let mut reader = Reader { text, rest: text, message: Message::default(), faults: Vec::new() };
    let is_request = reader.settings();
    if is_request {
        reader.headers();
        reader.body();
    }
    if reader.faults.is_empty() { Ok(reader.message) } else { Err(reader.faults) }
}

struct Reader<'a> {
    text: &'a str,
    /// What is not read yet.
    rest: &'a str,
    message: Message<'a>,
    faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    /// The next line without its end.
    fn line(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, self.rest.get(self.rest.len()..)?));
        let is_ended = line.len() < self.rest.len();
        self.rest = rest;
        Some(if is_ended { line.strip_suffix('\r').unwrap_or(line) } else { line })
    }

    fn refuse(&mut self, part: &str, message: impl Into<String>, help: impl Into<String>) {
        let (range, message, help) = (range_of(self.text, part), message.into(), help.into());
        self.faults.push(Fault { range, message, help });
    }

    /// Reads what stands above the request line, and that. Whether it is one.
    fn settings(&mut self) -> bool {
        while let Some(line) = self.line() {
            match comment(line) {
                Some(comment) => self.setting(comment),
                None if line.trim().is_empty() => {}
                None => return self.request_line(line),
            }
        }
        self.refuse(self.rest, "the file has no request", REQUEST_LINE);
        false
    }

    fn setting(&mut self, comment: &'a str) {
        if !comment.starts_with('@') {
            return;
        }
        let end = comment.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(comment.len());
        let (word, rest) = comment.split_at(end);
        let (name, value) = match rest.split_once('=') {
            Some((name, value)) => (name.trim(), Some(value.trim())),
            None => (rest.trim(), None),
        };
        match (word, value) {
            ("@secret", Some(value)) => self.message.secrets.push(SecretSetting { signature: name, value }),
            ("@secret", None) => {
                let help = "write `# @secret = VALUE`, or `# @secret NAME = VALUE` for one of several signatures";
                self.refuse(comment, "`@secret` has no value", help);
            }
            ("@now", Some(value)) if name.is_empty() => self.now(value),
            ("@now", _) => self.refuse(comment, "`@now` takes a time and nothing else", NOW),
            (word, _) => {
                let message = format!("`{word}` is not a setting of a sample request");
                self.refuse(word, message, suggestion(word, &["@now", "@secret"], "line"));
            }
        }
    }

    fn now(&mut self, text: &'a str) {
        if self.message.now.is_some() {
            self.refuse(text, "`@now` is set twice", "remove one of the two");
            return;
        }
        match formats::instant(text) {
            Some(instant) => {
                let millis = i64::from(instant.nanoseconds / 1_000_000);
                let millis = instant.seconds.saturating_mul(1000).saturating_add(millis);
                self.message.now = Some(TimeSetting { text, millis });
            }
            None => self.refuse(text, format!("`{text}` is not a point in time"), NOW),
        }
    }

    fn request_line(&mut self, line: &'a str) -> bool {
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        let is_method = |word: &str| word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-');
        let (method, url, version) = match words.as_slice() {
            [method, url] if is_method(method) => (*method, *url, None),
            [method, url, version] if is_method(method) => (*method, *url, Some(*version)),
            _ => {
                self.refuse(line, "this is not a request line, and the headers come after it", REQUEST_LINE);
                return false;
            }
        };
        let is_url = |url: &str| url.starts_with('/') || url.starts_with("https://") || url.starts_with("http://");
        if !is_url(url) || !url.bytes().all(|byte| byte.is_ascii_graphic()) {
            let help = "write a path, as in `/hooks?shop=7`, or the whole URL; other characters than ASCII are percent-encoded";
            self.refuse(url, format!("`{url}` is not the URL of a request"), help);
        }
        if let Some(version) = version.filter(|version| !version.starts_with("HTTP/")) {
            let help = "write `HTTP/1.1` or nothing; a space of the URL is percent-encoded as `%20`";
            self.refuse(version, format!("`{version}` is not a version of HTTP"), help);
        }
        (self.message.line, self.message.method, self.message.url) = (line, method, url);
        true
    }

    /// Reads up to the empty line. What is wrong with the first one may be wrong with all: the empty line is missing.
    fn headers(&mut self) {
        let mut is_right = true;
        while let Some(line) = self.line().filter(|line| !line.trim().is_empty()) {
            if is_right {
                is_right = self.header(line);
            }
        }
    }

    /// Whether the line is a header.
    fn header(&mut self, line: &'a str) -> bool {
        const HELP: &str = "write `Name: value`; an empty line ends the headers, and the body follows";
        if comment(line).is_some() {
            self.refuse(line, "a comment stands among the headers", "move it above the request line");
            return false;
        }
        if line.trim_start().starts_with(['{', '[']) {
            self.refuse(line, "no empty line is between the headers and the body", "add an empty line above this one");
            return false;
        }
        let Some((name, value)) = line.split_once(':') else {
            self.refuse(line, "this is not a header: it has no `:`", HELP);
            return false;
        };
        let value = value.trim_matches([' ', '\t']);
        if name.is_empty() || !name.bytes().all(is_token) {
            let part = if name.is_empty() { line } else { name };
            self.refuse(part, format!("`{name}` is not the name of a header"), HELP);
            return false;
        }
        let is_visible = |c: char| matches!(c, '\t' | ' '..='~');
        if let Some((at, c)) = value.char_indices().find(|(_, c)| !is_visible(*c)) {
            let message = format!("the value of `{name}` has a character that headers do not have");
            let part = value.get(at..at + c.len_utf8()).unwrap_or_default();
            self.refuse(part, message, "write visible ASCII characters, spaces and tabs");
            return false;
        }
        self.message.headers.push((name, value));
        true
    }

    fn body(&mut self) {
        let body = self.rest.strip_suffix('\n').map_or(self.rest, |body| body.strip_suffix('\r').unwrap_or(body));
        self.message.body = body;
        let headers = self.message.headers.iter();
        let length = headers.filter(|(name, _)| name.eq_ignore_ascii_case("content-length")).map(|(_, value)| *value);
        let wrong: Vec<&str> = length.filter(|length| length.parse() != Ok(body.len())).collect();
        for length in wrong {
            let message = format!("`content-length` is {length}, and the body has {} bytes", body.len());
            let help = "correct the number, or the body: every byte that follows the empty line, without one line end at the end \
                of the file";
            self.refuse(length, message, help);
        }
    }
}

/// What follows the sign of a comment, if a line is one.
fn comment(line: &str) -> Option<&str> {
    let line = line.trim();
    line.strip_prefix('#').or_else(|| line.strip_prefix("//")).map(|rest| rest.trim_start_matches(['#', '/']).trim())
}

/// Whether names of headers may have a byte (RFC 9110, `token`).
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}
