//! Links between private DNS zones and further virtual networks.

use std::collections::BTreeMap;

use super::dns::blocks;
use super::same::NetworkParts;
use crate::diag::{Diagnostic, Place};
use crate::intent::written::{Ref, Written, Zones, ZonesWord};

/// The rule `link-unmanaged`.
pub(super) fn unmanaged(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (dns, pointer) in blocks(intent) {
        if !dns.link_to.is_empty() && *intent.zones(Some(dns)) == Zones::Word(ZonesWord::Unmanaged)
        {
            found.push(
                Diagnostic::warning(
                    "link-unmanaged",
                    Place::Key(pointer.key("linkTo")),
                    "nothing is linked: the zones are `unmanaged`",
                )
                .label("leave it out, or say where the zones are"),
            );
        }
    }
}

/// The rule `link-repeated`.
pub(super) fn repeated(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (dns, pointer) in blocks(intent) {
        let place = |index| Place::Value(pointer.key("linkTo").index(index));
        let mut networks: Vec<(usize, NetworkParts)> = Vec::new();
        let mut names = BTreeMap::new();
        for (index, link) in dns.link_to.iter().enumerate() {
            let Some(network) = NetworkParts::of(link) else {
                continue;
            };
            let first = networks
                .iter()
                .find(|(_, other)| other.is_same(&network) == Some(true));
            if let Some((first, _)) = first {
                found.push(
                    Diagnostic::warning(
                        "link-repeated",
                        place(index),
                        "a virtual network is linked to a zone once, and it is named twice",
                    )
                    .label("leave one of them out")
                    .related(place(*first), "first here"),
                );
                continue;
            }
            networks.push((index, network));
            let Some(name) = link_name(link) else {
                continue;
            };
            if let Some(first) = names.insert(name.to_lowercase(), index) {
                found.push(
                    Diagnostic::error(
                        "link-repeated",
                        place(index),
                        format!("two links of one zone are called `{name}`"),
                    )
                    .related(place(first), "first here"),
                );
            }
        }
    }
}

/// The name of a link, where one is given.
fn link_name(link: &Ref) -> Option<&str> {
    match link {
        Ref::Id(_) => None,
        Ref::Parts(parts) => {
            parts.virtual_network.as_ref()?;
            parts.name.as_deref()
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check_examples;

    #[test]
    fn links() {
        for (dns, expected) in [
            (
                "linkTo: [{ resourceGroup: rg, name: vnet-office }]",
                &[][..],
            ),
            (
                "linkTo: [{ resourceGroup: rg, virtualNetwork: vnet-office, name: link-office }, { resourceGroup: rg, name: vnet-lab }]",
                &[],
            ),
            (
                "linkTo: [{ resourceGroup: rg, name: vnet-office }, { resourceGroup: RG, name: vnet-Office }]",
                &["link-repeated"],
            ),
            (
                "linkTo: [{ resourceGroup: rg, name: vnet-office }, { resourceGroup: rg, virtualNetwork: vnet-office, name: l }]",
                &["link-repeated"],
            ),
            (
                "linkTo: [{ virtualNetwork: vnet-a, name: l }, { virtualNetwork: vnet-b, name: L }]",
                &["link-repeated"],
            ),
            (
                "zones: unmanaged, linkTo: [{ resourceGroup: rg, name: vnet-office }]",
                &["link-unmanaged"],
            ),
            ("linkTo: [vnet-office]", &["resource-id"]),
            ("linkTo: [{ name: v }]", &["reference-part"]),
        ] {
            check_examples(&[(
                &format!(
                    "network: {{ privateEndpoints: [{{ subnet: {{ resourceGroup: rg, virtualNetwork: vnet-a, name: devices }} }}], dns: {{ {dns} }} }}"
                ),
                expected,
            )]);
        }
    }
}
