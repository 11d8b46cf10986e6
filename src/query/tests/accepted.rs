//! Conditions that the service takes and that make sense.

use super::{Context, check_in, check_table};

const DOCUMENTED: &[&str] = &[
    // "IoT Hub message routing query syntax".
    "$contentEncoding = 'UTF-8'",
    "processingPath = 'hot'",
    "$contentEncoding = 'UTF-8' AND processingPath = 'hot'",
    "$body.Weather.HistoricalData[0].Month = 'Feb'",
    "$body.Weather.Temperature = 50 AND $body.Weather.IsEnabled",
    "length($body.Weather.Location.State) = 2",
    "$body.Weather.Temperature = 50 AND processingPath = 'hot'",
    "$body.properties.desired.telemetryConfig.sendFrequency > 10",
    "is_defined($body.properties.desired.telemetryConfig.sendFrequency)",
    "$twin.properties.desired.telemetryConfig.sendFrequency = '5m'",
    "$body.Weather.Temperature = 50 AND $twin.properties.desired.telemetryConfig.sendFrequency = '5m'",
    "$twin.tags.deploymentLocation.floor = 1",
    // "IoT Hub query language", "Device Update for IoT Hub resources".
    "messageType = 'alerts' AND as_number(severity) <= 2",
    "(opType = 'updateTwin' OR opType = 'replaceTwin') AND IS_DEFINED($body.tags.ADUGroup)",
    "opType = 'deleteDeviceIdentity' OR opType = 'deleteModuleIdentity'",
    "IS_OBJECT($twin.properties.reported.state)",
    "{$to} = 'x'",
];

const LITERALS: &[&str] = &[
    "true",
    "(((true)))",
    "1 = 1",
    "level = 'hot'",
    "level=\"hot\"",
    "level='hot'",
    "(level) = ('hot')",
    "'hot' = level",
    "level = ''",
    "level = 'two words'",
    "level = 'O\\'Brien'",
    "level = \"O'Brien\"",
    "level = \"he said \\\"no\\\"\"",
    "level = 'C:\\\\temp'",
    "level = 'caf\\u00e9'",
    "level = 'ブルー'",
    "level = 'a\nb'",
    "as_number(n) = 0100",
    "as_number(n) > -5",
    "as_number(n)>-5",
    "as_number(n) > .5",
    "as_number(n) < 1e-6",
    "as_number(n) < 1.234e+1",
    "as_number(n) = 0xDeadBeef",
    "as_number(n) != 1 / 0",
];

const OPERATORS: &[&str] = &[
    "level != 'hot'",
    "level <> 'hot'",
    "level > 'a'",
    "a = 'x' and b = 'y'",
    "a = 'x' aNd b = 'y' oR c = 'z'",
    "NOT (level = 'hot')",
    "not is_defined(level)",
    "NOT is_defined(level) = false",
    "NOT NOT is_defined(level)",
    "NOT $body.x",
    "NOT $body.x = true",
    "$body.a OR NOT($body.b)",
    "$body.x",
    "true AND $body.x",
    "level || 'x' = 'hotx'",
    "'a' || level || 'd' = 'abd'",
    "(level ?? 'none') = 'none'",
    "(a ?? b ?? 'none') = 'none'",
    "(as_number(n) ?? 12.34) = 3",
    "(is_defined(a) = is_defined(b)) OR false = $body.x",
    "as_number(n) * 2 + 1 >= 7 - 3 % 2",
    "as_number(n) - -2 > 0",
    "- as_number(n) < 3",
    "-(as_number(n) + 4) = -7",
    "$body.a + $body.b[1] = 50",
    "is_defined(a) != true",
    "level = 'hot' /* or warm */ AND b = 'x'",
    "level = 'hot'\n  AND b = 'x'",
    "level\t=\r\n'hot'",
];

const NAMES: &[&str] = &[
    "LEVEL = 'hot'",
    "device-type = 'x'",
    "sensor.kind = 'x'",
    "_x9 = 'x'",
    "température = 'x'",
    "温度 = 'x'",
    "notes = 'x' AND order = 'y' AND android = 'z'",
    "trueish = 'x'",
    "deviceId = 'x'",
    "$contentType = 'application/json'",
    "$CONTENTTYPE = 'application/json'",
    "$connectionDeviceId = 'a' OR $connectionModuleId = 'b'",
    "$enqueuedTime > '2024-01-01T00:00:00Z'",
    "$enqueuedTime > '2024'",
    "$dt-dataschema = 'dtmi:com:example:Thermostat;1'",
    "$dt-subject = 'thermostat1'",
    "$messageId = 'x' OR $correlationId = 'y' OR $userId = 'z'",
    "$connectionAuthMethod = 'x' OR $connectionDeviceGenerationId = 'y'",
    "$to = 'x' OR $ack = 'none' OR $expiryTimeUtc = 'x'",
    "{ $contentType } = 'application/json'",
    "{$body.x} <> 100",
    "$body.city = City",
    "$connectionDeviceId = deviceId",
    "$BODY.a.b = 1",
    "$body.a-b = 1",
    "$body.a[0].b[12] = 1",
    "$body.Welcome!.he = 'x'",
    "$body.I'mnotusingspaces%1.es = 'x'",
    "$body.$version > 3",
    "$twin.properties.reported.$version > 3",
    "$Twin.Tags.x = 'y'",
    "$twin.tags.list[0] = 'y'",
];

const TYPES: &[&str] = &[
    "$body.x = 'a'",
    "$body.x = 5",
    "$body.x = true",
    "$body.x = null",
    "$body.x != null",
    "$body.x >= $body.y",
    "50 >= $body.x",
    "$body.x <> as_number(n)",
    "$body.x = 'a' AND level = 'x' OR $body.level = level",
    "is_null(level) OR is_null($body.x)",
    "is_string(level)",
    "length (level) = 3",
    "is_string($body.x) OR is_number($body.x) OR is_bool($body.x)",
    "is_array($body.x) OR is_object($body.x) OR is_primitive($body.x)",
    "is_defined(as_number(level))",
    "as_number($body.x) > 3",
    "AS_NUMBER(as_number(n)) * 3 = 12",
    "concat(a, b, 'c') = 'abc'",
    "lower(level) = 'hot'",
    "upper(level) = 'HOT'",
    "substring(level, 0, 3) = 'hot'",
    "substring(level, 2) = 't'",
    "substring($body.x, length($body.x) - 3) = 'way'",
    "index_of(level, 'o') = -1",
    "starts_with(level, 'h') AND ends_with(level, 't') AND contains(level, 'o')",
    "starts_with('hot-1 hot-2', level)",
    "contains(lower(level), 'hot')",
    "abs(as_number(a)) + exp(as_number(b)) + power(as_number(c), 2) > square(as_number(d))",
    "ceiling(as_number(a)) = floor(as_number(b)) OR sign(as_number(c)) = -1 OR sqrt(as_number(d)) > 2",
    "length(level) >= 0",
    "temperature > 'b' OR version > '1.2.3' OR day > '20240101'",
];

const TOGETHER: &[&str] = &[
    "a = 'x' OR a = 'y'",
    "a != 'x' AND a != 'y'",
    "(a = 'x' OR a = 'y') AND a != 'x'",
    "a = 'x' AND b = 'y' AND a = 'x'",
    "as_number(n) > 20 AND as_number(n) < 30",
    "as_number(n) >= 20 AND as_number(n) <= 20",
    "as_number(n) > 20 AND as_number(n) > 30 AND as_number(n) < 31",
    "as_number(n) > 30 OR as_number(n) < 20",
    "$body.x > 20 AND $body.y < 10",
    "$body.x = 'a' OR $body.x = 5",
    "($body.x = 'a' OR $body.x = 5) AND is_number($body.x)",
    "is_defined(a) AND a = 'x'",
    "is_defined(a) AND NOT is_defined(b)",
    "NOT (a = 'x' AND a = 'y')",
    "a > 'b' AND a < 'c'",
    "true AND a = 'x'",
    "lower(a) = 'x' AND upper(a) = 'X'",
    "starts_with(a, 'x') AND NOT starts_with(a, 'xy')",
];

#[test]
fn sensible_conditions_are_clean() {
    let tables = [DOCUMENTED, LITERALS, OPERATORS, NAMES, TYPES, TOGETHER];
    check_table(
        tables
            .into_iter()
            .flatten()
            .map(|condition| (*condition, "clean")),
    );
}

#[test]
fn sources_and_tiers_matter() {
    let of = |source: &str| Context {
        basic_tier: false,
        source: Some(source.to_owned()),
    };
    check_in(
        &of("MqttBrokerMessages"),
        "starts_with($mqtt-topic, 'vehicles/')",
        &[],
    );
    check_in(
        &of("TwinChangeEvents"),
        "$twin.tags.x = 'y' AND $body.tags.x = 'y'",
        &[],
    );
    check_in(
        &of("TwinChangeEvents"),
        "«twin_change_includes»(properties.reported.x) AND «twin_change_includes»(tags.x)",
        &[
            "condition-undocumented-function",
            "condition-undocumented-function",
        ],
    );
    for wrong in [
        "properties.x",
        "tags",
        "tags.",
        "'tags.x'",
        "5",
        "",
        "tags.x, tags.y",
    ] {
        let marked = format!("«twin_change_includes({wrong})»");
        check_in(
            &of("TwinChangeEvents"),
            &marked,
            &["condition-argument-type"],
        );
    }
    check_in(
        &of("DeviceMessages"),
        "«twin_change_includes»(tags.x)",
        &["condition-unknown-function"],
    );
    let basic = Context {
        basic_tier: true,
        source: None,
    };
    check_in(
        &basic,
        "$body.x = 1 AND «$twin.tags.x» = 'y'",
        &["condition-twin-on-basic"],
    );
    check_in(&basic, "$connectionDeviceId = 'x' AND level = 'hot'", &[]);
}
