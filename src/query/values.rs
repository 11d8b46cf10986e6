//! What the parts of a condition can evaluate to, as far as that can be known without a message.
//!
//! Rules: `Bool.cs`, `Undefined.cs`, `Null.cs`, `ComparisonOperators.cs` and `query/builtins` of the routing component in
//! Azure/iotedge, 2026-08: logic has three values, what is undefined makes a comparison undefined, and a route takes a
//! message only where the condition is true.

use std::cmp::Ordering;

use super::check::Type;
use super::functions::{self, Function, Meaning};
use super::syntax::{Arithmetic, Comparison, NodeId, NodeKind, Operator, Syntax};

/// What a part can evaluate to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// Always this text.
    Text(String),
    /// Always this number.
    Number(f64),
    /// One of these.
    Truth(Possible),
    /// Always `null`.
    Null,
    /// Always `undefined`.
    Undefined,
    /// The message decides.
    Open,
}

/// Which of the three truth values are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Possible {
    /// Can it be true?
    pub(super) yes: bool,
    /// Can it be false?
    pub(super) no: bool,
    /// Can it be undefined?
    pub(super) undefined: bool,
}

impl Possible {
    pub(super) const ANY: Possible = Possible {
        yes: true,
        no: true,
        undefined: true,
    };
    const DEFINED: Possible = Possible {
        undefined: false,
        ..Possible::ANY
    };
    pub(super) const UNDEFINED: Possible = Possible {
        yes: false,
        no: false,
        undefined: true,
    };

    pub(super) fn always(yes: bool) -> Possible {
        Possible {
            yes,
            no: !yes,
            undefined: false,
        }
    }

    pub(super) fn is_always_true(self) -> bool {
        self == Possible::always(true)
    }

    fn not(self) -> Possible {
        Possible {
            yes: self.no,
            no: self.yes,
            ..self
        }
    }

    fn and(self, other: Possible) -> Possible {
        Possible {
            yes: self.yes && other.yes,
            no: self.no || other.no,
            undefined: (self.undefined && (other.yes || other.undefined))
                || (other.undefined && self.yes),
        }
    }

    fn or(self, other: Possible) -> Possible {
        self.not().and(other.not()).not()
    }
}

/// Values of all nodes so far, with what they depend on.
pub(super) struct Values<'a> {
    pub(super) condition: &'a str,
    pub(super) syntax: &'a Syntax,
    pub(super) types: &'a [Type],
    pub(super) list: Vec<Value>,
}

impl Values<'_> {
    /// The value of a node whose operands are known.
    pub(super) fn value(&self, id: NodeId) -> Value {
        match &self.syntax.node(id).kind {
            NodeKind::Text(text) => Value::Text(text.clone()),
            NodeKind::Number(Some(number)) => Value::Number(*number),
            NodeKind::Truth(truth) => Value::Truth(Possible::always(*truth)),
            NodeKind::Null => Value::Null,
            NodeKind::Undefined | NodeKind::Number(None) => Value::Undefined,
            NodeKind::Property(_)
            | NodeKind::System(_)
            | NodeKind::Path(..)
            | NodeKind::List
            | NodeKind::Faulty => Value::Open,
            NodeKind::Negate(_, operand) => match self.of(*operand) {
                Value::Number(number) => Value::Number(-number),
                Value::Undefined => Value::Undefined,
                Value::Text(_) | Value::Truth(_) | Value::Null | Value::Open => Value::Open,
            },
            NodeKind::Not(_, operand) => Value::Truth(self.possible(*operand).not()),
            NodeKind::Call { .. } => {
                match functions::called(self.condition, self.syntax.node(id)) {
                    Some((function, arguments)) => self.call(function, arguments),
                    None => Value::Open,
                }
            }
            NodeKind::Binary {
                operator,
                left,
                right,
                ..
            } => self.binary(*operator, *left, *right),
        }
    }

    pub(super) fn of(&self, id: NodeId) -> &Value {
        &self.list[id.0]
    }

    /// What the node can be where a condition is wanted: texts and numbers count as undefined, `null` as false.
    pub(super) fn possible(&self, id: NodeId) -> Possible {
        match self.of(id) {
            Value::Truth(possible) => *possible,
            Value::Null => Possible::always(false),
            Value::Text(_) | Value::Number(_) | Value::Undefined => Possible::UNDEFINED,
            Value::Open => match self.types[id.0] {
                Type::Text | Type::Number | Type::Undefined => Possible::UNDEFINED,
                Type::Truth | Type::Open | Type::Faulty | Type::Null => Possible::ANY,
            },
        }
    }

    fn binary(&self, operator: Operator, left: NodeId, right: NodeId) -> Value {
        let (one, two) = (self.of(left), self.of(right));
        match operator {
            Operator::Compare(comparison) => Value::Truth(self.comparison(comparison, left, right)),
            Operator::And => Value::Truth(self.possible(left).and(self.possible(right))),
            Operator::Or => Value::Truth(self.possible(left).or(self.possible(right))),
            Operator::Coalesce => match (one, two) {
                (Value::Undefined, two) => two.clone(),
                (Value::Truth(one), Value::Truth(two)) if one.undefined => Value::Truth(Possible {
                    yes: one.yes || two.yes,
                    no: one.no || two.no,
                    undefined: two.undefined,
                }),
                (one, _) => one.clone(),
            },
            Operator::Calculate(_) | Operator::Join if [one, two].contains(&&Value::Undefined) => {
                Value::Undefined
            }
            Operator::Calculate(arithmetic) => match (one, two) {
                (Value::Number(one), Value::Number(two)) => number(match arithmetic {
                    Arithmetic::Multiply => one * two,
                    Arithmetic::Divide => one / two,
                    Arithmetic::Remainder => one % two,
                    Arithmetic::Add => one + two,
                    Arithmetic::Subtract => one - two,
                }),
                _ => Value::Open,
            },
            Operator::Join => joined(&[one, two]),
        }
    }

    fn comparison(&self, comparison: Comparison, left: NodeId, right: NodeId) -> Possible {
        let can_be =
            |possible: &Possible, wanted: bool| if wanted { possible.yes } else { possible.no };
        match (self.of(left), self.of(right)) {
            (Value::Undefined, _) | (_, Value::Undefined) => Possible::UNDEFINED,
            (Value::Text(one), Value::Text(two)) => {
                Possible::always(comparison.holds(ordinal(one, two)))
            }
            (Value::Number(one), Value::Number(two)) => {
                Possible::always(comparison.holds(one.total_cmp(two)))
            }
            (Value::Truth(one), Value::Truth(two)) => {
                let mut found = Possible {
                    yes: false,
                    no: false,
                    undefined: one.undefined || two.undefined,
                };
                for (here, there) in [(true, true), (true, false), (false, true), (false, false)] {
                    if can_be(one, here) && can_be(two, there) {
                        let holds = comparison.holds(here.cmp(&there));
                        found = Possible {
                            yes: found.yes || holds,
                            no: found.no || !holds,
                            ..found
                        };
                    }
                }
                found
            }
            _ if self.types[left.0] == Type::Null && self.types[right.0] == Type::Null => {
                Possible::always(comparison.holds(Ordering::Equal))
            }
            _ => Possible::ANY,
        }
    }

    fn call(&self, function: &Function, arguments: &[NodeId]) -> Value {
        let given: Vec<&Value> = arguments
            .iter()
            .map(|argument| self.of(*argument))
            .collect();
        let undefined = given.contains(&&Value::Undefined);
        match (function.meaning, given.as_slice()) {
            (Meaning::IsDefined, [only]) => Value::Truth(match only {
                Value::Undefined => Possible::always(false),
                Value::Truth(Possible {
                    undefined: true, ..
                })
                | Value::Open => Possible::DEFINED,
                Value::Truth(_) | Value::Text(_) | Value::Number(_) | Value::Null => {
                    Possible::always(true)
                }
            }),
            (Meaning::IsNull, [only]) => Value::Truth(match self.types[arguments[0].0] {
                Type::Null => Possible::always(true),
                Type::Text | Type::Open | Type::Faulty if **only == Value::Open => Possible::ANY,
                Type::Text
                | Type::Number
                | Type::Truth
                | Type::Undefined
                | Type::Open
                | Type::Faulty => Possible::always(false),
            }),
            (Meaning::IsType(wanted), [only]) => Value::Truth(match self.types[arguments[0].0] {
                Type::Open | Type::Faulty => Possible::DEFINED,
                found if found != wanted => Possible::always(false),
                Type::Text | Type::Number | Type::Truth | Type::Null | Type::Undefined => {
                    match only {
                        Value::Open | Value::Truth(_) | Value::Undefined => Possible::DEFINED,
                        Value::Text(_) | Value::Number(_) | Value::Null => Possible::always(true),
                    }
                }
            }),
            (Meaning::IsNested, [_]) => Value::Truth(match self.types[arguments[0].0] {
                Type::Open | Type::Faulty => Possible::DEFINED,
                Type::Text | Type::Number | Type::Truth | Type::Null | Type::Undefined => {
                    Possible::always(false)
                }
            }),
            (Meaning::IsPrimitive, [_]) => Value::Truth(Possible::DEFINED),
            (Meaning::Search(_), _) if undefined => Value::Truth(Possible::UNDEFINED),
            (Meaning::Search(search), [Value::Text(text), Value::Text(part)]) => {
                Value::Truth(Possible::always(search(text, part)))
            }
            (Meaning::Search(_), _) => Value::Truth(Possible::ANY),
            (_, _) if undefined => Value::Undefined,
            (Meaning::Number(calculate), [Value::Number(given)]) => number(calculate(*given)),
            (Meaning::Power, [Value::Number(base), Value::Number(exponent)]) => {
                number(base.powf(*exponent))
            }
            (Meaning::AsNumber, [Value::Number(given)]) => number(*given),
            (Meaning::AsNumber, [Value::Text(given)]) => as_number(given),
            (Meaning::Concat, texts) => joined(texts),
            (Meaning::Length, [Value::Text(given)]) => Value::Number(units(given)),
            (Meaning::Lower, [Value::Text(given)]) => Value::Text(given.to_lowercase()),
            (Meaning::Upper, [Value::Text(given)]) => Value::Text(given.to_uppercase()),
            (Meaning::Substring, [Value::Text(text), places @ ..]) => substring(text, places),
            (Meaning::IndexOf, [Value::Text(text), Value::Text(part)]) => {
                Value::Number(text.find(part).map_or(-1.0, |at| units(&text[..at])))
            }
            _ => Value::Open,
        }
    }
}

/// The service compares texts by their UTF-16 units.
pub(super) fn ordinal(one: &str, two: &str) -> Ordering {
    one.encode_utf16().cmp(two.encode_utf16())
}

/// How long the service takes a text to be: in UTF-16 units.
pub(super) fn units(text: &str) -> f64 {
    u32::try_from(text.encode_utf16().count()).map_or(f64::INFINITY, f64::from)
}

/// Not a number is the service's undefined; there is no negative zero to compare.
fn number(found: f64) -> Value {
    if found.is_nan() {
        Value::Undefined
    } else {
        Value::Number(found + 0.0)
    }
}

/// A text as a number. The service reads currency signs, thousands and more, which need not be known here.
fn as_number(text: &str) -> Value {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return Value::Undefined;
    }
    text.trim().parse().map_or(Value::Open, number)
}

/// A joined text, unless it grows beyond what is worth knowing.
fn joined(parts: &[&Value]) -> Value {
    const LONGEST: usize = 1000;
    let texts = parts.iter().map(|part| {
        if let Value::Text(text) = part {
            Some(text.as_str())
        } else {
            None
        }
    });
    let joined = texts
        .collect::<Option<String>>()
        .filter(|text| text.len() <= LONGEST);
    joined.map_or(Value::Open, Value::Text)
}

fn substring(text: &str, places: &[&Value]) -> Value {
    let all: Vec<u16> = text.encode_utf16().collect();
    let numbers = places.iter().map(|place| {
        if let Value::Number(at) = place {
            Some(*at)
        } else {
            None
        }
    });
    let Some(numbers) = numbers.collect::<Option<Vec<f64>>>() else {
        return Value::Open;
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is between 0 and the length"
    )]
    let place = |at: f64| (0.0..=units(text)).contains(&at).then_some(at as usize);
    let found = match numbers.as_slice() {
        [start] => place(*start).and_then(|start| all.get(start..)),
        [start, length] => place(*start)
            .zip(place(*length))
            .and_then(|(start, length)| all.get(start..start + length)),
        _ => None,
    };
    found.map_or(Value::Undefined, |units| {
        Value::Text(String::from_utf16_lossy(units))
    })
}
