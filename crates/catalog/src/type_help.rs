//! Types that are not valid in; out what to write instead. Many are names that other languages have.

use crate::diagnostic::{Code, Diagnostic};
use crate::fields::{Context, within};
use crate::limits;
use crate::scalar::TextOf;
use crate::spec::At;
use crate::type_expr::{ExprError, Fault};

/// The finding about an expression that cannot be read.
pub(crate) fn type_syntax(cx: &Context<'_>, file: &str, at: &At<String>, error: &ExprError) -> Diagnostic {
    let span = within(cx.sources, file, at, error.range.clone());
    let invalid = format!("`{}` is not a valid type", at.value);
    let (code, message, help) = match error.fault {
        Fault::Expected(expected) => {
            let help = meant_by(&at.value, error.range.start).unwrap_or_else(|| format!("write {expected} here"));
            (Code::TypeSyntax, invalid, help)
        }
        Fault::TextAlone => {
            let names: Vec<String> = TextOf::ALL.iter().map(|of| format!("`text<{}>`", of.as_str())).collect();
            let help = format!("write `string`, or {} for a string that is the text of one", names.join(", "));
            (Code::TypeSyntax, "`text` does not say what it is the text of".to_owned(), help)
        }
        Fault::TooDeep => {
            let message = format!("the type is nested more than {} levels deep", limits::TYPE_DEPTH);
            (Code::Limit, message, "move the inner part to a type of its own in `types/`".to_owned())
        }
        Fault::TwoParts => {
            let message = "`map<K, V>` is reserved: no version of the language has it yet".to_owned();
            (Code::TypeSyntax, message, "write `map<V>`; the keys are strings".to_owned())
        }
        Fault::PartsOfName => {
            let name = at.value.get(error.range.clone()).unwrap_or_default();
            let message = format!("`{name}<T>` is reserved: no version of the language has it yet");
            let alone = "write the name alone; `list`, `map` and `text` have parts";
            (Code::TypeSyntax, message, meant_with_parts(name).unwrap_or(alone).to_owned())
        }
    };
    Diagnostic::new(code, span, message, help)
}

/// How to write what an expression means that goes on at a place as no type of this language does.
fn meant_by(whole: &str, at: usize) -> Option<String> {
    let (before, rest) = whole.split_at_checked(at)?;
    let whole = whole.trim();
    let is_name = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if rest.trim_end() == "?" {
        return Some("remove `?`; a field that may be null has `nullable = true`".to_owned());
    }
    if rest.starts_with(['\'', '"']) {
        let help = "write `type = \"string\"`, and list the strings in `values`, or the only one in `const`";
        return Some(help.to_owned());
    }
    if before.trim_end().ends_with('?') {
        return Some("put `?` last, as in `list<A | B?>`: the whole item or value may be null".to_owned());
    }
    if rest.starts_with("[]") {
        let item = whole.strip_suffix("[]").filter(|item| is_name(item)).unwrap_or("T");
        return Some(format!("write `list<{item}>`"));
    }
    let snake = whole.replace('-', "_");
    (rest.starts_with('-') && is_name(&snake)).then(|| format!("write `{snake}`: names of types are in snake case"))
}

/// How to write what a name of a type means elsewhere.
pub(crate) fn meant(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let written = match lower.split_once('(') {
        Some(("timestamp" | "datetime" | "date", form)) => time(form.trim_end_matches(')'))?,
        Some(_) => return None,
        None => match lower.as_str() {
            "int" | "int32" | "int64" | "i32" | "i64" | "uint" | "u32" | "u64" | "long" | "bigint" => "integer",
            "float" | "double" | "decimal" | "f32" | "f64" | "num" | "numeric" | "money" => "number",
            "bool" => "boolean",
            "str" | "text" | "varchar" | "char" => "string",
            "json" | "unknown" | "mixed" => "any",
            "array" | "vec" | "set" => "list<T>",
            "dict" | "dictionary" | "record" | "hash" | "hashmap" => "map<T>",
            "url" | "link" => "uri",
            "true" | "false" => return Some(format!("write `type = \"boolean\"` and `const = {lower}`")),
            "enum" => return Some("write `type = \"string\"`, and list the known values in `values`".to_owned()),
            other => time(other)?,
        },
    };
    Some(format!("write `{written}`"))
}

/// The type of times in a form.
fn time(form: &str) -> Option<&'static str> {
    match form {
        "unix" | "epoch" | "s" | "sec" | "seconds" => Some("timestamp(unix)"),
        "unix_ms" | "unix-ms" | "unixms" | "ms" | "millis" | "milliseconds" => Some("timestamp(unix_ms)"),
        "iso" | "iso8601" | "iso-8601" | "iso_8601" | "rfc3339" | "rfc-3339" => Some("timestamp"),
        "rfc822" | "rfc2822" | "rfc-2822" => Some("timestamp(rfc2822)"),
        _ => None,
    }
}

/// How to write what a name with parts means elsewhere, as `array<string>`.
pub(crate) fn meant_with_parts(name: &str) -> Option<&'static str> {
    match name.to_ascii_lowercase().as_str() {
        "array" | "vec" | "set" | "readonlyarray" => Some("write `list<T>`"),
        "dict" | "dictionary" | "record" | "hash" | "hashmap" | "object" => {
            Some("write `map<T>`: the keys are strings")
        }
        "optional" | "option" | "nullable" | "maybe" => {
            Some("write `T`: a field may be absent unless it is `required`, and `null` if it is `nullable`")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::Scalar;
    use crate::type_expr;

    #[test]
    fn an_expression_of_another_language_has_an_equivalent() {
        let help = |whole: &str| type_expr::parse(whole, 8).err().and_then(|error| meant_by(whole, error.range.start));
        for (whole, expected) in [
            ("string[]", "write `list<string>`"),
            ("list<a>[]", "write `list<T>`"),
            ("account-sid", "write `account_sid`"),
            ("string?", "remove `?`"),
            ("map<a?|b>", "put `?` last"),
            ("'a' | 'b'", "write `type = \"string\"`, and list"),
            ("string | \"b\"", "write `type = \"string\"`, and list"),
        ] {
            assert!(help(whole).is_some_and(|help| help.starts_with(expected)), "{whole}: {:?}", help(whole));
        }
        assert_eq!(help("a b"), None);
    }

    #[test]
    fn what_is_meant_is_of_this_language() {
        for (name, expected) in [
            ("int", "integer"),
            ("Int64", "integer"),
            ("double", "number"),
            ("bool", "boolean"),
            ("json", "any"),
            ("timestamp(ms)", "timestamp(unix_ms)"),
            ("timestamp(unix-ms)", "timestamp(unix_ms)"),
            ("datetime(iso8601)", "timestamp"),
            ("timestamp(rfc822)", "timestamp(rfc2822)"),
        ] {
            assert_eq!(meant(name), Some(format!("write `{expected}`")), "{name}");
            assert!(Scalar::listed().any(|scalar| scalar.spelling() == expected), "{expected}");
        }
        for (name, expected) in [("Array", "list<T>"), ("dict", "map<T>")] {
            assert_eq!(meant(name), Some(format!("write `{expected}`")), "{name}");
            assert!(type_expr::parse(expected, 8).is_ok(), "{expected}");
        }
        for name in ["string", "order", "timestamp(YYYY)", "decimal(2)"] {
            assert_eq!(meant(name), None, "{name}");
        }
    }
}
