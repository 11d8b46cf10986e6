//! What is said of documents, right and wrong.

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
        "/condition" => Meant::TextOrEmpty,
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

#[test]
fn codes_and_places() {
    for (text, expected) in [
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
    ] {
        check(text, expected);
    }
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
            Meant::TextOrEmpty,
            r#"{"a":"no","b":"1.10","c":"0123","d":"true","e":"","f":null,"g":"7","h":["0x1F","1"],"x-i":{"j":"k","l":"1"},"m":{"l":"2","j":"k"},"n":{"j":"k","l":"1"}}"#,
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
fn syntax_errors_in_plain_words() {
    insta::assert_snapshot!(said("hub:\n\tname: x\n"), @r#"
        error[tab-in-indentation]: a tab stands in the indentation; YAML takes only spaces there
         --> intent.yaml:2:1
          |
        2 |     name: x
          | ^^^^ write spaces
          |
        "#);
    insta::assert_snapshot!(said("hub:\n  name: x\n \tsku: S1\n"), @r#"
    error[tab-in-indentation]: a tab stands in the indentation; YAML takes only spaces there
     --> intent.yaml:3:2
      |
    3 |      sku: S1
      |  ^^^^ write spaces
      |
    "#);
    insta::assert_snapshot!(said("a: [1, 2\nb: 3\n"), @r#"
    error[unclosed-bracket]: a `,` or the closing `]` is missing after this
     --> intent.yaml:1:8
      |
    1 | a: [1, 2
      |    -   ^ write `,` or `]`
      |    |
      |    this `[` is open
      |
    "#);
    insta::assert_snapshot!(said("{\n  \"a\": 1\n  \"b\": 2\n}\n"), @r#"
    error[unclosed-bracket]: a `,` or the closing `}` is missing after this
     --> intent.yaml:2:8
      |
    1 | {
      | - this `{` is open
    2 |   "a": 1
      |        ^ write `,` or `}`
      |
    "#);
    insta::assert_snapshot!(said("a: {b: 1, c: [2}\n"), @r#"
    error[yaml-syntax]: this `[` is closed by a `}`
     --> intent.yaml:1:14
      |
    1 | a: {b: 1, c: [2}
      |              ^ close it with `]`
      |
    "#);
    insta::assert_snapshot!(said("a: \"abc\nb: 2\n"), @r#"
    error[unclosed-quote]: the text that begins with this `"` does not end
     --> intent.yaml:1:4
      |
    1 | a: "abc
      |    ^^^^ close it with `"`
      |
    "#);
    insta::assert_snapshot!(said("a: 1\nb:2\nc: 3\n"), @r#"
    error[missing-space-after-colon]: a space is missing after the `:` of `b`
     --> intent.yaml:2:2
      |
    2 | b:2
      |  ^ write `b: 2`
      |
    "#);
    insta::assert_snapshot!(said("name:x\nb: 2\n"), @r#"
    error[missing-space-after-colon]: a space is missing after the `:` of `name`
     --> intent.yaml:1:5
      |
    1 | name:x
      |     ^ write `name: x`
      |
    "#);
    insta::assert_snapshot!(said("a: b: c\n"), @r#"
    error[yaml-syntax]: a value without quotes cannot hold a `: `
     --> intent.yaml:1:4
      |
    1 | a: b: c
      |    ^^^^ write "b: c"
      |
    "#);
    insta::assert_snapshot!(said("a: “x: y”\n"), @r#"
    error[yaml-syntax]: a value without quotes cannot hold a `: `
     --> intent.yaml:1:4
      |
    1 | a: “x: y”
      |    ^^^^^^ write "x: y"
      |
      = note: around here stand characters that YAML does not take for a space or a quote: U+201C (curly double quote), U+201D (curly double quote)
    "#);
    insta::assert_snapshot!(said("hub:\n  name: x\n   sku: y\n"), @r#"
    error[yaml-syntax]: this line is indented by 3, deeper than the line above, which has a value already
     --> intent.yaml:3:4
      |
    2 |   name: x
      |   ------- this line is complete
    3 |    sku: y
      |    ^^^^^^ indent it by 2
      |
    "#);
    insta::assert_snapshot!(said("hub:\n    name: x\n  sku: y\n"), @r#"
    error[yaml-syntax]: this line is indented by 2, which fits nothing above
     --> intent.yaml:3:3
      |
    3 |   sku: y
      |   ^^^^^^ indent it by 0 or 4
      |
    "#);
    insta::assert_snapshot!(said("hub:\n  name: x\nrouting\nfileUpload: y\n"), @r#"
    error[yaml-syntax]: this line is no `key: value`: it has no `: `
     --> intent.yaml:3:1
      |
    3 | routing
      | ^^^^^^^ write `key: value`
      |
    "#);
    insta::assert_snapshot!(said("a = 1\nb: 2\n"), @r#"
    error[yaml-syntax]: this line is no `key: value`: it has no `: `
     --> intent.yaml:1:1
      |
    1 | a = 1
      | ^^^^^ write `a: 1`
      |
    "#);
    insta::assert_snapshot!(said("a: `x`\n"), @r#"
    error[yaml-syntax]: a value without quotes cannot begin with a backquote
     --> intent.yaml:1:4
      |
    1 | a: `x`
      |    ^^^ write "`x`"
      |
    "#);
    insta::assert_snapshot!(said("a: *\n"), @r#"
    error[yaml-syntax]: `*` begins an alias, and a name must follow it
     --> intent.yaml:1:4
      |
    1 | a: *
      |    ^ write "*"
      |
    "#);
    insta::assert_snapshot!(said("a: 'it's'\n"), @r#"
    error[yaml-syntax]: the quote before this ends the text, so nothing may follow
     --> intent.yaml:1:8
      |
    1 | a: 'it's'
      |        ^^ this stands outside the quotes
      |
      = help: inside single quotes, a `'` is written twice: `'it''s'`
    "#);
    insta::assert_snapshot!(said("a: \"C:\\dir\"\n"), @r#"
    error[yaml-syntax]: double quotes know no escape `\d`
     --> intent.yaml:1:7
      |
    1 | a: "C:\dir"
      |       ^^ for a backslash write `\\`, or put the text in single quotes
      |
    "#);
    insta::assert_snapshot!(said("a: - b\n"), @r#"
    error[yaml-syntax]: a list cannot begin on the line of its key
     --> intent.yaml:1:4
      |
    1 | a: - b
      |    ^ begin it on the next line, or write `[one, two]`
      |
    "#);
    insta::assert_snapshot!(said("- name: x\n  sku: y\n-name: z\n"), @r#"
    error[yaml-syntax]: a space is missing after the `-` of this list item
     --> intent.yaml:3:1
      |
    3 | -name: z
      | ^ write `- name: z`
      |
    "#);
    insta::assert_snapshot!(said("a:\n- b\nc\n"), @r#"
    error[yaml-syntax]: this line is no `key: value`: it has no `: `
     --> intent.yaml:3:1
      |
    3 | c
      | ^ write `key: value`
      |
    "#);
    insta::assert_snapshot!(said("a:\n  b: 1\n  - c\n"), @r#"
    error[yaml-syntax]: a list item stands where a key should be
     --> intent.yaml:3:3
      |
    3 |   - c
      |   ^^^ write `key: value`, or indent it below its key
      |
    "#);
    insta::assert_snapshot!(said("a:\n  - b\n  c: 1\n"), @r#"
    error[yaml-syntax]: a key stands where a list item should be
     --> intent.yaml:3:3
      |
    3 |   c: 1
      |   ^^^^ begin it with `- `, or indent it like the key above the list
      |
    "#);
    insta::assert_snapshot!(said("a: {{x}}-y\n"), @r#"
    error[key-not-text]: a map or list stands where a key should be
     --> intent.yaml:1:5
      |
    1 | a: {{x}}-y
      |     ^^^ `{` begins a map
      |
      = help: if this is a placeholder such as `{{ name }}`, write it in quotes; hubseal fills in no placeholders

    error[yaml-syntax]: nothing may follow the value here
     --> intent.yaml:1:9
      |
    1 | a: {{x}}-y
      |         ^^ write the whole value in quotes
      |
    "#);
    insta::assert_snapshot!(said("a: |x\n  y\n"), @r#"
    error[yaml-syntax]: after `|` the text begins on the next line
     --> intent.yaml:1:4
      |
    1 | a: |x
      |    ^^ write the value in quotes, or move the text to the next line
      |
    "#);
    insta::assert_snapshot!(said("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> b\n"), @r#"
    error[yaml-syntax]: a merge conflict is not resolved here
     --> intent.yaml:2:1
      |
    2 | <<<<<<< HEAD
      | ^^^^^^^^^^^^ keep one side and remove the marker lines
      |
    "#);
    insta::assert_snapshot!(said("```yaml\na: 1\n```\n"), @r#"
    error[yaml-syntax]: this is a fence of Markdown, not YAML
     --> intent.yaml:1:1
      |
    1 | ```yaml
      | ^^^^^^^ remove the line
      |
    "#);
    insta::assert_snapshot!(said("a: [1,, 2]\n"), @r#"
    error[yaml-syntax]: a value is missing before this comma
     --> intent.yaml:1:7
      |
    1 | a: [1,, 2]
      |       ^ remove the comma, or write the value
      |
    "#);
    insta::assert_snapshot!(said("a: x #c\n  y\n"), @r#"
    error[yaml-syntax]: a comment stands in the middle of a text of several lines
     --> intent.yaml:1:6
      |
    1 | a: x #c
      |      ^^ move the comment, or write the text in quotes
      |
    "#);
    insta::assert_snapshot!(said("  a: 1\nb: 2\n"), @r#"
    error[yaml-syntax]: this line is indented by 0, which fits nothing above
     --> intent.yaml:2:1
      |
    2 | b: 2
      | ^^^^ indent it by 2
      |
    "#);
    insta::assert_snapshot!(said("name:\u{A0}x\nb: 1\n"), @r#"
    error[missing-space-after-colon]: a space is missing after the `:` of `name`
     --> intent.yaml:1:5
      |
    1 | name:¤x
      |     ^ write `name: x`
      |
      = note: around here stand characters that YAML does not take for a space or a quote: U+00A0 (no-break space)
    "#);
}

#[test]
fn other_messages_in_full() {
    insta::assert_snapshot!(said("a: 1\nb:\n  - c\na: 2\n"), @r#"
    error[duplicate-key]: the key `a` is written twice in one map
     --> intent.yaml:4:1
      |
    1 | a: 1
      | - first written here
    ...
    4 | a: 2
      | ^ remove one of the two
      |
    "#);
    insta::assert_snapshot!(said("x-one: &one { sku: S1 }\nx-two: &two { sku: S2 }\nhub:\n  <<: [*one, *two]\n"), @r#"
    error[merge-collision]: two merged maps set `sku`, to different values
     --> intent.yaml:4:14
      |
    1 | x-one: &one { sku: S1 }
      |               --- set here
    2 | x-two: &two { sku: S2 }
      |               --- and here
    3 | hub:
    4 |   <<: [*one, *two]
      |              ^^^^ write `sku` in this map itself, then that value holds
      |
    "#);
    insta::assert_snapshot!(said("tags:\n  on: 1.10\n"), @r#"
    warning[unquoted-text]: the key `on` is taken as text, but without quotes other YAML readers take it for a boolean
     --> intent.yaml:2:3
      |
    2 |   on: 1.10
      |   ^^ write "on"
      |

    warning[unquoted-text]: the value `1.10` is taken as text, but without quotes other YAML readers take it for the number 1.1
     --> intent.yaml:2:7
      |
    2 |   on: 1.10
      |       ^^^^ write "1.10"
      |
    "#);
    insta::assert_snapshot!(said("name: pl\u{430}nt\u{200B}-a\n"), @r#"
    warning[lookalike-character]: the text holds a Cyrillic character that looks like another: U+0430 (`а`, looks like `a`)
     --> intent.yaml:1:9
      |
    1 | name: plаnt␣-a
      |         ^ write `a`
      |

    warning[invisible-character]: the text holds a character that cannot be seen: U+200B (zero width space)
     --> intent.yaml:1:12
      |
    1 | name: plаnt␣-a
      |            ^ remove it
      |
      = help: if it is meant, write it as an escape in double quotes: `"\u200B"`
    "#);
    insta::assert_snapshot!(said("name: “plant-a”\n"), @r#"
    warning[smart-quotes]: the quotes around this value become part of the text: U+201C (curly double quote), U+201D (curly double quote)
     --> intent.yaml:1:7
      |
    1 | name: “plant-a”
      |       ^^^^^^^^^ write "plant-a"
      |
      = note: YAML knows two quotes: `"` (U+0022) and `'` (U+0027)
    "#);
    insta::assert_snapshot!(said("description: Line #1\n"), @r#"
    warning[comment-cuts-value]: the value ends at `Line`: YAML takes what follows for a comment
     --> intent.yaml:1:19
      |
    1 | description: Line #1
      |                   ^^ if it belongs to the value, write "Line #1"
      |
      = help: if it is a comment, write a space after the `#`
    "#);
    insta::assert_snapshot!(said("x-d: &d { version: 1.10 }\ntags: *d\n"), @r#"
    warning[unquoted-text]: the value `1.10` is taken as text, but without quotes other YAML readers take it for the number 1.1
     --> intent.yaml:1:20
      |
    1 | x-d: &d { version: 1.10 }
      |                    ^^^^ write "1.10"
      |

    warning[unquoted-text]: the value `1.10` is taken as text, but without quotes other YAML readers take it for the number 1.1
     --> intent.yaml:2:7
      |
    1 | x-d: &d { version: 1.10 }
      |                    ---- value defined here
    2 | tags: *d
      |       ^^ write "1.10"
      |
    "#);
    insta::assert_snapshot!(said("a: .inf\n"), @r#"
    error[number-out-of-range]: `.inf` is not a number that an intent can hold
     --> intent.yaml:1:4
      |
    1 | a: .inf
      |    ^^^^ if text is meant, write ".inf"
      |
      = note: numbers are finite and have at most 64 bits
    "#);
    insta::assert_snapshot!(said(""), @r#"
    error[empty-document]: the file holds no intent
    --> intent.yaml
     = help: `hubseal init` writes an intent to begin with
    "#);
}
