//! The printers against facts about the languages, observed with the compiler.

use serde_json::Value;

use super::{empty, printed, rows, same, shared};
use crate::emit::bicep;
use crate::emit::bicep::hosts::names_a_host;
use crate::emit::bicep::layout::Layout;
use crate::emit::bicep::syntax::{Join, Key, Shape, Syntax};
use crate::plan::{self, Expr, Func, Parameter, Piece, Plan, Section, Symbol, Symbols, Template};

/// Text as a value, an argument, before, behind and in a hole, and as a key; in both languages.
#[test]
fn strings_come_out_as_the_compiler_takes_them() {
    let Some(path) = shared("bicep-cases/strings.json") else {
        return;
    };
    let rows = rows(&path);
    for row in &rows {
        let value = row["value"].as_str().unwrap();
        let p = || Expr::Param(Symbol::fixed("p"));
        let call = || Expr::call(Func::Guid, vec![value.into(), p()]);
        let join = |pieces: Vec<Piece>| Expr::Join(pieces);
        let text = |text: &str| Piece::Text(text.to_owned());
        let in_hole = |expr: Expr| join(vec![text("a"), Piece::Hole(expr), text("b")]);
        for (column, expr) in [
            ("", value.into()),
            // In a hole, because there nothing is laid out and two rows are wider than a line.
            ("_argument", in_hole(call())),
            ("_before_hole", join(vec![text(value), Piece::Hole(p())])),
            ("_after_hole", join(vec![Piece::Hole(p()), text(value)])),
            ("_inside_hole", in_hole(call())),
            (
                "_key",
                Expr::Map(vec![(plan::Key::text(value), Expr::Int(1))]),
            ),
        ] {
            let theirs = |language: &str| {
                row[format!("{language}{column}")]
                    .as_str()
                    .unwrap()
                    .replace("uniqueString(", "guid(")
            };
            let (bicep, arm) = printed(expr);
            let what = format!("{value:?}{column}");
            match column {
                "_key" => {
                    same(&bicep, &format!("{{\n  {}: 1\n}}", theirs("bicep")), &what);
                    let (key, _) = arm.as_object().unwrap().iter().next().unwrap();
                    same(key, &theirs("arm"), &what);
                }
                "_argument" => {
                    same(&bicep, &format!("'a${{{}}}b'", theirs("bicep")), &what);
                    let inner = theirs("arm");
                    let inner = &inner[1..inner.len() - 1];
                    let expected = format!("[format('a{{0}}b', {inner})]");
                    same(arm.as_str().unwrap(), &expected, &what);
                }
                _ => {
                    same(&bicep, &theirs("bicep"), &what);
                    same(arm.as_str().unwrap(), &theirs("arm"), &what);
                }
            }
        }
    }
    println!("judged {} strings", rows.len());
}

/// The layout of expressions, among them many that no plan holds.
#[test]
fn expressions_are_laid_out_as_the_formatter_does() {
    let Some(path) = shared("bicep-cases/expressions.json") else {
        return;
    };
    let rows = rows(&path);
    for (number, row) in rows.iter().enumerate() {
        let shape = if row["literals"] == "multi" {
            Shape::Tall
        } else {
            Shape::Flat
        };
        let indent = usize::try_from(row["indent"].as_u64().unwrap()).unwrap();
        let mut layout = Layout::default();
        layout.write(&" ".repeat(indent));
        layout.write(row["prefix"].as_str().unwrap());
        layout.expression(&syntax(&row["tree"], shape), indent);
        let ours: Vec<String> = layout
            .finish()
            .lines()
            .filter(|line| !line.trim_start().starts_with('#'))
            .map(str::to_owned)
            .collect();
        same(
            &ours.join("\n"),
            row["canonical"].as_str().unwrap(),
            &format!("expression {number}"),
        );
    }
    println!("judged {} expressions", rows.len());
}

fn syntax(tree: &Value, shape: Shape) -> Syntax {
    let sub = |key: &str| Box::new(syntax(&tree[key], shape));
    let all = |key: &str| {
        let items = tree[key].as_array().unwrap();
        items.iter().map(|item| syntax(item, shape)).collect()
    };
    let word = |key: &str| tree[key].as_str().unwrap().to_owned();
    let has = |key: &str| tree.get(key).is_some();
    if has("str") {
        Syntax::Text(word("str"))
    } else if has("int") {
        Syntax::Int(tree["int"].as_i64().unwrap())
    } else if has("bool") {
        Syntax::Bool(tree["bool"].as_bool().unwrap())
    } else if has("null") {
        Syntax::Null
    } else if has("sym") {
        Syntax::Name(word("sym"))
    } else if let Some(parts) = tree["interp"].as_array() {
        Syntax::Join(Join {
            first: parts[0].as_str().unwrap().to_owned(),
            rest: parts[1..]
                .chunks(2)
                .map(|part| {
                    (
                        syntax(&part[0], shape),
                        part[1].as_str().unwrap().to_owned(),
                    )
                })
                .collect(),
        })
    } else if has("call") {
        Syntax::Call {
            on: has("on").then(|| sub("on")),
            name: word("call"),
            args: all("args"),
            comment: has("comment").then(|| word("comment")),
        }
    } else if has("prop") {
        syntax(&tree["of"], shape).property(word("prop"))
    } else if has("index") {
        Syntax::Index {
            of: sub("of"),
            index: sub("index"),
        }
    } else if has("array") {
        Syntax::Array {
            items: all("array"),
            shape,
        }
    } else if let Some(entries) = tree["object"].as_array() {
        let entries = entries.iter().map(|entry| {
            let key = entry[0].as_str().unwrap().to_owned();
            (Key::Text(key), syntax(&entry[1], shape))
        });
        Syntax::Object {
            entries: entries.collect(),
            shape,
        }
    } else if let Some(parts) = tree["if"].as_array() {
        let part = |at: usize| Box::new(syntax(&parts[at], shape));
        Syntax::If {
            condition: part(0),
            yes: part(1),
            no: part(2),
        }
    } else if has("op") {
        Syntax::Operation {
            operator: word("op"),
            left: sub("l"),
            right: sub("r"),
        }
    } else if has("not") {
        Syntax::Not(sub("not"))
    } else if has("paren") {
        Syntax::Paren(sub("paren"))
    } else {
        panic!("unknown tree {tree}")
    }
}

/// No symbol that is handed out is refused where we declare and use symbols, or hides a word that we print.
#[test]
fn symbols_are_accepted_everywhere() {
    let Some(path) = shared("bicep-cases/identifiers.json") else {
        return;
    };
    let rows = rows(&path);
    let words = [
        "string",
        "range",
        "description",
        "onlyIfNotExists",
        "retryOn",
        "batchSize",
    ];
    let words: Vec<&str> = words
        .into_iter()
        .chain(Func::ALL.iter().map(|func| func.name()))
        .collect();
    let refused = |name: &str| {
        rows.iter()
            .filter(|row| row["name"] == name)
            .flat_map(|row| {
                [
                    "resource",
                    "module",
                    "param",
                    "output",
                    "first_in_depends_on",
                ]
                .map(|position| &row[position])
            })
            .any(Value::is_array)
    };
    for row in &rows {
        let name = row["name"].as_str().unwrap();
        for parts in [vec![name], vec![name, ""], vec!["", name]] {
            let symbol = Symbols::default().claim(&parts);
            assert!(!refused(symbol.as_str()), "{name:?} became {symbol}");
            assert!(
                !words.contains(&symbol.as_str()),
                "{name:?} became {symbol}"
            );
        }
    }
    println!("judged {} names", rows.len());
}

#[test]
fn hosts_are_those_of_the_linter() {
    let Some(path) = shared("bicep-cases/hosts.json") else {
        return;
    };
    for row in rows(&path) {
        let text = row["string"].as_str().unwrap();
        assert_eq!(
            names_a_host(text),
            row["trips"].as_bool().unwrap(),
            "{text}"
        );
        let (bicep, _) = printed(Expr::List(vec![text.into()]));
        assert_eq!(
            bicep.contains("  #disable-next-line no-hardcoded-env-urls\n  '"),
            row["trips"].as_bool().unwrap(),
            "{bicep}"
        );
    }
}

/// What the formatter damages is nowhere in a file, whatever the user's text holds and wherever it stands.
#[test]
fn separators_are_never_raw() {
    for c in [
        '\u{c}', '\u{85}', '\u{2028}', '\u{2029}', '\r', '\0', '\u{b}',
    ] {
        let text = format!("a{c}output b string = 'c'");
        let plan = Plan {
            name: "p".to_owned(),
            source: text.clone(),
            root: Template {
                stem: "p".to_owned(),
                description: Some(text.clone()),
                parameters: vec![Parameter {
                    name: Symbol::fixed("p"),
                    description: text.clone(),
                }],
                sections: vec![Section {
                    title: Some(text.clone()),
                    items: vec![plan::Item::Module(plan::Module {
                        symbol: Symbol::fixed("m"),
                        remark: Some(text.clone()),
                        deployment: text.clone(),
                        scope: Some(plan::GroupScope {
                            subscription: Some(text.clone()),
                            resource_group: text.clone(),
                        }),
                        series: None,
                        arguments: Vec::new(),
                        after: Vec::new(),
                        template: empty("m"),
                    })],
                }],
                outputs: vec![plan::Output {
                    name: Symbol::fixed("o"),
                    description: Some(text.clone()),
                    value: Expr::Call {
                        func: Func::Guid,
                        args: vec![text.clone().into()],
                        remark: Some(text.clone()),
                    },
                }],
            },
        };
        for file in bicep(&plan) {
            assert!(!file.text.contains(c), "{c:?} in {}", file.text);
            assert!(file.text.lines().all(|line| !line.starts_with("output b")));
        }
    }
}
