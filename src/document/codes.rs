//! The codes of everything that is said about an input as text, before any schema is asked.

/// Each code with a short description, in alphabetical order.
pub const CODES: &[(&str, &str)] = &[
    (
        "comment-cuts-value",
        "A `#` behind a space ends a value that goes on.",
    ),
    ("control-character", "A text holds a control character."),
    ("duplicate-key", "A map has the same key twice."),
    ("empty-document", "The file holds no intent."),
    ("file-too-large", "The file is larger than 1 MiB."),
    (
        "further-diagnostics",
        "There is more to say about the file than anybody reads.",
    ),
    (
        "invisible-character",
        "A text holds a character that cannot be seen.",
    ),
    ("key-not-text", "A key is not a text."),
    (
        "lookalike-character",
        "A text holds a character that looks like another.",
    ),
    (
        "merge-collision",
        "Two merged maps set the same key to different values.",
    ),
    (
        "merge-not-a-map",
        "A merge key names something that is no map.",
    ),
    (
        "missing-space-after-colon",
        "A space is missing between a key and its value.",
    ),
    ("nested-too-deep", "Maps and lists are nested too deep."),
    ("not-utf-8", "The file is not UTF-8."),
    ("nul-character", "The file holds a NUL character."),
    (
        "number-out-of-range",
        "A number is infinite, not a number, or has more than 64 bits.",
    ),
    ("recursive-alias", "A value holds itself."),
    ("second-document", "The file holds a second YAML document."),
    (
        "smart-quotes",
        "A value stands in quotes that YAML does not know.",
    ),
    ("tab-in-indentation", "A line is indented with a tab."),
    ("too-many-values", "The file holds too many values."),
    ("unclosed-bracket", "A bracket is not closed."),
    ("unclosed-quote", "A text in quotes does not end."),
    (
        "unknown-anchor",
        "An alias names an anchor that is not defined.",
    ),
    ("unknown-tag", "A value has a YAML tag."),
    (
        "unquoted-text",
        "A text without quotes is something else for other YAML readers.",
    ),
    ("yaml-directive", "The file has a YAML directive."),
    (
        "yaml-readers-disagree",
        "Two YAML readers understand the file differently.",
    ),
    ("yaml-syntax", "The file is not YAML."),
];
