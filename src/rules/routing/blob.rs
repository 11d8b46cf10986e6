//! How a storage endpoint writes blobs: when, how large, under which names.

use super::super::names::list;
use super::super::nearest::nearest;
use super::super::ranges::{check_duration, check_size};
use super::uses::{endpoint_at, what};
use crate::azure::limits;
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::{Endpoint, TargetKind, Written};

pub(super) fn setting(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, endpoint) in intent.routing.endpoints.iter().enumerate() {
        let Some(target) = intent.targets.get(&endpoint.target) else {
            continue;
        };
        if target.kind == TargetKind::StorageAccount {
            continue;
        }
        for (key, value) in [
            ("encoding", &endpoint.encoding),
            ("batchFrequency", &endpoint.batch_frequency),
            ("maxChunkSize", &endpoint.max_chunk_size),
            ("fileNameFormat", &endpoint.file_name_format),
        ] {
            if value.is_some() {
                found.push(
                    Diagnostic::error(
                        "endpoint-blob-setting",
                        Place::Key(endpoint_at(index).key(key)),
                        format!(
                            "`{key}` is about files in a container, and `{}` is {}",
                            endpoint.target,
                            what(target.kind)
                        ),
                    )
                    .label("leave it out"),
                );
            }
        }
    }
}

pub(super) fn batch_frequency(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (pointer, endpoint) in on_storage(intent) {
        if let Some(text) = &endpoint.batch_frequency {
            let key = "batchFrequency";
            check_duration(
                "endpoint-batch-frequency",
                key,
                text,
                &limits::BATCH_FREQUENCY.0,
                &pointer.key(key),
                found,
            );
        }
    }
}

pub(super) fn chunk_size(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (pointer, endpoint) in on_storage(intent) {
        if let Some(text) = &endpoint.max_chunk_size {
            let key = "maxChunkSize";
            check_size(
                "endpoint-chunk-size",
                key,
                text,
                &limits::CHUNK_SIZE.0,
                &pointer.key(key),
                found,
            );
        }
    }
}

pub(super) fn file_name_format(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (pointer, endpoint) in on_storage(intent) {
        let Some(format) = &endpoint.file_name_format else {
            continue;
        };
        let missing = missing_tokens(format);
        if missing.is_empty() {
            continue;
        }
        found.push(
            Diagnostic::error(
                "endpoint-file-name-format",
                Place::Value(pointer.key("fileNameFormat")),
                format!(
                    "`fileNameFormat` of endpoint `{}` lacks {}",
                    endpoint.name,
                    list(missing)
                ),
            )
            .label("each of the seven parts must be in it")
            .note(format!(
                "the seven are {}, in any order and with any text between them; `{{MM}}` is the month, `{{mm}}` the minute",
                list(limits::FILE_NAME_TOKENS)
            ))
            .help(format!("the default is `{}`", limits::FILE_NAME_FORMAT)),
        );
    }
}

pub(super) fn file_name_token(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (pointer, endpoint) in on_storage(intent) {
        let Some(format) = &endpoint.file_name_format else {
            continue;
        };
        // A token in the wrong case is missing in the right one; that is said already.
        if !missing_tokens(format).is_empty() {
            continue;
        }
        let tokens = tokens(format);
        for (place, (range, token)) in tokens.iter().enumerate() {
            let known = limits::FILE_NAME_TOKENS.contains(token);
            let repeated = tokens[..place].iter().any(|(_, earlier)| earlier == token);
            if known && !repeated {
                continue;
            }
            let (what, label) = if known {
                ("stands in it twice", "leave it out".to_owned())
            } else {
                let meant = nearest(token, limits::FILE_NAME_TOKENS);
                (
                    "is not replaced by anything",
                    meant.map_or_else(
                        || "leave it out".to_owned(),
                        |meant| format!("`{meant}` is known"),
                    ),
                )
            };
            found.push(
                Diagnostic::warning(
                    "endpoint-file-name-token",
                    Place::Inside(pointer.key("fileNameFormat"), range.clone()),
                    format!(
                        "`{token}` in `fileNameFormat` of endpoint `{}` {what}",
                        endpoint.name
                    ),
                )
                .label(label),
            );
        }
    }
}

/// The endpoints whose target is a storage account, or is not there and named with a container.
fn on_storage(intent: &Written) -> impl Iterator<Item = (Pointer, &Endpoint)> {
    intent
        .routing
        .endpoints
        .iter()
        .enumerate()
        .filter(|(_, endpoint)| match intent.targets.get(&endpoint.target) {
            Some(target) => target.kind == TargetKind::StorageAccount,
            None => endpoint.container.is_some(),
        })
        .map(|(index, endpoint)| (endpoint_at(index), endpoint))
}

fn missing_tokens(format: &str) -> Vec<&'static str> {
    limits::FILE_NAME_TOKENS
        .into_iter()
        .filter(|token| !format.contains(token))
        .collect()
}

/// The parts in braces, with their bytes.
fn tokens(format: &str) -> Vec<(std::ops::Range<usize>, &str)> {
    let mut tokens = Vec::new();
    let mut from = 0;
    while let Some(open) = format[from..].find('{').map(|open| from + open) {
        let Some(close) = format[open..].find('}').map(|close| open + close + 1) else {
            break;
        };
        tokens.push((open..close, &format[open..close]));
        from = close;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::super::cases::{check, check_words};

    fn endpoint(rest: &str) -> String {
        format!(
            "routing: {{ endpoints: [{{ name: cold, {rest} }}], routes: [{{ name: all, endpoint: cold }}] }}"
        )
    }

    #[test]
    fn blobs() {
        for (settings, codes) in [
            (
                "encoding: json, batchFrequency: PT1M, maxChunkSize: 10MiB",
                &[][..],
            ),
            ("batchFrequency: PT12M, maxChunkSize: 500MiB", &[]),
            ("batchFrequency: PT59S", &["endpoint-batch-frequency"]),
            ("batchFrequency: PT1H", &["endpoint-batch-frequency"]),
            ("batchFrequency: 5m", &["endpoint-batch-frequency"]),
            ("maxChunkSize: 9MiB", &["endpoint-chunk-size"]),
            ("maxChunkSize: 501MiB", &["endpoint-chunk-size"]),
            ("maxChunkSize: 300MB", &["endpoint-chunk-size"]),
            (
                "fileNameFormat: \"t/{iothub}_{partition}_{mm}{HH}{DD}{MM}{YYYY}.json\"",
                &[],
            ),
            (
                "fileNameFormat: \"{iothub}/{YYYY}/{MM}/{DD}/{HH}/{mm}\"",
                &["endpoint-file-name-format"],
            ),
            (
                "fileNameFormat: \"{iothub}/{partition}/{yyyy}/{MM}/{DD}/{HH}/{mm}\"",
                &["endpoint-file-name-format"],
            ),
            (
                "fileNameFormat: \"{iothub}/{partition}/{YYYY}/{MM}/{DD}/{HH}/{mm}/{ss}\"",
                &["endpoint-file-name-token"],
            ),
            (
                "fileNameFormat: \"{iothub}/{partition}/{YYYY}/{MM}/{DD}/{HH}/{mm}/{mm}\"",
                &["endpoint-file-name-token"],
            ),
            (
                "fileNameFormat: \"{iothub}/{partition}/{YYYY}/{MM}/{DD}/{HH}/{mm}/{\"",
                &[],
            ),
            ("fileNameFormat: \"\"", &["endpoint-file-name-format"]),
        ] {
            check(&[(
                &endpoint(&format!("target: lake, container: raw, {settings}")),
                codes,
            )]);
        }
        check(&[(
            &endpoint("target: stream, eventHub: telemetry, encoding: JSON, batchFrequency: never"),
            &["endpoint-blob-setting", "endpoint-blob-setting"],
        )]);
    }

    #[test]
    fn words() {
        for (settings, place, message, label) in [
            (
                "batchFrequency: PT30S",
                "Value",
                "`batchFrequency` is PT30S, and it must be PT1M to PT12M",
                "write `PT1M`",
            ),
            (
                "batchFrequency: \"300\"",
                "Value",
                "`batchFrequency` `300` is no ISO 8601 duration such as `PT5M` or `P1D`",
                "write `PT5M`",
            ),
            (
                "maxChunkSize: 1GiB",
                "Value",
                "`maxChunkSize` is 1GiB, and it must be 10MiB to 500MiB",
                "write `500MiB`",
            ),
        ] {
            check_words(&[(
                &endpoint(&format!("target: lake, container: raw, {settings}")),
                place,
                message,
                label,
            )]);
        }
    }
}
