//! What makes the modules a package: the index, the manifest and the README.

use askama::Template;
use eventspec_catalog::{Catalog, Event, Group, Payload, TypeDef};
use serde_json::{Value, json};

use super::docs::Doc;
use super::write::{Markdown, MarkdownText, TsKey, TsString};
use super::{docs, names, print};
use crate::Files;

#[derive(Template)]
#[template(path = "typescript/index.js.txt", escape = "none")]
struct IndexJs {
    modules: Vec<ModuleView>,
}

#[derive(Template)]
#[template(path = "typescript/index.d.ts.txt", escape = "none")]
struct IndexDts {
    doc: String,
    modules: Vec<ModuleView>,
    events: Vec<MapView>,
    aliases: Vec<MapView>,
    reexports: Vec<String>,
}

#[derive(Template)]
#[template(path = "typescript/README.md.txt", escape = "none")]
struct Readme<'a> {
    title: String,
    doc: String,
    package: &'a str,
    value: String,
    name: String,
}

/// What the index takes from the module of a payload.
struct ModuleView {
    path: String,
    interface: String,
    /// The event types that the module exports.
    values: Vec<String>,
    /// Event types and guards.
    exports: String,
}

/// A member of one of the index's interfaces, in finished strings.
struct MapView {
    doc: String,
    key: String,
    value: String,
}

/// Emits the index.
pub(super) fn index(catalog: &Catalog, files: &mut Files) {
    let modules = || catalog.payloads.iter().map(module).collect();
    let groups = catalog.groups.iter().map(|group| group_export(catalog, group));
    let dts = IndexDts {
        doc: Doc::new(&catalog.title).paragraph(&catalog.doc).print(""),
        modules: modules(),
        events: catalog.events().map(|(event, payload)| event_view(event, payload)).collect(),
        aliases: catalog.events().flat_map(|(event, _)| alias_views(event)).collect(),
        reexports: groups.chain(catalog.types.iter().map(type_export)).collect(),
    };
    files.code("index.d.ts", &print(&dts));
    files.code("index.js", &print(&IndexJs { modules: modules() }));
}

/// Emits the README.
pub(super) fn readme(catalog: &Catalog, files: &mut Files) {
    let first = catalog.events().next();
    let readme = Readme {
        title: MarkdownText(&catalog.title).to_string(),
        doc: Markdown(catalog.doc.trim()).to_string(),
        package: &catalog.name,
        value: first.map(|(event, _)| names::event(&event.ident)).unwrap_or_default(),
        name: first.map(|(event, _)| TsString(&event.name).to_string()).unwrap_or_default(),
    };
    files.markdown("README.md", &print(&readme));
}

/// The manifest of the package.
pub(super) fn manifest(catalog: &Catalog) -> Value {
    let module = |path: &str| json!({ "types": format!("./{path}.d.ts"), "default": format!("./{path}.js") });
    json!({
        "name": catalog.name,
        "version": catalog.version,
        "description": catalog.title,
        "license": catalog.license,
        "type": "module",
        "sideEffects": false,
        "engines": { "node": ">=20" },
        "main": "./index.js",
        "types": "./index.d.ts",
        "exports": {
            ".": module("index"),
            "./groups/*": module("groups/*"),
            "./payloads/*": module("payloads/*"),
            "./types/*": module("types/*"),
            "./package.json": "./package.json",
        },
        "files": ["groups", "payloads", "runtime", "types", "index.d.ts", "index.js", "runtime.d.ts", "runtime.js"],
    })
}

fn module(payload: &Payload) -> ModuleView {
    let values: Vec<String> = payload.events.iter().map(|event| names::event(&event.ident)).collect();
    let guards = payload.events.iter().map(|event| names::guard(&event.ident));
    ModuleView {
        path: format!("./payloads/{}.js", names::module(&payload.ident)),
        interface: names::interface(&payload.ident),
        exports: values.iter().cloned().chain(guards).collect::<Vec<_>>().join(", "),
        values,
    }
}

fn event_view(event: &Event, payload: &Payload) -> MapView {
    MapView {
        doc: docs::event(event).print("  "),
        key: TsKey(&event.name).to_string(),
        value: names::interface(&payload.ident),
    }
}

fn alias_views(event: &Event) -> impl Iterator<Item = MapView> {
    event.aliases.iter().map(|alias| MapView {
        doc: String::new(),
        key: TsKey(alias).to_string(),
        value: TsString(&event.name).to_string(),
    })
}

fn group_export(catalog: &Catalog, group: &Group) -> String {
    let name = names::group_interface(catalog, &group.ident);
    format!("export type {{ {name} }} from \"./groups/{}.js\";", names::module(&group.ident))
}

fn type_export(def: &TypeDef) -> String {
    format!("export type {{ {} }} from \"./types/{}.js\";", names::interface(&def.ident), names::module(&def.ident))
}
