//! A directory in, a resolved catalogue out; findings are printed.

use std::path::Path;

use eventspec_catalog::{Catalog, LoadError, Report, Sources, resolve};

use crate::Failure;
use crate::args::{Format, SpecArgs};
use crate::program::Hint;
use crate::terminal::{errln, outln};

/// The texts of a specification.
pub(crate) fn load(directory: &Path) -> Result<Sources, Failure> {
    Sources::load(directory).map_err(|error| load_error(&error))
}

/// The texts of a specification, without its samples.
pub(crate) fn load_without_samples(directory: &Path) -> Result<Sources, Failure> {
    Sources::load_without_samples(directory).map_err(|error| load_error(&error))
}

const HELP: &str = "pass the directory of `catalog.toml` with --spec, or run this at the top of the repository";

fn load_error(error: &LoadError) -> Failure {
    let is_inside = Path::new("catalog.toml").is_file();
    let help =
        if is_inside { "this is a specification's directory: run this one level up, or add `--spec .`" } else { HELP };
    Failure::Io(format!("{error}\nhelp: {help}"))
}

/// Loads and resolves; findings are printed.
pub(crate) fn resolved(args: &SpecArgs) -> Result<Catalog, Failure> {
    resolved_from(&load(&args.spec)?, args)
}

/// Resolves; findings are printed.
pub(crate) fn resolved_from(sources: &Sources, args: &SpecArgs) -> Result<Catalog, Failure> {
    resolve(sources).map_err(|report| match args.format {
        Format::Json => {
            outln!("{}", report.to_json(&root(&args.spec)));
            Failure::Findings
        }
        Format::Text => print_findings(&report, &args.spec),
    })
}

/// What is put before the path of a file of a specification.
pub(crate) fn root(spec: &Path) -> String {
    format!("{}/", spec.display().to_string().trim_end_matches('/'))
}

/// Prints what is wrong with a specification, for people.
pub(crate) fn print_findings(report: &Report, spec: &Path) -> Failure {
    let count = report.diagnostics().len();
    let plural = if count == 1 { "" } else { "s" };
    errln!("{}\n\n{count} finding{plural}", report.render(&root(spec), true));
    if let Some(first) = report.diagnostics().first() {
        errln!("for details: {}", Hint::new(&format!("explain {}", first.code)));
    }
    Failure::Findings
}
