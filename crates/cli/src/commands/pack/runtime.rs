//! The crate that every generated crate depends on, from the program itself: packing needs neither cargo nor a network.

use eventspec_runtime::sources;
use toml_edit::{DocumentMut, Item, Table, TableLike, Value, value};

use super::Package;
use crate::Failure;
use crate::archive::{Entries, pack};

const NAME: &str = "eventspec-runtime";

/// Packages the runtime.
pub(super) fn package() -> Result<Package, Failure> {
    let cannot = |error: &dyn std::fmt::Display| Failure::Io(format!("cannot pack {NAME}: {error}"));
    let folder = format!("{NAME}-{}", sources::VERSION);
    let manifest = manifest().map_err(|error| cannot(&error))?;
    let files = sources::FILES.iter().map(|(path, text)| ((*path).to_owned(), (*text).into()));
    let entries: Entries = files.chain([("Cargo.toml".to_owned(), manifest.into())]).collect();
    let bytes = pack(&folder, &entries).map_err(|error| cannot(&error))?;
    Ok(Package { path: format!("crates/{folder}.crate"), bytes })
}

/// The manifest of the published crate: the same, whether the program was built from the workspace or from a registry.
fn manifest() -> Result<String, toml_edit::TomlError> {
    let written: DocumentMut = sources::MANIFEST.parse()?;
    let mut package = Table::new();
    let facts = [
        ("name", NAME),
        ("version", sources::VERSION),
        ("edition", "2024"),
        ("rust-version", sources::RUST_VERSION),
        ("description", sources::DESCRIPTION),
        ("license", sources::LICENSE),
        ("repository", sources::REPOSITORY),
        ("readme", "README.md"),
    ];
    facts.into_iter().for_each(|(key, text)| package[key] = value(text));
    for key in ["keywords", "categories", "metadata"] {
        if let Some(value) = written.get("package").and_then(|written| written.get(key)).and_then(plain) {
            package[key] = Item::Value(value);
        }
    }
    let mut manifest = DocumentMut::new();
    manifest["package"] = Item::Table(package);
    for key in ["features", "dependencies"] {
        if let Some(table) = written.get(key).and_then(Item::as_table_like) {
            manifest[key] = Item::Table(sorted(table).collect());
        }
    }
    Ok(manifest.to_string())
}

/// The entries of a table in the order of their keys, without the layout they were written in.
fn sorted(table: &dyn TableLike) -> impl Iterator<Item = (String, Value)> {
    let mut entries: Vec<_> = table.iter().filter_map(|(key, item)| Some((key.to_owned(), plain(item)?))).collect();
    entries.sort_by(|(a, _), (b, _)| a.cmp(b));
    entries.into_iter()
}

fn plain(item: &Item) -> Option<Value> {
    if let Some(table) = item.as_table_like() {
        return Some(Value::InlineTable(sorted(table).collect()));
    }
    let mut value = match item.as_value()? {
        Value::Array(array) => {
            Value::Array(array.iter().filter_map(|item| plain(&Item::Value(item.clone()))).collect())
        }
        // Its quotes are layout, too.
        Value::String(text) => Value::from(text.value().as_str()),
        other => other.clone(),
    };
    value.decor_mut().clear();
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_is_the_same_however_it_was_written() {
        let raw: DocumentMut = "[a]\nb = { version = '1', optional = true } # why\n".parse().unwrap();
        let rewritten: DocumentMut = "[a.b]\noptional = true\nversion = \"1\"\n".parse().unwrap();
        let [raw, rewritten] = [raw, rewritten].map(|document| {
            let mut out = DocumentMut::new();
            out["a"] = Item::Table(sorted(document["a"].as_table_like().unwrap()).collect());
            out.to_string()
        });
        assert_eq!(raw, "[a]\nb = { optional = true, version = \"1\" }\n");
        assert_eq!(rewritten, raw);
    }
}
