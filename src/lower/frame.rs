//! The frame of a plan while it is being made: symbols, file names, deployment names, sections.

use crate::intent::Intent;
use crate::intent::reference::Reference;
use crate::intent::settled::Home;
use crate::plan::{
    Expr, GroupScope, Item, Module, Output, Parameter, Section, Symbol, Symbols, Template,
};

use super::names::Names;

/// What the parts of the lowering share.
pub(super) struct Frame<'a> {
    /// The intent.
    pub(super) intent: &'a Intent,
    /// Symbols of the root template.
    pub(super) symbols: Symbols,
    /// File names of modules.
    pub(super) stems: Names,
    /// Names of deployments.
    pub(super) deployments: Names,
    /// Sections of the root template so far.
    pub(super) sections: Vec<Section>,
}

/// Values that a module is handed, and the symbols of its template.
#[derive(Default)]
pub(super) struct Passing {
    /// Symbols of the module's template.
    pub(super) symbols: Symbols,
    parameters: Vec<Parameter>,
    arguments: Vec<(Symbol, Expr)>,
    outputs: Vec<Output>,
}

impl<'a> Frame<'a> {
    /// An empty frame.
    pub(super) fn new(intent: &'a Intent) -> Self {
        Self {
            intent,
            symbols: Symbols::default(),
            stems: Names::default(),
            deployments: Names::default(),
            sections: Vec::new(),
        }
    }

    /// Adds a section, unless it is empty.
    pub(super) fn section(&mut self, title: impl Into<String>, items: Vec<Item>) {
        if !items.is_empty() {
            self.sections.push(Section {
                title: Some(title.into()),
                items,
            });
        }
    }

    /// A module whose symbol, file and deployment are called after `parts`.
    pub(super) fn module(
        &mut self,
        parts: &[&str],
        home: Option<&Home>,
        passing: Passing,
        items: Vec<Item>,
        after: Vec<Symbol>,
    ) -> Module {
        let symbol = self.symbols.claim(parts);
        self.module_as(symbol, parts, home, passing, items, after)
    }

    /// A module of that symbol, whose file and deployment are called after `parts`.
    pub(super) fn module_as(
        &mut self,
        symbol: Symbol,
        parts: &[&str],
        home: Option<&Home>,
        passing: Passing,
        items: Vec<Item>,
        after: Vec<Symbol>,
    ) -> Module {
        let name = self.intent.name.to_string();
        let mut words = vec![name.as_str()];
        words.extend(parts);
        Module {
            symbol,
            remark: None,
            deployment: self.deployments.deployment(&words),
            scope: home.map(group_scope),
            series: None,
            arguments: passing.arguments,
            after,
            template: Template {
                stem: self.stems.stem(parts),
                description: None,
                parameters: passing.parameters,
                sections: if items.is_empty() {
                    Vec::new()
                } else {
                    vec![Section { title: None, items }]
                },
                outputs: passing.outputs,
            },
        }
    }
}

impl Passing {
    /// Hands a value in and gives its parameter.
    pub(super) fn hand(&mut self, words: &[&str], description: &str, value: Expr) -> Expr {
        if let Some((known, _)) = self.arguments.iter().find(|(_, other)| *other == value) {
            return Expr::Param(known.clone());
        }
        let name = self.symbols.claim(words);
        self.parameters.push(Parameter {
            name: name.clone(),
            description: description.to_owned(),
        });
        self.arguments.push((name.clone(), value));
        Expr::Param(name)
    }

    /// The id of a reference in a module at `home`: written there where it comes out the same, else handed in.
    pub(super) fn reference(
        &mut self,
        reference: &Reference,
        home: &Home,
        words: &[&str],
        description: &str,
    ) -> Expr {
        if reference.is_same_in(home) {
            reference.id()
        } else {
            self.hand(words, description, reference.id())
        }
    }

    /// Adds an output.
    pub(super) fn output(&mut self, name: &'static str, description: &str, value: Expr) {
        self.outputs.push(Output {
            name: Symbol::fixed(name),
            description: Some(description.to_owned()),
            value,
        });
    }
}

/// The scope of a resource group that is not the deployment's own.
pub(super) fn group_scope(home: &Home) -> GroupScope {
    GroupScope {
        subscription: home.subscription.as_ref().map(ToString::to_string),
        resource_group: home.resource_group.clone(),
    }
}
