//! Comparisons for the tests of reports: with odd names, with nothing the same, and with nothing changed.

use eventspec_catalog::{Catalog, Sources, resolve_without_samples};
use eventspec_diff::{Approvals, Names, Policy, Report};
use eventspec_emit::audiences;

use crate::catalogues;

/// A key with everything in it that means something to a format.
const ODD: &str = "a\\n::error::\\u0007%0A,:<b>&\\\"'`|*_\\uFFFF]]>";

fn catalog(fields: &str) -> Result<Catalog, String> {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", "name = \"odd-events\"\ntitle = \"Odd <b>|`\"\nversion = \"1.2.3\"\ndoc = \"d\"\n");
    sources.insert("events/odd.toml", format!("doc = \"d\"\n[[event]]\nname = \"odd\"\ndoc = \"d\"\n{fields}"));
    resolve_without_samples(&sources).map_err(|report| report.render("", false))
}

/// The comparison of two catalogues with such a key.
///
/// # Errors
/// Fails if one of them does not resolve.
pub fn odd() -> Result<Report, String> {
    let field = |name: &str, ty: &str, doc: &str| {
        // What cannot be seen in a name has to be meant.
        let ident = if name == ODD { "ident = \"odd\"\n" } else { "" };
        format!("[[field]]\nname = \"{name}\"\n{ident}type = \"{ty}\"\ndoc = \"{doc}\"\n")
    };
    let old =
        catalog(&[field(ODD, "string", "One."), field("gone", "number", "d"), field("same", "any", "One.")].concat())?;
    let new =
        catalog(&[field(ODD, "number", "One."), field("came", "number", "d"), field("same", "any", "Two.")].concat())?;
    let names = Names { base: "v1`|", base_root: "spec/", root: "my spec/" };
    Ok(judged(&old, &new, names))
}

/// The comparison of two of the catalogues under test, which have nothing in common.
///
/// # Errors
/// Fails if there are none.
pub fn other() -> Result<Report, String> {
    let all = catalogues::all();
    let [old, .., new] = all.as_slice() else { return Err("there are no two catalogues".to_owned()) };
    Ok(judged(&old.catalog, &new.catalog, NAMES))
}

/// The comparison of a catalogue with itself.
///
/// # Errors
/// Fails if there is none.
pub fn same() -> Result<Report, String> {
    let all = catalogues::all();
    let first = all.first().ok_or("there is no catalogue")?;
    Ok(judged(&first.catalog, &first.catalog, NAMES))
}

const NAMES: Names<'static> = Names { base: "v1", base_root: "spec/", root: "spec/" };

fn judged(old: &Catalog, new: &Catalog, names: Names<'_>) -> Report {
    Report::new(old, new, &Policy::new(audiences(), "2026-01-01"), &Approvals::default(), names)
}
