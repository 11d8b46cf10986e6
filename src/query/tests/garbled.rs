//! A condition is hostile input: nothing in it makes the compiler panic, loop or cut a character in two.

use proptest::prelude::*;

use super::{Context, check, is_catch_all};

const PIECES: &[&str] = &[
    "level",
    "'hot'",
    "\"x\"",
    "= ",
    "!=",
    "<>",
    "<=",
    ">",
    " AND ",
    " OR ",
    "NOT ",
    "(",
    ")",
    ",",
    "+",
    "-",
    " - ",
    "*",
    "/",
    "%",
    "||",
    "??",
    "5",
    "-3",
    "0x1F",
    "1e",
    "e5",
    ".",
    "true",
    "null",
    "undefined",
    "$body.a[0]",
    "$body",
    "$twin.x",
    "$",
    "{",
    "}",
    "[",
    "]",
    "as_number(",
    "substring('é', ",
    "twin_change_includes(",
    "'",
    "\"",
    "\\",
    "\\u00e9",
    "“",
    "’",
    "é",
    "𝄞",
    "\u{a0}",
    "/*",
    "*/",
    " ",
    "\n",
    "SELECT ",
    " IN ",
    "&&",
    "==",
    ";",
    ":",
    "!",
    "#",
    "lower(",
    "[1, 'é']",
    "['a",
    "length(",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_on_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24), basic in any::<bool>()) {
        judge(&pieces.concat(), basic);
    }

    #[test]
    fn nothing_panics_on_any_text(condition in "\\PC{0,40}") {
        judge(&condition, false);
    }

    #[test]
    fn nothing_panics_on_a_cut_condition(at in 0_usize..200) {
        let whole = "NOT (lower(level) = 'caf\\u00e9' OR $body.a[0].b >= -1.5e3) AND {$to} <> \"x\" || concat(a, 'b', c) ?? null";
        judge(whole.get(..at).unwrap_or(whole), true);
        judge(whole.get(at..).unwrap_or(whole), true);
    }
}

fn judge(condition: &str, basic_tier: bool) {
    for source in [None, Some("TwinChangeEvents".to_owned())] {
        let context = Context { basic_tier, source };
        let findings = check(condition, &context);
        assert_eq!(findings, check(condition, &context), "{condition:?}");
        for finding in findings {
            assert!(
                condition.get(finding.range.clone()).is_some(),
                "{condition:?}: {finding:?}"
            );
        }
    }
    is_catch_all(condition);
}
