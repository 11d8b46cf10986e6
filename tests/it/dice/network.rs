//! Networks, private endpoints and DNS.

use super::die::Die;
use super::place::{Form, Home, Network, OWN, Zones, reference};
use super::text::{self, Once};
use super::yaml::{Map, Yaml, put};
use super::{Cloud, Roll};

/// Where zones may come from.
pub(super) fn any_zones(die: &mut Die) -> Zones {
    match die.below(10) {
        0..=3 => Zones::Create,
        4 => Zones::Unmanaged,
        5..=7 => Zones::In(Home::any(die)),
        _ => Zones::Ids(Home::any(die)),
    }
}

/// The private DNS zones that a group of a resource needs.
pub(super) fn zones_of(cloud: Cloud, group: &str) -> Vec<String> {
    let [hub, bus, storage] = cloud.hosts;
    match group {
        "iotHub" => vec![format!("privatelink.{hub}"), format!("privatelink.{bus}")],
        "namespace" => vec![format!("privatelink.{bus}")],
        part => vec![format!(
            "privatelink.{}.{storage}",
            part.trim_end_matches("_secondary")
        )],
    }
}

impl Roll {
    /// The networks that are there, and those that the template makes.
    pub(super) fn make_networks(&mut self) {
        for _ in 0..=self.die.below(3) {
            let (home, location) = (Home::any(&mut self.die), self.region());
            let network = self.world.network(&mut self.die, home, location);
            self.networks.push(network);
        }
        for number in 0..[0, 0, 1, 2][self.die.below(4)] {
            let name = ["vnet-lab", "Copy"][number].to_owned();
            let subnets = ["devices", "Data", "x_1"]
                .iter()
                .take(1 + self.die.below(3))
                .map(|&name| name.to_owned())
                .collect();
            let location = self.region().to_owned();
            self.networks.push(Network {
                home: Home::Own,
                form: Form::Parts,
                name,
                location,
                subnets,
                made: true,
                zones: None,
                linked: false,
            });
        }
        // One network can be linked to one zone of a name only: its endpoints all take their zones from one place.
        for index in 0..self.networks.len() {
            if self.die.chance(25) {
                self.networks[index].zones = Some(any_zones(&mut self.die));
            }
        }
        // That a zone named by its id is one that the template makes is known only when it is deployed.
        let mut all: Vec<&mut Zones> = vec![&mut self.zones];
        all.extend(
            self.networks
                .iter_mut()
                .filter_map(|network| network.zones.as_mut()),
        );
        if all.iter().any(|zones| **zones == Zones::Create) {
            for zones in all
                .into_iter()
                .filter(|zones| **zones == Zones::Ids(Home::Own))
            {
                *zones = Zones::Create;
            }
        }
    }

    /// `network`.
    pub(super) fn network(&mut self) -> Map {
        let mut network = Map::new();
        self.public_access(&mut network);
        self.outbound(&mut network);
        let endpoints = match self.die.below(10) {
            0 => 0,
            1..=6 => 1,
            7 | 8 => 2,
            _ => 3,
        };
        let hub = self.hub.clone();
        let (endpoints, approved) = self.endpoints(&hub, endpoints, &["iotHub"]);
        self.open |= !approved;
        if !endpoints.is_empty() {
            put(&mut network, "privateEndpoints", endpoints);
        }
        let mut made = Map::new();
        for index in 0..self.networks.len() {
            if self.networks[index].made {
                let entry = self.made_network(index);
                made.push((self.networks[index].name.clone(), entry.into()));
            }
        }
        if !made.is_empty() {
            put(&mut network, "virtualNetworks", made);
        }
        let mut dns = Map::new();
        if self.zones != Zones::Create || self.die.chance(30) {
            let (zones, cloud) = (self.zones.clone(), self.cloud);
            let all = ["iotHub", "blob", "dfs", "file", "queue", "table", "web"];
            put(&mut dns, "zones", self.zones_value(&zones, cloud, &all));
        }
        let zones = self.zones.clone();
        let links = self.links(&zones, 60);
        if !links.is_empty() {
            put(&mut dns, "linkTo", links);
        }
        if !dns.is_empty() {
            put(&mut network, "dns", dns);
        }
        network
    }

    fn made_network(&mut self, index: usize) -> Map {
        let number = self.world.range();
        let mut entry = Map::new();
        let mut prefixes = vec![format!("10.{number}.0.0/16")];
        if self.die.chance(20) {
            prefixes.push(format!("10.{}.0.0/16", 100 + number));
        }
        put(&mut entry, "addressPrefixes", prefixes);
        let subnets: Map = self.networks[index]
            .subnets
            .iter()
            .enumerate()
            .map(|(place, name)| (name.clone(), format!("10.{number}.{place}.0/24").into()))
            .collect();
        put(&mut entry, "subnets", subnets);
        let location = self.networks[index].location.clone();
        if location != self.location || self.die.chance(20) {
            put(&mut entry, "location", location);
        }
        self.put_tags(&mut entry, 20, 4);
        entry
    }

    fn public_access(&mut self, network: &mut Map) {
        let free = self.sku == "F1";
        let mut allow = Vec::new();
        let mut once = Once::default();
        for number in 0..self.die.below(4) {
            let name = once.claim(
                text::name(&mut self.die, "-:.+%_#*?!(),=@;'", 120),
                "-",
                128,
            );
            let ip = match self.die.below(3) {
                0 => format!("20.40.{number}.7"),
                1 => format!("20.41.{number}.0/24"),
                _ => format!("20.42.{number}.16/32"),
            };
            let mut rule = Map::new();
            put(&mut rule, "name", name);
            put(&mut rule, "ip", ip);
            allow.push(rule);
        }
        match self.die.below(10) {
            0 if !allow.is_empty() => {
                put(network, "publicAccess", "allowList");
                self.open = true;
            }
            1 => {
                put(network, "publicAccess", "enabled");
                self.open = true;
            }
            2 | 3 => put(network, "publicAccess", "disabled"),
            _ if self.die.chance(70) => allow.clear(),
            _ => {}
        }
        if !allow.is_empty() {
            put(network, "allow", allow.clone());
        }
        // Of a free hub's address rules none covers the built-in endpoint.
        self.open |= free && !allow.is_empty();
        match (free, self.die.below(10)) {
            (_, 0) => {
                put(network, "applyToBuiltInEventHubEndpoint", false);
                self.open |= !free;
            }
            (false, 1) => put(network, "applyToBuiltInEventHubEndpoint", true),
            _ => {}
        }
    }

    fn outbound(&mut self, network: &mut Map) {
        match self.die.below(8) {
            0 | 1 => {
                put(network, "outbound", "restricted");
                let mut hosts: Vec<String> = Vec::new();
                for host in ["api.example.com", "x-1.example.org", "Mixed.Example.Net"] {
                    if self.die.chance(30) {
                        hosts.push(host.to_owned());
                    }
                }
                // A target's host that is written out although it follows.
                if self.die.chance(20)
                    && let Some(target) = self.targets.first()
                {
                    hosts.push(target.host(self.cloud));
                }
                if !hosts.is_empty() {
                    put(network, "allowedFqdns", hosts);
                }
            }
            2 => put(network, "outbound", "unrestricted"),
            _ => {}
        }
    }

    /// Private endpoints of a resource, and whether one of them needs no approval.
    pub(super) fn endpoints(
        &mut self,
        resource: &str,
        count: usize,
        groups: &[&str],
    ) -> (Vec<Yaml>, bool) {
        let mut made = Vec::new();
        let mut approved = false;
        let mut used: Vec<(String, Zones)> = Vec::new();
        for _ in 0..count {
            let at = self.die.below(self.networks.len());
            let group = (self.die.pick(groups)).to_owned();
            let zones = self.networks[at]
                .zones
                .clone()
                .unwrap_or_else(|| self.zones.clone());
            // Two endpoints that write one name into one zone: neither may wait for an approval.
            let place = match &zones {
                Zones::Ids(home) => Zones::In(home.clone()),
                Zones::Create => Zones::In(Home::Own),
                other => other.clone(),
            };
            let base = group.trim_end_matches("_secondary").to_owned();
            if place != Zones::Unmanaged && used.contains(&(base.clone(), place.clone())) {
                continue;
            }
            used.push((base, place));
            let manual = self.die.chance(12);
            approved |= !manual;
            let alone = count == 1;
            made.push(
                self.endpoint(resource, at, &group, groups, &zones, manual, alone)
                    .into(),
            );
        }
        (made, approved)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "all of them were rolled together"
    )]
    fn endpoint(
        &mut self,
        resource: &str,
        at: usize,
        group: &str,
        groups: &[&str],
        zones: &Zones,
        manual: bool,
        alone: bool,
    ) -> Map {
        let network = self.networks[at].clone();
        let mut endpoint = Map::new();
        let subnet = self.die.one(&network.subnets).clone();
        put(
            &mut endpoint,
            "subnet",
            network.subnet(&subnet, &mut self.die),
        );
        if !alone || resource.len() > 61 || self.die.chance(60) {
            let name = text::name(&mut self.die, "-._", 58);
            let name = self.world.names.claim(format!("pe-{name}"), "-", 64);
            put(&mut endpoint, "name", name);
        } else {
            self.world.names.claim(format!("pe-{resource}"), "-", 80);
        }
        let default_location = if network.made {
            network.location.as_str()
        } else {
            self.location
        };
        if network.location != default_location || self.die.chance(15) {
            put(&mut endpoint, "location", network.location.as_str());
        }
        // An endpoint is made in the subscription of its network, and must say so where that is written out.
        let is_other = matches!(network.home, Home::Other(..));
        let is_spelled = !is_other && network.form == Form::Id;
        if is_other || is_spelled || self.die.chance(20) {
            let home = network.home.beside(&mut self.die);
            self.world.group(&home);
            endpoint.extend(home.parts());
            if is_spelled {
                put(&mut endpoint, "subscription", OWN.0);
            }
        }
        for (key, sign, percent) in [("networkInterface", "nic", 25), ("connection", "psc", 25)] {
            if self.die.chance(percent) {
                let name = text::name(&mut self.die, "-._", 70);
                let name = self.world.names.claim(format!("{sign}-{name}"), "-", 80);
                put(&mut endpoint, key, name);
            }
        }
        let unmanaged = *zones == Zones::Unmanaged;
        match self.die.below(6) {
            0 if !unmanaged => put(
                &mut endpoint,
                "zoneGroup",
                text::name(&mut self.die, "-._", 80),
            ),
            1 if !unmanaged => {
                let mut parts = Map::new();
                if self.die.chance(50) {
                    put(&mut parts, "name", text::name(&mut self.die, "-._", 80));
                }
                let keys: &[&str] = if group == "iotHub" {
                    &["hub", "events"]
                } else {
                    &[group]
                };
                let mut configs = Map::new();
                for key in keys.iter().filter(|key| !key.ends_with("_secondary")) {
                    if self.die.chance(70) {
                        put(
                            &mut configs,
                            key,
                            format!("{}-{}", key, text::name(&mut self.die, "-._", 60)),
                        );
                    }
                }
                put(&mut parts, "configs", configs);
                put(&mut endpoint, "zoneGroup", parts);
            }
            _ => {}
        }
        let mut security = Vec::new();
        for number in 0..[0, 0, 0, 1, 2][self.die.below(5)] {
            let kind = "Microsoft.Network/applicationSecurityGroups";
            let name = format!("asg-{number}");
            let form = network.form.mention(&network.home, &mut self.die);
            self.world.add(
                network.home.id(&format!("{kind}/{name}")),
                kind,
                &network.location,
                serde_json::json!({}),
            );
            security.push(reference(&network.home, form, kind, &name));
        }
        if !security.is_empty() {
            put(&mut endpoint, "applicationSecurityGroups", security);
        }
        if manual {
            let mut approval = Map::new();
            put(
                &mut approval,
                "manual",
                format!("NET-1: {}", text::short(&mut self.die, 130)),
            );
            put(&mut endpoint, "approval", approval);
        } else if self.die.chance(10) {
            put(&mut endpoint, "approval", "automatic");
        }
        self.dns(&mut endpoint, &network, group, zones);
        if groups.len() > 1 && group != "iotHub" || matches!(group, "blob") || self.die.chance(20) {
            put(&mut endpoint, "group", group);
        }
        self.put_tags(&mut endpoint, 15, 4);
        endpoint
    }

    fn dns(&mut self, endpoint: &mut Map, network: &Network, group: &str, zones: &Zones) {
        let names = zones_of(self.cloud, group);
        if let Zones::In(home) | Zones::Ids(home) = zones {
            for name in &names {
                self.world.zone(home, name);
            }
        }
        let mut dns = Map::new();
        let own = network.zones.is_some() || self.die.chance(10);
        if own {
            put(
                &mut dns,
                "zones",
                self.zones_value(zones, self.cloud, &[group]),
            );
        }
        if own || *zones == self.zones {
            let links = self.links(zones, 15);
            if !links.is_empty() {
                put(&mut dns, "linkTo", links);
            }
        }
        if !dns.is_empty() {
            put(endpoint, "dns", dns);
        }
    }

    /// Networks that are linked to zones of that place by name, each once.
    fn links(&mut self, zones: &Zones, percent: u64) -> Vec<Yaml> {
        let mut links = Vec::new();
        if *zones == Zones::Unmanaged {
            return links;
        }
        for index in 0..self.networks.len() {
            let own = self.networks[index]
                .zones
                .clone()
                .unwrap_or_else(|| self.zones.clone());
            if own == *zones && !self.networks[index].linked && self.die.chance(percent) {
                self.networks[index].linked = true;
                links.push(self.networks[index].link(&mut self.die));
            }
        }
        links
    }

    fn zones_value(&mut self, zones: &Zones, cloud: Cloud, groups: &[&str]) -> Yaml {
        match zones {
            Zones::Create => "create".into(),
            Zones::Unmanaged => "unmanaged".into(),
            Zones::In(home) => home.parts().into(),
            Zones::Ids(home) => {
                let mut names: Vec<String> = groups
                    .iter()
                    .flat_map(|group| zones_of(cloud, group))
                    .collect();
                self.die.shuffle(&mut names);
                let ids: Vec<String> = names
                    .iter()
                    .map(|name| home.id(&format!("Microsoft.Network/privateDnsZones/{name}")))
                    .collect();
                ids.into()
            }
        }
    }
}
