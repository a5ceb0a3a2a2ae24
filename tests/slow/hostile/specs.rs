//! Specifications with a given text, or given names, in every position that takes one.

use std::collections::HashSet;
use std::fmt::Write as _;

use eventspec_catalog::{Catalog, Ident, Sources, resolve};
use eventspec_fuzz::specs::{pattern, sampled, toml};

/// Whether a file can have text of a specification in it: some are the same for every one.
pub(crate) fn has_text(path: &str) -> bool {
    !path.contains("typescript/runtime") && (!path.starts_with("docs/assets") || path.ends_with("search-index.js"))
}

/// A specification with a text in every position that takes any text; identifiers are stated, so that nothing else differs. It is a
/// pattern, too, if it is short enough for one and asked for.
pub(crate) fn with_text(text: &str, has_pattern: bool) -> Sources {
    let t = toml(text);
    let other = toml(&format!("{text}~"));
    let mut sources = Sources::default();
    sources.insert(
        "catalog.toml",
        format!(
            "name = \"hostile-events\"\ntitle = {t}\nversion = \"1.0.0\"\ndoc = {t}\nsource = {t}\nlicense = {t}\n"
        ),
    );
    let deprecated = format!("deprecated = {{ use = {t}, since = \"1.0.0\" }}\nsince = \"1.0.0\"\n");
    let field = |name: &str, ident: &str, rest: &str| {
        format!("[[field]]\nname = {name}\nident = \"{ident}\"\ndoc = {t}\n{rest}\n")
    };
    let plain = |ident: &str| {
        let pattern = pattern(text).filter(|_| has_pattern);
        let pattern =
            pattern.map_or_else(String::new, |pattern| format!("pattern = {}\n", toml(&format!("^{pattern}$"))));
        let held = format!("{pattern}default = {t}\n");
        let rest = format!("type = \"string\"\naliases = [{other}]\nexample = {t}\nblank = true\n{held}{deprecated}");
        field(&t, ident, &rest)
    };
    sources.insert("groups/shared.toml", format!("doc = {t}\n{}", plain("shared_text")));
    let signed = "parts = [\"v1={hex}\"]\nsigned = \"{body}\"\nalgorithm = \"hmac-sha256\"\nsecret = \"{text}\"\n";
    let signature = format!("[[signature]]\nname = {t}\nin = \"{{header:x-signature}}\"\n{signed}");
    let token = "[[signature]]\nname = \"other\"\nin = \"{query:token}\"\nequals = \"{secret}\"\n";
    sources.insert(
        "delivery/webhook.toml",
        format!("doc = {t}\nsource = {t}\nevent = \"{{header:x-event}}\"\n{signature}{token}"),
    );
    let values = format!("values = [{{ value = {t}, doc = {t}, ident = \"hostile\" }}, {{ value = \"x\" }}]\n");
    sources.insert("types/open.toml", format!("doc = {t}\n{values}"));
    sources.insert("types/shut.toml", format!("doc = {t}\nclosed = true\n{values}"));
    sources.insert("types/choice.toml", format!("doc = {t}\ntype = \"open | number\"\n"));
    sources.insert("types/thing.toml", format!("doc = {t}\n{}", plain("inner")));
    let held = pattern(text).filter(|_| has_pattern);
    let held = held.map_or_else(String::new, |pattern| format!("pattern = {}\n", toml(&format!("^{pattern}$"))));
    sources.insert("types/named.toml", format!("doc = {t}\ntype = \"string\"\nexample = {t}\n{held}"));
    let own = [
        field("\"named\"", "named", "type = \"map<named>\""),
        field("\"open\"", "open", &format!("type = \"open\"\ndefault = {t}")),
        field("\"shut\"", "shut", &format!("type = \"shut\"\ndefault = {t}")),
        field("\"choice\"", "choice", "type = \"list<choice>\""),
        field("\"thing\"", "thing", "type = \"thing\""),
        field(&toml(&format!("{text}2")), "own", "type = \"number\"\nnullable = true\nrequired = true"),
        field("\"kind\"", "kind", &format!("type = \"string\"\ndefault = {t}\n{values}")),
    ];
    let event = format!("[[event]]\nname = {t}\nident = \"hostile\"\naliases = [{other}]\ndoc = {t}\n{deprecated}");
    let key = text.replace('~', "~0").replace('/', "~1");
    let refine = |header: &str, at: &str, keys: &str| format!("[[{header}]]\nat = {}\n{keys}\n", toml(at));
    let described = format!("doc = {t}\nexample = {t}");
    let narrower = [
        refine("event.refine", "/kind", &format!("const = {t}\ndoc = {t}")),
        refine("event.refine", &format!("/thing/{key}"), &described),
    ];
    let second = format!("[[event]]\nname = \"second\"\ndoc = {t}\n{}", narrower.concat());
    let refined = refine("refine", &format!("/{key}"), &described);
    let head = format!("doc = {t}\ninclude = [\"shared\"]\n{event}{second}{refined}");
    sources.insert("events/order.toml", head + &own.concat());
    sources.insert("samples/second/documented.json", sample(text));
    let folder = if text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        && !text.starts_with('.')
        && text.len() <= 200
    {
        text
    } else {
        "hostile"
    };
    sources.insert(format!("samples/{folder}/documented.json"), sample(text));
    sources.insert("samples/requests/webhook/hostile.http", request(text));
    sources
}

/// A request with a text in its body. Headers cannot have every text.
fn request(text: &str) -> String {
    format!("POST /hooks HTTP/1.1\nX-Event: second\n\n{}\n", sample(text))
}

/// The sample of [`with_text`].
pub(crate) fn sample(text: &str) -> String {
    let members = [(format!("{text}2"), serde_json::json!(1)), (text.to_owned(), serde_json::json!(text))];
    serde_json::Value::Object(members.into_iter().collect()).to_string()
}

/// A specification with a pattern that admits `""`, and the place of it: `file:line:column`.
pub(crate) fn with_pattern(pattern: &str) -> (Sources, &'static str) {
    let mut sources = Sources::default();
    let head = "name = \"hostile-events\"\ntitle = \"Hostile\"\nversion = \"1.0.0\"\ndoc = \"A pattern.\"\n";
    sources.insert("catalog.toml", head);
    let event = "doc = \"x\"\n[[event]]\nname = \"order\"\ndoc = \"x\"\n";
    let field = "[[field]]\nname = \"x\"\ndoc = \"x\"\ntype = \"string\"\nexample = \"\"\n";
    sources.insert("events/order.toml", format!("{event}{field}pattern = {}\n", toml(pattern)));
    sources.insert("samples/order/empty.json", "{}");
    (sources, "events/order.toml:10:11")
}

/// A specification with every name as an event, an alias, a field, an enum value and a member of an object.
pub(crate) fn with_names(names: &[String]) -> Sources {
    let mut sources = Sources::default();
    let head = "name = \"hostile-events\"\ntitle = \"Hostile\"\nversion = \"1.0.0\"\ndoc = \"Hostile names.\"\n";
    sources.insert("catalog.toml", head);
    let entry = |kind: &str, name: &str, ident: &str, rest: &str| {
        format!("[[{kind}]]\nname = {}\n{ident}doc = \"x\"\n{rest}\n", toml(name))
    };
    let mut taken = HashSet::new();
    let (mut fields, mut events, mut values) = (String::new(), String::new(), String::new());
    for name in names {
        let ident = stated(name, &mut taken);
        let line = ident.as_ref().map_or_else(String::new, |ident| format!("ident = \"{ident}\"\n"));
        let alias = format!("type = \"string\"\naliases = [{}]", toml(&format!("{name}~alias")));
        fields.push_str(&entry("field", name, &line, &alias));
        events.push_str(&entry("event", name, &line, &format!("aliases = [{}]", toml(&format!("{name}~alias")))));
        let ident = ident.map_or_else(String::new, |ident| format!(", ident = \"{ident}\""));
        let _ = write!(values, "{{ value = {}{ident} }}, ", toml(name));
    }
    let kinds = [("open", ""), ("shut", "closed = true\n")];
    for (kind, closed) in kinds {
        sources.insert(format!("types/{kind}.toml"), format!("doc = \"x\"\n{closed}values = [{values}]\n"));
        fields.push_str(&entry(
            "field",
            &format!("~{kind}"),
            &format!("ident = \"the_{kind}_one\"\n"),
            &format!("type = \"{kind}\""),
        ));
    }
    sources.insert("types/thing.toml", format!("doc = \"x\"\n{fields}"));
    sources.insert("groups/shared.toml", format!("doc = \"x\"\n{fields}"));
    sources.insert("events/order.toml", format!("doc = \"x\"\ninclude = [\"shared\"]\n{events}"));
    for (stem, kind) in files(names) {
        let body = match kind {
            "events" => format!(
                "doc = \"x\"\n{}{}",
                entry("event", &format!("{stem}~file"), "", ""),
                entry("field", "x", "", "type = \"thing\"")
            ),
            "groups" => format!("doc = \"x\"\n{}", entry("field", &format!("{stem}~grouped"), "", "type = \"string\"")),
            // Every second one is an alias.
            _ if stem.len() % 2 == 0 => "doc = \"x\"\ntype = \"list<string>\"\n".to_owned(),
            _ => format!("doc = \"x\"\n{}", entry("field", "x", "", "type = \"string\"")),
        };
        sources.insert(format!("{kind}/{stem}.toml"), body);
    }
    sampled(sources, |_, _, _| "{}".to_owned())
}

/// Names that can be file names, a third of them as payloads, groups and types each.
fn files(names: &[String]) -> Vec<(&str, &'static str)> {
    let stems = names.iter().filter(|name| name.len() < 200 && Ident::new(name).snake() == **name);
    let is_taken = |name: &str| eventspec_catalog::is_built_in(name) || ["order", "shared", "thing"].contains(&name);
    let stems = stems.filter(|name| !is_taken(name));
    stems.zip(["events", "groups", "types"].into_iter().cycle()).map(|(stem, kind)| (stem.as_str(), kind)).collect()
}

/// The identifier that has to be stated for a name beside those before it.
fn stated(name: &str, taken: &mut HashSet<String>) -> Option<String> {
    let own = Ident::new(name).snake().to_owned();
    let is_seen = !name.chars().any(eventspec_catalog::is_invisible);
    if taken.insert(own) && is_seen && name.is_ascii() {
        return None;
    }
    let mut number = 2;
    loop {
        let ident = format!("stated{number}");
        if taken.insert(ident.clone()) {
            return Some(ident);
        }
        number += 1;
    }
}

/// Resolves, or says what is in the way.
pub(crate) fn resolved(sources: &Sources) -> Result<Catalog, String> {
    resolve(sources).map_err(|report| report.render("", false).chars().take(3000).collect())
}
