//! The rows of the seal checklist about the hub that go beyond the five steps: keys, outbound traffic, names.

use crate::intent::settled::Zones;
use crate::intent::written::Outbound;
use crate::lower::dns;

use super::seal::{Look, Row, State};
use super::text::{code, listed};

/// All of them.
pub(super) fn rows(look: Look<'_>) -> Vec<Row> {
    let mut rows = vec![service_keys(look), device_keys(look)];
    rows.extend(upload_key(look));
    rows.push(outbound(look));
    rows.extend(names(look));
    rows
}

fn service_keys(look: Look<'_>) -> Row {
    let state = if look.intent.hub.service_sas {
        State::Open(format!(
            "services may sign in with shared access keys of the hub (the intent says {})",
            code("hub.serviceSas: enabled")
        ))
    } else {
        State::SealedSo("services sign in by Microsoft Entra ID and a role only".to_owned())
    };
    Row::new(
        "Keys of services",
        state,
        vec![look.says(&["properties", "disableLocalAuth"])],
    )
}

fn device_keys(look: Look<'_>) -> Row {
    let hub = &look.intent.hub;
    let closed = |switch: Option<bool>| switch == Some(false);
    let state = match (closed(hub.device_sas), closed(hub.module_sas)) {
        (true, true) => {
            State::SealedSo("devices and modules sign in by certificates only".to_owned())
        }
        (true, false) => State::Open(format!(
            "modules may sign in with their own keys ({} is not {})",
            code("hub.moduleSas"),
            code("disabled")
        )),
        (false, true) => State::Open(format!(
            "devices may sign in with their own keys ({} is not {})",
            code("hub.deviceSas"),
            code("disabled")
        )),
        (false, false) => State::Open(format!(
            "devices and modules may sign in with their own keys ({} and {} are not {})",
            code("hub.deviceSas"),
            code("hub.moduleSas"),
            code("disabled")
        )),
    };
    let evidence = vec![
        look.says(&["properties", "disableDeviceSAS"]),
        look.says(&["properties", "disableModuleSAS"]),
    ];
    Row::new("Keys of devices and modules", state, evidence)
}

fn upload_key(look: Look<'_>) -> Option<Row> {
    let path = [
        "properties",
        "storageEndpoints",
        "$default",
        "connectionString",
    ];
    look.hub.value(&path)?;
    Some(Row::new(
        "Key of the upload account",
        State::SealedSo(
            "the hub's schema asks for it; Azure fills it in while it writes the hub, and it is in no file, parameter, output or history"
                .to_owned(),
        ),
        vec![look.says(&path)],
    ))
}

fn outbound(look: Look<'_>) -> Row {
    let what = "What the hub may send to";
    let mut evidence = vec![look.says(&["properties", "restrictOutboundNetworkAccess"])];
    let state = match look.intent.network.outbound {
        Outbound::Restricted => {
            evidence.push(look.says(&["properties", "allowedFqdnList"]));
            State::SealedSo("the named hosts only".to_owned())
        }
        Outbound::Unrestricted => State::Open(format!(
            "whoever may change its routes may send to any host ({} is {}, the default)",
            code("network.outbound"),
            code("unrestricted")
        )),
    };
    Row::new(what, state, evidence)
}

/// Whether names lead to the private endpoints.
fn names(look: Look<'_>) -> Vec<Row> {
    let mut created = Vec::new();
    let mut existing = Vec::new();
    let mut unmanaged = Vec::new();
    for (endpoint, zones) in dns::endpoints(look.intent) {
        if zones.is_empty() {
            continue;
        }
        let name = code(&endpoint.name.to_string());
        match &endpoint.zones {
            Zones::Created => created.push(name),
            Zones::In(_)
                if zones
                    .iter()
                    .all(|zone| dns::is_made(look.intent, *zone, &endpoint.zones)) =>
            {
                created.push(name);
            }
            Zones::In(_) | Zones::Ids(_) => existing.push(name),
            Zones::Unmanaged => unmanaged.push(name),
        }
    }
    let what = "DNS names of the private endpoints";
    let mut rows = Vec::new();
    if !created.is_empty() {
        rows.push(Row::new(
            what,
            State::SealedSo(format!(
                "{}: zones, links and records are made here",
                listed(&created)
            )),
            vec!["the steps *private DNS zone*, *link* and *DNS records* under *Order*".to_owned()],
        ));
    }
    if !existing.is_empty() {
        rows.push(Row::new(
            what,
            State::NotCovered(format!(
                "{}: the records go into zones that exist; whether those are linked to the networks is their owner's matter",
                listed(&existing)
            )),
            vec!["see *Still to do by hand*".to_owned()],
        ));
    }
    if !unmanaged.is_empty() {
        rows.push(Row::new(
            what,
            State::NotCovered(format!(
                "{}: somebody else makes the records (the intent says {})",
                listed(&unmanaged),
                code("dns.zones: unmanaged")
            )),
            vec!["see *Still to do by hand*".to_owned()],
        ));
    }
    rows
}
