//! Rules about how the hub is reached and what it may reach: public access, networks, private endpoints (of targets too), DNS.

mod dns;
mod endpoint_names;
mod endpoint_place;
mod links;
mod outbound;
pub(in crate::rules) mod private_endpoint;
mod public;
mod same;
mod virtual_network;

use super::Rule;

/// The rules of this group: how bad each is, its code (and page), the numbers that it covers, its check.
pub(super) const RULES: &[Rule] = super::rules! {
    isolation "public-access-enabled" [104], public::enabled;
    isolation "no-private-endpoint" [105], public::no_private_endpoint;
    isolation "allow-ignored" [106], public::ignored;
    error "allow-list-empty" [], public::list_empty;
    error "allow-address" [112], public::address;
    error "allow-everyone" [113], public::everyone;
    isolation "allow-private" [], public::private;
    error "allow-name" [111], public::name;
    error "allow-name-repeated" [111], public::name_repeated;
    error "allow-too-many" [111], public::too_many;
    error "built-in-cover-free" [108], public::cover_free;
    isolation "built-in-uncovered" [109], public::uncovered;
    isolation "allowed-fqdns-unused" [], outbound::unused;
    error "allowed-fqdn" [122], outbound::host;
    error "allowed-fqdn-of-another-cloud" [], outbound::cloud;
    warning "allowed-fqdn-repeated" [], outbound::repeated;
    error "allowed-fqdns-too-many" [122], outbound::too_many;
    warning "outbound-built-in" [121], outbound::built_in;
    warning "virtual-network-owned" [], virtual_network::owned;
    error "virtual-network-name" [], virtual_network::name;
    error "virtual-network-name-repeated" [], virtual_network::name_repeated;
    error "virtual-network-range" [], virtual_network::range;
    error "subnet-range" [], virtual_network::subnet_range;
    error "subnet-outside" [], virtual_network::subnet_outside;
    error "address-overlap" [], virtual_network::overlap;
    error "subnet-full" [99], virtual_network::subnet_full;
    error "private-endpoint-name" [], endpoint_names::name;
    error "private-endpoint-name-repeated" [], endpoint_names::name_repeated;
    error "subnet-unknown" [], endpoint_place::subnet_unknown;
    error "private-endpoint-place" [], endpoint_place::place;
    error "private-endpoint-location" [85], endpoint_place::location;
    warning "private-endpoint-free" [103], endpoint_place::free;
    error "approval-message" [87], endpoint_names::approval_message;
    error "zone-group-config" [], endpoint_names::zone_group_config;
    warning "zone-group-unused" [], endpoint_names::zone_group_unused;
    error "dns-zone-name" [91], dns::zone_name;
    error "dns-zone-missing" [89, 90], dns::zone_missing;
    error "dns-zone-repeated" [], dns::zone_repeated;
    error "private-endpoints-share-zones" [100], dns::shared;
    warning "dns-zones-split" [93], dns::split;
    error "link-repeated" [], links::repeated;
    warning "link-unmanaged" [], links::unmanaged;
};
