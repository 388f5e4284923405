//! The outputs of `--out`: which files there are, and what is in them.

use crate::report::model::Report;
use crate::texts::Texts;
use crate::validation::Validation;

use super::charts::{ChartError, ChartWords, Picture, bar_chart, line_chart};
use super::{figures_csv, json, manifest, markdown, rejected_csv, repairs_csv};

/// An output could not be made from the report.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// CSV.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// A picture.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// JUnit.
    #[error(transparent)]
    Junit(#[from] quick_junit::SerializeError),
}

/// All files with their names below the folder, the manifest last. `options` are what the user asked, for the manifest.
///
/// # Errors
/// When a picture cannot be drawn; for the other formats only by a fault of this program.
pub fn render(
    report: &Report,
    texts: &Texts,
    options: &[(String, String)],
) -> Result<Vec<(String, Vec<u8>)>, RenderError> {
    let marked = |csv: Vec<u8>| [figures_csv::MARK.as_bytes(), csv.as_slice()].concat();
    let mut files = vec![
        ("figures.csv".to_owned(), marked(figures_csv::render(report)?)),
        ("figures.json".to_owned(), json::render(report, texts)?.into_bytes()),
        ("report.md".to_owned(), markdown::render(report, texts).into_bytes()),
        ("rejected.csv".to_owned(), marked(rejected_csv::render(&report.rejected, texts)?)),
        ("repairs.csv".to_owned(), marked(repairs_csv::render(&report.repairs, texts)?)),
    ];
    let words = ChartWords {
        threshold: texts.get("chart.threshold"),
        no_rate: texts.get("chart.no_rate"),
        met: texts.get("chart.met"),
        missed: texts.get("chart.missed"),
    };
    for chart in &report.bars {
        let picture = bar_chart(chart, texts.lang(), &words)?;
        add(&mut files, &chart.file_name(), picture);
    }
    for chart in &report.lines {
        let picture = line_chart(chart, texts.lang(), &words)?;
        add(&mut files, &chart.file_name(), picture);
    }
    let manifest = manifest::render(report, options, &files)?;
    files.push((crate::output::MANIFEST.to_owned(), manifest));
    Ok(files)
}

/// What `cchc validate --out` writes: the ledgers, the findings, and the manifest over them.
///
/// # Errors
/// Only by a fault of this program.
pub fn render_validation(validation: &Validation, texts: &Texts) -> Result<Vec<(String, Vec<u8>)>, RenderError> {
    let marked = |csv: Vec<u8>| [figures_csv::MARK.as_bytes(), csv.as_slice()].concat();
    let mut files = vec![
        ("validation.json".to_owned(), super::validation::render_json(validation, texts)?.into_bytes()),
        ("rejected.csv".to_owned(), marked(rejected_csv::render(&validation.rejected, texts)?)),
        ("repairs.csv".to_owned(), marked(repairs_csv::render(&validation.repairs, texts)?)),
    ];
    files.push((crate::output::MANIFEST.to_owned(), manifest::render_outputs(&files)?));
    Ok(files)
}

fn add(files: &mut Vec<(String, Vec<u8>)>, name: &str, picture: Picture) {
    files.push((format!("{name}.svg"), picture.svg.into_bytes()));
    files.push((format!("{name}.png"), picture.png));
}
