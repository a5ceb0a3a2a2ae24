//! Whole specifications at random: every kind of type, groups in groups, recursive types, hostile names and texts.
//!
//! Bytes decide what is in one ([`Spec::of`]), so a fuzzer grows them and a seed repeats them. Nearly all are accepted. To add
//! to the language: a decision in `fields.rs` that pushes a line to `Field::rest`.

mod aliases;
mod deliveries;
mod fields;
mod includes;
mod print;
mod refinements;
mod types;
mod words;

use eventspec_catalog::{
    Catalog, Code, Diagnostic, Event, Payload, Report, Sources, limits, resolve, resolve_without_samples,
};
use eventspec_emit::package_names;
use eventspec_payloads::sample::{Recipe, payloads};

use crate::choices::Choices;
use deliveries::DeliveryFile;
use fields::{Field, Held, Value};
pub use print::{pattern, toml};
use refinements::Refinement;
use types::Ty;
use words::Scope;

/// A specification before it is written down.
pub struct Spec {
    types: Vec<TypeFile>,
    groups: Vec<GroupFile>,
    payloads: Vec<PayloadFile>,
    deliveries: Vec<DeliveryFile>,
    title: String,
    doc: String,
    license: Option<String>,
    source: Option<String>,
    schema_base: Option<&'static str>,
    /// A package with a version of its own.
    package: Option<&'static str>,
    changelog: Option<String>,
    /// Which descriptions are missing: none, all, every second, every third.
    undocumented: usize,
    /// Of every object that says nothing of it.
    rest: Option<Rest>,
    self_contained_schemas: bool,
}

/// `types/<stem>.toml`.
struct TypeFile {
    stem: String,
    doc: String,
    /// Of an object: groups and types.
    include: Vec<String>,
    /// Of an object.
    refine: Vec<Refinement>,
    kind: Kind,
    closed: bool,
    /// Of an object.
    rest: Option<Rest>,
    /// Of an object.
    reserved: Vec<String>,
}

/// What is said about members that no field lists.
enum Rest {
    /// That their type is not the catalogue's.
    Off,
    /// Their type, and whether they may be `null`.
    Type(Ty, bool),
}

impl TypeFile {
    /// Whether it is an object that may have members of its own.
    fn is_open(&self) -> bool {
        matches!(self.kind, Kind::Object(_)) && !self.closed
    }
}

enum Kind {
    Object(Vec<Field>),
    Enum(Vec<Value>),
    Union(Vec<Ty>),
    /// Another name for a type.
    Alias(Alias),
}

/// What an alias stands for.
#[derive(Clone)]
enum Alias {
    /// A type without constraints, and an example of it.
    Of(Ty, Option<String>),
    /// What is held to something.
    Held(&'static Held),
}

/// `groups/<stem>.toml`.
struct GroupFile {
    stem: String,
    doc: String,
    include: Vec<String>,
    reserved: Vec<String>,
    fields: Vec<Field>,
}

/// `events/<stem>.toml`.
struct PayloadFile {
    stem: String,
    doc: String,
    include: Vec<String>,
    refine: Vec<Refinement>,
    reserved: Vec<String>,
    closed: bool,
    rest: Option<Rest>,
    events: Vec<EventEntry>,
    fields: Vec<Field>,
}

struct EventEntry {
    name: String,
    ident: Option<String>,
    doc: String,
    aliases: Vec<String>,
    deprecated: Option<String>,
    unstable: bool,
    refine: Vec<Refinement>,
}

const SCHEMA_BASES: [&str; 3] = ["https://a.example/", "urn:example:a/", "https://a.example/%7B%22/?a='b'&c=*/"];

impl Spec {
    /// The specification that bytes decide.
    pub fn of(bytes: &[u8]) -> Self {
        let choices = &mut Choices::new(bytes);
        let (mut names, mut shared, mut events) = (Scope::default(), Scope::default(), Scope::default());
        let mut types = types::files(choices, &mut names);
        fields::of_types(choices, &mut types);
        let mut groups = groups(choices, &types, &mut shared);
        let mut payloads: Vec<PayloadFile> = (0..=choices.below(3))
            .map(|_| payload(choices, &types, &groups, &mut names, &shared, &mut events))
            .collect();
        let license = choices.one_in(3).then(|| words::text(choices));
        let (title, doc) = (words::text(choices), words::doc(choices));
        let source = choices.one_in(3).then(|| words::text(choices));
        let schema_base = choices.one_in(3).then(|| *choices.pick(&SCHEMA_BASES));
        let package = choices.one_in(3).then(|| *choices.pick(&package_names()));
        let changelog = choices.one_in(3).then(|| words::doc(choices));
        // The last of all, so that what bytes meant before it they mean still.
        let undocumented = choices.below(4);
        let rest = types::rests(choices, &mut types, &mut payloads);
        objects(choices, &mut types, &mut groups, &mut payloads);
        let self_contained_schemas = choices.one_in(2);
        aliases::add(choices, &mut names, &mut types, &mut groups, &mut payloads);
        includes::add(choices, &mut types, &groups, &mut payloads);
        refinements::add(choices, &mut types, &groups, &mut payloads);
        let deliveries = deliveries::files(choices, &payloads);
        Self {
            types,
            groups,
            payloads,
            deliveries,
            title,
            doc,
            license,
            source,
            schema_base,
            package,
            changelog,
            undocumented,
            rest,
            self_contained_schemas,
        }
    }

    /// Its files, with a sample of each event.
    pub fn sources(&self) -> Sources {
        sampled(print::files(self, &str::to_owned), |catalog, event, payload| {
            let recipe = Recipe { seed: 7, ..Recipe::default() };
            payloads(catalog, event, payload, recipe).next().unwrap_or_default()
        })
    }

    /// The same specification without samples, and with a harmless text for each that is neither a name nor a value.
    pub fn harmless(&self) -> Sources {
        print::files(self, &|_| "Harmless.".to_owned())
    }
}

/// Resolves a specification; one that is refused is left alone.
pub fn accepted(spec: &Spec) -> Option<Catalog> {
    let sources = spec.sources();
    match resolve(&sources) {
        Ok(catalog) => Some(catalog),
        Err(report) => {
            // Samples are made of what is accepted, and belong to it; but what is made as one alternative of a union may be read as
            // another, and what is in it may be wrong there.
            let is_a_fault = |finding: &Diagnostic| match finding.code {
                Code::BadSample => !finding.help.contains(" was read as "),
                Code::SampleSyntax | Code::EventWithoutSample => true,
                _ => false,
            };
            assert!(!report.diagnostics().iter().all(is_a_fault), "{}", report.render("", false));
            None
        }
    }
}

/// A specification with a sample for each event that lacks one, in the folder that its finding asks for.
pub fn sampled(mut sources: Sources, text: impl Fn(&Catalog, &Event, &Payload) -> String) -> Sources {
    let (Ok(catalog), Err(report)) = (resolve_without_samples(&sources), resolve(&sources)) else { return sources };
    for (path, event) in lacking(&report) {
        if let Some((event, payload)) = catalog.events().find(|(known, _)| known.place == event) {
            sources.insert(path, text(&catalog, event, payload));
        }
    }
    sources
}

/// The file that each event without a sample needs, and where the event is.
fn lacking(report: &Report) -> Vec<(String, eventspec_catalog::Place)> {
    let findings = report.diagnostics().iter().filter(|finding| finding.code == Code::EventWithoutSample);
    let path = |help: &str| help.split('`').nth(1).unwrap_or_default().to_owned();
    findings.map(|finding| (path(&finding.help), report.place(finding))).collect()
}

fn groups(choices: &mut Choices<'_>, types: &[TypeFile], shared: &mut Scope) -> Vec<GroupFile> {
    let mut stems = Scope::default();
    let mut out: Vec<GroupFile> = Vec::new();
    for _ in 0..choices.below(4) {
        let include = some(choices, &out);
        let mut stem = stems.stem(choices);
        while types.iter().any(|file| file.stem == stem) {
            stem = stems.alias(&format!("{stem}_group"));
        }
        out.push(GroupFile {
            stem,
            doc: words::doc(choices),
            include,
            reserved: words::reserved(choices),
            fields: fields::some(choices, types, shared),
        });
    }
    out
}

/// Puts objects in place everywhere where fields are.
fn objects(choices: &mut Choices<'_>, types: &mut [TypeFile], groups: &mut [GroupFile], payloads: &mut [PayloadFile]) {
    for index in 0..types.len() {
        if let Kind::Object(fields) = &types[index].kind {
            let mut fields = fields.clone();
            fields::objects(choices, types, &mut fields, limits::IN_PLACE);
            types[index].kind = Kind::Object(fields);
        }
    }
    let groups = groups.iter_mut().map(|group| &mut group.fields);
    for fields in groups.chain(payloads.iter_mut().map(|payload| &mut payload.fields)) {
        fields::objects(choices, types, fields, limits::IN_PLACE);
    }
}

/// Some of the groups that there are.
fn some(choices: &mut Choices<'_>, groups: &[GroupFile]) -> Vec<String> {
    groups.iter().filter(|_| choices.one_in(2)).map(|group| group.stem.clone()).collect()
}

fn payload(
    choices: &mut Choices<'_>,
    types: &[TypeFile],
    groups: &[GroupFile],
    names: &mut Scope,
    shared: &Scope,
    events: &mut Scope,
) -> PayloadFile {
    PayloadFile {
        stem: names.stem(choices),
        doc: words::doc(choices),
        include: some(choices, groups),
        refine: Vec::new(),
        reserved: words::reserved(choices),
        closed: choices.one_in(4),
        rest: None,
        events: (0..=choices.below(3)).map(|_| event(choices, events)).collect(),
        fields: fields::some(choices, types, &mut shared.clone()),
    }
}

fn event(choices: &mut Choices<'_>, scope: &mut Scope) -> EventEntry {
    let name = words::name(choices);
    let (name, ident) = scope.add(choices, &name);
    let aliases = words::aliases(choices, scope);
    let deprecated = choices.one_in(4).then(|| words::text(choices));
    let unstable = choices.one_in(4);
    EventEntry { name, ident, doc: words::doc(choices), aliases, deprecated, unstable, refine: Vec::new() }
}
