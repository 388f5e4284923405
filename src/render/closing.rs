//! What a run says at its end: which files there are now, and the figures that matter most.

use std::collections::BTreeSet;

use crate::report::model::{Figure, Report};
use crate::texts::{Message, Texts};

use super::cells::{self, CellText};
use super::formats::FileFormat;

/// Figures that are told.
const MOST_TOLD: usize = 3;

/// What was written.
#[derive(Debug, Default)]
pub struct Written {
    /// The folder, as the user named it.
    pub folder: Option<String>,
    /// The files in it.
    pub names: Vec<String>,
    /// The single document, as the user named it.
    pub document: Option<(String, FileFormat)>,
    /// The document took the place of an older file, which somebody may have written in.
    pub replaced: bool,
}

/// A line for each document and for the charts together, then the first figures of the headline.
#[must_use]
pub fn render(report: &Report, written: &Written, texts: &Texts) -> String {
    let mut out = String::new();
    if let Some(folder) = &written.folder {
        out.push_str(&texts.say(&Message::new("written.into").with("folder", folder)));
        out.push('\n');
        let (charts, documents): (Vec<&String>, Vec<&String>) =
            written.names.iter().partition(|name| name.starts_with(CHARTS));
        let width = documents.iter().map(|name| name.chars().count()).max().unwrap_or_default();
        let mut line = |name: &str, what: String| out.push_str(&format!("  {name:width$}  {what}\n"));
        for name in documents {
            line(name, texts.get(what(name)));
        }
        if !charts.is_empty() {
            let stem = |name: &&String| name.rsplit_once('.').map(|(stem, _)| stem.to_owned());
            let pictures = charts.iter().filter_map(stem).collect::<BTreeSet<_>>().len();
            let said = Message::new("written.charts")
                .with("pictures", texts.number(pictures as u64))
                .with("files", texts.number(charts.len() as u64));
            line(CHARTS, texts.say(&said));
        }
        if report.suppressed_below.is_some() {
            out.push_str(&format!("{}\n", texts.get("written.published")));
        } else if report.is_tallied {
            out.push_str(&format!("{}\n", texts.get("written.tallied")));
        }
    }
    if let Some((file, format)) = &written.document {
        let said = Message::new("written.document").with("file", file).with("what", texts.get(what(format.document())));
        out.push_str(&format!("{}\n", texts.say(&said)));
        if written.replaced {
            out.push_str(&format!("{}\n", texts.get("written.replaced")));
        }
    }
    if !report.headline.is_empty() {
        out.push_str(&format!("{}\n", texts.get("written.headline")));
    }
    let said = |figure: &Figure| match figure.threshold {
        Some(_) if !figure.hidden => cells::judgement(figure, report, texts),
        _ => CellText::new(figure, report, texts).line(),
    };
    for headline in report.headline.iter().take(MOST_TOLD) {
        let Some(figure) = report.figures.get(headline.figure) else { continue };
        let short = report.indicators.get(figure.indicator).map_or("", |known| known.short.get(texts.lang()));
        out.push_str(&format!("  {short}: {}\n", said(figure)));
        for level in headline.told.iter().filter_map(|level| report.figures.get(level.figure)) {
            out.push_str(&format!("    {}: {}\n", cells::about(level, report, texts), said(level)));
        }
    }
    out
}

/// The folder of the charts, and how their names begin.
const CHARTS: &str = "charts/";

/// What a file is: key of a text.
fn what(name: &str) -> &'static str {
    match name {
        "report.html" => "written.page",
        "report.xlsx" => "written.workbook",
        "report.docx" => "written.word",
        "report.md" => "written.markdown",
        "figures.csv" => "written.figures",
        "figures.json" => "written.figures_for_programs",
        "rejected.csv" => "written.rejected",
        "repairs.csv" => "written.repairs",
        crate::output::MANIFEST => "written.manifest",
        _ => "written.picture",
    }
}
