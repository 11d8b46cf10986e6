//! Symbols: the names of things within one template.

use std::collections::BTreeSet;
use std::fmt;

use sha2::{Digest, Sha256};

use super::Func;

/// A name within a template: an ASCII identifier that both languages take as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(String);

impl Symbol {
    /// A symbol of ours.
    ///
    /// # Panics
    /// When `name` is no identifier: the names are literals of this program.
    pub fn fixed(name: &'static str) -> Self {
        assert!(is_identifier(name), "fixed symbols are identifiers: {name}");
        Self(name.to_owned())
    }

    /// The symbol's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Hands out the symbols of one template, each once, compared without case.
///
/// A symbol is made of the words of its parts in camelCase. Two names that differ only in case or punctuation would meet;
/// the later one in plan order then gets a tail made from its own parts.
#[derive(Debug, Default)]
pub struct Symbols {
    taken: BTreeSet<String>,
}

/// Words that a symbol must not be: literals, namespaces, types, and what the printers call or decorate with
/// (bicep-cases, section 4; compiler 0.49.2).
const RESERVED: [&str; 20] = [
    "true",
    "false",
    "null",
    "az",
    "sys",
    "this",
    "copy",
    "for",
    "string",
    "int",
    "bool",
    "array",
    "object",
    "any",
    "range",
    "description",
    "onlyifnotexists",
    "retryon",
    "batchsize",
    "secure",
];

/// The language allows 255; what is cut gets a tail.
const LONGEST: usize = 120;

impl Symbols {
    /// Claims a symbol of ours that no other thing may have; call it before any user-given name.
    pub fn fixed(&mut self, name: &'static str) -> Symbol {
        self.taken.insert(name.to_ascii_lowercase());
        Symbol::fixed(name)
    }

    /// Claims a symbol made of the words of `parts`.
    pub fn claim(&mut self, parts: &[&str]) -> Symbol {
        let mut name = camel(parts);
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
            name.insert(0, 'n');
        }
        if is_reserved(&name) {
            name.push_str("Thing");
        }
        if name.len() > LONGEST {
            name.truncate(LONGEST);
            name = format!("{name}{}", tail(parts));
        }
        if self.taken.contains(&name.to_ascii_lowercase()) {
            name = format!("{name}{}", tail(parts));
        }
        let stem = name.clone();
        let mut number = 2;
        while !self.taken.insert(name.to_ascii_lowercase()) {
            name = format!("{stem}{number}");
            number += 1;
        }
        Symbol(name)
    }
}

/// Four bytes of a hash of the parts in hexadecimal, behind a letter that keeps it apart from digits before it.
fn tail(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\n").as_bytes());
    digest[..4]
        .iter()
        .fold(String::from("X"), |text, byte| format!("{text}{byte:02x}"))
}

fn camel(parts: &[&str]) -> String {
    let mut name = String::new();
    for word in parts
        .iter()
        .flat_map(|part| part.split(|c: char| !c.is_ascii_alphanumeric()))
    {
        let mut letters = word.chars();
        let Some(first) = letters.next() else {
            continue;
        };
        if name.is_empty() {
            name.push(first.to_ascii_lowercase());
        } else {
            name.push(first.to_ascii_uppercase());
        }
        name.push_str(letters.as_str());
    }
    name
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.len() <= 255
}

fn is_reserved(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    RESERVED.contains(&lower.as_str())
        || Func::ALL
            .iter()
            .any(|func| func.name().eq_ignore_ascii_case(&lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_camel_case() {
        let mut symbols = Symbols::default();
        for (parts, expected) in [
            (vec!["lake", "raw"], "lakeRaw"),
            (
                vec!["hub", "Endpoint", "pe-iot-plant-a"],
                "hubEndpointPeIotPlantA",
            ),
            (vec!["7up"], "n7up"),
            (vec!["environment"], "environmentThing"),
            (vec!["Guid"], "guidThing"),
            (vec!["--"], "n"),
        ] {
            assert_eq!(symbols.claim(&parts).as_str(), expected);
        }
    }

    #[test]
    fn names_that_meet_without_case_stay_apart() {
        let mut symbols = Symbols::default();
        let first = symbols.claim(&["lake", "raw"]);
        let second = symbols.claim(&["lake-raw"]);
        let third = symbols.claim(&["lakeraw"]);
        assert_eq!(first.as_str(), "lakeRaw");
        for other in [&second, &third] {
            assert!(!other.as_str().eq_ignore_ascii_case(first.as_str()));
            assert!(is_identifier(other.as_str()));
        }
        assert_ne!(second, third);
    }

    #[test]
    fn long_names_are_cut() {
        let long = "a".repeat(400);
        let symbol = Symbols::default().claim(&[&long]);
        assert!(symbol.as_str().len() < 150);
    }
}
