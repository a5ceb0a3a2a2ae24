//! Pieces of source that use an SDK.

/// How a piece of source uses the SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// It names a type, event, group or package.
    Name,
    /// It reads a field into a variable of its type.
    Read,
    /// It reads through a group that several payloads have.
    Shared,
    /// It makes a payload or object.
    Make,
    /// It names every case or member there is.
    Exhaust,
}

/// A piece of source that compiles with the old SDK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// How it uses the SDK.
    pub form: Form,
    /// The source: a few lines that stand alone.
    pub code: String,
}
