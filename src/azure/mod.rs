//! Facts about Azure that several parts need, each with its source and the day it was checked.

pub mod clouds;
pub mod editions;
pub mod limits;
pub mod operations;
pub mod private_link;
pub mod resource_types;
pub mod roles;
pub mod tags;

/// Where a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Page, repository or file, as a reader would look it up.
    pub source: &'static str,
    /// The day on which it was read, `YYYY-MM-DD`.
    pub checked: &'static str,
}
