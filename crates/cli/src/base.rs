//! The specification to compare with: a directory, an archive, or its content in a git revision.

use std::path::Path;

use eventspec_catalog::{Catalog, Load, Sources, resolve_without_samples};

use crate::load::{MOST_PER_CODE, root};
use crate::{Failure, archive, git};

/// An old specification, and its name in messages.
pub(crate) struct Base {
    /// `None` if the revision has no specification: that is the change which introduces it.
    pub catalog: Option<Catalog>,
    pub name: String,
    /// Put before the path of one of its files.
    pub root: String,
}

/// Finds the base. `named` is a directory, the `catalog.toml` of one, an archive, or a revision; without it the base is where the
/// present branch left the default branch.
pub(crate) fn base(spec: &Path, named: Option<&str>, flag: &str) -> Result<Base, Failure> {
    let Some(named) = named else {
        let (revision, name) = git::merge_base(spec, flag)?;
        return resolved(git::of_revision(spec, &revision, flag)?, name, spec, flag);
    };
    let path = Path::new(named);
    let (sources, root) = if path.is_dir() {
        (Some(load(path)?), path.to_owned())
    } else if path.is_file() && archive::is_archive(path) {
        let (sources, folder) = archive::specification(path)?;
        (Some(sources), path.join(folder))
    } else if path.is_file() && path.file_name().is_some_and(|name| name == "catalog.toml") {
        let directory = path.parent().filter(|parent| parent.as_os_str() != "").unwrap_or(Path::new("."));
        (Some(load(directory)?), directory.to_owned())
    } else if path.is_file() {
        let what = format!("{} is neither a `catalog.toml` nor an archive of a specification", path.display());
        return Err(unavailable(&what, &format!("choose another base with {flag}")));
    } else {
        (git::of_revision(spec, named, flag)?, spec.to_owned())
    };
    resolved(sources, named.to_owned(), &root, flag)
}

fn resolved(sources: Option<Sources>, name: String, directory: &Path, flag: &str) -> Result<Base, Failure> {
    let Some(sources) = sources else {
        let name = format!("{name}, which has no {}: everything is new", directory.display());
        return Ok(Base { catalog: None, name, root: root(directory) });
    };
    let catalog = resolve_without_samples(&sources).map_err(|report| {
        let (findings, left_out) = report.render_most("", false, MOST_PER_CODE);
        let more: usize = left_out.values().sum();
        let findings = if more == 0 { findings } else { format!("{findings}\n\nand {more} more") };
        unavailable(
            &format!("the specification of {name} has findings:\n{findings}"),
            &format!("choose another base with {flag}"),
        )
    })?;
    Ok(Base { catalog: Some(catalog), name, root: root(directory) })
}

fn load(directory: &Path) -> Result<Sources, Failure> {
    let options = Load { without_samples: true, ..Load::default() };
    Sources::load_with(directory, options).map_err(|error| Failure::Io(error.to_string()))
}

pub(crate) fn unavailable(what: &str, help: &str) -> Failure {
    Failure::Io(format!("{what}\nhelp: {help}"))
}
