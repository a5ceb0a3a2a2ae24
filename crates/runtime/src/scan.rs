//! One pass over the bytes of a JSON text: RFC 8259, strictly, without recursion and without allocation.
//!
//! The bytes are known to be UTF-8. Numbers of any size and lone surrogate escapes are JSON and pass.

use crate::block;
use crate::error::ErrorClass;

/// Where a text stops being JSON.
#[derive(Debug)]
pub(crate) struct Fault {
    pub class: ErrorClass,
    pub offset: usize,
}

/// Most levels that [`Scanner`] can keep track of, and the default limit.
pub(crate) const MAX_DEPTH: u32 = u128::BITS;

/// A position in a JSON text.
#[derive(Clone, Debug)]
pub(crate) struct Scanner<'t> {
    bytes: &'t [u8],
    pub at: usize,
}

impl<'t> Scanner<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), at: 0 }
    }

    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Whether the text goes on with a key.
    #[inline]
    pub(crate) fn starts_with(&self, key: &str) -> bool {
        let here = self.bytes.get(self.at..).and_then(|rest| rest.get(..key.len()));
        here.is_some_and(|here| block::same(here, key.as_bytes()))
    }

    /// The text cannot go on with the byte here.
    pub(crate) fn fault(&self) -> Fault {
        Fault { class: ErrorClass::Syntax, offset: self.at }
    }

    #[inline]
    pub(crate) fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    #[inline]
    pub(crate) fn take(&mut self, byte: u8) -> Result<(), Fault> {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(self.fault())
        }
    }

    /// What follows a member or an item: a comma (true) or the closing bracket (false).
    #[inline]
    pub(crate) fn separator(&mut self, close: u8) -> Result<bool, Fault> {
        self.space();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                self.space();
                Ok(true)
            }
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(false)
            }
            _ => Err(self.fault()),
        }
    }

    /// A key, its colon, and the space before the value; leaves the range of the key with its quotes.
    #[inline]
    pub(crate) fn key(&mut self) -> Result<(usize, usize), Fault> {
        let start = self.at;
        self.string()?;
        let end = self.at;
        self.space();
        self.take(b':')?;
        self.space();
        Ok((start, end))
    }

    /// Any value, with at most `levels` of arrays and objects in it.
    #[inline]
    pub(crate) fn value(&mut self, levels: u32) -> Result<(), Fault> {
        match self.peek() {
            Some(b'"') => self.string(),
            Some(b'{' | b'[') => self.nested(levels),
            _ => self.word(),
        }
    }

    /// A number or a literal.
    #[inline]
    fn word(&mut self) -> Result<(), Fault> {
        match self.peek() {
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.literal(b"true"),
            Some(b'f') => self.literal(b"false"),
            Some(b'n') => self.literal(b"null"),
            _ => Err(self.fault()),
        }
    }

    fn literal(&mut self, word: &[u8]) -> Result<(), Fault> {
        word.iter().try_for_each(|byte| self.take(*byte))
    }

    fn number(&mut self) -> Result<(), Fault> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.fault()) } else { Ok(()) }
    }

    /// A string with its quotes.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<(), Fault> {
        self.take(b'"')?;
        loop {
            self.plain();
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape()?,
                Some(byte) if byte >= b' ' => self.at += 1,
                _ => return Err(self.fault()),
            }
        }
    }

    /// Goes to the next quote, backslash or control character, or to less than a block before the end.
    ///
    /// A block is larger than most strings, so that its end is found without a loop whose length cannot be predicted.
    #[inline]
    fn plain(&mut self) {
        while let Some(block) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk::<32>) {
            let skip = block::first_special(block);
            self.at += skip;
            if skip < 32 {
                return;
            }
        }
    }

    fn escape(&mut self) -> Result<(), Fault> {
        self.at += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 1;
                Ok(())
            }
            Some(b'u') => {
                self.at += 1;
                (0..4).try_for_each(|_| match self.peek() {
                    Some(byte) if byte.is_ascii_hexdigit() => {
                        self.at += 1;
                        Ok(())
                    }
                    _ => Err(self.fault()),
                })
            }
            _ => Err(self.fault()),
        }
    }

    /// An array or an object. The stack is a bit per level: whether the level is an object.
    fn nested(&mut self, levels: u32) -> Result<(), Fault> {
        let mut objects: u128 = 0;
        let mut depth = 0;
        loop {
            // At a value.
            match self.peek() {
                Some(open @ (b'{' | b'[')) => {
                    if depth >= levels.min(MAX_DEPTH) {
                        return Err(Fault { class: ErrorClass::TooDeep, offset: self.at });
                    }
                    let is_object = open == b'{';
                    (objects, depth) = ((objects << 1) | u128::from(is_object), depth + 1);
                    self.at += 1;
                    self.space();
                    let close = if is_object { b'}' } else { b']' };
                    if self.peek() != Some(close) {
                        if is_object {
                            self.key()?;
                        }
                        continue;
                    }
                    self.at += 1;
                    (objects, depth) = (objects >> 1, depth - 1);
                }
                Some(b'"') => self.string()?,
                _ => self.word()?,
            }
            // After a value: close what ends here, up to a comma.
            loop {
                if depth == 0 {
                    return Ok(());
                }
                let is_object = objects & 1 == 1;
                if self.separator(if is_object { b'}' } else { b']' })? {
                    if is_object {
                        self.key()?;
                    }
                    break;
                }
                (objects, depth) = (objects >> 1, depth - 1);
            }
        }
    }
}
