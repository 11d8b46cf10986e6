//! Rules: what must be true of an intent beyond its shape. Each has a code, a page and a check.
//!
//! A rule looks at the intent and speaks to the user. What hubseal promises about its own output is checked by `verify`, never
//! here. Rules run all in one go and never stop each other; a rule must cope with values that another rule refuses.

mod hub;
mod names;
mod nearest;
mod network;
mod operations;
mod page;
mod partial;
mod ranges;
mod references;
mod roles;
mod routing;
mod targets;

pub use operations::{across, suppressed};
pub use page::Page;
pub use partial::{holds_despite, holds_without};

use crate::azure::clouds;
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
    pub check: Check,
}

/// Looks at an intent and pushes what it finds.
type Check = fn(&Written, &mut Vec<Diagnostic>);

impl Rule {
    /// A rule that gives errors.
    const fn error(
        code: &'static str,
        numbers: &'static [u16],
        page: &'static str,
        check: Check,
    ) -> Self {
        Self {
            code,
            severity: Severity::Error,
            isolation: false,
            numbers,
            page,
            check,
        }
    }

    /// A rule that gives warnings.
    const fn warning(
        code: &'static str,
        numbers: &'static [u16],
        page: &'static str,
        check: Check,
    ) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, numbers, page, check)
        }
    }

    /// A rule that gives warnings about isolation, which cannot be suppressed.
    const fn isolation(
        code: &'static str,
        numbers: &'static [u16],
        page: &'static str,
        check: Check,
    ) -> Self {
        Self {
            isolation: true,
            ..Self::warning(code, numbers, page, check)
        }
    }
}

/// A group's table: how bad each rule is, its code, which names its page too, the numbers that it covers, its check.
macro_rules! rules {
    ($($severity:ident $code:literal $numbers:expr, $check:expr;)*) => {
        &[$($crate::rules::Rule::$severity($code, &$numbers, include_str!(concat!($code, ".md")), $check)),*]
    };
}
use rules;

/// The rules by subject, in the order of `docs/rules.md`; each subject with its heading.
pub const GROUPS: [(&str, &[Rule]); 6] = [
    ("Hub", hub::RULES),
    ("Network", network::RULES),
    ("Targets", targets::RULES),
    ("Routing", routing::RULES),
    ("Conditions of routes", routing::CONDITIONS),
    ("Operations", operations::RULES),
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    GROUPS.into_iter().flat_map(|(_, rules)| rules)
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
        let fault = in_host_name::<T>(text).unwrap_or(fault);
        found.push(
            faulty(code, T::NOUN, text, &fault, pointer, is_key)
                .note(format!("it has {}", T::RULE)),
        );
    }
}

/// What is wrong with a host name of Azure's where the name in it is due.
fn in_host_name<T: Name>(text: &str) -> Option<Fault> {
    let name = clouds::first_label(text)?;
    T::parse(name).ok()?;
    Some(Fault::new("is a host name, and only the name in it is due").instead(name))
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
    let place = if is_key {
        Place::Key(pointer.clone())
    } else {
        Place::Value(pointer.clone())
    };
    let label = fault
        .instead
        .as_ref()
        .map(|better| format!("write `{better}`"))
        .unwrap_or_default();
    Diagnostic::error(code, place, format!("{noun} `{text}` {}", fault.what)).label(label)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// What an example leaves out; it raises nothing itself.
    const REST: [(&str, &str); 9] = [
        ("version", "version: 1\n"),
        ("name", "name: plant-a\n"),
        ("location", "location: westeurope\n"),
        ("hub", "hub: { name: iot-plant-a, sku: S1 }\n"),
        (
            "network",
            "network: { privateEndpoints: [{ subnet: { resourceGroup: rg-net, virtualNetwork: vnet-a, name: devices } }] }\n",
        ),
        (
            "targets",
            "targets: { lake: { kind: storageAccount, name: stplantalake, containers: [raw] } }\n",
        ),
        (
            "routing",
            "routing: { endpoints: [{ name: cold, target: lake, container: raw }], routes: [{ name: all, endpoint: cold }] }\n",
        ),
        ("diagnostics", ""),
        ("tags", ""),
    ];

    /// The example with the top-level keys that it leaves out; they come last, so lines stay where they are.
    fn whole(example: &str) -> String {
        let mut text = format!("{}\n", example.trim_end());
        for (key, rest) in REST {
            if !example
                .lines()
                .any(|line| line.starts_with(&format!("{key}:")))
            {
                text.push_str(rest);
            }
        }
        text
    }

    /// The codes that an example raises, without those that it announces by [`page::ALSO`]; these it must raise.
    pub(super) fn codes(example: &str) -> Vec<&'static str> {
        let mut distinct: BTreeSet<&'static str> = check(&intent(example))
            .iter()
            .map(|diagnostic| diagnostic.code)
            .collect();
        for (_, also) in example
            .lines()
            .filter_map(|line| line.split_once(page::ALSO))
        {
            assert!(
                distinct.remove(also.trim()),
                "`{also}` is announced and not raised\n{example}"
            );
        }
        distinct.into_iter().collect()
    }

    /// The intent of an example.
    pub(super) fn intent(example: &str) -> Written {
        let text = whole(example);
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }

    /// Checks a table of examples, each with the codes that it raises, and prints what they say where they differ.
    pub(super) fn check_examples(table: &[(&str, &[&str])]) {
        for (example, expected) in table {
            let found = codes(example);
            assert_eq!(
                found,
                *expected,
                "{example}\n{:#?}",
                check(&intent(example))
            );
        }
    }

    #[test]
    fn pages_are_the_tests_of_their_rules() {
        let mut faults = Vec::new();
        for rule in all() {
            let Some(page) = Page::parse(rule.page) else {
                faults.push(format!("{}: the page lacks a part", rule.code));
                continue;
            };
            if page.code != rule.code {
                faults.push(format!("{}: its page is about {}", rule.code, page.code));
            }
            if codes(page.wrong) != [rule.code] {
                faults.push(format!(
                    "{}: the wrong example raises {:?}",
                    rule.code,
                    codes(page.wrong)
                ));
            }
            if !page.wrong.contains(page::MARK) {
                faults.push(format!("{}: the wrong example has no mark", rule.code));
            }
            if !codes(page.right).is_empty() {
                faults.push(format!(
                    "{}: the right example raises {:?}",
                    rule.code,
                    codes(page.right)
                ));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn codes_are_unique() {
        let mut seen = BTreeSet::new();
        for rule in all() {
            assert!(seen.insert(rule.code), "{} twice", rule.code);
        }
    }

    /// The examples are good intents: only what they mean to do may be remarked on.
    #[test]
    fn examples_are_left_alone() {
        for (name, expected) in [
            ("allow-list", &["no-private-endpoint"][..]),
            ("both-identities", &[]),
            ("existing-targets", &[]),
            ("file-upload-only", &[]),
            ("hub-and-spoke", &[]),
            ("ingress-only", &[]),
            ("minimal", &["virtual-network-owned"]),
            ("plant-a", &[]),
            ("policy-dns", &[]),
            ("us-government", &[]),
            ("user-only", &[]),
        ] {
            let text = example(name);
            let intent: Written =
                serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            let mut found = Vec::new();
            for rule in hub::RULES.iter().chain(network::RULES) {
                (rule.check)(&intent, &mut found);
            }
            let codes: BTreeSet<&str> = found.iter().map(|diagnostic| diagnostic.code).collect();
            let codes: Vec<&str> = codes.into_iter().collect();
            assert_eq!(codes, expected, "{name}: {found:#?}");
        }
    }

    #[expect(clippy::disallowed_methods, reason = "a test reads its examples")]
    fn example(name: &str) -> String {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        std::fs::read_to_string(root.join(name).join(format!("{name}.yaml")))
            .expect("the example is there")
    }
}
