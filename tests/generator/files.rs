//! Writes a case folder: its written part, its registry, and its series of exports.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::days::Day;
use super::dossier::Dossier;
use super::registry::{Catalogue, Unit, procedures_text, units_text};
use super::{commune_dialect, district_dialect};

/// Everything of a case but its exports.
pub(crate) struct Frame {
    /// `cchc.toml`, `published.csv` (of published cases) and `README.md`, written by hand in `sample-data/`.
    pub(crate) written: Vec<(&'static str, &'static str)>,
    pub(crate) units: Vec<Unit>,
    pub(crate) catalogue: Catalogue,
    /// What each unit still posts (niêm yết): unit code and procedure code.
    pub(crate) postings: Vec<(String, String)>,
}

impl Frame {
    /// Writes the frame into the folder of the case.
    pub(crate) fn write(&self, folder: &Path) -> io::Result<()> {
        let registry = folder.join("registry");
        fs::create_dir_all(&registry)?;
        for (name, text) in &self.written {
            fs::write(folder.join(name), text)?;
        }
        fs::write(registry.join("units.csv"), units_text(&self.units))?;
        fs::write(registry.join("procedures.csv"), procedures_text(&self.catalogue))?;
        if !self.postings.is_empty() {
            let mut text = String::from("unit,code\n");
            for (unit, code) in &self.postings {
                text.push_str(&format!("{unit},{code}\n"));
            }
            fs::write(registry.join("postings.csv"), text)?;
        }
        Ok(())
    }
}

/// The two ways systems write their exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    District,
    Commune,
}

/// The exports of one system, one file for each day of export.
pub(crate) struct Series {
    dialect: Dialect,
    outputs: Vec<Output>,
}

struct Output {
    before: Option<Day>,
    day: Day,
    file: BufWriter<File>,
    serial: u64,
    line: String,
}

impl Series {
    /// Opens `exports/<name>-<day>.csv` for every day of export, oldest first.
    pub(crate) fn create(folder: &Path, name: &str, dialect: Dialect, days: &[Day]) -> io::Result<Self> {
        let exports = folder.join("exports");
        fs::create_dir_all(&exports)?;
        let header = match dialect {
            Dialect::District => district_dialect::HEADER,
            Dialect::Commune => commune_dialect::HEADER,
        };
        let mut outputs = Vec::new();
        let mut before = None;
        for &day in days {
            let path = exports.join(format!("{name}-{}.csv", day.iso()));
            let mut file = BufWriter::new(File::create(path)?);
            file.write_all(header.as_bytes())?;
            outputs.push(Output { before, day, file, serial: 0, line: String::new() });
            before = Some(day);
        }
        Ok(Self { dialect, outputs })
    }

    /// Writes the dossiers of one unit into every export that lists them.
    pub(crate) fn add(&mut self, unit: &Unit, catalogue: &Catalogue, dossiers: &[Dossier]) -> io::Result<()> {
        for output in &mut self.outputs {
            for dossier in dossiers.iter().filter(|dossier| dossier.listed(output.before, output.day)) {
                let view = dossier.seen_on(output.day);
                let Some(procedure) = catalogue.procedures.get(view.procedure) else {
                    continue;
                };
                output.line.clear();
                output.serial += 1;
                let line = &mut output.line;
                match self.dialect {
                    Dialect::District => {
                        district_dialect::push_row(line, output.serial, unit, procedure, &view);
                    }
                    Dialect::Commune => commune_dialect::push_row(line, unit, procedure, &view),
                }
                output.file.write_all(output.line.as_bytes())?;
            }
        }
        Ok(())
    }

    /// Writes a line as it is into the export at that position of the series.
    pub(crate) fn add_line(&mut self, position: usize, line: &str) -> io::Result<()> {
        match self.outputs.get_mut(position) {
            Some(output) => output.file.write_all(line.as_bytes()),
            None => Ok(()),
        }
    }

    /// Ends the files; the last one gets two blank lines, as some systems leave them.
    pub(crate) fn close(mut self) -> io::Result<()> {
        let blank = match self.dialect {
            Dialect::District => "\r\n\r\n",
            Dialect::Commune => "\n\n",
        };
        self.add_line(self.outputs.len() - 1, blank)?;
        for mut output in self.outputs {
            output.file.flush()?;
        }
        Ok(())
    }
}
