//! The intent: what the user wrote (`written`), what follows from it (`derived`), and what of it may be used (`settled`).

pub mod derived;
pub mod written;
