//! The rates by month: numbers, and a line chart below them, a page an indicator.

use rust_xlsxwriter::{Chart, ChartLineDashType, ChartMarker, ChartMarkerType, ChartType, Color};

use crate::period::Day;
use crate::report::charts::{Line, LineChart, Point};
use crate::report::model::IndicatorShown;

use super::WorkbookError;
use super::chart;
use super::figure;
use super::pages::Pages;
use super::sheet::{PAGE_WIDTH, Sheet};
use super::styles::SOFT_INK;

/// Lines told apart without seeing red and green, as in the pictures.
const COLOURS: [Color; 6] = [
    Color::RGB(0x0010_3A7A),
    Color::RGB(0x00D6_600A),
    Color::RGB(0x0000_8768),
    Color::RGB(0x00B0_4A8F),
    Color::RGB(0x0040_9CD6),
    Color::RGB(0x008A_6A16),
];
const CHART_HEIGHT: u32 = 240;
/// Rows that the chart takes.
const CHART_ROWS: u32 = 13;
/// Months that leave room for the chart on the same page.
const MOST_MONTHS: usize = 13;

pub(super) fn write(sheet: &mut Sheet<'_>) -> Result<(), WorkbookError> {
    let (report, texts) = (sheet.report, sheet.texts);
    let most = report.lines.iter().map(|lines| all_lines(lines).count()).max().unwrap_or(1);
    // The month, three numbers a line, the threshold.
    let with_threshold = report.lines.iter().any(|lines| lines.threshold.is_some());
    let columns = 3 * most + 1 + usize::from(with_threshold);
    let width = (PAGE_WIDTH / columns as f64).max(11.0);
    let widths = vec![width; columns];
    sheet.columns(&widths)?;
    sheet.title(&texts.get("workbook.title_trend"), &[])?;
    let mut page = Pages::new(0);
    for (number, lines) in report.lines.iter().enumerate() {
        if number > 0 {
            page.begin(sheet);
        }
        let name = report.indicators.iter().find(|indicator| indicator.id == lines.indicator);
        block(sheet, &mut page, (number, lines), name)?;
    }
    sheet.inner.set_page_breaks(&page.breaks)?;
    sheet.print(None, 0)
}

/// The lines, last year's at the end.
fn all_lines(lines: &LineChart) -> impl Iterator<Item = &Line> {
    lines.lines.iter().chain(&lines.last_year)
}

fn block(
    sheet: &mut Sheet<'_>,
    page: &mut Pages,
    (number, lines): (usize, &LineChart),
    indicator: Option<&IndicatorShown>,
) -> Result<(), WorkbookError> {
    let (texts, styles) = (sheet.texts, sheet.styles);
    let title = lines.title.get(texts.lang());
    sheet.sentence(&format!("{}. {title}", number + 1), &styles.section)?;
    if let Some(indicator) = indicator {
        sheet.sentence(indicator.formula.get(texts.lang()), &styles.remark)?;
    }
    let head = sheet.next_row();
    let below = sheet.next_row();
    sheet.merged((head, 0), (below, 0), &texts.get("table.head_month"), &styles.head)?;
    let names: Vec<String> = names(sheet, lines);
    let mut column = 1;
    for name in &names {
        sheet.merged((head, column), (head, column + 2), name, &styles.head)?;
        let keys = ["workbook.numerator", "workbook.denominator", "workbook.rate"];
        for (place, key) in (column..).zip(keys) {
            sheet.text(below, place, &texts.get(key), &styles.head)?;
        }
        column += 3;
    }
    if lines.threshold.is_some() {
        sheet.merged((head, column), (below, column), &texts.get("definitions.threshold"), &styles.head)?;
    }
    sheet.fit(below, &[(1, &texts.get("workbook.denominator"))])?;
    let first = sheet.row;
    for (place, month) in lines.months.iter().enumerate() {
        let row = sheet.next_row();
        match Day::parse_iso(&format!("{month}-01")) {
            Some(day) => sheet.day(row, 0, day, &styles.line.month)?,
            None => sheet.text(row, 0, month, &styles.line.middle)?,
        }
        for (at, line) in (1..).step_by(3).zip(all_lines(lines)) {
            point(sheet, row, at, line.points.get(place))?;
        }
        if lines.threshold.is_some() {
            figure::threshold(sheet, row, column, lines.threshold, &styles.line)?;
        }
    }
    let last = sheet.row - 1;
    sheet.row += 1;
    if lines.months.len() > MOST_MONTHS {
        page.begin(sheet);
    }
    picture(sheet, lines, &names, (first, last), column)?;
    sheet.row += CHART_ROWS;
    Ok(())
}

fn names(sheet: &Sheet<'_>, lines: &LineChart) -> Vec<String> {
    let texts = sheet.texts;
    let mut names: Vec<String> = lines.lines.iter().map(|line| line.label.get(texts.lang()).to_owned()).collect();
    names.extend(lines.last_year.iter().map(|_| texts.get("chart.last_year")));
    names
}

/// Numerator, denominator and rate of a month.
fn point(sheet: &mut Sheet<'_>, row: u32, column: u16, point: Option<&Point>) -> Result<(), WorkbookError> {
    let (texts, styles) = (sheet.texts, &sheet.styles.line);
    let Point { percent, counts, hidden } = point.copied().unwrap_or_default();
    let missing = texts.get(match counts {
        Some(_) => "cell.not_applicable",
        None if hidden => "cell.hidden",
        None => "cell.not_available",
    });
    for (place, count) in
        [(column, counts.map(|(numerator, _)| numerator)), (column + 1, counts.map(|counts| counts.1))]
    {
        match count {
            Some(count) => sheet.number(row, place, count, &styles.count)?,
            None => sheet.text(row, place, &missing, &styles.words)?,
        }
    }
    match percent {
        Some(percent) => sheet.hundredths(row, column + 2, (percent, 10_000.0), &styles.rate),
        None => sheet.text(row, column + 2, &missing, &styles.words),
    }
}

/// A chart takes words for zeros: a line with gaps is charted from cells that are blank there, in a hidden column.
fn with_gaps(sheet: &mut Sheet<'_>, line: &Line, (first, place): (u32, usize)) -> Result<u16, WorkbookError> {
    let styles = &sheet.styles.line;
    let column = sheet.last() + 2 + u16::try_from(place).unwrap_or(0);
    for (row, point) in (first..).zip(&line.points) {
        if let Some(percent) = point.percent {
            sheet.hundredths(row, column, (percent, 10_000.0), &styles.rate)?;
        }
    }
    sheet.inner.set_column_hidden(column)?;
    Ok(column)
}

/// A line a scope, last year's and the threshold dashed.
fn picture(
    sheet: &mut Sheet<'_>,
    lines: &LineChart,
    names: &[String],
    (first, last): (u32, u32),
    threshold: u16,
) -> Result<(), WorkbookError> {
    let (texts, name) = (sheet.texts, sheet.name.clone());
    let mut picture = Chart::new(ChartType::Line);
    let is_last_year = |place: usize| lines.last_year.is_some() && place + 1 == names.len();
    for (place, (column, label)) in (3_u16..).step_by(3).zip(names).enumerate() {
        let colour = if is_last_year(place) { SOFT_INK } else { COLOURS[place % COLOURS.len()] };
        let dash = is_last_year(place).then_some(ChartLineDashType::Dash);
        let column = match all_lines(lines).nth(place) {
            Some(line) if line.points.iter().any(|point| point.percent.is_none()) => {
                picture.show_hidden_data();
                with_gaps(sheet, line, (first, place))?
            }
            _ => column,
        };
        let mut marker = ChartMarker::new();
        marker.set_type(ChartMarkerType::Circle).set_size(5).set_format(&mut chart::filled(colour));
        picture
            .add_series()
            .set_name(chart::plain(label).as_str())
            .set_categories((name.as_str(), first, 0, last, 0))
            .set_values((name.as_str(), first, column, last, column))
            .set_format(&mut chart::line(colour, 2.25, dash))
            .set_marker(&marker);
    }
    if lines.threshold.is_some() {
        let mut marker = ChartMarker::new();
        marker.set_none();
        picture
            .add_series()
            .set_name(texts.get("definitions.threshold").as_str())
            .set_categories((name.as_str(), first, 0, last, 0))
            .set_values((name.as_str(), first, threshold, last, threshold))
            .set_format(&mut chart::line(super::styles::MISSED_INK, 1.5, Some(ChartLineDashType::SquareDot)))
            .set_marker(&marker);
    }
    let title = lines.title.get(texts.lang());
    chart::dress(&mut picture, title, &format!("{title} – {}", lines.subtitle.get(texts.lang())));
    chart::rates(picture.y_axis());
    picture.x_axis().set_num_format("mm/yyyy").set_text_axis(true);
    // A digit takes 7 pixels, and every column 5 more.
    let width = (sheet.width(0, sheet.last()) * 7.0 + f64::from(sheet.last()) * 5.0).clamp(480.0, 2000.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped just above")]
    picture.set_width(width as u32).set_height(CHART_HEIGHT);
    let row = sheet.row;
    sheet.inner.insert_chart(row, 0, &picture)?;
    Ok(())
}
