//! Text made safe for where it stands: Markdown, Mermaid, the shell. Nothing of the user's reaches the report by another way.

use std::fmt::Write as _;

use minijinja::Value;

use crate::emit::is_invisible;
use crate::templates::Fragment;

/// Text that is already Markdown (or shell, or Mermaid), as a value that a template may print.
pub(super) fn printed(text: impl Into<String>) -> Value {
    Fragment::printed(text.into()).into()
}

/// A list of such texts.
pub(super) fn all_printed<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Value {
    texts.into_iter().map(printed).collect::<Vec<_>>().into()
}

/// A text in one line, in which nothing is invisible: white space becomes a blank, what does not show becomes `\u{…}`.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.trim().chars() {
        if c.is_whitespace() {
            if !line.ends_with(' ') {
                line.push(' ');
            }
        } else if is_invisible(c) {
            line.extend(c.escape_unicode());
        } else {
            line.push(c);
        }
    }
    line
}

/// Running text of the user, in which nothing is markup, a link, a mention or HTML. Good in a table too.
pub(super) fn prose(text: &str) -> String {
    let line = one_line(text);
    let mut out = String::with_capacity(line.len());
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    for (index, c) in line.char_indices() {
        let rest = &line[index + c.len_utf8()..];
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // Between the two parts of a mention something must stand that is no text; a backslash does not stop it.
            '@' => out.push_str("@<!-- -->"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '!' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            // At the start of a line these make a heading, a list or an underline.
            '#' | '+' | '-' | '=' if index == 0 => {
                out.push('\\');
                out.push(c);
            }
            '.' | ')' if index == digits && digits > 0 => {
                out.push('\\');
                out.push(c);
            }
            // Bare addresses become links without any markup.
            ':' if rest.starts_with('/') => out.push_str("\\:"),
            '.' if line[..index].to_ascii_lowercase().ends_with("www") => out.push_str("\\."),
            _ => out.push(c),
        }
    }
    out
}

/// A name or a value as code. Good in a table too.
pub(super) fn code(text: &str) -> String {
    let line = one_line(text);
    if line.is_empty() {
        return "(empty)".to_owned();
    }
    if !line.contains(['`', '|']) {
        return format!("`{line}`");
    }
    // Between backticks a table still takes `|` for its own, so these go as HTML in which no character is markup.
    let mut out = String::from("<code>");
    for c in line.chars() {
        if c.is_ascii_punctuation() {
            let _ = write!(out, "&#{};", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out.push_str("</code>");
    out
}

/// The text of a Mermaid label, without the quotes around it.
pub(super) fn label(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(text).chars() {
        if c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | ',' | '/') {
            out.push(c);
        } else {
            let _ = write!(out, "#{};", u32::from(c));
        }
    }
    out
}

/// A word of a POSIX shell: as it is where that is safe, else in single quotes.
pub(super) fn sh(text: &str) -> String {
    let line = one_line(text);
    if is_plain_word(&line) {
        return line;
    }
    format!("'{}'", line.replace('\'', "'\\''"))
}

/// A word of a POSIX shell that begins with text of ours in which variables are meant.
pub(super) fn sh_behind(head: &str, rest: &str) -> String {
    let line = one_line(rest);
    if is_plain_word(&line) {
        format!("\"{head}{line}\"")
    } else {
        format!("\"{head}\"{}", sh(&line))
    }
}

fn is_plain_word(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_./:%+=,-".contains(c))
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `1 route`, `2 routes`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else if let Some(stem) = noun.strip_suffix('y') {
        format!("{count} {stem}ies")
    } else {
        format!("{count} {noun}s")
    }
}

/// A sentence begins with a capital letter.
pub(super) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_text_is_no_markup() {
        for (given, expected) in [
            ("Plant A telemetry, 2 lines.", "Plant A telemetry, 2 lines."),
            ("a\nb\t c", "a b c"),
            ("# heading", "\\# heading"),
            ("- item", "\\- item"),
            ("1. item", "1\\. item"),
            ("12) item", "12\\) item"),
            ("=", "\\="),
            ("in #12", "in #12"),
            ("<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;"),
            ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
            ("[x](y) ![x](y)", "\\[x\\](y) \\!\\[x\\](y)"),
            (
                "a | b `c` *d* _e_ ~f~",
                "a \\| b \\`c\\` \\*d\\* \\_e\\_ \\~f\\~",
            ),
            (
                "see https://x.y and www.x.y",
                "see https\\://x.y and www\\.x.y",
            ),
            ("ask @ops", "ask @<!-- -->ops"),
            ("$x$", "\\$x\\$"),
            ("\u{202e}gnp", "\\\\u\\{202e\\}gnp"),
            ("a\\", "a\\\\"),
        ] {
            assert_eq!(prose(given), expected, "{given:?}");
        }
    }

    #[test]
    fn code_stays_code() {
        for (given, expected) in [
            ("iot-plant-a", "`iot-plant-a`"),
            ("level = 'critical'", "`level = 'critical'`"),
            ("", "(empty)"),
            ("a\n  b", "`a b`"),
            ("a|b", "<code>a&#124;b</code>"),
            ("a`b<c>*", "<code>a&#96;b&#60;c&#62;&#42;</code>"),
            ("c:\\temp\\", "`c:\\temp\\`"),
            ("a\u{200b}b", "`a\\u{200b}b`"),
        ] {
            assert_eq!(code(given), expected, "{given:?}");
        }
    }

    #[test]
    fn labels_hold_no_syntax() {
        for (given, expected) in [
            ("hub iot-plant-a", "hub iot-plant-a"),
            ("a\"] --> b[\"", "a#34;#93; --#62; b#91;#34;"),
            ("a;b#c", "a#59;b#35;c"),
            ("`**x**`", "#96;#42;#42;x#42;#42;#96;"),
            ("a\n%%b", "a #37;#37;b"),
            ("Grüße", "Grüße"),
        ] {
            assert_eq!(label(given), expected, "{given:?}");
        }
    }

    #[test]
    fn words_of_the_shell_are_words() {
        for (given, expected) in [
            ("rg-plant", "rg-plant"),
            ("", "''"),
            ("rg (a)", "'rg (a)'"),
            ("it's $(rm -rf ~)", "'it'\\''s $(rm -rf ~)'"),
            ("a\nb`c`", "'a b`c`'"),
            ("~x", "'~x'"),
        ] {
            assert_eq!(sh(given), expected, "{given:?}");
        }
        assert_eq!(sh_behind("/a/$B/", "c-1"), "\"/a/$B/c-1\"");
        assert_eq!(sh_behind("/a/$B/", "(c)"), "\"/a/$B/\"'(c)'");
    }

    #[test]
    fn lists_and_counts_read_well() {
        let parts = |n: usize| vec!["a".to_owned(), "b".to_owned(), "c".to_owned()][..n].to_vec();
        assert_eq!(listed(&parts(0)), "");
        assert_eq!(listed(&parts(1)), "a");
        assert_eq!(listed(&parts(2)), "a and b");
        assert_eq!(listed(&parts(3)), "a, b and c");
        assert_eq!(counted(1, "route"), "1 route");
        assert_eq!(counted(0, "route"), "0 routes");
        assert_eq!(counted(2, "identity"), "2 identities");
        assert_eq!(sentence("hub"), "Hub");
    }
}
