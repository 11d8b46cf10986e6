//! As whom the hub acts on a target, and whether that identity gets in.

use super::super::at;
use super::super::names::{is_meant_by, list, write_nearest};
use super::uses::{Use, uses};
use crate::azure::resource_types;
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::derived::{Acting, Nobody, SYSTEM};
use crate::intent::written::{HubIdentity, HubIdentityWord, Ref, Target, Written};
use crate::values::{IdentityName, Name};

pub(super) fn missing(intent: &Written, found: &mut Vec<Diagnostic>) {
    // A map that names no identity is a fault of its own.
    if !matches!(
        intent.hub.identity,
        HubIdentity::Word(HubIdentityWord::None)
    ) {
        return;
    }
    let uses = known_uses(intent);
    let Some((first, _)) = uses.first() else {
        return;
    };
    let others = match uses.len() - 1 {
        0 => String::new(),
        1 => " (and so does another use of a target)".to_owned(),
        count => format!(" (and so do {count} other uses of targets)"),
    };
    found.push(
        Diagnostic::error(
            "identity-missing",
            Place::Value(at(&["hub", "identity"])),
            format!(
                "the hub has no identity, and {} needs one to reach `{}`{others}",
                first.who, first.key
            ),
        )
        .label(format!("write `{SYSTEM}`"))
        .related(Place::Value(first.at.clone()), "it is needed here")
        .note("keys and connection strings have no place in an intent; the hub reaches each target with a managed identity"),
    );
}

pub(super) fn no_system(intent: &Written, found: &mut Vec<Diagnostic>) {
    for each in uses(intent) {
        if !has_any(intent) || each.acting(intent) != Err(Nobody::NoSystem) {
            continue;
        }
        found.push(
            Diagnostic::error(
                "identity-no-system",
                Place::Value(each.at.key("identity")),
                format!(
                    "{} acts as the system-assigned identity, which the hub does not have",
                    each.who
                ),
            )
            .related(
                Place::Value(at(&["hub", "identity"])),
                "only user-assigned identities are listed here",
            )
            .help("write `system: true` in `hub.identity`, or name a user-assigned identity here"),
        );
    }
}

pub(super) fn unknown(intent: &Written, found: &mut Vec<Diagnostic>) {
    for each in uses(intent) {
        let (Some(name), Err(Nobody::Unknown(mut names))) = (each.identity, each.acting(intent))
        else {
            continue;
        };
        if !has_any(intent) || is_misspelt_there(intent, name) {
            continue;
        }
        if intent.hub.has_system_identity() {
            names.insert(0, SYSTEM.to_owned());
        }
        found.push(
            Diagnostic::error(
                "identity-unknown",
                Place::Value(each.at.key("identity")),
                format!(
                    "{} acts as `{name}`, and the hub has no identity of that name",
                    each.who
                ),
            )
            .label(write_identity(name, &names))
            .note(format!(
                "the hub has {}",
                list(names.iter().map(String::as_str))
            ))
            .help("a user-assigned identity is given to the hub under `hub.identity.user`"),
        );
    }
}

pub(super) fn ambiguous(intent: &Written, found: &mut Vec<Diagnostic>) {
    for each in uses(intent) {
        let Err(Nobody::Ambiguous(names)) = each.acting(intent) else {
            continue;
        };
        let fault = match each.identity {
            None => Diagnostic::error(
                "identity-ambiguous",
                Place::Value(each.at.clone()),
                format!(
                    "the hub has several user-assigned identities, and {} does not say as which of them it acts",
                    each.who
                ),
            )
            .label("add `identity`")
            .note(format!(
                "the hub has {}",
                list(names.iter().map(String::as_str))
            )),
            Some(name) => Diagnostic::error(
                "identity-ambiguous",
                Place::Value(each.at.key("identity")),
                format!(
                    "{} acts as `{name}`, and the hub has more than one identity of that name",
                    each.who
                ),
            )
            .label("write its full resource id"),
        };
        found.push(fault.related(
            Place::Value(at(&["hub", "identity"])),
            "they are listed here",
        ));
    }
}

pub(super) fn transfer_by_parts(intent: &Written, found: &mut Vec<Diagnostic>) {
    let Some(transfer) = &intent.device_transfer else {
        return;
    };
    let Ok(Acting::User(index, Ref::Parts(parts))) = intent.acting(transfer.identity.as_deref())
    else {
        return;
    };
    let name = parts.name.as_deref().unwrap_or("…");
    found.push(
        Diagnostic::error(
            "transfer-identity-parts",
            Place::Value(at(&["hub", "identity", "user"]).index(index)),
            format!("the device transfer acts as `{name}`, and its job files need the identity's full id"),
        )
        .label("write the full id")
        .related(Place::Key(at(&["deviceTransfer"])), "the device transfer")
        .note("a job file is sent as it is: what a template fills in, such as the deployment's own group, is not known there")
        .help(format!(
            "write `/subscriptions/…/resourceGroups/…/providers/{}/{name}`",
            resource_types::USER_ASSIGNED_IDENTITY.name
        )),
    );
}

pub(super) fn behind_firewall(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (each, target) in known_uses(intent) {
        let Some(name) = unverified(intent, &each, target).filter(|_| !each.accepts) else {
            continue;
        };
        let fault = Diagnostic::error(
            "identity-behind-firewall",
            identity_place(&each),
            format!(
                "{} acts as `{name}`, a user-assigned identity, and `{}` is firewalled",
                each.who, each.key
            ),
        )
        .note("only the system-assigned identity of the hub passes the firewall of a target")
        .note("the documentation contradicts itself here: who has tried it writes `acceptUnverifiedIdentity: true` beside `identity`");
        let fault = if intent.hub.has_system_identity() {
            fault.label(format!("write `{SYSTEM}`"))
        } else {
            fault.help("write `system: true` in `hub.identity` and `identity: system` here")
        };
        found.push(
            if target.existing.is_some() && target.public_access.is_none() {
                fault.help(format!(
                    "if `{}` is open to all networks, say so there with `publicAccess: enabled`",
                    each.key
                ))
            } else {
                fault
            },
        );
    }
}

pub(super) fn accepted(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (each, target) in known_uses(intent) {
        let Some(name) = unverified(intent, &each, target).filter(|_| each.accepts) else {
            continue;
        };
        found.push(
            Diagnostic::warning(
                "identity-unverified",
                Place::Key(each.at.key("acceptUnverifiedIdentity")),
                format!(
                    "{} acts as `{name}`, a user-assigned identity, and nobody has shown that it passes the firewall of `{}`",
                    each.who, each.key
                ),
            )
            .note("the hub checks the way when it is written: where it is closed, the deployment fails and nothing is lost"),
        );
    }
}

pub(super) fn acceptance_idle(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (each, target) in known_uses(intent) {
        if !each.accepts
            || each.acting(intent).is_err()
            || unverified(intent, &each, target).is_some()
        {
            continue;
        }
        let why = if target.is_closed() {
            format!("{} acts as the system-assigned identity", each.who)
        } else {
            format!("`{}` is not firewalled", each.key)
        };
        found.push(
            Diagnostic::warning(
                "identity-acceptance-idle",
                Place::Key(each.at.key("acceptUnverifiedIdentity")),
                format!("`acceptUnverifiedIdentity` changes nothing here: {why}"),
            )
            .label("leave it out"),
        );
    }
}

/// Whether an identity of the hub carries a name that none may carry, and was meant to be called so. That is told there.
fn is_misspelt_there(intent: &Written, name: &str) -> bool {
    intent.hub.user_identities().iter().any(|user| {
        user.last_name().is_some_and(|own| {
            let fault = IdentityName::parse(own).err();
            is_meant_by(name, own, fault.as_ref())
        })
    })
}

/// What to write instead of an identity that is not there. Some words mean the hub's own.
fn write_identity(name: &str, known: &[String]) -> String {
    let own = ["systemassigned", "hub", "self", "managed"];
    if own.contains(&name.to_ascii_lowercase().as_str()) && known.iter().any(|one| one == SYSTEM) {
        return format!("write `{SYSTEM}`");
    }
    write_nearest(name, known.iter().map(String::as_str))
}

fn has_any(intent: &Written) -> bool {
    intent.hub.has_system_identity() || !intent.hub.user_identities().is_empty()
}

/// The uses whose target is there.
fn known_uses(intent: &Written) -> Vec<(Use<'_>, &Target)> {
    uses(intent)
        .into_iter()
        .filter_map(|each| {
            let target = each.target?;
            Some((each, target))
        })
        .collect()
}

/// The name of the user-assigned identity that acts there on a firewalled target.
fn unverified(intent: &Written, each: &Use<'_>, target: &Target) -> Option<String> {
    match each.acting(intent) {
        Ok(Acting::User(_, user)) if target.is_closed() => {
            Some(user.last_name().unwrap_or_default().to_owned())
        }
        Ok(Acting::User(..) | Acting::System) | Err(_) => None,
    }
}

/// Where the identity is said, or else the whole use.
fn identity_place(each: &Use<'_>) -> Place {
    let pointer: &Pointer = &each.at;
    Place::Value(match each.identity {
        Some(_) => pointer.key("identity"),
        None => pointer.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::cases::check;

    #[test]
    fn identities() {
        let id = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-id/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-a";
        let intent = |identity: &str, endpoint: &str| {
            format!(
                "hub: {{ name: iot-a, sku: S1, identity: {identity} }}\nrouting: {{ endpoints: [{{ name: cold, {endpoint} }}], routes: [{{ name: all, endpoint: cold }}] }}"
            )
        };
        let closed = "target: lake, container: raw";
        let open = "target: stream, eventHub: telemetry";
        let one = "{ user: [{ name: id-a }] }";
        let both = "{ system: true, user: [{ name: id-a }] }";
        for (identity, endpoint, codes) in [
            ("system", closed.to_owned(), &[][..]),
            ("system", format!("{closed}, identity: system"), &[]),
            ("none", closed.to_owned(), &["identity-missing"]),
            (
                "none",
                format!("{closed}, identity: system"),
                &["identity-missing"],
            ),
            ("{ user: [] }", format!("{closed}, identity: id-a"), &[]),
            (
                one,
                format!("{open}, identity: system"),
                &["identity-no-system"],
            ),
            (
                "system",
                format!("{closed}, identity: id-a"),
                &["identity-unknown"],
            ),
            (
                both,
                format!("{open}, identity: id-b"),
                &["identity-unknown"],
            ),
            (
                "{ user: [{ name: id-a }, { name: id-b }] }",
                open.to_owned(),
                &["identity-ambiguous"],
            ),
            (
                "{ user: [{ name: id-a, resourceGroup: one }, { name: ID-A, resourceGroup: two }] }",
                format!("{open}, identity: id-a"),
                &["identity-ambiguous"],
            ),
            (
                &format!("{{ user: [{id}] }}"),
                format!("{open}, identity: {id}"),
                &[],
            ),
            (one, open.to_owned(), &[]),
            (both, format!("{open}, identity: ID-A"), &[]),
            (both, closed.to_owned(), &[]),
            (one, closed.to_owned(), &["identity-behind-firewall"]),
            (
                both,
                format!("{closed}, identity: id-a"),
                &["identity-behind-firewall"],
            ),
            (
                one,
                "target: audit, container: iot".to_owned(),
                &["identity-behind-firewall"],
            ),
            (
                both,
                format!("{closed}, identity: id-a, acceptUnverifiedIdentity: true"),
                &["identity-unverified"],
            ),
            (
                one,
                format!("{closed}, acceptUnverifiedIdentity: true"),
                &["identity-unverified"],
            ),
            (
                one,
                format!("{open}, acceptUnverifiedIdentity: true"),
                &["identity-acceptance-idle"],
            ),
            (
                "system",
                format!("{closed}, acceptUnverifiedIdentity: true"),
                &["identity-acceptance-idle"],
            ),
        ] {
            check(&[(&intent(identity, &endpoint), codes)]);
        }
    }

    #[test]
    fn uploads_and_transfers_act_too() {
        let hub =
            "hub: { name: iot-a, sku: S1, identity: { system: true, user: [{ name: id-a }] } }";
        for (rest, codes) in [
            (
                "fileUpload: { target: audit, container: iot, identity: id-a }",
                &["identity-behind-firewall"][..],
            ),
            ("fileUpload: { target: audit, container: iot }", &[]),
            ("fileUpload: { identity: nobody }", &[]),
            (
                "deviceTransfer: { target: lake, container: raw, identity: id-x }",
                &["identity-unknown"],
            ),
            (
                "deviceTransfer: { target: lake, container: raw, identity: id-a, acceptUnverifiedIdentity: true }",
                &["identity-unverified", "transfer-identity-parts"],
            ),
        ] {
            check(&[(&format!("{hub}\n{rest}"), codes)]);
        }
    }
}
