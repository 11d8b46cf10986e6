//! Shared access keys of the hub: whether they work, and the policies that hold them.

use std::collections::BTreeMap;

use crate::azure::limits::AUTHORIZATION_POLICIES;
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::{AuthorizationPolicy, BuiltInEndpoint, Right, Switch, Written};
use crate::rules::{at, check_name};
use crate::values::AuthorizationPolicyName;

/// The rule `service-sas-enabled`. Who reads the built-in endpoint on purpose has no other way in than a key.
pub(super) fn service_sas_enabled(intent: &Written, found: &mut Vec<Diagnostic>) {
    if intent.hub.service_sas == Some(Switch::Enabled)
        && intent.hub.built_in_endpoint != BuiltInEndpoint::Private
    {
        found.push(
            Diagnostic::warning(
                "service-sas-enabled",
                Place::Value(at(&["hub", "serviceSas"])),
                "whoever holds a shared access key of the hub may use it as a service",
            )
            .label("write `disabled` where services sign in with Entra ID")
            .note("a key belongs to nobody, and works until somebody replaces it"),
        );
    }
}

/// The rule `device-sas-disabled`.
pub(super) fn device_sas_disabled(intent: &Written, found: &mut Vec<Diagnostic>) {
    if intent.hub.device_sas == Some(Switch::Disabled) {
        found.push(
            Diagnostic::warning(
                "device-sas-disabled",
                Place::Value(at(&["hub", "deviceSas"])),
                "no device can sign in with a key: only devices with an X.509 certificate connect",
            )
            .label("leave it out where any device has a key")
            .note("devices cannot sign in with Entra ID")
            .help("if all devices have certificates, say so with `suppress`"),
        );
    }
}

/// The rule `authorization-policies-unused`.
pub(super) fn unused(intent: &Written, found: &mut Vec<Diagnostic>) {
    let works = intent.hub.service_sas == Some(Switch::Enabled);
    if !works && !policies(intent).is_empty() {
        found.push(
            Diagnostic::warning(
                "authorization-policies-unused",
                Place::Key(list()),
                "the policies are written, and their keys do not work: `serviceSas` is disabled",
            )
            .label("leave them out, or write `serviceSas: enabled`"),
        );
    }
}

/// The rule `authorization-policy-name`.
pub(super) fn name(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, policy) in policies(intent).iter().enumerate() {
        let pointer = list().index(index).key("keyName");
        check_name::<AuthorizationPolicyName>(
            "authorization-policy-name",
            &policy.key_name,
            &pointer,
            false,
            found,
        );
    }
}

/// The rule `authorization-policy-repeated`.
pub(super) fn repeated(intent: &Written, found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let place = |index| Place::Value(list().index(index).key("keyName"));
    for (index, policy) in policies(intent).iter().enumerate() {
        let lower = policy.key_name.to_lowercase();
        if let Some(first) = seen.get(&lower) {
            found.push(
                Diagnostic::error(
                    "authorization-policy-repeated",
                    place(index),
                    format!("there are two policies called `{}`", policy.key_name),
                )
                .related(place(*first), "first here")
                .note("names of policies are compared without case"),
            );
        } else {
            seen.insert(lower, index);
        }
    }
}

/// The rule `authorization-policy-rights`.
pub(super) fn rights(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, policy) in policies(intent).iter().enumerate() {
        let pointer = list().index(index).key("rights");
        if policy.rights.is_empty() {
            found.push(
                Diagnostic::error(
                    "authorization-policy-rights",
                    Place::Key(pointer.clone()),
                    format!("the policy `{}` allows nothing", policy.key_name),
                )
                .label("name at least one right"),
            );
        }
        for (right_index, right) in policy.rights.iter().enumerate() {
            let first = policy.rights[..right_index]
                .iter()
                .position(|other| other == right);
            if let Some(first) = first {
                found.push(
                    Diagnostic::error(
                        "authorization-policy-rights",
                        Place::Value(pointer.index(right_index)),
                        format!("the policy `{}` names a right twice", policy.key_name),
                    )
                    .label("leave it out")
                    .related(Place::Value(pointer.index(first)), "first here"),
                );
            }
        }
    }
}

/// The rule `authorization-policies-too-many`.
pub(super) fn too_many(intent: &Written, found: &mut Vec<Diagnostic>) {
    let (most, most_connecting) = AUTHORIZATION_POLICIES;
    let policies = policies(intent);
    let connecting = policies
        .iter()
        .filter(|policy| policy.rights.contains(&Right::ServiceConnect))
        .count();
    let what = if policies.len() > most {
        format!("there are {} policies; a hub takes {most}", policies.len())
    } else if connecting > most_connecting {
        format!(
            "{connecting} policies have `ServiceConnect`; a hub takes {most_connecting} of them"
        )
    } else {
        return;
    };
    found.push(Diagnostic::error(
        "authorization-policies-too-many",
        Place::Key(list()),
        what,
    ));
}

fn policies(intent: &Written) -> &[AuthorizationPolicy] {
    intent.hub.authorization_policies.as_deref().unwrap_or(&[])
}

fn list() -> Pointer {
    at(&["hub", "authorizationPolicies"])
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check_examples;

    #[test]
    fn policies() {
        let many = |count: usize, right: &str| {
            let list: Vec<String> = (0..count)
                .map(|index| format!("{{ keyName: p{index}, rights: [{right}] }}"))
                .collect();
            list.join(", ")
        };
        for (list, expected) in [
            (String::new(), &[][..]),
            ("{ keyName: back!end, rights: [RegistryRead, ServiceConnect] }".to_owned(), &[]),
            ("{ keyName: back end, rights: [ServiceConnect] }".to_owned(), &["authorization-policy-name"]),
            ("{ keyName: backend, rights: [] }".to_owned(), &["authorization-policy-rights"]),
            (
                "{ keyName: backend, rights: [ServiceConnect, ServiceConnect] }".to_owned(),
                &["authorization-policy-rights"],
            ),
            (
                "{ keyName: backend, rights: [ServiceConnect] }, { keyName: Backend, rights: [RegistryRead] }".to_owned(),
                &["authorization-policy-repeated"],
            ),
            (many(16, "RegistryRead"), &[]),
            (many(17, "RegistryRead"), &["authorization-policies-too-many"]),
            (many(10, "ServiceConnect"), &[]),
            (many(11, "ServiceConnect"), &["authorization-policies-too-many"]),
        ] {
            check_examples(&[(
                &format!(
                    "hub:\n  name: iot-a\n  sku: S1\n  serviceSas: enabled # also service-sas-enabled\n  authorizationPolicies: [{list}]"
                ),
                expected,
            )]);
        }
    }
}
