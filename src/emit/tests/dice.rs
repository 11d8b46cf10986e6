//! Plans made of random bytes: right by construction, with hostile text wherever a user's text may stand.

use crate::plan::{
    Expr, Func, GroupScope, Item, Key, Member, Module, Output, Parameter, Piece, Placement, Plan,
    Presence, Resource, ResourceType, RetryOn, Section, Symbol, Symbols, Template,
};

/// A plan from random bytes. The same bytes give the same plan; few bytes give a small one.
pub(super) fn plan(bytes: &[u8]) -> Plan {
    let mut dice = Dice {
        bytes,
        at: 0,
        templates: 0,
        deployments: 0,
    };
    let root = dice.template(0);
    Plan {
        name: "p".to_owned(),
        source: dice.text(),
        root,
    }
}

/// Text that has gone wrong somewhere before.
const HOSTILE: [&str; 44] = [
    "",
    "a",
    "it's",
    "'''",
    "\\",
    "\\'",
    "${x}",
    "$",
    "$$",
    "{",
    "}",
    "{0}",
    "{{0}}",
    "[x]",
    "[x",
    "x]",
    "[]",
    "[[x]]",
    "[parameters('x')]",
    "copy",
    "Copy",
    "true",
    "null",
    "for",
    "a\nb",
    "a\r\nb",
    "\t",
    "a\u{2028}output x string = 'y'",
    "\u{85}",
    "\u{c}",
    "\u{202e}abc",
    "\u{0}",
    "é日😀",
    "core.windows.net",
    "x.vault.azure.net",
    "https://Management.Azure.com/",
    "// x",
    "/* x */",
    "*/",
    "@x",
    "#disable-next-line x",
    "a-b",
    "---",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
];

const KINDS: [ResourceType; 3] = [
    kind("Contoso.Things/boxes"),
    kind("Contoso.Things/boxes/lids"),
    kind("Contoso.Things/boxes/lids/hinges"),
];
const MARK: ResourceType = kind("Contoso.Rules/marks");

const fn kind(name: &'static str) -> ResourceType {
    ResourceType {
        name,
        api: "2024-01-01",
    }
}

struct Dice<'a> {
    bytes: &'a [u8],
    at: usize,
    templates: usize,
    deployments: usize,
}

/// What a template holds so far.
#[derive(Default)]
struct Made {
    symbols: Symbols,
    /// Part of every symbol: the judge mixes up an `existing` entry and a thing of the same symbol in a module.
    stem: String,
    parameters: Vec<Symbol>,
    resources: Vec<Resource>,
    modules: Vec<(Symbol, Vec<Symbol>)>,
    series: Vec<Symbol>,
    count: usize,
}

impl Dice<'_> {
    /// A number below `sides`; 0 when the bytes are used up.
    fn throw(&mut self, sides: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        usize::from(byte) % sides
    }

    fn one<'b, T>(&mut self, of: &'b [T]) -> Option<&'b T> {
        if of.is_empty() {
            return None;
        }
        let at = self.throw(of.len());
        of.get(at)
    }

    fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..=self.throw(3) {
            if self.throw(4) == 3 {
                let number = self.throw(256) << 8 | self.throw(256);
                let c = u32::try_from(number).ok().and_then(char::from_u32);
                text.push(c.unwrap_or('\u{10ffff}'));
            } else {
                let at = self.throw(HOSTILE.len());
                text.push_str(HOSTILE[at]);
            }
        }
        text
    }

    /// A name of a resource or group: no slash, never the same twice.
    fn name(&mut self, made: &mut Made) -> String {
        made.count += 1;
        format!("{}{}", self.text().replace('/', "-"), made.count)
    }

    fn template(&mut self, depth: usize) -> Template {
        self.templates += 1;
        let stem = format!("t{}", self.templates);
        let mut made = Made {
            stem: stem.clone(),
            ..Made::default()
        };
        let mut parameters = Vec::new();
        let mut outputs = Vec::new();
        if depth > 0 {
            for _ in 0..self.throw(3) {
                let name = made.symbols.claim(&["par", &self.text(), &stem]);
                made.parameters.push(name.clone());
                parameters.push(Parameter {
                    name,
                    description: self.text(),
                });
            }
        }
        let mut sections = Vec::new();
        for _ in 0..=self.throw(3) {
            let mut items = Vec::new();
            for _ in 0..self.throw(4) {
                if depth < 2 && self.throw(4) == 3 {
                    items.push(Item::Module(self.module(depth, &mut made)));
                } else {
                    let resource = self.resource(&mut made);
                    made.resources.push(resource.clone());
                    items.push(Item::Resource(resource));
                }
            }
            sections.push(Section {
                title: (self.throw(2) == 1).then(|| self.text()),
                items,
            });
        }
        let mut names = Symbols::default();
        let parameters_read = made.parameters.iter().cloned().map(Expr::Param);
        let existing = made
            .resources
            .iter()
            .filter(|resource| resource.presence == Presence::Existing)
            .map(|resource| Expr::Id(resource.symbol.clone()));
        let mut values: Vec<Expr> = parameters_read.chain(existing).collect();
        for _ in 0..self.throw(4) {
            values.push(self.string(&made, true));
        }
        for value in values {
            outputs.push(Output {
                name: names.claim(&["out", &self.text()]),
                description: (self.throw(2) == 1).then(|| self.text()),
                value,
            });
        }
        Template {
            stem,
            description: (self.throw(2) == 1).then(|| self.text()),
            parameters,
            sections,
            outputs,
        }
    }

    fn module(&mut self, depth: usize, made: &mut Made) -> Module {
        let template = self.template(depth + 1);
        let symbol = made.symbols.claim(&[&self.text(), "mod", &made.stem]);
        let arguments = template.parameters.iter().map(|parameter| {
            let value = self.string(made, true);
            (parameter.name.clone(), value)
        });
        let arguments = arguments.collect();
        self.deployments += 1;
        let series = (self.throw(3) == 2).then_some(3);
        let module = Module {
            symbol: symbol.clone(),
            remark: (self.throw(2) == 1).then(|| self.text()),
            deployment: format!("d-{}", self.deployments),
            scope: (self.throw(3) == 2).then(|| self.group(made)),
            series,
            arguments,
            after: self.after(made),
            template,
        };
        if series.is_some() {
            made.series.push(symbol);
        } else {
            let outputs = module.template.outputs.iter();
            let outputs = outputs.map(|output| output.name.clone()).collect();
            made.modules.push((symbol, outputs));
        }
        module
    }

    fn group(&mut self, made: &mut Made) -> GroupScope {
        GroupScope {
            subscription: (self.throw(2) == 1).then(|| self.text()),
            resource_group: self.name(made),
        }
    }

    fn resource(&mut self, made: &mut Made) -> Resource {
        let symbol = made.symbols.claim(&[&self.text(), &made.stem]);
        let mut resource = Resource {
            symbol,
            kind: KINDS[0],
            presence: Presence::Deployed,
            placement: Placement::Group,
            name: Expr::text(self.name(made)),
            body: Vec::new(),
            retry_on: None,
            silenced: Vec::new(),
            after: Vec::new(),
        };
        resource.presence = match self.throw(6) {
            0..=2 => Presence::Deployed,
            3 => Presence::OnlyIfNotExists,
            _ => Presence::Existing,
        };
        let here = |one: &&Resource| !is_elsewhere(one, &made.resources);
        let resources: Vec<&Resource> = if resource.presence == Presence::Existing {
            made.resources.iter().collect()
        } else {
            made.resources.iter().filter(here).collect()
        };
        match self.throw(5) {
            1 | 2 => {
                let parents: Vec<_> = resources
                    .iter()
                    .filter(|one| one.kind == KINDS[0] || one.kind == KINDS[1])
                    .collect();
                if let Some(parent) = self.one(&parents) {
                    resource.kind = KINDS[if parent.kind == KINDS[0] { 1 } else { 2 }];
                    resource.placement = Placement::ChildOf(parent.symbol.clone());
                }
            }
            3 => {
                let scopes: Vec<&Resource> = made.resources.iter().filter(here).collect();
                if let Some(scope) = self.one(&scopes) {
                    resource.kind = MARK;
                    let scope = scope.symbol.clone();
                    resource.placement = Placement::ExtensionOf(scope.clone());
                    if resource.presence != Presence::Existing {
                        let own = Expr::text(self.name(made));
                        resource.name = Expr::call(Func::Guid, vec![own, Expr::Id(scope)]);
                    }
                }
            }
            4 if resource.presence == Presence::Existing => {
                resource.placement = Placement::Elsewhere(self.group(made));
            }
            4 => {
                let roots: Vec<_> = resources
                    .iter()
                    .filter(|one| one.kind == KINDS[0] && matches!(one.name, Expr::Text(_)))
                    .collect();
                if let Some(root) = self.one(&roots) {
                    let root = root.symbol.clone();
                    resource.kind = KINDS[2];
                    resource.name = Expr::Join(vec![
                        Piece::Hole(Expr::Name(root)),
                        Piece::Text("/mid".to_owned()),
                        Piece::Text(format!("/{}", self.name(made))),
                    ]);
                }
            }
            _ => {}
        }
        if resource.presence == Presence::Existing {
            return resource;
        }
        if self.throw(3) == 2 {
            resource
                .body
                .push((Key::text("tags"), self.map(made, 0, Dice::early)));
        }
        resource
            .body
            .push((Key::text("properties"), self.value(made, 0)));
        if self.throw(5) == 4 {
            resource.retry_on = Some(RetryOn {
                codes: vec![self.text(), self.text()],
                count: 12,
            });
        }
        resource.after = self.after(made);
        resource
    }

    fn after(&mut self, made: &Made) -> Vec<Symbol> {
        let all: Vec<&Symbol> = made
            .resources
            .iter()
            .map(|resource| &resource.symbol)
            .chain(made.modules.iter().map(|(symbol, _)| symbol))
            .chain(&made.series)
            .collect();
        let mut found = Vec::new();
        for _ in 0..self.throw(4) {
            found.extend(self.one(&all).copied().cloned());
        }
        found
    }

    /// Any value.
    fn value(&mut self, made: &Made, depth: usize) -> Expr {
        match self.throw(10) {
            0 => Expr::Bool(self.throw(2) == 1),
            1 => self.int(),
            2 | 3 if depth < 4 => {
                let items = 0..self.throw(4);
                Expr::List(items.map(|_| self.value(made, depth + 1)).collect())
            }
            4..=6 if depth < 4 => {
                self.map(made, depth + 1, |dice, made| dice.value(made, depth + 1))
            }
            7 => {
                let keys: Vec<_> = made.resources.iter().map(|one| &one.symbol).collect();
                match self.one(&keys) {
                    Some(symbol) => Expr::Member {
                        of: Box::new(Expr::Keys((*symbol).clone())),
                        path: vec![
                            Member::Property("keys"),
                            Member::Index(0),
                            Member::Property("value"),
                        ],
                    },
                    None => self.early(made),
                }
            }
            _ => self.string(made, true),
        }
    }

    fn map(
        &mut self,
        made: &Made,
        depth: usize,
        mut value: impl FnMut(&mut Self, &Made) -> Expr,
    ) -> Expr {
        let mut entries: Vec<(Key, Expr)> = Vec::new();
        for _ in 0..self.throw(4) {
            let key = Key::Text(self.text());
            if entries.iter().all(|(other, _)| *other != key) {
                entries.push((key, value(self, made)));
            }
        }
        if depth > 0 && self.throw(4) == 3 {
            let key = match self.throw(3) {
                0 => self.early(made),
                1 => Expr::call_member(Func::Subscription, &["subscriptionId"]),
                _ => self.join(made),
            };
            // Fixed text may be there already.
            if !matches!(key, Expr::Text(_)) {
                entries.push((Key::Computed(key), value(self, made)));
            }
        }
        Expr::Map(entries)
    }

    fn int(&mut self) -> Expr {
        const INTS: [i64; 9] = [
            0,
            1,
            -1,
            2_147_483_647,
            2_147_483_648,
            -2_147_483_648,
            -2_147_483_649,
            i64::MAX,
            -i64::MAX,
        ];
        Expr::Int(INTS[self.throw(INTS.len())])
    }

    /// A string; one that the deployment knows at its start, unless `late`.
    fn string(&mut self, made: &Made, late: bool) -> Expr {
        match self.throw(8) {
            0 if late => {
                let all: Vec<&Symbol> = made.resources.iter().map(|one| &one.symbol).collect();
                let path = [vec!["properties", "a"], vec!["identity", "principalId"]];
                let path = path[self.throw(2)].clone();
                match self.one(&all) {
                    Some(of) => Expr::Read {
                        of: (*of).clone(),
                        path,
                    },
                    None => self.early(made),
                }
            }
            1 if late => {
                let outputs: Vec<(&Symbol, &Symbol)> = made
                    .modules
                    .iter()
                    .flat_map(|(module, names)| names.iter().map(move |name| (module, name)))
                    .collect();
                match self.one(&outputs) {
                    Some((module, name)) => Expr::Output {
                        module: (*module).clone(),
                        name: (*name).clone(),
                    },
                    None => self.early(made),
                }
            }
            2 => self.join(made),
            _ => self.early(made),
        }
    }

    /// A string that the deployment knows at its start.
    fn early(&mut self, made: &Made) -> Expr {
        match self.throw(7) {
            0 | 1 => Expr::Text(self.text()),
            2 => match self.one(&made.parameters) {
                Some(symbol) => Expr::Param(symbol.clone()),
                None => Expr::text("p"),
            },
            3 => match self.one(&made.resources) {
                Some(resource) if self.throw(2) == 1 => Expr::Name(resource.symbol.clone()),
                Some(resource) => Expr::Id(resource.symbol.clone()),
                None => Expr::text("r"),
            },
            4 => Expr::call_member(Func::Environment, &["suffixes", "storage"]),
            5 => Expr::Call {
                func: Func::SubscriptionResourceId,
                args: vec![
                    Expr::text("Contoso.Rules/definitions"),
                    Expr::Text(self.text()),
                ],
                remark: (self.throw(2) == 1).then(|| self.text()),
            },
            _ => {
                let mut args = vec![Expr::Text(self.text())];
                for _ in 0..self.throw(3) {
                    args.push(if self.throw(3) == 2 {
                        self.int()
                    } else {
                        Expr::Text(self.text())
                    });
                }
                Expr::call(Func::Guid, args)
            }
        }
    }

    fn join(&mut self, made: &Made) -> Expr {
        let mut pieces = vec![Piece::Text(format!("a{}", self.text()))];
        for _ in 0..self.throw(4) {
            pieces.push(if self.throw(2) == 1 {
                Piece::Hole(self.early(made))
            } else {
                Piece::Text(self.text())
            });
        }
        Expr::Join(pieces)
    }
}

fn is_elsewhere(resource: &Resource, all: &[Resource]) -> bool {
    match &resource.placement {
        Placement::Group => false,
        Placement::Elsewhere(_) => true,
        Placement::ChildOf(symbol) | Placement::ExtensionOf(symbol) => all
            .iter()
            .find(|one| one.symbol == *symbol)
            .is_some_and(|one| is_elsewhere(one, all)),
    }
}
