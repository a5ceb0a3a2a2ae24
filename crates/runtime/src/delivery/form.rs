//! The JSON text of a form. It follows from the bytes alone: no type is asked for, and every value is a string.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::percent;
use super::rejection::{Rejection, RejectionClass};
use crate::text::escape;

/// A value of a form.
enum Node<'b> {
    Scalar(Cow<'b, str>),
    List(Vec<Cow<'b, str>>),
    Object(Members<'b>),
}

/// The members of an object, in the order of their first occurrence.
#[derive(Default)]
struct Members<'b> {
    all: Vec<(Cow<'b, str>, Node<'b>)>,
    /// Which of them a path leads to.
    by_key: HashMap<Cow<'b, str>, usize>,
}

/// A form.
#[derive(Default)]
struct Form<'b> {
    members: Members<'b>,
    /// Which of the members have a key that is a path, or a member with a path below it, and are taken literally.
    literal: HashMap<Cow<'b, str>, usize>,
}

/// Why a value is not added.
enum Refused<'b> {
    /// The key leads nowhere, so it is literal.
    LeadsNowhere(Cow<'b, str>),
    TooDeep,
}

/// The JSON text of a form, with at most so many levels.
pub(super) fn composed(body: &[u8], levels: u32) -> Result<String, Rejection> {
    let mut pairs = Vec::new();
    let mut offset = 0;
    for pair in body.split(|byte| *byte == b'&') {
        let (key, value) = match pair.iter().position(|byte| *byte == b'=').map(|at| pair.split_at(at)) {
            Some((key, value)) => (key, value.get(1..).unwrap_or_default()),
            None => (pair, &[][..]),
        };
        let (key, value) = (percent::decoded_text(key, true), percent::decoded_text(value, true));
        let (Some(key), Some(value)) = (key, value) else { return Err(Rejection::at(RejectionClass::NotUtf8, offset)) };
        if !pair.is_empty() {
            pairs.push((offset, key, value));
        }
        offset += pair.len() + 1;
    }
    let mut form = Form::default();
    for (offset, key, value) in pairs {
        let added = form.add(key, value, levels.saturating_sub(1));
        added.ok_or_else(|| Rejection::at(RejectionClass::TooDeep, offset))?;
    }
    let mut out = String::with_capacity(body.len() * 2);
    form.members.write(&mut out);
    Ok(out)
}

impl<'b> Form<'b> {
    /// Adds a value with room for so many levels; `None` if it needs more.
    fn add(&mut self, key: Cow<'b, str>, value: Cow<'b, str>, room: u32) -> Option<()> {
        let value = match self.members.insert(&path(&key), value, room) {
            Ok(()) => return Some(()),
            Err(Refused::TooDeep) => return None,
            Err(Refused::LeadsNowhere(value)) => value,
        };
        if let Some((_, node)) = self.literal.get(&key).and_then(|index| self.members.all.get_mut(*index)) {
            return node.append(value, room).ok();
        }
        self.literal.insert(key.clone(), self.members.all.len());
        self.members.all.push((key, Node::Scalar(value)));
        Some(())
    }
}

impl<'b> Members<'b> {
    fn insert(&mut self, path: &[Cow<'b, str>], value: Cow<'b, str>, room: u32) -> Result<(), Refused<'b>> {
        let Some((key, steps)) = path.split_first() else { return Ok(()) };
        if let Some((_, node)) = self.by_key.get(key).and_then(|index| self.all.get_mut(*index)) {
            return match node {
                _ if leads_to_a_list(steps) || steps.is_empty() => node.append(value, room),
                Node::Object(members) => members.insert(steps, value, room.saturating_sub(1)),
                Node::Scalar(_) | Node::List(_) => Err(Refused::LeadsNowhere(value)),
            };
        }
        let node = Node::new(steps, value, room)?;
        self.by_key.insert(key.clone(), self.all.len());
        self.all.push((key.clone(), node));
        Ok(())
    }

    fn write(&self, out: &mut String) {
        out.push('{');
        for (index, (key, node)) in self.all.iter().enumerate() {
            separate(index, out);
            escape(key, out);
            out.push(':');
            node.write(out);
        }
        out.push('}');
    }
}

impl<'b> Node<'b> {
    fn new(steps: &[Cow<'b, str>], value: Cow<'b, str>, room: u32) -> Result<Self, Refused<'b>> {
        if steps.is_empty() {
            return Ok(Self::Scalar(value));
        }
        let room = room.checked_sub(1).ok_or(Refused::TooDeep)?;
        if leads_to_a_list(steps) {
            return Ok(Self::List(vec![value]));
        }
        let mut members = Members::default();
        members.insert(steps, value, room)?;
        Ok(Self::Object(members))
    }

    /// Makes a list of a scalar, and a longer one of a list.
    fn append(&mut self, value: Cow<'b, str>, room: u32) -> Result<(), Refused<'b>> {
        match self {
            Self::Object(_) => return Err(Refused::LeadsNowhere(value)),
            Self::Scalar(_) if room == 0 => return Err(Refused::TooDeep),
            Self::Scalar(first) => *self = Self::List(vec![std::mem::take(first), value]),
            Self::List(values) => values.push(value),
        }
        Ok(())
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Scalar(text) => escape(text, out),
            Self::Object(members) => members.write(out),
            Self::List(texts) => {
                out.push('[');
                for (index, text) in texts.iter().enumerate() {
                    separate(index, out);
                    escape(text, out);
                }
                out.push(']');
            }
        }
    }
}

fn separate(index: usize, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
}

/// Whether all that is left of a path is `[]`.
fn leads_to_a_list(steps: &[Cow<'_, str>]) -> bool {
    matches!(steps, [step] if step.is_empty())
}

/// The steps of a key that is wholly `a[b][c]` or `a[b][]`; any other key is a single one.
fn path<'b>(key: &Cow<'b, str>) -> Vec<Cow<'b, str>> {
    match step_ranges(key) {
        Some(ranges) => ranges.into_iter().map(|range| part(key, range)).collect(),
        None => vec![key.clone()],
    }
}

fn step_ranges(key: &str) -> Option<Vec<Range<usize>>> {
    let first = key.find(['[', ']']).filter(|end| *end > 0)?;
    let (mut ranges, mut at) = (vec![], first);
    ranges.push(0..first);
    while at < key.len() {
        let inner = key.get(at..)?.strip_prefix('[')?;
        let length =
            inner.find(['[', ']']).filter(|end| inner.get(*end..).is_some_and(|rest| rest.starts_with(']')))?;
        ranges.push(at + 1..at + 1 + length);
        at += length + 2;
        // A path leads through objects, not through lists.
        if length == 0 && at < key.len() {
            return None;
        }
    }
    Some(ranges)
}

fn part<'b>(text: &Cow<'b, str>, range: Range<usize>) -> Cow<'b, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(range).unwrap_or_default()),
        Cow::Owned(text) => Cow::Owned(text.get(range).unwrap_or_default().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(body: impl AsRef<[u8]>) -> String {
        composed(body.as_ref(), 128).unwrap_or_else(|rejection| rejection.to_string())
    }

    #[test]
    fn values_are_strings_in_the_order_of_the_form() {
        let cases = [
            ("", "{}"),
            ("&&", "{}"),
            ("b=2&a=1", r#"{"b":"2","a":"1"}"#),
            ("a", r#"{"a":""}"#),
            ("a=", r#"{"a":""}"#),
            ("=a", r#"{"":"a"}"#),
            ("a=b=c", r#"{"a":"b=c"}"#),
            ("a+b=c+d%2Be", r#"{"a b":"c d+e"}"#),
            ("a=100%&b=%zz", r#"{"a":"100%","b":"%zz"}"#),
            ("a=%00%08%09%0a%0c%0d%1f%22%5c/%7f", r#"{"a":"\u0000\b\t\n\f\r\u001f\"\\/"#),
            ("a=é&%C3%A9=€", r#"{"a":"é","é":"€"}"#),
        ];
        for (body, expected) in cases {
            let json = json(body);
            assert!(json.starts_with(expected), "{body}: {json}");
            serde_json::from_str::<serde_json::Value>(&json).unwrap();
        }
    }

    #[test]
    fn keys_with_brackets_are_paths() {
        let cases = [
            ("a[b]=1&a[c]=2", r#"{"a":{"b":"1","c":"2"}}"#),
            ("data[merges][FNAME]=A&x=1&data[id]=7", r#"{"data":{"merges":{"FNAME":"A"},"id":"7"},"x":"1"}"#),
            ("a%5Bb%5D=1&a[c]=2", r#"{"a":{"b":"1","c":"2"}}"#),
            ("a[0]=x&a[1]=y", r#"{"a":{"0":"x","1":"y"}}"#),
            ("a[]=1", r#"{"a":["1"]}"#),
            ("a[]=1&a[]=2", r#"{"a":["1","2"]}"#),
            ("a[b][]=1&a[b][]=2", r#"{"a":{"b":["1","2"]}}"#),
            ("a[b c]=1", r#"{"a":{"b c":"1"}}"#),
            // Not paths.
            ("[a]=1&a]=2&a[=3&a[b=4", r#"{"[a]":"1","a]":"2","a[":"3","a[b":"4"}"#),
            ("a[b]c=1&a[[b]]=2&a[b]]=3", r#"{"a[b]c":"1","a[[b]]":"2","a[b]]":"3"}"#),
            ("a[][b]=1&a[][b]=2", r#"{"a[][b]":["1","2"]}"#),
        ];
        for (body, expected) in cases {
            assert_eq!(json(body), expected, "{body}");
        }
    }

    #[test]
    fn what_comes_again_is_a_list() {
        let cases = [
            ("a=1&b=2&a=3", r#"{"a":["1","3"],"b":"2"}"#),
            ("a=1&a=1&a=1", r#"{"a":["1","1","1"]}"#),
            ("a[b]=1&a[b]=2", r#"{"a":{"b":["1","2"]}}"#),
            ("a=1&a[]=2", r#"{"a":["1","2"]}"#),
            ("a[]=1&a=2", r#"{"a":["1","2"]}"#),
        ];
        for (body, expected) in cases {
            assert_eq!(json(body), expected, "{body}");
        }
    }

    #[test]
    fn a_key_that_leads_nowhere_is_literal() {
        let cases = [
            ("a=1&a[b]=2", r#"{"a":"1","a[b]":"2"}"#),
            ("a=1&a[b]=2&a[b]=3", r#"{"a":"1","a[b]":["2","3"]}"#),
            ("a[]=1&a[b]=2", r#"{"a":["1"],"a[b]":"2"}"#),
            ("a[b]=1&a[]=2", r#"{"a":{"b":"1"},"a[]":"2"}"#),
            ("a[b][c]=1&a[b]=2", r#"{"a":{"b":{"c":"1"}},"a[b]":"2"}"#),
            ("a[b]=1&a[b][c]=2", r#"{"a":{"b":"1"},"a[b][c]":"2"}"#),
            // The same key twice: what came is kept, and the later one counts.
            ("a[b]=1&a=2&a[c]=3&a=4", r#"{"a":{"b":"1","c":"3"},"a":["2","4"]}"#),
        ];
        for (body, expected) in cases {
            assert_eq!(json(body), expected, "{body}");
        }
    }

    #[test]
    fn what_is_not_utf8_comes_before_what_is_too_deep() {
        let at = |body: &[u8], levels| composed(body, levels).map_err(|error| (error.class(), error.offset().unwrap()));
        assert_eq!(at(b"a=1&b=%ff", 1), Err((RejectionClass::NotUtf8, 4)));
        assert_eq!(at(b"a=1&%c3=%a9", 1), Err((RejectionClass::NotUtf8, 4)));
        assert_eq!(at(b"a[b]=1&&\xff", 9), Err((RejectionClass::NotUtf8, 8)));
        assert_eq!(at(b"a[b]=1&b=\xff", 1), Err((RejectionClass::NotUtf8, 7)));
        assert_eq!(at(b"x=1&a[b]=1", 1), Err((RejectionClass::TooDeep, 4)));
        assert_eq!(at(b"x=1&x=1", 1), Err((RejectionClass::TooDeep, 4)));
        assert_eq!(at(b"x=1&a[b][c]=1", 2), Err((RejectionClass::TooDeep, 4)));
        assert_eq!(at(b"a[b]=1&a[b]=1", 2), Err((RejectionClass::TooDeep, 7)));
        assert_eq!(at(b"a[b][]=1", 2), Err((RejectionClass::TooDeep, 0)));
        assert_eq!(at(b"a[b][]=1", 3).as_deref(), Ok(r#"{"a":{"b":["1"]}}"#));
        assert_eq!(at(b"a=1&a[b][c]=1", 1).as_deref(), Ok(r#"{"a":"1","a[b][c]":"1"}"#));
        let deep = format!("a{}=1", "[b]".repeat(100_000));
        assert_eq!(at(deep.as_bytes(), 128), Err((RejectionClass::TooDeep, 0)));
    }
}
