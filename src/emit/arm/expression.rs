//! Values of the plan as JSON values and as ARM expressions, spelled as the Bicep compiler spells them.

use serde_json::{Map, Value};

use super::text::{call, expression, format_part, key, literal, quote};
use crate::emit::pieces::{Pieces, pieces};
use crate::plan::{Expr, GroupScope, Key, Member, Module, Placement, Resource, Symbol, Template};

/// Prints the values of one template.
#[derive(Clone, Copy, Debug)]
pub(super) struct Values<'a> {
    template: &'a Template,
}

impl<'a> Values<'a> {
    pub(super) fn of(template: &'a Template) -> Self {
        Self { template }
    }

    /// A value: literals as JSON structure, everything else as an expression.
    pub(super) fn value(self, expr: &Expr) -> Value {
        match expr {
            Expr::Text(text) => literal(text).into(),
            Expr::Int(number) => (*number).into(),
            Expr::Bool(value) => (*value).into(),
            Expr::List(items) => items.iter().map(|item| self.value(item)).collect(),
            Expr::Map(entries) => Value::Object(self.object(entries)),
            Expr::Name(symbol) => match self.named(symbol) {
                Named::Resource(resource) => self.value(&resource.name),
                Named::Module(module) => literal(&module.deployment).into(),
            },
            Expr::Join(join) => match pieces(join) {
                Pieces::Text(text) => literal(&text).into(),
                Pieces::Mixed { first, rest } => expression(&self.format(&first, &rest)).into(),
            },
            Expr::Param(_)
            | Expr::Id(_)
            | Expr::Read { .. }
            | Expr::Output { .. }
            | Expr::Keys(_)
            | Expr::Call { .. }
            | Expr::Member { .. } => expression(&self.expression(expr)).into(),
        }
    }

    /// The entries of a map as JSON.
    pub(super) fn object(self, entries: &[(Key, Expr)]) -> Map<String, Value> {
        entries
            .iter()
            .map(|(name, value)| (self.key(name), self.value(value)))
            .collect()
    }

    /// The name of a resource as Azure takes it: those of its parents before its own.
    pub(super) fn full_name(self, resource: &Resource) -> Value {
        let Some(parent) = parent(resource) else {
            return self.value(&resource.name);
        };
        let mut names = self.segments(self.resource(parent));
        names.push(self.expression(&resource.name));
        let holes: Vec<String> = (0..names.len()).map(|at| format!("{{{at}}}")).collect();
        names.insert(0, quote(&holes.join("/")));
        expression(&call("format", &names)).into()
    }

    /// The id of the resource of that symbol, as an expression.
    pub(super) fn id(self, symbol: &Symbol) -> String {
        let resource = self.resource(symbol);
        let mut args = vec![quote(resource.kind.name)];
        args.extend(self.segments(resource));
        match &self.topmost(resource).placement {
            Placement::ExtensionOf(scope) => {
                args.insert(0, self.id(scope));
                call("extensionResourceId", &args)
            }
            Placement::Elsewhere(scope) => {
                args.insert(0, group_id(scope));
                call("extensionResourceId", &args)
            }
            Placement::Group | Placement::ChildOf(_) => call("resourceId", &args),
        }
    }

    /// The resource at the top of the parents, which says where its children live.
    pub(super) fn topmost(self, resource: &'a Resource) -> &'a Resource {
        let mut top = resource;
        while let Some(symbol) = parent(top) {
            top = self.resource(symbol);
        }
        top
    }

    /// The names on the way to a resource, one for each part of its type.
    fn segments(self, resource: &Resource) -> Vec<String> {
        let own = self.expression(&resource.name);
        if let Some(symbol) = parent(resource) {
            let mut names = self.segments(self.resource(symbol));
            names.push(own);
            return names;
        }
        match resource.kind.name.matches('/').count() {
            0 | 1 => vec![own],
            parts => (0..parts)
                .map(|at| format!("{}[{at}]", call("split", &[own.clone(), quote("/")])))
                .collect(),
        }
    }

    /// A value within an expression.
    fn expression(self, expr: &Expr) -> String {
        match expr {
            Expr::Text(text) => quote(text),
            Expr::Int(number) => match i32::try_from(*number) {
                Ok(number) => number.to_string(),
                Err(_) => call("json", &[quote(&number.to_string())]),
            },
            Expr::Bool(true) => call("true", &[]),
            Expr::Bool(false) => call("false", &[]),
            Expr::List(items) => call("createArray", &self.expressions(items)),
            Expr::Map(entries) => {
                let parts: Vec<String> = entries
                    .iter()
                    .flat_map(|(key, value)| [self.key_expression(key), self.expression(value)])
                    .collect();
                call("createObject", &parts)
            }
            Expr::Join(join) => match pieces(join) {
                Pieces::Text(text) => quote(&text),
                Pieces::Mixed { first, rest } => self.format(&first, &rest),
            },
            Expr::Param(symbol) => call("parameters", &[quote(symbol.as_str())]),
            Expr::Id(symbol) => self.id(symbol),
            Expr::Name(symbol) => match self.named(symbol) {
                Named::Resource(resource) => self.expression(&resource.name),
                Named::Module(module) => quote(&module.deployment),
            },
            Expr::Read { of, path } => self.read(of, path),
            Expr::Output { module, name } => member(
                call("reference", &[quote(module.as_str())]),
                &["outputs", name.as_str(), "value"],
            ),
            Expr::Keys(symbol) => {
                let api = quote(self.resource(symbol).kind.api);
                call("listKeys", &[quote(symbol.as_str()), api])
            }
            Expr::Call {
                func,
                args,
                remark: _,
            } => call(func.name(), &self.expressions(args)),
            Expr::Member { of, path } => {
                path.iter()
                    .fold(self.expression(of), |whole, step| match step {
                        Member::Property(part) => member(whole, &[part]),
                        Member::Index(number) => format!("{whole}[{number}]"),
                    })
            }
        }
    }

    fn expressions(self, items: &[Expr]) -> Vec<String> {
        items.iter().map(|item| self.expression(item)).collect()
    }

    /// What Azure tells of a resource; all but its properties only when asked in full.
    fn read(self, of: &Symbol, path: &[&'static str]) -> String {
        if let Some((&"properties", rest)) = path.split_first() {
            return member(call("reference", &[quote(of.as_str())]), rest);
        }
        let api = quote(self.resource(of).kind.api);
        let args = [quote(of.as_str()), api, quote("full")];
        member(call("reference", &args), path)
    }

    fn format(self, first: &str, rest: &[(&Expr, String)]) -> String {
        let mut text = format_part(first);
        let mut args = vec![String::new()];
        for (at, (hole, behind)) in rest.iter().enumerate() {
            text.extend(["{", &at.to_string(), "}", &format_part(behind)]);
            args.push(self.expression(hole));
        }
        args[0] = format!("'{text}'");
        call("format", &args)
    }

    fn key(self, name: &Key) -> String {
        match name {
            Key::Text(text) | Key::Computed(Expr::Text(text)) => key(text),
            Key::Computed(Expr::Join(join)) => match pieces(join) {
                Pieces::Text(text) => key(&text),
                Pieces::Mixed { first, rest } => expression(&self.format(&first, &rest)),
            },
            Key::Computed(expr) => expression(&self.format("", &[(expr, String::new())])),
        }
    }

    fn key_expression(self, name: &Key) -> String {
        match name {
            Key::Text(text) | Key::Computed(Expr::Text(text)) => quote(text),
            Key::Computed(expr @ Expr::Join(_)) => self.expression(expr),
            Key::Computed(expr) => self.format("", &[(expr, String::new())]),
        }
    }

    fn resource(self, symbol: &Symbol) -> &'a Resource {
        self.template
            .resource(symbol)
            .expect("a plan names only resources of the template")
    }

    fn named(self, symbol: &Symbol) -> Named<'a> {
        self.template
            .module(symbol)
            .map_or_else(|| Named::Resource(self.resource(symbol)), Named::Module)
    }
}

/// What has a name of its own in Azure.
enum Named<'a> {
    Resource(&'a Resource),
    Module(&'a Module),
}

fn parent(resource: &Resource) -> Option<&Symbol> {
    match &resource.placement {
        Placement::ChildOf(parent) => Some(parent),
        Placement::Group | Placement::ExtensionOf(_) | Placement::Elsewhere(_) => None,
    }
}

fn group_id(scope: &GroupScope) -> String {
    let subscription = scope.subscription.as_ref().map_or_else(
        || "subscription().subscriptionId".to_owned(),
        |subscription| quote(subscription),
    );
    call(
        "format",
        &[
            quote("/subscriptions/{0}/resourceGroups/{1}"),
            subscription,
            quote(&scope.resource_group),
        ],
    )
}

fn member(whole: String, path: &[&str]) -> String {
    path.iter()
        .fold(whole, |whole, part| format!("{whole}.{part}"))
}
