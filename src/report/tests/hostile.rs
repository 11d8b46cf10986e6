//! Text of the user that tries to be markup.

use super::{report, shape};

/// Text that tries everything at once; no line may be led by it.
const NASTY: &str = "# x | y `z` <script>alert(1)</script> [a](javascript:b) ![i](h://x) **b** @team https://evil.example www.evil.example \
                     \\\"]; end --> x[\\\"` $(rm -rf ~) ';reboot #quot; &lt; \\u202E ```\\n```\\n## Heading\\n| a | b |";

fn intent() -> String {
    r#"
version: 1
name: hostile
description: "NASTY"
location: "west|europe`"
tags: { "NASTY": "NASTY" }
hub:
  name: iot-hostile
  sku: S1
  comments: "NASTY"
  roleAssignments:
    - { role: IoT Hub Data Reader, principal: 33333333-3333-4333-8333-333333333333, principalType: User, description: "NASTY" }
network:
  publicAccess: allowList
  allow: [{ name: "a`b", ip: 203.0.113.7 }]
  privateEndpoints:
    - name: pe-hostile
      location: "NASTY"
      subnet: { resourceGroup: rg, virtualNetwork: "v|n`e<t", name: "s\"u'b$(x)" }
      approval: { manual: "NASTY" }
      dns: { zones: { resourceGroup: "rg(x)" } }
targets:
  "l|a`k<e\"]":
    kind: storageAccount
    name: "st|x`y'z"
    existing: { resourceGroup: "rg(x)" }
    containers: [raw]
routing:
  endpoints: [{ name: cold, target: "l|a`k<e\"]", container: raw }]
  routes: [{ name: all, condition: "NASTY", endpoint: cold }]
  enrichments: [{ key: k, value: "NASTY", endpoints: [cold] }]
deployment: { retryHubWrite: { codes: ["NASTY"] } }
suppress: [{ rule: "NASTY", reason: "NASTY" }]
"#
    .replace("a`b", "a'b")
    .replace("NASTY", NASTY)
}

#[test]
fn nothing_of_the_users_is_markup() {
    let text = report(&intent());
    shape::check("hostile", &text);
    let mut in_fence = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_fence = !in_fence;
            continue;
        }
        if in_fence {
            continue;
        }
        let bare = without_code(line);
        for markup in [
            "<script", "](", "**b**", "@team", "https://", "www.", "\u{202e}",
        ] {
            assert!(!bare.contains(markup), "{markup} in {line}");
        }
        assert!(
            !line.starts_with("# x") && !line.starts_with("## Heading"),
            "{line}"
        );
    }
    assert!(!text.contains('\u{202e}'));
}

/// A line without what is escaped, and without what stands between backticks.
fn without_code(line: &str) -> String {
    let mut bare = String::new();
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c == '\\' {
            chars.next();
        } else {
            bare.push(c);
        }
    }
    bare.split('`').step_by(2).collect()
}

#[test]
fn commands_hold_the_users_words_as_words() {
    let text = report(&intent());
    for expected in [
        "--name 'st|x`y'\\''z'",
        "--resource-group 'rg(x)'",
        "--description='# x | y `z` <script>",
        "'\\'';reboot",
    ] {
        assert!(text.contains(expected), "{expected}");
    }
}
