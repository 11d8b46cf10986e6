//! hubseal turns an intent for a network-isolated Azure IoT hub into ARM JSON and Bicep.

pub mod emit;
pub mod plan;
pub mod templates;
