//! What Event Hubs and Service Bus namespaces have in common: a firewall that is a child, and how to close it without a gap.

use super::{Made, Maker, tags};
use crate::intent::settled::Target;
use crate::intent::written::PublicAccess;
use crate::plan::{Expr, Item, Key, Presence, Resource, ResourceType, Symbol};

/// What differs between the two.
pub(super) struct Namespace {
    /// Type of the namespace.
    pub(super) kind: ResourceType,
    /// Type of its firewall.
    pub(super) rule_set: ResourceType,
    /// Whether this SKU has a firewall.
    pub(super) has_firewall: bool,
    /// `sku`.
    pub(super) sku: Expr,
    /// Properties beside those that both have.
    pub(super) properties: Vec<(Key, Expr)>,
}

/// Makes the namespace and its firewall.
///
/// Where addresses or subnets are let in, three writes make it: the namespace closed, and only when it does not exist yet; its
/// firewall; the namespace in full, by a module. At no moment is it open, and no deployment shuts the listed ones out.
pub(super) fn make(namespace: &Namespace, target: &Target, maker: &mut Maker<'_>) -> Made {
    let symbol = maker.symbols.claim(&[&target.key]);
    let listed = target.access == PublicAccess::AllowList;
    let resource = |access: &str, presence: Presence| {
        let mut body = vec![(Key::text("location"), Expr::text(target.location.as_str()))];
        body.extend(tags(&target.tags));
        body.push((Key::text("sku"), namespace.sku.clone()));
        let mut properties = vec![
            (Key::text("disableLocalAuth"), true.into()),
            (Key::text("minimumTlsVersion"), "1.2".into()),
            (Key::text("publicNetworkAccess"), access.into()),
        ];
        properties.extend(namespace.properties.clone());
        body.push((Key::text("properties"), Expr::Map(properties)));
        Resource::new(
            symbol.clone(),
            namespace.kind,
            Expr::text(target.name.as_str()),
        )
        .presence(presence)
        .body(body)
    };
    let access = public_network_access(target);
    let first = if listed {
        resource("Disabled", Presence::OnlyIfNotExists)
    } else {
        resource(access, Presence::Deployed)
    };
    let mut items = vec![Item::Resource(first)];
    let mut ready = Vec::new();
    if namespace.has_firewall {
        let firewall = maker.symbols.claim(&[&target.key, "Firewall"]);
        items.push(Item::Resource(
            Resource::new(firewall.clone(), namespace.rule_set, "default")
                .child_of(&symbol)
                .body(rule_set_body(target)),
        ));
        ready.push(firewall);
    }
    let mut whole = symbol.clone();
    if listed {
        let full = (maker.full_write)(
            maker.symbols,
            &target.key,
            resource(access, Presence::Deployed),
            ready.clone(),
        );
        whole = full.symbol.clone();
        ready = vec![whole.clone()];
        items.push(Item::Module(full));
    }
    Made {
        symbol,
        whole,
        items,
        entities: Vec::new(),
        ready,
    }
}

/// Closed or open to those who are listed; the listed ones need `Enabled`.
fn public_network_access(target: &Target) -> &'static str {
    match target.access {
        PublicAccess::Disabled => "Disabled",
        PublicAccess::AllowList | PublicAccess::Enabled => "Enabled",
    }
}

/// The firewall, whole. An open namespace gets one too: without it, an earlier closed one would stay.
pub(super) fn rule_set_body(target: &Target) -> Vec<(Key, Expr)> {
    let ips = target.allow_ips.iter().map(|ip| {
        Expr::map([
            ("ipMask", Expr::text(ip.to_string())),
            ("action", "Allow".into()),
        ])
    });
    let subnets = target.allow_subnets.iter().map(|subnet| {
        Expr::map([
            ("subnet", Expr::map([("id", subnet.id())])),
            ("ignoreMissingVnetServiceEndpoint", false.into()),
        ])
    });
    let open = target.access == PublicAccess::Enabled;
    let properties = Expr::map([
        ("publicNetworkAccess", public_network_access(target).into()),
        ("defaultAction", if open { "Allow" } else { "Deny" }.into()),
        ("trustedServiceAccessEnabled", true.into()),
        ("ipRules", Expr::List(ips.collect())),
        ("virtualNetworkRules", Expr::List(subnets.collect())),
    ]);
    vec![(Key::text("properties"), properties)]
}

/// An event hub, queue or topic. It is made when the namespace is written to the end, and not beside its full write.
pub(super) fn entity(
    symbol: Symbol,
    kind: ResourceType,
    made: &Made,
    name: &str,
    body: Vec<(Key, Expr)>,
) -> Item {
    let mut item = child(symbol, kind, &made.symbol, name, body);
    if let Item::Resource(resource) = &mut item {
        resource.after.push(made.whole.clone());
    }
    item
}

/// A child of the namespace or of one of its entities.
pub(super) fn child(
    symbol: Symbol,
    kind: ResourceType,
    parent: &Symbol,
    name: &str,
    body: Vec<(Key, Expr)>,
) -> Item {
    Item::Resource(
        Resource::new(symbol, kind, Expr::text(name))
            .child_of(parent)
            .body(body),
    )
}
