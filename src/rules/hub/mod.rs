//! Rules about the hub itself, and about what holds for the whole intent: names, regions, tags, references, roles.

mod consumer_groups;
mod device_update;
mod identity;
mod keys;
mod location;
mod messages;
mod size;
mod tags;

use super::{Rule, references, roles};

/// The rules of this group: how bad each is, its code (and page), the numbers that it covers, its check.
pub(super) const RULES: &[Rule] = super::rules! {
    error "intent-name" [183], size::intent_name;
    error "location-spelling" [], location::spelling;
    warning "location-mistyped" [], location::mistyped;
    error "location-of-another-cloud" [], location::of_another_cloud;
    error "tag-name" [], tags::name;
    error "tag-value" [], tags::value;
    error "tag-repeated" [], tags::repeated;
    error "tags-too-many" [], tags::too_many;
    warning "tag-reserved" [], tags::reserved;
    warning "tags-not-on-zones" [], tags::not_on_zones;
    error "hub-name" [1], size::hub_name;
    warning "hub-name-odd" [2], size::hub_name_odd;
    error "hub-units" [4], size::hub_units;
    error "hub-partitions" [12], size::hub_partitions;
    warning "hub-partitions-many" [13], size::hub_partitions_many;
    error "hub-retention" [14], size::hub_retention;
    warning "free-hub-built-in" [15], size::free_hub_built_in;
    error "data-residency-required" [20], size::data_residency_required;
    error "identity-empty" [7], identity::empty;
    error "identity-repeated" [], identity::repeated;
    isolation "service-sas-enabled" [117], keys::service_sas_enabled;
    warning "device-sas-disabled" [119], keys::device_sas_disabled;
    warning "authorization-policies-unused" [], keys::unused;
    error "authorization-policy-name" [], keys::name;
    error "authorization-policy-repeated" [], keys::repeated;
    error "authorization-policy-rights" [], keys::rights;
    error "authorization-policies-too-many" [21], keys::too_many;
    error "cloud-to-device-setting" [171], messages::setting;
    warning "cloud-to-device-short" [172], messages::short;
    warning "cloud-to-device-basic" [23], messages::basic;
    error "hub-consumer-group-name" [], consumer_groups::name;
    error "hub-consumer-group-repeated" [], consumer_groups::repeated;
    warning "hub-consumer-groups-many" [], consumer_groups::many;
    isolation "hub-consumer-groups-unused" [], consumer_groups::unused;
    warning "device-update-stops" [116], device_update::stops;
    error "resource-id" [8, 51], references::resource_id;
    error "reference-part" [51], references::reference_part;
    error "role-unknown" [], roles::role_unknown;
    error "role-control-plane" [123], roles::role_control_plane;
    error "role-elsewhere" [], roles::role_elsewhere;
    warning "role-too-wide" [128], roles::role_too_wide;
    error "principal-unknown" [], roles::principal_unknown;
    error "principal-hub-missing" [], roles::principal_hub_missing;
    error "principal-type" [129], roles::principal_type;
    error "role-entity-unknown" [], roles::role_entity_unknown;
    error "role-two-entities" [], roles::role_two_entities;
    warning "role-assignment-repeated" [], roles::role_assignment_repeated;
};
