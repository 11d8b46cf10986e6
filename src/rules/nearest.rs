//! Which of the words that are there somebody meant.

/// Words that are longer than this are not compared: nobody mistypes them, and comparing costs time.
const LONGEST: usize = 80;
/// No more words than this are looked at, for the same reason.
const MOST: usize = 300;

/// The word of the list that is most like `word`, if it is near enough to be meant; case does not matter.
pub(super) fn nearest<'a>(word: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = letters(word);
    let allowed = (word.len() / 3).max(1);
    if word.len() > LONGEST {
        return None;
    }
    among
        .into_iter()
        .take(MOST)
        .filter(|known| known.len() <= LONGEST)
        .map(|known| (distance(&word, &letters(known)), known))
        .filter(|(distance, _)| *distance <= allowed && *distance < word.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// Whether one letter put in, left out, replaced or swapped makes one word of the other.
pub(super) fn is_one_slip(one: &str, other: &str) -> bool {
    one.len() <= LONGEST && other.len() <= LONGEST && distance(&letters(one), &letters(other)) == 1
}

fn letters(word: &str) -> Vec<char> {
    word.chars().flat_map(char::to_lowercase).collect()
}

/// How many letters must be put in, left out, replaced or swapped with their neighbour to make one word of the other.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=to.len()).collect()];
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let mut best = (rows[i][j] + usize::from(a != b))
                .min(rows[i][j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[from.len()][to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_meant() {
        for (word, among, meant) in [
            ("device", ["data", "devices"], Some("devices")),
            ("DATA", ["data", "devices"], Some("data")),
            ("dtaa", ["data", "devices"], Some("data")),
            ("office", ["data", "devices"], None),
            ("x", ["a", "b"], None),
            ("", ["data", "devices"], None),
        ] {
            assert_eq!(nearest(word, among), meant, "{word}");
        }
        assert!(is_one_slip("westeurop", "westeurope"));
        assert!(!is_one_slip("southeurope", "northeurope"));
    }
}
