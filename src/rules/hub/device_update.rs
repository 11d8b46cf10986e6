//! Device Update for IoT Hub, which a sealed hub shuts out. An intent does not say that it is used; what it leaves on a hub does.

use crate::azure::limits::DEVICE_UPDATE;
use crate::diag::{Diagnostic, Place};
use crate::intent::written::{PublicAccess, Switch, Written};
use crate::rules::at;

/// The rule `device-update-stops`.
pub(super) fn stops(intent: &Written, found: &mut Vec<Diagnostic>) {
    let Some(place) = sign(intent) else {
        return;
    };
    let is_reachable = intent.network.public_access == PublicAccess::Enabled;
    let has_keys = intent.hub.service_sas == Some(Switch::Enabled);
    let (what, help) = match (is_reachable, has_keys) {
        (true, true) => return,
        (false, true) => (
            "it comes over the internet, which this hub shuts out",
            "where Device Update is needed, write `publicAccess: enabled`",
        ),
        (true, false) => (
            "it signs in with a key, and `serviceSas` is disabled",
            "where Device Update is needed, write `serviceSas: enabled`",
        ),
        (false, false) => (
            "it comes over the internet and signs in with a key, and this hub takes neither",
            "where Device Update is needed, write `publicAccess: enabled` and `serviceSas: enabled`",
        ),
    };
    found.push(
        Diagnostic::warning(
            "device-update-stops",
            place,
            format!("this belongs to Device Update, which does not work here: {what}"),
        )
        .label("leave it out")
        .help(help),
    );
}

/// The first thing in the intent that Device Update leaves on a hub.
fn sign(intent: &Written) -> Option<Place> {
    let (route_prefix, group) = DEVICE_UPDATE;
    let groups = &intent.hub.consumer_groups;
    if let Some(index) = groups
        .iter()
        .position(|name| name.eq_ignore_ascii_case(group))
    {
        return Some(Place::Value(at(&["hub", "consumerGroups"]).index(index)));
    }
    let index = intent.routing.routes.iter().position(|route| {
        let head = route.name.get(..route_prefix.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(route_prefix))
    })?;
    let pointer = at(&["routing", "routes"]).index(index);
    Some(Place::Value(pointer.key("name")))
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check_examples;

    #[test]
    fn device_update() {
        const ENDPOINT: &str =
            "privateEndpoints: [{ subnet: { virtualNetwork: vnet-a, name: d } }]";
        for (hub, network, route, expected) in [
            ("", "", "all", &[][..]),
            ("", "", "DeviceUpdates", &[]),
            (
                "",
                "",
                "DeviceUpdate.DeviceLifecycle",
                &["device-update-stops"],
            ),
            (
                "",
                "publicAccess: enabled, ",
                "deviceupdate.DeviceLifecycle",
                &["device-update-stops", "public-access-enabled"],
            ),
            (
                "serviceSas: enabled, ",
                "publicAccess: enabled, ",
                "DeviceUpdate.DeviceLifecycle",
                &["public-access-enabled", "service-sas-enabled"],
            ),
            (
                "consumerGroups: [adum], ",
                "",
                "all",
                &["device-update-stops", "hub-consumer-groups-unused"],
            ),
        ] {
            check_examples(&[(
                &format!(
                    "hub: {{ {hub}name: iot-a, sku: S1 }}\nnetwork: {{ {network}{ENDPOINT} }}\nrouting: {{ endpoints: [{{ name: cold, target: lake, container: raw }}], routes: [{{ name: {route}, endpoint: cold }}] }}"
                ),
                expected,
            )]);
        }
    }
}
