//! Words for people about types, values, and texts that the decoder refuses.

use eventspec_runtime::{DecodeError, DeviationClass, ErrorClass, JsonKind, Limits};

use crate::json_text::value_kind;
use crate::{Catalog, EnumValue, Type, TypeDef, TypeKind};

/// How many values of an enum are listed.
const LISTED: usize = 8;
/// How many characters of a value are shown.
const SHOWN: usize = 60;

/// What a value of a type is, as `an integer`.
pub fn type_phrase(catalog: &Catalog, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => scalar.row().phrase.into_owned(),
        Type::List(_) => "a list".to_owned(),
        Type::Map(_) => "an object".to_owned(),
        Type::Nullable(inner) => format!("{} or `null`", type_phrase(catalog, inner)),
        Type::Alias(_, ty) => type_phrase(catalog, ty),
        Type::Named(id) => catalog.type_def(*id).map_or_else(String::new, |def| named_phrase(catalog, def)),
    }
}

fn named_phrase(catalog: &Catalog, def: &TypeDef) -> String {
    match &def.kind {
        TypeKind::Object { .. } => format!("an object (`{}`)", def.name),
        TypeKind::Enum { values, closed: true } if values.len() == 1 => listed(values),
        TypeKind::Enum { values, .. } => format!("one of {}", listed(values)),
        TypeKind::Alias(field) => type_phrase(catalog, &field.ty),
        TypeKind::Union(variants) => {
            // A union in a union is a mistake, and may be the union itself.
            let alternatives = variants.iter().map(|variant| &variant.ty).filter(|ty| !catalog.is_union(ty));
            alternatives_phrase(catalog, &alternatives.collect::<Vec<_>>())
        }
    }
}

/// What a value of one of several types is; the objects among them in one, by their names.
fn alternatives_phrase(catalog: &Catalog, alternatives: &[&Type]) -> String {
    let objects = || alternatives.iter().filter(|ty| catalog.json_kinds(ty) == [JsonKind::Object]);
    let names: Vec<String> = objects().map(|ty| alternative_phrase(catalog, ty)).collect();
    let is_map = objects().any(|ty| ty.value().is_some());
    let object = if is_map { "an object".to_owned() } else { format!("an object ({})", names.join(" or ")) };
    let mut phrases: Vec<String> = Vec::new();
    for ty in alternatives {
        let is_object = catalog.json_kinds(ty) == [JsonKind::Object];
        let phrase = if is_object { object.clone() } else { type_phrase(catalog, ty) };
        if !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }
    phrases.join(" or ")
}

/// What an alternative of a union is called.
pub(crate) fn alternative_phrase(catalog: &Catalog, ty: &Type) -> String {
    match ty {
        Type::Named(id) | Type::Alias(id, _) => {
            catalog.type_def(*id).map_or_else(String::new, |def| format!("`{}`", def.name))
        }
        Type::Map(_) => "a map".to_owned(),
        Type::List(_) | Type::Scalar(_) | Type::Nullable(_) => type_phrase(catalog, ty),
    }
}

/// Values of an enum, but for those that are too many to be read.
pub(crate) fn listed(values: &[EnumValue]) -> String {
    let word = |value: &EnumValue| if value.value.is_blank() { "\"\"".to_owned() } else { value.value.to_string() };
    let rest = (values.len() > LISTED).then(|| "...".to_owned());
    values.iter().take(LISTED).map(word).chain(rest).collect::<Vec<_>>().join(", ")
}

/// A JSON value: the beginning of it, or what it is.
pub(crate) fn value_phrase(json: &str) -> String {
    match json.as_bytes().first() {
        Some(b'{' | b'[') => value_kind(json).to_owned(),
        _ => match json.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", json.get(..end).unwrap_or_default()),
            None => json.to_owned(),
        },
    }
}

/// What is wrong with a value of a type, as what it is; `is_whole` says whether it is all of a field's value, which may be null or
/// blank if the field says so.
pub(crate) fn deviation_phrase(class: DeviationClass, seen: &str, is_whole: bool, ty: Option<&str>) -> String {
    let (seen, ty) = (value_phrase(seen), ty.unwrap_or("of its type"));
    match class {
        DeviationClass::UnexpectedNull if is_whole => "is null, and the field is not `nullable`".to_owned(),
        DeviationClass::UnexpectedBlank if is_whole => "is \"\", and the field is not `blank`".to_owned(),
        DeviationClass::OutOfRange => format!("is {seen}, out of range for {ty}"),
        DeviationClass::InvalidUnicode => format!("is {seen}, which has a lone surrogate"),
        _ => format!("is {seen}, not {ty}"),
    }
}

/// Why a text is refused, as what it is or has; and how to fix it.
pub(crate) fn refusal_phrase(error: &DecodeError, text: &str) -> (String, &'static str) {
    let limits = Limits::default();
    match error.class() {
        ErrorClass::TooLarge => (format!("has more than {} bytes", limits.bytes), "shorten it"),
        ErrorClass::NotUtf8 => ("is not UTF-8".to_owned(), "save it as UTF-8"),
        ErrorClass::Syntax => (syntax_phrase(error.offset(), text), "fix the JSON here"),
        ErrorClass::TooDeep => {
            (format!("nests arrays and objects more than {} levels deep", limits.depth), "remove the innermost ones")
        }
        ErrorClass::NotAnObject => {
            let seen = value_phrase(text.get(error.offset()..).unwrap_or_default().trim_end());
            (format!("is {seen}, but a payload must be an object"), "write `{...}`")
        }
        class => (format!("cannot be decoded: {class}"), "fix it here"),
    }
}

fn syntax_phrase(offset: usize, text: &str) -> String {
    match text.get(offset..).and_then(|rest| rest.chars().next()) {
        None => "is not JSON: unexpected end".to_owned(),
        Some('\u{feff}') => "is not JSON: unexpected byte order mark".to_owned(),
        Some(unexpected) => format!("is not JSON: unexpected `{unexpected}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Sources, resolve_without_samples};

    fn phrase(union: &str) -> String {
        let mut sources = Sources::default();
        sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
        for name in ["card", "team"] {
            let field = format!("[[field]]\nname = \"{name}\"\ntype = \"string\"\ndoc = \"F.\"\n");
            sources.insert(format!("types/{name}.toml"), format!("doc = \"T.\"\n{field}"));
        }
        let event = "doc = \"E.\"\nevent = [{ name = \"ev\", doc = \"E.\" }]\n";
        sources
            .insert("events/ev.toml", format!("{event}[[field]]\nname = \"it\"\ntype = \"{union}\"\ndoc = \"F.\"\n"));
        let catalog = resolve_without_samples(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)));
        type_phrase(&catalog, &catalog.payloads[0].fields[0].ty)
    }

    #[test]
    fn objects_of_a_union_are_named_in_one_phrase() {
        assert_eq!(phrase("card"), "an object (`card`)");
        assert_eq!(phrase("card | team"), "an object (`card` or `team`)");
        assert_eq!(phrase("card | string | team"), "an object (`card` or `team`) or a string");
        assert_eq!(phrase("string | card | map<integer>"), "a string or an object");
    }
}
