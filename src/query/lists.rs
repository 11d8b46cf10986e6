//! Lists of literals. The documented language of queries has them, Microsoft's published routing component has not, and nobody
//! says what the hub does. Where one is compared with a value of the body or the twin, which may be a list, it may be
//! meant; anywhere else it cannot be right.

use std::collections::BTreeSet;

use super::Findings;
use super::codes::Code;
use super::syntax::{NodeId, NodeKind, Operator, Syntax};

/// Says of each list of the condition whether it may be meant.
pub(super) fn check(syntax: &Syntax, findings: &mut Findings) {
    let is_path = |id: NodeId| matches!(syntax.node(id).kind, NodeKind::Path(..));
    let mut meant = BTreeSet::new();
    for node in &syntax.nodes {
        if let NodeKind::Binary {
            operator: Operator::Compare(_),
            left,
            right,
            ..
        } = &node.kind
        {
            meant.extend(is_path(*left).then_some(*right));
            meant.extend(is_path(*right).then_some(*left));
        }
    }
    for (at, node) in syntax.nodes.iter().enumerate() {
        if !matches!(node.kind, NodeKind::List) {
            continue;
        }
        let (code, message, note) = if meant.contains(&NodeId(at)) {
            (
                Code::List,
                "a list stands in the condition of a route",
                "lists are documented for queries of twins and jobs; whether a route takes them is not",
            )
        } else {
            (
                Code::Syntax,
                "conditions of routes have no lists and no names in brackets",
                "`[n]` stands directly behind the name of a list in a `$body` path: `$body.list[0]`",
            )
        };
        findings
            .add(
                code,
                node.range.clone(),
                message,
                "compare with each value, joined with `OR`",
            )
            .note(note);
    }
}
