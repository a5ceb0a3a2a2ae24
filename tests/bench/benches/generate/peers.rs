//! What others take to make types of the JSON Schemas of the same catalogue, a schema per event, each in one process.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use typify_impl::{TypeSpace, TypeSpaceSettings};

/// Asks this program to be typify.
const TYPIFY: &str = "--typify";

/// The commands by name; Node's packages are those of `tests/slow/node`.
pub(crate) fn commands(root: &Path, out: &Path, schemas: &[PathBuf]) -> Vec<(&'static str, Command)> {
    let node = |script: &str| {
        let mut command = Command::new("node");
        command.current_dir(root.join("tests/slow/node")).arg(script).arg(out).args(schemas);
        command
    };
    let mut typify = Command::new(std::env::current_exe().expect("this program has a path"));
    typify.arg(TYPIFY).arg(out).args(schemas);
    vec![
        ("typify, printed by prettyplease", typify),
        ("quicktype, TypeScript", node("quicktype.mjs")),
        ("json-schema-to-typescript", node("json2ts.mjs")),
    ]
}

/// Does what typify's commands ask for; whether that was asked for.
pub(crate) fn is_typify() -> bool {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [first, out, schemas @ ..] = args.as_slice() else { return false };
    if first != TYPIFY {
        return false;
    }
    for path in schemas.iter().map(Path::new) {
        let schema = fs::read_to_string(path).expect("the schema is there");
        let mut space = TypeSpace::new(&TypeSpaceSettings::default());
        space.add_root_schema(serde_json::from_str(&schema).expect("it is a schema")).expect("typify takes it");
        let code = prettyplease::unparse(&syn::parse2(space.to_stream()).expect("typify's output is Rust"));
        let name = path.file_name().unwrap_or_default();
        fs::write(Path::new(out).join(name).with_extension("rs"), code).expect("the directory can be written");
    }
    true
}
