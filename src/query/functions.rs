//! The functions that a condition may call: what they take and what they give.
//!
//! Names, counts and types: `ConditionVisitor.cs` and `query/builtins` of the routing component in Azure/iotedge, 2026-08.
//! `IS_ARRAY`, `IS_OBJECT` and `IS_PRIMITIVE` are not there; they are in "IoT Hub query language", section Functions,
//! and Azure/azure-cli issue 16786 shows IoT Hub taking `IS_OBJECT`. Names are taken in any letter case.

use super::check::Type;
use super::nearest;

/// A function.
#[derive(Debug)]
pub(super) struct Function {
    /// Which one.
    pub(super) id: FunctionId,
    /// Its name as we write it.
    pub(super) name: &'static str,
    /// What each argument must be, for every way to call it.
    pub(super) parameters: &'static [&'static [Parameter]],
    /// May the last parameter be repeated?
    pub(super) repeats: bool,
    /// What it gives.
    pub(super) gives: Type,
    /// How to call it, for messages.
    pub(super) usage: &'static str,
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

/// The functions by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FunctionId {
    /// `ABS`.
    Abs,
    /// `EXP`.
    Exp,
    /// `POWER`.
    Power,
    /// `SQUARE`.
    Square,
    /// `CEILING`.
    Ceiling,
    /// `FLOOR`.
    Floor,
    /// `SIGN`.
    Sign,
    /// `SQRT`.
    Sqrt,
    /// `AS_NUMBER`.
    AsNumber,
    /// `IS_ARRAY`.
    IsArray,
    /// `IS_BOOL`.
    IsBool,
    /// `IS_DEFINED`.
    IsDefined,
    /// `IS_NULL`.
    IsNull,
    /// `IS_NUMBER`.
    IsNumber,
    /// `IS_OBJECT`.
    IsObject,
    /// `IS_PRIMITIVE`.
    IsPrimitive,
    /// `IS_STRING`.
    IsString,
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
    /// `STARTS_WITH`.
    StartsWith,
    /// `ENDS_WITH`.
    EndsWith,
    /// `CONTAINS`.
    Contains,
}

const TEXT: &[Parameter] = &[Parameter::Text];
const TWO_TEXTS: &[Parameter] = &[Parameter::Text, Parameter::Text];
const NUMBER: &[Parameter] = &[Parameter::Number];
const ANY: &[Parameter] = &[Parameter::Any];

#[rustfmt::skip]
const FUNCTIONS: &[Function] = &[
    plain(FunctionId::Abs, "abs", &[NUMBER], Type::Number, "abs(number)"),
    plain(FunctionId::Exp, "exp", &[NUMBER], Type::Number, "exp(number)"),
    plain(FunctionId::Power, "power", &[&[Parameter::Number, Parameter::Number]], Type::Number, "power(number, number)"),
    plain(FunctionId::Square, "square", &[NUMBER], Type::Number, "square(number)"),
    plain(FunctionId::Ceiling, "ceiling", &[NUMBER], Type::Number, "ceiling(number)"),
    plain(FunctionId::Floor, "floor", &[NUMBER], Type::Number, "floor(number)"),
    plain(FunctionId::Sign, "sign", &[NUMBER], Type::Number, "sign(number)"),
    plain(FunctionId::Sqrt, "sqrt", &[NUMBER], Type::Number, "sqrt(number)"),
    plain(FunctionId::AsNumber, "as_number", &[&[Parameter::TextOrNumber]], Type::Number, "as_number(text)"),
    plain(FunctionId::IsArray, "is_array", &[ANY], Type::Truth, "is_array(value)"),
    plain(FunctionId::IsBool, "is_bool", &[ANY], Type::Truth, "is_bool(value)"),
    plain(FunctionId::IsDefined, "is_defined", &[ANY], Type::Truth, "is_defined(property)"),
    plain(FunctionId::IsNull, "is_null", &[ANY], Type::Truth, "is_null(value)"),
    plain(FunctionId::IsNumber, "is_number", &[ANY], Type::Truth, "is_number(value)"),
    plain(FunctionId::IsObject, "is_object", &[ANY], Type::Truth, "is_object(value)"),
    plain(FunctionId::IsPrimitive, "is_primitive", &[ANY], Type::Truth, "is_primitive(value)"),
    plain(FunctionId::IsString, "is_string", &[ANY], Type::Truth, "is_string(value)"),
    Function { repeats: true, ..plain(FunctionId::Concat, "concat", &[TWO_TEXTS], Type::Text, "concat(text, text, …)") },
    plain(FunctionId::Length, "length", &[TEXT], Type::Number, "length(text)"),
    plain(FunctionId::Lower, "lower", &[TEXT], Type::Text, "lower(text)"),
    plain(FunctionId::Upper, "upper", &[TEXT], Type::Text, "upper(text)"),
    plain(FunctionId::Substring, "substring",
        &[&[Parameter::Text, Parameter::Number], &[Parameter::Text, Parameter::Number, Parameter::Number]],
        Type::Text, "substring(text, start)` or `substring(text, start, length)"),
    plain(FunctionId::IndexOf, "index_of", &[TWO_TEXTS], Type::Number, "index_of(text, part)"),
    plain(FunctionId::StartsWith, "starts_with", &[TWO_TEXTS], Type::Truth, "starts_with(text, start)"),
    plain(FunctionId::EndsWith, "ends_with", &[TWO_TEXTS], Type::Truth, "ends_with(text, end)"),
    plain(FunctionId::Contains, "contains", &[TWO_TEXTS], Type::Truth, "contains(text, part)"),
];

const fn plain(
    id: FunctionId,
    name: &'static str,
    parameters: &'static [&'static [Parameter]],
    gives: Type,
    usage: &'static str,
) -> Function {
    Function {
        id,
        name,
        parameters,
        repeats: false,
        gives,
        usage,
    }
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

/// The function that is probably meant by a name that is none.
pub(super) fn meant(name: &str) -> Option<&'static Function> {
    let foreign = FOREIGN
        .iter()
        .find(|(foreign, _)| foreign.eq_ignore_ascii_case(name))
        .map(|(_, ours)| *ours);
    find(foreign.or_else(|| nearest(name, FUNCTIONS.iter().map(|function| function.name)))?)
}
