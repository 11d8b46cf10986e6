//! The examples are right, their output is committed, and nothing in them hangs on names or on the order of keys.

use std::fs;
use std::path::Path;

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
            let name = entry.expect("it can be listed").file_name();
            name.into_string().expect("names are text")
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
