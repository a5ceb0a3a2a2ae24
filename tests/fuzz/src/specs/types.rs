//! Types at random, and values of them for examples.

use eventspec_catalog::{JsonType, Scalar, TextOf, UnixUnit};

use super::{Alias, Kind, PayloadFile, Rest, TypeFile, fields, print, words};
use crate::choices::Choices;

/// A type as it is written.
#[derive(Clone)]
pub(super) enum Ty {
    Scalar(Scalar),
    /// One of `types/`.
    Named(usize),
    List(Box<Ty>),
    Map(Box<Ty>),
    /// What is in a list or map and may be `null`.
    Nullable(Box<Ty>),
    Union(Vec<Ty>),
}

/// Values of a scalar as TOML.
pub(super) fn values(scalar: &Scalar) -> [&'static str; 4] {
    match scalar {
        Scalar::String => ["\"a text\"", "\"*/ \\\"\\\\\"", "\"\u{202e}\"", "\"```\""],
        Scalar::Number => ["1", "-0.5", "1e300", "9007199254740993"],
        Scalar::Integer => ["0", "-9223372036854775808", "9223372036854775807", "7"],
        Scalar::Boolean => ["true", "false", "true", "false"],
        Scalar::Timestamp => [
            "\"2026-01-31T10:00:00Z\"",
            "\"2024-02-29t23:59:60.5-23:59\"",
            "\"0000-01-01T00:00:00z\"",
            "\"9999-12-31T23:59:59.999999999Z\"",
        ],
        Scalar::Unix(_) => ["0", "1769853600.5", "-1", "253402300799"],
        Scalar::Text(TextOf::Unix(_)) => ["\"0\"", "\"1769853600.5\"", "\"-1\"", "\"17e8\""],
        Scalar::Rfc2822 => [
            "\"Sat, 31 Jan 2026 10:00:00 +0000\"",
            "\"Mon, 1 Jan 0000 00:00 GMT\"",
            "\"29 Feb 2024 23:59:60 -2359\"",
            "\"01 Dec 9999 23:59 UT\"",
        ],
        // Of the patterns that are usual.
        Scalar::TimestampPattern(_) => [
            "\"2026-01-31 10:00:00Z\"",
            "\"2024-02-29 23:59:60.5-23:59\"",
            "\"0000-01-01 00:00:00Z\"",
            "\"9999-12-31 23:59:59.9999999999+00:00\"",
        ],
        Scalar::DateTime(_) => [
            "\"2026-01-31 10:00:00\"",
            "\"2024-02-29 23:59:60.5\"",
            "\"0000-01-01 00:00:00\"",
            "\"9999-12-31 23:59:59.9999999999\"",
        ],
        Scalar::Date(pattern) if pattern.as_str() == "DD-MM-YYYY" => {
            ["\"31-01-2026\"", "\"29-02-2024\"", "\"01-01-0000\"", "\"31-12-9999\""]
        }
        Scalar::Date(_) => ["\"2026-01-31\"", "\"2024-02-29\"", "\"0000-01-01\"", "\"9999-12-31\""],
        Scalar::Uuid => [
            "\"0b0e7a4c-3f1d-4c5e-9a57-2f5b3f8a9c10\"",
            "\"00000000-0000-0000-0000-000000000000\"",
            "\"FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF\"",
            "\"0B0e7a4c-3f1d-4c5e-9a57-2f5b3f8a9c10\"",
        ],
        Scalar::Uri => ["\"https://a.example/?b=*/\"", "\"x:y\"", "\"urn:a:b\"", "\"data:,%22\""],
        Scalar::Email => ["\"a@b.example\"", "\"a+*/@b.example\"", "\"a@b.example\"", "\"A.b@c.example\""],
        Scalar::Text(TextOf::Number) => ["\"398.00\"", "\"-0\"", "\"1e300\"", "\"9007199254740993.5\""],
        Scalar::Text(TextOf::Integer) => ["\"0\"", "\"-9223372036854775808\"", "\"2.0\"", "\"15e1\""],
        Scalar::Text(TextOf::Boolean) => ["\"true\"", "\"false\"", "\"true\"", "\"false\""],
        // TOML has no such value.
        Scalar::Null => [""; 4],
        Scalar::Any => ["1", "\"\"", "[1, \"x\", { \"\\u0000\" = [] }]", "{ \"a.b\" = { \"__proto__\" = true } }"],
    }
}

/// Levels of lists, maps and unions.
const DEPTH: usize = 3;

/// Files of `types/`: their names and kinds, and what is in enums. Members and alternatives may refer to any type, so they come later.
pub(super) fn files(choices: &mut Choices<'_>, names: &mut words::Scope) -> Vec<TypeFile> {
    let mut out = Vec::new();
    for _ in 0..choices.below(6) {
        let kind = match choices.below(3) {
            0 => Kind::Object(Vec::new()),
            1 => Kind::Enum(fields::values(choices)),
            _ => Kind::Union(Vec::new()),
        };
        let closed = !matches!(kind, Kind::Union(_)) && choices.one_in(3);
        let is_object = matches!(kind, Kind::Object(_));
        let reserved = if is_object { words::reserved(choices) } else { Vec::new() };
        out.push(TypeFile {
            stem: names.stem(choices),
            doc: words::doc(choices),
            include: Vec::new(),
            refine: Vec::new(),
            kind,
            closed,
            rest: None,
            reserved,
        });
    }
    out
}

/// Gives some objects a type for the members that no field lists; that of the others.
pub(super) fn rests(choices: &mut Choices<'_>, types: &mut [TypeFile], payloads: &mut [PayloadFile]) -> Option<Rest> {
    let of_types: Vec<Option<Rest>> = types.iter().map(|file| rest(choices, types, file.is_open())).collect();
    let of_payloads: Vec<Option<Rest>> = payloads.iter().map(|file| rest(choices, types, !file.closed)).collect();
    types.iter_mut().zip(of_types).for_each(|(file, rest)| file.rest = rest);
    payloads.iter_mut().zip(of_payloads).for_each(|(file, rest)| file.rest = rest);
    let is_stated = choices.one_in(2);
    rest(choices, types, is_stated)
}

fn rest(choices: &mut Choices<'_>, types: &[TypeFile], is_open: bool) -> Option<Rest> {
    if !choices.one_in(3) || !is_open {
        return None;
    }
    Some(if choices.one_in(6) { Rest::Off } else { Rest::Type(any(choices, types), choices.one_in(2)) })
}

/// A type of a field.
pub(super) fn any(choices: &mut Choices<'_>, types: &[TypeFile]) -> Ty {
    nested(choices, types, DEPTH, true)
}

/// Puts `null` beside some of what is in lists and maps.
pub(super) fn nullable(choices: &mut Choices<'_>, ty: &mut Ty) {
    match ty {
        Ty::List(inner) | Ty::Map(inner) => {
            nullable(choices, inner);
            if choices.one_in(4) {
                **inner = Ty::Nullable(inner.clone());
            }
        }
        Ty::Union(alternatives) => alternatives.iter_mut().for_each(|ty| nullable(choices, ty)),
        Ty::Scalar(_) | Ty::Named(_) | Ty::Nullable(_) => {}
    }
}

fn nested(choices: &mut Choices<'_>, types: &[TypeFile], depth: usize, unions: bool) -> Ty {
    let inner = |choices: &mut Choices<'_>| Box::new(nested(choices, types, depth - 1, unions));
    // `null` stands alone.
    let scalars: Vec<Scalar> = Scalar::listed().filter(|scalar| scalar.row().json != JsonType::Null).collect();
    let string = Ty::Scalar(Scalar::String);
    let chosen = choices.below(scalars.len() + if depth == 0 { 3 } else { 11 });
    let Some(compound) = chosen.checked_sub(scalars.len()) else { return Ty::Scalar(scalars[chosen].clone()) };
    match compound {
        0..=2 if types.is_empty() => string,
        0..=2 => Ty::Named(choices.below(types.len())),
        3..=5 => Ty::List(inner(choices)),
        6..=7 => Ty::Map(inner(choices)),
        _ if unions => union(choices, types, depth - 1, true).map_or(string, Ty::Union),
        _ => string,
    }
}

/// Two or more distinct alternatives that are not unions.
pub(super) fn union(choices: &mut Choices<'_>, types: &[TypeFile], depth: usize, unions: bool) -> Option<Vec<Ty>> {
    let mut out: Vec<Ty> = Vec::new();
    for _ in 0..choices.below(4) + 2 {
        let ty = nested(choices, types, depth, unions);
        let is_union = match &ty {
            Ty::Union(_) => true,
            Ty::Named(index) => matches!(types[*index].kind, Kind::Union(_)),
            _ => false,
        };
        if !is_union && out.iter().all(|other| !is_alike(&ty, other)) {
            out.push(ty);
        }
    }
    out.sort_by_key(generality);
    (out.len() > 1).then_some(out)
}

/// What takes all values of another type stands behind it: else nothing would be read as the other one, and that is refused.
fn generality(ty: &Ty) -> usize {
    let scalar = match ty {
        Ty::Scalar(scalar) => scalar,
        Ty::Named(_) | Ty::List(_) | Ty::Map(_) | Ty::Nullable(_) | Ty::Union(_) => return 0,
    };
    match scalar {
        Scalar::Any => 3,
        Scalar::String | Scalar::Number | Scalar::Boolean | Scalar::Text(TextOf::Number) => 2,
        Scalar::Integer | Scalar::Unix(UnixUnit::Millis) | Scalar::Text(TextOf::Unix(UnixUnit::Millis)) => 1,
        Scalar::Null
        | Scalar::Unix(UnixUnit::Seconds)
        | Scalar::Timestamp
        | Scalar::Rfc2822
        | Scalar::TimestampPattern(_)
        | Scalar::DateTime(_)
        | Scalar::Date(_)
        | Scalar::Uuid
        | Scalar::Uri
        | Scalar::Email
        | Scalar::Text(TextOf::Integer | TextOf::Boolean | TextOf::Unix(UnixUnit::Seconds)) => 0,
    }
}

fn is_alike(one: &Ty, other: &Ty) -> bool {
    match (one, other) {
        (Ty::Scalar(one), Ty::Scalar(other)) => one == other,
        (Ty::Named(one), Ty::Named(other)) => one == other,
        (Ty::List(_), Ty::List(_)) | (Ty::Map(_), Ty::Map(_)) => true,
        _ => false,
    }
}

/// The type expression.
pub(super) fn expression(ty: &Ty, types: &[TypeFile]) -> String {
    match ty {
        Ty::Scalar(scalar) => scalar.spelling(),
        Ty::Named(index) => types[*index].stem.clone(),
        Ty::List(item) => format!("list<{}>", expression(item, types)),
        Ty::Map(value) => format!("map<{}>", expression(value, types)),
        Ty::Nullable(inner) => format!("{}?", expression(inner, types)),
        Ty::Union(alternatives) => alternatives.iter().map(|ty| expression(ty, types)).collect::<Vec<_>>().join(" | "),
    }
}

/// A value of a type as TOML, unless it would go too deep.
pub(super) fn example(choices: &mut Choices<'_>, ty: &Ty, types: &[TypeFile], depth: usize) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    Some(match ty {
        Ty::Scalar(scalar) => (*choices.pick(&values(scalar))).to_owned(),
        Ty::List(item) => {
            let items: Option<Vec<String>> =
                (0..choices.below(3)).map(|_| example(choices, item, types, depth)).collect();
            format!("[{}]", items?.join(", "))
        }
        Ty::Map(value) => {
            format!("{{ {} = {} }}", print::toml(&words::name(choices)), example(choices, value, types, depth)?)
        }
        Ty::Nullable(inner) => example(choices, inner, types, depth)?,
        Ty::Union(alternatives) => {
            let chosen = choices.pick(alternatives);
            example(choices, chosen, types, depth)?
        }
        Ty::Named(index) => match &types[*index].kind {
            Kind::Enum(values) => print::toml(&choices.pick(values).wire),
            Kind::Union(alternatives) if alternatives.is_empty() => return None,
            Kind::Union(alternatives) => {
                let chosen = choices.pick(alternatives);
                example(choices, chosen, types, depth)?
            }
            Kind::Object(fields) => table(choices, fields, types, depth)?,
            Kind::Alias(Alias::Of(ty, _)) => example(choices, ty, types, depth)?,
            Kind::Alias(Alias::Held(held)) => held.value(),
        },
    })
}

/// An object with these fields as TOML, unless it would go too deep.
pub(super) fn table(
    choices: &mut Choices<'_>,
    fields: &[fields::Field],
    types: &[TypeFile],
    depth: usize,
) -> Option<String> {
    let mut members = Vec::new();
    for field in fields.iter().filter(|field| field.required || depth > 2) {
        let value = fields::example(choices, field, types, depth)?;
        members.push(format!("{} = {value}", print::toml(&field.name)));
    }
    Some(format!("{{ {} }}", members.join(", ")))
}
