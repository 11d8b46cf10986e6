//! Upload of files by devices: how long permissions and notifications last, and whether devices reach the account.

use super::super::at;
use super::super::ranges::{check_duration, check_number};
use crate::azure::limits;
use crate::diag::{Diagnostic, Place};
use crate::intent::written::{Firewall, Notifications, TargetKind, Written};

/// The group of a private endpoint that carries blobs; also the default.
const BLOB: &str = "blob";

pub(super) fn sas_ttl(intent: &Written, found: &mut Vec<Diagnostic>) {
    let key = "sasTtl";
    if let Some(text) = intent
        .file_upload
        .as_ref()
        .and_then(|upload| upload.sas_ttl.as_deref())
    {
        check_duration(
            "upload-sas-ttl",
            key,
            text,
            &limits::UPLOAD_SAS_TTL,
            &at(&["fileUpload", key]),
            found,
        );
    }
}

pub(super) fn notification(intent: &Written, found: &mut Vec<Diagnostic>) {
    const CODE: &str = "upload-notification";
    let Some(Notifications::Parts(settings)) = intent
        .file_upload
        .as_ref()
        .and_then(|upload| upload.notifications.as_ref())
    else {
        return;
    };
    let here = at(&["fileUpload", "notifications"]);
    for (key, text, range) in [
        ("ttl", &settings.ttl, &limits::NOTIFICATION_TTL),
        (
            "lockDuration",
            &settings.lock_duration,
            &limits::LOCK_DURATION,
        ),
    ] {
        if let Some(text) = text {
            check_duration(CODE, key, text, range, &here.key(key), found);
        }
    }
    if let Some(number) = settings.max_delivery_count {
        let key = "maxDeliveryCount";
        check_number(
            CODE,
            key,
            number,
            &limits::DELIVERY_COUNT,
            &here.key(key),
            found,
        );
    }
}

pub(super) fn unreachable(intent: &Written, found: &mut Vec<Diagnostic>) {
    let Some((key, target)) = intent
        .file_upload
        .as_ref()
        .and_then(|upload| upload.target.as_ref())
        .and_then(|key| intent.targets.get_key_value(key))
    else {
        return;
    };
    let has_way = target.private_endpoints.iter().any(|endpoint| {
        endpoint
            .group
            .as_deref()
            .is_none_or(|group| group.eq_ignore_ascii_case(BLOB))
    });
    let admits = target
        .firewall
        .as_ref()
        .is_some_and(Firewall::names_anything);
    // What leads to an account that exists already is not for the intent to say.
    if target.kind != TargetKind::StorageAccount
        || target.existing.is_some()
        || !target.is_closed()
        || has_way
        || admits
    {
        return;
    }
    found.push(
        Diagnostic::warning(
            "upload-unreachable",
            Place::Value(at(&["fileUpload", "target"])),
            format!("devices upload straight into `{key}`, and nothing lets them in"),
        )
        .related(
            Place::Key(at(&["targets", key])),
            "closed, without a private endpoint and without an address in its firewall",
        )
        .note("the hub only hands out the permission; its own way through the firewall does not carry the files")
        .help(format!(
            "give `{key}` a private endpoint (`group: {BLOB}`), or name the devices' addresses or subnets in its `firewall`"
        )),
    );
}

#[cfg(test)]
mod tests {
    use super::super::super::routing::cases::{check, check_words};

    #[test]
    fn uploads() {
        let target = |rest: &str| {
            format!(
                "targets: {{ lake: {{ kind: storageAccount, name: stlake, containers: [raw, uploads]{rest} }} }}\nfileUpload: {{ target: lake, container: uploads }}"
            )
        };
        let subnet = "subnet: { virtualNetwork: vnet-a, name: data }";
        for (case, codes) in [
            (target(""), &["upload-unreachable"][..]),
            (
                target(&format!(", privateEndpoints: [{{ {subnet} }}]")),
                &[],
            ),
            (
                target(&format!(
                    ", privateEndpoints: [{{ {subnet}, group: blob }}]"
                )),
                &[],
            ),
            (
                target(&format!(", privateEndpoints: [{{ {subnet}, group: dfs }}]")),
                &["upload-unreachable"],
            ),
            (target(", firewall: { allowIps: [203.0.113.7] }"), &[]),
            (target(", publicAccess: enabled"), &[]),
            (target(", existing: {}"), &[]),
        ] {
            check(&[(&case, codes)]);
        }
        for (settings, codes) in [
            ("sasTtl: PT1M", &[][..]),
            ("sasTtl: P1D", &[]),
            ("sasTtl: PT59S", &["upload-sas-ttl"]),
            ("sasTtl: PT24H1S", &["upload-sas-ttl"]),
            ("notifications: disabled", &[]),
            (
                "notifications: { ttl: P2D, lockDuration: PT5S, maxDeliveryCount: 100 }",
                &[],
            ),
            (
                "notifications: { ttl: PT1S, lockDuration: PT301S, maxDeliveryCount: 0 }",
                &["upload-notification"; 3],
            ),
        ] {
            check(&[(&format!("fileUpload: {{ {settings} }}"), codes)]);
        }
    }

    #[test]
    fn words() {
        check_words(&[
            (
                "fileUpload: { sasTtl: P2D }",
                "Value",
                "`sasTtl` is P2D, and it must be PT1M to P1D",
                "write `P1D`",
            ),
            (
                "fileUpload: { notifications: { maxDeliveryCount: 0 } }",
                "Value",
                "`maxDeliveryCount` is 0, and it must be 1 to 100",
                "write `1`",
            ),
        ]);
    }
}
