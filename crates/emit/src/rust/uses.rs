//! Source that uses the tolerant Rust SDK, three lines at a time: what `diff` shows where a change breaks it.

use eventspec_catalog::{Catalog, EnumValue, Field, Group, Type, TypeDef};
use eventspec_diff::witness::{Form, Sides, Snippet, field_of, payload_named, renamed_type, rest_of, type_named};
use eventspec_diff::{Finding, Kind, Owner, Pair, Side, Subject};
use proc_macro2::Ident as Token;

use super::tables::{ReadType, read_type};
use super::{names, types};

/// Source that reads, makes and matches with room for more.
pub(super) fn uses(finding: &Finding, sides: Sides<'_>) -> Vec<Snippet> {
    let catalog = sides.old;
    let sdk = Sdk { catalog, krate: names::library(&catalog.name) };
    if let Some(def) = renamed_type(finding, catalog) {
        return vec![name_type(def, &sdk.type_path(def))];
    }
    match &finding.subject {
        Subject::Catalog if finding.kind == Kind::PackageRenamed => {
            vec![snippet(Form::Name, &[format!("pub use {}::Event;", sdk.krate)])]
        }
        Subject::Catalog => Vec::new(),
        Subject::Group(group) => sdk.group(group),
        Subject::Delivery(name) => sdk.delivery(name).into_iter().collect(),
        Subject::Event(pair) => sdk.event(pair),
        Subject::Payload(pair) if finding.kind == Kind::GroupNotIncluded => {
            sdk.payload(pair).into_iter().chain(sdk.included(pair, finding.old.as_deref())).collect()
        }
        Subject::Payload(pair) => sdk.payload(pair).into_iter().chain(sdk.rest(finding, sides)).collect(),
        Subject::Type(pair) => sdk.type_def(pair).into_iter().chain(sdk.rest(finding, sides)).collect(),
        Subject::Value { ty, value } => sdk.value(ty, value),
        Subject::Field { owner, field } => match (field_of(sides, owner, field, Side::Old), owner) {
            (Some(field), owner) => sdk.field(owner, field),
            (None, Owner::Payload(pair)) => sdk.payload(pair).into_iter().chain(sdk.by_traits(pair)).collect(),
            (None, Owner::Type(pair)) => sdk.type_def(pair),
        },
    }
}

/// A piece of source out of lines.
pub(crate) fn snippet(form: Form, lines: &[String]) -> Snippet {
    Snippet { form, code: lines.join("\n") }
}

/// The type of a pair's old name.
pub(crate) fn old_type<'a>(catalog: &'a Catalog, pair: &Pair) -> Option<&'a TypeDef> {
    catalog.type_def(type_named(catalog, pair.old.as_deref()?)?)
}

/// The old SDK.
struct Sdk<'a> {
    catalog: &'a Catalog,
    krate: Token,
}

impl Sdk<'_> {
    /// Source that names the function of a delivery.
    fn delivery(&self, name: &str) -> Option<Snippet> {
        let delivery = self.catalog.deliveries.iter().find(|delivery| delivery.name == name)?;
        let (krate, function) = (&self.krate, names::function(&delivery.ident));
        Some(snippet(Form::Name, &[format!("pub use {krate}::delivery::{function};")]))
    }

    fn payload(&self, pair: &Pair) -> Vec<Snippet> {
        let payload = pair.old.as_deref().and_then(|name| payload_named(self.catalog, name));
        let path = payload.map(|payload| names::payload_path(&self.krate, &payload.ident));
        path.map(|path| snippet(Form::Name, &[format!("pub fn take(_: {path}<'_>) {{}}")])).into_iter().collect()
    }

    /// Source that uses what every payload can do.
    fn by_traits(&self, pair: &Pair) -> Option<Snippet> {
        let payload = payload_named(self.catalog, pair.old.as_deref()?)?;
        let (krate, path) = (&self.krate, names::payload_path(&self.krate, &payload.ident));
        let lines = [
            format!("pub fn all<'a>(it: &{path}<'a>, text: &'a str) -> Option<{path}<'a>> {{"),
            format!("    use {krate}::Payload as _;"),
            "    use std::borrow::Borrow as _;".to_owned(),
            format!("    let _: {path}<'static> = it.clone().into_owned();"),
            "    let _ = [it.json().len(), it.extra().len(), it.deviations().len()];".to_owned(),
            format!("    let _: &{path}<'a> = it.borrow();"),
            format!("    {path}::decode_str(text).ok().or(Some(it.to_owned()))"),
            "}".to_owned(),
        ];
        Some(snippet(Form::Read, &lines))
    }

    fn type_path(&self, def: &TypeDef) -> String {
        format!("{}::types::{}", self.krate, names::pascal(&def.ident))
    }

    fn type_def(&self, pair: &Pair) -> Vec<Snippet> {
        let Some(def) = old_type(self.catalog, pair) else { return Vec::new() };
        let ty = self.type_path(def);
        if def.kind.read_as().is_some() {
            return vec![name_type(def, &ty)];
        }
        let alternatives = def.kind.alternatives().map(|variants| {
            let other = types::has_variant_for_others(self.catalog, variants).then(|| "Other(_)".to_owned());
            variants
                .iter()
                .map(|variant| format!("{}(_)", names::value(&variant.ident)))
                .chain(other)
                .collect::<Vec<_>>()
        });
        let values = def
            .kind
            .values()
            .map(|values| values.iter().map(|value| names::value(&value.ident).to_string()).collect::<Vec<_>>());
        let matches = alternatives.into_iter().chain(values).map(|cases| {
            let arms: String = cases.iter().map(|case| format!("    {ty}::{case} => {{}}\n")).collect();
            snippet(Form::Read, &[format!("pub fn take(it: {ty}<'_>) {{ match it {{\n{arms}    _ => {{}}\n}} }}")])
        });
        let of_alias = def.kind.alias().map(|field| {
            let value = self.lens_type(&field.ty);
            snippet(Form::Read, &[format!("pub fn read<'a>(it: {ty}<'a>) -> {value} {{ it }}")])
        });
        std::iter::once(name_type(def, &ty)).chain(matches).chain(of_alias).collect()
    }

    fn value(&self, ty: &Pair, value: &Pair) -> Vec<Snippet> {
        let Some(def) = old_type(self.catalog, ty) else { return Vec::new() };
        let Some(values) = def.kind.values() else { return Vec::new() };
        let ty = self.type_path(def);
        let is_it = |known: &&EnumValue| def.kind.read_as().is_none() && Some(known.value.to_string()) == value.old;
        let known = values.iter().find(is_it);
        let read = known.map(|known| {
            let variant = names::value(&known.ident);
            let line = format!("pub fn is(it: &{ty}<'_>) -> bool {{ matches!(it, {ty}::{variant}) }}");
            snippet(Form::Read, &[line])
        });
        std::iter::once(name_type(def, &ty)).chain(read).collect()
    }

    fn group(&self, name: &str) -> Vec<Snippet> {
        let Some(index) = self.catalog.groups.iter().position(|group| group.name == name) else { return Vec::new() };
        let Some(group) = self.catalog.groups.get(index) else { return Vec::new() };
        let line = format!("pub fn take(_: &impl {}) {{}}", self.group_path(group));
        let mut uses = vec![snippet(Form::Name, std::slice::from_ref(&line))];
        if self.catalog.payloads.iter().all(|payload| payload.groups.iter().any(|id| id.0 == index)) {
            let all = format!("pub fn any(event: &{}::Event<'_>) {{ take(event) }}", self.krate);
            uses.push(snippet(Form::Shared, &[line, all]));
        }
        uses
    }

    fn group_path(&self, group: &Group) -> String {
        format!("{}::groups::{}", self.krate, names::group(&group.ident))
    }

    fn event(&self, pair: &Pair) -> Vec<Snippet> {
        let krate = &self.krate;
        let found = self.catalog.events().find(|(event, _)| Some(event.name.as_str()) == pair.old.as_deref());
        let Some((event, payload)) = found else {
            return vec![snippet(Form::Name, &[format!("pub fn take(_: {krate}::Event) {{}}")])];
        };
        let payload = self.catalog.base(payload);
        let (variant, payload) = (names::event(&event.ident), names::payload_path(krate, &payload.ident));
        let read = [
            format!("pub fn read<'a, 'b>(event: &'b {krate}::Event<'a>) -> Option<&'b {payload}<'a>> {{"),
            format!("    if let {krate}::Event::{variant}(payload) = event {{ Some(payload) }} else {{ None }}"),
            "}".to_owned(),
        ];
        let name = format!("pub const NAME: {krate}::EventName = {krate}::EventName::{variant};");
        vec![snippet(Form::Read, &read), snippet(Form::Name, &[name])]
    }

    fn owner_path(&self, owner: &Owner) -> Option<String> {
        match owner {
            Owner::Payload(pair) => {
                let payload = payload_named(self.catalog, pair.old.as_deref()?)?;
                Some(names::payload_path(&self.krate, &payload.ident))
            }
            Owner::Type(pair) => old_type(self.catalog, pair).map(|def| self.type_path(def)),
        }
    }

    /// The group that an old payload has a field from.
    fn group_of(&self, owner: &Owner, field: &Field) -> Option<&Group> {
        let Owner::Payload(pair) = owner else { return None };
        let payload = payload_named(self.catalog, pair.old.as_deref()?)?;
        let mut groups = payload.groups.iter().filter_map(|id| self.catalog.group(*id));
        groups.find(|group| group.fields.iter().any(|known| known.name == field.name))
    }

    fn field(&self, owner: &Owner, field: &Field) -> Vec<Snippet> {
        let Some(ty) = self.owner_path(owner) else { return Vec::new() };
        let (krate, method) = (&self.krate, names::accessor(&field.ident));
        let read = |from: &str, field: &Field| {
            let value = self.lens_type(&field.ty);
            [
                format!("pub fn read<'a>(it: {from}) -> {krate}::Field<'a, {value}> {{"),
                format!("    it.{method}()"),
                "}".to_owned(),
            ]
        };
        let mut uses = vec![snippet(Form::Read, &read(&reference(owner, &ty), field))];
        // A name for a built-in type is in no accessor.
        let named = field.ty.innermost_named().and_then(|id| self.catalog.type_def(id));
        uses.extend(named.filter(|def| def.kind.read_as().is_some()).map(|def| name_type(def, &self.type_path(def))));
        if let Some(group) = self.group_of(owner, field) {
            // It may be narrower in the payload.
            let shared = group.fields.iter().find(|known| known.name == field.name).unwrap_or(field);
            let group = self.group_path(group);
            uses.push(snippet(Form::Shared, &read(&format!("&'a impl {group}"), shared)));
            uses.push(pass(&ty, &group));
        }
        uses
    }

    /// Source that reads the members that no field lists.
    fn rest(&self, finding: &Finding, sides: Sides<'_>) -> Option<Snippet> {
        let owner = finding.subject.owner()?;
        let (rest, ty, krate) = (rest_of(sides, &owner, Side::Old)?, self.owner_path(&owner)?, &self.krate);
        let item = format!("({krate}::Text<'a>, {krate}::Field<'a, {}>)", self.lens_type(&rest.ty));
        let lines = [
            format!("pub fn read<'a>(it: {}) -> Vec<{item}> {{", reference(&owner, &ty)),
            "    it.rest().collect()".to_owned(),
            "}".to_owned(),
        ];
        Some(snippet(Form::Read, &lines))
    }

    /// Source that uses a payload for one of its groups.
    fn included(&self, pair: &Pair, group: Option<&str>) -> Option<Snippet> {
        let payload = payload_named(self.catalog, pair.old.as_deref()?)?;
        let group = self.catalog.groups.iter().find(|known| Some(known.name.as_str()) == group)?;
        Some(pass(&names::payload_path(&self.krate, &payload.ident), &self.group_path(group)))
    }

    /// The type of a value.
    fn lens_type(&self, ty: &Type) -> String {
        let krate = &self.krate;
        if let Some(scalar) = self.catalog.read_as(ty) {
            return match read_type(&scalar) {
                ReadType::Borrowed(name) => format!("{krate}::{name}<'a>"),
                ReadType::Owned(name) => name.to_owned(),
            };
        }
        match ty {
            Type::Scalar(_) => String::new(),
            Type::List(item) => format!("{krate}::List<'a, {}>", self.lens_type(item)),
            Type::Map(value) => format!("{krate}::Map<'a, {}>", self.lens_type(value)),
            Type::Nullable(inner) | Type::Alias(_, inner) => self.lens_type(inner),
            Type::Named(id) => self
                .catalog
                .type_def(*id)
                .map_or_else(|| format!("{krate}::Json<'a>"), |def| format!("{}<'a>", self.type_path(def))),
        }
    }
}

/// A reference to an object whose accessors give what lives for `'a`: a payload has to live as long, of an object inside one only the
/// text.
fn reference(owner: &Owner, ty: &str) -> String {
    match owner {
        Owner::Payload(_) => format!("&'a {ty}<'_>"),
        Owner::Type(_) => format!("&{ty}<'a>"),
    }
}

/// Source that passes a payload to what takes every payload of a group.
fn pass(ty: &str, group: &str) -> Snippet {
    snippet(Form::Shared, &[format!("pub fn pass(it: &{ty}<'_>) {{ fn take(_: &impl {group}) {{}} take(it) }}")])
}

fn name_type(def: &TypeDef, path: &str) -> Snippet {
    // A built-in type by another name borrows nothing.
    let lifetime = if def.kind.read_as().is_some() { "" } else { "<'_>" };
    snippet(Form::Name, &[format!("pub fn take(_: {path}{lifetime}) {{}}")])
}
