//! One pass over the bytes of a JSON text: RFC 8259, strictly, without recursion and without allocation.
//!
//! The bytes are known to be UTF-8. Numbers of any size and lone surrogate escapes are JSON and pass. Every function takes
//! a position and gives the one after what it read: positions stay in registers, which is half of the speed.

use crate::error::ErrorClass;
use crate::swar;

/// Where a text stops being JSON. One word, so that a result fits into two registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault(usize);

/// The bit of a [`Fault`] that says why; no text is long enough to need it.
const TOO_DEEP: usize = 1 << (usize::BITS - 1);

impl Fault {
    pub(crate) fn class(self) -> ErrorClass {
        if self.0 & TOO_DEEP == 0 { ErrorClass::Syntax } else { ErrorClass::TooDeep }
    }

    pub(crate) fn offset(self) -> usize {
        self.0 & !TOO_DEEP
    }

    pub(crate) fn too_deep(at: usize) -> Self {
        Self(at | TOO_DEEP)
    }
}

/// The position after what was read.
type Read = Result<usize, Fault>;

/// Where a value ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct End {
    pub at: usize,
    /// Whether the text is what it stands for: a string without escapes, a number that is finite at a glance.
    pub plain: bool,
}

/// Most levels that are kept track of, and the default limit.
pub(crate) const MAX_DEPTH: u32 = u128::BITS;

#[inline(always)]
pub(crate) fn peek(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

/// White space, if any.
#[inline(always)]
pub(crate) fn space(bytes: &[u8], mut at: usize) -> usize {
    // One comparison where there is none.
    while let Some(byte) = peek(bytes, at).filter(|byte| *byte <= b' ') {
        if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
            break;
        }
        at += 1;
    }
    at
}

/// One byte.
#[inline(always)]
pub(crate) fn take(bytes: &[u8], at: usize, byte: u8) -> Read {
    if peek(bytes, at) == Some(byte) { Ok(at + 1) } else { Err(Fault(at)) }
}

/// The end of the text, after white space.
pub(crate) fn end(bytes: &[u8], at: usize) -> Read {
    let at = space(bytes, at);
    if at == bytes.len() { Ok(at) } else { Err(Fault(at)) }
}

/// Whether the text goes on with a key.
#[inline(always)]
pub(crate) fn starts_with(bytes: &[u8], at: usize, key: &str) -> bool {
    let here = bytes.get(at..).and_then(|rest| rest.get(..key.len()));
    here.is_some_and(|here| swar::same(here, key.as_bytes()))
}

/// What follows a member or an item: a comma (and then the position of the next), or the closing bracket.
#[inline(always)]
pub(crate) fn separator(bytes: &[u8], at: usize, close: u8) -> Result<(usize, bool), Fault> {
    let at = space(bytes, at);
    match peek(bytes, at) {
        Some(b',') => Ok((space(bytes, at + 1), true)),
        Some(byte) if byte == close => Ok((at + 1, false)),
        _ => Err(Fault(at)),
    }
}

/// A key, its colon, and the space before the value; also the end of the key with its quotes.
#[inline(always)]
pub(crate) fn key(bytes: &[u8], at: usize) -> Result<(usize, End), Fault> {
    let end = string(bytes, at)?;
    let at = take(bytes, space(bytes, end.at), b':')?;
    Ok((space(bytes, at), end))
}

/// Any value, with at most `levels` of arrays and objects in it.
#[inline(always)]
pub(crate) fn value(bytes: &[u8], at: usize, levels: u32) -> Result<End, Fault> {
    match peek(bytes, at) {
        Some(b'"') => string(bytes, at),
        Some(b'-' | b'0'..=b'9') => number(bytes, at),
        Some(b'{' | b'[') => nested(bytes, at, levels).map(|at| End { at, plain: true }),
        _ => literal(bytes, at),
    }
}

#[inline]
fn literal(bytes: &[u8], at: usize) -> Result<End, Fault> {
    let word: &[u8] = match peek(bytes, at) {
        Some(b't') => b"true",
        Some(b'f') => b"false",
        Some(b'n') => b"null",
        _ => return Err(Fault(at)),
    };
    word.iter().try_fold(at, |at, byte| take(bytes, at, *byte)).map(|at| End { at, plain: true })
}

#[inline(always)]
fn number(bytes: &[u8], start: usize) -> Result<End, Fault> {
    let at = start + usize::from(peek(bytes, start) == Some(b'-'));
    let mut at = if peek(bytes, at) == Some(b'0') { at + 1 } else { digits(bytes, at)? };
    if peek(bytes, at) == Some(b'.') {
        at = digits(bytes, at + 1)?;
    }
    if matches!(peek(bytes, at), Some(b'e' | b'E')) {
        return exponent(bytes, at).map(|at| End { at, plain: false });
    }
    // A number of 300 digits is finite.
    Ok(End { at, plain: at - start <= 300 })
}

#[cold]
fn exponent(bytes: &[u8], at: usize) -> Read {
    let at = at + 1;
    digits(bytes, at + usize::from(matches!(peek(bytes, at), Some(b'+' | b'-'))))
}

/// One digit or more.
#[inline(always)]
fn digits(bytes: &[u8], start: usize) -> Read {
    let mut at = start;
    while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let count = swar::digits(*block);
        at += count;
        if count < 8 {
            return if at == start { Err(Fault(at)) } else { Ok(at) };
        }
    }
    while matches!(peek(bytes, at), Some(b'0'..=b'9')) {
        at += 1;
    }
    if at == start { Err(Fault(at)) } else { Ok(at) }
}

/// A string with its quotes.
#[inline(always)]
pub(crate) fn string(bytes: &[u8], at: usize) -> Result<End, Fault> {
    let mut at = take(bytes, at, b'"')?;
    let mut plain = true;
    loop {
        at = block(bytes, at);
        match peek(bytes, at) {
            Some(b'"') => return Ok(End { at: at + 1, plain }),
            Some(b'\\') => (at, plain) = (escape(bytes, at)?, false),
            Some(byte) if byte >= b' ' => at += 1,
            _ => return Err(Fault(at)),
        }
    }
}

/// The next quote, backslash or control character, or less than a block before the end of the text.
#[inline(always)]
fn block(bytes: &[u8], mut at: usize) -> usize {
    while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<16>) {
        let skip = swar::first_special(block);
        at += skip;
        if skip < 16 {
            break;
        }
    }
    at
}

#[cold]
fn escape(bytes: &[u8], at: usize) -> Read {
    let at = at + 1;
    match peek(bytes, at) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 1),
        Some(b'u') => (at + 1..at + 5).try_fold(at + 1, |_, at| match peek(bytes, at) {
            Some(byte) if byte.is_ascii_hexdigit() => Ok(at + 1),
            _ => Err(Fault(at)),
        }),
        _ => Err(Fault(at)),
    }
}

/// A key of an object inside a value, as a call: what is inlined too often slows everything else down.
#[inline(never)]
fn nested_key(bytes: &[u8], at: usize) -> Read {
    key(bytes, at).map(|(at, _)| at)
}

/// An array or an object. The stack is a bit per level: whether the level is an object.
fn nested(bytes: &[u8], mut at: usize, levels: u32) -> Read {
    let mut objects: u128 = 0;
    let mut depth = 0;
    loop {
        // At a value.
        match peek(bytes, at) {
            Some(open @ (b'{' | b'[')) => {
                if depth >= levels.min(MAX_DEPTH) {
                    return Err(Fault::too_deep(at));
                }
                let is_object = open == b'{';
                (objects, depth) = ((objects << 1) | u128::from(is_object), depth + 1);
                at = space(bytes, at + 1);
                if peek(bytes, at) != Some(if is_object { b'}' } else { b']' }) {
                    if is_object {
                        at = nested_key(bytes, at)?;
                    }
                    continue;
                }
                at += 1;
                (objects, depth) = (objects >> 1, depth - 1);
            }
            Some(b'"') => at = string(bytes, at)?.at,
            Some(b'-' | b'0'..=b'9') => at = number(bytes, at)?.at,
            _ => at = literal(bytes, at)?.at,
        }
        // After a value: close what ends here, up to a comma.
        loop {
            if depth == 0 {
                return Ok(at);
            }
            let is_object = objects & 1 == 1;
            let (next, more) = separator(bytes, at, if is_object { b'}' } else { b']' })?;
            at = next;
            if more {
                if is_object {
                    at = nested_key(bytes, at)?;
                }
                break;
            }
            (objects, depth) = (objects >> 1, depth - 1);
        }
    }
}
