//! A catalogue as people would write it by hand: a struct per payload with serde's derive.

use std::fmt::Write as _;

use eventspec_catalog::{Catalog, Field, JsonType};

/// `<Payload>Plain`, all fields in one struct, and `<Payload>Flat`, groups and unknown keys flattened.
pub fn structs(catalog: &Catalog) -> String {
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
    let json = field.ty.scalar().map(|scalar| scalar.row().json);
    match (json, field.blank) {
        (Some(JsonType::Number), false) => "f64",
        (Some(JsonType::Number), true) => "crate::OrBlank<f64>",
        (Some(JsonType::Boolean), false) => "bool",
        (Some(JsonType::Boolean), true) => "crate::OrBlank<bool>",
        _ => "String",
    }
}
