//! Writes what people would write by hand: a struct per payload with serde's derive, so that the benches compare with
//! the whole catalogue and never with a struct that fell behind it.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use eventspec_catalog::{Catalog, Field, Sources, Type, resolve};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../spec");
    println!("cargo::rerun-if-changed={}", root.display());
    let sources = Sources::load(&root).unwrap_or_else(|error| panic!("{error}"));
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
