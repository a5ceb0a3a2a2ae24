//! What refinements make of the fields that they name.

#[expect(dead_code, reason = "other tests need more of it")]
mod common;

use common::{HEAD, field, found};
use eventspec_catalog::{Catalog, Field, Scalar, Sources, Type, TypeDef, TypeKind, resolve};

const EVENT: &str = "doc = \"An order.\"\n[[event]]\nname = \"order\"\ndoc = \"Placed.\"\n";

fn sources(files: &[(&str, String)]) -> Sources {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", HEAD);
    sources.insert("samples/order/documented.json", "{}");
    files.iter().for_each(|(path, text)| sources.insert(*path, text.as_str()));
    sources
}

fn catalog(files: &[(&str, String)]) -> Catalog {
    resolve(&sources(files)).unwrap_or_else(|report| panic!("{}", report.render("", false)))
}

fn def<'a>(catalog: &'a Catalog, name: &str) -> &'a TypeDef {
    catalog.types.iter().find(|def| def.name == name).unwrap_or_else(|| panic!("no type {name}"))
}

fn of<'a>(fields: &'a [Field], name: &str) -> &'a Field {
    fields.iter().find(|field| field.name == name).unwrap()
}

fn refine(at: &str, keys: &str) -> String {
    format!("[[refine]]\nat = \"{at}\"\n{keys}\n")
}

/// The definition behind the type of a field.
fn inside<'a>(catalog: &'a Catalog, field: &Field) -> &'a TypeDef {
    catalog.type_def(field.ty.named().unwrap()).unwrap()
}

#[test]
fn a_field_of_a_group_is_narrower_in_one_payload() {
    let group = "doc = \"A group.\"\n".to_owned() + &field("id", "string | integer", "nullable = true");
    let order =
        format!("include = [\"g\"]\n{EVENT}{}", refine("/id", "type = \"integer\"\nnullable = false\nrequired = true"));
    let refund = "include = [\"g\"]\ndoc = \"A refund.\"\n[[event]]\nname = \"refund\"\ndoc = \"Placed.\"\n".to_owned();
    let mut sources =
        sources(&[("groups/g.toml", group), ("events/order.toml", order), ("events/refund.toml", refund)]);
    sources.insert("samples/refund/documented.json", "{\"id\": null}");
    let catalog = resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)));
    let [order, refund] = &catalog.payloads[..] else { panic!() };
    let id = catalog.fields(order).next().unwrap();
    assert_eq!((&id.ty, id.nullable, id.required), (&Type::Scalar(Scalar::Integer), false, true));
    assert_eq!(id.place.to_string(), "events/order.toml:7:6");
    assert_eq!(catalog.fields(refund).next(), catalog.groups[0].fields.first());
    assert!(order.narrows(&catalog.groups[0]) && !refund.narrows(&catalog.groups[0]));
    assert_eq!(catalog.own_fields(order).len(), 1);
}

#[test]
fn an_object_on_the_way_becomes_a_type_of_its_own() {
    let user = "doc = \"A user.\"\n".to_owned() + &field("name", "string", "") + &field("city", "string", "");
    let issue = "doc = \"An issue.\"\n".to_owned()
        + &field("user", "user", "")
        + &field("state", "string", "values = [\"a\", \"b\"]");
    let order = EVENT.to_owned()
        + &refine("/issue/user/name", "required = true")
        + &refine("/issue/state", "values = [\"a\"]")
        + &refine("/issue/user/city", "type = \"uuid\"")
        + &field("issue", "issue", "")
        + &field("other", "issue", "");
    let catalog = catalog(&[("types/user.toml", user), ("types/issue.toml", issue), ("events/order.toml", order)]);
    let fields = &catalog.payloads[0].fields;
    assert_eq!(inside(&catalog, of(fields, "other")).name, "issue");
    let issue = inside(&catalog, of(fields, "issue"));
    assert_eq!(
        (issue.name.as_str(), catalog.type_def(issue.refines.unwrap()).unwrap().name.as_str()),
        ("order_issue", "issue")
    );
    let members = issue.kind.fields().unwrap();
    let state = inside(&catalog, of(members, "state"));
    assert_eq!((state.name.as_str(), state.kind.values().unwrap().len()), ("order_issue_state", 1));
    let user = inside(&catalog, of(members, "user"));
    let [name, city] = user.kind.fields().unwrap() else { panic!() };
    assert_eq!((user.name.as_str(), name.required), ("order_issue_user", true));
    assert_eq!(city.ty, Type::Scalar(Scalar::Uuid));
    // The originals are as they were.
    assert!(!def(&catalog, "user").kind.fields().unwrap()[0].required);
    assert_eq!(catalog.types.iter().filter(|def| def.refines.is_some()).count(), 2);
}

#[test]
fn an_object_in_place_is_refined_where_it_is() {
    let issue = "doc = \"An issue.\"\n".to_owned() + &field("id", "string", "");
    let in_place = "[[field]]\nname = \"data\"\ntype = \"object\"\ndoc = \"A field.\"\n[[field.field]]\nname = \"issue\"\ntype = \"issue\"\ndoc = \"A field.\"\n";
    let base = format!("doc = \"A type.\"\n{}{in_place}", refine("/data/issue/id", "type = \"uuid\""));
    let order = format!("include = [\"base\"]\n{EVENT}");
    let catalog = catalog(&[("types/issue.toml", issue), ("types/base.toml", base), ("events/order.toml", order)]);
    let data = inside(&catalog, &catalog.payloads[0].fields[0]);
    let issue = inside(&catalog, &data.kind.fields().unwrap()[0]);
    assert_eq!((data.name.as_str(), issue.name.as_str()), ("base_data", "base_data_issue"));
    assert_eq!(issue.kind.fields().unwrap()[0].ty, Type::Scalar(Scalar::Uuid));
}

/// A type that narrows, and one that includes it and narrows further; a payload gets what is narrowest.
#[test]
fn refinements_go_on_from_what_is_included() {
    let files = [
        ("types/base.toml", "doc = \"A type.\"\n".to_owned() + &field("id", "any", "")),
        ("types/a.toml", "doc = \"A.\"\ninclude = [\"base\"]\n".to_owned() + &refine("/id", "type = \"string\"")),
        ("types/b.toml", "doc = \"B.\"\ninclude = [\"a\"]\n".to_owned() + &refine("/id", "type = \"uuid\"")),
        ("types/c.toml", "doc = \"C.\"\ninclude = [\"base\"]\n".to_owned() + &refine("/id", "type = \"string\"")),
        // Whatever the order.
        ("events/order.toml", format!("include = [\"b\", \"a\", \"base\"]\n{EVENT}")),
    ];
    let made = catalog(&files);
    assert_eq!(made.payloads[0].fields[0].ty, Type::Scalar(Scalar::Uuid));
    assert_eq!(def(&made, "base").kind.fields().unwrap()[0].ty, Type::Scalar(Scalar::Any));
    let with = |include: &str| {
        let mut files = files.clone();
        files[4].1 = format!("include = [{include}]\n{EVENT}");
        sources(&files)
    };
    assert_eq!(found(&with("\"a\", \"c\"")), [""; 0]);
    let message = "two includes narrow `id` in different ways | types/b.toml:4:6 | types/c.toml:4:6";
    assert_eq!(found(&with("\"b\", \"c\"")), [format!("events/order.toml:1:17: {message}")]);
}

#[test]
fn values_that_remain_are_called_what_the_enum_calls_them() {
    let values =
        r#"["a-b", { value = "a_b", ident = "under" }, { value = "", ident = "unset", doc = "Not known." }, "c"]"#;
    let types = ("types/state.toml", format!("doc = \"A state.\"\nvalues = {values}\n"));
    let group = "doc = \"A group.\"\n".to_owned() + &field("state", "state", "");
    let order = |keys: &str| {
        let order = format!("include = [\"g\"]\n{EVENT}{}", refine("/state", keys));
        [types.clone(), ("groups/g.toml", group.clone()), ("events/order.toml", order)]
    };
    let catalog = catalog(&order(r#"values = ["", "a_b", "a-b"]"#));
    let state = inside(&catalog, catalog.fields(&catalog.payloads[0]).next().unwrap());
    let values = state.kind.values().unwrap();
    assert_eq!(values.iter().map(|value| value.ident.snake()).collect::<Vec<_>>(), ["unset", "under", "a_b"]);
    assert_eq!(values[0].doc.as_deref(), Some("Not known."));
    assert_eq!(
        found(&sources(&order(r#"values = [{ value = "a_b", ident = "other" }, { value = "", ident = "unset" }]"#))),
        ["events/order.toml:8:11: the enum has `under` as the `ident` of this value"]
    );
}

#[test]
fn what_is_narrower() {
    let types = [
        ("types/thing.toml", "doc = \"A.\"\n".to_owned() + &field("id", "string", "")),
        ("types/more.toml", "doc = \"A.\"\ninclude = [\"thing\"]\n".to_owned()),
        ("types/most.toml", "doc = \"A.\"\ninclude = [\"more\"]\n".to_owned()),
        ("types/other.toml", "doc = \"A.\"\n".to_owned() + &field("number", "string", "required = true\n")),
        ("types/few.toml", "doc = \"A.\"\nvalues = [\"a\"]\n".to_owned()),
        ("types/blank.toml", "doc = \"A.\"\nvalues = [\"a\", { value = \"\", ident = \"none\" }]\n".to_owned()),
        ("types/code.toml", "doc = \"A.\"\ntype = \"string\"\nmax_length = 3\n".to_owned()),
        ("types/many.toml", "doc = \"A.\"\nvalues = [\"a\", \"b\"]\nclosed = true\n".to_owned()),
        ("types/closed.toml", "doc = \"A.\"\nvalues = [\"a\"]\nclosed = true\n".to_owned()),
        ("types/stranger.toml", "doc = \"A.\"\nvalues = [\"c\"]\nclosed = true\n".to_owned()),
        ("types/numbers.toml", "doc = \"A.\"\nvalues = [1, 2]\n".to_owned()),
        ("types/label.toml", "doc = \"A.\"\ntype = \"string\"\nmin_length = 1\n".to_owned()),
        ("types/other_label.toml", "doc = \"A.\"\ntype = \"string\"\n".to_owned()),
    ];
    for (old, new, is_narrower) in [
        ("any", "null", true),
        ("any", "list<thing>", true),
        ("string", "string", true),
        ("string", "uuid", true),
        ("string", "text<number>", true),
        ("string", "few", true),
        ("string", "integer", false),
        ("string", "any", false),
        ("uuid", "string", false),
        ("number", "integer", true),
        ("number", "timestamp(unix)", true),
        ("integer", "number", false),
        ("thing", "more", true),
        ("thing", "most", true),
        ("thing", "other", false),
        ("more", "thing", false),
        ("thing | other | string", "most", true),
        ("thing | other | string", "other | uuid", true),
        ("thing | other", "other | boolean", false),
        ("list<number?>", "list<integer>", true),
        ("list<number>", "list<integer?>", false),
        ("map<list<thing | string>>", "map<list<more>>", true),
        ("map<any>", "thing", false),
        ("many", "closed", true),
        ("many", "few", false),
        ("few", "many", true),
        ("many", "stranger", false),
        ("integer", "numbers", true),
        ("number", "numbers", true),
        ("boolean", "numbers", false),
        ("uuid", "few", false),
        ("many", "thing", false),
        ("thing", "thing", true),
        ("label", "label", true),
        ("label", "other_label", false),
        ("label", "uuid", false),
        ("other_label", "uuid", true),
        ("other_label", "label", true),
        ("code", "code", true),
        ("code", "string", false),
        ("string", "code", true),
        ("list<code?>", "list<code>", true),
        ("map<list<code?>?>", "map<list<code>>", true),
        ("list<code?>", "list<string>", false),
        ("code | integer", "code", true),
        ("few", "blank", false),
        ("string", "blank", true),
        ("blank", "blank", true),
        ("few | integer", "blank", false),
        ("any | string", "null", false),
        ("code | integer", "string", false),
        ("code | integer", "code | boolean", false),
        ("code | integer | boolean", "boolean | code", true),
    ] {
        let mut files = types.to_vec();
        files.push(("groups/g.toml", "doc = \"A group.\"\n".to_owned() + &field("f", old, "")));
        let order = format!("include = [\"g\"]\n{EVENT}{}", refine("/f", &format!("type = \"{new}\"")));
        files.push(("events/order.toml", order));
        let found = found(&sources(&files));
        assert_eq!(found.is_empty(), is_narrower, "{old} to {new}: {found:?}");
        assert!(
            found
                .iter()
                .all(|finding| finding.contains("is not narrower than") && finding.contains("groups/g.toml:3:8"))
        );
    }
}

#[test]
fn an_event_narrows_what_its_payload_says() {
    let issue = "doc = \"An issue.\"\n".to_owned()
        + &field("state", "string", "values = [\"open\", \"closed\"]")
        + &field("note", "string", "nullable = true");
    let group = "doc = \"A group.\"\n".to_owned() + &field("id", "string | integer", "");
    let of_event = |at: &str, keys: &str| format!("[[event.refine]]\nat = \"{at}\"\n{keys}\n");
    let order = "include = [\"g\"]\n".to_owned()
        + EVENT
        + "[[event]]\nname = \"order.closed\"\ndoc = \"Closed.\"\n"
        + &of_event("/issue/state", "const = \"closed\"")
        + &of_event("/issue/note", "nullable = false")
        + &of_event("/more", "required = true")
        + &of_event("/id", "type = \"uuid\"")
        + &refine("/id", "type = \"string\"")
        + &field("issue", "issue", "")
        + &field("more", "integer", "")
        + &field("other", "issue", "");
    let mut sources = sources(&[("groups/g.toml", group), ("types/issue.toml", issue), ("events/order.toml", order)]);
    sources.insert("samples/order.closed/documented.json", "{\"more\": 1, \"issue\": {\"state\": \"closed\"}}");
    let catalog = resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)));
    let [payload, closed] = &catalog.payloads[..] else { panic!() };
    assert_eq!((payload.name.as_str(), closed.name.as_str()), ("order", "order_closed_event"));
    assert_eq!((payload.events.len(), closed.events[0].name.as_str()), (1, "order.closed"));
    assert_eq!((catalog.base(closed), catalog.base(payload)), (payload, payload));
    let narrowed: Vec<&str> = catalog.narrowed(closed).map(|field| field.name.as_str()).collect();
    assert_eq!(narrowed, ["id", "issue", "more"]);
    assert_eq!(closed.refined["id"].ty, Type::Scalar(Scalar::Uuid));
    assert_eq!(payload.refined["id"].ty, Type::Scalar(Scalar::String));
    let issue = inside(&catalog, of(&closed.fields, "issue"));
    assert_eq!((issue.name.as_str(), issue.of_event), ("order_closed_event_issue", true));
    let [state, note] = issue.kind.fields().unwrap() else { panic!() };
    assert_eq!((inside(&catalog, state).kind.values().unwrap().len(), note.nullable), (1, false));
    let plain = catalog.without_event_refinements();
    let events: Vec<&str> = plain.events().map(|(event, _)| event.name.as_str()).collect();
    assert_eq!((plain.payloads.len(), events), (1, vec!["order", "order.closed"]));
    assert!(plain.types.iter().all(|def| !def.of_event) && plain.types[..] == catalog.types[..plain.types.len()]);
}

#[test]
fn what_an_event_says_is_narrower() {
    let order = EVENT.to_owned()
        + "[[event.refine]]\nat = \"/state\"\ntype = \"integer\"\n[[event.refine]]\nat = \"/stat\"\nrequired = true\n"
        + &field("state", "string", "");
    let wrong =
        "events/order.toml:7:8: `integer` is not narrower than `string`, the type of `state` | events/order.toml:12:8";
    let unknown = "events/order.toml:9:6: there is no field `stat` to refine";
    assert_eq!(found(&sources(&[("events/order.toml", order)])), [wrong, unknown]);
}

/// Refinements that say the same go together, whatever they are called, and no others.
#[test]
fn two_includes_narrow_in_one_way() {
    let types = [
        ("types/inner.toml", "doc = \"A.\"\n".to_owned() + &field("id", "string", "") + &field("name", "string", "")),
        (
            "types/inner_too.toml",
            "doc = \"A.\"\n".to_owned() + &field("id", "string", "") + &field("name", "string", ""),
        ),
        ("types/few.toml", "doc = \"A.\"\nvalues = [\"a\"]\n".to_owned()),
    ];
    let (ty, id) = (|ty: &str| refine("/f", &format!("type = \"{ty}\"")), refine("/f/id", "required = true"));
    let values = |values: &str| refine("/f", &format!("type = \"string\"\nvalues = [{values}]"));
    for (one, other, is_same) in [
        (values("\"a\""), values("\"a\""), true),
        (values("\"a\""), values("\"b\""), false),
        (values("\"a\""), refine("/f", "type = \"string\"\nconst = \"a\""), false),
        (values("\"a\""), ty("few"), false),
        (ty("few"), values("\"a\""), false),
        (ty("string | integer"), ty("string | integer"), true),
        (ty("string | integer"), ty("string | boolean"), false),
        (ty("string | integer"), ty("string | integer | boolean"), false),
        (ty("list<string | integer>"), ty("list<string | integer>"), true),
        (ty("list<string>"), ty("map<string>"), false),
        (ty("inner") + &id, ty("inner") + &id, true),
        (ty("inner") + &id, ty("inner_too") + &id, false),
        (ty("inner") + &id, ty("inner") + &refine("/f/name", "required = true"), false),
        (ty("inner") + &id, ty("inner") + &refine("/f/id", "type = \"uuid\"\nrequired = true"), false),
    ] {
        let mut files = types.to_vec();
        let head = "doc = \"A.\"\ninclude = [\"base\"]\n";
        files.push(("types/base.toml", "doc = \"A.\"\n".to_owned() + &field("f", "any", "")));
        files.push(("types/one.toml", head.to_owned() + &one));
        files.push(("types/other.toml", head.to_owned() + &other));
        files.push(("events/order.toml", format!("include = [\"one\", \"other\"]\n{EVENT}")));
        let message = "two includes narrow `f` in different ways";
        let found = found(&sources(&files));
        assert!(found.iter().all(|finding| finding.contains(message)), "{found:?}");
        assert_eq!(found.is_empty(), is_same, "{one} and {other}: {found:?}");
    }
}

/// What a refinement does not name stays, as far as it still holds.
#[test]
fn the_rest_of_a_field_stays() {
    let group = "doc = \"A group.\"\n".to_owned()
        + &field("kept", "string", "nullable = true\nexample = \"x\"")
        + &field("typed", "string", "nullable = true\nblank = true\nexample = \"x\"")
        + &field("none", "string", "nullable = true\nblank = true")
        + &field("listed", "string", "example = \"b\"")
        + &field("items", "list<string>", "min_items = 1")
        + &field("level", "level", "")
        + &field("fixed", "boolean", "")
        + &field("never", "boolean", "");
    let order = format!("include = [\"g\"]\n{EVENT}")
        + &refine("/kept", "required = true")
        + &refine("/typed", "type = \"uuid\"")
        + &refine("/none", "type = \"null\"")
        + &refine("/listed", "values = [\"a\"]")
        + &refine("/items", "type = \"list<uuid>\"")
        + &refine("/level", "values = [\"low\"]")
        + &refine("/fixed", "const = true")
        + &refine("/never", "const = false");
    let level =
        "doc = \"A.\"\nclosed = true\nvalues = [\"high\", { value = \"low\", ident = \"lowest\", doc = \"Least.\" }]\n";
    let catalog =
        catalog(&[("types/level.toml", level.to_owned()), ("groups/g.toml", group), ("events/order.toml", order)]);
    let fields: Vec<Field> = catalog.fields(&catalog.payloads[0]).cloned().collect();
    let said = |name: &str| {
        let field = of(&fields, name);
        (field.required, field.nullable, field.blank, field.example.is_some())
    };
    assert_eq!(said("kept"), (true, true, false, true));
    assert_eq!(said("typed"), (false, true, true, false));
    assert_eq!(said("none"), (false, false, false, false));
    assert_eq!(said("listed"), (false, false, false, false));
    assert!(!of(&fields, "items").constraints.is_empty());
    let is_closed = |name: &str| inside(&catalog, of(&fields, name)).kind.is_closed();
    assert_eq!(["listed", "level", "fixed"].map(is_closed), [false, true, true]);
    let only = |name: &str| match &inside(&catalog, of(&fields, name)).kind {
        TypeKind::Enum { values, .. } => {
            let each: Vec<_> = values.into_iter().map(|value| value.value.boolean()).collect();
            (values.boolean(), each)
        }
        TypeKind::Object { .. } | TypeKind::Union(_) | TypeKind::Alias(_) => panic!("an enum"),
    };
    assert_eq!(only("fixed"), (Some(true), vec![Some(true)]));
    assert_eq!(only("never"), (Some(false), vec![Some(false)]));
    assert_eq!(only("level"), (None, vec![None]));
    let [low] = inside(&catalog, of(&fields, "level")).kind.values().unwrap() else { panic!() };
    assert_eq!((low.ident.snake(), low.doc.as_deref()), ("lowest", Some("Least.")));
}

#[test]
fn a_field_with_constraints_keeps_its_type() {
    let group = "doc = \"A group.\"\n".to_owned()
        + &field("f", "string", "min_length = 2\nexample = \"ab\"")
        + &field("items", "list<string>", "min_items = 1");
    let order = format!("include = [\"g\"]\n{EVENT}")
        + &refine("/f", "type = \"uuid\"")
        + &refine("/items", "type = \"limited\"");
    let limited = "doc = \"A.\"\ntype = \"list<string>\"\nmax_items = 3\n".to_owned();
    let files = [("types/limited.toml", limited), ("groups/g.toml", group), ("events/order.toml", order)];
    let message = |name: &str| format!("`{name}` has constraints of its type, so its type stays");
    assert_eq!(
        found(&sources(&files)),
        [
            format!("events/order.toml:7:6: {} | groups/g.toml:3:8", message("f")),
            format!("events/order.toml:10:6: {} | groups/g.toml:9:8", message("items")),
        ]
    );
}

#[test]
fn a_type_that_is_not_known_is_one_finding() {
    let group = "doc = \"A group.\"\n".to_owned() + &field("f", "string", "");
    let order = format!("include = [\"g\"]\n{EVENT}{}", refine("/f", "type = \"strin\""));
    let found = found(&sources(&[("groups/g.toml", group), ("events/order.toml", order)]));
    assert_eq!(found, ["events/order.toml:8:9: unknown type `strin`"]);
}

/// A type narrows a field that it has from a group, and one of its own; whoever includes the type has both, narrowed.
#[test]
fn what_a_type_narrows_is_narrower_where_it_is_included() {
    let issue = "doc = \"An issue.\"\n".to_owned() + &field("id", "string", "");
    let base = "doc = \"A type.\"\ninclude = [\"g\"]\n".to_owned()
        + &refine("/id", "type = \"uuid\"")
        + &refine("/issue/id", "required = true")
        + &field("issue", "issue", "");
    let catalog = catalog(&[
        ("types/issue.toml", issue),
        ("types/base.toml", base),
        ("groups/g.toml", "doc = \"A group.\"\n".to_owned() + &field("id", "string", "")),
        ("types/more.toml", "doc = \"A type.\"\ninclude = [\"base\"]\n".to_owned()),
        ("events/order.toml", format!("include = [\"base\"]\n{EVENT}{}", field("more", "more", ""))),
    ]);
    let order = &catalog.payloads[0];
    let fields: Vec<Field> = catalog.fields(order).cloned().collect();
    for fields in [&fields, def(&catalog, "more").kind.fields().unwrap()] {
        assert_eq!(of(fields, "id").ty, Type::Scalar(Scalar::Uuid));
        let issue = inside(&catalog, of(fields, "issue"));
        assert_eq!((issue.name.as_str(), issue.kind.fields().unwrap()[0].required), ("base_issue", true));
    }
    assert!(order.narrows(&catalog.groups[0]));
}

#[test]
fn null_is_narrower_where_a_field_may_be_null() {
    for (keys, ty, is_narrower) in
        [("nullable = true", "null", true), ("", "null", false), ("nullable = true", "integer", false)]
    {
        let group = "doc = \"A group.\"\n".to_owned() + &field("f", "string", keys);
        let order = format!("include = [\"g\"]\n{EVENT}{}", refine("/f", &format!("type = \"{ty}\"")));
        let found = found(&sources(&[("groups/g.toml", group), ("events/order.toml", order)]));
        assert_eq!(found.is_empty(), is_narrower, "{keys} {ty}: {found:?}");
    }
}
