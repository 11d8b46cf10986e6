//! What to say of an operator between values that it does not take, and what to write instead.

use std::ops::Range;

use super::check::{Checker, Type};
use super::codes::Code;
use super::lexer;
use super::spelling::in_quotes;
use super::syntax::{Comparison, NodeId, NodeKind, Operator};

impl Checker<'_> {
    /// Tells of a binary operator whose operands do not fit.
    pub(super) fn mismatch(&mut self, id: NodeId) {
        let NodeKind::Binary {
            operator,
            place,
            left,
            right,
        } = &self.syntax.node(id).kind
        else {
            return;
        };
        let (operator, left, right) = (*operator, *left, *right);
        if let Some(join) = self.joined_comparisons(left) {
            self.or_meant(join);
            return;
        }
        let sign = match operator {
            // Where another sign stands, that was told, and this is the one to write.
            Operator::Compare(Comparison::NotEqual) if &self.condition[place.clone()] == "<>" => {
                "<>"
            }
            Operator::Compare(comparison) => comparison.sign(),
            Operator::Calculate(_)
            | Operator::Join
            | Operator::And
            | Operator::Or
            | Operator::Coalesce => &self.condition[place.clone()],
        };
        let (one, two) = (self.of(left), self.of(right));
        let takes =
            |id: NodeId, wanted: Type| [wanted, Type::Open, Type::Faulty].contains(&self.of(id));
        let (message, label, note) = match operator {
            Operator::Compare(comparison) => (
                format!("`{sign}` compares {} with {}", one.words(), two.words()),
                self.compared(comparison, sign, left, right),
                ([one, two].contains(&Type::Number)
                    && (self.is_property(left) || self.is_property(right)))
                .then_some("application and system properties are texts, whatever they look like"),
            ),
            Operator::Calculate(_) => {
                let wrong = if takes(left, Type::Number) {
                    right
                } else {
                    left
                };
                (
                    format!(
                        "`{sign}` takes numbers; `{}` is {}",
                        self.says(wrong),
                        self.of(wrong).words()
                    ),
                    self.as_number(wrong)
                        .unwrap_or_else(|| "write numbers on both sides".to_owned()),
                    (sign == "+" && self.of(wrong) == Type::Text)
                        .then_some("texts are joined with `||`"),
                )
            }
            Operator::Join if [one, two].contains(&Type::Truth) => {
                self.or_meant(place.clone());
                return;
            }
            Operator::Join => {
                let wrong = if takes(left, Type::Text) { right } else { left };
                (
                    format!(
                        "`||` takes texts; `{}` is {}",
                        self.says(wrong),
                        self.of(wrong).words()
                    ),
                    "write `OR` between comparisons, or texts on both sides".to_owned(),
                    Some("`||` joins texts; the other operator is written `OR`"),
                )
            }
            Operator::Coalesce => (
                format!("`??` stands between {} and {}", one.words(), two.words()),
                format!(
                    "write parentheses around `{} ?? …`, and the same type on both sides",
                    self.says(left)
                ),
                Some("`??` binds least of all: `a ?? 'x' = 'y'` means `a ?? ('x' = 'y')`"),
            ),
            Operator::And | Operator::Or => {
                let wrong = if matches!(one, Type::Text | Type::Number) {
                    left
                } else {
                    right
                };
                (
                    format!(
                        "`{sign}` joins conditions; `{}` is {}",
                        self.says(wrong),
                        self.of(wrong).words()
                    ),
                    self.repeated(left, right, wrong),
                    None,
                )
            }
        };
        self.findings
            .add(Code::Mismatch, place.clone(), message, label)
            .note = note.map(str::to_owned);
    }

    /// Tells of `temperature > '30'`: both are texts, and their order is that of their letters.
    pub(super) fn text_order(&mut self, comparison: Comparison, left: NodeId, right: NodeId) {
        let turned = matches!(self.syntax.node(left).kind, NodeKind::Text(_));
        let (subject, literal) = if turned { (right, left) } else { (left, right) };
        let NodeKind::Text(text) = &self.syntax.node(literal).kind else {
            return;
        };
        // A date of eight digits or a time stamp has the same order as a text.
        let is_date = text.len() >= 8 && !text.contains('.');
        let is_time = |name: &str| name.eq_ignore_ascii_case("enqueuedTime");
        let kind = &self.syntax.node(subject).kind;
        let label = if matches!(kind, NodeKind::Path(..)) {
            self.says(subject)
        } else if self.is_property(subject)
            && !matches!(kind, NodeKind::System(name) if is_time(name))
        {
            format!("as_number({})", self.says(subject))
        } else {
            return;
        };
        if matches!(comparison, Comparison::Equal | Comparison::NotEqual)
            || is_date
            || !lexer::is_number(text.trim())
        {
            return;
        }
        let (number, sign) = (text.trim(), comparison.sign());
        let written = if turned {
            format!("{number} {sign} {label}")
        } else {
            format!("{label} {sign} {number}")
        };
        let range = self.syntax.node(literal).range.clone();
        self.findings
            .add(
                Code::TextOrder,
                range,
                format!("`'{number}'` is a text here"),
                format!("write `{written}`"),
            )
            .note("texts are ordered by their letters: `'100'` comes before `'30'`");
    }

    /// Tells of a `NOT` before what is no condition. `NOT level = 'hot'`: the comparison that was to be negated stands a
    /// few places behind in the list.
    pub(super) fn not_mismatch(&mut self, id: NodeId, place: Range<usize>, operand: NodeId) {
        let said = self.says(operand);
        let compares = |node: &&super::syntax::Node| matches!(&node.kind, NodeKind::Binary { operator: Operator::Compare(_), left, .. } if *left == id);
        let label = match self.syntax.nodes[id.0..].iter().take(10).find(compares) {
            Some(node) => format!(
                "write `NOT ({})`",
                self.text(self.syntax.node(operand).outer.start..node.range.end)
            ),
            None => {
                format!("compare it, such as `{said} != '…'`, or write `NOT is_defined({said})`")
            }
        };
        let message = format!(
            "`NOT` stands before `{said}`, which is {}",
            self.of(operand).words()
        );
        self.findings
            .add(Code::Mismatch, place, message, label)
            .note("`NOT` binds tighter than `=`: `NOT a = 'x'` means `(NOT a) = 'x'`");
    }

    /// The `||` of `a = 'x' || b`, which is compared once more: surely `OR` was meant.
    fn joined_comparisons(&self, left: NodeId) -> Option<Range<usize>> {
        let NodeKind::Binary {
            operator: Operator::Compare(_),
            right,
            ..
        } = &self.syntax.node(left).kind
        else {
            return None;
        };
        let NodeKind::Binary {
            operator: Operator::Join,
            place,
            ..
        } = &self.syntax.node(*right).kind
        else {
            return None;
        };
        Some(place.clone())
    }

    fn or_meant(&mut self, place: Range<usize>) {
        self.findings
            .add(
                Code::Mismatch,
                place,
                "`||` joins texts, and stands between comparisons",
                "write `OR`",
            )
            .note(
                "`||` binds tighter than `=`: `a = 'x' || b = 'y'` means `(a = ('x' || b)) = 'y'`",
            );
    }

    /// What to write instead of a comparison of two types.
    fn compared(&self, comparison: Comparison, sign: &str, left: NodeId, right: NodeId) -> String {
        let (one, two) = (self.of(left), self.of(right));
        let (here, there) = (self.says(left), self.says(right));
        let equal = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        let defined = |said: &str| {
            let not = if comparison == Comparison::Equal {
                "NOT "
            } else {
                ""
            };
            format!("write `{not}is_defined({said})`")
        };
        let is_broken = |id: NodeId| matches!(self.syntax.node(id).kind, NodeKind::Number(None));
        if let Some(broken) = [left, right].into_iter().find(|id| is_broken(*id)) {
            let broken = self.says(broken);
            return format!(
                "write `'{broken}'` for the text; `{broken}` is read as a number without digits"
            );
        }
        if matches!(self.syntax.node(left).kind, NodeKind::Not(..)) && two != Type::Truth {
            let inner = self.syntax.node(left).range.start + "NOT".len();
            return format!(
                "write `NOT ({})`",
                self.text(inner..self.syntax.node(right).outer.end)
                    .trim_start()
            );
        }
        if let NodeKind::Property(name) = &self.syntax.node(right).kind
            && one == Type::Number
            && let Some(number) = name.strip_prefix('+').or(name.strip_suffix('%'))
            && lexer::is_number(number)
        {
            return format!("write `{number}`");
        }
        match (one, two) {
            (Type::Text, Type::Number) if self.is_property(left) && equal => {
                format!("write `as_number({here}) {sign} {there}`, or `'{there}'` for the text")
            }
            (Type::Text, Type::Number) if self.is_property(left) => {
                format!("write `as_number({here}) {sign} {there}`")
            }
            (Type::Number, Type::Text) if self.is_property(right) => {
                format!("write `{here} {sign} as_number({there})`")
            }
            (Type::Number, Type::Text) => self
                .as_number(right)
                .unwrap_or_else(|| "compare two values of one type".to_owned()),
            (Type::Text, Type::Number) => self
                .as_number(left)
                .unwrap_or_else(|| format!("write `'{there}'` for the text")),
            (Type::Text, Type::Truth)
                if matches!(self.syntax.node(right).kind, NodeKind::Truth(_)) =>
            {
                format!("write `{here} {sign} '{there}'`")
            }
            (Type::Truth, _) | (_, Type::Truth) => {
                "join two comparisons with `AND` or `OR`, or compare with `true` or `false`"
                    .to_owned()
            }
            (_, Type::Null | Type::Undefined) if equal => defined(&here),
            (Type::Null | Type::Undefined, _) if equal => defined(&there),
            _ => "compare two values of one type".to_owned(),
        }
    }

    /// `level = 'hot' OR 'warm'`: the comparison to repeat.
    fn repeated(&self, left: NodeId, right: NodeId, wrong: NodeId) -> String {
        let said = self.says(wrong);
        let last = self.syntax.chain(left, Operator::Or).pop().unwrap_or(left);
        if wrong == right
            && let NodeKind::Binary {
                operator: Operator::Compare(Comparison::Equal),
                left: subject,
                ..
            } = &self.syntax.node(last).kind
            && !self.says(*subject).eq_ignore_ascii_case(&said)
        {
            let text = if said.starts_with(['\'', '"']) {
                said
            } else {
                in_quotes(&said)
            };
            return format!("repeat the comparison: `{} = {text}`", self.says(*subject));
        }
        if matches!(self.syntax.node(wrong).kind, NodeKind::Text(_)) {
            return format!("write whole comparisons on both sides, such as `x = {said}`");
        }
        format!("compare it, such as `{said} = '…'`")
    }

    /// What to write for a text where a number is wanted.
    pub(super) fn as_number(&self, id: NodeId) -> Option<String> {
        if let NodeKind::Text(text) = &self.syntax.node(id).kind {
            let is_number = lexer::is_number(text.trim());
            return is_number.then(|| format!("write `{}` without quotes", text.trim()));
        }
        self.is_property(id)
            .then(|| format!("write `as_number({})`", self.says(id)))
    }

    fn is_property(&self, id: NodeId) -> bool {
        matches!(
            self.syntax.node(id).kind,
            NodeKind::Property(_) | NodeKind::System(_)
        )
    }
}
