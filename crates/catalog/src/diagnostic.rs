//! What is wrong with a specification, where, and how to fix it.

use std::collections::BTreeMap;
use std::fmt;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use crate::Place;
use crate::invisible_chars::visible;
use crate::sources::{Sources, Span};

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub help: String,
    pub(crate) span: Span,
    pub(crate) related: Vec<(Span, String)>,
}

impl Diagnostic {
    pub(crate) fn new(code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        // Names are quoted in both, and a terminal obeys what is in them.
        let (message, help) = (visible(&message.into()), visible(&help.into()));
        Self { code, message, help, span, related: Vec::new() }
    }

    #[must_use]
    pub(crate) fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }
}

macro_rules! codes {
    ($($variant:ident = $name:literal: $doc:literal,)*) => {
        /// The stable codes of findings.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $doc] $variant,)* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as it is printed.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What the code means, in a line.
            pub fn summary(self) -> &'static str {
                match self { $(Self::$variant => $doc,)* }
            }

            /// Its file in `explain/`; a code without one does not compile.
            pub(crate) fn markdown(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("../explain/", $name, ".md")),)* }
            }
        }
    };
}

codes! {
    MissingFile = "missing-file": "The directory has no `catalog.toml`, or no file in `events/`.",
    StrayFile = "stray-file": "The file is not part of a specification.",
    FileName = "file-name": "The file name is not a valid identifier, or is that of a built-in type or of a group.",
    TomlSyntax = "toml-syntax": "The file is not valid TOML 1.0.",
    DottedKey = "dotted-key": "A wire name with dots is written as a TOML path.",
    UnknownKey = "unknown-key": "The key is not allowed here.",
    MissingKey = "missing-key": "A mandatory key is missing.",
    MissingDoc = "missing-doc": "A `doc` is empty, or missing where `lint.docs` requires it.",
    WrongValue = "wrong-value": "A key has a value of the wrong type or form.",
    UnknownType = "unknown-type": "A type is neither built in nor defined in `types/`.",
    TypeSyntax = "type-syntax": "A type expression is not valid.",
    TypeCycle = "type-cycle": "A type cannot have a finite value, or is another name for itself.",
    NestedUnion = "nested-union": "A union is an alternative of a union.",
    UnreachableAlternative = "unreachable-alternative": "No value is read as an alternative of a union.",
    UnknownGroup = "unknown-group": "An included group or type does not exist.",
    BadInclude = "bad-include": "What is included has no fields, or a group includes a type.",
    BadRefinement = "bad-refinement": "A refinement does not narrow a field that the object includes.",
    IncludeCycle = "include-cycle": "Groups or types include each other in a cycle.",
    DuplicateInclude = "duplicate-include": "A group or type is included twice.",
    DuplicateEvent = "duplicate-event": "Two events have the same name or alias.",
    DuplicateField = "duplicate-field": "Two fields of an object have the same name or alias.",
    ReservedKey = "reserved-key": "A field has a key that is reserved.",
    FieldFromTwoGroups = "field-from-two-groups": "An object gets the same field from two groups or types.",
    DuplicateValue = "duplicate-value": "An enum lists a value twice, or a union an alternative.",
    AmbiguousName = "ambiguous-name": "Two names become the same identifier in generated code.",
    ConfusableName = "confusable-name": "A name looks like another one, or contains an invisible character.",
    BadDelivery = "bad-delivery": "A delivery cannot work, or is not safe.",
    BadExample = "bad-example": "An example contradicts its field.",
    SampleSyntax = "sample-syntax": "A sample is not a JSON object.",
    BadSample = "bad-sample": "A sample contradicts the specification.",
    BadRequest = "bad-request": "A sample request cannot be read, or its delivery does not accept it.",
    EventWithoutSample = "event-without-sample": "An event has no sample.",
    SampleWithoutEvent = "sample-without-event": "A sample belongs to an unknown event.",
    DepartingPayload = "departing-payload": "A payload does not have the deviations that are stated of it.",
    Limit = "limit": "The specification exceeds a limit.",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// All findings of one run, with the texts they point into.
#[derive(Clone, Debug)]
pub struct Report {
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
}

/// Bytes of a message or help. What is longer has a name in it that nobody reads to its end.
const LONGEST: usize = 2_000;

/// Bytes of lines that are shown as they are, and bytes that are shown before and after a finding on longer ones.
const LONG: usize = 4_000;
const NEAR: usize = 80;

/// The renderer begins an excerpt whose place was printed already with the place that it does not have.
fn without_empty_origins(text: &str) -> String {
    let is_empty = |line: &str| {
        let mut styled = line.split("\x1b[");
        let first = styled.next().unwrap_or_default().to_owned();
        styled.fold(first, |plain, part| plain + part.split_once('m').map_or("", |(_, rest)| rest)).trim() == ":::"
    };
    text.split_inclusive('\n').filter(|line| !is_empty(line)).collect()
}

/// Leaves out the middle of a text that is long.
fn shorten(text: &mut String) {
    if text.len() > LONGEST {
        let start = text.floor_char_boundary(LONGEST / 2);
        let end = text.ceil_char_boundary(text.len() - LONGEST / 4);
        text.replace_range(start..end, "…");
    }
}

/// A finding as `--format json` prints it.
#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'static str,
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
    help: &'a str,
    related: Vec<JsonRelated<'a>>,
}

/// Another place that a finding is about.
#[derive(Serialize)]
struct JsonRelated<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    label: &'a str,
}

impl Report {
    /// Orders findings by file and position.
    pub(crate) fn new(sources: Sources, mut diagnostics: Vec<Diagnostic>) -> Self {
        for diagnostic in &mut diagnostics {
            shorten(&mut diagnostic.message);
            shorten(&mut diagnostic.help);
            let related = diagnostic.related.iter_mut().map(|(span, _)| span);
            related.chain([&mut diagnostic.span]).for_each(|span| sources.widen(span));
        }
        diagnostics.sort_by(|a, b| {
            (&a.span.file, a.span.range.start, a.code).cmp(&(&b.span.file, b.span.range.start, b.code))
        });
        Self { sources, diagnostics }
    }

    /// The findings, in order.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Where a finding is.
    pub fn place(&self, diagnostic: &Diagnostic) -> Place {
        self.sources.place(&diagnostic.span.file, diagnostic.span.range.start)
    }

    /// The findings for people: location, excerpt, code, help. `root` is put before each path.
    pub fn render(&self, root: &str, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let blocks = self.diagnostics.iter().map(|diagnostic| self.render_one(diagnostic, root, &renderer));
        blocks.collect::<Vec<_>>().join("\n\n")
    }

    /// The same, with no more than some findings of each code; and the number of those that are left out, by code.
    pub fn render_most(&self, root: &str, color: bool, most: usize) -> (String, BTreeMap<Code, usize>) {
        let mut counts = BTreeMap::new();
        let shown = self.diagnostics.iter().filter(|diagnostic| {
            let count = counts.entry(diagnostic.code).or_insert(0);
            *count += 1;
            *count <= most
        });
        let shown = Self { diagnostics: shown.cloned().collect(), sources: self.sources.clone() };
        let left_out = counts.into_iter().filter_map(|(code, count)| Some((code, count.checked_sub(most)?)));
        (shown.render(root, color), left_out.filter(|(_, count)| *count > 0).collect())
    }

    fn render_one(&self, diagnostic: &Diagnostic, root: &str, renderer: &Renderer) -> String {
        let title = Level::ERROR.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
        let mut group = self.shown(Group::with_title(title), &diagnostic.span, root, (AnnotationKind::Primary, None));
        for (span, label) in &diagnostic.related {
            group = self.shown(group, span, root, (AnnotationKind::Context, Some(label)));
        }
        let text = renderer.render(&[group.element(Level::HELP.message(diagnostic.help.as_str()))]);
        let is_long = |span: &Span| self.sources.lines_around(span).0.len() > LONG;
        let spans = std::iter::once(&diagnostic.span).chain(diagnostic.related.iter().map(|(span, _)| span));
        if { spans }.any(is_long) { without_empty_origins(&text) } else { text }
    }

    /// Adds an excerpt: the lines of a stretch, or what is near to it where they are long.
    fn shown<'g>(
        &self,
        group: Group<'g>,
        span: &Span,
        root: &str,
        (kind, label): (AnnotationKind, Option<&str>),
    ) -> Group<'g> {
        let (lines, first) = self.sources.lines_around(span);
        let (text, path) = (self.sources.text(&span.file), visible(&format!("{root}{}", span.file)));
        let snippet = |source: String, range| {
            let label = label.map(str::to_owned);
            Snippet::source(source).line_start(first).annotation(kind.span(range).label(label))
        };
        if lines.len() <= LONG {
            let range = span.range.start - lines.start..span.range.end - lines.start;
            return group.element(snippet(text.get(lines).unwrap_or_default().to_owned(), range).path(path));
        }
        let start = text.floor_char_boundary(span.range.start.saturating_sub(NEAR)).max(lines.start);
        let last = text.floor_char_boundary(span.range.end.min(span.range.start + NEAR));
        let end = text.ceil_char_boundary(last + NEAR).min(lines.end);
        let (before, after) = (if start > lines.start { "..." } else { "" }, if end < lines.end { "..." } else { "" });
        let shift = |offset: usize| offset - start + before.len();
        let range = shift(span.range.start)..shift(last.max(span.range.start));
        let source = format!("{before}{}{after}", text.get(start..end).unwrap_or_default());
        // Where it is would be counted in the excerpt.
        let place = self.sources.place(&span.file, span.range.start);
        let origin = Origin::path(path).line(place.line()).char_column(place.column());
        group.element(origin).element(snippet(source, range))
    }

    /// The findings for programs, an array of objects.
    pub fn to_json(&self, root: &str) -> String {
        let paths: Vec<String> = self.diagnostics.iter().map(|d| format!("{root}{}", d.span.file)).collect();
        let all: Vec<_> = self.diagnostics.iter().zip(&paths).map(|(d, path)| self.json_one(d, path)).collect();
        serde_json::to_string_pretty(&all).unwrap_or_default()
    }

    fn json_one<'a>(&self, diagnostic: &'a Diagnostic, path: &'a str) -> JsonDiagnostic<'a> {
        let place = self.place(diagnostic);
        let related = diagnostic.related.iter().map(|(span, label)| {
            let place = self.sources.place(&span.file, span.range.start);
            JsonRelated { file: &span.file, line: place.line(), column: place.column(), label }
        });
        JsonDiagnostic {
            code: diagnostic.code.as_str(),
            file: path,
            line: place.line(),
            column: place.column(),
            message: &diagnostic.message,
            help: &diagnostic.help,
            related: related.collect(),
        }
    }
}
