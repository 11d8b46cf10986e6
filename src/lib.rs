//! hubseal turns an intent for a network-isolated Azure IoT hub into ARM JSON and Bicep.

pub mod azure;
pub mod diag;
pub mod document;
pub mod intent;
pub mod plan;
pub mod query;
pub mod rules;
pub mod source;
pub mod values;
