//! What to say of a token that stands where it cannot: people write other languages, forget quotes and blanks.

use std::ops::Range;

use super::codes::Code;
use super::lexer::{self, Token, TokenKind};
use super::parser::Parser;
use super::spelling::has_foreign_quote;
use super::syntax::Comparison;

/// Operators of other languages, written as a word or a sign, and what to write instead.
#[rustfmt::skip]
const FOREIGN: &[(&str, &str)] = &[
    ("in", "write `{} = 'a' OR {} = 'b'`"), ("nin", "write `{} != 'a' AND {} != 'b'`"),
    ("not", "write `NOT` in front of the whole comparison, in parentheses"),
    ("like", "write `starts_with({}, '…')`, `ends_with({}, '…')` or `contains({}, '…')`"),
    ("between", "write `{} >= low AND {} <= high`"), ("is", "write `is_null({})`, `is_defined({})` or `{} = '…'`"),
    ("matches", "write `contains({}, '…')`; there are no regular expressions"),
    ("regexp", "write `contains({}, '…')`; there are no regular expressions"),
    ("contains", "write `contains({}, '…')`"), ("has", "write `contains({}, '…')`"),
    ("startswith", "write `starts_with({}, '…')`"), ("starts_with", "write `starts_with({}, '…')`"),
    ("endswith", "write `ends_with({}, '…')`"), ("ends_with", "write `ends_with({}, '…')`"),
    ("exists", "write `is_defined({})`"), ("xor", "write `(a AND NOT b) OR (b AND NOT a)`"),
    ("eq", "write `=`"), ("equals", "write `=`"), ("ne", "write `!=`"), ("neq", "write `!=`"), ("gt", "write `>`"),
    ("ge", "write `>=`"), ("gte", "write `>=`"), ("lt", "write `<`"), ("le", "write `<=`"), ("lte", "write `<=`"),
    ("mod", "write `%`"), ("div", "write `/`"), ("&&", "write `AND`"), ("&", "write `AND`"), ("|", "write `OR`"),
    ("~", "write `contains({}, '…')`"), ("!~", "write `NOT contains({}, '…')`"), ("!", "write `!=`"), ("^", "write `power(a, b)`"),
    ("**", "write `power(a, b)`"), ("≥", "write `>=`"), ("≤", "write `<=`"), ("≠", "write `!=`"), ("＝", "write `=`"),
    ("--", "remove the remark; only `/* … */` is one"), ("#", "remove the remark; only `/* … */` is one"),
    ("–", "write a plain `-`"), ("—", "write a plain `-`"), ("−", "write a plain `-`"), ("×", "write `*`"),
    ("group", "write only the condition"), ("order", "write only the condition"), ("limit", "write only the condition"),
    ("then", "write only the condition"), ("as", "write only the condition"),
];

/// Tells of `&&`, `&` or `|`, which are understood, though the service knows none of them.
pub(super) fn foreign_sign(parser: &mut Parser, token: &Token) {
    if token.kind == TokenKind::Name {
        unknown_operator(parser, token, None);
    }
}

/// What is meant by two comparing signs in a row, such as `==` or `=>`.
pub(super) fn doubled_sign(first: Comparison, second: Comparison) -> Option<Comparison> {
    use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    match (first, second) {
        (Equal, Less) | (Less, Equal) => Some(LessOrEqual),
        (Equal, Greater) | (Greater, Equal) => Some(GreaterOrEqual),
        (NotEqual, Equal) | (Less, Greater) | (Greater, Less) => Some(NotEqual),
        (first, Equal) => Some(first),
        _ => None,
    }
}

/// Tells of `//`, at its second sign.
pub(super) fn no_remark(parser: &mut Parser, second: Range<usize>) {
    parser.findings.add(
        Code::Syntax,
        second,
        "`//` begins no remark",
        "remove it; only `/* … */` is a remark",
    );
}

/// Tells of a call that is never closed.
pub(super) fn open_call(parser: &mut Parser, name: &str, end: &Range<usize>) {
    parser.findings.add(
        Code::Parenthesis,
        end.clone(),
        format!("the `(` of `{}` is never closed", short(name)),
        "add the missing `)`",
    );
}

/// Tells of a token behind a complete expression, where only an operator could follow.
pub(super) fn no_operator(parser: &mut Parser, token: &Token, previous: Option<&Token>) {
    let said = parser.said(&token.range).to_owned();
    let range = token.range.clone();
    let stands = format!(
        "`{}` stands where an operator such as `AND` is expected",
        short(&said)
    );
    let previous =
        previous.filter(|previous| matches!(previous.kind, TokenKind::Name | TokenKind::Dollar));
    let subject = previous.map(|previous| short(parser.said(&previous.range)));
    if let (Some(previous), Some(name)) = (previous, &subject)
        && name.contains('\'')
    {
        let label = "write a blank behind the closing quote; a quote in a text is written `\\'`";
        let message = format!("`{name}` is read as one name, quotes and all");
        parser.findings.add(
            Code::Syntax,
            previous.range.start..range.end,
            message,
            label,
        );
        return;
    }
    if token.kind == TokenKind::Text
        && range.start > 0
        && parser.text[..range.start].ends_with(['\'', '"'])
    {
        let label = "write `\\'` or `\\\"` for a quote in a text, or an operator between two texts";
        parser.findings.add(
            Code::Syntax,
            range,
            "a second text begins directly behind the first",
            label,
        );
        return;
    }
    if let Some(previous) = previous
        && subject
            .as_deref()
            .is_some_and(|said| !said.contains(char::is_alphanumeric))
        && unknown_operator(parser, previous, None)
    {
        return;
    }
    match token.kind {
        TokenKind::Close => {
            parser.findings.add(
                Code::Parenthesis,
                range,
                "this `)` closes nothing",
                "remove it, or add the missing `(`",
            );
        }
        TokenKind::Name | TokenKind::Not if unknown_operator(parser, token, subject.as_deref()) => {
        }
        TokenKind::Number if said.starts_with('-') => {
            let label = format!("write a blank behind the minus: `- {}`", &said[1..]);
            parser.findings.add(
                Code::Syntax,
                range,
                format!("`{said}` is read as a negative number"),
                label,
            );
        }
        TokenKind::Name if has_foreign_quote(&said) => curly(parser, range, stands),
        TokenKind::Name if said.starts_with(['*', '+', '%', '|', '&', '!', '-']) => {
            let sign: String = said
                .chars()
                .take_while(|c| !c.is_alphanumeric() && *c != '\'')
                .collect();
            let label = format!("write a blank on both sides of `{sign}`");
            parser.findings.add(
                Code::Syntax,
                range,
                format!("`{}` is read as one name", short(&said)),
                label,
            );
        }
        TokenKind::Open => {
            parser.findings.add(
                Code::Syntax,
                range,
                "a `(` stands where an operator such as `AND` is expected",
                "write the operator that joins the two sides",
            );
        }
        TokenKind::Keyword => sql(parser, range),
        TokenKind::Stray => stray(parser, range),
        TokenKind::Bracketed => brackets(parser, range),
        TokenKind::Unterminated => unterminated(parser, token),
        TokenKind::Name
        | TokenKind::Text
        | TokenKind::Number
        | TokenKind::True
        | TokenKind::False
        | TokenKind::Null
        | TokenKind::Undefined
        | TokenKind::Operator(_)
        | TokenKind::Not
        | TokenKind::Comma
        | TokenKind::BraceOpen
        | TokenKind::BraceClose
        | TokenKind::Dollar
        | TokenKind::End => {
            parser
                .findings
                .add(
                    Code::Syntax,
                    range,
                    stands,
                    "join it with `AND` or `OR`, or remove it",
                )
                .note(
                    "a text needs quotes, `'two words'`; the name of a property cannot hold blanks",
                );
        }
    }
}

/// Tells of a token where a value is expected.
pub(super) fn no_value(parser: &mut Parser, token: &Token, previous: Option<&Token>) {
    let range = token.range.clone();
    let said = parser.said(&range).to_owned();
    let before = previous.map(|token| short(parser.said(&token.range)));
    match token.kind {
        TokenKind::Unterminated => unterminated(parser, token),
        TokenKind::Keyword => sql(parser, range),
        TokenKind::Stray => stray(parser, range),
        TokenKind::Bracketed => brackets(parser, range),
        TokenKind::End => {
            let before = before.unwrap_or_default();
            let message =
                format!("the condition ends behind `{before}`, where a value is expected");
            parser.findings.add(
                Code::Syntax,
                range,
                message,
                format!("write what belongs behind `{before}`, or remove it"),
            );
        }
        TokenKind::Close if before.as_deref() == Some("(") => {
            parser.findings.add(
                Code::Syntax,
                range,
                "the parentheses enclose nothing",
                "write what belongs between them",
            );
        }
        TokenKind::Operator(_)
        | TokenKind::Close
        | TokenKind::Comma
        | TokenKind::BraceClose
        | TokenKind::Text
        | TokenKind::Number
        | TokenKind::True
        | TokenKind::False
        | TokenKind::Null
        | TokenKind::Undefined
        | TokenKind::Not
        | TokenKind::Open
        | TokenKind::BraceOpen
        | TokenKind::Dollar
        | TokenKind::Name => {
            let message = format!("`{}` stands where a value is expected", short(&said));
            let label = format!("write a value in front of `{}`, or remove it", short(&said));
            parser.findings.add(Code::Syntax, range, message, label);
        }
    }
}

/// Tells of an operator of another language behind `subject`; false where it is none that we know.
fn unknown_operator(parser: &mut Parser, token: &Token, subject: Option<&str>) -> bool {
    let said = parser.said(&token.range).to_owned();
    let known = FOREIGN
        .iter()
        .find(|(foreign, _)| foreign.eq_ignore_ascii_case(&said));
    let Some((_, label)) = known else {
        return false;
    };
    let label = label.replace("{}", subject.unwrap_or("x"));
    let message = if token.kind == TokenKind::Not {
        "`NOT` cannot stand between two values".to_owned()
    } else {
        format!("the routing language has no operator `{said}`")
    };
    let finding = parser
        .findings
        .add(Code::UnknownOperator, token.range.clone(), message, label);
    if said.eq_ignore_ascii_case("in") || said.eq_ignore_ascii_case("nin") {
        finding.note("`IN` and `NIN` belong to queries of twins and jobs; conditions of routes have neither them nor lists");
    }
    true
}

fn sql(parser: &mut Parser, range: Range<usize>) {
    let word = parser.said(&range).to_owned();
    let rest = &parser.text[range.start..];
    let condition = rest
        .to_ascii_lowercase()
        .find("where")
        .map(|at| short(rest[at + "where".len()..].trim()));
    let label = match condition {
        Some(condition) if !condition.is_empty() => {
            format!("write only the condition: `{condition}`")
        }
        Some(_) | None => "write only the condition, what follows `WHERE`".to_owned(),
    };
    parser
        .findings
        .add(Code::Sql, range, format!("`{word}` has no place in a condition"), label)
        .note("a condition is one expression; `SELECT`, `FROM`, `WHERE` and `INTO` cannot even be names of properties");
}

fn stray(parser: &mut Parser, range: Range<usize>) {
    let range = if parser.text[range.start..].starts_with(":=") {
        range.start..range.end + 1
    } else {
        range
    };
    let sign = parser.said(&range).to_owned();
    let label = match sign.as_str() {
        ";" => "remove it; a condition has no end mark",
        ":=" => "write `=`",
        ":" => "write `=` to compare; put a text with `:`, such as a time, in quotes",
        "\\" => "remove it; a backslash has a meaning inside quotes only",
        "@" => "put a text with `@` in quotes",
        "?" => "write `??` for a value in place of an undefined one",
        _ => "remove it",
    };
    parser
        .findings
        .add(Code::Syntax, range, format!("`{sign}` cannot stand here"), label)
        .note("names of properties cannot hold blanks or any of `( ) < > @ , ; : \\ \" / ? = { } [ ]`");
}

fn brackets(parser: &mut Parser, range: Range<usize>) {
    let said = parser.said(&range).to_owned();
    if said.starts_with('[') {
        parser
            .findings
            .add(Code::Syntax, range, "conditions of routes have no lists and no names in brackets", "compare with each value, joined with `OR`")
            .note("`[n]` stands directly behind the name of a list in a `$body` path: `$body.list[0]`");
    } else {
        let label = format!("write `$body.{}` if it is part of the body", short(&said));
        parser.findings.add(
            Code::Syntax,
            range,
            "the name of an application property cannot hold brackets",
            label,
        );
    }
}

fn unterminated(parser: &mut Parser, token: &Token) {
    let start = token.range.start;
    if let Some(escape) = lexer::bad_escape(&parser.text[start..]) {
        let written = parser
            .said(&(start + escape.start..start + escape.end))
            .to_owned();
        parser
            .findings
            .add(
                Code::Text,
                start + escape.start..start + escape.end,
                format!("a text cannot hold `{written}`"),
                "write `\\\\` for a backslash",
            )
            .note("the escapes are `\\'`, `\\\"`, `\\\\` and `\\u` with four hexadecimal digits");
        return;
    }
    let quote = parser.said(&token.range).chars().next().unwrap_or('\'');
    let finding = parser.findings.add(
        Code::Text,
        token.range.clone(),
        format!("the text that begins with `{quote}` is never closed"),
        format!("add the missing `{quote}`"),
    );
    if has_foreign_quote(&parser.text[token.range.clone()]) {
        finding.note("curly quotes open and close nothing; write `'` or `\"`");
    }
}

fn curly(parser: &mut Parser, range: Range<usize>, message: String) {
    parser
        .findings
        .add(
            Code::Syntax,
            range,
            message,
            "write straight quotes, `'` or `\"`, around the text",
        )
        .note("curly quotes open and close nothing; they are letters of a name");
}

fn short(said: &str) -> String {
    super::excerpt(said, &(0..said.len())).into_owned()
}
