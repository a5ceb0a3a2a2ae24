//! TypeScript and JavaScript, as far as their characters go: where comments and strings begin and end.

/// The text without comments, with each string empty.
pub(super) fn code(path: &str, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = if let Some(comment) = rest.strip_prefix("//") {
            &comment[comment.find('\n').unwrap_or(comment.len())..]
        } else if let Some(comment) = rest.strip_prefix("/*") {
            let end = comment.find("*/").unwrap_or_else(|| panic!("{path}: a comment does not end\n{text}"));
            &comment[end + 2..]
        } else if c == '"' {
            out.push_str("\"\"");
            string(after).unwrap_or_else(|| panic!("{path}: a string does not end on its line\n{text}"))
        } else {
            // Names are ASCII, and there are no templates, regular expressions or strings of the other kind.
            assert!(
                c == '\n' || c.is_ascii_graphic() && !"'`\\#".contains(c) || c == ' ',
                "{path}: {c:?} in code\n{text}"
            );
            match c {
                '{' | '[' | '(' => open.push(c),
                '}' | ']' | ')' => {
                    assert!(
                        open.pop().is_some_and(|open| "{}[]()".contains(&format!("{open}{c}"))),
                        "{path}: {c}\n{text}"
                    );
                }
                _ => {}
            }
            // Where a line ends depends on how long it is.
            if !c.is_ascii_whitespace() {
                out.push(c);
            } else if !out.ends_with(' ') {
                out.push(' ');
            }
            after
        };
    }
    assert!(open.is_empty(), "{path}: {open:?} at the end\n{text}");
    out
}

/// What comes after a string that has begun.
fn string(text: &str) -> Option<&str> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\n' => return None,
            '\\' => escaped = true,
            '"' => return text.get(at + 1..),
            _ => {}
        }
    }
    None
}
