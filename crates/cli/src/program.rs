//! How the program was called, so that hints repeat what a person can type.

use std::fmt::{self, Display};
use std::path::Path;
use std::sync::OnceLock;

static NAME: OnceLock<String> = OnceLock::new();

/// Sets the name of the program, once.
pub(crate) fn set(name: &str) {
    let _ = NAME.set(name.to_owned());
}

/// The name of the program: one or more words, such as `cargo xtask`.
pub(crate) fn name() -> &'static str {
    NAME.get().map_or("eventspec", String::as_str)
}

/// A command line that a person can type: the program, a command, and the flags that were given.
#[derive(Clone, Debug)]
pub(crate) struct Hint(String);

impl Hint {
    /// A command without flags.
    pub(crate) fn new(command: &str) -> Self {
        Self(format!("{} {command}", name()))
    }

    /// With a flag, if its value is not the default.
    pub(crate) fn path(self, flag: &str, value: &Path, default: &str) -> Self {
        if value == Path::new(default) { self } else { self.value(flag, &value.to_string_lossy()) }
    }

    /// With a flag and its value.
    pub(crate) fn value(self, flag: &str, value: &str) -> Self {
        // A value that begins with a dash would be taken for a flag.
        let sign = if value.starts_with('-') { '=' } else { ' ' };
        Self(format!("{} {flag}{sign}{}", self.0, quoted(value)))
    }
}

impl Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A word as a POSIX shell reads it.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./=:,@+%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_has_the_flags_that_were_given() {
        let hint = Hint::new("check").path("--spec", Path::new("spec"), "spec");
        assert_eq!(hint.to_string(), "eventspec check");
        let hint = Hint::new("check").path("--spec", Path::new("it's here"), "spec");
        assert_eq!(hint.to_string(), r"eventspec check --spec 'it'\''s here'");
        assert_eq!(Hint::new("check").value("--spec", "-s").to_string(), "eventspec check --spec=-s");
    }
}
