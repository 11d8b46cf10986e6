//! A deployment worked out from the plan.

use std::collections::{BTreeMap, BTreeSet};

use hubseal::plan::{
    Expr, GroupScope, Item, Key, Member, Module, Piece, Placement, Plan, Presence, Resource,
    Symbol, Template,
};
use serde_json::{Map, Value, json};

use super::{Here, below, put_order, text, told};

/// What a plan comes to.
pub(crate) fn planned(plan: &Plan) -> Value {
    Reader {
        template: &plan.root,
        here: Here::own(),
        parameters: BTreeMap::new(),
    }
    .all()
}

struct Reader<'a> {
    template: &'a Template,
    here: Here,
    parameters: BTreeMap<String, Value>,
}

impl<'a> Reader<'a> {
    fn all(&self) -> Value {
        let mut items = Map::new();
        for item in self.template.items() {
            match item {
                Item::Resource(resource) if resource.presence == Presence::Existing => {}
                Item::Resource(resource) => {
                    items.insert(resource.symbol.to_string(), self.resource(resource));
                }
                Item::Module(module) => {
                    items.insert(module.symbol.to_string(), self.module(module));
                }
            }
        }
        put_order(&mut items, &self.direct());
        let outputs: Map<String, Value> = self
            .template
            .outputs
            .iter()
            .map(|output| (output.name.to_string(), self.value(&output.value)))
            .collect();
        json!({ "about": self.template.description, "items": items, "outputs": outputs })
    }

    fn resource(&self, resource: &Resource) -> Value {
        json!({
            "id": self.id(&resource.symbol),
            "api": resource.kind.api,
            "once": resource.presence == Presence::OnlyIfNotExists,
            "retry": resource.retry_on.as_ref().map(|retry| json!([retry.codes, retry.count])),
            "body": self.map(&resource.body),
        })
    }

    fn module(&self, module: &Module) -> Value {
        let inner = self.inside(module);
        json!({
            "name": module.deployment,
            "copies": module.series,
            "group": inner.here.group_id(),
            "handed": inner.parameters,
            "does": inner.all(),
        })
    }

    fn inside(&self, module: &'a Module) -> Reader<'a> {
        Reader {
            template: &module.template,
            here: module
                .scope
                .as_ref()
                .map_or_else(|| self.here.clone(), |scope| self.there(scope)),
            parameters: module
                .arguments
                .iter()
                .map(|(name, value)| (name.to_string(), self.value(value)))
                .collect(),
        }
    }

    fn there(&self, scope: &GroupScope) -> Here {
        self.here
            .other(scope.subscription.as_deref(), &scope.resource_group)
    }

    fn find(&self, symbol: &Symbol) -> &'a Resource {
        self.template
            .resource(symbol)
            .unwrap_or_else(|| panic!("no resource {symbol}"))
    }

    /// Scope, type and all names of a resource.
    fn way(&self, resource: &Resource) -> (String, Vec<String>) {
        let own: Vec<String> = text(&self.value(&resource.name))
            .split('/')
            .map(str::to_owned)
            .collect();
        match &resource.placement {
            Placement::Group => (self.here.group_id(), own),
            Placement::Elsewhere(scope) => (self.there(scope).group_id(), own),
            Placement::ExtensionOf(symbol) => (self.id(symbol), own),
            Placement::ChildOf(symbol) => {
                let (scope, mut names) = self.way(self.find(symbol));
                names.extend(own);
                (scope, names)
            }
        }
    }

    fn id(&self, symbol: &Symbol) -> String {
        let resource = self.find(symbol);
        let (scope, names) = self.way(resource);
        below(&scope, resource.kind.name, &names)
    }

    fn map(&self, entries: &[(Key, Expr)]) -> Value {
        let entries: Map<String, Value> = entries
            .iter()
            .map(|(key, value)| {
                let key = match key {
                    Key::Text(text) => text.clone(),
                    Key::Computed(key) => text(&self.value(key)),
                };
                (key, self.value(value))
            })
            .collect();
        entries.into()
    }

    fn value(&self, expr: &Expr) -> Value {
        match expr {
            Expr::Text(text) => text.as_str().into(),
            Expr::Int(number) => (*number).into(),
            Expr::Bool(value) => (*value).into(),
            Expr::List(items) => items.iter().map(|item| self.value(item)).collect(),
            Expr::Map(entries) => self.map(entries),
            Expr::Join(pieces) => {
                let parts = pieces.iter().map(|piece| match piece {
                    Piece::Text(text) => text.clone(),
                    Piece::Hole(hole) => text(&self.value(hole)),
                });
                parts.collect::<String>().into()
            }
            Expr::Param(name) => self.parameters[name.as_str()].clone(),
            Expr::Id(symbol) => self.id(symbol).into(),
            Expr::Name(symbol) => match self.template.module(symbol) {
                Some(module) => module.deployment.as_str().into(),
                None => self.value(&self.find(symbol).name),
            },
            Expr::Read { of, path } => told(&self.id(of), &path.join(".")),
            Expr::Output { module, name } => {
                let module = self
                    .template
                    .module(module)
                    .unwrap_or_else(|| panic!("no module {module}"));
                let output = module
                    .template
                    .outputs
                    .iter()
                    .find(|output| output.name == *name);
                self.inside(module)
                    .value(&output.unwrap_or_else(|| panic!("no output {name}")).value)
            }
            Expr::Keys(symbol) => told(&self.id(symbol), "listKeys"),
            Expr::Call { func, args, .. } => {
                let args: Vec<String> = args.iter().map(|arg| text(&self.value(arg))).collect();
                self.call(func.name(), &args)
            }
            Expr::Member { of, path } => self.member(of, path),
        }
    }

    fn call(&self, name: &str, args: &[String]) -> Value {
        match name {
            "guid" => format!("«guid {}»", args.join(" ").replace('/', "∕")).into(),
            "resourceId" => self.here.resource_id(args).into(),
            "subscriptionResourceId" => below(
                &format!("/subscriptions/{}", self.here.subscription),
                &args[0],
                &args[1..],
            )
            .into(),
            other => self
                .here
                .about(other)
                .unwrap_or_else(|| panic!("function {other}")),
        }
    }

    fn member(&self, of: &Expr, path: &[Member]) -> Value {
        if let Expr::Keys(symbol) = of {
            let steps = path.iter().map(|step| match step {
                Member::Property(name) => format!(".{name}"),
                Member::Index(number) => format!("[{number}]"),
            });
            return told(
                &self.id(symbol),
                &format!("listKeys{}", steps.collect::<String>()),
            );
        }
        path.iter().fold(self.value(of), |value, step| match step {
            Member::Property(name) => value[*name].clone(),
            Member::Index(number) => value[*number as usize].clone(),
        })
    }

    /// What each item waits for by its own words.
    fn direct(&self) -> BTreeMap<String, BTreeSet<String>> {
        let items = self.template.items();
        items
            .map(|item| {
                let mut found: BTreeSet<String> =
                    item.after().iter().map(ToString::to_string).collect();
                let mut look = |value: &Expr| {
                    value.walk(&mut |value| match value {
                        Expr::Id(symbol)
                        | Expr::Name(symbol)
                        | Expr::Keys(symbol)
                        | Expr::Read { of: symbol, .. }
                        | Expr::Output { module: symbol, .. } => {
                            found.insert(symbol.to_string());
                        }
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
                };
                match item {
                    Item::Resource(resource) => {
                        look(&resource.name);
                        for (key, value) in &resource.body {
                            if let Key::Computed(key) = key {
                                look(key);
                            }
                            look(value);
                        }
                        if let Placement::ChildOf(symbol) | Placement::ExtensionOf(symbol) =
                            &resource.placement
                        {
                            found.insert(symbol.to_string());
                        }
                    }
                    Item::Module(module) => {
                        module.arguments.iter().for_each(|(_, value)| look(value));
                    }
                }
                (item.symbol().to_string(), found)
            })
            .collect()
    }
}
