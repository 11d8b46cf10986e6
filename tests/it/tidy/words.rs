//! Words that have one home, and words that have none here.

use hubseal::azure::roles::DATA_ROLES;

use super::rust::{Source, program};
use super::{all_files, files_ending, none, numbered, read};

/// Where a word of Azure may stand outside `src/azure`, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    // What a nested deployment is belongs to the language of templates.
    ("src/emit/arm/mod.rs", "Microsoft.Resources/deployments"),
    ("src/emit/arm/mod.rs", "2025-04-01"),
    (
        "src/emit/arm/mod.rs",
        "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json",
    ),
    // Examples in messages.
    ("src/values/address.rs", "stbackup.blob.core.windows.net"),
    ("src/values/id.rs", "22222222-2222-4222-8222-222222222222"),
];
/// Hosts that the Bicep linter looks for are its own, not facts about what we deploy.
const LINTER: &str = "src/emit/bicep/hosts.rs";

/// Parts of host names that a cloud or a zone has.
const HOSTS: [&str; 7] = [
    "privatelink.",
    "azure-devices.",
    ".windows.net",
    "usgovcloudapi",
    "chinacloudapi",
    ".azure.net",
    ".azure.com",
];

#[test]
fn facts_about_azure_stand_in_one_place() {
    let mut found = Vec::new();
    for source in outside(&["src/azure/", "src/cli/"]) {
        if source.path == LINTER {
            continue;
        }
        for (number, line) in numbered(&source.code) {
            let mut line = line.to_owned();
            for (path, text) in EXCEPTIONS {
                if *path == source.path {
                    line = line.replace(text, "");
                }
            }
            for (what, is_there) in [
                (
                    "a GUID",
                    holds(&line, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"),
                ),
                ("an API version", holds(&line, "20dd-dd-dd")),
                ("a resource type", line.contains("Microsoft.")),
                ("a host name", HOSTS.iter().any(|host| line.contains(host))),
                (
                    "a role",
                    DATA_ROLES.iter().any(|role| line.contains(role.name)),
                ),
            ] {
                if is_there {
                    found.push(format!("{}:{number}: {what}", source.path));
                }
            }
        }
    }
    none("these belong into src/azure", &found);
}

/// Whether a text holds a piece of that shape, which no digit or letter touches: `x` is a hexadecimal digit, `d` a decimal one.
fn holds(text: &str, shape: &str) -> bool {
    let fits = |piece: &[u8]| {
        piece.iter().zip(shape.bytes()).all(|(byte, of)| match of {
            b'x' => byte.is_ascii_hexdigit(),
            b'd' => byte.is_ascii_digit(),
            _ => *byte == of,
        })
    };
    let bytes = text.as_bytes();
    let touches = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_alphanumeric)
    };
    bytes.windows(shape.len()).enumerate().any(|(at, piece)| {
        fits(piece) && !touches(at.checked_sub(1)) && !touches(Some(at + shape.len()))
    })
}

#[test]
fn shapes_are_found() {
    for (text, shape, expected) in [
        ("\"2023-06-30\"", "20dd-dd-dd", true),
        ("12023-06-30", "20dd-dd-dd", false),
        ("2023-06-300", "20dd-dd-dd", false),
        ("2023-06-3", "20dd-dd-dd", false),
    ] {
        assert_eq!(holds(text, shape), expected, "{text}");
    }
}

#[test]
fn only_the_command_line_touches_the_world() {
    const WORLD: [&str; 12] = [
        "std::fs",
        "std::env",
        "std::time",
        "std::process",
        "std::thread",
        "std::os",
        "TcpStream",
        "UdpSocket",
        "SystemTime",
        "Instant::",
        "tempfile::",
        "anstream::",
    ];
    let mut found = Vec::new();
    for source in outside(&["src/cli/"]) {
        for (number, line) in numbered(&source.bare) {
            // The binary gives the exit code of `cli` to the system.
            let line = if source.path == "src/main.rs" {
                line.replace("std::process::ExitCode", "")
            } else {
                line.to_owned()
            };
            if let Some(word) = WORLD.iter().find(|word| line.contains(**word)) {
                found.push(format!("{}:{number}: {word}", source.path));
            }
            if line.contains("use std::{") {
                found.push(format!(
                    "{}:{number}: one `use` for each module of std",
                    source.path
                ));
            }
        }
    }
    none("these belong into src/cli", &found);
}

#[test]
fn nothing_is_kept_in_the_order_of_hashes() {
    let words = [concat!("Hash", "Map"), concat!("Hash", "Set")];
    let mut found = Vec::new();
    for path in files_ending(&[".rs"]) {
        for (number, line) in numbered(&read(&path)) {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{path}:{number}"));
            }
        }
    }
    none("use IndexMap or BTreeMap", &found);
}

#[test]
fn the_back_end_has_no_error_to_return() {
    let mut found = Vec::new();
    for source in program() {
        if !["lower", "emit", "report", "targets"].contains(&source.module.as_str()) {
            continue;
        }
        for (number, line) in numbered(&source.bare) {
            if line.contains("-> Result<") {
                found.push(format!("{}:{number}", source.path));
            }
        }
    }
    none("the back end cannot fail", &found);
}

#[test]
fn keys_are_listed_in_the_body_of_the_hub_only() {
    const HOME: &str = "src/lower/mod.rs";
    // What the plan says, what the printers make of it, what `verify` promises about it, and what the report tells of it.
    let others = ["src/plan/", "src/emit/", "src/verify/", "src/report/"];
    let found: Vec<String> = outside(&others)
        .into_iter()
        .filter(|source| source.code.contains("Expr::Keys(") || source.code.contains("listKeys"))
        .map(|source| source.path.clone())
        .filter(|path| path != HOME)
        .collect();
    none(
        "keys are listed only where the hub is written in full",
        &found,
    );
}

#[test]
fn printers_forget_no_case() {
    let fence = "#![deny(clippy::wildcard_enum_match_arm)]";
    assert!(read("src/emit/mod.rs").contains(fence), "{fence}");
    let mut found = Vec::new();
    for path in files_ending(&[".rs"]) {
        // The tests of the printers read what is printed, and refuse whatever they do not know.
        if !path.starts_with("src/emit/") || path.starts_with("src/emit/tests/") {
            continue;
        }
        for (number, line) in numbered(&read(&path)) {
            if line.contains("wildcard_enum_match_arm") && line.trim() != fence {
                found.push(format!("{path}:{number}"));
            }
        }
    }
    none("the fence of the printers has no door", &found);
}

#[test]
fn every_exception_from_a_lint_has_its_reason() {
    let mut found = Vec::new();
    for path in files_ending(&[".rs"]) {
        let text = read(&path);
        for mark in ["allow(", "expect("] {
            for opening in ["#[", "#!["] {
                let attribute = format!("{opening}{mark}");
                for (at, _) in text.match_indices(&attribute) {
                    let end = text[at..].find(")]").map_or(text.len(), |end| at + end);
                    if !text[at..end].contains("reason = ") && text[..at].ends_with(['\n', ' ']) {
                        let number = text[..at].matches('\n').count() + 1;
                        found.push(format!("{path}:{number}"));
                    }
                }
            }
        }
    }
    none("say `reason = \"...\"`", &found);
}

/// Addresses that mean what they say.
const ADDRESSES: [&str; 9] = [
    // Names of schemas.
    "https://json-schema.org/draft/2020-12/schema",
    "https://schema.management.azure.com/schemas/",
    "https://docs.oasis-open.org/sarif/",
    "https://json.schemastore.org/sarif-2.1.0.json",
    // Sources of tables.
    "https://www.unicode.org/Public/security/latest/confusables.txt",
    "https://yaml.org/type/",
    "https://yaml.org/spec/1.2.2/",
    // The example of a mistake.
    "https://stbackup.blob.core.windows.net",
    // In the licence.
    "http://www.apache.org/licenses/",
];
#[test]
fn no_address_is_made_up() {
    let mut found = Vec::new();
    for path in all_files() {
        // Where the registry stands is cargo's business. What a run makes holds hosts of targets; tests hold anything.
        let is_made = path.starts_with("examples/") && !is(&path, "yaml");
        let is_test = path.starts_with("tests/") || path.contains("/tests/");
        if path == "Cargo.lock" || is_made || is_test {
            continue;
        }
        let text = if path.starts_with("src/") && is(&path, "rs") {
            let source = program().iter().find(|source| source.path == path);
            source.map_or_else(String::new, |source| source.all.clone())
        } else {
            read(&path)
        };
        for (number, line) in numbered(&text) {
            for address in addresses(line) {
                if !ADDRESSES.iter().any(|known| address.starts_with(known)) {
                    found.push(format!("{path}:{number}: {}", address.trim_end()));
                }
            }
        }
    }
    none("addresses that the list does not know", &found);
}

/// Whether a path ends so.
fn is(path: &str, extension: &str) -> bool {
    path.rsplit('.').next() == Some(extension)
}

/// The addresses in a line: `http`, and a host behind it.
fn addresses(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("://").filter_map(|(at, _)| {
        let start = line[..at]
            .rfind(|c: char| !c.is_ascii_alphabetic())
            .map_or(0, |before| before + 1);
        let has_host = line[at + 3..].starts_with(|c: char| c.is_ascii_alphanumeric());
        (line[start..at].starts_with("http") && has_host).then_some(&line[start..])
    })
}

#[test]
fn nothing_speaks_of_the_place_where_it_was_made() {
    let anywhere = [
        concat!("farm-", "bench"),
        concat!("farm-", "studio"),
        concat!("/wo", "rk/"),
        concat!("/ho", "me/"),
        concat!("house", ".md"),
        concat!("domain", ".md"),
        concat!("ecosystem", ".md"),
        concat!("bicep-arm", ".md"),
        concat!("DESIGN", ".md"),
    ];
    // What stands beside a checkout is asked by tests, which say so when it is absent.
    let beside = [
        concat!("../", "shared"),
        concat!("arm-", "sim"),
        concat!("arm-", "types"),
        concat!("bicep-", "mini"),
        concat!("bicep-", "cases"),
        concat!("judge", "_all"),
    ];
    let mut found = Vec::new();
    for path in all_files() {
        let text = read(&path);
        for (number, line) in numbered(&text) {
            if let Some(word) = anywhere.iter().find(|word| line.contains(**word)) {
                found.push(format!("{path}:{number}: {word}"));
            }
        }
        if path.starts_with("tests/") || path.starts_with("benches/") {
            continue;
        }
        // Of a file with tests in it, the program counts; of a file of tests, nothing does.
        let seen = if path.starts_with("src/") && is(&path, "rs") {
            let source = program().iter().find(|source| source.path == path);
            source.map_or("", |source| &source.code)
        } else {
            &text
        };
        for (number, line) in numbered(seen) {
            if let Some(word) = beside.iter().find(|word| line.contains(**word)) {
                found.push(format!("{path}:{number}: {word}"));
            }
        }
    }
    none("words of another place", &found);
}

/// The program without the files that begin so.
fn outside(folders: &[&str]) -> Vec<&'static Source> {
    program()
        .iter()
        .filter(|source| !folders.iter().any(|folder| source.path.starts_with(folder)))
        .collect()
}
