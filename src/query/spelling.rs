//! Signs that became letters of a name though they were not meant so: quotes, operators, invisible characters.

use std::ops::Range;

use super::Findings;
use super::codes::Code;

const NAMES_MAY_HOLD: &str =
    "names may hold `! + * % | & - . '`; operators need blanks around them";

/// Looks at one name of the condition, `said` with its `$`; true where something is wrong with it and was told.
pub(super) fn check(
    said: &str,
    range: &Range<usize>,
    condition: &str,
    findings: &mut Findings,
) -> bool {
    let inner = said.trim_matches(|c: char| matches!(c, '{' | '}' | ' ' | '\t' | '\r' | '\n'));
    let name = inner.strip_prefix('$').unwrap_or(inner);
    let is_property = name == said;
    let short = super::excerpt(condition, range);
    if let Some(invisible) = name.chars().find(|c| is_invisible(*c)) {
        let message = format!(
            "this name holds the invisible character U+{:04X}",
            u32::from(invisible)
        );
        findings
            .add(Code::Invisible, range.clone(), message, "write a plain blank, or remove the character")
            .note("only blanks, tabs and line breaks separate words; every other character is a letter of a name");
        return true;
    }
    if name.ends_with('!') && condition[range.end..].starts_with('=') {
        let message = format!("`!` is part of the name `{short}` here");
        let label = format!(
            "write a blank before the operator: `{} !=`",
            short.trim_end_matches('!')
        );
        findings
            .add(Code::Glued, range.clone(), message, label)
            .note(NAMES_MAY_HOLD);
        return true;
    }
    if let Some((sign, label)) = glued(name, is_property) {
        let message = format!("`{short}` is one name, `{sign}` and all");
        findings
            .add(Code::Glued, range.clone(), message, label)
            .note(NAMES_MAY_HOLD);
        return true;
    }
    let Some(label) = quoted(name, is_property) else {
        return false;
    };
    findings
        .add(
            Code::Quotes,
            range.clone(),
            format!("`{short}` is one name, quotes and all, not a text"),
            label,
        )
        .note("only `'` and `\"` enclose a text, and a quote in a text is written `\\'`, not `''`");
    true
}

/// Does the word hold a quotation mark that is none to the service?
pub(super) fn has_foreign_quote(word: &str) -> bool {
    word.contains(is_foreign_quote)
}

/// A text in the quotes that suit it.
pub(super) fn in_quotes(text: &str) -> String {
    if text.contains('\'') && !text.contains(['"', '\\']) {
        format!("\"{text}\"")
    } else {
        format!("'{text}'")
    }
}

fn is_foreign_quote(c: char) -> bool {
    matches!(
        c,
        '‘' | '’'
            | '‚'
            | '‛'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '′'
            | '″'
            | '`'
            | '´'
            | '＂'
            | '＇'
    )
}

/// What to write instead of a name that begins or ends with a quotation mark.
fn quoted(name: &str, is_property: bool) -> Option<String> {
    let is_quote = |c: char| c == '\'' || is_foreign_quote(c);
    if !is_property {
        // A name in a path may end with any letter; only a straight quote is surely the start or end of a text.
        return name
            .ends_with('\'')
            .then(|| "write a blank before the quote".to_owned());
    }
    if !name.starts_with(is_quote) && !name.ends_with(is_quote) && !name.contains("''") {
        return None;
    }
    let text = name
        .trim_start_matches(is_quote)
        .trim_end_matches(is_quote)
        .replace("''", "'");
    Some(format!("write `{}`", in_quotes(&text)))
}

/// An operator within a name, such as `a||b`, `a+b`, `!a`, and what to write instead.
fn glued(name: &str, is_property: bool) -> Option<(&'static str, String)> {
    let is_end = |c: char| c.is_alphanumeric() || matches!(c, ']' | '\'');
    let is_start = |c: char| c.is_alphanumeric() || matches!(c, '$' | '\'');
    let within = |sign: &&str| {
        name.match_indices(*sign).any(|(at, _)| {
            name[..at].ends_with(is_end) && name[at + sign.len()..].starts_with(is_start)
        })
    };
    let leads = |sign: &&str| {
        is_property
            && name
                .strip_prefix(*sign)
                .is_some_and(|rest| rest.starts_with(is_start))
    };
    if let Some(sign) = ["||", "&&", "+", "*"]
        .into_iter()
        .find(within)
        .or(name.contains("-$").then_some("-"))
    {
        return Some((sign, format!("write a blank on both sides of `{sign}`")));
    }
    match ["!", "-", "+"].into_iter().find(leads)? {
        "!" => Some(("!", "write `NOT` and a condition".to_owned())),
        sign => Some((sign, format!("write a blank behind `{sign}`"))),
    }
}

fn is_invisible(c: char) -> bool {
    let formats = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    formats || c.is_whitespace() || c.is_control()
}
