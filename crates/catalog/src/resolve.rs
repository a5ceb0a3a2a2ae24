//! The texts of a specification in, a [`Catalog`] or every finding out.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use eventspec_runtime::formats;

use crate::catalog::{
    Catalog, Event, Field, Group, GroupId, PackageVersion, Payload, TypeDef, TypeId, TypeKind, Unlisted,
};
use crate::check::Checker;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::docs::{self, Documentable};
use crate::fields::{self, Context, Owner};
use crate::layout::{File, changelog, classify, license_files};
use crate::objects::Members;
use crate::place::Place;
use crate::read::{read, suggestion};
use crate::scope::{Clash, Scope, confusable_names};
use crate::sources::{Sources, Span};
use crate::spec::{At, CatalogFile, DocsLint, EventSpec, GroupFile, PackageSpec, PayloadFile, TypeFile};
use crate::{Ident, aliases, departing, example, limits, reserved, rest, samples, smallest, type_cycles, values};

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
    resolve_types(&mut cx, types);
    let (groups, includes) = resolve_groups(&mut cx, &files.groups, groups);
    let payloads = resolve_payloads(&mut cx, &groups, &includes, &files.payloads, &mut unread);
    let (types, examples) = (cx.types, cx.examples);

    findings.extend(type_cycles::check(&types));
    findings.extend(check_type_names(&types, &payloads));
    findings.extend(check_events(&payloads));
    let head = head.and_then(|head| check_head(sources, head, options.packages, &mut findings));
    let (license_files, changelog) = (license_files(sources), changelog(sources));
    let mut catalog = Catalog { license_files, changelog, groups, types, payloads, ..head.unwrap_or_default() };
    findings.extend(smallest::check(&catalog));
    let checker = Checker::new(&catalog);
    findings.extend(example::check(&checker, &examples));
    // Samples are checked only if every file could be read.
    if unread.is_empty() && !options.without_samples {
        let samples = samples::check(&checker, &files.samples, &mut findings);
        let departing = departing::check(&checker, &files.departing, &mut findings);
        (catalog.samples, catalog.departing) = (samples, departing);
    }
    let is_read = |finding: &Diagnostic| unread.iter().all(|other| other.span.file != finding.span.file);
    findings.extend(docs::check(docs, &catalog).into_iter().filter(is_read));
    findings.extend(unread);
    if findings.is_empty() { Ok(catalog) } else { Err(Report::new(sources.clone(), findings)) }
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
        Some(base) if !base.value.ends_with('/') || !formats::is_uri(&base.value) => {
            wrong(base, "base URI for schemas", "write an absolute URI that ends with `/`");
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
        place: cx.sources.place(file.path, 0),
    }));
}

/// What the types of `types/` are.
fn resolve_types(cx: &mut Context<'_>, specs: Vec<(File<'_>, TypeFile)>) {
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
        let TypeFile { field: fields, closed, rest, reserved, evidence, .. } = spec;
        let members = Members { fields, reserved, closed, rest, evidence };
        let is_object = members.fields.is_some();
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
                let is_any = is_object || values.is_some() || ty.is_some();
                let message =
                    "a type needs exactly one of `[[field]]` (object), `values` (enum) and `type` (union or alias)";
                let help = if is_any { "keep one of the three" } else { "add one of the three" };
                cx.findings.push(Diagnostic::new(Code::WrongValue, Span::new(file.path, 0..0), message, help));
                (TypeKind::Union(Vec::new()), Vec::new())
            }
        };
        let id = cx.names.get(file.stem).copied();
        if let Some(def) = id.and_then(|id| cx.types.get_mut(id.0)) {
            (def.doc, def.kind, def.reserved) = (doc, kind, reserved);
        }
    }
}

/// What each group includes, as written.
type Includes = BTreeMap<String, Vec<At<String>>>;

fn resolve_groups(
    cx: &mut Context<'_>,
    files: &[File<'_>],
    specs: Vec<(File<'_>, GroupFile)>,
) -> (Vec<Group>, Includes) {
    let mut read: BTreeMap<&str, GroupFile> = specs.into_iter().map(|(file, spec)| (file.stem, spec)).collect();
    let mut includes = Includes::new();
    let mut groups = Vec::with_capacity(files.len());
    for file in files {
        let ident = Ident::new(file.stem);
        let spec = read.remove(file.stem);
        let (doc, fields, reserved) = spec.map_or_else(Default::default, |spec| {
            includes.insert(file.stem.to_owned(), few_includes(cx, file.path, spec.include));
            let owner = Owner { file: file.path, ident: &ident, evidence: spec.evidence, level: 0 };
            let doc = docs::doc(cx.findings, cx.docs, (Documentable::Group, file.path), spec.doc);
            (doc, fields::fields(cx, owner, spec.field), reserved::keys(cx, file.path, spec.reserved))
        });
        cx.findings.extend(reserved::check(&reserved, &fields));
        let (name, place) = (file.stem.to_owned(), cx.sources.place(file.path, 0));
        groups.push(Group { name, ident, doc, fields, reserved, place });
    }
    (groups, includes)
}

fn resolve_payloads(
    cx: &mut Context<'_>,
    groups: &[Group],
    includes: &Includes,
    files: &[File<'_>],
    unread: &mut Vec<Diagnostic>,
) -> Vec<Payload> {
    let mut payloads = Vec::with_capacity(files.len());
    let mut told = HashSet::new();
    for file in files {
        // A file is read when its turn comes: what is written takes several times the memory of what it means.
        let spec = file.text.and_then(|text| read::<PayloadFile>(file.path, text, unread));
        let Some(spec) = spec else { continue };
        let ident = Ident::new(file.stem);
        let mut included = Included { groups, includes, ids: Vec::new(), told: &mut told };
        let include = few_includes(cx, file.path, spec.include);
        included.all(&format!("events/{}", file.stem), file.path, &include, &mut Vec::new(), cx.findings);
        let ids = included.ids;
        let owner = Owner { file: file.path, ident: &ident, evidence: spec.evidence, level: 0 };
        let own = fields::fields(cx, owner, spec.field);
        let shared = ids.iter().filter_map(|id| groups.get(id.0)).flat_map(|group| &group.fields);
        let all: Vec<&Field> = shared.chain(&own).collect();
        let unlisted = rest::of_object(cx, owner, &all, (spec.closed, spec.rest));
        let events: Vec<Event> =
            spec.event.into_iter().map(|event| resolve_event(cx, file.path, event.value)).collect();
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
            groups: ids,
            fields: own,
            reserved: reserved::keys(cx, file.path, spec.reserved),
            events,
            unlisted,
            place: cx.sources.place(file.path, 0),
        };
        let findings = check_fields(groups, &payload, &include);
        cx.findings.extend(findings);
        for finding in check_reserved(groups, &payload) {
            // A group that several payloads include is to blame once.
            if !cx.findings.iter().any(|known| known.code == finding.code && known.span == finding.span) {
                cx.findings.push(finding);
            }
        }
        payloads.push(payload);
    }
    payloads
}

/// What a file includes, no more than permitted.
fn few_includes(cx: &mut Context<'_>, file: &str, include: Vec<At<String>>) -> Vec<At<String>> {
    let most = ("groups in one `include`", limits::INCLUDES);
    limits::names(cx.findings, file, include, most, "merge some of these groups")
}

/// The groups a payload includes, itself or through another group.
struct Included<'a> {
    groups: &'a [Group],
    includes: &'a Includes,
    ids: Vec<GroupId>,
    /// The includes that close a cycle or are too deep, which was told, by file and position.
    told: &'a mut HashSet<(String, usize)>,
}

impl Included<'_> {
    fn all(
        &mut self,
        owner: &str,
        file: &str,
        names: &[At<String>],
        chain: &mut Vec<String>,
        findings: &mut Vec<Diagnostic>,
    ) {
        chain.push(owner.to_owned());
        let mut seen = BTreeSet::new();
        for name in names {
            let span = Span::new(file, name.span.clone());
            let Some(index) = self.groups.iter().position(|group| group.name == name.value) else {
                let known: Vec<&str> = self.groups.iter().map(|group| group.name.as_str()).collect();
                let help = suggestion(&name.value, &known, "include");
                findings.push(Diagnostic::new(
                    Code::UnknownGroup,
                    span,
                    format!("unknown group `{}`", name.value),
                    help,
                ));
                continue;
            };
            if !seen.insert(index) {
                let message = format!("`{}` is included twice", name.value);
                findings.push(Diagnostic::new(Code::DuplicateInclude, span, message, "remove one of the two"));
                continue;
            }
            let group = format!("groups/{}", name.value);
            if chain.contains(&group) {
                if self.told.insert((file.to_owned(), span.range.start)) {
                    let message = format!("groups include each other in a cycle: {} -> {group}", fields::shown(chain));
                    findings.push(Diagnostic::new(Code::IncludeCycle, span, message, "remove one of these includes"));
                }
                continue;
            }
            if chain.len() > limits::INCLUDE_DEPTH {
                if self.told.insert((file.to_owned(), span.range.start)) {
                    let message = format!("groups include each other more than {} levels deep", limits::INCLUDE_DEPTH);
                    let help = "include the innermost groups further out";
                    findings.push(Diagnostic::new(Code::Limit, span, message, help));
                }
                continue;
            }
            if let Some(includes) = self.includes.get(&name.value).filter(|_| !self.ids.contains(&GroupId(index))) {
                let path = self.groups.get(index).map_or("", |group| group.place.file());
                self.all(&group, path, includes, chain, findings);
            }
            if !self.ids.contains(&GroupId(index)) {
                self.ids.push(GroupId(index));
            }
        }
        chain.pop();
    }
}

/// Checks that each field of a payload comes from one place, and that their names are distinct.
fn check_fields(groups: &[Group], payload: &Payload, include: &[At<String>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let shared: Vec<&Group> = payload.groups.iter().filter_map(|id| groups.get(id.0)).collect();
    let all = || shared.iter().flat_map(|group| &group.fields).chain(&payload.fields);
    let count = all().count();
    let lists = shared.iter().map(|group| (&group.fields, Some(*group))).chain([(&payload.fields, None)]);
    let mut scope = Scope::with_capacity(count);
    // Clashes within one file were found when that file was resolved.
    for (fields, group) in lists.filter(|_| !shared.is_empty()) {
        for field in fields {
            let clashes = scope.declare(&field.name, &field.aliases, &field.ident, &field.place);
            let across = clashes.iter().filter(|clash| clash.first.file() != clash.second.file());
            findings.extend(across.map(|clash| {
                let finding = clash.finding("field", Code::DuplicateField);
                match group {
                    Some(group) => from_two_groups(finding, clash, group, payload, include),
                    None => finding,
                }
            }));
        }
    }
    findings.extend(confusable_names(all().map(|field| (field.name.as_str(), &field.ident, &field.place))));
    if count > limits::FIELDS {
        let message = format!("`{}` has {count} fields; the limit is {}", payload.name, limits::FIELDS);
        findings.push(Diagnostic::new(
            Code::Limit,
            Span::new(payload.place.file(), 0..0),
            message,
            "split the payload",
        ));
    }
    findings
}

/// Fields of a payload with a key that is reserved in it.
fn check_reserved(groups: &[Group], payload: &Payload) -> Vec<Diagnostic> {
    let shared: Vec<&Group> = payload.groups.iter().filter_map(|id| groups.get(id.0)).collect();
    let reserved = shared.iter().flat_map(|group| &group.reserved).chain(&payload.reserved);
    reserved::check(reserved, shared.iter().flat_map(|group| &group.fields).chain(&payload.fields))
}

/// Blames the include that brings a name in for the second time.
fn from_two_groups(
    finding: Diagnostic,
    clash: &Clash,
    group: &Group,
    payload: &Payload,
    include: &[At<String>],
) -> Diagnostic {
    let entry = include.iter().find(|name| name.value == group.name).or(include.first());
    let span = Span::new(payload.place.file(), entry.map_or(0..0, |entry| entry.span.clone()));
    let (code, message) = match clash.ident {
        None => (Code::FieldFromTwoGroups, format!("the field `{}` is included twice", clash.name)),
        Some(_) => (finding.code, finding.message),
    };
    let help = "remove the field from one of the two, or do not include both";
    Diagnostic::new(code, span, message, help)
        .related(Span::rest_of_line(&clash.first), "defined here")
        .related(Span::rest_of_line(&clash.second), "and here")
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
    let payloads = payloads.iter().map(|payload| (format!("events/{}", payload.name), &payload.ident, &payload.place));
    let types = types.iter().map(|def| (format!("types/{}", def.name), &def.ident, &def.place));
    let all: Vec<(String, &Ident, &Place)> = payloads.chain(types).collect();
    let mut scope = Scope::with_capacity(all.len());
    let clashes = all.iter().flat_map(|(name, ident, place)| scope.declare(name, &[], ident, place));
    let help = "rename one of the two files, or the field that defines a type in place";
    clashes.map(|clash| Diagnostic { help: help.to_owned(), ..clash.finding("type", Code::AmbiguousName) }).collect()
}
