//! A directory in, a resolved catalogue out; findings are printed.

use std::path::Path;

use eventspec_catalog::{Catalog, Load, LoadError, Report, Resolve, Sources, resolve_with};
use eventspec_emit::package_names;

use crate::Failure;
use crate::args::{Format, SourceArgs, SpecArgs};
use crate::program::Hint;
use crate::terminal::{errln, print_json_text, print_styled_error};

/// The texts of a specification.
pub(crate) fn load(args: &SourceArgs) -> Result<Sources, Failure> {
    load_with(args, false)
}

/// The texts of a specification, without its samples.
pub(crate) fn load_without_samples(args: &SourceArgs) -> Result<Sources, Failure> {
    load_with(args, true)
}

fn load_with(args: &SourceArgs, without_samples: bool) -> Result<Sources, Failure> {
    let options = Load { without_samples, follow: &args.follow };
    Sources::load_with(&args.spec, options).map_err(|error| load_error(&error))
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
    resolved_from(&load(&args.source)?, args)
}

/// Resolves; findings are printed.
pub(crate) fn resolved_from(sources: &Sources, args: &SpecArgs) -> Result<Catalog, Failure> {
    resolve(sources, false).map_err(|report| report_findings(&report, args))
}

/// Resolves, with the packages that our targets make.
pub(crate) fn resolve(sources: &Sources, without_samples: bool) -> Result<Catalog, Report> {
    resolve_with(sources, Resolve { without_samples, packages: Some(&package_names()) })
}

/// Prints what is wrong with a specification, for people or programs.
pub(crate) fn report_findings(report: &Report, args: &SpecArgs) -> Failure {
    match args.format {
        Format::Json => {
            print_json_text(report.to_json(&root(&args.source.spec)) + "\n");
            Failure::Findings
        }
        Format::Text => print_findings(report, &args.source),
    }
}

/// What is put before the path of a file of a specification.
pub(crate) fn root(spec: &Path) -> String {
    format!("{}/", spec.display().to_string().trim_end_matches('/'))
}

/// How many findings of one code are printed for people.
pub(crate) const MOST_PER_CODE: usize = 50;

/// Prints what is wrong with a specification, for people.
pub(crate) fn print_findings(report: &Report, args: &SourceArgs) -> Failure {
    print_report(report, &root(&args.spec), args.most_findings())
}

/// Prints what is wrong with files below a directory, with no more than some findings of each code.
pub(crate) fn print_report(report: &Report, root: &str, most: usize) -> Failure {
    let (text, left_out) = report.render_most(root, true, most);
    print_styled_error(&format!("{text}\n\n"));
    for (code, count) in &left_out {
        errln!("{count} more: {code}");
    }
    let count = report.diagnostics().len();
    let plural = if count == 1 { "" } else { "s" };
    errln!("{count} finding{plural}");
    if !left_out.is_empty() {
        errln!("print all of them with --all-findings");
    }
    if let Some(first) = report.diagnostics().first() {
        errln!("for details: {}", Hint::new(&format!("explain {}", first.code)));
    }
    Failure::Findings
}
