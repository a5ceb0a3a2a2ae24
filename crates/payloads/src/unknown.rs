//! Members that no specification knows, to try on every payload.

use crate::tree::{Member, Node, Size, TextKind};

/// A case each: its name, and the members.
///
/// ```
/// let cases = eventspec_payloads::unknown::members();
/// let (name, members) = &cases[0];
/// assert_eq!((*name, members[0].to_string().as_str()), ("unknown field", r#""unknown !":1"#));
/// ```
pub fn members() -> Vec<(&'static str, Vec<Member>)> {
    let one = || Node::number("1", Size::Whole);
    let nested = Node::Object(vec![Member::new("x", Node::List(vec![Node::Object(Vec::new()), Node::Null]))]);
    let cut = Member { json: r#""cut \ud83d""#.to_owned(), ..Member::new("cut \u{fffd}", one()) };
    let deep = (0..127).fold(None, |inner: Option<Node>, _| Some(Node::List(inner.into_iter().collect())));
    vec![
        ("unknown field", vec![Member::new("unknown !", one())]),
        ("unknown field, spaced out", vec![Member { is_spaced: true, ..Member::new("unknown !", one()) }]),
        ("unknown field that is null", vec![Member::new("unknown !", Node::Null)]),
        ("unknown field that is blank", vec![Member::new("unknown !", Node::text(""))]),
        ("unknown field with an inside", vec![Member::new("unknown !", nested)]),
        ("unknown field beyond a double", vec![Member::new("unknown !", Node::number("-1e400", Size::Huge))]),
        ("unknown field twice", vec![Member::new("unknown !", one()), Member::escaped("unknown !", Node::Null)]),
        ("unknown fields", vec![Member::new("unknown !", one()), Member::new("unknown ?", one())]),
        ("unknown field nested to the limit", vec![Member::new("unknown !", deep.unwrap_or(Node::Null))]),
        (
            "keys of prototypes",
            vec![
                Member::new("__proto__", Node::Object(vec![Member::new("a", one())])),
                Member::new("constructor", Node::Null),
                Member::new("toString", Node::text("x")),
                Member::new("hasOwnProperty", one()),
            ],
        ),
        (
            "keys that are indices",
            vec![Member::new("12", one()), Member::new("2", one()), Member::new("4294967295", one())],
        ),
        ("keys that pointers escape", vec![Member::new("a/b~c", one()), Member::new("~1", one())]),
        ("key that is empty", vec![Member::new("", one())]),
        ("key of a null character", vec![Member { json: r#""\u0000""#.to_owned(), ..Member::new("\0", one()) }]),
        ("key beyond ASCII", vec![Member::new("é😀", one())]),
        ("key with a quote", vec![Member::new("a\"b\\", one())]),
        ("key with a cut surrogate pair", vec![cut]),
        (
            "value with a cut surrogate pair",
            vec![Member::new("unknown !", Node::written(r#""\ude00""#, "\u{fffd}", TextKind::LoneSurrogate))],
        ),
    ]
}
