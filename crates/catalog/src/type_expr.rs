//! Type expressions: `list<line_item>`, `map<string>`, `text<number>`, `card | bank_transfer`. Text in, tree out.

use std::ops::Range;

/// What an object in place is called.
pub(crate) const OBJECT: &str = "object";

/// A type as it is written; ranges are byte ranges of the expression.
#[derive(Debug, PartialEq)]
pub(crate) enum Expr<'a> {
    /// A built-in type, with what stands behind it in `( )`, or one of `types/`.
    Name(&'a str, Range<usize>),
    /// `object`: one whose members stand beside the expression.
    Object(Range<usize>),
    /// `list<T>`.
    List(Box<Expr<'a>>),
    /// `map<T>`.
    Map(Box<Expr<'a>>),
    /// `text<T>`, and the range of `T`.
    Text(Box<Expr<'a>>, Range<usize>),
    /// `T?`: what is in a list or map and may be `null`.
    Nullable(Box<Expr<'a>>),
    /// `A | B`.
    Union(Vec<Expr<'a>>),
}

/// Why an expression cannot be read.
#[derive(Debug, PartialEq)]
pub(crate) struct ExprError {
    pub fault: Fault,
    /// Where.
    pub range: Range<usize>,
}

/// What is wrong with an expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fault {
    /// Something else was expected.
    Expected(&'static str),
    /// `text` without `<T>`.
    TextAlone,
    /// It is nested too deep.
    TooDeep,
    /// `map<K, V>`, which nothing means yet.
    TwoParts,
    /// `name<T>`, which nothing means yet.
    PartsOfName,
}

/// Parses an expression nested at most `depth` deep.
pub(crate) fn parse(text: &str, depth: usize) -> Result<Expr<'_>, ExprError> {
    let mut parser = Parser { text, at: 0 };
    let expr = parser.union(depth)?;
    parser.skip_space();
    if parser.at < text.len() { Err(parser.error("`|` or the end of the type")) } else { Ok(expr) }
}

/// As [`parse`], with `?` behind it if a value may be `null`.
pub(crate) fn parse_nullable(text: &str, depth: usize) -> Result<(Expr<'_>, bool), ExprError> {
    let mut parser = Parser { text, at: 0 };
    let expr = parser.union(depth)?;
    let is_nullable = parser.take('?');
    parser.skip_space();
    if parser.at < text.len() { Err(parser.error("`|`, `?` or the end of the type")) } else { Ok((expr, is_nullable)) }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn take(&mut self, symbol: char) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(symbol);
        self.at += if found { symbol.len_utf8() } else { 0 };
        found
    }

    fn is_next(&self, symbol: char) -> bool {
        self.rest().trim_start().starts_with(symbol)
    }

    fn error(&self, expected: &'static str) -> ExprError {
        self.fault(Fault::Expected(expected))
    }

    fn fault(&self, fault: Fault) -> ExprError {
        let end = self.at + self.rest().chars().next().map_or(0, char::len_utf8);
        ExprError { fault, range: self.at..end }
    }

    fn union(&mut self, depth: usize) -> Result<Expr<'a>, ExprError> {
        let first = self.single(depth)?;
        let mut alternatives = vec![first];
        while self.take('|') {
            alternatives.push(self.single(depth)?);
        }
        match alternatives.pop() {
            Some(only) if alternatives.is_empty() => Ok(only),
            last => {
                alternatives.extend(last);
                Ok(Expr::Union(alternatives))
            }
        }
    }

    fn single(&mut self, depth: usize) -> Result<Expr<'a>, ExprError> {
        self.skip_space();
        let Some(depth) = depth.checked_sub(1) else {
            return Err(self.fault(Fault::TooDeep));
        };
        let (start, rest) = (self.at, self.rest());
        let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let name =
            rest.get(..length).filter(|name| !name.is_empty()).ok_or_else(|| self.error("the name of a type"))?;
        self.at += length;
        if self.rest().starts_with('(') {
            return self.with_parameter(start);
        }
        let range = start..self.at;
        match name {
            "list" => Ok(Expr::List(self.part(depth, "`<` and the type of the items", true)?.0)),
            "map" => Ok(Expr::Map(self.part(depth, "`<` and the type of the values", true)?.0)),
            "text" if !self.is_next('<') => Err(ExprError { fault: Fault::TextAlone, range }),
            "text" => self.part(depth, "`<`", false).map(|(of, range)| Expr::Text(of, range)),
            OBJECT => Ok(Expr::Object(range)),
            _ if self.take('<') => Err(ExprError { fault: Fault::PartsOfName, range }),
            _ => Ok(Expr::Name(name, range)),
        }
    }

    /// A name that begins there, with what stands behind it up to the first `)`.
    fn with_parameter(&mut self, start: usize) -> Result<Expr<'a>, ExprError> {
        let Some(length) = self.rest().find(')') else {
            self.at = self.text.len();
            return Err(self.error("`)`"));
        };
        self.at += length + 1;
        Ok(Expr::Name(self.text.get(start..self.at).unwrap_or_default(), start..self.at))
    }

    /// What stands between `<` and `>`, and where; with `?` behind it if it may be `null` there and can be.
    fn part(
        &mut self,
        depth: usize,
        expected: &'static str,
        can_be_null: bool,
    ) -> Result<(Box<Expr<'a>>, Range<usize>), ExprError> {
        if !self.take('<') {
            return Err(self.error(expected));
        }
        self.skip_space();
        let start = self.at;
        let inner = self.union(depth)?;
        let written = self.text.get(start..self.at).unwrap_or_default().trim_end();
        let range = start..start + written.len();
        if can_be_null && self.take('?') {
            let inner = Expr::Nullable(Box::new(inner));
            let is_closed = self.take('>');
            return if is_closed { Ok((Box::new(inner), range)) } else { Err(self.error("`>`")) };
        }
        if self.take('>') {
            return Ok((Box::new(inner), range));
        }
        Err(if self.rest().starts_with(',') { self.fault(Fault::TwoParts) } else { self.error("`>`") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nests() {
        let expr = parse("list< map<string> > | uuid", 8).unwrap();
        let Expr::Union(alternatives) = expr else { panic!("{expr:?}") };
        assert_eq!(alternatives[1], Expr::Name("uuid", 22..26));
        let map = Expr::Map(Box::new(Expr::Name("string", 10..16)));
        assert_eq!(alternatives[0], Expr::List(Box::new(map)));
    }

    #[test]
    fn errors_point_at_what_is_wrong() {
        for (text, range) in
            [("", 0..0), ("list", 4..4), ("list<string", 11..11), ("a b", 2..3), ("a |", 3..3), ("lïst<a>", 1..3)]
        {
            assert_eq!(parse(text, 8).unwrap_err().range, range, "{text}");
        }
        let fault = |text| parse(text, 3).unwrap_err().fault;
        assert_eq!(fault("list<list<list<string>>>"), Fault::TooDeep);
        assert_eq!(fault("map<string, integer>"), Fault::TwoParts);
        assert_eq!(fault("page<item>"), Fault::PartsOfName);
    }

    #[test]
    fn a_name_has_what_stands_behind_it() {
        assert_eq!(parse("timestamp(unix)", 8), Ok(Expr::Name("timestamp(unix)", 0..15)));
        assert_eq!(parse("timestamp(unix", 8).unwrap_err().fault, Fault::Expected("`)`"));
    }

    #[test]
    fn what_is_in_a_list_or_map_may_be_null() {
        let name = |name, range| Box::new(Expr::Name(name, range));
        let nullable = |inner| Expr::Nullable(inner);
        assert_eq!(parse("list<a ? >", 8), Ok(Expr::List(Box::new(nullable(name("a", 5..6))))));
        let union = Expr::Union(vec![*name("a", 4..5), Expr::List(name("b", 13..14))]);
        assert_eq!(parse("map<a | list<b>?>", 8), Ok(Expr::Map(Box::new(nullable(Box::new(union))))));
        for wrong in ["a?", "list<a??>", "list<a? | b>", "list<?>", "text<a?>"] {
            assert!(parse(wrong, 8).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_text_is_of_one_thing() {
        let of = |name, range| Box::new(Expr::Name(name, range));
        assert_eq!(parse("text< number >", 8), Ok(Expr::Text(of("number", 6..12), 6..12)));
        assert_eq!(parse("text", 8).unwrap_err(), ExprError { fault: Fault::TextAlone, range: 0..4 });
    }
}
