//! What each key of the language takes, in words, with an example: for findings about values of the wrong form.

/// A key: it takes the same wherever it is allowed.
#[derive(Debug)]
pub struct Key {
    /// The name.
    pub name: &'static str,
    /// What it takes, after "takes".
    pub takes: &'static str,
    /// A line as a file has it.
    pub example: &'static str,
    /// The form of its value.
    pub form: Form,
    /// Whether every table that may have the key must have it.
    pub is_required: bool,
}

/// The form of a key's value, where a value of another form shows what was meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    /// Any string.
    Text,
    /// A string of a certain form.
    Word,
    /// A type expression.
    Type,
    /// `true` or `false`.
    Switch,
    /// A number without a fraction.
    Count,
    /// A number, in quotes or not.
    Number,
    /// A list of strings.
    Texts,
    /// Any value.
    Any,
    /// A table, in place.
    Table,
    /// A table below a header of its own, as often as there is one.
    Tables,
}

/// A key that may be left out.
pub const fn key(name: &'static str, form: Form, takes: &'static str, example: &'static str) -> Key {
    Key { name, takes, example, form, is_required: false }
}

/// A key that every table that may have it must have.
pub const fn required(name: &'static str, form: Form, takes: &'static str, example: &'static str) -> Key {
    Key { is_required: true, ..key(name, form, takes, example) }
}

/// Every key of the language.
pub(crate) const KEYS: &[Key] = &[
    key("aliases", Form::Texts, "a list of strings", r#"aliases = ["old_name"]"#),
    required("at", Form::Word, "a JSON Pointer in quotes", r#"at = "/order/status""#),
    key("blank", Form::Switch, "`true` or `false`", "blank = true"),
    key("closed", Form::Switch, "`true` or `false`", "closed = true"),
    key("const", Form::Any, "a string, an integer or a boolean", r#"const = "charge""#),
    key("default", Form::Any, "any value", "default = 0"),
    key("deprecated", Form::Table, "a table", r#"deprecated = { since = "1.2.0", use = "other_name" }"#),
    key("doc", Form::Text, "a string", r#"doc = "What it means.""#),
    key("docs", Form::Word, "`\"optional\"` or `\"required\"`", r#"docs = "required""#),
    key("event", Form::Tables, "tables", "[[event]]"),
    key("evidence", Form::Word, "`\"documented\"`, `\"sampled\"` or `\"inferred\"`", r#"evidence = "sampled""#),
    key("example", Form::Any, "any value", "example = 849.54"),
    key("field", Form::Tables, "tables", "[[field]]"),
    key("ident", Form::Word, "a name in snake_case, in quotes", r#"ident = "other_name""#),
    key("include", Form::Texts, "a list of names of groups and types", r#"include = ["common"]"#),
    key("license", Form::Word, "an SPDX expression in quotes", r#"license = "MIT""#),
    key("lint", Form::Table, "a table", r#"lint.docs = "required""#),
    key("max_items", Form::Count, "a whole number from 0 to 1000000", "max_items = 100"),
    key("max_length", Form::Count, "a whole number from 0 to 1000000", "max_length = 255"),
    key("maximum", Form::Number, "a number", "maximum = 100"),
    key("min_items", Form::Count, "a whole number from 0 to 100", "min_items = 1"),
    key("min_length", Form::Count, "a whole number from 0 to 1000000", "min_length = 1"),
    key("minimum", Form::Number, "a number", "minimum = 0"),
    key("multiple_of", Form::Number, "a number above 0", "multiple_of = 0.01"),
    required("name", Form::Word, "a name in quotes", r#"name = "order_create""#),
    key("nullable", Form::Switch, "`true` or `false`", "nullable = true"),
    key("package", Form::Table, "tables with a `version`", r#"package.rust-strict.version = "2.0.0""#),
    key("pattern", Form::Text, "a regular expression in quotes", r#"pattern = "^[A-Z]{3}$""#),
    key("refine", Form::Tables, "tables", "[[refine]]"),
    key("required", Form::Switch, "`true` or `false`", "required = true"),
    key("reserved", Form::Texts, "a list of strings", r#"reserved = ["old_name"]"#),
    key("rest", Form::Type, "a type in quotes, or `false`", r#"rest = "any""#),
    key("schema_base", Form::Word, "a URI in quotes", r#"schema_base = "https://example.com/schemas/""#),
    key("self_contained_schemas", Form::Switch, "`true` or `false`", "self_contained_schemas = true"),
    key("since", Form::Word, "a version in quotes", r#"since = "1.2.0""#),
    key("source", Form::Text, "a string", r#"source = "https://example.com/article""#),
    key("sunset", Form::Word, "a date in quotes", r#"sunset = "2027-01-31""#),
    required("title", Form::Text, "a string", r#"title = "Order events""#),
    required("type", Form::Type, "a type in quotes", r#"type = "string""#),
    key("unstable", Form::Switch, "`true` or `false`", "unstable = true"),
    key("use", Form::Text, "a string", r#"use = "other_name""#),
    required("value", Form::Any, "a string or an integer", r#"value = "open""#),
    key(
        "values",
        Form::Texts,
        "a list of strings or integers, or of tables with `value` and `doc`",
        r#"values = ["open", "closed"]"#,
    ),
    required("version", Form::Word, "a version in quotes", r#"version = "1.4.0""#),
];

/// The names of all keys.
pub fn key_names() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|key| key.name)
}

/// The key of a name.
pub(crate) fn find(keys: &'static [Key], name: &str) -> Option<&'static Key> {
    keys.iter().find(|key| key.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use schemars::schema_for;
    use serde_json::Value;

    use super::*;
    use crate::delivery::{DELIVERY_KEYS, DeliveryFile};
    use crate::spec::{CatalogFile, GroupFile, PayloadFile, TypeFile};

    fn names<'a>(schema: &'a Value, names: &mut BTreeSet<&'a str>) {
        match schema {
            Value::Object(members) => {
                let properties = members.get("properties").and_then(Value::as_object);
                names.extend(properties.into_iter().flat_map(|properties| properties.keys().map(String::as_str)));
                members.values().for_each(|value| self::names(value, names));
            }
            Value::Array(items) => items.iter().for_each(|item| self::names(item, names)),
            _ => {}
        }
    }

    #[test]
    fn every_key_of_the_language_is_here() {
        let files = [schema_for!(CatalogFile), schema_for!(GroupFile), schema_for!(PayloadFile), schema_for!(TypeFile)];
        let files = files.map(Value::from);
        let mut of_the_language = BTreeSet::new();
        files.iter().for_each(|file| names(file, &mut of_the_language));
        assert_eq!(KEYS.iter().map(|key| key.name).collect::<BTreeSet<_>>(), of_the_language);
        let delivery = Value::from(schema_for!(DeliveryFile));
        let mut of_deliveries = BTreeSet::new();
        names(&delivery, &mut of_deliveries);
        assert_eq!(DELIVERY_KEYS.iter().map(|key| key.name).collect::<BTreeSet<_>>(), of_deliveries);
    }

    #[test]
    fn every_example_is_of_its_key() {
        for key in KEYS.iter().chain(DELIVERY_KEYS) {
            let line: toml::Table = key.example.parse().unwrap();
            assert_eq!(line.keys().collect::<Vec<_>>(), [key.name]);
        }
    }
}
