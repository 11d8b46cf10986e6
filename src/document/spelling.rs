//! How each character of a scalar is spelled in the source: as itself, as an escape, as a line break that folds to a
//! space. So a mistake inside a text can be shown at its own column, whatever the style.
//!
//! The scalar is decoded a second time here, with places. What comes out must equal what the parser made of it;
//! otherwise there is no spelling, and the whole value is shown instead.

use std::ops::Range;

use super::scalar::{Scalar, Style};

/// The places of the characters of one scalar.
pub(super) struct Spelling {
    /// For each character, the byte at which it begins in the decoded text, and its bytes in the source.
    characters: Vec<(usize, Range<usize>)>,
    /// The length of the decoded text, in bytes.
    length: usize,
    /// The source byte behind the last character: the closing quote, or the end of the value.
    end: usize,
}

impl Spelling {
    /// The bytes of the source that spell a byte range of the decoded text. An empty range is a point between two
    /// characters; what lies behind the end is the end.
    pub(super) fn source_range(&self, decoded: Range<usize>) -> Range<usize> {
        let first = self.index(decoded.start);
        let start = self
            .characters
            .get(first)
            .map_or(self.end, |(_, source)| source.start);
        if decoded.end <= decoded.start {
            return start..start;
        }
        // The last character that begins before the end of the range.
        let behind = self.characters.partition_point(|(at, _)| *at < decoded.end);
        let end = self.characters[..behind]
            .last()
            .map_or(start, |(_, source)| source.end);
        start..end.max(start)
    }

    /// The index of the character that a byte of the decoded text is in; behind the end, the number of characters.
    fn index(&self, byte: usize) -> usize {
        if byte >= self.length {
            return self.characters.len();
        }
        self.characters
            .partition_point(|(at, _)| *at <= byte)
            .saturating_sub(1)
    }
}

/// The spelling of the scalar that is written at `span`, if it can be told.
pub(super) fn of(text: &str, span: &Range<usize>, scalar: &Scalar) -> Option<Spelling> {
    let pieces = match scalar.style {
        Style::Plain => plain(text, span.clone()),
        Style::SingleQuoted => single_quoted(text, inner(text, span, '\'')?),
        Style::DoubleQuoted => double_quoted(text, inner(text, span, '"')?)?,
        Style::Literal | Style::Folded => return block(text, span, scalar),
    };
    let end = match scalar.style {
        Style::SingleQuoted | Style::DoubleQuoted => span.end - 1,
        Style::Plain | Style::Literal | Style::Folded => span.end,
    };
    spelled(pieces, end, &scalar.text)
}

/// One decoded character and the bytes that spell it.
type Piece = (char, Range<usize>);

fn inner(text: &str, span: &Range<usize>, quote: char) -> Option<Range<usize>> {
    let body = text
        .get(span.clone())?
        .strip_prefix(quote)?
        .strip_suffix(quote)?;
    Some(span.start + 1..span.start + 1 + body.len())
}

/// Checks the pieces against the text that the parser made; trailing pieces that chomping took away are left out.
fn spelled(pieces: Vec<Piece>, end: usize, text: &str) -> Option<Spelling> {
    let mut characters = Vec::with_capacity(pieces.len());
    let mut pieces = pieces.into_iter();
    for (at, expected) in text.char_indices() {
        let (character, source) = pieces.next()?;
        if character != expected {
            return None;
        }
        characters.push((at, source));
    }
    let end = pieces.next().map_or(end, |(_, source)| source.start);
    Some(Spelling {
        characters,
        length: text.len(),
        end,
    })
}

/// The characters of a piece of source, each spelling itself.
fn literally(text: &str, range: Range<usize>) -> impl Iterator<Item = Piece> + '_ {
    let start = range.start;
    text[range].char_indices().map(move |(index, character)| {
        (
            character,
            start + index..start + index + character.len_utf8(),
        )
    })
}

/// A line of the source: its bytes without the break, and the bytes of the break (empty on the last line).
#[derive(Clone)]
struct Line {
    content: Range<usize>,
    ending: Range<usize>,
}

fn lines(text: &str, range: Range<usize>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = range.start;
    let bytes = text.as_bytes();
    let mut at = range.start;
    while at < range.end {
        let length = match bytes[at] {
            b'\r' if at + 1 < range.end && bytes[at + 1] == b'\n' => 2,
            b'\r' | b'\n' => 1,
            _ => {
                at += 1;
                continue;
            }
        };
        lines.push(Line {
            content: start..at,
            ending: at..at + length,
        });
        at += length;
        start = at;
    }
    lines.push(Line {
        content: start..range.end,
        ending: range.end..range.end,
    });
    lines
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t')
}

/// Takes white space off the start (unless this is the first line) and the end (unless this is the last) of a line of
/// a scalar in flow style.
fn trimmed(text: &str, content: &Range<usize>, first: bool, last: bool) -> Range<usize> {
    let mut range = content.clone();
    if !first {
        range.start = range.end - text[range.clone()].trim_start_matches(is_blank).len();
    }
    if !last {
        range.end = range.start + text[range.clone()].trim_end_matches(is_blank).len();
    }
    range
}

/// The pieces that the line breaks between two lines of a flow scalar fold to: one break is a space, the first of
/// several falls away.
fn folded(breaks: &[Range<usize>], pieces: &mut Vec<Piece>) {
    match breaks {
        [] => {}
        [only] => pieces.push((' ', only.clone())),
        [_, further @ ..] => pieces.extend(further.iter().map(|ending| ('\n', ending.clone()))),
    }
}

fn plain(text: &str, range: Range<usize>) -> Vec<Piece> {
    fold_flow(text, range, |content, pieces| {
        pieces.extend(literally(text, content));
    })
}

fn single_quoted(text: &str, range: Range<usize>) -> Vec<Piece> {
    fold_flow(text, range, |content, pieces| {
        let mut characters = literally(text, content);
        while let Some((character, mut source)) = characters.next() {
            if character == '\''
                && let Some((_, second)) = characters.next()
            {
                source.end = second.end;
            }
            pieces.push((character, source));
        }
    })
}

fn fold_flow(
    text: &str,
    range: Range<usize>,
    mut decode: impl FnMut(Range<usize>, &mut Vec<Piece>),
) -> Vec<Piece> {
    let lines = lines(text, range);
    let last = lines.len() - 1;
    let mut pieces = Vec::new();
    let mut breaks: Vec<Range<usize>> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let content = trimmed(text, &line.content, index == 0, index == last);
        if !content.is_empty() || index == last {
            folded(&breaks, &mut pieces);
            breaks.clear();
        }
        decode(content, &mut pieces);
        if index != last {
            breaks.push(line.ending.clone());
        }
    }
    pieces
}

/// Decodes what stands between double quotes. `None` for an escape that YAML does not know.
fn double_quoted(text: &str, range: Range<usize>) -> Option<Vec<Piece>> {
    let lines = lines(text, range);
    let last = lines.len() - 1;
    let mut pieces = Vec::new();
    let mut breaks: Vec<Range<usize>> = Vec::new();
    // Whether the line before ended with a backslash, which joins the lines without a space.
    let mut joined = false;
    for (index, line) in lines.iter().enumerate() {
        let continued = index != last && ends_with_escape(&text[line.content.clone()]);
        let content = trimmed(text, &line.content, index == 0, index == last || continued);
        if !content.is_empty() || index == last {
            if joined {
                // The break behind the backslash falls away; blank lines after it count.
                pieces.extend(breaks.iter().skip(1).map(|ending| ('\n', ending.clone())));
            } else {
                folded(&breaks, &mut pieces);
            }
            breaks.clear();
            joined = false;
        }
        if continued {
            let backslash = content.end - 1;
            unescape(text, content.start..backslash, &mut pieces)?;
            joined = true;
        } else {
            // White space that is escaped stays at the end of a line.
            let content = with_escaped_blank(text, content, &line.content);
            unescape(text, content, &mut pieces)?;
        }
        if index != last {
            breaks.push(line.ending.clone());
        }
    }
    Some(pieces)
}

/// Whether a line ends with a backslash that is not itself escaped.
fn ends_with_escape(line: &str) -> bool {
    (line.len() - line.trim_end_matches('\\').len()) % 2 == 1
}

fn with_escaped_blank(text: &str, content: Range<usize>, line: &Range<usize>) -> Range<usize> {
    let next = text[content.end..line.end]
        .chars()
        .next()
        .map_or(0, char::len_utf8);
    if next > 0 && ends_with_escape(&text[content.clone()]) {
        content.start..content.end + next
    } else {
        content
    }
}

fn unescape(text: &str, range: Range<usize>, pieces: &mut Vec<Piece>) -> Option<()> {
    let end = range.end;
    let mut at = range.start;
    while at < end {
        let character = text[at..end].chars().next()?;
        if character != '\\' {
            pieces.push((character, at..at + character.len_utf8()));
            at += character.len_utf8();
            continue;
        }
        let start = at;
        let escape = text[at + 1..end].chars().next()?;
        at += 1 + escape.len_utf8();
        let decoded = match escape {
            '0' => '\0',
            'a' => '\u{7}',
            'b' => '\u{8}',
            't' | '\t' => '\t',
            'n' => '\n',
            'v' => '\u{B}',
            'f' => '\u{C}',
            'r' => '\r',
            'e' => '\u{1B}',
            ' ' => ' ',
            '"' => '"',
            '/' => '/',
            '\\' => '\\',
            'N' => '\u{85}',
            '_' => '\u{A0}',
            'L' => '\u{2028}',
            'P' => '\u{2029}',
            'x' => char::from_u32(hex(text, &mut at, end, 2)?)?,
            'U' => char::from_u32(hex(text, &mut at, end, 8)?)?,
            'u' => match hex(text, &mut at, end, 4)? {
                high @ 0xD800..=0xDBFF => {
                    // As in JSON, two escapes together spell one character.
                    text[at..end].starts_with("\\u").then_some(())?;
                    at += 2;
                    let low = hex(text, &mut at, end, 4)?.checked_sub(0xDC00)?;
                    char::from_u32(0x10000 + ((high - 0xD800) << 10) + low)?
                }
                code => char::from_u32(code)?,
            },
            _ => return None,
        };
        pieces.push((decoded, start..at));
    }
    Some(())
}

fn hex(text: &str, at: &mut usize, end: usize, digits: usize) -> Option<u32> {
    let stop = *at + digits;
    let value = u32::from_str_radix(text.get(*at..stop.min(end))?, 16).ok();
    *at = stop;
    value.filter(|_| stop <= end)
}

/// A block scalar. Its span begins at the first character that is neither indentation nor on a blank line, so the column
/// of that character is the indentation of all lines, also where the header states it.
fn block(text: &str, span: &Range<usize>, scalar: &Scalar) -> Option<Spelling> {
    let line_start = text[..span.start]
        .rfind(['\n', '\r'])
        .map_or(0, |at| at + 1);
    let mut start = line_start;
    // Blank lines before the first line belong to the text.
    while let Some(line) = line_before(text, start) {
        if !text[line.clone()].trim().is_empty() {
            break;
        }
        start = line.start;
    }
    let lines = lines(text, start..span.end);
    let column = span.start - line_start;
    let pieces = block_pieces(text, &lines, column, scalar.style);
    spelled(pieces, span.end, &scalar.text)
}

/// The bytes of the line that ends right before `start`, its break included.
fn line_before(text: &str, start: usize) -> Option<Range<usize>> {
    let without_break = text[..start]
        .strip_suffix('\n')
        .or_else(|| text[..start].strip_suffix('\r'))?;
    let without_break = without_break.strip_suffix('\r').unwrap_or(without_break);
    let first = without_break.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    Some(first..start)
}

fn block_pieces(text: &str, lines: &[Line], indent: usize, style: Style) -> Vec<Piece> {
    let contents: Vec<Line> = lines
        .iter()
        .map(|line| {
            let characters = &text[line.content.clone()];
            let spaces = characters.len() - characters.trim_start_matches(' ').len();
            let content = line.content.start + spaces.min(indent)..line.content.end;
            Line {
                content,
                ending: line.ending.clone(),
            }
        })
        .collect();
    let mut pieces = Vec::new();
    let spaced = |line: &Line| text[line.content.clone()].starts_with(is_blank);
    let mut index = 0;
    while let Some(line) = contents.get(index) {
        if line.content.is_empty() {
            // Only before the first line with text: later ones are taken together with the line before them.
            push_break(line, &mut pieces);
            index += 1;
            continue;
        }
        pieces.extend(literally(text, line.content.clone()));
        let empty = contents[index + 1..]
            .iter()
            .take_while(|line| line.content.is_empty())
            .count();
        let after = contents.get(index + 1 + empty);
        let folds =
            style == Style::Folded && !spaced(line) && after.is_some_and(|after| !spaced(after));
        if folds && empty == 0 {
            pieces.push((' ', line.ending.clone()));
        } else if !folds {
            push_break(line, &mut pieces);
        }
        for line in &contents[index + 1..index + 1 + empty] {
            push_break(line, &mut pieces);
        }
        index += 1 + empty;
    }
    pieces
}

fn push_break(line: &Line, pieces: &mut Vec<Piece>) {
    if !line.ending.is_empty() {
        pieces.push(('\n', line.ending.clone()));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Document;
    use crate::document::pointer::Pointer;
    use crate::source::Source;

    /// Reads the value of `k` in a text and gives each character with what spells it in the source; `None` when the
    /// text is not read.
    fn spelled_as(text: &str) -> Option<Vec<(char, String)>> {
        let source = Source::new("f", text.to_owned());
        let document = Document::read(&source).value?;
        let node = document.find(&Pointer::parse("/k"))?;
        let scalar = node.as_scalar()?;
        let Some(spelling) = of(text, &node.span, scalar) else {
            // An empty text, or one of line breaks only, has no first character to begin at.
            assert!(
                scalar.text.trim_matches('\n').is_empty(),
                "no spelling: {text:?}"
            );
            return None;
        };
        let mut last = 0;
        let characters = scalar.text.char_indices().map(|(at, character)| {
            let range = spelling.source_range(at..at + character.len_utf8());
            assert!(
                last <= range.start && range.start < range.end,
                "places go forward: {text:?}"
            );
            assert_eq!(spelling.source_range(at..at), range.start..range.start);
            last = range.end;
            (character, text[range].to_owned())
        });
        let characters: Vec<_> = characters.collect();
        let length = scalar.text.len();
        assert!(spelling.source_range(length..length).start >= last);
        assert_eq!(
            spelling.source_range(length..length + 9),
            spelling.source_range(length..length)
        );
        Some(characters)
    }

    fn check(text: &str, expected: &[(char, &str)]) {
        let spelled = spelled_as(text).unwrap();
        let spelled: Vec<(char, &str)> = spelled
            .iter()
            .map(|(character, source)| (*character, source.as_str()))
            .collect();
        assert_eq!(spelled, expected, "{text}");
    }

    #[test]
    fn each_style() {
        check(
            "k: aü 🚀\n",
            &[('a', "a"), ('ü', "ü"), (' ', " "), ('🚀', "🚀")],
        );
        check(
            "k: a \n  b\n\n  c\n",
            &[
                ('a', "a"),
                (' ', "\n"),
                ('b', "b"),
                ('\n', "\n"),
                ('c', "c"),
            ],
        );
        check(
            "k: 'a''b\n  c'\n",
            &[
                ('a', "a"),
                ('\'', "''"),
                ('b', "b"),
                (' ', "\n"),
                ('c', "c"),
            ],
        );
        check(
            "k: \"a\\tb\\u00e9\\x41\\\n   c\\uD83D\\uDE80\"\n",
            &[
                ('a', "a"),
                ('\t', "\\t"),
                ('b', "b"),
                ('é', "\\u00e9"),
                ('A', "\\x41"),
                ('c', "c"),
                ('🚀', "\\uD83D\\uDE80"),
            ],
        );
        check(
            "k: |\n\n  a\n   b\n\n",
            &[
                ('\n', "\n"),
                ('a', "a"),
                ('\n', "\n"),
                (' ', " "),
                ('b', "b"),
                ('\n', "\n"),
            ],
        );
        check("k: |2-\n   a\n", &[(' ', " "), ('a', "a")]);
        check(
            "k: >\n  a\n  b\n\n  c\n   d\n  e\n",
            &[
                ('a', "a"),
                (' ', "\n"),
                ('b', "b"),
                ('\n', "\n"),
                ('c', "c"),
                ('\n', "\n"),
                (' ', " "),
                ('d', "d"),
                ('\n', "\n"),
                ('e', "e"),
                ('\n', "\n"),
            ],
        );
        check(
            "k: |\r\n  a\r\n  b\r\n",
            &[('a', "a"), ('\n', "\r\n"), ('b', "b"), ('\n', "\r\n")],
        );
        check(
            "k: \"a\r\n  b\"\r\n",
            &[('a', "a"), (' ', "\r\n"), ('b', "b")],
        );
        check(
            "k: >+\n  a\n\n\nz: 1\n",
            &[('a', "a"), ('\n', "\n"), ('\n', "\n"), ('\n', "\n")],
        );
        check("z:\n  - k: 1\nk: x\n", &[('x', "x")]);
    }

    /// Joins pieces of source chosen from a list.
    fn source_of(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(pieces), 0..14)
            .prop_map(|pieces| pieces.concat())
    }

    fn check_each_character(text: &str, escape: &str) {
        for (character, source) in spelled_as(text).unwrap_or_default() {
            let itself = source == character.to_string();
            let folded =
                matches!(source.as_str(), "\n" | "\r\n" | "\r") && matches!(character, ' ' | '\n');
            let escaped = !escape.is_empty() && source.starts_with(escape) && source.len() > 1;
            assert!(
                itself || folded || escaped,
                "{character:?} is spelled {source:?} in {text:?}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

        #[test]
        fn plain_texts(body in source_of(&["a", "ü", "🚀", " ", "\t", "\n  ", "\n\n  ", "\n  \t\n  ", "\r\n  ", "'", "\"", "#", ":", "-"])) {
            check_each_character(&format!("k: a{body}\nz: 1\n"), "");
        }

        #[test]
        fn single_quoted_texts(body in source_of(&["a", "ü", "🚀", " ", "\t", "\n  ", "\n\n  ", "\n  \t\n  ", "\r\n  ", "''", "\"", " #", ": ", "\\"])) {
            check_each_character(&format!("z: 1\nk: '{body}'\n"), "'");
        }

        #[test]
        fn double_quoted_texts(body in source_of(&[
            "a", "ü", "🚀", " ", "\t", "\n  ", "\n\n  ", "\n  \t\n  ", "\r\n  ", "'", "\\\"", " #", "\\\\", "\\n", "\\t", "\\ ", "\\\t",
            "\\x41", "\\u00e9", "\\U0001F680", "\\uD83D\\uDE80", "\\\n  ", "\\\r\n  ", "\\/", "\\_", "\\N",
        ])) {
            check_each_character(&format!("z: 1\nk: \"{body}\"\n"), "\\");
        }

        #[test]
        fn block_texts(
            header in prop::sample::select(&["|", "|-", "|+", ">", ">-", ">+", "|2", ">2-", "|2+"][..]),
            before in prop::sample::select(&["", "\n", "\n  \n"][..]),
            body in source_of(&["a", "ü", "🚀", " ", "\t", "\n  ", "\n\n  ", "\n   ", "\n  \n  ", "\r\n  ", "'", " #", ": ", "\\n"]),
            after in prop::sample::select(&["", "\n", "\n\n", "\nz: 1\n", "\n\n \nz: 1\n"][..]),
        ) {
            check_each_character(&format!("k: {header}\n{before}  a{body}{after}"), "");
            check_each_character(&format!("k: {header}\n{before}  {body}{after}"), "");
        }
    }
}
