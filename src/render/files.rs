//! The outputs of `--out`: which files there are, and what is in them.

use crate::report::charts::Poster;
use crate::report::model::Report;
use crate::texts::Texts;
use crate::validation::Validation;

use super::charts::{
    ChartError, Drawn, Picture, bar_chart, draw_all, heat_map, line_chart, poster_picture, ranking_chart,
};
use super::formats::FileFormat;
use super::page::{self, PageError};
use super::word::{self, WordError};
use super::workbook::{self, WorkbookError};
use super::{duplicates_csv, figures_csv, json, manifest, markdown, rejected_csv, repairs_csv};

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
    /// The web page.
    #[error(transparent)]
    Page(#[from] PageError),
    /// The workbook.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// The Word report.
    #[error(transparent)]
    Word(#[from] WordError),
    /// JUnit.
    #[error(transparent)]
    Junit(#[from] quick_junit::SerializeError),
}

/// The files of these formats with their names below the folder, the manifest last. `options` are what the user asked, for
/// the manifest.
///
/// # Errors
/// When a picture cannot be drawn or the user's template is wrong; else only by a fault of this program.
pub fn render(
    report: &Report,
    texts: &Texts,
    options: &[(String, String)],
    formats: &[FileFormat],
) -> Result<Vec<(String, Vec<u8>)>, RenderError> {
    let marked = |csv: Vec<u8>| [figures_csv::MARK.as_bytes(), csv.as_slice()].concat();
    let wanted = |format: FileFormat| formats.contains(&format);
    let mut files = Vec::new();
    let mut add = |name: &str, content: Vec<u8>| files.push((name.to_owned(), content));
    let (svg, png) = (wanted(FileFormat::Svg), wanted(FileFormat::Png) || wanted(FileFormat::Docx));
    let charts = if svg || png { draw_all(pictures(report, texts), svg, png)? } else { Vec::new() };
    if wanted(FileFormat::Html) {
        add("report.html", page::render(report, texts)?.into_bytes());
    }
    if wanted(FileFormat::Xlsx) {
        add("report.xlsx", workbook::render(report, texts)?);
    }
    if wanted(FileFormat::Docx) {
        let as_png: Vec<_> =
            (charts.iter()).filter_map(|Drawn { name, png, .. }| Some((name.clone(), png.clone()?))).collect();
        add("report.docx", word::render(report, texts, &as_png)?);
    }
    if wanted(FileFormat::Md) {
        // The charts that it links to are SVG.
        add("report.md", markdown::render(report, texts, wanted(FileFormat::Svg)).into_bytes());
    }
    if wanted(FileFormat::Csv) {
        add("figures.csv", marked(figures_csv::render(report)?));
    }
    if wanted(FileFormat::Json) {
        add("figures.json", json::render(report, texts)?.into_bytes());
    }
    // What was not counted, and what was read otherwise than it stands, is told whatever else is written; but not beside
    // figures that are published: there it would tell of single dossiers; tally files do not know of any.
    if report.suppressed_below.is_none() && !report.is_tallied {
        add("rejected.csv", marked(rejected_csv::render(&report.rejected, texts)?));
        add("repairs.csv", marked(repairs_csv::render(&report.repairs, texts)?));
    }
    for Drawn { name, svg, png } in charts {
        if let Some(svg) = svg {
            add(&format!("{name}.svg"), svg.into_bytes());
        }
        if let Some(png) = png.filter(|_| wanted(FileFormat::Png)) {
            add(&format!("{name}.png"), png);
        }
    }
    let manifest = manifest::render(report, options, &files)?;
    files.push((crate::output::MANIFEST.to_owned(), manifest));
    Ok(files)
}

/// The one document of a format, where the report has it: of pictures, the poster alone is drawn.
///
/// # Errors
/// As [`render`].
pub fn document(
    report: &Report,
    texts: &Texts,
    options: &[(String, String)],
    format: FileFormat,
) -> Result<Option<Vec<u8>>, RenderError> {
    let poster = || report.poster.as_ref().map(|poster| poster_picture(poster, texts));
    Ok(match format {
        FileFormat::Svg => poster().map(|picture| picture.svg()).transpose()?.map(String::into_bytes),
        FileFormat::Png => poster().map(|picture| picture.png()).transpose()?,
        _ => {
            let files = render(report, texts, options, &[format])?;
            files.into_iter().find(|(name, _)| name == format.document()).map(|(_, content)| content)
        }
    })
}

/// The charts, by the name of their files without ending.
fn pictures(report: &Report, texts: &Texts) -> Vec<(String, Picture)> {
    let mut pictures = Vec::new();
    if let Some(poster) = &report.poster {
        pictures.push((Poster::FILE_NAME.to_owned(), poster_picture(poster, texts)));
    }
    for map in &report.heat_maps {
        pictures.push((map.file_name(), heat_map(map, texts)));
    }
    for chart in &report.bars {
        pictures.push((chart.file_name(), bar_chart(chart, texts)));
    }
    for chart in &report.lines {
        pictures.push((chart.file_name(), line_chart(chart, texts)));
    }
    for ranking in &report.rankings {
        pictures.push((ranking.file_name(), ranking_chart(ranking, texts)));
    }
    pictures
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
        ("duplicates.csv".to_owned(), marked(duplicates_csv::render(&validation.duplicates, texts)?)),
    ];
    files.push((crate::output::MANIFEST.to_owned(), manifest::render_outputs(&files)?));
    Ok(files)
}
