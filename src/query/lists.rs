//! Lists of literals. The documented language of queries has them, Microsoft's published routing component has not, and nobody
//! says what the hub does. Where one is compared with a value of the body or the twin, which may be a list, it may be
//! meant; anywhere else it cannot be right.

use super::Findings;
use super::codes::Code;
use super::syntax::{NodeKind, Operator, Syntax};

/// Says of each list of the condition whether it may be meant.
pub(super) fn check(syntax: &Syntax, findings: &mut Findings) {
    for (index, node) in syntax.nodes.iter().enumerate() {
        if !matches!(node.kind, NodeKind::List) {
            continue;
        }
        let meant = syntax.nodes.iter().any(|parent| {
            let NodeKind::Binary {
                operator: Operator::Compare(_),
                left,
                right,
                ..
            } = &parent.kind
            else {
                return false;
            };
            let other = if left.0 == index { *right } else { *left };
            (left.0 == index || right.0 == index)
                && matches!(syntax.node(other).kind, NodeKind::Path(..))
        });
        if meant {
            findings
                .add(Code::List, node.range.clone(), "a list stands in the condition of a route", "compare with each value, joined with `OR`")
                .note("lists are documented for queries of twins and jobs; whether a route takes them is not");
        } else {
            findings
                .add(
                    Code::Syntax,
                    node.range.clone(),
                    "conditions of routes have no lists and no names in brackets",
                    "compare with each value, joined with `OR`",
                )
                .note("`[n]` stands directly behind the name of a list in a `$body` path: `$body.list[0]`");
        }
    }
}
