//! Hostile names: what the catalogue of all of them becomes, and that no name depends on another.

use std::collections::HashMap;

use eventspec_catalog::Ident;
use eventspec_emit::{Files, Target, emit};
use eventspec_fuzz::corpus;
use eventspec_tests::{Verdict, fail};

use crate::node::Node;
use crate::{specs, trees};

/// Every name beside a hundred others, in every position of every target: each file parses and has the exact name.
#[test]
fn every_position_of_every_target() -> Verdict {
    let mut node = Node::start()?;
    let names = corpus::names();
    let mut failures = Vec::new();
    let chunks = names.chunks(100).map(<[String]>::to_vec);
    let mut files_read = 0;
    for chunk in chunks {
        let catalog = specs::resolved(&specs::with_names(&chunk))?;
        for target in Target::ALL {
            let files = emit(&catalog, target)?;
            files_read += files.iter().count();
            // Documents write names for people, and the schemas of the files have none.
            let is_exact = ![Target::Docs, Target::Markdown, Target::SpecSchema].contains(&target);
            let names = if is_exact { chunk.as_slice() } else { &[] };
            failures.extend(check(&mut node, &files, names).into_iter().map(|why| format!("{}: {why}", target.name())));
        }
    }
    println!("names tried: {}; files read: {files_read}; failures: {}", names.len(), failures.len());
    if failures.is_empty() { Ok(()) } else { fail(failures.iter().take(30).cloned().collect::<Vec<_>>().join("\n")) }
}

fn check(node: &mut Node, files: &Files, names: &[String]) -> Vec<String> {
    let mut failures = Vec::new();
    let mut literals = std::collections::HashSet::new();
    for (path, text) in files.iter().filter(|(path, _)| specs::has_text(path)) {
        if path.split('/').any(|part| part.len() > 200 || part.starts_with('.') || part.is_empty()) {
            failures.push(format!("{path} is not a valid file name"));
        }
        match trees::parse(node, path, text) {
            Ok(tree) => literals.extend(tree.literals),
            Err(why) => failures.push(why),
        }
    }
    let lost = names.iter().filter(|name| !literals.contains(*name));
    failures.extend(lost.map(|name| format!("{name:?} is in no literal")));
    let mut folded = HashMap::new();
    for (path, _) in files.iter() {
        if let Some(other) = folded.insert(path.to_lowercase(), path) {
            failures.push(format!("{path} and {other} are the same file where case is ignored"));
        }
    }
    failures
}

/// Each identifier is the same whatever other names are beside it, distinct in every case, and one in every language.
#[test]
fn do_not_depend_on_each_other() -> Verdict {
    let names = corpus::names();
    let mut by_pascal: HashMap<String, Ident> = HashMap::new();
    for name in &names {
        let ident = Ident::new(name);
        let is_word = ident.snake().starts_with(|c: char| c.is_ascii_lowercase())
            && ident.snake().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            && !ident.snake().ends_with('_')
            && !ident.snake().contains("__");
        if !is_word || Ident::new(ident.snake()) != ident {
            return fail(format!("{name:?} gives {:?}", ident.snake()));
        }
        if let Some(other) = by_pascal.insert(ident.pascal(), ident.clone()).filter(|other| *other != ident) {
            return fail(format!("{other:?} and {ident:?} are one in PascalCase"));
        }
    }
    println!("identifiers derived: {}; distinct: {}; failures: 0", names.len(), by_pascal.len());
    Ok(())
}

/// Adding a field, an event or a value renames nothing: every line of the smaller output that has a name in it is a line of
/// the larger one.
#[test]
fn stay_when_others_are_added() -> Verdict {
    let names: Vec<String> = corpus::names().into_iter().filter(|name| name.len() < 100).collect();
    let mut tried = 0;
    let mut failures = Vec::new();
    for (at, added) in names.iter().enumerate().step_by(5) {
        let start = (at * 31) % (names.len() - 5);
        let before: Vec<String> =
            names.get(start..start + 5).unwrap_or_default().iter().filter(|name| *name != added).cloned().collect();
        let after: Vec<String> = before.iter().cloned().chain([added.clone()]).collect();
        tried += 1;
        failures.extend(renamed(&before, &after)?);
    }
    println!("fields added: {tried}; renamed names: {}", failures.len());
    if failures.is_empty() { Ok(()) } else { fail(failures.iter().take(10).cloned().collect::<Vec<_>>().join("\n")) }
}

/// Functions, types, variants and exports of the one that are not in the other.
fn renamed(before: &[String], after: &[String]) -> Result<Vec<String>, String> {
    let mut lost = Vec::new();
    let (old, new) = (specs::resolved(&specs::with_names(before))?, specs::resolved(&specs::with_names(after))?);
    for target in Target::ALL {
        let declared = |catalog| -> Result<std::collections::BTreeSet<String>, String> {
            let files = emit(catalog, target).map_err(|error| error.to_string())?;
            Ok(files.iter().flat_map(|(path, text)| declarations(path, text)).collect())
        };
        let (old, new) = (declared(&old)?, declared(&new)?);
        lost.extend(old.difference(&new).map(|name| format!("{before:?} with {:?}: {name} is gone", after.last())));
    }
    Ok(lost)
}

/// The declarations of a file: the file itself, and lines that introduce a name.
fn declarations(path: &str, text: &str) -> Vec<String> {
    let introduces =
        ["pub fn ", "fn ", "pub struct ", "pub enum ", "pub trait ", "export declare ", "export interface "];
    let lines = text.lines().map(|line| line.trim().trim_end_matches(','));
    // The list of all names has one more.
    let grows = |line: &str| line.contains("__fields") || line.starts_with("export declare const eventNames:");
    let lines = lines.filter(|line| introduces.iter().any(|start| line.starts_with(start)) && !grows(line));
    std::iter::once(path.to_owned()).chain(lines.map(|line| format!("{path}: {line}"))).collect()
}
