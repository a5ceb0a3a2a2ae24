//! `cargo bench -p eventspec-bench --bench unions`: a list of blocks of six kinds, told apart by `type`, as chats send them.

#![allow(clippy::cast_precision_loss, reason = "figures for people")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use eventspec_catalog::{Shapes, Sources, resolve_without_samples};
use eventspec_runtime::{Lens, Limits, Shape};
use serde::de::IgnoredAny;

const BLOCKS: usize = 100;
/// The tag of each kind of block, and what it has besides: a member and its type.
const KINDS: [(&str, &str, &str); 6] = [
    ("header", "text", "string"),
    ("section", "fields", "list<string>"),
    ("image", "image_url", "uri"),
    ("divider", "width", "integer"),
    ("file", "external_id", "string"),
    ("video", "video_url", "uri"),
];
/// Rounds of each reader, which alternate; the best of each counts.
const ROUNDS: usize = 400;

fn main() {
    let text = message();
    let shape = shape();
    let decode = || Lens::decode_str(&text, shape, Limits::default()).expect("valid");
    assert!(decode().deviations().is_empty() && decode().json() == text);
    let ignored = || {
        black_box(serde_json::from_str::<IgnoredAny>(&text).expect("valid"));
    };
    let value = || drop(black_box(serde_json::from_str::<serde_json::Value>(&text).expect("valid")));
    let cases: [(&str, &dyn Fn()); 4] = [
        ("`IgnoredAny`", &ignored),
        ("`serde_json::Value`", &value),
        ("lens: decode", &|| drop(black_box(decode()))),
        ("lens: decode, deviations", &|| assert!(black_box(decode()).deviations().is_empty())),
    ];
    let mut best = [Duration::MAX; 4];
    for _ in 0..ROUNDS {
        for ((_, case), best) in cases.iter().zip(&mut best) {
            let start = Instant::now();
            (0..20).for_each(|_| case());
            *best = start.elapsed().min(*best);
        }
    }
    println!("A message of {BLOCKS} blocks of {} kinds, {} bytes.\n", KINDS.len(), text.len());
    let peer = best[0].as_secs_f64();
    for ((name, _), best) in cases.iter().zip(best) {
        let seconds = best.as_secs_f64();
        println!("{name:<26} {:>7.1} µs  {:>5.2}x `IgnoredAny`", seconds / 20.0 * 1e6, seconds / peer);
    }
}

fn message() -> String {
    let block = |index: usize| {
        let (kind, member, ty) = KINDS[index % KINDS.len()];
        let value = match ty {
            "integer" => "120".to_owned(),
            "list<string>" => r#"["*Priority*","High","*Assignee*","someone@chat.example"]"#.to_owned(),
            "uri" => format!(r#""https://files.chat.example/T024BE7LD/F{index:08}/assets/preview.png""#),
            _ => format!(r#""The deploy of build {index} is done, and all of its checks are green.""#),
        };
        format!(r#"{{"type":"{kind}","block_id":"b{index:04}","{member}":{value}}}"#)
    };
    format!(r#"{{"blocks":[{}]}}"#, (0..BLOCKS).map(block).collect::<Vec<_>>().join(","))
}

fn shape() -> &'static Shape {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
    let field = |name: &str, rest: &str| format!("[[field]]\nname = \"{name}\"\n{rest}\ndoc = \"F.\"\n");
    for (kind, member, ty) in KINDS {
        let tag = field("type", &format!("type = \"string\"\nconst = \"{kind}\"\nrequired = true"));
        let member = field(member, &format!("type = \"{ty}\"\nrequired = true"));
        let id = field("block_id", "type = \"string\"");
        sources.insert(format!("types/{kind}.toml"), format!("doc = \"B.\"\n{tag}{id}{member}"));
    }
    let union: Vec<&str> = KINDS.iter().map(|(kind, ..)| *kind).collect();
    let blocks = field("blocks", &format!("type = \"list<{}>\"\nrequired = true", union.join(" | ")));
    sources.insert(
        "events/message.toml",
        format!("doc = \"M.\"\nevent = [{{ name = \"message\", doc = \"M.\" }}]\n{blocks}"),
    );
    let catalog = resolve_without_samples(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)));
    Shapes::new(&catalog).event("message").expect("the event").0
}
