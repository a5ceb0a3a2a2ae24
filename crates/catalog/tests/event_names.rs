//! What follows for payloads from how deliveries compose the names of events.

#[expect(dead_code, reason = "other tests need more of it")]
mod common;

use common::{HEAD, found};
use eventspec_catalog::{Catalog, Literal, NamePlace, Sources, resolve, resolve_without_samples};

fn sources(delivery: &[&str], events: &str) -> Sources {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", HEAD.replace("docs = \"required\"", "docs = \"optional\""));
    for (index, event) in delivery.iter().enumerate() {
        sources.insert(
            format!("delivery/d{index}.toml"),
            format!("event = {event}\n[[signature]]\nin = \"{{header:x-token}}\"\nequals = \"{{secret}}\"\n"),
        );
    }
    sources.insert("events/order.toml", format!("doc = \"An order.\"\n{events}"));
    sources
}

fn event(name: &str, more: &str) -> String {
    format!("[[event]]\nname = \"{name}\"\ndoc = \"Placed.\"\n{more}")
}

fn field(name: &str, ty: &str, more: &str) -> String {
    format!("[[field]]\nname = \"{name}\"\ntype = \"{ty}\"\ndoc = \"What.\"\n{more}")
}

fn catalog(delivery: &[&str], events: &str) -> Catalog {
    let mut sources = sources(delivery, events);
    // What another payload has.
    let other =
        "[[field]]\nname = \"event\"\ntype = \"object\"\n[[field.field]]\nname = \"subtype\"\ntype = \"string\"\n";
    if delivery.iter().any(|event| event.contains("subtype")) {
        sources.insert("events/other.toml", format!("[[event]]\nname = \"message.other\"\n{other}"));
    }
    resolve_without_samples(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)))
}

/// The constant places of an event, as `/type=value (aliases)`.
fn places(catalog: &Catalog, name: &str) -> Vec<String> {
    let (event, payload) = catalog.events().find(|(event, _)| event.name == name).unwrap();
    let place = |place: &NamePlace| {
        let tokens = &place.pointer.0;
        let mut fields: Vec<_> = catalog.fields(payload).collect();
        for token in &tokens[..tokens.len() - 1] {
            let field = fields.iter().find(|field| field.name == *token).unwrap();
            fields = catalog.kind(&field.ty).unwrap().fields().unwrap().iter().collect();
        }
        let field = fields.iter().find(|field| field.name == tokens[tokens.len() - 1]).unwrap();
        let [value] = catalog.kind(&field.ty).unwrap().values().unwrap() else { panic!("not one value") };
        assert!(field.required && !field.nullable && !field.blank && catalog.kind(&field.ty).unwrap().is_closed());
        let aliases: Vec<String> = place.aliases.iter().map(Literal::to_string).collect();
        format!("{}={} {}", place.pointer, value.value, aliases.join(",")).trim_end().to_owned()
    };
    event.name_places.iter().map(place).collect()
}

#[test]
fn what_a_name_is_composed_of_is_constant_in_each_event() {
    let fields = field("type", "string", "nullable = true\n") + &field("id", "string", "");
    let events = event("a.b", "aliases = [\"a-b\", \"c\"]\n") + &event("c.d", "") + &fields;
    let catalog = catalog(&["\"{payload:/type}\""], &events);
    assert_eq!(places(&catalog, "a.b"), ["/type=a.b a-b,c"]);
    assert_eq!(places(&catalog, "c.d"), ["/type=c.d"]);
    // The shared payload has the type of the field alone.
    let shared = catalog.payloads.iter().find(|payload| payload.name == "order").unwrap();
    assert!(shared.events.is_empty() && catalog.fields(shared).all(|field| field.ty.scalar().is_some()));
}

#[test]
fn a_place_may_be_inside_an_object_a_number_or_a_boolean() {
    let fields = field("event", "object", "")
        + "[[field.field]]\nname = \"kind\"\ntype = \"integer\"\ndoc = \"What.\"\n"
        + &field("live", "boolean", "");
    let events = event("7-true", "") + &fields;
    let catalog = catalog(&["\"{payload:/event/kind}-{payload:/live}\""], &events);
    assert_eq!(places(&catalog, "7-true"), ["/event/kind=7", "/live=true"]);
}

#[test]
fn parts_that_are_left_out_say_nothing() {
    let events = event("issues", "") + &event("issues.opened", "") + &field("action", "string", "");
    let catalog = catalog(&["\"{header:x-event}[.{payload:/action}]\""], &events);
    assert_eq!(places(&catalog, "issues"), [""; 0]);
    assert_eq!(places(&catalog, "issues.opened"), ["/action=opened"]);
}

#[test]
fn a_place_is_constant_only_if_every_way_says_so() {
    let events = event("a", "") + &field("type", "string", "") + &field("kind", "string", "");
    let of = |delivery: &[&str]| places(&catalog(delivery, &events), "a");
    assert_eq!(of(&["\"{payload:/type}\"", "\"{payload:/type}\""]), ["/type=a"]);
    assert_eq!(of(&["\"{payload:/type}\"", "\"{header:x-topic}\""]), [""; 0]);
    assert_eq!(of(&["[\"{payload:/type}\", \"{payload:/kind}\"]"]), [""; 0]);
    // A payload whose `type` is always another cannot have its name there.
    let events = event("a", "") + &field("type", "string", "const = \"callback\"\n") + &field("kind", "string", "");
    assert_eq!(places(&catalog(&["[\"{payload:/type}\", \"{payload:/kind}\"]"], &events), "a"), ["/kind=a"]);
}

#[test]
fn what_the_fallback_reads_has_any_name() {
    let events = event("a", "") + &event("any_event", "") + &field("type", "string", "");
    let catalog = catalog(&["[\"{payload:/type}\", \"any_event\"]"], &events);
    assert_eq!(places(&catalog, "a"), ["/type=a"]);
    assert_eq!(places(&catalog, "any_event"), [""; 0]);
}

#[test]
fn types_that_cannot_be_narrowed_stay() {
    for ty in ["any", "string | integer", "uuid"] {
        let catalog = catalog(&["\"{payload:/type}\""], &(event("a", "") + &field("type", ty, "")));
        assert_eq!(places(&catalog, "a"), [""; 0], "{ty}");
        assert!(catalog.payloads.iter().all(|payload| payload.refines.is_none()));
    }
    let open = field("type", "string", "values = [\"b\"]\n");
    assert_eq!(places(&catalog(&["\"{payload:/type}\""], &(event("a", "") + &open)), "a"), [""; 0]);
    assert_eq!(places(&catalog(&["\"{payload:/type}\""], &(event("b", "") + &open)), "b"), ["/type=b"]);
}

#[test]
fn an_event_may_say_more_of_the_place_but_not_another_value() {
    let refine = |more: &str| {
        let refine = format!("[[event.refine]]\nat = \"/type\"\n{more}\n");
        event("a", &refine) + &field("type", "string", "")
    };
    let delivery = ["\"{payload:/type}\""];
    for more in ["doc = \"Here.\"", "const = \"a\"", "required = true"] {
        assert_eq!(places(&catalog(&delivery, &refine(more)), "a"), ["/type=a"], "{more}");
    }
    let of = |more: &str| {
        let mut sources = sources(&delivery, &refine(more));
        sources.insert("samples/a/documented.json", "{\"type\": \"a\"}");
        let report = resolve(&sources).unwrap_err();
        let first = &report.diagnostics()[0];
        (first.message.clone(), first.help.clone())
    };
    let message = "`/type` is always `a` in this event: its name is read from there";
    assert_eq!(of("const = \"b\""), (message.to_owned(), "remove `const`".to_owned()));
    assert_eq!(of("values = [\"a\", \"b\"]"), (message.to_owned(), "remove `values`".to_owned()));
}

#[test]
fn a_name_that_the_values_of_a_place_rule_out_never_arrives() {
    let fields = field("parcel", "object", "")
        + "[[field.field]]\nname = \"state\"\ntype = \"string\"\nvalues = [\"sent\"]\nclosed = true\ndoc = \"What.\"\n";
    let events = event("parcel_sent", "") + &event("parcel_lost", "") + &fields;
    let mut sources = sources(&["\"parcel_{payload:/parcel/state}\""], &events);
    sources.insert("samples/parcel_sent/documented.json", "{}");
    sources.insert("samples/parcel_lost/documented.json", "{}");
    assert_eq!(
        found(&sources),
        [
            "events/order.toml:6:8: an event named `parcel_lost` has `lost` at `/parcel/state`, and the field does not list that value | events/order.toml:13:8"
        ]
    );
}

#[test]
fn a_field_that_cannot_have_a_text_rules_a_name_out() {
    let of = |name: &str, ty: &str| {
        let mut sources = sources(&["\"{payload:/kind}\""], &(event(name, "") + &field("kind", ty, "")));
        sources.insert(format!("samples/{name}/documented.json"), "{}");
        found(&sources)
    };
    let [only] = &of("abc", "integer")[..] else { panic!() };
    assert!(only.contains("an event named `abc` has `abc` at `/kind`, and the field has no such value"), "{only}");
    assert_eq!(of("007", "integer").len(), 1);
    assert_eq!(of("7", "integer"), [""; 0]);
    assert_eq!(of("yes", "boolean").len(), 1);
}

/// What no list of values can have, and what is sent beside what is listed, leave the field as it is.
#[test]
fn what_is_not_listed_or_too_long_for_a_list_stays() {
    let fields =
        field("event", "object", "") + "[[field.field]]\nname = \"type\"\ntype = \"string\"\ndoc = \"What.\"\n";
    let slack = ["[\"{payload:/event/type}[.{payload:/event/subtype}]\", \"{payload:/type}\"]"];
    let events = event("message.join", "") + &fields + &field("type", "string", "");
    assert_eq!(places(&catalog(&slack, &events), "message.join"), [""; 0]);
    let events = event("message.join", "") + &fields + &field("type", "string", "const = \"callback\"\n");
    assert_eq!(places(&catalog(&slack, &events), "message.join"), ["/event/type=message"]);
    let large = event("9223372036854775807", "") + &field("kind", "string | integer", "");
    assert_eq!(places(&catalog(&["\"{payload:/kind}\""], &large), "9223372036854775807"), [""; 0]);
}

#[test]
fn an_alias_that_no_value_lists_is_one_nevertheless() {
    let events = event("a.x", "aliases = [\"a.old\"]\n") + &field("type", "string", "values = [\"a.x\", \"a.y\"]\n");
    assert_eq!(places(&catalog(&["\"{payload:/type}\""], &events), "a.x"), ["/type=a.x a.old"]);
}

#[test]
fn a_sample_has_the_name_of_its_event() {
    let events = event("a", "aliases = [\"old\"]\n") + &event("b", "") + &field("type", "string", "");
    let mut sources = sources(&["\"{payload:/type}\""], &events);
    sources.insert("samples/a/documented.json", "{\"type\": \"old\"}");
    sources.insert("samples/b/documented.json", "{\"type\": \"a\"}");
    let report = resolve(&sources).unwrap_err();
    let told: Vec<_> = report.diagnostics().iter().map(|it| (it.message.as_str(), it.help.as_str())).collect();
    let of_alias = "write the name of the event, which its types and schemas have; what was sent under an alias belongs into `departing/`, or into a whole request";
    let of_other = "the name of the event is read from there: fix the sample, or move it to the folder of its event";
    assert_eq!(told, [("`/type` is \"old\", not a", of_alias), ("`/type` is \"a\", not b", of_other)]);
    // The field is as it is because of the event, and nobody wrote that it is not `nullable`.
    sources.insert("samples/a/documented.json", "{\"type\": null}");
    sources.insert("samples/b/documented.json", "{\"type\": \"b\"}");
    let report = resolve(&sources).unwrap_err();
    let [only] = report.diagnostics() else { panic!("{}", report.render("", false)) };
    assert_eq!((only.message.as_str(), only.help.as_str()), ("`/type` is null, not a", of_other));
    let shown = report.render("", false);
    assert!(shown.contains("the event is defined here") && !shown.contains("the field is defined here"), "{shown}");
}

/// Nobody wrote the refinement that the type of the event comes from.
#[test]
fn a_type_is_not_called_as_that_of_an_event_with_its_name_in_it() {
    let events = event("order", "") + &field("type", "string", "") + &field("more", "order_event", "");
    let mut sources = sources(&["\"{payload:/type}\""], &events);
    sources.insert("types/order_event.toml", "doc = \"What.\"\nvalues = [\"a\"]\n");
    sources.insert("samples/order/documented.json", "{}");
    let report = resolve(&sources).unwrap_err();
    let [only] = report.diagnostics() else { panic!("{}", report.render("", false)) };
    assert_eq!(
        only.help,
        "rename the other one, or give the event another `ident`: an event that has its name in its payload has types of its own, which are called after it"
    );
}
