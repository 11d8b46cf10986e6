//! Rust source, read just well enough to tell code from comments, literals and tests.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::{files_ending, read};

/// A file of `src`.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// Its path below the root.
    pub(super) path: String,
    /// The module at the top of the tree that it belongs to; empty for the roots of the crates.
    pub(super) module: String,
    /// What is left without what only tests see. Lines keep their numbers.
    pub(super) all: String,
    /// The same without comments.
    pub(super) code: String,
    /// The same with the inside of literals blanked.
    pub(super) bare: String,
}

/// Every file of `src` that is part of the program.
pub(super) fn program() -> &'static [Source] {
    static PROGRAM: LazyLock<Vec<Source>> = LazyLock::new(read_program);
    &PROGRAM
}

fn read_program() -> Vec<Source> {
    let paths: Vec<String> = files_ending(&[".rs"])
        .into_iter()
        .filter(|path| path.starts_with("src/"))
        .collect();
    let mut of_tests = BTreeSet::new();
    let sources: Vec<Source> = paths
        .iter()
        .map(|path| {
            let mut all = read(path);
            let (mut code, mut bare) = blank(&all);
            for name in take_tests(&mut bare, &mut [&mut all, &mut code]) {
                of_tests.insert(format!("{}/{name}", folder_of(path)));
            }
            Source {
                path: path.clone(),
                module: module_of(path),
                all,
                code,
                bare,
            }
        })
        .collect();
    sources
        .into_iter()
        .filter(|source| {
            !of_tests.iter().any(|module| {
                source.path == format!("{module}.rs")
                    || source.path.starts_with(&format!("{module}/"))
            })
        })
        .collect()
}

/// The folder in which the modules of a file lie.
fn folder_of(path: &str) -> String {
    let bare = path.trim_end_matches(".rs");
    for root in ["/mod", "/lib", "/main"] {
        if let Some(folder) = bare.strip_suffix(root) {
            return folder.to_owned();
        }
    }
    bare.to_owned()
}

fn module_of(path: &str) -> String {
    let below = path.trim_start_matches("src/").trim_end_matches(".rs");
    let first = below.split('/').next().unwrap_or_default();
    if matches!(below, "lib" | "main") {
        String::new()
    } else {
        first.to_owned()
    }
}

/// The text without comments, and the same without the inside of literals. Both are as long as the text.
fn blank(text: &str) -> (String, String) {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut bare = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let (length, is_comment) = if rest.starts_with(b"//") {
            (line_length(rest), true)
        } else if rest.starts_with(b"/*") {
            (block_length(rest), true)
        } else if let Some(length) = literal_length(rest) {
            (length, false)
        } else if is_word(rest[0]) {
            // A prefix such as `r` or `b` belongs to its literal; any other word is passed over whole.
            let word = rest.iter().take_while(|byte| is_word(**byte)).count();
            match literal_length(&rest[word..]) {
                Some(literal) if rest[..word].contains(&b'r') && word <= 2 => {
                    (word + raw_length(&rest[word..]).unwrap_or(literal), false)
                }
                Some(_) | None => {
                    at += word;
                    continue;
                }
            }
        } else {
            at += 1;
            continue;
        };
        let range = at..(at + length).min(bytes.len());
        for index in range.clone() {
            if bytes[index] != b'\n' {
                if is_comment {
                    code[index] = b' ';
                }
                bare[index] = b' ';
            }
        }
        at = range.end;
    }
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("whole characters were blanked");
    (text(code), text(bare))
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn line_length(rest: &[u8]) -> usize {
    rest.iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or(rest.len())
}

fn block_length(rest: &[u8]) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// The length of the literal that begins here: a text, a raw text behind its `r`, or a character. A lifetime is none.
fn literal_length(rest: &[u8]) -> Option<usize> {
    match rest.first()? {
        b'"' => Some(quoted_length(rest, b'"')),
        b'#' => raw_length(rest),
        b'\'' => {
            let is_lifetime = rest
                .get(1)
                .is_some_and(|byte| is_word(*byte) && *byte < 0x80)
                && rest.get(2) != Some(&b'\'');
            (!is_lifetime).then(|| quoted_length(rest, b'\''))
        }
        _ => None,
    }
}

fn quoted_length(rest: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// The length of a raw text from its first `#` or quote.
fn raw_length(rest: &[u8]) -> Option<usize> {
    let hashes = rest.iter().take_while(|byte| **byte == b'#').count();
    if rest.get(hashes) != Some(&b'"') {
        return None;
    }
    let mut end = vec![b'"'];
    end.extend(std::iter::repeat_n(b'#', hashes));
    rest[hashes + 1..]
        .windows(end.len())
        .position(|window| window == end)
        .map(|at| hashes + 1 + at + end.len())
}

/// Blanks everything that stands behind `#[cfg(test)]`, in `bare` and in other forms of the same text; gives the names of the
/// modules of tests in files of their own.
fn take_tests(bare: &mut String, others: &mut [&mut String]) -> Vec<String> {
    const MARK: &str = "#[cfg(test)]";
    let mut outline = Vec::new();
    while let Some(start) = bare.find(MARK) {
        let item = start + MARK.len();
        let end = bare[item..].find(['{', ';']).map_or(bare.len(), |at| {
            let at = item + at;
            if bare.as_bytes()[at] == b'{' {
                closing(bare, at)
            } else {
                let name = bare[item..at].rsplit(' ').next().unwrap_or_default();
                if bare[item..at].contains("mod ") {
                    outline.push(name.to_owned());
                }
                at + 1
            }
        });
        let blanked: String = bare[start..end]
            .bytes()
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
            .collect();
        for text in others.iter_mut() {
            text.replace_range(start..end, &blanked);
        }
        bare.replace_range(start..end, &blanked);
    }
    outline
}

/// The end of what the brace at `open` holds.
fn closing(bare: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in bare.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    bare.len()
}

#[test]
fn source_is_told_from_comments_literals_and_tests() {
    for (text, code, bare) in [
        ("a // b\nc", "a     \nc", "a     \nc"),
        (
            "a /* /* b */ */ c",
            "a               c",
            "a               c",
        ),
        (r#"f("// x", 'y')"#, r#"f("// x", 'y')"#, "f(      ,    )"),
        ("r#\"a\" // \"# b", "r#\"a\" // \"# b", "            b"),
        (
            "&'a str; '\\''; b'\"'",
            "&'a str; '\\''; b'\"'",
            "&'a str;     ; b   ",
        ),
    ] {
        assert_eq!(blank(text), (code.to_owned(), bare.to_owned()), "{text}");
    }
    let (mut code, mut bare) =
        blank("#[cfg(test)]\nmod a;\nb\n#[cfg(test)]\nmod c {\n '{' }\nd // e");
    assert_eq!(take_tests(&mut bare, &mut [&mut code]), ["a"]);
    assert_eq!(code.split_whitespace().collect::<Vec<_>>(), ["b", "d"]);
    assert_eq!(bare.matches('\n').count(), 6);
}
