//! Conditions of routes: what the compiler for them finds, one rule for each of its codes.

use super::super::Rule;
use super::uses::route_at;
use crate::azure::limits;
use crate::diag::{Diagnostic, Place};
use crate::intent::written::Written;
use crate::query::{self, Context, Level};

/// One rule for each code, so that each has its page; the first one runs the compiler, once, for all of them.
macro_rules! conditions {
    ($first:ident $code:literal $numbers:expr; $($severity:ident $others:literal $more:expr;)*) => {
        super::super::rules! { $first $code $numbers, report; $($severity $others $more, |_, _| {};)* }
    };
}

/// One rule for each code of the compiler, in its order.
pub(in crate::rules) const RULES: &[Rule] = conditions! {
    error "condition-syntax" [68];
    error "condition-sql-statement" [68];
    error "condition-unknown-operator" [68];
    error "condition-parenthesis" [68];
    error "condition-unterminated-text" [68];
    error "condition-blank" [68];
    error "condition-too-deep" [];
    error "condition-unknown-function" [75];
    error "condition-argument-count" [75];
    error "condition-argument-type" [];
    error "condition-type-mismatch" [];
    error "condition-path" [69];
    error "condition-twin-on-basic" [71, 23];
    warning "condition-never-matches" [77];
    warning "condition-constant" [];
    warning "condition-bare-word" [];
    warning "condition-text-order" [];
    warning "condition-quotes" [];
    warning "condition-operator-in-name" [73];
    warning "condition-invisible-character" [];
    warning "condition-unknown-system-property" [72];
    warning "condition-missing-dollar" [];
    warning "condition-missing-root" [74];
    warning "condition-twin-path" [];
    warning "condition-list" [];
    warning "condition-undocumented-function" [];
};

/// Pushes what the compiler finds, under all codes.
fn report(intent: &Written, found: &mut Vec<Diagnostic>) {
    let basic_tier = limits::sku(intent.hub.sku).basic;
    for (index, route) in intent.routing.routes.iter().enumerate() {
        let Some(condition) = &route.condition else {
            continue;
        };
        let context = Context {
            basic_tier,
            source: Some(format!("{:?}", route.source.unwrap_or_default())),
        };
        for finding in query::check(condition, &context) {
            let place = Place::Inside(route_at(index).key("condition"), finding.range);
            let diagnostic = match finding.level {
                Level::Error => Diagnostic::error(finding.code, place, finding.message),
                Level::Warning => Diagnostic::warning(finding.code, place, finding.message),
            }
            .label(finding.label);
            found.push(match finding.note {
                Some(note) => diagnostic.note(note),
                None => diagnostic,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::{check, check_words};
    use super::*;
    use crate::diag::Severity;

    #[test]
    fn each_code_of_the_compiler_has_its_rule() {
        let rules: Vec<(&str, Severity)> = RULES
            .iter()
            .map(|rule| (rule.code, rule.severity))
            .collect();
        let codes: Vec<(&str, Severity)> = query::code_list()
            .iter()
            .map(|(code, level, _)| {
                let severity = match level {
                    Level::Error => Severity::Error,
                    Level::Warning => Severity::Warning,
                };
                (*code, severity)
            })
            .collect();
        assert_eq!(rules, codes);
    }

    fn route(sku: &str, condition: &str) -> String {
        format!(
            "hub: {{ name: iot-a, sku: {sku} }}\nrouting: {{ endpoints: [{{ name: cold, target: lake, container: raw }}], routes: [{{ name: all, endpoint: cold }}, {{ name: a, condition: \"{condition}\", endpoint: cold, isEnabled: false }}] }}"
        )
    }

    #[test]
    fn conditions_are_compiled() {
        for (sku, condition, codes) in [
            ("S1", "level = 'critical'", &[][..]),
            ("S1", "$twin.tags.site = 'north'", &[]),
            (
                "B1",
                "$twin.tags.site = 'north'",
                &["condition-twin-on-basic"],
            ),
            ("S1", "level = 'critical", &["condition-unterminated-text"]),
            ("S1", "", &["condition-blank"]),
        ] {
            check(&[(&route(sku, condition), codes)]);
        }
    }

    #[test]
    fn the_place_is_inside_the_condition() {
        let case = route("S1", "level == 'critical'");
        check_words(&[(
            &case,
            "Inside(Pointer([Key(\"routing\"), Key(\"routes\"), Index(1), Key(\"condition\")]), 7..8)",
            "there is no operator `==`",
            "write `=`",
        )]);
    }
}
