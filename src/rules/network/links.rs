//! Links between private DNS zones and further virtual networks.

use super::dns::blocks;
use super::same::same_network;
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
        for (index, link) in dns.link_to.iter().enumerate() {
            let earlier = &dns.link_to[..index];
            if let Some(first) = earlier
                .iter()
                .position(|other| same_network(other, link) == Some(true))
            {
                found.push(
                    Diagnostic::error(
                        "link-repeated",
                        place(index),
                        "a virtual network is linked to a zone once, and it is named twice",
                    )
                    .label("leave one of them out")
                    .related(place(first), "first here"),
                );
            } else if let Some(name) = link_name(link)
                && let Some(first) = earlier.iter().position(|other| {
                    link_name(other).is_some_and(|other| other.eq_ignore_ascii_case(name))
                })
            {
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
