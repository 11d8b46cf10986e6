//! Where things are: in words, as arguments of `az`, as resource ids for the shell.
//!
//! The deployment's own subscription and group are known only when somebody deploys: the report asks for them once, in two
//! shell variables.

use crate::intent::reference::Reference;
use crate::intent::settled::{Home, Target};
use crate::lower::routing;
use crate::targets;

use super::text::{code, sh, sh_behind};

/// A resource group in words.
pub(super) fn group(home: Option<&Home>) -> String {
    match home {
        None => "the deployment's resource group".to_owned(),
        Some(home) => match &home.subscription {
            None => format!("resource group {}", code(&home.resource_group)),
            Some(subscription) => format!(
                "resource group {} of subscription {}",
                code(&home.resource_group),
                code(subscription.as_str())
            ),
        },
    }
}

/// ` in resource group …`, or nothing where it is the deployment's own.
pub(super) fn within(home: Option<&Home>) -> String {
    home.map_or_else(String::new, |home| format!(" in {}", group(Some(home))))
}

/// `--subscription … --resource-group …`.
pub(super) fn az(home: Option<&Home>) -> String {
    let subscription = home.and_then(|home| home.subscription.as_ref());
    let subscription = subscription.map_or("\"$SUBSCRIPTION\"".to_owned(), |id| sh(id.as_str()));
    let group = home.map_or("\"$RESOURCE_GROUP\"".to_owned(), |home| {
        sh(&home.resource_group)
    });
    format!("--subscription {subscription} --resource-group {group}")
}

/// A resource id as a word of the shell.
pub(super) fn id(home: Option<&Home>, kind: &str, names: &[&str]) -> String {
    let mut rest = String::from("/providers/");
    let mut segments = kind.split('/');
    rest.push_str(segments.next().unwrap_or_default());
    for (segment, name) in segments.zip(names) {
        rest.push('/');
        rest.push_str(segment);
        rest.push('/');
        rest.push_str(name);
    }
    match home {
        None => sh_behind(
            "/subscriptions/$SUBSCRIPTION/resourceGroups/$RESOURCE_GROUP",
            &rest,
        ),
        Some(home) => match &home.subscription {
            None => sh_behind(
                "/subscriptions/$SUBSCRIPTION",
                &format!("/resourceGroups/{}{rest}", home.resource_group),
            ),
            Some(subscription) => sh(&format!(
                "/subscriptions/{subscription}/resourceGroups/{}{rest}",
                home.resource_group
            )),
        },
    }
}

/// A referenced resource in words: its name, and where it is when that is not the deployment's own group.
pub(super) fn referenced(reference: &Reference) -> String {
    format!(
        "{}{}",
        code(reference.name()),
        within(reference.home().as_ref())
    )
}

/// A subnet in words.
pub(super) fn subnet(subnet: &Reference) -> String {
    let network = subnet.names().first().map_or("", String::as_str);
    format!(
        "subnet {} of {}{}",
        code(subnet.name()),
        code(network),
        within(subnet.home().as_ref())
    )
}

/// A target in words: what it is, and its name in Azure.
pub(super) fn target(target: &Target) -> String {
    format!(
        "{} {}",
        targets::of(&target.kind).noun(),
        code(&target.name)
    )
}

/// Where a target is; none: in the deployment's own group.
pub(super) fn home(target: &Target) -> Option<&Home> {
    routing::home(target)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Guid;

    #[test]
    fn places_are_words_arguments_and_ids() {
        let subscription = "22222222-2222-4222-8222-222222222222";
        let near = Home {
            subscription: None,
            resource_group: "rg (a)".to_owned(),
        };
        let far = Home {
            subscription: Guid::parse(subscription).ok(),
            resource_group: "rg-b".to_owned(),
        };
        let kind = "Microsoft.Storage/storageAccounts";
        for (home, words, arguments, path) in [
            (
                None,
                "the deployment's resource group",
                "--subscription \"$SUBSCRIPTION\" --resource-group \"$RESOURCE_GROUP\"",
                "\"/subscriptions/$SUBSCRIPTION/resourceGroups/$RESOURCE_GROUP/providers/Microsoft.Storage/storageAccounts/st\"",
            ),
            (
                Some(&near),
                "resource group `rg (a)`",
                "--subscription \"$SUBSCRIPTION\" --resource-group 'rg (a)'",
                "\"/subscriptions/$SUBSCRIPTION\"'/resourceGroups/rg (a)/providers/Microsoft.Storage/storageAccounts/st'",
            ),
            (
                Some(&far),
                "resource group `rg-b` of subscription `22222222-2222-4222-8222-222222222222`",
                "--subscription 22222222-2222-4222-8222-222222222222 --resource-group rg-b",
                "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-b/providers/Microsoft.Storage/storageAccounts/st",
            ),
        ] {
            assert_eq!(group(home), words);
            assert_eq!(az(home), arguments);
            assert_eq!(id(home, kind, &["st"]), path);
        }
    }
}
