//! References to resources that the intent names: by full id, or by parts of which some may be the deployment's own.

use super::settled::Home;
use crate::plan::{Expr, Func};
use crate::values::ResourceId;

/// What tells two resources of one type apart: subscription, group and names, in lower case.
pub type Identity = (Option<String>, Option<String>, Vec<String>);

/// A reference to a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A full resource id, printed as it was written.
    Id(ResourceId),
    /// Parts.
    Parts {
        /// Its type.
        kind: &'static str,
        /// Where it is; none: in the deployment's own group.
        home: Option<Home>,
        /// Its names, one for each segment of the type.
        names: Vec<String>,
    },
}

impl Reference {
    /// Name of the thing itself.
    pub fn name(&self) -> &str {
        match self {
            Self::Id(id) => id.names().last().map_or("", String::as_str),
            Self::Parts { names, .. } => names.last().map_or("", String::as_str),
        }
    }

    /// All its names, one for each segment of the type.
    pub fn names(&self) -> &[String] {
        match self {
            Self::Id(id) => id.names(),
            Self::Parts { names, .. } => names,
        }
    }

    /// Where it is; none: in the deployment's own group.
    pub fn home(&self) -> Option<Home> {
        match self {
            Self::Id(id) => Some(Home {
                subscription: Some(id.subscription().clone()),
                resource_group: id.resource_group().to_owned(),
            }),
            Self::Parts { home, .. } => home.clone(),
        }
    }

    /// Its id as a value in a template that is deployed to the deployment's own group.
    pub fn id(&self) -> Expr {
        match self {
            Self::Id(id) => Expr::text(id.as_str()),
            Self::Parts { kind, home, names } => resource_id(home.as_ref(), kind, names),
        }
    }

    /// Whether its id comes out the same in a template that is deployed to `scope`.
    pub fn is_same_in(&self, scope: &Home) -> bool {
        match self {
            Self::Id(_) => true,
            Self::Parts {
                home: Some(home), ..
            } => home.subscription.is_some() || scope.subscription.is_none(),
            Self::Parts { home: None, .. } => false,
        }
    }

    /// What tells it from others, compared as Azure does, without case.
    pub fn identity(&self) -> Identity {
        let home = self.home();
        (
            home.as_ref()
                .and_then(|home| home.subscription.as_ref().map(ToString::to_string)),
            home.map(|home| home.resource_group.to_ascii_lowercase()),
            self.names()
                .iter()
                .map(|name| name.to_ascii_lowercase())
                .collect(),
        )
    }
}

/// `resourceId([subscription], [group], type, name, …)` as seen from the deployment's own group.
pub fn resource_id<T: Clone + Into<Expr>>(home: Option<&Home>, kind: &str, names: &[T]) -> Expr {
    let mut args = Vec::new();
    if let Some(home) = home {
        if let Some(subscription) = &home.subscription {
            args.push(Expr::text(subscription.as_str()));
        }
        args.push(Expr::text(home.resource_group.as_str()));
    }
    args.push(Expr::text(kind));
    args.extend(names.iter().cloned().map(Into::into));
    Expr::call(Func::ResourceId, args)
}
