//! The command line: parses, calls the other rooms, prints. One file per command; nothing else in the program prints.
//!
//! * a new command: a file here, a variant in [`arguments`], an arm in `dispatch`
//! * exit codes: [`exit`]; how an error becomes a message: `failure`

pub mod arguments;
mod check;
mod completions;
mod console;
mod dispatch;
pub mod exit;
mod failure;
mod indicators;
mod init;
mod procedures;
mod profiles;
mod progress;
mod report;
mod session;
mod standards;
mod usage;
mod validate;

pub use dispatch::main;
