//! Type expressions: `list<line_item>`, `map<string>`, `card | bank_transfer`. Text in, tree out.

use std::ops::Range;

/// A type as it is written; ranges are byte ranges of the expression.
#[derive(Debug, PartialEq)]
pub(crate) enum Expr<'a> {
    /// A built-in type or one of `types/`.
    Name(&'a str, Range<usize>),
    /// `list<T>`.
    List(Box<Expr<'a>>),
    /// `map<T>`.
    Map(Box<Expr<'a>>),
    /// `A | B`.
    Union(Vec<Expr<'a>>),
}

/// Why an expression cannot be read.
#[derive(Debug, PartialEq)]
pub(crate) struct ExprError {
    /// What was expected.
    pub expected: &'static str,
    /// Where.
    pub range: Range<usize>,
    /// Whether the limit of nesting is the reason.
    pub too_deep: bool,
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

    fn error(&self, expected: &'static str) -> ExprError {
        let end = self.at + self.rest().chars().next().map_or(0, char::len_utf8);
        ExprError { expected, range: self.at..end, too_deep: false }
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
            return Err(ExprError { too_deep: true, ..self.error("fewer levels") });
        };
        let rest = self.rest();
        let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let name =
            rest.get(..length).filter(|name| !name.is_empty()).ok_or_else(|| self.error("the name of a type"))?;
        let range = self.at..self.at + length;
        self.at += length;
        let wrap: fn(Box<Expr<'a>>) -> Expr<'a> = match name {
            "list" => Expr::List,
            "map" => Expr::Map,
            _ => return Ok(Expr::Name(name, range)),
        };
        if !self.take('<') {
            return Err(self.error("`<` and the type of the values"));
        }
        let inner = self.union(depth)?;
        if self.take('>') { Ok(wrap(Box::new(inner))) } else { Err(self.error("`>`")) }
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
        assert!(parse("list<list<list<string>>>", 3).unwrap_err().too_deep);
    }
}
