//! The files of a specification, as they are written: the structs that parse them and, through
//! schemars, the JSON Schema that editors check them with. Meaning is given to them in `resolve`.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use crate::literal::Literal;

/// `catalog.toml`: the catalogue as a whole.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CatalogFile {
    /// Package name of the generated SDKs, in kebab case: `nector-events`.
    pub name: At<String>,
    /// Title for people.
    pub title: String,
    /// Version of the specification and of the generated packages: `1.4.0`.
    pub version: At<String>,
    /// What the catalogue covers, in Markdown.
    pub doc: Option<At<String>>,
    /// Source of the facts, such as the URL of the vendor's article.
    pub source: Option<String>,
    /// Base of the `$id` of every emitted schema. Default: `https://schemas.invalid/<name>/`.
    pub schema_base: Option<At<String>>,
    /// Whether the schema of an event repeats the types that it uses, so that it needs no other file. Default: `false`.
    #[serde(default)]
    pub self_contained_schemas: bool,
    /// SPDX licence expression of the generated packages. Default: `UNLICENSED`.
    pub license: Option<String>,
    /// Packages with a version of their own, by name.
    #[serde(default)]
    pub package: BTreeMap<At<String>, PackageSpec>,
    /// What the specification demands of itself.
    #[serde(default)]
    pub lint: LintSpec,
    /// Type of the members that no field lists, in every object that is not `closed` and has no `rest` of its own.
    pub rest: Option<At<RestSpec>>,
}

/// What a specification demands of itself: a key for each lint.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LintSpec {
    /// Whether everything must have a `doc`. Default: `optional`.
    #[serde(default)]
    pub docs: DocsLint,
}

/// Whether everything must have a `doc`.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DocsLint {
    /// A `doc` may be missing.
    #[default]
    Optional,
    /// A missing `doc` is a finding.
    Required,
}

/// What one of the generated packages has for itself.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PackageSpec {
    /// Version of this package: `2.0.0`. The others have the version of the specification.
    pub version: At<String>,
}

/// `groups/<group>.toml`: fields that several payloads share.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupFile {
    /// What the fields have in common.
    pub doc: Option<At<String>>,
    /// Keys that no field may have again: they were removed.
    #[serde(default)]
    pub reserved: Vec<At<String>>,
    /// Groups whose fields come before these.
    #[serde(default)]
    pub include: Vec<At<String>>,
    /// Evidence of fields without their own. Default: `documented`.
    pub evidence: Option<EvidenceSpec>,
    /// The fields, in the order they are sent.
    #[serde(default)]
    pub field: Vec<At<FieldSpec>>,
}

/// `events/<payload>.toml`: one payload shape and the events that carry it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PayloadFile {
    /// What the payload describes.
    pub doc: Option<At<String>>,
    /// Keys that no field may have again: they were removed.
    #[serde(default)]
    pub reserved: Vec<At<String>>,
    /// Groups and types whose fields come before the payload's own, in order.
    #[serde(default)]
    pub include: Vec<At<String>>,
    /// Whether the source documents that no other field is ever sent.
    #[serde(default)]
    pub closed: bool,
    /// Type of the members that no field lists; `false` if that of the catalogue does not hold here.
    pub rest: Option<At<RestSpec>>,
    /// Evidence of fields without their own. Default: `documented`.
    pub evidence: Option<EvidenceSpec>,
    /// The events that carry this payload.
    #[serde(default)]
    pub event: Vec<At<EventSpec>>,
    /// Included fields, or fields of objects inside, narrowed.
    #[serde(default)]
    pub refine: Vec<At<RefineSpec>>,
    /// The payload's own fields, in the order they are sent.
    #[serde(default)]
    pub field: Vec<At<FieldSpec>>,
}

/// `types/<type>.toml`: a named object (`[[field]]`), enum (`values`), union or alias (`type`).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TypeFile {
    /// What the type describes.
    pub doc: Option<At<String>>,
    /// Keys that no field may have again: they were removed.
    #[serde(default)]
    pub reserved: Vec<At<String>>,
    /// Whether the source documents that no other member or value is ever sent.
    #[serde(default)]
    pub closed: bool,
    /// Of an object: type of the members that no field lists; `false` if that of the catalogue does not hold here.
    pub rest: Option<At<RestSpec>>,
    /// Evidence of fields without their own. Default: `documented`.
    pub evidence: Option<EvidenceSpec>,
    /// An object: groups and types whose fields come before its own, in order.
    #[serde(default)]
    pub include: Vec<At<String>>,
    /// An object: included fields, or fields of objects inside, narrowed.
    #[serde(default)]
    pub refine: Vec<At<RefineSpec>>,
    /// An object: its members.
    pub field: Option<Vec<At<FieldSpec>>>,
    /// An enum: its known values, strings or integers.
    pub values: Option<At<Vec<At<ValueSpec>>>>,
    /// A union: its alternatives, such as `"card | bank_transfer"`; or an alias: what it is another name for, such as `"string"`.
    #[serde(rename = "type")]
    #[schemars(rename = "type")]
    pub ty: Option<At<String>>,
    /// Of an alias: a value as sent. Quote a number whose digits TOML would not keep.
    pub example: Option<ExampleSpec>,
    /// Of an alias: minimum number of characters of a `string`.
    pub min_length: Option<At<u32>>,
    /// Of an alias: maximum number of characters of a `string`.
    pub max_length: Option<At<u32>>,
    /// Of an alias: a regular expression that a `string` matches, with anchors, groups, alternatives, repetitions and classes in brackets.
    pub pattern: Option<At<String>>,
    /// Of an alias: smallest value of a `number` or `integer`. Quote a number whose digits TOML would not keep.
    pub minimum: Option<BoundSpec>,
    /// Of an alias: greatest value of a `number` or `integer`. Quote a number whose digits TOML would not keep.
    pub maximum: Option<BoundSpec>,
    /// Of an alias: what a `number` or `integer` is a multiple of, in decimals, such as `0.01`.
    pub multiple_of: Option<BoundSpec>,
    /// Of an alias: minimum number of items of a `list<T>`.
    pub min_items: Option<At<u32>>,
    /// Of an alias: maximum number of items of a `list<T>`.
    pub max_items: Option<At<u32>>,
}

/// One event type.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventSpec {
    /// The name on the wire, exactly as sent.
    pub name: At<String>,
    /// When it fires.
    pub doc: Option<At<String>>,
    /// Other names seen on the wire.
    #[serde(default)]
    pub aliases: Vec<At<String>>,
    /// Identifier in generated code, if that of the name is taken.
    pub ident: Option<At<String>>,
    /// Set when the event should no longer be relied on.
    pub deprecated: Option<DeprecatedSpec>,
    /// Version of the specification that introduced it.
    pub since: Option<At<String>>,
    /// Whether it may change in any version: no change of it fails `diff`.
    #[serde(default)]
    pub unstable: bool,
    /// Fields of the payload, or of objects inside, that are narrower in this event.
    #[serde(default)]
    pub refine: Vec<At<RefineSpec>>,
}

/// One member of a JSON object.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldSpec {
    /// The key on the wire, literal: `"meta.coin_spent"` is one key that contains a dot.
    pub name: At<String>,
    /// `string`, `number`, `integer`, `boolean`, `timestamp`, `timestamp(unix)`, `timestamp(unix_ms)`, `timestamp(rfc2822)`, `date`, `uuid`, `uri`,
    /// `email`, `null`, `any`, `text<T>`, `timestamp(YYYY-MM-DD hh:mm:ssZ)`, `datetime(YYYY-MM-DD hh:mm:ss)` and `date(DD-MM-YYYY)` with any order and
    /// separators, a name from `types/`, `object`, `list<T>`, `map<T>`, or alternatives separated by `|`.
    #[serde(rename = "type")]
    #[schemars(rename = "type")]
    pub ty: At<String>,
    /// What it means, in Markdown.
    pub doc: Option<At<String>>,
    /// A value as sent. Quote a number whose digits TOML would not keep.
    pub example: Option<ExampleSpec>,
    /// Whether the source documents that it is always sent.
    #[serde(default)]
    pub required: bool,
    /// Whether it may be `null`.
    #[serde(default)]
    pub nullable: bool,
    /// Whether it may be `""`, meaning no value.
    #[serde(default)]
    pub blank: bool,
    /// Known values of a `string` or `integer`, which makes it an enum.
    pub values: Option<At<Vec<At<ValueSpec>>>>,
    /// The only value of a `string`, `integer` or `boolean`.
    #[serde(rename = "const")]
    #[schemars(rename = "const")]
    pub constant: Option<At<Literal>>,
    /// With `values`, or of an `object`: whether the source documents that no other value or member is ever sent.
    #[serde(default)]
    pub closed: bool,
    /// Of an `object`: its members.
    pub field: Option<Vec<At<FieldSpec>>>,
    /// Of an `object`: keys that no member may have again; they were removed.
    #[serde(default)]
    pub reserved: Vec<At<String>>,
    /// Of an `object`: type of the members that no field lists; `false` if that of the catalogue does not hold here.
    pub rest: Option<At<RestSpec>>,
    /// What the pattern of a date was until it became a part of the type; read only to say so.
    #[schemars(skip)]
    pub format: Option<At<String>>,
    /// Minimum number of characters of a `string`.
    pub min_length: Option<At<u32>>,
    /// Maximum number of characters of a `string`.
    pub max_length: Option<At<u32>>,
    /// A regular expression that a `string` matches: anchors, groups, alternatives, repetitions and classes in brackets.
    pub pattern: Option<At<String>>,
    /// Smallest value of a `number` or `integer`. Quote a number whose digits TOML would not keep.
    pub minimum: Option<BoundSpec>,
    /// Greatest value of a `number` or `integer`. Quote a number whose digits TOML would not keep.
    pub maximum: Option<BoundSpec>,
    /// What a `number` or `integer` is a multiple of, in decimals: `0.01`.
    pub multiple_of: Option<BoundSpec>,
    /// Minimum number of items of a `list<T>`.
    pub min_items: Option<At<u32>>,
    /// Maximum number of items of a `list<T>`.
    pub max_items: Option<At<u32>>,
    /// What an absent field means, if the source says so. Quote a number whose digits TOML would not keep.
    pub default: Option<ExampleSpec>,
    /// Other keys seen for the same value.
    #[serde(default)]
    pub aliases: Vec<At<String>>,
    /// Identifier in generated code, if that of the name is taken.
    pub ident: Option<At<String>>,
    /// Set when the field should no longer be relied on.
    pub deprecated: Option<DeprecatedSpec>,
    /// Version of the specification that introduced it.
    pub since: Option<At<String>>,
    /// Evidence for the type, and for the members of an `object` that state none. Default: that of the file.
    pub evidence: Option<EvidenceSpec>,
}

impl<'de> Deserialize<'de> for Literal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LiteralVisitor)
    }
}

impl JsonSchema for Literal {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Literal".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": ["string", "integer", "boolean"] })
    }
}

/// Takes strings, integers and booleans.
struct LiteralVisitor;

impl Visitor<'_> for LiteralVisitor {
    type Value = Literal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string, an integer or a boolean")
    }

    fn visit_str<E>(self, text: &str) -> Result<Literal, E> {
        Ok(Literal::Text(text.to_owned()))
    }

    fn visit_i64<E>(self, integer: i64) -> Result<Literal, E> {
        Ok(Literal::Integer(integer))
    }

    fn visit_bool<E>(self, boolean: bool) -> Result<Literal, E> {
        Ok(Literal::Boolean(boolean))
    }
}

/// What narrows a field that is defined elsewhere: each key but `at` says what is different here.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefineSpec {
    /// The field, as a JSON Pointer through objects: `/order/status`.
    pub at: At<String>,
    /// A narrower type.
    #[serde(rename = "type")]
    #[schemars(rename = "type")]
    pub ty: Option<At<String>>,
    /// `true` if it is always sent here.
    pub required: Option<At<bool>>,
    /// `false` if it is never `null` here.
    pub nullable: Option<At<bool>>,
    /// `false` if it is never `""` here.
    pub blank: Option<At<bool>>,
    /// Some of the values of an enum, or known values of a `string` or an `integer`.
    pub values: Option<At<Vec<At<ValueSpec>>>>,
    /// The one value that it has here.
    #[serde(rename = "const")]
    #[schemars(rename = "const")]
    pub constant: Option<At<Literal>>,
    /// What it means here, in Markdown.
    pub doc: Option<At<String>>,
    /// A value as sent. Quote a number whose digits TOML would not keep.
    pub example: Option<ExampleSpec>,
}

/// One known value of an enum: the value alone, or with its meaning.
#[derive(Debug, JsonSchema)]
#[serde(untagged)]
pub(crate) enum ValueSpec {
    /// The value on the wire.
    Plain(Literal),
    /// The value on the wire with its meaning.
    Documented(DocumentedValue),
}

impl<'de> Deserialize<'de> for ValueSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

/// Distinguishes the two forms by their TOML type, so that a mistake is reported where it is.
struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = ValueSpec;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or a table")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<ValueSpec, E> {
        LiteralVisitor.visit_str(text).map(ValueSpec::Plain)
    }

    fn visit_i64<E: serde::de::Error>(self, integer: i64) -> Result<ValueSpec, E> {
        LiteralVisitor.visit_i64(integer).map(ValueSpec::Plain)
    }

    fn visit_bool<E: serde::de::Error>(self, boolean: bool) -> Result<ValueSpec, E> {
        LiteralVisitor.visit_bool(boolean).map(ValueSpec::Plain)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ValueSpec, A::Error> {
        DocumentedValue::deserialize(MapAccessDeserializer::new(map)).map(ValueSpec::Documented)
    }
}

/// A value with its meaning.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentedValue {
    /// The value on the wire.
    pub value: Literal,
    /// What it means.
    pub doc: Option<At<String>>,
    /// Identifier in generated code, if that of the value is taken.
    pub ident: Option<String>,
}

/// The value of `rest`: a type for the members that no field lists, or `false`.
#[derive(Debug)]
pub(crate) enum RestSpec {
    /// `false`.
    Off,
    /// A type, or one with `?` behind it.
    Type(String),
}

impl<'de> Deserialize<'de> for RestSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RestVisitor)
    }
}

impl JsonSchema for RestSpec {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Rest".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "anyOf": [{ "const": false }, { "type": "string" }] })
    }
}

/// Takes `false` and strings.
struct RestVisitor;

impl Visitor<'_> for RestVisitor {
    type Value = RestSpec;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a type in quotes, or `false`")
    }

    fn visit_bool<E: serde::de::Error>(self, is_on: bool) -> Result<RestSpec, E> {
        if is_on { Err(E::invalid_value(Unexpected::Bool(true), &self)) } else { Ok(RestSpec::Off) }
    }

    fn visit_str<E>(self, ty: &str) -> Result<RestSpec, E> {
        Ok(RestSpec::Type(ty.to_owned()))
    }
}

/// A deprecation: since when, until when, and what to use instead.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeprecatedSpec {
    /// Version of the specification that deprecated it.
    pub since: Option<At<String>>,
    /// What to use instead.
    #[serde(rename = "use")]
    #[schemars(rename = "use")]
    pub instead: Option<String>,
    /// The date (`YYYY-MM-DD`) after which it may be removed.
    pub sunset: Option<At<String>>,
}

/// Evidence for a type.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum EvidenceSpec {
    /// The source states it.
    Documented,
    /// The source, or captured traffic, shows a value of it.
    Sampled,
    /// Inferred from a similar field or the name.
    Inferred,
}

/// A value with the byte range it has in its file.
#[derive(Clone, Debug)]
pub(crate) struct At<T> {
    pub value: T,
    pub span: Range<usize>,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = toml::Spanned::<T>::deserialize(deserializer)?;
        let span = spanned.span();
        Ok(Self { value: spanned.into_inner(), span })
    }
}

/// By the value, wherever it stands: what keys of a table need.
impl<T: Ord> Ord for At<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<T: Ord> PartialOrd for At<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: PartialEq> PartialEq for At<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for At<T> {}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// An example: any TOML value, with its place so that its text can be read digit by digit.
#[derive(Debug)]
pub(crate) struct ExampleSpec(pub At<toml::Value>);

impl<'de> Deserialize<'de> for ExampleSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        At::deserialize(deserializer).map(Self)
    }
}

impl JsonSchema for ExampleSpec {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Example".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        Schema::from(true)
    }
}

/// A bound of numbers, with its place so that its text can be read digit by digit.
#[derive(Debug)]
pub(crate) struct BoundSpec(pub At<toml::Value>);

impl<'de> Deserialize<'de> for BoundSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bound = At::<toml::Value>::deserialize(deserializer)?;
        match &bound.value {
            toml::Value::Integer(_) | toml::Value::String(_) => Ok(Self(bound)),
            toml::Value::Float(number) if number.is_finite() => Ok(Self(bound)),
            _ => Err(serde::de::Error::custom("expected a number")),
        }
    }
}

impl JsonSchema for BoundSpec {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Bound".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": ["number", "string"] })
    }
}
