//! What several of these tests need.

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
