//! A [`Report`](crate::Report) in, a text for one kind of reader out.

mod blocks;
mod github;
mod gitlab;
mod json;
mod junit;
mod kinds;
mod markdown;
mod sarif;
mod suggestions;
mod text;

pub use github::github;
pub use gitlab::gitlab;
pub use json::json;
pub(crate) use json::versions;
pub use junit::junit;
#[doc(hidden)]
pub use kinds::kinds;
pub use markdown::markdown;
pub(crate) use markdown::{inline, prose};
pub use sarif::sarif;
pub use suggestions::suggest;
pub use text::text;
