//! Types: what may stand beside what, and what functions take. Whatever fails here the service refuses to save.
//!
//! Rules: `CheckOperands`, `CheckBooleanOperands`, `Args.Match` of the routing component in Azure/iotedge, 2026-08.
//! Application and system properties are texts, always; what a `$body` or `$twin` path yields is known only at run time
//! and may be compared with any text, number, truth value or `null`, but not with `undefined`. One difference on purpose:
//! there a value of the body may not stand on the right of `AND` and `OR`; the Azure documentation shows it doing so.

use std::ops::Range;

use super::codes::Code;
use super::functions::{self, Function, Parameter};
use super::syntax::{Document, NodeId, NodeKind, Operator, Syntax};
use super::{Context, Findings, excerpt};

/// The type of a part of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// A text; every property is one.
    Text,
    /// A number.
    Number,
    /// True, false or undefined.
    Truth,
    /// `null`.
    Null,
    /// `undefined`.
    Undefined,
    /// Known at run time: out of the body or the twin.
    Open,
    /// Behind a mistake that was told already.
    Faulty,
}

impl Type {
    /// What it is, for a message.
    pub(super) fn words(self) -> &'static str {
        match self {
            Type::Text => "a text",
            Type::Number => "a number",
            Type::Truth => "true or false",
            Type::Null => "`null`",
            Type::Undefined => "`undefined`",
            Type::Open | Type::Faulty => "a value of the message",
        }
    }
}

/// The type of every node; mistakes go to `findings`.
pub(super) fn check(
    condition: &str,
    syntax: &Syntax,
    context: &Context,
    findings: &mut Findings,
) -> Vec<Type> {
    let mut checker = Checker {
        condition,
        syntax,
        context,
        findings,
        types: Vec::with_capacity(syntax.nodes.len()),
    };
    for at in 0..syntax.nodes.len() {
        let found = checker.type_of(NodeId(at));
        checker.types.push(found);
    }
    checker.types
}

/// The state of a check.
pub(super) struct Checker<'a> {
    pub(super) condition: &'a str,
    pub(super) syntax: &'a Syntax,
    context: &'a Context,
    pub(super) findings: &'a mut Findings,
    /// Of all nodes so far; operands come before operators.
    types: Vec<Type>,
}

impl Checker<'_> {
    fn type_of(&mut self, id: NodeId) -> Type {
        let node = self.syntax.node(id);
        if self.syntax.cut.is_some_and(|cut| node.range.end > cut) {
            return Type::Faulty;
        }
        match &node.kind {
            NodeKind::System(name) if name.contains(['[', ']']) => self.bracketed(id),
            NodeKind::Text(_) | NodeKind::Property(_) | NodeKind::System(_) => Type::Text,
            NodeKind::Number(Some(_)) => Type::Number,
            NodeKind::Truth(_) => Type::Truth,
            NodeKind::Null => Type::Null,
            NodeKind::Number(None) | NodeKind::Undefined => Type::Undefined,
            NodeKind::Path(document, path) => self.path(id, *document, path),
            NodeKind::Call { name, arguments } => {
                match functions::find(&self.condition[name.clone()]) {
                    Some(function) => self.call(id, function, arguments),
                    None => self.unknown_call(id, &self.condition[name.clone()], arguments),
                }
            }
            NodeKind::Negate(place, operand) => match self.of(*operand) {
                Type::Number | Type::Open | Type::Faulty => Type::Number,
                other @ (Type::Text | Type::Truth | Type::Null | Type::Undefined) => {
                    let label = self
                        .as_number(*operand)
                        .unwrap_or_else(|| "remove the minus".to_owned());
                    let message =
                        format!("`-` stands before {}, and takes a number", other.words());
                    self.findings
                        .add(Code::Mismatch, place.clone(), message, label);
                    Type::Faulty
                }
            },
            NodeKind::Not(place, operand) => self.not(id, place.clone(), *operand),
            NodeKind::Binary {
                operator,
                left,
                right,
                ..
            } => self.binary(id, *operator, *left, *right),
            NodeKind::List | NodeKind::Faulty => Type::Faulty,
        }
    }

    /// The type of a node before the one at hand.
    pub(super) fn of(&self, id: NodeId) -> Type {
        self.types[id.0]
    }

    /// The text of a node, for a message.
    pub(super) fn says(&self, id: NodeId) -> String {
        self.text(self.syntax.node(id).range.clone())
    }

    /// A part of the condition, for a message.
    pub(super) fn text(&self, range: Range<usize>) -> String {
        excerpt(self.condition, &range).into_owned()
    }

    fn path(&mut self, id: NodeId, document: Document, path: &str) -> Type {
        let range = self.syntax.node(id).range.clone();
        if document == Document::Twin && self.context.basic_tier {
            self.findings
                .add(
                    Code::BasicTwin,
                    range,
                    "a Basic hub has no twins, so this is always undefined",
                    "use a Standard SKU, or a condition without `$twin`",
                )
                .note("the message is routed nowhere by this condition");
            return Type::Open;
        }
        let wrong = match path.strip_prefix('.') {
            Some(steps) => steps.split('.').find_map(|step| bad_step(step, document)),
            None => Some((
                "only what is below the document, by name, can be queried",
                format!("write a path below it, such as `{}.name`", document.root()),
            )),
        };
        if let Some((message, label)) = wrong {
            self.findings.add(
                Code::Path,
                range,
                format!("`{}`: {message}", self.says(id)),
                label,
            );
            return Type::Faulty;
        }
        Type::Open
    }

    fn bracketed(&mut self, id: NodeId) -> Type {
        let range = self.syntax.node(id).range.clone();
        let message = format!(
            "`{}` is no path: only `$body` and `$twin` may hold `[ ]`",
            self.says(id)
        );
        self.findings.add(
            Code::Path,
            range,
            message,
            "write `$body.name[0]` for a value in a list of the body",
        );
        Type::Faulty
    }

    fn not(&mut self, id: NodeId, place: Range<usize>, operand: NodeId) -> Type {
        match self.of(operand) {
            Type::Truth | Type::Null | Type::Open | Type::Faulty => Type::Truth,
            Type::Text | Type::Number | Type::Undefined => {
                self.not_mismatch(id, place, operand);
                Type::Faulty
            }
        }
    }

    fn binary(&mut self, id: NodeId, operator: Operator, left: NodeId, right: NodeId) -> Type {
        let (one, two) = (self.of(left), self.of(right));
        let takes = |wanted: &[Type]| {
            [one, two]
                .iter()
                .all(|t| *t == Type::Faulty || wanted.contains(t))
        };
        let faulty = one == Type::Faulty || two == Type::Faulty;
        let comparable = faulty
            || one == two
            || (one == Type::Open && two != Type::Undefined)
            || (two == Type::Open && one != Type::Undefined);
        let nulls = [one, two].iter().filter(|t| **t == Type::Null).count();
        let (fits, gives) = match operator {
            Operator::Calculate(_) => (takes(&[Type::Number, Type::Open]), Type::Number),
            Operator::Join => (takes(&[Type::Text, Type::Open]), Type::Text),
            Operator::Compare(_) => (comparable, Type::Truth),
            Operator::And | Operator::Or => {
                let null = nulls == 2 || (nulls == 1 && operator == Operator::And);
                let gives = if null { Type::Null } else { Type::Truth };
                (
                    takes(&[Type::Truth, Type::Null, Type::Undefined, Type::Open]),
                    gives,
                )
            }
            Operator::Coalesce => (comparable, if one == Type::Open { two } else { one }),
        };
        if !fits {
            self.mismatch(id);
        }
        if let (Operator::Compare(comparison), true) = (operator, fits) {
            self.text_order(comparison, left, right);
        }
        if fits && !faulty { gives } else { Type::Faulty }
    }

    fn call(&mut self, id: NodeId, function: &'static Function, arguments: &[NodeId]) -> Type {
        let range = self.syntax.node(id).range.clone();
        let count = arguments.len();
        let usage = format!("write `{}`", function.usage);
        let Some(parameters) = function.parameters.iter().find(|parameters| {
            count == parameters.len() || (function.repeats && count > parameters.len())
        }) else {
            let message = format!("`{}` is called with {}", function.name, counted(count));
            self.findings
                .add(Code::ArgumentCount, range, message, usage);
            return function.meaning.gives();
        };
        for (at, argument) in arguments.iter().enumerate() {
            let parameter = parameters
                .get(at)
                .or(parameters.last())
                .copied()
                .unwrap_or(Parameter::Any);
            let given = self.of(*argument);
            let fits = match parameter {
                Parameter::Text => given == Type::Text,
                Parameter::Number => given == Type::Number,
                Parameter::TextOrNumber => matches!(given, Type::Text | Type::Number),
                Parameter::Any => true,
            };
            if fits || matches!(given, Type::Open | Type::Faulty) {
                continue;
            }
            let said = self.says(*argument);
            let label = match parameter {
                Parameter::Number => self.as_number(*argument).unwrap_or(usage),
                Parameter::Text if given == Type::Number => {
                    format!("write `'{said}'`, or another function")
                }
                Parameter::Text | Parameter::TextOrNumber | Parameter::Any => usage,
            };
            let message = format!(
                "`{}` does not take `{said}`, which is {}",
                function.name,
                given.words()
            );
            self.findings.add(Code::ArgumentType, range, message, label);
            return function.meaning.gives();
        }
        function.meaning.gives()
    }

    fn unknown_call(&mut self, id: NodeId, name: &str, arguments: &[NodeId]) -> Type {
        let NodeKind::Call { name: place, .. } = &self.syntax.node(id).kind else {
            return Type::Faulty;
        };
        if name.eq_ignore_ascii_case("twin_change_includes") {
            return self.twin_change_includes(id, arguments);
        }
        let bare = name.trim_start_matches(['!', '-', '+', '*', '%', '|', '&']);
        let sign = &name[..name.len() - bare.len()];
        let label = if sign == "!" {
            format!("write `NOT {bare}(…)`")
        } else if !sign.is_empty() && functions::find(bare).is_some() {
            format!("write a blank behind `{sign}`")
        } else if let Some(meant) = functions::meant(name) {
            format!("write `{}`", meant.usage)
        } else {
            "write one of the functions of the routing language, or a comparison".to_owned()
        };
        self.findings
            .add(Code::UnknownFunction, place.clone(), format!("there is no function `{name}`"), label)
            .note("the functions are those of message routing, not those of queries of twins and jobs");
        Type::Faulty
    }

    /// A function of the component's source that no page of the documentation names: for twin changes only.
    fn twin_change_includes(&mut self, id: NodeId, arguments: &[NodeId]) -> Type {
        let NodeKind::Call { name: place, .. } = &self.syntax.node(id).kind else {
            return Type::Faulty;
        };
        let (place, whole) = (place.clone(), self.syntax.node(id).range.clone());
        let defined = "write `is_defined($body.properties.reported.x)`";
        if self.context.source.as_deref() != Some("TwinChangeEvents") {
            let message = "`twin_change_includes` exists for the source TwinChangeEvents only";
            self.findings
                .add(Code::UnknownFunction, place, message, defined);
            return Type::Faulty;
        }
        let path = match arguments {
            [only] => self.says(*only).to_lowercase(),
            _ => String::new(),
        };
        let roots = ["properties.reported.", "properties.desired.", "tags."];
        if !roots
            .iter()
            .any(|root| path.strip_prefix(root).is_some_and(|rest| !rest.is_empty()))
        {
            let message = "`twin_change_includes` takes one path below `tags`, `properties.desired` or `properties.reported`";
            self.findings
                .add(Code::ArgumentType, whole, message, defined);
            return Type::Faulty;
        }
        let message = "`twin_change_includes` is in no documentation of IoT Hub";
        self.findings
            .add(Code::Undocumented, place, message, defined);
        Type::Truth
    }
}

fn counted(arguments: usize) -> String {
    match arguments {
        0 => "no argument".to_owned(),
        1 => "one argument".to_owned(),
        more => format!("{more} arguments"),
    }
}

/// What is wrong with one step of a path, `name` or `name[0]`; `JsonPath.g4` of the routing component.
fn bad_step(step: &str, document: Document) -> Option<(&'static str, String)> {
    let (name, index) = step
        .split_once('[')
        .map_or((step, None), |(name, index)| (name, Some(index)));
    let index_is_good = index.is_none_or(|index| {
        index
            .strip_suffix(']')
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
    });
    if step.is_empty() {
        Some((
            "a step of the path has no name",
            "write a name between the dots, and none at the end".to_owned(),
        ))
    } else if name.is_empty() || name.contains(']') {
        Some((
            "`[ ]` stands without a name before it",
            "write `name[0]`".to_owned(),
        ))
    } else if !index_is_good {
        Some((
            "`[ ]` may hold one whole number only, once per name",
            format!("write `{name}[0]`"),
        ))
    } else if document == Document::Body && name.bytes().all(|b| b.is_ascii_digit()) {
        Some((
            "a step of the path consists of digits only",
            format!("write `[{name}]` behind the name, if it is a place in a list"),
        ))
    } else {
        None
    }
}
