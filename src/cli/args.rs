//! The arguments, and the help that describes them.

use std::path::PathBuf;

use clap::{Args as Group, Parser, Subcommand, ValueEnum};

use crate::output::Language;

/// Turns an intent for a network-isolated Azure IoT hub into ARM JSON and Bicep.
///
/// An intent is one YAML file that says how an IoT hub is cut off from the internet and still does its work. hubseal reads it,
/// says everything that is wrong with it, and writes the templates that make it so. It never talks to Azure.
#[derive(Debug, Parser)]
#[command(
    name = "hubseal",
    version,
    arg_required_else_help = true,
    subcommand_required = true,
    after_help = "Example:\n  hubseal build plants/plant-a.yaml --outdir infra",
    after_long_help = EXIT_CODES
)]
pub struct Args {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXIT_CODES: &str = "Exit codes:
  0   nothing is wrong
  1   an intent has errors (or warnings, with --deny-warnings); nothing was written
  2   wrong usage; a file that cannot be read or must not be written
  3   files are out of date (check)
  70  a bug of hubseal
Of several, 70 counts before 2, 2 before 1, 1 before 3.

Results go to standard output; what is said about them goes to standard error. With --message-format json, sarif, github \
or azure, that format goes to standard output and nothing else does.

HUBSEAL_COLOR, HUBSEAL_MESSAGE_FORMAT, HUBSEAL_DENY_WARNINGS and HUBSEAL_OUTDIR in the environment stand for the options \
of these names.

Example:
  hubseal build plants/plant-a.yaml --outdir infra";

/// What every command takes.
#[derive(Debug, Group)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct Global {
    /// When to use colours; `NO_COLOR` and `CLICOLOR_FORCE` are obeyed.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto, env = "HUBSEAL_COLOR", hide_env = true)]
    pub(super) color: Color,
    /// Say only what is wrong: no warnings, no summary.
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// Where a terminal shows them.
    Auto,
    /// Also in files and pipes.
    Always,
    /// No colours.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Say everything that is wrong with intents; write nothing.
    #[command(after_help = "Example:\n  hubseal validate plants/ --deny-warnings")]
    Validate(Validate),
    /// Write the templates of intents.
    ///
    /// Every intent is validated first; when one has an error, nothing is written. What is written goes to a folder of the
    /// intent's name: arm/, bicep/, jobs/, REPORT.md, and a manifest. A file that is right already is not touched, and one that
    /// hubseal did not write, or that was edited by hand, is not overwritten without --force.
    #[command(after_help = "Example:\n  hubseal build plants/plant-a.yaml --outdir infra")]
    Build(Build),
    /// Say whether the files in the output folder are what `build` would write.
    ///
    /// Prints each file that is missing, changed or left over. Line ends do not matter.
    #[command(after_help = "Example:\n  hubseal check plants/ --outdir infra --diff")]
    Check(Check),
    /// Print what a code means, why it matters and what to write instead; without a code, the list of codes.
    #[command(after_help = "Example:\n  hubseal explain hub-name")]
    Explain(Explain),
    /// Print the JSON Schema of intents, for editors.
    #[command(after_help = "Example:\n  hubseal schema --output intent.v1.schema.json")]
    Schema(Schema),
}

/// Which intents are read.
#[derive(Debug, Group)]
pub(super) struct Inputs {
    /// An intent, a folder of intents, or `-` for standard input.
    ///
    /// In a folder and the folders in it, every `*.yaml` and `*.yml` file with the keys `version` and `hub` is an intent; hidden
    /// files and folders are passed over.
    #[arg(required = true, value_name = "INTENT")]
    pub(super) intents: Vec<PathBuf>,
    /// The file name to report for standard input.
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,
}

/// How diagnostics are reported.
#[derive(Debug, Group)]
#[command(next_help_heading = "Diagnostics")]
pub(super) struct Reporting {
    /// The form of diagnostics.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = MessageFormat::Human, env = "HUBSEAL_MESSAGE_FORMAT", hide_env = true)]
    pub(super) message_format: MessageFormat,
    /// Treat warnings as errors.
    #[arg(long, env = "HUBSEAL_DENY_WARNINGS", hide_env = true, value_parser = clap::builder::FalseyValueParser::new())]
    pub(super) deny_warnings: bool,
    /// Of the warnings and notes, show only these; may be repeated. Errors and warnings about isolation are always shown.
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Of the warnings and notes, do not show these; may be repeated. Errors and warnings about isolation are always shown.
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
}

/// The form of diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// With the lines of the intent, on standard error.
    Human,
    /// One line for each, on standard error.
    Concise,
    /// One JSON object, on standard output.
    Json,
    /// SARIF 2.1.0, on standard output.
    Sarif,
    /// Workflow commands of GitHub Actions, on standard output.
    Github,
    /// Logging commands of Azure Pipelines, on standard output.
    Azure,
}

impl MessageFormat {
    /// Whether it is for programs, and so has standard output for itself.
    pub(super) fn is_for_machines(self) -> bool {
        match self {
            MessageFormat::Human | MessageFormat::Concise => false,
            MessageFormat::Json
            | MessageFormat::Sarif
            | MessageFormat::Github
            | MessageFormat::Azure => true,
        }
    }
}

/// Where output lies.
#[derive(Debug, Group)]
pub(super) struct Outdir {
    /// The folder that holds a folder for each intent.
    #[arg(
        long,
        value_name = "DIR",
        default_value = "infra",
        env = "HUBSEAL_OUTDIR",
        hide_env = true
    )]
    pub(super) outdir: PathBuf,
}

/// Which languages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// ARM JSON.
    Arm,
    /// Bicep.
    Bicep,
    /// ARM JSON and Bicep.
    Both,
}

impl Format {
    /// The languages.
    pub(super) fn languages(self) -> &'static [Language] {
        match self {
            Format::Arm => &[Language::Arm],
            Format::Bicep => &[Language::Bicep],
            Format::Both => &Language::ALL,
        }
    }
}

/// `validate`.
#[derive(Debug, Group)]
pub(super) struct Validate {
    #[command(flatten)]
    pub(super) inputs: Inputs,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// `build`.
#[derive(Debug, Group)]
pub(super) struct Build {
    #[command(flatten)]
    pub(super) inputs: Inputs,
    #[command(flatten)]
    pub(super) outdir: Outdir,
    /// Which templates to write.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Both)]
    pub(super) format: Format,
    /// Print one file to standard output and write none: the ARM template, or the main Bicep file without its modules.
    ///
    /// Takes one intent, and `--format arm` or `--format bicep`.
    #[arg(long, conflicts_with_all = ["dry_run", "force"])]
    pub(super) stdout: bool,
    /// List what would be written and removed; do neither.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Overwrite and remove files that were edited by hand or that hubseal did not write.
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// `check`.
#[derive(Debug, Group)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) inputs: Inputs,
    #[command(flatten)]
    pub(super) outdir: Outdir,
    /// Which templates to expect; left out, those that the manifest names.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
    /// Print the differing lines too.
    #[arg(long)]
    pub(super) diff: bool,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// `explain`.
#[derive(Debug, Group)]
pub(super) struct Explain {
    /// The code that stands in brackets behind `error` or `warning`.
    #[arg(value_name = "CODE")]
    pub(super) code: Option<String>,
}

/// `schema`.
#[derive(Debug, Group)]
pub(super) struct Schema {
    /// Write it to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}
