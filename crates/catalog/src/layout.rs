//! The files of a specification in; out what each is by its path, and a finding for each that has no business there.

use std::ffi::OsStr;
use std::path::Path;

use crate::catalog::{CHANGELOG_FILE, LICENSE_FILES};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::sources::{Sources, Span, Unreadable};
use crate::{Ident, limits};

/// A file and the name it gives to what it defines.
#[derive(Clone, Copy)]
pub(crate) struct File<'a> {
    pub path: &'a str,
    pub stem: &'a str,
    /// None if it could not be read.
    pub text: Option<&'a str>,
}

/// The files of a specification by kind, each in the order of their paths.
#[derive(Default)]
pub(crate) struct SpecFiles<'a> {
    pub catalog: Option<File<'a>>,
    pub groups: Vec<File<'a>>,
    pub types: Vec<File<'a>>,
    pub payloads: Vec<File<'a>>,
    /// How requests become events.
    pub deliveries: Vec<File<'a>>,
    pub samples: Vec<File<'a>>,
    /// Whole requests.
    pub requests: Vec<File<'a>>,
    /// Payloads that depart from the specification, and their deviations.
    pub departing: Vec<File<'a>>,
}

pub(crate) fn license_files(sources: &Sources) -> Vec<(&'static str, String)> {
    let texts = LICENSE_FILES.into_iter().map(|name| (name, sources.text(name).to_owned()));
    texts.filter(|(_, text)| !text.is_empty()).collect()
}

/// What changed from version to version, if the specification has it.
pub(crate) fn changelog(sources: &Sources) -> Option<String> {
    Some(sources.text(CHANGELOG_FILE).to_owned()).filter(|text| !text.is_empty())
}

/// Whether a file is one that goes into packages as it is.
pub(crate) fn is_copied(path: &str) -> bool {
    path == CHANGELOG_FILE || LICENSE_FILES.contains(&path)
}

pub(crate) fn classify<'a>(sources: &'a Sources, findings: &mut Vec<Diagnostic>) -> SpecFiles<'a> {
    let mut files = SpecFiles::default();
    for path in sources.paths() {
        let text = match sources.unreadable(path) {
            None => Some(sources.text(path)),
            Some(why) => {
                findings.push(unreadable(path, why));
                None
            }
        };
        let parts: Vec<&str> = path.split('/').collect();
        let toml = |name: &'a str| name.strip_suffix(".toml").map(|stem| File { path, stem, text });
        let json = |name: &'a str| name.strip_suffix(".json").map(|stem| File { path, stem, text });
        let http = |name: &'a str| name.strip_suffix(".http").map(|stem| File { path, stem, text });
        let (list, file) = match parts.as_slice() {
            ["catalog.toml"] => {
                files.catalog = Some(File { path, stem: "catalog", text });
                continue;
            }
            [name] if is_copied(name) => continue,
            ["groups", name] => (&mut files.groups, toml(name)),
            ["types", name] => (&mut files.types, toml(name)),
            ["events", name] => (&mut files.payloads, toml(name)),
            ["delivery", name] => (&mut files.deliveries, toml(name)),
            ["samples", _, name] => (&mut files.samples, json(name)),
            ["samples", "requests", _, name] => (&mut files.requests, http(name)),
            ["departing", _, name] => (&mut files.departing, json(name)),
            _ => (&mut files.samples, None),
        };
        let top = Span::new(path, 0..0);
        let is_payload = matches!(parts.first(), Some(&("samples" | "departing")));
        match file {
            // What could not be read has its finding.
            None if text.is_none() => {}
            None => {
                let message = format!("`{path}` is not part of a specification");
                let help = "move it to `groups/`, `events/`, `types/`, `delivery/` (.toml), `samples/<event>/` or `departing/<event>/` (.json), \
                    `samples/requests/<delivery>/` (.http), or out of this directory";
                findings.push(Diagnostic::new(Code::StrayFile, top, message, help));
            }
            // Names of payloads are for people alone.
            Some(file) if !is_payload && Ident::new(file.stem).snake() != file.stem => {
                let message = format!("`{}` cannot become an identifier", file.stem);
                let help = format!("rename the file to `{}.toml`", Ident::new(file.stem).snake());
                findings.push(Diagnostic::new(Code::FileName, top, message, help));
            }
            Some(file) => list.push(file),
        }
    }
    if files.catalog.is_none() {
        let help = "add a `catalog.toml` with name, title and version";
        let span = Span::new("catalog.toml", 0..0);
        findings.push(Diagnostic::new(Code::MissingFile, span, "the specification has no `catalog.toml`", help));
    } else if !sources.paths().any(|path| path.starts_with("events/")) {
        let help = "add a file to `events/`, with an `[[event]]` that has a `name`";
        let span = Span::new("catalog.toml", 0..0);
        findings.push(Diagnostic::new(Code::MissingFile, span, "the specification has no event", help));
    }
    files
}

/// The finding about a file that could not be read.
fn unreadable(path: &str, why: &Unreadable) -> Diagnostic {
    let (code, what, help, offset) = match why {
        Unreadable::LinkOut => (
            Code::StrayFile,
            "is a link that leads out of the specification".to_owned(),
            format!("copy what it leads to, or allow the link with `--follow {path}`"),
            0,
        ),
        Unreadable::LinkNowhere => {
            (Code::StrayFile, "is a link that leads nowhere".to_owned(), "fix the link, or remove it".to_owned(), 0)
        }
        Unreadable::NotRegular => (
            Code::StrayFile,
            "is not a regular file".to_owned(),
            "put a regular file in its place, or remove it".to_owned(),
            0,
        ),
        Unreadable::TooLarge => {
            (Code::Limit, format!("has more than {} bytes", limits::FILE_BYTES), "split it".to_owned(), 0)
        }
        Unreadable::NotUtf8 { start } => {
            let code = match Path::new(path).extension().and_then(OsStr::to_str) {
                Some("toml") => Code::TomlSyntax,
                Some("json") => Code::SampleSyntax,
                Some("http") => Code::BadRequest,
                _ => Code::StrayFile,
            };
            let message = format!("is not UTF-8: byte {} cannot be read", start.len());
            (code, message, "save it as UTF-8".to_owned(), start.len())
        }
    };
    Diagnostic::new(code, Span::new(path, offset..offset), format!("`{path}` {what}"), help)
}

/// What is wrong with the files that could not be read, if there are any.
pub fn unreadable_files(sources: &Sources) -> Option<Report> {
    let findings = sources.paths().filter_map(|path| Some(unreadable(path, sources.unreadable(path)?)));
    let findings: Vec<Diagnostic> = findings.collect();
    if findings.is_empty() { None } else { Some(Report::new(sources.clone(), findings)) }
}
