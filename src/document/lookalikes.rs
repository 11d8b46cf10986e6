//! Characters that the eye takes for others: a small table.
//!
//! Source: the confusables of Unicode Technical Standard 39 (<https://www.unicode.org/Public/security/latest/confusables.txt>),
//! cut down to the Cyrillic and Greek letters that most fonts draw like a Latin letter; checked 2026-11.

/// What a Cyrillic or Greek letter looks like, if it looks like a Latin one.
pub(super) fn latin_twin(character: char) -> Option<char> {
    LETTERS
        .iter()
        .find(|(letter, _)| *letter == character)
        .map(|(_, twin)| *twin)
}

/// What a character of the fullwidth forms or of the mathematical alphabets looks like.
pub(super) fn ascii_twin(character: char) -> Option<char> {
    let code = u32::from(character);
    match code {
        0xFF01..=0xFF5E => char::from_u32(code - 0xFF01 + 0x21),
        // Alphabets of 52 letters each, then (behind some letters that are no twins) digits.
        0x1D400..=0x1D6A3 => {
            let place = (code - 0x1D400) % 52;
            let base = if place < 26 {
                u32::from('A')
            } else {
                u32::from('a') - 26
            };
            char::from_u32(base + place)
        }
        0x1D7CE..=0x1D7FF => char::from_u32(u32::from('0') + (code - 0x1D7CE) % 10),
        _ => None,
    }
}

/// Whether a character is drawn like a hyphen but is none.
pub(super) fn is_hyphen_twin(character: char) -> bool {
    matches!(
        character,
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}'
    )
}

/// The name of the script of a letter of the table.
pub(super) fn script(character: char) -> &'static str {
    match u32::from(character) {
        0x0370..=0x03FF => "Greek",
        0x0400..=0x052F => "Cyrillic",
        0xFF01..=0xFF5E => "fullwidth",
        0x1D400..=0x1D7FF => "mathematical",
        _ => "other",
    }
}

const LETTERS: &[(char, char)] = &[
    // Cyrillic
    ('а', 'a'),
    ('А', 'A'),
    ('В', 'B'),
    ('с', 'c'),
    ('С', 'C'),
    ('ԁ', 'd'),
    ('е', 'e'),
    ('Е', 'E'),
    ('ѐ', 'e'),
    ('һ', 'h'),
    ('Н', 'H'),
    ('і', 'i'),
    ('І', 'I'),
    ('ј', 'j'),
    ('Ј', 'J'),
    ('к', 'k'),
    ('К', 'K'),
    ('ӏ', 'l'),
    ('Ӏ', 'I'),
    ('М', 'M'),
    ('о', 'o'),
    ('О', 'O'),
    ('р', 'p'),
    ('Р', 'P'),
    ('ԛ', 'q'),
    ('ѕ', 's'),
    ('Ѕ', 'S'),
    ('Т', 'T'),
    ('у', 'y'),
    ('У', 'Y'),
    ('ѵ', 'v'),
    ('ԝ', 'w'),
    ('х', 'x'),
    ('Х', 'X'),
    // Greek
    ('α', 'a'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Η', 'H'),
    ('ι', 'i'),
    ('Ι', 'I'),
    ('κ', 'k'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('ν', 'v'),
    ('Ν', 'N'),
    ('ο', 'o'),
    ('Ο', 'O'),
    ('ρ', 'p'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('υ', 'u'),
    ('Υ', 'Y'),
    ('χ', 'x'),
    ('Χ', 'X'),
    ('Ζ', 'Z'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_no_latin_letter_and_no_letter_twice() {
        for (index, (letter, twin)) in LETTERS.iter().enumerate() {
            assert!(!letter.is_ascii() && twin.is_ascii_alphabetic(), "{letter}");
            assert!(matches!(script(*letter), "Greek" | "Cyrillic"), "{letter}");
            assert!(
                LETTERS[index + 1..]
                    .iter()
                    .all(|(other, _)| other != letter),
                "{letter}"
            );
        }
    }

    #[test]
    fn twins() {
        for (character, twin) in [
            ('ａ', Some('a')),
            ('：', Some(':')),
            ('𝐀', Some('A')),
            ('𝐳', Some('z')),
            ('𝑨', Some('A')),
            ('𝟗', Some('9')),
            ('a', None),
            ('中', None),
        ] {
            assert_eq!(ascii_twin(character), twin);
        }
        assert_eq!(latin_twin('а'), Some('a'));
        assert_eq!(latin_twin('a'), None);
    }
}
