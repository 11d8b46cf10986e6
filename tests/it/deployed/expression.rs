//! The text of ARM JSON as literals and expressions.

/// A parsed expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    Text(String),
    Int(i64),
    Call(String, Vec<Expression>),
    Property(Box<Expression>, String),
    Index(Box<Expression>, Box<Expression>),
}

/// What a text of a template is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Read {
    Literal(String),
    Expression(Expression),
}

/// Reads a text as Azure does: between `[` and `]` stands an expression; one more `[` makes it text.
pub(super) fn read(text: &str) -> Read {
    let Some(inner) = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    else {
        return Read::Literal(text.to_owned());
    };
    if inner.starts_with('[') {
        return Read::Literal(text[1..].to_owned());
    }
    let mut parser = Parser { rest: inner };
    let parsed = parser.expression();
    assert!(
        parser.rest.trim().is_empty(),
        "behind an expression: {}",
        parser.rest
    );
    Read::Expression(parsed)
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn expression(&mut self) -> Expression {
        let mut value = self.primary();
        loop {
            if self.takes(".") {
                value = Expression::Property(Box::new(value), self.word());
            } else if self.takes("[") {
                let index = self.expression();
                assert!(self.takes("]"), "an index without an end: {}", self.rest);
                value = Expression::Index(Box::new(value), Box::new(index));
            } else {
                return value;
            }
        }
    }

    fn primary(&mut self) -> Expression {
        self.rest = self.rest.trim_start();
        if self.takes("'") {
            return Expression::Text(self.text());
        }
        if self
            .rest
            .starts_with(|c: char| c == '-' || c.is_ascii_digit())
        {
            let end = self.rest[1..]
                .find(|c: char| !c.is_ascii_digit())
                .map_or(self.rest.len(), |end| end + 1);
            let number = self.rest[..end].parse().expect("a number");
            self.rest = &self.rest[end..];
            return Expression::Int(number);
        }
        let name = self.word();
        assert!(self.takes("("), "no call of {name}: {}", self.rest);
        let mut args = Vec::new();
        while !self.takes(")") {
            if !args.is_empty() {
                assert!(self.takes(","), "arguments of {name}: {}", self.rest);
            }
            args.push(self.expression());
        }
        Expression::Call(name, args)
    }

    /// Behind the opening quote.
    fn text(&mut self) -> String {
        let mut text = String::new();
        loop {
            let end = self.rest.find('\'').expect("a text ends");
            text.push_str(&self.rest[..end]);
            self.rest = &self.rest[end + 1..];
            if !self.rest.starts_with('\'') {
                return text;
            }
            text.push('\'');
            self.rest = &self.rest[1..];
        }
    }

    fn word(&mut self) -> String {
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(self.rest.len());
        assert!(end > 0, "no word: {}", self.rest);
        let word = self.rest[..end].to_owned();
        self.rest = &self.rest[end..];
        word
    }

    fn takes(&mut self, what: &str) -> bool {
        match self.rest.trim_start().strip_prefix(what) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }
}
