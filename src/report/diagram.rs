//! The picture: devices, the way to the hub, and the routes to what it sends to, as a Mermaid flowchart.

use std::collections::BTreeMap;

use crate::azure::limits::BUILT_IN_ENDPOINT;
use crate::intent::Intent;
use crate::intent::settled::EntityRef;
use crate::intent::written::{BuiltInEndpoint, PublicAccess};
use crate::targets;

use super::text::{counted, label};

/// The lines of the flowchart, without the fence around it.
pub(super) fn diagram(intent: &Intent) -> String {
    let mut lines = vec![
        "flowchart LR".to_owned(),
        "    devices([\"devices and services\"])".to_owned(),
        format!(
            "    hub{{{{\"IoT hub<br/>{}\"}}}}",
            label(&intent.hub.name.to_string())
        ),
    ];
    way_in(intent, &mut lines);
    let nodes = targets(intent, &mut lines);
    routes(intent, &nodes, &mut lines);
    lines.join("\n")
}

fn way_in(intent: &Intent, lines: &mut Vec<String>) {
    let network = &intent.network;
    for (index, endpoint) in network.endpoints.iter().enumerate() {
        lines.push(format!(
            "    pe{index}[\"private endpoint<br/>{}\"]",
            label(&endpoint.name.to_string())
        ));
        lines.push(match &endpoint.manual {
            None => format!("    devices --> pe{index} --> hub"),
            Some(_) => format!("    devices --> pe{index} -.->|\"after approval\"| hub"),
        });
    }
    match network.public_access {
        PublicAccess::Disabled => {}
        PublicAccess::AllowList => lines.push(format!(
            "    devices -->|\"{}\"| hub",
            label(&counted(network.allow.len(), "address rule"))
        )),
        PublicAccess::Enabled => {
            lines.push("    devices -->|\"public internet\"| hub".to_owned());
        }
    }
}

type Nodes<'a> = BTreeMap<(&'a str, EntityRef), String>;

/// The targets with the entities that the hub uses.
fn targets<'a>(intent: &'a Intent, lines: &mut Vec<String>) -> Nodes<'a> {
    let mut nodes = Nodes::new();
    for (number, target) in intent.targets.values().enumerate() {
        let mut used: Vec<EntityRef> = intent
            .endpoints
            .iter()
            .filter(|endpoint| endpoint.target == target.key)
            .map(|endpoint| endpoint.entity.clone())
            .collect();
        let stores = [
            intent
                .upload
                .as_ref()
                .map(|one| (&one.target, &one.container)),
            intent
                .transfer
                .as_ref()
                .map(|one| (&one.target, &one.container)),
        ];
        for (key, container) in stores.into_iter().flatten() {
            if *key == target.key {
                used.push(EntityRef::Container(container.clone()));
            }
        }
        used.sort();
        used.dedup();
        if used.is_empty() {
            continue;
        }
        lines.push(format!(
            "    subgraph t{number}[\"{} {}\"]",
            targets::of(&target.kind).noun(),
            label(&target.name)
        ));
        for entity in used {
            let node = format!("n{}", nodes.len());
            let noun = match &entity {
                EntityRef::Container(_) => "container",
                EntityRef::EventHub(_) => "event hub",
                EntityRef::Queue(_) => "queue",
                EntityRef::Topic(_) => "topic",
            };
            lines.push(format!(
                "        {node}[\"{noun}<br/>{}\"]",
                label(entity.name())
            ));
            nodes.insert((&target.key, entity), node);
        }
        lines.push("    end".to_owned());
    }
    nodes
}

fn routes(intent: &Intent, nodes: &Nodes<'_>, lines: &mut Vec<String>) {
    let fallback = intent.fallback.as_deref();
    let built_in = |name: &str| name.eq_ignore_ascii_case(BUILT_IN_ENDPOINT);
    let fed = intent.routes.iter().any(|route| built_in(&route.endpoint))
        || fallback.is_some_and(built_in);
    if fed || intent.hub.built_in_endpoint == BuiltInEndpoint::Private {
        lines.push("    events[\"built-in endpoint\"]".to_owned());
    }
    let node = |name: &str| {
        if built_in(name) {
            return Some("events".to_owned());
        }
        let endpoint = intent
            .endpoints
            .iter()
            .find(|endpoint| endpoint.name.to_string() == name)?;
        nodes
            .get(&(endpoint.target.as_str(), endpoint.entity.clone()))
            .cloned()
    };
    for route in &intent.routes {
        let Some(node) = node(&route.endpoint) else {
            continue;
        };
        let name = label(&route.name.to_string());
        lines.push(if route.enabled {
            format!("    hub -->|\"{name}\"| {node}")
        } else {
            format!("    hub -.->|\"{name}, switched off\"| {node}")
        });
    }
    if let Some(node) = fallback.and_then(node) {
        lines.push(format!("    hub -->|\"fallback\"| {node}"));
    }
    for endpoint in &intent.endpoints {
        let name = endpoint.name.to_string();
        let routed = intent.routes.iter().any(|route| route.endpoint == name)
            || fallback == Some(name.as_str());
        if let (false, Some(node)) = (routed, node(&name)) {
            lines.push(format!("    hub -.->|\"no route\"| {node}"));
        }
    }
    let container = |target: &str, container: &str| {
        nodes
            .iter()
            .find(|((key, entity), _)| {
                *key == target && *entity == EntityRef::Container(container.to_owned())
            })
            .map(|(_, node)| node.clone())
    };
    if let Some(node) = intent
        .upload
        .as_ref()
        .and_then(|upload| container(&upload.target, &upload.container))
    {
        lines.push(format!("    devices -.->|\"upload of files\"| {node}"));
    }
    if let Some(node) = intent
        .transfer
        .as_ref()
        .and_then(|transfer| container(&transfer.target, &transfer.container))
    {
        lines.push(format!(
            "    hub <-.->|\"import and export of devices\"| {node}"
        ));
    }
}
