//! Order by id: an item that names something by a spelled-out id waits for it, where the template makes it.

use std::collections::BTreeMap;

use crate::plan::{Expr, Func, Item, Key, Placement, Presence, Resource, Symbol, Template};

/// Adds to each item what it must wait for because it names it by `resourceId(type, name, …)`.
///
/// A mention by symbol orders by itself; a spelled-out id does not. The hub is left out: what names it by id does so because it
/// must come before it.
pub(super) fn wait_for_what_is_named(template: &mut Template) {
    let mut made: BTreeMap<(String, String), Symbol> = BTreeMap::new();
    for resource in template.resources() {
        if let (Placement::Group, Presence::Deployed | Presence::OnlyIfNotExists, Expr::Text(name)) =
            (&resource.placement, resource.presence, &resource.name)
            && resource.kind.name != crate::azure::resource_types::IOT_HUB.name
        {
            made.insert(
                (
                    resource.kind.name.to_ascii_lowercase(),
                    name.to_ascii_lowercase(),
                ),
                resource.symbol.clone(),
            );
        }
    }
    for section in &mut template.sections {
        for item in &mut section.items {
            let own = item.symbol().clone();
            let named: Vec<Symbol> = ids(item)
                .iter()
                .filter_map(|id| made.get(id))
                .filter(|symbol| **symbol != own)
                .cloned()
                .collect();
            match item {
                Item::Resource(resource) => resource.after.extend(named),
                Item::Module(module) => module.after.extend(named),
            }
        }
    }
}

/// Type and first name of everything that an item names in the deployment's own group.
fn ids(item: &Item) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut look = |value: &Expr| {
        value.walk(&mut |value| {
            if let Expr::Call {
                func: Func::ResourceId,
                args,
                ..
            } = value
                && let [Expr::Text(kind), Expr::Text(name), ..] = &args[..]
                && kind.contains('/')
            {
                // Of a child, what the template makes is its first ancestor: two segments of the type.
                let top: Vec<&str> = kind.split('/').take(2).collect();
                found.push((
                    top.join("/").to_ascii_lowercase(),
                    name.to_ascii_lowercase(),
                ));
            }
        });
    };
    let mut inside = |resource: &Resource| {
        for (key, value) in &resource.body {
            if let Key::Computed(key) = key {
                look(key);
            }
            look(value);
        }
    };
    match item {
        Item::Resource(resource) => inside(resource),
        Item::Module(module) => {
            // In a module of the deployment's own group the same words mean the same thing.
            if module.scope.is_none() {
                module.template.resources().for_each(inside);
            }
            module.arguments.iter().for_each(|(_, value)| look(value));
        }
    }
    found
}
