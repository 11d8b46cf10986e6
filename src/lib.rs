//! hubseal turns an intent for a network-isolated Azure `IoT` hub into ARM JSON and Bicep.

pub mod diag;
pub mod document;
pub mod source;
