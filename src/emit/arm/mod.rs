//! The ARM printer: a plan as one ARM JSON template in object form, with its modules nested inside.
//!
//! It is what the Bicep compiler makes of our Bicep, but for two things: the stamp in `metadata`, and `existing` entries that
//! nothing reads, which are left out. Facts: Bicep CLI 0.49.2.

mod expression;
mod json;
mod order;
pub mod text;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use self::expression::Values;
use super::File;
use crate::plan::dependencies::{Dependencies, dependencies};
use crate::plan::{
    Expr, GroupScope, Item, Key, Module, Output, Parameter, Placement, Plan, Presence, Resource,
    RetryOn, Symbol, Template,
};

/// The ARM template of a plan.
pub fn arm(plan: &Plan) -> File {
    let mut stamp = Map::new();
    stamp.insert("generator".to_owned(), "hubseal".into());
    stamp.insert("source".to_owned(), text::literal(&plan.source).into());
    File {
        path: format!("arm/{}.json", plan.name),
        text: json::print(&template(&plan.root, stamp)),
    }
}

/// The language's own type of a nested deployment, and the version that the compiler writes.
const NESTED: (&str, &str) = ("Microsoft.Resources/deployments", "2025-04-01");

const SCHEMA: &str =
    "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";

fn template(template: &Template, mut metadata: Map<String, Value>) -> Value {
    let mut out = Map::new();
    out.insert("$schema".to_owned(), SCHEMA.into());
    out.insert("languageVersion".to_owned(), "2.0".into());
    out.insert("contentVersion".to_owned(), "1.0.0.0".into());
    if let Some(description) = &template.description {
        metadata.insert("description".to_owned(), text::literal(description).into());
    }
    if !metadata.is_empty() {
        out.insert("metadata".to_owned(), metadata.into());
    }
    if !template.parameters.is_empty() {
        let parameters = template.parameters.iter();
        out.insert(
            "parameters".to_owned(),
            parameters.map(parameter).collect::<Map<_, _>>().into(),
        );
    }
    out.insert(
        "resources".to_owned(),
        Statements::of(template).resources().into(),
    );
    if !template.outputs.is_empty() {
        let values = Values::of(template);
        let outputs = template.outputs.iter().map(|one| output(one, values));
        out.insert("outputs".to_owned(), outputs.collect::<Map<_, _>>().into());
    }
    out.into()
}

fn parameter(parameter: &Parameter) -> (String, Value) {
    let value = json!({
        "type": "string",
        "metadata": {"description": text::literal(&parameter.description)},
    });
    (parameter.name.to_string(), value)
}

fn output(output: &Output, values: Values<'_>) -> (String, Value) {
    let mut out = Map::new();
    out.insert("type".to_owned(), "string".into());
    if let Some(description) = &output.description {
        let metadata = json!({"description": text::literal(description)});
        out.insert("metadata".to_owned(), metadata);
    }
    out.insert("value".to_owned(), values.value(&output.value));
    (output.name.to_string(), out.into())
}

/// Prints the resources and modules of one template.
struct Statements<'a> {
    template: &'a Template,
    values: Values<'a>,
    dependencies: BTreeMap<Symbol, Dependencies>,
    needed: BTreeSet<&'a Symbol>,
}

impl<'a> Statements<'a> {
    fn of(template: &'a Template) -> Self {
        Self {
            template,
            values: Values::of(template),
            dependencies: dependencies(template),
            needed: needed(template),
        }
    }

    /// Resources first, then modules: the compiler's order.
    fn resources(&self) -> Map<String, Value> {
        let resources = self
            .template
            .resources()
            .filter(|resource| {
                resource.presence != Presence::Existing || self.needed.contains(&resource.symbol)
            })
            .map(|resource| (resource.symbol.to_string(), self.resource(resource)));
        let modules = self
            .template
            .modules()
            .map(|module| (module.symbol.to_string(), self.module(module)));
        resources.chain(modules).collect()
    }

    fn resource(&self, resource: &Resource) -> Value {
        let mut out = Map::new();
        let mut options = Map::new();
        match resource.presence {
            Presence::Deployed => {}
            Presence::OnlyIfNotExists => {
                options.insert("onlyIfNotExists".to_owned(), json!([]));
            }
            Presence::Existing => {
                out.insert("existing".to_owned(), true.into());
            }
        }
        if let Some(retry) = &resource.retry_on {
            options.insert("retryOn".to_owned(), retry_on(retry));
        }
        if !options.is_empty() {
            out.insert("@options".to_owned(), options.into());
        }
        out.insert("type".to_owned(), resource.kind.name.into());
        out.insert("apiVersion".to_owned(), resource.kind.api.into());
        match &self.values.topmost(resource).placement {
            Placement::Group | Placement::ChildOf(_) => {}
            Placement::ExtensionOf(scope) => {
                let id = text::expression(&self.values.id(scope));
                out.insert("scope".to_owned(), id.into());
            }
            Placement::Elsewhere(scope) => put_scope(&mut out, scope),
        }
        out.insert("name".to_owned(), self.values.full_name(resource));
        out.extend(self.values.object(&resource.body));
        self.put_dependencies(&mut out, &resource.symbol);
        out.into()
    }

    fn module(&self, module: &Module) -> Value {
        let mut out = Map::new();
        let mut name = Value::from(text::literal(&module.deployment));
        if let Some(count) = module.series {
            let range = format!("range(0, {count})");
            out.insert(
                "copy".to_owned(),
                json!({
                    "name": module.symbol.as_str(),
                    "count": text::expression(&text::call("length", std::slice::from_ref(&range))),
                    "mode": "serial",
                    "batchSize": 1,
                }),
            );
            let prefix = format!("'{}-{{0}}'", text::format_part(&module.deployment));
            let number = format!("{range}[copyIndex()]");
            name = text::expression(&text::call("format", &[prefix, number])).into();
        }
        out.insert("type".to_owned(), NESTED.0.into());
        out.insert("apiVersion".to_owned(), NESTED.1.into());
        out.insert("name".to_owned(), name);
        if let Some(scope) = &module.scope {
            put_scope(&mut out, scope);
        }
        let mut properties = Map::new();
        properties.insert(
            "expressionEvaluationOptions".to_owned(),
            json!({"scope": "inner"}),
        );
        properties.insert("mode".to_owned(), "Incremental".into());
        if !module.arguments.is_empty() {
            let arguments = module.arguments.iter().map(|(name, value)| {
                let name = text::key(name.as_str());
                (name, json!({"value": self.values.value(value)}))
            });
            properties.insert(
                "parameters".to_owned(),
                arguments.collect::<Map<_, _>>().into(),
            );
        }
        properties.insert(
            "template".to_owned(),
            template(&module.template, Map::new()),
        );
        out.insert("properties".to_owned(), properties.into());
        self.put_dependencies(&mut out, &module.symbol);
        out.into()
    }

    fn put_dependencies(&self, out: &mut Map<String, Value>, symbol: &Symbol) {
        let Some(found) = self.dependencies.get(symbol) else {
            return;
        };
        let unique: BTreeSet<&Symbol> = found.implied.iter().chain(&found.explicit).collect();
        let mut sorted: Vec<&Symbol> = unique.into_iter().collect();
        order::sort(&mut sorted);
        if !sorted.is_empty() {
            let names = sorted.into_iter().map(Symbol::as_str);
            out.insert("dependsOn".to_owned(), names.collect());
        }
    }
}

/// The symbols by which something is read or waited for; an `existing` entry without one says nothing and is left out.
fn needed(template: &Template) -> BTreeSet<&Symbol> {
    let mut found = BTreeSet::new();
    for item in template.items() {
        found.extend(item.after());
        match item {
            Item::Resource(resource) => {
                note(&resource.name, &mut found);
                for (key, value) in &resource.body {
                    if let Key::Computed(key) = key {
                        note(key, &mut found);
                    }
                    note(value, &mut found);
                }
            }
            Item::Module(module) => {
                for (_, value) in &module.arguments {
                    note(value, &mut found);
                }
            }
        }
    }
    for output in &template.outputs {
        note(&output.value, &mut found);
    }
    found
}

fn note<'a>(value: &'a Expr, found: &mut BTreeSet<&'a Symbol>) {
    value.walk(&mut |value| match value {
        Expr::Read { of: symbol, .. } | Expr::Keys(symbol) => {
            found.insert(symbol);
        }
        Expr::Text(_)
        | Expr::Int(_)
        | Expr::Bool(_)
        | Expr::List(_)
        | Expr::Map(_)
        | Expr::Join(_)
        | Expr::Param(_)
        | Expr::Id(_)
        | Expr::Name(_)
        | Expr::Output { .. }
        | Expr::Call { .. }
        | Expr::Member { .. } => {}
    });
}

fn put_scope(out: &mut Map<String, Value>, scope: &GroupScope) {
    if let Some(subscription) = &scope.subscription {
        out.insert(
            "subscriptionId".to_owned(),
            text::literal(subscription).into(),
        );
    }
    out.insert(
        "resourceGroup".to_owned(),
        text::literal(&scope.resource_group).into(),
    );
}

fn retry_on(retry: &RetryOn) -> Value {
    let codes: Value = retry.codes.iter().map(|code| text::literal(code)).collect();
    json!([codes, retry.count])
}
