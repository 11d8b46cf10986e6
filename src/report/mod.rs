//! The report of a deployment, for a pull request: what is deployed in which order, who may do what, what is sealed and by which
//! evidence, what people still have to do; and the request bodies for import and export of devices.
//!
//! The prose is in `templates/report`; what stands in its holes is made here, safe for its place. Evidence is read from the plan,
//! not from what the intent hoped for.

mod by_hand;
mod by_hand_network;
mod deploy;
mod diagram;
mod evidence;
mod grants;
mod jobs;
mod notes;
pub mod order;
mod place;
mod rights;
mod seal;
mod seal_more;
mod seal_targets;
mod step;
mod summary;
mod text;

#[cfg(test)]
mod tests;

use minijinja::context;

use crate::emit::File;
use crate::intent::Intent;
use crate::plan::{Plan, Presence};
use crate::templates;

use text::{all_printed, code, printed, prose};

/// Path of the report.
pub const REPORT: &str = "REPORT.md";

/// In which languages the plan is written beside the report: the report names their files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// As an ARM template.
    pub arm: bool,
    /// As Bicep.
    pub bicep: bool,
}

/// `REPORT.md`, and with `deviceTransfer` the two request bodies under `jobs/`, beside both languages; paths are below the plan's
/// folder.
pub fn files(intent: &Intent, plan: &Plan) -> Vec<File> {
    let both = Written {
        arm: true,
        bicep: true,
    };
    files_beside(intent, plan, both)
}

/// The same beside the languages that are written.
pub fn files_beside(intent: &Intent, plan: &Plan, written: Written) -> Vec<File> {
    let context = context! {
        name => printed(prose(&plan.name)),
        source => printed(code(&plan.source)),
        sections => all_printed(
            [
                summary::section(intent),
                deploy::section(intent, plan, written),
                order::section(intent, plan),
                grants::section(intent),
                seal::section(intent, plan, written),
                by_hand::section(intent, plan),
                rights::section(intent),
                notes::section(intent, plan),
            ]
            .iter()
            .map(|section| section.trim_end()),
        ),
    };
    let mut files = vec![File {
        path: REPORT.to_owned(),
        text: squeezed(&templates::render("report/page.md.j2", &context)),
    }];
    files.extend(jobs::files(intent));
    files
}

/// The same text with one blank line where there are several: which parts a template leaves out shall not show.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for line in text.lines() {
        if !(blank && line.is_empty()) {
            out.push_str(line);
            out.push('\n');
        }
        blank = line.is_empty();
    }
    out
}

/// Whether the template asks for the id of the hub's own identity.
fn reads_identity(plan: &Plan) -> bool {
    plan.root.modules().any(|module| {
        let looks_only = module
            .template
            .resources()
            .all(|resource| resource.presence == Presence::Existing);
        looks_only
            && module
                .template
                .resources()
                .any(|resource| resource.kind.name == crate::azure::resource_types::IOT_HUB.name)
    })
}

/// Whether the plan writes the hub twice.
fn has_seed(plan: &Plan) -> bool {
    plan.root.resources().any(|resource| {
        resource.kind.name == crate::azure::resource_types::IOT_HUB.name
            && resource.presence == Presence::OnlyIfNotExists
    })
}
