//! The texts of a specification in, a [`Catalog`] or every finding out.

use std::collections::{BTreeMap, BTreeSet};

use eventspec_runtime::formats;

use crate::catalog::{
    Catalog, Event, Field, Group, GroupId, PackageVersion, Payload, TypeDef, TypeId, TypeKind, Unlisted,
};
use crate::check::Checker;
use crate::delivery::{self, NameTemplate};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::docs::{self, Documentable};
use crate::event_names;
use crate::event_refine::{self, Narrower};
use crate::fields::{self, Context, Owner};
use crate::include::{Includes, Node, Own, Written};
use crate::layout::{File, changelog, classify, license_files};
use crate::objects::Members;
use crate::place::Place;
use crate::read::{read, suggestion};
use crate::repeats::Repeats;
use crate::requests::{self, Requests};
use crate::scope::{Clash, Scope, confusable_names};
use crate::sources::{Sources, Span};
use crate::spec::{At, CatalogFile, DocsLint, EventSpec, GroupFile, PackageSpec, PayloadFile, TypeFile};
use crate::{
    Ident, aliases, departing, example, limits, reserved, rest, samples, smallest, type_cycles, unreachable, values,
};

/// Resolves a specification; the report holds every finding of the run.
pub fn resolve(sources: &Sources) -> Result<Catalog, Report> {
    resolve_with(sources, Resolve::default())
}

/// Resolves a specification without its samples, for callers that need none. [`Catalog::samples`] is empty.
pub fn resolve_without_samples(sources: &Sources) -> Result<Catalog, Report> {
    resolve_with(sources, Resolve { without_samples: true, ..Resolve::default() })
}

/// What is resolved of a specification, and what it may say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Resolve<'a> {
    /// Whether samples are left out.
    pub without_samples: bool,
    /// The packages that may have a version of their own. What they are is for those to say who generate them: `None` takes any.
    pub packages: Option<&'a [&'a str]>,
}

/// Resolves a specification, or a part of it.
pub fn resolve_with(sources: &Sources, options: Resolve<'_>) -> Result<Catalog, Report> {
    let (mut unread, mut findings) = (Vec::new(), Vec::new());
    let files = classify(sources, &mut unread);
    let mut head = files
        .catalog
        .and_then(|file| file.text)
        .and_then(|text| read::<CatalogFile>("catalog.toml", text, &mut unread));
    let mut types = read_all::<TypeFile>(&files.types, &mut unread);
    let groups = read_all::<GroupFile>(&files.groups, &mut unread);

    let docs = head.as_ref().map_or(DocsLint::default(), |head| head.lint.docs);
    let deliveries = delivery::resolve(sources, &files.deliveries, docs, &mut findings, &mut unread);
    let mut cx = Context {
        sources,
        findings: &mut findings,
        types: Vec::new(),
        names: files.types.iter().enumerate().map(|(index, file)| (file.stem.to_owned(), TypeId(index))).collect(),
        docs,
        unlisted: Unlisted::default(),
        examples: Vec::new(),
    };
    declare_types(&mut cx, &files.types);
    aliases::resolve(&mut cx, &mut types);
    cx.unlisted = rest::of_catalog(&mut cx, head.as_mut().and_then(|head| head.rest.take()));
    let mut written = resolve_types(&mut cx, types);
    let groups = resolve_groups(&mut cx, &files.groups, groups, &mut written);
    let mut includes = Includes::new(&mut cx, &groups, written);
    includes.resolve_types(&mut cx, &groups);
    let names = delivery::names(&deliveries);
    let payloads = resolve_payloads(&mut cx, &groups, &mut includes, (&files.payloads, &names), &mut unread);
    let (types, examples) = (cx.types, cx.examples);

    findings.extend(type_cycles::check(&types));
    findings.extend(check_type_names(&types, &payloads));
    findings.extend(check_events(&payloads));
    let head = head.and_then(|head| check_head(sources, head, options.packages, &mut findings));
    let (license_files, changelog) = (license_files(sources), changelog(sources));
    let mut catalog = Catalog { license_files, changelog, groups, types, payloads, ..head.unwrap_or_default() };
    if findings.is_empty() {
        // Elsewhere it may follow from what is found already.
        findings.extend(unreachable::check(&catalog, sources));
        if unread.is_empty() {
            let (complete, found) = delivery::check(&catalog, deliveries);
            // What is wrong with a delivery is wrong with its requests.
            if found.is_empty() {
                catalog.deliveries = complete;
            }
            findings.extend(found);
        }
    }
    findings.extend(smallest::check(&catalog));
    let checker = Checker::new(&catalog);
    findings.extend(example::check(&checker, &examples));
    // Samples are checked only if every file could be read, and every include followed.
    let is_whole = findings.iter().all(|finding| !leaves_fields_out(finding.code));
    if unread.is_empty() && is_whole && !options.without_samples {
        let mut contradictions = Repeats::default();
        let samples = samples::check(&checker, &files.samples, &mut contradictions, &mut findings);
        let requests = Requests { sources, files: &files.requests, deliveries: &files.deliveries };
        let requests = requests::check(&requests, &checker, &mut contradictions, &mut findings);
        findings.extend(contradictions.into_findings());
        let departing = departing::check(&checker, &files.departing, &mut findings);
        (catalog.samples, catalog.requests, catalog.departing) = (samples, requests, departing);
    }
    let is_read = |finding: &Diagnostic| unread.iter().all(|other| other.span.file != finding.span.file);
    findings.extend(docs::check(docs, &catalog).into_iter().filter(is_read));
    findings.extend(unread);
    if findings.is_empty() { Ok(catalog) } else { Err(Report::new(sources.clone(), findings)) }
}

/// Whether objects lack what they should include.
fn leaves_fields_out(code: Code) -> bool {
    [Code::UnknownGroup, Code::BadInclude, Code::IncludeCycle].contains(&code)
}

/// Reads every file of a kind that can be read.
fn read_all<'a, T: serde::de::DeserializeOwned>(
    files: &[File<'a>],
    findings: &mut Vec<Diagnostic>,
) -> Vec<(File<'a>, T)> {
    files.iter().filter_map(|file| Some((*file, read(file.path, file.text?, findings)?))).collect()
}

fn check_head(
    sources: &Sources,
    head: CatalogFile,
    known: Option<&[&str]>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Catalog> {
    let packages = package_versions(sources, head.package, known, findings);
    let mut wrong = |at: &At<String>, message: &str, help: &str| findings.push(not_valid(at, message, help));
    let name = &head.name.value;
    let is_kebab = name
        .split('-')
        .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
    if !is_kebab || !name.starts_with(|c: char| c.is_ascii_lowercase()) || name.len() > 60 {
        wrong(
            &head.name,
            "package name",
            "use at most 60 lower-case letters, digits and single hyphens, as in `nector-events`",
        );
    }
    if !is_semver(&head.version.value) {
        wrong(&head.version, "semantic version", VERSION);
    }
    let schema_base = match &head.schema_base {
        Some(base) if !is_schema_base(&base.value) => {
            let help = "write an absolute URI that ends with `/`, without `#`, and without `.` or `..` between two `/`";
            wrong(base, "base URI for schemas", help);
            return None;
        }
        Some(base) => base.value.clone(),
        None => format!("https://schemas.invalid/{name}/"),
    };
    Some(Catalog {
        name: head.name.value,
        title: head.title,
        version_place: sources.place("catalog.toml", head.version.span.start),
        version: head.version.value,
        packages,
        doc: docs::doc(findings, head.lint.docs, (Documentable::Catalog, "catalog.toml"), head.doc),
        source: head.source,
        schema_base,
        self_contained_schemas: head.self_contained_schemas,
        license: head.license.unwrap_or_else(|| "UNLICENSED".to_owned()),
        ..Catalog::default()
    })
}

/// How to write a version.
const VERSION: &str = "write three numbers, as in `1.4.0`";

/// The finding about a value of `catalog.toml`.
fn not_valid(at: &At<String>, what: &str, help: &str) -> Diagnostic {
    let message = format!("`{}` is not a valid {what}", at.value);
    Diagnostic::new(Code::WrongValue, Span::new("catalog.toml", at.span.clone()), message, help)
}

/// The packages with a version of their own.
fn package_versions(
    sources: &Sources,
    packages: BTreeMap<At<String>, PackageSpec>,
    known: Option<&[&str]>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<PackageVersion> {
    let mut out = Vec::new();
    for (name, PackageSpec { version }) in packages {
        if let Some(known) = known.filter(|known| !known.contains(&name.value.as_str())) {
            let message = format!("unknown package `{}`", name.value);
            let span = Span::new("catalog.toml", name.span);
            let help = suggestion(&name.value, known, "package");
            findings.push(Diagnostic::new(Code::UnknownKey, span, message, help));
        }
        if !is_semver(&version.value) {
            findings.push(not_valid(&version, "semantic version", VERSION));
        }
        let place = sources.place("catalog.toml", version.span.start);
        out.push(PackageVersion { package: name.value, version: version.value, place });
    }
    out
}

fn is_semver(text: &str) -> bool {
    let core = text.split(['-', '+']).next().unwrap_or_default();
    let number = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()) && (part == "0" || !part.starts_with('0'))
    };
    core.split('.').count() == 3
        && core.split('.').all(number)
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-+.".contains(&b))
        && !text.ends_with(['-', '+', '.'])
}

/// Names and places of `types/`, so that they can refer to each other.
fn declare_types(cx: &mut Context<'_>, files: &[File<'_>]) {
    cx.types.extend(files.iter().map(|file| TypeDef {
        name: file.stem.to_owned(),
        ident: Ident::new(file.stem),
        doc: None,
        kind: TypeKind::Union(Vec::new()),
        reserved: Vec::new(),
        refines: None,
        of_event: false,
        place: cx.sources.place(file.path, 0),
    }));
}

/// What the types of `types/` are by themselves. Gives what they include and refine.
fn resolve_types(cx: &mut Context<'_>, specs: Vec<(File<'_>, TypeFile)>) -> Written {
    let mut written = Written::default();
    for (file, spec) in specs {
        if fields::is_built_in(file.stem) {
            let message = format!("`{}` is the name of a built-in type", file.stem);
            cx.findings.push(Diagnostic::new(Code::FileName, Span::new(file.path, 0..0), message, "rename the file"));
        }
        let ident = Ident::new(file.stem);
        let is_alias = aliases::is_alias(&spec);
        if !is_alias {
            aliases::refuse(cx, file.path, &spec);
        }
        let doc = docs::doc(cx.findings, cx.docs, (Documentable::Type, file.path), spec.doc);
        let TypeFile { field: fields, include, refine, closed, rest, reserved, evidence, .. } = spec;
        let is_object = fields.is_some() || (!include.is_empty() && spec.values.is_none() && spec.ty.is_none());
        let members = Members { fields, reserved, closed, rest, evidence };
        let included = include.first().map(|first| (&first.span, "only an object can have an `include`"));
        let refined = refine.first().map(|first| (&first.value.at.span, "only an object can have a `[[refine]]`"));
        for (span, message) in included.into_iter().chain(refined).filter(|_| !is_object) {
            let span = Span::new(file.path, span.clone());
            cx.findings.push(Diagnostic::new(Code::WrongValue, span, message, "remove it"));
        }
        if !is_object {
            members.refuse(cx, file.path);
        }
        let (kind, reserved) = match (spec.values, spec.ty) {
            (None, None) if is_object => {
                members.object(cx, Owner { file: file.path, ident: &ident, evidence, level: 0 })
            }
            (Some(values), None) if !is_object => {
                (TypeKind::Enum { values: values::known(cx, file.path, &values, None), closed }, Vec::new())
            }
            (None, Some(_)) if is_alias => {
                let def = cx.names.get(file.stem).and_then(|id| cx.types.get(id.0));
                (def.map_or(TypeKind::Union(Vec::new()), |def| def.kind.clone()), Vec::new())
            }
            (None, Some(ty)) if !is_object => (TypeKind::Union(fields::union_type(cx, file.path, &ty)), Vec::new()),
            (values, ty) => {
                let message =
                    "a type needs exactly one of `[[field]]` (object), `values` (enum) and `type` (union or alias)";
                let help = match (is_object, values.is_some(), ty.is_some()) {
                    (false, false, false) => "add a `[[field]]` for each member, the known `values`, or a `type`",
                    (false, true, true) => "remove `type`: the values say whether they are strings or integers",
                    _ => "keep one of the three",
                };
                cx.findings.push(Diagnostic::new(Code::WrongValue, Span::new(file.path, 0..0), message, help));
                (TypeKind::Union(Vec::new()), Vec::new())
            }
        };
        let Some(id) = cx.names.get(file.stem).copied() else { continue };
        if let Some(def) = cx.types.get_mut(id.0) {
            (def.doc, def.kind, def.reserved) = (doc, kind, reserved);
        }
        if is_object && !include.is_empty() {
            written.include.push((Node::Type(id), include));
        }
        if is_object && !refine.is_empty() {
            written.refine.push((id, refine));
        }
    }
    written
}

fn resolve_groups(
    cx: &mut Context<'_>,
    files: &[File<'_>],
    specs: Vec<(File<'_>, GroupFile)>,
    written: &mut Written,
) -> Vec<Group> {
    let mut read: BTreeMap<&str, GroupFile> = specs.into_iter().map(|(file, spec)| (file.stem, spec)).collect();
    let mut groups = Vec::with_capacity(files.len());
    for (index, file) in files.iter().enumerate() {
        let ident = Ident::new(file.stem);
        let spec = read.remove(file.stem);
        let (doc, fields, reserved) = spec.map_or_else(Default::default, |spec| {
            written.include.push((Node::Group(GroupId(index)), spec.include));
            let owner = Owner { file: file.path, ident: &ident, evidence: spec.evidence, level: 0 };
            let doc = docs::doc(cx.findings, cx.docs, (Documentable::Group, file.path), spec.doc);
            (doc, fields::fields(cx, owner, spec.field), reserved::keys(cx, file.path, spec.reserved))
        });
        cx.findings.extend(reserved::check(&reserved, &fields));
        let (name, place) = (file.stem.to_owned(), cx.sources.place(file.path, 0));
        groups.push(Group { name, ident, doc, fields, reserved, place });
    }
    groups
}

/// Whether validators agree on the addresses below it: none has a fragment, and they differ about segments that lead up.
fn is_schema_base(base: &str) -> bool {
    let leads_up = |segment: &str| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    base.ends_with('/') && formats::is_uri(base) && !base.contains('#') && !base.split('/').any(leads_up)
}

fn resolve_payloads(
    cx: &mut Context<'_>,
    groups: &[Group],
    includes: &mut Includes,
    (files, names): (&[File<'_>], &[&[NameTemplate]]),
    unread: &mut Vec<Diagnostic>,
) -> Vec<Payload> {
    let mut payloads = Vec::with_capacity(files.len());
    let mut narrower = Vec::new();
    for file in files {
        // A file is read when its turn comes: what is written takes several times the memory of what it means.
        let spec = file.text.and_then(|text| read::<PayloadFile>(file.path, text, unread));
        let Some(spec) = spec else { continue };
        let ident = Ident::new(file.stem);
        let owner = Owner { file: file.path, ident: &ident, evidence: spec.evidence, level: 0 };
        let own = fields::fields(cx, owner, spec.field);
        let reserved = reserved::keys(cx, file.path, spec.reserved);
        let (include, refine) = (spec.include, spec.refine);
        let own = Own { name: file.stem, file: file.path, ident: &ident, include, refine, fields: own, reserved };
        let included = includes.of_payload(cx, groups, own);
        let shared = included.groups.iter().filter_map(|id| groups.get(id.0)).flat_map(|group| &group.fields);
        let all: Vec<&Field> = shared.chain(&included.fields).collect();
        let unlisted = rest::of_object(cx, owner, &all, (spec.closed, spec.rest));
        let mut events = Vec::with_capacity(spec.event.len());
        for mut event in spec.event {
            let refine = std::mem::take(&mut event.value.refine);
            if !refine.is_empty() {
                narrower.push(Narrower { payload: payloads.len(), event: events.len(), refine });
            }
            events.push(resolve_event(cx, file.path, event.value));
        }
        // An event that could not be read was reported already.
        let mut reported = cx.findings.iter().chain(unread.iter()).map(|finding| &finding.span.file);
        if events.is_empty() && reported.all(|reported| *reported != file.path) {
            let help = "add `[[event]]` with a `name`, or move the fields to `groups/`";
            let span = Span::new(file.path, 0..0);
            cx.findings.push(Diagnostic::new(Code::MissingKey, span, "the payload has no event", help));
        }
        let payload = Payload {
            name: file.stem.to_owned(),
            ident,
            doc: docs::doc(cx.findings, cx.docs, (Documentable::Payload, file.path), spec.doc),
            groups: included.groups,
            refined: included.refined,
            fields: included.fields,
            reserved: included.reserved,
            events,
            unlisted,
            refines: None,
            place: cx.sources.place(file.path, 0),
        };
        payloads.push(payload);
    }
    event_names::refine(cx, groups, &mut payloads, &mut narrower, names);
    event_refine::narrow(cx, groups, includes, &mut payloads, narrower);
    payloads
}

fn resolve_event(cx: &mut Context<'_>, file: &str, spec: EventSpec) -> Event {
    let ident = fields::ident(cx, file, &spec.name.value, &spec.name.span, spec.ident.as_ref());
    Event {
        ident,
        aliases: fields::aliases(cx, file, spec.aliases),
        doc: docs::doc(cx.findings, cx.docs, (Documentable::Event, file), spec.doc),
        deprecated: spec.deprecated.map(|deprecated| fields::deprecation(cx, file, deprecated)),
        since: spec.since.map(|since| since.value),
        unstable: spec.unstable,
        // Known when its payload is.
        name_places: Vec::new(),
        place: cx.sources.place(file, spec.name.span.start),
        name: spec.name.value,
    }
}

/// Events share one scope of names across all files.
fn check_events(payloads: &[Payload]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let events: Vec<&Event> = payloads.iter().flat_map(|payload| &payload.events).collect();
    let mut scope = Scope::with_capacity(events.len());
    for event in &events {
        let clashes = scope.declare(&event.name, &event.aliases, &event.ident, &event.place);
        findings.extend(clashes.iter().map(|clash| clash.finding("event", Code::DuplicateEvent)));
    }
    findings.extend(confusable_names(events.iter().map(|event| (event.name.as_str(), &event.ident, &event.place))));
    if let Some(event) = events.get(limits::EVENTS) {
        let message = format!("the catalogue has {} events; the limit is {}", events.len(), limits::EVENTS);
        findings.push(Diagnostic::new(Code::Limit, Span::rest_of_line(&event.place), message, "split the catalogue"));
    }
    findings
}

/// Payloads and types share one scope of identifiers.
fn check_type_names(types: &[TypeDef], payloads: &[Payload]) -> Vec<Diagnostic> {
    let named = payloads.iter().filter(|payload| payload.refines.is_some() && !payload.name_places().is_empty());
    let named: BTreeSet<_> = named.map(|payload| (payload.place.file().to_owned(), payload.place.offset())).collect();
    let payloads = payloads.iter().map(|payload| (format!("events/{}", payload.name), &payload.ident, &payload.place));
    let names = types.iter().map(|def| (format!("types/{}", def.name), &def.ident, &def.place));
    let all: Vec<(String, &Ident, &Place)> = payloads.chain(names).collect();
    let mut scope = Scope::with_capacity(all.len());
    let clashes = all.iter().flat_map(|(name, ident, place)| scope.declare(name, &[], ident, place));
    let refined = types.iter().filter(|def| def.refines.is_some());
    let refined: BTreeSet<_> = refined.map(|def| (def.place.file().to_owned(), def.place.offset())).collect();
    let finding = |clash: &Clash| {
        let finding = clash.finding("type", Code::AmbiguousName);
        let places = [&clash.first, &clash.second].map(|place| (place.file().to_owned(), place.offset()));
        if places.iter().any(|place| named.contains(place)) {
            let help = "rename the other one, or give the event another `ident`: an event that has its name in its payload has types of its own, which are called after it";
            return Diagnostic { help: help.to_owned(), ..finding };
        }
        if places.iter().any(|place| refined.contains(place)) {
            let help = "rename the other type or its file: an object that a refinement leads through becomes a type, named after the payload or type and the field";
            return Diagnostic { help: help.to_owned(), ..finding };
        }
        let help = "rename one of the two files, or what defines a type in place: a field, or the `ident` of an event that refines";
        Diagnostic { help: help.to_owned(), ..finding }
    };
    clashes.map(|clash| finding(&clash)).collect()
}

#[cfg(test)]
mod tests {
    use super::is_schema_base;

    #[test]
    fn addresses_below_a_base_are_those_that_validators_read() {
        for base in ["https://a.example/", "urn:example:a/", "https://a.example/?q=/", "file:///a..b/.c/", "x:/"] {
            assert!(is_schema_base(base), "{base}");
        }
        for base in ["schemas/", "https://a.example", "https://a.example/#/", "https://a.example/a#b/"] {
            assert!(!is_schema_base(base), "{base}");
        }
        for base in ["https://a.example/a/../b/", "https://a.example/./", "https://a.example/a/%2E%2e/"] {
            assert!(!is_schema_base(base), "{base}");
        }
    }
}
