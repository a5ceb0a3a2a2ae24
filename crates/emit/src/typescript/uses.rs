//! TypeScript source that uses the SDK, three lines at a time: what `diff` shows where a change breaks it.

use std::collections::BTreeSet;

use eventspec_catalog::{Catalog, Field, Signature, Type, TypeId};
use eventspec_diff::witness::{Form, Sides, Snippet, field_of, literal, payload_named, renamed_type, type_named};
use eventspec_diff::{Finding, Kind, Owner, Pair, Side, Strictness, Subject};
use eventspec_payloads::tree::Node;

use super::{names, types};
use crate::write::TypeScript;

/// How many unions are written out inside of each other.
const UNIONS_WRITTEN_OUT: usize = 4;

/// Whether every object has a member of a name. Asked of every field for each change, so it has to be quick.
fn is_of_every_object(name: &str) -> bool {
    matches!(
        name,
        "constructor"
            | "hasOwnProperty"
            | "isPrototypeOf"
            | "propertyIsEnumerable"
            | "toLocaleString"
            | "toString"
            | "valueOf"
    )
}

/// Lines that import what they name.
fn snippet(form: Form, catalog: &Catalog, imports: &BTreeSet<String>, lines: &[String]) -> Snippet {
    let imports = imports.iter().cloned().collect::<Vec<_>>().join(", ");
    let import = format!("import {{ {imports} }} from {};", quoted(&catalog.name));
    Snippet { form, code: [import].into_iter().chain(lines.iter().cloned()).collect::<Vec<_>>().join("\n") }
}

/// A string literal: one of JSON is one of TypeScript, too.
fn quoted(text: &str) -> String {
    Node::text(text).to_string()
}

fn only(name: &str) -> BTreeSet<String> {
    [format!("type {name}")].into()
}

/// Source that users of the SDK may have written.
pub(super) fn uses(finding: &Finding, sides: Sides<'_>, strictness: Strictness) -> Vec<Snippet> {
    let exhaustive = match strictness {
        Strictness::Tolerant => None,
        Strictness::Strict => exhaustive(finding, sides.old),
    };
    exhaustive.into_iter().chain(tolerant(finding, sides)).collect()
}

fn tolerant(finding: &Finding, sides: Sides<'_>) -> Vec<Snippet> {
    let catalog = sides.old;
    let named = |name: &str| name_type(catalog, name);
    if let Some(def) = renamed_type(finding, catalog) {
        return vec![named(names::interface(&def.ident).as_str())];
    }
    match &finding.subject {
        Subject::Catalog if finding.kind == Kind::PackageRenamed => vec![named("Event")],
        Subject::Catalog => Vec::new(),
        Subject::Group(name) => {
            let group = catalog.groups.iter().find(|group| group.name == *name);
            group.map(|group| named(names::group_interface(&group.ident).as_str())).into_iter().collect()
        }
        Subject::Delivery(name) => delivery_uses(finding, catalog, name),
        Subject::Event(pair) => event_uses(finding, catalog, pair),
        Subject::Payload(pair) => object_uses(finding, sides, &Owner::Payload(pair.clone())),
        Subject::Type(pair) => type_uses(catalog, pair, None).into_iter().chain(made(finding, sides)).collect(),
        Subject::Value { ty, value } => {
            type_uses(catalog, ty, value.old.as_deref()).into_iter().chain(made(finding, sides)).collect()
        }
        Subject::Field { owner, field } => {
            let mut uses = object_uses(finding, sides, owner);
            if let Some(field) = field_of(sides, owner, field, Side::Old) {
                uses.extend(field_uses(catalog, owner, field));
            }
            if finding.kind == Kind::FieldMovedToGroupRequired {
                uses.extend(group_made(catalog, finding));
            }
            uses
        }
    }
}

/// Source that names the function of a delivery, and builds a receiver: with a list of secrets where that is enough, and with secrets
/// of the signature that the finding is about.
fn delivery_uses(finding: &Finding, catalog: &Catalog, name: &str) -> Vec<Snippet> {
    let Some(delivery) = catalog.deliveries.iter().find(|delivery| delivery.name == name) else { return Vec::new() };
    let function = names::delivery::<TypeScript>(&delivery.ident).to_string();
    let import = format!("import {{ {function} }} from {};", quoted(&format!("{}/delivery", catalog.name)));
    let using = |form: Form, line: String| Snippet { form, code: format!("{import}\n{line}") };
    let mut uses = vec![using(Form::Name, format!("export const {} = {function};", own("used", &function)))];
    let made = own("made", &function);
    let mut make = |secrets: String| {
        uses.push(using(Form::Make, format!("export const {made} = {function}({{ secrets: {secrets} }});")));
    };
    let is_it = |signature: &&Signature| finding.old.as_ref() == Some(&signature.name);
    match (finding.kind, delivery.signatures.as_slice()) {
        (Kind::SignatureRemoved, signatures) => {
            let removed = signatures.iter().find(is_it);
            removed.into_iter().for_each(|it| make(format!("{{ {}: [\"\"] }}", quoted(&it.name))));
        }
        (_, [_]) => make("[\"\"]".to_owned()),
        (_, [] | [_, ..]) => {}
    }
    uses
}

fn event_uses(finding: &Finding, catalog: &Catalog, pair: &Pair) -> Vec<Snippet> {
    let found = catalog.events().find(|(event, _)| Some(event.name.as_str()) == pair.old.as_deref());
    let Some((event, payload)) = found else {
        return vec![name_type(catalog, "EventName")];
    };
    let ty = names::interface(&payload.ident);
    let imports: BTreeSet<String> = ["type EventMap".to_owned(), format!("type {ty}")].into();
    let line = format!("export const read = (it: EventMap[{}]): {ty} => it;", quoted(&event.name));
    let mut uses = vec![snippet(Form::Read, catalog, &imports, &[line])];
    let constant = names::event::<TypeScript>(&event.ident);
    let line = format!("export const {} = {constant}.name;", own("used", constant.as_str()));
    uses.push(snippet(Form::Name, catalog, &[constant.to_string()].into(), &[line]));
    if let Some(alias) = finding.old.as_ref().filter(|alias| event.aliases.contains(alias)) {
        let line = format!("export const made = decode({}, \"{{}}\");", quoted(alias));
        uses.push(snippet(Form::Make, catalog, &["decode".to_owned()].into(), &[line]));
    }
    if finding.kind == Kind::EventNameReassigned {
        let imports: BTreeSet<String> = ["type EventFor".to_owned(), "type EventOf".to_owned()].into();
        let (sent_as, name) = (quoted(&finding.path), quoted(&event.name));
        let line = format!("export const made = (it: EventFor<{sent_as}>): EventOf<{name}> => it;");
        uses.push(snippet(Form::Make, catalog, &imports, &[line]));
    }
    uses
}

fn owner_name(catalog: &Catalog, owner: &Owner) -> Option<String> {
    match owner {
        Owner::Payload(pair) => {
            payload_named(catalog, pair.old.as_deref()?).map(|payload| names::interface(&payload.ident).to_string())
        }
        Owner::Type(pair) => catalog
            .type_def(type_named(catalog, pair.old.as_deref()?)?)
            .map(|def| names::interface(&def.ident).to_string()),
    }
}

/// Source that names a type.
fn name_type(catalog: &Catalog, name: &str) -> Snippet {
    let line = format!("export type {} = {name};", own("Used", name));
    snippet(Form::Name, catalog, &only(name), &[line])
}

/// A name of the source's own, which steps aside for what is imported: no public name has a `$`.
fn own(name: &str, imported: &str) -> String {
    if name == imported { format!("{name}$") } else { name.to_owned() }
}

/// Source that names the type of an object, and makes a payload with it.
fn object_uses(finding: &Finding, sides: Sides<'_>, owner: &Owner) -> Vec<Snippet> {
    let catalog = sides.old;
    let Some(name) = owner_name(catalog, owner) else { return Vec::new() };
    let mut uses = vec![name_type(catalog, &name)];
    uses.extend(made(finding, sides));
    uses
}

/// Source that makes a payload as the old side would send it.
fn made(finding: &Finding, sides: Sides<'_>) -> Option<Snippet> {
    // The types have no member for an alias or a key that was reserved, and none that tells alternatives apart without being in one.
    let is_unnamed = matches!(
        finding.kind,
        Kind::AliasRemovedOptional
            | Kind::AliasRemovedRequired
            | Kind::KeyReassigned
            | Kind::ReservedReused
            | Kind::UnionChoiceChanged
    );
    let (event, json) = literal(finding, sides, Side::Old)?;
    if is_unnamed || !is_literal(sides.old, &event) {
        return None;
    }
    let line = format!("export const made: EventMap[{}] = {json};", quoted(&event));
    Some(snippet(Form::Make, sides.old, &only("EventMap"), &[line]))
}

/// Whether a payload can be written as a literal. Not where an object has a field that is called like a member of every object: to
/// TypeScript a literal without the field has that member in its place, of another type.
fn is_literal(catalog: &Catalog, event: &str) -> bool {
    let payload = catalog.events().find(|(known, _)| known.name == event).map(|(_, payload)| payload);
    let objects = catalog.types.iter().filter_map(|def| def.kind.fields()).flatten();
    let mut fields = payload.into_iter().flat_map(|payload| catalog.fields(payload)).chain(objects);
    !fields.any(|field| is_of_every_object(&field.name))
}

fn type_uses(catalog: &Catalog, pair: &Pair, value: Option<&str>) -> Vec<Snippet> {
    let id = pair.old.as_deref().and_then(|name| type_named(catalog, name));
    let Some((id, def)) = id.and_then(|id| Some((id, catalog.type_def(id)?))) else { return Vec::new() };
    let name = names::interface(&def.ident).to_string();
    let mut uses = vec![name_type(catalog, &name)];
    if let Some(value) = value {
        let values = def.kind.values().unwrap_or_default();
        let known = values.iter().find(|known| known.value.to_string() == value);
        let value = known.map_or_else(|| quoted(value), |known| known.value.to_json().to_string());
        let line = format!("export const made: {name} = {value};");
        uses.push(snippet(Form::Make, catalog, &only(&name), &[line]));
    }
    if def.kind.alternatives().is_some() || def.kind.alias().is_some() {
        let mut imports = only(&name);
        let parts = value_type(catalog, &catalog.type_of(id), &[], &mut imports);
        uses.push(snippet(
            Form::Read,
            catalog,
            &imports,
            &[format!("export const read = (it: {name}): {parts} => it;")],
        ));
        // Nobody makes an object of no alternative: the SDK gives it to readers.
        let tag = def.kind.alternatives().and_then(|alternatives| catalog.tag_of_others(alternatives));
        let others = tag.map(|tag| format!(" | Other<{}>", quoted(tag))).unwrap_or_default();
        let made = if others.is_empty() { parts } else { parts.replace(&others, "") };
        if !made.contains("Other<") {
            imports.remove("type Other");
        }
        uses.push(snippet(
            Form::Make,
            catalog,
            &imports,
            &[format!("export const made = (it: {made}): {name} => it;")],
        ));
    }
    uses
}

fn field_uses(catalog: &Catalog, owner: &Owner, field: &Field) -> Vec<Snippet> {
    let Some(name) = owner_name(catalog, owner) else { return Vec::new() };
    let mut uses = vec![read(catalog, Form::Read, &name, field)];
    if let Owner::Payload(pair) = owner {
        let payload = pair.old.as_deref().and_then(|name| payload_named(catalog, name));
        let mut groups = payload.into_iter().flat_map(|payload| &payload.groups).filter_map(|id| catalog.group(*id));
        if let Some(group) = groups.find(|group| group.fields.iter().any(|known| known.name == field.name)) {
            // It may be narrower in the payload.
            let shared = group.fields.iter().find(|known| known.name == field.name).unwrap_or(field);
            let group = names::group_interface(&group.ident).to_string();
            uses.push(read(catalog, Form::Shared, &group, shared));
            let imports: BTreeSet<String> = [format!("type {name}"), format!("type {group}")].into();
            let line = format!("export const pass = (it: {name}): {group} => it;");
            uses.push(snippet(Form::Shared, catalog, &imports, &[line]));
        }
    }
    uses
}

/// Source that makes an object of the group's type that a field moved to, with the members that it had.
fn group_made(catalog: &Catalog, finding: &Finding) -> Option<Snippet> {
    let group = finding.new.as_deref()?.strip_prefix("groups/")?;
    let group = catalog.groups.iter().find(|known| known.name == group)?;
    let name = names::group_interface(&group.ident).to_string();
    let members = group.fields.iter().map(|field| quoted(&field.name)).collect::<Vec<_>>().join(" | ");
    let members = if members.is_empty() { "never".to_owned() } else { members };
    let line = format!("export const made = (it: Pick<{name}, {members}>): {name} => ({{ ...it }});");
    Some(snippet(Form::Shared, catalog, &only(&name), &[line]))
}

fn read(catalog: &Catalog, form: Form, owner: &str, field: &Field) -> Snippet {
    let mut imports = only(owner);
    let mut ty = value_type(catalog, &field.ty, &[], &mut imports);
    for (may, more) in [(field.blank, "\"\""), (field.nullable, "null"), (!field.required, "undefined")] {
        if may {
            ty = format!("{ty} | {more}");
        }
    }
    let line = format!("export const read = (it: {owner}): {ty} => it[{}];", quoted(&field.name));
    snippet(form, catalog, &imports, &[line])
}

/// The type of a value; named ones are imported. Who reads a union writes its alternatives; `inside` has the unions whose
/// alternatives are being written, since a union may have lists of itself.
fn value_type(catalog: &Catalog, ty: &Type, inside: &[TypeId], imports: &mut BTreeSet<String>) -> String {
    match ty {
        Type::Scalar(scalar) => types::scalar_type(scalar).to_owned(),
        Type::List(item) => format!("({})[]", value_type(catalog, item, inside, imports)),
        Type::Map(value) => format!("{{ [key: string]: {} }}", value_type(catalog, value, inside, imports)),
        Type::Nullable(inner) => format!("{} | null", value_type(catalog, inner, inside, imports)),
        Type::Alias(_, ty) => value_type(catalog, ty, inside, imports),
        Type::Named(id) => {
            let Some(def) = catalog.type_def(*id) else { return "unknown".to_owned() };
            let is_written_out = !inside.contains(id) && inside.len() < UNIONS_WRITTEN_OUT;
            if let Some(variants) = def.kind.alternatives().filter(|_| is_written_out) {
                let inside = [inside, &[*id]].concat();
                let mut parts: Vec<String> =
                    variants.iter().map(|variant| value_type(catalog, &variant.ty, &inside, imports)).collect();
                if let Some(tag) = catalog.tag_of_others(variants) {
                    imports.insert("type Other".to_owned());
                    parts.push(format!("Other<{}>", quoted(tag)));
                }
                return parts.join(" | ");
            }
            let name = names::interface(&def.ident).to_string();
            imports.insert(format!("type {name}"));
            name
        }
    }
}

/// Source that names every case.
fn exhaustive(finding: &Finding, catalog: &Catalog) -> Option<Snippet> {
    match &finding.subject {
        Subject::Event(Pair { old: None, .. }) => {
            let keys = catalog.events().map(|(event, _)| format!("{}: true", quoted(&event.name)));
            let keys = keys.collect::<Vec<_>>().join(", ");
            let line = format!("export const all: Record<EventName, true> = {{ {keys} }};");
            Some(snippet(Form::Exhaust, catalog, &only("EventName"), &[line]))
        }
        Subject::Type(pair) | Subject::Value { ty: pair, .. } => {
            let def = catalog.type_def(type_named(catalog, pair.old.as_deref()?)?)?;
            let values = def.kind.values().filter(|_| def.kind.is_closed())?;
            let cases: String = values.iter().map(|value| format!("case {}: ", value.value.to_json())).collect();
            let name = names::interface(&def.ident).to_string();
            let line = format!(
                "export const all = (it: {name}): true => {{ switch (it) {{ {cases}return true; default: return it satisfies never; }} }};"
            );
            Some(snippet(Form::Exhaust, catalog, &only(&name), &[line]))
        }
        Subject::Event(_)
        | Subject::Catalog
        | Subject::Group(_)
        | Subject::Delivery(_)
        | Subject::Payload(_)
        | Subject::Field { .. } => None,
    }
}
