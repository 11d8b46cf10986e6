//! hubseal turns an intent for a network-isolated Azure IoT hub into ARM JSON and Bicep.

pub mod azure;
pub mod diag;
pub mod document;
pub mod emit;
pub mod intent;
pub mod lower;
pub mod plan;
pub mod report;
pub mod rules;
pub mod schema;
pub mod source;
pub mod targets;
pub mod templates;
pub mod values;
pub mod verify;
