//! A plan in its normal form, in which two plans that say the same are equal; what a text cannot show is left out.

use hubseal::emit::bicep::text::comment;
use hubseal::plan::dependencies::dependencies;
use hubseal::plan::{Expr, Item, Key, Piece, Plan, Section, Template};

/// The plan in its normal form.
pub(crate) fn normal(plan: &Plan) -> Plan {
    Plan {
        root: template(&plan.root),
        ..plan.clone()
    }
}

fn template(given: &Template) -> Template {
    let all = dependencies(given);
    let mut normal = given.clone();
    normal.sections = Vec::new();
    for section in &given.sections {
        let items: Vec<Item> = section
            .items
            .iter()
            .map(|item| {
                let after = all[item.symbol()].explicit.clone();
                match item.clone() {
                    Item::Resource(mut resource) => {
                        resource.after = after;
                        // For the linter; nothing that is deployed.
                        resource.silenced = Vec::new();
                        resource.name = expr(resource.name);
                        resource.body = entries(resource.body);
                        Item::Resource(resource)
                    }
                    Item::Module(mut module) => {
                        module.after = after;
                        module.remark = module.remark.as_deref().map(shown);
                        module.arguments = module
                            .arguments
                            .into_iter()
                            .map(|(name, value)| (name, expr(value)))
                            .collect();
                        module.template = template(&module.template);
                        Item::Module(module)
                    }
                }
            })
            .collect();
        if !items.is_empty() {
            normal.sections.push(Section {
                title: section.title.as_deref().map(shown),
                items,
            });
        }
    }
    for output in &mut normal.outputs {
        output.value = expr(output.value.clone());
    }
    normal
}

/// A remark as a comment shows it.
fn shown(text: &str) -> String {
    comment(text)[2..].trim().to_owned()
}

fn entries(given: Vec<(Key, Expr)>) -> Vec<(Key, Expr)> {
    given
        .into_iter()
        .map(|(key, value)| {
            let key = match key {
                Key::Text(text) => Key::Text(text),
                Key::Computed(Expr::Join(pieces)) => Key::Computed(expr(Expr::Join(pieces))),
                Key::Computed(hole) => Key::Computed(expr(Expr::Join(vec![Piece::Hole(hole)]))),
            };
            (key, expr(value))
        })
        .collect()
}

fn expr(given: Expr) -> Expr {
    match given {
        Expr::List(items) => Expr::List(items.into_iter().map(expr).collect()),
        Expr::Map(given) => Expr::Map(entries(given)),
        Expr::Call { func, args, remark } => Expr::Call {
            func,
            args: args.into_iter().map(expr).collect(),
            remark: remark.as_deref().map(shown),
        },
        Expr::Member { of, path } => Expr::Member {
            of: Box::new(expr(*of)),
            path,
        },
        Expr::Join(pieces) => join(pieces),
        plain @ (Expr::Text(_)
        | Expr::Int(_)
        | Expr::Bool(_)
        | Expr::Param(_)
        | Expr::Id(_)
        | Expr::Name(_)
        | Expr::Read { .. }
        | Expr::Output { .. }
        | Expr::Keys(_)) => plain,
    }
}

/// Neighbouring texts as one; without a hole it is text.
fn join(given: Vec<Piece>) -> Expr {
    let mut pieces: Vec<Piece> = Vec::new();
    for piece in given {
        match (pieces.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, Piece::Text(text)) if text.is_empty() => {}
            (_, Piece::Text(text)) => pieces.push(Piece::Text(text)),
            (_, Piece::Hole(hole)) => pieces.push(Piece::Hole(expr(hole))),
        }
    }
    match &pieces[..] {
        [] => Expr::text(""),
        [Piece::Text(text)] => Expr::text(text.as_str()),
        _ => Expr::Join(pieces),
    }
}
