//! One module for each payload, group and named type: a table for the runtime, a declaration for people.

use askama::Template;
use eventspec_catalog::{Catalog, Event, Field, Group, Payload, Type, TypeDef, TypeKind, Unlisted};

use super::docs::{self, Doc};
use super::{Ts, names, types};
use crate::Files;
use crate::write::{Code, FileName, FileStem, TsKey, TsString, code, print, views};

views! {
    #[derive(Template)]
    #[template(path = "typescript/group.js.txt", escape = "none")]
    struct GroupJs {
        imports: Vec<Ts>,
        rows: Ts,
        fields: Vec<Ts>,
    }

    #[derive(Template)]
    #[template(path = "typescript/group.d.ts.txt", escape = "none")]
    struct GroupDts {
        imports: Vec<Ts>,
        doc: Ts,
        interface: Ts,
        members: Vec<Ts>,
        rows: Ts,
    }

    #[derive(Template)]
    #[template(path = "typescript/type.js.txt", escape = "none")]
    struct TypeJs {
        imports: Vec<Ts>,
        table: Ts,
        body: Ts,
    }

    #[derive(Template)]
    #[template(path = "typescript/type.d.ts.txt", escape = "none")]
    struct TypeDts {
        imports: Vec<Ts>,
        doc: Ts,
        declaration: Ts,
        table: Ts,
        kind: Ts,
    }

    #[derive(Template)]
    #[template(path = "typescript/payload.js.txt", escape = "none")]
    struct PayloadJs {
        imports: Vec<Ts>,
        table: Ts,
        groups: Vec<Ts>,
        /// The call that makes its table.
        call: Ts,
        fields: Vec<Ts>,
        events: Vec<EventView>,
    }

    #[derive(Template)]
    #[template(path = "typescript/payload.d.ts.txt", escape = "none")]
    struct PayloadDts {
        imports: Vec<Ts>,
        doc: Ts,
        interface: Ts,
        extends: Ts,
        members: Vec<Ts>,
        events: Vec<EventView>,
    }

    /// An event type in finished strings.
    struct EventView {
        doc: Ts,
        value: Ts,
        guard: Ts,
        /// Its name as a string literal.
        name: Ts,
        /// Its aliases and where its payload holds its name as further arguments, if it has any.
        arguments: Ts,
    }
}

/// Emits the module of a group; gives its JavaScript.
pub(super) fn group(catalog: &Catalog, group: &Group, files: &mut Files) -> Ts {
    let path = code!("groups/{}", FileStem(&group.ident));
    let of_fields = || group.fields.iter().map(|field| &field.ty);
    let (refs, in_table) = (types::references(catalog, of_fields()), types::table_references(catalog, of_fields()));
    let rows = names::group_rows(&group.ident);
    let js = GroupJs {
        imports: table_imports(&in_table, ".."),
        rows: rows.clone(),
        fields: field_rows(catalog, &group.fields),
    };
    let dts = GroupDts {
        imports: type_imports(&refs, ".."),
        doc: Doc::new(group.doc.as_deref()).print(""),
        interface: names::group_interface(&group.ident),
        members: members(catalog, &group.fields),
        rows,
    };
    pair(files, &path, print(&js), &print(&dts))
}

/// Emits the module of a named type; gives its JavaScript.
pub(super) fn type_def(catalog: &Catalog, def: &TypeDef, files: &mut Files) -> Ts {
    let path = code!("types/{}", FileStem(&def.ident));
    let [declared, in_table] = references(catalog, def.kind.declared(), def.kind.unlisted())
        .map(|refs| refs.into_iter().filter(|other| other.ident != def.ident).collect::<Vec<_>>());
    let name = names::interface(&def.ident);
    let table = names::table(&def.ident);
    let (kind, doc, declaration, body) = match &def.kind {
        TypeKind::Object { fields, unlisted } => {
            let declaration = code!("interface {} {{\n{}}}", name, Ts::join(members(catalog, fields), ""));
            (
                "ObjectTable",
                Doc::new(def.doc.as_deref()),
                declaration,
                code!("{}{})", object_call(catalog, unlisted), rows_literal(catalog, fields)),
            )
        }
        TypeKind::Enum { values, closed } => {
            let declaration = code!("type {} = {};", name, types::enum_union(values, *closed));
            let body = code!("enumTable([{}], {})", Ts::join(types::literals(values), ", "), closed);
            ("EnumTable", docs::enumeration(def.doc.as_deref(), values), declaration, body)
        }
        TypeKind::Union(variants) => {
            let declaration = code!("type {} = {};", name, types::variant_union(catalog, variants));
            let rows = Ts::join(variants.iter().map(|variant| types::type_row(catalog, &variant.ty)), ", ");
            let tag = catalog.tag(variants).map_or_else(Ts::empty, |tag| code!(", {}", TsString(tag)));
            ("UnionTable", docs::union(catalog, def, variants), declaration, code!("unionTable([{}]{})", rows, tag))
        }
        TypeKind::Alias(field) => return alias(catalog, def, &type_imports(&declared, "."), field, files),
    };
    let js = TypeJs { imports: table_imports(&in_table, "."), table: table.clone(), body };
    let dts = TypeDts {
        imports: type_imports(&declared, "."),
        doc: doc.print(""),
        declaration,
        table,
        kind: Ts::literal(kind),
    };
    pair(files, &path, print(&js), &print(&dts))
}

/// Emits the module of an alias: it has a declaration and no table, because tables have what it stands for.
fn alias(catalog: &Catalog, def: &TypeDef, imports: &[Ts], field: &Field, files: &mut Files) -> Ts {
    let doc = Doc::new(def.doc.as_deref()).print("");
    let imports: Vec<Ts> = imports.iter().map(|import| code!("{}\n", import)).collect();
    let between = if imports.is_empty() { Ts::empty() } else { Ts::literal("\n") };
    let (name, ty) = (names::interface(&def.ident), types::expression(catalog, &field.ty));
    let dts = code!("{}{}{}export type {} = {};\n", Ts::join(imports, ""), between, doc, name, ty);
    pair(files, &code!("types/{}", FileStem(&def.ident)), Ts::literal("export {};\n"), &dts)
}

/// The named types that a module refers to: those of its declaration, and those of its table, which has the type of the rest as well.
fn references<'a>(
    catalog: &'a Catalog,
    mut types: Vec<&'a Type>,
    unlisted: Option<&'a Unlisted>,
) -> [Vec<&'a TypeDef>; 2] {
    let declared = types::references(catalog, types.iter().copied());
    types.extend(unlisted.and_then(Unlisted::rest).map(|rest| &rest.ty));
    [declared, types::table_references(catalog, types)]
}

/// The call that makes the table of an object, up to the rows of its fields.
fn object_call(catalog: &Catalog, unlisted: &Unlisted) -> Ts {
    match unlisted.rest() {
        None => Ts::literal("objectTable("),
        Some(rest) => code!("objectWithRest({}, ", types::field_row(catalog, rest)),
    }
}

/// Emits the module of a payload and the events that carry it; gives its JavaScript.
pub(super) fn payload(catalog: &Catalog, payload: &Payload, files: &mut Files) -> Ts {
    let path = code!("payloads/{}", FileStem(&payload.ident));
    let own = catalog.own_fields(payload);
    let groups: Vec<&Group> = payload.groups.iter().filter_map(|id| catalog.group(*id)).collect();
    let [declared, _] = references(catalog, own.iter().map(|field| &field.ty).collect(), Some(&payload.unlisted));
    // The table has all fields of a group that it narrows, in their order.
    let narrowed = groups.iter().filter(|group| payload.narrows(group)).flat_map(|group| payload.of_group(group));
    let in_rows = narrowed.chain(&payload.fields).map(|field| &field.ty).collect();
    let [_, in_table] = references(catalog, in_rows, Some(&payload.unlisted));
    let interfaces: Vec<Ts> = groups.iter().map(|group| names::group_interface(&group.ident)).collect();
    let line = |keyword: &'static str, name: &Ts, group: &Group| {
        import(keyword, name, &code!("../groups/{}", names::module(&group.ident)))
    };
    let as_they_are = groups.iter().filter(|group| !payload.narrows(group));
    let row_imports = as_they_are.map(|group| line("import", &names::group_rows(&group.ident), group));
    let interface_imports =
        groups.iter().map(|group| line("import type", &names::group_interface(&group.ident), group));
    let rows = |group: &&Group| {
        if payload.narrows(group) {
            rows_literal(catalog, payload.of_group(group))
        } else {
            names::group_rows(&group.ident)
        }
    };
    let js = PayloadJs {
        imports: row_imports.chain(table_imports(&in_table, "..")).collect(),
        table: names::table(&payload.ident),
        groups: groups.iter().map(rows).collect(),
        call: object_call(catalog, &payload.unlisted),
        fields: field_rows(catalog, &payload.fields),
        events: events(payload),
    };
    let dts = PayloadDts {
        imports: interface_imports.chain(type_imports(&declared, "..")).collect(),
        doc: docs::payload(payload).print(""),
        interface: names::interface(&payload.ident),
        extends: if interfaces.is_empty() { Ts::empty() } else { code!("extends {} ", Ts::join(interfaces, ", ")) },
        members: members(catalog, &own),
        events: events(payload),
    };
    pair(files, &path, print(&js), &print(&dts))
}

fn arguments(event: &Event) -> Ts {
    let aliases = || code!(", {}", types::strings(&event.aliases));
    if event.name_places.is_empty() {
        return if event.aliases.is_empty() { Ts::empty() } else { aliases() };
    }
    let places = event.name_places.iter().map(|place| {
        let aliases: Vec<String> = place.aliases.iter().map(ToString::to_string).collect();
        code!("{}: {}", TsString(&place.pointer.to_json_pointer()), types::strings(&aliases))
    });
    code!("{}, {{ {} }}", aliases(), Ts::join(places.collect::<Vec<_>>(), ", "))
}

fn events(payload: &Payload) -> Vec<EventView> {
    let view = |event: &Event| EventView {
        doc: docs::event(event).print(""),
        value: names::event(&event.ident),
        guard: names::guard(&event.ident),
        name: code!("{}", TsString(&event.name)),
        arguments: arguments(event),
    };
    payload.events.iter().map(view).collect()
}

/// The members of an interface, each with its comment and line end.
fn members(catalog: &Catalog, fields: &[Field]) -> Vec<Ts> {
    let member = |field: &Field| {
        let doc = docs::field(catalog, field).print("  ");
        let optional = if field.required { "" } else { "?" };
        code!("{}  {}{}: {};\n", doc, TsKey(&field.name), optional, types::field_type(catalog, field))
    };
    fields.iter().map(member).collect()
}

fn field_rows<'f>(catalog: &Catalog, fields: impl IntoIterator<Item = &'f Field>) -> Vec<Ts> {
    fields.into_iter().map(|field| types::field_row(catalog, field)).collect()
}

fn rows_literal<'f>(catalog: &Catalog, fields: impl IntoIterator<Item = &'f Field>) -> Ts {
    let rows = field_rows(catalog, fields);
    if rows.is_empty() { Ts::literal("[]") } else { code!("[\n  {},\n]", Ts::join(rows, ",\n  ")) }
}

fn table_imports(refs: &[&TypeDef], up: &str) -> Vec<Ts> {
    refs.iter().map(|def| import("import", &names::table(&def.ident), &type_module(def, up))).collect()
}

fn type_imports(refs: &[&TypeDef], up: &str) -> Vec<Ts> {
    refs.iter().map(|def| import("import type", &names::interface(&def.ident), &type_module(def, up))).collect()
}

fn type_module(def: &TypeDef, up: &str) -> Ts {
    let folder = if up == "." { "." } else { "../types" };
    code!("{}/{}", folder, names::module(&def.ident))
}

fn import(keyword: &'static str, name: &Ts, module: &Ts) -> Ts {
    code!("{} {{ {} }} from \"{}.js\";", keyword, name, module)
}

/// Adds a module and its declarations; gives the module.
fn pair(files: &mut Files, path: &Code<FileName>, js: Ts, dts: &Ts) -> Ts {
    files.add(&code!("{}.js", path), &js);
    files.add(&code!("{}.d.ts", path), dts);
    js
}
