//! The intent: what the user wrote (`written`), and what of it may be used ([`Intent`]).

pub mod written;
