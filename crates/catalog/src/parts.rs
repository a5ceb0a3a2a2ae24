//! Fields of several origins in; the fields of one object, and findings for what does not go together, out.

use std::collections::{BTreeSet, HashSet};

use crate::catalog::{Field, ReservedKey};
use crate::diagnostic::{Code, Diagnostic};
use crate::include::{Entry, Narrowings, Node, Origin};
use crate::json_text::pointer_to;
use crate::scope::{Clash, Scope, confusable_names};
use crate::sources::Span;
use crate::{limits, reserved};

/// Fields of one origin, on their way into an object.
pub(crate) struct Part<'a> {
    pub fields: &'a [Field],
    pub reserved: &'a [ReservedKey],
    /// The file that has them.
    pub file: &'a str,
    /// The entry of the object's own `include` that leads to them; none of its own fields.
    pub entry: Option<&'a Entry>,
}

/// Checks that each field of an object comes from one place, that their names are distinct, and that none is reserved.
pub(crate) fn check(owner: &str, file: &str, parts: &[Part<'_>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let all = || parts.iter().flat_map(|part| part.fields);
    let count = all().count();
    let mut scope = Scope::with_capacity(count);
    // Clashes within one file were found when that file was resolved.
    for part in parts.iter().filter(|_| parts.len() > 1) {
        for field in part.fields {
            let clashes = scope.declare(&field.name, &field.aliases, &field.ident, &field.place);
            let across = clashes.iter().filter(|clash| clash.first.file() != clash.second.file());
            findings.extend(across.filter_map(|clash| finding(clash, part, parts)));
        }
    }
    findings.extend(confusable_names(all().map(|field| (field.name.as_str(), &field.ident, &field.place))));
    if count > limits::FIELDS {
        let message = format!("`{owner}` has {count} fields; the limit is {}", limits::FIELDS);
        findings.push(Diagnostic::new(Code::Limit, Span::new(file, 0..0), message, "split it"));
    }
    findings.extend(reserved::check(parts.iter().flat_map(|part| part.reserved), all()));
    findings
}

/// Blames the include that brings a name in for the second time; not again if both come from one type, which is blamed itself.
fn finding(clash: &Clash, part: &Part<'_>, parts: &[Part<'_>]) -> Option<Diagnostic> {
    let finding = clash.finding("field", Code::DuplicateField);
    let Some(entry) = part.entry else {
        let help = format!(
            "remove it here; to narrow the included one, write a `[[refine]]` with `at = \"{}\"`",
            pointer_to(&clash.name)
        );
        return Some(if clash.ident.is_none() { Diagnostic { help, ..finding } } else { finding });
    };
    let first = parts.iter().find(|part| part.file == clash.first.file()).and_then(|part| part.entry);
    if entry.node.type_id().is_some() && first.is_some_and(|first| first.node == entry.node) {
        return None;
    }
    let (code, message) = match clash.ident {
        None => (Code::FieldFromTwoGroups, format!("the field `{}` is included twice", clash.name)),
        Some(_) => (finding.code, finding.message),
    };
    let help = "remove the field from one of the two, or do not include both";
    let finding = Diagnostic::new(code, entry.span.clone(), message, help);
    Some(
        finding
            .related(Span::rest_of_line(&clash.first), "defined here")
            .related(Span::rest_of_line(&clash.second), "and here"),
    )
}

/// Findings that are known: what several objects include is to blame once.
#[derive(Default)]
pub(crate) struct Known {
    findings: HashSet<(Code, Span, String)>,
    /// How many of the list are among them.
    read: usize,
}

impl Known {
    /// Adds those to the list that it does not have.
    pub(crate) fn push_once(&mut self, findings: &mut Vec<Diagnostic>, more: Vec<Diagnostic>) {
        if more.is_empty() {
            return;
        }
        let content = |finding: &Diagnostic| (finding.code, finding.span.clone(), finding.message.clone());
        self.findings.extend(findings.iter().skip(self.read).map(content));
        findings.extend(more.into_iter().filter(|finding| self.findings.insert(content(finding))));
        self.read = findings.len();
    }
}

/// The fields of parts, in order.
pub(crate) fn all_fields(parts: &[Part<'_>]) -> Vec<Field> {
    parts.iter().flat_map(|part| part.fields).cloned().collect()
}

/// The keys that parts reserve, in order.
pub(crate) fn all_reserved(parts: &[Part<'_>]) -> Vec<ReservedKey> {
    parts.iter().flat_map(|part| part.reserved).cloned().collect()
}

/// Keeps the first definition of each key, as samples are checked with one of them; that there are two is told.
pub(crate) fn first_of_each(fields: &mut Vec<Field>, before: &[&Field]) {
    let mut seen: BTreeSet<String> = before.iter().map(|field| field.name.clone()).collect();
    fields.retain(|field| seen.insert(field.name.clone()));
}

/// Where the included fields of parts are defined, in order.
pub(crate) fn origins(nodes: &[(Node, usize)], parts: &[Part<'_>]) -> Vec<Origin> {
    let of_part = |((node, _), part): (&(Node, usize), &Part<'_>)| {
        let node = *node;
        (0..part.fields.len()).map(move |position| (node, position))
    };
    nodes.iter().zip(parts).flat_map(of_part).collect()
}

pub(crate) fn narrow_all(fields: &mut [Field], origins: &[Origin], narrowed: &Narrowings) {
    for (field, origin) in fields.iter_mut().zip(origins).filter(|_| !narrowed.is_empty()) {
        if let Some(narrowed) = narrowed.get(origin) {
            *field = narrowed.field.clone();
        }
    }
}
