//! What follows from an intent without being written in it: defaults that depend on other keys, and who acts for the hub.
//!
//! Rules and the settled intent both ask here, so that they cannot disagree.

use super::written::{
    AdmitHub, Approval, ApprovalWord, Dns, Fallback, Firewall, Hub, HubIdentity, HubIdentityWord,
    PublicAccess, Ref, RoleScope, RouteSource, Target, TargetKind, Written, Zones, ZonesWord,
};
use crate::azure::limits;
use crate::values::ResourceId;

/// The word for the system-assigned identity.
pub const SYSTEM: &str = "system";

/// As whom the hub acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acting<'a> {
    /// As itself.
    System,
    /// As the user-assigned identity of that place in `hub.identity.user`.
    User(usize, &'a Ref),
}

/// Why nobody acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nobody {
    /// The hub has no identity at all.
    HubHasNone,
    /// `system` is asked for and the hub has no system-assigned identity.
    NoSystem,
    /// No identity of that name or id; these are there.
    Unknown(Vec<String>),
    /// Nothing is said and there are several; or a name fits several.
    Ambiguous(Vec<String>),
}

impl Written {
    /// As whom the hub acts where an endpoint, the upload or the transfer says `identity`.
    pub fn acting(&self, identity: Option<&str>) -> Result<Acting<'_>, Nobody> {
        let users = self.hub.user_identities();
        let system = self.hub.has_system_identity();
        match identity {
            Some(SYSTEM) | None if system => Ok(Acting::System),
            Some(SYSTEM) => Err(Nobody::NoSystem),
            Some(name) => {
                let fitting: Vec<usize> = (0..users.len())
                    .filter(|index| users[*index].is_called(name))
                    .collect();
                match fitting[..] {
                    [] => Err(Nobody::Unknown(names(users))),
                    [index] => Ok(Acting::User(index, &users[index])),
                    _ => Err(Nobody::Ambiguous(names(users))),
                }
            }
            None => match users {
                [] => Err(Nobody::HubHasNone),
                [only] => Ok(Acting::User(0, only)),
                _ => Err(Nobody::Ambiguous(names(users))),
            },
        }
    }

    /// Where the zones of an endpoint come from: its own word, else the network's, else they are made.
    pub fn zones<'a>(&'a self, own: Option<&'a Dns>) -> &'a Zones {
        const CREATE: &Zones = &Zones::Word(ZonesWord::Create);
        own.and_then(|dns| dns.zones.as_ref())
            .or(self.network.dns.zones.as_ref())
            .unwrap_or(CREATE)
    }

    /// The endpoint that messages without a route go to, where the fallback is on.
    pub fn fallback_endpoint(&self) -> Option<&str> {
        match &self.routing.fallback {
            Fallback::Word(_) => None,
            Fallback::Parts(parts) => Some(&parts.endpoint),
        }
    }

    /// Whether the hub needs a preview API version: a route takes from a source that no stable version knows.
    pub fn needs_preview(&self) -> bool {
        self.routing.routes.iter().any(|route| {
            matches!(
                route.source,
                Some(RouteSource::DigitalTwinChangeEvents | RouteSource::MqttBrokerMessages)
            )
        })
    }

    /// Whether the address rules cover the built-in endpoint; the free tier cannot.
    pub fn covers_built_in_endpoint(&self) -> bool {
        self.network
            .apply_to_built_in_event_hub_endpoint
            .unwrap_or(!limits::sku(self.hub.sku).free)
    }
}

fn names(users: &[Ref]) -> Vec<String> {
    users
        .iter()
        .filter_map(Ref::last_name)
        .map(str::to_owned)
        .collect()
}

impl Hub {
    /// Whether the hub has a system-assigned identity.
    pub fn has_system_identity(&self) -> bool {
        match &self.identity {
            HubIdentity::Word(word) => *word == HubIdentityWord::System,
            HubIdentity::Parts(parts) => parts.system,
        }
    }

    /// Its user-assigned identities, in the order of the intent.
    pub fn user_identities(&self) -> &[Ref] {
        match &self.identity {
            HubIdentity::Word(_) => &[],
            HubIdentity::Parts(parts) => &parts.user,
        }
    }
}

impl Ref {
    /// The name of the thing itself.
    pub fn last_name(&self) -> Option<&str> {
        match self {
            Self::Id(id) => id.rsplit('/').next(),
            Self::Parts(parts) => parts.name.as_deref(),
        }
    }

    /// Whether `name` means it: its name or its full id, compared as Azure does, without case.
    pub fn is_called(&self, name: &str) -> bool {
        if name.starts_with('/') {
            return match self {
                Self::Id(id) => id.eq_ignore_ascii_case(name),
                Self::Parts(parts) => ResourceId::parse(name).is_ok_and(|id| {
                    id.names().last().is_some_and(|last| {
                        parts
                            .name
                            .as_ref()
                            .is_some_and(|own| own.eq_ignore_ascii_case(last))
                    }) && parts
                        .resource_group
                        .as_ref()
                        .is_some_and(|group| group.eq_ignore_ascii_case(id.resource_group()))
                        && parts
                            .subscription
                            .as_ref()
                            .is_none_or(|own| own.eq_ignore_ascii_case(id.subscription().as_str()))
                }),
            };
        }
        self.last_name()
            .is_some_and(|own| own.eq_ignore_ascii_case(name))
    }
}

impl Firewall {
    /// Whether it names anything.
    pub fn names_anything(&self) -> bool {
        !self.allow_ips.is_empty() || !self.allow_subnets.is_empty()
    }
}

impl Target {
    /// Access from the public internet: what is said, else `allowList` where the firewall names anything, else `disabled`.
    pub fn access(&self) -> PublicAccess {
        let listed = self.firewall.as_ref().is_some_and(Firewall::names_anything);
        self.public_access.unwrap_or(if listed {
            PublicAccess::AllowList
        } else {
            PublicAccess::Disabled
        })
    }

    /// Whether a firewall stands before it.
    pub fn is_closed(&self) -> bool {
        self.access() != PublicAccess::Enabled
    }

    /// How the hub gets through its firewall.
    pub fn admission(&self) -> AdmitHub {
        self.admit_hub.unwrap_or(AdmitHub::TrustedServices)
    }

    /// Scope of the hub's role: account for storage, the entity for namespaces.
    pub fn scope(&self) -> RoleScope {
        self.role_scope.unwrap_or(match self.kind {
            TargetKind::StorageAccount => RoleScope::Account,
            TargetKind::EventHubs | TargetKind::ServiceBus => RoleScope::Entity,
        })
    }
}

impl Approval {
    /// The message to the owner, where the owner must approve.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Word(ApprovalWord::Automatic) => None,
            Self::Parts(parts) => Some(&parts.manual),
        }
    }
}

impl Ref {
    /// The virtual network in which a subnet is.
    pub fn network_name(&self) -> Option<String> {
        match self {
            Self::Id(id) => ResourceId::parse(id)
                .ok()
                .and_then(|id| id.names().first().cloned()),
            Self::Parts(parts) => parts.virtual_network.clone(),
        }
    }
}
