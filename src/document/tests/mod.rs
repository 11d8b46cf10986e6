//! What is said of documents, right and wrong.

mod messages;

use std::fmt::Write as _;

use super::*;
use crate::diag::render::{DEFAULT_WIDTH, Format, Report, render};
use crate::document::meant::Meant;

/// Reads a text, with text meant everywhere but in `other`, and gives everything that is said, for a terminal.
fn said(text: &str) -> String {
    let source = Source::new("intent.yaml", text.to_owned());
    let checked = Document::read(&source);
    let mut diagnostics = checked.diagnostics;
    if let Some(document) = &checked.value {
        diagnostics.extend(document.ambiguous_scalars(&text_everywhere));
    }
    let report = Report::new(&source, checked.value.as_ref(), diagnostics);
    render(
        Format::Human {
            color: false,
            width: DEFAULT_WIDTH,
        },
        &[report],
    )
    .lines()
    .filter(|line| !line.contains("hubseal explain"))
    .fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "{line}");
        text
    })
}

fn text_everywhere(pointer: &Pointer) -> Meant {
    match pointer.to_string().as_str() {
        "/other" => Meant::Other,
        "/condition" => Meant::Condition,
        _ => Meant::Text,
    }
}

/// The codes and places of everything that is said: `duplicate-key 2:1-2:2`.
fn codes(text: &str) -> Vec<String> {
    let source = Source::new("intent.yaml", text.to_owned());
    let checked = Document::read(&source);
    let mut diagnostics = checked.diagnostics;
    if let Some(document) = &checked.value {
        diagnostics.extend(document.ambiguous_scalars(&text_everywhere));
    }
    let place = |place: &Place| {
        let span = match &checked.value {
            Some(document) => document.locate(&source, place),
            None => locate_without_document(&source, place).span,
        };
        let ((line, start), (last, end)) =
            (source.line_column(span.start), source.line_column(span.end));
        assert_eq!(line, last, "within one line");
        format!("{line}:{start}-{end}")
    };
    diagnostics
        .iter()
        .map(|diagnostic| format!("{} {}", diagnostic.code, place(&diagnostic.place)))
        .collect()
}

fn check(text: &str, expected: &str) {
    assert_eq!(codes(text).join(", "), expected, "{text}");
}

#[test]
fn nothing_is_said_of_ordinary_documents() {
    for text in [
        "a: 1\n",
        "---\na: 1\n...\n",
        "# comment\na: b # comment\nc: d #\ne: 2 #2\nf: g   #h\ni: j ## k\nl: m #TODO: n\no: \"p\" #q\n",
        "a:\n- b\n- c:\n    d: [e, f: g]\n",
        "{\"a\": {\"b\": [1, 2.5, null]}}\n",
        "x-a: &a { p: q, r: s }\nb: *a\nc: { <<: *a, r: t }\nd: { <<: [*a, { p: q }] }\n",
        "x-a: &a {p: q}\nx-b: &b {<<: *a, r: s}\nc: {<<: *b}\n",
        "a: |\n  b\n   c\n\nd: >-\n  e\n  f\n\n  g\n",
        "a: |\n  b",
        "a: 'b ''c'' d'\ne: \"f\\tg\\u00fc\\\n  h\"\n",
        "a: 4711\nb: -5\nc: 1.5\ncondition: true\n",
        "other: 0123\n",
        "condition:\n",
        "a: !!str no\nb: !!str\n",
        "a: \"no\"\nb: '1.10'\nc: |\n  on\n",
        "a: Завод\nb: 工場　ＡＢ\nc: 👩\u{200D}🔧\nd: Größe µs – “so” it is\ne: “a” and “b”\n",
        "a: iot hub – line 1\n",
        "a: \"\\u200B\"\n",
        "a: 33333333-3333-4333-8333-333333333333\nb: 10.2.1.36\nc: 00:1A:2B\nd: 2001:db8::1\ne: PT5M\nf: v1.10\ng: 300MiB\n",
        "key with spaces: a\n\"1\": b\n\"\": c\n",
        "a:\r\n  b: c\r\n  d: |\r\n    e\r\n    f\r\n",
        "? a\n: b\n? c\n",
        "a: $iothubname\nb: level = 'critical'\nc: a#b\nd: x:y\n",
    ] {
        check(text, "");
    }
}

/// Texts, and the codes and places of what is said about each.
const SAID: &[(&str, &str)] = &[
    ("", "empty-document 1:1-1"),
    ("# only a comment\n", "empty-document 1:1-1"),
    ("---\n", "empty-document 1:1-1"),
    ("~\n", ""),
    ("a: 1\na: 2\n", "duplicate-key 2:1-2"),
    ("a:\n  b: 1\n  'b': 2\n", "duplicate-key 3:3-6"),
    ("a: {<<: {b: c}, <<: {d: e}}\n", "duplicate-key 1:17-19"),
    ("a: 1\n---\nb: 2\n", "second-document 2:1-4"),
    ("a: 1\n--- b\n", "second-document 2:1-6"),
    ("a: 1\n...\nb: 2\n", "second-document 3:1-5"),
    ("1: a\n", "key-not-text 1:1-2"),
    ("true: a\n", "key-not-text 1:1-5"),
    ("~: a\n", "key-not-text 1:1-2"),
    (": a\n", "key-not-text 1:1-1"),
    ("0b1: a\n", "key-not-text 1:1-4"),
    ("[a]: b\n", "key-not-text 1:1-4"),
    ("a: {{ b }}\n", "key-not-text 1:5-10"),
    ("x-a: &a b\n*a : c\n", "key-not-text 2:1-3"),
    ("a: !foo b\n", "unknown-tag 1:4-8"),
    ("a: !!int 1\n", "unknown-tag 1:4-9"),
    ("a: ! 1\n", "unknown-tag 1:4-5"),
    ("a: !!map {}\n", "unknown-tag 1:4-9"),
    ("a: !e!f b\n", "unknown-tag 1:4-10"),
    ("a: *b\n", "unknown-anchor 1:4-6"),
    ("a: &a [*a]\n", "recursive-alias 1:8-10"),
    ("a: &a {b: *a}\n", "recursive-alias 1:11-13"),
    (
        "x-a: &a {b: c}\nx-b: &b {b: d}\ne: {<<: [*a, *b]}\n",
        "merge-collision 3:14-16",
    ),
    (
        "x-a: &a {b: c}\nx-b: &b {b: d}\ne: {<<: [*a, *b], b: f}\n",
        "",
    ),
    ("a: {<<: b}\n", "merge-not-a-map 1:9-10"),
    ("a: {<<: [b]}\n", "merge-not-a-map 1:10-11"),
    ("a: 18446744073709551616\n", "number-out-of-range 1:4-24"),
    (
        "a: .nan\nb: -.inf\n",
        "number-out-of-range 1:4-8, number-out-of-range 2:4-9",
    ),
    ("%YAML 1.2\n---\na: 1\n", "yaml-directive 1:1-10"),
    ("a: no\n", "unquoted-text 1:4-6"),
    (
        "a: [on, 1.10, 0123, 12:30:45, 1_000, 0x1F, 0o17, 1e3, 0b1, 2001-01-01, True]\n",
        "unquoted-text 1:5-7, unquoted-text 1:9-13, unquoted-text 1:15-19, unquoted-text 1:21-29, unquoted-text 1:31-36, unquoted-text 1:38-42, \
          unquoted-text 1:44-48, unquoted-text 1:50-53, unquoted-text 1:55-58, unquoted-text 1:60-70, unquoted-text 1:72-76",
    ),
    ("on: a\n", "unquoted-text 1:1-3"),
    (
        "x-a: &a no\nb: *a\n",
        "unquoted-text 1:9-11, unquoted-text 2:4-6",
    ),
    ("condition: no\n", "unquoted-text 1:12-14"),
    ("a: \"\\a\"\n", "control-character 1:5-7"),
    ("a: \"b\\r\"\n", "control-character 1:6-8"),
    ("a: b\u{7}\n", "control-character 1:5-6"),
    ("a: b\u{200B}c\n", "invisible-character 1:5-6"),
    ("a: b\u{A0}c\n", "invisible-character 1:5-6"),
    ("a: |\n  b\n  c\u{202E}d\n", "invisible-character 3:4-5"),
    ("a\u{AD}: b\n", "invisible-character 1:1-3"),
    ("a: \u{FEFF}b\n", "yaml-syntax 1:4-5"),
    ("a: pl\u{430}nt\n", "lookalike-character 1:6-7"),
    ("a: ｉｏｔ\n", "lookalike-character 1:4-5"),
    ("a: iot‑plant\n", "lookalike-character 1:7-8"),
    ("a: “b”\n", "smart-quotes 1:4-7"),
    ("a: 'b' \nc: “d’s e”\n", "smart-quotes 2:4-11"),
    ("a: b #1\n", "comment-cuts-value 1:6-8"),
    ("a: b #c and d\n", "comment-cuts-value 1:6-14"),
    ("a: {b:1}\n", "missing-space-after-colon 1:6-7"),
    ("a:b\n", "missing-space-after-colon 1:2-3"),
    ("a: [1,\n", "unclosed-bracket 1:4-5"),
    ("{a: b\n", "unclosed-bracket 1:1-2"),
    ("a: [x] y\n", "yaml-syntax 1:8-9"),
    ("a:\n  - name: x\n   to: y\n", "yaml-syntax 3:4-9"),
    (
        "a: b\u{2028}c\n",
        "invisible-character 1:5-6, yaml-readers-disagree 2:1-1",
    ),
    ("a: \"b\n", "unclosed-quote 1:4-6"),
    ("a:\n\tb: c\n", "tab-in-indentation 2:1-2"),
];

#[test]
fn codes_and_places() {
    for (text, expected) in SAID {
        check(text, expected);
    }
}

#[test]
fn each_code_is_listed_and_proven() {
    let proven: std::collections::BTreeSet<&str> = SAID
        .iter()
        .flat_map(|(_, said)| said.split(", "))
        .filter_map(|said| said.split(' ').next())
        .filter(|code| !code.is_empty())
        // Proven by the tests of limits, of the source and of the formats.
        .chain([
            "nested-too-deep",
            "too-many-values",
            "file-too-large",
            "not-utf-8",
            "nul-character",
            "further-diagnostics",
        ])
        .collect();
    let listed: Vec<&str> = CODES.iter().map(|(code, _)| *code).collect();
    assert_eq!(listed, proven.into_iter().collect::<Vec<_>>());
}

#[test]
fn limits_hold_before_aliases_are_expanded() {
    let mut bomb = "x-a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..40 {
        let before = format!("*a{}", level - 1);
        let _ = writeln!(
            bomb,
            "x-a{level}: &a{level} [{}]",
            [before.as_str(); 9].join(", ")
        );
    }
    assert_eq!(codes(&bomb).join(", "), "too-many-values 5:11-56");
    assert_eq!(
        codes(&"[".repeat(20_000)).join(", "),
        "nested-too-deep 1:65-66"
    );
    assert_eq!(
        codes(&format!("{}1", "a: {b: [".repeat(33))).join(", "),
        "nested-too-deep 1:172-172"
    );
    assert_eq!(
        codes(&format!("{}1", "- ".repeat(70))).join(", "),
        "nested-too-deep 1:129-130"
    );
    let deep = format!(
        "x-a: &a {}{}\nb: {}*a{}\n",
        "[".repeat(40),
        "]".repeat(40),
        "[".repeat(40),
        "]".repeat(40)
    );
    assert_eq!(codes(&deep).join(", "), "nested-too-deep 2:44-46");
    let many = format!("a: [{}]\n", "1,".repeat(build::MAX_NODES));
    assert_eq!(codes(&many).len(), 1);
    let nested = format!(
        "a: {}x{}\n",
        (0..60).fold(String::new(), |text, index| text + &format!("&a{index} [")),
        "]".repeat(60)
    );
    assert_eq!(codes(&nested), Vec::<String>::new());
}

#[test]
fn a_document_beside_errors_when_it_is_what_the_user_meant() {
    for (text, readable) in [
        ("a: 1\na: 2\n", true),
        ("a: 1\n---\nb: 1\n", true),
        ("a: !foo b\n", true),
        ("1: a\n", true),
        ("a: *b\n", false),
        ("a: [\n", false),
        ("[a]: b\n", false),
        ("", false),
    ] {
        let source = Source::new("f", text.to_owned());
        let checked = Document::read(&source);
        assert!(checked.has_errors(), "{text}");
        assert_eq!(checked.value.is_some(), readable, "{text}");
    }
}

#[test]
fn json_follows_what_is_meant() {
    let text = "a: no\nb: 1.10\nc: 0123\nd: true\ne:\nf: ~\ng: 7\nh: [0x1F, '1']\nx-i: &i {j: k, l: 1}\nm: {<<: *i, l: 2}\nn: *i\n";
    let source = Source::new("f", text.to_owned());
    let document = Document::read(&source).value.unwrap();
    for (meant, expected) in [
        (
            Meant::Other,
            r#"{"a":"no","b":1.1,"c":"0123","d":true,"e":null,"f":null,"g":7,"h":[31,"1"],"x-i":{"j":"k","l":1},"m":{"l":2,"j":"k"},"n":{"j":"k","l":1}}"#,
        ),
        (
            Meant::Text,
            r#"{"a":"no","b":"1.10","c":"0123","d":"true","e":null,"f":null,"g":"7","h":["0x1F","1"],"x-i":{"j":"k","l":"1"},"m":{"l":"2","j":"k"},"n":{"j":"k","l":"1"}}"#,
        ),
        (
            Meant::Condition,
            r#"{"a":"no","b":"1.10","c":"0123","d":"true","e":null,"f":null,"g":"7","h":["0x1F","1"],"x-i":{"j":"k","l":"1"},"m":{"l":"2","j":"k"},"n":{"j":"k","l":"1"}}"#,
        ),
    ] {
        assert_eq!(document.to_json(&|_| meant).to_string(), expected);
    }
    assert_eq!(
        document.scalar(&Pointer::parse("/h/0")).unwrap().text,
        "0x1F"
    );
    assert_eq!(document.find(&Pointer::parse("/h/2")), None);
}

#[test]
fn places() {
    let text = "\
# first
name: plant-a
hub:
  name: iot
  sku:
routes:
  - name: a
    to: [x, yy]
  - { name: b }
  - {}
  -
text: |
  one
  two
quoted: \"a\\u00e9b\"
x-d: &d
  units: 0
  list: [p]
other:
  <<: *d
again: *d
1a: x
";
    let source = Source::new("f", text.to_owned());
    let document = Document::read(&source).value.unwrap();
    let value = |pointer: &str| Place::Value(Pointer::parse(pointer));
    let key = |pointer: &str| Place::Key(Pointer::parse(pointer));
    let inside = |pointer: &str, range: Range<usize>| Place::Inside(Pointer::parse(pointer), range);
    for (place, expected) in [
        (value("/name"), "2:7 plant-a"),
        (key("/name"), "2:1 name"),
        (inside("/name", 6..7), "2:13 a"),
        (inside("/name", 7..7), "2:14 "),
        (inside("/name", 7..99), "2:14 "),
        (value("/hub"), "4:3 name: iot"),
        (key("/hub"), "3:1 hub"),
        (value("/hub/sku"), "5:3 sku"),
        (value("/hub/units"), "3:1 hub"),
        (key("/hub/units"), "3:1 hub"),
        (value("/hub/name/x/y"), "4:3 name"),
        (value(""), "2:1 name"),
        (key(""), "2:1 name"),
        (value("/missing"), "2:1 name"),
        (value("/routes/0"), "7:5 name: a"),
        (key("/routes/0"), "7:5 name: a"),
        (value("/routes/0/missing"), "7:5 name"),
        (value("/routes/0/to/1"), "8:13 yy"),
        (value("/routes/0/to/7"), "8:5 to"),
        (value("/routes/1/missing"), "9:7 name"),
        (value("/routes/2/missing"), "10:5 {}"),
        (value("/routes/3"), "11:3 -"),
        (value("/routes/9"), "6:1 routes"),
        (value("/text"), "13:3 one"),
        (inside("/text", 4..7), "14:3 two"),
        (inside("/text", 1..6), "13:4 ne"),
        (inside("/quoted", 1..3), "15:11 \\u00e9"),
        (value("/other/units"), "20:3 << (17:10 0)"),
        (key("/other/units"), "20:3 << (17:3 units)"),
        (value("/other/list/0"), "20:3 << (18:10 p)"),
        (inside("/other/list/0", 0..1), "20:3 << (18:10 p)"),
        (value("/again"), "21:8 *d (17:3 units: 0)"),
        (value("/again/missing"), "21:1 again"),
        (Place::Span(2..40), "1:3 first"),
        (Place::Span(9999..99999), "23:1 "),
        (Place::File, "1:1 "),
    ] {
        let located = document.resolve(&source, &place);
        let show = |span: &Range<usize>| {
            let (line, column) = source.line_column(span.start);
            format!("{line}:{column} {}", &source.text()[span.clone()])
        };
        let mut shown = show(&located.span);
        if let Some(span) = &located.defined_at {
            let _ = write!(shown, " ({})", show(span));
        }
        assert_eq!(shown, expected, "{place:?}");
    }
}

#[test]
fn no_message_repeats_a_secret() {
    for text in [
        "connectionString:HostName=h;SharedAccessKey=hush\nb: c\n",
        "connectionString: HostName=h: SharedAccessKey=hush\n",
        "x: HostName=h: SharedAccessKey=hush\n",
        "x: HostName=h;SharedAccessKey=hush #1\n",
        "password: hush #1\n",
        "password: “hush”\n",
        "{ password:hush }\n",
        "password:hush\n",
        "SharedAccessKey=hush\nb: c\n",
        "accountKey: `hush`\n",
        "accountKey: *hush\n",
        "accountKey: !hush x\n",
        "accountKey: hush\n x: y\n",
        "hub: { accountKey: hush\n",
        "accountKey: |\n  hush\n hush\n",
    ] {
        let said = said(text);
        assert!(!said.is_empty() && !said.contains("hush"), "{text}{said}");
    }
    for text in [
        "password: 1.1979\u{30}\n",
        "password: 19791979197919791979197919791979\n",
        "password: [1.19790]\n",
    ] {
        let said = said(text);
        assert!(!said.is_empty() && !said.contains("1979"), "{text}{said}");
    }
}

/// The intents that were worked out by hand beside this repository, where they are there.
#[test]
#[allow(
    clippy::disallowed_methods,
    reason = "the files are only there in some checkouts"
)]
fn reference_intents_are_read_without_a_word() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("judged nothing: ../shared is absent");
        return;
    };
    let mut count = 0;
    for entry in entries {
        let path = entry.unwrap().path().join("intent.yaml");
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let source = Source::new(path.display().to_string(), text);
        let checked = Document::read(&source);
        assert_eq!(checked.diagnostics, vec![], "{}", path.display());
        count += 1;
    }
    assert!(count > 0);
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..proptest::test_runner::Config::with_cases(3000) })]

    #[test]
    fn pieces_of_yaml_in_any_order_never_panic(pieces in proptest::collection::vec(proptest::sample::select(&[
        "a", "b", "k: ", "- ", "? ", ": ", ",", "[", "]", "{", "}", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", " ", "\t", "'", "\"", "''", "\\", "\\n", "|", ">-",
        "#", " # c", "&a ", "*a", "<<: ", "!!str ", "!x ", "---", "\n---\n", "\n...\n", "~", "1.10", "0b1", "no", "%", "@", "`", "ü", "🚀", "\u{A0}", "\u{200B}",
        "\u{430}", "\u{FEFF}", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{7}", "“", "”", ".inf", "99999999999999999999",
    ][..]), 0..24)) {
        let text = pieces.concat();
        codes(&text);
        said(&text);
    }
}
