//! Text in ARM JSON: literals, keys, strings in expressions. The only place where something is escaped for ARM.

/// Text as a JSON value. Azure takes what stands between `[` and `]` for an expression; one more `[` says that it is text.
///
/// A text that only starts with `[` is left alone: there a second bracket would stay.
pub fn literal(text: &str) -> String {
    if text.starts_with('[') && text.ends_with(']') {
        format!("[{text}")
    } else {
        text.to_owned()
    }
}

/// Text as the key of a JSON object. `copy`, in any letter case, would be taken for a loop.
pub fn key(text: &str) -> String {
    if text.eq_ignore_ascii_case("copy") {
        expression(&call("string", &[quote(text)]))
    } else {
        literal(text)
    }
}

/// A string within an expression.
pub fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Text between the holes of a `format`, without the quotes around the whole.
pub fn format_part(text: &str) -> String {
    text.replace('{', "{{")
        .replace('}', "}}")
        .replace('\'', "''")
}

/// A call within an expression.
pub fn call(name: &str, args: &[String]) -> String {
    format!("{name}({})", args.join(", "))
}

/// An expression as a JSON value or key.
pub fn expression(text: &str) -> String {
    format!("[{text}]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_an_expression() {
        for (text, expected) in [
            ("", ""),
            ("x", "x"),
            ("it's", "it's"),
            ("[x]", "[[x]"),
            ("[]", "[[]"),
            ("[[x]", "[[[x]"),
            ("[x\n]", "[[x\n]"),
            ("[x", "[x"),
            ("x]", "x]"),
            (" [x]", " [x]"),
            ("[x] y", "[x] y"),
            ("[x]\n", "[x]\n"),
        ] {
            assert_eq!(literal(text), expected, "{text:?}");
            assert_eq!(key(text), expected, "{text:?}");
        }
        assert_eq!(key("Copy"), "[string('Copy')]");
        assert_eq!(literal("copy"), "copy");
    }

    #[test]
    fn strings_in_expressions_are_quoted() {
        assert_eq!(quote("it's [x] {0}"), "'it''s [x] {0}'");
        assert_eq!(format_part("it's [x] {0}"), "it''s [x] {{0}}");
    }
}
