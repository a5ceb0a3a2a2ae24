//! Every hostile text in every position: each file is what a harmless text gives, but for its literals, and those are exact.

use std::num::NonZero;
use std::thread;

use eventspec_catalog::{Catalog, Code, Constrained, Constraints, is_invisible, resolve};
use eventspec_emit::{EmitError, Files, Target, emit};
use eventspec_fuzz::corpus;
use eventspec_fuzz::specs::pattern as pattern_of;
use eventspec_tests::{Verdict, fail};

use crate::node::Node;
use crate::specs;
use crate::trees::{self, Tree};

/// A text with a meaning nowhere.
const HARMLESS: &str = "harmless";

/// Pushes the texts through every target.
#[test]
fn every_position_of_every_target() -> Verdict {
    let mut node = Node::start()?;
    // Texts that are too long to be patterns are compared with a specification that has no pattern.
    let mut plain: Vec<Vec<(String, Tree)>> = Vec::new();
    for has_pattern in [false, true] {
        let files = emitted(HARMLESS, has_pattern)?.into_iter();
        let parsed = files.map(|(path, text)| trees::parse(&mut node, &path, &text).map(|tree| (path, tree)));
        plain.push(parsed.collect::<Result<_, String>>()?);
    }
    let texts = corpus::texts();
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let (mut failures, mut compared) = (Vec::new(), 0);
    thread::scope(|scope| {
        let parts = texts.chunks(texts.len().div_ceil(cores));
        let parts: Vec<_> = parts.map(|part| scope.spawn(|| tried(part, &plain))).collect();
        for part in parts {
            let (of_part, more) = part.join().map_err(|_| "a thread panicked")??;
            failures.extend(of_part);
            compared += more;
        }
        Ok::<_, String>(())
    })?;
    println!(
        "texts tried: {}; positions of each: {}; targets: {}; files compared: {compared}; failures: {}",
        texts.len(),
        positions(),
        Target::ALL.len(),
        failures.len()
    );
    if failures.is_empty() { Ok(()) } else { fail(failures.iter().take(30).cloned().collect::<Vec<_>>().join("\n")) }
}

/// Pushes some of the texts through every target; gives what failed, and the number of files that were compared.
fn tried(texts: &[String], plain: &[Vec<(String, Tree)>]) -> Result<(Vec<String>, usize), String> {
    let mut node = Node::start()?;
    let (mut failures, mut compared) = (Vec::new(), 0);
    for text in texts {
        let has_pattern = pattern_of(text).is_some();
        let (files, plain) = (emitted(text, has_pattern)?, &plain[usize::from(has_pattern)]);
        let paths: Vec<&String> = files.iter().map(|(path, _)| path).collect();
        if paths != plain.iter().map(|(path, _)| path).collect::<Vec<_>>() {
            failures.push(format!("{text:?} gives other files: {paths:?}"));
            continue;
        }
        for ((path, content), (_, expected)) in files.iter().zip(plain) {
            compared += 1;
            if let Err(why) = same(&mut node, path, content, expected, text) {
                failures.push(format!("{text:?} in {path}: {why}"));
            }
        }
    }
    Ok((failures, compared))
}

/// How often a text is in the specification that is made of it.
fn positions() -> usize {
    let sources = specs::with_text(HARMLESS, true);
    sources.iter().map(|(path, text)| path.matches(HARMLESS).count() + text.matches(HARMLESS).count()).sum()
}

/// Every hostile text as a pattern: it is one, and then schemas have it exactly and JavaScript reads it as Rust does, or it is
/// refused where it stands.
#[test]
fn as_patterns() -> Verdict {
    let mut node = Node::start()?;
    let texts = corpus::texts();
    let mut taken = 0;
    let mut failures = Vec::new();
    for text in &texts {
        // Beside an empty alternative, so that every text keeps to it.
        let pattern = format!("|{text}");
        let (sources, place) = specs::with_pattern(&pattern);
        match resolve(&sources) {
            Ok(catalog) => {
                taken += 1;
                let kept = kept(&mut node, &catalog, &pattern).and_then(|()| read_alike(&mut node, text, &texts));
                failures.extend(kept.err().map(|why| format!("{text:?}: {why}")));
            }
            Err(report) => {
                let places =
                    report.diagnostics().iter().map(|finding| (finding.code, report.place(finding).to_string()));
                if !places.eq([(Code::WrongValue, place.to_owned())]) {
                    failures.push(format!("{text:?} is not refused where it stands:\n{}", report.render("", false)));
                }
            }
        }
    }
    let refused = texts.len() - taken;
    println!(
        "texts tried as patterns: {}; taken: {taken}; refused: {refused}; failures: {}",
        texts.len(),
        failures.len()
    );
    if failures.is_empty() { Ok(()) } else { fail(failures.iter().take(30).cloned().collect::<Vec<_>>().join("\n")) }
}

fn kept(node: &mut Node, catalog: &Catalog, pattern: &str) -> Result<(), String> {
    for target in Target::ALL {
        let files = emit(catalog, target).map_err(|error| error.to_string())?;
        let mut literals = Vec::new();
        for (path, content) in files.iter().filter(|(path, _)| specs::has_text(path)) {
            literals.extend(trees::parse(node, path, content)?.literals);
        }
        let is_lost = literals.iter().all(|literal| literal != pattern);
        if [Target::JsonSchema, Target::AsyncApi, Target::OpenApi].contains(&target) && is_lost {
            return Err(format!("it is not in {}", target.name()));
        }
    }
    Ok(())
}

/// Tries a pattern on a tenth of the texts.
fn read_alike(node: &mut Node, pattern: &str, texts: &[String]) -> Result<(), String> {
    let held = Constraints { pattern: Some(pattern.to_owned()), ..Constraints::default() };
    let tried: Vec<&String> = texts.iter().step_by(10).collect();
    let theirs = node.matches(pattern, &tried)?;
    let differs = tried.iter().zip(&theirs).find(|(text, is)| held.accepts(Constrained::Text(text)) != **is);
    differs.map_or(Ok(()), |(text, is)| Err(format!("to JavaScript {text:?} matches: {is}; to Rust: {}", !is)))
}

/// The files of all targets that have text of the specification in them.
fn emitted(text: &str, has_pattern: bool) -> Result<Vec<(String, String)>, String> {
    let catalog = specs::resolved(&specs::with_text(text, has_pattern))
        .map_err(|report| format!("{text:?} is refused:\n{report}"))?;
    let files: Result<Vec<Files>, EmitError> = Target::ALL.into_iter().map(|target| emit(&catalog, target)).collect();
    let files = files.map_err(|error| format!("{text:?}: {error}"))?;
    let files = files.iter().flat_map(Files::iter).filter(|(path, _)| specs::has_text(path));
    Ok(files.map(|(path, content)| (path.to_owned(), content.to_owned())).collect())
}

fn same(node: &mut Node, path: &str, content: &str, expected: &Tree, text: &str) -> Result<(), String> {
    let is_page = path.rsplit('.').next() == Some("html");
    let shown = without_sample(path, content, text);
    if let Some(c) = shown.chars().find(|c| is_invisible(*c) && *c != '\n' && !(is_page && *c == '\t')) {
        return Err(format!("U+{:04X} is in the file", u32::from(c)));
    }
    let tree = trees::parse(node, path, content)?;
    if path.starts_with("vectors/delivery/") {
        // Requests are signed over their texts, and which of them there are depends on what a header or a form can hold. That each
        // line is JSON was seen.
        return Ok(());
    }
    if tree.shape != expected.shape {
        return Err("another tree than that of a harmless text".to_owned());
    }
    if is_page && trees::seen(text, true).is_empty() {
        // As Markdown it is nothing to see, such as a fence.
        return Ok(());
    }
    literals(&tree.literals, &expected.literals, text, is_page)?;
    if tree.prose.len() != expected.prose.len() {
        return Err(format!("{} pieces of documentation, not {}", tree.prose.len(), expected.prose.len()));
    }
    tree.prose.iter().zip(&expected.prose).try_for_each(|(markdown, plain)| documentation(markdown, plain, text))
}

/// A document without the sample in it, which is shown as it is, to be copied.
fn without_sample(path: &str, content: &str, text: &str) -> String {
    let sample = specs::sample(text);
    match path.rsplit('.').next() {
        Some("md") => content.replace(&sample, ""),
        Some("html") => content.replace(&sample.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"), ""),
        _ => content.to_owned(),
    }
}

/// Literals are those of the harmless text with the hostile one in its place, in one of its [`forms`]. On a page it may also be
/// Markdown, or part of an example.
fn literals(literals: &[String], expected: &[String], text: &str, is_page: bool) -> Result<(), String> {
    if literals.len() != expected.len() {
        return Err(format!("{} literals, not {}", literals.len(), expected.len()));
    }
    let pairs: Vec<_> = forms(HARMLESS).into_iter().zip(forms(text)).collect();
    for (literal, plain) in literals.iter().zip(expected) {
        let plain = plain.replace(&units(HARMLESS), &units(text));
        let is_exact = pairs.iter().any(|(harmless, hostile)| *literal == plain.replace(harmless, hostile));
        if !(is_exact || is_page && on_page(literal, &plain, text)) {
            return Err(format!("the literal {plain:?} became {literal:?}"));
        }
    }
    Ok(())
}

/// A text in the longest way to write it in JSON.
fn units(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect()
}

/// A text as it is, quoted as JSON, as a part of a JSON pointer, as a pattern, that quoted as JSON, and as a line of a manifest.
fn forms(text: &str) -> [String; 6] {
    let inner = |text: &str| {
        let json = serde_json::Value::from(text).to_string();
        json.get(1..json.len() - 1).unwrap_or_default().to_owned()
    };
    let named = |c: char| if is_invisible(c) { format!("(U+{:04X})", u32::from(c)) } else { c.to_string() };
    let pointer = text.replace('~', "~0").replace('/', "~1");
    let pattern = pattern_of(text).unwrap_or_else(|| text.to_owned());
    [text.to_owned(), inner(text), pointer, inner(&pattern), pattern, text.chars().map(named).collect()]
}

/// Whether a text of a page has the letters of Markdown or of an example, is the beginning of one that is too long for its
/// place, or tells how long a sample is.
fn on_page(literal: &str, plain: &str, text: &str) -> bool {
    let is_size = |text: &str| text.strip_suffix(" bytes").is_some_and(|number| number.parse::<u32>().is_ok());
    let has = |text: &str| missing(literal, &plain.replace(HARMLESS, text)).is_none();
    let begins =
        || literal.strip_suffix('…').is_some_and(|begin| forms(text).iter().any(|text| text.starts_with(begin)));
    is_size(literal) && is_size(plain)
        || plain == HARMLESS && begins()
        || plain.contains(HARMLESS) && (has(text) || has(&trees::seen(text, true)))
}

/// The first letter or digit of a text that is not in another, in order.
fn missing(seen: &str, text: &str) -> Option<char> {
    let mut wanted = text.chars().filter(|c| c.is_alphanumeric() && !is_invisible(*c)).peekable();
    for c in seen.chars() {
        wanted.next_if_eq(&c);
    }
    wanted.next()
}

/// Documentation shows the text and does nothing else.
fn documentation(markdown: &str, plain: &str, text: &str) -> Result<(), String> {
    let (doings, expected) = (trees::doings(markdown), trees::doings(plain));
    if doings != expected {
        return Err(format!("documentation has {doings:?}, not {expected:?}:\n{markdown}"));
    }
    if !plain.contains(HARMLESS) {
        return Ok(());
    }
    match missing(&trees::seen(markdown, false), text) {
        None => Ok(()),
        Some(c) => Err(format!("{c:?} is lost in documentation:\n{markdown}")),
    }
}
