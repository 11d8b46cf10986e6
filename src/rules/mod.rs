//! Rules: what must be true of an intent beyond its shape. Each has a code, a page and a check.
//!
//! A rule looks at the intent and speaks to the user. What hubseal promises about its own output is checked by `verify`, never
//! here. Rules run all in one go and never stop each other; a rule must cope with values that another rule refuses.

mod hub;
mod network;
mod operations;
mod page;
mod routing;
mod targets;

pub use page::Page;

use crate::diag::{Diagnostic, Place, Severity};
use crate::document::pointer::Pointer;
use crate::intent::written::Written;
use crate::values::{Fault, Name};

/// A rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Names the fault, in kebab-case; reads well after "allow".
    pub code: &'static str,
    /// The worst that it gives.
    pub severity: Severity,
    /// Whether it is about isolation: then its warnings cannot be suppressed.
    pub isolation: bool,
    /// Numbers of the research notes that it covers.
    pub numbers: &'static [u16],
    /// Its page, in Markdown.
    pub page: &'static str,
    /// Pushes a diagnostic, with this rule's code, for each fault.
    pub check: fn(&Written, &mut Vec<Diagnostic>),
}

/// The rules by subject, in the order of `docs/rules.md`.
const GROUPS: [&[Rule]; 5] = [
    hub::RULES,
    network::RULES,
    targets::RULES,
    routing::RULES,
    operations::RULES,
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    GROUPS.into_iter().flatten()
}

/// The rule of that code.
pub fn find(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}

/// Runs every rule; what comes back is in no order.
pub fn check(intent: &Written) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in all() {
        (rule.check)(intent, &mut found);
    }
    found
}

/// The pointer of a chain of keys.
fn at(keys: &[&str]) -> Pointer {
    keys.iter()
        .fold(Pointer::root(), |pointer, key| pointer.key(key))
}

/// Checks that a text is a name of type `T`, and says so with that code where it is not.
fn check_name<T: Name>(
    code: &'static str,
    text: &str,
    pointer: &Pointer,
    is_key: bool,
    found: &mut Vec<Diagnostic>,
) {
    if let Err(fault) = T::parse(text) {
        found.push(
            faulty(code, T::NOUN, text, &fault, pointer, is_key).note(format!(
                "{}: {}",
                T::NOUN,
                T::RULE
            )),
        );
    }
}

/// The diagnostic for a text that is no value of its type.
fn faulty(
    code: &'static str,
    noun: &str,
    text: &str,
    fault: &Fault,
    pointer: &Pointer,
    is_key: bool,
) -> Diagnostic {
    let place = match (&fault.at, is_key) {
        (_, true) => Place::Key(pointer.clone()),
        (Some(range), false) => Place::Inside(pointer.clone(), range.clone()),
        (None, false) => Place::Value(pointer.clone()),
    };
    let label = fault
        .instead
        .as_ref()
        .map(|better| format!("write `{better}`"))
        .unwrap_or_default();
    Diagnostic::error(code, place, format!("{noun} `{text}` {}", fault.what)).label(label)
}
