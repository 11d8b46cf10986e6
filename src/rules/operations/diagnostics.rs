//! Diagnostic settings: their names, where they send, and what.

use super::super::names::repeated;
use super::super::{at, check_name};
use crate::azure::{limits, resource_types};
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::{DiagnosticSetting, Ref, RefParts, Written};
use crate::values::{
    Fault, Guid, Name, ResourceGroupName, ResourceId, SettingName, StorageAccountName,
    WorkspaceName,
};

pub(super) fn name(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, setting) in intent.diagnostics.iter().enumerate() {
        let pointer = setting_at(index).key("name");
        check_name::<SettingName>("diagnostic-name", &setting.name, &pointer, false, found);
    }
}

pub(super) fn name_repeated(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (first, second) in repeated(intent.diagnostics.iter().map(|each| &*each.name)) {
        found.push(
            Diagnostic::error(
                "diagnostic-name-repeated",
                Place::Value(setting_at(second).key("name")),
                format!(
                    "two diagnostic settings are called `{}`",
                    intent.diagnostics[second].name
                ),
            )
            .label("write another name")
            .related(
                Place::Value(setting_at(first).key("name")),
                "first used here",
            ),
        );
    }
}

pub(super) fn too_many(intent: &Written, found: &mut Vec<Diagnostic>) {
    let (count, limit) = (intent.diagnostics.len(), limits::DIAGNOSTIC_SETTINGS);
    if count > limit {
        found.push(
            Diagnostic::error(
                "too-many-diagnostics",
                Place::Value(setting_at(limit)),
                format!("there are {count} diagnostic settings, and a resource takes {limit}"),
            )
            .label("one too many")
            .note("one setting may send to a workspace, a storage account and an event hub at the same time"),
        );
    }
}

pub(super) fn nowhere(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, setting) in intent.diagnostics.iter().enumerate() {
        if setting.workspace.is_none()
            && setting.storage_account.is_none()
            && setting.event_hub.is_none()
        {
            found.push(
                Diagnostic::error(
                    "diagnostic-to-nowhere",
                    Place::Value(setting_at(index)),
                    format!(
                        "the diagnostic setting `{}` does not say where to send",
                        setting.name
                    ),
                )
                .label("add `workspace`, `storageAccount` or `eventHub`"),
            );
        }
    }
}

pub(super) fn nothing(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, setting) in intent.diagnostics.iter().enumerate() {
        if setting.logs.is_empty() && setting.metrics.is_empty() {
            found.push(
                Diagnostic::error(
                    "diagnostic-of-nothing",
                    Place::Value(setting_at(index)),
                    format!(
                        "the diagnostic setting `{}` does not say what to send",
                        setting.name
                    ),
                )
                .label("add `logs: [Connections, Routes]`")
                .note("of a sealed hub, `Connections`, `Routes` and `DeviceIdentityOperations` show who comes, what does not arrive, and what changes"),
            );
        }
    }
}

pub(super) fn mixed(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, setting) in intent.diagnostics.iter().enumerate() {
        let group = position(setting, is_group);
        let single = position(setting, |log| !is_group(log));
        if let (Some(group), Some(single)) = (group, single) {
            let logs = setting_at(index).key("logs");
            found.push(
                Diagnostic::error(
                    "diagnostic-categories-mixed",
                    Place::Value(logs.index(single)),
                    format!(
                        "`logs` of `{}` mixes the category `{}` with the group `{}`, and a setting takes only the one or the other",
                        setting.name, setting.logs[single], setting.logs[group]
                    ),
                )
                .label(if setting.logs[group] == limits::LOG_GROUPS[0] {
                    "leave it out; the group has it"
                } else {
                    "leave it out"
                })
                .related(
                    Place::Value(logs.index(group)),
                    "the group is named here",
                ),
            );
        }
    }
}

pub(super) fn category_repeated(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, setting) in intent.diagnostics.iter().enumerate() {
        for (key, names) in [("logs", &setting.logs), ("metrics", &setting.metrics)] {
            for (first, second) in repeated(names.iter().map(String::as_str)) {
                let list = setting_at(index).key(key);
                found.push(
                    Diagnostic::error(
                        "diagnostic-category-repeated",
                        Place::Value(list.index(second)),
                        format!(
                            "`{key}` of `{}` has `{}` twice",
                            setting.name, names[second]
                        ),
                    )
                    .label("leave it out")
                    .related(Place::Value(list.index(first)), "first named here"),
                );
            }
        }
    }
}

pub(super) fn reference(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, setting) in intent.diagnostics.iter().enumerate() {
        let here = setting_at(index);
        if let Some(workspace) = &setting.workspace {
            check_ref(workspace, &WORKSPACE, &here.key("workspace"), found);
        }
        if let Some(account) = &setting.storage_account {
            check_ref(account, &ACCOUNT, &here.key("storageAccount"), found);
        }
        if let Some(event_hub) = &setting.event_hub {
            let pointer = here.key("eventHub").key("authorizationRule");
            check_ref(&event_hub.authorization_rule, &RULE, &pointer, found);
        }
    }
}

pub(super) fn repeated_sink(intent: &Written, found: &mut Vec<Diagnostic>) {
    let settings = &intent.diagnostics;
    for second in 1..settings.len() {
        for first in 0..second {
            let Some((key, _)) = sinks(&settings[second])
                .into_iter()
                .find(|sink| sinks(&settings[first]).contains(sink))
            else {
                continue;
            };
            let shared = |list: fn(&DiagnosticSetting) -> &Vec<String>| {
                list(&settings[second])
                    .iter()
                    .find(|name| list(&settings[first]).contains(name))
            };
            if let Some(category) =
                shared(|setting| &setting.logs).or_else(|| shared(|setting| &setting.metrics))
            {
                found.push(
                    Diagnostic::error(
                        "diagnostic-repeated",
                        Place::Key(setting_at(second).key(key)),
                        format!(
                            "`{}` and `{}` both send `{category}` to the same place, which Azure refuses",
                            settings[first].name, settings[second].name
                        ),
                    )
                    .label("leave this setting or the category out")
                    .related(Place::Key(setting_at(first).key(key)), "also sent from here"),
                );
            }
        }
    }
}

/// What a reference must lead to.
struct Kind {
    noun: &'static str,
    azure: &'static str,
    /// Whether the parts say enough.
    parts: bool,
}

const WORKSPACE: Kind = Kind {
    noun: "a Log Analytics workspace",
    azure: resource_types::WORKSPACE,
    parts: true,
};
const ACCOUNT: Kind = Kind {
    noun: "a storage account",
    azure: resource_types::STORAGE_ACCOUNT.name,
    parts: true,
};
const RULE: Kind = Kind {
    noun: "an authorization rule of an Event Hubs namespace",
    azure: resource_types::EVENT_HUBS_AUTHORIZATION_RULE,
    parts: false,
};

/// Checks a reference. What is written there is never repeated: it may be a connection string.
fn check_ref(reference: &Ref, kind: &Kind, pointer: &Pointer, found: &mut Vec<Diagnostic>) {
    let fault = |place: Pointer, message: String| {
        Diagnostic::error("diagnostic-reference", Place::Value(place), message)
    };
    match reference {
        Ref::Id(text) => match ResourceId::parse(text) {
            Ok(id) if id.is(kind.azure) => {}
            Ok(id) => found.push(
                fault(
                    pointer.clone(),
                    format!("this is the id of a `{}`, not of {}", id.kind(), kind.noun),
                )
                .label(format!("write the id of {}", kind.noun)),
            ),
            Err(_) => {
                let fault = fault(
                    pointer.clone(),
                    format!("this is no resource id of {}", kind.noun),
                )
                .note(format!("such an id ends with `{}`", ending(kind.azure)));
                found.push(if kind.parts {
                    fault.label("write the full id, or `{ resourceGroup: GROUP, name: NAME }`")
                } else {
                    fault.label("write the full id")
                });
            }
        },
        Ref::Parts(_) if !kind.parts => found.push(
            fault(
                pointer.clone(),
                "the parts do not say in which namespace the rule is".to_owned(),
            )
            .label("write the full id")
            .note(format!("such an id ends with `{}`", ending(kind.azure))),
        ),
        Ref::Parts(parts) => {
            for (key, wrong) in faulty_parts(parts, kind) {
                let label = wrong.instead.map(|better| format!("write `{better}`"));
                found.push(
                    fault(pointer.key(key), format!("`{key}` {}", wrong.what))
                        .label(label.unwrap_or_default()),
                );
            }
            if parts.subscription.is_some() && parts.resource_group.is_none() {
                found.push(
                    fault(
                        pointer.key("subscription"),
                        "a subscription is named, and no resource group in it".to_owned(),
                    )
                    .label("add `resourceGroup: …` beside it"),
                );
            }
        }
    }
}

/// The parts that are no good, each with what is wrong with it.
fn faulty_parts(parts: &RefParts, kind: &Kind) -> Vec<(&'static str, Fault)> {
    let subscription = parts
        .subscription
        .as_deref()
        .and_then(|text| Guid::parse(text).err());
    let group = parts
        .resource_group
        .as_deref()
        .and_then(|text| ResourceGroupName::parse(text).err());
    let name = parts.name.as_deref().and_then(|text| {
        if kind.azure == ACCOUNT.azure {
            StorageAccountName::parse(text).err()
        } else {
            WorkspaceName::parse(text).err()
        }
    });
    [
        ("subscription", subscription),
        ("resourceGroup", group),
        ("name", name),
    ]
    .into_iter()
    .filter_map(|(key, fault)| Some((key, fault?)))
    .collect()
}

/// How an id of that type ends: `/providers/Microsoft.Storage/storageAccounts/NAME`.
fn ending(kind: &str) -> String {
    let mut parts = kind.split('/');
    let namespace = parts.next().unwrap_or_default();
    let types: Vec<String> = parts.map(|part| format!("{part}/NAME")).collect();
    format!("/providers/{namespace}/{}", types.join("/"))
}

/// Where a setting sends, each with its key, and written so that equal places are equal.
fn sinks(setting: &DiagnosticSetting) -> Vec<(&'static str, String)> {
    let plain = |reference: &Ref| match reference {
        Ref::Id(id) => id.to_ascii_lowercase(),
        Ref::Parts(parts) => [&parts.subscription, &parts.resource_group, &parts.name]
            .map(|part| part.as_deref().unwrap_or_default().to_ascii_lowercase())
            .join("|"),
    };
    let event_hub = setting.event_hub.as_ref().map(|event_hub| {
        format!(
            "{}|{}",
            plain(&event_hub.authorization_rule),
            event_hub
                .name
                .as_deref()
                .unwrap_or_default()
                .to_ascii_lowercase()
        )
    });
    [
        ("workspace", setting.workspace.as_ref().map(plain)),
        (
            "storageAccount",
            setting.storage_account.as_ref().map(plain),
        ),
        ("eventHub", event_hub),
    ]
    .into_iter()
    .filter_map(|(key, sink)| Some((key, sink?)))
    .collect()
}

fn setting_at(index: usize) -> Pointer {
    at(&["diagnostics"]).index(index)
}

fn is_group(log: &str) -> bool {
    limits::LOG_GROUPS.contains(&log)
}

fn position(setting: &DiagnosticSetting, which: impl Fn(&str) -> bool) -> Option<usize> {
    setting.logs.iter().position(|log| which(log))
}

#[cfg(test)]
mod tests {
    use super::super::super::routing::cases::{check, diagnostics};

    const GROUP: &str =
        "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-monitor/providers";

    #[test]
    fn settings() {
        let workspace = "workspace: { resourceGroup: rg-monitor, name: law-a }";
        for (settings, codes) in [
            (
                format!("{{ name: a, {workspace}, logs: [Connections], metrics: [AllMetrics] }}"),
                &[][..],
            ),
            (
                format!("{{ name: a, {workspace}, logs: [allLogs, audit] }}"),
                &[],
            ),
            (
                format!("{{ name: \"a:b\", {workspace}, logs: [Routes] }}"),
                &["diagnostic-name"],
            ),
            (
                format!(
                    "{{ name: a, {workspace}, logs: [Routes] }}, {{ name: A, {workspace}, logs: [Connections] }}"
                ),
                &["diagnostic-name-repeated"],
            ),
            (
                "{ name: a, logs: [Routes] }".to_owned(),
                &["diagnostic-to-nowhere"],
            ),
            (
                format!("{{ name: a, {workspace} }}"),
                &["diagnostic-of-nothing"],
            ),
            (
                format!("{{ name: a, {workspace}, logs: [Routes, allLogs] }}"),
                &["diagnostic-categories-mixed"],
            ),
            (
                format!("{{ name: a, {workspace}, logs: [Routes, Routes] }}"),
                &["diagnostic-category-repeated"],
            ),
            (
                format!(
                    "{{ name: a, {workspace}, logs: [Routes] }}, {{ name: b, {workspace}, logs: [Connections, Routes] }}"
                ),
                &["diagnostic-repeated"],
            ),
            (
                format!(
                    "{{ name: a, {workspace}, logs: [Routes] }}, {{ name: b, {workspace}, logs: [Connections] }}"
                ),
                &[],
            ),
            (
                ["1", "2", "3", "4", "5", "6"]
                    .map(|n| {
                        format!("{{ name: s{n}, workspace: {{ name: law-{n} }}, logs: [Routes] }}")
                    })
                    .join(", "),
                &["too-many-diagnostics"],
            ),
        ] {
            check(&[(&format!("diagnostics: [{settings}]"), codes)]);
        }
    }

    #[test]
    fn references() {
        let namespace = format!("{GROUP}/Microsoft.EventHub/namespaces/evhns");
        for (sink, codes) in [
            (
                format!("workspace: {GROUP}/Microsoft.OperationalInsights/workspaces/law"),
                &[][..],
            ),
            (
                format!("workspace: {GROUP}/microsoft.operationalinsights/Workspaces/law"),
                &[],
            ),
            (
                format!("workspace: {GROUP}/Microsoft.Storage/storageAccounts/law"),
                &["diagnostic-reference"],
            ),
            ("workspace: law".to_owned(), &["diagnostic-reference"]),
            (
                "workspace: { name: law }".to_owned(),
                &["diagnostic-reference"],
            ),
            (
                "workspace: { subscription: 22222222-2222-4222-8222-222222222222, name: law-a }"
                    .to_owned(),
                &["diagnostic-reference"],
            ),
            (
                "workspace: { name: law/x }".to_owned(),
                &["diagnostic-reference"],
            ),
            (
                "workspace: { subscription: x, resourceGroup: rg., name: law-a }".to_owned(),
                &["diagnostic-reference"; 2],
            ),
            (
                "storageAccount: { name: st-a }".to_owned(),
                &["diagnostic-reference"],
            ),
            ("storageAccount: { name: stlogs }".to_owned(), &[]),
            (
                format!("eventHub: {{ authorizationRule: {namespace}/authorizationRules/send }}"),
                &[],
            ),
            (
                format!("eventHub: {{ authorizationRule: {namespace} }}"),
                &["diagnostic-reference"],
            ),
            (
                "eventHub: { authorizationRule: { name: send } }".to_owned(),
                &["diagnostic-reference"],
            ),
        ] {
            check(&[(
                &format!("diagnostics: [{{ name: a, {sink}, logs: [Routes] }}]"),
                codes,
            )]);
        }
    }

    #[test]
    fn a_connection_string_is_not_repeated() {
        let case = "diagnostics: [{ name: a, eventHub: { authorizationRule: \"Endpoint=sb://x/;SharedAccessKey=c2VjcmV0\" }, logs: [Routes] }]";
        assert!(!format!("{:?}", diagnostics(case)).contains("c2VjcmV0"));
    }
}
