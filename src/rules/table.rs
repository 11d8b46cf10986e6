//! How a group of rules is written down: one row for each rule, its page beside it.

/// Makes a list of rules from rows: how bad it is (`error`, `warning`, or `isolation` for a warning about that), the code, the
/// numbers in the research notes, and the check. The page of a rule is the file called after its code.
macro_rules! rules {
    ($name:ident: $($severity:ident $code:literal [$($number:literal),*], $check:expr;)*) => {
        /// The rules of this group.
        pub(in crate::rules) const $name: &[$crate::rules::Rule] = &[$($crate::rules::Rule::$severity(
            $code,
            &[$($number),*],
            include_str!(concat!($code, ".md")),
            $check,
        )),*];
    };
}

pub(super) use rules;
