//! The hub, its routing, file upload, device transfer, diagnostics, lock and the way it is deployed.

use super::Roll;
use super::die::Die;
use super::place::{Form, World};
use super::target::{Access, Entity, Kind};
use super::text::{self, Once};
use super::yaml::{Map, Yaml, put};

/// The name of a hub.
pub(super) fn name(die: &mut Die, world: &mut World) -> String {
    let name = text::name(die, "-", 44);
    world.names.claim(format!("iot-{name}"), "-", 50)
}

/// As whom the hub acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Actor {
    System,
    User(usize),
}

impl Roll {
    fn is_basic(&self) -> bool {
        self.sku.starts_with('B')
    }

    /// `hub`.
    pub(super) fn hub(&mut self) -> Map {
        let mut hub = Map::new();
        put(&mut hub, "name", self.hub.as_str());
        put(&mut hub, "sku", self.sku);
        if self.sku != "F1" && self.die.chance(50) {
            put(
                &mut hub,
                "units",
                self.die
                    .between(1, if self.sku.ends_with('3') { 10 } else { 200 }),
            );
        }
        self.identity(&mut hub);
        if self.die.chance(40) {
            put(
                &mut hub,
                "partitions",
                if self.sku == "F1" {
                    2
                } else {
                    self.die.between(2, 32)
                },
            );
        }
        if self.die.chance(40) {
            put(
                &mut hub,
                "retentionDays",
                if self.sku == "F1" {
                    1
                } else {
                    self.die.between(1, 7)
                },
            );
        }
        if self.die.chance(30) {
            put(
                &mut hub,
                "builtInEndpoint",
                self.die.pick(&["unused", "private"]),
            );
        }
        if self.die.chance(25) {
            let mut once = Once::default();
            let most = if self.sku == "F1" { 1 } else { 4 };
            let groups: Vec<String> = (0..=self.die.below(most))
                .map(|_| once.claim(text::name(&mut self.die, "-._", 45), "-", 50))
                .collect();
            put(&mut hub, "consumerGroups", groups);
        }
        if self.die.chance(20) {
            put(&mut hub, "minTlsVersion", "1.2");
        }
        for key in ["serviceSas", "deviceSas", "moduleSas"] {
            if self.die.chance(25) {
                put(&mut hub, key, self.die.pick(&["enabled", "disabled"]));
            }
        }
        if self.die.chance(15) {
            put(&mut hub, "dataResidency", self.die.chance(50));
        }
        if !self.is_basic() && self.die.chance(30) {
            let settings = self.cloud_to_device();
            put(&mut hub, "cloudToDevice", settings);
        }
        if self.die.chance(20) {
            let policies = self.policies();
            put(&mut hub, "authorizationPolicies", policies);
        }
        if self.die.chance(25) {
            put(&mut hub, "comments", text::text(&mut self.die));
        }
        let roles = [
            "IoT Hub Data Contributor",
            "iot hub data reader",
            "IoT Hub Twin Contributor",
            "4ea46cd5-c1b2-4a8e-910b-273211f9ce47",
        ];
        let assignments = self.role_assignments(&roles, &[], false);
        if !assignments.is_empty() {
            put(&mut hub, "roleAssignments", assignments);
        }
        self.put_tags(&mut hub, 30, 6);
        hub
    }

    fn identity(&mut self, hub: &mut Map) {
        let users = match self.die.below(10) {
            0..=4 => {
                if self.die.chance(30) {
                    put(hub, "identity", "system");
                }
                return;
            }
            5 => {
                self.system = false;
                put(hub, "identity", "none");
                return;
            }
            6 | 7 => 1 + self.die.below(2),
            8 => {
                self.system = false;
                1
            }
            _ => {
                self.system = false;
                1 + self.die.below(3)
            }
        };
        for _ in 0..users {
            let identity = self.world.identity(&mut self.die);
            self.identities.push(identity);
        }
        let references: Vec<Yaml> = self
            .identities
            .iter()
            .map(super::place::Identity::reference)
            .collect();
        let mut parts = Map::new();
        if self.system || self.die.chance(30) {
            put(&mut parts, "system", self.system);
        }
        put(&mut parts, "user", references);
        put(hub, "identity", parts);
    }

    fn cloud_to_device(&mut self) -> Map {
        let mut settings = Map::new();
        if self.die.chance(60) {
            put(&mut settings, "maxDeliveryCount", self.die.between(1, 100));
        }
        if self.die.chance(60) {
            put(
                &mut settings,
                "defaultTtl",
                text::duration(&mut self.die, 900, 172_800),
            );
        }
        if self.die.chance(60) {
            let feedback = self.queueing();
            put(&mut settings, "feedback", feedback);
        }
        settings
    }

    fn queueing(&mut self) -> Map {
        let mut settings = Map::new();
        if self.die.chance(60) {
            put(
                &mut settings,
                "ttl",
                text::duration(&mut self.die, 900, 172_800),
            );
        }
        if self.die.chance(60) {
            put(
                &mut settings,
                "lockDuration",
                text::duration(&mut self.die, 5, 300),
            );
        }
        if self.die.chance(60) {
            put(&mut settings, "maxDeliveryCount", self.die.between(1, 100));
        }
        settings
    }

    fn policies(&mut self) -> Vec<Map> {
        let mut once = Once::default();
        (0..self.die.below(4))
            .map(|_| {
                let mut rights = self.die.some(
                    &[
                        "RegistryRead",
                        "RegistryWrite",
                        "ServiceConnect",
                        "DeviceConnect",
                    ],
                    4,
                );
                if rights.is_empty() {
                    rights.push("ServiceConnect");
                }
                let mut policy = Map::new();
                put(
                    &mut policy,
                    "keyName",
                    once.claim(text::name(&mut self.die, "!._-", 60), "-", 64),
                );
                put(&mut policy, "rights", rights);
                policy
            })
            .collect()
    }

    /// As whom the hub may act on a target; a user-assigned identity on a closed one must be asked for.
    fn acts(&mut self, map: &mut Map, target: usize, by_id: bool) {
        let mut actors: Vec<Actor> = Vec::new();
        if self.system {
            actors.push(Actor::System);
        }
        let users = 0..self.identities.len();
        actors.extend(
            users
                .filter(|index| !by_id || self.identities[*index].form == Form::Id)
                .map(Actor::User),
        );
        let actor = self.die.pick(&actors);
        let sole = self.identities.len() == 1 && !self.system;
        match actor {
            Actor::System => {
                if self.die.chance(20) {
                    put(map, "identity", "system");
                }
            }
            Actor::User(index) => {
                if !sole || self.die.chance(50) {
                    let identity = &self.identities[index];
                    let is_one = self
                        .identities
                        .iter()
                        .filter(|other| other.name.eq_ignore_ascii_case(&identity.name))
                        .count()
                        == 1;
                    let word = if is_one && (identity.form == Form::Parts || self.die.chance(50)) {
                        identity.name.clone()
                    } else {
                        identity
                            .home
                            .id(&format!("{}/{}", super::place::IDENTITY, identity.name))
                    };
                    put(map, "identity", word);
                }
                if self.targets[target].access != Access::Open {
                    put(map, "acceptUnverifiedIdentity", true);
                }
            }
        }
    }

    fn has_actor(&self) -> bool {
        self.system || !self.identities.is_empty()
    }

    /// `routing`, `fileUpload` and `deviceTransfer`.
    pub(super) fn routing(&mut self) -> Map {
        let mut all = Map::new();
        let names = self.put_routing(&mut all);
        let stores: Vec<usize> = (0..self.targets.len())
            .filter(|index| self.targets[*index].kind == Kind::Storage)
            .collect();
        let mut uploads = None;
        let mut used: Vec<usize> = names.iter().map(|(_, target)| *target).collect();
        if self.has_actor() && !stores.is_empty() && self.die.chance(35) {
            let target = self.die.pick(&stores);
            used.push(target);
            uploads = Some(target);
            let mut upload = Map::new();
            put(&mut upload, "target", self.targets[target].key.as_str());
            let (_, container) = self.die.one(&self.targets[target].entities).clone();
            put(&mut upload, "container", container);
            if self.die.chance(40) {
                put(
                    &mut upload,
                    "sasTtl",
                    text::duration(&mut self.die, 60, 86_400),
                );
            }
            self.acts(&mut upload, target, false);
            match self.die.below(4) {
                0 => put(&mut upload, "notifications", "disabled"),
                1 => {
                    let settings = self.queueing();
                    put(&mut upload, "notifications", settings);
                }
                _ => {}
            }
            put(&mut all, "fileUpload", upload);
        } else if self.die.chance(10) {
            let mut upload = Map::new();
            let settings = self.queueing();
            put(&mut upload, "notifications", settings);
            put(&mut all, "fileUpload", upload);
        }
        let transfers = self.system
            || self
                .identities
                .iter()
                .any(|identity| identity.form == Form::Id);
        let sole_by_parts = !self.system
            && self
                .identities
                .iter()
                .any(|identity| identity.form == Form::Parts);
        if transfers && !sole_by_parts && !stores.is_empty() && self.die.chance(25) {
            let target = self.die.pick(&stores);
            used.push(target);
            let mut transfer = Map::new();
            put(&mut transfer, "target", self.targets[target].key.as_str());
            let (_, container) = self.die.one(&self.targets[target].entities).clone();
            put(&mut transfer, "container", container);
            if self.die.chance(40) {
                put(&mut transfer, "excludeKeys", self.die.chance(50));
            }
            self.acts(&mut transfer, target, true);
            put(&mut all, "deviceTransfer", transfer);
        }
        // The seal asks that a target admits the hub even where it admits everybody.
        self.open |= used.iter().any(|target| !self.targets[*target].admits);
        self.role_scopes(uploads);
        all
    }

    fn role_scopes(&mut self, uploads: Option<usize>) {
        for index in 0..self.targets.len() {
            if self.die.chance(25) {
                let scopes: [&str; 2] = match self.targets[index].kind {
                    // The hub may have to make the container.
                    Kind::Storage if uploads == Some(index) => ["account", "account"],
                    Kind::Storage => ["account", "container"],
                    Kind::EventHubs | Kind::ServiceBus => ["namespace", "entity"],
                };
                let scope = self.die.pick(&scopes);
                put(&mut self.targets[index].values, "roleScope", scope);
            }
        }
    }

    /// `routing`; gives the endpoints with the places of their targets.
    fn put_routing(&mut self, all: &mut Map) -> Vec<(String, usize)> {
        let free = self.sku == "F1";
        let mut once = Once::default();
        for reserved in [
            "events",
            "fileNotifications",
            "$default",
            "operationsMonitoringEvents",
            "eventgrid",
        ] {
            once.claim(reserved.to_owned(), "", 64);
        }
        let mut names: Vec<(String, usize)> = Vec::new();
        let mut endpoints = Vec::new();
        if self.has_actor() && !self.targets.is_empty() {
            let most = if free {
                1
            } else {
                [1, 2, 3, 4, 10][self.die.below(5)]
            };
            for _ in 0..self.die.below(most + 1) {
                let target = self.die.below(self.targets.len());
                let name = text::in_hub(&mut self.die, &mut once);
                let endpoint = self.endpoint_to(target, &name);
                names.push((name, target));
                endpoints.push(endpoint);
            }
        }
        let mut routing = Map::new();
        if !endpoints.is_empty() {
            put(&mut routing, "endpoints", endpoints);
        }
        let routes = self.routes(&names);
        if !routes.is_empty() {
            put(&mut routing, "routes", routes);
        }
        let enrichments = self.enrichments(&names);
        if !enrichments.is_empty() {
            put(&mut routing, "enrichments", enrichments);
        }
        match self.die.below(10) {
            0 if !names.is_empty() => {
                let mut fallback = Map::new();
                put(&mut fallback, "endpoint", self.die.one(&names).0.as_str());
                put(&mut routing, "fallback", fallback);
            }
            1 if self.die.chance(30) => {
                let mut fallback = Map::new();
                put(&mut fallback, "endpoint", "events");
                put(&mut routing, "fallback", fallback);
                self.open = true;
            }
            2 | 3 => put(&mut routing, "fallback", "disabled"),
            _ => {}
        }
        if !routing.is_empty() {
            put(all, "routing", routing);
        }
        names
    }

    fn endpoint_to(&mut self, target: usize, name: &str) -> Map {
        let mut endpoint = Map::new();
        put(&mut endpoint, "name", name);
        put(&mut endpoint, "target", self.targets[target].key.as_str());
        // The simulator looks for the queue of an endpoint by its name and not by the one it has in ids.
        let entities = self.targets[target].entities.iter();
        let plain: Vec<Entity> = entities
            .filter(|(_, name)| !name.contains('/'))
            .cloned()
            .collect();
        let (key, entity) = self.die.one(&plain).clone();
        put(&mut endpoint, key, entity);
        self.acts(&mut endpoint, target, false);
        if self.targets[target].kind == Kind::Storage {
            if self.die.chance(50) {
                put(
                    &mut endpoint,
                    "encoding",
                    self.die
                        .pick(&["Avro", "AvroDeflate", "JSON", "json", "AVRO"]),
                );
            }
            if self.die.chance(40) {
                put(
                    &mut endpoint,
                    "batchFrequency",
                    text::duration(&mut self.die, 60, 720),
                );
            }
            if self.die.chance(40) {
                put(
                    &mut endpoint,
                    "maxChunkSize",
                    self.die
                        .pick(&["10MiB", "100 MiB", "500MiB", "10485760B", "20480KiB"]),
                );
            }
            if self.die.chance(40) {
                let mut tokens = [
                    "{iothub}",
                    "{partition}",
                    "{YYYY}",
                    "{MM}",
                    "{DD}",
                    "{HH}",
                    "{mm}",
                ];
                self.die.shuffle(&mut tokens);
                let sign = self.die.pick(&["/", "-", "_", "/it's ", "$", "]["]);
                let (head, tail) =
                    self.die
                        .pick(&[("", ""), ("", ".json"), ("[", "]"), ("$", "}")]);
                put(
                    &mut endpoint,
                    "fileNameFormat",
                    format!("{head}{}{tail}", tokens.join(sign)),
                );
            }
        }
        endpoint
    }

    fn routes(&mut self, names: &[(String, usize)]) -> Vec<Map> {
        let free = self.sku == "F1";
        let mut once = Once::default();
        let mut routes = Vec::new();
        let most = if free {
            4
        } else {
            [0, 2, 4, 8][self.die.below(4)]
        };
        for _ in 0..=self.die.below(most + 1) {
            let mut route = Map::new();
            let enabled = match self.die.below(6) {
                0 => Some(false),
                1 => Some(true),
                _ => None,
            };
            let (name, endpoint) = if names.is_empty() || self.die.chance(4) {
                if !self.die.chance(if names.is_empty() { 30 } else { 100 }) {
                    continue;
                }
                self.open |= enabled != Some(false);
                (text::in_hub(&mut self.die, &mut once), "events".to_owned())
            } else {
                let name = text::in_hub(&mut self.die, &mut once);
                (name, self.die.one(names).0.clone())
            };
            put(&mut route, "name", name);
            put(&mut route, "endpoint", endpoint);
            let source = match self.die.below(8) {
                0 => Some("TwinChangeEvents"),
                1 => Some("DeviceLifecycleEvents"),
                2 => Some(self.die.pick(&[
                    "DeviceJobLifecycleEvents",
                    "DeviceConnectionStateEvents",
                    "DigitalTwinChangeEvents",
                    "MqttBrokerMessages",
                ])),
                3 => Some("DeviceMessages"),
                _ => None,
            };
            if let Some(source) = source {
                put(&mut route, "source", source);
            }
            if let Some(enabled) = enabled {
                put(&mut route, "isEnabled", enabled);
            }
            let telemetry = matches!(source, None | Some("DeviceMessages"));
            match self.die.below(6) {
                0 => put(&mut route, "condition", "true"),
                1..=4 if telemetry => {
                    let twins = !self.is_basic();
                    put(
                        &mut route,
                        "condition",
                        text::condition(&mut self.die, twins),
                    );
                }
                _ => {}
            }
            routes.push(route);
        }
        if self.die.chance(6) && routes.len() < 5 {
            let mut route = Map::new();
            put(&mut route, "name", "RouteToEventGrid");
            put(&mut route, "endpoint", "eventgrid");
            if self.die.chance(50) {
                put(&mut route, "source", "DeviceMessages");
            }
            routes.push(route);
        }
        routes
    }

    fn enrichments(&mut self, names: &[(String, usize)]) -> Vec<Map> {
        let most = if self.sku == "F1" {
            2
        } else {
            [0, 0, 2, 5, 10][self.die.below(5)]
        };
        let mut once = Once::default();
        let mut all = Vec::new();
        if names.is_empty() {
            return all;
        }
        for _ in 0..self.die.below(most + 1) {
            let mut enrichment = Map::new();
            put(
                &mut enrichment,
                "key",
                text::in_hub(&mut self.die, &mut once),
            );
            let value = match self.die.below(5) {
                0 => "$iothubname".to_owned(),
                1 if !self.is_basic() => "$twin.tags.site".to_owned(),
                _ => text::text(&mut self.die),
            };
            put(&mut enrichment, "value", value);
            let mut endpoints: Vec<String> = self
                .die
                .some(names, 4)
                .into_iter()
                .map(|(name, _)| name)
                .collect();
            if endpoints.is_empty() {
                endpoints.push(names[0].0.clone());
            }
            put(&mut enrichment, "endpoints", endpoints);
            all.push(enrichment);
        }
        all
    }

    /// Diagnostics, lock and the way of deploying.
    pub(super) fn operations(&mut self, all: &mut Map) {
        let mut settings = Vec::new();
        let mut once = Once::default();
        for number in 0..[0, 0, 1, 1, 2, 3][self.die.below(6)] {
            let mut setting = Map::new();
            let name = if self.die.chance(20) {
                (self
                    .die
                    .pick(&["to workspace", "[x]", "${y}", "it's", "größe"]))
                .to_owned()
            } else {
                text::name(&mut self.die, "-_. ", 100)
            };
            put(&mut setting, "name", once.claim(name, "-", 260));
            let mut kinds = self
                .die
                .some(&["workspace", "storageAccount", "eventHub"], 3);
            if kinds.is_empty() {
                kinds.push("workspace");
            }
            for kind in kinds {
                let sink = self.sink(number, kind);
                if kind == "eventHub" {
                    let mut hub = Map::new();
                    put(&mut hub, "authorizationRule", sink);
                    if self.die.chance(50) {
                        put(&mut hub, "name", text::name(&mut self.die, "-._", 100));
                    }
                    put(&mut setting, kind, hub);
                } else {
                    put(&mut setting, kind, sink);
                }
            }
            // One sink takes a category from one setting only; sinks of targets may be shared.
            let own = ["Connections", "Routes", "DeviceTelemetry"][number];
            let metrics = number == 0 && self.die.chance(50);
            if metrics {
                put(&mut setting, "metrics", vec!["AllMetrics"]);
            }
            let logs: Vec<&str> = match self.die.below(4) {
                0 if metrics => Vec::new(),
                1 if number == 0 => vec!["TwinQueries", own, "C2DCommands"],
                _ => vec![own],
            };
            if !logs.is_empty() {
                put(&mut setting, "logs", logs);
            }
            settings.push(setting);
        }
        if let [only] = &mut settings[..]
            && self.die.chance(40)
        {
            only.retain(|(key, _)| key != "logs");
            put(only, "logs", vec![self.die.pick(&["allLogs", "audit"])]);
        }
        if !settings.is_empty() {
            put(all, "diagnostics", settings);
        }
        match self.die.below(5) {
            0 => put(all, "lock", "CanNotDelete"),
            1 => put(all, "lock", "none"),
            _ => {}
        }
        if self.die.chance(50) {
            let mut deployment = Map::new();
            if self.die.chance(80) {
                put(&mut deployment, "settle", self.die.between(3, 10));
            }
            if self.die.chance(40) {
                let mut retry = Map::new();
                put(
                    &mut retry,
                    "codes",
                    self.die
                        .one(&[
                            vec!["400123"],
                            vec!["BadRequest", "400123"],
                            vec!["IH400123"],
                        ])
                        .clone(),
                );
                if self.die.chance(60) {
                    put(&mut retry, "count", self.die.between(1, 30));
                }
                put(&mut deployment, "retryHubWrite", retry);
            }
            put(all, "deployment", deployment);
        }
    }
}
