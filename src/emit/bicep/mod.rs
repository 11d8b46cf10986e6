//! The Bicep printer: a plan as Bicep files that the formatter leaves alone and the linter finds clean.

pub mod hosts;
pub mod layout;
mod statement;
pub mod syntax;
pub mod text;
mod value;

use minijinja::{Value, context};

use self::statement::Statements;
use super::File;
use crate::plan::{Output, Plan, Section, Template};
use crate::templates::{self, Fragment};

/// The Bicep files of a plan: the root file, then the modules ordered by name.
pub fn bicep(plan: &Plan) -> Vec<File> {
    let root = File {
        path: format!("bicep/{}.bicep", plan.name),
        text: file(&plan.source, &plan.root, "modules/"),
    };
    let modules = plan.module_templates().into_iter().map(|template| File {
        path: format!("bicep/modules/{}.bicep", template.stem),
        text: file(&plan.source, template, ""),
    });
    std::iter::once(root).chain(modules).collect()
}

/// One file. `modules` is the path from it to the folder of the modules.
fn file(source: &str, template: &Template, modules: &'static str) -> String {
    let statements = Statements::of(template, modules);
    let banner = format!("Made by hubseal from {source}. Change the intent, not this file.");
    let description = template
        .description
        .as_ref()
        .map(|text| format!("metadata description = {}", text::literal(text)));
    let parameters = template
        .parameters
        .iter()
        .map(|parameter| printed(statements.parameter(parameter)));
    let sections = template
        .sections
        .iter()
        .filter(|section| !section.items.is_empty())
        .map(|section| self::section(section, &statements));
    let outputs = groups(&template.outputs).into_iter().map(|group| {
        let outputs = group
            .iter()
            .map(|output| printed(statements.output(output)));
        Value::from(outputs.collect::<Vec<_>>())
    });
    let context = context! {
        banner => printed(text::comment(&banner)),
        description => description.map(printed),
        parameters => parameters.collect::<Vec<_>>(),
        sections => sections.collect::<Vec<_>>(),
        outputs => outputs.collect::<Vec<_>>(),
    };
    templates::render("bicep/file.bicep.j2", &context)
}

fn section(section: &Section, statements: &Statements<'_>) -> Value {
    let items = section
        .items
        .iter()
        .map(|item| printed(statements.item(item)));
    context! {
        heading => section.title.as_deref().map(|title| printed(heading(title))),
        statements => items.collect::<Vec<_>>(),
    }
}

/// A title between two rules of 120 columns.
fn heading(title: &str) -> String {
    let rule = format!("// {}", "-".repeat(117));
    format!("{rule}\n{}\n{rule}", text::comment(title))
}

/// Outputs without a description stand together; one with a description stands on its own.
fn groups(outputs: &[Output]) -> Vec<&[Output]> {
    outputs
        .chunk_by(|a, b| a.description.is_none() && b.description.is_none())
        .collect()
}

fn printed(text: String) -> Value {
    Fragment::printed(text).into()
}
