//! The plan: the deployment as a typed tree of templates, resources and values.
//!
//! The plan is made by `lower`, checked by `verify` and printed by the two printers under `emit`. It is written down once: what
//! a printer needs to know about order, names and dependencies is decided here. Its types are not serialisable on purpose;
//! what leaves the program is written by a printer with a stable form of its own.

pub mod dependencies;
pub mod expr;
pub mod symbol;

pub use expr::{Expr, Func, Key, Member, Piece};
pub use symbol::{Symbol, Symbols};

/// A whole deployment: the root template, with its modules inside.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The intent's name: stem of the root files and prefix of deployment names.
    pub name: String,
    /// File name (without folders) of the intent, for the first line of each file.
    pub source: String,
    /// The template that is deployed to the resource group.
    pub root: Template,
}

/// One template: one Bicep file, one ARM template (nested or root).
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// File name without folder and extension, unique in the plan.
    pub stem: String,
    /// What the template is for; `metadata description`.
    pub description: Option<String>,
    /// Values that the parent hands in.
    pub parameters: Vec<Parameter>,
    /// Resources and modules, in printing order, under headings.
    pub sections: Vec<Section>,
    /// Values that the parent may read.
    pub outputs: Vec<Output>,
}

/// A string parameter of a template.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: Symbol,
    /// What it holds.
    pub description: String,
}

/// A string output of a template.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// Its name.
    pub name: Symbol,
    /// What it holds, where the name does not say it.
    pub description: Option<String>,
    /// Its value.
    pub value: Expr,
}

/// Items under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Heading; none where the template is short.
    pub title: Option<String>,
    /// What stands below it.
    pub items: Vec<Item>,
}

/// A statement of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A resource, deployed or existing.
    Resource(Resource),
    /// A nested deployment.
    Module(Module),
}

impl Item {
    /// The symbol by which others name the item.
    pub fn symbol(&self) -> &Symbol {
        match self {
            Self::Resource(resource) => &resource.symbol,
            Self::Module(module) => &module.symbol,
        }
    }

    /// What the item waits for beyond what its values mention.
    pub fn after(&self) -> &[Symbol] {
        match self {
            Self::Resource(resource) => &resource.after,
            Self::Module(module) => &module.after,
        }
    }
}

/// A resource type at one API version. The tables under `azure` hold the only ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResourceType {
    /// Full name, such as `Microsoft.Devices/IotHubs`.
    pub name: &'static str,
    /// API version.
    pub api: &'static str,
}

/// Whether a resource is written, written once, or only looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Written by every deployment.
    Deployed,
    /// Written only when it does not exist yet.
    OnlyIfNotExists,
    /// Not written: it exists already.
    Existing,
}

/// Where a resource lives.
#[derive(Clone, Debug, PartialEq)]
pub enum Placement {
    /// In the template's own resource group.
    Group,
    /// A child of another resource of the template.
    ChildOf(Symbol),
    /// An extension of another resource of the template.
    ExtensionOf(Symbol),
    /// In another resource group; for existing resources only.
    Elsewhere(GroupScope),
}

/// A resource group other than the template's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupScope {
    /// Subscription id; none for the deployment's own.
    pub subscription: Option<String>,
    /// Name of the resource group.
    pub resource_group: String,
}

/// Retry of a write (`@retryOn`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryOn {
    /// Error codes on which to try again.
    pub codes: Vec<String>,
    /// How many times at most.
    pub count: u8,
}

/// A resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// Name within the template.
    pub symbol: Symbol,
    /// Type and API version.
    pub kind: ResourceType,
    /// Written, written once or looked up.
    pub presence: Presence,
    /// Where it lives.
    pub placement: Placement,
    /// Azure's name; of a child its own last part.
    pub name: Expr,
    /// Everything below the name, in printing order.
    pub body: Vec<(Key, Expr)>,
    /// Try the write again on these codes.
    pub retry_on: Option<RetryOn>,
    /// Codes of compiler warnings about the name that are known to be wrong; Bicep only.
    pub silenced: Vec<&'static str>,
    /// What it waits for beyond what its values mention.
    pub after: Vec<Symbol>,
}

/// A nested deployment.
#[derive(Clone, Debug, PartialEq)]
pub struct Module {
    /// Name within the template.
    pub symbol: Symbol,
    /// Remark printed above it.
    pub remark: Option<String>,
    /// Name of the deployment in Azure, at most 64 characters; in a series the number is appended.
    pub deployment: String,
    /// Resource group it deploys to; none for the parent's own.
    pub scope: Option<GroupScope>,
    /// How many copies run one after the other; none for a single deployment.
    pub series: Option<u8>,
    /// Values for the template's parameters.
    pub arguments: Vec<(Symbol, Expr)>,
    /// What it waits for beyond what its values mention.
    pub after: Vec<Symbol>,
    /// What it deploys.
    pub template: Template,
}

impl Resource {
    /// A resource that every deployment writes into the template's own group.
    pub fn new(symbol: Symbol, kind: ResourceType, name: impl Into<Expr>) -> Self {
        Self {
            symbol,
            kind,
            presence: Presence::Deployed,
            placement: Placement::Group,
            name: name.into(),
            body: Vec::new(),
            retry_on: None,
            silenced: Vec::new(),
            after: Vec::new(),
        }
    }

    /// The same, looked up instead of written.
    #[must_use]
    pub fn existing(self) -> Self {
        self.presence(Presence::Existing)
    }

    /// The same with that presence.
    #[must_use]
    pub fn presence(self, presence: Presence) -> Self {
        Self { presence, ..self }
    }

    /// The same in that place.
    #[must_use]
    pub fn placement(self, placement: Placement) -> Self {
        Self { placement, ..self }
    }

    /// The same as a child of another resource.
    #[must_use]
    pub fn child_of(self, parent: &Symbol) -> Self {
        self.placement(Placement::ChildOf(parent.clone()))
    }

    /// The same as an extension of another resource.
    #[must_use]
    pub fn extension_of(self, scope: &Symbol) -> Self {
        self.placement(Placement::ExtensionOf(scope.clone()))
    }

    /// The same with that body.
    #[must_use]
    pub fn body(self, body: Vec<(Key, Expr)>) -> Self {
        Self { body, ..self }
    }

    /// The same with a retry.
    #[must_use]
    pub fn retry_on(self, retry_on: Option<RetryOn>) -> Self {
        Self { retry_on, ..self }
    }

    /// The same, waiting for those.
    #[must_use]
    pub fn after(self, after: Vec<Symbol>) -> Self {
        Self { after, ..self }
    }
}

impl Template {
    /// All items in printing order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.sections
            .iter()
            .flat_map(|section| section.items.iter())
    }

    /// All resources in printing order, existing ones too.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        self.items().filter_map(|item| match item {
            Item::Resource(resource) => Some(resource),
            Item::Module(_) => None,
        })
    }

    /// All modules in printing order.
    pub fn modules(&self) -> impl Iterator<Item = &Module> {
        self.items().filter_map(|item| match item {
            Item::Module(module) => Some(module),
            Item::Resource(_) => None,
        })
    }

    /// The resource of that symbol.
    pub fn resource(&self, symbol: &Symbol) -> Option<&Resource> {
        self.resources().find(|resource| resource.symbol == *symbol)
    }

    /// The module of that symbol.
    pub fn module(&self, symbol: &Symbol) -> Option<&Module> {
        self.modules().find(|module| module.symbol == *symbol)
    }
}

impl Plan {
    /// The templates of all modules, each file once, ordered by file name.
    pub fn module_templates(&self) -> Vec<&Template> {
        let mut found = Vec::new();
        collect(&self.root, &mut found);
        found.sort_by(|a, b| a.stem.cmp(&b.stem));
        found.dedup_by(|a, b| a.stem == b.stem);
        found
    }
}

fn collect<'a>(template: &'a Template, found: &mut Vec<&'a Template>) {
    for module in template.modules() {
        found.push(&module.template);
        collect(&module.template, found);
    }
}
