//! `generate` and `check`: load, resolve, emit, sync.

use std::path::Path;
use std::thread;
use std::time::Instant;

use eventspec_catalog::{Catalog, LoadError, Sources, resolve};
use eventspec_emit::{Files, Target, emit};
use serde_json::{Value, json};

use crate::change::Change;
use crate::out::{errln, out, outln};
use crate::progress::Progress;
use crate::sync::{self, Plan, Stamp};
use crate::watch::watch;
use crate::{CheckArgs, Failure, Format, GenerateArgs, SpecArgs, side_by_side};

pub(crate) fn generate(args: &GenerateArgs) -> Result<(), Failure> {
    if args.watch {
        return watch(&args.spec.spec);
    }
    let start = Instant::now();
    let targets: Vec<Target> = match args.target.as_slice() {
        [] => Target::ALL.to_vec(),
        some => Target::ALL.into_iter().filter(|target| some.iter().any(|arg| arg.0 == *target)).collect(),
    };
    let progress = Progress::start("resolving the specification");
    let sources = load(&args.spec.spec).inspect_err(|_| say_unwritten(args))?;
    let stamp = if args.check || args.force { None } else { Stamp::look(&args.out, &targets, &sources) };
    if let Some(unchanged) = stamp.as_ref().and_then(Stamp::recognised) {
        drop(progress);
        say(args, &[], unchanged, &sync::unchanged(unchanged), start);
        return Ok(());
    }
    let catalog = resolved_from(&sources, &args.spec).inspect_err(|_| say_unwritten(args))?;
    progress.next(&format!("emitting {} targets", targets.len()));
    let emitted = emit_all(&catalog, &targets);
    progress.next("comparing with what is there");
    sync::apart(&args.out, &args.spec.spec, &targets)?;
    if !args.check {
        sync::create(&args.out)?;
    }
    let plan = Plan::new(&args.out, &targets, emitted)?;
    if args.check {
        drop(progress);
        return report(&plan, args);
    }
    let conflicts: Vec<_> = plan.changes.iter().filter(|change| change.is_conflict()).collect();
    if !conflicts.is_empty() && !args.force {
        let list: String = conflicts.iter().map(|change| format!("  {}\n", change.describe())).collect();
        return Err(Failure::Stale(format!(
            "these files are not as the last run left them, and nothing was written:\n{list}help: move the edits into the specification; then run again with --force to overwrite the files"
        )));
    }
    progress.next("writing");
    let summary = plan.apply()?;
    if let Some(stamp) = stamp {
        stamp.leave(&plan);
    }
    drop(progress);
    say(args, &plan.changes, plan.unchanged, &summary, start);
    Ok(())
}

/// Says what was done.
fn say(args: &GenerateArgs, changes: &[Change], unchanged: usize, summary: &str, start: Instant) {
    if args.spec.format == Format::Json {
        outln!("{:#}", as_json(changes, unchanged));
        return;
    }
    for stray in changes.iter().filter(|change| matches!(change, Change::Stray { .. })) {
        errln!("note: {}", stray.describe());
    }
    outln!("{summary} in {} ms", start.elapsed().as_millis());
}

pub(crate) fn check(args: &CheckArgs) -> Result<(), Failure> {
    let catalog = resolved(&args.spec)?;
    if let Some(base) = &args.against {
        return crate::diff::check(&catalog, base, args);
    }
    if args.spec.format == Format::Json {
        outln!("[]");
        return Ok(());
    }
    let fields = catalog.payloads.iter().map(|payload| catalog.fields(payload).count()).sum::<usize>();
    let (events, payloads, samples) = (catalog.events().count(), catalog.payloads.len(), catalog.samples.len());
    outln!("{}: {events} events, {payloads} payloads, {fields} fields, {samples} samples, no findings", catalog.name);
    Ok(())
}

/// Says that the output is as it was, to who asked for another one.
fn say_unwritten(args: &GenerateArgs) {
    if !args.check && args.spec.format == Format::Text {
        errln!("nothing was written");
    }
}

/// The texts of a specification.
pub(crate) fn load(directory: &Path) -> Result<Sources, Failure> {
    Sources::load(directory).map_err(|error| unreadable(&error))
}

/// The texts of a specification, but for its samples.
pub(crate) fn load_without_samples(directory: &Path) -> Result<Sources, Failure> {
    Sources::load_without_samples(directory).map_err(|error| unreadable(&error))
}

fn unreadable(error: &LoadError) -> Failure {
    let help = "name the directory that holds `catalog.toml` with --spec, or run this at the top of the repository";
    Failure::Io(format!("{error}\nhelp: {help}"))
}

/// Loads and resolves; findings are printed.
pub(crate) fn resolved(args: &SpecArgs) -> Result<Catalog, Failure> {
    resolved_from(&load(&args.spec)?, args)
}

/// Resolves; findings are printed.
fn resolved_from(sources: &Sources, args: &SpecArgs) -> Result<Catalog, Failure> {
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
pub(crate) fn print_findings(report: &eventspec_catalog::Report, spec: &Path) -> Failure {
    let count = report.diagnostics().len();
    let plural = if count == 1 { "" } else { "s" };
    errln!("{}\n\n{count} finding{plural}", report.render(&root(spec), true));
    if let Some(first) = report.diagnostics().first() {
        errln!("more about a code: cargo xtask explain {}", first.code);
    }
    Failure::Findings
}

/// Emits the targets side by side, as many at a time as there are processors: each holds much memory while it is made.
pub(crate) fn emit_all(catalog: &Catalog, targets: &[Target]) -> Vec<Files> {
    let workers = thread::available_parallelism().map_or(1, usize::from).min(targets.len());
    side_by_side::map(targets, workers, |target| emit(catalog, *target))
}

/// Prints what `--check` found.
fn report(plan: &Plan, args: &GenerateArgs) -> Result<(), Failure> {
    if args.spec.format == Format::Json {
        outln!("{:#}", as_json(&plan.changes, plan.unchanged));
    } else if plan.changes.is_empty() {
        let out = args.out.display();
        outln!("{out} is what the specification gives: {} files", plan.unchanged);
    } else {
        for change in &plan.changes {
            outln!("{}", change.describe());
            out!("{}", change.diff());
        }
    }
    if plan.changes.is_empty() {
        return Ok(());
    }
    let count = plan.changes.len();
    let plural = if count == 1 { "file is" } else { "files are" };
    Err(Failure::Stale(format!(
        "{count} {plural} not what the specification gives\nhelp: run `cargo xtask generate` and commit the result"
    )))
}

/// What was changed, or would be, for programs.
fn as_json(changes: &[Change], unchanged: usize) -> Value {
    let changes: Vec<Value> = changes.iter().map(Change::to_json).collect();
    json!({ "changes": changes, "unchanged": unchanged })
}
