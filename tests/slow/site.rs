//! What is published for people and tools, as they meet it: the site in a browser, the documents in their parsers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use eventspec_catalog::{Catalog, Sources, resolve};
use eventspec_tests::catalogues::{Catalogue, nector, root, shop};
use eventspec_tests::{Failed, Verdict, cli, fail, program};
use serde_json::{Value, json};

/// What is typed into the search, the name that is found, and where it leads.
type Search = (&'static str, &'static str, &'static str);

const NECTOR: [Search; 4] = [
    ("coin_sp", "meta.coin_spent", "groups/order.html#meta_coin_spent"),
    ("meta.coin_spent", "meta.coin_spent", "groups/order.html#meta_coin_spent"),
    ("rder_cre", "order_create", "events/order_create.html"),
    ("nector-topic", "x-nector-topic", "deliveries/webhook.html"),
];
const SHOP: [Search; 3] = [
    ("zip", "zip code", "types/address.html#zip_code"),
    ("occurreda", "occurredAt", "groups/envelope.html#occurred_at"),
    ("r.shi", "order.shipped", "events/order_shipped.html"),
];
const HOSTILE: [Search; 1] = [("</th>", "</th><script>window.hacked=1</script>", "groups/shared.html#cell")];

#[test]
fn site_of_a_hostile_catalogue() -> Verdict {
    let directory = tempfile::tempdir()?;
    let spec = root().join("tests/cases/hostile/spec");
    let out = directory.path().display().to_string();
    let (code, _, error) =
        cli::answer(&cli::run(&root(), &["generate", "--spec", &spec.display().to_string(), "--out", &out]));
    if code == 0 { site(directory.path(), &catalog(&spec)?, &HOSTILE) } else { fail(error) }
}

#[test]
fn site_of_nector() -> Verdict {
    site(&nector().generated, &nector().catalog, &NECTOR)
}

#[test]
fn site_of_the_shop() -> Verdict {
    site(&shop().generated, &shop().catalog, &SHOP)
}

#[test]
fn apis_of_nector() -> Verdict {
    apis(&nector())
}

#[test]
fn apis_of_the_shop() -> Verdict {
    apis(&shop())
}

/// A page opens in this time, and would take a minute if its words could not be broken.
const LONGEST: Duration = Duration::from_secs(15);

/// Words of tens of thousands of letters without a place to break them, of scripts whose letters join and of others, and a sample of
/// a megabyte: no page is slow or wider than its window, and all of each word is there.
#[test]
fn pages_of_long_words_and_large_samples() -> Verdict {
    let directory = tempfile::tempdir()?;
    let words = [
        ("latin", "W", 90_000),
        ("arabic", "\u{628}", 45_000),
        ("dots", ".", 90_000),
        ("family", "\u{1f468}\u{1f469}", 11_000),
    ];
    let words = words.map(|(name, letter, count)| (name, letter.repeat(count)));
    let spec = directory.path().join("spec");
    let write = |path: &str, text: String| {
        let path = spec.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&spec)).and_then(|()| fs::write(path, text))
    };
    write("catalog.toml", "name = \"long-events\"\ntitle = \"Long\"\nversion = \"1.0.0\"\ndoc = \"x\"\n".to_owned())?;
    for (name, word) in &words {
        let event = format!("doc = \"{word}\"\n[[event]]\nname = \"{name}\"\ndoc = \"{word}\"\n");
        let field = format!("[[field]]\nname = \"a\"\ntype = \"string\"\ndoc = \"{word}\"\nexample = \"{word}\"\n");
        let values = format!(
            "[[field]]\nname = \"b\"\ntype = \"string\"\ndoc = \"x\"\nvalues = [{{ value = \"{word}\", ident = \"v\" }}]\n"
        );
        write(&format!("events/{name}.toml"), event + &field + &values)?;
        write(&format!("samples/{name}/a.json"), json!({ "a": word }).to_string())?;
    }
    write("samples/latin/large.json", json!({ "a": "x".repeat(1_000_000) }).to_string())?;
    let (code, _, error) = cli::answer(&cli::run(directory.path(), &["generate", "--target", "docs"]));
    if code != 0 {
        return fail(error);
    }
    let request = directory.path().join("request.json");
    let texts: Vec<&String> = words.iter().map(|(_, word)| word).collect();
    let docs = directory.path().join("generated/docs");
    let text =
        json!({ "chromium": chromium()?, "docs": docs, "words": texts, "milliseconds": LONGEST.as_secs() * 1_000 });
    fs::write(&request, text.to_string())?;
    let report: Value = serde_json::from_str(&node("large.mjs", &[&request])?)?;
    println!("pages with words of up to 90,000 letters: {}, the slowest in {} ms", report["pages"], report["slowest"]);
    no_faults(&report)?;
    if report["words"] == words.len() { Ok(()) } else { fail(format!("{} of the words are whole", report["words"])) }
}

fn catalog(spec: &Path) -> Result<Catalog, Failed> {
    let sources = Sources::load(spec).map_err(|error| error.to_string())?;
    resolve(&sources).map_err(|report| report.render("", false).into())
}

/// Opens every page, searches, copies every sample, and compiles the code that the pages show.
fn site(generated: &Path, catalog: &Catalog, searches: &[Search]) -> Verdict {
    let directory = tempfile::tempdir()?;
    let request = directory.path().join("request.json");
    let searches: Vec<Value> = searches
        .iter()
        .map(|(query, text, address)| json!({ "query": query, "text": text, "address": address }))
        .collect();
    let docs = generated.join("docs");
    let text = json!({ "chromium": chromium()?, "docs": docs, "samples": samples(catalog), "searches": searches });
    fs::write(&request, text.to_string())?;
    let report: Value = serde_json::from_str(&node("site.mjs", &[&request])?)?;
    no_faults(&report)?;
    let general = 2 + usize::from(catalog.changelog.is_some());
    let pages =
        general + catalog.events().count() + catalog.groups.len() + catalog.types.len() + catalog.deliveries.len();
    if report["pages"] != pages {
        return fail(format!("{} pages, not {pages}", report["pages"]));
    }
    typescript_compiles(generated, directory.path(), &snippets(&report, "TypeScript"))?;
    rust_compiles(generated, &catalog.name, directory.path(), &snippets(&report, "Rust"))
}

/// Every sample: the page it is on, what the page calls it, and its exact text.
fn samples(catalog: &Catalog) -> Vec<Value> {
    let page = |event: &str| {
        let ident = catalog.events().find(|(other, _)| other.name == event).map(|(event, _)| event.ident.snake());
        format!("events/{}.html", ident.unwrap_or_default())
    };
    let sample = |sample: &eventspec_catalog::Sample| json!({ "page": page(&sample.event), "label": sample.name.replace('_', " "), "text": sample.text });
    catalog.samples.iter().map(sample).collect()
}

fn snippets(report: &Value, language: &str) -> Vec<String> {
    let snippets = report["snippets"].as_array().into_iter().flatten();
    let code = |snippet: &Value| snippet["code"].as_str().unwrap_or_default().to_owned();
    snippets.filter(|snippet| snippet["language"] == language).map(code).collect()
}

fn typescript_compiles(generated: &Path, directory: &Path, snippets: &[String]) -> Verdict {
    let mut args = vec!["check.mjs".to_owned(), generated.join("typescript").display().to_string()];
    for (index, code) in snippets.iter().enumerate() {
        let path = directory.join(format!("snippet_{index}.mts"));
        fs::write(&path, code)?;
        args.push(path.display().to_string());
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    program::run(&root().join("tests/typescript"), "node", &args).map(|_| ())
}

/// The code of all pages, each in a module, in a crate that has what a user's has.
fn rust_compiles(generated: &Path, package: &str, directory: &Path, snippets: &[String]) -> Verdict {
    let text = |path: &Path| Value::from(path.display().to_string()).to_string();
    let (rust, runtime) = (text(&generated.join("rust")), text(&root().join("crates/runtime")));
    let manifest = format!(
        "[package]\nname = \"snippets\"\nedition = \"2024\"\n\n[dependencies]\n{package} = {{ path = {rust} }}\n\n\
         [patch.crates-io]\neventspec-runtime = {{ path = {runtime} }}\n\n[workspace]\n"
    );
    let modules = snippets.iter().enumerate().map(|(index, code)| {
        format!("pub mod snippet_{index} {{\n{}\n}}\n", code.replacen("fn receive", "pub fn receive", 1))
    });
    fs::create_dir_all(directory.join("src"))?;
    fs::write(directory.join("Cargo.toml"), manifest)?;
    fs::write(directory.join("src/lib.rs"), modules.collect::<String>())?;
    fs::copy(root().join("Cargo.lock"), directory.join("Cargo.lock"))?;
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--quiet"]).current_dir(directory).env("RUSTFLAGS", "--deny warnings --allow deprecated");
    program::output(cargo.env("CARGO_TARGET_DIR", directory.join("target"))).map(|_| ())
}

/// The documents pass their parsers and have every event.
fn apis(catalogue: &Catalogue) -> Verdict {
    let Catalogue { generated, catalog, .. } = catalogue;
    let documents = [generated.join("asyncapi/asyncapi.json"), generated.join("openapi/openapi.json")];
    let report: Value = serde_json::from_str(&node("apis.mjs", &[&documents[0], &documents[1]])?)?;
    no_faults(&report)?;
    let events = catalog.events().count();
    if report["messages"] == events && report["webhooks"] == events {
        Ok(())
    } else {
        fail(format!("{events} events, but {report}"))
    }
}

/// Runs a script of `tests/slow/site`.
fn node(script: &str, args: &[&Path]) -> Result<String, Failed> {
    let directory = root().join("tests/slow/site");
    if !directory.join("node_modules").is_dir() {
        return fail(
            "the Node packages of the site's tests are not installed: run `cargo xtask test --all`, or `npm ci` in tests/slow/site",
        );
    }
    let args: Vec<String> = args.iter().map(|path| path.display().to_string()).collect();
    let args: Vec<&str> = [script].into_iter().chain(args.iter().map(String::as_str)).collect();
    program::run(&directory, "node", &args)
}

fn no_faults(report: &Value) -> Verdict {
    let faults: Vec<&str> = report["faults"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if faults.is_empty() { Ok(()) } else { fail(faults.join("\n")) }
}

/// The browser: the one that `CHROMIUM` names, or Debian's.
fn chromium() -> Result<PathBuf, Failed> {
    std::env::var_os("CHROMIUM").map_or_else(|| program::installed("chromium"), |named| Ok(named.into()))
}
