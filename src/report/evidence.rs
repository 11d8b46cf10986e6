//! Evidence: what the plan says at a place, with the place, so that a reviewer can look it up.

use crate::plan::{Expr, Key, Member, Module, Piece, Plan};
use crate::verify::facts::Seen;

use super::Written;
use super::text::code;

/// A value of the plan with its path; paths that belong together are read one after the other.
pub(super) fn value(seen: Seen<'_>, path: &[&str]) -> String {
    let path_words = code(&path.join("."));
    match seen.value(path) {
        Some(value) => format!("{path_words} = {}", code(&short(value))),
        None => format!("{path_words} is not written"),
    }
}

/// Values of a resource, behind its name.
pub(super) fn says(written: Written, seen: Seen<'_>, paths: &[&[&str]]) -> String {
    let values: Vec<String> = paths.iter().map(|path| value(seen, path)).collect();
    format!("{}: {}", at(written, seen), values.join(", "))
}

/// A resource of the plan: its symbol, and its file where that is not the main one; without Bicep, its path.
pub(super) fn at(written: Written, seen: Seen<'_>) -> String {
    if !written.bicep {
        return code(&arm_path(seen));
    }
    let symbol = code(seen.resource.symbol.as_str());
    match seen.module {
        None => symbol,
        Some(module) => format!("{symbol} in {}", code(&module_file(module))),
    }
}

/// The Bicep file that holds a resource.
pub(super) fn file(plan: &Plan, seen: Seen<'_>) -> String {
    seen.module.map_or_else(|| main_file(plan), module_file)
}

fn module_file(module: &Module) -> String {
    format!("bicep/modules/{}.bicep", module.template.stem)
}

/// The main Bicep file.
pub(super) fn main_file(plan: &Plan) -> String {
    format!("bicep/{}.bicep", plan.name)
}

/// Where a resource stands in the ARM template.
pub(super) fn arm_path(seen: Seen<'_>) -> String {
    let symbol = &seen.resource.symbol;
    match seen.module {
        None => format!("resources.{symbol}"),
        Some(module) => format!(
            "resources.{}.properties.template.resources.{symbol}",
            module.symbol
        ),
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
            [Expr::Text(_) | Expr::Join(_), ..] => {
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
        Expr::Join(pieces) => {
            let text: String = pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => text.clone(),
                    Piece::Hole(hole) => format!("${{{}}}", short(hole)),
                })
                .collect();
            format!("\"{text}\"")
        }
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
            Member::Property(name) => format!("{text}.{name}"),
            Member::Index(index) => format!("{text}[{index}]"),
        }),
    }
}
