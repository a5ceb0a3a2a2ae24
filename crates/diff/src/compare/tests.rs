//! Where changes of what is included and refined are told, and how often.

use eventspec_catalog::{Catalog, Sources, preset, resolve_without_samples};

use super::diff;

fn catalog(files: &[(&str, &str)]) -> Catalog {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\n");
    files.iter().for_each(|(path, text)| sources.insert(format!("{path}.toml"), *text));
    resolve_without_samples(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)))
}

/// Each change: its kind, its path, and the events that it reaches.
fn changes(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
    let found = diff(&catalog(old), &catalog(new));
    found.iter().map(|it| format!("{} {} {}", it.kind.code(), it.path, it.events.join("+"))).collect()
}

fn event(name: &str, rest: &str) -> String {
    format!("{rest}\nevent = [{{ name = \"{name}\" }}]\n")
}

const BASE: &str = "field = [{ name = \"id\", type = \"string\" }]\n";
const BASE_WITH_INTEGER: &str = "field = [{ name = \"id\", type = \"integer\" }]\n";

#[test]
fn a_change_of_an_included_field_is_one_change() {
    let (a, b) = (event("a", "include = [\"base\"]"), event("b", "include = [\"more\"]"));
    let c = event("c", "field = [{ name = \"more\", type = \"more\" }]");
    let files = |base| {
        let more = ("types/more", "include = [\"base\"]\n");
        [("types/base", base), more, ("events/a", &*a), ("events/b", &*b), ("events/c", &*c)]
    };
    assert_eq!(changes(&files(BASE), &files(BASE_WITH_INTEGER)), ["retyped types/base.id a+b+c"]);
}

#[test]
fn an_include_is_told_where_it_is() {
    let (a, b) = (event("a", ""), event("a", "include = [\"base\"]"));
    let with = |a| [("types/base", BASE), ("events/a", a)];
    assert_eq!(changes(&with(&a), &with(&b)), ["field-added-optional events/a.id a"]);
    assert_eq!(changes(&with(&b), &with(&a)), ["field-removed-optional events/a.id a"]);
}

const ISSUE: &str = "field = [{ name = \"at\", type = \"string | integer\" }, { name = \"by\", type = \"string\" }]\n";
const ISSUE_BY_INTEGER: &str =
    "field = [{ name = \"at\", type = \"string | integer\" }, { name = \"by\", type = \"integer\" }]\n";

#[test]
fn a_refinement_is_a_change_of_the_field_that_it_narrows() {
    let plain = event("a", "field = [{ name = \"issue\", type = \"issue\" }]");
    let refined = plain.clone() + "refine = [{ at = \"/issue/at\", type = \"integer\" }]\n";
    let with = |a| [("types/issue", ISSUE), ("events/a", a)];
    let renamed = "type-renamed events/a.issue a";
    let found = changes(&with(&plain), &with(&refined));
    assert_eq!(found, [renamed, "narrowed-from-union events/a.issue.at a"]);
    assert_eq!(changes(&with(&refined), &with(&plain)).len(), 2);
}

#[test]
fn what_derived_objects_have_from_one_is_one_change() {
    let refined = |name: &str, ty: &str| {
        let refine = format!("include = [\"g\"]\nrefine = [{{ at = \"/data/issue/at\", type = \"{ty}\" }}]");
        event(name, &refine)
    };
    let (a, b) = (refined("a", "integer"), refined("b", "string"));
    let group = "[[field]]\nname = \"data\"\ntype = \"object\"\nfield = [{ name = \"issue\", type = \"issue\" }, ";
    let files = |issue, last: &str| -> Vec<(&str, String)> {
        let group = format!("{group}{{ name = \"last\", type = \"{last}\" }}]\n");
        let of_issue = ("types/issue", String::from(issue));
        vec![of_issue, ("groups/g", group), ("events/a", a.clone()), ("events/b", b.clone())]
    };
    let changes = |old: &[(&str, String)], new: &[(&str, String)]| {
        let [old, new] =
            [old, new].map(|files| files.iter().map(|(path, text)| (*path, text.as_str())).collect::<Vec<_>>());
        changes(&old, &new)
    };
    let found = changes(&files(ISSUE, "string"), &files(ISSUE_BY_INTEGER, "string"));
    assert_eq!(found, ["retyped types/issue.by a+b"]);
    let found = changes(&files(ISSUE, "string"), &files(ISSUE, "integer"));
    assert_eq!(found, ["retyped groups/g.data.last a+b"]);
}

#[test]
fn what_an_event_narrows_is_one_change_of_that_event() {
    let payload = |refine: &str, last: &str| {
        format!(
            "[[event]]\nname = \"a\"\n{refine}[[event]]\nname = \"b\"\n[[field]]\nname = \"state\"\ntype = \"string\"\nvalues = [\"x\", \"y\"]\n\
             [[field]]\nname = \"issue\"\ntype = \"issue\"\n[[field]]\nname = \"last\"\ntype = \"{last}\"\n"
        )
    };
    let of_a = "[[event.refine]]\nat = \"/issue/at\"\ntype = \"integer\"\n";
    let of_state = format!("{of_a}[[event.refine]]\nat = \"/state\"\nrequired = true\n");
    let changes = |old: (&str, &str), new: (&str, &str), issues: [&str; 2]| {
        let [old, new] = [old, new].map(|(refine, last)| payload(refine, last));
        changes(&[("types/issue", issues[0]), ("events/p", &*old)], &[("types/issue", issues[1]), ("events/p", &*new)])
    };
    let same = [ISSUE, ISSUE];
    // What is in every event is told once, whatever events narrow.
    assert_eq!(changes((of_a, "string"), (of_a, "integer"), same), ["retyped events/p.last b+a"]);
    assert_eq!(changes((of_a, "string"), (of_a, "string"), [ISSUE, ISSUE_BY_INTEGER]), ["retyped types/issue.by a+b"]);
    assert_eq!(changes((of_a, "string"), (&of_state, "string"), same), ["became-required events/p[a].state a"]);
    let gained = ["narrowed-from-union events/p[a].issue.at a", "type-renamed events/p.issue a"];
    assert_eq!(changes(("", "string"), (of_a, "string"), same), gained);
}

const GITHUB: &str = "field = [{ name = \"action\", type = \"string\" }]\nevent = [{ name = \"issues\" }]\n";

/// Each change of a delivery of events of GitHub.
fn of_delivery(old: &str, new: &str) -> Vec<String> {
    let with = |delivery: &str| catalog(&[("events/issues", GITHUB), ("delivery/webhook", delivery)]);
    let found = diff(&with(old), &with(new));
    let value = |text: &Option<String>| text.clone().unwrap_or_default();
    found.iter().map(|it| format!("{} {} {} -> {}", it.kind.code(), it.path, value(&it.old), value(&it.new))).collect()
}

#[test]
fn a_preset_that_is_written_out_is_a_change_of_documentation() {
    let written = preset("github-v1").expect("a preset");
    let found = of_delivery("preset = \"github-v1\"\n", written);
    assert!(found.iter().all(|change| change.starts_with("description-changed ")), "{found:?}");
    assert!(found.contains(&"description-changed delivery/webhook.preset github-v1 -> ".to_owned()), "{found:?}");
}

#[test]
fn a_template_that_comes_last_takes_nothing_from_the_others() {
    let (one, query) = ("event = \"{header:x-event}\"\n", "event = [\"{header:x-event}\", \"{query:event}\"]\n");
    let fallback = "event = [\"{header:x-event}\", \"issues\"]\n";
    let of_query = "delivery-names-added delivery/webhook.event  -> {query:event}";
    assert_eq!(of_delivery(one, query), [of_query]);
    assert_eq!(of_delivery(one, fallback), ["delivery-names-added delivery/webhook.event  -> issues"]);
    assert_eq!(of_delivery(query, one), ["delivery-names-removed delivery/webhook.event {query:event} -> "]);
    let before = "{header:x-event}, issues";
    let after = "{header:x-event}, {query:event}, issues";
    let all = "event = [\"{header:x-event}\", \"{query:event}\", \"issues\"]\n";
    let changed = format!("delivery-names-changed delivery/webhook.event {before} -> {after}");
    assert_eq!(of_delivery(fallback, all), [changed]);
}

#[test]
fn a_change_of_a_signature_is_told_with_what_it_says() {
    let with = |rest: &str| format!("event = \"{{header:x-event}}\"\n[[signature]]\nname = \"v1\"\n{rest}");
    let token = with("in = \"{header:x-token}\"\nequals = \"Bearer {secret}\"\n");
    let code = "in = \"{header:x-token}\"\nparts = [\"{hex}\"]\nalgorithm = \"hmac-sha256\"\nsecret = \"{text}\"\n";
    let of_body = with(&format!("{code}signed = \"{{body}}\"\n"));
    let timed = |more: &str| {
        let time = "time = { at = \"{header:x-time}\", type = \"timestamp(unix)\" }";
        with(&format!("{code}signed = \"{{time}}{{body}}\"\n{time}\n{more}"))
    };
    let path = "delivery/webhook.signature.v1";
    assert_eq!(
        of_delivery(&token, &of_body),
        [format!("signature-changed {path}.equals Bearer {{secret}} -> hmac-sha256")]
    );
    assert_eq!(
        of_delivery(&of_body, &timed("")),
        [
            format!("signature-changed {path}.signed {{body}} -> {{time}}{{body}}"),
            format!("signature-changed {path}.time  -> {{header:x-time}} timestamp(unix)")
        ]
    );
    let (short, long) = (timed("tolerance = \"90s\"\n"), timed("tolerance = \"5m\"\n"));
    assert_eq!(of_delivery(&short, &long), [format!("tolerance-lengthened {path}.tolerance 90s -> 5m")]);
    assert_eq!(of_delivery(&timed(""), &long), [format!("tolerance-shortened {path}.tolerance  -> 5m")]);
}

#[test]
fn an_order_is_told_only_where_no_choice_changed() {
    let object = |field: &str| format!("field = [{{ name = \"{field}\", type = \"string\" }}]\n");
    let (one, two, uses) = (object("a"), object("b"), event("e", "field = [{ name = \"it\", type = \"either\" }]"));
    let with = |either| [("types/one", &*one), ("types/two", &*two), ("types/either", either), ("events/e", &*uses)];
    let changed = |old, new| changes(&with(old), &with(new));
    let (old, new) = ("type = \"one | two\"\n", "type = \"two | one\"\n");
    assert_eq!(changed(old, new), ["union-choice-changed types/either e"]);
    let (old, new) = ("type = \"one | string\"\n", "type = \"string | one\"\n");
    assert_eq!(changed(old, new), ["union-reordered types/either e"]);
}
