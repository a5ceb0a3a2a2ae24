//! What objects have from the groups and types that they include.

#[expect(dead_code, reason = "other tests need more of it")]
mod common;

use common::{HEAD, field, found, report};
use eventspec_catalog::{Catalog, Sources, TypeDef, resolve, resolve_without_samples, undocumented};

const EVENT: &str = "doc = \"An order.\"\n[[event]]\nname = \"order\"\ndoc = \"Placed.\"\n";

fn sources(files: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", HEAD);
    sources.insert("samples/order/documented.json", "{}");
    files.iter().for_each(|(path, text)| sources.insert(*path, *text));
    sources
}

fn catalog(files: &[(&str, &str)]) -> Catalog {
    resolve(&sources(files)).unwrap_or_else(|report| panic!("{}", report.render("", false)))
}

fn def<'a>(catalog: &'a Catalog, name: &str) -> &'a TypeDef {
    catalog.types.iter().find(|def| def.name == name).unwrap()
}

fn names(fields: &[eventspec_catalog::Field]) -> Vec<&str> {
    fields.iter().map(|field| field.name.as_str()).collect()
}

/// A file that includes these, and has a field that is named after it.
fn including(include: &str, name: &str) -> String {
    format!("include = [{include}]\ndoc = \"A file.\"\n{}", field(name, "string", ""))
}

#[test]
fn what_is_included_comes_first_and_once() {
    let catalog = catalog(&[
        ("groups/g.toml", &including("\"h\"", "g")),
        ("groups/h.toml", &including("", "h")),
        ("types/a.toml", &including("\"b\", \"g\", \"c\"", "a")),
        ("types/b.toml", &including("\"d\"", "b")),
        ("types/c.toml", &including("\"d\", \"h\"", "c")),
        ("types/d.toml", &including("", "d")),
        ("types/only.toml", "include = [\"d\"]\ndoc = \"A type.\"\n"),
        ("events/order.toml", &format!("include = [\"b\", \"g\", \"c\"]\n{EVENT}{}", field("own", "a", ""))),
    ]);
    assert_eq!(names(def(&catalog, "a").kind.fields().unwrap()), ["d", "b", "h", "g", "c", "a"]);
    assert_eq!(names(def(&catalog, "c").kind.fields().unwrap()), ["d", "h", "c"]);
    assert_eq!(names(def(&catalog, "only").kind.fields().unwrap()), ["d"]);
    let order = &catalog.payloads[0];
    let groups: Vec<&str> = order.groups.iter().map(|id| catalog.group(*id).unwrap().name.as_str()).collect();
    assert_eq!((groups, names(&order.fields)), (vec!["h", "g"], vec!["d", "b", "c", "own"]));
}

#[test]
fn types_in_place_are_those_of_the_definition() {
    let parts = field("state", "string", "values = [\"on\"]") + &field("of", "string | integer", "");
    let catalog = catalog(&[
        ("types/base.toml", &format!("doc = \"A type.\"\n{parts}")),
        ("types/more.toml", &including("\"base\"", "more")),
        ("events/order.toml", &format!("include = [\"more\"]\n{EVENT}")),
    ]);
    let types: Vec<&str> = catalog.types.iter().map(|def| def.name.as_str()).collect();
    assert_eq!(types, ["base", "more", "base_state", "base_of"]);
    let base = def(&catalog, "base").kind.fields().unwrap();
    assert_eq!(&def(&catalog, "more").kind.fields().unwrap()[..2], base);
    assert_eq!(&catalog.payloads[0].fields[..2], base);
}

#[test]
fn only_fields_and_reserved_keys_are_taken_over() {
    let base = format!("closed = true\nreserved = [\"old\"]\ndoc = \"A type.\"\n{}", field("*", "string", ""));
    let files = [
        ("types/base.toml", &*base),
        ("types/open.toml", &*format!("rest = \"integer\"\n{}", including("\"base\"", "open"))),
        ("events/order.toml", &*format!("include = [\"open\"]\n{EVENT}")),
    ];
    let catalog = catalog(&files);
    assert!(def(&catalog, "base").kind.is_closed());
    // The key that stands for the rest is a key that no field has.
    let rest = def(&catalog, "open").kind.unlisted().unwrap().rest().unwrap();
    assert_eq!((rest.name.as_str(), def(&catalog, "open").reserved.len()), ("**", 1));
    assert_eq!(catalog.payloads[0].unlisted, eventspec_catalog::Unlisted::Unknown);
    let again = including("\"base\"", "old");
    assert_eq!(
        found(&sources(&[files[0], ("types/open.toml", &*again), files[2]])),
        ["types/open.toml:4:8: the key `old` is reserved | types/base.toml:2:13"]
    );
}

#[test]
fn a_field_has_one_definition() {
    let files = [
        ("types/a.toml", &*format!("doc = \"A type.\"\n{}", field("id", "string", ""))),
        ("types/b.toml", &*format!("doc = \"A type.\"\n{}", field("id", "uuid", ""))),
        // Whoever includes this one is not to blame.
        ("types/both.toml", "doc = \"A type.\"\ninclude = [\"a\", \"b\"]\n"),
        ("events/order.toml", &*format!("include = [\"both\"]\n{EVENT}")),
    ];
    let expected = "the field `id` is included twice | types/a.toml:3:8 | types/b.toml:3:8";
    assert_eq!(found(&sources(&files)), [format!("types/both.toml:2:17: {expected}")]);
    let order = format!("include = [\"a\"]\n{EVENT}{}", field("id", "string", ""));
    let found = found(&sources(&[files[0], ("events/order.toml", &*order)]));
    assert_eq!(found, ["events/order.toml:7:8: the field `id` is defined twice | types/a.toml:3:8"]);
}

#[test]
fn includes_have_no_cycles() {
    let files = [
        ("types/a.toml", &*including("\"b\"", "a")),
        ("types/b.toml", &*including("\"c\"", "b")),
        ("types/c.toml", &*including("\"a\", \"c\"", "c")),
        ("events/order.toml", &*format!("include = [\"a\"]\n{EVENT}")),
    ];
    assert_eq!(
        found(&sources(&files)),
        [
            "types/c.toml:1:12: includes form a cycle: types/a -> types/b -> types/c -> types/a",
            "types/c.toml:1:17: includes form a cycle: types/a -> types/b -> types/c -> types/c",
        ]
    );
}

#[test]
fn a_field_without_a_description_counts_once() {
    let base = "doc = \"A type.\"\n[[field]]\nname = \"id\"\ntype = \"string\"\n";
    let catalog = catalog(&[
        ("types/base.toml", base),
        ("types/more.toml", &including("\"base\"", "more")),
        ("events/order.toml", &format!("include = [\"more\"]\n{EVENT}")),
    ]);
    assert_eq!(undocumented(&catalog).len(), 1);
}

/// A type that cannot be read is one finding, whoever includes it; a name that is nearly one that can be included is suggested.
#[test]
fn what_cannot_be_included() {
    let order = |include: &str| format!("include = [\"{include}\"]\n{EVENT}");
    let files = [
        ("types/few.toml", "doc = \"A type.\"\nvalues = [\"a\"]\n".to_owned()),
        ("types/thing.toml", format!("doc = \"A type.\"\n{}", field("id", "string", ""))),
        ("types/broken.toml", "doc = \"A type.\"\nvalue = 1\n".to_owned()),
    ];
    let help = |files: &[(&str, &str)]| -> Vec<String> {
        report(&sources(files)).diagnostics().iter().map(|finding| finding.help.clone()).collect()
    };
    let [few, thing, broken] = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    assert_eq!(help(&[few, thing, ("events/order.toml", &order("thin"))]), ["did you mean `thing`?"]);
    assert_eq!(help(&[few, thing, ("events/order.toml", &order("fe"))]), ["use one of: thing"]);
    let group = format!("include = [\"thin\"]\ndoc = \"A group.\"\n{}", field("g", "string", ""));
    assert_eq!(help(&[thing, ("groups/g.toml", &group), ("events/order.toml", &order("g"))]), ["remove this include"]);
    let found = found(&sources(&[broken, ("events/order.toml", &order("broken"))]));
    assert!(found.iter().all(|finding| finding.starts_with("types/broken.toml")), "{found:?}");
}

/// Copies of a large object in many others would take more memory than there is.
#[test]
fn included_fields_have_a_limit() {
    let fields: String = (0..5_000).map(|index| format!("{{name=\"f{index}\",type=\"string\"}},\n")).collect();
    // What a payload has from groups is in addition, refined or not.
    let order = format!("include = [\"g\"]\n{EVENT}[[refine]]\nat = \"/g\"\nrequired = true\n");
    let mut sources = sources(&[
        ("types/large.toml", &format!("field = [\n{fields}]\n")),
        ("groups/g.toml", &including("", "g")),
        ("events/order.toml", &order),
    ]);
    for index in 0..40 {
        sources.insert(format!("types/t{index}.toml"), "include = [\"large\"]\n");
    }
    let catalog = resolve_without_samples(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)));
    assert_eq!(def(&catalog, "t39").kind.fields().unwrap().len(), 5_000);
    sources.insert("types/u.toml", "include = [\"large\"]\n");
    let message = "objects and events get more than 200000 fields from what they include or narrow";
    assert_eq!(found(&sources), [format!("types/u.toml:1:1: {message}")]);
}
