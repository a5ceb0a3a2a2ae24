//! The package for `require`: scripts that are made of the modules themselves, so that nothing is written twice. `runtime.cjs` is the
//! runtime, each of its modules in a function; `index.cjs` has all tables and events in one scope, where their names are unique.
//! The declarations refer to those of the modules.
//!
//! Modules are read line by line. They are ours, and written in few forms: an import or export begins its line, and names are in
//! braces, with nothing but `, ` between them.

use super::{RECEIVE, RUNTIME, Ts};
use crate::Files;
use crate::write::{Code, code};
use eventspec_catalog::Catalog;

/// What a module becomes.
#[derive(Default)]
struct Script {
    lines: Vec<Ts>,
    /// The members of the object that has its exports.
    exports: Vec<Ts>,
}

/// The modules of a package, as they are emitted.
pub(super) struct Modules {
    /// Those of groups, types and payloads, before those that need them.
    pub(super) tables: Vec<Ts>,
    pub(super) index: Ts,
    pub(super) samples: Ts,
    pub(super) delivery: Option<Ts>,
}

/// Emits the scripts and their declarations.
pub(super) fn emit(catalog: &Catalog, modules: &Modules, files: &mut Files) {
    let receive: &[(&str, &str)] = if catalog.deliveries.is_empty() { &[] } else { &RECEIVE };
    let runtime: Vec<(&str, &str)> = RUNTIME.iter().chain(receive).copied().collect();
    files.add(&Code::literal("runtime.cjs"), &runtime_script(&runtime));

    let in_scope = |_: &str| None;
    let mut index =
        Script { lines: vec![Ts::literal("const runtime = require(\"./runtime.cjs\");")], exports: Vec::new() };
    modules.tables.iter().for_each(|table| index.add(table, &in_scope));
    index.exports.clear();
    index.add(&modules.index, &in_scope);
    add(files, "index", &index);

    let mut samples = Script::default();
    samples.add(&modules.samples, &in_scope);
    add(files, "samples", &samples);

    if let Some(module) = &modules.delivery {
        let mut delivery = Script::default();
        delivery.add(module, &|path| {
            let script = if path.starts_with("./runtime/") { "./runtime.cjs" } else { "./index.cjs" };
            Some(code!("require(\"{}\")", script))
        });
        add(files, "delivery", &delivery);
    }
}

/// Adds a script and its declarations.
fn add(files: &mut Files, name: &'static str, script: &Script) {
    let Script { lines, exports } = script;
    let exported = exports.iter().map(|name| code!("  {},\n", name));
    let text =
        code!("\"use strict\";\n\n{}\n\nmodule.exports = {{\n{}}};\n", Ts::join(lines, "\n"), Ts::join(exported, ""));
    files.add(&code!("{}.cjs", name), &text);
    // Of `a: b`, the name is `a`.
    let names = exports.iter().map(|name| name.split_once(": ").map_or_else(|| name.clone(), |(name, _)| name));
    let declared = names.map(|name| code!("export declare const {name}: typeof $module.{name};\n", name = name));
    let from = code!("\"./{}.js\" with {{ \"resolution-mode\": \"import\" }}", name);
    let declarations = code!(
        "import type * as $module from {from};\n\nexport type * from {from};\n{declared}",
        from = from,
        declared = Ts::join(declared, ""),
    );
    files.add(&code!("{}.d.cts", name), &declarations);
}

/// The runtime as one script: its modules in functions, each after those that it imports.
fn runtime_script(files: &[(&'static str, &'static str)]) -> Ts {
    let modules: Vec<(&str, &str)> = files.iter().filter(|(path, _)| !path.ends_with(".d.ts")).copied().collect();
    let mut order = Vec::new();
    (0..modules.len()).for_each(|module| visit(module, &modules, &mut order));
    let functions = order.iter().filter_map(|&at| {
        let (path, text) = modules.get(at)?;
        let mut script = Script::default();
        script.add(&Ts::literal(text), &|import| position(&modules, path, import).map(|other| code!("$m{}", other)));
        let Script { lines, exports } = script;
        Some(code!(
            "// {path}\nconst $m{at} = (() => {{\n{lines}\nreturn {{ {exports} }};\n}})();\n\n",
            path = *path,
            at = at,
            lines = Ts::join(lines, "\n"),
            exports = Ts::join(exports, ", "),
        ))
    });
    let functions = Ts::join(functions, "");
    let public =
        modules.iter().enumerate().filter(|(_, (path, _))| ["runtime.js", "runtime/delivery.js"].contains(path));
    let public = Ts::join(public.map(|(at, _)| code!("...$m{}", at)), ", ");
    code!("\"use strict\";\n\n{}module.exports = {{ {} }};\n", functions, public)
}

/// Adds a module to an order behind those that it imports.
fn visit(at: usize, modules: &[(&str, &str)], order: &mut Vec<usize>) {
    let Some((path, text)) = modules.get(at).filter(|_| !order.contains(&at)) else { return };
    let imports = text.lines().filter(|line| line.starts_with("import ") || line.starts_with("} from "));
    for import in imports.filter_map(|line| line.split('"').nth(1)) {
        if let Some(other) = position(modules, path, import) {
            visit(other, modules, order);
        }
    }
    order.push(at);
}

/// Which of the modules another one imports.
fn position(modules: &[(&str, &str)], importer: &str, import: &str) -> Option<usize> {
    let mut folder: Vec<&str> = importer.split('/').collect();
    folder.pop();
    for step in import.split('/') {
        match step {
            "." => {}
            ".." => drop(folder.pop()),
            name => folder.push(name),
        }
    }
    let wanted = folder.join("/");
    modules.iter().position(|(path, _)| *path == wanted)
}

impl Script {
    /// Adds a module; `required` gives what has the exports of another one, if those are not in the same scope.
    fn add(&mut self, module: &Ts, required: &dyn Fn(&str) -> Option<Ts>) {
        let mut open: Vec<Ts> = Vec::new();
        for line in module.lines() {
            let begins = line.as_str().starts_with("import ") || line.as_str().starts_with("export {");
            if !open.is_empty() || begins {
                let is_whole = line.as_str().ends_with(';');
                open.push(line);
                if is_whole {
                    self.names(&Ts::join(std::mem::take(&mut open), " "), required);
                }
            } else {
                let declaration = line.strip_prefix("export ");
                self.exports.extend(declaration.as_ref().and_then(declared));
                self.lines.push(declaration.unwrap_or(line));
            }
        }
    }

    /// Adds an import or an export of names.
    fn names(&mut self, statement: &Ts, required: &dyn Fn(&str) -> Option<Ts>) {
        let statement = statement.strip_suffix(";").unwrap_or_else(|| statement.clone());
        let (names, path) = match statement.split_once(" from ") {
            Some((names, path)) => (names, Some(path)),
            None => (statement, None),
        };
        let path = path.as_ref().map(|path| path.as_str().trim_matches('"'));
        let exported = names.strip_prefix("export ");
        let names = exported.clone().or_else(|| names.strip_prefix("import ")).unwrap_or(names);
        if let Some(from) = path.and_then(required) {
            let names = names.strip_prefix("* as ").unwrap_or_else(|| names.clone());
            self.lines.push(code!("const {} = {};", names, from));
        }
        let exported = exported.and_then(|names| names.strip_prefix("{ ")?.strip_suffix(" }"));
        for name in exported.iter().flat_map(|names| names.split(", ")) {
            self.exports.push(match name.split_once(" as ") {
                Some((local, public)) => code!("{}: {}", public, local),
                None => name,
            });
        }
    }
}

/// The name that a declaration declares.
fn declared(declaration: &Ts) -> Option<Ts> {
    let name =
        ["const ", "class ", "function ", "async function "].iter().find_map(|it| declaration.strip_prefix(it))?;
    let end = [" ", "("].iter().filter_map(|end| name.split_once(end)).map(|(name, _)| name);
    end.min_by_key(|name| name.as_str().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_become_parts_of_a_script() {
        let module = Ts::literal(
            "import * as a from \"./a.js\";\nimport { b,\n  c } from \"./b.js\";\n\n/** @type {import(\"x\").X} */\nexport const d = b;\n\
             export async function e(f) {\n  return \"export {};\";\n}\nexport { g, h } from \"./g.js\";\nexport { d as i };\nexport {};\n\
             export class J extends K {}\n",
        );
        let mut script = Script::default();
        script.add(&module, &|path| (path != "./b.js").then(|| Ts::literal("it")));
        let lines: Vec<&str> = script.lines.iter().map(Code::as_str).collect();
        let expected = [
            "const a = it;",
            "",
            "/** @type {import(\"x\").X} */",
            "const d = b;",
            "async function e(f) {",
            "  return \"export {};\";",
            "}",
            "const { g, h } = it;",
            "class J extends K {}",
        ];
        assert_eq!(lines, expected);
        let exports: Vec<&str> = script.exports.iter().map(Code::as_str).collect();
        assert_eq!(exports, ["d", "e", "g", "h", "i: d", "J"]);
    }

    #[test]
    fn modules_follow_what_they_import() {
        let modules = [
            ("a.js", "import { b } from \"./b/c.js\";"),
            ("b/c.js", "import {\n  d,\n} from \"../d.js\";"),
            ("d.js", ""),
        ];
        let mut order = Vec::new();
        (0..3).for_each(|module| visit(module, &modules, &mut order));
        assert_eq!(order, [2, 1, 0]);
    }

    /// They would not work as functions one after the other.
    #[test]
    fn the_runtime_has_no_cycle() {
        let files: Vec<(&str, &str)> = RUNTIME.iter().chain(&RECEIVE).copied().collect();
        let text = runtime_script(&files).to_string();
        for (at, line) in text.lines().enumerate() {
            let Some((_, module)) = line.strip_prefix("const {").and_then(|line| line.split_once("} = $m")) else {
                continue;
            };
            let made = format!("const $m{} = ", module.trim_end_matches(';'));
            assert!(text.lines().take(at).any(|line| line.starts_with(&made)), "{line}");
        }
        assert!(!text.lines().any(|line| line.starts_with("import ") || line.starts_with("export ")), "{text}");
    }
}
