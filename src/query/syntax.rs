//! The syntax tree of a condition: nodes in one list, operands always before the operator that takes them.
//!
//! That order lets every later stage walk the list from front to back instead of calling itself, so that a condition of
//! any length is judged without deep recursion.

use std::ops::Range;

/// A parsed condition.
#[derive(Debug, Default)]
pub(super) struct Syntax {
    /// All nodes, operands first.
    pub(super) nodes: Vec<Node>,
    /// The node of the whole condition; `None` for a blank one.
    pub(super) root: Option<NodeId>,
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

/// Binary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
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
    /// `||`, which joins texts.
    Join,
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
    /// `AND`.
    And,
    /// `OR`.
    Or,
    /// `??`.
    Coalesce,
}

/// What operators do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// Numbers to a number.
    Arithmetic,
    /// Texts to a text.
    Join,
    /// Two values of one type to true or false.
    Comparison,
    /// Conditions to a condition.
    Logic,
    /// The first value that is defined.
    Coalesce,
}

impl Operator {
    /// How tightly it binds: the higher, the tighter. All associate to the left. `Condition.g4`.
    pub(super) fn binding(self) -> u8 {
        match self {
            Operator::Multiply | Operator::Divide | Operator::Remainder => 7,
            Operator::Add | Operator::Subtract | Operator::Join => 6,
            Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual => 5,
            Operator::Equal | Operator::NotEqual => 4,
            Operator::And => 3,
            Operator::Or => 2,
            Operator::Coalesce => 1,
        }
    }

    /// What it does.
    pub(super) fn family(self) -> Family {
        match self {
            Operator::Multiply
            | Operator::Divide
            | Operator::Remainder
            | Operator::Add
            | Operator::Subtract => Family::Arithmetic,
            Operator::Join => Family::Join,
            Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual => Family::Comparison,
            Operator::Equal | Operator::NotEqual => Family::Comparison,
            Operator::And | Operator::Or => Family::Logic,
            Operator::Coalesce => Family::Coalesce,
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
        self.nodes.push(Node { kind, range });
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
