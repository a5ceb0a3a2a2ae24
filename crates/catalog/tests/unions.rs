//! Which alternative of a union a value is read as.

use eventspec_catalog::{Catalog, Shapes, Sources, resolve_without_samples};
use eventspec_runtime::{Lens, Limits};

/// A catalogue whose event `ev` has one field, `value`, of a type; `types` are objects, each with its fields.
fn catalog(ty: &str, types: &[(&str, &str)]) -> Catalog {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
    let field = format!("[[field]]\nname = \"value\"\ntype = \"{ty}\"\ndoc = \"V.\"\n");
    sources.insert("events/ev.toml", format!("doc = \"E.\"\nevent = [{{ name = \"ev\", doc = \"E.\" }}]\n{field}"));
    for (name, fields) in types {
        sources.insert(format!("types/{name}.toml"), format!("doc = \"T.\"\n{fields}"));
    }
    resolve_without_samples(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)))
}

fn field(name: &str, rest: &str) -> String {
    format!("[[field]]\nname = \"{name}\"\ndoc = \"F.\"\n{rest}\n")
}

fn tag(value: &str) -> String {
    field("type", &format!("type = \"string\"\nconst = \"{value}\"\nrequired = true"))
}

fn required(names: &[&str]) -> String {
    names.iter().map(|name| field(name, "type = \"string\"\nrequired = true")).collect()
}

/// The deviations of a value.
fn deviations(catalog: &Catalog, value: &str) -> Vec<String> {
    let (shape, _) = Shapes::new(catalog).event("ev").unwrap();
    let text = format!("{{\"value\":{value}}}");
    let lens = Lens::decode_str(&text, shape, Limits::default()).unwrap();
    lens.deviations().iter().map(ToString::to_string).collect()
}

fn tag_of(catalog: &Catalog) -> Option<&str> {
    let union = catalog.types.iter().find_map(|def| def.kind.alternatives()).unwrap();
    catalog.tag(union)
}

#[test]
fn without_a_tag_the_fewest_misses_count() {
    let types = [("user", required(&["id", "login"])), ("team", required(&["id", "slug"]))];
    let types = types.each_ref().map(|(name, fields)| (*name, fields.as_str()));
    let catalog = catalog("user | team", &types);
    assert_eq!(tag_of(&catalog), None);
    assert_eq!(deviations(&catalog, r#"{"slug":"a"}"#), ["missing_field at /value/id"]);
    assert_eq!(deviations(&catalog, r#"{"login":"a"}"#), ["missing_field at /value/id"]);
    // As near to both: the first.
    assert_eq!(deviations(&catalog, r#"{"id":"a"}"#), ["missing_field at /value/login"]);
    assert_eq!(deviations(&catalog, r#"{"id":"a","slug":7}"#), ["unexpected_type at /value/slug"]);
}

/// As in a pull request, whose requested reviewers are users and teams.
#[test]
fn a_team_without_one_member_is_still_a_team() {
    let user = ["login", "id", "node_id", "avatar_url", "url", "html_url", "followers_url", "events_url", "type"];
    let team = ["name", "id", "node_id", "slug", "privacy", "url", "html_url", "members_url", "permission"];
    let (user, team_fields) = (required(&user), required(&team));
    let catalog = catalog("list<user | team>", &[("user", &user), ("team", &team_fields)]);
    for missing in team {
        let members = team.iter().filter(|name| **name != missing).map(|name| format!("\"{name}\":\"a\""));
        let value = format!("[{{{}}}]", members.collect::<Vec<_>>().join(","));
        assert_eq!(deviations(&catalog, &value), [format!("missing_field at /value/0/{missing}")]);
    }
}

#[test]
fn an_object_with_another_tag_is_none_of_the_alternatives() {
    let (text, section) = (tag("rich_text") + &required(&["elements"]), tag("section") + &required(&["text"]));
    let catalog = catalog("list<rich_text | section>", &[("rich_text", &text), ("section", &section)]);
    assert_eq!(tag_of(&catalog), Some("type"));
    assert_eq!(deviations(&catalog, r#"[{"type":"section"}]"#), ["missing_field at /value/0/text"]);
    for (value, expected) in [
        (r#"{"type":"video","video_url":"v","elements":1}"#, "unknown_value at /value/0/type"),
        (r#"{"elements":"a"}"#, "missing_field at /value/0/type"),
        (r#"{"type":null}"#, "unexpected_null at /value/0/type"),
        (r#"{"type":""}"#, "unexpected_blank at /value/0/type"),
        (r#"{"type":7}"#, "unexpected_type at /value/0/type"),
        (r#"{"type":"\ud800"}"#, "invalid_unicode at /value/0/type"),
        (r#"{"type":"section","type":"video"}"#, "unknown_value at /value/0/type"),
    ] {
        assert_eq!(deviations(&catalog, &format!("[{value}]")), [expected], "{value}");
    }
}

#[test]
fn what_has_no_tag_takes_every_other_one() {
    let (card, bank, any_kind) = (tag("card"), tag("bank"), field("type", "type = \"string\"\nrequired = true"));
    let types = [("card", card.as_str()), ("bank", bank.as_str()), ("generic", any_kind.as_str())];
    for (ty, found) in [
        ("card | bank", vec!["unknown_value at /value/type"]),
        ("card | bank | generic", vec![]),
        ("card | bank | map<string>", vec![]),
        ("card | bank | map<integer>", vec!["unexpected_type at /value/type"]),
        ("card | bank | any", vec![]),
        ("card | bank | string", vec!["unknown_value at /value/type"]),
    ] {
        let catalog = catalog(ty, &types);
        assert_eq!(deviations(&catalog, r#"{"type":"cash"}"#), found, "{ty}");
        assert_eq!(deviations(&catalog, r#"{"type":"bank"}"#), Vec::<String>::new(), "{ty}");
    }
}

/// `any` is the last resort: what only has more members than are listed is not that far.
#[test]
fn any_takes_what_nothing_else_fits() {
    let user = required(&["login"]);
    let catalog = catalog("user | any", &[("user", &user)]);
    assert_eq!(deviations(&catalog, r#"{"login":"a","new":1}"#), ["unknown_field at /value/new"]);
    assert_eq!(deviations(&catalog, r#"{"new":1}"#), Vec::<String>::new());
    assert_eq!(deviations(&catalog, r#"{"login":7}"#), Vec::<String>::new());
}

#[test]
fn two_alternatives_of_one_tag_are_told_apart_by_what_fits() {
    let customer = tag("customer") + &required(&["email"]);
    let deleted = tag("customer") + &field("deleted", "type = \"boolean\"\nconst = true\nrequired = true");
    let account = tag("account");
    let types = [("customer", customer.as_str()), ("deleted", deleted.as_str()), ("account", account.as_str())];
    let catalog = catalog("customer | deleted | account", &types);
    assert_eq!(deviations(&catalog, r#"{"type":"customer","deleted":true}"#), Vec::<String>::new());
    assert_eq!(deviations(&catalog, r#"{"type":"customer","email":"e"}"#), Vec::<String>::new());
    assert_eq!(deviations(&catalog, r#"{"type":"customer"}"#), ["missing_field at /value/email"]);
    assert_eq!(deviations(&catalog, r#"{"type":"card","deleted":true}"#), ["unknown_value at /value/type"]);
}

#[test]
fn a_tag_is_always_there_and_tells_apart() {
    let (card, bank) = (tag("card"), tag("bank"));
    let object = field("object", "type = \"string\"\nconst = \"payment\"\nrequired = true");
    let of = |first: &str, second: &str| {
        tag_of(&catalog("card | bank", &[("card", first), ("bank", second)])).map(str::to_owned)
    };
    assert_eq!(of(&card, &bank).as_deref(), Some("type"));
    // One that is the same in both is left for one that differs.
    assert_eq!(of(&(object.clone() + &card), &(object.clone() + &bank)).as_deref(), Some("type"));
    let more = field("number", "type = \"string\"\nrequired = true");
    assert_eq!(of(&(object.clone() + &more), &object).as_deref(), Some("object"));
    for rest in ["required = false", "required = true\nnullable = true", "required = true\nblank = true"] {
        let loose = field("type", &format!("type = \"string\"\nconst = \"card\"\n{rest}"));
        assert_eq!(of(&loose, &bank), None, "{rest}");
    }
    let open = field("type", "type = \"string\"\nrequired = true\nvalues = [{ value = \"card\" }]");
    assert_eq!(of(&bank, &open), None);
}

#[test]
fn a_tag_is_found_under_an_alias() {
    let alias = |value: &str| {
        field("type", &format!("type = \"string\"\nconst = \"{value}\"\nrequired = true\naliases = [\"kind\"]"))
    };
    let (card, bank) = (alias("card"), alias("bank"));
    let catalog = catalog("card | bank", &[("card", &card), ("bank", &bank)]);
    assert_eq!(deviations(&catalog, r#"{"kind":"bank"}"#), ["field_alias at /value/kind"]);
    assert_eq!(deviations(&catalog, r#"{"kind":"cash"}"#), ["unknown_value at /value/kind"]);
    // The last one counts, under any of its names.
    let twice = ["duplicate_key at /value/kind", "field_alias at /value/kind"];
    let mut found = deviations(&catalog, r#"{"type":"card","kind":"bank"}"#);
    found.sort();
    assert_eq!(found, twice);
}

/// What is under an alias that only the first alternative knows counts for it alone.
#[test]
fn an_alias_of_the_first_alternative_may_speak_for_the_second() {
    let aliased =
        |rest: &str| field("type", &format!("type = \"string\"\nconst = \"x\"\naliases = [\"kind\"]\n{rest}"));
    let plain = |rest: &str| field("type", &format!("type = \"string\"\nconst = \"x\"\n{rest}"));
    let with_id = |tag: String| tag + &required(&["id"]);
    let (first, second) = (with_id(aliased("required = true")), with_id(plain("required = true")));
    let tagged = catalog("first | second", &[("first", &first), ("second", &second)]);
    assert_eq!(deviations(&tagged, r#"{"type":"x","kind":"y","id":"a"}"#), ["unknown_field at /value/kind"]);
    let (first, second) = (format!("rest = \"any\"\n{}", aliased("")), format!("rest = \"any\"\n{}", plain("")));
    let untagged = catalog("first | second", &[("first", &first), ("second", &second)]);
    assert_eq!(deviations(&untagged, r#"{"type":"x","kind":null}"#), Vec::<String>::new());
}
