//! A change of every kind: pairs of specifications, and the findings in them that are to be tried.

mod aliases;
mod cases;
pub mod deliveries;
mod odd_names;

use eventspec_catalog::{Catalog, Sources, resolve_without_samples};
use eventspec_diff::witness::Sides;
use eventspec_diff::{Comparison, Finding, Kind, Side, compare};

use crate::{Failed, fail};
use cases::{CASES, Case};

/// An old and a new specification.
pub struct World {
    /// A name for folders and crates.
    pub name: &'static str,
    /// The old one.
    pub old: &'static Catalog,
    /// The new one.
    pub new: &'static Catalog,
    /// What is different, and what of the one is what of the other.
    pub comparison: Comparison<'static>,
}

/// A finding to be tried, and the world it is in.
pub struct Tried {
    /// The index of the world.
    pub world: usize,
    /// The finding.
    pub finding: Finding,
    /// Whether it is tried for the names in it, beside a finding that shows the row.
    pub is_odd: bool,
}

impl World {
    fn new(name: &'static str, old: Catalog, new: Catalog) -> Self {
        // There are few worlds, and they last as long as the test.
        let (old, new): (&Catalog, &Catalog) = (Box::leak(Box::new(old)), Box::leak(Box::new(new)));
        Self { name, old, new, comparison: compare(old, new) }
    }

    /// Both, as witnesses are made of them.
    pub fn sides(&self) -> Sides<'_> {
        Sides { old: self.old, new: self.new, pairing: &self.comparison.pairing, shapes: &self.comparison.shapes }
    }

    /// The specification of a side.
    pub fn on(&self, side: Side) -> &Catalog {
        self.sides().on(side)
    }
}

/// The worlds, and every finding that shows a row of the table.
///
/// # Errors
/// Fails where a case is not of its kind, or changes more than it is for.
pub fn all() -> Result<(Vec<World>, Vec<Tried>), Failed> {
    let worlds = vec![
        merged()?,
        common()?,
        named()?,
        based()?,
        aliases()?,
        deliveries()?,
        odd("odd-payloads", &odd_names::payloads())?,
        odd("odd-types", &odd_names::types())?,
    ];
    let mut tried = Vec::new();
    let findings = &worlds[0].comparison.findings;
    for (case, nested) in made() {
        let (id, code) = (case.id(nested), case.code(nested));
        let kind = Kind::parse(&code).ok_or(format!("there is no kind {code}"))?;
        let mine = |finding: &&Finding| {
            let stem = finding.place.file().trim_end_matches(".toml").rsplit('/').next().unwrap_or_default();
            stem.strip_prefix(&id)
                .is_some_and(|rest| ["", "_e", "_g", "_in", "_new", "_o", "_other", "_t"].contains(&rest))
        };
        let all: Vec<&Finding> = findings.iter().filter(mine).collect();
        let found = all.iter().find(|finding| finding.kind == kind && finding.around == case.around);
        let Some(found) = found else {
            let kinds: Vec<&str> = all.iter().map(|finding| finding.kind.code()).collect();
            return fail(format!("the case {id} gives {kinds:?}"));
        };
        let others: Vec<&str> = all.iter().filter(|other| other.kind != kind).map(|other| other.kind.code()).collect();
        let expected: &[&str] = match case.kind {
            "reserved-key-reused" => &["reserved-removed", "field-added-optional"],
            "field-added-outside-rest" => &["field-added-optional"],
            "field-removed-outside-rest" => &["field-removed-optional"],
            _ => &[],
        };
        if others != expected {
            return fail(format!("the case {id} changes more than it is for: {others:?}"));
        }
        tried.push(Tried { world: 0, finding: (*found).clone(), is_odd: false });
    }
    let pick = |world: usize, kinds: &[Kind]| -> Vec<Tried> {
        let wanted = worlds[world].comparison.findings.iter().filter(|finding| kinds.contains(&finding.kind));
        wanted.map(|finding| Tried { world, finding: finding.clone(), is_odd: false }).collect()
    };
    let of_all = [
        Kind::EventAdded,
        Kind::GroupLeftEvents,
        Kind::GroupInEveryEvent,
        Kind::TitleChanged,
        Kind::SchemasSelfContained,
    ];
    let common = pick(1, &of_all);
    let named = pick(2, &[Kind::PackageRenamed, Kind::LicenseChanged]);
    let based = pick(3, &[Kind::SchemaBaseChanged, Kind::SchemasShared]);
    tried.extend(common);
    tried.extend(named);
    tried.extend(based);
    // All that is found in these, and then the odd ones.
    for (world, whole) in worlds.iter().enumerate().skip(4) {
        let findings = whole.comparison.findings.iter().cloned();
        tried.extend(findings.map(|finding| Tried { world, finding, is_odd: world > 5 }));
    }
    Ok((worlds, tried))
}

fn catalog(head: &str, files: &[(String, String)]) -> Result<Catalog, Failed> {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", head);
    for (path, text) in files {
        sources.insert(path.as_str(), text.as_str());
    }
    resolve_without_samples(&sources).map_err(|report| report.render("", false).into())
}

fn head(name: &str) -> String {
    format!("name = \"{name}\"\ntitle = \"Events\"\nversion = \"1.0.0\"\ndoc = \"Events.\"\n")
}

/// All cases in one pair.
fn merged() -> Result<World, Failed> {
    let files = |side: Side| -> Vec<(String, String)> {
        let body = |case: &Case| if side == Side::Old { case.old } else { case.new };
        made()
            .flat_map(|(case, nested)| {
                files(&case.id(nested), &if nested { nest(body(case)) } else { body(case).to_owned() })
            })
            .collect()
    };
    let head = head("changes-events");
    Ok(World::new("changes", catalog(&head, &files(Side::Old))?, catalog(&head, &files(Side::New))?))
}

/// Every case, and again as the nested one that it has.
fn made() -> impl Iterator<Item = (&'static Case, bool)> {
    CASES.iter().map(|case| (case, false)).chain(CASES.iter().filter(|case| case.nests()).map(|case| (case, true)))
}

/// The body of a payload, in a type that the payload has a list of.
fn nest(body: &str) -> String {
    let (own, rest) = body.split_once("\n== ").map_or((body, None), |(own, rest)| (own, Some(rest)));
    let fields = if own.contains("field = ") { "" } else { "\nfield = []" };
    let rest = rest.map_or_else(String::new, |rest| format!("\n== {rest}"));
    format!("field = [{{ name = \"list\", type = \"list<$_in>\" }}]\n== types/$_in.toml\n{own}{fields}{rest}")
}

/// The files of a case on one side.
fn files(id: &str, text: &str) -> Vec<(String, String)> {
    let text = text.replace('$', id);
    let (own, text) = text.strip_prefix("-\n").map_or((true, text.as_str()), |rest| (false, rest));
    let mut parts: Vec<(String, String)> =
        own.then(|| (format!("events/{id}.toml"), String::new())).into_iter().collect();
    for line in text.lines() {
        match line.strip_prefix("== ") {
            Some(path) => parts.push((path.to_owned(), String::new())),
            None => parts.iter_mut().last().into_iter().for_each(|(_, body)| *body = format!("{body}{line}\n")),
        }
    }
    parts.into_iter().map(|(path, body)| (path.clone(), file(&path, id, &body))).collect()
}

/// A file with the documentation and event that its body leaves out.
fn file(path: &str, id: &str, body: &str) -> String {
    let body = body.replace("{ name", "{ doc = \"d\", name");
    let lacks_event = path == format!("events/{id}.toml") && !body.contains("event = ");
    let event = if lacks_event { format!("event = [{{ name = \"{id}\", doc = \"d\" }}]\n") } else { String::new() };
    format!("doc = \"d\"\n{event}{body}")
}

fn plain(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(path, body)| ((*path).to_owned(), file(path, "", body))).collect()
}

/// What all events have in common changes.
fn common() -> Result<World, Failed> {
    let groups = [
        ("groups/left.toml", "field = [{ name = \"left\", type = \"string\" }]"),
        ("groups/gained.toml", "field = [{ name = \"gained\", type = \"string\" }]"),
    ];
    let old = [
        ("events/a.toml", "include = [\"left\"]\nevent = [{ name = \"a\" }]"),
        ("events/b.toml", "include = [\"left\", \"gained\"]\nevent = [{ name = \"b\" }]"),
    ];
    let new = [
        ("events/a.toml", "include = [\"left\", \"gained\"]\nevent = [{ name = \"a\" }, { name = \"added\" }]"),
        ("events/b.toml", "include = [\"gained\"]\nevent = [{ name = \"b\" }]"),
    ];
    let head = head("common-events");
    let titled = head.replacen("title = \"Events\"", "title = \"What happens\"\nself_contained_schemas = true", 1);
    let both = |head: &str, events: &[(&str, &str)]| catalog(head, &plain(&[&groups[..], events].concat()));
    Ok(World::new("common", both(&head, &old)?, both(&titled, &new)?))
}

/// The packages get another name, and another licence.
fn named() -> Result<World, Failed> {
    let files = plain(&[("events/a.toml", "event = [{ name = \"a\" }]")]);
    let head = |name: &str, license: &str| {
        format!("{}schema_base = \"https://named.example/\"\nlicense = \"{license}\"\n", head(name))
    };
    let (old, new) = (head("named-events", "MIT"), head("renamed-events", "GPL-3.0-only"));
    Ok(World::new("named", catalog(&old, &files)?, catalog(&new, &files)?))
}

/// The schemas get other addresses, and share their definitions.
fn based() -> Result<World, Failed> {
    let files = plain(&[("events/a.toml", "event = [{ name = \"a\" }]")]);
    let on = |base: &str, rest: &str| {
        catalog(&format!("{}schema_base = \"https://{base}.example/\"\n{rest}", head("based-events")), &files)
    };
    Ok(World::new("based", on("old", "self_contained_schemas = true\n")?, on("new", "")?))
}

/// Aliases change, and types become aliases.
fn aliases() -> Result<World, Failed> {
    let [old, new] = aliases::FILES.map(|files| catalog(&head("aliases-events"), &plain(files)));
    let world = World::new("aliases", old?, new?);
    let found: Vec<String> =
        world.comparison.findings.iter().map(|finding| format!("{} {}", finding.kind.code(), finding.path)).collect();
    if found == aliases::FOUND { Ok(world) } else { fail(format!("the aliases give {found:#?}")) }
}

/// Deliveries change.
fn deliveries() -> Result<World, Failed> {
    let events = deliveries::EVENTS.map(|name| format!("{{ name = \"{name}\" }}")).join(", ");
    let events = format!("event = [{events}]\nfield = [{{ name = \"it\", type = \"string\" }}]");
    let on = |side: usize| {
        let mut files = plain(&[("events/order.toml", &events)]);
        for (kind, sides) in deliveries::CASES {
            let path = deliveries::file(kind);
            files.extend(sides[side].map(|body| (path.clone(), file(&path, "", body))));
        }
        catalog(&head("deliveries-events"), &files)
    };
    let world = World::new("deliveries", on(0)?, on(1)?);
    let findings = &world.comparison.findings;
    let found: Vec<_> = findings.iter().map(|it| (it.kind.code(), it.place.file().to_owned())).collect();
    let expected: Vec<_> = deliveries::CASES.iter().map(|(kind, _)| (*kind, deliveries::file(kind))).collect();
    if found == expected { Ok(world) } else { fail(format!("the deliveries give {found:#?}")) }
}

/// Names mean something else.
fn odd(name: &'static str, [old, new]: &odd_names::Sides) -> Result<World, Failed> {
    let head = head(&format!("{name}-s3-events"));
    Ok(World::new(name, catalog(&head, old)?, catalog(&head, new)?))
}
