//! The commands: one file each.

pub(super) mod build;
pub(super) mod check;
pub(super) mod explain;
pub(super) mod schema;
pub(super) mod validate;
