//! Tests of the compiler as a whole.
use super::*;
#[test]
fn smoke() {
    for c in ["temperature > 30", "level = hot"] {
        println!("{:?}", check(c, &Context::default()));
    }
}
