//! A specification as files of TOML.

use std::cell::Cell;
use std::fmt::Write as _;

use eventspec_catalog::{Sources, limits};

use super::deliveries::DeliveryFile;
use super::fields::{Around, Field, FieldKind, Object, Others, Value};
use super::refinements::Refinement;
use super::{Alias, EventEntry, GroupFile, Kind, PayloadFile, Rest, Spec, TypeFile, types};

/// A TOML string that holds a text, whatever it is.
pub fn toml(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else {
            let _ = write!(out, "\\U{:08x}", u32::from(c));
        }
    }
    out + "\""
}

/// A pattern of a text and nothing else, unless it is too long for one.
pub fn pattern(text: &str) -> Option<String> {
    /// Characters around it.
    const AROUND: usize = 10;
    let escaped = text.chars().flat_map(|c| "^$.*+?()[]{}|\\".contains(c).then_some('\\').into_iter().chain([c]));
    let pattern: String = escaped.collect();
    (pattern.chars().count() + AROUND <= limits::PATTERN).then_some(pattern)
}

/// The files; `text` maps texts that are neither names nor values.
pub(super) fn files(spec: &Spec, text: &dyn Fn(&str) -> String) -> Sources {
    let printer = Printer { types: &spec.types, text, undocumented: spec.undocumented, described: Cell::new(0) };
    let mut sources = Sources::default();
    let license = spec.license.as_ref().map_or_else(String::new, |license| line("license", &toml(license)));
    let title = line("title", &toml(&text(&spec.title)));
    let source = spec.source.as_ref().map_or_else(String::new, |source| line("source", &toml(&text(source))));
    let base = spec.schema_base.map_or_else(String::new, |base| line("schema_base", &toml(base)));
    let schemas = if spec.self_contained_schemas { "self_contained_schemas = true\n" } else { "" };
    let (doc, rest) = (printer.doc(&spec.doc), printer.rest(spec.rest.as_ref()));
    let package = spec
        .package
        .map_or_else(String::new, |package| format!("[package.{package}]\n{}", line("version", "\"1.0.0\"")));
    let lint = if spec.undocumented == 0 { "" } else { "[lint]\ndocs = \"optional\"\n" };
    let head = format!(
        "name = \"random-events\"\nversion = \"0.2.0\"\n{title}{doc}{license}{source}{base}{schemas}{rest}{package}{lint}"
    );
    sources.insert("catalog.toml", head);
    if let Some(changelog) = &spec.changelog {
        sources.insert("CHANGELOG.md", format!("# {0}\n\n## [{0}]\n\n{0}\n\n### {0}\n\n{0}\n", text(changelog)));
    }
    for file in &spec.types {
        sources.insert(format!("types/{}.toml", file.stem), printer.type_file(file));
    }
    for file in &spec.groups {
        sources.insert(format!("groups/{}.toml", file.stem), printer.group(file));
    }
    for file in &spec.payloads {
        sources.insert(format!("events/{}.toml", file.stem), printer.payload(file));
    }
    for file in &spec.deliveries {
        sources.insert(format!("delivery/{}.toml", file.stem), printer.delivery(file));
    }
    sources
}

struct Printer<'a> {
    types: &'a [TypeFile],
    text: &'a dyn Fn(&str) -> String,
    undocumented: usize,
    /// How many descriptions came by.
    described: Cell<usize>,
}

impl Printer<'_> {
    fn doc(&self, doc: &str) -> String {
        self.description(doc).map_or_else(String::new, |doc| line("doc", &doc))
    }

    /// A description, unless it is one of those that are missing.
    fn description(&self, doc: &str) -> Option<String> {
        self.described.set(self.described.get() + 1);
        let is_missing = self.undocumented > 0 && self.described.get().is_multiple_of(self.undocumented);
        (!is_missing && !doc.trim().is_empty()).then(|| toml(&(self.text)(doc)))
    }

    fn type_file(&self, file: &TypeFile) -> String {
        let head = self.doc(&file.doc) + if file.closed { "closed = true\n" } else { "" };
        let head =
            head + &self.rest(file.rest.as_ref()) + &list("include", &file.include) + &list("reserved", &file.reserved);
        match &file.kind {
            Kind::Object(fields) if fields.is_empty() => head + "field = []\n" + &self.refine("refine", &file.refine),
            Kind::Object(fields) => head + &self.refine("refine", &file.refine) + &self.fields(fields),
            Kind::Enum(values) => head + &self.values(values),
            Kind::Union(alternatives) => {
                let names: Vec<String> = alternatives.iter().map(|ty| types::expression(ty, self.types)).collect();
                head + &line("type", &toml(&names.join(" | ")))
            }
            Kind::Alias(Alias::Held(held)) => {
                format!("{head}type = \"{}\"\n{}\n{}", held.ty, held.lines, held.example())
            }
            Kind::Alias(Alias::Of(ty, example)) => {
                let example = example.as_ref().map_or_else(String::new, |value| line("example", value));
                head + &line("type", &toml(&types::expression(ty, self.types))) + &example
            }
        }
    }

    fn rest(&self, rest: Option<&Rest>) -> String {
        match rest {
            None => String::new(),
            Some(Rest::Off) => "rest = false\n".to_owned(),
            Some(Rest::Type(ty, nullable)) => {
                let null = if *nullable { "?" } else { "" };
                line("rest", &toml(&format!("{}{null}", types::expression(ty, self.types))))
            }
        }
    }

    fn group(&self, file: &GroupFile) -> String {
        self.doc(&file.doc)
            + &list("include", &file.include)
            + &list("reserved", &file.reserved)
            + &self.fields(&file.fields)
    }

    fn payload(&self, file: &PayloadFile) -> String {
        let events: String = file.events.iter().map(|event| self.event(event)).collect();
        let closed = if file.closed { "closed = true\n" } else { "" };
        let head = self.doc(&file.doc) + closed + &self.rest(file.rest.as_ref());
        let head = head + &list("include", &file.include) + &list("reserved", &file.reserved);
        head + &self.refine("refine", &file.refine) + &events + &self.fields(&file.fields)
    }

    fn delivery(&self, file: &DeliveryFile) -> String {
        let source = file.source.as_ref().map(|source| line("source", &toml(&(self.text)(source))));
        self.doc(&file.doc) + &source.unwrap_or_default() + &file.lines
    }

    fn refine(&self, header: &str, refine: &[Refinement]) -> String {
        let one = |Refinement { at, lines, doc }: &Refinement| {
            let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
            let doc = doc.as_ref().map_or_else(String::new, |doc| line("doc", &toml(&(self.text)(doc))));
            format!("[[{header}]]\n{}{lines}{doc}", line("at", &toml(at)))
        };
        refine.iter().map(one).collect()
    }

    fn event(&self, event: &EventEntry) -> String {
        let head = format!("[[event]]\n{}{}", line("name", &toml(&event.name)), ident(event.ident.as_deref()));
        let unstable = if event.unstable { "unstable = true\n" } else { "" };
        head + &self.doc(&event.doc)
            + unstable
            + &list("aliases", &event.aliases)
            + &self.deprecated(event.deprecated.as_deref())
            + &self.refine("event.refine", &event.refine)
    }

    fn fields(&self, fields: &[Field]) -> String {
        self.fields_below("field", fields)
    }

    /// Fields with a header of that path.
    fn fields_below(&self, header: &str, fields: &[Field]) -> String {
        fields.iter().map(|field| self.field(header, field)).collect()
    }

    fn field(&self, header: &str, field: &Field) -> String {
        let head = format!("[[{header}]]\n{}{}", line("name", &toml(&field.name)), ident(field.ident.as_deref()));
        let kind = match &field.kind {
            FieldKind::Of(ty) => line("type", &toml(&types::expression(ty, self.types))),
            FieldKind::Time(ty, _) => line("type", &toml(ty)),
            FieldKind::Held(held) => format!("type = \"{}\"\n{}\n", held.ty, held.lines),
            FieldKind::Like(text) => {
                let pattern =
                    pattern(&(self.text)(text)).map(|pattern| line("pattern", &toml(&format!("^(?:{pattern})?"))));
                format!("type = \"string\"\n{}", pattern.unwrap_or_default())
            }
            FieldKind::Constant(ty, value) => format!("type = \"{ty}\"\n{}", line("const", value)),
            FieldKind::Enum(values, closed) => format!("type = \"string\"\nclosed = {closed}\n{}", self.values(values)),
            FieldKind::Object(object) => object_keys(object),
        };
        let members = match &field.kind {
            FieldKind::Object(object) => self.fields_below(&format!("{header}.field"), &object.fields),
            _ => String::new(),
        };
        let flags = [("required", field.required), ("nullable", field.nullable), ("blank", field.blank)];
        let flags: String = flags.into_iter().filter(|(_, set)| *set).map(|(key, _)| line(key, "true")).collect();
        let rest: String = field.rest.iter().map(|line| format!("{line}\n")).collect();
        let default = field.default.as_ref();
        let default = default.map_or_else(String::new, |default| line("default", &toml(&(self.text)(default))));
        let deprecated = self.deprecated(field.deprecated.as_deref());
        head + &self.doc(&field.doc)
            + &kind
            + &flags
            + &list("aliases", &field.aliases)
            + &rest
            + &default
            + &deprecated
            + &members
    }

    fn values(&self, values: &[Value]) -> String {
        let entry = |value: &Value| {
            let doc = value.doc.as_ref().and_then(|doc| self.description(doc)).map(|doc| format!(", doc = {doc}"));
            let ident = value.ident.as_ref().map(|ident| format!(", ident = \"{ident}\""));
            let wire = toml(&value.wire);
            let more: String = doc.into_iter().chain(ident).collect();
            if more.is_empty() { wire } else { format!("{{ value = {wire}{more} }}") }
        };
        line("values", &format!("[{}]", values.iter().map(entry).collect::<Vec<_>>().join(", ")))
    }

    fn deprecated(&self, instead: Option<&str>) -> String {
        instead.map_or_else(String::new, |instead| {
            format!("deprecated = {{ use = {}, sunset = \"2027-01-01\" }}\n", toml(&(self.text)(instead)))
        })
    }
}

/// What stands in a field about the object that it is, without its members.
fn object_keys(object: &Object) -> String {
    let ty = match object.around {
        Around::Nothing => "object",
        Around::List => "list<object>",
        Around::Map => "map<object>",
        Around::Union => "object | boolean",
    };
    let members = match object.members {
        Others::Nothing => String::new(),
        Others::Closed => "closed = true\n".to_owned(),
        Others::Rest(rest) => line("rest", rest),
    };
    let empty = if object.fields.is_empty() { "field = []\n" } else { "" };
    format!("type = \"{ty}\"\n{members}{empty}{}", list("reserved", &object.reserved))
}

fn line(key: &str, value: &str) -> String {
    format!("{key} = {value}\n")
}

fn list(key: &str, texts: &[String]) -> String {
    if texts.is_empty() {
        return String::new();
    }
    line(key, &format!("[{}]", texts.iter().map(|text| toml(text)).collect::<Vec<_>>().join(", ")))
}

fn ident(ident: Option<&str>) -> String {
    ident.map_or_else(String::new, |ident| format!("ident = \"{ident}\"\n"))
}
