//! A rule's page: one Markdown file beside the rule, which is also its test.
//!
//! ````text
//! # code
//!
//! One sentence that says what is wrong.
//!
//! ## Why
//! ...
//! ## Wrong
//! ```yaml
//! hub: { name: iot-, sku: S1 }  # <- here
//! ```
//! ## Right
//! ```yaml
//! hub: { name: iot-plant-a, sku: S1 }
//! ```
//! ## Source
//! ...
//! ````
//!
//! The examples hold only the top-level keys that matter; the test adds the rest. A line that ends in `# also CODE` announces
//! a warning of another rule, without which the example would not make sense.

/// The parts of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<'a> {
    /// The code in its heading.
    pub code: &'a str,
    /// The sentence below the heading.
    pub summary: &'a str,
    /// Why it matters.
    pub why: &'a str,
    /// An example that the rule refuses, on the lines that end in `# <- here`.
    pub wrong: &'a str,
    /// The same, put right.
    pub right: &'a str,
    /// Where the fact comes from.
    pub source: &'a str,
}

/// Stands at the end of the line that a wrong example is refused for.
#[cfg(test)]
pub(super) const MARK: &str = "# <- here";
/// Stands at the end of a line that brings a warning of another rule, before its code; what that rule is about is meant here.
#[cfg(test)]
pub(super) const ALSO: &str = "# also ";

impl<'a> Page<'a> {
    /// Takes a page apart; none where a part is missing.
    pub fn parse(text: &'a str) -> Option<Self> {
        let code = text.strip_prefix("# ")?.lines().next()?.trim();
        let (head, rest) = text.split_once("\n## Why\n")?;
        let (why, rest) = rest.split_once("\n## Wrong\n")?;
        let (wrong, rest) = rest.split_once("\n## Right\n")?;
        let (right, source) = rest.split_once("\n## Source\n")?;
        let summary = head.split_once('\n')?.1.trim();
        let page = Self {
            code,
            summary,
            why: why.trim(),
            wrong: fenced(wrong)?,
            right: fenced(right)?,
            source: source.trim(),
        };
        (!page.summary.is_empty() && !page.why.is_empty() && !page.source.is_empty())
            .then_some(page)
    }
}

fn fenced(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("```yaml\n")?;
    let (inside, _) = rest.split_once("```")?;
    Some(inside)
}
