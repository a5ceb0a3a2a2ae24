use eventspec_catalog::{Catalog, Sources, resolve};

use super::{Recipe, payloads};

/// Two events with a type that ends by choice only.
fn catalog() -> Catalog {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
    for (path, text) in [("events/order", EVENTS), ("types/expr", EXPR), ("types/sum", SUM)] {
        sources.insert(format!("{path}.toml"), text);
    }
    for event in ["a", "other"] {
        sources.insert(format!("samples/{event}/b.json"), "{}");
    }
    resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)))
}

const EVENTS: &str = "doc = \"O.\"\n[[event]]\nname = \"a\"\ndoc = \"A.\"\n[[event]]\nname = \"other\"\ndoc = \"B.\"\n\
    [[field]]\nname = \"expr\"\ntype = \"expr\"\ndoc = \"E.\"\nrequired = true\n\
    [[field]]\nname = \"amount\"\ntype = \"number\"\ndoc = \"N.\"\nexample = 849.54\n";
/// A literal, or a sum of two expressions: half of all random ones never end.
const EXPR: &str = "doc = \"E.\"\ntype = \"sum | string\"\n";
const SUM: &str = "doc = \"S.\"\n[[field]]\nname = \"left\"\ntype = \"expr\"\ndoc = \"L.\"\nrequired = true\n\
    [[field]]\nname = \"right\"\ntype = \"expr\"\ndoc = \"R.\"\nrequired = true\n";

fn made(catalog: &Catalog, event: &str, recipe: Recipe) -> Vec<String> {
    let (event, payload) = catalog.events().find(|(known, _)| known.name == event).unwrap();
    payloads(catalog, event, payload, recipe).take(200).collect()
}

#[test]
fn the_same_seed_gives_the_same_payloads() {
    let catalog = catalog();
    let recipe = Recipe { seed: 7, ..Recipe::default() };
    assert_eq!(made(&catalog, "a", recipe), made(&catalog, "a", recipe));
    assert_ne!(made(&catalog, "a", recipe), made(&catalog, "other", recipe));
    assert_ne!(made(&catalog, "a", recipe), made(&catalog, "a", Recipe { seed: 8, ..recipe }));
}

/// Numbers and lists at random keep to their constraints, and differ where they can.
#[test]
fn samples_keep_to_bounds() {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
    sources.insert(
        "events/order.toml",
        "doc = \"O.\"\nevent = [{ name = \"a\", doc = \"A.\" }]\n\
         [[field]]\nname = \"rate\"\ntype = \"number\"\nminimum = 0.5\nmaximum = 1\nmultiple_of = 0.001\ndoc = \"R.\"\n\
         [[field]]\nname = \"few\"\ntype = \"list<boolean>\"\nmin_items = 1\nmax_items = 2\ndoc = \"F.\"\n",
    );
    sources.insert("samples/a/b.json", "{}");
    let catalog = resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)));
    let made = made(&catalog, "a", Recipe::default());
    let mut rates = std::collections::BTreeSet::new();
    for text in &made {
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        let (rate, few) = (value["rate"].as_f64().unwrap(), value["few"].as_array().unwrap().len());
        assert!((0.5..=1.0).contains(&rate) && (1..=2).contains(&few), "{text}");
        rates.insert(value["rate"].to_string());
    }
    assert!(rates.len() > 50, "{}", rates.len());
}

#[test]
fn recursive_types_end() {
    let sizes = made(&catalog(), "a", Recipe::default()).iter().map(String::len).max();
    assert!(sizes.is_some_and(|size| size < 10_000), "{sizes:?}");
}

/// Sixty optional objects in each of sixty, and so on, six levels deep: what is filled has an end.
#[test]
fn wide_types_end() {
    let fields = |ty: &str| {
        let field = |index| format!("[[field]]\nname = \"f{index}\"\ntype = \"{ty}\"\ndoc = \"F.\"\n");
        "doc = \"T.\"\n".to_owned() + &(0..60).map(field).collect::<String>()
    };
    let mut sources = Sources::default();
    sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
    sources.insert("events/a.toml", fields("t0") + "[[event]]\nname = \"a\"\ndoc = \"A.\"\n");
    for level in 0..6 {
        let ty = if level < 5 { format!("t{}", level + 1) } else { "string".to_owned() };
        sources.insert(format!("types/t{level}.toml"), fields(&ty));
    }
    sources.insert("samples/a/b.json", "{}");
    let catalog = resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)));
    let (event, payload) = catalog.events().next().unwrap();
    let text = payloads(&catalog, event, payload, Recipe::default()).next().unwrap();
    assert!((100_000..5_000_000).contains(&text.len()), "{}", text.len());
}

#[test]
fn rates_do_what_they_say() {
    let catalog = catalog();
    let none = Recipe::default();
    assert!(made(&catalog, "a", Recipe { absent: 1.0, ..none }).iter().all(|text| text == "{}"));
    assert!(made(&catalog, "a", none).iter().all(|text| text.starts_with("{\"expr\":") && !text.contains("\"x_")));
    assert!(made(&catalog, "a", Recipe { unknown: 1.0, ..none }).iter().all(|text| text.contains("\"x_")));
    let shuffled = made(&catalog, "a", Recipe { shuffled: true, ..none });
    assert!(shuffled.iter().any(|text| text.starts_with("{\"amount\":")));
    let unexpected = made(&catalog, "a", Recipe { unexpected: 1.0, ..none });
    assert!(unexpected.iter().any(|text| text.contains("\"cut \\ud83d\"")));
    assert!(unexpected.iter().all(|text| serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok()));
}
