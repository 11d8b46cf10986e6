//! The pages of what is said about files, texts and output.

use crate::diag::Severity;

/// A code, the severity that it is given with, and its page.
type Row = (&'static str, Severity, &'static str);

macro_rules! page {
    ($code:literal, $severity:ident) => {
        (
            $code,
            Severity::$severity,
            include_str!(concat!("pages/", $code, ".md")),
        )
    };
}

/// In alphabetical order.
pub(super) const PAGES: &[Row] = &[
    page!("comment-cuts-value", Warning),
    page!("control-character", Error),
    page!("duplicate-key", Error),
    page!("empty-document", Error),
    page!("file-too-large", Error),
    page!("further-diagnostics", Note),
    page!("intent-hub-repeated", Error),
    page!("intent-name-repeated", Error),
    page!("invisible-character", Warning),
    page!("key-not-text", Error),
    page!("lookalike-character", Warning),
    page!("merge-collision", Error),
    page!("merge-not-a-map", Error),
    page!("missing-space-after-colon", Error),
    page!("nested-too-deep", Error),
    page!("not-utf-8", Error),
    page!("nul-character", Error),
    page!("number-out-of-range", Error),
    page!("output-blocked", Error),
    page!("output-edited", Error),
    page!("output-left-over", Error),
    page!("output-missing", Error),
    page!("output-not-ours", Error),
    page!("output-outdated", Error),
    page!("recursive-alias", Error),
    page!("second-document", Error),
    page!("smart-quotes", Warning),
    page!("tab-in-indentation", Error),
    page!("too-many-values", Error),
    page!("unclosed-bracket", Error),
    page!("unclosed-quote", Error),
    page!("unknown-anchor", Error),
    page!("unknown-tag", Error),
    page!("unquoted-text", Warning),
    page!("unreadable-file", Error),
    page!("unusable-value", Error),
    page!("unwritable-file", Error),
    page!("yaml-directive", Error),
    page!("yaml-readers-disagree", Error),
    page!("yaml-syntax", Error),
];
