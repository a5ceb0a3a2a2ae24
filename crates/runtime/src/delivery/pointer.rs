//! Values in a JSON text before it is known what they are: at a pointer, or split into events.
//!
//! The text is checked on the way, so that what is found is known to be JSON.

use crate::json::{Json, JsonKind};
use crate::scan::{self, Fault};
use crate::text;

/// A value that was scanned, and those of its members that are wanted.
pub(super) struct Scanned<'a> {
    pub value: Json<'a>,
    /// One for each of the wanted keys, the last of several members. Empty if the value is not an object.
    members: Vec<Option<Json<'a>>>,
}

/// What is at the place of the events.
pub(super) enum Found<'a> {
    Array(Vec<Scanned<'a>>),
    Object(Scanned<'a>),
    String(Json<'a>),
}

/// A scan of a text.
#[derive(Clone, Copy)]
pub(super) struct Scanner<'a, 'w> {
    text: &'a str,
    /// The keys of members that are looked for in an event.
    wanted: &'w [&'static str],
    /// How deep an event may be.
    levels: u32,
    /// How many events there may be: of more, one is kept, which says so.
    most: usize,
}

impl<'a, 'w> Scanner<'a, 'w> {
    pub(super) fn new(text: &'a str, wanted: &'w [&'static str], levels: u32, most: usize) -> Self {
        Self { text, wanted, levels, most }
    }

    /// The whole text.
    pub(super) fn whole(self) -> Result<Scanned<'a>, Fault> {
        let (end, scanned) = self.value(scan::space(self.text.as_bytes(), 0))?;
        scan::end(self.text.as_bytes(), end)?;
        Ok(scanned)
    }

    /// The whole text, and what is at a place in it.
    pub(super) fn split(self, pointer: &[&str]) -> Result<(Json<'a>, Option<Found<'a>>), Fault> {
        let start = scan::space(self.text.as_bytes(), 0);
        let (end, found) = self.walk(start, pointer)?;
        scan::end(self.text.as_bytes(), end)?;
        Ok((self.json(start, end, false), found))
    }

    fn json(self, start: usize, end: usize, plain: bool) -> Json<'a> {
        Json::scanned(self.text.get(start..end).unwrap_or_default(), plain)
    }

    fn value(self, at: usize) -> Result<(usize, Scanned<'a>), Fault> {
        let bytes = self.text.as_bytes();
        if scan::peek(bytes, at) != Some(b'{') {
            let end = scan::value(bytes, at, self.levels)?;
            return Ok((end.at, Scanned { value: self.json(at, end.at, end.plain), members: Vec::new() }));
        }
        let levels = self.levels.checked_sub(1).ok_or(Fault::too_deep(at))?;
        let mut members = vec![None; self.wanted.len()];
        let end = self.members(at, |key, start| {
            let end = scan::value(bytes, start, levels)?;
            let mut slots = self.wanted.iter().zip(&mut members);
            if let Some((_, member)) = slots.find(|(wanted, _)| is_key(key, wanted)) {
                *member = Some(self.json(start, end.at, end.plain));
            }
            Ok(end.at)
        })?;
        Ok((end, Scanned { value: self.json(at, end, true), members }))
    }

    /// Goes on to a place. The arrays and objects around it do not count as levels; the values beside it have the limit of an event.
    fn walk(self, at: usize, pointer: &[&str]) -> Result<(usize, Option<Found<'a>>), Fault> {
        let bytes = self.text.as_bytes();
        let beside = |at| scan::value(bytes, at, self.levels).map(|end| end.at);
        let mut found = None;
        let end = match (pointer, scan::peek(bytes, at)) {
            ([], Some(b'[')) => {
                let mut elements = Vec::new();
                let end = self.items(at, |_, start| {
                    let (end, element) = self.value(start)?;
                    if elements.len() <= self.most {
                        elements.push(element);
                    }
                    Ok(end)
                })?;
                found = Some(Found::Array(elements));
                end
            }
            ([], Some(b'{')) => {
                let (end, object) = self.value(at)?;
                found = Some(Found::Object(object));
                end
            }
            ([], Some(b'"')) => {
                let end = scan::string(bytes, at)?;
                found = Some(Found::String(self.json(at, end.at, end.plain)));
                end.at
            }
            ([token, rest @ ..], Some(b'{')) => self.members(at, |key, start| {
                if !is_key(key, token) {
                    return beside(start);
                }
                let (end, inner) = self.walk(start, rest)?;
                found = inner;
                Ok(end)
            })?,
            ([token, rest @ ..], Some(b'[')) => self.items(at, |index, start| {
                if array_index(token) != Some(index) {
                    return beside(start);
                }
                let (end, inner) = self.walk(start, rest)?;
                found = inner;
                Ok(end)
            })?,
            _ => beside(at)?,
        };
        Ok((end, found))
    }

    /// The members of the object that begins at a position; each is given its key with quotes and the position of its value.
    fn members(
        self,
        open: usize,
        mut each: impl FnMut(&'a str, usize) -> Result<usize, Fault>,
    ) -> Result<usize, Fault> {
        let bytes = self.text.as_bytes();
        let mut at = scan::space(bytes, open + 1);
        let mut more = scan::peek(bytes, at) != Some(b'}');
        if !more {
            return Ok(at + 1);
        }
        while more {
            let (start, key) = scan::key(bytes, at)?;
            let end = each(self.text.get(at..key.at).unwrap_or_default(), start)?;
            (at, more) = scan::separator(bytes, end, b'}')?;
        }
        Ok(at)
    }

    /// The items of the array that begins at a position; each is given its index and its position.
    fn items(self, open: usize, mut each: impl FnMut(usize, usize) -> Result<usize, Fault>) -> Result<usize, Fault> {
        let bytes = self.text.as_bytes();
        let mut at = scan::space(bytes, open + 1);
        let mut more = scan::peek(bytes, at) != Some(b']');
        if !more {
            return Ok(at + 1);
        }
        let mut index = 0;
        while more {
            let end = each(index, at)?;
            (at, more) = scan::separator(bytes, end, b']')?;
            index += 1;
        }
        Ok(at)
    }
}

impl<'a> Scanned<'a> {
    /// Whether it can be an event.
    pub(super) fn is_object(&self) -> bool {
        self.value.kind() == JsonKind::Object
    }

    /// The value at a pointer that begins with a wanted key.
    pub(super) fn at(&self, wanted: &[&str], pointer: &[&str]) -> Option<Json<'a>> {
        let (first, rest) = pointer.split_first()?;
        let index = wanted.iter().position(|key| key == first)?;
        find(self.members.get(index).copied().flatten()?, rest)
    }
}

/// The value at a pointer, below one that was scanned.
pub(super) fn find<'a>(value: Json<'a>, pointer: &[&str]) -> Option<Json<'a>> {
    pointer.iter().try_fold(value, |value, token| match value.kind() {
        JsonKind::Object => value.quoted_members().filter(|(key, _)| is_key(key, token)).last().map(|(_, value)| value),
        JsonKind::Array => value.items().nth(array_index(token)?),
        JsonKind::Null | JsonKind::Boolean | JsonKind::Number | JsonKind::String => None,
    })
}

/// Whether a key as sent, with its quotes, is another one.
fn is_key(quoted: &str, key: &str) -> bool {
    match quoted.as_bytes() {
        [b'"', inner @ .., b'"'] if !inner.contains(&b'\\') => inner == key.as_bytes(),
        _ => text::unescape(quoted).is_some_and(|unescaped| unescaped == key),
    }
}

/// An index as RFC 6901 writes it: digits, and no zero before others.
fn array_index(token: &str) -> Option<usize> {
    let is_index = token == "0" || token.starts_with(|first: char| ('1'..='9').contains(&first));
    token.parse().ok().filter(|_| is_index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorClass;

    fn json(text: &str) -> Json<'_> {
        Json::scanned(text, false)
    }

    #[test]
    fn a_pointer_leads_to_the_last_of_several() {
        let text = json(r#"{"a":{"b":1},"\u0061":{"b":[2,{"c":3}]},"a\\n":4,"a\n":5,"":{"":6}}"#);
        let at = |pointer: &[&str]| find(text, pointer).map(Json::as_str);
        assert_eq!(at(&["a", "b", "0"]), Some("2"));
        assert_eq!(at(&["a", "b", "1", "c"]), Some("3"));
        assert_eq!(at(&["a\\n"]), Some("4"));
        assert_eq!(at(&["a\n"]), Some("5"));
        assert_eq!(at(&["", ""]), Some("6"));
        assert_eq!(at(&[]), Some(text.as_str()));
        for absent in [&["a", "b", "2"][..], &["a", "b", "01"], &["a", "b", "+1"], &["a", "c"], &["a\\n", "x"], &["x"]]
        {
            assert_eq!(at(absent), None, "{absent:?}");
        }
    }

    #[test]
    fn wanted_members_are_found_in_the_same_pass() {
        let wanted = ["type", "data"];
        let text = r#" {"data":{"id":1},"type":"a","x":[{}],"data":{"id":2}} "#;
        let scanned = Scanner::new(text, &wanted, 3, 9).whole().unwrap_or_else(|_| panic!("JSON"));
        assert!(scanned.is_object());
        assert_eq!(scanned.value.as_str(), text.trim());
        assert_eq!(scanned.at(&wanted, &["data", "id"]).map(Json::as_str), Some("2"));
        assert_eq!(scanned.at(&wanted, &["type"]).map(Json::as_str), Some("\"a\""));
        assert!(scanned.at(&wanted, &["x"]).is_none());
        assert!(scanned.at(&wanted, &[]).is_none());
    }

    /// What is at `/d` with two levels for an event, or the class and the offset.
    fn split(text: &str) -> Result<String, (ErrorClass, usize)> {
        let scanner = Scanner::new(text, &[], 2, 9);
        let (whole, found) = scanner.split(&["d"]).map_err(|fault| (fault.class(), fault.offset()))?;
        assert_eq!(whole.as_str(), text.trim());
        Ok(match found {
            None => "nothing".into(),
            Some(Found::Array(elements)) => {
                elements.iter().map(|element| element.value.as_str()).collect::<Vec<_>>().join(" | ")
            }
            Some(Found::Object(object)) => format!("object {}", object.value.as_str()),
            Some(Found::String(json)) => format!("string {json}"),
        })
    }

    #[test]
    fn what_is_at_the_place_of_the_events() {
        assert_eq!(split(r#"{"d":[ {"a":1} , 2,"3" ]}"#), Ok(r#"{"a":1} | 2 | "3""#.into()));
        assert_eq!(split(r#" {"d":{"a": 1}} "#), Ok(r#"object {"a": 1}"#.into()));
        assert_eq!(split(r#"{"d":[1],"d":"[]"}"#), Ok(r#"string "[]""#.into()));
        assert_eq!(split(r#"{"d":[1],"d":7}"#), Ok("nothing".into()));
        assert_eq!(split(r#"{"d":[]}"#), Ok(String::new()));
        for nothing in ["{}", "[]", "7", r#"{"d":null}"#, r#"{"e":[1]}"#, "[{\"d\":[1]}]"] {
            assert_eq!(split(nothing), Ok("nothing".into()), "{nothing}");
        }
    }

    #[test]
    fn the_levels_of_an_event_are_its_own() {
        assert_eq!(split(r#"{"d":[{"a":[]}]}"#), Ok(r#"{"a":[]}"#.into()));
        assert_eq!(split(r#"{"d":[{"a":[[]]}]}"#), Err((ErrorClass::TooDeep, 12)));
        assert_eq!(split(r#"{"d":{"a":[[]]}}"#), Err((ErrorClass::TooDeep, 11)));
        assert_eq!(split(r#"{"e":[[]],"d":[]}"#), Ok(String::new()));
        assert_eq!(split(r#"{"e":[[[]]]}"#), Err((ErrorClass::TooDeep, 7)));
        assert_eq!(split(r#"{"d":[1,]}"#), Err((ErrorClass::Syntax, 8)));
        assert_eq!(split(r#"{"d":[1]} x"#), Err((ErrorClass::Syntax, 10)));
        assert_eq!(split(r#"{"d":[1],}"#), Err((ErrorClass::Syntax, 9)));
        assert_eq!(split(""), Err((ErrorClass::Syntax, 0)));
    }
}
