//! A small catalogue with everything in it, and what becomes of it.

use eventspec_catalog::{ScalarName, Sources, resolve};

use super::RUNTIME;
use crate::{Files, Target, emit};

/// Text that would break out of every context it could land in.
const HOSTILE: &str = r"*/ alert(1) // ${x} ` </script> @type {never} {@link x} \\ \u2028 \u202e";

fn files() -> Files {
    let mut sources = Sources::default();
    let catalog = format!("name = \"shop-events\"\nversion = \"1.2.3\"\ntitle = \"{HOSTILE}\"\ndoc = \"{HOSTILE}\"");
    sources.insert("catalog.toml", catalog);
    sources.insert("groups/order.toml", field("id", "uuid", "required = true"));
    let fields = [
        field("meta.coin_spent", "integer", "aliases = [\"coins\"]\nexample = 3"),
        field("total", "number", "blank = true\nnullable = true\ndeprecated = { use = \"sum\" }"),
        field("day", "date(DD-MM)", ""),
        field("status", "string", "values = [\"open\", \"*/\", \"\\\"\"]"),
        field("lines", "list<event>", ""),
        field("notes", "map<string>", ""),
    ];
    let fields: String = fields.iter().map(|text| text.replace("doc = \"x\"\n", "")).collect();
    let events = format!("[[event]]\nname = \"delete\"\naliases = [\"remove\"]\ndoc = \"{HOSTILE}\"\n");
    sources.insert("events/order.toml", format!("doc = \"{HOSTILE}\"\ninclude = [\"order\"]\n{events}{fields}"));
    sources.insert("types/event.toml", field("children", "list<event>", ""));
    sources.insert("samples/delete/empty.json", "{\"id\":\"449ebf4f-f3e2-471a-a21f-47d8e148f259\"}");
    let catalog = resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render("spec", false)));
    emit(&catalog, Target::TypeScript).unwrap()
}

/// A file of one field.
fn field(name: &str, ty: &str, rest: &str) -> String {
    format!("doc = \"x\"\n[[field]]\nname = \"{name}\"\ntype = \"{ty}\"\ndoc = \"{HOSTILE}\"\n{rest}\n")
}

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    let path = format!("typescript/{path}");
    files.iter().find(|(other, _)| *other == path).map_or_else(|| panic!("no {path}"), |(_, text)| text)
}

fn assert_has(files: &Files, path: &str, expected: &[&str]) {
    for part in expected {
        assert!(text(files, path).contains(part), "{path} lacks {part}:\n{}", text(files, path));
    }
}

#[test]
fn tables_say_what_the_specification_says() {
    let files = files();
    let expected = [
        "import { $group_order } from \"../groups/order.js\";",
        "[\"meta.coin_spent\", \"integer\", \"\", [\"coins\"]],",
        "[\"total\", \"number\", \"nullable blank\"],",
        "[\"day\", [\"date\", \"DD-MM\"]],",
        "[\"lines\", [\"list\", () => $event]],",
        "[\"notes\", [\"map\", \"string\"]],",
        "const $order = /* @__PURE__ */ runtime.objectTable($group_order, [",
        "export const delete_ = /* @__PURE__ */ runtime.eventType(\"delete\", $order, [\"remove\"]);",
    ];
    assert_has(&files, "payloads/order.js", &expected);
    assert_has(&files, "groups/order.js", &["[\"id\", \"uuid\", \"required\"],"]);
    assert_has(&files, "types/order_status.js", &["runtime.enumTable([\"open\", \"*/\", \"\\\"\"], false)"]);
}

#[test]
fn declarations_have_exact_wire_types() {
    let files = files();
    let expected = [
        "export interface Order extends OrderFields {",
        "  \"meta.coin_spent\"?: number;\n",
        "  total?: number | \"\" | null;\n",
        "  lines?: Event_[];\n",
        "  notes?: { [key: string]: string };\n",
        "   * @example 3\n",
        "   * @deprecated Use sum.\n",
        "export declare const delete_: runtime.EventType<\"delete\", Order>;",
    ];
    assert_has(&files, "payloads/order.d.ts", &expected);
    assert_has(
        &files,
        "types/order_status.d.ts",
        &["export type OrderStatus = \"open\" | \"*/\" | \"\\\"\" | (string & {});"],
    );
    assert_has(&files, "index.d.ts", &["export type { Event_ } from \"./types/event.js\";", "remove: \"delete\";"]);
}

#[test]
fn comments_end_where_they_should() {
    for (path, text) in files().iter().filter(|(path, _)| !path.contains("/runtime") && path.contains(".d.ts")) {
        let ends =
            text.lines().filter(|line| line.trim_end().ends_with("*/") && !line.contains("type OrderStatus")).count();
        assert_eq!(text.matches("/**").count(), ends, "{path}:\n{text}");
        assert!(!text.contains("*/ alert") && !text.contains(['\u{2028}', '\u{202e}']), "{path}:\n{text}");
        assert!(
            !text.lines().any(|line| line.trim_start().starts_with("* @type") || line.contains("{@link x")),
            "{path}:\n{text}"
        );
    }
}

#[test]
fn every_module_is_made_of_the_runtime_that_is_there() {
    let files = files();
    for (path, text) in files.iter().filter(|(path, _)| path.rsplit_once('.').is_some_and(|(_, ending)| ending == "js"))
    {
        for module in text.lines().filter_map(|line| line.strip_prefix("import ")?.split('"').nth(1)) {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let target = match module.strip_prefix("../") {
                Some(rest) => format!("{}/{rest}", folder.rsplit_once('/').map_or("", |(parent, _)| parent)),
                None => format!("{folder}/{}", module.trim_start_matches("./")),
            };
            assert!(files.iter().any(|(other, _)| other == target), "{path} imports {module}");
        }
    }
}

/// The compiler of TypeScript asks for a row of each of these names in `shape.js`.
#[test]
fn the_runtime_knows_every_built_in_type() {
    let (_, declarations) = RUNTIME.iter().find(|(path, _)| *path == "runtime.d.ts").unwrap();
    let (_, after) = declarations.split_once("export type BuiltIn =").unwrap();
    let (union, _) = after.split_once(';').unwrap();
    let names: Vec<&str> = union.split('"').skip(1).step_by(2).collect();
    let expected: Vec<&str> = ScalarName::ALL.iter().map(|name| name.as_str()).collect();
    assert_eq!(names, expected);
}
