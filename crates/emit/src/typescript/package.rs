//! What makes the modules a package: the index, the manifest and the README.

use askama::Template;
use eventspec_catalog::{Catalog, Delivery, Event, Group, Payload, TypeDef};
use serde_json::{Map, Value, json};

use super::docs::Doc;
use super::{TARGET, Ts, docs, names};
use crate::Files;
use crate::write::{Code, CodeSpan, Markdown, PlainText, Prose, TsKey, TsString, TypeScript, code, print, views};

views! {
    #[derive(Template)]
    #[template(path = "typescript/index.js.txt", escape = "none")]
    struct IndexJs {
        modules: Vec<ModuleView>,
        /// The names of all events as string literals.
        names: Ts,
    }

    #[derive(Template)]
    #[template(path = "typescript/index.d.ts.txt", escape = "none")]
    struct IndexDts {
        doc: Ts,
        modules: Vec<ModuleView>,
        events: Vec<MapView>,
        /// The names of all events as string literals.
        names: Ts,
        aliases: Vec<MapView>,
        reexports: Vec<Ts>,
    }

    #[derive(Template)]
    #[template(path = "typescript/README.md.txt", escape = "none")]
    struct Readme {
        title: Code<Markdown>,
        doc: Option<Code<Markdown>>,
        npm: Code<Markdown>,
        package: Code<Markdown>,
        value: Code<Markdown>,
        guard: Code<Markdown>,
        name: Code<Markdown>,
        /// A map of handlers for it, as a code span.
        handle: Code<Markdown>,
        /// The type of its payload, as a code span.
        payload: Code<Markdown>,
        /// The key of the first field of the payload.
        field: Code<Markdown>,
        /// How requests are received, if there are deliveries.
        receiver: Option<ReceiverView>,
    }

    /// The function of a delivery, the module that exports it, and what it is told of the sender.
    struct ReceiverView {
        function: Code<Markdown>,
        module: Code<Markdown>,
        sender: Code<Markdown>,
    }

    /// What an index takes from the module of a payload.
    pub(super) struct ModuleView {
        pub(super) path: Ts,
        interface: Ts,
        /// The event types that the module exports.
        pub(super) values: Vec<Ts>,
        /// Event types and guards.
        exports: Ts,
    }

    /// A member of one of the index's interfaces, in finished strings.
    struct MapView {
        doc: Ts,
        key: Ts,
        value: Ts,
    }
}

/// Emits the index; gives its JavaScript.
pub(super) fn index(catalog: &Catalog, files: &mut Files) -> Ts {
    let names = Ts::join(catalog.events().map(|(event, _)| TsString(&event.name)), ", ");
    let groups = catalog.groups.iter().map(group_export);
    let dts = IndexDts {
        doc: Doc::new(Some(&catalog.title)).paragraph(catalog.doc.as_deref().unwrap_or_default()).print(""),
        modules: catalog.payloads.iter().map(module).collect(),
        events: catalog.events().map(|(event, payload)| event_view(event, payload)).collect(),
        names: names.clone(),
        aliases: catalog.events().flat_map(|(event, _)| alias_views(event)).collect(),
        reexports: groups.chain(catalog.types.iter().map(type_export)).collect(),
    };
    files.add(&Code::literal("index.d.ts"), &print::<TypeScript>(&dts));
    let js = print::<TypeScript>(&IndexJs { modules: modules_with_events(catalog), names });
    files.add(&Code::literal("index.js"), &js);
    js
}

/// Emits the README.
pub(super) fn readme(catalog: &Catalog, files: &mut Files) {
    let first = catalog.events().next();
    let readme = Readme {
        title: code!("{}", PlainText(&catalog.title)),
        doc: catalog.doc.as_deref().map(|doc| code!("{}", Prose(doc.trim()))),
        npm: code!("{}", PlainText(&catalog.name)),
        package: code!("{}", TsString(&catalog.name)),
        value: first.map_or_else(Code::empty, |(event, _)| names::event(&event.ident)),
        guard: first.map_or_else(Code::empty, |(event, _)| names::guard(&event.ident)),
        name: first.map_or_else(Code::empty, |(event, _)| code!("{}", TsString(&event.name))),
        handle: first.map_or_else(Code::empty, |(event, _)| {
            code!("{}", CodeSpan(&format!("handle(event, {{ {}: (event) => event.raw }})", TsString(&event.name))))
        }),
        payload: first.map_or_else(Code::empty, |(event, _)| {
            code!("{}", CodeSpan(&format!("EventPayload<{}>", TsString(&event.name))))
        }),
        field: first
            .and_then(|(_, payload)| catalog.fields(payload).next())
            .map_or_else(Code::empty, |field| code!("[{}]", TsString(&field.name))),
        receiver: catalog.deliveries.first().map(|delivery| receiver(catalog, delivery)),
    };
    files.add(&Code::literal("README.md"), &print::<Markdown>(&readme));
}

fn receiver(catalog: &Catalog, delivery: &Delivery) -> ReceiverView {
    ReceiverView {
        function: names::delivery(&delivery.ident),
        module: code!("{}", TsString(&format!("{}/delivery", catalog.name))),
        sender: match delivery.signatures.as_slice() {
            [] => Code::literal("unverified: true"),
            [_] => Code::literal("secrets: [\"...\"]"),
            [first, ..] => code!("secrets: {{ {}: [\"...\"] }}", TsString(&first.name)),
        },
    }
}

/// The manifest of the package. Whoever can load modules gets those, also with `require` (`module-sync`): then there is one copy of
/// the code in a process. Others get scripts, which have everything that the modules of payloads, groups and types export.
pub(super) fn manifest(catalog: &Catalog) -> Value {
    let folders = ["groups", "payloads", "runtime", "types"];
    let scripts: &[&str] =
        if catalog.deliveries.is_empty() { &["index", "samples"] } else { &["delivery", "index", "samples"] };
    let endings = ["cjs", "d.cts", "d.ts", "js"];
    let entries = scripts.iter().flat_map(|name| endings.map(|ending| format!("{name}.{ending}")));
    let runtime = ["runtime.cjs", "runtime.d.ts", "runtime.js"];
    let licenses = catalog.license_files.iter().map(|(name, _)| *name);
    let changelog = catalog.changelog.iter().map(|_| "CHANGELOG.md");
    let others = folders.into_iter().chain(runtime).chain(licenses).chain(changelog).map(ToOwned::to_owned);
    let files: Vec<String> = entries.chain(others).collect();
    let mut exports = Map::from_iter([(".".to_owned(), export("index", "index"))]);
    for name in scripts.iter().filter(|name| **name != "index") {
        exports.insert(format!("./{name}"), export(name, name));
    }
    for folder in ["groups", "payloads", "types"] {
        exports.insert(format!("./{folder}/*"), export(&format!("{folder}/*"), "index"));
    }
    exports.insert("./package.json".to_owned(), json!("./package.json"));
    json!({
        "name": catalog.name,
        "version": catalog.version_of(TARGET.name),
        "description": catalog.title,
        "license": catalog.license,
        "keywords": ["events", "webhooks", "lossless", "types"],
        "type": "module",
        "sideEffects": false,
        "engines": { "node": ">=20" },
        "main": "./index.cjs",
        "module": "./index.js",
        "types": "./index.d.ts",
        "exports": exports,
        "files": files,
    })
}

/// A module, and the script for those who cannot load modules.
fn export(module: &str, script: &str) -> Value {
    let module = json!({ "types": format!("./{module}.d.ts"), "default": format!("./{module}.js") });
    let script = json!({ "types": format!("./{script}.d.cts"), "default": format!("./{script}.cjs") });
    json!({ "module-sync": module, "require": script, "default": module })
}

/// The modules that have something at run time. Where each event narrows its payload, that has a type alone.
pub(super) fn modules_with_events(catalog: &Catalog) -> Vec<ModuleView> {
    catalog.payloads.iter().filter(|payload| !payload.events.is_empty()).map(module).collect()
}

fn module(payload: &Payload) -> ModuleView {
    let values: Vec<Ts> = payload.events.iter().map(|event| names::event(&event.ident)).collect();
    let guards = payload.events.iter().map(|event| names::guard(&event.ident));
    ModuleView {
        path: code!("./payloads/{}.js", names::module(&payload.ident)),
        interface: names::interface(&payload.ident),
        exports: Ts::join(values.iter().cloned().chain(guards), ", "),
        values,
    }
}

fn event_view(event: &Event, payload: &Payload) -> MapView {
    MapView {
        doc: docs::event(event).print("  "),
        key: code!("{}", TsKey(&event.name)),
        value: names::interface(&payload.ident),
    }
}

fn alias_views(event: &Event) -> impl Iterator<Item = MapView> {
    event.aliases.iter().map(|alias| MapView {
        doc: Ts::empty(),
        key: code!("{}", TsKey(alias)),
        value: code!("{}", TsString(&event.name)),
    })
}

fn group_export(group: &Group) -> Ts {
    let name = names::group_interface(&group.ident);
    code!("export type {{ {} }} from \"./groups/{}.js\";", name, names::module(&group.ident))
}

fn type_export(def: &TypeDef) -> Ts {
    code!("export type {{ {} }} from \"./types/{}.js\";", names::interface(&def.ident), names::module(&def.ident))
}
