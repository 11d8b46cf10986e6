//! Messages to devices.

use std::ops::RangeInclusive;

use crate::azure::limits::{CLOUD_TO_DEVICE_TTL, DELIVERY_COUNT, LOCK_DURATION, sku};
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::Written;
use crate::rules::{at, faulty};
use crate::values::Duration;

/// The rule `cloud-to-device-setting`.
pub(super) fn setting(intent: &Written, found: &mut Vec<Diagnostic>) {
    let Some(settings) = &intent.hub.cloud_to_device else {
        return;
    };
    let pointer = at(&["hub", "cloudToDevice"]);
    let ttl = settings.default_ttl.as_deref();
    count(settings.max_delivery_count, &pointer, found);
    duration(ttl, "defaultTtl", &CLOUD_TO_DEVICE_TTL, &pointer, found);
    let Some(feedback) = &settings.feedback else {
        return;
    };
    let pointer = pointer.key("feedback");
    let (ttl, lock) = (feedback.ttl.as_deref(), feedback.lock_duration.as_deref());
    duration(ttl, "ttl", &CLOUD_TO_DEVICE_TTL, &pointer, found);
    duration(lock, "lockDuration", &LOCK_DURATION, &pointer, found);
    count(feedback.max_delivery_count, &pointer, found);
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

fn count(value: Option<i64>, pointer: &Pointer, found: &mut Vec<Diagnostic>) {
    let Some(value) = value.filter(|value| !DELIVERY_COUNT.contains(value)) else {
        return;
    };
    let (least, most) = (*DELIVERY_COUNT.start(), *DELIVERY_COUNT.end());
    found.push(
        Diagnostic::error(
            "cloud-to-device-setting",
            Place::Value(pointer.key("maxDeliveryCount")),
            format!("`maxDeliveryCount` is {value}, and it must be {least} to {most}"),
        )
        .label(format!("write `{}`", value.clamp(least, most))),
    );
}

fn duration(
    text: Option<&str>,
    key: &str,
    range: &RangeInclusive<u64>,
    pointer: &Pointer,
    found: &mut Vec<Diagnostic>,
) {
    let Some(text) = text else {
        return;
    };
    let pointer = pointer.key(key);
    let (least, most) = (*range.start(), *range.end());
    match Duration::parse(text) {
        Err(fault) => found.push(faulty(
            "cloud-to-device-setting",
            &format!("`{key}`"),
            text,
            &fault,
            &pointer,
            false,
        )),
        Ok(duration) if !range.contains(&duration.seconds()) => {
            let spell = Duration::from_seconds;
            found.push(
                Diagnostic::error(
                    "cloud-to-device-setting",
                    Place::Value(pointer),
                    format!(
                        "`{key}` is {text}, and it must be {} to {}",
                        spell(least),
                        spell(most)
                    ),
                )
                .label(format!(
                    "write `{}`",
                    spell(duration.seconds().clamp(least, most))
                )),
            );
        }
        Ok(_) => {}
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
                "{ maxDeliveryCount: 100, defaultTtl: P2D, feedback: { ttl: PT1M, lockDuration: PT5M, maxDeliveryCount: 1 } }",
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
}
