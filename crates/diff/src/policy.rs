//! What is too much: a limit for each audience, and the changes that are let through.

use crate::audience::{Audience, Audiences, Strictness};
use crate::effect::Effect;
use crate::effects::Effects;
use crate::filter::Filter;
use crate::finding::Finding;

/// The mildest effect on each audience that counts as a failure.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Whom a change may affect.
    pub audiences: Audiences,
    limits: Vec<(Audience, Strictness, Effect)>,
    /// Today, as `YYYY-MM-DD`: what was announced to go before it may go.
    pub today: String,
    /// How long before a sunset it has to be announced.
    pub notice: Option<Notice>,
    /// Which changes are looked at.
    pub filter: Filter,
}

/// How long before a sunset it has to be announced.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The days between.
    pub days: u32,
    /// The first sunset that can be announced today, as `YYYY-MM-DD`.
    pub earliest: String,
}

impl Policy {
    /// The default: nothing may break users of the tolerant SDKs or of the schemas.
    pub fn new(audiences: Audiences, today: &str) -> Self {
        let mut limits: Vec<(Audience, Strictness, Effect)> =
            audiences.iter().map(|audience| (audience, Strictness::Tolerant, Effect::Break)).collect();
        limits.push((Audience::Senders, Strictness::Strict, Effect::Break));
        Self { audiences, limits, today: today.to_owned(), notice: None, filter: Filter::default() }
    }

    /// Changes a limit.
    pub fn set(&mut self, threshold: &Threshold) {
        for (audience, strictness) in &threshold.cells {
            self.limits.retain(|(a, s, _)| (a, s) != (audience, strictness));
            self.limits.extend(threshold.effect.map(|effect| (*audience, *strictness, effect)));
        }
    }

    /// Where a finding with these effects passes a limit. What was announced to go, and whose day has come, passes none. A deprecation
    /// whose day is over announces nothing, and would let a removal through: it passes every limit of source, and so does one that
    /// gives less notice than it has to.
    pub(crate) fn failures(&self, finding: &Finding, effects: &Effects) -> Vec<(Audience, Strictness, Effect)> {
        if self.is_announced(finding) {
            return Vec::new();
        }
        let is_late = self.flaw(finding).is_some();
        let is_over = |(audience, strictness, effect): &(Audience, Strictness, Effect)| {
            let is_late = is_late && matches!(audience, Audience::Source(_));
            self.limits.iter().any(|(a, s, limit)| (a, s) == (audience, strictness) && (is_late || effect >= limit))
        };
        effects.cells().filter(is_over).collect()
    }

    /// Whether a removal comes after the day for which it was announced.
    pub(crate) fn is_announced(&self, finding: &Finding) -> bool {
        !finding.kind.is_deprecation() && self.is_over(finding)
    }

    /// What is wrong with the day that a deprecation announces, and what to do about it.
    pub(crate) fn flaw(&self, finding: &Finding) -> Option<String> {
        let sunset = finding.sunset.as_ref().filter(|_| finding.kind.is_deprecation())?;
        if *sunset < self.today {
            let what = "the `sunset` is in the past, which announces nothing; write a day that is still to come";
            return Some(what.to_owned());
        }
        let notice = self.notice.as_ref().filter(|notice| finding.kind.announces() && *sunset < notice.earliest)?;
        let Notice { days, earliest } = notice;
        Some(format!("the `sunset` {sunset} gives less notice than {days} days; write {earliest} or a later day"))
    }

    fn is_over(&self, finding: &Finding) -> bool {
        finding.sunset.as_ref().is_some_and(|sunset| *sunset < self.today)
    }
}

/// A limit that is set, read from an option: `receivers=degrade`, `rust.strict=break`, `strict=never` or `all=notice`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    cells: Vec<(Audience, Strictness)>,
    /// `None` for never.
    effect: Option<Effect>,
}

impl Threshold {
    /// Reads an option, or says what to write instead.
    pub fn parse(option: &str, audiences: &Audiences) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{option}` is not a valid threshold; write AUDIENCE=EFFECT or AUDIENCE.strict=EFFECT: audiences are \
                 {audiences}, all; effects are notice, degrade, break, never"
            )
        };
        let (target, effect) = option.split_once('=').ok_or_else(wrong)?;
        let effect = match effect {
            "never" => None,
            "safe" => return Err(wrong()),
            name => Some(Effect::parse(name).ok_or_else(wrong)?),
        };
        let (name, strictness) = match target.split_once('.') {
            Some((name, "strict")) => (name, &[Strictness::Strict][..]),
            Some((name, "tolerant")) => (name, &[Strictness::Tolerant][..]),
            Some(_) => return Err(wrong()),
            None if target == "strict" => ("all", &[Strictness::Strict][..]),
            None if target == "all" => ("all", &Strictness::ALL[..]),
            None => (target, &[Strictness::Tolerant][..]),
        };
        let chosen = match name {
            "all" => audiences.iter().collect(),
            name => vec![audiences.parse(name).ok_or_else(wrong)?],
        };
        let cells =
            chosen.into_iter().flat_map(|audience| strictness.iter().map(move |one| (audience, *one))).collect();
        Ok(Self { cells, effect })
    }
}
