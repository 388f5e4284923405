//! The command line: parses, calls the other rooms, prints. One file per command; nothing else in the program prints.
//!
//! * a new command: a file here, a variant in [`arguments`], an arm in `dispatch`
//! * what `--help` says: `rules/texts`, keys `help.…`; how it gets there: `help`
//! * exit codes: [`exit`]; how an error becomes a message: `failure`; where files go: `writing`

pub mod arguments;
mod check;
mod compare;
mod completions;
mod console;
mod diff;
mod dispatch;
mod epoch;
pub mod exit;
mod explain;
mod failure;
mod help;
mod indicators;
mod init;
mod locale;
mod pilot;
mod procedures;
mod profiles;
mod progress;
mod rank;
mod report;
mod score;
mod session;
mod standards;
mod tally;
mod times;
mod usage;
mod validate;
mod writing;

pub use dispatch::main;
