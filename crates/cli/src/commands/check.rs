//! `check`: every mistake of a specification; with `--against`, what changed since an older one as well.

use eventspec_catalog::Catalog;
use eventspec_diff::{Report, render};

use super::diff::compare;
use crate::Failure;
use crate::args::{Format, SpecArgs};
use crate::load::resolved;
use crate::policy::PolicyArgs;
use crate::terminal::{err, out, outln, print_json_text};

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    spec: SpecArgs,
    /// Also compare with an older specification, like `diff`: a git revision, a directory, or its `catalog.toml`.
    #[arg(long, value_name = "REV|DIR|FILE")]
    against: Option<String>,
    /// With --against: also fail if the version in `catalog.toml` is lower than the changes require.
    #[arg(long, requires = "against")]
    require_version: bool,
    #[command(flatten)]
    policy: PolicyArgs,
}

pub(crate) fn check(args: &Args) -> Result<(), Failure> {
    let catalog = resolved(&args.spec)?;
    if let Some(base) = &args.against {
        return check_against(&catalog, base, args);
    }
    if args.spec.format == Format::Json {
        outln!("[]");
        return Ok(());
    }
    let fields = catalog.payloads.iter().map(|payload| catalog.fields(payload).count()).sum::<usize>();
    let (events, payloads, samples) = (catalog.events().count(), catalog.payloads.len(), catalog.samples.len());
    let [events, payloads, fields, samples] =
        [(events, "event"), (payloads, "payload"), (fields, "field"), (samples, "sample")].map(counted);
    outln!("{}: {events}, {payloads}, {fields}, {samples}, no findings", catalog.name);
    Ok(())
}

fn counted((count, what): (usize, &str)) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// What `--against` adds to the diagnostics: as `diff`, and approvals that approve nothing are findings.
fn check_against(catalog: &Catalog, base: &str, args: &Args) -> Result<(), Failure> {
    let policy = &args.policy;
    let report = compare(catalog, &args.spec.source.spec, ("--against", Some(base)), policy)?;
    let leftovers = policy.approvals.read()?.leftovers(&report.fingerprints(), &policy.today.day());
    let mut places: String = leftovers
        .iter()
        .map(|leftover| format!("\nerror: {leftover}\n  --> {}\n", policy.approvals.path().display()))
        .collect();
    let missing = report.missing_version().filter(|_| args.require_version);
    places.extend(missing.iter().map(|version| low_version(&report, version)));
    match args.spec.format {
        Format::Text => out!("{}{places}", render::text(&report)),
        Format::Json => {
            print_json_text(render::json(&report));
            err!("{places}");
        }
    }
    if report.fails() || !leftovers.is_empty() || missing.is_some() { Err(Failure::Findings) } else { Ok(()) }
}

fn low_version(report: &Report, version: &str) -> String {
    format!(
        "\nerror: the version is {}, but the changes since {} require {version}\n  --> {}{}\n   = help: write \
         `version = \"{version}\"`\n",
        report.new_version, report.base, report.root, report.version_place
    )
}
