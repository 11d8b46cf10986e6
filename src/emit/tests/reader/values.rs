//! Bicep expressions as values of a plan.

use std::collections::BTreeMap;

use super::{Result, entries, group, leak, literal, named, plain, symbol, symbols};
use crate::emit::bicep::syntax::{Join, Key, Syntax};
use crate::plan::{
    self, Expr, Func, Member, Module, Piece, Placement, Presence, Resource, ResourceType, RetryOn,
};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Parameter,
    Resource,
    Module,
}

#[derive(Default)]
pub(super) struct Names(pub(super) BTreeMap<String, Kind>);

impl Names {
    pub(super) fn resource(
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
            silenced: Vec::new(),
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

    pub(super) fn fill(&self, module: &mut Module, body: Vec<(Key, Syntax)>) -> Result<()> {
        for (key, value) in body {
            let Key::Text(key) = key else {
                return Err("module key".to_owned());
            };
            match (key.as_str(), value) {
                ("name", Syntax::Text(name)) => module.deployment = name,
                ("name", Syntax::Join(join)) if module.series.is_some() => {
                    let name = join.first.strip_suffix('-').ok_or("name of a series")?;
                    name.clone_into(&mut module.deployment);
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

    pub(super) fn expr(&self, syntax: Syntax) -> Result<Expr> {
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
