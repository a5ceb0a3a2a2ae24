//! The specifications that the page about the language shows: whoever copies one has no finding.

use eventspec_catalog::{Sources, resolve};
use eventspec_tests::catalogues::root;
use eventspec_tests::{Failed, Verdict};

#[test]
fn the_first_one() -> Verdict {
    has_no_findings("## Get going", &["catalog.toml", "events/parcel.toml", "samples/parcel_moved/first.json"])
}

#[test]
fn the_complete_one() -> Verdict {
    let files = [
        "catalog.toml",
        "groups/envelope.toml",
        "types/place.toml",
        "types/weight.toml",
        "events/parcel.toml",
        "samples/parcel_moved/on_the_road.json",
        "samples/parcel_deliverd/excerpt.json",
    ];
    has_no_findings("## A complete example", &files)
}

/// Deliveries of the first one.
#[test]
fn the_deliveries() -> Verdict {
    let files = ["delivery/webhook.toml", "delivery/batches.toml", "samples/requests/batches/two_parcels.http"];
    let sources = expected("## Deliveries", &files)?;
    resolved(&[shown("## Get going")?, sources].concat())
}

fn has_no_findings(heading: &str, files: &[&str]) -> Verdict {
    resolved(&expected(heading, files)?)
}

/// The files below a heading, which are these.
fn expected(heading: &str, files: &[&str]) -> Result<Vec<(String, String)>, Failed> {
    let sources = shown(heading)?;
    let names: Vec<&str> = sources.iter().map(|(path, _)| path.as_str()).collect();
    if names == files { Ok(sources) } else { Err(format!("below {heading} are {names:?}").into()) }
}

fn resolved(sources: &[(String, String)]) -> Verdict {
    let mut all = Sources::default();
    for (path, text) in sources {
        all.insert(path.as_str(), text.as_str());
    }
    resolve(&all).map(drop).map_err(|report| report.render("", false).into())
}

/// The files below a heading: a line begins with the name of a file, and the next block is what is in it.
fn shown(heading: &str) -> Result<Vec<(String, String)>, Failed> {
    let page = std::fs::read_to_string(root().join("spec/README.md"))?;
    let (_, section) = page.split_once(&format!("{heading}\n")).ok_or_else(|| format!("there is no {heading}"))?;
    let mut lines = section.split("\n## ").next().unwrap_or_default().lines();
    let (mut files, mut name) = (Vec::new(), None);
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            let text: String = lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
            files.extend(name.take().map(|name| (name, text)));
        } else if let Some((path, _)) = line.strip_prefix('`').and_then(|line| line.split_once('`')) {
            let ending = path.rsplit('.').next().unwrap_or_default();
            name = ["toml", "json", "http"].contains(&ending).then(|| path.to_owned());
        }
    }
    Ok(files)
}
