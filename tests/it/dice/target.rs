//! Targets: created and existing, closed, listed and open.

use serde_json::{Value, json};

use super::place::{Form, Home, IDENTITY, OWN, reference};
use super::text::{self, Once};
use super::yaml::{Map, Yaml, put};
use super::{Cloud, Roll};

/// What a target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Storage,
    EventHubs,
    ServiceBus,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Storage => "storageAccount",
            Self::EventHubs => "eventHubs",
            Self::ServiceBus => "serviceBus",
        }
    }

    fn resource_type(self) -> &'static str {
        match self {
            Self::Storage => "Microsoft.Storage/storageAccounts",
            Self::EventHubs => "Microsoft.EventHub/namespaces",
            Self::ServiceBus => "Microsoft.ServiceBus/namespaces",
        }
    }
}

/// Who gets in over the internet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Closed,
    Listed,
    Open,
}

/// An entity: the key that names it, and its name.
pub(super) type Entity = (&'static str, String);

/// A target, with what the rest of the intent must know of it.
pub(super) struct Target {
    pub(super) key: String,
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) home: Option<Home>,
    pub(super) access: Access,
    pub(super) entities: Vec<Entity>,
    /// Whether the hub gets in as a trusted service or by a rule for it, also where everybody does.
    pub(super) admits: bool,
    pub(super) values: Map,
}

impl Target {
    /// The host that the hub writes to.
    pub(super) fn host(&self, cloud: Cloud) -> String {
        let [_, bus, storage] = cloud.hosts;
        match self.kind {
            Kind::Storage => format!("{}.blob.{storage}", self.name),
            Kind::EventHubs | Kind::ServiceBus => format!("{}.{bus}", self.name),
        }
    }
}

/// Keys that are hard to make names of.
const KEYS: [&str; 32] = [
    "lake",
    "stream",
    "alerts",
    "Lake-2",
    "lake_2",
    "lake.2",
    "hub",
    "hubSeed",
    "roles",
    "settle",
    "hubIdentity",
    "hub identity",
    "copy",
    "Copy2",
    "environment",
    "a b",
    "größe",
    "日本",
    "🚀",
    "7up",
    "true",
    "null",
    "1.10",
    "it's",
    "${x}",
    "[x]",
    "{a}",
    "#1",
    "a, b",
    "- x",
    "resourceId",
    "%TEMP%",
];

impl Roll {
    pub(super) fn make_targets(&mut self) {
        let count = [0, 1, 1, 2, 2, 3, 4, 5][self.die.below(8)];
        let mut once = Once::default();
        for _ in 0..count {
            let key = if self.die.chance(60) {
                (self.die.pick(&KEYS)).to_owned()
            } else {
                text::name(&mut self.die, "-_. ", 55)
            };
            let key = once.claim(key, "-", 60);
            let kind = self.die.pick(&[
                Kind::Storage,
                Kind::Storage,
                Kind::EventHubs,
                Kind::ServiceBus,
            ]);
            let target = if self.die.chance(65) {
                self.created(key, kind)
            } else {
                self.existing(key, kind)
            };
            self.targets.push(target);
        }
    }

    fn target_name(&mut self, kind: Kind) -> String {
        let name = text::name(
            &mut self.die,
            if kind == Kind::Storage { "" } else { "-" },
            if kind == Kind::Storage { 18 } else { 40 },
        );
        match kind {
            Kind::Storage => self
                .world
                .names
                .claim(format!("st{}", name.to_lowercase()), "", 24),
            Kind::EventHubs => self.world.names.claim(format!("evhns-a-{name}"), "-", 50),
            Kind::ServiceBus => self.world.names.claim(format!("sbns-{name}"), "-", 50),
        }
    }

    fn head(kind: Kind, name: &str) -> Map {
        let mut values = Map::new();
        put(&mut values, "kind", kind.word());
        put(&mut values, "name", name);
        values
    }

    fn created(&mut self, key: String, kind: Kind) -> Target {
        let name = self.target_name(kind);
        let mut values = Self::head(kind, &name);
        let location = self.region();
        if location != self.location || self.die.chance(15) {
            put(&mut values, "location", location);
        }
        self.put_tags(&mut values, 25, 5);
        let sku = match kind {
            Kind::Storage => self.die.pick(&[
                "Standard_LRS",
                "Standard_ZRS",
                "Standard_ZRS",
                "Standard_GRS",
                "Standard_GZRS",
                "Standard_RAGRS",
                "Standard_RAGZRS",
            ]),
            Kind::EventHubs => self
                .die
                .pick(&["Basic", "Standard", "Standard", "Standard", "Premium"]),
            Kind::ServiceBus => self.die.pick(&[
                "Basic", "Standard", "Premium", "Premium", "Premium", "Premium",
            ]),
        };
        let default = ["Standard_ZRS", "Standard", "Premium"][kind as usize];
        if sku != default || self.die.chance(30) {
            put(&mut values, "sku", sku);
        }
        let has_firewall = !matches!(
            (kind, sku),
            (Kind::EventHubs, "Basic") | (Kind::ServiceBus, "Basic" | "Standard")
        );
        let access = match self.die.below(10) {
            _ if !has_firewall => Access::Open,
            0..=5 => Access::Closed,
            6 | 7 => Access::Listed,
            _ => Access::Open,
        };
        self.firewall(&mut values, access, false);
        if kind == Kind::Storage && access != Access::Open && self.die.chance(40) {
            put(
                &mut values,
                "admitHub",
                self.die
                    .pick(&["trustedServices", "resourceInstance", "both"]),
            );
        }
        self.capacity(&mut values, kind, sku);
        let entities = self.entities(&mut values, kind, sku, true);
        let mut target = Target {
            key,
            kind,
            name,
            home: None,
            access,
            entities,
            admits: has_firewall,
            values,
        };
        self.endpoints_of(&mut target, sku, has_firewall);
        self.access_of_others(&mut target);
        target
    }

    fn capacity(&mut self, values: &mut Map, kind: Kind, sku: &str) {
        if !self.die.chance(40) {
            return;
        }
        match (kind, sku) {
            (Kind::EventHubs, "Standard") => {
                let capacity = self.die.between(1, 20);
                put(values, "capacity", capacity);
                if self.die.chance(50) {
                    put(
                        values,
                        "maximumThroughputUnits",
                        self.die.between(capacity, 40),
                    );
                }
            }
            (Kind::EventHubs, "Premium") => put(values, "capacity", self.die.pick(&[1, 2, 4, 8])),
            (Kind::EventHubs, _) => put(values, "capacity", self.die.between(1, 20)),
            (Kind::ServiceBus, "Premium") => {
                put(values, "capacity", self.die.pick(&[1, 2, 4, 8, 16]));
            }
            _ => {}
        }
    }

    /// `publicAccess` and `firewall`; a firewall that is written whole may name nobody.
    fn firewall(&mut self, values: &mut Map, access: Access, whole: bool) {
        let mut firewall = Map::new();
        match access {
            Access::Open => put(values, "publicAccess", "enabled"),
            Access::Closed => {
                if self.die.chance(20) {
                    put(values, "publicAccess", "disabled");
                }
                if whole || self.die.chance(10) {
                    put(values, "firewall", firewall);
                }
            }
            Access::Listed => {
                let mut ips: Vec<String> = Vec::new();
                for (index, ip) in ["20.50.0.7", "20.51.0.0/24", "52.1.2.4/30"]
                    .into_iter()
                    .enumerate()
                {
                    if index == 0 && self.die.chance(80) || self.die.chance(30) {
                        ips.push(ip.to_owned());
                    }
                }
                let mut subnets = Vec::new();
                for index in 0..self.networks.len() {
                    if self.die.chance(35) {
                        let network = self.networks[index].clone();
                        for subnet in self.die.some(&network.subnets, 2) {
                            subnets.push(network.subnet(&subnet, &mut self.die));
                        }
                    }
                }
                if ips.is_empty() && subnets.is_empty() {
                    ips.push("20.60.0.1".to_owned());
                }
                if !ips.is_empty() {
                    put(&mut firewall, "allowIps", ips);
                }
                if !subnets.is_empty() {
                    put(&mut firewall, "allowSubnets", subnets);
                }
                put(values, "firewall", firewall);
                if self.die.chance(40) {
                    put(values, "publicAccess", "allowList");
                }
            }
        }
    }

    /// The things in a target: their keys and names.
    fn entities(&mut self, values: &mut Map, kind: Kind, sku: &str, made: bool) -> Vec<Entity> {
        let lists: &[(&str, &str)] = match kind {
            Kind::Storage => &[("containers", "container")],
            Kind::EventHubs => &[("eventHubs", "eventHub")],
            Kind::ServiceBus if sku == "Basic" => &[("queues", "queue")],
            Kind::ServiceBus => &[("queues", "queue"), ("topics", "topic")],
        };
        let mut once = Once::default();
        let mut all = Vec::new();
        for (place, (list, key)) in lists.iter().enumerate() {
            let count = self.die.below(4) + usize::from(place == 0);
            let names: Vec<String> = (0..count)
                .map(|index| match kind {
                    Kind::Storage => once.claim(
                        format!("con{}", text::name(&mut self.die, "-", 50).to_lowercase()),
                        "-",
                        63,
                    ),
                    Kind::EventHubs => once.claim(text::name(&mut self.die, "-._", 120), "-", 256),
                    Kind::ServiceBus => once.claim(
                        text::name(&mut self.die, if index == 0 { "-._" } else { "-._/" }, 120),
                        "-",
                        260,
                    ),
                })
                .collect();
            all.extend(names.iter().map(|name| (*key, name.clone())));
            if names.is_empty() || !made && self.die.chance(40) {
                continue;
            }
            if self.die.chance(50) {
                put(values, list, names);
            } else {
                let entries: Map = names
                    .into_iter()
                    .map(|name| (name, self.settings(list, sku, made)))
                    .collect();
                put(values, list, entries);
            }
        }
        all
    }

    fn settings(&mut self, list: &str, sku: &str, made: bool) -> Yaml {
        let mut settings = Map::new();
        if made && list == "eventHubs" {
            if self.die.chance(50) {
                put(&mut settings, "partitions", self.die.between(1, 32));
            }
            if self.die.chance(50) {
                put(
                    &mut settings,
                    "retentionDays",
                    self.die.between(1, if sku == "Basic" { 1 } else { 7 }),
                );
            }
            if sku != "Basic" && self.die.chance(50) {
                let mut once = Once::default();
                let groups: Vec<String> = (0..self.die.below(4))
                    .map(|_| once.claim(text::name(&mut self.die, "-._", 45), "-", 50))
                    .collect();
                put(&mut settings, "consumerGroups", groups);
            }
        }
        if made && list == "topics" && self.die.chance(60) {
            let mut once = Once::default();
            let names: Vec<String> = (0..self.die.below(4))
                .map(|_| once.claim(text::name(&mut self.die, "-._", 45), "-", 50))
                .collect();
            if self.die.chance(50) {
                put(&mut settings, "subscriptions", names);
            } else {
                let entries: Map = names
                    .into_iter()
                    .map(|name| {
                        (
                            name,
                            if self.die.chance(50) {
                                Yaml::Null
                            } else {
                                Map::new().into()
                            },
                        )
                    })
                    .collect();
                put(&mut settings, "subscriptions", entries);
            }
        }
        if settings.is_empty() && self.die.chance(60) {
            Yaml::Null
        } else {
            settings.into()
        }
    }

    fn endpoints_of(&mut self, target: &mut Target, sku: &str, possible: bool) {
        let secondary = sku.starts_with("Standard_RA");
        let groups: &[&str] = match target.kind {
            Kind::Storage if secondary => &[
                "blob",
                "blob",
                "dfs",
                "file",
                "queue",
                "table",
                "web",
                "blob_secondary",
                "web_secondary",
            ],
            Kind::Storage => &["blob", "blob", "dfs", "file", "queue", "table", "web"],
            Kind::EventHubs | Kind::ServiceBus => &["namespace"],
        };
        if target.kind == Kind::Storage && target.home.is_none() && self.die.chance(25) {
            put(
                &mut target.values,
                "hierarchicalNamespace",
                self.die.chance(70),
            );
        }
        let count = [0, 0, 1, 1, 2, 3][self.die.below(6)];
        if !possible || count == 0 {
            return;
        }
        let (endpoints, _) = self.endpoints(&target.name, count, groups);
        put(&mut target.values, "privateEndpoints", endpoints);
    }

    /// Roles of others on a target.
    fn access_of_others(&mut self, target: &mut Target) {
        let roles: &[&str] = match target.kind {
            Kind::Storage => &[
                "Storage Blob Data Reader",
                "Storage Blob Data Contributor",
                "storage blob data owner",
                "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
                "Storage Queue Data Contributor",
            ],
            Kind::EventHubs => &[
                "Azure Event Hubs Data Receiver",
                "Event Hubs Data Sender",
                "f526a384-b230-433a-b45c-95f59c4a2dec",
            ],
            Kind::ServiceBus => &[
                "Azure Service Bus Data Receiver",
                "Azure Service Bus Data Sender",
                "090c5cfd-751d-490a-894a-3ce6f1109419",
            ],
        };
        let entities = target.entities.clone();
        let made = self.role_assignments(roles, &entities, true);
        if !made.is_empty() {
            put(&mut target.values, "roleAssignments", made);
        }
    }

    /// Role assignments, each for another principal.
    pub(super) fn role_assignments(
        &mut self,
        roles: &[&str],
        entities: &[Entity],
        hub: bool,
    ) -> Vec<Map> {
        let mut made = Vec::new();
        let mut hub = hub && self.system;
        for _ in 0..[0, 0, 0, 1, 1, 2, 3][self.die.below(7)] {
            let mut assignment = Map::new();
            put(&mut assignment, "role", self.die.pick(roles));
            match self.die.below(8) {
                0 if hub => {
                    hub = false;
                    put(&mut assignment, "principal", "hub");
                }
                1 | 2 => {
                    let identity = self.world.identity(&mut self.die);
                    let form = identity.form.mention(&identity.home, &mut self.die);
                    put(
                        &mut assignment,
                        "principal",
                        reference(&identity.home, form, IDENTITY, &identity.name),
                    );
                    if self.die.chance(30) {
                        put(&mut assignment, "principalType", "ServicePrincipal");
                    }
                }
                _ => {
                    let (id, kind) = self.world.principal(&mut self.die);
                    put(&mut assignment, "principal", id);
                    put(&mut assignment, "principalType", kind);
                }
            }
            if !entities.is_empty() && self.die.chance(40) {
                let (key, name) = self.die.one(entities).clone();
                put(&mut assignment, key, name);
            }
            if self.die.chance(30) {
                put(
                    &mut assignment,
                    "description",
                    text::short(&mut self.die, 200),
                );
            }
            made.push(assignment);
        }
        made
    }

    fn existing(&mut self, key: String, kind: Kind) -> Target {
        let name = self.target_name(kind);
        let home = Home::any(&mut self.die);
        let mut values = Self::head(kind, &name);
        let mut existing = home.parts();
        let location = self.region();
        let sku = ["Standard_RAGRS", "Standard", "Premium"][kind as usize];
        let access = match self.die.below(10) {
            0..=5 => Access::Closed,
            6 | 7 => Access::Listed,
            _ => Access::Open,
        };
        let overwrites = kind != Kind::Storage && access != Access::Open && self.die.chance(40);
        if overwrites {
            put(&mut existing, "overwriteFirewall", true);
        } else if self.die.chance(10) {
            put(&mut existing, "overwriteFirewall", false);
        }
        put(&mut values, "existing", existing);
        if overwrites {
            self.firewall(&mut values, access, true);
        } else {
            match access {
                Access::Open => put(&mut values, "publicAccess", "enabled"),
                Access::Listed => put(&mut values, "publicAccess", "allowList"),
                Access::Closed if self.die.chance(20) => {
                    put(&mut values, "publicAccess", "disabled");
                }
                Access::Closed => {}
            }
        }
        let by_instance = kind == Kind::Storage && access != Access::Open && self.die.chance(25);
        if by_instance {
            put(&mut values, "admitHub", "resourceInstance");
        }
        let entities = self.entities(&mut values, kind, sku, false);
        self.add_existing(&home, kind, &name, location, access, by_instance, &entities);
        let mut target = Target {
            key,
            kind,
            name,
            home: Some(home),
            access,
            entities,
            admits: true,
            values,
        };
        self.endpoints_of(&mut target, sku, true);
        self.access_of_others(&mut target);
        target
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "all of them were rolled together"
    )]
    fn add_existing(
        &mut self,
        home: &Home,
        kind: Kind,
        name: &str,
        location: &str,
        access: Access,
        by_instance: bool,
        entities: &[Entity],
    ) {
        let resource_type = kind.resource_type();
        let id = home.id(&format!("{resource_type}/{name}"));
        let action = if access == Access::Open {
            "Allow"
        } else {
            "Deny"
        };
        let ip = |key: &str| {
            if access == Access::Listed {
                json!([{ key: "198.51.100.7", "action": "Allow" }])
            } else {
                json!([])
            }
        };
        let (sku, properties) = match kind {
            Kind::Storage => {
                let mut acls = json!({ "defaultAction": action, "bypass": "AzureServices", "ipRules": ip("value") });
                if by_instance {
                    let hub = format!(
                        "/subscriptions/{}/resourceGroups/{}/providers/Microsoft.Devices/IotHubs/{}",
                        OWN.0, OWN.1, self.hub
                    );
                    acls["bypass"] = "None".into();
                    acls["resourceAccessRules"] = json!([{ "tenantId": "00000000-0000-0000-0000-0000000000ff", "resourceId": hub }]);
                }
                (
                    "Standard_RAGRS",
                    json!({ "publicNetworkAccess": "Enabled", "networkAcls": acls }),
                )
            }
            Kind::EventHubs | Kind::ServiceBus => {
                let public = if access == Access::Closed {
                    "Disabled"
                } else {
                    "Enabled"
                };
                let rules = json!({
                    "publicNetworkAccess": public, "defaultAction": action, "trustedServiceAccessEnabled": true,
                    "ipRules": ip("ipMask"), "virtualNetworkRules": [],
                });
                self.world.add(
                    format!("{id}/networkRuleSets/default"),
                    &format!("{resource_type}/networkRuleSets"),
                    location,
                    rules,
                );
                (
                    if kind == Kind::EventHubs {
                        "Standard"
                    } else {
                        "Premium"
                    },
                    json!({ "publicNetworkAccess": public }),
                )
            }
        };
        self.world
            .add_with_sku(id.clone(), resource_type, location, sku, properties);
        for (key, entity) in entities {
            let (path, properties) = match *key {
                "container" => ("blobServices/default/containers", json!({})),
                "eventHub" => ("eventhubs", json!({ "partitionCount": 4 })),
                "queue" => ("queues", json!({})),
                _ => ("topics", json!({})),
            };
            let types: Vec<&str> = path.split('/').filter(|step| *step != "default").collect();
            self.add_child(
                // In an id a path of a queue or topic has `~` for `/`.
                &format!("{id}/{path}/{}", entity.replace('/', "~")),
                &format!("{resource_type}/{}", types.join("/")),
                properties,
            );
        }
    }

    fn add_child(&mut self, id: &str, kind: &str, properties: Value) {
        self.world.add(id.to_owned(), kind, "", properties);
    }

    /// Things that a diagnostic setting may send to.
    pub(super) fn sink(&mut self, number: usize, kind: &str) -> Yaml {
        let home = Home::any(&mut self.die);
        let form = Form::of(&home, &mut self.die);
        match kind {
            "workspace" => {
                let (kind, name) = (
                    "Microsoft.OperationalInsights/workspaces",
                    format!("law-{number}"),
                );
                self.world.add(
                    home.id(&format!("{kind}/{name}")),
                    kind,
                    self.location,
                    json!({}),
                );
                reference(&home, form, kind, &name)
            }
            "storageAccount" => {
                let own: Vec<String> = self
                    .targets
                    .iter()
                    .filter(|target| target.kind == Kind::Storage && target.home.is_none())
                    .map(|target| target.name.clone())
                    .collect();
                let kind = Kind::Storage.resource_type();
                if !own.is_empty() && self.die.chance(50) {
                    let name = self.die.one(&own).clone();
                    return reference(&Home::Own, Form::Parts, kind, &name);
                }
                let name = format!("stlogs{number}");
                self.world.add_with_sku(
                    home.id(&format!("{kind}/{name}")),
                    kind,
                    self.location,
                    "Standard_LRS",
                    json!({}),
                );
                reference(&home, form, kind, &name)
            }
            _ => {
                let (kind, name) = (
                    Kind::EventHubs.resource_type(),
                    format!("evhns-logs-{number}"),
                );
                let id = home.id(&format!("{kind}/{name}"));
                self.world
                    .add_with_sku(id.clone(), kind, self.location, "Standard", json!({}));
                self.world.add(
                    format!("{id}/authorizationRules/send"),
                    &format!("{kind}/authorizationRules"),
                    "",
                    json!({}),
                );
                format!("{id}/authorizationRules/send").into()
            }
        }
    }
}
