//! Requests that are kept: one on each line, `{"method","url","headers":[[k,v]],"body"}`, or `"body_base64"` if the body is not UTF-8.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use base64ct::{Base64, Encoding as _};
use serde_json::{Value, json};

use super::Incoming;
use crate::Failure;

/// A file that requests are added to.
pub(crate) struct Capture<'p> {
    path: &'p Path,
    file: File,
}

impl<'p> Capture<'p> {
    /// Opens a file, or makes one that nobody else can read: requests may have tokens and personal data in them.
    pub(crate) fn open(path: &'p Path) -> Result<Self, Failure> {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(|error| failure(path, &error))?;
        Ok(Self { path, file })
    }

    /// Adds a request, in one write.
    pub(crate) fn add(&mut self, request: &Incoming) -> Result<(), Failure> {
        let line = format!("{}\n", line(request));
        self.file.write_all(line.as_bytes()).map_err(|error| failure(self.path, &error))
    }
}

fn failure(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Io(format!("cannot write {}: {error}", path.display()))
}

fn line(request: &Incoming) -> Value {
    let Incoming { method, url, headers, body } = request;
    let headers: Vec<(&str, String)> =
        headers.iter().map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value).into_owned())).collect();
    match str::from_utf8(body) {
        Ok(body) => json!({ "method": method, "url": url, "headers": headers, "body": body }),
        Err(_) => {
            json!({ "method": method, "url": url, "headers": headers, "body_base64": Base64::encode_string(body) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_that_is_not_text_is_in_base64() {
        let headers = vec![("x-a".to_owned(), b"1".to_vec())];
        let request = Incoming { method: "POST".to_owned(), url: "/a?b".to_owned(), headers, body: b"{}\n".to_vec() };
        let text = r#"{"method":"POST","url":"/a?b","headers":[["x-a","1"]],"body":"{}\n"}"#;
        assert_eq!(line(&request), serde_json::from_str::<Value>(text).unwrap());
        let bytes = Incoming { body: vec![0xff, 0x00], ..request };
        assert_eq!(line(&bytes)["body_base64"], "/wA=");
    }
}
