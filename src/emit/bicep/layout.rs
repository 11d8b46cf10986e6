//! The layout that `bicep format` gives, computed: what is printed here the formatter leaves alone.
//!
//! Facts: Bicep CLI 0.49.2 with its default options. Strings, operators and property access never break. A bracket is
//! written flat when nothing in it is forced and it fits from where it stands; what follows it on the line does not count.

use super::hosts;
use super::syntax::{Join, Key, Shape, Syntax};
use super::text;

/// The last column.
const WIDTH: usize = 120;

/// Columns for one level.
pub const LEVEL: usize = 2;

/// Writes text and expressions at the place where it stands.
///
/// A line that holds a string to which the linter objects gets a directive above it.
#[derive(Debug, Default)]
pub struct Layout {
    text: String,
    line: usize,
    column: usize,
    objected: bool,
}

impl Layout {
    /// Writes text that holds no newline.
    pub fn write(&mut self, text: &str) {
        self.text.push_str(text);
        self.column += text::width(text);
    }

    /// Begins a line at that column.
    pub fn newline(&mut self, indent: usize) {
        self.end_line();
        self.text.push('\n');
        self.line = self.text.len();
        for _ in 0..indent {
            self.text.push(' ');
        }
        self.column = indent;
    }

    /// What was written, without a final newline.
    pub fn finish(mut self) -> String {
        self.end_line();
        self.text
    }

    /// Writes an expression. `indent` is the level of the line on which it starts.
    pub fn expression(&mut self, syntax: &Syntax, indent: usize) {
        match syntax {
            Syntax::Text(_)
            | Syntax::Int(_)
            | Syntax::Bool(_)
            | Syntax::Null
            | Syntax::Name(_)
            | Syntax::Join(_) => flat(syntax, self),
            Syntax::Call {
                on,
                name,
                args,
                comment,
            } => {
                if let Some(on) = on {
                    self.expression(on, indent);
                    self.write(".");
                }
                self.write(name);
                self.arguments(args, comment.as_deref(), indent);
            }
            Syntax::Property { of, name } => {
                self.expression(of, indent);
                flat_member(name, self);
            }
            Syntax::Index { of, index } => {
                self.expression(of, indent);
                self.write("[");
                self.expression(index, indent);
                self.write("]");
            }
            Syntax::Array { items, .. } => {
                if items.is_empty() || self.fits(syntax) {
                    flat(syntax, self);
                    return;
                }
                self.write("[");
                for item in items {
                    self.newline(indent + LEVEL);
                    self.expression(item, indent + LEVEL);
                }
                self.newline(indent);
                self.write("]");
            }
            Syntax::Object { entries, .. } => {
                if entries.is_empty() || self.fits(syntax) {
                    flat(syntax, self);
                    return;
                }
                self.write("{");
                for (key, value) in entries {
                    self.newline(indent + LEVEL);
                    flat_key(key, self);
                    self.write(": ");
                    self.expression(value, indent + LEVEL);
                }
                self.newline(indent);
                self.write("}");
            }
            Syntax::If { condition, yes, no } => {
                if self.fits(syntax) {
                    flat(syntax, self);
                    return;
                }
                self.expression(condition, indent + LEVEL);
                for (mark, branch) in [("? ", yes), (": ", no)] {
                    self.newline(indent + LEVEL);
                    self.write(mark);
                    self.expression(branch, indent + 2 * LEVEL);
                }
            }
            Syntax::Operation {
                operator,
                left,
                right,
            } => {
                self.expression(left, indent);
                self.write(&format!(" {operator} "));
                self.expression(right, indent);
            }
            Syntax::Not(inner) => {
                self.write("!");
                self.expression(inner, indent);
            }
            Syntax::Paren(inner) => {
                self.write("(");
                self.expression(inner, indent);
                self.write(")");
            }
        }
    }

    /// The brackets of a call. With one argument they are none that could break, unless a comment is behind it.
    fn arguments(&mut self, args: &[Syntax], comment: Option<&str>, indent: usize) {
        if let ([only], None) = (args, comment) {
            self.write("(");
            self.expression(only, indent);
            self.write(")");
            return;
        }
        if args.is_empty()
            || comment.is_none() && !args.iter().any(is_forced) && {
                let mut width = Width::default();
                flat_arguments(args, &mut width);
                self.column + width.units <= WIDTH
            }
        {
            flat_arguments(args, self);
            return;
        }
        if comment.is_none() && self.hugs(args) {
            self.write("(");
            for (index, arg) in args.iter().enumerate() {
                if index > 0 {
                    self.write(", ");
                }
                self.expression(arg, indent);
            }
            self.write(")");
            return;
        }
        self.write("(");
        for (index, arg) in args.iter().enumerate() {
            self.newline(indent + LEVEL);
            self.expression(arg, indent + LEVEL);
            if index + 1 < args.len() {
                self.write(",");
            }
        }
        if let Some(comment) = comment {
            self.write(" ");
            self.write(&text::comment(comment));
        }
        self.newline(indent);
        self.write(")");
    }

    /// Whether the last argument, a forced literal, starts on the line of the others.
    fn hugs(&self, args: &[Syntax]) -> bool {
        let Some((last, others)) = args.split_last() else {
            return false;
        };
        if !matches!(last, Syntax::Array { .. } | Syntax::Object { .. })
            || !is_forced(last)
            || others.iter().any(is_forced)
        {
            return false;
        }
        let mut width = Width::default();
        width.put("(");
        for arg in others {
            flat(arg, &mut width);
            width.put(", ");
        }
        width.put("[");
        self.column + width.units <= WIDTH
    }

    fn fits(&self, syntax: &Syntax) -> bool {
        if is_forced(syntax) {
            return false;
        }
        let mut width = Width::default();
        flat(syntax, &mut width);
        self.column + width.units <= WIDTH
    }

    fn end_line(&mut self) {
        if std::mem::take(&mut self.objected) {
            let indent = self.text[self.line..]
                .find(|c| c != ' ')
                .unwrap_or_default();
            let directive = format!(
                "{:indent$}#disable-next-line {}\n",
                "",
                hosts::RULE,
                indent = indent
            );
            self.text.insert_str(self.line, &directive);
        }
    }
}

/// Takes the pieces of a flat form.
trait Sink {
    fn put(&mut self, text: &str);

    /// Text of a string between quotes or holes.
    fn part(&mut self, text: &str) {
        self.put(&text::part(text));
    }

    /// Here the formatter stops adding up widths.
    fn stop(&mut self) {}
}

impl Sink for Layout {
    fn put(&mut self, text: &str) {
        self.write(text);
    }

    fn part(&mut self, text: &str) {
        let written = text::part(text);
        self.objected |=
            text.contains('.') && (hosts::names_a_host(text) || hosts::names_a_host(&written));
        self.write(&written);
    }
}

/// The width of a flat form as the formatter adds it up.
#[derive(Default)]
struct Width {
    units: usize,
    stopped: bool,
}

impl Sink for Width {
    fn put(&mut self, text: &str) {
        if !self.stopped {
            self.units += text::width(text);
        }
    }

    fn stop(&mut self) {
        self.stopped = true;
    }
}

/// Whether a bracket in the expression, or it itself, must break. Nothing in the hole of a string ever does.
fn is_forced(syntax: &Syntax) -> bool {
    match syntax {
        Syntax::Text(_)
        | Syntax::Int(_)
        | Syntax::Bool(_)
        | Syntax::Null
        | Syntax::Name(_)
        | Syntax::Join(_) => false,
        Syntax::Call {
            on, args, comment, ..
        } => {
            comment.is_some() && !args.is_empty()
                || on.as_deref().is_some_and(is_forced)
                || args.iter().any(is_forced)
        }
        Syntax::Property { of, .. } => is_forced(of),
        Syntax::Index { of, index } => is_forced(of) || is_forced(index),
        Syntax::Array { items, shape } => {
            !items.is_empty() && *shape == Shape::Tall || items.iter().any(is_forced)
        }
        Syntax::Object { entries, shape } => {
            !entries.is_empty() && *shape == Shape::Tall
                || entries.iter().any(|(_, value)| is_forced(value))
        }
        Syntax::If { condition, yes, no } => {
            is_forced(condition) || is_forced(yes) || is_forced(no)
        }
        Syntax::Operation { left, right, .. } => is_forced(left) || is_forced(right),
        Syntax::Not(inner) | Syntax::Paren(inner) => is_forced(inner),
    }
}

fn flat(syntax: &Syntax, sink: &mut impl Sink) {
    match syntax {
        Syntax::Text(text) => {
            sink.put("'");
            sink.part(text);
            sink.put("'");
        }
        Syntax::Int(number) => sink.put(&number.to_string()),
        Syntax::Bool(value) => sink.put(if *value { "true" } else { "false" }),
        Syntax::Null => sink.put("null"),
        Syntax::Name(name) => sink.put(name),
        Syntax::Join(join) => flat_join(join, sink),
        Syntax::Call { on, name, args, .. } => {
            if let Some(on) = on {
                flat(on, sink);
                sink.put(".");
            }
            sink.put(name);
            flat_arguments(args, sink);
        }
        Syntax::Property { of, name } => {
            flat(of, sink);
            flat_member(name, sink);
        }
        Syntax::Index { of, index } => {
            flat(of, sink);
            sink.put("[");
            flat(index, sink);
            sink.put("]");
        }
        Syntax::Array { items, .. } => {
            sink.put("[");
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    sink.put(", ");
                }
                flat(item, sink);
            }
            sink.put("]");
        }
        Syntax::Object { entries, .. } => {
            sink.put(if entries.is_empty() { "{" } else { "{ " });
            for (index, (key, value)) in entries.iter().enumerate() {
                if index > 0 {
                    sink.put(", ");
                }
                flat_key(key, sink);
                sink.put(": ");
                flat(value, sink);
            }
            sink.put(if entries.is_empty() { "}" } else { " }" });
        }
        Syntax::If { condition, yes, no } => {
            flat(condition, sink);
            sink.put(" ? ");
            flat(yes, sink);
            sink.put(" : ");
            flat(no, sink);
        }
        Syntax::Operation {
            operator,
            left,
            right,
        } => {
            flat(left, sink);
            sink.put(&format!(" {operator} "));
            flat(right, sink);
        }
        Syntax::Not(inner) => {
            sink.put("!");
            flat(inner, sink);
        }
        Syntax::Paren(inner) => {
            sink.put("(");
            flat(inner, sink);
            sink.put(")");
        }
    }
}

/// The formatter's sum stops right behind the opening bracket of an empty literal that is the last of several arguments.
fn flat_arguments(args: &[Syntax], sink: &mut impl Sink) {
    sink.put("(");
    for (index, arg) in args.iter().enumerate() {
        if index > 0 {
            sink.put(", ");
        }
        match empty_brackets(arg) {
            Some((open, close)) if index > 0 && index + 1 == args.len() => {
                sink.put(open);
                sink.stop();
                sink.put(close);
            }
            _ => flat(arg, sink),
        }
    }
    sink.put(")");
}

fn empty_brackets(syntax: &Syntax) -> Option<(&'static str, &'static str)> {
    if matches!(syntax, Syntax::Array { items, .. } if items.is_empty()) {
        return Some(("[", "]"));
    }
    matches!(syntax, Syntax::Object { entries, .. } if entries.is_empty()).then_some(("{", "}"))
}

fn flat_join(join: &Join, sink: &mut impl Sink) {
    sink.put("'");
    sink.part(&join.first);
    for (hole, behind) in &join.rest {
        sink.put("${");
        flat(hole, sink);
        sink.put("}");
        sink.part(behind);
    }
    sink.put("'");
}

fn flat_key(key: &Key, sink: &mut impl Sink) {
    match key {
        Key::Text(text) if text::is_bare(text) => sink.put(text),
        Key::Text(text) => {
            sink.put("'");
            sink.part(text);
            sink.put("'");
        }
        Key::Join(join) => flat_join(join, sink),
    }
}

fn flat_member(name: &str, sink: &mut impl Sink) {
    if text::is_bare(name) {
        sink.put(".");
        sink.put(name);
    } else {
        sink.put("['");
        sink.part(name);
        sink.put("']");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(length: usize) -> Syntax {
        Syntax::Name("x".repeat(length))
    }

    fn array(items: Vec<Syntax>, shape: Shape) -> Syntax {
        Syntax::Array { items, shape }
    }

    fn check(syntax: &Syntax, expected: &str) {
        let mut layout = Layout::default();
        layout.expression(syntax, 0);
        assert_eq!(layout.finish(), expected);
    }

    /// Wide enough is 120 columns, both brackets counted.
    #[test]
    fn a_call_breaks_where_it_does_not_fit() {
        let call = |last| Syntax::call("f", vec![word(100), word(last)]);
        let (a, b) = ("x".repeat(100), "x".repeat(15));
        check(&call(15), &format!("f({a}, {b})"));
        check(&call(16), &format!("f(\n  {a},\n  {b}x\n)"));
        check(&Syntax::call("f", vec![word(200)]), &format!("f({a}{a})"));
        check(
            &Syntax::call("f", vec![Syntax::Text("😀".repeat(57)), word(2)]),
            &format!("f(\n  '{}',\n  xx\n)", "😀".repeat(57)),
        );
        let followed = call(15).property("y".repeat(50));
        check(&followed, &format!("f({a}, {b}).{}", "y".repeat(50)));
    }

    #[test]
    fn brackets_are_forced_from_within() {
        let tall = || array(vec![Syntax::Int(1)], Shape::Tall);
        check(&tall(), "[\n  1\n]");
        check(&array(Vec::new(), Shape::Tall), "[]");
        check(&array(vec![tall()], Shape::Flat), "[\n  [\n    1\n  ]\n]");
        check(&Syntax::call("f", vec![tall()]), "f([\n  1\n])");
        // The last argument hugs its bracket; in front of others it does not.
        check(&Syntax::call("f", vec![word(1), tall()]), "f(x, [\n  1\n])");
        check(
            &Syntax::call("f", vec![tall(), word(1)]),
            "f(\n  [\n    1\n  ],\n  x\n)",
        );
        check(
            &Syntax::call("f", vec![word(116), tall()]),
            &format!("f(\n  {},\n  [\n    1\n  ]\n)", "x".repeat(116)),
        );
        let commented = |args| Syntax::Call {
            on: None,
            name: "f".to_owned(),
            args,
            comment: Some("why".to_owned()),
        };
        check(&commented(vec![word(1)]), "f(\n  x // why\n)");
        check(&commented(Vec::new()), "f()");
        let join = Syntax::Join(Join {
            first: String::new(),
            rest: vec![(commented(vec![word(70), word(70)]), String::new())],
        });
        let wide = "x".repeat(70);
        check(&join, &format!("'${{f({wide}, {wide})}}'"));
    }

    #[test]
    fn the_sum_stops_at_an_empty_last_literal() {
        let call = Syntax::call("f", vec![word(1), array(Vec::new(), Shape::Flat)]);
        let wide = "x".repeat(140);
        check(
            &array(vec![call, word(140)], Shape::Flat),
            &format!("[f(x, []), {wide}]"),
        );
    }

    #[test]
    fn a_ternary_breaks_at_its_marks() {
        let ternary = |yes| Syntax::If {
            condition: Box::new(word(1)),
            yes: Box::new(yes),
            no: Box::new(Syntax::Null),
        };
        check(&ternary(word(1)), "x ? x : null");
        check(
            &ternary(word(120)),
            &format!("x\n  ? {}\n  : null", "x".repeat(120)),
        );
        check(
            &ternary(array(vec![word(1)], Shape::Tall)),
            "x\n  ? [\n      x\n    ]\n  : null",
        );
    }

    #[test]
    fn a_directive_stands_above_each_line_with_a_host() {
        let host = || Syntax::Text("x.vault.azure.net".to_owned());
        let directive = "#disable-next-line no-hardcoded-env-urls";
        check(&host(), &format!("{directive}\n'x.vault.azure.net'"));
        check(
            &Syntax::object(vec![
                (Key::Text("a".to_owned()), Syntax::Int(1)),
                (
                    Key::Text("core.windows.net".to_owned()),
                    array(vec![host(), word(1)], Shape::Tall),
                ),
            ]),
            &format!(
                "{{\n  a: 1\n  {directive}\n  'core.windows.net': [\n    {directive}\n    'x.vault.azure.net'\n    x\n  ]\n}}"
            ),
        );
    }
}
