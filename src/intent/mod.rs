//! The intent: what the user wrote (`written`), what follows from it (`derived`), and what of it may be used (`settled`).

pub mod derived;
pub mod reference;
pub mod settle;
pub mod settled;
pub mod written;

pub use settle::settle;
pub use settled::Intent;
