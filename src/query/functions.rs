//! The functions that a condition may call: what they take and what they give.
//!
//! Names, counts and types: `ConditionVisitor.cs` and `query/builtins` of the routing component in Azure/iotedge, 2026-08.
//! `IS_ARRAY`, `IS_OBJECT` and `IS_PRIMITIVE` are not there; they are in "IoT Hub query language", section Functions,
//! and Azure/azure-cli issue 16786 shows IoT Hub taking `IS_OBJECT`. Names are taken in any letter case.

use super::check::Type;
use super::nearest;
use super::syntax::{Node, NodeId, NodeKind};

/// A function.
#[derive(Debug)]
pub(super) struct Function {
    /// Its name as we write it.
    pub(super) name: &'static str,
    /// What each argument must be, for every way to call it.
    pub(super) parameters: &'static [&'static [Parameter]],
    /// May the last parameter be repeated?
    pub(super) repeats: bool,
    /// What it does.
    pub(super) meaning: Meaning,
    /// The least and greatest number that it gives, and whether it gives whole numbers only.
    pub(super) range: Option<(f64, f64, bool)>,
    /// How to call it, for messages.
    pub(super) usage: &'static str,
}

/// What a function does with its arguments.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    /// Calculates a number from a number.
    Number(fn(f64) -> f64),
    /// `POWER`.
    Power,
    /// `AS_NUMBER`.
    AsNumber,
    /// `IS_DEFINED`.
    IsDefined,
    /// `IS_NULL`.
    IsNull,
    /// Asks for the type of a simple value: text, number, truth.
    IsType(Type),
    /// `IS_ARRAY`, `IS_OBJECT`: asks for what only a body or a twin holds.
    IsNested,
    /// `IS_PRIMITIVE`.
    IsPrimitive,
    /// `CONCAT`.
    Concat,
    /// `LENGTH`.
    Length,
    /// `LOWER`.
    Lower,
    /// `UPPER`.
    Upper,
    /// `SUBSTRING`.
    Substring,
    /// `INDEX_OF`.
    IndexOf,
    /// Searches a text for a part.
    Search(fn(&str, &str) -> bool),
}

impl Meaning {
    /// What the function gives.
    pub(super) fn gives(self) -> Type {
        match self {
            Meaning::Number(_)
            | Meaning::Power
            | Meaning::AsNumber
            | Meaning::Length
            | Meaning::IndexOf => Type::Number,
            Meaning::IsDefined
            | Meaning::IsNull
            | Meaning::IsType(_)
            | Meaning::IsNested
            | Meaning::IsPrimitive
            | Meaning::Search(_) => Type::Truth,
            Meaning::Concat | Meaning::Lower | Meaning::Upper | Meaning::Substring => Type::Text,
        }
    }
}

/// What an argument must be; a value out of the body or the twin always may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parameter {
    /// A text.
    Text,
    /// A number.
    Number,
    /// A text or a number.
    TextOrNumber,
    /// Anything.
    Any,
}

const TEXT: &[&[Parameter]] = &[&[Parameter::Text]];
const TWO_TEXTS: &[&[Parameter]] = &[&[Parameter::Text, Parameter::Text]];
const NUMBER: &[&[Parameter]] = &[&[Parameter::Number]];
const TWO_NUMBERS: &[&[Parameter]] = &[&[Parameter::Number, Parameter::Number]];
const TEXT_OR_NUMBER: &[&[Parameter]] = &[&[Parameter::TextOrNumber]];
const ANY: &[&[Parameter]] = &[&[Parameter::Any]];
const CUT: &[&[Parameter]] = &[
    &[Parameter::Text, Parameter::Number],
    &[Parameter::Text, Parameter::Number, Parameter::Number],
];

const NOT_NEGATIVE: Option<(f64, f64, bool)> = Some((0.0, f64::INFINITY, false));
const WHOLE: Option<(f64, f64, bool)> = Some((f64::NEG_INFINITY, f64::INFINITY, true));

#[rustfmt::skip]
const FUNCTIONS: &[Function] = &[
    Function { range: NOT_NEGATIVE, ..row("abs", NUMBER, Meaning::Number(f64::abs), "abs(number)") },
    Function { range: NOT_NEGATIVE, ..row("exp", NUMBER, Meaning::Number(f64::exp), "exp(number)") },
    row("power", TWO_NUMBERS, Meaning::Power, "power(number, number)"),
    Function { range: NOT_NEGATIVE, ..row("square", NUMBER, Meaning::Number(|x| x * x), "square(number)") },
    Function { range: WHOLE, ..row("ceiling", NUMBER, Meaning::Number(f64::ceil), "ceiling(number)") },
    Function { range: WHOLE, ..row("floor", NUMBER, Meaning::Number(f64::floor), "floor(number)") },
    Function { range: Some((-1.0, 1.0, true)), ..row("sign", NUMBER, Meaning::Number(sign), "sign(number)") },
    Function { range: NOT_NEGATIVE, ..row("sqrt", NUMBER, Meaning::Number(f64::sqrt), "sqrt(number)") },
    row("as_number", TEXT_OR_NUMBER, Meaning::AsNumber, "as_number(text)"),
    row("is_array", ANY, Meaning::IsNested, "is_array(value)"),
    row("is_bool", ANY, Meaning::IsType(Type::Truth), "is_bool(value)"),
    row("is_defined", ANY, Meaning::IsDefined, "is_defined(property)"),
    row("is_null", ANY, Meaning::IsNull, "is_null(value)"),
    row("is_number", ANY, Meaning::IsType(Type::Number), "is_number(value)"),
    row("is_object", ANY, Meaning::IsNested, "is_object(value)"),
    row("is_primitive", ANY, Meaning::IsPrimitive, "is_primitive(value)"),
    row("is_string", ANY, Meaning::IsType(Type::Text), "is_string(value)"),
    Function { repeats: true, ..row("concat", TWO_TEXTS, Meaning::Concat, "concat(text, text, …)") },
    Function { range: Some((0.0, f64::INFINITY, true)), ..row("length", TEXT, Meaning::Length, "length(text)") },
    row("lower", TEXT, Meaning::Lower, "lower(text)"),
    row("upper", TEXT, Meaning::Upper, "upper(text)"),
    row("substring", CUT, Meaning::Substring, "substring(text, start)` or `substring(text, start, length)"),
    Function { range: Some((-1.0, f64::INFINITY, true)), ..row("index_of", TWO_TEXTS, Meaning::IndexOf, "index_of(text, part)") },
    row("starts_with", TWO_TEXTS, Meaning::Search(|text, part| text.starts_with(part)), "starts_with(text, start)"),
    row("ends_with", TWO_TEXTS, Meaning::Search(|text, part| text.ends_with(part)), "ends_with(text, end)"),
    row("contains", TWO_TEXTS, Meaning::Search(|text, part| text.contains(part)), "contains(text, part)"),
];

const fn row(
    name: &'static str,
    parameters: &'static [&'static [Parameter]],
    meaning: Meaning,
    usage: &'static str,
) -> Function {
    Function {
        name,
        parameters,
        repeats: false,
        meaning,
        range: None,
        usage,
    }
}

fn sign(number: f64) -> f64 {
    if number == 0.0 { 0.0 } else { number.signum() }
}

/// What other languages call them, where the letters are too far apart for [`nearest`].
#[rustfmt::skip]
const FOREIGN: &[(&str, &str)] = &[
    ("array_contains", "contains"), ("cast", "as_number"), ("ceil", "ceiling"), ("charindex", "index_of"),
    ("convert", "as_number"), ("double", "as_number"), ("exists", "is_defined"), ("float", "as_number"),
    ("has", "contains"), ("includes", "contains"), ("instr", "index_of"), ("int", "as_number"), ("lcase", "lower"),
    ("left", "substring"), ("len", "length"), ("mid", "substring"), ("num", "as_number"), ("number", "as_number"),
    ("parse_number", "as_number"), ("pow", "power"), ("right", "substring"), ("round", "floor"), ("size", "length"),
    ("stringcontains", "contains"), ("substr", "substring"), ("to_lower", "lower"), ("to_number", "as_number"),
    ("to_upper", "upper"), ("tolower", "lower"), ("tonumber", "as_number"), ("toupper", "upper"), ("trunc", "floor"),
    ("try_cast", "as_number"), ("ucase", "upper"), ("value", "as_number"),
];

/// The function of a name, in any letter case.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS
        .iter()
        .find(|function| function.name.eq_ignore_ascii_case(name))
}

/// The function that a node calls, and with what; `None` where it calls none that exists.
pub(super) fn called<'a>(
    condition: &str,
    node: &'a Node,
) -> Option<(&'static Function, &'a [NodeId])> {
    let NodeKind::Call { name, arguments } = &node.kind else {
        return None;
    };
    Some((find(&condition[name.clone()])?, arguments))
}

/// The function that is probably meant by a name that is none.
pub(super) fn meant(name: &str) -> Option<&'static Function> {
    let foreign = FOREIGN
        .iter()
        .find(|(foreign, _)| foreign.eq_ignore_ascii_case(name))
        .map(|(_, ours)| *ours);
    find(foreign.or_else(|| nearest(name, FUNCTIONS.iter().map(|function| function.name)))?)
}
