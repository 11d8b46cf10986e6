//! Conditions that the service takes, but that never match or are surely not meant.

use super::{check_marked, check_table};

const NEVER: &[&str] = &[
    // Not a condition at all.
    "«false»",
    "«null»",
    "«undefined»",
    "«level»",
    "«$contentType»",
    "«TRUE»",
    "«True»",
    "«'hot'»",
    "«5»",
    "«length(level)»",
    "«level || 'x'»",
    "«lower(level)»",
    "«level ?? 'x'»",
    // Constants.
    "«1 = 2»",
    "«'level' = 'hot'»",
    "«\"my prop\" = 'x'»",
    "«'3' != '3'»",
    "«NOT true»",
    "«true = false»",
    "«undefined = undefined»",
    "«undefined ?? undefined»",
    "«3 % 0 = 1»",
    "«sqrt(-4) = -2»",
    "«starts_with('level', 'h')»",
    "«NOT is_defined('level')»",
    "«is_defined(undefined)»",
    "«as_number('hot') > 3»",
    "«substring('abc', 4) = 'c'»",
    "«substring('abc', -1) = 'c'»",
    "«is_null(5)»",
    "a = 'x' AND «false»",
    "«false» AND a = 'x'",
    "a = 'x' OR «false»",
    "«false» OR «undefined»",
    "a = 'x' AND (b = 'y' OR «1 = 2»)",
    // What a property never is.
    "«is_number(temperature)»",
    "«is_bool(verbose)»",
    "«is_object(level)»",
    "«is_array($contentType)»",
    // What a function never gives.
    "«lower(level) = 'Hot'»",
    "«'Hot' = lower(level)»",
    "«upper(level) = 'hot'»",
    "«starts_with(lower(level), 'H')»",
    "«contains(upper($body.x), 'hot')»",
    "«substring(level, 0, 3) = 'warm'»",
    "«length(level) < 0»",
    "«length(level) = 1.5»",
    "«0 > length(level)»",
    "«index_of(level, 'x') < -1»",
    "«abs(as_number(n)) = -1»",
    "«sign(as_number(n)) = 2»",
    "«floor(as_number(n)) = 0.5»",
    "«$twin.tags.x = null»",
    "«$twin.tags = 'x'»",
    // What excludes the rest.
    "a = 'x' AND «a = 'y'»",
    "a = 'x' AND b = 'z' AND «A = 'y'»",
    "a = 'x' AND «'y' = a»",
    "a = 'x' AND «a != 'x'»",
    "a != 'x' AND «a = 'x'»",
    "a = 'x' AND «NOT (a = 'x')»",
    "(a = 'x' OR a = 'y') AND «a = 'z'»",
    "a = 'z' AND «(a = 'x' OR a = 'y')»",
    "a = 'x' AND «a > 'y'»",
    "$contentType = 'a' AND «$contenttype = 'b'»",
    "as_number(n) > 30 AND «as_number(n) < 20»",
    "as_number(n) > 30 AND «as_number(n) <= 30»",
    "30 < as_number(n) AND «20 > AS_NUMBER(n)»",
    "as_number(n) = 3 AND «as_number(n) = 4»",
    "$body.x = 1 AND «$body.x = 2»",
    "$body.x = 1 AND «$body.x = 'a'»",
    "$body.x > 5 AND «$body.x < 5»",
    "$body.x AND «$body.x = false»",
    "$body.x AND «NOT $body.x»",
    "$body.x = 'a' AND «is_number($body.x)»",
    "is_string($body.x) AND «is_number($body.x)»",
    "is_defined(a) AND «NOT is_defined(a)»",
    "NOT is_defined(a) AND «a = 'x'»",
    "is_null($body.x) AND «$body.x = 5»",
    "starts_with(a, 'x') AND «NOT starts_with(a, 'x')»",
    "(a = 'x' AND «a = 'y'») OR b = 'z'",
];

const NAMES: &[(&str, &str)] = &[
    ("level = «hot»", "condition-bare-word"),
    ("level=«hot»", "condition-bare-word"),
    ("level = «TRUE»", "condition-bare-word"),
    ("level = «NULL»", "condition-bare-word"),
    ("level = «5m»", "condition-bare-word"),
    ("level > «30C»", "condition-bare-word"),
    ("level = «level»", "condition-bare-word"),
    ("$connectionDeviceId = «dev-1»", "condition-bare-word"),
    ("$enqueuedTime > «2024-01-01»", "condition-bare-word"),
    ("$body.status = «active»", "condition-bare-word"),
    ("lower(level) = «hot»", "condition-bare-word"),
    ("starts_with(level, «h»)", "condition-bare-word"),
    ("contains($body.level, «ot»)", "condition-bare-word"),
    ("name = «'O''Brien'»", "condition-quotes"),
    ("name = «'it's'»", "condition-quotes"),
    ("level = «''hot''»", "condition-quotes"),
    ("level = «‘hot’»", "condition-quotes"),
    ("level = «“hot”»", "condition-quotes"),
    ("level = «`hot`»", "condition-quotes"),
    ("«‘level’» = 'hot'", "condition-quotes"),
    ("«level!»='hot'", "condition-operator-in-name"),
    ("«level!»= 'hot'", "condition-operator-in-name"),
    ("«$body.t!»=30", "condition-operator-in-name"),
    ("«level||'x'» = 'hotx'", "condition-operator-in-name"),
    ("«a||b» = 'ab'", "condition-operator-in-name"),
    ("$body.x = «a+b»", "condition-operator-in-name"),
    ("«$body.a+$body.b» > 5", "condition-operator-in-name"),
    ("«$body.a*2» > 5", "condition-operator-in-name"),
    ("is_defined(«-undefined»)", "condition-operator-in-name"),
    ("«!level»", "condition-operator-in-name"),
    ("«level\u{a0}»= 'hot'", "condition-invisible-character"),
    ("«le\u{200b}vel» = 'hot'", "condition-invisible-character"),
    ("level = «\u{a0}'hot'»", "condition-invisible-character"),
    (
        "«$connectionDeviceld» = 'x'",
        "condition-unknown-system-property",
    ),
    ("«$deviceId» = 'x'", "condition-unknown-system-property"),
    ("«$content-type» = 'x'", "condition-unknown-system-property"),
    (
        "«$iothub-connection-device-id» = 'x'",
        "condition-unknown-system-property",
    ),
    ("«$iothubname» = 'x'", "condition-unknown-system-property"),
    ("«$mqtt-topic» = 'x'", "condition-unknown-system-property"),
    ("«$level» = 'x'", "condition-unknown-system-property"),
    ("«{$level}» = 'x'", "condition-unknown-system-property"),
    ("is_defined(«$none»)", "condition-unknown-system-property"),
    (
        "«$body-temperature» = 'x'",
        "condition-unknown-system-property",
    ),
    ("«connectionDeviceId» = 'x'", "condition-missing-dollar"),
    ("«contenttype» = 'x'", "condition-missing-dollar"),
    ("«enqueuedTime» > '2024-01-01'", "condition-missing-dollar"),
    (
        "«iothub-connection-device-id» = 'x'",
        "condition-missing-dollar",
    ),
    ("«body.level» = 'x'", "condition-missing-root"),
    ("«body» = 'x'", "condition-missing-root"),
    ("«twin.tags.x» = 'x'", "condition-missing-root"),
    ("«tags.x» = 'x'", "condition-missing-root"),
    (
        "is_defined(«properties.reported.x»)",
        "condition-missing-root",
    ),
    ("«$twin.deviceId» = 'x'", "condition-twin-path"),
    ("«$twin.reported.x» = 'x'", "condition-twin-path"),
    ("«$twin.properties.x» = 'x'", "condition-twin-path"),
    ("temperature > «'30'»", "condition-text-order"),
    ("«'30.5'» < temperature", "condition-text-order"),
    ("$body.t >= «'30'»", "condition-text-order"),
    ("«»", "condition-blank"),
    ("«  »", "condition-blank"),
    ("«/* nothing */»", "condition-blank"),
    ("«null = null»", "condition-constant"),
    ("«'a' = 'a'»", "condition-constant"),
    ("«'level' != 'hot'»", "condition-constant"),
    ("«is_defined('level')»", "condition-constant"),
    ("«contains('level', 'l')»", "condition-constant"),
    ("«level = 'hot' OR true»", "condition-constant"),
    ("level = 'hot' AND «'x' = 'x'»", "condition-constant"),
];

#[test]
fn conditions_that_never_match_are_warned_of() {
    check_table(
        NEVER
            .iter()
            .map(|marked| (*marked, "condition-never-matches")),
    );
}

#[test]
fn names_that_are_not_meant_are_warned_of() {
    check_table(NAMES.iter().copied());
}

#[test]
fn a_name_is_warned_of_beside_the_error_it_causes() {
    check_marked(
        "«body.temperature» «>» 30",
        &["condition-missing-root", "condition-type-mismatch"],
    );
    check_marked(
        "«3+4» «=» 7",
        &["condition-operator-in-name", "condition-type-mismatch"],
    );
}
