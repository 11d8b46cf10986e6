//! The states of the seal, each by the smallest change of a sealed intent.

use super::report;

const SEALED: &str = r"
version: 1
name: a
location: westeurope
hub: { name: iot-a-hub, sku: S1 }
network:
  privateEndpoints: [{ name: pe-a, subnet: { resourceGroup: rg-net, virtualNetwork: vnet-a, name: devices } }]
targets:
  lake: { kind: storageAccount, name: stlake, containers: [raw] }
routing:
  endpoints: [{ name: cold, target: lake, container: raw }]
  routes: [{ name: all, endpoint: cold }]
";

/// The line of the report that begins with that, after the changes.
fn line(changes: &[(&str, &str)], start: &str) -> String {
    let mut text = SEALED.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let report = report(&text);
    report
        .lines()
        .find(|line| line.starts_with(start))
        .unwrap_or_else(|| panic!("a line that begins with {start}"))
        .to_owned()
}

/// Changes, the start of a line of the report, what the line says.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str);

#[test]
fn every_step_says_how_far_it_is_sealed() {
    let endpoint = "  privateEndpoints: [{ name: pe-a, subnet: { resourceGroup: rg-net, virtualNetwork: vnet-a, name: devices } }]\n";
    let manual = "name: devices }, approval: { manual: please } }]";
    let cases: &[Case<'_>] = &[
        (&[], "| 1.", "| sealed |"),
        (
            &[(endpoint, "  publicAccess: disabled\n")],
            "| 1.",
            "**not sealed**: the intent names none",
        ),
        (
            &[("name: devices } }]", manual)],
            "| 1.",
            "**not yet**: `pe-a` must be approved first",
        ),
        (
            &[],
            "| 2.",
            "| sealed | `properties.publicNetworkAccess` = `\"Disabled\"`",
        ),
        (
            &[(endpoint, "  publicAccess: enabled\n")],
            "| 2.",
            "everybody may come in (the intent says `network.publicAccess: enabled`)",
        ),
        (
            &[(
                endpoint,
                "  publicAccess: allowList\n  allow: [{ name: office, ip: 203.0.113.7 }]\n",
            )],
            "| 2.",
            "1 address rule may come in (the intent says `network.publicAccess: allowList`)",
        ),
        (&[], "| 3.", "none is `events`"),
        (
            &[("endpoint: cold }]", "endpoint: events }]")],
            "| 3.",
            "**not sealed**: it is fed",
        ),
        (
            &[
                ("endpoint: cold }]", "endpoint: events }]"),
                ("sku: S1", "sku: S1, builtInEndpoint: private"),
            ],
            "| 3.",
            "**as the intent asks**: it is used on purpose",
        ),
        (
            &[("sku: S1", "sku: F1")],
            "| 3.",
            "the free tier cannot cover it",
        ),
        (
            &[],
            "| 4.",
            "`properties.routing.fallbackRoute.isEnabled` = `false`",
        ),
        (
            &[("  routes:", "  fallback: { endpoint: cold }\n  routes:")],
            "| 4.",
            "sealed: it is on, and leads to endpoint `cold`",
        ),
        (
            &[("  routes:", "  fallback: { endpoint: events }\n  routes:")],
            "| 4.",
            "**not sealed**: it is on",
        ),
        (
            &[],
            "| 5.",
            "| sealed | `identity.type` = `\"SystemAssigned\"`",
        ),
        (
            &[("name: stlake", "name: stlake, existing: {}")],
            "| 5.",
            "the owner of `stlake` must let the hub in",
        ),
        (
            &[("name: stlake", "name: stlake, publicAccess: enabled")],
            "| 5.",
            "the firewall of `stlake` lets everybody in",
        ),
        (
            &[("sku: S1", "sku: S1, serviceSas: enabled")],
            "| Keys of services",
            "`hub.serviceSas: enabled`",
        ),
        (
            &[(
                "  privateEndpoints",
                "  outbound: restricted\n  privateEndpoints",
            )],
            "| What the hub may send to",
            "sealed: the named hosts only",
        ),
        (
            &[(
                "name: stlake",
                "name: stlake, firewall: { allowIps: [203.0.113.7] }",
            )],
            "| Firewall of storage account `stlake`",
            "it also lets in 1 address rule (the intent says `targets.lake.firewall`)",
        ),
        (&[], "**Sealed**", "all five steps hold"),
        (
            &[("endpoint: cold }]", "endpoint: events }]")],
            "**Not sealed**",
            "step 3, because the intent says so.",
        ),
    ];
    for (changes, start, expected) in cases {
        let line = line(changes, start);
        assert!(line.contains(expected), "{changes:?}\n{line}\n{expected}");
    }
}
