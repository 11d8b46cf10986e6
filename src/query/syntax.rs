//! The syntax tree of a condition: nodes in one list, operands always before the operator that takes them.
//!
//! That order lets every later stage walk the list from front to back instead of calling itself, so that a condition of
//! any length is judged without deep recursion.

use std::cmp::Ordering;
use std::ops::Range;

/// A parsed condition.
#[derive(Debug, Default)]
pub(super) struct Syntax {
    /// All nodes, operands first.
    pub(super) nodes: Vec<Node>,
    /// The node of the whole condition; `None` for a blank one.
    pub(super) root: Option<NodeId>,
    /// Where something begins that is never closed: it is not known what belongs to it.
    pub(super) cut: Option<usize>,
}

/// Place of a node in [`Syntax::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NodeId(pub(super) usize);

/// A part of the condition.
#[derive(Debug)]
pub(super) struct Node {
    /// What it is.
    pub(super) kind: NodeKind,
    /// Where it is, in bytes.
    pub(super) range: Range<usize>,
    /// The same with the parentheses around it.
    pub(super) outer: Range<usize>,
}

/// The kinds of node.
#[derive(Debug)]
pub(super) enum NodeKind {
    /// A text literal, escapes resolved.
    Text(String),
    /// A number literal; `None` where the service cannot read it.
    Number(Option<f64>),
    /// `true` or `false`.
    Truth(bool),
    /// `null`.
    Null,
    /// `undefined`.
    Undefined,
    /// An application property.
    Property(String),
    /// `$name`, or `{$name}`: a system property, or an application property that begins with `$`.
    System(String),
    /// `$body…` or `$twin…`.
    Path(Document, String),
    /// A function call.
    Call {
        /// Where its name stands.
        name: Range<usize>,
        /// Its arguments.
        arguments: Vec<NodeId>,
    },
    /// `-x`.
    Negate(Range<usize>, NodeId),
    /// `NOT x`.
    Not(Range<usize>, NodeId),
    /// `left operator right`.
    Binary {
        /// The operator.
        operator: Operator,
        /// Where it stands.
        place: Range<usize>,
        /// Left operand.
        left: NodeId,
        /// Right operand.
        right: NodeId,
    },
    /// `['a', 'b']`; a finding tells.
    List,
    /// Something that could not be parsed; a finding tells.
    Faulty,
}

/// The documents that a path may look into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Document {
    /// `$body`: the JSON body of the message.
    Body,
    /// `$twin`: the twin of the sending device or module.
    Twin,
}

impl Document {
    /// How it is named in a condition.
    pub(super) fn root(self) -> &'static str {
        match self {
            Document::Body => "$body",
            Document::Twin => "$twin",
        }
    }
}

/// Binary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    /// Numbers to a number.
    Calculate(Arithmetic),
    /// `||`: texts to a text.
    Join,
    /// Two values of one type to true or false.
    Compare(Comparison),
    /// `AND`.
    And,
    /// `OR`.
    Or,
    /// `??`: the left value where it is defined, else the right one.
    Coalesce,
}

/// Operators of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arithmetic {
    /// `*`.
    Multiply,
    /// `/`.
    Divide,
    /// `%`.
    Remainder,
    /// `+`.
    Add,
    /// `-`.
    Subtract,
}

/// Operators that compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
    /// `=`.
    Equal,
    /// `!=` or `<>`.
    NotEqual,
}

impl Operator {
    /// How tightly it binds: the higher, the tighter. All associate to the left. `Condition.g4`.
    pub(super) fn binding(self) -> u8 {
        match self {
            Operator::Calculate(
                Arithmetic::Multiply | Arithmetic::Divide | Arithmetic::Remainder,
            ) => 7,
            Operator::Calculate(Arithmetic::Add | Arithmetic::Subtract) | Operator::Join => 6,
            Operator::Compare(Comparison::Equal | Comparison::NotEqual) => 4,
            Operator::Compare(_) => 5,
            Operator::And => 3,
            Operator::Or => 2,
            Operator::Coalesce => 1,
        }
    }
}

impl Comparison {
    /// How it is written.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Comparison::Less => "<",
            Comparison::LessOrEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterOrEqual => ">=",
            Comparison::Equal => "=",
            Comparison::NotEqual => "!=",
        }
    }

    /// Does it hold for values that stand so to each other?
    pub(super) fn holds(self, order: Ordering) -> bool {
        match self {
            Comparison::Less => order.is_lt(),
            Comparison::LessOrEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterOrEqual => order.is_ge(),
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
        }
    }

    /// The one that says the same with the two sides exchanged.
    pub(super) fn turned(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::Greater,
            Comparison::LessOrEqual => Comparison::GreaterOrEqual,
            Comparison::Greater => Comparison::Less,
            Comparison::GreaterOrEqual => Comparison::LessOrEqual,
            Comparison::Equal | Comparison::NotEqual => self,
        }
    }

    /// The one that holds where this does not.
    pub(super) fn negated(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::GreaterOrEqual,
            Comparison::LessOrEqual => Comparison::Greater,
            Comparison::Greater => Comparison::LessOrEqual,
            Comparison::GreaterOrEqual => Comparison::Less,
            Comparison::Equal => Comparison::NotEqual,
            Comparison::NotEqual => Comparison::Equal,
        }
    }
}

impl Syntax {
    /// The node at a place in the list.
    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    /// Adds a node and tells its place.
    pub(super) fn add(&mut self, kind: NodeKind, range: Range<usize>) -> NodeId {
        self.nodes.push(Node {
            kind,
            outer: range.clone(),
            range,
        });
        NodeId(self.nodes.len() - 1)
    }

    /// The operands of a chain of one operator, from left to right: `a AND b AND c` gives three. A node that is not
    /// that operator is a chain of one.
    pub(super) fn chain(&self, id: NodeId, wanted: Operator) -> Vec<NodeId> {
        let mut operands = Vec::new();
        let mut waiting = vec![id];
        while let Some(next) = waiting.pop() {
            if let NodeKind::Binary {
                operator,
                left,
                right,
                ..
            } = &self.node(next).kind
                && *operator == wanted
            {
                waiting.extend([*right, *left]);
            } else {
                operands.push(next);
            }
        }
        operands
    }
}
