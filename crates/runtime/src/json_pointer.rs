//! Places in a payload: steps from the payload to a value, shared by everything below them.

use std::cell::OnceCell;
use std::fmt::{self, Write as _};
use std::sync::Arc;

use crate::text;

/// A step into an object or an array.
#[derive(Clone, Copy)]
pub(crate) enum Step<'a> {
    /// The member of a documented key.
    Key(&'static str),
    /// A member by its key as sent, with its quotes.
    Quoted(&'a str),
    /// An item.
    Index(usize),
}

/// A value's place, kept by what is reported of it.
#[derive(Clone)]
pub(crate) struct Place<'a> {
    parent: Option<Arc<Place<'a>>>,
    step: Step<'a>,
}

impl Place<'_> {
    /// The key of the last step, if it is one of the specification.
    pub(crate) fn documented_key(&self) -> Option<&'static str> {
        match self.step {
            Step::Key(key) => Some(key),
            Step::Quoted(_) | Step::Index(_) => None,
        }
    }
}

impl fmt::Display for Place<'_> {
    /// A JSON Pointer. As deep as the payload is nested, which has a limit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parent.as_ref().map_or(Ok(()), |parent| parent.fmt(f))?;
        match self.step {
            Step::Key(key) => write_key(key, f),
            Step::Quoted(quoted) => write_key(&text::unescape_lossy(quoted), f),
            Step::Index(index) => write!(f, "/{index}"),
        }
    }
}

fn write_key(key: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_char('/')?;
    key.chars().try_for_each(|c| match c {
        '~' => f.write_str("~0"),
        '/' => f.write_str("~1"),
        c => f.write_char(c),
    })
}

/// A value's place while the payload is walked through; on the stack until something is reported.
pub(crate) struct Spot<'p, 'a> {
    parent: Option<&'p Spot<'p, 'a>>,
    step: Step<'a>,
    shared: OnceCell<Arc<Place<'a>>>,
}

impl<'p, 'a> Spot<'p, 'a> {
    /// A step from a place; from the payload, if there is none.
    pub(crate) fn new(parent: Option<&'p Spot<'p, 'a>>, step: Step<'a>) -> Self {
        Self { parent, step, shared: OnceCell::new() }
    }

    pub(crate) fn place(&self) -> Place<'a> {
        Place { parent: self.parent.map(Spot::share), step: self.step }
    }

    /// The place for what is below it; made once.
    fn share(&self) -> Arc<Place<'a>> {
        Arc::clone(self.shared.get_or_init(|| Arc::new(self.place())))
    }
}
