//! Values of the plan: a small closed set that both printers know in full.

use super::Symbol;

/// A value in a template.
///
/// Text is always text: nothing in it is ever taken for an expression by either printer.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// Text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// True or false.
    Bool(bool),
    /// A list, printed one item a line.
    List(Vec<Expr>),
    /// A map, printed one entry a line.
    Map(Vec<(Key, Expr)>),
    /// Text with holes.
    Join(Vec<Piece>),
    /// A parameter of the template.
    Param(Symbol),
    /// The id of a resource of the template.
    Id(Symbol),
    /// The name of a resource of the template (of a child its own last part).
    Name(Symbol),
    /// A value that Azure tells once the resource is there, such as `properties.hostName`; never empty.
    Read {
        /// The resource, deployed or existing.
        of: Symbol,
        /// Path below it; identifiers only.
        path: Vec<&'static str>,
    },
    /// An output of a module of the template.
    Output {
        /// The module.
        module: Symbol,
        /// The output.
        name: Symbol,
    },
    /// The answer of `listKeys` on a resource of the template: a secret.
    Keys(Symbol),
    /// A function call.
    Call {
        /// The function.
        func: Func,
        /// Its arguments.
        args: Vec<Expr>,
        /// A remark for the reader behind the last argument; Bicep only.
        remark: Option<String>,
    },
    /// A part of the answer of a call (`Call` or `Keys`).
    Member {
        /// The call.
        of: Box<Expr>,
        /// The way to the part; never empty.
        path: Vec<Member>,
    },
}

/// A key of a map.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// A fixed or user-given key; always text.
    Text(String),
    /// A key that is computed at deployment time.
    Computed(Expr),
}

/// A piece of text with holes.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Literal text.
    Text(String),
    /// A value; neither a list nor a map nor something that holds one.
    Hole(Expr),
}

/// A step into the answer of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    /// A property; an identifier.
    Property(&'static str),
    /// An item of a list.
    Index(u32),
}

/// The functions that a plan may call; one row each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Func {
    /// `guid(text, …)`: a name-based UUID.
    Guid,
    /// `resourceId([subscription], [group], type, name, …)`.
    ResourceId,
    /// `subscriptionResourceId(type, name)`.
    SubscriptionResourceId,
    /// `subscription()`.
    Subscription,
    /// `resourceGroup()`.
    ResourceGroup,
    /// `tenant()`.
    Tenant,
    /// `environment()`.
    Environment,
}

impl Func {
    /// Every function, for tests and for the list of names that symbols must avoid.
    pub const ALL: [Self; 7] = [
        Self::Guid,
        Self::ResourceId,
        Self::SubscriptionResourceId,
        Self::Subscription,
        Self::ResourceGroup,
        Self::Tenant,
        Self::Environment,
    ];

    /// The name, the same in both languages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Guid => "guid",
            Self::ResourceId => "resourceId",
            Self::SubscriptionResourceId => "subscriptionResourceId",
            Self::Subscription => "subscription",
            Self::ResourceGroup => "resourceGroup",
            Self::Tenant => "tenant",
            Self::Environment => "environment",
        }
    }
}

impl Expr {
    /// Text.
    pub fn text(value: impl Into<String>) -> Self {
        Self::Text(value.into())
    }

    /// A function call without a remark.
    pub fn call(func: Func, args: Vec<Self>) -> Self {
        Self::Call {
            func,
            args,
            remark: None,
        }
    }

    /// `func().path…` for a function without arguments.
    pub fn call_member(func: Func, path: &[&'static str]) -> Self {
        Self::Member {
            of: Box::new(Self::call(func, Vec::new())),
            path: path.iter().map(|name| Member::Property(name)).collect(),
        }
    }

    /// A map with fixed keys.
    pub fn map<const N: usize>(entries: [(&'static str, Self); N]) -> Self {
        Self::Map(
            entries
                .into_iter()
                .map(|(key, value)| (Key::text(key), value))
                .collect(),
        )
    }

    /// A list of texts.
    pub fn texts<T: Into<String>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::List(items.into_iter().map(Self::text).collect())
    }

    /// Calls `visit` on this value and on every value in it, from the outside in.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        match self {
            Self::List(items) | Self::Call { args: items, .. } => {
                for item in items {
                    item.walk(visit);
                }
            }
            Self::Map(entries) => {
                for (key, value) in entries {
                    if let Key::Computed(key) = key {
                        key.walk(visit);
                    }
                    value.walk(visit);
                }
            }
            Self::Join(pieces) => {
                for piece in pieces {
                    if let Piece::Hole(hole) = piece {
                        hole.walk(visit);
                    }
                }
            }
            Self::Member { of, .. } => of.walk(visit),
            Self::Text(_)
            | Self::Int(_)
            | Self::Bool(_)
            | Self::Param(_)
            | Self::Id(_)
            | Self::Name(_)
            | Self::Read { .. }
            | Self::Output { .. }
            | Self::Keys(_) => {}
        }
    }
}

impl Piece {
    /// Literal text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

impl Key {
    /// A fixed or user-given key.
    pub fn text(key: impl Into<String>) -> Self {
        Self::Text(key.into())
    }
}

impl From<&str> for Expr {
    fn from(value: &str) -> Self {
        Self::text(value)
    }
}

impl From<String> for Expr {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<bool> for Expr {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Expr {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<u32> for Expr {
    fn from(value: u32) -> Self {
        Self::Int(value.into())
    }
}
