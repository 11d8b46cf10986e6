//! Values that must lie in a range: durations, sizes and numbers.

use std::fmt::Display;
use std::ops::RangeInclusive;

use super::faulty;
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::values::{Duration, Size};

/// Checks the duration at `pointer`, whose last step is `key`: is it one, and is it in `range` (seconds)?
pub(super) fn check_duration(
    code: &'static str,
    key: &str,
    text: &str,
    range: &RangeInclusive<u64>,
    pointer: &Pointer,
    found: &mut Vec<Diagnostic>,
) {
    match Duration::parse(text) {
        Ok(duration) => check(
            code,
            key,
            text,
            duration.seconds(),
            range,
            |seconds| Duration::from_seconds(seconds).to_string(),
            pointer,
            found,
        ),
        Err(fault) => found.push(faulty(
            code,
            &format!("`{key}`"),
            text,
            &fault,
            pointer,
            false,
        )),
    }
}

/// Checks the size at `pointer`, whose last step is `key`: is it one, and is it in `range` (bytes)?
pub(super) fn check_size(
    code: &'static str,
    key: &str,
    text: &str,
    range: &RangeInclusive<u64>,
    pointer: &Pointer,
    found: &mut Vec<Diagnostic>,
) {
    match Size::parse(text) {
        Ok(size) => check(
            code,
            key,
            text,
            size.bytes(),
            range,
            |bytes| format!("{}MiB", bytes >> 20),
            pointer,
            found,
        ),
        Err(fault) => found.push(faulty(
            code,
            &format!("`{key}`"),
            text,
            &fault,
            pointer,
            false,
        )),
    }
}

/// Checks that the number at `pointer`, whose last step is `key`, is in `range`.
pub(super) fn check_number(
    code: &'static str,
    key: &str,
    number: i64,
    range: &RangeInclusive<i64>,
    pointer: &Pointer,
    found: &mut Vec<Diagnostic>,
) {
    check(
        code,
        key,
        &number.to_string(),
        number,
        range,
        |number| number.to_string(),
        pointer,
        found,
    );
}

#[expect(clippy::too_many_arguments, reason = "one sentence for three types")]
fn check<T: Copy + Ord + Display>(
    code: &'static str,
    key: &str,
    text: &str,
    value: T,
    range: &RangeInclusive<T>,
    spell: impl Fn(T) -> String,
    pointer: &Pointer,
    found: &mut Vec<Diagnostic>,
) {
    if range.contains(&value) {
        return;
    }
    let (least, most) = (*range.start(), *range.end());
    found.push(
        Diagnostic::error(
            code,
            Place::Value(pointer.clone()),
            format!(
                "`{key}` is {text}, and it must be {} to {}",
                spell(least),
                spell(most)
            ),
        )
        .label(format!("write `{}`", spell(value.clamp(least, most)))),
    );
}
