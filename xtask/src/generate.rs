//! `generate` and `check`: load, resolve, emit, sync.

use std::path::Path;
use std::time::Instant;

use eventspec_catalog::{Catalog, Sources, resolve};
use eventspec_emit::{Files, Target, emit};

use crate::sync::{Change, Plan};
use crate::{CheckArgs, Failure, Format, GenerateArgs, SpecArgs};

pub(crate) fn generate(args: &GenerateArgs) -> Result<(), Failure> {
    let start = Instant::now();
    let catalog = resolved(&args.spec)?;
    let targets: Vec<Target> = match args.target.as_slice() {
        [] => Target::ALL.to_vec(),
        some => Target::ALL.into_iter().filter(|target| some.iter().any(|arg| arg.0 == *target)).collect(),
    };
    let plan = Plan::new(&args.out, &targets, &emit_all(&catalog, &targets))?;
    if args.check {
        return report(&plan, &args.out);
    }
    let conflicts: Vec<_> = plan.changes.iter().filter(|change| change.is_conflict()).collect();
    if !conflicts.is_empty() && !args.force {
        let list: String = conflicts.iter().map(|change| format!("  {}\n", change.describe())).collect();
        return Err(Failure::Stale(format!(
            "these files are not as the last run left them, and nothing was written:\n{list}help: move the edits into the specification; then run again with --force to overwrite the files"
        )));
    }
    let summary = plan.apply()?;
    for stray in plan.changes.iter().filter(|change| matches!(change, Change::Stray { .. })) {
        anstream::eprintln!("note: {}", stray.describe());
    }
    anstream::println!("{summary} in {} ms", start.elapsed().as_millis());
    Ok(())
}

pub(crate) fn check(args: &CheckArgs) -> Result<(), Failure> {
    let catalog = resolved(&args.spec)?;
    if args.spec.format == Format::Json {
        anstream::println!("[]");
        return Ok(());
    }
    if let Some(base) = &args.against {
        return crate::diff::check(&args.spec.spec, base, &args.policy);
    }
    let fields = catalog.payloads.iter().map(|payload| catalog.fields(payload).count()).sum::<usize>();
    let (events, payloads, samples) = (catalog.events().count(), catalog.payloads.len(), catalog.samples.len());
    anstream::println!(
        "{}: {events} events, {payloads} payloads, {fields} fields, {samples} samples, no findings",
        catalog.name
    );
    Ok(())
}

/// The texts of a specification.
pub(crate) fn load(directory: &Path) -> Result<Sources, Failure> {
    Sources::load(directory).map_err(|error| {
        let help = "name the directory that holds `catalog.toml` with --spec, or run this at the top of the repository";
        Failure::Io(format!("{error}\nhelp: {help}"))
    })
}

/// Loads and resolves; findings are printed.
pub(crate) fn resolved(args: &SpecArgs) -> Result<Catalog, Failure> {
    let sources = load(&args.spec)?;
    resolve(&sources).map_err(|report| match args.format {
        Format::Json => {
            anstream::println!("{}", report.to_json(&root(&args.spec)));
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
    anstream::eprintln!("{}\n\n{count} finding{plural}; nothing was written", report.render(&root(spec), true));
    if let Some(first) = report.diagnostics().first() {
        anstream::eprintln!("more about a code: cargo xtask explain {}", first.code);
    }
    Failure::Findings
}

/// Emits the targets side by side.
fn emit_all(catalog: &Catalog, targets: &[Target]) -> Vec<Files> {
    std::thread::scope(|scope| {
        let threads: Vec<_> = targets.iter().map(|target| scope.spawn(|| emit(catalog, *target))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// Prints what `--check` found.
fn report(plan: &Plan, out: &Path) -> Result<(), Failure> {
    if plan.changes.is_empty() {
        anstream::println!("{} is what the specification gives: {} files", out.display(), plan.unchanged);
        return Ok(());
    }
    for change in &plan.changes {
        anstream::println!("{}", change.describe());
        anstream::print!("{}", change.diff());
    }
    let count = plan.changes.len();
    let plural = if count == 1 { "file is" } else { "files are" };
    Err(Failure::Stale(format!(
        "{count} {plural} not what the specification gives\nhelp: run `cargo xtask generate` and commit the result"
    )))
}
