//! Reads Bicep of the kind that the printer writes back into a plan.
//!
//! It knows nothing of the printer's code but the tree that it prints from; what it does not know is an error.

use std::collections::BTreeMap;

use crate::emit::bicep::syntax::{Join, Key, Shape, Syntax};
use crate::plan::{
    self, Expr, Func, GroupScope, Item, Member, Module, Output, Parameter, Piece, Placement, Plan,
    Presence, Resource, ResourceType, RetryOn, Section, Symbol, Template,
};

type Result<T> = std::result::Result<T, String>;

/// How much a reader takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Style {
    /// What the printer writes.
    Ours,
    /// A file by hand: without banner, with parameters and outputs that have another type or no description.
    Foreign,
}

/// Reads a plan from its Bicep files: path below `bicep/` and text.
pub(super) fn plan(name: &str, files: &BTreeMap<String, String>) -> Result<Plan> {
    let path = format!("{name}.bicep");
    let text = files.get(&path).ok_or("no root file")?;
    let source = text
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("// Made by hubseal from "))
        .and_then(|line| line.strip_suffix(". Change the intent, not this file."))
        .ok_or("no banner")?;
    Ok(Plan {
        name: name.to_owned(),
        source: source.to_owned(),
        root: template(name, &path, files, Style::Ours)?,
    })
}

/// Reads one template and its modules.
pub(super) fn template(
    stem: &str,
    path: &str,
    files: &BTreeMap<String, String>,
    style: Style,
) -> Result<Template> {
    let text = files.get(path).ok_or_else(|| format!("no file {path}"))?;
    let at = match style {
        Style::Ours => text.find('\n').map_or(text.len(), |end| end + 1),
        Style::Foreign => 0,
    };
    let mut reader = Reader { text, at, style };
    let statements = reader
        .statements()
        .map_err(|what| format!("{path}: {what} at {:?}", reader.rest()))?;
    let folder = path.rfind('/').map_or("", |end| &path[..=end]);
    build(stem, folder, statements, files, style).map_err(|what| format!("{path}: {what}"))
}

/// A statement as it stands in the file.
#[derive(Debug)]
enum Statement {
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

struct Reader<'a> {
    text: &'a str,
    at: usize,
    style: Style,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text[self.at..]
            .get(..60)
            .unwrap_or(&self.text[self.at..])
    }

    fn statements(&mut self) -> Result<Vec<Statement>> {
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

fn build(
    stem: &str,
    folder: &str,
    statements: Vec<Statement>,
    files: &BTreeMap<String, String>,
    style: Style,
) -> Result<Template> {
    let mut names = Names::default();
    for statement in &statements {
        match statement {
            Statement::Parameter(parameter) => {
                names.0.insert(parameter.name.to_string(), Kind::Parameter);
            }
            Statement::Resource { symbol, .. } => {
                names.0.insert(symbol.clone(), Kind::Resource);
            }
            Statement::Module { symbol, .. } => {
                names.0.insert(symbol.clone(), Kind::Module);
            }
            Statement::Heading(_) | Statement::Description(_) | Statement::Output { .. } => {}
        }
    }
    let mut template = Template {
        stem: stem.to_owned(),
        description: None,
        parameters: Vec::new(),
        sections: Vec::new(),
        outputs: Vec::new(),
    };
    for statement in statements {
        let item = match statement {
            Statement::Heading(title) => {
                template.sections.push(Section {
                    title: Some(title),
                    items: Vec::new(),
                });
                continue;
            }
            Statement::Description(text) => {
                template.description = Some(text);
                continue;
            }
            Statement::Parameter(parameter) => {
                template.parameters.push(parameter);
                continue;
            }
            Statement::Output {
                name,
                description,
                value,
            } => {
                template.outputs.push(Output {
                    name: symbol(&name),
                    description,
                    value: names.expr(value)?,
                });
                continue;
            }
            Statement::Resource {
                symbol,
                kind,
                existing,
                decorators,
                body,
            } => Item::Resource(names.resource(&symbol, &kind, existing, decorators, body)?),
            Statement::Module {
                symbol: name,
                path,
                remark,
                series,
                body,
            } => {
                let stem = path
                    .rsplit('/')
                    .next()
                    .and_then(|file| file.strip_suffix(".bicep"))
                    .ok_or("module path")?;
                let mut module = Module {
                    symbol: symbol(&name),
                    remark,
                    deployment: String::new(),
                    scope: None,
                    series,
                    arguments: Vec::new(),
                    after: Vec::new(),
                    template: self::template(stem, &format!("{folder}{path}"), files, style)?,
                };
                names.fill(&mut module, body)?;
                Item::Module(module)
            }
        };
        if template.sections.is_empty() {
            template.sections.push(Section {
                title: None,
                items: Vec::new(),
            });
        }
        if let Some(section) = template.sections.last_mut() {
            section.items.push(item);
        }
    }
    Ok(template)
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Parameter,
    Resource,
    Module,
}

#[derive(Default)]
struct Names(BTreeMap<String, Kind>);

impl Names {
    fn resource(
        &self,
        name: &str,
        kind: &str,
        existing: bool,
        decorators: Vec<Syntax>,
        body: Vec<(Key, Syntax)>,
    ) -> Result<Resource> {
        let (kind, api) = kind.split_once('@').ok_or("type without a version")?;
        let mut resource = Resource {
            symbol: symbol(name),
            kind: ResourceType {
                name: leak(kind),
                api: leak(api),
            },
            presence: if existing {
                Presence::Existing
            } else {
                Presence::Deployed
            },
            placement: Placement::Group,
            name: Expr::text(""),
            body: Vec::new(),
            retry_on: None,
            after: Vec::new(),
        };
        for decorator in decorators {
            let Syntax::Call { name, args, .. } = decorator else {
                return Err("decorator".to_owned());
            };
            match (plain(&name), &args[..]) {
                ("onlyIfNotExists", []) => resource.presence = Presence::OnlyIfNotExists,
                ("retryOn", [Syntax::Array { items, .. }, Syntax::Int(count)]) => {
                    resource.retry_on = Some(RetryOn {
                        codes: items.iter().filter_map(literal).collect(),
                        count: u8::try_from(*count).map_err(|error| error.to_string())?,
                    });
                }
                _ => return Err(format!("decorator {name}")),
            }
        }
        for (key, value) in body {
            match &key {
                Key::Text(key) if key == "parent" => {
                    resource.placement = Placement::ChildOf(named(&value)?);
                }
                Key::Text(key) if key == "scope" => {
                    resource.placement = match group(&value) {
                        Some(scope) => Placement::Elsewhere(scope),
                        None => Placement::ExtensionOf(named(&value)?),
                    };
                }
                Key::Text(key) if key == "name" => resource.name = self.expr(value)?,
                Key::Text(key) if key == "dependsOn" => resource.after = symbols(value)?,
                _ => resource.body.push((self.key(key)?, self.expr(value)?)),
            }
        }
        Ok(resource)
    }

    fn fill(&self, module: &mut Module, body: Vec<(Key, Syntax)>) -> Result<()> {
        for (key, value) in body {
            let Key::Text(key) = key else {
                return Err("module key".to_owned());
            };
            match (key.as_str(), value) {
                ("name", Syntax::Text(name)) => module.deployment = name,
                ("name", Syntax::Join(join)) if module.series.is_some() => {
                    let name = join.first.strip_suffix('-').ok_or("name of a series")?;
                    module.deployment = name.to_owned();
                }
                ("scope", value) => module.scope = group(&value),
                ("params", value) => {
                    for (key, value) in entries(value)? {
                        let Key::Text(key) = key else {
                            return Err("parameter".to_owned());
                        };
                        module.arguments.push((symbol(&key), self.expr(value)?));
                    }
                }
                ("dependsOn", value) => module.after = symbols(value)?,
                (key, _) => return Err(format!("module key {key}")),
            }
        }
        Ok(())
    }

    fn key(&self, key: Key) -> Result<plan::Key> {
        Ok(match key {
            Key::Text(text) => plan::Key::Text(text),
            Key::Join(join) => plan::Key::Computed(self.join(join)?),
        })
    }

    fn join(&self, join: Join) -> Result<Expr> {
        let mut pieces = Vec::new();
        let text = |text: String, pieces: &mut Vec<Piece>| {
            if !text.is_empty() {
                pieces.push(Piece::Text(text));
            }
        };
        text(join.first, &mut pieces);
        for (hole, behind) in join.rest {
            pieces.push(Piece::Hole(self.expr(hole)?));
            text(behind, &mut pieces);
        }
        Ok(Expr::Join(pieces))
    }

    fn all(&self, items: Vec<Syntax>) -> Result<Vec<Expr>> {
        items.into_iter().map(|item| self.expr(item)).collect()
    }

    fn expr(&self, syntax: Syntax) -> Result<Expr> {
        Ok(match syntax {
            Syntax::Text(text) => Expr::Text(text),
            Syntax::Int(number) => Expr::Int(number),
            Syntax::Bool(value) => Expr::Bool(value),
            Syntax::Join(join) => self.join(join)?,
            Syntax::Array { items, .. } => Expr::List(self.all(items)?),
            Syntax::Object { entries, .. } => Expr::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| Ok((self.key(key)?, self.expr(value)?)))
                    .collect::<Result<_>>()?,
            ),
            Syntax::Name(name) if self.0.get(&name) == Some(&Kind::Parameter) => {
                Expr::Param(symbol(&name))
            }
            Syntax::Call {
                on: None,
                name,
                args,
                comment,
            } => Expr::Call {
                func: *Func::ALL
                    .iter()
                    .find(|func| func.name() == name)
                    .ok_or_else(|| format!("function {name}"))?,
                args: self.all(args)?,
                remark: comment,
            },
            Syntax::Call {
                on: Some(on),
                name,
                args,
                ..
            } if name == "listKeys" && args.is_empty() => Expr::Keys(named(&on)?),
            access @ (Syntax::Property { .. } | Syntax::Index { .. }) => self.access(access)?,
            other => return Err(format!("not in a plan: {other:?}")),
        })
    }

    fn access(&self, mut syntax: Syntax) -> Result<Expr> {
        let mut path = Vec::new();
        loop {
            match syntax {
                Syntax::Property { of, name } => {
                    path.insert(0, Member::Property(leak(&name)));
                    syntax = *of;
                }
                Syntax::Index { of, index } => {
                    let Syntax::Int(number) = *index else {
                        return Err("index".to_owned());
                    };
                    let number = u32::try_from(number).map_err(|error| error.to_string())?;
                    path.insert(0, Member::Index(number));
                    syntax = *of;
                }
                root => {
                    syntax = root;
                    break;
                }
            }
        }
        let Syntax::Name(name) = &syntax else {
            return Ok(Expr::Member {
                of: Box::new(self.expr(syntax)?),
                path,
            });
        };
        let parts: Vec<&'static str> = path
            .iter()
            .map(|step| match step {
                Member::Property(part) => Ok(*part),
                Member::Index(_) => Err("index into a resource".to_owned()),
            })
            .collect::<Result<_>>()?;
        match (self.0.get(name), &parts[..]) {
            (Some(Kind::Module), ["outputs", output]) => Ok(Expr::Output {
                module: symbol(name),
                name: symbol(output),
            }),
            (Some(Kind::Resource), ["id"]) => Ok(Expr::Id(symbol(name))),
            (Some(Kind::Resource), ["name"]) => Ok(Expr::Name(symbol(name))),
            (Some(Kind::Resource), ["type" | "apiVersion", ..]) => {
                Err("the compiler knows it, no need to read it".to_owned())
            }
            (Some(Kind::Resource), _) => Ok(Expr::Read {
                of: symbol(name),
                path: parts,
            }),
            _ => Err(format!("access to {name}")),
        }
    }
}

fn plain(name: &str) -> &str {
    name.strip_prefix("sys.").unwrap_or(name)
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn symbol(name: &str) -> Symbol {
    Symbol::fixed(leak(name))
}

fn named(syntax: &Syntax) -> Result<Symbol> {
    match syntax {
        Syntax::Name(name) => Ok(symbol(name)),
        other => Err(format!("no name: {other:?}")),
    }
}

fn symbols(syntax: Syntax) -> Result<Vec<Symbol>> {
    match syntax {
        Syntax::Array { items, .. } => items.iter().map(named).collect(),
        other => Err(format!("no list: {other:?}")),
    }
}

fn entries(syntax: Syntax) -> Result<Vec<(Key, Syntax)>> {
    match syntax {
        Syntax::Object { entries, .. } => Ok(entries),
        other => Err(format!("no object: {other:?}")),
    }
}

fn literal(syntax: &Syntax) -> Option<String> {
    match syntax {
        Syntax::Text(text) => Some(text.clone()),
        _ => None,
    }
}

fn group(syntax: &Syntax) -> Option<GroupScope> {
    let Syntax::Call { name, args, .. } = syntax else {
        return None;
    };
    match (name.as_str(), &args[..]) {
        ("resourceGroup", [group]) => Some(GroupScope {
            subscription: None,
            resource_group: literal(group)?,
        }),
        ("resourceGroup", [subscription, group]) => Some(GroupScope {
            subscription: Some(literal(subscription)?),
            resource_group: literal(group)?,
        }),
        _ => None,
    }
}
