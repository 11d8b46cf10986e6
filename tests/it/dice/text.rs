//! Words: names that Azure takes, texts that go wrong somewhere, conditions that IoT Hub takes.

use super::die::Die;
use super::yaml::{Map, put};

/// Texts that are no text for somebody: YAML, Bicep, ARM JSON, Markdown, a template engine.
const HOSTILE: [&str; 40] = [
    "it's",
    "\"quoted\"",
    "'''",
    "\\",
    "\\'",
    "${x}",
    "$${x}",
    "$ {x}",
    "{0}",
    "{{ x }}",
    "{% raw %}",
    "[x]",
    "[x",
    "x]",
    "[]",
    "[[x]]",
    "[parameters('x')]",
    "[x] y",
    "copy",
    "Copy",
    "true",
    "null",
    "~",
    "1.10",
    "0123",
    "no",
    "- a",
    "a: b",
    "a #b",
    "#",
    "&a *b",
    "a\nb",
    "a\n\nb\n",
    "\ta\t",
    "a\u{2028}resource b",
    "\u{2029}",
    "\u{202e}abc",
    "é日😀",
    "core.windows.net",
    "https://x.vault.azure.net/",
];

/// A text, hostile more often than not.
pub(crate) fn text(die: &mut Die) -> String {
    short(die, 1000)
}

/// A text of so many characters at most, and of one at least.
pub(crate) fn short(die: &mut Die, most: usize) -> String {
    if die.chance(25) {
        return die
            .pick(&["Line 1 to 4", "owned by ot-platform", "4711", "prod"])
            .to_owned();
    }
    let mut text = String::new();
    for _ in 0..=die.below(3) {
        text.push_str(die.pick(&HOSTILE));
        if die.chance(30) {
            text.push(' ');
        }
    }
    let text: String = text.chars().take(most).collect();
    if is_suspicious(&text) {
        format!("x{text}")
    } else {
        text
    }
}

/// Whether the judge of types takes a text for an expression that somebody got wrong. It is text all the same; the printers'
/// own tests have such texts.
fn is_suspicious(text: &str) -> bool {
    let whole = text.starts_with('[') && text.ends_with(']');
    let call = text
        .trim_start()
        .strip_prefix('[')
        .and_then(|rest| rest.split_once('('));
    !whole && call.is_some_and(|(name, _)| name.trim().chars().all(|c| c.is_ascii_alphanumeric()))
}

/// Words that names are made of.
const WORDS: [&str; 16] = [
    "plant", "line", "press", "Lake", "stream", "hub", "roles", "settle", "copy", "data", "x1",
    "7", "Az", "id", "name", "default",
];

/// A name of letters, digits and these other characters, no longer than `longest`; letters at both ends.
pub(crate) fn name(die: &mut Die, others: &str, longest: usize) -> String {
    let others: Vec<char> = others.chars().collect();
    let mut name = String::new();
    let words = if die.chance(5) { 30 } else { 1 + die.below(3) };
    for _ in 0..words {
        if !name.is_empty() && !others.is_empty() {
            name.push(die.pick(&others));
        }
        name.push_str(die.pick(&WORDS));
    }
    let mut name: String = name.chars().take(longest).collect();
    while !name.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        name.pop();
    }
    name
}

/// Hands out names that differ when letter case is ignored.
#[derive(Default)]
pub(crate) struct Once(Vec<String>);

impl Once {
    /// The name itself, or one made from it, no longer than `longest`; `sign` stands before the number.
    pub(crate) fn claim(&mut self, name: String, sign: &str, longest: usize) -> String {
        let mut own = name.clone();
        let mut number = 2;
        while self.0.contains(&own.to_lowercase()) {
            let tail = format!("{sign}{number}");
            let head: String = name.chars().take(longest - tail.len()).collect();
            own = format!("{head}{tail}");
            number += 1;
        }
        self.0.push(own.to_lowercase());
        own
    }
}

/// A name within the hub: endpoint, route, enrichment.
pub(crate) fn in_hub(die: &mut Die, once: &mut Once) -> String {
    let name = if die.chance(15) {
        die.pick(&[
            "-",
            ".",
            "_",
            "a.b",
            "-x-",
            "Events1",
            "true",
            "1.10",
            "007",
            "eventgrid2",
            "A_b-c.d",
        ])
        .to_owned()
    } else {
        name(die, "-._", 64)
    };
    once.claim(name, "-", 64)
}

/// Tags whose names differ without case; `most` at most.
pub(crate) fn tags(die: &mut Die, most: usize) -> Map {
    const NAMES: [&str; 26] = [
        "environment",
        "owner",
        "costCenter",
        "copy",
        "Copy2",
        "COPY",
        "a b",
        "it's",
        "\"q\"",
        "$x",
        "${y}",
        "{0}",
        "[x]",
        "[x",
        "{",
        "}",
        "é日😀",
        "a:b",
        "#1",
        "true",
        "null",
        "1.10",
        "a\u{2028}b",
        "a|b",
        "- a",
        "name",
    ];
    let mut once = Once::default();
    let mut tags = Map::new();
    for _ in 0..die.below(most + 1) {
        let name = if die.chance(60) {
            (die.pick(&NAMES)).to_owned()
        } else {
            name(die, "-_. ", 60)
        };
        let name = once.claim(name, "", 100);
        put(&mut tags, &name, short(die, 200));
    }
    tags
}

/// A duration of that many seconds, in one of its spellings.
pub(crate) fn duration(die: &mut Die, low: i64, high: i64) -> String {
    let seconds = die.between(low, high);
    let minutes = seconds / 60 * 60;
    match die.below(4) {
        0 => format!("PT{seconds}S"),
        1 if minutes >= low => format!("PT{}M", minutes / 60),
        2 if minutes >= low && minutes % 3600 != 0 && minutes > 3600 => {
            format!("PT{}H{}M", minutes / 3600, minutes % 3600 / 60)
        }
        _ if seconds / 3600 * 3600 >= low && seconds >= 3600 => format!("PT{}H", seconds / 3600),
        _ => format!("PT{seconds}S"),
    }
}

/// A GUID that is nobody's.
pub(crate) fn guid(die: &mut Die) -> String {
    let mut digits = |count: usize| -> String {
        (0..count)
            .map(|_| char::from(die.pick(b"0123456789abcdef")))
            .collect()
    };
    format!(
        "{}-{}-4{}-8{}-{}",
        digits(8),
        digits(4),
        digits(3),
        digits(3),
        digits(12)
    )
}

/// A condition that IoT Hub takes; of a hub without twins it asks for none.
pub(crate) fn condition(die: &mut Die, twins: bool) -> String {
    let mut condition = Condition {
        die,
        twins,
        names: 0,
    };
    let text = condition.truth(3);
    match condition.die.below(12) {
        0 => format!(" {text} "),
        1 => format!("{text}\n"),
        2 => format!("({text})"),
        _ => text,
    }
}

struct Condition<'a> {
    die: &'a mut Die,
    twins: bool,
    names: usize,
}

impl Condition<'_> {
    fn truth(&mut self, depth: usize) -> String {
        if depth == 0 || self.die.chance(40) {
            return self.comparison();
        }
        let (left, right) = (self.truth(depth - 1), self.truth(depth - 1));
        let blank = self.die.pick(&[" ", "  ", "\n  "]);
        match self.die.below(4) {
            0 => format!("{left}{blank}AND {right}"),
            1 => format!("({left}{blank}OR {right})"),
            2 => format!("NOT ({left})"),
            _ => format!("({left}) and ({right})"),
        }
    }

    fn comparison(&mut self) -> String {
        let sign = self.die.pick(&["=", "!=", "<>"]);
        match self.die.below(9) {
            0 => format!("{} {sign} {}", self.property(), self.text()),
            1 => format!("{} {sign} {}", self.path("$body"), self.text()),
            2 => {
                let sign = self.die.pick(&["<", "<=", ">", ">=", "="]);
                format!("{} {sign} {}", self.path("$body"), self.number())
            }
            3 => format!("IS_DEFINED({})", self.path("$body")),
            4 => format!("STARTS_WITH($connectionDeviceId, {})", self.text()),
            5 if self.twins => format!("{} {sign} {}", self.path("$twin.tags"), self.text()),
            6 => format!(
                "$contentType = 'application/json' AND {} {sign} {}",
                self.property(),
                self.text()
            ),
            7 => format!("as_number({}) > {}", self.property(), self.number()),
            _ => format!("CONTAINS({}, {})", self.property(), self.text()),
        }
    }

    /// Each name once, so that no two comparisons contradict each other.
    fn name(&mut self) -> String {
        self.names += 1;
        let word = self
            .die
            .pick(&["level", "alarm", "site-code", "copy", "line_no", "Temp.C"]);
        format!("{word}{}", self.names)
    }

    fn property(&mut self) -> String {
        self.name()
    }

    fn path(&mut self, root: &str) -> String {
        self.names += 1;
        let number = self.names;
        match self.die.below(3) {
            0 => format!("{root}.weather{number}.temperature"),
            1 => format!("{root}.list{number}[0].value"),
            _ => format!("{root}.level{number}"),
        }
    }

    fn number(&mut self) -> String {
        (self.die.pick(&["3", "0.5", "-1", "100", "0x1F"])).to_owned()
    }

    fn text(&mut self) -> String {
        const TEXTS: [&str; 20] = [
            "true",
            "[x]",
            "${y}",
            "{0}",
            "]",
            "}",
            "a b",
            "é日😀",
            "AND",
            "$body.x",
            "\"",
            "it\\'s",
            "a\\\\b",
            "\\u00e9",
            "#1",
            "--",
            "1 = 1",
            "[[x]]",
            "'x'",
            "[parameters('x')]",
        ];
        let text = self.die.pick(&TEXTS);
        if text.contains('"') || (!text.replace("\\'", "").contains('\'') && self.die.chance(60)) {
            format!("'{text}'")
        } else {
            format!("\"{text}\"")
        }
    }
}
