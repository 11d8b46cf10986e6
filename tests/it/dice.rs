//! Random intents: right by construction, over the whole language, with the world that each is deployed into.
//!
//! What a user may write that Azure takes is generated; what a rule refuses is not. A seed gives the same intent on every
//! machine. The same values can be had as another text: other order of keys, other quotes, flow or block.

mod die;
mod hub;
mod network;
mod place;
mod target;
mod text;
mod yaml;

use serde_json::Value;

use die::Die;
use place::{Identity, Network, World, Zones};
use target::Target;
use yaml::{Map, Yaml, put};

/// An intent with what it needs to be judged.
#[derive(Clone, Debug)]
pub(crate) struct Rolled {
    /// Its name.
    pub(crate) name: String,
    /// What is there before it is deployed, as the simulator reads it.
    pub(crate) world: Value,
    /// Further words for the simulator: another cloud, and `--open` where the intent leaves something open.
    pub(crate) args: String,
    values: Yaml,
    seed: u64,
}

impl Rolled {
    /// The intent as YAML; each style gives the same values.
    pub(crate) fn yaml(&self, style: u64) -> String {
        yaml::print(
            &self.values,
            &mut Die::new(self.seed.wrapping_mul(31).wrapping_add(style)),
        )
    }
}

/// A cloud with the regions that are used of it, and the endings of its hosts: hub, Service Bus, storage.
#[derive(Clone, Copy, Debug)]
struct Cloud {
    name: &'static str,
    regions: [&'static str; 2],
    hosts: [&'static str; 3],
}

const CLOUDS: [Cloud; 3] = [
    Cloud {
        name: "AzureCloud",
        regions: ["westeurope", "eastus2"],
        hosts: [
            "azure-devices.net",
            "servicebus.windows.net",
            "core.windows.net",
        ],
    },
    Cloud {
        name: "AzureUSGovernment",
        regions: ["usgovvirginia", "usgovarizona"],
        hosts: [
            "azure-devices.us",
            "servicebus.usgovcloudapi.net",
            "core.usgovcloudapi.net",
        ],
    },
    Cloud {
        name: "AzureChinaCloud",
        regions: ["chinanorth3", "chinaeast2"],
        hosts: [
            "azure-devices.cn",
            "servicebus.chinacloudapi.cn",
            "core.chinacloudapi.cn",
        ],
    },
];

/// What the parts of an intent know of each other while it is rolled.
struct Roll {
    die: Die,
    world: World,
    cloud: Cloud,
    location: &'static str,
    sku: &'static str,
    hub: String,
    system: bool,
    identities: Vec<Identity>,
    networks: Vec<Network>,
    zones: Zones,
    targets: Vec<Target>,
    /// Whether anything is left open, so that the seal is not asked for.
    open: bool,
}

/// The intent of a seed.
pub(crate) fn roll(seed: u64) -> Rolled {
    let mut die = Die::new(seed);
    let cloud = CLOUDS[match die.below(10) {
        0 => 1,
        1 => 2,
        _ => 0,
    }];
    let location = die.pick(&cloud.regions);
    let sku = die.pick(&[
        "F1", "B1", "B2", "B3", "S1", "S1", "S1", "S1", "S2", "S2", "S3",
    ]);
    let mut world = World::default();
    let hub = hub::name(&mut die, &mut world);
    let mut roll = Roll {
        zones: network::any_zones(&mut die),
        die,
        world,
        cloud,
        location,
        sku,
        hub,
        system: true,
        identities: Vec::new(),
        networks: Vec::new(),
        targets: Vec::new(),
        open: false,
    };
    let name = format!(
        "d{seed}{}",
        roll.die
            .pick(&["", "-x", "-copy", "-a-rather-long-name-of-an-intent"])
    );
    let values = roll.intent(&name);
    let mut args = format!("--cloud {}", cloud.name);
    if roll.open {
        args.push_str(" --open");
    }
    Rolled {
        name,
        world: roll.world.json(),
        args,
        values: values.into(),
        seed,
    }
}

impl Roll {
    fn intent(&mut self, name: &str) -> Map {
        let mut intent = Map::new();
        put(&mut intent, "version", 1);
        put(&mut intent, "name", name);
        if self.die.chance(50) {
            let text = text::text(&mut self.die);
            put(&mut intent, "description", text);
        }
        if self.cloud.name != "AzureCloud" || self.die.chance(20) {
            put(&mut intent, "cloud", self.cloud.name);
        }
        put(&mut intent, "location", self.location);
        self.put_tags(&mut intent, 40, 18);
        let hub = self.hub();
        self.make_networks();
        self.make_targets();
        let fixed = self.routing();
        let network = self.network();
        put(&mut intent, "hub", hub);
        if !network.is_empty() {
            put(&mut intent, "network", network);
        }
        let targets: Map = self
            .targets
            .iter()
            .map(|target| (target.key.clone(), target.values.clone().into()))
            .collect();
        if !targets.is_empty() {
            put(&mut intent, "targets", targets);
        }
        intent.extend(fixed);
        self.operations(&mut intent);
        if self.die.chance(10) {
            // Keys of the user's own.
            let mut own = Map::new();
            put(&mut own, "note", text::text(&mut self.die));
            put(&mut intent, "x-own", own);
        }
        if self.die.chance(20) {
            let mut suppression = Map::new();
            put(
                &mut suppression,
                "rule",
                self.die
                    .pick(&["virtual-network-owned", "no-catch-all-route"]),
            );
            put(
                &mut suppression,
                "reason",
                format!("because {}", text::text(&mut self.die)),
            );
            put(&mut intent, "suppress", vec![suppression]);
        }
        intent
    }

    /// Tags, so many times out of a hundred.
    fn put_tags(&mut self, map: &mut Map, percent: u64, most: usize) {
        if self.die.chance(percent) {
            let tags = text::tags(&mut self.die, most);
            put(map, "tags", tags);
        }
    }

    /// A region: that of the intent, or another one of the cloud.
    fn region(&mut self) -> &'static str {
        if self.die.chance(75) {
            self.location
        } else {
            self.die.pick(&self.cloud.regions)
        }
    }
}
