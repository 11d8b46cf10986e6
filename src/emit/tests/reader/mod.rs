//! Reads Bicep of the kind that the printer writes back into a plan.
//!
//! It knows nothing of the printer's code but the tree that it prints from; what it does not know is an error.

mod parse;
mod values;

use std::collections::BTreeMap;

use self::parse::{Reader, Statement};
use self::values::{Kind, Names};
use crate::emit::bicep::syntax::{Key, Syntax};
use crate::plan::{GroupScope, Item, Module, Output, Plan, Section, Symbol, Template};

type Result<T> = std::result::Result<T, String>;

/// How much a reader takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Style {
    /// What the printer writes.
    Ours,
    /// A file by hand: without banner, with parameters and outputs that have another type or no description.
    Foreign,
}

/// Reads a plan from its Bicep files: path below `bicep/` and text.
pub(crate) fn plan(name: &str, files: &BTreeMap<String, String>) -> Result<Plan> {
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
pub(crate) fn template(
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
