//! Writes the polluted files: `pollutions FOLDER` writes each to `FOLDER/files`, and what stands in them to
//! `FOLDER/expected.json`, for `compare_readers.py`.

#[path = "../tests/pollution/mod.rs"]
mod pollution;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else { return said("usage: pollutions FOLDER", ExitCode::FAILURE) };
    match pollution::write_all(Path::new(&folder)) {
        Ok(count) => said(&format!("{count} files"), ExitCode::SUCCESS),
        Err(error) => said(&error.to_string(), ExitCode::FAILURE),
    }
}

fn said(text: &str, code: ExitCode) -> ExitCode {
    // Nothing is left to do where even the error cannot be written.
    let _ = writeln!(std::io::stderr(), "{text}");
    code
}
