//! hubseal as a whole: examples, random intents, judges.

mod dice;
mod judges;
mod random;
mod support;
