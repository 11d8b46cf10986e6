//! Rules about what surrounds routing: the upload of files, diagnostic settings, how the deployment runs, and which warnings are
//! turned off.

mod across;
mod deployment;
mod diagnostics;
mod file_upload;
mod suppress;

pub use across::across;
pub use suppress::suppressed;

use super::Rule;

/// The rules of this group: how bad each is, its code (and page), the numbers that it covers, its check.
pub(super) const RULES: &[Rule] = super::rules! {
    error "upload-sas-ttl" [169], file_upload::sas_ttl;
    error "upload-notification" [170], file_upload::notification;
    warning "upload-unreachable" [173], file_upload::unreachable;

    error "diagnostic-name" [], diagnostics::name;
    error "diagnostic-name-repeated" [], diagnostics::name_repeated;
    error "too-many-diagnostics" [], diagnostics::too_many;
    error "diagnostic-to-nowhere" [], diagnostics::nowhere;
    error "diagnostic-of-nothing" [], diagnostics::nothing;
    error "diagnostic-categories-mixed" [], diagnostics::mixed;
    error "diagnostic-category-repeated" [], diagnostics::category_repeated;
    error "diagnostic-reference" [], diagnostics::reference;
    error "diagnostic-repeated" [], diagnostics::repeated_sink;

    error "lock-read-only" [161], deployment::lock;
    error "settle-range" [], deployment::settle;
    warning "no-settling" [159], deployment::no_settling;
    error "retry-codes" [], deployment::retry_codes;
    error "retry-count" [], deployment::retry_count;
    warning "retry-idle" [], deployment::retry_idle;
    error "too-many-resources" [182], deployment::too_many_resources;

    error "suppress-unknown" [], suppress::unknown;
    error "suppress-refused" [], suppress::refused;
    error "suppress-without-reason" [], suppress::reason;
    warning "suppress-idle" [], suppress::idle;
};
