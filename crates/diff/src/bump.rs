//! The versions that a comparison asks for.

use eventspec_catalog::{Catalog, Place};

use crate::audience::{Audience, Audiences, Strictness};
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

/// How far one of what is published moves.
#[derive(Clone, Debug)]
pub(crate) struct PackageBump {
    /// The name in a specification and in JSON.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    pub bump: Bump,
    /// The version that it has in the old specification.
    old: String,
}

impl PackageBump {
    /// The version that its changes ask for.
    fn next(&self) -> String {
        next(&self.old, self.bump)
    }
}

/// What is published under one version: the specification with the packages that share its version, or a package with its own.
#[derive(Clone, Debug)]
pub struct Release {
    /// The package with a version of its own; `None` for all that have the version of the specification.
    pub package: Option<&'static str>,
    /// The old version.
    pub old: String,
    /// The new version, as the specification has it.
    pub new: String,
    /// The version that the changes ask for.
    pub next: String,
    /// Where the specification has the new version.
    pub place: Place,
    /// The version of the base that the new one is lower than.
    pub lowered: Option<Lowered>,
    pub(crate) bumps: Vec<PackageBump>,
}

/// A version of the base that the new one is lower than.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lowered {
    /// The package that had it as its own, and has it no more.
    pub package: Option<&'static str>,
    /// The version.
    pub version: String,
}

/// One package that alone makes the version that it shares a major one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The package.
    pub package: &'static str,
    /// The version that it would have for itself.
    pub version: String,
    /// The version that would do for the others.
    pub others: String,
}

impl Release {
    /// Whether the new version is as high as the changes ask for.
    pub fn is_enough(&self) -> bool {
        core(&self.next) <= core(&self.new)
    }

    /// The version that is published: the one that the specification has, if it is high enough.
    pub fn version(&self) -> &str {
        if self.is_enough() { &self.new } else { &self.next }
    }

    /// The package that would spare the others a major version if it had one of its own.
    pub fn split(&self) -> Option<Split> {
        let is_lower = |others: &String| core(others) < core(&self.next);
        let majors = self.bumps.iter().filter(|package| package.name != SPEC && package.bump == Bump::Major);
        majors.filter(|_| self.package.is_none()).find_map(|one| {
            let others = highest(self.bumps.iter().filter(|package| package.name != one.name));
            Some(others).filter(is_lower).map(|others| Split { package: one.name, version: one.next(), others })
        })
    }

    /// The one of two bases that asks for the higher version.
    pub(crate) fn higher(self, other: Self) -> Self {
        let lowered = [self.lowered.clone(), other.lowered.clone()].into_iter().flatten();
        let lowered = lowered.max_by_key(|lowered| precedence(&lowered.version));
        let higher = if core(&other.next) > core(&self.next) { other } else { self };
        Self { lowered, ..higher }
    }

    fn new(package: Option<&'static str>, bumps: Vec<PackageBump>, [old, new]: [&Catalog; 2]) -> Self {
        let own = |catalog: &Catalog| {
            let own = package.and_then(|name| catalog.own_version(name));
            own.map_or_else(
                || (catalog.version.clone(), catalog.version_place.clone()),
                |own| (own.version.clone(), own.place.clone()),
            )
        };
        let ((old, _), (new, place)) = (own(old), own(new));
        let before = bumps.iter().max_by_key(|one| precedence(&one.old));
        let before = before.filter(|one| precedence(&new) < precedence(&one.old));
        let lowered =
            before.map(|one| Lowered { package: (one.old != old).then_some(one.name), version: one.old.clone() });
        Self { package, old, new, next: highest(&bumps), place, lowered, bumps }
    }
}

/// The specification, beside the packages.
const SPEC: &str = "spec";

/// What is published, and how far it moves; what has the version of the specification comes first.
pub(crate) fn releases<'a>(
    findings: impl Iterator<Item = &'a Judged> + Clone,
    audiences: &Audiences,
    [old, new]: [&Catalog; 2],
) -> Vec<Release> {
    let (owned, shared): (Vec<_>, Vec<_>) =
        bumps(findings, audiences, old).into_iter().partition(|package| new.own_version(package.name).is_some());
    let shared = Release::new(None, shared, [old, new]);
    let own = owned.into_iter().map(|package| Release::new(Some(package.name), vec![package], [old, new]));
    std::iter::once(shared).chain(own).collect()
}

/// How far each moves. That a removal was announced lets it through, but it breaks the source that uses what was removed.
fn bumps<'a>(
    findings: impl Iterator<Item = &'a Judged> + Clone,
    audiences: &Audiences,
    old: &Catalog,
) -> Vec<PackageBump> {
    let safe = Effects::safe(audiences);
    let is_same = findings.clone().next().is_none();
    let effects = findings.fold(safe, |effects, judged| effects.worst(&judged.effects_on_versions()));
    let worst = |of: &[Audience]| {
        let cells = effects.cells().filter(|(audience, ..)| of.contains(audience));
        cells.map(|(.., effect)| effect).max().unwrap_or_default()
    };
    let wire = worst(&Audience::WIRE);
    let package = |name: &'static str, title: &'static str, effect: Effect| {
        let bump = match (effect, effect.max(wire)) {
            (Effect::Break, _) => Bump::Major,
            (_, Effect::Safe) if is_same => Bump::None,
            (_, Effect::Safe) => Bump::Patch,
            _ => Bump::Minor,
        };
        PackageBump { name, title, bump, old: old.version_of(name).to_owned() }
    };
    let mut out = vec![package(SPEC, SPEC, wire)];
    let schemas = audiences.schemas().iter();
    out.extend(schemas.map(|schemas| package(schemas.name, schemas.title, worst(&schemas.users()))));
    for lane in audiences.lanes() {
        let source = |strictness: Strictness| effects.get(Audience::Source(lane), strictness);
        out.extend(lane.packages.iter().map(|one| package(one.name, one.title, source(one.strictness))));
    }
    out
}

/// The highest of the versions that packages ask for.
fn highest<'a>(packages: impl IntoIterator<Item = &'a PackageBump>) -> String {
    packages.into_iter().map(PackageBump::next).max_by_key(|version| core(version)).unwrap_or_default()
}

/// The three numbers of a version; those of a preview are those of what it is a preview of.
fn core(version: &str) -> [u64; 3] {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    let mut numbers = core.split('.').map(|part| part.parse().unwrap_or_default());
    [(); 3].map(|()| numbers.next().unwrap_or_default())
}

/// What of two versions is the lower, as semantic versions have it: a preview comes before what it is a preview of, and numbers in it
/// before words.
fn precedence(version: &str) -> ([u64; 3], bool, Vec<Part>) {
    let version = version.split('+').next().unwrap_or_default();
    let preview = version.split_once('-').map(|(_, preview)| preview);
    let part = |text: &str| text.parse().map_or_else(|_| Part::Word(text.to_owned()), Part::Number);
    (core(version), preview.is_none(), preview.into_iter().flat_map(|preview| preview.split('.')).map(part).collect())
}

/// A part of what a preview is called.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u64),
    Word(String),
}

/// The version after one of `MAJOR.MINOR.PATCH`. Before 1.0.0 every number stands one place further right.
fn next(version: &str, bump: Bump) -> String {
    let [major, minor, patch] = core(version);
    match (bump, major) {
        (Bump::None, _) => version.to_owned(),
        (Bump::Major, 1..) => format!("{}.0.0", major + 1),
        (Bump::Minor, 1..) | (Bump::Major, 0) => format!("{major}.{}.0", minor + 1),
        (Bump::Patch, _) | (Bump::Minor, 0) => format!("{major}.{minor}.{}", patch + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::precedence;

    #[test]
    fn versions_are_in_the_order_of_semantic_versions() {
        let order = [
            "0.9.9",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.0.10",
            "1.2.0",
        ];
        assert!(order.windows(2).all(|pair| precedence(pair[0]) < precedence(pair[1])));
        assert!(precedence("1.0.0+a") == precedence("1.0.0+b"));
    }
}
