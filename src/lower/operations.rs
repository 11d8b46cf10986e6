//! What comes after the hub's last write: diagnostic settings, then the lock.

use crate::azure::limits::LOG_GROUPS;
use crate::azure::resource_types::{DIAGNOSTIC_SETTING, LOCK};
use crate::intent::Intent;
use crate::intent::settled::DiagnosticSetting;
use crate::plan::{Expr, Item, Key, Resource, ResourceType, Symbol};

use super::frame::Frame;

/// Diagnostic settings of the hub.
pub(super) fn diagnostics(frame: &mut Frame<'_>, hub: &Symbol, after: &[Symbol]) -> Vec<Item> {
    let intent = frame.intent;
    intent
        .diagnostics
        .iter()
        .map(|setting| {
            let symbol = frame
                .symbols
                .claim(&["hub", "Diagnostics", &setting.name.to_string()]);
            let body = vec![(Key::text("properties"), Expr::Map(properties(setting)))];
            extension(
                symbol,
                DIAGNOSTIC_SETTING,
                hub,
                &setting.name.to_string(),
                body,
                after.to_vec(),
            )
        })
        .collect()
}

fn properties(setting: &DiagnosticSetting) -> Vec<(Key, Expr)> {
    let mut properties = Vec::new();
    if let Some(workspace) = &setting.workspace {
        properties.push((Key::text("workspaceId"), workspace.id()));
    }
    if let Some(account) = &setting.storage_account {
        properties.push((Key::text("storageAccountId"), account.id()));
    }
    if let Some((rule, name)) = &setting.event_hub {
        properties.push((Key::text("eventHubAuthorizationRuleId"), rule.id()));
        if let Some(name) = name {
            properties.push((Key::text("eventHubName"), Expr::text(name.to_string())));
        }
    }
    let logs: Vec<Expr> = setting
        .logs
        .iter()
        .map(|log| {
            let key = if LOG_GROUPS.contains(&log.as_str()) {
                "categoryGroup"
            } else {
                "category"
            };
            Expr::map([(key, Expr::text(log.as_str())), ("enabled", true.into())])
        })
        .collect();
    if !logs.is_empty() {
        properties.push((Key::text("logs"), Expr::List(logs)));
    }
    let metrics: Vec<Expr> = setting
        .metrics
        .iter()
        .map(|metric| {
            Expr::map([
                ("category", Expr::text(metric.as_str())),
                ("enabled", true.into()),
            ])
        })
        .collect();
    if !metrics.is_empty() {
        properties.push((Key::text("metrics"), Expr::List(metrics)));
    }
    properties
}

/// The lock on the hub, after everything else that concerns it.
pub(super) fn lock(
    frame: &mut Frame<'_>,
    intent: &Intent,
    source: &str,
    hub: &Symbol,
    after: Vec<Symbol>,
) -> Option<Item> {
    intent.locked.then(|| {
        let symbol = frame.symbols.claim(&["hub", "Lock"]);
        let properties = Expr::map([
            ("level", "CanNotDelete".into()),
            ("notes", Expr::text(format!("Set by the intent {source}."))),
        ]);
        extension(
            symbol,
            LOCK,
            hub,
            "hubseal",
            vec![(Key::text("properties"), properties)],
            after,
        )
    })
}

fn extension(
    symbol: Symbol,
    kind: ResourceType,
    of: &Symbol,
    name: &str,
    body: Vec<(Key, Expr)>,
    after: Vec<Symbol>,
) -> Item {
    Item::Resource(
        Resource::new(symbol, kind, Expr::text(name))
            .extension_of(of)
            .body(body)
            .after(after),
    )
}
