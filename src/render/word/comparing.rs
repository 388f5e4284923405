//! Tables and charts as a template can name them.

use serde::Serialize;

use crate::render::cells;
use crate::report::charts::{BarChart, LineChart};
use crate::report::model::{Report, Table, TableKind};
use crate::texts::numbers::{self, Hundredths};
use crate::texts::{Message, Texts};

use super::figures::FigureShown;

/// A table of figures.
#[derive(Debug, Serialize)]
pub(super) struct TableShown {
    title: String,
    /// `rates` or `counts`.
    kind: &'static str,
    head: String,
    columns: Vec<ColumnShown>,
    rows: Vec<RowShown>,
}

#[derive(Debug, Serialize)]
struct ColumnShown {
    name: String,
    short: String,
    headline: bool,
}

#[derive(Debug, Serialize)]
struct RowShown {
    label: String,
    total: bool,
    cells: Vec<CellShown>,
}

#[derive(Debug, Serialize)]
struct CellShown {
    figure: FigureShown,
    headline: bool,
}

impl TableShown {
    /// A plain table; `headline` tells the indicators of the headline.
    pub(super) fn new(table: &Table, headline: &[usize], report: &Report, texts: &Texts) -> Self {
        let lang = texts.lang();
        let column = |place: &usize| {
            let indicator = report.indicators.get(*place)?;
            Some(ColumnShown {
                name: indicator.title.get(lang).to_owned(),
                short: indicator.short.get(lang).to_owned(),
                headline: headline.contains(place),
            })
        };
        let cell = |place: &usize| {
            let figure = report.figures.get(*place)?;
            let shown = FigureShown::new(figure, None, report, texts);
            Some(CellShown { figure: shown, headline: headline.contains(&figure.indicator) })
        };
        let rows = table.rows.iter().map(|row| RowShown {
            label: cells::label(&row.label, texts),
            total: row.is_total,
            cells: row.figures.iter().filter_map(cell).collect(),
        });
        Self {
            title: texts.say(&table.title),
            kind: match table.kind {
                TableKind::Rates => "rates",
                TableKind::Counts => "counts",
            },
            head: texts.say(&table.row_head),
            columns: table.columns.iter().filter_map(column).collect(),
            rows: rows.collect(),
        }
    }
}

/// A chart that can be put in as a picture.
#[derive(Debug, Serialize)]
pub(super) struct ChartShown {
    /// Id of the indicator.
    id: String,
    /// Name of the picture.
    file: String,
    /// `bars` or `lines`.
    kind: &'static str,
    title: String,
    subtitle: String,
    /// Alternative text: what the picture says.
    alt: String,
    threshold: String,
    headline: bool,
    /// Bars or months: a picture of many bars cannot be read on a page.
    count: usize,
}

impl ChartShown {
    pub(super) fn bars(chart: &BarChart, headline: bool, texts: &Texts) -> Self {
        let lang = texts.lang();
        let rated: Vec<Hundredths> = chart.bars.iter().filter_map(|bar| bar.percent).collect();
        let range = match rated.as_slice() {
            // No unit is named: others can have the same rate, or few dossiers.
            [high, .., low] => texts.say(
                &Message::new("word.alt_range")
                    .with("high", numbers::percent(*high, lang))
                    .with("low", numbers::percent(*low, lang)),
            ),
            _ => String::new(),
        };
        let said = Message::new("word.alt_bars")
            .with("title", chart.title.get(lang))
            .with("subtitle", chart.subtitle.get(lang));
        Self {
            id: chart.indicator.clone(),
            file: chart.file_name(),
            kind: "bars",
            title: chart.title.get(lang).to_owned(),
            subtitle: chart.subtitle.get(lang).to_owned(),
            alt: sentences([texts.say(&said), range, threshold_said(chart.threshold, texts)]),
            threshold: threshold(chart.threshold, texts),
            headline,
            count: chart.bars.len(),
        }
    }

    pub(super) fn lines(chart: &LineChart, headline: bool, texts: &Texts) -> Self {
        let lang = texts.lang();
        let overall = chart.lines.first().map_or(&[][..], |line| &line.points);
        let months: Vec<_> =
            chart.months.iter().zip(overall).filter_map(|(month, point)| Some((month, point.percent?))).collect();
        let course = match months.as_slice() {
            [(first, before), .., (last, after)] => texts.say(
                &Message::new("word.alt_course")
                    .with("first", month_shown(first))
                    .with("before", numbers::percent(*before, lang))
                    .with("last", month_shown(last))
                    .with("after", numbers::percent(*after, lang)),
            ),
            _ => String::new(),
        };
        let said = Message::new("word.alt_lines")
            .with("title", chart.title.get(lang))
            .with("subtitle", chart.subtitle.get(lang));
        Self {
            id: chart.indicator.clone(),
            file: chart.file_name(),
            kind: "lines",
            title: chart.title.get(lang).to_owned(),
            subtitle: chart.subtitle.get(lang).to_owned(),
            alt: sentences([texts.say(&said), course, threshold_said(chart.threshold, texts)]),
            threshold: threshold(chart.threshold, texts),
            headline,
            count: chart.months.len(),
        }
    }
}

fn sentences(parts: [String; 3]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn threshold(threshold: Option<Hundredths>, texts: &Texts) -> String {
    threshold.map(|threshold| numbers::short_percent(threshold, texts.lang())).unwrap_or_default()
}

fn threshold_said(value: Option<Hundredths>, texts: &Texts) -> String {
    match value {
        Some(_) => texts.say(&Message::new("word.alt_threshold").with("threshold", threshold(value, texts))),
        None => String::new(),
    }
}

/// `2022-08` as `08/2022`.
fn month_shown(month: &str) -> String {
    month.split_once('-').map_or_else(|| month.to_owned(), |(year, month)| format!("{month}/{year}"))
}
