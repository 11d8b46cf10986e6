//! Comparisons joined by `AND` that exclude each other: `a = 'x' AND a = 'y'`, `n > 30 AND n < 20`.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::check::Type;
use super::syntax::{Comparison, NodeId, NodeKind, Operator, Syntax};
use super::values::{Possible, Value, Values, ordinal};

/// The first conjunct of a chain of `AND` that excludes the ones before it, and the name of what they are about.
pub(super) fn find(
    values: &Values,
    keys: &[Option<String>],
    chain: NodeId,
) -> Option<(NodeId, String)> {
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    // Whether each value must be defined (it is compared) or undefined (`NOT is_defined(…)`).
    let mut defined: BTreeMap<String, bool> = BTreeMap::new();
    let mut types: BTreeMap<String, String> = BTreeMap::new();
    for conjunct in values.syntax.chain(chain, Operator::And) {
        let Some((key, demand)) = demand(values, keys, conjunct) else {
            continue;
        };
        // What the demand says of the value besides: that it is defined, and of which type.
        let answer = |answers: &[Literal]| answers == [Literal::Truth(true)];
        let (subject, is_defined, of_type) = match (question(&key), &demand) {
            (Some(("is_defined", subject)), Demand::OneOf(answers)) => {
                (subject, answer(answers), None)
            }
            (Some((question, subject)), Demand::OneOf(answers)) if answer(answers) => {
                (subject, true, Some(question))
            }
            (None, Demand::OneOf(literals)) => (key.as_str(), true, only_type(literals)),
            (_, Demand::OneOf(_) | Demand::Not(_) | Demand::Above(_) | Demand::Below(_)) => {
                (key.as_str(), true, None)
            }
        };
        let subject = subject.to_owned();
        let fits = *defined.entry(subject.clone()).or_insert(is_defined) == is_defined;
        let is_of_type = of_type.is_none_or(|of_type| {
            let first = types
                .entry(subject.clone())
                .or_insert_with(|| of_type.to_owned());
            first == of_type
        });
        if !fits || !is_of_type || !known.entry(key).or_default().add(demand) {
            return Some((conjunct, subject));
        }
    }
    None
}

/// A name for every node that stands for one value of the message, the same for the same value.
pub(super) fn keys(condition: &str, syntax: &Syntax) -> Vec<Option<String>> {
    const LONGEST: usize = 400;
    let mut keys: Vec<Option<String>> = Vec::with_capacity(syntax.nodes.len());
    for node in &syntax.nodes {
        let key = match &node.kind {
            NodeKind::Property(name) => Some(name.to_lowercase()),
            NodeKind::System(name) => Some(format!("${}", name.to_lowercase())),
            NodeKind::Path(document, path) => Some(format!("{}{path}", document.root())),
            NodeKind::Text(text) => Some(format!("{text:?}")),
            NodeKind::Number(Some(number)) => Some(number.to_string()),
            NodeKind::Call { name, arguments } => {
                let arguments: Option<Vec<&str>> = arguments
                    .iter()
                    .map(|argument| keys[argument.0].as_deref())
                    .collect();
                arguments.map(|list| {
                    format!(
                        "{}({})",
                        condition[name.clone()].to_lowercase(),
                        list.join(",")
                    )
                })
            }
            NodeKind::Number(None)
            | NodeKind::Truth(_)
            | NodeKind::Null
            | NodeKind::Undefined
            | NodeKind::Negate(..)
            | NodeKind::Not(..)
            | NodeKind::Binary { .. }
            | NodeKind::List
            | NodeKind::Faulty => None,
        };
        keys.push(key.filter(|key| key.len() <= LONGEST));
    }
    keys
}

/// The type of all these, as the question for it.
fn only_type(literals: &[Literal]) -> Option<&'static str> {
    let first = literals.first()?.question();
    literals
        .iter()
        .all(|literal| literal.question() == first)
        .then_some(first)
}

/// The question for definedness or type that a key asks, and of what: `is_string(a)`.
fn question(key: &str) -> Option<(&str, &str)> {
    let (function, subject) = key.strip_suffix(')')?.split_once('(')?;
    let asks = [
        "is_defined",
        "is_string",
        "is_number",
        "is_bool",
        "is_null",
        "is_array",
        "is_object",
    ];
    asks.contains(&function).then_some((function, subject))
}

/// A literal that something is compared with.
#[derive(Clone, Debug, PartialEq)]
enum Literal {
    Text(String),
    Number(f64),
    Truth(bool),
    Null,
}

impl Literal {
    fn of(value: &Value) -> Option<Literal> {
        match value {
            Value::Text(text) => Some(Literal::Text(text.clone())),
            Value::Number(number) => Some(Literal::Number(*number)),
            Value::Truth(possible) => (*possible == Possible::always(possible.yes))
                .then_some(Literal::Truth(possible.yes)),
            Value::Null => Some(Literal::Null),
            Value::Undefined | Value::Open => None,
        }
    }

    /// The question that is true for values of its type.
    fn question(&self) -> &'static str {
        match self {
            Literal::Text(_) => "is_string",
            Literal::Number(_) => "is_number",
            Literal::Truth(_) => "is_bool",
            Literal::Null => "is_null",
        }
    }

    /// How two literals of one type stand to each other.
    fn order(&self, other: &Literal) -> Option<Ordering> {
        match (self, other) {
            (Literal::Text(one), Literal::Text(two)) => Some(ordinal(one, two)),
            (Literal::Number(one), Literal::Number(two)) => one.partial_cmp(two),
            _ => None,
        }
    }
}

/// What a conjunct demands of one value of the message.
#[derive(Debug)]
enum Demand {
    OneOf(Vec<Literal>),
    Not(Literal),
    Above(Bound),
    Below(Bound),
}

/// A limit that a value must keep.
#[derive(Debug)]
struct Bound {
    limit: Literal,
    /// May the value be the limit itself?
    closed: bool,
}

impl Demand {
    fn new(comparison: Comparison, limit: Literal) -> Demand {
        match comparison {
            Comparison::Equal => Demand::OneOf(vec![limit]),
            Comparison::NotEqual => Demand::Not(limit),
            Comparison::Less => Demand::Below(Bound {
                limit,
                closed: false,
            }),
            Comparison::LessOrEqual => Demand::Below(Bound {
                limit,
                closed: true,
            }),
            Comparison::Greater => Demand::Above(Bound {
                limit,
                closed: false,
            }),
            Comparison::GreaterOrEqual => Demand::Above(Bound {
                limit,
                closed: true,
            }),
        }
    }
}

/// What is known of one value of the message so far.
#[derive(Debug, Default)]
struct Known {
    allowed: Option<Vec<Literal>>,
    excluded: Vec<Literal>,
    above: Option<Bound>,
    below: Option<Bound>,
}

impl Known {
    /// Adds a demand; false where it cannot be met beside the earlier ones.
    fn add(&mut self, demand: Demand) -> bool {
        match demand {
            Demand::OneOf(literals) => {
                let before = self.allowed.take();
                let meets = |literal: &Literal| {
                    before
                        .as_ref()
                        .is_none_or(|before| before.contains(literal))
                };
                self.allowed = Some(literals.into_iter().filter(meets).collect());
            }
            Demand::Not(literal) => self.excluded.push(literal),
            Demand::Above(bound) => tighten(&mut self.above, bound, Ordering::Greater),
            Demand::Below(bound) => tighten(&mut self.below, bound, Ordering::Less),
        }
        let Known {
            allowed,
            excluded,
            above,
            below,
        } = self;
        if let Some(allowed) = allowed {
            allowed.retain(|literal| {
                !excluded.contains(literal)
                    && keeps(literal, above.as_ref(), Ordering::Greater)
                    && keeps(literal, below.as_ref(), Ordering::Less)
            });
            return !allowed.is_empty();
        }
        let (Some(above), Some(below)) = (above, below) else {
            return true;
        };
        let order = above.limit.order(&below.limit);
        order.is_none_or(|order| order.is_lt() || (order.is_eq() && above.closed && below.closed))
    }
}

/// Keeps the tighter of two bounds; `side` is where values beyond the limit lie. Bounds of different types cannot be
/// compared, and the first one stays.
fn tighten(known: &mut Option<Bound>, new: Bound, side: Ordering) {
    let tighter = known.as_ref().is_none_or(|old| {
        let order = new.limit.order(&old.limit);
        order.is_some_and(|order| order == side || (order.is_eq() && old.closed))
    });
    if tighter {
        *known = Some(new);
    }
}

/// Does a literal keep a bound, as far as the two can be compared?
fn keeps(literal: &Literal, bound: Option<&Bound>, side: Ordering) -> bool {
    let Some(bound) = bound else { return true };
    let order = literal.order(&bound.limit);
    order.is_none_or(|order| order == side || (order.is_eq() && bound.closed))
}

/// What a conjunct demands, of what.
fn demand(values: &Values, keys: &[Option<String>], conjunct: NodeId) -> Option<(String, Demand)> {
    if let NodeKind::Not(_, operand) = &values.syntax.node(conjunct).kind {
        return match compared(values, keys, *operand) {
            Some((key, comparison, literal)) => {
                Some((key, Demand::new(comparison.negated(), literal)))
            }
            None => Some((
                truth_key(values, keys, *operand)?,
                Demand::OneOf(vec![Literal::Truth(false)]),
            )),
        };
    }
    let alternatives = values.syntax.chain(conjunct, Operator::Or);
    if alternatives.len() > 1 {
        let mut literals = Vec::new();
        let mut subject: Option<String> = None;
        for alternative in alternatives {
            let (key, comparison, literal) = compared(values, keys, alternative)?;
            if comparison != Comparison::Equal
                || subject.as_ref().is_some_and(|subject| *subject != key)
            {
                return None;
            }
            subject = Some(key);
            literals.push(literal);
        }
        return Some((subject?, Demand::OneOf(literals)));
    }
    match compared(values, keys, conjunct) {
        Some((key, comparison, literal)) => Some((key, Demand::new(comparison, literal))),
        None => Some((
            truth_key(values, keys, conjunct)?,
            Demand::OneOf(vec![Literal::Truth(true)]),
        )),
    }
}

fn truth_key(values: &Values, keys: &[Option<String>], id: NodeId) -> Option<String> {
    matches!(values.types[id.0], Type::Truth | Type::Open)
        .then(|| keys[id.0].clone())
        .flatten()
}

/// A comparison of something out of the message with a literal, the literal on the right.
fn compared(
    values: &Values,
    keys: &[Option<String>],
    id: NodeId,
) -> Option<(String, Comparison, Literal)> {
    let NodeKind::Binary {
        operator: Operator::Compare(comparison),
        left,
        right,
        ..
    } = &values.syntax.node(id).kind
    else {
        return None;
    };
    let key = |id: NodeId| {
        keys[id.0]
            .clone()
            .filter(|_| Literal::of(values.of(id)).is_none())
    };
    if let (Some(key), Some(literal)) = (key(*left), Literal::of(values.of(*right))) {
        return Some((key, *comparison, literal));
    }
    Some((
        key(*right)?,
        comparison.turned(),
        Literal::of(values.of(*left))?,
    ))
}
