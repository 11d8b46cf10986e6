//! hubseal as a whole: examples, random intents, judges.

mod dice;
mod random;
mod support;
