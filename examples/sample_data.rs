//! Writes the sample data.
//!
//! `sample_data TARGET_FOLDER [CASE…]` writes the named cases, exports included, each into a folder of
//! its name; without names the committed ones, and of the others everything but the exports.
//! `sample_data --big ROWS[:UNITS[:MESSINESS[:FIRST]]] FILE [REGISTRY_FOLDER]` writes one large export for load tests: of
//! 200 units when nothing is said, 20 words of a hundred spelled in another way; with a messiness of 0 all are spelled alike.
//! The dossiers are numbered from FIRST on: parts of a longer list begin where the one before ends.

#[path = "../tests/generator/mod.rs"]
mod generator;

use std::io;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: sample_data TARGET_FOLDER [CASE…]\n       sample_data --big ROWS[:UNITS[:MESSINESS[:FIRST]]] FILE [REGISTRY_FOLDER]";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["--big", rows, file, registry @ ..] if registry.len() < 2 => {
            write_large(rows, file, registry.first().copied())
        }
        [target, cases @ ..] if !target.starts_with('-') => write_cases(Path::new(target), cases),
        _ => Err(io::Error::new(io::ErrorKind::InvalidInput, USAGE)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => report(&problem),
    }
}

fn write_cases(target: &Path, cases: &[&str]) -> io::Result<()> {
    for case in cases {
        generator::generate(case, &target.join(case))?;
    }
    if cases.is_empty() {
        generator::thoi_gian::write(&target.join(generator::thoi_gian::NAME))?;
        for case in generator::CASES {
            let folder = target.join(case);
            if generator::COMMITTED.contains(case) {
                generator::generate(case, &folder)?;
            } else {
                generator::generate_frame(case, &folder)?;
            }
        }
    }
    Ok(())
}

fn write_large(rows: &str, file: &str, registry: Option<&str>) -> io::Result<()> {
    let invalid =
        |problem: &dyn std::fmt::Display| io::Error::new(io::ErrorKind::InvalidInput, format!("{rows}: {problem}"));
    let numbers: Vec<u64> =
        rows.split(':').map(str::parse).collect::<Result<_, _>>().map_err(|problem| invalid(&problem))?;
    let load = match *numbers.as_slice() {
        [rows] => generator::Load::of(rows),
        [rows, units] => generator::Load { units: usize::try_from(units).unwrap_or(1), ..generator::Load::of(rows) },
        [rows, units, messiness, ref first @ ..] if messiness <= 100 && first.len() < 2 => {
            let (units, first) = (usize::try_from(units).unwrap_or(1), first.first().copied().unwrap_or(1));
            generator::Load { rows, units, messiness, first }
        }
        _ => return Err(invalid(&USAGE)),
    };
    generator::write_large_export(load, Path::new(file), registry.map(Path::new))
}

#[allow(clippy::print_stderr, reason = "a program of its own, with nowhere else to say it")]
fn report(problem: &io::Error) -> ExitCode {
    eprintln!("{problem}");
    ExitCode::FAILURE
}
