//! The kinds of targets: one file each, one row in [`of`].

mod event_hubs;
mod namespace;
mod service_bus;
mod storage_account;

use crate::azure::roles::DataRole;
use crate::intent::settled::{EntityRef, Kind, Target};
use crate::intent::written::Cloud;
use crate::plan::{Expr, Item, Key, Module, Piece, Resource, ResourceType, Symbol, Symbols};

/// What a kind of target is and how it becomes resources.
pub trait TargetKind {
    /// What people call it, such as `storage account`.
    fn noun(&self) -> &'static str;
    /// Type of the account or namespace.
    fn resource_type(&self) -> ResourceType;
    /// What the hub must be allowed to do there.
    fn role(&self) -> DataRole;
    /// The way from the account or namespace to an entity: types and names, without the first; fixed steps too.
    fn path(&self, entity: &EntityRef) -> Vec<Step>;
    /// The host that the hub writes to.
    fn host(&self, name: &str, cloud: Cloud) -> Vec<Piece>;
    /// Scheme of the endpoint address.
    fn scheme(&self) -> &'static str;
    /// In which list of the hub's routing an endpoint to that entity stands, and under which key it names the entity.
    fn routing_keys(&self, entity: &EntityRef) -> (&'static str, &'static str);
    /// Everything that the template makes for it.
    fn make(&self, target: &Target, maker: &mut Maker<'_>) -> Made;
    /// The module body that replaces the firewall of an existing one; none where a template cannot do that.
    fn firewall(&self, target: &Target) -> Option<(ResourceType, Vec<(Key, Expr)>)>;
}

/// A step from a resource to one of its children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Type of the child.
    pub kind: ResourceType,
    /// Its name.
    pub name: String,
    /// The word for it in a symbol.
    pub word: String,
}

/// Makes a module of one resource: takes the template's symbols, the target's key, the resource and what it waits for.
pub type FullWrite<'a> = dyn FnMut(&mut Symbols, &str, Resource, Vec<Symbol>) -> Module + 'a;

/// What a kind needs to make its resources.
pub struct Maker<'a> {
    /// The template's symbols.
    pub symbols: &'a mut Symbols,
    /// The hub's id.
    pub hub_id: Expr,
    /// Makes the module that writes a namespace in full.
    pub full_write: &'a mut FullWrite<'a>,
}

/// What was made for a target.
#[derive(Clone, Debug)]
pub struct Made {
    /// The account or namespace.
    pub symbol: Symbol,
    /// After this one it is written to the end: itself, or the module that writes it in full.
    pub whole: Symbol,
    /// In printing order.
    pub items: Vec<Item>,
    /// Its entities.
    pub entities: Vec<(EntityRef, Symbol)>,
    /// After these the hub may be let in: firewall and full write.
    pub ready: Vec<Symbol>,
}

impl Made {
    /// The symbol of an entity.
    pub fn entity(&self, entity: &EntityRef) -> Option<&Symbol> {
        self.entities
            .iter()
            .find(|(known, _)| known == entity)
            .map(|(_, symbol)| symbol)
    }
}

/// The kind of a target.
pub fn of(kind: &Kind) -> &dyn TargetKind {
    match kind {
        Kind::StorageAccount(storage) => storage,
        Kind::EventHubs(event_hubs) => event_hubs,
        Kind::ServiceBus(service_bus) => service_bus,
    }
}

/// `tags`, where there are any.
pub fn tags(tags: &crate::intent::settled::Tags) -> Option<(Key, Expr)> {
    (!tags.is_empty()).then(|| {
        let entries = tags
            .iter()
            .map(|(key, value)| (Key::text(key.as_str()), Expr::text(value.as_str())))
            .collect();
        (Key::text("tags"), Expr::Map(entries))
    })
}
