//! Refinements of what types and payloads include.

use eventspec_catalog::ScalarName;

use super::fields::{Field, FieldKind};
use super::includes::All;
use super::types::Ty;
use super::{GroupFile, Kind, PayloadFile, TypeFile, print, words};
use crate::choices::Choices;

/// One before it is written down.
pub(super) struct Refinement {
    pub at: String,
    /// Lines of TOML.
    pub lines: Vec<String>,
    pub doc: Option<String>,
}

/// Adds refinements. Those of a type lead into what comes before it, so that none leads back.
pub(super) fn add(
    choices: &mut Choices<'_>,
    types: &mut [TypeFile],
    groups: &[GroupFile],
    payloads: &mut [PayloadFile],
) {
    for index in 0..types.len() {
        let (before, rest) = types.split_at_mut(index);
        if let Some(TypeFile { include, refine, kind: Kind::Object(_), .. }) = rest.first_mut() {
            *refine = refinements(choices, &All { types: before, groups }, (include, &[]), &[]);
        }
    }
    let all = All { types, groups };
    for PayloadFile { include, refine, .. } in &mut *payloads {
        *refine = refinements(choices, &all, (include, &[]), &[]);
    }
    // What payloads narrow, their events leave alone: nothing would be narrower than both.
    for PayloadFile { include, fields, refine, events, .. } in payloads {
        for event in events {
            if choices.one_in(4) {
                event.refine = refinements(choices, &all, (include, fields), refine);
            }
        }
    }
}

fn refinements(
    choices: &mut Choices<'_>,
    all: &All<'_>,
    (include, own): (&[String], &[Field]),
    but: &[Refinement],
) -> Vec<Refinement> {
    let mut stems: Vec<String> = include.iter().flat_map(|stem| all.behind(stem)).collect();
    stems.sort();
    stems.dedup();
    let mut out = Vec::new();
    let included = stems.iter().filter_map(|stem| all.file(stem)).flat_map(|(fields, ..)| fields);
    for field in included.chain(own) {
        let at = pointer(&[field]);
        let is_known = but.iter().any(|known| known.at == at || known.at.starts_with(&format!("{at}/")));
        if is_known || !choices.one_in(4) {
            continue;
        }
        let inner = match &field.kind {
            FieldKind::Of(Ty::Named(index)) => all.types.get(*index),
            _ => None,
        };
        match inner.map(|file| &file.kind) {
            Some(Kind::Object(fields)) => {
                let first = fields.first().map(|inner| refinement(choices, &[field, inner], inner));
                out.extend(first);
            }
            _ => out.push(refinement(choices, &[field], field)),
        }
    }
    out
}

fn refinement(choices: &mut Choices<'_>, way: &[&Field], field: &Field) -> Refinement {
    let at = pointer(way);
    let mut lines: Vec<String> = narrower(choices, field).into_iter().collect();
    for (may, line) in [(field.nullable, "nullable = false"), (field.blank, "blank = false")] {
        if may && choices.one_in(2) {
            lines.push(line.to_owned());
        }
    }
    // An object that has to be there might be inside of itself.
    let is_plain = matches!(field.kind, FieldKind::Of(Ty::Scalar(_)) | FieldKind::Enum(..) | FieldKind::Time(..));
    if is_plain && choices.one_in(2) {
        lines.push("required = true".to_owned());
    }
    let doc = (lines.is_empty() || choices.one_in(3)).then(|| words::doc(choices));
    Refinement { at, lines, doc }
}

fn pointer(way: &[&Field]) -> String {
    way.iter().map(|field| format!("/{}", field.name.replace('~', "~0").replace('/', "~1"))).collect()
}

/// A narrower type.
fn narrower(choices: &mut Choices<'_>, field: &Field) -> Option<String> {
    let types: &[&str] = match &field.kind {
        FieldKind::Of(Ty::Scalar(scalar)) => match scalar.row().name {
            ScalarName::Any => &["type = 'string'", "type = 'list<integer> | boolean'", "type = 'null'"],
            ScalarName::String => &["type = 'uuid'", "type = 'date(DD.MM.)'", "values = ['*/', 'b']"],
            ScalarName::Number => &["type = 'integer'", "type = 'timestamp(unix)'"],
            _ => return None,
        },
        FieldKind::Enum(values, _) => {
            return values
                .first()
                .filter(|_| choices.one_in(2))
                .map(|value| format!("values = [{}]", print::toml(&value.wire)));
        }
        _ => return None,
    };
    choices.one_in(2).then(|| (*choices.pick(types)).to_owned())
}
