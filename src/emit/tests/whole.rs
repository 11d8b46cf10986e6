//! One plan with a bit of everything, and the files that it becomes.

use super::{empty, same};
use crate::emit::{File, emit};
use crate::plan::{
    Expr, Func, GroupScope, Item, Key, Member, Module, Output, Parameter, Piece, Placement, Plan,
    Presence, Resource, ResourceType, RetryOn, Section, Symbol, Template,
};

#[test]
fn a_plan_becomes_these_files() {
    let files = emit(&plan());
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "arm/demo.json",
            "bicep/demo.bicep",
            "bicep/modules/inner.bicep",
            "bicep/modules/wait.bicep"
        ]
    );
    let expected = [
        include_str!("whole/arm/demo.json"),
        include_str!("whole/bicep/demo.bicep"),
        include_str!("whole/bicep/modules/inner.bicep"),
        include_str!("whole/bicep/modules/wait.bicep"),
    ];
    for (File { path, text }, expected) in files.iter().zip(expected) {
        same(text, expected, path);
    }
}

const BOX: ResourceType = ResourceType {
    name: "Contoso.Things/boxes",
    api: "2024-01-01",
};
const LID: ResourceType = ResourceType {
    name: "Contoso.Things/boxes/lids",
    api: "2024-01-01",
};
const HINGE: ResourceType = ResourceType {
    name: "Contoso.Things/boxes/lids/hinges",
    api: "2024-02-02",
};
const MARK: ResourceType = ResourceType {
    name: "Contoso.Rules/marks",
    api: "2023-03-03",
};

fn resource(symbol: &'static str, kind: ResourceType, name: impl Into<Expr>) -> Resource {
    Resource {
        symbol: Symbol::fixed(symbol),
        kind,
        presence: Presence::Deployed,
        placement: Placement::Group,
        name: name.into(),
        body: Vec::new(),
        retry_on: None,
        silenced: Vec::new(),
        after: Vec::new(),
    }
}

fn module(symbol: &'static str, deployment: &str, template: Template) -> Module {
    Module {
        symbol: Symbol::fixed(symbol),
        remark: None,
        deployment: deployment.to_owned(),
        scope: None,
        series: None,
        arguments: Vec::new(),
        after: Vec::new(),
        template,
    }
}

fn output(name: &'static str, description: Option<&str>, value: Expr) -> Output {
    Output {
        name: Symbol::fixed(name),
        description: description.map(str::to_owned),
        value,
    }
}

fn plan() -> Plan {
    let symbol = Symbol::fixed;
    let text = |text: &str| Piece::Text(text.to_owned());

    let mut first = resource("first", BOX, "box-1");
    first.presence = Presence::OnlyIfNotExists;
    first.retry_on = Some(RetryOn {
        codes: vec!["400123".to_owned(), "Conflict".to_owned()],
        count: 12,
    });
    first.body = vec![(
        Key::text("properties"),
        Expr::map([
            ("empty", Expr::Map(Vec::new())),
            ("none", Expr::List(Vec::new())),
            ("big", Expr::Int(4_294_967_296)),
            ("on", true.into()),
            ("quoted", "it's [x]".into()),
            ("bracketed", "[x]".into()),
            ("hosts", Expr::texts(["a.vault.azure.net", "b.example"])),
            (
                "suffix",
                Expr::Join(vec![
                    text("{'"),
                    text("${a}"),
                    Piece::Hole(Expr::call_member(
                        Func::Environment,
                        &["suffixes", "storage"],
                    )),
                    text("}"),
                ]),
            ),
            (
                "copy",
                Expr::Map(vec![(
                    Key::Computed(Expr::Id(symbol("far"))),
                    Expr::Map(Vec::new()),
                )]),
            ),
            (
                "call",
                Expr::Call {
                    func: Func::Guid,
                    args: vec![
                        Expr::Int(4_294_967_296),
                        Expr::Bool(true),
                        Expr::List(vec!["a".into()]),
                        Expr::map([("b", "it's".into())]),
                    ],
                    remark: Some("Behind\nthe last".to_owned()),
                },
            ),
        ]),
    )];

    let mut far = resource("far", BOX, "box-far");
    far.presence = Presence::Existing;
    far.placement = Placement::Elsewhere(GroupScope {
        subscription: None,
        resource_group: "rg-far".to_owned(),
    });

    let mut known = resource("known", LID, "lid-known");
    known.presence = Presence::Existing;
    known.placement = Placement::ChildOf(symbol("first"));

    let mut hinge = resource("hinge", HINGE, "hinge-1");
    hinge.placement = Placement::ChildOf(symbol("known"));
    hinge.body = vec![(
        Key::text("properties"),
        Expr::map([
            ("secret", {
                Expr::Member {
                    of: Box::new(Expr::Keys(symbol("first"))),
                    path: vec![
                        Member::Property("keys"),
                        Member::Index(0),
                        Member::Property("value"),
                    ],
                }
            }),
            ("other", Expr::Id(symbol("byName"))),
        ]),
    )];

    let by_name = resource(
        "byName",
        HINGE,
        Expr::Join(vec![
            Piece::Hole(Expr::Name(symbol("first"))),
            text("/mid/hinge-2"),
        ]),
    );

    let mut mark = resource(
        "mark",
        MARK,
        Expr::call(Func::Guid, vec![Expr::Id(symbol("hinge"))]),
    );
    mark.placement = Placement::ExtensionOf(symbol("hinge"));
    mark.after = vec![symbol("wait"), symbol("byName"), symbol("first")];

    let mut inner = module("inner", "demo-inner", inner());
    inner.remark = Some("What it is for".to_owned());
    inner.scope = Some(GroupScope {
        subscription: Some("22222222-2222-4222-8222-222222222222".to_owned()),
        resource_group: "rg-inner".to_owned(),
    });
    inner.arguments = vec![(
        symbol("thing"),
        Expr::Read {
            of: symbol("first"),
            path: vec!["identity", "principalId"],
        },
    )];

    let mut wait = module("wait", "demo-wait", {
        Template {
            description: Some("Waits.".to_owned()),
            ..empty("wait")
        }
    });
    wait.series = Some(2);
    wait.after = vec![symbol("inner")];

    Plan {
        name: "demo".to_owned(),
        source: "demo.yaml".to_owned(),
        root: Template {
            stem: "demo".to_owned(),
            description: Some("It's [all]".to_owned()),
            parameters: Vec::new(),
            sections: vec![
                Section {
                    title: Some("Boxes".to_owned()),
                    items: [first, far, known, hinge, by_name]
                        .map(Item::Resource)
                        .into(),
                },
                Section {
                    title: Some("Nothing".to_owned()),
                    items: Vec::new(),
                },
                Section {
                    title: None,
                    items: vec![
                        Item::Module(inner),
                        Item::Module(wait),
                        Item::Resource(mark),
                    ],
                },
            ],
            outputs: vec![
                output("id", None, Expr::Id(symbol("mark"))),
                output(
                    "host",
                    None,
                    Expr::Output {
                        module: symbol("inner"),
                        name: symbol("host"),
                    },
                ),
                output("far", Some("What is far"), Expr::Id(symbol("far"))),
            ],
        },
    }
}

/// With a resource named as a function, and one that is only read.
fn inner() -> Template {
    let symbol = Symbol::fixed;
    let mut read = resource("resourceGroup", BOX, "box-read");
    read.presence = Presence::Existing;
    let mut written = resource("written", BOX, Expr::Param(symbol("thing")));
    written.body = vec![(
        Key::text("tags"),
        Expr::map([("group", Expr::call_member(Func::ResourceGroup, &["name"]))]),
    )];
    Template {
        parameters: vec![Parameter {
            name: symbol("thing"),
            description: "A [thing]".to_owned(),
        }],
        sections: vec![Section {
            title: None,
            items: vec![Item::Resource(read), Item::Resource(written)],
        }],
        outputs: vec![output(
            "host",
            Some("[Host]"),
            Expr::Read {
                of: symbol("resourceGroup"),
                path: vec!["properties", "host"],
            },
        )],
        ..empty("inner")
    }
}
