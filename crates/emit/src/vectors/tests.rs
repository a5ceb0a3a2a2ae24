//! What vectors are promised to be: of a known number, whatever the catalogue.

use std::fmt::Write as _;

use eventspec_catalog::{Sources, resolve};

use super::MOST;
use crate::{Files, Target, emit};

fn files(sources: &Sources) -> Files {
    let catalog = resolve(sources).unwrap_or_else(|report| panic!("{}", report.render("spec", false)));
    emit(&catalog, Target::Vectors).unwrap()
}

fn catalogue(payloads: usize, fields: usize) -> Sources {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", "name = \"x-events\"\nversion = \"1.0.0\"\ntitle = \"x\"\ndoc = \"x\"\n".to_owned());
    for payload in 0..payloads {
        let mut text = format!("doc = \"x\"\n[[event]]\nname = \"event_{payload}\"\ndoc = \"x\"\n");
        for field in 0..fields {
            let _ = write!(text, "[[field]]\nname = \"f{field}\"\ntype = \"number\"\nrequired = true\ndoc = \"x\"\n");
        }
        sources.insert(format!("events/event_{payload}.toml"), text);
        sources.insert(format!("samples/event_{payload}/a.json"), "{}".to_owned());
    }
    sources
}

fn lines(files: &Files, path: &str) -> usize {
    files.iter().filter(|(other, _)| other.contains(path)).map(|(_, text)| text.lines().count() - 1).sum()
}

#[test]
fn a_field_is_tried_once_and_not_per_event() {
    let one = lines(&files(&catalogue(1, 10)), "payloads/");
    let two = lines(&files(&catalogue(2, 10)), "payloads/");
    assert_eq!(two, 2 * one);
    assert!((300..500).contains(&one), "{one}");
}

#[test]
fn a_large_catalogue_has_a_part_of_them_for_every_field() {
    let files = files(&catalogue(40, 60));
    let count = lines(&files, "payloads/");
    assert!(count < MOST + 40 && count > MOST / 2, "{count}");
    for (path, text) in files.iter().filter(|(path, _)| path.contains("payloads/")) {
        let missing = (0..60).find(|field| !text.contains(&format!("\"case\":\"f{field}: ")));
        assert_eq!(missing, None, "{path}");
    }
}

#[test]
fn a_type_that_cannot_be_shown_in_little_space_has_no_vectors() {
    let mut sources = catalogue(1, 1);
    // Each type has two of the next: the smallest value of the first has 2^12 strings in it, nearly as many as one may have.
    for level in 0..12 {
        let next = if level == 11 { "string".to_owned() } else { format!("t{}", level + 1) };
        let field = |name| format!("[[field]]\nname = \"{name}\"\ntype = \"{next}\"\nrequired = true\ndoc = \"x\"\n");
        sources.insert(format!("types/t{level}.toml"), format!("doc = \"x\"\n{}{}", field("a"), field("b")));
    }
    let event = "doc = \"x\"\n[[event]]\nname = \"event_0\"\ndoc = \"x\"\n[[field]]\nname = \"t\"\ntype = \"t0\"\ndoc = \"x\"\n";
    sources.insert("events/event_0.toml", event.to_owned());
    assert!(lines(&files(&sources), "payloads/") < 100);
}

#[test]
fn a_strange_name_that_the_specification_has_is_not_unknown() {
    let mut sources = catalogue(0, 0);
    let event = "doc = \"x\"\n[[event]]\nname = \"constructor\"\naliases = [\"toString\"]\ndoc = \"x\"\n";
    sources.insert("events/event_0.toml", event.to_owned());
    sources.insert("samples/constructor/a.json", "{}".to_owned());
    let files = files(&sources);
    let unknown = |name: &str| files.iter().any(|(_, text)| text.lines().any(|line| is_unknown(line, name)));
    assert!(unknown("__proto__") && !unknown("constructor") && !unknown("toString"));
}

fn is_unknown(line: &str, name: &str) -> bool {
    line.contains("\"case\":\"unknown event\"") && line.contains(&format!("\"event\":\"{name}\""))
}
