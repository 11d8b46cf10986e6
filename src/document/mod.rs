//! The YAML text as a tree of values with places.

pub mod pointer;
