//! Tokens to a syntax tree, with the service's precedence: `NOT` and `-` bind tightest, then `* / %`, `+ - ||`,
//! `< <= > >=`, `= != <>`, `AND`, `OR`, `??`. What cannot be parsed is told by `misplaced`.
//!
//! The grammar published with Azure/iotedge does not ask for the end of the text, so its parser passes over what follows
//! a complete expression. IoT Hub's own does not: the tests that came over from it expect `3 $ 4` to be refused, and say
//! so. Here nothing may follow.

use std::ops::Range;

use super::codes::Code;
use super::lexer::{self, Token, TokenKind};
use super::syntax::{Arithmetic, Document, NodeId, NodeKind, Operator, Syntax};
use super::{Findings, misplaced};

/// Levels of parentheses, calls and prefixes that are followed. More is surely not meant, and would exhaust the stack of
/// the service's parser and of ours.
const DEEPEST: usize = 100;

/// Parses a condition as far as possible; what is wrong goes to `findings`.
pub(super) fn parse(text: &str, findings: &mut Findings) -> Syntax {
    let tokens = lexer::lex(text);
    let mut parser = Parser {
        text,
        tokens,
        at: 0,
        depth: 0,
        stopped: false,
        unclosed: None,
        syntax: Syntax::default(),
        findings,
    };
    parser.whole();
    parser.syntax
}

/// What the parser is at.
pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    /// Set after a mistake behind which nothing sensible can be read.
    stopped: bool,
    /// A `(` that is never closed.
    unclosed: Option<Range<usize>>,
    syntax: Syntax,
    pub(super) findings: &'a mut Findings,
}

impl Parser<'_> {
    fn whole(&mut self) {
        if self.peek().kind == TokenKind::End {
            let range = 0..self.text.len();
            self.findings
                .add(Code::Blank, range, "the condition is blank", "write `true` to match every message")
                .note("a route without a condition matches every message; a blank one is compiled to `undefined`, which matches none");
            return;
        }
        let root = self.expression(0);
        if !self.stopped && self.peek().kind != TokenKind::End {
            self.stop_at_misplaced();
        }
        if let Some(open) = self.unclosed.take() {
            self.syntax.cut = Some(open.start);
            self.findings.add(
                Code::Parenthesis,
                open,
                "this `(` is never closed",
                "add the missing `)`, or remove this `(`",
            );
        }
        self.syntax.root = Some(root);
    }

    /// An expression whose operators bind at least as tightly as `loosest`.
    fn expression(&mut self, loosest: u8) -> NodeId {
        let mut left = self.operand();
        while let Some(operator) = self
            .operator()
            .filter(|operator| operator.binding() >= loosest)
        {
            let token = self.advance();
            let divide = TokenKind::Operator(Operator::Calculate(Arithmetic::Divide));
            if token.kind == divide && self.peek().kind == divide {
                let second = self.advance().range;
                misplaced::no_remark(self, second);
                self.stopped = true;
                break;
            }
            misplaced::foreign_sign(self, &token);
            let (operator, place) = self.skip_doubled(operator, &token);
            let right = self.expression(operator.binding() + 1);
            let range = self.syntax.node(left).outer.start..self.syntax.node(right).outer.end;
            left = self.syntax.add(
                NodeKind::Binary {
                    operator,
                    place,
                    left,
                    right,
                },
                range,
            );
        }
        left
    }

    /// The binary operator at hand, one of ours or a known foreign one, unless nothing more can be read.
    fn operator(&self) -> Option<Operator> {
        if self.stopped {
            return None;
        }
        let token = self.peek();
        if let TokenKind::Operator(operator) = token.kind {
            return Some(operator);
        }
        match (token.kind == TokenKind::Name).then(|| self.said(&token.range))? {
            "&&" | "&" => Some(Operator::And),
            "|" => Some(Operator::Or),
            _ => None,
        }
    }

    /// `==`, `=>` and the like: tells of what follows the first sign and passes over it. What is meant, and its place.
    fn skip_doubled(&mut self, operator: Operator, token: &Token) -> (Operator, Range<usize>) {
        let Operator::Compare(mut meant) = operator else {
            return (operator, token.range.clone());
        };
        let mut extra: Option<Range<usize>> = None;
        while let TokenKind::Operator(Operator::Compare(second)) = self.peek().kind
            && let Some(both) = misplaced::doubled_sign(meant, second)
        {
            meant = both;
            let place = self.advance().range;
            extra = Some(extra.map_or(place.clone(), |first| first.start..place.end));
        }
        let Some(place) = extra else {
            return (operator, token.range.clone());
        };
        let message = format!(
            "there is no operator `{}`",
            self.said(&(token.range.start..place.end))
        );
        self.findings.add(
            Code::UnknownOperator,
            place.clone(),
            message,
            format!("write `{}`", meant.sign()),
        );
        (Operator::Compare(meant), place)
    }

    fn operand(&mut self) -> NodeId {
        let token = self.peek().clone();
        self.depth += 1;
        let node = if self.depth > DEEPEST {
            self.findings.add(
                Code::TooDeep,
                token.range.clone(),
                format!("the condition is nested more than {DEEPEST} levels deep"),
                "remove parentheses, or split the condition over several routes",
            );
            self.stop(&token)
        } else {
            self.operand_at(&token)
        };
        self.depth -= 1;
        node
    }

    fn operand_at(&mut self, token: &Token) -> NodeId {
        let said = self.said(&token.range).to_owned();
        if said.starts_with('[')
            && let Some(list) = self.list(token)
        {
            return list;
        }
        let literal = match token.kind {
            TokenKind::Text => NodeKind::Text(lexer::unescape(&said)),
            TokenKind::Number => NodeKind::Number(lexer::number(&said)),
            TokenKind::True => NodeKind::Truth(true),
            TokenKind::False => NodeKind::Truth(false),
            TokenKind::Null => NodeKind::Null,
            TokenKind::Undefined => NodeKind::Undefined,
            TokenKind::Dollar => dollar(&said),
            TokenKind::Name => return self.property_or_call(said),
            TokenKind::Open => return self.parenthesised(),
            TokenKind::BraceOpen => return self.braced(),
            TokenKind::Not => {
                self.advance();
                let operand = self.operand();
                let range = token.range.start..self.syntax.node(operand).outer.end;
                return self
                    .syntax
                    .add(NodeKind::Not(token.range.clone(), operand), range);
            }
            TokenKind::Operator(Operator::Calculate(Arithmetic::Subtract)) => {
                self.advance();
                let operand = self.operand();
                let range = token.range.start..self.syntax.node(operand).outer.end;
                return self
                    .syntax
                    .add(NodeKind::Negate(token.range.clone(), operand), range);
            }
            TokenKind::Unterminated
            | TokenKind::Operator(_)
            | TokenKind::Close
            | TokenKind::Comma
            | TokenKind::BraceClose
            | TokenKind::Bracketed
            | TokenKind::Keyword
            | TokenKind::Stray
            | TokenKind::End => {
                let previous = self.previous();
                misplaced::no_value(self, token, previous.as_ref());
                return self.stop(token);
            }
        };
        self.advance();
        self.syntax.add(literal, token.range.clone())
    }

    /// A list of literals. The documentation of queries has lists; whether conditions of routes take them, nobody says.
    fn list(&mut self, first: &Token) -> Option<NodeId> {
        let end = first.range.start + lexer::list_end(&self.text[first.range.start..])?;
        let range = first.range.start..end;
        while self.peek().kind != TokenKind::End && self.peek().range.start < end {
            self.advance();
        }
        Some(self.syntax.add(NodeKind::List, range))
    }

    fn property_or_call(&mut self, name: String) -> NodeId {
        let start = self.advance().range;
        if self.peek().kind != TokenKind::Open {
            return self.syntax.add(NodeKind::Property(name), start);
        }
        self.advance();
        let mut arguments = Vec::new();
        if self.peek().kind != TokenKind::Close {
            arguments.push(self.expression(0));
            while !self.stopped && self.peek().kind == TokenKind::Comma {
                self.advance();
                arguments.push(self.expression(0));
            }
        }
        let end = self.peek().clone();
        if !self.stopped && end.kind == TokenKind::End {
            misplaced::open_call(self, &name, &end.range);
            self.stopped = true;
        } else if !self.stopped && end.kind != TokenKind::Close {
            self.stop_at_misplaced();
        }
        if self.stopped {
            self.syntax.cut = Some(start.start);
        } else {
            self.advance();
        }
        self.syntax.add(
            NodeKind::Call {
                name: start.clone(),
                arguments,
            },
            start.start..end.range.end,
        )
    }

    fn parenthesised(&mut self) -> NodeId {
        let open = self.advance().range;
        let inner = self.expression(0);
        if self.stopped {
            // Of several that are never closed, the outermost is told.
            self.unclosed = self.unclosed.take().map(|_| open);
        } else if self.peek().kind == TokenKind::Close {
            let close = self.advance().range;
            self.syntax.nodes[inner.0].outer = open.start..close.end;
        } else if self.peek().kind == TokenKind::End {
            self.unclosed = Some(open);
            self.stopped = true;
        } else {
            self.stop_at_misplaced();
        }
        inner
    }

    /// `{$name}`: surely the system property, even where an application property is called `$name` too.
    fn braced(&mut self) -> NodeId {
        let open = self.advance().range;
        let inner = self.advance();
        let close = self.peek().clone();
        if inner.kind == TokenKind::Dollar && close.kind == TokenKind::BraceClose {
            self.advance();
            let kind = dollar(self.said(&inner.range));
            return self.syntax.add(kind, open.start..close.range.end);
        }
        let wrong = if inner.kind == TokenKind::Dollar {
            close
        } else {
            inner
        };
        self.findings.add(
            Code::Syntax,
            wrong.range.clone(),
            "braces may only enclose one `$` name",
            "write `{$name}`, or remove the braces",
        );
        self.stop(&wrong)
    }

    fn stop_at_misplaced(&mut self) {
        let token = self.peek().clone();
        misplaced::no_operator(self, &token, self.previous().as_ref());
        self.stopped = true;
    }

    fn stop(&mut self, token: &Token) -> NodeId {
        self.stopped = true;
        self.syntax.add(NodeKind::Faulty, token.range.clone())
    }

    fn peek(&self) -> &Token {
        self.tokens
            .get(self.at)
            .or(self.tokens.last())
            .expect("the list of tokens ends with `End`")
    }

    fn previous(&self) -> Option<Token> {
        self.tokens.get(self.at.checked_sub(1)?).cloned()
    }

    fn advance(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    /// The text of a range.
    pub(super) fn said(&self, range: &Range<usize>) -> &str {
        &self.text[range.clone()]
    }
}

/// `$body…` and `$twin…` are paths, in any letter case; every other `$name` is a property.
fn dollar(said: &str) -> NodeKind {
    let name = said.strip_prefix('$').unwrap_or(said);
    let path = |document, root: &str| {
        let (start, rest) = name.split_at_checked(root.len())?;
        let is_path =
            start.eq_ignore_ascii_case(root) && (rest.is_empty() || rest.starts_with(['.', '[']));
        is_path.then(|| NodeKind::Path(document, rest.to_owned()))
    };
    path(Document::Body, "body")
        .or_else(|| path(Document::Twin, "twin"))
        .unwrap_or_else(|| NodeKind::System(name.to_owned()))
}
