//! How the deployment runs: the lock, the time for new roles, the retries, and how much one template may hold.

use super::super::at;
use super::super::ranges::check_number;
use super::super::routing::uses::uses;
use crate::azure::{limits, resource_types};
use crate::diag::{Diagnostic, Place};
use crate::intent::written::{Entities, Lock, Target, Written};
use crate::values::{HubName, Name};

pub(super) fn lock(intent: &Written, found: &mut Vec<Diagnostic>) {
    match intent.lock {
        Lock::None | Lock::CanNotDelete => {}
        Lock::ReadOnly => {
            let hub = HubName::parse(&intent.hub.name)
                .map_or_else(|_| "HUB".to_owned(), |name| name.to_string());
            let kind = resource_types::IOT_HUB.name;
            found.push(
            Diagnostic::error(
                "lock-read-only",
                Place::Value(at(&["lock"])),
                "a `ReadOnly` lock refuses the next deployment of this very hub, also one that changes nothing",
            )
            .label("write `CanNotDelete`")
            .note("it also stops new consumer groups and the approval of private endpoints")
            .help(format!(
                "to freeze the hub by hand: `az lock create --lock-type ReadOnly --name read-only --resource-group GROUP --resource-type {kind} --resource {hub}`"
            ))
            .help(format!(
                "before the next deployment: `az lock delete --name read-only --resource-group GROUP --resource-type {kind} --resource {hub}`"
            )));
        }
    }
}

pub(super) fn settle(intent: &Written, found: &mut Vec<Diagnostic>) {
    let key = "settle";
    if let Some(number) = intent.deployment.settle {
        check_number(
            "settle-range",
            key,
            number,
            &limits::SETTLE.0,
            &at(&["deployment", key]),
            found,
        );
    }
}

pub(super) fn no_settling(intent: &Written, found: &mut Vec<Diagnostic>) {
    if intent.deployment.settle == Some(0)
        && intent.deployment.retry_hub_write.is_none()
        && !uses(intent).is_empty()
    {
        found.push(
            Diagnostic::warning(
                "no-settling",
                Place::Value(at(&["deployment", "settle"])),
                "new roles get no time to take effect, so the first deployment may fail when the hub is written",
            )
            .label(format!("write `{}`", limits::SETTLE.1))
            .note("a role takes effect some seconds to some minutes after it is given; deploying once more helps"),
        );
    }
}

pub(super) fn retry_codes(intent: &Written, found: &mut Vec<Diagnostic>) {
    const CODE: &str = "retry-codes";
    let Some(retry) = &intent.deployment.retry_hub_write else {
        return;
    };
    let here = at(&["deployment", "retryHubWrite", "codes"]);
    if retry.codes.is_empty() {
        found.push(
            Diagnostic::error(
                CODE,
                Place::Value(here.clone()),
                "`codes` names no error, so nothing would be tried again",
            )
            .label("name an error code, such as `\"400123\"`"),
        );
    }
    for (index, code) in retry.codes.iter().enumerate() {
        let place = Place::Value(here.index(index));
        if code.trim().is_empty() {
            found.push(
                Diagnostic::error(CODE, place, "this error code is blank").label("leave it out"),
            );
        } else if let Some(first) = retry.codes[..index].iter().position(|other| other == code) {
            found.push(
                Diagnostic::error(
                    CODE,
                    place,
                    format!("the error code `{code}` is there twice"),
                )
                .label("leave it out")
                .related(Place::Value(here.index(first)), "first named here"),
            );
        }
    }
}

pub(super) fn retry_count(intent: &Written, found: &mut Vec<Diagnostic>) {
    let key = "count";
    if let Some(number) = intent
        .deployment
        .retry_hub_write
        .as_ref()
        .and_then(|retry| retry.count)
    {
        check_number(
            "retry-count",
            key,
            number,
            &limits::RETRIES.0,
            &at(&["deployment", "retryHubWrite", key]),
            found,
        );
    }
}

pub(super) fn retry_idle(intent: &Written, found: &mut Vec<Diagnostic>) {
    if intent.deployment.retry_hub_write.is_some() && uses(intent).is_empty() {
        found.push(
            Diagnostic::warning(
                "retry-idle",
                Place::Key(at(&["deployment", "retryHubWrite"])),
                "the hub reaches no target, so its write waits for no role and need not be tried again",
            )
            .label("leave it out"),
        );
    }
}

pub(super) fn too_many_resources(intent: &Written, found: &mut Vec<Diagnostic>) {
    let made = |target: &&Target| target.existing.is_none();
    let count = intent
        .targets
        .values()
        .filter(made)
        .map(size)
        .sum::<usize>()
        + intent.hub.consumer_groups.len()
        + 2 * intent.network.private_endpoints.len();
    let limit = limits::TEMPLATE_RESOURCES;
    if count > limit {
        found.push(
            Diagnostic::error(
                "too-many-resources",
                Place::Key(at(&["targets"])),
                format!("this makes {count} resources or more, and one template holds {limit}"),
            )
            .help("leave entities that the hub does not send to out of the intent, or make a target elsewhere and name it as `existing`"),
        );
    }
}

/// How many resources a target is at least.
fn size(target: &Target) -> usize {
    let containers = target.containers.iter().flat_map(Entities::iter).count();
    let event_hubs: usize = target
        .event_hubs
        .iter()
        .flat_map(Entities::iter)
        .map(|(_, settings)| 1 + settings.map_or(0, |event_hub| event_hub.consumer_groups.len()))
        .sum();
    let queues = target.queues.iter().flat_map(Entities::iter).count();
    let topics: usize = target
        .topics
        .iter()
        .flat_map(Entities::iter)
        .map(|(_, settings)| {
            let subscriptions = settings.and_then(|topic| topic.subscriptions.as_ref());
            1 + subscriptions.map_or(0, |all| all.iter().count())
        })
        .sum();
    1 + containers + event_hubs + queues + topics + 2 * target.private_endpoints.len()
}

#[cfg(test)]
mod tests {
    use super::super::super::routing::cases::check;

    #[test]
    fn deployments() {
        for (case, codes) in [
            ("lock: CanNotDelete", &[][..]),
            ("lock: none", &[]),
            ("lock: ReadOnly", &["lock-read-only"]),
            ("deployment: { settle: 1 }", &[]),
            ("deployment: { settle: 31 }", &["settle-range"]),
            ("deployment: { settle: -1 }", &["settle-range"]),
            ("deployment: { settle: 0 }", &["no-settling"]),
            (
                "deployment: { settle: 0, retryHubWrite: { codes: [\"400123\"] } }",
                &[],
            ),
            (
                "deployment: { retryHubWrite: { codes: [\"400123\", BadRequest], count: 30 } }",
                &[],
            ),
            (
                "deployment: { retryHubWrite: { codes: [] } }",
                &["retry-codes"],
            ),
            (
                "deployment: { retryHubWrite: { codes: [\" \", a, a] } }",
                &["retry-codes", "retry-codes"],
            ),
            (
                "deployment: { retryHubWrite: { codes: [a], count: 31 } }",
                &["retry-count"],
            ),
            (
                "deployment: { settle: 0, retryHubWrite: { codes: [a] } }\nrouting: { routes: [{ name: a, endpoint: events }] }",
                &["route-to-builtin-endpoint", "retry-idle"],
            ),
        ] {
            check(&[(case, codes)]);
        }
    }

    #[test]
    fn a_template_is_finite() {
        for (count, codes) in [(700, &[][..]), (801, &["too-many-resources"])] {
            let containers: Vec<String> =
                (0..count).map(|number| format!("c{number:03}")).collect();
            check(&[(
                &format!(
                    "targets: {{ lake: {{ kind: storageAccount, name: stlake, containers: [raw, {}] }} }}",
                    containers.join(", ")
                ),
                codes,
            )]);
        }
    }
}
