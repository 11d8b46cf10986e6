//! Names of files and of deployments: made of the user's words, safe on every system, unique in the plan.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

/// Longest name of a deployment (Azure Resource Manager: 64 characters of letters, digits, `-`, `_`, `.`, `(`, `)`).
const DEPLOYMENT_LIMIT: usize = 64;
/// Longest file name without extension that we make.
const STEM_LIMIT: usize = 80;
/// Characters of the hash that a cut name ends in.
const TAIL: usize = 8;

/// Hands out names, each once.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// A file name without extension: lower-case letters, digits and hyphens.
    pub(super) fn stem(&mut self, parts: &[&str]) -> String {
        self.claim(parts, STEM_LIMIT)
    }

    /// A deployment name.
    pub(super) fn deployment(&mut self, parts: &[&str]) -> String {
        self.claim(parts, DEPLOYMENT_LIMIT)
    }

    /// A deployment name to which a number of up to two digits is appended.
    pub(super) fn series(&mut self, parts: &[&str]) -> String {
        self.claim(parts, DEPLOYMENT_LIMIT - 3)
    }

    fn claim(&mut self, parts: &[&str], limit: usize) -> String {
        let plain = plain(parts);
        let mut name = plain.clone();
        if name.len() > limit {
            name = format!("{}-{}", cut(&plain, limit - TAIL - 1), tail(parts));
        }
        if self.taken.contains(&name) {
            name = format!("{}-{}", cut(&plain, limit - TAIL - 1), tail(parts));
        }
        let mut number = 2;
        while !self.taken.insert(name.clone()) {
            name = format!("{}-{number}", cut(&plain, limit - 4));
            number += 1;
        }
        name
    }
}

fn plain(parts: &[&str]) -> String {
    let mut text = String::new();
    for word in parts
        .iter()
        .flat_map(|part| part.split(|c: char| !c.is_ascii_alphanumeric()))
        .filter(|word| !word.is_empty())
    {
        if !text.is_empty() {
            text.push('-');
        }
        text.push_str(&word.to_ascii_lowercase());
    }
    text
}

fn cut(text: &str, limit: usize) -> &str {
    text[..text.len().min(limit)].trim_end_matches('-')
}

/// A hash of the parts, so that a cut name stays the same whatever else is in the plan.
pub(super) fn tail(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\n").as_bytes());
    digest[..TAIL / 2]
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_short_and_unique() {
        let mut names = Names::default();
        assert_eq!(
            names.deployment(&["plant-a", "roles", "Audit"]),
            "plant-a-roles-audit"
        );
        let again = names.deployment(&["plant-a", "roles", "audit"]);
        assert!(again.starts_with("plant-a-roles-audit-"));
        let long = names.deployment(&[&"a".repeat(40), &"b".repeat(80)]);
        assert_eq!(long.len(), DEPLOYMENT_LIMIT);
        assert!(names.series(&[&"a".repeat(70)]).len() <= DEPLOYMENT_LIMIT - 3);
        assert_eq!(names.stem(&["roles", "../../etc"]), "roles-etc");
    }
}
