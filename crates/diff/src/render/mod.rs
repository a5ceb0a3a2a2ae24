//! A [`Report`](crate::Report) in, a text for one kind of reader out.

mod text;

pub use text::text;
