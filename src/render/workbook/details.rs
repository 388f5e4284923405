//! Every rate in a row of its own, with its counts, threshold and verdict: to filter and to look up.

use crate::report::Report;
use crate::report::model::{Figure, Scope, Table};
use crate::texts::{Message, Texts};

use super::super::cells;
use super::WorkbookError;
use super::colours;
use super::figure::{self, DASH};
use super::legend::Legend;
use super::sheet::{MOST_ROWS, Sheet};

/// The rates of the report's own period: of all, of levels and units, and of parts of all.
fn shown(report: &Report) -> impl Iterator<Item = &Figure> {
    report.figures.iter().filter(|figure| {
        let is_own = figure.comparison.is_none() && figure::is_rate(figure, report);
        is_own && (figure.part.is_none() || figure.scope == Scope::All)
    })
}

pub(super) fn is_wanted(report: &Report) -> bool {
    shown(report).next().is_some()
}

/// The columns there are, by what the figures need.
struct Columns {
    part: Option<u16>,
    indicator: u16,
    numerator: u16,
    threshold: Option<u16>,
    remark: Option<u16>,
    heads: Vec<String>,
    widths: Vec<f64>,
}

impl Columns {
    fn new(report: &Report, texts: &Texts) -> Self {
        let mut columns = Self {
            part: None,
            indicator: 0,
            numerator: 0,
            threshold: None,
            remark: None,
            heads: Vec::new(),
            widths: Vec::new(),
        };
        columns.add(texts.get("workbook.serial"), 6.0);
        columns.add(texts.get("table.head_unit"), 30.0);
        columns.add(texts.get("workbook.level"), 12.0);
        if shown(report).any(|figure| figure.part.is_some()) {
            let is_part = |place: &usize| report.figures.get(*place).is_some_and(|figure| figure.part.is_some());
            let has_parts = |table: &&Table| table.rows.iter().flat_map(|row| &row.figures).any(is_part);
            let head = report.tables.iter().find(has_parts).map(|table| texts.say(&table.row_head));
            columns.part = Some(columns.add(head.unwrap_or_default(), 28.0));
        }
        columns.indicator = columns.add(texts.get("table.head_indicator"), 41.0);
        columns.numerator = columns.add(texts.get("workbook.numerator"), 11.0);
        columns.add(texts.get("workbook.denominator"), 11.0);
        columns.add(texts.get("workbook.rate"), 11.0);
        if shown(report).any(|figure| figure.threshold.is_some()) {
            columns.threshold = Some(columns.add(texts.get("definitions.threshold"), 10.0));
            columns.add(texts.get("workbook.verdict"), 12.0);
            columns.add(texts.get("table.head_points"), 9.5);
            columns.add(texts.get("table.head_missing"), 10.0);
        }
        if shown(report).any(|figure| figure.left_out > 0) {
            columns.remark = Some(columns.add(texts.get("workbook.remark"), 22.0));
        }
        columns
    }

    fn add(&mut self, head: String, width: f64) -> u16 {
        self.heads.push(head);
        self.widths.push(width);
        u16::try_from(self.heads.len() - 1).unwrap_or(u16::MAX)
    }
}

pub(super) fn write(sheet: &mut Sheet<'_>) -> Result<(), WorkbookError> {
    let (report, texts) = (sheet.report, sheet.texts);
    let columns = Columns::new(report, texts);
    sheet.columns_filling(&columns.widths, 1)?;
    sheet.title(&texts.get("workbook.title_details"), &[])?;
    sheet.heads(&columns.heads)?;
    let head = sheet.row - 1;
    for (serial, figure) in shown(report).take(MOST_ROWS).enumerate() {
        line(sheet, &columns, serial, figure)?;
    }
    let last = sheet.row - 1;
    if let Some(threshold) = columns.threshold {
        colours::against_column(sheet, (head + 1, last), (columns.numerator, columns.numerator + 2, threshold))?;
    }
    sheet.inner.autofilter(head, 0, last, sheet.last())?;
    sheet.cut(shown(report).count())?;
    sheet.row += 1;
    Legend::of(shown(report)).write(sheet)?;
    sheet.print(Some((head, head)), 2)
}

fn line(sheet: &mut Sheet<'_>, columns: &Columns, serial: usize, figure: &Figure) -> Result<(), WorkbookError> {
    let (report, texts, styles) = (sheet.report, sheet.texts, &sheet.styles.line);
    let row = sheet.next_row();
    let about = cells::about(figure, report, texts);
    let level = report.levels.iter().find(|level| figure.level.as_ref() == Some(&level.id));
    let indicator = cells::title(figure, report, texts);
    sheet.number(row, 0, serial as u64 + 1, &styles.serial)?;
    sheet.text(row, 1, &about, &styles.text)?;
    sheet.text(row, 2, level.map_or(DASH, |level| level.title.get(texts.lang())), &styles.middle)?;
    let part = figure.part.as_ref().map_or(DASH.to_owned(), |part| match part.name.as_str() {
        "" => texts.get("table.no_part"),
        name => name.to_owned(),
    });
    if let Some(column) = columns.part {
        sheet.text(row, column, &part, &styles.text)?;
    }
    sheet.text(row, columns.indicator, indicator, &styles.text)?;
    figure::counts_and_rate(sheet, row, columns.numerator, figure, styles)?;
    if let Some(column) = columns.threshold {
        figure::threshold(sheet, row, column, figure.threshold, styles)?;
        figure::verdict(sheet, row, column + 1, figure, styles)?;
    }
    let remark = match report.left_out(figure) {
        Some(0) => String::new(),
        None => texts.get("workbook.left_out_some"),
        Some(count) => texts.say(&Message::new("workbook.left_out").with("count", texts.number(count))),
    };
    if let Some(column) = columns.remark {
        sheet.text(row, column, &remark, &styles.text)?;
    }
    let words = if figure.numerator.is_none() { texts.get("cell.not_available") } else { String::new() };
    let mut shown = vec![(1, about.as_str()), (columns.indicator, indicator), (columns.numerator, &words)];
    shown.extend(columns.part.map(|column| (column, part.as_str())));
    shown.extend(columns.remark.map(|column| (column, remark.as_str())));
    sheet.fit(row, &shown)
}
