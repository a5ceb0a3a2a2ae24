//! What is too much: a limit for each lane, and the changes that are let through.

use std::str::FromStr;

use crate::audience::{Effect, Flavour, Lane};
use crate::finding::Finding;

/// The mildest effect on each lane that counts as a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    limits: Vec<(Lane, Flavour, Effect)>,
    /// Today, as `YYYY-MM-DD`: what was announced to go before it may go.
    pub today: String,
}

impl Policy {
    /// The default: nothing may break whoever uses the tolerant SDKs or validates with the schemas.
    pub fn new(today: &str) -> Self {
        let mut limits: Vec<(Lane, Flavour, Effect)> =
            Lane::ALL.into_iter().map(|lane| (lane, Flavour::Tolerant, Effect::Break)).collect();
        limits.push((Lane::Senders, Flavour::Strict, Effect::Break));
        Self { limits, today: today.to_owned() }
    }

    /// Changes a limit.
    pub fn set(&mut self, threshold: &Threshold) {
        for (lane, flavour) in &threshold.cells {
            self.limits.retain(|(l, f, _)| (l, f) != (lane, flavour));
            self.limits.extend(threshold.effect.map(|effect| (*lane, *flavour, effect)));
        }
    }

    /// Where a finding passes a limit. What was announced to go, and whose day has come, passes none.
    pub(crate) fn failures(&self, finding: &Finding) -> Vec<(Lane, Flavour, Effect)> {
        if self.is_announced(finding) {
            return Vec::new();
        }
        let lanes = finding.lanes();
        let over = |(lane, flavour, effect): (Lane, Flavour, Effect)| {
            self.limits.iter().any(|(l, f, limit)| (*l, *f) == (lane, flavour) && effect >= *limit)
        };
        lanes.cells().filter(|cell| over(*cell)).collect()
    }

    /// Whether a removal comes after the day for which it was announced.
    pub(crate) fn is_announced(&self, finding: &Finding) -> bool {
        finding.sunset.as_ref().is_some_and(|sunset| *sunset < self.today)
    }
}

/// A limit that is set, read from an option: `receivers=degrade`, `rust.strict=break`, `strict=never` or `all=notice`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    cells: Vec<(Lane, Flavour)>,
    /// `None` for never.
    effect: Option<Effect>,
}

impl FromStr for Threshold {
    /// What to write instead.
    type Err = String;

    fn from_str(option: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{option}` is no threshold; write LANE=EFFECT or LANE.strict=EFFECT, with a lane of receivers, senders, \
                 stored, rust, typescript (or `all`), and an effect of notice, degrade, break, never"
            )
        };
        let (target, effect) = option.split_once('=').ok_or_else(wrong)?;
        let effect = match effect {
            "never" => None,
            "safe" => return Err(wrong()),
            name => Some(Effect::parse(name).ok_or_else(wrong)?),
        };
        let (lane, flavours) = match target.split_once('.') {
            Some((lane, "strict")) => (lane, &[Flavour::Strict][..]),
            Some((lane, "tolerant")) => (lane, &[Flavour::Tolerant][..]),
            Some(_) => return Err(wrong()),
            None if target == "strict" => ("all", &[Flavour::Strict][..]),
            None if target == "all" => ("all", &Flavour::ALL[..]),
            None => (target, &[Flavour::Tolerant][..]),
        };
        let lanes = match lane {
            "all" => Lane::ALL.to_vec(),
            name => vec![Lane::parse(name).ok_or_else(wrong)?],
        };
        let cells = lanes.into_iter().flat_map(|lane| flavours.iter().map(move |flavour| (lane, *flavour))).collect();
        Ok(Self { cells, effect })
    }
}
