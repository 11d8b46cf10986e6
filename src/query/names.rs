//! Names that the service takes and that are surely not meant: words without quotes, quotes and operators that became
//! part of a name, system properties that do not exist or lack their `$`.

use super::codes::Code;
use super::functions::{self, FunctionId};
use super::misplaced::is_curly;
use super::syntax::{Document, Family, NodeId, NodeKind, Syntax};
use super::{Context, Findings, excerpt, nearest};

/// System properties that a condition may name behind `$`, in any letter case.
///
/// "IoT Hub message routing query syntax" (2023-02 and later) and the column of routing keywords in "Create and read IoT
/// Hub messages" (2021-05 and later); the last five from `SystemProperties.cs` of Azure/iotedge and the first version of
/// "IoT Hub query language" (2016).
const SYSTEM_PROPERTIES: &[&str] = &[
    "contentType",
    "contentEncoding",
    "connectionDeviceId",
    "connectionModuleId",
    "enqueuedTime",
    "dt-dataschema",
    "dt-subject",
    "messageId",
    "userId",
    "connectionDeviceGenerationId",
    "connectionAuthMethod",
    "correlationId",
    "to",
    "expiryTimeUtc",
    "ack",
    "componentName",
];

/// Those whose name no application property has by chance.
const DISTINCT: usize = 7;

/// Other names of system properties, as consumers of the messages see them, and the name in conditions.
#[rustfmt::skip]
const OTHER_NAMES: &[(&str, &str)] = &[
    ("iothub-connection-device-id", "$connectionDeviceId"), ("deviceId", "$connectionDeviceId"),
    ("connection-device-id", "$connectionDeviceId"), ("device", "$connectionDeviceId"),
    ("iothub-connection-module-id", "$connectionModuleId"), ("moduleId", "$connectionModuleId"),
    ("iothub-enqueuedtime", "$enqueuedTime"), ("enqueuedTimeUtc", "$enqueuedTime"), ("time", "$enqueuedTime"),
    ("content-type", "$contentType"), ("content-encoding", "$contentEncoding"),
    ("message-id", "$messageId"), ("correlation-id", "$correlationId"), ("user-id", "$userId"),
    ("iothub-connection-auth-method", "$connectionAuthMethod"),
    ("iothub-connection-auth-generation-id", "$connectionDeviceGenerationId"),
    ("dataschema", "$dt-dataschema"), ("subject", "$dt-subject"),
    ("properties", "$twin.properties"), ("tags", "$twin.tags"), ("message", "$body"), ("payload", "$body"),
];

/// Looks at all names of a condition that could be parsed.
pub(super) fn check(condition: &str, syntax: &Syntax, context: &Context, findings: &mut Findings) {
    let bare = bare_words(condition, syntax);
    for (at, node) in syntax.nodes.iter().enumerate() {
        let range = node.range.clone();
        let said = excerpt(condition, &range);
        match &node.kind {
            NodeKind::Property(name) => {
                if spelling(name, &said, condition, range.clone(), findings) {
                    continue;
                }
                if bare.contains(&NodeId(at)) {
                    bare_word(name, range, findings);
                } else {
                    property(name, range, findings);
                }
            }
            NodeKind::System(name) => {
                if !spelling(name, &said, condition, range.clone(), findings)
                    && !is_system(name, context)
                {
                    unknown_system(name, range, findings);
                }
            }
            NodeKind::Path(document, path) => {
                if !spelling(path, &said, condition, range.clone(), findings)
                    && *document == Document::Twin
                {
                    twin(path, &said, range, findings);
                }
            }
            NodeKind::Text(_)
            | NodeKind::Number(_)
            | NodeKind::Truth(_)
            | NodeKind::Null
            | NodeKind::Undefined
            | NodeKind::Call { .. }
            | NodeKind::Negate(..)
            | NodeKind::Not(..)
            | NodeKind::Binary { .. }
            | NodeKind::Faulty => {}
        }
    }
}

/// The names that stand where a text is meant: on the right of a comparison, or as the part to look for.
fn bare_words(condition: &str, syntax: &Syntax) -> std::collections::BTreeSet<NodeId> {
    let is_property = |id: NodeId| matches!(syntax.node(id).kind, NodeKind::Property(_));
    let mut bare = std::collections::BTreeSet::new();
    for node in &syntax.nodes {
        let (subject, word) = match &node.kind {
            NodeKind::Binary {
                operator,
                left,
                right,
                ..
            } if operator.family() == Family::Comparison => (*left, *right),
            NodeKind::Call { name, arguments } => match (
                functions::find(&condition[name.clone()]),
                arguments.as_slice(),
            ) {
                (Some(function), [subject, word]) if searches(function.id) => (*subject, *word),
                _ => continue,
            },
            NodeKind::Text(_)
            | NodeKind::Number(_)
            | NodeKind::Truth(_)
            | NodeKind::Null
            | NodeKind::Undefined
            | NodeKind::Property(_)
            | NodeKind::System(_)
            | NodeKind::Path(..)
            | NodeKind::Negate(..)
            | NodeKind::Not(..)
            | NodeKind::Binary { .. }
            | NodeKind::Faulty => continue,
        };
        let literal = matches!(
            syntax.node(subject).kind,
            NodeKind::Text(_)
                | NodeKind::Number(_)
                | NodeKind::Truth(_)
                | NodeKind::Null
                | NodeKind::Undefined
        );
        if is_property(word) && !literal && !is_namesake(syntax, subject, word) {
            bare.insert(word);
        }
    }
    bare
}

fn searches(function: FunctionId) -> bool {
    matches!(
        function,
        FunctionId::StartsWith | FunctionId::EndsWith | FunctionId::Contains | FunctionId::IndexOf
    )
}

/// `$body.city = City`, `$connectionDeviceId = deviceId`: a value of the message beside the property of the same name,
/// which can well be meant.
fn is_namesake(syntax: &Syntax, subject: NodeId, word: NodeId) -> bool {
    let NodeKind::Property(word) = &syntax.node(word).kind else {
        return false;
    };
    let (NodeKind::Path(_, subject) | NodeKind::System(subject)) = &syntax.node(subject).kind
    else {
        return false;
    };
    let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let (subject, word) = (last(subject), last(word));
    subject.ends_with(&word) || word.ends_with(&subject)
}

fn bare_word(name: &str, range: std::ops::Range<usize>, findings: &mut Findings) {
    let text = match name.to_lowercase().as_str() {
        keyword @ ("true" | "false" | "null" | "undefined") => keyword.to_owned(),
        _ => name.to_owned(),
    };
    let name = excerpt(name, &(0..name.len()));
    findings
        .add(
            Code::BareWord,
            range,
            format!("`{name}` without quotes is another property, not a text"),
            format!("write `'{}'`", excerpt(&text, &(0..text.len()))),
        )
        .note("a property that the message does not have is undefined, and matches nothing");
}

/// Signs in a name that were not meant as letters; true where one was told.
fn spelling(
    name: &str,
    said: &str,
    condition: &str,
    range: std::ops::Range<usize>,
    findings: &mut Findings,
) -> bool {
    let quoted = |text: &str| {
        text.trim_matches(|c: char| c == '\'' || is_curly(c.encode_utf8(&mut [0; 4])))
            .to_owned()
    };
    let is_property = !said.starts_with(['$', '{']);
    if let Some(invisible) = name.chars().find(|c| is_invisible(*c)) {
        let code = u32::from(invisible);
        findings
            .add(
                Code::Invisible,
                range,
                format!("this name holds the invisible character U+{code:04X}"),
                "write a plain blank, or remove the character",
            )
            .note("such a character is a letter of the name; only blanks, tabs and line breaks separate words");
    } else if name.ends_with('\'') || name.starts_with('\'') || (is_property && is_quoted(name)) {
        let (message, label) = if name.starts_with('\'') && name.ends_with('\'') && name.len() > 2 {
            let inner = name[1..name.len() - 1].replace("''", "'");
            let label = format!("write `\"{inner}\"`, or `'{}'`", inner.replace('\'', "\\'"));
            (
                format!("`{said}` is one name, quotes and all, not a text"),
                label,
            )
        } else if is_property {
            (
                format!("`{said}` is a name, quotes and all, not a text"),
                format!("write `'{}'`", quoted(name)),
            )
        } else {
            (
                format!("`{said}` is a name, quote and all"),
                "write a blank before the quote".to_owned(),
            )
        };
        findings.add(Code::Quotes, range, message, label).note(
            "only `'` and `\"` enclose a text, and a quote in a text is written `\\'`, not `''`",
        );
    } else if name.ends_with('!') && condition[range.end..].starts_with('=') {
        let bare = said.trim_end_matches('!');
        findings
            .add(
                Code::Glued,
                range,
                format!("`!` is part of the name `{said}` here"),
                format!("write a blank before the operator: `{bare} !=`"),
            )
            .note("names may hold `! + * % | & -` and `.`; operators need blanks around them");
    } else if let Some(sign) = glued_sign(name, is_property) {
        findings
            .add(
                Code::Glued,
                range,
                format!("`{said}` is one name, `{sign}` and all"),
                format!("write a blank on both sides of `{sign}`"),
            )
            .note("names may hold `! + * % | & -` and `.`; operators need blanks around them");
    } else {
        return false;
    }
    true
}

/// Is the word enclosed in quotation marks, or in half of a pair?
fn is_quoted(name: &str) -> bool {
    let mark = |c: Option<char>| c.is_some_and(|c| is_curly(c.encode_utf8(&mut [0; 4])));
    mark(name.chars().next()) || mark(name.chars().next_back()) || name.contains("''")
}

/// An operator within a name: `a||b`, `a+b`, `!a`.
fn glued_sign(name: &str, is_property: bool) -> Option<&'static str> {
    let within = |sign: &str| {
        name.match_indices(sign).any(|(at, _)| {
            let before = name[..at].chars().next_back();
            let behind = name[at + sign.len()..].chars().next();
            before.is_some_and(|c| c.is_alphanumeric() || c == ']' || c == '\'')
                && behind.is_some_and(|c| c.is_alphanumeric() || c == '$' || c == '\'')
        })
    };
    ["||", "&&", "+", "*"]
        .into_iter()
        .find(|sign| within(sign))
        .or_else(|| {
            let leading = |sign: &&&str| {
                name.strip_prefix(**sign)
                    .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '$'))
            };
            is_property
                .then(|| ["!", "-", "+"].iter().find(leading).copied())
                .flatten()
        })
}

fn is_invisible(c: char) -> bool {
    (c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'))
        && !matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// An application property where one may stand.
fn property(name: &str, range: std::ops::Range<usize>, findings: &mut Findings) {
    let known = SYSTEM_PROPERTIES[..DISTINCT]
        .iter()
        .find(|known| known.eq_ignore_ascii_case(name));
    let other = OTHER_NAMES.iter().find(|(other, _)| {
        other.starts_with("iothub-connection") && other.eq_ignore_ascii_case(name)
    });
    if let Some(meant) = known
        .map(|known| format!("${known}"))
        .or(other.map(|(_, meant)| (*meant).to_owned()))
    {
        findings
            .add(
                Code::MissingDollar,
                range,
                format!("`{name}` without `$` is an application property"),
                format!("write `{meant}`"),
            )
            .note("system properties are named with `$`");
        return;
    }
    let lower = name.to_lowercase();
    let root = match lower.split('.').next().unwrap_or_default() {
        "body" => Some("$"),
        "twin" => Some("$"),
        "tags" if lower.contains('.') => Some("$twin."),
        "properties"
            if lower.starts_with("properties.desired.")
                || lower.starts_with("properties.reported.") =>
        {
            Some("$twin.")
        }
        _ => None,
    };
    if let Some(root) = root {
        let name = excerpt(name, &(0..name.len()));
        let label = if lower.contains('.') {
            format!("write `{root}{name}`")
        } else {
            format!("write `{root}{name}.…`, or give the property another name")
        };
        findings.add(
            Code::MissingRoot,
            range,
            format!("`{name}` without `$` is an application property"),
            label,
        );
    }
}

fn is_system(name: &str, context: &Context) -> bool {
    SYSTEM_PROPERTIES.iter().any(|known| known.eq_ignore_ascii_case(name))
        // A preview source has one more: Azure/azure-iot-hub-mqtt-broker-preview, 2021.
        || (name.eq_ignore_ascii_case("mqtt-topic") && context.source.as_deref() == Some("MqttBrokerMessages"))
}

fn unknown_system(name: &str, range: std::ops::Range<usize>, findings: &mut Findings) {
    let start = name.split('.').next().unwrap_or_default();
    let other = OTHER_NAMES
        .iter()
        .find(|(other, _)| other.eq_ignore_ascii_case(start))
        .map(|(_, meant)| (*meant).to_owned());
    let meant = other.or_else(|| {
        nearest(name, SYSTEM_PROPERTIES.iter().copied()).map(|near| format!("${near}"))
    });
    let rest = name.trim_start_matches('.');
    let label = match meant {
        Some(meant) => format!("write `{meant}`"),
        None if name.starts_with('.') => format!("write `$body.{rest}`"),
        None => format!(
            "write `{rest}` for an application property, `$body.{rest}` for a value of the body"
        ),
    };
    findings
        .add(Code::SystemProperty, range, format!("there is no system property `${}`", excerpt(name, &(0..name.len()))), label)
        .note("the service looks such a name up among the application properties, `$` included; it is undefined where none has it");
}

fn twin(path: &str, said: &str, range: std::ops::Range<usize>, findings: &mut Findings) {
    let lower = path.to_lowercase();
    let known = ["tags", "properties.desired", "properties.reported"]
        .iter()
        .any(|root| {
            lower[1..]
                .strip_prefix(root)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        });
    if !lower.starts_with('.') || known {
        return;
    }
    let rest = &path[1..];
    let label = match lower[1..].split('.').next().unwrap_or_default() {
        "desired" | "reported" => format!("write `$twin.properties.{rest}`"),
        "deviceid" => "write `$connectionDeviceId`".to_owned(),
        _ => format!(
            "write `$twin.tags.{rest}`, `$twin.properties.desired.…` or `$twin.properties.reported.…`"
        ),
    };
    findings.add(
        Code::TwinPath,
        range,
        format!("`{said}` is neither a tag nor a property of the twin"),
        label,
    );
}
