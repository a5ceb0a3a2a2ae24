//! Handlers of six vendors' webhooks (`tests/handlers`), from a raw request to a typed event: with the generated packages, by hand with
//! serde or zod, and with the vendor's package. All are compiled and answer the same requests, and the README has their lines.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use eventspec_catalog::{Delivery, Scheme};
use eventspec_emit::{Target, emit};
use eventspec_payloads::requests::{self, Making, Signing, json};
use eventspec_tests::catalogues::{VENDORS, root, vendor};
use eventspec_tests::{Failed, Verdict, expect, fail, files, program};
use serde_json::{Value, json};

mod run;

/// A vendor, and what its handlers read.
struct Vendor {
    /// The folder of its handlers.
    name: &'static str,
    title: &'static str,
    /// Its package on npm.
    package: &'static str,
    catalogue: &'static str,
    delivery: &'static str,
    /// The event that is handled, and what a handler makes of its sample.
    event: (&'static str, &'static str),
    /// One that is not.
    other: &'static str,
    /// A place that a handler reads.
    place: &'static [&'static str],
}

const TABLE: [Vendor; 6] = [
    Vendor {
        name: "stripe",
        title: "Stripe",
        package: "stripe",
        catalogue: "payments",
        delivery: "webhook",
        event: ("charge.refunded", "ch_3Mq 2000 eur"),
        other: "customer.updated",
        place: &["data", "object", "amount"],
    },
    Vendor {
        name: "github",
        title: "GitHub",
        package: "@octokit/webhooks",
        catalogue: "code_host",
        delivery: "webhook",
        event: ("issues.opened", "acme/hello 1 ada"),
        other: "issues.closed",
        place: &["issue", "number"],
    },
    Vendor {
        name: "slack",
        title: "Slack",
        package: "@slack/bolt",
        catalogue: "chat",
        delivery: "webhook",
        event: ("message", "C024BE91L U2147483697 Shipped 🚀"),
        other: "message.message_changed",
        place: &["event", "channel"],
    },
    Vendor {
        name: "shopify",
        title: "Shopify",
        package: "@shopify/shopify-api",
        catalogue: "store",
        delivery: "webhook",
        event: ("orders/create", "#9999 398.00 IPOD2008PINK"),
        other: "orders/updated",
        place: &["total_price"],
    },
    Vendor {
        name: "standard_webhooks",
        title: "Standard Webhooks",
        package: "standardwebhooks",
        catalogue: "payments",
        delivery: "standard",
        event: ("charge.succeeded", "ch_4Mq 995 eur"),
        other: "customer.updated",
        place: &["data", "object", "amount"],
    },
    Vendor {
        name: "razorpay",
        title: "Razorpay",
        package: "razorpay",
        catalogue: "payments",
        delivery: "plain",
        event: ("customer.updated", "cus_9s6 0"),
        other: "charge.refunded",
        place: &["data", "object", "balance"],
    },
];

/// A handler of each kind: its file, and what the README calls it.
const KINDS: [(&str, &str); 5] = [
    ("ours.rs", "Rust"),
    ("by_hand.rs", "Rust with serde, by hand"),
    ("ours.ts", "TypeScript"),
    ("by_hand.ts", "TypeScript with zod, by hand"),
    ("sdk.ts", "TypeScript with the vendor's package"),
];

/// No handler with a generated package may be longer.
const MOST_LINES: usize = 15;

/// A request, and what is special about it.
struct Sent {
    what: &'static str,
    request: Value,
}

#[test]
fn answer_as_they_should() -> Verdict {
    let directory = tempfile::tempdir()?;
    let mut given = BTreeMap::new();
    let mut sent = BTreeMap::new();
    for vendor in &TABLE {
        let (secret, requests) = requests(vendor)?;
        let bare: Vec<&Value> = requests.iter().map(|sent| &sent.request).collect();
        given.insert(vendor.name, json!({ "secret": secret, "requests": bare }));
        sent.insert(vendor.name, requests);
    }
    write(directory.path(), &json!(given))?;
    let in_rust = run::rust(directory.path())?;
    let in_typescript = run::typescript(directory.path())?;
    let mut count = 0;
    for vendor in &TABLE {
        for (file, _) in KINDS {
            let answers = if file.ends_with(".rs") { &in_rust } else { &in_typescript };
            for (index, sent) in sent[vendor.name].iter().enumerate() {
                let answer = &answers[vendor.name][file][index];
                if !is_right(vendor, file, sent.what, answer) {
                    return fail(format!("{}/{file} answers {answer} to a request that is {}", vendor.name, sent.what));
                }
                count += 1;
            }
        }
    }
    println!("answers of {} handlers of {} vendors: {count}", KINDS.len() * TABLE.len(), TABLE.len());
    Ok(())
}

/// Whether an answer, status and text, is what a request deserves.
fn is_right(vendor: &Vendor, file: &str, what: &str, answer: &Value) -> bool {
    let is_refused = answer[0].as_u64().is_some_and(|status| (400..500).contains(&status));
    match what {
        "good" => *answer == json!([200, vendor.event.1]),
        "of another event" => *answer == json!([200, ""]),
        // Ours accept it, and do not handle it. Vendors' packages verify, and read nothing.
        "malformed" => is_refused || *answer == json!([200, ""]) || file == "sdk.ts",
        _ => is_refused,
    }
}

/// The secret of a vendor, and requests.
fn requests(table: &Vendor) -> Result<(String, Vec<Sent>), Failed> {
    let catalog = vendor(table.catalogue).catalog;
    let delivery = catalog.deliveries.iter().find(|one| one.name == table.delivery).ok_or("no such delivery")?;
    let signature = delivery.signatures.first().ok_or("no signature")?;
    let secret = requests::secret(signature, 1);
    let text = |event: &str| {
        let sample = catalog.samples.iter().find(|sample| sample.event == event).ok_or("no sample")?;
        requests::named(delivery, event, sample.text.trim()).ok_or("not deliverable")
    };
    let (event, other) = (table.event.0, table.other);
    let place: Vec<String> = table.place.iter().map(|token| (*token).to_owned()).collect();
    let malformed = json::with(&text(event)?, &place, "[]");
    let mut sent = vec![
        Sent { what: "good", request: request(delivery, event, &text(event)?, &secret, 0)? },
        Sent { what: "of another event", request: request(delivery, other, &text(other)?, &secret, 0)? },
        Sent { what: "malformed", request: request(delivery, event, &malformed, &secret, 0)? },
    ];
    let mut tampered = request(delivery, event, &text(event)?, &secret, 0)?;
    tampered["body"] = Value::from(format!("{} ", text(event)?));
    sent.push(Sent { what: "tampered with", request: tampered });
    let wrong = requests::secret(signature, 2);
    sent.push(Sent { what: "of another sender", request: request(delivery, event, &text(event)?, &wrong, 0)? });
    let mut unsigned = request(delivery, event, &text(event)?, &secret, 0)?;
    unsigned["headers"] = json!([]);
    sent.push(Sent { what: "not signed", request: unsigned });
    if let Scheme::Code(code) = &signature.scheme
        && code.time.is_some()
    {
        sent.push(Sent { what: "stale", request: request(delivery, event, &text(event)?, &secret, 10 * 60 * 1000)? });
    }
    Ok((secret, sent))
}

/// A request that was signed so many milliseconds ago: its headers and its body.
fn request(delivery: &Delivery, event: &str, text: &str, secret: &str, ago: i64) -> Result<Value, Failed> {
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())? - ago;
    let making = Making { delivery, url: "/hooks", now, id: "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043" };
    let mut made = requests::unsigned(making, event, &[text.to_owned()]).ok_or("not deliverable")?;
    let (signature, rules) = (delivery.signatures.first().ok_or("no signature")?, requests::rules(delivery));
    let by = rules.signatures.first().ok_or("no signature")?;
    requests::signed(&mut made, Signing { signature, by, secret, url: None, now })?;
    // What Shopify's package asks for besides.
    made.set_header("x-shopify-shop-domain", "shop.myshopify.com");
    Ok(json!({ "headers": made.headers, "body": String::from_utf8(made.body)? }))
}

/// Writes handlers, packages and requests below a directory.
fn write(directory: &Path, requests: &Value) -> Verdict {
    files::copy(&root().join("tests/handlers"), &directory.join("src"))?;
    for name in VENDORS {
        for target in [Target::Rust, Target::TypeScript] {
            for (path, text) in emit(&vendor(name).catalog, target)?.iter() {
                let path = directory.join("packages").join(name).join(path);
                fs::create_dir_all(path.parent().unwrap_or(directory))?;
                fs::write(path, text)?;
            }
        }
    }
    Ok(fs::write(directory.join("requests.json"), requests.to_string())?)
}

/// The README has a table of their lines: those that are not empty and no comment.
#[test]
fn are_as_short_as_the_readme_says() -> Verdict {
    let versions: Value = serde_json::from_str(&fs::read_to_string(program::slow_node()?.join("package.json"))?)?;
    let mut table =
        format!("| | {} |\n|---|{}\n", KINDS.map(|(_, title)| title).join(" | "), "---:|".repeat(KINDS.len()));
    for vendor in &TABLE {
        write!(table, "| {} ", vendor.title)?;
        for (file, _) in KINDS {
            let text = fs::read_to_string(root().join("tests/handlers").join(vendor.name).join(file))?;
            let code = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("//");
            let lines = text.lines().filter(code).count();
            if file.starts_with("ours.") && lines > MOST_LINES {
                return fail(format!("{}/{file} has {lines} lines, and may have {MOST_LINES}", vendor.name));
            }
            write!(table, "| {lines} ")?;
        }
        let version = versions["devDependencies"][vendor.package].as_str().ok_or("no version")?;
        table.truncate(table.trim_end().len());
        writeln!(table, ", `{}` {version} |", vendor.package)?;
    }
    println!("{table}");
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path)?;
    let begin = table.lines().next().and_then(|head| readme.find(head)).ok_or("README.md has no such table")?;
    let length = readme[begin..].find("\n\n").ok_or("README.md ends with the table")? + 1;
    let actual = format!("{}{table}{}", &readme[..begin], &readme[begin + length..]);
    expect::file(&path, &actual)
}
