//! Deliveries made up at random, and edits of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use fastrand::Rng;

/// `delivery/<name>.toml`: values of keys, as they are written, and signatures by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Delivery {
    pub keys: BTreeMap<&'static str, &'static str>,
    pub signatures: BTreeMap<&'static str, &'static str>,
}

/// What keys may say; nothing, too, but of the names.
const KEYS: [(&str, &[&str]); 11] = [
    ("doc", &["\"a.\"", "\"b.\""]),
    ("source", &["\"https://example.com/a\"", "\"https://example.com/b\""]),
    ("preset", &["\"github-v1\"", "\"standard-webhooks-v1\""]),
    ("body", &["\"json\"", "\"json-lines\"", "\"form\""]),
    (
        "event",
        &[
            "\"{header:x-event}\"",
            "\"{query:event}\"",
            "[\"{header:x-event}\", \"{query:event}\"]",
            "[\"{query:event}\", \"{header:x-event}\"]",
        ],
    ),
    ("id", &["\"{header:x-id}\"", "\"{query:id}\""]),
    (
        "sent_at",
        &[
            "{ at = \"{header:x-time}\", type = \"timestamp(unix)\" }",
            "{ at = \"{header:x-time}\", type = \"timestamp\" }",
        ],
    ),
    ("version", &["\"{header:x-version}\"", "\"{query:version}\""]),
    ("attempt", &["\"{header:x-attempt}\"", "\"{query:attempt}\""]),
    ("answer", &["{ within = \"10s\" }", "{ within = \"10s\", retries = 5 }", "{ within = \"1m\" }"]),
    ("handshake", &["\"{query:challenge}\"", "\"{header:x-challenge}\""]),
];
const NAMES: [&str; 3] = ["v1", "v2", "v3"];
const CODE: &str = "parts = [\"{hex}\"]\nsigned = \"{body}\"\nsecret = \"{text}\"\nalgorithm = \"hmac-sha256\"";
/// How signatures are made.
const SCHEMES: [&str; 8] = [
    "equals = \"{secret}\"",
    "equals = \"Bearer {secret}\"",
    CODE,
    "parts = [\"{hex}\"]\nsigned = \"{body}\"\nsecret = \"[k_]{base64}\"\nalgorithm = \"hmac-sha1\"",
    "split = \" \"\nparts = [\"v={base64}\", \"w={hex}\"]\nsigned = \"{url}{body}\"\nsecret = \"{text}\"\nalgorithm = \"hmac-sha256\"",
    "split = \",\"\nparts = [\"t={time}\", \"v={hex}\"]\nsigned = \"{time}.{body}\"\nsecret = \"{text}\"\nalgorithm = \"hmac-sha256\"\ntime = \"timestamp(unix)\"",
    "split = \",\"\nparts = [\"t={time}\", \"v={hex}\"]\nsigned = \"{time}.{body}\"\nsecret = \"{text}\"\nalgorithm = \"hmac-sha256\"\ntime = \"timestamp(unix)\"\ntolerance = \"5m\"",
    "split = \",\"\nparts = [\"t={time}\", \"v={hex}\"]\nsigned = \"{time}.{body}\"\nsecret = \"{text}\"\nalgorithm = \"hmac-sha256\"\ntime = \"timestamp(unix_ms)\"\ntolerance = \"90s\"",
];

impl Delivery {
    pub(crate) fn any(random: &mut Rng) -> Self {
        let mut delivery = Self::default();
        delivery.keys.insert("event", "\"{header:x-event}\"");
        (0..6).for_each(|_| delivery.edit(random));
        delivery
    }

    pub(crate) fn edit(&mut self, random: &mut Rng) {
        if random.u8(..3) == 0 {
            let name = random.choice(NAMES).unwrap_or("v1");
            if random.u8(..4) == 0 {
                self.signatures.remove(name);
            } else {
                self.signatures.insert(name, random.choice(SCHEMES).unwrap_or(CODE));
            }
            return;
        }
        let Some((key, values)) = random.choice(KEYS) else { return };
        match random.choice(values) {
            Some(_) if key != "event" && random.u8(..3) == 0 => drop(self.keys.remove(key)),
            Some(value) => drop(self.keys.insert(key, value)),
            None => {}
        }
    }

    pub(crate) fn write(&self) -> String {
        let mut text = String::new();
        for (key, value) in &self.keys {
            let _ = writeln!(text, "{key} = {value}");
        }
        for (name, scheme) in &self.signatures {
            let _ = writeln!(text, "[[signature]]\nname = {name:?}\nin = \"{{header:x-{name}}}\"\n{scheme}");
        }
        text
    }
}
