//! The order of a plan: its steps in waves, and in words what each step waits for and why.
//!
//! A step may run once everything that it waits for is done; the steps of one wave can run at once.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Value, context};

use crate::azure::clouds;
use crate::intent::Intent;
use crate::plan::dependencies::{Dependencies, dependencies, reaches};
use crate::plan::{Item, Plan, Presence, Symbol};
use crate::templates;

use super::step::{self, Kind};
use super::text::{code, printed};

/// Steps that can run at once.
#[derive(Clone, Debug)]
pub struct Wave<'a> {
    /// In the order of the template.
    pub steps: Vec<Step<'a>>,
}

/// A resource or a nested deployment of the root template.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    /// Its symbol.
    pub symbol: &'a Symbol,
    /// What it is, as Markdown.
    pub what: String,
    /// What it waits for; what follows from other entries is left out.
    pub waits: Vec<Wait<'a>>,
}

/// Something that a step waits for.
#[derive(Clone, Debug)]
pub struct Wait<'a> {
    /// The symbol of the other step.
    pub on: &'a Symbol,
    /// Why, as the rest of a sentence that begins with "because".
    pub why: &'static str,
}

/// The waves of a plan.
pub fn waves<'a>(intent: &Intent, plan: &'a Plan) -> Vec<Wave<'a>> {
    let root = &plan.root;
    let all = dependencies(root);
    let items: BTreeMap<&Symbol, &Item> = root
        .items()
        .filter(|item| is_deployed(item))
        .map(|item| (item.symbol(), item))
        .collect();
    let kinds: BTreeMap<&Symbol, Kind> = items
        .iter()
        .map(|(symbol, item)| (*symbol, step::kind(root, item)))
        .collect();
    let mut waits: BTreeMap<&Symbol, BTreeSet<&Symbol>> = BTreeMap::new();
    for symbol in items.keys() {
        let mut found = BTreeSet::new();
        deployed(&all, &items, symbol, &mut found, 0);
        found.remove(symbol);
        waits.insert(symbol, found);
    }
    let mut numbers: BTreeMap<&Symbol, usize> = BTreeMap::new();
    // Each round places what waits only for what is placed; a plan has no circle, and if it had, the rest would stay out.
    let mut number = 0;
    loop {
        let ready: Vec<&Symbol> = waits
            .iter()
            .filter(|(symbol, on)| {
                !numbers.contains_key(*symbol) && on.iter().all(|other| numbers.contains_key(other))
            })
            .map(|(symbol, _)| *symbol)
            .collect();
        if ready.is_empty() {
            break;
        }
        numbers.extend(ready.into_iter().map(|symbol| (symbol, number)));
        number += 1;
    }
    let mut waves: Vec<Wave<'a>> = (0..number).map(|_| Wave { steps: Vec::new() }).collect();
    let suffix = clouds::hosts(intent.cloud).storage;
    for item in root.items() {
        let symbol = item.symbol();
        let (Some(number), Some(on)) = (numbers.get(symbol), waits.get(symbol)) else {
            continue;
        };
        let direct = on.iter().filter(|one| {
            !on.iter()
                .any(|other| other != *one && reaches(&all, other, one))
        });
        let own = kinds[symbol];
        waves[*number].steps.push(Step {
            symbol,
            what: step::what(root, item, own, suffix),
            waits: direct
                .map(|other| Wait {
                    on: items[other].symbol(),
                    why: step::why(own, kinds[other]),
                })
                .collect(),
        });
    }
    waves
}

fn is_deployed(item: &Item) -> bool {
    match item {
        Item::Resource(resource) => resource.presence != Presence::Existing,
        Item::Module(_) => true,
    }
}

/// What an item waits for; what is only looked up stands for what that waits for.
fn deployed<'a>(
    all: &BTreeMap<Symbol, Dependencies>,
    items: &BTreeMap<&'a Symbol, &Item>,
    symbol: &Symbol,
    found: &mut BTreeSet<&'a Symbol>,
    depth: usize,
) {
    let Some(own) = all.get(symbol).filter(|_| depth <= all.len()) else {
        return;
    };
    for other in own.implied.iter().chain(&own.explicit) {
        match items.get_key_value(other) {
            Some((known, _)) => {
                found.insert(known);
            }
            None => deployed(all, items, other, found, depth + 1),
        }
    }
}

/// The section of the report.
pub(super) fn section(intent: &Intent, plan: &Plan) -> String {
    let waves: Vec<Value> = waves(intent, plan)
        .iter()
        .enumerate()
        .map(|(index, wave)| {
            let steps: Vec<Value> = wave.steps.iter().map(row).collect();
            context! { number => printed((index + 1).to_string()), steps }
        })
        .collect();
    templates::render("report/order.md.j2", &context! { waves })
}

fn row(step: &Step<'_>) -> Value {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for wait in &step.waits {
        let name = code(wait.on.as_str());
        match reasons.iter_mut().find(|(why, _)| *why == wait.why) {
            Some((_, names)) => names.push(name),
            None => reasons.push((wait.why, vec![name])),
        }
    }
    let waits: Vec<String> = reasons
        .iter()
        .map(|(why, names)| format!("{}: {why}", names.join(", ")))
        .collect();
    let waits = if waits.is_empty() {
        "nothing".to_owned()
    } else {
        waits.join("<br>")
    };
    context! {
        symbol => printed(code(step.symbol.as_str())),
        what => printed(step.what.as_str()),
        waits => printed(waits),
    }
}
