//! The binary: arguments in, exit code out.
#![allow(
    clippy::all,
    clippy::pedantic,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::unwrap_used
)]
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&args[1]).unwrap();
    let written: hubseal::intent::written::Written = serde_yaml::from_str(&text).unwrap();
    let intent = hubseal::intent::settle(&written).unwrap();
    let source = std::path::Path::new(&args[1])
        .file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    let plan = hubseal::lower::lower(&intent, &source);
    let out = std::path::Path::new(&args[2]).join(&plan.name);
    let mut files = hubseal::emit::bicep(&plan);
    files.push(hubseal::emit::arm(&plan));
    for file in files {
        let path = out.join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, file.text).unwrap();
    }
}
