//! Exit codes: a contract for scripts and CI jobs.

/// Done; for `check`: every threshold met.
pub const DONE: u8 = 0;
/// `check`: a threshold is missed, or cannot be judged because an export lacks a column.
pub const MISSED: u8 = 1;
/// Could not run: bad usage, unreadable input, outputs that cannot be written. No figure was given out.
pub const COULD_NOT_RUN: u8 = 2;
/// Ran, but more records were rejected than `--max-rejected` allows.
pub const REJECTED: u8 = 3;
/// Ran, but no dossier belongs to the period.
pub const NOTHING_SELECTED: u8 = 4;
/// Ran with `--keep-going`, but some files could not be read and were left out.
pub const LEFT_OUT: u8 = 5;
/// `diff`: a figure moved, is new or gone, or has no counterpart.
pub const DIFFERENT: u8 = 1;
/// `validate`: something is wrong.
pub const FOUND: u8 = 1;
