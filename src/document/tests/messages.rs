//! Messages in full, as a terminal shows them.

use super::said;

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
      = help: if a map is meant, begin it on the next line, or write it in brackets: `{ key: value }`
    "#);
    insta::assert_snapshot!(said("a: “x: y”\n"), @r#"
    error[yaml-syntax]: a value without quotes cannot hold a `: `
     --> intent.yaml:1:4
      |
    1 | a: “x: y”
      |    ^^^^^^ write "x: y"
      |
      = note: around here stand characters that YAML does not take for a space or a quote: U+201C (curly double quote), U+201D (curly double quote)
      = help: if a map is meant, begin it on the next line, or write it in brackets: `{ key: value }`
    "#);
    insta::assert_snapshot!(said("hub:\n  name: x\n   sku: y\n"), @r#"
    error[yaml-syntax]: this line is indented by 3, but the line above has a value already, so nothing can be below it
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
      = help: inside single quotes, a `'` is written twice: `'it''s'`; or put the whole text in double quotes
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
fn mistakes_that_show_up_further_down() {
    insta::assert_snapshot!(said("name: \"iot\nsku: S1\nminTls: \"1.2\"\n"), @r#"
    error[unclosed-quote]: the text that begins with this `"` does not end on its line
     --> intent.yaml:1:7
      |
    1 | name: "iot
      |       ^^^^ close it with `"`
    2 | sku: S1
    3 | minTls: "1.2"
      |         - this quote ends it
      |
    "#);
    insta::assert_snapshot!(said("hub:\n  comments: |\n  Hello\n"), @r#"
    error[yaml-syntax]: a text below `|` stands further to the right than its key
     --> intent.yaml:3:3
      |
    2 |   comments: |
      |   ----------- the text of this key
    3 |   Hello
      |   ^^^^^ indent it by 4 or more
      |
    "#);
    insta::assert_snapshot!(said("- { name: hot, condition: IN(level, 'a'), endpoint: cold }\n"), @r#"
    error[yaml-syntax]: in brackets a comma ends the value, and this one was meant to be part of it
     --> intent.yaml:1:35
      |
    1 | - { name: hot, condition: IN(level, 'a'), endpoint: cold }
      |                                   ^ put the whole value in double quotes
      |
    "#);
    insta::assert_snapshot!(said("hub:\n\u{A0} name: x\n  sku: S1\n"), @r#"
    error[yaml-syntax]: U+00A0 (no-break space) stands in the indentation; YAML takes only spaces there
     --> intent.yaml:2:1
      |
    2 | ¤ name: x
      | ^ write spaces
      |
    "#);
}

#[test]
fn comments_and_templates_of_other_languages() {
    for (text, expected) in [
        ("{\n  // the plant\n  \"name\": 1\n}\n", "2:3-15"),
        ("// the plant: north\nname: x\n", "1:1-13"),
        ("// the plant\nname: x\n", "1:1-13"),
        ("hub: { name: x } // the hub\n", "1:18-28"),
        ("{% set a = 1 %}\nname: x\n", "1:2-16"),
    ] {
        super::check(text, &format!("yaml-syntax {expected}"));
    }
    insta::assert_snapshot!(said("x-net: &net { a: b }\nhub: *nett\n"), @r#"
    error[unknown-anchor]: no anchor `&nett` is defined
     --> intent.yaml:2:6
      |
    2 | hub: *nett
      |      ^^^^^ write `*net`
      |
      = note: an anchor is defined before it is used, as in `x-name: &name`
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
    warning[comment-cuts-value]: the value ends before this: YAML takes a `#` behind a space for a comment
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
     --> intent.yaml:1:1
      |
    1 |
      | ^
      |
      = help: `hubseal init` writes an intent to begin with
    "#);
}
