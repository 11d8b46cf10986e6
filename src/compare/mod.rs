//! What differs: between files and what they should be.

pub mod drift;
