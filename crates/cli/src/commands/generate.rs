//! `generate`: load, resolve, emit, write.

use std::fmt::Write as _;
use std::thread;
use std::time::Instant;

use eventspec_catalog::Catalog;
use eventspec_emit::{Files, Target, emit};
use serde_json::{Value, json};

use crate::Failure;
use crate::args::{Format, OutArgs, SpecArgs, TargetArg};
use crate::load::{load, resolved_from};
use crate::output::{self, Differences, FileStatus, Plan, Stamp, parallel};
use crate::program::Hint;
use crate::terminal::{Progress, errln, out, outln, print_json};

/// How many files that differ are listed for people.
const LISTED: usize = 500;

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    spec: SpecArgs,
    #[command(flatten)]
    out: OutArgs,
    /// Emit only this target (may be repeated).
    #[arg(long, value_name = "TARGET", value_enum)]
    target: Vec<TargetArg>,
    /// Write nothing; list stale, missing and leftover files, with a diff, and exit 4 if there are any.
    #[arg(long)]
    check: bool,
    /// Generate again whenever the specification changes, until Ctrl-C.
    #[cfg(feature = "watch")]
    #[arg(long, conflicts_with = "check")]
    watch: bool,
    /// Overwrite files that were edited by hand.
    #[arg(long, conflicts_with = "check")]
    force: bool,
}

impl Args {
    /// The targets, in the order they are emitted.
    fn targets(&self) -> Vec<Target> {
        let is_wanted = |target: &Target| self.target.is_empty() || self.target.iter().any(|arg| arg.0 == *target);
        Target::ALL.into_iter().filter(is_wanted).collect()
    }

    /// The same command, writing.
    fn hint(&self) -> Hint {
        let hint = self.out.hint(self.spec.hint("generate"));
        self.target.iter().fold(hint, |hint, target| hint.value("--target", target.0.name()))
    }
}

pub(crate) fn generate(args: &Args) -> Result<(), Failure> {
    #[cfg(feature = "watch")]
    if args.watch {
        return super::watch::watch(&args.spec.source.spec);
    }
    let (start, targets) = (Instant::now(), args.targets());
    let out = &args.out.out;
    let progress = Progress::start("resolving the specification");
    let sources = load(&args.spec.source).inspect_err(|_| print_nothing_written(args))?;
    let stamp = if args.check || args.force { None } else { Stamp::scan(out, &targets, &sources) };
    if let Some(unchanged) = stamp.as_ref().and_then(Stamp::still_valid) {
        drop(progress);
        print_summary(args, &[], unchanged, &output::unchanged(unchanged), start);
        return Ok(());
    }
    let catalog = resolved_from(&sources, &args.spec).inspect_err(|_| print_nothing_written(args))?;
    progress.next("emitting");
    let emitted = emit_all(&catalog, &targets).inspect_err(|_| print_nothing_written(args))?;
    progress.next("comparing");
    if !args.check {
        output::destination::check(out, "--out", &[("specification", &args.spec.source.spec)])?;
        output::refuse_overlap(out, &args.spec.source.spec, &targets)?;
        output::create(out)?;
    }
    let plan = Plan::new(out, &targets, emitted)?;
    if args.check {
        drop(progress);
        return report(&plan, args);
    }
    let conflicts: Vec<_> = plan.changes.iter().filter(|change| change.is_conflict()).collect();
    if !conflicts.is_empty() && !args.force {
        let mut list: String =
            conflicts.iter().take(LISTED).map(|change| format!("  {}\n", change.describe())).collect();
        if let more @ 1.. = conflicts.len().saturating_sub(LISTED) {
            let _ = writeln!(list, "  and {more} more");
        }
        let fix = overwrite(&args.hint());
        return Err(Failure::Stale(format!(
            "these files were changed since the last run; nothing was written:\n{list}help: {fix}"
        )));
    }
    progress.next("writing");
    let summary = plan.apply()?;
    if let Some(stamp) = stamp {
        stamp.write(&plan);
    }
    drop(progress);
    print_summary(args, &plan.changes, plan.unchanged, &summary, start);
    Ok(())
}

/// Says what was done.
fn print_summary(args: &Args, changes: &[FileStatus], unchanged: usize, summary: &str, start: Instant) {
    if args.spec.format == Format::Json {
        print_json(&as_json(changes, unchanged));
        return;
    }
    let strays = || changes.iter().filter(|change| matches!(change, FileStatus::Stray { .. }));
    for stray in strays().take(LISTED) {
        errln!("note: {}", stray.describe());
    }
    if let more @ 1.. = strays().count().saturating_sub(LISTED) {
        errln!("note: and {more} more");
    }
    outln!("{summary} in {} ms", start.elapsed().as_millis());
}

/// Notes that nothing was written.
fn print_nothing_written(args: &Args) {
    if !args.check && args.spec.format == Format::Text {
        errln!("nothing was written");
    }
}

/// How to bring the output up to date, and, as the rest of the sentence, what to do then.
pub(super) fn update(changes: &[FileStatus], generate: &Hint, then: &str) -> String {
    let fix =
        if changes.iter().any(FileStatus::is_conflict) { overwrite(generate) } else { format!("run `{generate}`") };
    format!("{fix}{then}")
}

/// How to go on where files were edited.
fn overwrite(generate: &Hint) -> String {
    format!("move the edits into the specification, then overwrite the files with `{generate} --force`")
}

/// Emits the targets side by side, as many at a time as there are processors: each holds much memory while it is made.
pub(super) fn emit_all(catalog: &Catalog, targets: &[Target]) -> Result<Vec<Files>, Failure> {
    let workers = thread::available_parallelism().map_or(1, usize::from).min(targets.len());
    let emitted = parallel::map(targets, workers, |target| emit(catalog, *target));
    emitted.into_iter().collect::<Result<_, _>>().map_err(Failure::Bug)
}

/// Prints what `--check` found.
fn report(plan: &Plan, args: &Args) -> Result<(), Failure> {
    if args.spec.format == Format::Json {
        print_json(&as_json(&plan.changes, plan.unchanged));
    } else if plan.changes.is_empty() && !plan.is_unfinished() {
        outln!("{} is up to date: {} files", args.out.out.display(), plan.unchanged);
    } else {
        let mut differences = Differences::new();
        for change in plan.changes.iter().take(LISTED) {
            outln!("{}", change.describe());
            out!("{}", differences.shown(&change.diff()));
        }
        if let more @ 1.. = plan.changes.len().saturating_sub(LISTED) {
            outln!("and {more} more");
        }
    }
    if plan.is_unfinished() {
        return Err(Failure::Stale(format!(
            "a run was stopped while it replaced files in {}, so some may be old and some new\nhelp: {}",
            args.out.out.display(),
            update(&plan.changes, &args.hint(), " to finish it")
        )));
    }
    if plan.changes.is_empty() {
        return Ok(());
    }
    let count = plan.changes.len();
    let plural = if count == 1 { "file differs" } else { "files differ" };
    Err(Failure::Stale(format!(
        "{} is out of date: {count} {plural}\nhelp: {}",
        args.out.out.display(),
        update(&plan.changes, &args.hint(), " and commit the result")
    )))
}

/// What was changed, or would be, for programs.
fn as_json(changes: &[FileStatus], unchanged: usize) -> Value {
    let changes: Vec<Value> = changes.iter().map(FileStatus::to_json).collect();
    json!({ "changes": changes, "unchanged": unchanged })
}

#[cfg(test)]
mod tests {
    use eventspec_catalog::{Sources, resolve};

    use super::*;

    /// No specification is known to come to this, so the catalogue is broken after it was resolved.
    #[test]
    fn what_cannot_be_emitted_is_a_bug_and_leaves_nothing_to_write() {
        let mut sources = Sources::default();
        sources.insert("catalog.toml", "name = \"x-events\"\nversion = \"1.0.0\"\ntitle = \"x\"\ndoc = \"x\"\n");
        sources.insert("events/p.toml", "doc = \"x\"\nfield = []\n[[event]]\nname = \"e\"\ndoc = \"x\"\n");
        sources.insert("samples/e/a.json", "{}");
        let mut catalog = resolve(&sources).unwrap();
        assert_eq!(emit_all(&catalog, &Target::ALL).unwrap().len(), Target::ALL.len());
        catalog.payloads.extend_from_within(..);
        let (code, message) = emit_all(&catalog, &Target::ALL).unwrap_err().answer();
        let message = message.unwrap();
        // Of all targets that fail, always the first is named.
        let said = "cannot make rust/src/payloads/p.rs, for the payload `p` at events/p.toml:1:1: another file has this path\n\
            help: this is a bug in eventspec";
        assert!(code == 5 && message.starts_with(said), "{code} {message}");
    }
}
