//! Exit codes.

use std::process::ExitCode;

/// How a run ended. Ordered: of several, the greatest counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    /// Nothing is wrong.
    #[default]
    Clean,
    /// Files are out of date.
    Different,
    /// The intent has errors, or warnings where none are allowed.
    Findings,
    /// Wrong usage; a file that cannot be read or must not be written.
    Trouble,
    /// A mistake of this program.
    Bug,
}

impl Exit {
    /// The one that counts of two.
    pub(super) fn worst(self, other: Self) -> Self {
        self.max(other)
    }

    /// The number that the shell sees.
    pub(super) fn number(self) -> u8 {
        match self {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Trouble => 2,
            Exit::Different => 3,
            Exit::Bug => 70,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seventy_before_two_before_one_before_three() {
        let mut numbers = [
            Exit::Different,
            Exit::Bug,
            Exit::Clean,
            Exit::Trouble,
            Exit::Findings,
        ];
        numbers.sort();
        assert_eq!(numbers.map(Exit::number), [0, 3, 1, 2, 70]);
        assert_eq!(Exit::Different.worst(Exit::Findings), Exit::Findings);
    }
}
