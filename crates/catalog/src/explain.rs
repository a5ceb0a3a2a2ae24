//! A code in; out what it means, why it is a finding, and an example of the mistake and of its fix.
//!
//! The texts are Markdown files in `explain/`, one for each code, so that a terminal and a page can show the same. Their
//! examples are files of a small specification, and are tested: the wrong one has this finding and no other.

use crate::{Code, Sources};

/// What the examples are added to: a catalogue with one event.
const BASE: [(&str, &str); 3] = [
    (
        "catalog.toml",
        "name = \"shop-events\"\ntitle = \"Shop events\"\nversion = \"0.1.0\"\ndoc = \"What the shop sends.\"\n",
    ),
    (
        "events/order.toml",
        "doc = \"An order.\"\n\n[[event]]\nname = \"order_create\"\ndoc = \"An order was placed.\"\n",
    ),
    ("samples/order_create/documented.json", "{}\n"),
];

/// Everything there is to say about a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What is wrong, in a paragraph of Markdown.
    pub what: &'static str,
    /// Why it is a finding, in Markdown.
    pub why: &'static str,
    /// A specification with this mistake.
    pub wrong: Example,
    /// The same, fixed.
    pub right: Example,
}

/// An example, for people and for the test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The example in Markdown: each file's path and its text in a fence.
    pub markdown: &'static str,
    /// What it does to a catalogue with one event, `order_create`.
    pub edits: Vec<Edit>,
}

/// A change to the catalogue that an example is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A file of this path has this text.
    File(&'static str, &'static str),
    /// This text is added at the end of a file.
    Append(&'static str, &'static str),
    /// The file does not exist.
    NoFile(&'static str),
}

impl Code {
    /// What it means, why it is a finding, and how to fix it.
    pub fn explanation(self) -> Explanation {
        let (what, rest) = section(self.markdown(), "\n## Why\n");
        let (why, rest) = section(rest, "\n## Wrong\n");
        let (wrong, right) = section(rest, "\n## Right\n");
        Explanation { what, why, wrong: Example::new(wrong), right: Example::new(right) }
    }
}

/// The text before a heading, and the text after it.
fn section(text: &'static str, heading: &str) -> (&'static str, &'static str) {
    let (before, after) = text.split_once(heading).unwrap_or((text, ""));
    (before.trim(), after.trim())
}

impl Example {
    fn new(markdown: &'static str) -> Self {
        let mut edits = Vec::new();
        let mut rest = markdown;
        while let Some((before, from_path)) = rest.split_once('`') {
            let word = before.split_whitespace().last();
            let Some((path, after)) = from_path.split_once('`') else { break };
            if word == Some("No") {
                edits.push(Edit::NoFile(path));
                rest = after;
                continue;
            }
            let Some((_, fenced)) = after.split_once("```") else { break };
            let Some((text, after)) = fenced.split_once("```") else { break };
            // The first line is the language of the fence.
            let text = text.split_once('\n').map_or(text, |(_, text)| text);
            edits.push(if word == Some("In") { Edit::Append(path, text) } else { Edit::File(path, text) });
            rest = after;
        }
        Self { markdown, edits }
    }

    /// The whole specification of the example.
    pub fn sources(&self) -> Sources {
        let mut files: Vec<(&str, String)> = BASE.iter().map(|(path, text)| (*path, (*text).to_owned())).collect();
        for edit in &self.edits {
            match *edit {
                Edit::NoFile(path) => files.retain(|(known, _)| *known != path),
                Edit::File(path, text) => {
                    files.retain(|(known, _)| *known != path);
                    files.push((path, text.to_owned()));
                }
                Edit::Append(path, text) => {
                    files.iter_mut().filter(|(known, _)| *known == path).for_each(|(_, file)| {
                        file.push('\n');
                        file.push_str(text);
                    });
                }
            }
        }
        let mut sources = Sources::default();
        files.into_iter().for_each(|(path, text)| sources.insert(path, text));
        sources
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve;

    #[test]
    fn the_wrong_example_has_this_finding_and_no_other() {
        for code in Code::ALL {
            let wrong = code.explanation().wrong;
            assert!(!wrong.edits.is_empty(), "{code} has no wrong example");
            let report = resolve(&wrong.sources()).expect_err(code.as_str());
            let found: Vec<Code> = report.diagnostics().iter().map(|finding| finding.code).collect();
            assert_eq!(found, [*code], "{}", report.render("", false));
        }
    }

    #[test]
    fn the_right_example_has_none() {
        for code in Code::ALL {
            let explanation = code.explanation();
            assert!(!explanation.right.edits.is_empty(), "{code} has no right example");
            assert_ne!(explanation.wrong.edits, explanation.right.edits, "{code}");
            if let Err(report) = resolve(&explanation.right.sources()) {
                panic!("{code}\n{}", report.render("", false));
            }
        }
    }

    #[test]
    fn every_part_of_an_explanation_says_something() {
        for code in Code::ALL {
            let Explanation { what, why, wrong, right } = code.explanation();
            for part in [what, why, wrong.markdown, right.markdown] {
                assert!(!part.is_empty() && !part.contains("## "), "{code}: {part:?}");
            }
        }
    }
}
