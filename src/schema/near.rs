//! Which known word somebody meant: compared without regard to case, hyphens and underscores, then by typing mistakes.

/// Words that are longer than this are not compared: nobody mistypes them, and comparing costs time.
const LONGEST: usize = 64;

/// How alike two words are, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// The same but for case, hyphens, underscores and a leading `--`.
    Spelling,
    /// One is the plural of the other, or one typing mistake lies between them.
    Close,
    /// A few typing mistakes lie between them.
    Far,
}

/// The word without what people spell differently: `--event_hub-Name` becomes `eventhubname`.
pub(super) fn plain(word: &str) -> String {
    word.chars()
        .filter(|character| !matches!(character, '-' | '_' | ' ' | '.'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The known word that is most like `word`, and how alike they are; the first of several.
pub(super) fn nearest<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<(&'a str, Likeness)> {
    if word.len() > LONGEST {
        return None;
    }
    let word = plain(word);
    known
        .into_iter()
        .filter_map(|candidate| Some((rate(&word, &plain(candidate))?, candidate)))
        .min_by_key(|(rating, _)| *rating)
        .map(|((likeness, _), candidate)| (candidate, likeness))
}

/// Likeness of two plain words and the number of mistakes between them.
fn rate(word: &str, candidate: &str) -> Option<(Likeness, usize)> {
    if word == candidate {
        return Some((Likeness::Spelling, 0));
    }
    let is_plural = |one: &str, many: &str| {
        many.strip_suffix('s') == Some(one) || many.strip_suffix("es") == Some(one)
    };
    if is_plural(word, candidate) || is_plural(candidate, word) {
        return Some((Likeness::Close, 1));
    }
    let length = word.chars().count();
    let allowed = if length <= 3 { 1 } else { length / 3 + 1 };
    if candidate.chars().count().abs_diff(length) > allowed {
        return None;
    }
    let mistakes = distance(word, candidate);
    if mistakes > allowed || mistakes >= length {
        None
    } else if mistakes == 1 {
        Some((Likeness::Close, 1))
    } else {
        Some((Likeness::Far, mistakes))
    }
}

/// How many letters must be put in, left out, replaced or swapped with their neighbour to make one word of the other.
fn distance(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, opposite) in other.iter().enumerate() {
            let replaced = last[column] + usize::from(letter != opposite);
            let mut fewest = replaced.min(last[column + 1] + 1).min(current[column] + 1);
            let swapped =
                row > 0 && column > 0 && one[row - 1] == *opposite && other[column - 1] == *letter;
            if swapped {
                fewest = fewest.min(before[column - 1] + 1);
            }
            current.push(fewest);
        }
        before = std::mem::replace(&mut last, current);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (one, other, expected) in [
            ("", "abc", 3),
            ("abc", "", 3),
            ("abc", "abc", 0),
            ("abc", "acb", 1),
            ("units", "unit", 1),
            ("kitten", "sitting", 3),
            ("büro", "buro", 1),
        ] {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn nearest_words() {
        let known = [
            "retentionDays",
            "partitions",
            "name",
            "sku",
            "queues",
            "minTlsVersion",
        ];
        for (word, expected) in [
            (
                "retention_days",
                Some(("retentionDays", Likeness::Spelling)),
            ),
            (
                "--retention-days",
                Some(("retentionDays", Likeness::Spelling)),
            ),
            ("retentionDay", Some(("retentionDays", Likeness::Close))),
            ("queue", Some(("queues", Likeness::Close))),
            ("nmae", Some(("name", Likeness::Close))),
            ("skus", Some(("sku", Likeness::Close))),
            ("minTlVersio", Some(("minTlsVersion", Likeness::Far))),
            ("capacity", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
        assert_eq!(nearest(&"n".repeat(1000), known), None);
    }
}
