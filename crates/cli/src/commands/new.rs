//! `new`: scaffolds a file of the specification, with gaps where only a person knows what to write.
//!
//! The file is resolved together with the specification before it is written. Its gaps, such as a missing sample, are listed; any
//! other new finding prevents writing it. A `doc` is a comment until somebody writes it.

use std::collections::BTreeSet;

use clap::ValueEnum;
use eventspec_catalog::{Code, Diagnostic, Ident, Report, Sources, resolve};
use serde_json::json;
use toml_edit::{DocumentMut, Item, Table, value};

use crate::args::{Format, SpecArgs};
use crate::program::Hint;
use crate::terminal::{outln, print_json};
use crate::{Failure, load, output};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// What to add.
    #[arg(value_enum)]
    kind: Kind,
    /// Name of the event on the wire, or of the file of a group, type or delivery.
    name: String,
    /// Payload file of the event: `order` is `events/order.toml`; the event is added to it if it exists.
    #[arg(long, value_name = "NAME")]
    payload: Option<String>,
    #[command(flatten)]
    spec: SpecArgs,
}

/// What `new` can add.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum Kind {
    /// An event, with its own payload or an existing one.
    Event,
    /// Fields that several payloads share.
    Group,
    /// A named object, enum, union or alias.
    Type,
    /// How requests become events.
    Delivery,
}

pub(crate) fn new(args: &Args) -> Result<(), Failure> {
    if args.name.is_empty() {
        return Err(Failure::Usage("the name is empty\nhelp: write the event's name on the wire".to_owned()));
    }
    let sources = load::load(&args.spec.source)?;
    let draft = match (args.kind, &args.payload) {
        (Kind::Event, payload) => event(&sources, &args.name, payload.as_deref(), &args.spec.hint("check"))?,
        (Kind::Group, None) => named(&sources, "groups", &args.name, "group", &[GROUP, FIELD].concat())?,
        (Kind::Type, None) => named(&sources, "types", &args.name, "type", &[TYPE, FIELD].concat())?,
        (Kind::Delivery, None) => named(&sources, "delivery", &args.name, "delivery", DELIVERY)?,
        (_, Some(_)) => {
            return Err(Failure::Usage("only an event has a payload\nhelp: remove --payload".to_owned()));
        }
    };
    let mut with_draft = sources.clone();
    with_draft.insert(draft.path.clone(), draft.text.clone());
    let before = resolve(&sources).err();
    let after = resolve(&with_draft).err();
    let spec = &args.spec.source.spec;
    let lacking = after.as_ref().map_or(Ok(Vec::new()), |after| lacking(before.as_ref(), after, &draft))?;
    let lacking: Vec<String> =
        lacking.into_iter().map(|(file, rest)| format!("{}:{rest}", spec.join(file).display())).collect();
    let path = spec.join(&draft.path);
    output::replace(&path, &draft.text)?;
    report(&path.display().to_string(), &lacking, &args.spec);
    Ok(())
}

/// A file to be written.
struct Draft {
    /// Path below the specification's directory.
    path: String,
    text: String,
    /// What is added, for messages.
    what: String,
}

/// A field to fill in, kept out of the way of `check`.
const FIELD: &str = r#"
# One of these for each field; spec/README.md lists every key.
# [[field]]
# name = "the_key_on_the_wire"
# type = "string"
# doc = "What it means."
# example = "a value as sent"
"#;
/// Lines of a `doc` that nobody has written yet.
const PAYLOAD_DOC: &str = "# doc = \"What the payload describes.\"\n";
const EVENT_DOC: &str = "\n# doc = \"When it fires.\"";
const GROUP: &str = "# doc = \"What the fields have in common.\"\n";
const TYPE: &str = r#"# doc = "What the type describes."

# An enum: its known values.
# values = ["a", "b"]

# A union: two alternatives or more.
# type = "string | integer"

# An alias: another name for one type, with its constraints.
# type = "string"
# max_length = 3

# Or an object: its members."#;
const DELIVERY: &str = r#"# doc = "What is delivered, and how to set it up."

# The rules of a vendor or standard; spec/README.md lists them. They may have everything below.
# preset = "standard-webhooks-v1"

# What an event is called, and what is unique for it.
event = "{header:x-event}"
# id = "{header:x-delivery-id}"

# What shows who sent a request.
# [[signature]]
# in = "{header:x-signature}"
# parts = ["{hex}"]
# signed = "{body}"
# algorithm = "hmac-sha256"
# secret = "{text}"
"#;

/// A new payload with its event, or one more event of a payload.
fn event(sources: &Sources, name: &str, payload: Option<&str>, check: &Hint) -> Result<Draft, Failure> {
    let what = format!("the event `{name}`");
    let stem = payload.map_or_else(|| Ident::new(name).snake().to_owned(), str::to_owned);
    let path = format!("events/{stem}.toml");
    let exists = sources.paths().any(|known| known == path);
    if exists && payload.is_none() {
        let help = format!("choose another file with --payload, or add the event to that one with `--payload {stem}`");
        return Err(Failure::Usage(format!("{path} already exists\nhelp: {help}")));
    }
    let text = if exists { one_more(sources.text(&path), &path, name, check)? } else { first(sources, name) };
    Ok(Draft { path, text, what })
}

/// A payload file with one event.
fn first(sources: &Sources, name: &str) -> String {
    let mut document = DocumentMut::new();
    let groups = groups_of_all(sources);
    if !groups.is_empty() {
        document["include"] = value(groups.into_iter().collect::<toml_edit::Array>());
    }
    document["event"] = Item::ArrayOfTables([event_table(name)].into_iter().collect());
    format!("{}{PAYLOAD_DOC}{document}{FIELD}", schema_line(sources, "payload"))
}

/// A payload file with an event after those that it has.
fn one_more(text: &str, path: &str, name: &str, check: &Hint) -> Result<String, Failure> {
    let unreadable =
        |why: &str| Failure::Usage(format!("cannot add to {path}: {why}\nhelp: `{check}` lists what is wrong with it"));
    let mut document: DocumentMut = text.parse().map_err(|_| unreadable("it is not TOML"))?;
    let events = document.entry("event").or_insert(Item::ArrayOfTables(toml_edit::ArrayOfTables::new()));
    let events = events.as_array_of_tables_mut().ok_or_else(|| unreadable("its `event` is not a list of tables"))?;
    events.push(event_table(name));
    Ok(document.to_string())
}

fn event_table(name: &str) -> Table {
    let mut table = Table::new();
    let mut name = toml_edit::Value::from(name);
    name.decor_mut().set_suffix(EVENT_DOC);
    table["name"] = Item::Value(name);
    table
}

/// A file whose name is that of what it defines.
fn named(sources: &Sources, folder: &str, name: &str, kind: &str, content: &str) -> Result<Draft, Failure> {
    let ident = Ident::new(name);
    if ident.snake() != name {
        return Err(Failure::Usage(format!(
            "the name of a {kind} must be in snake_case\nhelp: did you mean `{}`?",
            ident.snake()
        )));
    }
    let path = format!("{folder}/{name}.toml");
    if sources.iter().any(|(known, _)| known == path) {
        return Err(Failure::Usage(format!("{path} already exists\nhelp: edit it, or choose another name")));
    }
    let text = format!("{}{content}", schema_line(sources, kind));
    Ok(Draft { path, text, what: format!("the {kind} `{name}`") })
}

/// The line that editors read, after the example of `catalog.toml`.
fn schema_line(sources: &Sources, kind: &str) -> String {
    let first = sources.text("catalog.toml").lines().next().unwrap_or_default();
    let folder = first.strip_prefix("#:schema ").and_then(|path| path.trim().strip_suffix("catalog.schema.json"));
    folder.map_or_else(String::new, |folder| format!("#:schema ../{folder}{kind}.schema.json\n\n"))
}

/// The groups that every payload includes, so a new one includes them too.
fn groups_of_all(sources: &Sources) -> Vec<String> {
    let payloads = sources.iter().filter(|(path, _)| path.starts_with("events/"));
    let includes = payloads.filter_map(|(_, text)| {
        let document: DocumentMut = text.parse().ok()?;
        let names = document.get("include").and_then(Item::as_array).into_iter().flatten();
        Some(names.filter_map(|name| name.as_str().map(str::to_owned)).collect::<Vec<_>>())
    });
    let shared = includes.reduce(|shared, names| shared.into_iter().filter(|name| names.contains(name)).collect());
    shared.unwrap_or_default()
}

/// The gaps of the draft, and files that are missing beside it, each with its file and the rest of the line; any other new finding is a
/// reason to refuse it.
fn lacking(before: Option<&Report>, after: &Report, draft: &Draft) -> Result<Vec<(String, String)>, Failure> {
    let key =
        |report: &Report, finding: &Diagnostic| (report.place(finding).file().to_owned(), finding.message.clone());
    let known: BTreeSet<_> =
        before.iter().flat_map(|report| report.diagnostics().iter().map(|finding| key(report, finding))).collect();
    let mut lacking = Vec::new();
    let is_gap = |finding: &&Diagnostic| finding.code == Code::MissingFile || !known.contains(&key(after, finding));
    for finding in after.diagnostics().iter().filter(is_gap) {
        let place = after.place(finding);
        let is_of_draft = place.file() == draft.path;
        let gap = || (place.file().to_owned(), format!("{}:{}: {}", place.line(), place.column(), finding.help));
        match finding.code {
            Code::MissingDoc | Code::EventWithoutSample | Code::WrongValue if is_of_draft => lacking.push(gap()),
            Code::MissingFile => lacking.push(gap()),
            code => {
                let (what, message) = (&draft.what, &finding.message);
                return Err(Failure::Usage(format!(
                    "{what} cannot be added: {message} ({place})\nfor details: {}",
                    Hint::new(&format!("explain {code}"))
                )));
            }
        }
    }
    Ok(lacking)
}

fn report(path: &str, lacking: &[String], spec: &SpecArgs) {
    if spec.format == Format::Json {
        print_json(&json!({ "written": path, "lacking": lacking }));
        return;
    }
    outln!("written: {path}");
    if !lacking.is_empty() {
        outln!("to fill in:");
        lacking.iter().for_each(|line| outln!("  {line}"));
        outln!("`{}` lists what is left; then run `{}`", spec.hint("check"), spec.hint("generate"));
    }
}
