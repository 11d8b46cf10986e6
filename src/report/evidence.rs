//! Evidence: what the plan says at a place, with the place, so that a reviewer can look it up.

use crate::plan::{Expr, Key, Piece, Plan};
use crate::verify::facts::Seen;

use super::text::code;

/// A statement about a value of the plan: which resource in which file, the path, the value.
pub(super) fn says(plan: &Plan, seen: Seen<'_>, path: &[&str]) -> String {
    let value = seen
        .value(path)
        .map_or_else(|| "not written".to_owned(), |value| code(&short(value)));
    format!("{} {}: {value}", at(plan, seen), code(&path.join(".")))
}

/// A resource of the plan: its symbol and its file.
pub(super) fn at(plan: &Plan, seen: Seen<'_>) -> String {
    format!(
        "{} in {}",
        code(seen.resource.symbol.as_str()),
        code(&file(plan, seen))
    )
}

/// The Bicep file that holds a resource.
fn file(plan: &Plan, seen: Seen<'_>) -> String {
    match seen.module {
        None => format!("bicep/{}.bicep", plan.name),
        Some(module) => format!("bicep/modules/{}.bicep", module.template.stem),
    }
}

/// A value, short enough for a table.
pub(super) fn short(value: &Expr) -> String {
    match value {
        Expr::Text(text) => format!("\"{text}\""),
        Expr::Int(number) => number.to_string(),
        Expr::Bool(yes) => yes.to_string(),
        Expr::List(items) => match &items[..] {
            [] => "[]".to_owned(),
            [only] => format!("[{}]", short(only)),
            [Expr::Text(_), ..] => {
                let items: Vec<String> = items.iter().map(short).collect();
                format!("[{}]", items.join(", "))
            }
            _ => format!("[{} entries]", items.len()),
        },
        Expr::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| match key {
                    Key::Text(key) => format!("{key}: {}", short(value)),
                    Key::Computed(key) => format!("{}: {}", short(key), short(value)),
                })
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        Expr::Join(pieces) => pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Hole(hole) => format!("${{{}}}", short(hole)),
            })
            .collect(),
        Expr::Param(name) => name.to_string(),
        Expr::Id(symbol) => format!("{symbol}.id"),
        Expr::Name(symbol) => format!("{symbol}.name"),
        Expr::Read { of, path } => format!("{of}.{}", path.join(".")),
        Expr::Output { module, name } => format!("{module}.outputs.{name}"),
        Expr::Keys(symbol) => format!("{symbol}.listKeys()"),
        Expr::Call { func, args, .. } => {
            let args: Vec<String> = args.iter().map(short).collect();
            format!("{}({})", func.name(), args.join(", "))
        }
        Expr::Member { of, path } => path.iter().fold(short(of), |text, member| match member {
            crate::plan::Member::Property(name) => format!("{text}.{name}"),
            crate::plan::Member::Index(index) => format!("{text}[{index}]"),
        }),
    }
}
