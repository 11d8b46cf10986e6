//! How fast it is: printed as a table, never asserted. Run it with `cargo bench`; a word behind `--` chooses rows.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "the fences are for the program; this one holds the clock beside it"
)]

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use hubseal::document::Document;
use hubseal::document::meant::Meant;
use hubseal::emit;
use hubseal::front_end::front_end;
use hubseal::lower::lower;
use hubseal::output::{Language, files_of};
use hubseal::rules;
use hubseal::schema;
use hubseal::source::Source;
use hubseal::verify::verify;

/// How many variations are validated in one run.
const MANY: usize = 2000;

fn main() {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let rows = Rows { wanted };
    println!("{:<52} {:>12} {:>12}  target", "what", "median", "best");
    in_process(&rows);
    whole_processes(&rows);
    many_intents(&rows);
}

/// The rows that are printed.
struct Rows {
    wanted: Vec<String>,
}

impl Rows {
    /// Runs something so many times and prints its row.
    fn row(&self, what: &str, target: &str, times: usize, mut run: impl FnMut()) {
        if !self.wanted.is_empty() && !self.wanted.iter().any(|word| what.contains(word.as_str())) {
            return;
        }
        let mut taken: Vec<Duration> = (0..times)
            .map(|_| {
                let start = Instant::now();
                run();
                start.elapsed()
            })
            .collect();
        taken.sort_unstable();
        println!(
            "{what:<52} {:>12} {:>12}  {target}",
            shown(taken[times / 2]),
            shown(taken[0])
        );
    }
}

fn shown(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1000.0)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn plant_a() -> String {
    fs::read_to_string(root().join("examples/plant-a/plant-a.yaml")).unwrap()
}

/// Ten endpoints and a hundred routes, each with a condition of its own.
fn large() -> String {
    let mut text = "version: 1
name: large
location: westeurope
hub: { name: iot-large, sku: S2 }
network:
  privateEndpoints:
    - subnet: { resourceGroup: rg-net, virtualNetwork: vnet-a, name: devices }
targets:
  lake: { kind: storageAccount, name: stlargelake, containers: [box0, box1, box2, box3, box4, box5, box6, box7, box8, box9] }
routing:
  endpoints:
"
    .to_owned();
    for number in 0..10 {
        let _ = writeln!(
            text,
            "    - {{ name: e{number}, target: lake, container: box{number} }}"
        );
    }
    text.push_str("  routes:\n");
    for number in 0..99 {
        let _ = writeln!(
            text,
            "    - {{ name: r{number}, condition: \"level = 'l{number}' AND ($body.line.speed > {number} OR $twin.tags.site = 's')\", endpoint: e{} }}",
            number % 10
        );
    }
    text.push_str("    - { name: rest, endpoint: e0 }\n");
    text
}

fn in_process(rows: &Rows) {
    let source = Source::new("plant-a.yaml", plant_a());
    // What is compiled on first use: the schema, the templates.
    rows.row("plant-a, everything for the first time", "", 1, || {
        build(&source);
    });
    rows.row("plant-a, everything", "", 200, || build(&source));
    rows.row("plant-a, document", "", 200, || {
        black_box(Document::read(&source));
    });
    let document = Document::read(&source).value.unwrap();
    let json = document.to_json(&|_| Meant::Other);
    rows.row("plant-a, schema", "", 200, || {
        black_box(schema::examine(&json));
    });
    let end = front_end(&source);
    let (written, intent) = (end.written.unwrap(), end.intent.unwrap());
    rows.row("plant-a, rules", "", 200, || {
        black_box(rules::check(&written));
    });
    rows.row("plant-a, front end", "", 200, || {
        black_box(front_end(&source));
    });
    rows.row("plant-a, lower", "", 200, || {
        black_box(lower(&intent, "plant-a.yaml"));
    });
    let plan = lower(&intent, "plant-a.yaml");
    rows.row("plant-a, verify", "", 200, || {
        black_box(verify(&plan));
    });
    rows.row("plant-a, ARM JSON", "", 200, || {
        black_box(emit::arm(&plan));
    });
    rows.row("plant-a, Bicep", "", 200, || {
        black_box(emit::bicep(&plan));
    });
    let large = Source::new("large.yaml", large());
    let end = front_end(&large);
    assert!(end.intent.is_some(), "{:#?}", end.diagnostics);
    rows.row("10 endpoints, 100 routes, front end", "5 ms", 200, || {
        black_box(front_end(&large));
    });
}

/// From the text to the files.
fn build(source: &Source) {
    let end = front_end(source);
    black_box(files_of(
        end.intent.as_ref().unwrap(),
        "plant-a.yaml",
        &Language::ALL,
    ));
}

/// Runs the program; what it says is thrown away.
fn run(folder: &Path, args: &[&str]) {
    let status = Command::new(env!("CARGO_BIN_EXE_hubseal"))
        .current_dir(folder)
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "{args:?}");
}

fn whole_processes(rows: &Rows) {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    fs::write(folder.join("plant-a.yaml"), plant_a()).unwrap();
    fs::write(folder.join("large.yaml"), large()).unwrap();
    rows.row("process: --version", "10 ms", 50, || {
        run(folder, &["--version"]);
    });
    rows.row("process: validate plant-a", "10 ms", 50, || {
        run(folder, &["validate", "plant-a.yaml"]);
    });
    rows.row("process: validate 10 endpoints, 100 routes", "", 50, || {
        run(folder, &["validate", "large.yaml"]);
    });
    let mut number = 0;
    rows.row(
        "process: build plant-a into a new folder",
        "10 ms",
        50,
        || {
            number += 1;
            run(
                folder,
                &["build", "plant-a.yaml", "--outdir", &format!("new{number}")],
            );
        },
    );
    run(folder, &["build", "plant-a.yaml"]);
    rows.row(
        "process: build plant-a, nothing to write",
        "10 ms",
        50,
        || {
            run(folder, &["build", "plant-a.yaml"]);
        },
    );
    rows.row("process: check plant-a", "10 ms", 50, || {
        run(folder, &["check", "plant-a.yaml"]);
    });
}

fn many_intents(rows: &Rows) {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    fs::create_dir(folder.join("plants")).unwrap();
    let text = plant_a();
    for number in 0..MANY {
        let varied = text
            .replace("plant-a", &format!("plant-{number}"))
            .replace("planta", &format!("plant{number}"));
        fs::write(folder.join(format!("plants/{number}.yaml")), varied).unwrap();
    }
    let what = format!("process: validate {MANY} intents");
    rows.row(&what, "", 5, || run(folder, &["validate", "plants"]));
    let what = format!("process: build {MANY} intents");
    rows.row(&what, "", 1, || {
        run(folder, &["build", "plants", "--quiet"]);
    });
}
