//! What a deployment comes to: every resource with its id and its values as Azure would get them, and what it waits for.
//!
//! It is worked out twice, from the plan and from the printed ARM JSON, by two readers that share nothing but the form below.
//! What only Azure knows stands in guillemets.

mod arm;
mod expression;
mod planned;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

pub(crate) use arm::arm;
pub(crate) use planned::planned;

/// Where a template is deployed to.
#[derive(Clone, Debug)]
struct Here {
    subscription: String,
    group: String,
}

impl Here {
    fn own() -> Self {
        Self {
            subscription: "own-subscription".to_owned(),
            group: "own-group".to_owned(),
        }
    }

    /// Another group; what is not said is as here.
    fn other(&self, subscription: Option<&str>, group: &str) -> Self {
        Self {
            subscription: subscription.unwrap_or(&self.subscription).to_owned(),
            group: group.to_owned(),
        }
    }

    fn group_id(&self) -> String {
        format!(
            "/subscriptions/{}/resourceGroups/{}",
            self.subscription, self.group
        )
    }

    /// What functions without arguments say here.
    fn about(&self, function: &str) -> Option<Value> {
        Some(match function {
            "subscription" => json!({ "subscriptionId": self.subscription }),
            "resourceGroup" => json!({ "name": self.group }),
            "tenant" => json!({ "tenantId": "«tenant»" }),
            "environment" => json!({ "suffixes": { "storage": "«storage»" } }),
            _ => return None,
        })
    }

    /// `resourceId([subscription], [group], type, names…)`.
    fn resource_id(&self, args: &[String]) -> String {
        let at = args
            .iter()
            .position(|arg| arg.contains('/'))
            .expect("a type has a slash");
        let scope = match &args[..at] {
            [] => self.clone(),
            [group] => self.other(None, group),
            [subscription, group] => self.other(Some(subscription), group),
            more => panic!("a scope of {} parts", more.len()),
        };
        below(&scope.group_id(), &args[at], &args[at + 1..])
    }
}

/// The id of a resource below a scope.
fn below(scope: &str, kind: &str, names: &[String]) -> String {
    let mut parts = kind.split('/');
    let space = parts.next().expect("a type has a namespace");
    let types: Vec<&str> = parts.collect();
    assert_eq!(types.len(), names.len(), "{kind} and {names:?}");
    let path: Vec<String> = types
        .iter()
        .zip(names)
        .map(|(kind, name)| format!("{kind}/{name}"))
        .collect();
    format!("{scope}/providers/{space}/{}", path.join("/"))
}

/// The text of a value that stands in a text.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A part that Azure tells of a resource.
fn told(id: &str, path: &str) -> Value {
    format!("«{id} {path}»").into()
}

/// For each item all that is done before it.
fn closure(direct: &BTreeMap<String, BTreeSet<String>>) -> BTreeMap<String, BTreeSet<String>> {
    direct
        .keys()
        .map(|start| {
            let mut found = BTreeSet::new();
            let mut open: Vec<&String> = direct[start].iter().collect();
            while let Some(next) = open.pop() {
                if found.insert(next.clone()) {
                    open.extend(direct.get(next).into_iter().flatten());
                }
            }
            (start.clone(), found)
        })
        .collect()
}

/// Adds to each item what is done before it, of what is written.
fn put_order(items: &mut Map<String, Value>, direct: &BTreeMap<String, BTreeSet<String>>) {
    let all = closure(direct);
    let written: BTreeSet<String> = items.keys().cloned().collect();
    for (symbol, item) in items {
        let before: Vec<&String> = all[symbol]
            .iter()
            .filter(|other| written.contains(*other))
            .collect();
        item["after"] = json!(before);
    }
}
