//! Arguments that several commands have.

use std::path::PathBuf;

use clap::ValueEnum;
use eventspec_emit::Target;

use crate::load::MOST_PER_CODE;
use crate::program::Hint;

/// Where a specification is looked for.
const SPEC: &str = "spec";
/// Where the output goes.
const OUT: &str = "generated";

/// Where the specification is.
#[derive(clap::Args)]
pub(crate) struct SourceArgs {
    /// Directory of the specification.
    #[arg(long, value_name = "DIR", default_value = SPEC)]
    pub(crate) spec: PathBuf,
    /// Follow a link that leads out of the specification, named by its path below it (may be repeated).
    #[arg(long, value_name = "LINK")]
    pub(crate) follow: Vec<String>,
    /// Print every finding, not only the first 50 of each code.
    #[arg(long)]
    pub(crate) all_findings: bool,
}

impl SourceArgs {
    /// How many findings of one code are printed for people.
    pub(crate) fn most_findings(&self) -> usize {
        if self.all_findings { usize::MAX } else { MOST_PER_CODE }
    }
}

/// Where the specification is, and how findings are printed.
#[derive(clap::Args)]
pub(crate) struct SpecArgs {
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    /// Output format.
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Format,
}

impl SpecArgs {
    /// Another command on the same specification.
    pub(crate) fn hint(&self, command: &str) -> Hint {
        let hint = Hint::new(command).path("--spec", &self.source.spec, SPEC);
        self.source.follow.iter().fold(hint, |hint, link| hint.value("--follow", link))
    }
}

/// Where the output is.
#[derive(clap::Args)]
pub(crate) struct OutArgs {
    /// Directory of the generated files.
    #[arg(long, value_name = "DIR", default_value = OUT)]
    pub(crate) out: PathBuf,
}

impl OutArgs {
    /// Adds the directory to a command line.
    pub(crate) fn hint(&self, hint: Hint) -> Hint {
        hint.path("--out", &self.out, OUT)
    }
}

/// Output format.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum Format {
    /// For people: location, excerpt, code and help.
    Text,
    /// For programs: JSON.
    Json,
}

/// A [`Target`] as an argument.
#[derive(Clone, Copy)]
pub(crate) struct TargetArg(pub(crate) Target);

impl ValueEnum for TargetArg {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [TargetArg; Target::ALL.len()] = {
            let mut all = [TargetArg(Target::ALL[0]); Target::ALL.len()];
            let mut i = 0;
            while i < all.len() {
                all[i] = TargetArg(Target::ALL[i]);
                i += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.0.name()).help(self.0.what()))
    }
}
