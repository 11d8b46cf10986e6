//! Host names that the linter does not like to see in a string (`no-hardcoded-env-urls`).
//!
//! A user may well name one, in a list of allowed hosts or a route's condition; then the line says so to the linter.

/// The rule's name, for the directive above a line.
pub const RULE: &str = "no-hardcoded-env-urls";

/// The linter's hosts.
///
/// Source: observed with Bicep CLI 0.49.2 in its default configuration, November 2026.
const HOSTS: [&str; 12] = [
    "core.windows.net",
    "management.core.windows.net",
    "batch.core.windows.net",
    "database.windows.net",
    "graph.windows.net",
    "vault.azure.net",
    "datalake.azure.net",
    "azuredatalakestore.net",
    "azuredatalakeanalytics.net",
    "gallery.azure.com",
    "management.azure.com",
    "login.microsoftonline.com",
];

/// A host of the list that is fine behind this word and a dot.
const EXCEPTION: (&str, &str) = ("schema", "management.azure.com");

/// Whether the linter objects to a string: it holds one of the hosts as whole words, in any letter case.
///
/// Where it is in doubt what the linter takes for a letter, the answer is yes: a directive too many does no harm.
pub fn names_a_host(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    HOSTS.iter().any(|host| {
        lower.match_indices(host).any(|(at, _)| {
            let before = &lower[..at];
            let behind = &lower[at + host.len()..];
            let is_whole = !before.ends_with(is_word) && !behind.starts_with(is_word);
            is_whole && (*host != EXCEPTION.1 || !is_excepted(before))
        })
    })
}

fn is_excepted(before: &str) -> bool {
    before
        .strip_suffix('.')
        .and_then(|before| before.strip_suffix(EXCEPTION.0))
        .is_some_and(|before| !before.ends_with(is_word))
}

/// A letter or digit that is certainly no border: ASCII or Latin.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('\u{c0}'..='\u{24f}').contains(&c) && c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_as_whole_words() {
        for (text, expected) in [
            ("core.windows.net", true),
            ("https://x.blob.CORE.windows.net:443/", true),
            ("_core.windows.net_", true),
            ("日core.windows.net", true),
            ("xcore.windows.net", false),
            ("core.windows.net1", false),
            ("écore.windows.net", false),
            ("schema.management.azure.com", false),
            ("myschema.management.azure.com", true),
            ("schema.management.azure.com management.azure.com", true),
            ("servicebus.windows.net", false),
        ] {
            assert_eq!(names_a_host(text), expected, "{text}");
        }
    }
}
