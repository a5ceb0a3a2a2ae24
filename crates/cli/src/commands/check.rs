//! `check`: every mistake of a specification; with `--against`, what changed since an older one as well.

use std::fmt::Write as _;

use eventspec_catalog::{Catalog, Documentable, undocumented};
use eventspec_diff::{Lowered, Release, Report, render};

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
    /// Also compare with an older specification, like `diff`: a git revision, a directory, its `catalog.toml`, or an archive that `pack` made.
    #[arg(long, value_name = "REV|DIR|FILE")]
    against: Option<String>,
    /// With --against: also fail if a version in `catalog.toml`, of all or of one package, is lower than the changes require.
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
    let payloads: Vec<_> = catalog.payloads.iter().filter(|payload| payload.refines.is_none()).collect();
    let fields = payloads.iter().map(|payload| catalog.fields(payload).count()).sum::<usize>();
    let (events, payloads, samples) = (catalog.events().count(), payloads.len(), catalog.samples.len());
    let [events, payloads, fields, samples] =
        [(events, "event"), (payloads, "payload"), (fields, "field"), (samples, "sample")].map(counted);
    let requests = match catalog.requests.len() {
        0 => String::new(),
        count => format!("{}, ", counted((count, "sample request"))),
    };
    outln!("{}: {events}, {payloads}, {fields}, {samples}, {requests}no findings", catalog.name);
    print_undocumented(&catalog);
    Ok(())
}

/// Prints how much has no `doc`, in one line, if anything has none.
fn print_undocumented(catalog: &Catalog) {
    let lacking = undocumented(catalog);
    let count = |what| lacking.iter().filter(|lacking| lacking.what == what).count();
    let counts = Documentable::ALL.into_iter().map(|what| (what, count(what))).filter(|(_, count)| *count > 0);
    let mut words: Vec<String> = counts
        .map(|(what, count)| match what {
            Documentable::Catalog => format!("the {}", what.noun()),
            _ => counted((count, what.noun())),
        })
        .collect();
    let Some(last) = words.pop() else { return };
    let subject = if words.is_empty() { last } else { format!("{} and {last}", words.join(", ")) };
    outln!("{subject} {} no `doc`", if lacking.len() == 1 { "has" } else { "have" });
}

fn counted((count, what): (usize, &str)) -> String {
    match (count, what.strip_suffix('y')) {
        (1, _) => format!("1 {what}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {what}s"),
    }
}

/// What `--against` adds to the diagnostics: as `diff`, and approvals that approve nothing are findings.
fn check_against(catalog: &Catalog, base: &str, args: &Args) -> Result<(), Failure> {
    let policy = &args.policy;
    let report = compare(catalog, &args.spec.source, ("--against", &[base]), &policy.policy(), &policy.approvals)?;
    let leftovers = policy.approvals.read(&args.spec.source)?.leftovers(&report.fingerprints(), &policy.today.day());
    let most = args.spec.source.most_findings();
    let mut places: String = leftovers
        .iter()
        .take(most)
        .map(|leftover| format!("\nerror: {leftover}\n  --> {}\n", policy.approvals.path().display()))
        .collect();
    if let more @ 1.. = leftovers.len().saturating_sub(most) {
        let _ = writeln!(places, "\n{more} more approvals have expired or match no change");
        places.push_str("print all of them with --all-findings\n");
    }
    let is_low = |release: &&Release| !release.is_enough() || release.lowered.is_some();
    let low = report.releases.iter().filter(|_| args.require_version).filter(is_low);
    let low: Vec<String> = low.map(|release| low_version(&report, release)).collect();
    places.push_str(&low.concat());
    match args.spec.format {
        Format::Text => {
            out!("{}{places}", render::text(&report));
            print_undocumented(catalog);
        }
        Format::Json => {
            print_json_text(render::json(&report));
            err!("{places}");
        }
    }
    if report.fails() || !leftovers.is_empty() || !low.is_empty() { Err(Failure::Findings) } else { Ok(()) }
}

fn low_version(report: &Report, release: &Release) -> String {
    let Release { package, new, next, place, lowered, .. } = release;
    let of = package.map_or_else(String::new, |package| format!(" of `{package}`"));
    let (base, root) = (&report.base, &report.root);
    let why = match lowered {
        Some(Lowered { version, .. }) => format!("which is lower than {version} in {base}"),
        None => format!("but the changes since {base} require {next}"),
    };
    format!("\nerror: the version{of} is {new}, {why}\n  --> {root}{place}\n   = help: write `version = \"{next}\"`\n")
}
