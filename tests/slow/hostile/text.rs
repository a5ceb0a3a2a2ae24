//! Every hostile text in every position: each file is what a harmless text gives, but for its literals, and those are exact.

use eventspec_catalog::is_invisible;
use eventspec_emit::{Files, emit};
use eventspec_fuzz::corpus;
use eventspec_tests::{Verdict, fail};

use crate::node::Node;
use crate::specs;
use crate::trees::{self, Tree};

/// A text with a meaning nowhere.
const HARMLESS: &str = "harmless";

/// Pushes the texts through every target.
pub(crate) fn every_position() -> Verdict {
    let mut node = Node::start()?;
    let harmless = emitted(HARMLESS)?;
    let plain: Vec<(String, Tree)> = harmless
        .iter()
        .map(|(path, text)| Ok((path.clone(), trees::parse(&mut node, path, text)?)))
        .collect::<Result<_, String>>()?;
    let texts = corpus::texts();
    let mut failures = Vec::new();
    let mut compared = 0;
    for text in &texts {
        let files = emitted(text)?;
        let paths: Vec<&String> = files.iter().map(|(path, _)| path).collect();
        if paths != harmless.iter().map(|(path, _)| path).collect::<Vec<_>>() {
            failures.push(format!("{text:?} gives other files: {paths:?}"));
            continue;
        }
        for ((path, content), (_, expected)) in files.iter().zip(&plain) {
            compared += 1;
            if let Err(why) = same(&mut node, path, content, expected, text) {
                failures.push(format!("{text:?} in {path}: {why}"));
            }
        }
    }
    println!(
        "texts tried: {}; positions of each: {}; files compared: {compared}; failures: {}",
        texts.len(),
        specs::POSITIONS,
        failures.len()
    );
    if failures.is_empty() { Ok(()) } else { fail(failures.iter().take(30).cloned().collect::<Vec<_>>().join("\n")) }
}

/// The files of all targets that have text of the specification in them.
fn emitted(text: &str) -> Result<Vec<(String, String)>, String> {
    let catalog =
        specs::resolved(&specs::with_text(text)).map_err(|report| format!("{text:?} is refused:\n{report}"))?;
    let files: Vec<Files> = specs::TARGETS.into_iter().map(|target| emit(&catalog, target)).collect();
    let files = files.iter().flat_map(Files::iter).filter(|(path, _)| !path.contains("typescript/runtime"));
    Ok(files.map(|(path, content)| (path.to_owned(), content.to_owned())).collect())
}

fn same(node: &mut Node, path: &str, content: &str, expected: &Tree, text: &str) -> Result<(), String> {
    if let Some(c) = content.chars().find(|c| is_invisible(*c) && *c != '\n') {
        return Err(format!("U+{:04X} is in the file", u32::from(c)));
    }
    let tree = trees::parse(node, path, content)?;
    if tree.shape != expected.shape {
        return Err("another tree than that of a harmless text".to_owned());
    }
    literals(&tree.literals, &expected.literals, text)?;
    if tree.prose.len() != expected.prose.len() {
        return Err(format!("{} pieces of documentation, not {}", tree.prose.len(), expected.prose.len()));
    }
    tree.prose.iter().zip(&expected.prose).try_for_each(|(markdown, plain)| documentation(markdown, plain, text))
}

/// Literals are those of the harmless text with the hostile one in its place: plain, quoted as JSON, or on one line of a manifest.
fn literals(literals: &[String], expected: &[String], text: &str) -> Result<(), String> {
    if literals.len() != expected.len() {
        return Err(format!("{} literals, not {}", literals.len(), expected.len()));
    }
    let json = serde_json::Value::from(text).to_string();
    let inner = json.get(1..json.len() - 1).unwrap_or_default();
    let named = |c: char| if is_invisible(c) { format!("(U+{:04X})", u32::from(c)) } else { c.to_string() };
    let line: String = text.chars().map(named).collect();
    for (literal, plain) in literals.iter().zip(expected) {
        if [text, inner, &line].iter().all(|text| *literal != plain.replace(HARMLESS, text)) {
            return Err(format!("the literal {plain:?} became {literal:?}"));
        }
    }
    Ok(())
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
    let wanted: Vec<char> = text.chars().filter(|c| c.is_alphanumeric() && !is_invisible(*c)).collect();
    let seen = trees::seen(markdown);
    let mut rest = wanted.iter().peekable();
    for c in seen.chars() {
        rest.next_if(|wanted| **wanted == c);
    }
    match rest.peek() {
        None => Ok(()),
        Some(c) => Err(format!("{c:?} is lost in documentation:\n{markdown}")),
    }
}
