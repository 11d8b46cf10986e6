//! Rules about routing: endpoints and the identities behind them, routes and their conditions, enrichments, and whether messages
//! arrive anywhere.

mod blob;
#[cfg(test)]
pub(super) mod cases;
mod condition;
mod delivery;
mod endpoint;
mod enrichment;
mod identity;
mod route;
mod target;
pub(super) mod uses;

pub(super) use condition::RULES as CONDITIONS;

use super::Rule;

/// The rules of this group: how bad each is, its code (and page), the numbers that it covers, its check.
pub(super) const RULES: &[Rule] = super::rules! {
    error "endpoint-name" [24], endpoint::name;
    error "endpoint-name-reserved" [25], endpoint::name_reserved;
    error "endpoint-name-repeated" [26], endpoint::name_repeated;
    error "too-many-endpoints" [27], endpoint::too_many;
    warning "endpoint-repeated" [53], endpoint::repeated_endpoint;
    warning "endpoint-unused" [54], endpoint::unused;

    error "target-unknown" [], target::unknown;
    error "target-not-storage" [], target::not_storage;
    error "endpoint-entity-missing" [29], target::entity_missing;
    error "endpoint-entity-kind" [29], target::entity_kind;
    error "endpoint-entity-several" [29], target::entity_several;
    error "entity-unknown" [], target::entity_unknown;
    error "entity-name" [46, 147], target::entity_name;

    error "endpoint-blob-setting" [], blob::setting;
    error "endpoint-batch-frequency" [39], blob::batch_frequency;
    error "endpoint-chunk-size" [40], blob::chunk_size;
    error "endpoint-file-name-format" [44], blob::file_name_format;
    warning "endpoint-file-name-token" [45], blob::file_name_token;

    error "identity-missing" [31], identity::missing;
    error "identity-no-system" [31], identity::no_system;
    error "identity-unknown" [32], identity::unknown;
    error "identity-ambiguous" [32], identity::ambiguous;
    error "identity-behind-firewall" [33], identity::behind_firewall;
    warning "identity-unverified" [33], identity::accepted;
    warning "identity-acceptance-idle" [33], identity::acceptance_idle;

    error "transfer-identity-parts" [], identity::transfer_by_parts;

    error "route-name" [56], route::name;
    error "route-name-repeated" [56], route::name_repeated;
    error "route-endpoint-unknown" [58], route::endpoint_unknown;
    error "too-many-routes" [61], route::too_many;
    warning "route-source-preview" [60], route::source_preview;
    warning "route-source-on-basic" [23], route::source_on_basic;
    error "event-grid-route" [78, 160], route::event_grid;
    error "fallback-endpoint-unknown" [67], route::fallback_unknown;

    warning "no-routes" [65], delivery::no_routes;
    warning "no-catch-all-route" [66], delivery::no_catch_all;
    isolation "route-to-builtin-endpoint" [63], delivery::route_to_built_in;
    isolation "fallback-to-builtin-endpoint" [64], delivery::fallback_to_built_in;
    warning "builtin-endpoint-unfed" [], delivery::built_in_unfed;
    warning "builtin-endpoint-without-sas" [118], delivery::built_in_without_sas;

    error "too-many-enrichments" [79], enrichment::too_many;
    error "enrichment-key" [80], enrichment::key;
    warning "enrichment-key-repeated" [], enrichment::key_repeated;
    error "enrichment-value-empty" [], enrichment::value_empty;
    warning "enrichment-value" [82], enrichment::value;
    warning "enrichment-twin-on-basic" [83], enrichment::twin_on_basic;
    error "enrichment-endpoints-empty" [81], enrichment::endpoints_empty;
    error "enrichment-endpoint-unknown" [81], enrichment::endpoint_unknown;
    warning "enrichment-to-unfed-endpoint" [], enrichment::to_unfed_endpoint;
    warning "enrichment-of-digital-twins" [], enrichment::of_digital_twins;
};
