//! Values of the plan as Bicep expressions.

use std::collections::BTreeSet;

use super::syntax::{Join, Key, Shape, Syntax};
use crate::emit::pieces::{Pieces, pieces};
use crate::plan::{self, Expr, Func, GroupScope, Member, Symbol, Template};

/// The names of a template, which decide how a function must be called.
#[derive(Debug)]
pub(super) struct Names<'a> {
    declared: BTreeSet<&'a str>,
}

/// A namespace of the language.
#[derive(Clone, Copy, Debug)]
pub(super) enum Space {
    /// Functions about Azure.
    Az,
    /// Everything else: functions, types, decorators.
    Sys,
}

impl<'a> Names<'a> {
    /// Parameters, resources and modules share one set of names.
    pub(super) fn of(template: &'a Template) -> Self {
        let parameters = template.parameters.iter().map(|parameter| &parameter.name);
        let items = template.items().map(plan::Item::symbol);
        Self {
            declared: parameters.chain(items).map(Symbol::as_str).collect(),
        }
    }

    /// A word of the language, with its namespace where the template has a thing of that name.
    pub(super) fn word(&self, space: Space, word: &str) -> String {
        if !self.declared.contains(word) {
            return word.to_owned();
        }
        match space {
            Space::Az => format!("az.{word}"),
            Space::Sys => format!("sys.{word}"),
        }
    }

    /// A name for the variable of a loop that hides nothing of the template.
    pub(super) fn loop_variable(&self) -> String {
        let mut name = "i".to_owned();
        while self.declared.contains(name.as_str()) {
            name.push('i');
        }
        name
    }

    /// `resourceGroup('rg')` or `resourceGroup('sub', 'rg')`.
    pub(super) fn scope(&self, scope: &GroupScope) -> Syntax {
        let names = scope
            .subscription
            .iter()
            .chain(std::iter::once(&scope.resource_group));
        Syntax::call(
            self.word(Space::Az, "resourceGroup"),
            names.cloned().map(Syntax::Text).collect(),
        )
    }

    /// A value.
    pub(super) fn value(&self, expr: &Expr) -> Syntax {
        match expr {
            Expr::Text(text) => Syntax::Text(text.clone()),
            Expr::Int(number) => Syntax::Int(*number),
            Expr::Bool(value) => Syntax::Bool(*value),
            Expr::List(items) => Syntax::Array {
                items: items.iter().map(|item| self.value(item)).collect(),
                shape: Shape::Tall,
            },
            Expr::Map(entries) => Syntax::object(
                entries
                    .iter()
                    .map(|(key, value)| (self.key(key), self.value(value)))
                    .collect(),
            ),
            Expr::Join(join) => match pieces(join) {
                Pieces::Text(text) => Syntax::Text(text),
                Pieces::Mixed { first, rest } => Syntax::Join(self.join(first, rest)),
            },
            Expr::Param(symbol) => name(symbol),
            Expr::Id(symbol) => name(symbol).property("id"),
            Expr::Name(symbol) => name(symbol).property("name"),
            Expr::Read { of, path } => path
                .iter()
                .fold(name(of), |whole, part| whole.property(*part)),
            Expr::Output {
                module,
                name: output,
            } => name(module).property("outputs").property(output.as_str()),
            Expr::Keys(symbol) => Syntax::Call {
                on: Some(Box::new(name(symbol))),
                name: "listKeys".to_owned(),
                args: Vec::new(),
                comment: None,
            },
            Expr::Call { func, args, remark } => Syntax::Call {
                on: None,
                name: self.word(space(*func), func.name()),
                args: args.iter().map(|arg| self.value(arg)).collect(),
                comment: remark.clone(),
            },
            Expr::Member { of, path } => {
                path.iter().fold(self.value(of), |whole, step| match step {
                    Member::Property(part) => whole.property(*part),
                    Member::Index(number) => Syntax::Index {
                        of: Box::new(whole),
                        index: Box::new(Syntax::Int(i64::from(*number))),
                    },
                })
            }
        }
    }

    /// A key; one that is computed is a string with holes.
    pub(super) fn key(&self, key: &plan::Key) -> Key {
        match key {
            plan::Key::Text(text) | plan::Key::Computed(Expr::Text(text)) => {
                Key::Text(text.clone())
            }
            plan::Key::Computed(Expr::Join(join)) => match pieces(join) {
                Pieces::Text(text) => Key::Text(text),
                Pieces::Mixed { first, rest } => Key::Join(self.join(first, rest)),
            },
            plan::Key::Computed(expr) => Key::Join(Join {
                first: String::new(),
                rest: vec![(self.value(expr), String::new())],
            }),
        }
    }

    fn join(&self, first: String, rest: Vec<(&Expr, String)>) -> Join {
        Join {
            first,
            rest: rest
                .into_iter()
                .map(|(hole, behind)| (self.value(hole), behind))
                .collect(),
        }
    }
}

fn name(symbol: &Symbol) -> Syntax {
    Syntax::Name(symbol.as_str().to_owned())
}

fn space(func: Func) -> Space {
    match func {
        Func::Guid => Space::Sys,
        Func::ResourceId
        | Func::SubscriptionResourceId
        | Func::Subscription
        | Func::ResourceGroup
        | Func::Tenant
        | Func::Environment => Space::Az,
    }
}
