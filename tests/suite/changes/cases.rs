//! The change of every row of the table, made in a specification.
//!
//! Each case is a payload of its own, so that the cases of a world are generated, compiled and run together. A case is
//! the body of `events/<id>.toml` (none if it is `-`), and further files after a line `== path`; `$` stands for the id.
//! Entries without a `doc` are given one, and a body without an `event` gets one of the case's name. Where a case is about
//! the fields of a payload, it is made again in an object inside a list.

use eventspec_diff::Around;

/// A change, before and after.
pub(crate) struct Case {
    /// The code of its kind.
    pub kind: &'static str,
    /// What the object around it takes besides its fields.
    pub around: Around,
    /// The old specification.
    pub old: &'static str,
    /// The new one.
    pub new: &'static str,
}

const fn case(kind: &'static str, old: &'static str, new: &'static str) -> Case {
    Case { kind, around: Around::Open, old, new }
}

const fn closed(kind: &'static str, old: &'static str, new: &'static str) -> Case {
    Case { kind, around: Around::Closed, old, new }
}

const fn with_rest(kind: &'static str, old: &'static str, new: &'static str) -> Case {
    Case { kind, around: Around::Rest, old, new }
}

impl Case {
    /// A name for files, events and types.
    pub(crate) fn id(&self, nested: bool) -> String {
        let around = self.around.as_str();
        let parts = [(true, self.kind), (self.around != Around::Open, around), (nested, "nested")];
        let parts = parts.into_iter().filter(|(is, _)| *is).map(|(_, part)| part.replace('-', "_"));
        parts.collect::<Vec<_>>().join("_")
    }

    /// The code of its kind where it is made.
    pub(crate) fn code(&self, nested: bool) -> String {
        match self.kind.strip_prefix("became-") {
            Some(which @ ("required" | "optional")) if nested => format!("member-became-{which}"),
            _ => self.kind.to_owned(),
        }
    }

    /// Whether it can be made in an object inside a payload.
    pub(crate) fn nests(&self) -> bool {
        let kinds = ["event-", "type-added", "type-removed", "group-", "payload-"];
        !kinds.iter().any(|kind| self.kind.starts_with(kind)) && !self.old.contains("include")
    }
}

/// The changes that do not get in each other's way.
pub(crate) const CASES: &[Case] = &[
    case("event-removed", r#"event = [{ name = "$" }, { name = "$_kept" }]"#, r#"event = [{ name = "$_kept" }]"#),
    case(
        "event-renamed",
        r#"event = [{ name = "$" }]"#,
        r#"event = [{ name = "$_new", ident = "$", aliases = ["$"] }]"#,
    ),
    case(
        "event-renamed-to-alias",
        r#"event = [{ name = "$", aliases = ["$_new"] }]"#,
        r#"event = [{ name = "$_new", ident = "$" }]"#,
    ),
    case(
        "event-names-swapped",
        r#"event = [{ name = "$", aliases = ["$_new"] }]"#,
        r#"event = [{ name = "$_new", ident = "$", aliases = ["$"] }]"#,
    ),
    case("event-alias-added", r#"event = [{ name = "$" }]"#, r#"event = [{ name = "$", aliases = ["$_other"] }]"#),
    case("event-alias-removed", r#"event = [{ name = "$", aliases = ["$_other"] }]"#, r#"event = [{ name = "$" }]"#),
    case(
        "event-name-reassigned",
        "event = [{ name = \"$\", aliases = [\"$_alias\"] }]\nfield = [{ name = \"it\", type = \"string\", required = true }]\n== events/$_other.toml\nevent = [{ name = \"$_other\" }]\nfield = [{ name = \"it\", type = \"number\", required = true }]",
        "event = [{ name = \"$\" }]\nfield = [{ name = \"it\", type = \"string\", required = true }]\n== events/$_other.toml\nevent = [{ name = \"$_other\", aliases = [\"$_alias\"] }]\nfield = [{ name = \"it\", type = \"number\", required = true }]",
    ),
    case("event-identifier-changed", r#"event = [{ name = "$" }]"#, r#"event = [{ name = "$", ident = "$_new" }]"#),
    case(
        "event-moved",
        "event = [{ name = \"$\" }, { name = \"$_kept\" }]",
        "event = [{ name = \"$_kept\" }]\n== events/$_new.toml\nevent = [{ name = \"$\" }]",
    ),
    case("payload-renamed", "event = [{ name = \"$\" }]", "-\n== events/$_new.toml\nevent = [{ name = \"$\" }]"),
    case("field-added-optional", "", r#"field = [{ name = "it", type = "string" }]"#),
    with_rest(
        "field-added-optional",
        "rest = \"any\"",
        "rest = \"any\"\nfield = [{ name = \"it\", type = \"string\" }]",
    ),
    with_rest(
        "field-added-required",
        "rest = \"any\"",
        "rest = \"any\"\nfield = [{ name = \"it\", type = \"string\", required = true }]",
    ),
    with_rest(
        "field-removed-optional",
        "rest = \"any\"\nfield = [{ name = \"it\", type = \"string\" }]",
        "rest = \"any\"",
    ),
    with_rest(
        "field-removed-required",
        "rest = \"any\"\nfield = [{ name = \"it\", type = \"string\", required = true }]",
        "rest = \"any\"",
    ),
    closed("field-added-optional", "closed = true", "closed = true\nfield = [{ name = \"it\", type = \"string\" }]"),
    case("field-added-required", "", r#"field = [{ name = "it", type = "string", required = true }]"#),
    closed(
        "field-added-required",
        "closed = true",
        "closed = true\nfield = [{ name = \"it\", type = \"string\", required = true }]",
    ),
    case("field-removed-optional", r#"field = [{ name = "it", type = "string" }]"#, ""),
    closed("field-removed-optional", "closed = true\nfield = [{ name = \"it\", type = \"string\" }]", "closed = true"),
    case("field-removed-required", r#"field = [{ name = "it", type = "string", required = true }]"#, ""),
    closed(
        "field-removed-required",
        "closed = true\nfield = [{ name = \"it\", type = \"string\", required = true }]",
        "closed = true",
    ),
    case(
        "field-renamed-optional",
        r#"field = [{ name = "it", type = "string" }]"#,
        r#"field = [{ name = "other", ident = "it", type = "string", aliases = ["it"] }]"#,
    ),
    closed(
        "field-renamed-optional",
        "closed = true\nfield = [{ name = \"it\", type = \"string\" }]",
        "closed = true\nfield = [{ name = \"other\", ident = \"it\", type = \"string\", aliases = [\"it\"] }]",
    ),
    case(
        "field-renamed-required",
        r#"field = [{ name = "it", type = "string", required = true }]"#,
        r#"field = [{ name = "other", ident = "it", type = "string", required = true, aliases = ["it"] }]"#,
    ),
    case(
        "field-renamed-to-alias-optional",
        r#"field = [{ name = "it", type = "string", aliases = ["other"] }]"#,
        r#"field = [{ name = "other", ident = "it", type = "string" }]"#,
    ),
    closed(
        "field-renamed-to-alias-optional",
        "closed = true\nfield = [{ name = \"it\", type = \"string\", aliases = [\"other\"] }]",
        "closed = true\nfield = [{ name = \"other\", ident = \"it\", type = \"string\" }]",
    ),
    case(
        "field-renamed-to-alias-required",
        r#"field = [{ name = "it", type = "string", required = true, aliases = ["other"] }]"#,
        r#"field = [{ name = "other", ident = "it", type = "string", required = true }]"#,
    ),
    case(
        "field-names-swapped",
        r#"field = [{ name = "it", type = "string", aliases = ["other"] }]"#,
        r#"field = [{ name = "other", ident = "it", type = "string", aliases = ["it"] }]"#,
    ),
    case(
        "field-identifier-changed",
        r#"field = [{ name = "it", type = "string" }]"#,
        r#"field = [{ name = "it", ident = "other", type = "string" }]"#,
    ),
    case(
        "field-moved-to-group",
        "include = [\"$_g\"]\nfield = [{ name = \"it\", type = \"string\" }]\n== groups/$_g.toml\nfield = [{ name = \"kept\", type = \"string\" }]",
        "include = [\"$_g\"]\n== groups/$_g.toml\nfield = [{ name = \"kept\", type = \"string\" }, { name = \"it\", type = \"string\" }]",
    ),
    case(
        "field-moved-to-group-required",
        "include = [\"$_g\"]\nfield = [{ name = \"it\", type = \"string\", required = true }]\n== groups/$_g.toml\nfield = [{ name = \"kept\", type = \"string\" }]",
        "include = [\"$_g\"]\n== groups/$_g.toml\nfield = [{ name = \"kept\", type = \"string\" }, { name = \"it\", type = \"string\", required = true }]",
    ),
    case(
        "field-moved-out-of-group",
        "include = [\"$_g\"]\n== groups/$_g.toml\nfield = [{ name = \"kept\", type = \"string\" }, { name = \"it\", type = \"string\" }]",
        "include = [\"$_g\"]\nfield = [{ name = \"it\", type = \"string\" }]\n== groups/$_g.toml\nfield = [{ name = \"kept\", type = \"string\" }]",
    ),
    case(
        "became-required",
        r#"field = [{ name = "it", type = "string" }]"#,
        r#"field = [{ name = "it", type = "string", required = true }]"#,
    ),
    case(
        "became-optional",
        r#"field = [{ name = "it", type = "string", required = true }]"#,
        r#"field = [{ name = "it", type = "string" }]"#,
    ),
    case(
        "became-nullable",
        r#"field = [{ name = "it", type = "number" }]"#,
        r#"field = [{ name = "it", type = "number", nullable = true }]"#,
    ),
    case(
        "became-non-nullable",
        r#"field = [{ name = "it", type = "number", nullable = true }]"#,
        r#"field = [{ name = "it", type = "number" }]"#,
    ),
    case(
        "blank-allowed",
        r#"field = [{ name = "it", type = "number" }]"#,
        r#"field = [{ name = "it", type = "number", blank = true }]"#,
    ),
    case(
        "blank-forbidden",
        r#"field = [{ name = "it", type = "number", blank = true }]"#,
        r#"field = [{ name = "it", type = "number" }]"#,
    ),
    case(
        "blank-allowed-in-format",
        r#"field = [{ name = "it", type = "uuid" }]"#,
        r#"field = [{ name = "it", type = "uuid", blank = true }]"#,
    ),
    case(
        "blank-forbidden-in-format",
        r#"field = [{ name = "it", type = "uuid", blank = true }]"#,
        r#"field = [{ name = "it", type = "uuid" }]"#,
    ),
    case(
        "blank-allowed-in-open-enum",
        r#"field = [{ name = "it", type = "string", values = ["a"] }]"#,
        r#"field = [{ name = "it", type = "string", values = ["a"], blank = true }]"#,
    ),
    case(
        "blank-forbidden-in-open-enum",
        r#"field = [{ name = "it", type = "string", values = ["a"], blank = true }]"#,
        r#"field = [{ name = "it", type = "string", values = ["a"] }]"#,
    ),
    case(
        "blank-meaning-set",
        r#"field = [{ name = "it", type = "string" }]"#,
        r#"field = [{ name = "it", type = "string", blank = true }]"#,
    ),
    case(
        "blank-meaning-unset",
        r#"field = [{ name = "it", type = "string", blank = true }]"#,
        r#"field = [{ name = "it", type = "string" }]"#,
    ),
    case("retyped", r#"field = [{ name = "it", type = "string" }]"#, r#"field = [{ name = "it", type = "number" }]"#),
    case(
        "type-widened",
        "field = [{ name = \"it\", type = \"$_o\" }]\n== types/$_o.toml\nfield = [{ name = \"a key\", type = \"integer\", required = true }]",
        "field = [{ name = \"it\", type = \"map<any>\" }]\n== types/$_o.toml\nfield = [{ name = \"a key\", type = \"integer\", required = true }]",
    ),
    case(
        "type-narrowed",
        "field = [{ name = \"it\", type = \"map<any>\" }]\n== types/$_o.toml\nfield = [{ name = \"a key\", type = \"integer\", required = true }]",
        "field = [{ name = \"it\", type = \"$_o\" }]\n== types/$_o.toml\nfield = [{ name = \"a key\", type = \"integer\", required = true }]",
    ),
    case(
        "integer-to-number",
        r#"field = [{ name = "it", type = "list<integer>" }]"#,
        r#"field = [{ name = "it", type = "list<number>" }]"#,
    ),
    case(
        "number-to-integer",
        r#"field = [{ name = "it", type = "number" }]"#,
        r#"field = [{ name = "it", type = "integer" }]"#,
    ),
    case(
        "format-added",
        r#"field = [{ name = "it", type = "string" }]"#,
        r#"field = [{ name = "it", type = "email" }]"#,
    ),
    case(
        "format-removed",
        r#"field = [{ name = "it", type = "uuid" }]"#,
        r#"field = [{ name = "it", type = "string" }]"#,
    ),
    case(
        "date-parts-swapped",
        r#"field = [{ name = "it", type = "date(DD/MM/YYYY)" }]"#,
        r#"field = [{ name = "it", type = "date(MM/DD/YYYY)" }]"#,
    ),
    case(
        "date-parts-swapped",
        r#"field = [{ name = "it", type = "map<list<datetime(YYYY-MM-DD hh:mm)>>" }]"#,
        r#"field = [{ name = "it", type = "map<list<datetime(YYYY-DD-MM hh:mm)>>" }]"#,
    ),
    case(
        "date-parts-swapped",
        r#"field = [{ name = "it", type = "timestamp" }]"#,
        r#"field = [{ name = "it", type = "timestamp(YYYY-DD-MMThh:mm:ssZ)" }]"#,
    ),
    case(
        "format-changed",
        r#"field = [{ name = "it", type = "timestamp(rfc2822)" }]"#,
        r#"field = [{ name = "it", type = "timestamp(YYYY-MM-DD hh:mm:ssZ)" }]"#,
    ),
    case(
        "date-changed",
        r#"field = [{ name = "it", type = "datetime(YYYY-MM-DD hh:mm:ss)" }]"#,
        r#"field = [{ name = "it", type = "timestamp(YYYY-MM-DD hh:mm:ssZ)" }]"#,
    ),
    case("format-changed", r#"field = [{ name = "it", type = "uuid" }]"#, r#"field = [{ name = "it", type = "uri" }]"#),
    case(
        "unit-changed",
        r#"field = [{ name = "it", type = "timestamp(unix)" }]"#,
        r#"field = [{ name = "it", type = "timestamp(unix_ms)" }]"#,
    ),
    case(
        "date-added",
        r#"field = [{ name = "it", type = "string" }]"#,
        r#"field = [{ name = "it", type = "timestamp" }]"#,
    ),
    case(
        "date-removed",
        r#"field = [{ name = "it", type = "date(DD/MM/YYYY)" }]"#,
        r#"field = [{ name = "it", type = "string" }]"#,
    ),
    case(
        "date-changed",
        r#"field = [{ name = "it", type = "timestamp" }]"#,
        r#"field = [{ name = "it", type = "date" }]"#,
    ),
    case(
        "string-to-text",
        r#"field = [{ name = "it", type = "string" }]"#,
        r#"field = [{ name = "it", type = "text<number>" }]"#,
    ),
    case(
        "text-to-string",
        r#"field = [{ name = "it", type = "list<text<boolean>>" }]"#,
        r#"field = [{ name = "it", type = "list<string>" }]"#,
    ),
    case(
        "text-changed",
        r#"field = [{ name = "it", type = "text<number>" }]"#,
        r#"field = [{ name = "it", type = "text<boolean>" }]"#,
    ),
    case(
        "widened-to-union",
        r#"field = [{ name = "it", type = "string" }]"#,
        r#"field = [{ name = "it", type = "string | number" }]"#,
    ),
    case(
        "narrowed-from-union",
        r#"field = [{ name = "it", type = "string | number" }]"#,
        r#"field = [{ name = "it", type = "string" }]"#,
    ),
    case(
        "union-alternative-added",
        r#"field = [{ name = "it", type = "string | number" }]"#,
        r#"field = [{ name = "it", type = "string | number | boolean" }]"#,
    ),
    case(
        "union-alternative-removed",
        r#"field = [{ name = "it", type = "string | number | boolean" }]"#,
        r#"field = [{ name = "it", type = "string | number" }]"#,
    ),
    case(
        "union-reordered",
        r#"field = [{ name = "it", type = "string | number" }]"#,
        r#"field = [{ name = "it", type = "number | string" }]"#,
    ),
    case(
        "union-choice-changed",
        "field = [{ name = \"it\", type = \"map<integer> | $_o\" }]\n== types/$_o.toml\nfield = [{ name = \"m\", type = \"string\" }]",
        "field = [{ name = \"it\", type = \"$_o | map<integer>\" }]\n== types/$_o.toml\nfield = [{ name = \"m\", type = \"string\" }]",
    ),
    case(
        "widened-to-any",
        r#"field = [{ name = "it", type = "number" }]"#,
        r#"field = [{ name = "it", type = "any" }]"#,
    ),
    case(
        "narrowed-from-any",
        r#"field = [{ name = "it", type = "any" }]"#,
        r#"field = [{ name = "it", type = "number" }]"#,
    ),
    case(
        "string-to-open-enum",
        r#"field = [{ name = "it", type = "string" }]"#,
        r#"field = [{ name = "it", type = "string", values = ["a"] }]"#,
    ),
    case(
        "open-enum-to-string",
        r#"field = [{ name = "it", type = "string", values = ["a"] }]"#,
        r#"field = [{ name = "it", type = "string" }]"#,
    ),
    case(
        "string-to-closed-enum",
        r#"field = [{ name = "it", type = "string" }]"#,
        r#"field = [{ name = "it", type = "string", values = ["a"], closed = true }]"#,
    ),
    case(
        "closed-enum-to-string",
        r#"field = [{ name = "it", type = "string", values = ["a"], closed = true }]"#,
        r#"field = [{ name = "it", type = "string" }]"#,
    ),
    case(
        "integer-to-open-values",
        r#"field = [{ name = "it", type = "integer" }]"#,
        r#"field = [{ name = "it", type = "integer", values = [0, 1] }]"#,
    ),
    case(
        "open-values-to-integer",
        r#"field = [{ name = "it", type = "integer", values = [0, 1] }]"#,
        r#"field = [{ name = "it", type = "integer" }]"#,
    ),
    case(
        "to-closed-values",
        r#"field = [{ name = "it", type = "boolean" }]"#,
        r#"field = [{ name = "it", type = "boolean", const = true }]"#,
    ),
    case(
        "closed-values-lifted",
        r#"field = [{ name = "it", type = "integer", values = [0, 1], closed = true }]"#,
        r#"field = [{ name = "it", type = "integer" }]"#,
    ),
    case(
        "integers-opened",
        r#"field = [{ name = "it", type = "integer", values = [0, 1], closed = true }]"#,
        r#"field = [{ name = "it", type = "integer", values = [0, 1] }]"#,
    ),
    case(
        "integers-closed",
        r#"field = [{ name = "it", type = "integer", values = [0, 1] }]"#,
        r#"field = [{ name = "it", type = "integer", values = [0, 1], closed = true }]"#,
    ),
    case(
        "listed-value-added",
        r#"field = [{ name = "it", type = "integer", values = [0, 1], closed = true }]"#,
        r#"field = [{ name = "it", type = "integer", values = [0, 1, 2], closed = true }]"#,
    ),
    case(
        "listed-value-removed",
        r#"field = [{ name = "it", type = "integer", values = [-1, 1], closed = true }]"#,
        r#"field = [{ name = "it", type = "integer", const = 1 }]"#,
    ),
    case(
        "open-integer-removed",
        r#"field = [{ name = "it", type = "integer", values = [0, 1] }]"#,
        r#"field = [{ name = "it", type = "integer", values = [0] }]"#,
    ),
    case(
        "enum-opened",
        r#"field = [{ name = "it", type = "string", values = ["a"], closed = true }]"#,
        r#"field = [{ name = "it", type = "string", values = ["a"] }]"#,
    ),
    case(
        "enum-closed",
        r#"field = [{ name = "it", type = "string", values = ["a"] }]"#,
        r#"field = [{ name = "it", type = "string", values = ["a"], closed = true }]"#,
    ),
    case(
        "enum-value-added",
        "field = [{ name = \"it\", type = \"$_e\" }]\n== types/$_e.toml\nclosed = true\nvalues = [\"a\"]",
        "field = [{ name = \"it\", type = \"$_e\" }]\n== types/$_e.toml\nclosed = true\nvalues = [\"a\", \"b\"]",
    ),
    case(
        "enum-value-removed",
        r#"field = [{ name = "it", type = "string", values = ["a", "b"], closed = true }]"#,
        r#"field = [{ name = "it", type = "string", values = ["a"], closed = true }]"#,
    ),
    case(
        "enum-value-renamed",
        r#"field = [{ name = "it", type = "string", values = ["a", { value = "b" }], closed = true }]"#,
        r#"field = [{ name = "it", type = "string", values = ["a", { value = "B", ident = "b" }], closed = true }]"#,
    ),
    case(
        "open-enum-value-added",
        r#"field = [{ name = "it", type = "string", values = ["a"] }]"#,
        r#"field = [{ name = "it", type = "string", values = ["a", "b"] }]"#,
    ),
    case(
        "open-enum-value-removed",
        r#"field = [{ name = "it", type = "string", values = ["a", "b"] }]"#,
        r#"field = [{ name = "it", type = "string", values = ["a"] }]"#,
    ),
    case(
        "open-enum-value-renamed",
        r#"field = [{ name = "it", type = "string", values = ["a", { value = "b" }] }]"#,
        r#"field = [{ name = "it", type = "string", values = ["a", { value = "B", ident = "b" }] }]"#,
    ),
    case(
        "value-identifier-changed",
        r#"field = [{ name = "it", type = "string", values = ["a", "b"] }]"#,
        r#"field = [{ name = "it", type = "string", values = ["a", { value = "b", ident = "c" }] }]"#,
    ),
    closed(
        "value-identifier-changed",
        r#"field = [{ name = "it", type = "string", values = ["a", "b"], closed = true }]"#,
        r#"field = [{ name = "it", type = "string", values = ["a", { value = "b", ident = "c" }], closed = true }]"#,
    ),
    case("object-opened", "closed = true", ""),
    case("rest-added", "", "rest = \"any\""),
    case("rest-added-typed", "", "rest = \"integer\""),
    case("rest-removed", "rest = \"any\"", ""),
    case("rest-removed-typed", "rest = \"integer\"", ""),
    case("rest-widened", "rest = \"integer\"", "rest = \"string | integer\""),
    case("rest-narrowed", "rest = \"string | integer\"", "rest = \"integer\""),
    case("rest-changed", "rest = \"string\"", "rest = \"integer\""),
    case(
        "field-added-outside-rest",
        "rest = \"integer\"",
        "rest = \"integer\"\nfield = [{ name = \"it\", type = \"string\" }]",
    ),
    case(
        "field-removed-outside-rest",
        "rest = \"integer\"\nfield = [{ name = \"it\", type = \"string\" }]",
        "rest = \"integer\"",
    ),
    case(
        "object-closed",
        "field = [{ name = \"it\", type = \"map<$_o>\" }]\n== types/$_o.toml\nfield = [{ name = \"kept\", type = \"string\" }]",
        "field = [{ name = \"it\", type = \"map<$_o>\" }]\n== types/$_o.toml\nclosed = true\nfield = [{ name = \"kept\", type = \"string\" }]",
    ),
    case(
        "constraint-tightened",
        r#"field = [{ name = "it", type = "string", max_length = 255 }]"#,
        r#"field = [{ name = "it", type = "string", max_length = 64 }]"#,
    ),
    case(
        "constraint-loosened",
        r#"field = [{ name = "it", type = "string", max_length = 64 }]"#,
        r#"field = [{ name = "it", type = "string", max_length = 255 }]"#,
    ),
    case(
        "constraint-changed",
        r#"field = [{ name = "it", type = "string", max_length = 64 }]"#,
        r#"field = [{ name = "it", type = "string", min_length = 1, max_length = 255 }]"#,
    ),
    case(
        "constraint-tightened",
        r#"field = [{ name = "it", type = "number", minimum = 0 }]"#,
        r#"field = [{ name = "it", type = "number", minimum = 0.5, maximum = 100 }]"#,
    ),
    case(
        "constraint-loosened",
        r#"field = [{ name = "it", type = "integer", multiple_of = 4 }]"#,
        r#"field = [{ name = "it", type = "integer", multiple_of = 2 }]"#,
    ),
    case(
        "constraint-changed",
        r#"field = [{ name = "it", type = "integer", multiple_of = 4 }]"#,
        r#"field = [{ name = "it", type = "integer", multiple_of = 6 }]"#,
    ),
    case(
        "constraint-tightened",
        r#"field = [{ name = "it", type = "list<integer>" }]"#,
        r#"field = [{ name = "it", type = "list<integer>", min_items = 1 }]"#,
    ),
    case(
        "constraint-changed",
        r#"field = [{ name = "it", type = "list<$_o>", max_items = 3 }]
== types/$_o.toml
field = [{ name = "kept", type = "string" }]"#,
        r#"field = [{ name = "it", type = "list<$_o>", min_items = 2, max_items = 4 }]
== types/$_o.toml
field = [{ name = "kept", type = "string" }]"#,
    ),
    case(
        "default-changed",
        r#"field = [{ name = "it", type = "string", default = "a" }]"#,
        r#"field = [{ name = "it", type = "string", default = "b" }]"#,
    ),
    case(
        "key-reassigned",
        r#"field = [{ name = "it", type = "string", aliases = ["x"] }, { name = "other", type = "string" }]"#,
        r#"field = [{ name = "it", type = "string" }, { name = "other", type = "string", aliases = ["x"] }]"#,
    ),
    case(
        "alias-added-optional",
        r#"field = [{ name = "it", type = "string" }]"#,
        r#"field = [{ name = "it", type = "string", aliases = ["other"] }]"#,
    ),
    closed(
        "alias-added-optional",
        "closed = true\nfield = [{ name = \"it\", type = \"string\" }]",
        "closed = true\nfield = [{ name = \"it\", type = \"string\", aliases = [\"other\"] }]",
    ),
    case(
        "alias-added-required",
        r#"field = [{ name = "it", type = "string", required = true }]"#,
        r#"field = [{ name = "it", type = "string", required = true, aliases = ["other"] }]"#,
    ),
    case(
        "alias-removed-optional",
        r#"field = [{ name = "it", type = "string", aliases = ["other"] }]"#,
        r#"field = [{ name = "it", type = "string" }]"#,
    ),
    closed(
        "alias-removed-optional",
        "closed = true\nfield = [{ name = \"it\", type = \"string\", aliases = [\"other\"] }]",
        "closed = true\nfield = [{ name = \"it\", type = \"string\" }]",
    ),
    case(
        "alias-removed-required",
        r#"field = [{ name = "it", type = "string", required = true, aliases = ["other"] }]"#,
        r#"field = [{ name = "it", type = "string", required = true }]"#,
    ),
    case(
        "deprecation-set",
        r#"field = [{ name = "it", type = "string" }]"#,
        r#"field = [{ name = "it", type = "string", deprecated = { use = "other" } }]"#,
    ),
    case(
        "deprecation-changed",
        r#"field = [{ name = "it", type = "string", deprecated = { use = "other" } }]"#,
        r#"field = [{ name = "it", type = "string", deprecated = { use = "another" } }]"#,
    ),
    case(
        "deprecation-sunset-earlier",
        r#"field = [{ name = "it", type = "string", deprecated = { sunset = "2027-06-30" } }]"#,
        r#"field = [{ name = "it", type = "string", deprecated = { sunset = "2027-01-31" } }]"#,
    ),
    case(
        "deprecation-lifted",
        r#"field = [{ name = "it", type = "string", deprecated = {} }]"#,
        r#"field = [{ name = "it", type = "string" }]"#,
    ),
    case("event-became-unstable", r#"event = [{ name = "$" }]"#, r#"event = [{ name = "$", unstable = true }]"#),
    case("event-became-stable", r#"event = [{ name = "$", unstable = true }]"#, r#"event = [{ name = "$" }]"#),
    case("reserved-removed", "reserved = [\"gone\"]", ""),
    case("reserved-key-reused", "reserved = [\"gone\"]", r#"field = [{ name = "gone", type = "string" }]"#),
    case("type-added", "", "== types/$_t.toml\nfield = [{ name = \"it\", type = \"string\" }]"),
    case("type-removed", "== types/$_t.toml\nfield = [{ name = \"it\", type = \"string\" }]", ""),
    case(
        "type-renamed",
        "field = [{ name = \"it\", type = \"$_t\" }]\n== types/$_t.toml\nvalues = [\"a\"]",
        "field = [{ name = \"it\", type = \"$_new\" }]\n== types/$_new.toml\nvalues = [\"a\"]",
    ),
    case("group-added", "", "== groups/$_g.toml\nfield = [{ name = \"it\", type = \"string\" }]"),
    case("group-removed", "== groups/$_g.toml\nfield = [{ name = \"it\", type = \"string\" }]", ""),
    case(
        "group-included",
        "include = [\"$_o\"]\n== groups/$_g.toml\nfield = []\ninclude = [\"$_o\"]\n== groups/$_o.toml\nfield = [{ name = \"it\", type = \"string\" }]",
        "include = [\"$_g\"]\n== groups/$_g.toml\nfield = []\ninclude = [\"$_o\"]\n== groups/$_o.toml\nfield = [{ name = \"it\", type = \"string\" }]",
    ),
    case(
        "group-not-included",
        "include = [\"$_g\"]\n== groups/$_g.toml\nfield = []\ninclude = [\"$_o\"]\n== groups/$_o.toml\nfield = [{ name = \"it\", type = \"string\" }]",
        "include = [\"$_o\"]\n== groups/$_g.toml\nfield = []\ninclude = [\"$_o\"]\n== groups/$_o.toml\nfield = [{ name = \"it\", type = \"string\" }]",
    ),
    case(
        "description-changed",
        "field = [{ doc = \"One.\", name = \"it\", type = \"string\" }]",
        "field = [{ doc = \"Two.\", name = \"it\", type = \"string\" }]",
    ),
    case(
        "example-changed",
        r#"field = [{ name = "it", type = "string", example = "a" }]"#,
        r#"field = [{ name = "it", type = "string", example = "b" }]"#,
    ),
    case(
        "evidence-changed",
        r#"field = [{ name = "it", type = "string" }]"#,
        r#"field = [{ name = "it", type = "string", evidence = "inferred" }]"#,
    ),
    case(
        "since-changed",
        r#"field = [{ name = "it", type = "string" }]"#,
        r#"field = [{ name = "it", type = "string", since = "1.0.0" }]"#,
    ),
];
