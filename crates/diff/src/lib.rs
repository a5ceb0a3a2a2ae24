#![doc = include_str!("../README.md")]
//!
//! # Diff
//!
//! [`diff`] gives each change as a [`Finding`], plain data. What a [`Kind`] of change does to those who exchange payloads is in its
//! [`Row`] of a table:
//!
//! ```
//! # let sources = eventspec_catalog::Code::UnknownType.explanation().right.sources();
//! use eventspec_catalog::resolve;
//! use eventspec_diff::{Effect, Kind, diff};
//!
//! let old = resolve(&sources).expect("a specification without mistakes");
//! let mut new = old.clone();
//! new.payloads[0].fields.remove(0);
//!
//! let findings = diff(&old, &new);
//! assert_eq!(findings[0].kind, Kind::FieldRemovedOptional);
//! let [tolerant, strict] = findings[0].kind.row().closed.senders;
//! assert_eq!((tolerant, strict), (Effect::Notice, Effect::Break));
//! println!("{}", findings[0].kind.row().remedy); // what to do about it
//! ```
//!
//! [`compare`] also gives the [`Pairing`]: what of the old catalogue is what of the new one.
//!
//! # Source
//!
//! The effect of a change on source is known by the generator of the packages. Each language is a [`SourceLane`], and the
//! [`Audiences`] of a comparison are those who exchange payloads and the languages that it is given. `eventspec-emit` has those of
//! its targets.
//!
//! # Report
//!
//! A [`Report`] has all changes judged by a [`Policy`], which says what is too much for each of the [`Audiences`], and by
//! [`Approvals`], which let changes through. Each function of [`render`] prints it for another reader, and [`suggest`](render::suggest) drafts the
//! approvals of what fails:
//!
//! ```
//! # let sources = eventspec_catalog::Code::UnknownType.explanation().right.sources();
//! # let old = eventspec_catalog::resolve(&sources).expect("a specification without mistakes");
//! # let mut new = old.clone();
//! # new.payloads[0].fields.remove(0);
//! use eventspec_diff::{Approvals, Audiences, Names, Policy, Report, Threshold, render};
//!
//! let names = Names { base: "v0.1.0", base_root: "spec/", root: "spec/" };
//! let mut policy = Policy::new(Audiences::default(), "2026-01-31");
//! policy.set(&Threshold::parse("senders=notice", &policy.audiences)?);
//! let report = Report::new(&old, &new, &policy, &Approvals::default(), names);
//! assert!(report.fails());
//! assert!(render::text(&report).contains("notice[field-removed-optional]")); // also json, markdown, github, gitlab, sarif, junit
//!
//! let approved = render::suggest(&report).replace("reason = \"\"", "reason = \"Never sent.\"");
//! let approvals = Approvals::parse("approvals.toml", &approved).expect("no mistake");
//! assert!(!Report::new(&old, &new, &policy, &approvals, names).fails());
//! # Ok::<(), String>(())
//! ```
//!
//! # Changelog
//!
//! [`changelog_markdown`] and [`changelog_json`] tell the users of the packages, or those of some events; [`changelog_file`] puts the entry
//! above those of older versions:
//!
//! ```
//! # let sources = eventspec_catalog::Code::UnknownType.explanation().right.sources();
//! # let old = eventspec_catalog::resolve(&sources).expect("a specification without mistakes");
//! # let mut new = old.clone();
//! # new.payloads[0].fields.remove(0);
//! # use eventspec_diff::{Approvals, Audiences, Names, Policy, Report};
//! # let names = Names { base: "v0.1.0", base_root: "spec/", root: "spec/" };
//! # let policy = Policy::new(Audiences::default(), "2026-01-31");
//! # let report = Report::new(&old, &new, &policy, &Approvals::default(), names);
//! let entry = eventspec_diff::changelog_markdown(&report);
//! assert!(entry.starts_with("## "));
//! assert!(entry.contains("updated_at"));
//! ```

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod approvals;
mod audience;
mod bases;
mod bump;
mod changelog;
mod compare;
mod effect;
mod effects;
#[doc(hidden)]
pub mod execute;
mod filter;
mod finding;
mod judged;
mod kinds;
mod nearest;
mod pairing;
mod phrases;
mod policy;
pub mod render;
mod report;
mod severity;
mod stability;
#[doc(hidden)]
pub mod witness;

pub use approvals::{Approval, Approvals, Cause};
pub use audience::{Audience, Audiences, SchemaPackage, SourceLane, SourcePackage, SourceWords, Strictness};
pub use bump::{Lowered, Release, Split};
pub use changelog::{changelog_file, changelog_json, changelog_markdown, parts as changelog_parts};
pub use compare::{Comparison, compare, diff};
pub use effect::{Effect, WireEffects};
pub use effects::Effects;
pub use filter::Filter;
pub use finding::{Around, Finding, Owner, Pair, SentBy, Side, Subject};
pub use judged::Judged;
pub use kinds::{Kind, Row};
pub use pairing::{Pairing, PartPairs, PayloadPair, TypePair};
pub use policy::{Notice, Policy, Threshold};
pub use report::{Names, Report};
pub use severity::{Severities, Severity};
pub use witness::{Proof, Witness};
