//! What the parts of a condition can evaluate to, as far as that can be known without a message.
//!
//! Rules: `Bool.cs`, `Undefined.cs`, `Null.cs`, `ComparisonOperators.cs` and `query/builtins` of the routing component in
//! Azure/iotedge, 2026-08: logic has three values, what is undefined makes a comparison undefined, and a route takes a
//! message only where the condition is true.

use std::cmp::Ordering;

use super::check::Type;
use super::functions::{self, FunctionId};
use super::lexer;
use super::syntax::{Family, NodeId, NodeKind, Operator, Syntax};

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

    pub(super) fn never_true(self) -> Possible {
        Possible { yes: false, ..self }
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
            NodeKind::Property(_) | NodeKind::System(_) | NodeKind::Path(..) | NodeKind::Faulty => {
                Value::Open
            }
            NodeKind::Negate(_, operand) => match self.of(*operand) {
                Value::Number(number) => Value::Number(-number),
                Value::Undefined => Value::Undefined,
                Value::Text(_) | Value::Truth(_) | Value::Null | Value::Open => Value::Open,
            },
            NodeKind::Not(_, operand) => Value::Truth(self.possible(*operand).not()),
            NodeKind::Call { name, arguments } => {
                match functions::find(&self.condition[name.clone()]) {
                    Some(function) => self.call(function.id, arguments),
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
        match operator.family() {
            Family::Comparison => Value::Truth(self.comparison(operator, left, right)),
            Family::Logic => {
                let (one, two) = (self.possible(left), self.possible(right));
                Value::Truth(if operator == Operator::And {
                    one.and(two)
                } else {
                    one.or(two)
                })
            }
            Family::Coalesce => match (one, two) {
                (Value::Undefined, two) => two.clone(),
                (Value::Truth(one), Value::Truth(two)) if one.undefined => Value::Truth(Possible {
                    yes: one.yes || two.yes,
                    no: one.no || two.no,
                    undefined: two.undefined,
                }),
                (one, _) => one.clone(),
            },
            _ if *one == Value::Undefined || *two == Value::Undefined => Value::Undefined,
            Family::Arithmetic => match (one, two) {
                (Value::Number(one), Value::Number(two)) => number(match operator {
                    Operator::Multiply => one * two,
                    Operator::Divide => one / two,
                    Operator::Remainder => one % two,
                    Operator::Subtract => one - two,
                    _ => one + two,
                }),
                _ => Value::Open,
            },
            Family::Join => match (one, two) {
                (Value::Text(one), Value::Text(two)) => joined([one, two].into_iter()),
                _ => Value::Open,
            },
        }
    }

    fn comparison(&self, operator: Operator, left: NodeId, right: NodeId) -> Possible {
        let truth =
            |possible: &Possible, wanted: bool| if wanted { possible.yes } else { possible.no };
        match (self.of(left), self.of(right)) {
            (Value::Undefined, _) | (_, Value::Undefined) => Possible::UNDEFINED,
            (Value::Text(one), Value::Text(two)) => {
                Possible::always(holds(operator, ordinal(one, two)))
            }
            (Value::Number(one), Value::Number(two)) => {
                Possible::always(holds(operator, one.total_cmp(&(two + 0.0))))
            }
            (Value::Truth(one), Value::Truth(two)) => {
                let mut found = Possible {
                    yes: false,
                    no: false,
                    undefined: one.undefined || two.undefined,
                };
                for (here, there) in [(true, true), (true, false), (false, true), (false, false)] {
                    if truth(one, here) && truth(two, there) {
                        let holds = holds(operator, here.cmp(&there));
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
                Possible::always(holds(operator, Ordering::Equal))
            }
            _ => Possible::ANY,
        }
    }

    fn call(&self, function: FunctionId, arguments: &[NodeId]) -> Value {
        let Some(first) = arguments.first().copied() else {
            return Value::Open;
        };
        let given = arguments
            .iter()
            .map(|argument| self.of(*argument))
            .collect::<Vec<_>>();
        if let Some(asked) = self.type_question(function, first) {
            return Value::Truth(asked);
        }
        let gives_truth = matches!(
            function,
            FunctionId::StartsWith | FunctionId::EndsWith | FunctionId::Contains
        );
        if given.contains(&&Value::Undefined) {
            return if gives_truth {
                Value::Truth(Possible::UNDEFINED)
            } else {
                Value::Undefined
            };
        }
        match given.as_slice() {
            [Value::Number(only)] => of_number(function, *only),
            [Value::Number(base), Value::Number(exponent)] => number(base.powf(*exponent)),
            [Value::Text(only)] => of_text(function, only),
            [Value::Text(text), Value::Text(part)] => of_texts(function, text, part),
            [Value::Text(text), numbers @ ..] if function == FunctionId::Substring => {
                substring(text, numbers)
            }
            parts if function == FunctionId::Concat => {
                let texts = parts.iter().map(|part| {
                    if let Value::Text(text) = part {
                        Some(text)
                    } else {
                        None
                    }
                });
                texts
                    .collect::<Option<Vec<_>>>()
                    .map_or(Value::Open, |texts| joined(texts.into_iter()))
            }
            _ if gives_truth => Value::Truth(Possible::ANY),
            _ => Value::Open,
        }
    }

    /// The answer of `is_defined` and of the questions for a type.
    fn type_question(&self, function: FunctionId, asked: NodeId) -> Option<Possible> {
        let (value, of_type) = (self.of(asked), self.types[asked.0]);
        let is = |wanted: Type| match of_type {
            Type::Open | Type::Faulty => Possible::DEFINED,
            found if found != wanted => Possible::always(false),
            _ if matches!(value, Value::Open | Value::Truth(_)) => Possible::DEFINED,
            _ => Possible::always(true),
        };
        match function {
            FunctionId::IsDefined => Some(match value {
                Value::Undefined => Possible::always(false),
                Value::Truth(truth) if !truth.undefined => Possible::always(true),
                Value::Text(_) | Value::Number(_) | Value::Null => Possible::always(true),
                Value::Truth(_) | Value::Open => Possible::DEFINED,
            }),
            FunctionId::IsNull => Some(match of_type {
                Type::Null => Possible::always(true),
                Type::Text | Type::Open | Type::Faulty if *value == Value::Open => Possible::ANY,
                Type::Text
                | Type::Number
                | Type::Truth
                | Type::Undefined
                | Type::Open
                | Type::Faulty => Possible::always(false),
            }),
            FunctionId::IsString => Some(is(Type::Text)),
            FunctionId::IsNumber => Some(is(Type::Number)),
            FunctionId::IsBool => Some(is(Type::Truth)),
            FunctionId::IsArray | FunctionId::IsObject => Some(match of_type {
                Type::Open | Type::Faulty => Possible::DEFINED,
                Type::Text | Type::Number | Type::Truth | Type::Null | Type::Undefined => {
                    Possible::always(false)
                }
            }),
            FunctionId::IsPrimitive => Some(Possible::DEFINED),
            FunctionId::Abs
            | FunctionId::Exp
            | FunctionId::Power
            | FunctionId::Square
            | FunctionId::Ceiling
            | FunctionId::Floor
            | FunctionId::Sign
            | FunctionId::Sqrt
            | FunctionId::AsNumber
            | FunctionId::Concat
            | FunctionId::Length
            | FunctionId::Lower
            | FunctionId::Upper
            | FunctionId::Substring
            | FunctionId::IndexOf
            | FunctionId::StartsWith
            | FunctionId::EndsWith
            | FunctionId::Contains => None,
        }
    }
}

/// Does a comparison hold for values that stand so to each other?
pub(super) fn holds(operator: Operator, order: Ordering) -> bool {
    match operator {
        Operator::Less => order.is_lt(),
        Operator::LessOrEqual => order.is_le(),
        Operator::Greater => order.is_gt(),
        Operator::GreaterOrEqual => order.is_ge(),
        Operator::NotEqual => order.is_ne(),
        _ => order.is_eq(),
    }
}

/// The service compares texts by their UTF-16 units.
pub(super) fn ordinal(one: &str, two: &str) -> Ordering {
    one.encode_utf16().cmp(two.encode_utf16())
}

/// Not a number is the service's undefined.
fn number(found: f64) -> Value {
    if found.is_nan() {
        Value::Undefined
    } else {
        Value::Number(found + 0.0)
    }
}

/// A joined text, unless it grows beyond what is worth knowing.
fn joined<'a>(texts: impl Iterator<Item = &'a String>) -> Value {
    let text: String = texts.map(String::as_str).collect();
    if text.len() > 1000 {
        Value::Open
    } else {
        Value::Text(text)
    }
}

fn of_number(function: FunctionId, given: f64) -> Value {
    match function {
        FunctionId::Abs => number(given.abs()),
        FunctionId::Exp => number(given.exp()),
        FunctionId::Square => number(given * given),
        FunctionId::Ceiling => number(given.ceil()),
        FunctionId::Floor => number(given.floor()),
        FunctionId::Sign if given == 0.0 => number(0.0),
        FunctionId::Sign => number(given.signum()),
        FunctionId::Sqrt => number(given.sqrt()),
        FunctionId::AsNumber => number(given),
        _ => Value::Open,
    }
}

fn of_text(function: FunctionId, given: &str) -> Value {
    match function {
        FunctionId::Lower => Value::Text(given.to_lowercase()),
        FunctionId::Upper => Value::Text(given.to_uppercase()),
        FunctionId::Length => Value::Number(units(given)),
        // The service reads currency signs, thousands and more, which need not be known here.
        FunctionId::AsNumber => match lexer::number(given.trim())
            .filter(|_| given.contains(|c: char| c.is_ascii_digit()))
        {
            Some(found) => number(found),
            None if given.contains(|c: char| c.is_ascii_digit()) => Value::Open,
            None => Value::Undefined,
        },
        _ => Value::Open,
    }
}

fn of_texts(function: FunctionId, text: &str, part: &str) -> Value {
    match function {
        FunctionId::StartsWith => Value::Truth(Possible::always(text.starts_with(part))),
        FunctionId::EndsWith => Value::Truth(Possible::always(text.ends_with(part))),
        FunctionId::Contains => Value::Truth(Possible::always(text.contains(part))),
        FunctionId::IndexOf => Value::Number(text.find(part).map_or(-1.0, |at| units(&text[..at]))),
        FunctionId::Concat => Value::Text(format!("{text}{part}")),
        _ => Value::Open,
    }
}

fn substring(text: &str, numbers: &[&Value]) -> Value {
    let all: Vec<u16> = text.encode_utf16().collect();
    let place = |value: &Value| match value {
        Value::Number(at) if *at >= 0.0 && *at <= units(text) =>
        {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it is between 0 and the length"
            )]
            Some(*at as usize)
        }
        Value::Text(_)
        | Value::Number(_)
        | Value::Truth(_)
        | Value::Null
        | Value::Undefined
        | Value::Open => None,
    };
    let found = match numbers {
        [start] => place(start).and_then(|start| all.get(start..)),
        [start, length] => place(start)
            .zip(place(length))
            .and_then(|(start, length)| all.get(start..start + length)),
        _ => None,
    };
    let known = numbers
        .iter()
        .all(|value| matches!(value, Value::Number(_)));
    match found {
        Some(units) => Value::Text(String::from_utf16_lossy(units)),
        None if known => Value::Undefined,
        None => Value::Open,
    }
}

/// How long the service takes a text to be: in UTF-16 units.
pub(super) fn units(text: &str) -> f64 {
    u32::try_from(text.encode_utf16().count()).map_or(f64::INFINITY, f64::from)
}
