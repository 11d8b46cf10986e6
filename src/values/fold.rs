//! Letters and marks that names cannot hold, as they are written without them.

/// How a character is written in plain letters: `ä` as `a`, a dash as a hyphen; none where that is not known.
pub(super) fn plain(character: char) -> Option<&'static str> {
    PLAIN
        .iter()
        .find(|(characters, _)| characters.contains(character))
        .map(|(_, plain)| *plain)
}

const PLAIN: &[(&str, &str)] = &[
    ("áàâãåäāă", "a"),
    ("ÁÀÂÃÅÄ", "A"),
    ("æ", "ae"),
    ("çćč", "c"),
    ("ďđ", "d"),
    ("éèêëēęě", "e"),
    ("ÉÈÊË", "E"),
    ("íìîïī", "i"),
    ("ł", "l"),
    ("ñńň", "n"),
    ("óòôõöøō", "o"),
    ("ÓÒÔÕÖØ", "O"),
    ("œ", "oe"),
    ("řŕ", "r"),
    ("šśş", "s"),
    ("ß", "ss"),
    ("ťţ", "t"),
    ("úùûüūů", "u"),
    ("ÚÙÛÜ", "U"),
    ("ýÿ", "y"),
    ("žźż", "z"),
    (
        "\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}",
        "-",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_dashes() {
        for (character, expected) in [
            ('ö', Some("o")),
            ('ß', Some("ss")),
            ('–', Some("-")),
            ('a', None),
            ('я', None),
        ] {
            assert_eq!(plain(character), expected);
        }
        let all: Vec<char> = PLAIN
            .iter()
            .flat_map(|(characters, _)| characters.chars())
            .collect();
        let distinct: std::collections::BTreeSet<&char> = all.iter().collect();
        assert_eq!(all.len(), distinct.len());
        assert!(PLAIN.iter().all(|(_, plain)| plain.is_ascii()));
    }
}
