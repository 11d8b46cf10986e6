//! The order in which the compiler writes `dependsOn`.

use crate::plan::Symbol;

/// Sorts symbols as the compiler does: character by character, `_` before digits before letters, letter case ignored; of two
/// that are equal then, the one that has a small letter where they first differ comes first.
///
/// Source: Bicep CLI 0.49.2, observed on 317 names.
pub(super) fn sort(symbols: &mut [&Symbol]) {
    symbols.sort_by_cached_key(|symbol| {
        let name = symbol.as_str();
        let ranks: Vec<(u8, char)> = name.chars().map(rank).collect();
        let capitals: Vec<bool> = name.chars().map(|c| c.is_ascii_uppercase()).collect();
        (ranks, capitals)
    });
}

fn rank(c: char) -> (u8, char) {
    let class = match c {
        '_' => 0,
        '0'..='9' => 1,
        _ => 2,
    };
    (class, c.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_compiler() {
        let expected = ["_a", "a_b", "a10", "a2", "aB", "Ab", "b", "B", "Z"];
        let mut given = expected.map(Symbol::fixed);
        given.reverse();
        let mut sorted: Vec<&Symbol> = given.iter().collect();
        sort(&mut sorted);
        let names: Vec<&str> = sorted.iter().map(|symbol| symbol.as_str()).collect();
        assert_eq!(names, expected);
    }
}
