//! What hubseal promises about a plan, checked on the plan itself before anything is printed.
//!
//! A broken promise is a mistake in hubseal, never the user's. Nothing here looks at the intent or at what the lowering meant to
//! do: the resources of the plan are read back.

mod egress;
pub(crate) mod facts;
mod order;

use std::fmt;

use crate::plan::Plan;

use facts::Facts;

/// A promise that a plan does not keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Which promise.
    pub promise: Promise,
    /// What breaks it.
    pub what: String,
}

/// A promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Promise {
    /// Symbols are unique and known, deployments have names of their own that Azure takes, nothing waits for itself.
    WellFormed,
    /// Every endpoint and the upload act by an identity that has its role before the hub's full write.
    RolesFirst,
    /// Between the last role and the hub's full write lies the settling.
    Settled,
    /// Every firewall before a target lets the hub in before the hub's full write.
    HubAdmitted,
    /// The hub's first write says the same as its full write, the fallback aside, and is skipped when the hub exists.
    WritesAgree,
    /// No two operations that write the hub can run at once.
    OneHubWriteAtATime,
    /// No write is more open than the last one of the same resource.
    NothingOpened,
    /// No secret is a parameter or an output.
    NoSecretHandedOn,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.promise, self.what)
    }
}

/// Every promise that the plan breaks; none in a right plan.
pub fn verify(plan: &Plan) -> Vec<Broken> {
    let facts = Facts::read(plan);
    let mut broken = Vec::new();
    order::well_formed(plan, &mut broken);
    order::one_hub_write_at_a_time(&facts, &mut broken);
    order::writes_agree(&facts, &mut broken);
    order::nothing_opened(&facts, &mut broken);
    egress::roles_first(&facts, &mut broken);
    egress::hub_admitted(&facts, &mut broken);
    egress::no_secret_handed_on(plan, &mut broken);
    broken
}

#[cfg(test)]
mod tests;
