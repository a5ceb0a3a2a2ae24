//! Writes what people would write by hand: a struct per payload with serde's derive, so that the benches compare with
//! the whole catalogue and never with a struct that fell behind it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use eventspec_catalog::{Catalog, Field, Sources, Type, resolve};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../spec");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut sources = Sources::default();
    read_below(&root, "", &mut sources);
    let catalog = resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render("spec/", false)));
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join("derive.rs");
    fs::write(&out, structs(&catalog)).unwrap_or_else(|error| panic!("{}: {error}", out.display()));
}

fn structs(catalog: &Catalog) -> String {
    let mut out = String::new();
    for payload in &catalog.payloads {
        let name = payload.ident.pascal();
        let fields: Vec<&Field> = catalog.fields(payload).collect();
        let _ = writeln!(
            out,
            "/// All fields in one struct; unknown keys are dropped.\n{}",
            of(&format!("{name}Plain"), &fields, "")
        );
        let own: Vec<&Field> = payload.fields.iter().collect();
        let mut flat = String::new();
        for group in payload.groups.iter().filter_map(|id| catalog.group(*id)) {
            let _ = writeln!(flat, "    #[serde(flatten)]\n    pub {}: {}Group,", group.name, group.ident.pascal());
        }
        flat += "    #[serde(flatten)]\n    pub extra: std::collections::HashMap<String, serde_json::Value>,\n";
        let _ = writeln!(out, "/// Groups and unknown keys flattened.\n{}", of(&format!("{name}Flat"), &own, &flat));
    }
    for group in &catalog.groups {
        let _ = writeln!(
            out,
            "/// A shared group.\n{}",
            of(&format!("{}Group", group.ident.pascal()), &group.fields.iter().collect::<Vec<_>>(), "")
        );
    }
    out
}

fn of(name: &str, fields: &[&Field], more: &str) -> String {
    let mut out = format!("#[derive(serde::Deserialize, serde::Serialize)]\npub struct {name} {{\n");
    for field in fields {
        let _ = writeln!(
            out,
            "    #[serde(rename = {:?}, skip_serializing_if = \"Option::is_none\")]\n    pub r#{}: Option<{}>,",
            field.name,
            field.ident.snake(),
            rust_type(field)
        );
    }
    out + more + "}\n"
}

fn rust_type(field: &Field) -> &'static str {
    match (&field.ty, field.blank) {
        (Type::Number | Type::Integer, false) => "f64",
        (Type::Number | Type::Integer, true) => "crate::OrBlank<f64>",
        (Type::Boolean, false) => "bool",
        (Type::Boolean, true) => "crate::OrBlank<bool>",
        _ => "String",
    }
}

fn read_below(directory: &Path, prefix: &str, sources: &mut Sources) {
    for entry in fs::read_dir(directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display())).flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            read_below(&entry.path(), &format!("{prefix}{name}/"), sources);
        } else if name.ends_with(".toml") || name.ends_with(".json") {
            let text = fs::read_to_string(entry.path()).unwrap_or_else(|error| panic!("{name}: {error}"));
            sources.insert(format!("{prefix}{name}"), text);
        }
    }
}
