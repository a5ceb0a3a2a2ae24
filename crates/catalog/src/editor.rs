//! What an editor is told about the files of one specification: the JSON Schemas of the structs that parse them, narrowed
//! to the groups, types and packages that there are, so that a misspelt name is an error while it is typed.

use schemars::{Schema, schema_for};
use serde_json::{Value, json};

use crate::Catalog;
use crate::delivery::{DeliveryFile, preset_names};
use crate::fields::built_in_types;
use crate::scalar::Scalar;
use crate::spec::{CatalogFile, GroupFile, PayloadFile, TypeFile};
use crate::time_pattern::TimeClass;

/// The JSON Schemas of the five kinds of file, by file name: what `#:schema` lines refer to. `packages` may have a version of their own.
pub fn file_schemas(catalog: &Catalog, packages: &[&str]) -> Vec<(&'static str, Schema)> {
    let groups: Vec<&str> = catalog.groups.iter().map(|group| group.name.as_str()).collect();
    let types = type_names(catalog);
    let objects = catalog.types.iter().filter(|def| !def.is_in_place() && def.kind.fields().is_some());
    let includable: Vec<&str> = groups.iter().copied().chain(objects.map(|def| def.name.as_str())).collect();
    let narrowed = |mut schema: Schema, includable: &[&str]| {
        if let Some(items) = schema.pointer_mut("/properties/include/items") {
            *items = json!({ "type": "string", "enum": includable });
        }
        if let Some(ty) = schema.pointer_mut("/$defs/FieldSpec/properties/type") {
            narrow(ty, &types, "");
        }
        if let Some(ty) = schema.pointer_mut("/$defs/RefineSpec/properties/type") {
            narrow(ty, &types, "");
        }
        rest(schema, &types)
    };
    let mut type_file = narrowed(schema_for!(TypeFile), &includable);
    if let Some(union) = type_file.pointer_mut("/properties/type") {
        add(union, "pattern", pattern(&types, "").into());
    }
    let mut catalog_file = rest(schema_for!(CatalogFile), &types);
    if let Some(package) = catalog_file.pointer_mut("/properties/package") {
        add(package, "propertyNames", json!({ "enum": packages }));
    }
    let mut delivery_file = schema_for!(DeliveryFile);
    if let Some(preset) = delivery_file.pointer_mut("/properties/preset") {
        add(preset, "enum", preset_names().collect());
    }
    vec![
        ("catalog.schema.json", catalog_file),
        ("delivery.schema.json", delivery_file),
        ("group.schema.json", narrowed(schema_for!(GroupFile), &groups)),
        ("payload.schema.json", narrowed(schema_for!(PayloadFile), &includable)),
        ("type.schema.json", type_file),
    ]
}

/// The same with a `rest` of known types.
fn rest(mut schema: Schema, types: &[String]) -> Schema {
    if let Some(ty) = schema.pointer_mut("/properties/rest/anyOf/1") {
        narrow(ty, types, r"\??\s*");
    }
    schema
}

/// Narrows a string to a type, with what may stand behind it.
fn narrow(schema: &mut Value, types: &[String], end: &str) {
    let pattern = pattern(types, end);
    add(schema, "anyOf", json!([{ "type": "string", "enum": types }, { "type": "string", "pattern": pattern }]));
}

fn add(schema: &mut Value, keyword: &str, value: Value) {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert(keyword.to_owned(), value);
    }
}

/// The names that are a type by themselves; those that fields define in place have no name to write.
fn type_names(catalog: &Catalog) -> Vec<String> {
    let own = catalog.types.iter().filter(|def| !def.is_in_place());
    built_in_types().chain(own.map(|def| def.name.clone())).collect()
}

/// Known names between `list<`, `map<`, `text<`, `>` and `|`, with what may stand behind them. Whether these are well placed is for `check` to say.
fn pattern(types: &[String], end: &str) -> String {
    let is_name = |name: &&str| !name.contains(['<', '(']);
    let names: Vec<&str> = types.iter().map(String::as_str).filter(is_name).collect();
    let is_form = |scalar: &Scalar| scalar.pattern().is_none() && scalar.text_of().is_none();
    let forms: Vec<String> =
        Scalar::listed().filter(is_form).filter_map(|scalar| Some(scalar.parameter()?.to_owned())).collect();
    let times = TimeClass::ALL.map(|class| class.name().as_str()).join("|");
    let calls = format!(r"timestamp\((?:{})\)|(?:{times})\([YMDhmsTZ /.,:-]+\)", forms.join("|"));
    format!(r"^(?:[\s<>|]|\?\s*>|\b(?:{calls})|\b(?:list|map|text|{})\b)+{end}$", names.join("|"))
}
