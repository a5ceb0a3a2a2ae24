//! The resolved model: what every target is emitted from. Plain data, no parser types.
//!
//! Texts (names, documentation, examples, enum values) are kept exactly as the specification has
//! them. A target writes them only through the escaping writer of the context they land in.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::constraints::Constraints;
use crate::delivery::{Delivery, Pointer};
use crate::docs::Doc;
use crate::ident::Ident;
use crate::literal::{Literal, LiteralKind, Values};
use crate::place::Place;
use crate::requests::SampleRequest;
use crate::scalar::{JsonType, Scalar};

/// License files beside `catalog.toml`.
pub(crate) const LICENSE_FILES: [&str; 6] =
    ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT", "LICENSE.md", "LICENSE.txt", "NOTICE"];

/// What changed from version to version, beside `catalog.toml`.
pub(crate) const CHANGELOG_FILE: &str = "CHANGELOG.md";

/// Everything a specification directory says, resolved and checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalog {
    /// Package name of the generated SDKs, as `nector-events`.
    pub name: String,
    /// A title for people.
    pub title: String,
    /// Version of the specification, and of the packages generated from it that have none of their own (semver).
    pub version: String,
    /// Where the version is written.
    pub version_place: Place,
    /// The packages that have a version of their own, by name.
    pub packages: Vec<PackageVersion>,
    /// What the catalogue covers, in Markdown.
    pub doc: Option<Doc>,
    /// Where the facts come from, for instance the address of the vendor's article.
    pub source: Option<String>,
    /// Base of the `$id` of every emitted schema; ends with `/`.
    pub schema_base: String,
    /// Whether the schema of an event repeats the types that it uses, so that it needs no other file.
    pub self_contained_schemas: bool,
    /// SPDX licence expression of the generated packages.
    pub license: String,
    /// Texts of the licence, which go into every package: file name and text.
    pub license_files: Vec<(&'static str, String)>,
    /// What changed from version to version, in Markdown.
    pub changelog: Option<String>,
    /// Shared field groups, by file name.
    pub groups: Vec<Group>,
    /// Named types, by file name; then those that fields define in place.
    pub types: Vec<TypeDef>,
    /// Payload shapes, by file name.
    pub payloads: Vec<Payload>,
    /// Sample payloads, by event and file name.
    pub samples: Vec<Sample>,
    /// Samples of whole requests, by delivery and file name.
    pub requests: Vec<SampleRequest>,
    /// Payloads that depart from the specification, by event and file name.
    pub departing: Vec<Departing>,
    /// How requests become events, by file name.
    pub deliveries: Vec<Delivery>,
}

impl Catalog {
    /// The version of a package that a target generates.
    pub fn version_of(&self, package: &str) -> &str {
        self.own_version(package).map_or(&self.version, |own| &own.version)
    }

    /// The version that a package has for itself.
    pub fn own_version(&self, package: &str) -> Option<&PackageVersion> {
        self.packages.iter().find(|own| own.package == package)
    }
}

/// The version of a package that does not have that of the specification.
#[derive(Clone, Debug, PartialEq)]
pub struct PackageVersion {
    /// The name of the package, as `rust-strict`.
    pub package: String,
    /// Its version (semver).
    pub version: String,
    /// Where the version is written.
    pub place: Place,
}

/// Fields that several payloads share.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// File name without its ending.
    pub name: String,
    /// Identifier in generated code.
    pub ident: Ident,
    /// What the fields have in common.
    pub doc: Option<Doc>,
    /// The fields, in the order of the specification.
    pub fields: Vec<Field>,
    /// Keys that no field may have again.
    pub reserved: Vec<ReservedKey>,
    /// Where it is defined.
    pub place: Place,
}

/// A key that was removed and must not come back with another meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct ReservedKey {
    /// The key on the wire.
    pub name: String,
    /// Where it is reserved.
    pub place: Place,
}

/// One payload shape and the events that carry it.
#[derive(Clone, Debug, PartialEq)]
pub struct Payload {
    /// File name without its ending.
    pub name: String,
    /// Identifier in generated code.
    pub ident: Ident,
    /// What the payload describes.
    pub doc: Option<Doc>,
    /// Included groups, in order; their fields come before the payload's own.
    pub groups: Vec<GroupId>,
    /// The fields of its groups that are narrower in this payload, by name.
    pub refined: BTreeMap<String, Field>,
    /// The fields of included types, in order, then the payload's own.
    pub fields: Vec<Field>,
    /// Keys that no field may have again, besides those that are reserved in its groups.
    pub reserved: Vec<ReservedKey>,
    /// The events that carry this payload.
    pub events: Vec<Event>,
    /// How members that no field lists are treated.
    pub unlisted: Unlisted,
    /// The payload that this one is with some fields narrowed for its only event.
    pub refines: Option<String>,
    /// Where it is defined.
    pub place: Place,
}

impl Payload {
    /// Where it always holds a part of the name of its event.
    pub fn name_places(&self) -> &[NamePlace] {
        // Several events share a payload only if nothing of it is narrowed.
        self.events.first().map_or(&[], |event| &event.name_places)
    }

    /// The fields of a group that it includes, as they are in this payload.
    pub fn of_group<'a>(&'a self, group: &'a Group) -> impl Iterator<Item = &'a Field> {
        group.fields.iter().map(|field| self.refined.get(&field.name).unwrap_or(field))
    }

    /// Whether some field of a group is narrower in this payload.
    pub fn narrows(&self, group: &Group) -> bool {
        !self.refined.is_empty() && group.fields.iter().any(|field| self.refined.contains_key(&field.name))
    }
}

/// One event type.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The name on the wire.
    pub name: String,
    /// Identifier in generated code.
    pub ident: Ident,
    /// Other names seen on the wire.
    pub aliases: Vec<String>,
    /// When it fires.
    pub doc: Option<Doc>,
    /// Set when the event should no longer be relied on.
    pub deprecated: Option<Deprecation>,
    /// Version of the specification that introduced it.
    pub since: Option<String>,
    /// Whether it may change in any version.
    pub unstable: bool,
    /// Where its payload always holds a part of its name, as every delivery composes that; its payload is narrowed to it.
    pub name_places: Vec<NamePlace>,
    /// Where it is defined.
    pub place: Place,
}

/// A place of a payload that always holds a part of the event's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePlace {
    /// Where it is.
    pub pointer: Pointer,
    /// What is there if the event is sent under an alias.
    pub aliases: Vec<Literal>,
}

impl Event {
    /// Its name, then its aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }
}

/// One member of a JSON object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The key on the wire, literal: a dot in it is a dot.
    pub name: String,
    /// Identifier in generated code.
    pub ident: Ident,
    /// Type of its value.
    pub ty: Type,
    /// What it means.
    pub doc: Option<Doc>,
    /// A sample value.
    pub example: Option<Json>,
    /// Constraints on its value beyond the type; those of the type, if that is an alias.
    pub constraints: Constraints,
    /// What it means that the field is absent. Nothing puts it in.
    pub default: Option<Json>,
    /// Documented as always sent.
    pub required: bool,
    /// May be `null`.
    pub nullable: bool,
    /// May be `""` with the meaning "no value".
    pub blank: bool,
    /// Other keys seen for the same value.
    pub aliases: Vec<String>,
    /// Set when the field should no longer be relied on.
    pub deprecated: Option<Deprecation>,
    /// Version of the specification that introduced it.
    pub since: Option<String>,
    /// How sure the type is.
    pub evidence: Evidence,
    /// Where it is defined.
    pub place: Place,
}

impl Field {
    /// The type that a value of it that is neither `null` nor blank has at least one value of: its own, or that of the items of a list
    /// that has some.
    pub fn held(&self) -> &Type {
        self.repeated().map_or(&self.ty, |(item, _)| item)
    }

    /// What a value of it has several of at least, and how many: of a list whose type is written out. An alias says it of itself.
    pub fn repeated(&self) -> Option<(&Type, u32)> {
        match &self.ty {
            Type::List(item) => Some((item, self.constraints.min_items?)),
            Type::Scalar(_) | Type::Named(_) | Type::Alias(..) | Type::Map(_) | Type::Nullable(_) => None,
        }
    }

    /// The type that every object with this field has a value of: not where it may be left out, `null` or blank.
    pub fn always_held(&self) -> Option<&Type> {
        (self.required && !self.nullable && !self.blank).then(|| self.held())
    }
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// A built-in type without parts.
    Scalar(Scalar),
    /// A named type with values of its own: an object, an enum or a union.
    Named(TypeId),
    /// Another name for a type, and that type. What is asked of an alias is asked of what it stands for; only its constraints are looked
    /// up under its name.
    Alias(TypeId, Box<Type>),
    /// An array whose items are of one type.
    List(Box<Type>),
    /// An object whose keys are data and whose values are of one type.
    Map(Box<Type>),
    /// What is in a list or map and may be `null` there; nowhere else, and never within itself.
    Nullable(Box<Type>),
}

// Questions about a type that have one answer for all but one of its kinds. They are here, and list every kind, so that nobody needs
// a wildcard elsewhere.
impl Type {
    /// The scalar, if it is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match self {
            Self::Scalar(scalar) => Some(scalar),
            Self::Alias(_, ty) => ty.scalar(),
            Self::Named(_) | Self::List(_) | Self::Map(_) | Self::Nullable(_) => None,
        }
    }

    /// What a map has values of.
    pub fn value(&self) -> Option<&Self> {
        match self {
            Self::Map(value) => Some(value),
            Self::Alias(_, ty) => ty.value(),
            Self::Scalar(_) | Self::List(_) | Self::Named(_) | Self::Nullable(_) => None,
        }
    }

    /// What is in a list.
    pub fn item(&self) -> Option<&Self> {
        match self {
            Self::List(item) => Some(item),
            Self::Alias(_, ty) => ty.item(),
            Self::Scalar(_) | Self::Map(_) | Self::Named(_) | Self::Nullable(_) => None,
        }
    }

    /// The object, enum or union, if it is one.
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::Alias(_, ty) => ty.named(),
            Self::Scalar(_) | Self::List(_) | Self::Map(_) | Self::Nullable(_) => None,
        }
    }

    /// The name that it is written under, be it that of an alias.
    pub fn name(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) | Self::Alias(id, _) => Some(*id),
            Self::Scalar(_) | Self::List(_) | Self::Map(_) | Self::Nullable(_) => None,
        }
    }

    /// What it is under all its names.
    pub fn target(&self) -> &Self {
        match self {
            Self::Alias(_, ty) => ty.target(),
            ty @ (Self::Scalar(_) | Self::Named(_) | Self::List(_) | Self::Map(_) | Self::Nullable(_)) => ty,
        }
    }

    /// How many levels it has: names of aliases, lists, maps, and what is in them.
    pub(crate) fn levels(&self) -> usize {
        match self {
            Self::Alias(_, inner) | Self::List(inner) | Self::Map(inner) => 1 + inner.levels(),
            Self::Nullable(inner) => inner.levels(),
            Self::Scalar(_) | Self::Named(_) => 1,
        }
    }

    /// The alias, if it is one.
    pub fn alias(&self) -> Option<TypeId> {
        match self {
            Self::Alias(id, _) => Some(*id),
            Self::Named(_) | Self::Scalar(_) | Self::List(_) | Self::Map(_) | Self::Nullable(_) => None,
        }
    }

    /// The type of the values that are not `null`, and whether there may be `null` beside them.
    pub fn without_null(&self) -> (&Self, bool) {
        match self {
            Self::Nullable(inner) => (inner, true),
            ty @ (Self::Scalar(_) | Self::Named(_) | Self::Alias(..) | Self::List(_) | Self::Map(_)) => (ty, false),
        }
    }

    /// The name that it is written under, or that of its items or values.
    pub fn innermost_named(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) | Self::Alias(id, _) => Some(*id),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.innermost_named(),
            Self::Scalar(_) => None,
        }
    }

    /// Whether `null` is a value of it, rather than the lack of one.
    pub fn takes_null(&self) -> bool {
        self.is_any() || self.is_null()
    }

    /// Whether it takes `null` and nothing else.
    pub fn is_null(&self) -> bool {
        self.scalar().is_some_and(|scalar| scalar.row().json == JsonType::Null)
    }

    /// Whether it takes any JSON value.
    pub fn is_any(&self) -> bool {
        self.scalar().is_some_and(|scalar| scalar.row().json == JsonType::Any)
    }
}

/// Index into [`Catalog::groups`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub usize);

/// Index into [`Catalog::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// A type with a name of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// File name without its ending, or `<owner>_<field>` for a type defined in place.
    pub name: String,
    /// Identifier in generated code.
    pub ident: Ident,
    /// What it describes.
    pub doc: Option<Doc>,
    /// What it is.
    pub kind: TypeKind,
    /// Keys that no member of an object may have again.
    pub reserved: Vec<ReservedKey>,
    /// The object that this one is with some fields narrowed.
    pub refines: Option<TypeId>,
    /// Whether a refinement of an event made it, so that only the payload of that event has it.
    pub of_event: bool,
    /// Where it is defined.
    pub place: Place,
}

impl TypeDef {
    /// Whether a field defines it, not a file in `types/`. Its documentation is that of the field.
    pub fn is_in_place(&self) -> bool {
        !self.place.file().starts_with("types/") || self.place.file() != format!("types/{}.toml", self.name)
    }
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// A JSON object with known members.
    Object {
        /// Its members, in the order of the specification: those of what it includes come before its own.
        fields: Vec<Field>,
        /// How members that no field lists are treated.
        unlisted: Unlisted,
    },
    /// A string, integer or boolean out of a set of known ones; a constant is a closed set of one.
    Enum {
        /// The known values.
        values: Values,
        /// Whether the source documents that no other value is ever sent.
        closed: bool,
    },
    /// A value of one of several types, tried in order.
    Union(Vec<Variant>),
    /// Another name for a type, with its constraints: a field that every value of it is one of.
    Alias(Box<Field>),
}

impl TypeKind {
    /// The members, if it is an object.
    pub fn fields(&self) -> Option<&[Field]> {
        match self {
            Self::Object { fields, .. } => Some(fields),
            Self::Enum { .. } | Self::Union(_) | Self::Alias(_) => None,
        }
    }

    /// How members that no field lists are treated, if it is an object.
    pub fn unlisted(&self) -> Option<&Unlisted> {
        match self {
            Self::Object { unlisted, .. } => Some(unlisted),
            Self::Enum { .. } | Self::Union(_) | Self::Alias(_) => None,
        }
    }

    /// The known values, if it is an enum.
    pub fn values(&self) -> Option<&[EnumValue]> {
        match self {
            Self::Enum { values, .. } => Some(values),
            Self::Object { .. } | Self::Union(_) | Self::Alias(_) => None,
        }
    }

    /// What the values of an enum are, if it is one.
    pub fn literals(&self) -> Option<LiteralKind> {
        match self {
            Self::Enum { values, .. } => Some(values.kind()),
            Self::Object { .. } | Self::Union(_) | Self::Alias(_) => None,
        }
    }

    /// The built-in type that values are read as in code where an enum has no type of its own: integers, and a boolean.
    pub fn read_as(&self) -> Option<Scalar> {
        match self.literals()? {
            LiteralKind::Text => None,
            kind @ (LiteralKind::Integer | LiteralKind::Boolean) => Some(kind.scalar()),
        }
    }

    /// Whether two types are of one kind, so that their parts can be compared.
    pub fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other) && self.literals() == other.literals()
    }

    /// The alternatives, if it is a union.
    pub fn alternatives(&self) -> Option<&[Variant]> {
        match self {
            Self::Union(variants) => Some(variants),
            Self::Object { .. } | Self::Enum { .. } | Self::Alias(_) => None,
        }
    }

    /// The field that every value is one of, if it is an alias.
    pub fn alias(&self) -> Option<&Field> {
        match self {
            Self::Alias(field) => Some(field),
            Self::Object { .. } | Self::Enum { .. } | Self::Union(_) => None,
        }
    }

    /// Whether the source documents that there are no other members or values; a union lists all there are, and an alias has none.
    pub fn is_closed(&self) -> bool {
        match self {
            Self::Object { unlisted, .. } => unlisted.is_closed(),
            Self::Enum { closed, .. } => *closed,
            Self::Union(_) | Self::Alias(_) => true,
        }
    }

    /// The types that it is made of.
    pub fn parts(&self) -> Vec<&Type> {
        let mut parts = self.declared();
        parts.extend(self.unlisted().and_then(Unlisted::rest).map(|rest| &rest.ty));
        parts
    }

    /// The types of its fields or alternatives, or that it is another name for.
    pub fn declared(&self) -> Vec<&Type> {
        match self {
            Self::Object { fields, .. } => fields.iter().map(|field| &field.ty).collect(),
            Self::Enum { .. } => Vec::new(),
            Self::Union(variants) => variants.iter().map(|variant| &variant.ty).collect(),
            Self::Alias(field) => vec![&field.ty],
        }
    }
}

/// How an object treats members that no field lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Unlisted {
    /// They are unknown: kept, and reported.
    #[default]
    Unknown,
    /// The source documents that there are none.
    Never,
    /// They have a type: that of a field whose name stands for every key that no field has.
    Rest(Box<Field>),
}

impl Unlisted {
    /// Whether the source documents that there are none.
    pub fn is_closed(&self) -> bool {
        match self {
            Self::Never => true,
            Self::Unknown | Self::Rest(_) => false,
        }
    }

    /// The field that stands for all of them, if they have a type. It is optional, and its name is a key that no field has.
    pub fn rest(&self) -> Option<&Field> {
        match self {
            Self::Rest(rest) => Some(rest),
            Self::Unknown | Self::Never => None,
        }
    }
}

/// One alternative of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Identifier in generated code, derived from the type.
    pub ident: Ident,
    /// Its type; never itself a union.
    pub ty: Type,
}

/// One known value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// The value on the wire.
    pub value: Literal,
    /// Identifier in generated code, where a value has one: a string.
    pub ident: Ident,
    /// What it means.
    pub doc: Option<Doc>,
    /// Where it is listed.
    pub place: Place,
}

/// How sure a type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// The source states it.
    Documented,
    /// The source, or captured traffic, shows a value of it.
    Sampled,
    /// Inferred from a similar field or the name.
    Inferred,
}

impl Evidence {
    /// The word used in specifications and generated output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Sampled => "sampled",
            Self::Inferred => "inferred",
        }
    }
}

/// Why, since when and until when something is on its way out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deprecation {
    /// Version of the specification that deprecated it.
    pub since: Option<String>,
    /// What to use instead.
    pub instead: Option<String>,
    /// The date (`YYYY-MM-DD`) after which it may be removed.
    pub sunset: Option<String>,
}

/// A JSON value as compact text, valid and with its digits as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json(pub(crate) String);

impl Json {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A payload that was sent, and departs from the specification.
#[derive(Clone, Debug, PartialEq)]
pub struct Departing {
    /// Wire name of its event.
    pub event: String,
    /// File name without its ending: what is special about it.
    pub name: String,
    /// The payload, as sent.
    pub text: String,
    /// Its deviations, in the order of the decode contract.
    pub deviations: Vec<StatedDeviation>,
}

/// A deviation as it is written beside a payload.
#[derive(Clone, Debug, PartialEq)]
pub struct StatedDeviation {
    /// The class.
    pub class: String,
    /// Where it is, as a JSON Pointer.
    pub path: String,
    /// What was seen there, as JSON text; nothing of a missing field.
    pub seen: Option<String>,
}

impl StatedDeviation {
    /// Class, path and what was seen.
    pub fn parts(&self) -> Vec<String> {
        [Some(&self.class), Some(&self.path), self.seen.as_ref()].into_iter().flatten().cloned().collect()
    }

    /// As a line of the file beside the payload.
    pub(crate) fn to_json(&self) -> String {
        serde_json::Value::from(self.parts()).to_string()
    }
}

/// A sample payload.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Wire name of its event.
    pub event: String,
    /// File name without its ending: what is special about it.
    pub name: String,
    /// The file's text, exact.
    pub text: String,
}

impl Catalog {
    /// The group behind an id.
    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.get(id.0)
    }

    /// The named type behind an id.
    pub fn type_def(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id.0)
    }

    /// Whether a type is a union.
    pub fn is_union(&self, ty: &Type) -> bool {
        self.kind(ty).is_some_and(|kind| kind.alternatives().is_some())
    }

    /// Whether it is an object with fields, and not a map.
    pub fn is_object(&self, ty: &Type) -> bool {
        self.kind(ty).is_some_and(|kind| kind.fields().is_some())
    }

    /// The type behind an id, as that of a field.
    pub fn type_of(&self, id: TypeId) -> Type {
        match self.type_def(id).and_then(|def| def.kind.alias()) {
            Some(field) => Type::Alias(id, Box::new(field.ty.clone())),
            None => Type::Named(id),
        }
    }

    /// The field that every value of a type is one of, if the type is an alias.
    pub fn alias(&self, ty: &Type) -> Option<&Field> {
        self.type_def(ty.alias()?)?.kind.alias()
    }

    /// A field that has every value of a type: that of an alias, and of another type one without constraints.
    pub fn as_field(&self, ty: &Type) -> Field {
        let alias = self.alias(ty).cloned();
        alias.unwrap_or_else(|| Field {
            name: String::new(),
            ident: Ident::new(""),
            ty: ty.clone(),
            doc: None,
            example: None,
            constraints: Constraints::default(),
            default: None,
            required: true,
            nullable: false,
            blank: false,
            aliases: Vec::new(),
            deprecated: None,
            since: None,
            evidence: Evidence::Documented,
            place: self.version_place.clone(),
        })
    }

    /// What an object, enum or union is; none for other types.
    pub fn kind(&self, ty: &Type) -> Option<&TypeKind> {
        Some(&self.type_def(ty.named()?)?.kind)
    }

    /// The built-in type that values of a type are read as in code: the type itself, or that of an enum without a type of its own.
    pub fn read_as(&self, ty: &Type) -> Option<Scalar> {
        ty.scalar().cloned().or_else(|| self.kind(ty)?.read_as())
    }

    /// All fields of a payload in documented order: its groups', then its own.
    pub fn fields<'a>(&'a self, payload: &'a Payload) -> impl Iterator<Item = &'a Field> {
        let shared = payload.groups.iter().filter_map(|id| self.group(*id));
        shared.flat_map(|group| payload.of_group(group)).chain(&payload.fields)
    }

    /// What a payload says of its fields by itself: those of its groups that are narrower in it, and its own.
    pub fn own_fields<'a>(&self, payload: &'a Payload) -> Cow<'a, [Field]> {
        if payload.refined.is_empty() {
            return Cow::Borrowed(&payload.fields);
        }
        let groups = payload.groups.iter().filter_map(|id| self.group(*id)).flat_map(|group| &group.fields);
        let narrower = groups.filter_map(|field| payload.refined.get(&field.name));
        Cow::Owned(narrower.chain(&payload.fields).cloned().collect())
    }

    /// The keys that are reserved in a payload: in its groups, then its own.
    pub fn reserved<'a>(&'a self, payload: &'a Payload) -> impl Iterator<Item = &'a ReservedKey> {
        let shared = payload.groups.iter().filter_map(|id| self.group(*id)).flat_map(|group| &group.reserved);
        shared.chain(&payload.reserved)
    }

    /// The types that a payload refers to, directly or through others, in the order of [`Self::types`].
    pub fn reachable(&self, payload: &Payload) -> Vec<TypeId> {
        let fields = self.fields(payload).chain(payload.unlisted.rest());
        let mut open: Vec<&Type> = fields.map(|field| &field.ty).collect();
        let mut seen = vec![false; self.types.len()];
        while let Some(ty) = open.pop() {
            let Some(id) = ty.innermost_named() else { continue };
            let Some(seen) = seen.get_mut(id.0).filter(|seen| !**seen) else { continue };
            *seen = true;
            open.extend(self.type_def(id).iter().flat_map(|def| def.kind.parts()));
        }
        (0..seen.len()).filter(|index| seen.get(*index) == Some(&true)).map(TypeId).collect()
    }

    /// The position of the payload of a name.
    pub fn payload_index(&self, name: &str) -> Option<usize> {
        // They are in the order of their names.
        self.payloads.binary_search_by(|payload| payload.name.as_str().cmp(name)).ok()
    }

    /// The payload whose file defines a payload: what a refinement of an event narrows, or else itself.
    pub fn base<'a>(&'a self, payload: &'a Payload) -> &'a Payload {
        let base = payload.refines.as_deref().and_then(|name| self.payloads.get(self.payload_index(name)?));
        base.unwrap_or(payload)
    }

    /// What a payload says of its fields that its base does not.
    pub fn narrowed<'a>(&'a self, payload: &'a Payload) -> impl Iterator<Item = &'a Field> {
        let both = self.fields(self.base(payload)).zip(self.fields(payload));
        both.filter(|(base, field)| base != field).map(|(_, field)| field)
    }

    /// The catalogue as those languages have it whose types do not depend on the event: without what refinements of events narrow.
    pub fn without_event_refinements(&self) -> Cow<'_, Self> {
        if self.payloads.iter().all(|payload| payload.refines.is_none()) {
            return Cow::Borrowed(self);
        }
        let mut catalog = self.clone();
        let (narrowed, mut payloads) =
            std::mem::take(&mut catalog.payloads).into_iter().partition::<Vec<_>, _>(|it| it.refines.is_some());
        for payload in &mut payloads {
            let back = narrowed.iter().filter(|it| it.refines.as_ref() == Some(&payload.name));
            payload.events.extend(back.flat_map(|it| it.events.iter().cloned()));
            payload.events.sort_by_key(|event| (event.place.line(), event.place.column()));
        }
        // They come after all others, so the ids of those stay.
        catalog.types.retain(|def| !def.of_event);
        catalog.payloads = payloads;
        Cow::Owned(catalog)
    }

    /// All events with the payload each carries, in documented order.
    pub fn events(&self) -> impl Iterator<Item = (&Event, &Payload)> {
        self.payloads.iter().flat_map(|payload| payload.events.iter().map(move |event| (event, payload)))
    }
}
