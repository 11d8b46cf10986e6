//! Secrets have no place in an intent, but people paste them. The lines that are shown must not carry them further,
//! into the log of a pipeline.

use std::borrow::Cow;

use crate::diag::secret;
use crate::document::is_invisible;

const STAR_OF_FOUR_BYTES: char = '🞯';

/// The text as it may be shown, with all places as they were: every character of a secret is replaced by one of the same
/// length, and so is what cannot be seen and what a pipeline takes for a command.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    let masked = secrets(text);
    if masked.is_ascii() && !masked.contains("##") {
        return masked;
    }
    let visible: String = masked.chars().map(visible).collect();
    Cow::Owned(without_commands(&visible).into_owned())
}

fn visible(character: char) -> char {
    match character.len_utf8() {
        _ if !is_invisible(character) => character,
        2 => '¤',
        3 => '␣',
        _ => STAR_OF_FOUR_BYTES,
    }
}

/// Azure Pipelines and GitHub Actions look for `##vso[…]` and `##[…]` anywhere in a line of output. A text that was
/// written by somebody else must not give orders to the pipeline that shows it, so the second `#` is replaced.
pub(super) fn without_commands(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let starts: Vec<usize> = (1..bytes.len())
        .filter(|at| bytes[at - 1] == b'#' && bytes[*at] == b'#')
        .filter(|at| {
            let behind = &bytes[at + 1..];
            behind.first() == Some(&b'[')
                || behind.len() >= 4 && behind[..4].eq_ignore_ascii_case(b"vso[")
        })
        .collect();
    if starts.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut text = text.to_owned();
    for at in starts {
        text.replace_range(at..=at, "*");
    }
    Cow::Owned(text)
}

fn secrets(text: &str) -> Cow<'_, str> {
    let mut masked: Option<String> = None;
    let mut at = 0;
    // The indentation of the key whose block value is being masked.
    let mut block: Option<usize> = None;
    let mut key_block = false;
    for line in text.split_inclusive('\n') {
        let indentation = line.len() - line.trim_start().len();
        let blank = line.trim().is_empty();
        if block.is_some_and(|key| !blank && indentation <= key) {
            block = None;
        }
        let start = if block.is_some() || key_block && !line.contains("-----BEGIN") {
            Some(indentation)
        } else {
            secret::in_line(line)
        };
        if let Some(from) = start {
            if block.is_none() && secret::after_secret_key(line).is_some() {
                block = Some(indentation);
            }
            let masked = masked.get_or_insert_with(|| text.to_owned());
            masked.replace_range(at + from..at + line.len(), &stars(&line[from..]));
        }
        if line.contains("PRIVATE KEY-----") {
            key_block = line.contains("-----BEGIN") && !line.contains("-----END");
        }
        at += line.len();
    }
    masked.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// As many bytes as the text has; white space, quotes and brackets stay.
fn stars(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            ' ' | '\t' | '\n' | '\r' | '"' | '\'' | '{' | '}' | '[' | ']' => character,
            other => match other.len_utf8() {
                1 => '*',
                2 => '×',
                3 => '∗',
                _ => STAR_OF_FOUR_BYTES,
            },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_of_pipelines_and_what_cannot_be_seen() {
        for (text, expected) in [
            ("a: b ## c [d]\n", "a: b ## c [d]\n"),
            ("a: ##vso[task.x]y\n", "a: #*vso[task.x]y\n"),
            (
                "a: ###VSO[task.x]y ##[group]\n",
                "a: ##*VSO[task.x]y #*[group]\n",
            ),
            ("a: b\u{A0}c\u{200B}ü\u{E0041}\n", "a: b¤c␣ü🞯\n"),
            ("accountKey: ##[x]\n", "accountKey: **[*]\n"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn what_is_masked() {
        for (text, expected) in [
            ("name: plant-a\nkeyName: x\n", "name: plant-a\nkeyName: x\n"),
            ("accountKey: abc==\nb: c\n", "accountKey: *****\nb: c\n"),
            (
                "{ name: x, primary_key: \"aß€🚀\" }\n",
                "{ name: x, primary_key: \"*×∗🞯\" }\n",
            ),
            (
                "hub:\n  connectionString: >-\n    HostName=x;\n    more\n\n  sku: S1\n",
                "hub:\n  connectionString: **\n    ***********\n    ****\n\n  sku: S1\n",
            ),
            (
                "x: HostName=h;SharedAccessKey=abc\n",
                "x: HostName=h;SharedAccessKey=***\n",
            ),
            (
                "url: https://x/?sv=1&sig=abc%3D&se=2\n",
                "url: https://x/?sv=1&sig=***********\n",
            ),
            (
                "certificate: |\n  -----BEGIN PRIVATE KEY-----\n  abc\n  -----END PRIVATE KEY-----\nb: c\n",
                "certificate: |\n  -----BEGIN PRIVATE KEY-----\n  ***\n  ******** ******* ********\nb: c\n",
            ),
            (
                "serviceSas: disabled\nexcludeKeys: true\n",
                "serviceSas: disabled\nexcludeKeys: true\n",
            ),
        ] {
            let masked = secrets(text);
            assert_eq!(masked, expected);
            assert_eq!(masked.len(), text.len());
        }
    }
}
