//! The two streams: results on standard output, everything said about them on standard error.

use std::cell::Cell;
use std::io::{ErrorKind, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

use super::args::Color;
use super::exit::Exit;
use crate::diag::render::{DEFAULT_WIDTH, one_line};

/// Where a run writes to.
pub(super) struct Console {
    color: ColorChoice,
    quiet: bool,
    exit: Cell<Exit>,
}

impl Console {
    /// `color` as the user wants it; `quiet` leaves only errors.
    pub(super) fn new(color: Color, quiet: bool) -> Self {
        let color = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self {
            color,
            quiet,
            exit: Cell::new(Exit::Clean),
        }
    }

    /// Writes a result to standard output.
    pub(super) fn result(&self, text: &str) {
        let stream = AutoStream::new(std::io::stdout(), self.color);
        self.write(stream, text);
    }

    /// Writes what is to be seen even when the run is quiet to standard error.
    pub(super) fn say(&self, text: &str) {
        let stream = AutoStream::new(std::io::stderr(), self.color);
        self.write(stream, text);
    }

    /// Writes a line of the results to standard output.
    pub(super) fn result_line(&self, line: &str) {
        self.result(&format!("{}\n", one_line(line)));
    }

    /// Writes a line to standard error, unless the run is quiet.
    pub(super) fn remark(&self, line: &str) {
        if !self.quiet {
            self.say(&format!("{}\n", one_line(line)));
        }
    }

    /// Says what is wrong with how the program was called, in the manner of the argument parser.
    pub(super) fn refuse(&self, message: &str, help: Option<&str>) -> Exit {
        self.say(&format!("error: {}\n", one_line(message)));
        if let Some(help) = help {
            self.say(&format!("help: {}\n", one_line(help)));
        }
        Exit::Trouble
    }

    /// Whether only errors are to be seen.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether standard error takes colours.
    pub(super) fn has_color(&self) -> bool {
        match self.color {
            ColorChoice::Auto => AutoStream::choice(&std::io::stderr()) != ColorChoice::Never,
            ColorChoice::Always | ColorChoice::AlwaysAnsi => true,
            ColorChoice::Never => false,
        }
    }

    /// The columns of the terminal behind standard error; a fixed number where there is none.
    pub(super) fn width() -> usize {
        if !std::io::stderr().is_terminal() {
            return DEFAULT_WIDTH;
        }
        terminal_size::terminal_size_of(std::io::stderr())
            .map_or(DEFAULT_WIDTH, |(width, _)| usize::from(width.0))
    }

    /// Whether everything could be written.
    pub(super) fn exit(&self) -> Exit {
        self.exit.get()
    }

    /// Writes; a reader that went away has seen enough.
    fn write(&self, mut stream: impl Write, text: &str) {
        let written = stream
            .write_all(text.as_bytes())
            .and_then(|()| stream.flush());
        if let Err(error) = written
            && error.kind() != ErrorKind::BrokenPipe
        {
            self.exit.set(Exit::Trouble);
        }
    }
}
