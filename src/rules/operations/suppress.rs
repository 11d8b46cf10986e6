//! Warnings that are turned off: which may be, and whether there is anything to turn off.

use super::super::names::write_nearest;
use super::super::{Rule, all, at, find};
use crate::diag::{Diagnostic, Place, Severity};
use crate::document::{self, pointer::Pointer};
use crate::intent::written::Written;
use crate::schema;

/// Rules about `suppress` itself begin with this; they are never turned off.
const OWN: &str = "suppress-";

/// Why the intent turns this diagnostic off; none where it does not.
pub fn suppressed<'a>(intent: &'a Written, diagnostic: &Diagnostic) -> Option<&'a str> {
    let rule = find(diagnostic.code)?;
    if diagnostic.severity != Severity::Warning || refusal(rule).is_some() {
        return None;
    }
    intent
        .suppress
        .iter()
        .find(|each| each.rule == rule.code && !each.reason.trim().is_empty())
        .map(|each| each.reason.as_str())
}

pub(super) fn unknown(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, each) in intent.suppress.iter().enumerate() {
        if find(&each.rule).is_none() && !is_about_the_file(&each.rule) {
            found.push(
                Diagnostic::error(
                    "suppress-unknown",
                    Place::Value(entry_at(index).key("rule")),
                    format!("there is no rule `{}`", each.rule),
                )
                .label(write_code(&each.rule))
                .help("`hubseal explain` lists the rules"),
            );
        }
    }
}

/// The code that is meant: one that is spelt much the same, or the only one that begins so.
fn write_code(word: &str) -> String {
    let codes = || all().map(|rule| rule.code);
    let near = write_nearest(word, codes());
    let mut longer = codes().filter(|code| {
        code.strip_prefix(word)
            .is_some_and(|rest| rest.starts_with('-'))
    });
    match (longer.next(), longer.next()) {
        (Some(only), None) if near.is_empty() => format!("write `{only}`"),
        _ => near,
    }
}

pub(super) fn refused(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, each) in intent.suppress.iter().enumerate() {
        let why = find(&each.rule).and_then(refusal).or_else(|| {
            is_about_the_file(&each.rule).then_some("is about how the intent is written")
        });
        if let Some(why) = why {
            found.push(
                Diagnostic::error(
                    "suppress-refused",
                    Place::Value(entry_at(index).key("rule")),
                    format!("`{}` {why}, and cannot be turned off", each.rule),
                )
                .label("leave it out"),
            );
        }
    }
}

pub(super) fn reason(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, each) in intent.suppress.iter().enumerate() {
        if each.reason.trim().is_empty() {
            found.push(
                Diagnostic::error(
                    "suppress-without-reason",
                    Place::Value(entry_at(index).key("reason")),
                    format!("nothing says why `{}` does not matter here", each.rule),
                )
                .label("write the reason; the report quotes it"),
            );
        }
    }
}

pub(super) fn idle(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, each) in intent.suppress.iter().enumerate() {
        let Some(rule) = find(&each.rule).filter(|rule| refusal(rule).is_none()) else {
            continue;
        };
        let repeated = intent.suppress[..index]
            .iter()
            .any(|earlier| earlier.rule == each.rule);
        let mut raised = Vec::new();
        if !repeated {
            (rule.check)(intent, &mut raised);
        }
        if raised.is_empty() {
            found.push(
                Diagnostic::warning(
                    "suppress-idle",
                    Place::Value(entry_at(index).key("rule")),
                    if repeated {
                        format!("`{}` is turned off already", each.rule)
                    } else {
                        format!(
                            "`{}` is not raised, so there is nothing to turn off",
                            each.rule
                        )
                    },
                )
                .label("leave it out"),
            );
        }
    }
}

/// Why a rule cannot be turned off.
fn refusal(rule: &Rule) -> Option<&'static str> {
    if rule.code.starts_with(OWN) {
        return Some("is about `suppress` itself");
    }
    match (rule.severity, rule.isolation) {
        (Severity::Error, _) => Some("is an error"),
        (Severity::Warning | Severity::Note, true) => Some("is about isolation"),
        (Severity::Warning | Severity::Note, false) => None,
    }
}

/// Whether a code is of the front end: what it warns about can be written in another way.
fn is_about_the_file(code: &str) -> bool {
    let of_text = document::CODES.iter().map(|(code, _)| *code);
    let of_schema = schema::PAGES.iter().map(|(code, _)| *code);
    of_text.chain(of_schema).any(|known| known == code)
}

fn entry_at(index: usize) -> Pointer {
    at(&["suppress"]).index(index)
}

#[cfg(test)]
mod tests {
    use super::super::super::routing::cases::{check, diagnostics, intent};
    use super::suppressed;

    const UNUSED: &str = "routing: { endpoints: [{ name: cold, target: lake, container: raw }, { name: spare, target: lake, container: uploads }], routes: [{ name: all, endpoint: cold }] }\n";

    #[test]
    fn warnings_are_turned_off() {
        for (suppress, codes) in [
            (
                "{ rule: endpoint-unused, reason: \"later\" }",
                &["endpoint-unused"][..],
            ),
            (
                "{ rule: endpoint-unusd, reason: later }",
                &["endpoint-unused", "suppress-unknown"],
            ),
            (
                "{ rule: endpoint-name, reason: later }",
                &["endpoint-unused", "suppress-refused"],
            ),
            (
                "{ rule: route-to-builtin-endpoint, reason: later }",
                &["endpoint-unused", "suppress-refused"],
            ),
            (
                "{ rule: duplicate-key, reason: later }",
                &["endpoint-unused", "suppress-refused"],
            ),
            (
                "{ rule: suppress-idle, reason: later }",
                &["endpoint-unused", "suppress-refused"],
            ),
            (
                "{ rule: endpoint-unused, reason: \" \" }",
                &["endpoint-unused", "suppress-without-reason"],
            ),
            (
                "{ rule: no-routes, reason: later }",
                &["endpoint-unused", "suppress-idle"],
            ),
            (
                "{ rule: endpoint-unused, reason: later }, { rule: endpoint-unused, reason: later }",
                &["endpoint-unused", "suppress-idle"],
            ),
        ] {
            check(&[(&format!("{UNUSED}suppress: [{suppress}]"), codes)]);
        }
    }

    #[test]
    fn the_reason_is_found() {
        for (suppress, reason) in [
            ("{ rule: endpoint-unused, reason: later }", Some("later")),
            ("{ rule: endpoint-unused, reason: \"\" }", None),
            ("{ rule: no-routes, reason: later }", None),
        ] {
            let case = format!("{UNUSED}suppress: [{suppress}]");
            let raised = diagnostics(&case);
            assert_eq!(suppressed(&intent(&case), &raised[0]), reason);
        }
    }
}
