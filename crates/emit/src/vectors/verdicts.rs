//! The table of the decode contract as data: what a value of each JSON kind is to each type. A test holds it against the page.

use eventspec_catalog::{Catalog, LiteralKind, Scalar, Type, TypeKind};
use eventspec_payloads::tree::Node;

/// What a value of a JSON kind is to a type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cell {
    /// Always a value.
    Value,
    /// Never a value, and a deviation of this class.
    Never(&'static str),
    /// A value unless it has one of these flaws; the first that it has gives the class.
    Unless(&'static [Flaw]),
    /// What it is to the alternative that is chosen.
    Alternative,
    /// A value if it is one of any alternative.
    AnyAlternative,
}

/// What can be wrong with a value of the right JSON kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Flaw {
    LoneSurrogate,
    Format,
    Unlisted,
    UnlistedBlank,
    Fraction,
    BeyondDouble,
    Beyond64Bits,
    OutsideYears,
}

impl Flaw {
    /// The class of the deviation.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::LoneSurrogate => "invalid_unicode",
            Self::Format => "bad_format",
            Self::Unlisted => "unknown_value",
            Self::UnlistedBlank => "unexpected_blank",
            Self::Fraction => "unexpected_type",
            Self::BeyondDouble | Self::Beyond64Bits | Self::OutsideYears => "out_of_range",
        }
    }
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Column {
    Null,
    Boolean,
    Number,
    Blank,
    String,
    Array,
    Object,
}

impl Column {
    /// The column of a value.
    pub(super) fn of(node: &Node) -> Self {
        if node.is_blank() { Self::Blank } else { Self::of_kind(node) }
    }

    /// The column of a JSON kind: `""` is a string like any other.
    pub(super) fn of_kind(node: &Node) -> Self {
        match node {
            Node::Null => Self::Null,
            Node::Boolean(_) => Self::Boolean,
            Node::Number(..) => Self::Number,
            Node::Text(_) => Self::String,
            Node::List(_) => Self::Array,
            Node::Object(_) => Self::Object,
        }
    }
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct Row {
    null: Cell,
    boolean: Cell,
    number: Cell,
    blank: Cell,
    string: Cell,
    array: Cell,
    object: Cell,
    /// Whether any value of a JSON kind that an alternative of this type takes fits it.
    pub fits_by_kind: bool,
}

impl Row {
    /// The cell of a column.
    pub(super) fn cell(&self, column: Column) -> Cell {
        match column {
            Column::Null => self.null,
            Column::Boolean => self.boolean,
            Column::Number => self.number,
            Column::Blank => self.blank,
            Column::String => self.string,
            Column::Array => self.array,
            Column::Object => self.object,
        }
    }
}

const TYPE: Cell = Cell::Never("unexpected_type");

/// A type that no value is one of, to begin a row with.
const NOTHING: Row = Row {
    null: Cell::Never("unexpected_null"),
    boolean: TYPE,
    number: TYPE,
    blank: Cell::Never("unexpected_blank"),
    string: TYPE,
    array: TYPE,
    object: TYPE,
    fits_by_kind: true,
};

const STRING: Row = Row { blank: Cell::Value, string: Cell::Unless(&[Flaw::LoneSurrogate]), ..NOTHING };
const NUMBER: Row = Row { number: Cell::Unless(&[Flaw::BeyondDouble]), ..NOTHING };
const INTEGER: Row =
    Row { number: Cell::Unless(&[Flaw::Fraction, Flaw::Beyond64Bits]), fits_by_kind: false, ..NOTHING };
const UNIX: Row = Row { number: Cell::Unless(&[Flaw::OutsideYears]), fits_by_kind: false, ..NOTHING };
const BOOLEAN: Row = Row { boolean: Cell::Value, ..NOTHING };
/// A text of a format.
const FORMAT: Row = Row { string: Cell::Unless(&[Flaw::LoneSurrogate, Flaw::Format]), fits_by_kind: false, ..NOTHING };
const ENUM: Row = Row {
    blank: Cell::Unless(&[Flaw::UnlistedBlank]),
    string: Cell::Unless(&[Flaw::LoneSurrogate, Flaw::Unlisted]),
    fits_by_kind: false,
    ..NOTHING
};
const INTEGERS: Row =
    Row { number: Cell::Unless(&[Flaw::Fraction, Flaw::Beyond64Bits, Flaw::Unlisted]), fits_by_kind: false, ..NOTHING };
const CONSTANT: Row = Row { boolean: Cell::Unless(&[Flaw::Unlisted]), fits_by_kind: false, ..NOTHING };
const LIST: Row = Row { array: Cell::Value, ..NOTHING };
const MAP: Row = Row { object: Cell::Value, ..NOTHING };
const OBJECT: Row = Row { object: Cell::Value, fits_by_kind: false, ..NOTHING };
const UNION: Row = Row {
    boolean: Cell::Alternative,
    number: Cell::Alternative,
    blank: Cell::AnyAlternative,
    string: Cell::Alternative,
    array: Cell::Alternative,
    object: Cell::Alternative,
    ..NOTHING
};
const NULL: Row = Row { null: Cell::Value, ..NOTHING };
const ANY: Row = Row {
    null: Cell::Value,
    boolean: Cell::Value,
    number: Cell::Value,
    blank: Cell::Value,
    string: Cell::Value,
    array: Cell::Value,
    object: Cell::Value,
    fits_by_kind: true,
};

/// The row of a type.
pub(super) fn of(catalog: &Catalog, ty: &Type) -> &'static Row {
    match ty {
        Type::Scalar(scalar) => match scalar {
            Scalar::String => &STRING,
            Scalar::Number => &NUMBER,
            Scalar::Integer => &INTEGER,
            Scalar::Boolean => &BOOLEAN,
            Scalar::Unix(_) => &UNIX,
            Scalar::Timestamp
            | Scalar::Rfc2822
            | Scalar::TimestampPattern(_)
            | Scalar::DateTime(_)
            | Scalar::Date(_)
            | Scalar::Uuid
            | Scalar::Uri
            | Scalar::Email
            | Scalar::Text(_) => &FORMAT,
            Scalar::Null => &NULL,
            Scalar::Any => &ANY,
        },
        Type::List(_) => &LIST,
        Type::Map(_) => &MAP,
        Type::Nullable(inner) | Type::Alias(_, inner) => of(catalog, inner),
        Type::Named(id) => match catalog.type_def(*id).map(|def| &def.kind) {
            Some(TypeKind::Enum { values, .. }) => match values.kind() {
                LiteralKind::Text => &ENUM,
                LiteralKind::Integer => &INTEGERS,
                LiteralKind::Boolean => &CONSTANT,
            },
            Some(TypeKind::Object { .. }) => &OBJECT,
            Some(TypeKind::Union(_)) => &UNION,
            Some(TypeKind::Alias(_)) | None => &NOTHING,
        },
    }
}

#[cfg(test)]
mod tests {
    use eventspec_runtime::sources::FILES;

    use super::*;

    const ROWS: [(&str, &Row); 24] = [
        ("`string`", &STRING),
        ("`number`", &NUMBER),
        ("`integer`", &INTEGER),
        ("`boolean`", &BOOLEAN),
        ("`timestamp`", &FORMAT),
        ("`timestamp(unix)`", &UNIX),
        ("`timestamp(unix_ms)`", &UNIX),
        ("`timestamp(rfc2822)`", &FORMAT),
        ("`timestamp(PATTERN)`", &FORMAT),
        ("`datetime(PATTERN)`", &FORMAT),
        ("`date(PATTERN)`", &FORMAT),
        ("`uuid`", &FORMAT),
        ("`uri`", &FORMAT),
        ("`email`", &FORMAT),
        ("`text<T>`", &FORMAT),
        ("enum", &ENUM),
        ("enum of integers", &INTEGERS),
        ("`const` boolean", &CONSTANT),
        ("`list<T>`", &LIST),
        ("`map<T>`", &MAP),
        ("object", &OBJECT),
        ("union", &UNION),
        ("`null`", &NULL),
        ("`any`", &ANY),
    ];
    const COLUMNS: [Column; 7] =
        [Column::Null, Column::Boolean, Column::Number, Column::Blank, Column::String, Column::Array, Column::Object];

    fn words(cell: Cell) -> String {
        match cell {
            Cell::Value => "value".to_owned(),
            Cell::Never(class) => format!("`{class}`"),
            Cell::Unless(flaws) => {
                let classes: Vec<String> = flaws.iter().map(|flaw| format!("`{}`", flaw.class())).collect();
                format!("value, {}", classes.join(", "))
            }
            Cell::Alternative => "as to its alternative".to_owned(),
            Cell::AnyAlternative => "value, `unexpected_blank`".to_owned(),
        }
    }

    /// The contract is written by hand, and so is this table: neither is made of the other.
    #[test]
    fn the_contract_has_this_table() {
        let (_, contract) = FILES.iter().find(|(path, _)| *path == "CONTRACT.md").unwrap();
        let (_, after) = contract.split_once("| type | `null` |").unwrap();
        let rows: Vec<&str> = after.lines().skip(2).take_while(|line| line.starts_with('|')).collect();
        let expected = ROWS.map(|(name, row)| {
            let cells = COLUMNS.map(|column| words(row.cell(column)));
            format!("| {name} | {} |", cells.join(" | "))
        });
        assert_eq!(rows, expected);
    }
}
