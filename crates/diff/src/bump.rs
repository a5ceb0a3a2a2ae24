//! The version that a comparison asks for.

use crate::audience::{Effect, Flavour, Lane, Lanes};
use crate::report::Report;

/// How far a version moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bump {
    /// Not at all.
    None,
    /// What is documented otherwise.
    Patch,
    /// What is new and breaks nobody.
    Minor,
    /// What breaks somebody.
    Major,
}

impl Bump {
    /// The word in output.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// How far each of what is published moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bumps {
    /// The specification and its schemas: by receivers, senders and stored payloads.
    pub(crate) spec: Bump,
    /// The tolerant crate.
    pub(crate) rust: Bump,
    /// The strict crate.
    pub(crate) rust_strict: Bump,
    /// The npm package.
    pub(crate) typescript: Bump,
}

impl Bumps {
    /// The bumps of a comparison; what was announced to go, and whose day has come, counts as new.
    pub(crate) fn of(report: &Report) -> Self {
        let mut lanes = Lanes::default();
        for judged in report.findings.iter().filter(|judged| !judged.announced) {
            lanes = lanes.worst(judged.finding.lanes());
        }
        let is_changed = !report.findings.is_empty();
        let worst = |wanted: &[Lane]| {
            let mine = lanes.cells().filter(|(lane, _, _)| wanted.contains(lane));
            mine.map(|(_, _, effect)| effect).max().unwrap_or_default()
        };
        let wire = worst(&[Lane::Receivers, Lane::Senders, Lane::Stored]);
        let announced = report.findings.iter().any(|judged| judged.announced);
        let package = |breaks: Effect, of_source: Effect| match (breaks, of_source.max(wire)) {
            (Effect::Break, _) => Bump::Major,
            (_, Effect::Safe) if !announced => {
                if is_changed {
                    Bump::Patch
                } else {
                    Bump::None
                }
            }
            _ => Bump::Minor,
        };
        let source = |lane: Lane, flavour: Flavour| package(lanes.get(lane, flavour), lanes.get(lane, flavour));
        Self {
            spec: package(wire, wire),
            rust: source(Lane::Rust, Flavour::Tolerant),
            rust_strict: source(Lane::Rust, Flavour::Strict),
            typescript: source(Lane::TypeScript, Flavour::Tolerant),
        }
    }

    /// The farthest: specification and packages share one version.
    pub(crate) fn all(self) -> Bump {
        self.spec.max(self.rust).max(self.rust_strict).max(self.typescript)
    }
}

/// The three numbers of a version; those of a preview are those of what it is a preview of.
pub(crate) fn core(version: &str) -> [u64; 3] {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    let mut numbers = core.split('.').map(|part| part.parse().unwrap_or_default());
    [(); 3].map(|()| numbers.next().unwrap_or_default())
}

/// The version after one of `MAJOR.MINOR.PATCH`. Before 1.0.0 every number stands one place further right.
pub(crate) fn next(version: &str, bump: Bump) -> String {
    let [major, minor, patch] = core(version);
    match (bump, major) {
        (Bump::None, _) => version.to_owned(),
        (Bump::Major, 1..) => format!("{}.0.0", major + 1),
        (Bump::Minor, 1..) | (Bump::Major, 0) => format!("{major}.{}.0", minor + 1),
        (Bump::Patch, _) | (Bump::Minor, 0) => format!("{major}.{minor}.{}", patch + 1),
    }
}
