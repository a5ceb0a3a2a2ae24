//! What a generated SDK says about its payloads: static tables, nothing else.

/// An object with known members.
#[derive(Debug)]
pub struct Shape {
    /// Its name in the specification.
    pub name: &'static str,
    /// Its members, in documented order.
    pub fields: &'static [FieldDef],
    /// Other keys, and the index of the field that each stands for.
    pub aliases: &'static [(&'static str, usize)],
}

/// A member of an object.
#[derive(Debug)]
pub struct FieldDef {
    /// The key on the wire.
    pub name: &'static str,
    /// The key as compact JSON has it: quoted, with the colon.
    pub quoted: &'static str,
    /// The type of its value.
    pub kind: Kind,
    /// Documented as always sent.
    pub required: bool,
    /// May be `null`.
    pub nullable: bool,
    /// May be `""`.
    pub blank: bool,
}

/// The type of a value.
#[derive(Debug)]
pub enum Kind {
    /// Any text.
    String,
    /// A number.
    Number,
    /// A number without a fraction, of 64 bits.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// An RFC 3339 date-time.
    Timestamp,
    /// A date in the stated format.
    Date(&'static str),
    /// A UUID.
    Uuid,
    /// A URI.
    Uri,
    /// An e-mail address.
    Email,
    /// Any JSON value.
    Any,
    /// One of a set of strings.
    Enum {
        /// The known values.
        values: &'static [&'static str],
        /// Whether the source documents that there are no others.
        closed: bool,
    },
    /// An array.
    List(&'static Kind),
    /// An object whose keys are data.
    Map(&'static Kind),
    /// An object with known members.
    Object(&'static Shape),
    /// One of several types.
    Union(&'static [Kind]),
}

impl FieldDef {
    /// An optional field; `quoted` is its key as compact JSON has it, with the colon.
    pub const fn new(name: &'static str, quoted: &'static str, kind: Kind) -> Self {
        Self { name, quoted, kind, required: false, nullable: false, blank: false }
    }

    /// The same, always sent.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same, or `null`.
    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// The same, or `""`.
    #[must_use]
    pub const fn blank(mut self) -> Self {
        self.blank = true;
        self
    }
}

impl Kind {
    /// Whether `""` is a value of the type rather than the lack of one.
    pub(crate) fn takes_empty(&self) -> bool {
        match self {
            Self::String | Self::Any => true,
            Self::Enum { values, .. } => values.contains(&""),
            Self::Union(kinds) => kinds.iter().any(Self::takes_empty),
            _ => false,
        }
    }
}
