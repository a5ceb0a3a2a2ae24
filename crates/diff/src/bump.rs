//! The version that a comparison asks for.

use crate::audience::{Audience, Audiences, SourcePackage, Strictness};
use crate::effect::Effect;
use crate::effects::Effects;
use crate::judged::Judged;

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
#[derive(Clone, Debug)]
pub(crate) struct Bumps {
    /// The specification and its schemas: by receivers, senders and stored payloads.
    spec: Bump,
    /// The packages of each language.
    packages: Vec<(&'static SourcePackage, Bump)>,
}

impl Bumps {
    /// The bumps of a comparison. That a removal was announced lets it through, but it breaks the source that uses what was removed.
    pub(crate) fn of<'a>(findings: impl Iterator<Item = &'a Judged> + Clone, audiences: &Audiences) -> Self {
        let safe = Effects::safe(audiences);
        let is_same = findings.clone().next().is_none();
        let effects = findings.fold(safe, |effects, judged| effects.worst(&judged.effects_on_versions()));
        let wire_cells = effects.cells().filter(|(audience, ..)| Audience::WIRE.contains(audience));
        let wire = wire_cells.map(|(.., effect)| effect).max().unwrap_or_default();
        let bump = |effect: Effect| match (effect, effect.max(wire)) {
            (Effect::Break, _) => Bump::Major,
            (_, Effect::Safe) if is_same => Bump::None,
            (_, Effect::Safe) => Bump::Patch,
            _ => Bump::Minor,
        };
        let packages = audiences.lanes().iter().flat_map(|lane| {
            let source = |strictness: Strictness| effects.get(Audience::Source(lane), strictness);
            lane.packages.iter().map(move |package| (package, source(package.strictness)))
        });
        Self { spec: bump(wire), packages: packages.map(|(package, effect)| (package, bump(effect))).collect() }
    }

    /// Each of them: its key in JSON, its name for people, and its bump.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, &'static str, Bump)> {
        let packages = self.packages.iter().map(|(package, bump)| (package.key, package.title, *bump));
        std::iter::once(("spec", "spec", self.spec)).chain(packages)
    }

    /// The farthest: specification and packages share one version.
    pub(crate) fn all(&self) -> Bump {
        self.iter().map(|(.., bump)| bump).max().unwrap_or(Bump::None)
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
