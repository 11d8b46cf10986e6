//! Messages to devices.

use super::super::ranges::{check_duration, check_number};
use crate::azure::limits::{
    CLOUD_TO_DEVICE_TTL, CLOUD_TO_DEVICE_TTL_ELSEWHERE, DELIVERY_COUNT, LOCK_DURATION, sku,
};
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::{CloudToDevice, Queueing, Written};
use crate::rules::at;
use crate::values::Duration;

/// The rule `cloud-to-device-setting`.
pub(super) fn setting(intent: &Written, found: &mut Vec<Diagnostic>) {
    const CODE: &str = "cloud-to-device-setting";
    let Some(settings) = &intent.hub.cloud_to_device else {
        return;
    };
    for (key, text, pointer) in lifetimes(settings) {
        check_duration(CODE, key, text, &CLOUD_TO_DEVICE_TTL, &pointer, found);
    }
    let (own, feedback) = (place(), place().key("feedback"));
    let of_feedback = settings.feedback.as_ref();
    let lock = of_feedback.and_then(|feedback| feedback.lock_duration.as_deref());
    if let Some(text) = lock {
        let key = "lockDuration";
        check_duration(CODE, key, text, &LOCK_DURATION, &feedback.key(key), found);
    }
    for (count, pointer) in [
        (settings.max_delivery_count, own),
        (
            of_feedback.and_then(|feedback| feedback.max_delivery_count),
            feedback,
        ),
    ] {
        if let Some(number) = count {
            let key = "maxDeliveryCount";
            check_number(CODE, key, number, &DELIVERY_COUNT, &pointer.key(key), found);
        }
    }
}

/// The rule `cloud-to-device-short`.
pub(super) fn short(intent: &Written, found: &mut Vec<Diagnostic>) {
    // A Basic hub sends no messages to devices; that is told once.
    let Some(settings) = intent
        .hub
        .cloud_to_device
        .as_ref()
        .filter(|_| !sku(intent.hub.sku).basic)
    else {
        return;
    };
    let least = CLOUD_TO_DEVICE_TTL_ELSEWHERE;
    for (key, text, pointer) in lifetimes(settings) {
        let is_short = Duration::parse(text).is_ok_and(|time| {
            CLOUD_TO_DEVICE_TTL.contains(&time.seconds()) && time.seconds() < least
        });
        if is_short {
            let least = Duration::from_seconds(least);
            found.push(
                Diagnostic::warning(
                    "cloud-to-device-short",
                    Place::Value(pointer),
                    format!(
                        "`{key}` is {text}; Azure takes it, and some tools refuse less than {least}"
                    ),
                )
                .label(format!("write `{least}` or longer"))
                .note("a device that is offline for longer never gets the message"),
            );
        }
    }
}

/// How long messages and feedback wait, where that is written: key, text, place.
fn lifetimes(settings: &CloudToDevice) -> Vec<(&'static str, &str, Pointer)> {
    let feedback: Option<&Queueing> = settings.feedback.as_ref();
    let own = settings.default_ttl.as_deref();
    let ttl = feedback.and_then(|feedback| feedback.ttl.as_deref());
    [
        ("defaultTtl", own, place()),
        ("ttl", ttl, place().key("feedback")),
    ]
    .into_iter()
    .filter_map(|(key, text, pointer)| Some((key, text?, pointer.key(key))))
    .collect()
}

fn place() -> Pointer {
    at(&["hub", "cloudToDevice"])
}

/// The rule `cloud-to-device-basic`.
pub(super) fn basic(intent: &Written, found: &mut Vec<Diagnostic>) {
    if sku(intent.hub.sku).basic && intent.hub.cloud_to_device.is_some() {
        let sku = super::size::name(intent.hub.sku);
        found.push(
            Diagnostic::warning(
                "cloud-to-device-basic",
                Place::Key(at(&["hub", "cloudToDevice"])),
                format!(
                    "a hub of SKU {sku} sends no messages to devices, so these settings do nothing"
                ),
            )
            .label("leave them out")
            .related(Place::Value(at(&["hub", "sku"])), "the SKU"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check_examples;

    #[test]
    fn cloud_to_device() {
        for (settings, bad) in [
            (
                "{ maxDeliveryCount: 10, defaultTtl: PT1H, feedback: { ttl: PT1H, lockDuration: PT60S, maxDeliveryCount: 10 } }",
                false,
            ),
            (
                "{ maxDeliveryCount: 100, defaultTtl: P2D, feedback: { ttl: PT15M, lockDuration: PT5M, maxDeliveryCount: 1 } }",
                false,
            ),
            ("{ maxDeliveryCount: 0 }", true),
            ("{ maxDeliveryCount: 101 }", true),
            ("{ defaultTtl: P3D }", true),
            ("{ defaultTtl: 1h }", true),
            ("{ feedback: { ttl: PT59S } }", true),
            ("{ feedback: { lockDuration: PT4S } }", true),
            ("{ feedback: { lockDuration: PT301S } }", true),
            ("{ feedback: { maxDeliveryCount: -1 } }", true),
        ] {
            let expected: &[&str] = if bad {
                &["cloud-to-device-setting"]
            } else {
                &[]
            };
            check_examples(&[(
                &format!("hub: {{ name: iot-a, sku: S1, cloudToDevice: {settings} }}"),
                expected,
            )]);
        }
    }

    #[test]
    fn short_lives_are_remarked_on() {
        for (sku, settings, expected) in [
            ("S1", "{ defaultTtl: PT15M }", &[][..]),
            ("S1", "{ defaultTtl: PT14M59S }", &["cloud-to-device-short"]),
            (
                "S1",
                "{ feedback: { ttl: PT1M } }",
                &["cloud-to-device-short"],
            ),
            ("S1", "{ feedback: { lockDuration: PT1M } }", &[]),
            ("B1", "{ defaultTtl: PT1M }", &["cloud-to-device-basic"]),
        ] {
            check_examples(&[(
                &format!("hub: {{ name: iot-a, sku: {sku}, cloudToDevice: {settings} }}"),
                expected,
            )]);
        }
    }
}
