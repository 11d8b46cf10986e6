//! What several of these tests need.

#![expect(clippy::disallowed_methods, reason = "the examples are files")]

use std::fs;
use std::path::{Path, PathBuf};

use hubseal::front_end::{FrontEnd, front_end};
use hubseal::intent::Intent;
use hubseal::source::Source;

/// What comes of a text: the intent that may be used, or every error, a line each.
pub(crate) fn settled(name: &str, text: &str) -> Result<Intent, String> {
    let end = front_end(&Source::new(name, text.to_owned()));
    if let Some(fault) = &end.fault {
        return Err(format!("fault: {fault:?}"));
    }
    match errors(&end) {
        found if found.is_empty() => end
            .intent
            .ok_or_else(|| "neither intent nor error".to_owned()),
        found => Err(found.join("\n")),
    }
}

fn errors(end: &FrontEnd) -> Vec<String> {
    let errors = end.diagnostics.iter().filter(|one| one.is_error());
    errors
        .map(|one| {
            format!(
                "{} at {:?}: {} ({})",
                one.code, one.place, one.message, one.label
            )
        })
        .collect()
}

/// Something beside the project, where it is; else says that nothing was judged.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(path);
    if path.exists() {
        return Some(path);
    }
    println!("judged nothing: ../shared is absent");
    None
}

/// An example of the project.
pub(crate) struct Example {
    /// Its name, which is that of its folder and of its file.
    pub(crate) name: String,
    /// Its text.
    pub(crate) text: String,
    /// What is there before it is deployed.
    pub(crate) world: String,
    /// Further words for the simulator.
    pub(crate) args: String,
}

/// Every example, by name.
pub(crate) fn examples() -> Vec<Example> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> = fs::read_dir(root.join("examples"))
        .expect("there are examples")
        .map(|entry| {
            entry
                .expect("it can be listed")
                .file_name()
                .into_string()
                .expect("names are text")
        })
        .filter(|name| root.join(format!("examples/{name}/{name}.yaml")).exists())
        .collect();
    names.sort();
    let read = |path: String| fs::read_to_string(root.join(path));
    names
        .into_iter()
        .map(|name| Example {
            text: read(format!("examples/{name}/{name}.yaml")).expect("it is there"),
            world: read(format!("tests/worlds/{name}.json")).unwrap_or_else(|_| "{}".to_owned()),
            args: read(format!("tests/worlds/{name}.args")).unwrap_or_default(),
            name,
        })
        .collect()
}
