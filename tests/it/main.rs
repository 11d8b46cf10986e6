//! Tests of the repository as a whole: one binary, one file for each subject.

mod docs;
mod tidy;
