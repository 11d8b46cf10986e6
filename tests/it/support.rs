//! Runs the program in a folder of its own, with an environment that says nothing.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// An intent about which there is nothing to say.
pub(crate) const GOOD: &str = "version: 1
name: plant-a
location: westeurope
hub: { name: iot-plant-a, sku: S1 }
network:
  privateEndpoints:
    - subnet: { resourceGroup: rg-net, virtualNetwork: vnet-a, name: devices }
targets:
  lake: { kind: storageAccount, name: stplantalake, containers: [raw] }
routing:
  endpoints: [{ name: cold, target: lake, container: raw }]
  routes: [{ name: all, endpoint: cold }]
";

/// An intent with another name and another hub, and nothing to say about it either.
pub(crate) fn second() -> String {
    GOOD.replace("plant-a", "plant-b")
}

/// An intent of the name `plant-v` with one warning, `no-routes`.
pub(crate) fn warned() -> String {
    let routing = GOOD.find("targets:").unwrap();
    GOOD[..routing].replace("plant-a", "plant-v")
}

/// An intent of the name `plant-w` with one error, `hub-name`, on line 4.
pub(crate) fn wrong() -> String {
    GOOD.replace("iot-plant-a", "iot-")
        .replace("plant-a", "plant-w")
}

/// A folder in which the program is run.
pub(crate) struct Place(TempDir);

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Place {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with these files.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let place = Self::empty();
        for (path, text) in files {
            place.write(path, text);
        }
        place
    }

    /// A folder with a good intent, `a.yaml`, that has been built.
    pub(crate) fn built() -> Self {
        let place = Self::with(&[("a.yaml", GOOD)]);
        place.run(&["build", "a.yaml"]).gives(0);
        place
    }

    /// The path of something in the folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Writes a file and the folders on the way to it.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Every file in the folder, in order, with `/` between the parts of its path.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        let mut folders = vec![self.0.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() && !path.is_symlink() {
                    folders.push(path);
                } else {
                    let path = path.strip_prefix(self.0.path()).unwrap();
                    files.push(path.to_string_lossy().replace('\\', "/"));
                }
            }
        }
        files.sort();
        files
    }

    /// Every file with its bytes.
    pub(crate) fn contents(&self) -> Vec<(String, Vec<u8>)> {
        self.files()
            .into_iter()
            .map(|path| {
                let bytes = fs::read(self.path(&path)).unwrap();
                (path, bytes)
            })
            .collect()
    }

    /// Runs the program in the folder.
    pub(crate) fn run(&self, args: &[&str]) -> Outcome {
        self.run_with(args, &[], b"")
    }

    /// Runs the program in the folder, with these variables and this standard input.
    pub(crate) fn run_with(
        &self,
        args: &[&str],
        variables: &[(&str, &str)],
        input: &[u8],
    ) -> Outcome {
        let mut child = command(self.0.path())
            .args(args)
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The program may end without reading it.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        Outcome {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Outcome {
    /// Checks the exit code.
    #[track_caller]
    pub(crate) fn gives(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// Checks that standard output holds a text.
    #[track_caller]
    pub(crate) fn prints(self, text: &str) -> Self {
        assert!(self.out.contains(text), "{text}\n{self:#?}");
        self
    }

    /// Checks that standard error holds a text.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(self.err.contains(text), "{text}\n{self:#?}");
        self
    }

    /// Checks that standard output is empty.
    #[track_caller]
    pub(crate) fn prints_nothing(self) -> Self {
        assert_eq!(self.out, "", "{self:#?}");
        self
    }

    /// Checks that standard error is empty.
    #[track_caller]
    pub(crate) fn says_nothing(self) -> Self {
        assert_eq!(self.err, "", "{self:#?}");
        self
    }
}

/// The program, to be run in that folder with an environment that says nothing.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hubseal"));
    command.current_dir(folder).env_clear();
    // Windows starts nothing without it.
    if let Some(root) = std::env::var_os("SYSTEMROOT") {
        command.env("SYSTEMROOT", root);
    }
    command
}
