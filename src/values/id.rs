//! Ids: GUIDs and resource ids.

use std::fmt;

use super::{Fault, Name, ResourceGroupName};

/// A GUID in lower case with hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Guid(String);

impl Guid {
    /// Takes `22222222-2222-4222-8222-222222222222`, in either case.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let bare = text
            .trim()
            .trim_start_matches(['{', '('])
            .trim_end_matches(['}', ')']);
        let groups: Vec<usize> = bare.split('-').map(str::len).collect();
        let good =
            groups == [8, 4, 4, 4, 12] && bare.chars().all(|c| c == '-' || c.is_ascii_hexdigit());
        if !good {
            return Err(Fault::new(
                "is no GUID such as `22222222-2222-4222-8222-222222222222`",
            ));
        }
        if bare != text {
            return Err(Fault::new("is a GUID with something around it").instead(bare));
        }
        Ok(Self(text.to_ascii_lowercase()))
    }

    /// The GUID in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The full id of a resource in a resource group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceId {
    text: String,
    subscription: Guid,
    resource_group: String,
    kind: String,
    names: Vec<String>,
}

impl ResourceId {
    /// Takes `/subscriptions/S/resourceGroups/G/providers/Namespace/type/name[/type/name…]`.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let shape = || {
            Fault::new("is no full resource id (`/subscriptions/…/resourceGroups/…/providers/…`)")
        };
        let Some(path) = text.strip_prefix('/') else {
            return Err(shape());
        };
        let parts: Vec<&str> = path.split('/').collect();
        let good = parts.len() >= 8
            && parts.len().is_multiple_of(2)
            && parts[0].eq_ignore_ascii_case("subscriptions")
            && parts[2].eq_ignore_ascii_case("resourceGroups")
            && parts[4].eq_ignore_ascii_case("providers")
            && parts.iter().all(|part| is_segment(part));
        if !good {
            return Err(shape());
        }
        let subscription = Guid::parse(parts[1])
            .map_err(|fault| Fault::new(format!("holds a subscription that {}", fault.what)))?;
        ResourceGroupName::parse(parts[3])
            .map_err(|fault| Fault::new(format!("holds a resource group that {}", fault.what)))?;
        let mut kind = parts[5].to_owned();
        let mut names = Vec::new();
        for pair in parts[6..].chunks_exact(2) {
            kind.push('/');
            kind.push_str(pair[0]);
            names.push(pair[1].to_owned());
        }
        Ok(Self {
            text: text.to_owned(),
            subscription,
            resource_group: parts[3].to_owned(),
            kind,
            names,
        })
    }

    /// The id as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its subscription.
    pub const fn subscription(&self) -> &Guid {
        &self.subscription
    }

    /// Its resource group.
    pub fn resource_group(&self) -> &str {
        &self.resource_group
    }

    /// Its full type, such as `Microsoft.Network/virtualNetworks/subnets`, as written.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Whether it is of that type; Azure compares types without case.
    pub fn is(&self, kind: &str) -> bool {
        self.kind.eq_ignore_ascii_case(kind)
    }

    /// Its names, one for each segment of the type.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

fn is_segment(part: &str) -> bool {
    !part.is_empty()
        && !part
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || "<>%&?#\\\"".contains(c))
}

impl fmt::Display for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_whole() {
        let id = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/data";
        let parsed = ResourceId::parse(id).expect("a full id");
        assert!(parsed.is("microsoft.network/virtualnetworks/subnets"));
        assert_eq!(parsed.names(), ["vnet", "data"]);
        for bad in [
            "vnet",
            "/subscriptions/x/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v",
            "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg",
            "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/",
        ] {
            assert!(ResourceId::parse(bad).is_err(), "{bad}");
        }
        assert!(
            Guid::parse("{22222222-2222-4222-8222-222222222222}")
                .is_err_and(|fault| fault.instead.is_some())
        );
    }
}
