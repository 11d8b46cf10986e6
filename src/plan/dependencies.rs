//! What each item of a template waits for, decided once for both printers.
//!
//! Facts (bicep-cases section 6, compiler 0.49.2): a deployed resource or a module is implied by any mention. An existing
//! resource is implied only when its body is read; otherwise what it hangs on is implied in its place. Outputs imply nothing.
//! The linter objects to an explicit entry that is implied already, directly or at several removes.

use std::collections::{BTreeMap, BTreeSet};

use super::{Expr, Item, Key, Placement, Presence, Symbol, Template};

/// The dependencies of one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dependencies {
    /// What its values mention: implied in Bicep, written out in ARM JSON.
    pub implied: BTreeSet<Symbol>,
    /// What must be written out in both, in the order the plan gave.
    pub explicit: Vec<Symbol>,
}

/// Computes the dependencies of all items of a template.
///
/// Of the explicit ones, those that follow from others are left out.
pub fn dependencies(template: &Template) -> BTreeMap<Symbol, Dependencies> {
    let items: BTreeMap<&Symbol, &Item> =
        template.items().map(|item| (item.symbol(), item)).collect();
    let mut all: BTreeMap<Symbol, Dependencies> = BTreeMap::new();
    for item in template.items() {
        let mut implied = BTreeSet::new();
        for (symbol, strength) in mentions(item) {
            imply(&items, symbol, strength, &mut implied);
        }
        implied.remove(item.symbol());
        all.insert(
            item.symbol().clone(),
            Dependencies {
                implied,
                explicit: item.after().to_vec(),
            },
        );
    }
    let symbols: Vec<Symbol> = all.keys().cloned().collect();
    for symbol in symbols {
        let mut kept: Vec<Symbol> = Vec::new();
        for candidate in unique(&all[&symbol].explicit) {
            if candidate != symbol {
                kept.push(candidate);
            }
        }
        let mut index = 0;
        while index < kept.len() {
            let candidate = kept[index].clone();
            let others: BTreeSet<&Symbol> = all[&symbol]
                .implied
                .iter()
                .chain(kept.iter().filter(|other| **other != candidate))
                .collect();
            if others.iter().any(|other| reaches(&all, other, &candidate)) {
                kept.remove(index);
            } else {
                index += 1;
            }
        }
        if let Some(entry) = all.get_mut(&symbol) {
            entry.explicit = kept;
        }
    }
    all
}

/// How an item is mentioned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    /// By id, name, key list, parent or scope.
    Named,
    /// Its body is read.
    Read,
}

fn imply(
    items: &BTreeMap<&Symbol, &Item>,
    symbol: &Symbol,
    strength: Strength,
    implied: &mut BTreeSet<Symbol>,
) {
    let Some(item) = items.get(symbol) else {
        return;
    };
    if let Item::Resource(resource) = item
        && resource.presence == Presence::Existing
        && strength == Strength::Named
    {
        for (next, strength) in mentions(item) {
            imply(items, next, strength, implied);
        }
        return;
    }
    implied.insert(symbol.clone());
}

fn mentions(item: &Item) -> Vec<(&Symbol, Strength)> {
    let mut found = Vec::new();
    match item {
        Item::Resource(resource) => {
            match &resource.placement {
                Placement::ChildOf(symbol) | Placement::ExtensionOf(symbol) => {
                    found.push((symbol, Strength::Named));
                }
                Placement::Group | Placement::Elsewhere(_) => {}
            }
            mentions_in(&resource.name, &mut found);
            for (key, value) in &resource.body {
                if let Key::Computed(key) = key {
                    mentions_in(key, &mut found);
                }
                mentions_in(value, &mut found);
            }
        }
        Item::Module(module) => {
            for (_, value) in &module.arguments {
                mentions_in(value, &mut found);
            }
        }
    }
    found
}

fn mentions_in<'a>(value: &'a Expr, found: &mut Vec<(&'a Symbol, Strength)>) {
    value.walk(&mut |value| match value {
        Expr::Id(symbol) | Expr::Name(symbol) | Expr::Keys(symbol) => {
            found.push((symbol, Strength::Named));
        }
        Expr::Read { of, .. } => found.push((of, Strength::Read)),
        Expr::Output { module, .. } => found.push((module, Strength::Read)),
        Expr::Text(_)
        | Expr::Int(_)
        | Expr::Bool(_)
        | Expr::List(_)
        | Expr::Map(_)
        | Expr::Join(_)
        | Expr::Param(_)
        | Expr::Call { .. }
        | Expr::Member { .. } => {}
    });
}

fn unique(symbols: &[Symbol]) -> Vec<Symbol> {
    let mut seen = BTreeSet::new();
    symbols
        .iter()
        .filter(|symbol| seen.insert(*symbol))
        .cloned()
        .collect()
}

/// Whether waiting for `from` means waiting for `to`.
pub fn reaches(all: &BTreeMap<Symbol, Dependencies>, from: &Symbol, to: &Symbol) -> bool {
    let mut waiting = vec![from];
    let mut seen = BTreeSet::new();
    while let Some(next) = waiting.pop() {
        if next == to {
            return true;
        }
        if seen.insert(next)
            && let Some(entry) = all.get(next)
        {
            waiting.extend(entry.implied.iter().chain(&entry.explicit));
        }
    }
    false
}
