//! The text of a specification file in, the same in one style out; comments and the order of keys stay.
//!
//! It is the style that the language server of `tombi.toml` formats in: `key = value`, a blank line before each header
//! and after the `#:schema` line, elsewhere one at most; arrays on one line where they fit, else an item on each.

use toml_edit::{Array, Decor, DocumentMut, Item, RawString, Table, TomlError, Value};

/// The longest line that an array is put on.
const WIDTH: usize = 120;
/// One level of an array that has an item on each line.
const INDENT: usize = 2;

/// Formats a file; fails where it is not TOML.
pub fn format_toml(text: &str) -> Result<String, TomlError> {
    let mut document: DocumentMut = text.replace("\r\n", "\n").parse()?;
    let trailing = text_of(Some(document.trailing())).to_owned() + "\n";
    document.set_trailing(lines(&trailing, false));
    table(document.as_table_mut());
    let text = document.to_string();
    let text = text.trim();
    let text = match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("#:schema") && !rest.starts_with('\n') => format!("{first}\n\n{rest}"),
        _ => text.to_owned(),
    };
    Ok(text + "\n")
}

/// Formats what stands below a header, and the tables below it.
fn table(table: &mut Table) {
    values(table, &mut true);
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(below) if !below.is_dotted() => section(below),
            Item::ArrayOfTables(tables) => tables.iter_mut().for_each(section),
            _ => {}
        }
    }
}

/// Formats a header and what stands below it.
fn section(below: &mut Table) {
    let comments = lines(text_of(below.decor().prefix()), false);
    let suffix = same_line(below.decor().suffix());
    let prefix = if comments.contains('#') { comments } else { "\n".to_owned() };
    *below.decor_mut() = Decor::new(prefix, suffix);
    table(below);
}

/// Formats the keys of a table, those of dotted ones included.
fn values(table: &mut Table, is_first: &mut bool) {
    for (mut key, item) in table.iter_mut() {
        key.dotted_decor_mut().clear();
        match item {
            Item::Table(dotted) if dotted.is_dotted() => values(dotted, is_first),
            Item::Value(value) => {
                let prefix = lines(text_of(key.leaf_decor().prefix()), *is_first);
                *key.leaf_decor_mut() = Decor::new(prefix, " ");
                *is_first = false;
                let suffix = same_line(value.decor().suffix());
                lay_out(value, key.get().chars().count() + " = ".len(), 0);
                *value.decor_mut() = Decor::new(" ", suffix);
            }
            // The key of a header has only the spaces inside its brackets.
            _ => key.leaf_decor_mut().clear(),
        }
    }
}

/// Formats a value that begins in a column.
fn lay_out(value: &mut Value, column: usize, indent: usize) {
    if has_inner_comments(value) {
        if let Value::Array(array) = value
            && array.iter().all(|item| !text_of(item.decor().suffix()).contains('#'))
        {
            break_lines(array, indent);
        }
        return;
    }
    let is_split = matches!(value, Value::Array(array) if array.trailing_comma() && !array.is_empty());
    let one_line = one_line(value);
    if let Value::Array(array) = value
        && (is_split || column + one_line.to_string().chars().count() > WIDTH)
        && !array.is_empty()
    {
        break_lines(array, indent);
    } else {
        *value = one_line;
    }
}

/// The value on one line.
fn one_line(value: &Value) -> Value {
    // A value without a layout of its own is printed in the usual one.
    let mut value = match value {
        Value::Array(array) => Value::Array(array.iter().map(one_line).collect()),
        Value::InlineTable(table) => {
            let mut table = table.clone();
            table.fmt();
            table.iter_mut().for_each(|(_, value)| *value = one_line(value));
            Value::InlineTable(table)
        }
        Value::String(text) if is_plainly_quoted(text.value(), &value.to_string()) => {
            Value::from(text.value().as_str())
        }
        other => other.clone(),
    };
    value.decor_mut().clear();
    value
}

/// Whether a text in single quotes reads the same in double quotes.
fn is_plainly_quoted(text: &str, source: &str) -> bool {
    let source = source.trim();
    source.starts_with('\'')
        && !source.starts_with("'''")
        && !text.contains(['"', '\\'])
        && !text.contains(char::is_control)
}

/// Puts each item of an array on a line of its own.
fn break_lines(array: &mut Array, indent: usize) {
    let inner = indent + INDENT;
    for item in array.iter_mut() {
        let prefix = between_items(item.decor().prefix(), inner);
        lay_out(item, inner, inner);
        *item.decor_mut() = Decor::new(prefix, "");
    }
    let trailing =
        between_items(Some(array.trailing()), indent).replace(&comment_indent(indent), &comment_indent(inner));
    array.set_trailing(trailing);
    array.set_trailing_comma(true);
}

fn comment_indent(indent: usize) -> String {
    format!("\n{}#", " ".repeat(indent))
}

/// What stands between two items of an array on lines of their own: the comments, and the next line's indentation.
fn between_items(raw: Option<&RawString>, indent: usize) -> String {
    let (same_line, own_lines) = text_of(raw).split_once('\n').unwrap_or((text_of(raw), ""));
    let mut text = String::new();
    if same_line.contains('#') {
        text = format!("  {}", same_line.trim());
    }
    for comment in own_lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        text.extend(["\n", &" ".repeat(indent), comment]);
    }
    text + "\n" + &" ".repeat(indent)
}

fn has_inner_comments(value: &Value) -> bool {
    match value {
        Value::Array(array) => {
            text_of(Some(array.trailing())).contains('#')
                || array.iter().any(|item| {
                    let decor = item.decor();
                    [decor.prefix(), decor.suffix()].iter().any(|raw| text_of(*raw).contains('#'))
                        || has_inner_comments(item)
                })
        }
        _ => false,
    }
}

/// The comment lines before a key or header, without indentation, and with one blank line in place of several.
fn lines(text: &str, is_first: bool) -> String {
    let mut out = String::new();
    let mut is_blank_before = is_first;
    // What follows the last line end is indentation.
    let Some((before, _)) = text.rsplit_once('\n') else { return out };
    for line in before.split('\n').map(str::trim) {
        if !(line.is_empty() && is_blank_before) {
            out.push_str(line);
            out.push('\n');
        }
        is_blank_before = line.is_empty();
    }
    out
}

/// A comment behind a value or header.
fn same_line(raw: Option<&RawString>) -> String {
    match text_of(raw).trim() {
        "" => String::new(),
        comment => format!("  {comment}"),
    }
}

fn text_of(raw: Option<&RawString>) -> &str {
    raw.and_then(RawString::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNTIDY: &str = r#"#:schema x.json
#  what it is
doc='A parcel.'   # short



# groups
include=[ 'a',"b" ]
values = [
"x",  # first
      # second
  {value="y",doc="Y"} ]
[[event]]

  name = "p"
  since = "2"
deprecated . since="1"
# about the next
[[ event ]] # two
name = "q"
list = [1,2,]
text = """
  kept  
"""
[event.deprecated]
# end"#;

    const TIDY: &str = r#"#:schema x.json

#  what it is
doc = "A parcel."  # short

# groups
include = ["a", "b"]
values = [
  "x",  # first
  # second
  { value = "y", doc = "Y" },
]

[[event]]
name = "p"
since = "2"
deprecated.since = "1"
# about the next
[[event]]  # two
name = "q"
list = [
  1,
  2,
]
text = """
  kept  
"""

[event.deprecated]
# end
"#;

    #[test]
    fn one_style_comments_kept() {
        assert_eq!(format_toml(UNTIDY).unwrap(), TIDY);
        assert_eq!(format_toml(TIDY).unwrap(), TIDY);
        assert_eq!(format_toml(&UNTIDY.replace('\n', "\r\n")).unwrap(), TIDY);
    }

    #[test]
    fn an_array_that_does_not_fit_is_broken() {
        let long = format!("values = [\"{}\", [1, 2], \"{}\"]\n", "a".repeat(60), "b".repeat(60));
        let broken = format!("values = [\n  \"{}\",\n  [1, 2],\n  \"{}\",\n]\n", "a".repeat(60), "b".repeat(60));
        assert_eq!(format_toml(&long).unwrap(), broken);
        assert_eq!(format_toml(&broken).unwrap(), broken);
    }
}
