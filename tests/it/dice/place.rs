//! What is there before a deployment: groups, networks, DNS zones, identities, people; and how an intent names them.

use serde_json::{Map as Json, Value, json};

use super::die::Die;
use super::text::{self, Once};
use super::yaml::{Map, Yaml, put};

/// The subscription and group that the simulator deploys to.
pub(crate) const OWN: (&str, &str) = ("00000000-0000-0000-0000-000000000001", "rg-sim");

/// Other subscriptions.
const SUBSCRIPTIONS: [&str; 2] = [
    "22222222-2222-4222-8222-222222222222",
    "aaaaaaaa-3333-4333-8333-333333333333",
];

/// Other groups.
const GROUPS: [&str; 6] = [
    "rg-network",
    "RG-Data",
    "rg-(shared)_1",
    "rg.dns",
    "rg-größe",
    "a",
];

/// Where something is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Home {
    /// In the deployment's own group.
    Own,
    /// In another group of the deployment's subscription.
    Group(&'static str),
    /// In a group of another subscription.
    Other(&'static str, &'static str),
}

impl Home {
    /// Any place.
    pub(crate) fn any(die: &mut Die) -> Self {
        match die.below(10) {
            0..=2 => Self::Own,
            3..=6 => Self::Group(die.pick(&GROUPS)),
            _ => Self::Other(die.pick(&SUBSCRIPTIONS), die.pick(&GROUPS)),
        }
    }

    /// Another group of the same subscription.
    pub(crate) fn beside(&self, die: &mut Die) -> Self {
        match self {
            Self::Own | Self::Group(_) => Self::Group(die.pick(&GROUPS)),
            Self::Other(subscription, _) => Self::Other(subscription, die.pick(&GROUPS)),
        }
    }

    /// The id of the group.
    pub(crate) fn group_id(&self) -> String {
        let (subscription, group) = match self {
            Self::Own => OWN,
            Self::Group(group) => (OWN.0, *group),
            Self::Other(subscription, group) => (*subscription, *group),
        };
        format!("/subscriptions/{subscription}/resourceGroups/{group}")
    }

    /// The id of something there; `path` is such as `Microsoft.Network/virtualNetworks/x/subnets/y`.
    pub(crate) fn id(&self, path: &str) -> String {
        format!("{}/providers/{path}", self.group_id())
    }

    /// The parts of a reference that say where something is.
    pub(crate) fn parts(&self) -> Map {
        let mut parts = Map::new();
        match self {
            Self::Own => {}
            Self::Group(group) => put(&mut parts, "resourceGroup", *group),
            Self::Other(subscription, group) => {
                put(&mut parts, "subscription", *subscription);
                put(&mut parts, "resourceGroup", *group);
            }
        }
        parts
    }
}

/// How an intent names a thing. What is in the deployment's own subscription is always named in one way: that
/// `{ resourceGroup: rg }` and an id with the subscription mean the same is known only when it is deployed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// By parts.
    Parts,
    /// By its id.
    Id,
}

impl Form {
    /// The form of a thing that is there already.
    pub(crate) fn of(home: &Home, die: &mut Die) -> Self {
        let percent = match home {
            Home::Own | Home::Group(_) => 15,
            Home::Other(..) => 50,
        };
        if die.chance(percent) {
            Self::Id
        } else {
            Self::Parts
        }
    }

    /// The form of one mention: what is in another subscription may be named now so, now so.
    pub(crate) fn mention(self, home: &Home, die: &mut Die) -> Self {
        match home {
            Home::Other(..) => Self::of(home, die),
            Home::Own | Home::Group(_) => self,
        }
    }
}

/// A reference to something with one name.
pub(crate) fn reference(home: &Home, form: Form, kind: &str, name: &str) -> Yaml {
    match form {
        Form::Id => home.id(&format!("{kind}/{name}")).into(),
        Form::Parts => {
            let mut parts = home.parts();
            put(&mut parts, "name", name);
            parts.into()
        }
    }
}

/// A virtual network.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    /// Where it is.
    pub(crate) home: Home,
    /// How it is named.
    pub(crate) form: Form,
    /// Its name.
    pub(crate) name: String,
    /// Its region.
    pub(crate) location: String,
    /// Its subnets.
    pub(crate) subnets: Vec<String>,
    /// Whether the template makes it.
    pub(crate) made: bool,
    /// Where the zones of its endpoints come from; none: as the whole network says.
    pub(crate) zones: Option<Zones>,
    /// Whether it is linked by name somewhere.
    pub(crate) linked: bool,
}

/// Where the zones of endpoints come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Zones {
    /// Made.
    Create,
    /// Somebody else's.
    Unmanaged,
    /// In a group.
    In(Home),
    /// By their ids.
    Ids(Home),
}

impl Network {
    /// A reference to one of its subnets.
    pub(crate) fn subnet(&self, name: &str, die: &mut Die) -> Yaml {
        match self.form.mention(&self.home, die) {
            Form::Id => self
                .home
                .id(&format!(
                    "Microsoft.Network/virtualNetworks/{}/subnets/{name}",
                    self.name
                ))
                .into(),
            Form::Parts => {
                let mut parts = self.home.parts();
                // Azure compares names without case; a network that is made here is called as it is made.
                let network = if !self.made && die.chance(6) {
                    self.name.to_uppercase()
                } else {
                    self.name.clone()
                };
                put(&mut parts, "virtualNetwork", network);
                put(&mut parts, "name", name);
                parts.into()
            }
        }
    }

    /// An entry of `linkTo`, and whether it names the link.
    pub(crate) fn link(&self, die: &mut Die) -> Yaml {
        match self.form.mention(&self.home, die) {
            Form::Id => self
                .home
                .id(&format!("Microsoft.Network/virtualNetworks/{}", self.name))
                .into(),
            Form::Parts => {
                let mut parts = self.home.parts();
                if die.chance(30) {
                    // A reference like any other.
                    put(&mut parts, "name", self.name.as_str());
                } else {
                    put(&mut parts, "virtualNetwork", self.name.as_str());
                    put(&mut parts, "name", text::name(die, "-._", 80));
                }
                parts.into()
            }
        }
    }
}

/// A user-assigned identity.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    /// Where it is.
    pub(crate) home: Home,
    /// How it is named.
    pub(crate) form: Form,
    /// Its name.
    pub(crate) name: String,
}

/// Its type.
pub(crate) const IDENTITY: &str = "Microsoft.ManagedIdentity/userAssignedIdentities";

impl Identity {
    /// A reference to it.
    pub(crate) fn reference(&self) -> Yaml {
        reference(&self.home, self.form, IDENTITY, &self.name)
    }
}

/// Everything that is there, and names that are taken.
#[derive(Default)]
pub(crate) struct World {
    entries: Json<String, Value>,
    networks: usize,
    /// Names of resources that are unique somewhere; here everywhere.
    pub(crate) names: Once,
}

impl World {
    /// The world as the simulator reads it.
    pub(crate) fn json(self) -> Value {
        self.entries.into()
    }

    /// Adds a resource.
    pub(crate) fn add(&mut self, id: String, kind: &str, location: &str, properties: Value) {
        let mut entry = json!({ "type": kind, "location": location });
        entry["properties"] = properties;
        self.entries.insert(id, entry);
    }

    /// Adds a resource with a SKU.
    pub(crate) fn add_with_sku(
        &mut self,
        id: String,
        kind: &str,
        location: &str,
        sku: &str,
        properties: Value,
    ) {
        let mut entry = json!({ "type": kind, "location": location, "sku": { "name": sku }, "properties": properties });
        if kind == "Microsoft.Storage/storageAccounts" {
            entry["kind"] = "StorageV2".into();
        } else {
            entry["sku"]["tier"] = sku.into();
        }
        self.entries.insert(id, entry);
    }

    /// Makes sure that a group is there.
    pub(crate) fn group(&mut self, home: &Home) {
        let id = home.group_id();
        if *home != Home::Own && !self.entries.contains_key(&id) {
            self.add(
                id,
                "Microsoft.Resources/resourceGroups",
                "westeurope",
                json!({}),
            );
        }
    }

    /// A range of addresses that no other network has.
    pub(crate) fn range(&mut self) -> usize {
        self.networks += 1;
        self.networks
    }

    /// A network that is there.
    pub(crate) fn network(&mut self, die: &mut Die, home: Home, location: &str) -> Network {
        let number = self.range();
        let base = die.pick(&["vnet-a", "vnet-b", "VNet_c", "spoke.1"]);
        let name = loop {
            let name = if die.chance(70) {
                base.to_owned()
            } else {
                format!("{base}-{number}")
            };
            let id = home.id(&format!("Microsoft.Network/virtualNetworks/{name}"));
            if !self
                .entries
                .keys()
                .any(|other| other.eq_ignore_ascii_case(&id))
            {
                break name;
            }
        };
        let subnets: Vec<String> = ["devices", "Data", "x_1"]
            .iter()
            .take(1 + die.below(3))
            .map(|&name| name.to_owned())
            .collect();
        let services: Vec<Value> = [
            "Microsoft.Storage",
            "Microsoft.EventHub",
            "Microsoft.ServiceBus",
        ]
        .iter()
        .map(|service| json!({ "service": service }))
        .collect();
        let listed: Vec<Value> = subnets
            .iter()
            .enumerate()
            .map(|(index, name)| {
                json!({ "name": name, "properties": { "addressPrefix": format!("10.{number}.{index}.0/24"), "serviceEndpoints": services } })
            })
            .collect();
        self.add(
            home.id(&format!("Microsoft.Network/virtualNetworks/{name}")),
            "Microsoft.Network/virtualNetworks",
            location,
            json!({ "addressSpace": { "addressPrefixes": [format!("10.{number}.0.0/16")] }, "subnets": listed }),
        );
        Network {
            form: Form::of(&home, die),
            home,
            name,
            location: location.to_owned(),
            subnets,
            made: false,
            zones: None,
            linked: false,
        }
    }

    /// An identity that is there.
    pub(crate) fn identity(&mut self, die: &mut Die) -> Identity {
        let home = Home::any(die);
        let name = loop {
            let name = format!("id-{}", text::name(die, "-_", 40));
            if !self
                .entries
                .contains_key(&home.id(&format!("{IDENTITY}/{name}")))
            {
                break name;
            }
        };
        self.add(
            home.id(&format!("{IDENTITY}/{name}")),
            IDENTITY,
            "westeurope",
            json!({}),
        );
        Identity {
            form: Form::of(&home, die),
            home,
            name,
        }
    }

    /// A person, group or service principal that is there: its object id and type.
    pub(crate) fn principal(&mut self, die: &mut Die) -> (String, &'static str) {
        let id = text::guid(die);
        let (kind, path) = die.pick(&[
            ("User", "users"),
            ("Group", "groups"),
            ("ServicePrincipal", "servicePrincipals"),
        ]);
        self.entries.insert(
            format!("/providers/Microsoft.Graph/{path}/{id}"),
            json!({ "type": format!("Microsoft.Graph/{path}"), "properties": { "id": id } }),
        );
        (id, kind)
    }

    /// Makes sure that a private DNS zone is there.
    pub(crate) fn zone(&mut self, home: &Home, name: &str) {
        let kind = "Microsoft.Network/privateDnsZones";
        self.add(
            home.id(&format!("{kind}/{name}")),
            kind,
            "global",
            json!({}),
        );
    }
}
