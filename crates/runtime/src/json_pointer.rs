//! Places in a payload: steps from the payload to a value, shared by everything below them.

use std::cell::OnceCell;
use std::fmt;
#[cfg(feature = "serde")]
use std::fmt::Write as _;
use std::sync::Arc;

#[cfg(feature = "serde")]
use crate::json::{Json, JsonKind};
use crate::text;

/// A step into an object or an array.
#[derive(Clone, Copy)]
pub(crate) enum PathStep<'a> {
    /// The member of a documented key.
    Key(&'static str),
    /// A member by its key as sent, with its quotes.
    Quoted(&'a str),
    /// An item.
    Index(usize),
}

/// A value's place, kept by what is reported of it.
#[derive(Clone)]
pub(crate) struct JsonPointer<'a> {
    parent: Option<Arc<JsonPointer<'a>>>,
    step: PathStep<'a>,
}

impl JsonPointer<'_> {
    /// The key of the last step, if it is one of the specification.
    pub(crate) fn documented_key(&self) -> Option<&'static str> {
        match self.step {
            PathStep::Key(key) => Some(key),
            PathStep::Quoted(_) | PathStep::Index(_) => None,
        }
    }
}

impl fmt::Display for JsonPointer<'_> {
    /// A JSON Pointer. As deep as the payload is nested, which has a limit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parent.as_ref().map_or(Ok(()), |parent| parent.fmt(f))?;
        match self.step {
            PathStep::Key(key) => write_key(key, f),
            PathStep::Quoted(quoted) => write_key(&text::unescape_lossy(quoted), f),
            PathStep::Index(index) => write!(f, "/{index}"),
        }
    }
}

fn write_key(key: &str, f: &mut impl fmt::Write) -> fmt::Result {
    f.write_char('/')?;
    key.chars().try_for_each(|c| match c {
        '~' => f.write_str("~0"),
        '/' => f.write_str("~1"),
        c => f.write_char(c),
    })
}

/// The place of the innermost value around a byte of a text that is JSON.
#[cfg(feature = "serde")]
pub(crate) fn of_byte(text: &str, byte: usize) -> String {
    let is_around = |json: Json<'_>| {
        let start = (json.as_str().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        (start..start + json.as_str().len()).contains(&byte)
    };
    let mut place = String::new();
    let mut around = Some(Json::scanned(text.trim_ascii(), false));
    while let Some(json) = around {
        around = if json.kind() == JsonKind::Array {
            let item = json.items().enumerate().find(|(_, item)| is_around(*item));
            item.map(|(index, item)| {
                let _ = write!(place, "/{index}");
                item
            })
        } else {
            let member = json.quoted_members().find(|(_, value)| is_around(*value));
            member.map(|(key, value)| {
                let _ = write_key(&text::unescape_lossy(key), &mut place);
                value
            })
        };
    }
    place
}

/// A value's place while the payload is walked through; on the stack until something is reported.
pub(crate) struct PathNode<'p, 'a> {
    parent: Option<&'p PathNode<'p, 'a>>,
    step: PathStep<'a>,
    shared: OnceCell<Arc<JsonPointer<'a>>>,
}

impl<'p, 'a> PathNode<'p, 'a> {
    /// A step from a place; from the payload, if there is none.
    pub(crate) fn new(parent: Option<&'p PathNode<'p, 'a>>, step: PathStep<'a>) -> Self {
        Self { parent, step, shared: OnceCell::new() }
    }

    pub(crate) fn pointer(&self) -> JsonPointer<'a> {
        JsonPointer { parent: self.parent.map(PathNode::share), step: self.step }
    }

    /// The place for what is below it; made once.
    fn share(&self) -> Arc<JsonPointer<'a>> {
        Arc::clone(self.shared.get_or_init(|| Arc::new(self.pointer())))
    }
}
