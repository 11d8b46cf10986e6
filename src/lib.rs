//! hubseal turns an intent for a network-isolated Azure IoT hub into ARM JSON and Bicep.

pub mod intent;
pub mod plan;
pub mod query;
pub mod values;
