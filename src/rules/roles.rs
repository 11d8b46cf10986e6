//! Role assignments that the intent asks for, on the hub and on every target: one check for all.

use std::collections::BTreeMap;

use super::at;
use super::names::is_meant_by;
use super::nearest::nearest;
use super::routing::uses::EntityKind;
use crate::azure::roles::{CONTROL_ROLES, DATA_ROLES, DataRole, Realm, by_guid, by_name, wanted};
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::{
    Entities, PrincipalType, Ref, RoleAssignment, Target, TargetKind, Written,
};
use crate::values::{Fault, Guid};

/// The word for the hub's system-assigned identity as a principal.
const HUB: &str = "hub";

/// A role assignment and on what it is.
pub(super) struct Given<'a> {
    /// What is written.
    pub(super) assignment: &'a RoleAssignment,
    /// Where.
    pub(super) at: Pointer,
    /// The target; none is the hub.
    target: Option<&'a Target>,
}

/// Who gets a role.
enum Principal<'a> {
    /// The hub itself.
    Hub,
    /// An object of Entra ID.
    Object(Guid),
    /// A user-assigned identity.
    Identity,
    /// Nothing that can get a role.
    Unknown(&'a str),
}

/// Every role assignment of an intent.
pub(super) fn every(intent: &Written) -> Vec<Given<'_>> {
    let hub = (&intent.hub.role_assignments, at(&["hub"]), None);
    let targets = intent.targets.iter().map(|(key, target)| {
        (
            &target.role_assignments,
            at(&["targets", key]),
            Some(target),
        )
    });
    std::iter::once(hub)
        .chain(targets)
        .flat_map(|(list, pointer, target)| {
            list.iter()
                .enumerate()
                .map(move |(index, assignment)| Given {
                    assignment,
                    at: pointer.key("roleAssignments").index(index),
                    target,
                })
        })
        .collect()
}

/// Whether a principal is meant to be a user-assigned identity: it is written by its parts or as an id.
pub(super) fn names_identity(principal: &Ref) -> bool {
    match principal {
        Ref::Id(text) => text.starts_with('/'),
        Ref::Parts(_) => true,
    }
}

impl<'a> Given<'a> {
    fn realm(&self) -> Realm {
        match self.target.map(|target| target.kind) {
            None => Realm::Hub,
            Some(TargetKind::StorageAccount) => Realm::Storage,
            Some(TargetKind::EventHubs) => Realm::EventHubs,
            Some(TargetKind::ServiceBus) => Realm::ServiceBus,
        }
    }

    fn role(&self) -> Option<&'static DataRole> {
        by_name(&self.assignment.role).or_else(|| by_guid(&self.assignment.role))
    }

    fn role_place(&self) -> Place {
        Place::Value(self.at.key("role"))
    }

    fn principal(&self) -> Principal<'a> {
        match &self.assignment.principal {
            Ref::Parts(_) => Principal::Identity,
            Ref::Id(text) if text == HUB => Principal::Hub,
            Ref::Id(text) if text.starts_with('/') => Principal::Identity,
            Ref::Id(text) => match Guid::parse(text) {
                Ok(guid) => Principal::Object(guid),
                Err(_) => Principal::Unknown(text),
            },
        }
    }

    /// What it is narrowed to: the key, the name, and the names that the target has, where it says.
    fn narrowed(&self) -> Vec<(&'static str, &'a str, Option<Vec<&'a str>>)> {
        let own = self.assignment;
        let target = self.target;
        [
            (
                "container",
                &own.container,
                target.and_then(|t| names(t.containers.as_ref())),
            ),
            (
                "eventHub",
                &own.event_hub,
                target.and_then(|t| names(t.event_hubs.as_ref())),
            ),
            (
                "queue",
                &own.queue,
                target.and_then(|t| names(t.queues.as_ref())),
            ),
            (
                "topic",
                &own.topic,
                target.and_then(|t| names(t.topics.as_ref())),
            ),
        ]
        .into_iter()
        .filter_map(|(key, name, there)| Some((key, name.as_deref()?, there)))
        .collect()
    }
}

fn names<S>(entities: Option<&Entities<S>>) -> Option<Vec<&str>> {
    entities.map(|entities| entities.iter().map(|(name, _)| name).collect())
}

fn words(realm: Realm) -> &'static str {
    match realm {
        Realm::Storage => "a storage account",
        Realm::EventHubs => "an Event Hubs namespace",
        Realm::ServiceBus => "a Service Bus namespace",
        Realm::Hub => "an IoT hub",
    }
}

fn roles_of(realm: Realm) -> String {
    let names: Vec<String> = DATA_ROLES
        .iter()
        .filter(|role| role.realm == realm)
        .map(|role| format!("`{}`", role.name))
        .collect();
    format!("data roles on {}: {}", words(realm), names.join(", "))
}

/// The control-plane role of that name or GUID.
fn control_role(text: &str) -> Option<&'static str> {
    CONTROL_ROLES
        .iter()
        .find(|(name, guid)| {
            name.eq_ignore_ascii_case(text.trim()) || guid.eq_ignore_ascii_case(text)
        })
        .map(|(name, _)| *name)
}

/// The rule `role-unknown`.
pub(super) fn role_unknown(intent: &Written, found: &mut Vec<Diagnostic>) {
    for given in every(intent) {
        let text = &given.assignment.role;
        if given.role().is_some() || control_role(text).is_some() {
            continue;
        }
        let Err(fault) = Guid::parse(text) else {
            continue;
        };
        let realm = given.realm();
        // The id of a role definition ends with its GUID.
        let last = text
            .rsplit('/')
            .next()
            .filter(|last| Guid::parse(last).is_ok());
        let near = fault
            .instead
            .or_else(|| last.map(str::to_owned))
            .or_else(|| {
                let of_realm = DATA_ROLES.iter().filter(|role| role.realm == realm);
                let others = DATA_ROLES.iter().filter(|role| role.realm != realm);
                nearest(text, of_realm.chain(others).map(|role| role.name)).map(str::to_owned)
            });
        found.push(
            Diagnostic::error(
                "role-unknown",
                given.role_place(),
                format!("`{text}` is no data role that hubseal knows, and no GUID"),
            )
            .label(
                near.map(|near| format!("write `{near}`"))
                    .unwrap_or_default(),
            )
            .note(roles_of(realm))
            .help("write another role as the GUID of its role definition"),
        );
    }
}

/// The rule `role-control-plane`.
pub(super) fn role_control_plane(intent: &Written, found: &mut Vec<Diagnostic>) {
    for given in every(intent) {
        let Some(name) = control_role(&given.assignment.role) else {
            continue;
        };
        found.push(
            Diagnostic::error(
                "role-control-plane",
                given.role_place(),
                format!("`{name}` manages resources and gives no access to data"),
            )
            .label(format!("write `{}`", wanted(given.realm(), name)))
            .note(roles_of(given.realm())),
        );
    }
}

/// The rule `role-elsewhere`.
pub(super) fn role_elsewhere(intent: &Written, found: &mut Vec<Diagnostic>) {
    for given in every(intent) {
        if let Some(role) = given.role()
            && role.realm != given.realm()
        {
            found.push(
                Diagnostic::error(
                    "role-elsewhere",
                    given.role_place(),
                    format!(
                        "`{}` is a role on {} and gives nothing on {}",
                        role.name,
                        words(role.realm),
                        words(given.realm())
                    ),
                )
                .note(roles_of(given.realm())),
            );
        }
    }
}

/// The rule `role-too-wide`.
pub(super) fn role_too_wide(intent: &Written, found: &mut Vec<Diagnostic>) {
    for given in every(intent) {
        if let Some(role) = given.role()
            && role.name.ends_with("Data Owner")
            && matches!(given.principal(), Principal::Hub)
        {
            found.push(
                Diagnostic::warning(
                    "role-too-wide",
                    given.role_place(),
                    format!("the hub needs less than `{}`", role.name),
                )
                .note("hubseal grants the hub what routing, upload and transfer need; nothing has to be written for it"),
            );
        }
    }
}

/// The rule `principal-unknown`.
pub(super) fn principal_unknown(intent: &Written, found: &mut Vec<Diagnostic>) {
    for given in every(intent) {
        let Principal::Unknown(text) = given.principal() else {
            continue;
        };
        let place = Place::Value(given.at.key("principal"));
        let own = intent
            .hub
            .user_identities()
            .iter()
            .any(|user| user.is_called(text));
        let label = match Guid::parse(text).err().and_then(|fault| fault.instead) {
            Some(guid) => format!("write `{guid}`"),
            None if text.eq_ignore_ascii_case(HUB) || text.eq_ignore_ascii_case("system") => {
                format!("write `{HUB}`")
            }
            None if own => format!("write `{{ resourceGroup: …, name: {text} }}`"),
            None => String::new(),
        };
        found.push(
            Diagnostic::error(
                "principal-unknown",
                place,
                format!("`{text}` is no principal: neither an object id nor `{HUB}` nor a user-assigned identity"),
            )
            .label(label)
            .note("an object id is the GUID of a user, group or service principal in Entra ID"),
        );
    }
}

/// The rule `principal-hub-missing`.
pub(super) fn principal_hub_missing(intent: &Written, found: &mut Vec<Diagnostic>) {
    if intent.hub.has_system_identity() {
        return;
    }
    for given in every(intent) {
        if matches!(given.principal(), Principal::Hub) {
            found.push(
                Diagnostic::error(
                    "principal-hub-missing",
                    Place::Value(given.at.key("principal")),
                    format!("`{HUB}` is the hub's system-assigned identity, and this hub has none"),
                )
                .related(Place::Value(at(&["hub", "identity"])), "no `system` here"),
            );
        }
    }
}

/// The rule `principal-type`.
pub(super) fn principal_type(intent: &Written, found: &mut Vec<Diagnostic>) {
    for given in every(intent) {
        match (given.principal(), given.assignment.principal_type) {
            (Principal::Object(id), None) => found.push(
                Diagnostic::error(
                    "principal-type",
                    Place::Value(given.at.key("principal")),
                    format!("`{id}` may be a user, a group or a service principal, and nothing says which"),
                )
                .label("add `principalType: ServicePrincipal`, `Group` or `User`")
                .note("without the type Azure looks a new principal up before it is there, and refuses the assignment"),
            ),
            (Principal::Hub | Principal::Identity, Some(kind))
                if kind != PrincipalType::ServicePrincipal =>
            {
                found.push(
                    Diagnostic::error(
                        "principal-type",
                        Place::Value(given.at.key("principalType")),
                        "a managed identity is always a `ServicePrincipal`",
                    )
                    .label("leave it out, or write `ServicePrincipal`"),
                );
            }
            (Principal::Object(_), Some(_))
            | (Principal::Hub | Principal::Identity | Principal::Unknown(_), _) => {}
        }
    }
}

/// The rule `role-entity-unknown`.
pub(super) fn role_entity_unknown(intent: &Written, found: &mut Vec<Diagnostic>) {
    for given in every(intent) {
        let Some(target) = given.target else {
            continue;
        };
        for (key, name, there) in given.narrowed() {
            // An existing target need not say what it holds.
            let there = match there {
                Some(there) => there,
                None if target.existing.is_some() => continue,
                None => Vec::new(),
            };
            // A name that is at fault where it is listed is told there.
            if there.iter().any(|known| {
                known.eq_ignore_ascii_case(name)
                    || is_meant_by(name, known, fault(key, known).as_ref())
            }) {
                continue;
            }
            let label = nearest(name, there.iter().copied())
                .map(|near| format!("write `{near}`"))
                .unwrap_or_default();
            found.push(
                Diagnostic::error(
                    "role-entity-unknown",
                    Place::Value(given.at.key(key)),
                    format!("`{}` has no {} `{name}`", target.name, spoken(key)),
                )
                .label(label),
            );
        }
    }
}

/// What is wrong with the name of an entity, if anything is.
fn fault(key: &str, name: &str) -> Option<Fault> {
    let kind = match key {
        "container" => EntityKind::Container,
        "eventHub" => EntityKind::EventHub,
        "queue" => EntityKind::Queue,
        "topic" => EntityKind::Topic,
        _ => return None,
    };
    kind.fault(name)
}

fn spoken(key: &str) -> &str {
    if key == "eventHub" { "event hub" } else { key }
}

/// The rule `role-two-entities`.
pub(super) fn role_two_entities(intent: &Written, found: &mut Vec<Diagnostic>) {
    for given in every(intent) {
        let narrowed = given.narrowed();
        if let [(first, ..), (second, ..), ..] = narrowed[..] {
            found.push(
                Diagnostic::error(
                    "role-two-entities",
                    Place::Value(given.at.key(second)),
                    format!("the role is granted on one thing, and both `{first}` and `{second}` are named"),
                )
                .related(Place::Value(given.at.key(first)), "named here too")
                .help("write two role assignments"),
            );
        }
    }
}

/// The rule `role-assignment-repeated`.
pub(super) fn role_assignment_repeated(intent: &Written, found: &mut Vec<Diagnostic>) {
    let mut seen = BTreeMap::new();
    for given in every(intent) {
        let role = given.role().map_or_else(
            || given.assignment.role.to_lowercase(),
            |role| role.guid.to_owned(),
        );
        let principal = match &given.assignment.principal {
            Ref::Id(text) => vec![Some(text.to_lowercase())],
            Ref::Parts(parts) => [&parts.subscription, &parts.resource_group, &parts.name]
                .map(|part| part.as_ref().map(|part| part.to_lowercase()))
                .to_vec(),
        };
        let scope: Vec<(&str, &str)> = given
            .narrowed()
            .into_iter()
            .map(|(key, name, _)| (key, name))
            .collect();
        let key = (given.at.parent(), role, principal, scope);
        let Some(first) = seen.get(&key) else {
            seen.insert(key, given.role_place());
            continue;
        };
        found.push(
            Diagnostic::warning(
                "role-assignment-repeated",
                given.role_place(),
                format!("the same principal gets `{}` twice", given.assignment.role),
            )
            .label("leave one of them out")
            .related(Place::clone(first), "first here"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check_examples;

    const ID: &str = "33333333-3333-4333-8333-333333333333, principalType: Group";

    #[test]
    fn role_assignments() {
        let hub_text =
            "hub: { name: iot-a, sku: S1, roleAssignments: [{ role: R, principal: P }] }";
        let hub = |role: &str, principal: &str| {
            hub_text
                .replace("R,", &format!("{role},"))
                .replace("P }", &format!("{principal} }}"))
        };
        for (role, principal, expected) in [
            ("IoT Hub Data Contributor", ID, &[][..]),
            ("iot hub data reader", ID, &[]),
            ("44444444-4444-4444-8444-444444444444", ID, &[]),
            ("4fc6c259-987e-4a07-842e-c321cc9d413f", ID, &[]),
            ("IoT Hub Data Reader", "hub", &[]),
            (
                "IoT Hub Data Reader",
                "{ resourceGroup: rg, name: id-dashboard }",
                &[],
            ),
            ("Contributor", ID, &["role-control-plane"]),
            (
                "b24988ac-6180-42a0-ab88-20f7382dd24c",
                ID,
                &["role-control-plane"],
            ),
            ("IoT Hub Data Contributer", ID, &["role-unknown"]),
            ("Storage Blob Data Reader", ID, &["role-elsewhere"]),
            (
                "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
                ID,
                &["role-elsewhere"],
            ),
            (
                "IoT Hub Data Reader",
                "33333333-3333-4333-8333-333333333333",
                &["principal-type"],
            ),
            (
                "IoT Hub Data Reader",
                "hub, principalType: User",
                &["principal-type"],
            ),
            (
                "IoT Hub Data Reader",
                "ops@example.com",
                &["principal-unknown"],
            ),
            ("IoT Hub Data Reader", "Hub", &["principal-unknown"]),
        ] {
            check_examples(&[(&hub(role, principal), expected)]);
        }
        let target = |rest: &str| {
            format!(
                "targets:
  lake: {{ kind: storageAccount, name: stplantalake, containers: [raw] }}
  alerts: {{ kind: serviceBus, name: sb-plant-a, queues: [critical], roleAssignments: [{rest}] }}
"
            )
        };
        for (rest, expected) in [
            (
                "{ role: Azure Service Bus Data Receiver, principal: hub, queue: critical }",
                &[][..],
            ),
            (
                "{ role: Azure Service Bus Data Receiver, principal: hub, queue: critica }",
                &["role-entity-unknown"],
            ),
            (
                "{ role: Azure Service Bus Data Receiver, principal: hub, queue: critical, topic: events }",
                &["role-entity-unknown", "role-two-entities"],
            ),
            (
                "{ role: Azure Service Bus Data Owner, principal: hub }",
                &["role-too-wide"],
            ),
            (
                "{ role: Service Bus Data Receiver, principal: hub }, { role: Azure Service Bus Data Receiver, principal: hub }",
                &["role-assignment-repeated"],
            ),
        ] {
            check_examples(&[(&target(rest), expected)]);
        }
    }
}
