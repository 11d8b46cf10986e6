//! Names that the service takes and that are surely not meant: words without quotes, quotes and operators that became
//! part of a name, system properties that do not exist or lack their `$`.

use std::collections::BTreeSet;
use std::ops::Range;

use super::check::Type;
use super::codes::Code;
use super::functions::{self, Meaning};
use super::spelling::{self, in_quotes};
use super::syntax::{Document, NodeId, NodeKind, Operator, Syntax};
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
    ("properties", "$twin.properties"), ("appProperties", ""), ("applicationProperties", ""), ("property", ""), ("tags", "$twin.tags"), ("message", "$body"), ("payload", "$body"),
];

/// Looks at all names of a condition that could be parsed.
pub(super) fn check(
    condition: &str,
    syntax: &Syntax,
    types: &[Type],
    context: &Context,
    findings: &mut Findings,
) {
    let bare = bare_words(condition, syntax, types);
    // The argument of `twin_change_includes` looks like a property and is a path.
    let paths: BTreeSet<NodeId> = unknown_arguments(condition, syntax).collect();
    for (at, node) in syntax.nodes.iter().enumerate() {
        let range = node.range.clone();
        let is_name = matches!(
            node.kind,
            NodeKind::Property(_) | NodeKind::System(_) | NodeKind::Path(..)
        );
        if is_name && spelling::check(&condition[range.clone()], &range, condition, findings) {
            continue;
        }
        match &node.kind {
            _ if paths.contains(&NodeId(at)) => {}
            NodeKind::Property(name) if bare.contains(&NodeId(at)) => {
                bare_word(name, range, findings);
            }
            NodeKind::Property(name) => property(name, range, findings),
            NodeKind::System(name) if !name.contains(['[', ']']) && !is_system(name, context) => {
                unknown_system(name, range, findings);
            }
            NodeKind::Path(Document::Twin, path) => twin(path, range, findings),
            NodeKind::System(_)
            | NodeKind::Path(Document::Body, _)
            | NodeKind::Text(_)
            | NodeKind::Number(_)
            | NodeKind::Truth(_)
            | NodeKind::Null
            | NodeKind::Undefined
            | NodeKind::Call { .. }
            | NodeKind::Negate(..)
            | NodeKind::Not(..)
            | NodeKind::Binary { .. }
            | NodeKind::List
            | NodeKind::Faulty => {}
        }
    }
}

/// What is given to functions that do not exist.
fn unknown_arguments<'a>(
    condition: &'a str,
    syntax: &'a Syntax,
) -> impl Iterator<Item = NodeId> + 'a {
    let unknown = syntax
        .nodes
        .iter()
        .filter(|node| functions::called(condition, node).is_none());
    let arguments = unknown.filter_map(|node| {
        let NodeKind::Call { arguments, .. } = &node.kind else {
            return None;
        };
        Some(arguments)
    });
    arguments.flatten().copied()
}

/// The names that stand where a text is meant: on the right of a comparison, or as the part to look for.
fn bare_words(condition: &str, syntax: &Syntax, types: &[Type]) -> BTreeSet<NodeId> {
    let is_property = |id: NodeId| matches!(syntax.node(id).kind, NodeKind::Property(_));
    let mut bare = BTreeSet::new();
    for node in &syntax.nodes {
        let (subject, word) = if let NodeKind::Binary {
            operator: Operator::Compare(_),
            left,
            right,
            ..
        } = &node.kind
        {
            (*left, *right)
        } else if let Some((function, [subject, word])) = functions::called(condition, node)
            && matches!(function.meaning, Meaning::Search(_) | Meaning::IndexOf)
        {
            (*subject, *word)
        } else {
            continue;
        };
        let literal = matches!(
            syntax.node(subject).kind,
            NodeKind::Text(_)
                | NodeKind::Number(_)
                | NodeKind::Truth(_)
                | NodeKind::Null
                | NodeKind::Undefined
        );
        let is_text = matches!(types[subject.0], Type::Text | Type::Open);
        if is_text && is_property(word) && !literal && !is_namesake(syntax, subject, word) {
            bare.insert(word);
        }
    }
    bare
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
    // A word of few letters ends many names by chance.
    subject == word
        || (word.len() > 3 && subject.ends_with(&word))
        || (subject.len() > 3 && word.ends_with(&subject))
}

fn bare_word(name: &str, range: Range<usize>, findings: &mut Findings) {
    let label = match name.to_lowercase().as_str() {
        keyword @ ("true" | "false") => format!("write `'{keyword}'`"),
        "null" | "undefined" => {
            "write `NOT is_defined(…)` for what the message does not have".to_owned()
        }
        _ => format!("write `{}`", in_quotes(&short(name))),
    };
    findings
        .add(
            Code::BareWord,
            range,
            format!(
                "`{}` without quotes is another property, not a text",
                short(name)
            ),
            label,
        )
        .note("a property that the message does not have is undefined, and matches nothing");
}

/// An application property where one may stand.
fn property(name: &str, range: Range<usize>, findings: &mut Findings) {
    let known = SYSTEM_PROPERTIES[..DISTINCT]
        .iter()
        .find(|known| known.eq_ignore_ascii_case(name));
    let other = OTHER_NAMES
        .iter()
        .find(|(other, _)| {
            other.starts_with("iothub-connection") && other.eq_ignore_ascii_case(name)
        })
        .map(|(_, meant)| (*meant).to_owned());
    let message = format!("`{}` without `$` is an application property", short(name));
    if let Some(meant) = known.map(|known| format!("${known}")).or(other) {
        findings.add(
            Code::MissingDollar,
            range,
            message,
            format!("write `{meant}`"),
        );
        return;
    }
    let lower = name.to_lowercase();
    let root = match lower.split_once('.') {
        Some(("tags", _)) => "$twin.",
        Some(("properties", rest))
            if rest.starts_with("desired.") || rest.starts_with("reported.") =>
        {
            "$twin."
        }
        Some(("body" | "twin", _)) => "$",
        None if lower == "body" || lower == "twin" => {
            let label = format!("write `${lower}.…`, or give the property another name");
            findings.add(Code::MissingRoot, range, message, label);
            return;
        }
        _ => return,
    };
    findings.add(
        Code::MissingRoot,
        range,
        message,
        format!("write `{root}{}`", short(name)),
    );
}

fn is_system(name: &str, context: &Context) -> bool {
    SYSTEM_PROPERTIES.iter().any(|known| known.eq_ignore_ascii_case(name))
        // A preview source has one more: Azure/azure-iot-hub-mqtt-broker-preview, 2021.
        || (name.eq_ignore_ascii_case("mqtt-topic") && context.source.as_deref() == Some("MqttBrokerMessages"))
}

fn unknown_system(name: &str, range: Range<usize>, findings: &mut Findings) {
    let (start, rest) = name
        .split_once('.')
        .map_or((name, None), |(start, rest)| (start, Some(rest)));
    let other = OTHER_NAMES
        .iter()
        .find(|(other, _)| other.eq_ignore_ascii_case(start))
        .map(|(_, meant)| *meant);
    let last = name.rsplit('.').next().unwrap_or_default();
    let nested = SYSTEM_PROPERTIES
        .iter()
        .find(|known| rest.is_some() && known.eq_ignore_ascii_case(last));
    let label = match (other, rest) {
        _ if nested.is_some() => format!("write `${last}`"),
        (Some(meant), Some(rest)) if meant.starts_with("$body") || meant.starts_with("$twin") => {
            format!("write `{meant}.{}`", short(rest))
        }
        (Some(""), Some(rest)) => format!("write `{}`", short(rest)),
        (Some(meant), _) if !meant.is_empty() => format!("write `{meant}`"),
        (None, Some(rest)) if start.is_empty() => format!("write `$body.{}`", short(rest)),
        _ => match nearest(name, SYSTEM_PROPERTIES.iter().copied()) {
            Some(near) => format!("write `${near}`"),
            None => format!(
                "write `{0}` for an application property, `$body.{0}` for a value of the body",
                short(name)
            ),
        },
    };
    findings.add(Code::SystemProperty, range, format!("there is no system property `${}`", short(name)), label).note(
        "the service looks such a name up among the application properties, `$` and all; without one it is undefined",
    );
}

fn twin(path: &str, range: Range<usize>, findings: &mut Findings) {
    let Some(path) = path.strip_prefix('.') else {
        return;
    };
    let lower = path.to_lowercase();
    let known = ["tags", "properties.desired", "properties.reported"]
        .iter()
        .any(|root| {
            lower
                .strip_prefix(root)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        });
    if known {
        return;
    }
    let label = match lower.split('.').next().unwrap_or_default() {
        "desired" | "reported" => format!("write `$twin.properties.{}`", short(path)),
        "deviceid" => "write `$connectionDeviceId`".to_owned(),
        _ => format!(
            "write `$twin.tags.{}`, `$twin.properties.desired.…` or `$twin.properties.reported.…`",
            short(path)
        ),
    };
    let message = format!(
        "`$twin.{}` is neither a tag nor a property of the twin",
        short(path)
    );
    findings.add(Code::TwinPath, range, message, label);
}

fn short(name: &str) -> String {
    excerpt(name, &(0..name.len())).into_owned()
}
