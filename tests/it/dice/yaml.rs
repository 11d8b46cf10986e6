//! YAML text in many styles: the same values in another order of keys, in flow or block, with other quotes.

use std::fmt::Write as _;

use super::die::Die;

/// A value of an intent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Yaml {
    /// Nothing behind a key.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Yaml>),
    /// A map.
    Map(Map),
}

/// The entries of a map; their order is that of the making, never that of the text.
pub(crate) type Map = Vec<(String, Yaml)>;

impl From<&str> for Yaml {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Yaml {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Yaml {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Yaml {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl<T: Into<Yaml>> From<Vec<T>> for Yaml {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl From<Map> for Yaml {
    fn from(entries: Map) -> Self {
        Self::Map(entries)
    }
}

/// Adds an entry.
pub(crate) fn put(map: &mut Map, key: &str, value: impl Into<Yaml>) {
    map.push((key.to_owned(), value.into()));
}

/// The text of a document; another seed of the die gives the same values in another style.
pub(crate) fn print(root: &Yaml, die: &mut Die) -> String {
    let mut printer = Printer {
        out: String::new(),
        die,
    };
    if printer.die.chance(20) {
        printer.out.push_str("---\n");
    }
    if printer.die.chance(30) {
        printer
            .out
            .push_str("# A comment, with 'quotes' and [brackets].\n");
    }
    let Yaml::Map(entries) = root else {
        panic!("an intent is a map")
    };
    if printer.die.chance(4) {
        printer.flow_map(entries);
        printer.out.push('\n');
    } else {
        printer.block_map(entries, 0);
    }
    printer.out
}

struct Printer<'a> {
    out: String,
    die: &'a mut Die,
}

impl Printer<'_> {
    fn indent(&mut self, depth: usize) {
        self.out.push_str(&"  ".repeat(depth));
    }

    fn shuffled(&mut self, entries: &Map) -> Map {
        let mut entries = entries.clone();
        if self.die.chance(70) {
            self.die.shuffle(&mut entries);
        }
        entries
    }

    fn block_map(&mut self, entries: &Map, depth: usize) {
        for (key, value) in self.shuffled(entries) {
            if self.die.chance(2) {
                self.out.push_str("# ${x} {{ y }}\n");
            }
            self.indent(depth);
            self.entry(&key, &value, depth);
        }
    }

    /// `key: value` with a line break; the indentation is written.
    fn entry(&mut self, key: &str, value: &Yaml, depth: usize) {
        self.key(key);
        self.out.push(':');
        match value {
            Yaml::Map(entries) if !entries.is_empty() && self.is_block(value) => {
                self.line_break();
                self.block_map(entries, depth + 1);
            }
            Yaml::List(items) if !items.is_empty() && self.is_block(value) => {
                self.line_break();
                // A list may stand as far left as its key.
                let depth = if self.die.chance(30) {
                    depth
                } else {
                    depth + 1
                };
                self.block_list(items, depth);
            }
            Yaml::Text(text) if text.contains('\n') && is_literal(text) && self.die.chance(60) => {
                self.literal(text, depth + 1);
            }
            value => {
                if *value != Yaml::Null || self.die.chance(50) {
                    self.out.push(' ');
                    self.flow(value, *value == Yaml::Null);
                }
                self.line_break();
            }
        }
    }

    fn block_list(&mut self, items: &[Yaml], depth: usize) {
        for item in items {
            self.indent(depth);
            self.out.push('-');
            match item {
                Yaml::Map(entries) if !entries.is_empty() && self.is_block(item) => {
                    self.out.push(' ');
                    let entries = self.shuffled(entries);
                    for (index, (key, value)) in entries.iter().enumerate() {
                        if index > 0 {
                            self.indent(depth + 1);
                        }
                        self.entry(key, value, depth + 1);
                    }
                }
                item => {
                    self.out.push(' ');
                    self.flow(item, false);
                    self.line_break();
                }
            }
        }
    }

    fn line_break(&mut self) {
        if self.die.chance(3) {
            self.out.push_str("  # said by the way");
        }
        self.out.push('\n');
    }

    /// Large values stand in block style, small ones in either.
    fn is_block(&mut self, value: &Yaml) -> bool {
        let percent = match size(value) {
            0..=3 => 30,
            4..=12 => 60,
            _ => 92,
        };
        self.die.chance(percent)
    }

    fn literal(&mut self, text: &str, depth: usize) {
        let (body, sign) = match text.strip_suffix('\n') {
            Some(body) => (body, "|"),
            None => (text, "|-"),
        };
        self.out.push(' ');
        self.out.push_str(sign);
        self.out.push('\n');
        for line in body.split('\n') {
            if !line.is_empty() {
                self.indent(depth);
                self.out.push_str(line);
            }
            self.out.push('\n');
        }
    }

    fn flow(&mut self, value: &Yaml, bare_null: bool) {
        match value {
            Yaml::Null => {
                let word = if bare_null {
                    "null"
                } else {
                    self.die.pick(&["null", "~"])
                };
                self.out.push_str(word);
            }
            Yaml::Bool(value) => write!(self.out, "{value}").expect("a string takes all text"),
            Yaml::Int(number) => write!(self.out, "{number}").expect("a string takes all text"),
            Yaml::Text(text) => self.scalar(text),
            Yaml::List(items) => {
                let blank = if self.die.chance(30) { " " } else { "" };
                self.out.push('[');
                self.out.push_str(blank);
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.out.push_str(", ");
                    }
                    self.flow(item, false);
                }
                self.out.push_str(blank);
                self.out.push(']');
            }
            Yaml::Map(entries) => self.flow_map(entries),
        }
    }

    fn flow_map(&mut self, entries: &Map) {
        if entries.is_empty() {
            self.out.push_str("{}");
            return;
        }
        self.out.push_str("{ ");
        for (index, (key, value)) in self.shuffled(entries).iter().enumerate() {
            if index > 0 {
                self.out.push_str(", ");
            }
            self.key(key);
            self.out.push_str(": ");
            self.flow(value, false);
        }
        self.out.push_str(" }");
    }

    fn key(&mut self, key: &str) {
        self.scalar(key);
    }

    fn scalar(&mut self, text: &str) {
        let plain = is_plain(text);
        if plain && self.die.chance(85) {
            self.out.push_str(text);
        } else if is_printable(text) && self.die.chance(50) {
            write!(self.out, "'{}'", text.replace('\'', "''")).expect("a string takes all text");
        } else {
            self.double(text);
        }
    }

    fn double(&mut self, text: &str) {
        self.out.push('"');
        for c in text.chars() {
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\t' => self.out.push_str("\\t"),
                c if !is_visible(c) => {
                    let code = u32::from(c);
                    let written = if code > 0xffff {
                        write!(self.out, "\\U{code:08X}")
                    } else {
                        write!(self.out, "\\u{code:04X}")
                    };
                    written.expect("a string takes all text");
                }
                c if !c.is_ascii() && self.die.chance(20) => {
                    write!(self.out, "\\U{:08X}", u32::from(c)).expect("a string takes all text");
                }
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }
}

/// How many values a value holds.
fn size(value: &Yaml) -> usize {
    match value {
        Yaml::Null | Yaml::Bool(_) | Yaml::Int(_) | Yaml::Text(_) => 1,
        Yaml::List(items) => items.iter().map(size).sum(),
        Yaml::Map(entries) => entries.iter().map(|(_, value)| size(value)).sum(),
    }
}

fn is_visible(c: char) -> bool {
    c == ' ' || c.is_ascii_graphic() || c.is_alphanumeric() || matches!(c, '😀' | '🚀' | '→')
}

fn is_printable(text: &str) -> bool {
    text.chars().all(is_visible)
}

/// Whether a text may stand as a block of lines.
fn is_literal(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    !body.is_empty()
        && !body.ends_with('\n')
        && !body.starts_with([' ', '\n'])
        && body
            .split('\n')
            .all(|line| is_printable(line) && !line.ends_with(' '))
}

/// Whether a text may stand without quotes and is taken for text by every reader.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let Some(first) = text.chars().next() else {
        return false;
    };
    let inside = |c: char| c.is_ascii_alphanumeric() || "-_./ $()=".contains(c);
    let number = text.len() != 36
        && (first.is_ascii_digit() || first == '.')
        && text
            .chars()
            .all(|c| c.is_ascii_hexdigit() || "xXoO_.-".contains(c))
        && text.matches('.').count() < 2;
    (first.is_ascii_alphanumeric() || first == '/' || first == '$')
        && text.chars().all(inside)
        && !text.ends_with(' ')
        && !number
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}
