//! References to resources: whole ids of the right type, parts that can be parts.

use super::network::private_endpoint;
use super::{at, faulty, roles};
use crate::azure::resource_types;
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::{Ref, RefParts, Written, Zones};
use crate::values::{
    Guid, IdentityName, LinkName, Name, NetworkResourceName, ResourceGroupName, ResourceId,
    SubnetName, VirtualNetworkName,
};

/// To what a reference may lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A user-assigned identity.
    Identity,
    /// A subnet.
    Subnet,
    /// An application security group.
    SecurityGroup,
    /// A virtual network; beside `virtualNetwork`, `name` is the link's.
    Network,
    /// A private DNS zone; it is named by its id only.
    Zone,
}

/// A reference in the intent.
pub(super) struct Reference<'a> {
    /// What is written.
    written: &'a Ref,
    /// Where.
    pointer: Pointer,
    /// To what it may lead.
    kind: Kind,
}

impl Kind {
    /// Azure's type.
    fn resource_type(self) -> &'static str {
        match self {
            Self::Identity => resource_types::USER_ASSIGNED_IDENTITY.name,
            Self::Subnet => resource_types::SUBNET.name,
            Self::SecurityGroup => resource_types::APPLICATION_SECURITY_GROUP.name,
            Self::Network => resource_types::VIRTUAL_NETWORK.name,
            Self::Zone => resource_types::PRIVATE_DNS_ZONE.name,
        }
    }

    /// In words, with its article.
    fn words(self) -> &'static str {
        match self {
            Self::Identity => "a user-assigned identity",
            Self::Subnet => "a subnet",
            Self::SecurityGroup => "an application security group",
            Self::Network => "a virtual network",
            Self::Zone => "a private DNS zone",
        }
    }

    /// How to write a thing of that name by its parts.
    fn by_parts(self, name: &str) -> String {
        match self {
            Self::Subnet => {
                format!("{{ resourceGroup: …, virtualNetwork: …, name: {name} }}")
            }
            Self::Identity | Self::SecurityGroup | Self::Network | Self::Zone => {
                format!("{{ resourceGroup: …, name: {name} }}")
            }
        }
    }
}

/// The rule `resource-id`.
pub(super) fn resource_id(intent: &Written, found: &mut Vec<Diagnostic>) {
    for reference in every(intent) {
        if let Ref::Id(text) = reference.written {
            check_id(
                "resource-id",
                text,
                reference.kind,
                &reference.pointer,
                found,
            );
        }
    }
    for (zones, pointer) in zones(intent) {
        if let Zones::Ids(ids) = zones {
            for (index, text) in ids.iter().enumerate() {
                check_id(
                    "resource-id",
                    text,
                    Kind::Zone,
                    &pointer.index(index),
                    found,
                );
            }
        }
    }
}

/// The rule `reference-part`.
pub(super) fn reference_part(intent: &Written, found: &mut Vec<Diagnostic>) {
    for reference in every(intent) {
        if let Ref::Parts(parts) = reference.written {
            check_parts(
                "reference-part",
                parts,
                reference.kind,
                &reference.pointer,
                found,
            );
        }
    }
    for (zones, pointer) in zones(intent) {
        if let Zones::Group(group) = zones {
            check_group(
                "reference-part",
                group.subscription.as_deref(),
                group.resource_group.as_deref(),
                &pointer,
                found,
            );
        }
    }
    for placed in private_endpoint::every(intent) {
        check_group(
            "reference-part",
            placed.endpoint.subscription.as_deref(),
            placed.endpoint.resource_group.as_deref(),
            &placed.at,
            found,
        );
    }
}

/// Every reference of the hub, of role assignments, and of private endpoints and their zones.
fn every(intent: &Written) -> Vec<Reference<'_>> {
    let mut all = Vec::new();
    for (index, written) in intent.hub.user_identities().iter().enumerate() {
        let pointer = at(&["hub", "identity", "user"]).index(index);
        all.push(Reference {
            written,
            pointer,
            kind: Kind::Identity,
        });
    }
    for given in roles::every(intent) {
        if roles::names_identity(&given.assignment.principal) {
            let pointer = given.at.key("principal");
            all.push(Reference {
                written: &given.assignment.principal,
                pointer,
                kind: Kind::Identity,
            });
        }
    }
    let mut links = vec![(&intent.network.dns, at(&["network", "dns"]))];
    for placed in private_endpoint::every(intent) {
        let pointer = placed.at.key("subnet");
        all.push(Reference {
            written: &placed.endpoint.subnet,
            pointer,
            kind: Kind::Subnet,
        });
        for (index, written) in placed
            .endpoint
            .application_security_groups
            .iter()
            .enumerate()
        {
            let pointer = placed.at.key("applicationSecurityGroups").index(index);
            all.push(Reference {
                written,
                pointer,
                kind: Kind::SecurityGroup,
            });
        }
        links.extend(
            placed
                .endpoint
                .dns
                .as_ref()
                .map(|dns| (dns, placed.at.key("dns"))),
        );
    }
    for (dns, pointer) in links {
        for (index, written) in dns.link_to.iter().enumerate() {
            let pointer = pointer.key("linkTo").index(index);
            all.push(Reference {
                written,
                pointer,
                kind: Kind::Network,
            });
        }
    }
    all
}

/// What is written about where the zones are, with its place.
fn zones(intent: &Written) -> Vec<(&Zones, Pointer)> {
    let mut all = vec![(
        intent.network.dns.zones.as_ref(),
        at(&["network", "dns", "zones"]),
    )];
    for placed in private_endpoint::every(intent) {
        let zones = placed
            .endpoint
            .dns
            .as_ref()
            .and_then(|dns| dns.zones.as_ref());
        all.push((zones, placed.at.key("dns").key("zones")));
    }
    all.into_iter()
        .filter_map(|(zones, pointer)| Some((zones?, pointer)))
        .collect()
}

/// Checks that a text is the full id of a resource of that kind.
pub(super) fn check_id(
    code: &'static str,
    text: &str,
    kind: Kind,
    pointer: &Pointer,
    found: &mut Vec<Diagnostic>,
) {
    let place = || Place::Value(pointer.clone());
    let due = kind.words();
    match ResourceId::parse(text) {
        Ok(id) if id.is(kind.resource_type()) => {}
        Ok(id) => {
            let mut wrong = Diagnostic::error(
                code,
                place(),
                format!(
                    "the id leads to a resource of type `{}`, and {due} is due here",
                    id.kind()
                ),
            )
            .note(format!("the type of {due} is `{}`", kind.resource_type()));
            if kind == Kind::Subnet && id.is(resource_types::VIRTUAL_NETWORK.name) {
                wrong = wrong.label("add `/subnets/` and the name of the subnet");
            }
            found.push(wrong);
        }
        Err(_) if kind != Kind::Zone && !text.contains('/') => found.push(
            Diagnostic::error(
                code,
                place(),
                format!("`{text}` is neither the full id of {due} nor its parts"),
            )
            .label(format!("write `{}`", kind.by_parts(text)))
            .note("parts that are left out are those of the deployment"),
        ),
        Err(fault) => found.push(
            Diagnostic::error(code, place(), format!("the id of {due} {}", fault.what))
                .label(subnet_in_short(kind, text))
                .note(format!(
                    "a full id is `/subscriptions/…/resourceGroups/…/providers/{}`",
                    with_names(kind.resource_type())
                )),
        ),
    }
}

/// Checks the parts of a reference to a resource of that kind.
pub(super) fn check_parts(
    code: &'static str,
    parts: &RefParts,
    kind: Kind,
    pointer: &Pointer,
    found: &mut Vec<Diagnostic>,
) {
    check_group(
        code,
        parts.subscription.as_deref(),
        parts.resource_group.as_deref(),
        pointer,
        found,
    );
    if let Some(network) = &parts.virtual_network {
        part::<VirtualNetworkName>(code, network, &pointer.key("virtualNetwork"), found);
    }
    if let Some(name) = &parts.name {
        let pointer = pointer.key("name");
        match kind {
            Kind::Identity => part::<IdentityName>(code, name, &pointer, found),
            Kind::Subnet => part::<SubnetName>(code, name, &pointer, found),
            Kind::SecurityGroup => part::<NetworkResourceName>(code, name, &pointer, found),
            Kind::Network if parts.virtual_network.is_some() => {
                part::<LinkName>(code, name, &pointer, found);
            }
            Kind::Network => part::<VirtualNetworkName>(code, name, &pointer, found),
            // Zones have no parts.
            Kind::Zone => {}
        }
    }
}

/// Checks `subscription` and `resourceGroup` of what stands at the pointer.
pub(super) fn check_group(
    code: &'static str,
    subscription: Option<&str>,
    resource_group: Option<&str>,
    pointer: &Pointer,
    found: &mut Vec<Diagnostic>,
) {
    if let Some(text) = subscription
        && let Err(fault) = Guid::parse(text)
    {
        let pointer = pointer.key("subscription");
        found.push(faulty(code, "subscription", text, &fault, &pointer, false));
    }
    if subscription.is_some() && resource_group.is_none() {
        found.push(
            Diagnostic::error(
                code,
                Place::Value(pointer.key("subscription")),
                "a subscription is named, and no resource group in it",
            )
            .label("add `resourceGroup: …` beside it")
            .note("left out, the group is that of the deployment, which is not in another subscription"),
        );
    }
    if let Some(text) = resource_group {
        part::<ResourceGroupName>(code, text, &pointer.key("resourceGroup"), found);
    }
}

fn part<T: Name>(code: &'static str, text: &str, pointer: &Pointer, found: &mut Vec<Diagnostic>) {
    let before = found.len();
    super::check_name::<T>(code, text, pointer, false, found);
    if text.starts_with("/subscriptions/") {
        for diagnostic in &mut found[before..] {
            diagnostic
                .helps
                .push("a full id stands alone, in the place of the parts".to_owned());
        }
    }
}

/// What to write for `NETWORK/SUBNET`.
fn subnet_in_short(kind: Kind, text: &str) -> String {
    match text.split_once('/') {
        Some((network, name))
            if kind == Kind::Subnet
                && VirtualNetworkName::parse(network).is_ok()
                && SubnetName::parse(name).is_ok() =>
        {
            format!("write `{{ resourceGroup: …, virtualNetwork: {network}, name: {name} }}`")
        }
        _ => String::new(),
    }
}

/// `A/b/c` as the end of an id: `A/b/…/c/…`.
fn with_names(kind: &str) -> String {
    let mut segments = kind.split('/');
    let mut text = segments.next().unwrap_or_default().to_owned();
    for segment in segments {
        text.push('/');
        text.push_str(segment);
        text.push_str("/…");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::tests::check_examples;

    #[test]
    fn references() {
        check_examples(&[
            (
                "network: { privateEndpoints: [{ subnet: devices }] }",
                &["resource-id"],
            ),
            (
                "network: { privateEndpoints: [{ subnet: /subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-a }] }",
                &["resource-id"],
            ),
            (
                "network: { privateEndpoints: [{ subnet: { virtualNetwork: vnet-a, name: devices }, applicationSecurityGroups: [asg, { name: asg-iot }] }] }",
                &["resource-id"],
            ),
            (
                "network: { privateEndpoints: [{ subnet: { resourceGroup: rg., virtualNetwork: vnet-a, name: devices } }] }",
                &["reference-part"],
            ),
            (
                "network: { privateEndpoints: [{ subnet: { virtualNetwork: v, name: devices } }] }",
                &["reference-part"],
            ),
            (
                "network: { privateEndpoints: [{ subnet: { virtualNetwork: vnet-a, name: devices } }], dns: { zones: { subscription: plant, resourceGroup: rg } } }",
                &["reference-part"],
            ),
            (
                "hub: { name: iot-a, sku: S1, identity: { system: true, user: [/subscriptions/x, { name: id-a }] } }",
                &["resource-id"],
            ),
            (
                "hub: { name: iot-a, sku: S1, roleAssignments: [{ role: IoT Hub Data Reader, principal: { resourceGroup: rg, name: i } }] }",
                &["reference-part"],
            ),
            (
                "hub: { name: iot-a, sku: S1, roleAssignments: [{ role: IoT Hub Data Reader, principal: { resourceGroup: rg, name: id-a } }] }",
                &[],
            ),
        ]);
    }
}
