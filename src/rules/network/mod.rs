//! Rules about network.

pub(in crate::rules) mod private_endpoint;

use super::Rule;

/// The rules of this group.
pub(super) const RULES: &[Rule] = &[];
