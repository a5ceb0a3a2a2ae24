//! Two resolved catalogues in; what changed, and who breaks, out.
//!
//! [`diff`] gives [`Finding`]s, plain data. What each kind of change does to whom is a table in `kinds.rs`, and the
//! suite proves every cell of it by running what is generated from both sides. Knows no git and no file system.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod approvals;
mod audience;
mod bump;
mod changelog;
mod compare;
mod finding;
mod kinds;
pub mod phrases;
mod policy;
pub mod render;
mod report;
pub mod witness;

pub use approvals::{Approval, Approvals, Cause, suggest};
pub use audience::{Effect, Flavour, Lane, Lanes};
pub use bump::{Bump, Bumps};
pub use changelog::{changelog_json, changelog_markdown};
pub use compare::diff;
pub use finding::{Finding, Owner, Pair, Side, Subject};
pub use kinds::{Kind, Row};
pub use policy::{Policy, Threshold};
pub use report::{Judged, Names, Report};
