//! hubseal turns an intent for a network-isolated Azure IoT hub into ARM JSON and Bicep.

pub mod azure;
pub mod cli;
pub mod compare;
pub mod diag;
pub mod document;
pub mod emit;
pub mod explain;
pub mod front_end;
pub mod intent;
pub mod lower;
pub mod output;
pub mod plan;
pub mod query;
pub mod report;
pub mod rules;
pub mod schema;
pub mod source;
pub mod targets;
pub mod templates;
pub mod values;
pub mod verify;
