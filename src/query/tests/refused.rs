//! Conditions that the service refuses to save.

use super::{check_marked, check_table};

const SYNTAX: &[&str] = &[
    "level = 'hot' AND«»",
    "level =«»",
    "level = «»",
    "NOT«»",
    "level ??«»",
    "«=» 'hot'",
    "«AND» level = 'hot'",
    "a = 'x' AND «AND» b = 'y'",
    "a = 'x' OR «)»",
    "(«)»",
    "concat('a',«)» = 'x'",
    "level «'hot'»",
    "level = 'hot' «x» = 'y'",
    "level = two «words»",
    "3 «$» 4",
    "«:»hot",
    "level «:=» 'hot'",
    "level = 'hot'«;»",
    "level = 'hot'«,» x = 'y'",
    "3 = «@» 3",
    "a«@»b = 'x'",
    "a«:»b = 'x'",
    "level = «\\»'hot\\'",
    "level «?» 'hot'",
    "level = 2024-01-01T00«:»00:00Z",
    "«[level]» = 'hot'",
    "«[my» prop] = 'hot'",
    "32 = «[32]»",
    "level = «['hot', 'warm']»",
    "«[1]» = «[1]»",
    "is_array(«[1]»)",
    "«arr[0]» = 'x'",
    "{«level»} = 'x'",
    "{$to «=» 'x'}",
    "{«)»",
    "as_number(n)«*2» > 30",
    "as_number(n) «-2» > 30",
    "length(level)«-2» > 30",
    "level = «'it's hot'»",
    "level=«'hot'AND x»='y'",
    "level = “very «hot”»",
    "level = 'hot' «else»",
    "level = 'hot' «(»x = 'y')",
    "my «property» = 'x'",
    "name = \"O\"«\"Brien\"»",
    "substring(level «x») = 'y'",
    "level = 'hot' /«/» a remark",
];

const SQL: &[&str] = &[
    "«SELECT» * FROM devices WHERE level = 'hot'",
    "«select» *",
    "«WHERE» level = 'hot'",
    "«where» = 'x'",
    "level = 'hot' «FROM» x",
    "level = «into»",
];

const FOREIGN_OPERATORS: &[&str] = &[
    "level =«=» 'hot'",
    "level =«==» 'hot'",
    "level !=«=» 'hot'",
    "level = «=» 'hot'",
    "a =«<» 'x'",
    "a =«>» 'x'",
    "a < «=» 'x'",
    "a >«<» 'x'",
    "a = 'x' «&&» b = 'y'",
    "a = 'x' «&» b = 'y' «&» c = 'z'",
    "(a = 'x' «&&» b = 'y') OR c = 'z'",
    "a = 'x' «|» b = 'y'",
    "level «IN» ['a', 'b']",
    "level «in» ('a', 'b')",
    "level «NIN» ['a']",
    "level «NOT» IN ['a']",
    "level «LIKE» 'h%'",
    "level «BETWEEN» 1 AND 2",
    "level «IS» NULL",
    "level «is» not null",
    "level «eq» 'hot'",
    "level «contains» 'hot'",
    "level «≥» 'hot'",
    "level =«!» 'hot'",
    "level = 'hot' «--» a remark",
];

const PARENTHESES: &[&str] = &[
    "«(»level = 'hot'",
    "«(»(level = 'hot') AND (a = 'b')",
    "(2 + 22 )«)» = 24",
    "level = 'hot'«)»",
    "as_number(\"2\")«)» = 24",
    "as_number(\"2\" = 24«»",
    "«(»(level = 'hot'",
    "a = 'x' AND «(»level = 5",
    "IS_OBJECT($twin.properties.reported.state«»",
];

const TEXTS: &[&str] = &[
    "level = «'hot»",
    "level = «\"hot'»",
    "«\"2 = 24»",
    "none = «\"»",
    "level = 'a«\\n»b'",
    "level = 'C:«\\t»emp'",
    "level = 'caf«\\u»00'",
    "level = 'caf«\\U»00e9'",
    "level = «'hot’»",
];

const MISMATCHES: &[&str] = &[
    // Properties are texts.
    "temperature «>» 30",
    "temperature«>»30",
    "30 «<» temperature",
    "severity «<=» 2",
    "level «=» 5",
    "$contentType «=» 5",
    "verbose «=» true",
    "length(level) «=» 'hot'",
    "as_number(n) «>» '30'",
    "as_number(n) «=» level",
    "is_defined(level) «=» 'true'",
    "1 «=» '1'",
    "true «=» 1",
    // Nothing compares with undefined, and only the body with null.
    "level «=» null",
    "level «!=» null",
    "'a' «=» undefined",
    "$body.x «=» undefined",
    "undefined «!=» $body.x",
    "as_number(n) «>» null",
    "null «=» true",
    "0xFFFFFFFFFFFFFFFFFF «=» 5",
    "e5 «=» 'x'",
    // NOT binds tighter than =, and ?? least of all.
    "«NOT» level = 'hot'",
    "«NOT» level",
    "«not» 5 = 5",
    "«NOT» undefined",
    "is_defined(«not» level)",
    "NOT $body.level «=» 'hot'",
    "level «??» 'none' = 'none'",
    "(level «??» 12.34) = 'x'",
    "(as_number(n) «??» level) = 3",
    "(level «??» null) = 'x'",
    "(true «??» 'x') = true",
    // Chains.
    "1 < as_number(n) «<» 5",
    "a = 'x' «=» 'y'",
    "a = 'b' «=» c",
    // Arithmetic is for numbers, || for texts.
    "level «+» 'x' = 'hotx'",
    "3 «+» '4' = 7",
    "temperature «-» 5 > 30",
    "temperature «*» 2 > 30",
    "as_number(n) «/» true = 3",
    "as_number(n) «%» undefined = 3",
    "$body.x «+» 'a' = 'b'",
    "a«/»b = 'x'",
    "«-» temperature > 30",
    "«-» 'a' = 'x'",
    "'a' «||» null = 'x'",
    "'a' «||» true = 'x'",
    "'a' «||» 5 = 'x'",
    // || is not OR.
    "level = 'hot' «||» level = 'warm'",
    "is_defined(a) «||» is_defined(b)",
    "$body.a = 1 «||» $body.b = 2",
    // Conditions are joined, not texts.
    "level = 'hot' «OR» 'warm'",
    "level = ('hot' «OR» 'warm')",
    "level «AND» a = 'x'",
    "a = 'x' «and» level",
    "a = 'x' «AND» 5",
    "a = 'x' AND (b = 'y' «OR» c)",
    "as_number(n) «OR» true",
    "$body.x «AND» 'a'",
];

const FUNCTIONS: &[(&str, &str)] = &[
    ("«nope»(true) = true", "condition-unknown-function"),
    ("«startswith»(level, 'h')", "condition-unknown-function"),
    ("«len»(level) = 3", "condition-unknown-function"),
    ("«count»() > 1", "condition-unknown-function"),
    ("«now»() > 'x'", "condition-unknown-function"),
    ("«!»(level = 'hot')", "condition-unknown-function"),
    ("«!is_defined»(level)", "condition-unknown-function"),
    ("«-as_number»(n) < 3", "condition-unknown-function"),
    ("«in»('a', 'b')", "condition-unknown-function"),
    ("«AS_NUMBER()» = 3", "condition-argument-count"),
    ("«as_number(a, b)» = 3", "condition-argument-count"),
    ("«is_defined()»", "condition-argument-count"),
    ("«is_defined(a, b)»", "condition-argument-count"),
    ("«concat('a')» = 'a'", "condition-argument-count"),
    ("«length()» = 3", "condition-argument-count"),
    ("«substring(level)» = 'x'", "condition-argument-count"),
    (
        "«substring(level, 1, 2, 3)» = 'x'",
        "condition-argument-count",
    ),
    ("«starts_with(level)»", "condition-argument-count"),
    ("«contains(level, 'a', 'b')»", "condition-argument-count"),
    ("«power(2)» = 4", "condition-argument-count"),
    ("«abs(3, 4)» = 3", "condition-argument-count"),
    ("«as_number(true)» = 1", "condition-argument-type"),
    ("«as_number(null)» = 1", "condition-argument-type"),
    ("«length(12.34)» = 5", "condition-argument-type"),
    ("«lower(undefined)» = 'x'", "condition-argument-type"),
    ("«upper(true)» = 'x'", "condition-argument-type"),
    ("«concat('a', 5)» = 'a5'", "condition-argument-type"),
    ("«concat('a', 'b', null)» = 'ab'", "condition-argument-type"),
    ("«substring(level, '1')» = 'x'", "condition-argument-type"),
    ("«index_of(level, 5)» = 1", "condition-argument-type"),
    ("«starts_with(5, 'h')»", "condition-argument-type"),
    ("«ends_with(level, true)»", "condition-argument-type"),
    ("«contains(null, 'h')»", "condition-argument-type"),
    ("«abs(temperature)» = 4", "condition-argument-type"),
    ("«power(2, level)» = 4", "condition-argument-type"),
    ("is_defined(«sqrt(level)»)", "condition-argument-type"),
];

const PATHS: &[&str] = &[
    "«$body» = 'x'",
    "is_defined(«$body»)",
    "«$body[0]» = 'Feb'",
    "«$body.» = 1",
    "«$body..x» = 1",
    "«$body.x.» = 1",
    "«$body.x[]» = 1",
    "«$body.x[*]» = 1",
    "«$body.x[-1]» = 1",
    "«$body.x[0][1]» = 1",
    "«$body.x[0]y» = 1",
    "«$body.[0]» = 1",
    "«$body.['x']» = 1",
    "«$body['x']» = 1",
    "«$body.x]» = 1",
    "«$body.0» = 1",
    "«$body.a.1.b» = 1",
    "«{$body}» = 1",
    "«$twin» = 'x'",
    "«$twin[0]» = 'x'",
    "«$twin.tags..x» = 'x'",
    "«$twin.tags.x[a]» = 'x'",
    "«$contentType[0]» = 'x'",
    "«$x[0]» = 'x'",
];

#[test]
fn refused_conditions_are_errors_at_their_place() {
    let tables = [
        ("condition-syntax", SYNTAX),
        ("condition-sql-statement", SQL),
        ("condition-unknown-operator", FOREIGN_OPERATORS),
        ("condition-parenthesis", PARENTHESES),
        ("condition-unterminated-text", TEXTS),
        ("condition-type-mismatch", MISMATCHES),
        ("condition-path", PATHS),
    ];
    check_table(
        tables
            .into_iter()
            .flat_map(|(code, table)| table.iter().map(move |marked| (*marked, code))),
    );
    check_table(FUNCTIONS.iter().copied());
}

#[test]
fn all_mistakes_are_told_at_once() {
    check_marked(
        "temperature «>» 30 «&&» «len»(level) = 3 OR «NOT» a",
        &[
            "condition-type-mismatch",
            "condition-unknown-operator",
            "condition-unknown-function",
            "condition-type-mismatch",
        ],
    );
    check_marked(
        "a = 'x' AND «NOT» b AND c = «'d»",
        &["condition-type-mismatch", "condition-unterminated-text"],
    );
    check_marked(
        "a = «b» «=» 'y'",
        &["condition-bare-word", "condition-type-mismatch"],
    );
    let findings = super::check("a =< 5", &super::Context::default());
    let found: Vec<_> = findings
        .iter()
        .map(|found| (found.code, found.range.clone(), found.label.as_str()))
        .collect();
    let wanted = [
        ("condition-unknown-operator", 3..4, "write `<=`"),
        ("condition-type-mismatch", 3..4, "write `as_number(a) <= 5`"),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn deep_conditions_are_refused_and_long_ones_are_judged() {
    for (open, close) in [
        ("(", ")"),
        ("NOT ", ""),
        ("abs(", ")"),
        ("- ", ""),
        ("1 + (", ")"),
        ("true ?? (", ")"),
        ("a ?? b OR c AND d = 1 < 1 + 1 * (", ")"),
    ] {
        let deep = format!("{}1{}", open.repeat(30_000), close.repeat(30_000));
        let codes: Vec<&str> = super::check(&deep, &super::Context::default())
            .iter()
            .map(|found| found.code)
            .collect();
        assert!(codes.contains(&"condition-too-deep"), "{open:?}: {codes:?}");
    }
    check_marked(&format!("{}true{}", "(".repeat(90), ")".repeat(90)), &[]);
    for operator in [" OR ", " AND "] {
        let terms: Vec<String> = (0..20_000).map(|n| format!("p{n} = 'x'")).collect();
        check_marked(&terms.join(operator), &[]);
    }
    check_marked(&format!("level = {}'x'", "'x' || ".repeat(20_000)), &[]);
    check_marked(
        &format!("as_number(level) = {}1", "1 + ".repeat(20_000)),
        &[],
    );
}
