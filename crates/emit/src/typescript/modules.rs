//! One module for each payload, group and named type: a table for the runtime, a declaration for people.

use askama::Template;
use eventspec_catalog::{Catalog, Event, Field, Group, Payload, TypeDef, TypeKind};

use super::docs::{self, Doc};
use super::write::{TsKey, TsString};
use super::{names, print, types};
use crate::Files;

#[derive(Template)]
#[template(path = "typescript/group.js.txt", escape = "none")]
struct GroupJs {
    imports: Vec<String>,
    rows: String,
    fields: Vec<String>,
}

#[derive(Template)]
#[template(path = "typescript/group.d.ts.txt", escape = "none")]
struct GroupDts {
    imports: Vec<String>,
    doc: String,
    interface: String,
    members: Vec<String>,
    rows: String,
}

#[derive(Template)]
#[template(path = "typescript/type.js.txt", escape = "none")]
struct TypeJs {
    imports: Vec<String>,
    table: String,
    body: String,
}

#[derive(Template)]
#[template(path = "typescript/type.d.ts.txt", escape = "none")]
struct TypeDts {
    imports: Vec<String>,
    doc: String,
    declaration: String,
    table: String,
    kind: &'static str,
}

#[derive(Template)]
#[template(path = "typescript/payload.js.txt", escape = "none")]
struct PayloadJs {
    imports: Vec<String>,
    table: String,
    groups: Vec<String>,
    fields: Vec<String>,
    events: Vec<EventView>,
}

#[derive(Template)]
#[template(path = "typescript/payload.d.ts.txt", escape = "none")]
struct PayloadDts {
    imports: Vec<String>,
    doc: String,
    interface: String,
    extends: String,
    members: Vec<String>,
    events: Vec<EventView>,
}

/// An event type in finished strings.
struct EventView {
    doc: String,
    value: String,
    guard: String,
    /// Its name as a string literal.
    name: String,
    /// Its aliases as a further argument, if it has any.
    aliases: String,
}

/// Emits the module of a group.
pub(super) fn group(catalog: &Catalog, group: &Group, files: &mut Files) {
    let path = format!("groups/{}", names::module(&group.ident));
    let refs = types::references(catalog, group.fields.iter().map(|field| &field.ty));
    let rows = names::group_rows(&group.ident);
    let js =
        GroupJs { imports: table_imports(&refs, ".."), rows: rows.clone(), fields: field_rows(catalog, &group.fields) };
    let dts = GroupDts {
        imports: type_imports(&refs, ".."),
        doc: Doc::new(&group.doc).print(""),
        interface: names::group_interface(catalog, &group.ident),
        members: members(catalog, &group.fields),
        rows,
    };
    files.code(&format!("{path}.js"), &print(&js));
    files.code(&format!("{path}.d.ts"), &print(&dts));
}

/// Emits the module of a named type.
pub(super) fn type_def(catalog: &Catalog, def: &TypeDef, files: &mut Files) {
    let path = format!("types/{}", names::module(&def.ident));
    let mut refs = types::references(catalog, types::parts(&def.kind));
    refs.retain(|other| other.ident != def.ident);
    let name = names::interface(&def.ident);
    let table = names::table(&def.ident);
    let (kind, doc, declaration, body) = match &def.kind {
        TypeKind::Object { fields, .. } => {
            let declaration = format!("interface {name} {{\n{}}}", members(catalog, fields).concat());
            ("ObjectTable", Doc::new(&def.doc), declaration, format!("objectTable({})", rows_literal(catalog, fields)))
        }
        TypeKind::Enum { values, closed } => {
            let known: Vec<String> = values.iter().map(|value| value.value.clone()).collect();
            let declaration = format!("type {name} = {};", types::enum_union(values, *closed));
            let body = format!("enumTable({}, {closed})", types::strings(&known));
            ("EnumTable", docs::enumeration(&def.doc, values), declaration, body)
        }
        TypeKind::Union(variants) => {
            let declaration = format!("type {name} = {};", types::variant_union(catalog, variants));
            let rows: Vec<String> = variants.iter().map(|variant| types::type_row(catalog, &variant.ty)).collect();
            ("UnionTable", Doc::new(&def.doc), declaration, format!("unionTable([{}])", rows.join(", ")))
        }
    };
    let js = TypeJs { imports: table_imports(&refs, "."), table: table.clone(), body };
    let dts = TypeDts { imports: type_imports(&refs, "."), doc: doc.print(""), declaration, table, kind };
    files.code(&format!("{path}.js"), &print(&js));
    files.code(&format!("{path}.d.ts"), &print(&dts));
}

/// Emits the module of a payload and the events that carry it.
pub(super) fn payload(catalog: &Catalog, payload: &Payload, files: &mut Files) {
    let path = format!("payloads/{}", names::module(&payload.ident));
    let refs = types::references(catalog, payload.fields.iter().map(|field| &field.ty));
    let groups: Vec<&Group> = payload.groups.iter().filter_map(|id| catalog.group(*id)).collect();
    let interfaces: Vec<String> = groups.iter().map(|group| names::group_interface(catalog, &group.ident)).collect();
    let group_imports = |keyword: &str, name: &dyn Fn(&Group) -> String| -> Vec<String> {
        let line =
            |group: &&Group| import(keyword, &name(group), &format!("../groups/{}", names::module(&group.ident)));
        groups.iter().map(line).collect()
    };
    let js = PayloadJs {
        imports: [group_imports("import", &|group| names::group_rows(&group.ident)), table_imports(&refs, "..")]
            .concat(),
        table: names::table(&payload.ident),
        groups: groups.iter().map(|group| names::group_rows(&group.ident)).collect(),
        fields: field_rows(catalog, &payload.fields),
        events: events(payload),
    };
    let dts = PayloadDts {
        imports: [
            group_imports("import type", &|group| names::group_interface(catalog, &group.ident)),
            type_imports(&refs, ".."),
        ]
        .concat(),
        doc: docs::payload(payload).print(""),
        interface: names::interface(&payload.ident),
        extends: if interfaces.is_empty() { String::new() } else { format!("extends {} ", interfaces.join(", ")) },
        members: members(catalog, &payload.fields),
        events: events(payload),
    };
    files.code(&format!("{path}.js"), &print(&js));
    files.code(&format!("{path}.d.ts"), &print(&dts));
}

fn events(payload: &Payload) -> Vec<EventView> {
    let view = |event: &Event| EventView {
        doc: docs::event(event).print(""),
        value: names::event(&event.ident),
        guard: names::guard(&event.ident),
        name: TsString(&event.name).to_string(),
        aliases: if event.aliases.is_empty() { String::new() } else { format!(", {}", types::strings(&event.aliases)) },
    };
    payload.events.iter().map(view).collect()
}

/// The members of an interface, each with its comment and line end.
fn members(catalog: &Catalog, fields: &[Field]) -> Vec<String> {
    let member = |field: &Field| {
        let doc = docs::field(catalog, field).print("  ");
        let optional = if field.required { "" } else { "?" };
        format!("{doc}  {}{optional}: {};\n", TsKey(&field.name), types::field_type(catalog, field))
    };
    fields.iter().map(member).collect()
}

fn field_rows(catalog: &Catalog, fields: &[Field]) -> Vec<String> {
    fields.iter().map(|field| types::field_row(catalog, field)).collect()
}

fn rows_literal(catalog: &Catalog, fields: &[Field]) -> String {
    let rows = field_rows(catalog, fields);
    if rows.is_empty() { "[]".to_owned() } else { format!("[\n  {},\n]", rows.join(",\n  ")) }
}

fn table_imports(refs: &[&TypeDef], up: &str) -> Vec<String> {
    refs.iter().map(|def| import("import", &names::table(&def.ident), &type_module(def, up))).collect()
}

fn type_imports(refs: &[&TypeDef], up: &str) -> Vec<String> {
    refs.iter().map(|def| import("import type", &names::interface(&def.ident), &type_module(def, up))).collect()
}

fn type_module(def: &TypeDef, up: &str) -> String {
    let folder = if up == "." { "." } else { "../types" };
    format!("{folder}/{}", names::module(&def.ident))
}

fn import(keyword: &str, name: &str, module: &str) -> String {
    format!("{keyword} {{ {name} }} from \"{module}.js\";")
}
