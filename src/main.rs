//! The program: everything it does is in the library.

use std::process::ExitCode;
use std::thread;

/// Stack for expressions as deep as the rules allow; the main thread of some systems has a megabyte only.
const STACK: usize = 64 << 20;

fn main() -> ExitCode {
    let run = || cchc::cli::main(std::env::args_os());
    match thread::Builder::new().stack_size(STACK).spawn(run) {
        Ok(running) => running.join().unwrap_or(ExitCode::from(cchc::cli::exit::COULD_NOT_RUN)),
        Err(_) => run(),
    }
}
