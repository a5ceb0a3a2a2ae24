//! What refinements make of the fields that they name.

#[expect(dead_code, reason = "other tests need more of it")]
mod common;

use common::{HEAD, field, found};
use eventspec_catalog::{Catalog, Field, Scalar, Sources, Type, TypeDef, resolve};

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
        ("types/other.toml", "doc = \"A.\"\n".to_owned() + &field("id", "string", "")),
        ("types/few.toml", "doc = \"A.\"\nvalues = [\"a\"]\n".to_owned()),
        ("types/blank.toml", "doc = \"A.\"\nvalues = [\"a\", { value = \"\", ident = \"none\" }]\n".to_owned()),
        ("types/code.toml", "doc = \"A.\"\ntype = \"string\"\nmax_length = 3\n".to_owned()),
        ("types/many.toml", "doc = \"A.\"\nvalues = [\"a\", \"b\"]\nclosed = true\n".to_owned()),
        ("types/closed.toml", "doc = \"A.\"\nvalues = [\"a\"]\nclosed = true\n".to_owned()),
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
