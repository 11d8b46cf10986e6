//! Tests of the compiler: tables of conditions with what is to be found in them.
//!
//! In a table, `«…»` marks the places of the findings, in order; what is between the marks belongs to the condition. The
//! conditions and their verdicts are facts out of the sources named in `query/mod.rs`, in our own words where words matter.

mod accepted;
mod garbled;
mod refused;
mod suspicious;

use super::*;

/// Judges a marked condition for a Standard hub and a route of unknown source.
fn check_marked(marked: &str, codes: &[&str]) {
    check_in(&Context::default(), marked, codes);
}

fn check_in(context: &Context, marked: &str, codes: &[&str]) {
    assert_eq!(complaint(context, marked, codes), None);
}

/// Judges a table whose conditions hold one code each, at every mark; tells all that is wrong at once.
fn check_table<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str)>) {
    let complaints: Vec<String> = rows
        .into_iter()
        .filter_map(|(marked, code)| {
            complaint(
                &Context::default(),
                marked,
                &vec![code; marked.matches('«').count()],
            )
        })
        .collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn complaint(context: &Context, marked: &str, codes: &[&str]) -> Option<String> {
    let (condition, places) = unmark(marked);
    let findings = check(&condition, context);
    let found: Vec<(&str, Range<usize>)> = findings
        .iter()
        .map(|found| (found.code, found.range.clone()))
        .collect();
    let wanted: Vec<(&str, Range<usize>)> = codes.iter().copied().zip(places).collect();
    for finding in &findings {
        let known = code_list().iter().find(|(code, ..)| *code == finding.code);
        assert_eq!(
            known.map(|(_, level, _)| *level),
            Some(finding.level),
            "{condition:?}"
        );
        assert!(
            !finding.message.is_empty() && !finding.label.is_empty(),
            "{condition:?}"
        );
        assert!(
            condition.get(finding.range.clone()).is_some(),
            "a range cuts a character of {condition:?}"
        );
    }
    let good = codes.len() == wanted.len() && found == wanted;
    let short: String = condition.chars().take(200).collect();
    (!good).then(|| format!("{short:?}: found {found:?}, wanted {wanted:?}"))
}

fn unmark(marked: &str) -> (String, Vec<Range<usize>>) {
    let mut condition = String::new();
    let mut places = Vec::new();
    let mut open = None;
    for c in marked.chars() {
        match c {
            '«' => open = Some(condition.len()),
            '»' => places
                .push(open.take().expect("a place is opened before it is closed")..condition.len()),
            c => condition.push(c),
        }
    }
    (condition, places)
}

#[test]
fn codes_are_named_once_and_listed_in_kebab_case() {
    let mut names: Vec<&str> = code_list().iter().map(|(name, ..)| *name).collect();
    for (name, _, sentence) in code_list() {
        assert!(name.starts_with("condition-"), "{name}");
        assert!(
            name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
            "{name}"
        );
        assert!(sentence.ends_with('.'), "{name}: {sentence}");
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), code_list().len());
}

#[test]
fn catch_alls_are_known() {
    let all = [
        "true",
        "(true)",
        " true ",
        "1 = 1",
        "'a' = 'a'",
        "NOT false",
        "true OR level = 'hot'",
        "level = 'hot' OR 2 > 1",
        "true AND true",
        "",
        "  ",
        "/* all */ true",
        "null OR true",
        "concat('a', 'b') = 'ab'",
        "true = true",
    ];
    for condition in all {
        assert!(is_catch_all(condition), "{condition:?}");
    }
    let some = [
        "false",
        "TRUE",
        "level = 'hot'",
        "is_defined(level)",
        "level = level",
        "1 = 2",
        "true AND level = 'hot'",
        "undefined OR false",
        "true =",
        "(true",
        "level",
        "1",
        "null",
        "nope(1)",
        "length(level) >= 0",
    ];
    for condition in some {
        assert!(!is_catch_all(condition), "{condition:?}");
    }
}

#[test]
fn labels_say_what_to_write() {
    let cases = [
        ("temperature > 30", "write `as_number(temperature) > 30`"),
        ("30 < temperature", "write `30 < as_number(temperature)`"),
        (
            "temperature = 30",
            "write `as_number(temperature) = 30`, or `'30'` for the text",
        ),
        ("as_number(t) > '30'", "write `30` without quotes"),
        ("verbose = true", "write `verbose = 'true'`"),
        ("level = null", "write `NOT is_defined(level)`"),
        ("level != undefined", "write `is_defined(level)`"),
        ("NOT level = 'hot'", "write `NOT (level = 'hot')`"),
        (
            "NOT $body.level = 'hot'",
            "write `NOT ($body.level = 'hot')`",
        ),
        (
            "level = 'hot' OR 'warm'",
            "repeat the comparison: `level = 'warm'`",
        ),
        ("level = hot", "write `'hot'`"),
        ("level = “hot”", "write `'hot'`"),
        ("name = 'O''Brien'", "write `\"O'Brien\"`"),
        (
            "level!='hot'",
            "write a blank before the operator: `level !=`",
        ),
        ("level IN ['a']", "write `level = 'a' OR level = 'b'`"),
        (
            "level LIKE 'a%'",
            "write `starts_with(level, '…')`, `ends_with(level, '…')` or `contains(level, '…')`",
        ),
        ("len(level) = 5", "write `length(text)`"),
        ("start_with(level, 'a')", "write `starts_with(text, start)`"),
        ("$connectionDeviceld = 'a'", "write `$connectionDeviceId`"),
        ("$deviceId = 'a'", "write `$connectionDeviceId`"),
        (
            "$systemProperties.contentType = 'a'",
            "write `$contentType`",
        ),
        ("$appProperties.level = 'a'", "write `level`"),
        ("$payload.level = 'a'", "write `$body.level`"),
        ("$.level = 'a'", "write `$body.level`"),
        ("contentType = 'a'", "write `$contentType`"),
        ("body.level = 'a'", "write `$body.level`"),
        ("tags.level = 'a'", "write `$twin.tags.level`"),
        (
            "$twin.reported.level = 'a'",
            "write `$twin.properties.reported.level`",
        ),
        ("lower(level) = 'Hot'", "write `'hot'`"),
        ("is_number(level)", "write `is_defined(as_number(level))`"),
        (
            "'level' = 'hot'",
            "write `level` without quotes for the property",
        ),
        ("temperature > '30'", "write `as_number(temperature) > 30`"),
        ("'30' < $body.t", "write `30 < $body.t`"),
        ("TRUE", "write `true`"),
        (
            "SELECT * FROM devices WHERE level = 'hot'",
            "write only the condition: `level = 'hot'`",
        ),
        (
            "\"level = 'hot'\"",
            "remove the quotes around the condition",
        ),
        ("as_number(n) > +5", "write `5`"),
        ("level = 'hot' || level = 'warm'", "write `OR`"),
        ("level == 'hot'", "write `=`"),
        ("level => 'hot'", "write `>=`"),
    ];
    for (condition, label) in cases {
        let findings = check(condition, &Context::default());
        assert_eq!(
            findings.first().map(|finding| finding.label.as_str()),
            Some(label),
            "{condition:?}"
        );
    }
}
