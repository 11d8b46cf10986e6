//! Statements of a Bicep file: parameters, resources, modules, outputs.

use std::collections::BTreeMap;

use super::layout::{LEVEL, Layout};
use super::syntax::{Join, Key, Shape, Syntax};
use super::text;
use super::value::{Names, Space};
use crate::plan::dependencies::{Dependencies, dependencies};
use crate::plan::{
    Item, Module, Output, Parameter, Placement, Presence, Resource, RetryOn, Symbol, Template,
};

/// Prints the statements of one template, each without a final newline.
#[derive(Debug)]
pub(super) struct Statements<'a> {
    names: Names<'a>,
    dependencies: BTreeMap<Symbol, Dependencies>,
    /// From the template's file to the folder of the modules.
    modules: &'static str,
}

/// Puts the directive that turns off wrong warnings above the line of the name.
fn silence(statement: String, codes: &[&str]) -> String {
    const NAME: &str = "\n  name: ";
    if codes.is_empty() {
        return statement;
    }
    let directive = format!("\n  #disable-next-line {}{NAME}", codes.join(" "));
    statement.replacen(NAME, &directive, 1)
}

impl<'a> Statements<'a> {
    /// `modules` is the path from the template's file to the folder of the modules, empty or with a `/` at its end.
    pub(super) fn of(template: &'a Template, modules: &'static str) -> Self {
        Self {
            names: Names::of(template),
            dependencies: dependencies(template),
            modules,
        }
    }

    /// A parameter.
    pub(super) fn parameter(&self, parameter: &Parameter) -> String {
        format!(
            "{}\nparam {} {}",
            self.description(&parameter.description),
            parameter.name,
            self.names.word(Space::Sys, "string")
        )
    }

    /// A resource or a module.
    pub(super) fn item(&self, item: &Item) -> String {
        match item {
            Item::Resource(resource) => self.resource(resource),
            Item::Module(module) => self.module(module),
        }
    }

    /// An output.
    pub(super) fn output(&self, output: &Output) -> String {
        let mut layout = Layout::default();
        if let Some(description) = &output.description {
            layout.write(&self.description(description));
            layout.newline(0);
        }
        layout.write(&format!(
            "output {} {} = ",
            output.name,
            self.names.word(Space::Sys, "string")
        ));
        layout.expression(&self.names.value(&output.value), 0);
        layout.finish()
    }

    fn resource(&self, resource: &Resource) -> String {
        let mut layout = Layout::default();
        let existing = match resource.presence {
            Presence::Deployed => "",
            Presence::OnlyIfNotExists => {
                layout.write(&format!("@{}()", self.word("onlyIfNotExists")));
                layout.newline(0);
                ""
            }
            Presence::Existing => " existing",
        };
        if let Some(retry) = &resource.retry_on {
            layout.write("@");
            layout.expression(&self.retry(retry), 0);
            layout.newline(0);
        }
        layout.write(&format!(
            "resource {} {}{existing} = ",
            resource.symbol,
            text::literal(&format!("{}@{}", resource.kind.name, resource.kind.api)),
        ));
        let mut body = Body::default();
        match &resource.placement {
            Placement::Group => {}
            Placement::ChildOf(parent) => body.put("parent", reference(parent)),
            Placement::ExtensionOf(scope) => body.put("scope", reference(scope)),
            Placement::Elsewhere(scope) => body.put("scope", self.names.scope(scope)),
        }
        body.put("name", self.names.value(&resource.name));
        for (key, value) in &resource.body {
            body.0.push((self.names.key(key), self.names.value(value)));
        }
        body.depend(self.explicit(&resource.symbol));
        layout.expression(&Syntax::object(body.0), 0);
        silence(layout.finish(), &resource.silenced)
    }

    fn module(&self, module: &Module) -> String {
        let mut layout = Layout::default();
        if let Some(remark) = &module.remark {
            layout.write(&text::comment(remark));
            layout.newline(0);
        }
        let mut name = Syntax::Text(module.deployment.clone());
        let mut header = None;
        if let Some(count) = module.series {
            let variable = self.names.loop_variable();
            let range = self.word("range");
            layout.write(&format!("@{}(1)", self.word("batchSize")));
            layout.newline(0);
            header = Some(format!("for {variable} in {range}(0, {count}): "));
            name = Syntax::Join(Join {
                first: format!("{}-", module.deployment),
                rest: vec![(Syntax::Name(variable), String::new())],
            });
        }
        let path = format!("{}{}.bicep", self.modules, module.template.stem);
        layout.write(&format!("module {} ", module.symbol));
        layout.expression(&Syntax::Text(path), 0);
        layout.write(" = ");
        let mut body = Body::default();
        body.put("name", name);
        self.fill(&mut body, module);
        let body = Syntax::object(body.0);
        if let Some(header) = header {
            layout.write("[");
            layout.newline(LEVEL);
            layout.write(&header);
            layout.expression(&body, LEVEL);
            layout.newline(0);
            layout.write("]");
        } else {
            layout.expression(&body, 0);
        }
        layout.finish()
    }

    fn fill(&self, body: &mut Body, module: &Module) {
        if let Some(scope) = &module.scope {
            body.put("scope", self.names.scope(scope));
        }
        if !module.arguments.is_empty() {
            let arguments = module.arguments.iter().map(|(name, value)| {
                (Key::Text(name.as_str().to_owned()), self.names.value(value))
            });
            body.put("params", Syntax::object(arguments.collect()));
        }
        body.depend(self.explicit(&module.symbol));
    }

    fn retry(&self, retry: &RetryOn) -> Syntax {
        let codes = Syntax::Array {
            items: retry.codes.iter().cloned().map(Syntax::Text).collect(),
            shape: Shape::Flat,
        };
        Syntax::call(
            self.word("retryOn"),
            vec![codes, Syntax::Int(retry.count.into())],
        )
    }

    fn description(&self, description: &str) -> String {
        format!(
            "@{}({})",
            self.word("description"),
            text::literal(description)
        )
    }

    fn word(&self, word: &str) -> String {
        self.names.word(Space::Sys, word)
    }

    fn explicit(&self, symbol: &Symbol) -> &[Symbol] {
        self.dependencies
            .get(symbol)
            .map_or(&[], |dependencies| &dependencies.explicit)
    }
}

/// The properties of a statement, in printing order.
#[derive(Default)]
struct Body(Vec<(Key, Syntax)>);

impl Body {
    fn put(&mut self, key: &'static str, value: Syntax) {
        self.0.push((Key::Text(key.to_owned()), value));
    }

    fn depend(&mut self, symbols: &[Symbol]) {
        if !symbols.is_empty() {
            self.put(
                "dependsOn",
                Syntax::Array {
                    items: symbols.iter().map(reference).collect(),
                    shape: Shape::Tall,
                },
            );
        }
    }
}

fn reference(symbol: &Symbol) -> Syntax {
    Syntax::Name(symbol.as_str().to_owned())
}
