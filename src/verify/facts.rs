//! The plan read back: every write with its place in the order, and the few values that the promises are about.

use std::collections::BTreeMap;

use crate::plan::dependencies::{Dependencies, dependencies, reaches};
use crate::plan::{
    Expr, Func, GroupScope, Item, Key, Module, Piece, Placement, Plan, Presence, Resource, Symbol,
    Template,
};
use crate::values::ResourceId;

/// Everything the promises need to know.
pub(crate) struct Facts<'a> {
    /// The root template.
    pub(crate) root: &'a Template,
    /// Every resource of the plan, looked up or written.
    pub(crate) resources: Vec<Seen<'a>>,
    order: BTreeMap<Symbol, Dependencies>,
}

/// A resource where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'a> {
    /// The resource.
    pub(crate) resource: &'a Resource,
    /// The template that holds it.
    pub(crate) template: &'a Template,
    /// The module of the root template that holds it; none: the root template itself.
    pub(crate) module: Option<&'a Module>,
}

/// Which resource: its group, and type and name of each step from the top.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Address {
    /// Its group; none: the deployment's own.
    pub(crate) group: Option<GroupScope>,
    /// Type and name of each step, in lower case; a name that is computed is written as the plan has it.
    pub(crate) path: Vec<(String, String)>,
}

impl<'a> Facts<'a> {
    /// Reads a plan back. Modules hold no modules.
    pub(crate) fn read(plan: &'a Plan) -> Self {
        let root = &plan.root;
        let mut resources = Vec::new();
        for item in root.items() {
            match item {
                Item::Resource(resource) => resources.push(Seen {
                    resource,
                    template: root,
                    module: None,
                }),
                Item::Module(module) => {
                    let template = &module.template;
                    resources.extend(template.resources().map(|resource| Seen {
                        resource,
                        template,
                        module: Some(module),
                    }));
                }
            }
        }
        Self {
            root,
            resources,
            order: dependencies(root),
        }
    }

    /// All writes of a type, compared without case.
    pub(crate) fn writes(&self, kind: &str) -> impl Iterator<Item = Seen<'a>> {
        self.resources.iter().copied().filter(move |seen| {
            seen.resource.presence != Presence::Existing
                && seen.resource.kind.name.eq_ignore_ascii_case(kind)
        })
    }

    /// Whether `later` surely happens after `earlier`; both are symbols of the root template.
    pub(crate) fn is_after(&self, later: &Symbol, earlier: &Symbol) -> bool {
        later != earlier && reaches(&self.order, later, earlier)
    }

    /// What an output of a module of the root template reads.
    pub(crate) fn output(&self, module: &Symbol, name: &Symbol) -> Option<(Seen<'a>, &'a Expr)> {
        let module = self.root.module(module)?;
        let output = module
            .template
            .outputs
            .iter()
            .find(|output| output.name == *name)?;
        let Expr::Read { of, .. } = &output.value else {
            return None;
        };
        let resource = module.template.resource(of)?;
        Some((
            Seen {
                resource,
                template: &module.template,
                module: Some(module),
            },
            &output.value,
        ))
    }
}

impl<'a> Seen<'a> {
    /// The symbol in the root template by which its order is known.
    pub(crate) fn root_symbol(self) -> &'a Symbol {
        self.module
            .map_or(&self.resource.symbol, |module| &module.symbol)
    }

    /// Which resource it is.
    pub(crate) fn address(self) -> Address {
        let mut path = Vec::new();
        let mut group = self.module.and_then(|module| module.scope.clone());
        let mut next = Some(self.resource);
        while let Some(resource) = next {
            path.push((
                resource.kind.name.to_ascii_lowercase(),
                self.spelled(&resource.name),
            ));
            next = match &resource.placement {
                Placement::ChildOf(above) | Placement::ExtensionOf(above) => {
                    self.template.resource(above)
                }
                Placement::Elsewhere(elsewhere) => {
                    group = Some(elsewhere.clone());
                    None
                }
                Placement::Group => None,
            };
        }
        path.reverse();
        Address { group, path }
    }

    /// A name in lower case, such that two names are spelled alike only when they are the same: what a module is handed
    /// stands in the place of its parameters.
    fn spelled(self, name: &'a Expr) -> String {
        match self.at_root(name) {
            Expr::Call { func, args, .. } => {
                let args: Vec<String> = args.iter().map(|arg| self.spelled(arg)).collect();
                format!("{}({})", func.name(), args.join(", "))
            }
            other => plain(other),
        }
    }

    /// A value as the root template sees it: parameters of a module are replaced by what they are handed.
    pub(crate) fn at_root(self, value: &'a Expr) -> &'a Expr {
        if let (Expr::Param(name), Some(module)) = (value, self.module)
            && let Some((_, argument)) = module.arguments.iter().find(|(own, _)| own == name)
        {
            return argument;
        }
        value
    }

    /// The resource that this one extends.
    pub(crate) fn extended(self) -> Option<Seen<'a>> {
        match &self.resource.placement {
            Placement::ExtensionOf(symbol) => self
                .template
                .resource(symbol)
                .map(|resource| Seen { resource, ..self }),
            Placement::ChildOf(_) | Placement::Group | Placement::Elsewhere(_) => None,
        }
    }

    /// A value below the body.
    pub(crate) fn value(self, path: &[&str]) -> Option<&'a Expr> {
        let (first, rest) = path.split_first()?;
        let found = entry(&self.resource.body, first)?;
        below(found, rest)
    }

    /// A text below the body.
    pub(crate) fn text(self, path: &[&str]) -> Option<&'a str> {
        match self.value(path)? {
            Expr::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The value of a key.
pub(crate) fn entry<'a>(entries: &'a [(Key, Expr)], name: &str) -> Option<&'a Expr> {
    entries
        .iter()
        .find(|(key, _)| matches!(key, Key::Text(text) if text == name))
        .map(|(_, value)| value)
}

/// A value below a value.
pub(crate) fn below<'a>(value: &'a Expr, path: &[&str]) -> Option<&'a Expr> {
    path.iter().try_fold(value, |value, name| match value {
        Expr::Map(entries) => entry(entries, name),
        _ => None,
    })
}

/// The items of a list.
pub(crate) fn list(value: Option<&Expr>) -> &[Expr] {
    match value {
        Some(Expr::List(items)) => items,
        _ => &[],
    }
}

/// Which resource an id means that is written as text or by `resourceId`.
pub(super) fn address_of(id: &Expr) -> Option<Address> {
    match id {
        Expr::Text(text) => {
            let id = ResourceId::parse(text).ok()?;
            let group = GroupScope {
                subscription: Some(id.subscription().to_string()),
                resource_group: id.resource_group().to_owned(),
            };
            let names = id.names().iter().map(|name| name.to_ascii_lowercase());
            Some(Address {
                group: Some(group),
                path: path_of(id.kind(), names.collect()),
            })
        }
        Expr::Call {
            func: Func::ResourceId,
            args,
            ..
        } => {
            let at = args
                .iter()
                .position(|arg| matches!(arg, Expr::Text(text) if text.contains('/')))?;
            let (scope, rest) = args.split_at(at);
            let (kind, names) = rest.split_first().filter(|(_, names)| !names.is_empty())?;
            let group = match scope {
                [] => None,
                [Expr::Text(group)] => Some(GroupScope {
                    subscription: None,
                    resource_group: group.clone(),
                }),
                [Expr::Text(subscription), Expr::Text(group)] => Some(GroupScope {
                    subscription: Some(subscription.clone()),
                    resource_group: group.clone(),
                }),
                _ => return None,
            };
            Some(Address {
                group,
                path: path_of(&plain(kind), names.iter().map(plain).collect()),
            })
        }
        _ => None,
    }
}

/// Type and name of each step, from the whole type and all names.
fn path_of(kind: &str, names: Vec<String>) -> Vec<(String, String)> {
    let kind = kind.to_ascii_lowercase();
    let last = names.len() - 1;
    let whole = kind.matches('/').count();
    names
        .into_iter()
        .enumerate()
        .map(|(index, name)| {
            let parts = kind.split('/').take(whole + 1 - (last - index));
            (parts.collect::<Vec<_>>().join("/"), name)
        })
        .collect()
}

/// A name in lower case; of a computed one its literal pieces.
pub(crate) fn plain(value: &Expr) -> String {
    match value {
        Expr::Text(text) => text.to_ascii_lowercase(),
        Expr::Join(pieces) => pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.to_ascii_lowercase(),
                Piece::Hole(_) => "*".to_owned(),
            })
            .collect(),
        other => format!("{other:?}").to_ascii_lowercase(),
    }
}
