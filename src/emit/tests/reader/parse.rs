//! The text of a Bicep file as statements.

use super::{Result, Style, entries, literal, plain, symbol};
use crate::emit::bicep::syntax::{Join, Key, Shape, Syntax};
use crate::plan::Parameter;

/// A statement as it stands in the file.
#[derive(Debug)]
pub(super) enum Statement {
    Heading(String),
    Description(String),
    Parameter(Parameter),
    Resource {
        symbol: String,
        kind: String,
        existing: bool,
        decorators: Vec<Syntax>,
        body: Vec<(Key, Syntax)>,
    },
    Module {
        symbol: String,
        path: String,
        remark: Option<String>,
        series: Option<u8>,
        body: Vec<(Key, Syntax)>,
    },
    Output {
        name: String,
        description: Option<String>,
        value: Syntax,
    },
}

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) style: Style,
}

impl<'a> Reader<'a> {
    pub(super) fn rest(&self) -> &'a str {
        self.text[self.at..]
            .get(..60)
            .unwrap_or(&self.text[self.at..])
    }

    pub(super) fn statements(&mut self) -> Result<Vec<Statement>> {
        let mut found = Vec::new();
        let mut decorators: Vec<Syntax> = Vec::new();
        let mut comments: Vec<String> = Vec::new();
        loop {
            self.blanks();
            if self.at == self.text.len() {
                return Ok(found);
            }
            if self.takes("//") {
                let text = self.line().trim().to_owned();
                let is_rule = text.len() == 117 && text.chars().all(|c| c == '-');
                comments.push(text);
                if is_rule {
                    self.expect("\n//")?;
                    found.push(Statement::Heading(self.line().trim().to_owned()));
                    self.expect("\n//")?;
                    self.line();
                    comments.clear();
                }
                continue;
            }
            if self.takes("#disable-next-line") {
                self.line();
                continue;
            }
            if self.takes("@") {
                decorators.push(self.expression()?);
                continue;
            }
            let description = decorators.iter().find_map(|decorator| match decorator {
                Syntax::Call { name, args, .. } if plain(name) == "description" => {
                    args.first().and_then(literal)
                }
                _ => None,
            });
            let remark = comments.pop();
            if self.takes("metadata description = ") {
                let text = literal(&self.expression()?).ok_or("no literal")?;
                found.push(Statement::Description(text));
            } else if self.takes("param ") {
                let name = symbol(&self.word()?);
                self.string_type()?;
                let description = match (description, self.style) {
                    (Some(description), _) => description,
                    (None, Style::Foreign) => String::new(),
                    (None, Style::Ours) => return Err("parameter without a description".to_owned()),
                };
                found.push(Statement::Parameter(Parameter { name, description }));
            } else if self.takes("output ") {
                let name = self.word()?;
                self.string_type()?;
                self.expect(" = ")?;
                found.push(Statement::Output {
                    name,
                    description,
                    value: self.expression()?,
                });
            } else if self.takes("resource ") {
                let symbol = self.word()?;
                self.expect(" ")?;
                let kind = literal(&self.expression()?).ok_or("no literal")?;
                let existing = self.takes(" existing");
                self.expect(" = ")?;
                found.push(Statement::Resource {
                    symbol,
                    kind,
                    existing,
                    decorators: std::mem::take(&mut decorators),
                    body: entries(self.expression()?)?,
                });
            } else if self.takes("module ") {
                let symbol = self.word()?;
                self.expect(" ")?;
                let path = literal(&self.expression()?).ok_or("no literal")?;
                self.expect(" = ")?;
                let mut series = None;
                if self.takes("[") {
                    self.blanks();
                    self.expect("for ")?;
                    self.word()?;
                    self.expect(" in ")?;
                    let Syntax::Call { args, .. } = self.expression()? else {
                        return Err("no range".to_owned());
                    };
                    let [Syntax::Int(0), Syntax::Int(count)] = args[..] else {
                        return Err("no range from 0".to_owned());
                    };
                    series = Some(u8::try_from(count).map_err(|error| error.to_string())?);
                    self.expect(": ")?;
                }
                let body = entries(self.expression()?)?;
                if series.is_some() {
                    self.blanks();
                    self.expect("]")?;
                }
                found.push(Statement::Module {
                    symbol,
                    path,
                    remark,
                    series,
                    body,
                });
            } else {
                return Err("unknown statement".to_owned());
            }
            decorators.clear();
            self.blank_line()?;
        }
    }

    fn string_type(&mut self) -> Result<()> {
        self.expect(" ")?;
        let name = self.expression()?;
        match name {
            Syntax::Name(name) if name == "string" => Ok(()),
            Syntax::Property { name, .. } if name == "string" => Ok(()),
            Syntax::Name(_) if self.style == Style::Foreign => Ok(()),
            other => Err(format!("type {other:?}")),
        }
    }

    /// An expression, up to where it ends.
    fn expression(&mut self) -> Result<Syntax> {
        let mut value = self.primary()?;
        loop {
            if self.takes(".") {
                let name = self.word()?;
                value = if self.peek() == Some('(') {
                    match value {
                        Syntax::Name(space) if space == "az" || space == "sys" => {
                            self.call(None, name)?
                        }
                        on => self.call(Some(Box::new(on)), name)?,
                    }
                } else {
                    value.property(name)
                };
            } else if self.takes("[") {
                let index = self.expression()?;
                self.expect("]")?;
                value = match index {
                    Syntax::Text(name) => value.property(name),
                    index => Syntax::Index {
                        of: Box::new(value),
                        index: Box::new(index),
                    },
                };
            } else {
                return Ok(value);
            }
        }
    }

    fn primary(&mut self) -> Result<Syntax> {
        match self.peek() {
            Some('\'') => Ok(match self.string()? {
                (first, rest) if rest.is_empty() => Syntax::Text(first),
                (first, rest) => Syntax::Join(Join { first, rest }),
            }),
            Some('[') => {
                self.at += 1;
                let shape = self.shape();
                let mut items = Vec::new();
                while !self.closes("]") {
                    items.push(self.expression()?);
                }
                Ok(Syntax::Array { items, shape })
            }
            Some('{') => {
                self.at += 1;
                let shape = self.shape();
                let mut entries = Vec::new();
                while !self.closes("}") {
                    let key = if self.peek() == Some('\'') {
                        match self.string()? {
                            (first, rest) if rest.is_empty() => Key::Text(first),
                            (first, rest) => Key::Join(Join { first, rest }),
                        }
                    } else {
                        Key::Text(self.word()?)
                    };
                    self.expect(": ")?;
                    entries.push((key, self.expression()?));
                }
                Ok(Syntax::Object { entries, shape })
            }
            Some(c) if c == '-' || c.is_ascii_digit() => {
                let end = self.text[self.at + 1..]
                    .find(|c: char| !c.is_ascii_digit())
                    .map_or(self.text.len(), |end| self.at + 1 + end);
                let number = self.text[self.at..end].parse::<i64>();
                self.at = end;
                number.map(Syntax::Int).map_err(|error| error.to_string())
            }
            _ => {
                let word = self.word()?;
                Ok(match word.as_str() {
                    "true" => Syntax::Bool(true),
                    "false" => Syntax::Bool(false),
                    "null" => Syntax::Null,
                    _ if self.peek() == Some('(') => self.call(None, word)?,
                    _ => Syntax::Name(word),
                })
            }
        }
    }

    fn call(&mut self, on: Option<Box<Syntax>>, name: String) -> Result<Syntax> {
        self.expect("(")?;
        let mut args = Vec::new();
        let mut comment = None;
        loop {
            self.blanks();
            if self.takes("#disable-next-line") {
                self.line();
            } else if self.takes("//") {
                comment = Some(self.line().trim().to_owned());
            } else if self.takes(")") {
                return Ok(Syntax::Call {
                    on,
                    name,
                    args,
                    comment,
                });
            } else if !self.takes(",") {
                args.push(self.expression()?);
            }
        }
    }

    /// Text and holes of a string.
    fn string(&mut self) -> Result<(String, Vec<(Syntax, String)>)> {
        self.expect("'")?;
        let mut first = String::new();
        let mut rest: Vec<(Syntax, String)> = Vec::new();
        loop {
            if self.takes("${") {
                let hole = self.expression()?;
                self.expect("}")?;
                rest.push((hole, String::new()));
                continue;
            }
            let c = self.peek().ok_or("string without an end")?;
            self.at += c.len_utf8();
            let text = match c {
                '\'' => return Ok((first, rest)),
                '\n' | '\r' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                    return Err(format!("{c:?} raw in a string"));
                }
                '\\' => {
                    let c = self.peek().ok_or("string without an end")?;
                    self.at += 1;
                    match c {
                        '\\' | '\'' | '$' => c,
                        'n' => '\n',
                        'r' => '\r',
                        't' => '\t',
                        'u' => {
                            self.expect("{")?;
                            let end = self.text[self.at..].find('}').ok_or("escape")?;
                            let digits = &self.text[self.at..self.at + end];
                            self.at += end + 1;
                            u32::from_str_radix(digits, 16)
                                .ok()
                                .and_then(char::from_u32)
                                .ok_or("escape")?
                        }
                        c => return Err(format!("escape {c:?}")),
                    }
                }
                c => c,
            };
            rest.last_mut()
                .map_or(&mut first, |(_, behind)| behind)
                .push(text);
        }
    }

    fn shape(&self) -> Shape {
        if self.peek() == Some('\n') {
            Shape::Tall
        } else {
            Shape::Flat
        }
    }

    /// Whether the literal ends here; otherwise the next item begins here.
    fn closes(&mut self, bracket: &str) -> bool {
        loop {
            self.blanks();
            if self.takes("#disable-next-line") {
                self.line();
            } else if !self.takes(",") {
                return self.takes(bracket);
            }
        }
    }

    fn word(&mut self) -> Result<String> {
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        if end == 0 {
            return Err("no word".to_owned());
        }
        self.at += end;
        Ok(rest[..end].to_owned())
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn takes(&mut self, what: &str) -> bool {
        let found = self.text[self.at..].starts_with(what);
        if found {
            self.at += what.len();
        }
        found
    }

    fn expect(&mut self, what: &str) -> Result<()> {
        if self.takes(what) {
            Ok(())
        } else {
            Err(format!("no {what:?}"))
        }
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(|c| c == ' ' || c == '\n') {
            self.at += 1;
        }
    }

    fn line(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let end = rest.find('\n').unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn blank_line(&mut self) -> Result<()> {
        if self.peek().is_none() || self.takes("\n") {
            return Ok(());
        }
        Err("statement without an end".to_owned())
    }
}
