//! Bar charts of units by rank, each beside its numbers; those without a rank below.

use rust_xlsxwriter::{Chart, ChartAxisCrossing, ChartDataLabel, ChartDataLabelPosition, ChartPoint, ChartType};

use crate::report::Report;
use crate::report::charts::{Bar, BarChart};
use crate::standards::Verdict;
use crate::texts::Message;

use super::WorkbookError;
use super::chart;
use super::colours;
use super::figure::{self, DASH};
use super::pages::Pages;
use super::sheet::Sheet;
use super::styles::{MET_INK, MISSED_BAR, SOFT_BAR, UNJUDGED_BAR};

/// Bars of one chart: what a page holds.
const MOST_BARS: usize = 25;
/// A row of the table, and of the chart beside it, in points and in pixels.
const ROW: f64 = 18.0;
const ROW_PIXELS: u32 = 24;
/// Rows that a chart takes at least: title, legend and axis need room.
const FEWEST_ROWS: usize = 8;
/// Rows that a chart takes besides its bars.
const ROWS_BESIDE: usize = 4;
const CHART_WIDTH: u32 = 500;
/// Rows of a page.
const PAGE_ROWS: u32 = 31;
/// The columns: rank, unit, numerator, denominator, rate, threshold, verdict, a gap, and the chart.
const UNIT: u16 = 1;
const NUMERATOR: u16 = 2;
const RATE: u16 = 4;
const THRESHOLD: u16 = 5;
const VERDICT: u16 = 6;
const CHART: u16 = 8;

/// The charts of rates with a threshold; without any, those of the headline.
pub(super) fn chosen(report: &Report) -> impl Iterator<Item = &BarChart> {
    let any = report.bars.iter().any(|chart| chart.threshold.is_some());
    report.bars.iter().filter(move |chart| if any { chart.threshold.is_some() } else { in_headline(report, chart) })
}

fn in_headline(report: &Report, chart: &BarChart) -> bool {
    let figures = report.headline.iter().filter_map(|headline| report.figures.get(headline.figure));
    let mut ids = figures.filter_map(|figure| report.indicators.get(figure.indicator));
    ids.any(|indicator| indicator.id == chart.indicator)
}

pub(super) fn write(sheet: &mut Sheet<'_>) -> Result<(), WorkbookError> {
    let (report, texts) = (sheet.report, sheet.texts);
    // The last columns lie below the charts.
    sheet.columns(&[5.0, 30.0, 11.0, 11.0, 11.0, 9.0, 12.0, 1.5, 71.0])?;
    sheet.title(&texts.get("workbook.title_bars"), &[])?;
    let mut page = Pages::new(PAGE_ROWS);
    for chart in chosen(report) {
        let by_rank: Vec<&Bar> = chart.ranked_first.iter().filter_map(|bar| chart.bars.get(*bar)).collect();
        let pieces = by_rank.chunks(MOST_BARS).count();
        for (piece, bars) in by_rank.chunks(MOST_BARS).enumerate() {
            page.keep(sheet, bars.len().max(FEWEST_ROWS) + ROWS_BESIDE);
            block(sheet, chart, bars, (piece, pieces))?;
        }
    }
    sheet.inner.set_page_breaks(&page.breaks)?;
    sheet.print(None, 0)
}

fn block(
    sheet: &mut Sheet<'_>,
    shown: &BarChart,
    bars: &[&Bar],
    (piece, pieces): (usize, usize),
) -> Result<(), WorkbookError> {
    let (texts, styles) = (sheet.texts, sheet.styles);
    let mut title = format!("{} – {}", shown.title.get(texts.lang()), shown.subtitle.get(texts.lang()));
    if pieces > 1 {
        let piece = Message::new("workbook.piece").with("piece", piece + 1).with("pieces", pieces);
        title = format!("{title} {}", texts.say(&piece));
    }
    sheet.sentence(&title, &styles.section)?;
    let keys = [
        "chart.place",
        "table.head_unit",
        "workbook.numerator",
        "workbook.denominator",
        "workbook.rate",
        "definitions.threshold",
        "workbook.verdict",
    ];
    let with_threshold = shown.threshold.is_some();
    let columns = if with_threshold { keys.len() } else { usize::from(THRESHOLD) };
    sheet.heads(&keys[..columns].iter().map(|key| texts.get(key)).collect::<Vec<_>>())?;
    let first = sheet.row;
    for bar in bars {
        let row = sheet.next_row();
        match bar.place {
            Some(place) => sheet.number(row, 0, place as u64, &styles.line.serial)?,
            None => sheet.text(row, 0, DASH, &styles.line.serial)?,
        }
        let unit = if bar.label.is_empty() { texts.get("table.no_unit") } else { bar.label.clone() };
        sheet.text(row, UNIT, &unit, &styles.line.text)?;
        numbers(sheet, row, bar)?;
        if with_threshold {
            figure::threshold(sheet, row, THRESHOLD, shown.threshold, &styles.line)?;
            verdict(sheet, row, bar.verdict)?;
        }
        sheet.inner.set_row_height(row, ROW)?;
    }
    if with_threshold {
        colours::against_column(sheet, (first, sheet.row - 1), (NUMERATOR, RATE, THRESHOLD))?;
    }
    picture(sheet, shown, bars, first, &title)?;
    if shown.too_few > 0 && piece + 1 == pieces {
        let said = Message::new("chart.too_few").with("least", shown.least).with("count", shown.too_few);
        let row = sheet.row;
        sheet.merged((row, 0), (row, THRESHOLD - 1), &texts.say(&said), &styles.remark)?;
    }
    // The chart begins beside the heads and ends some rows below the table.
    sheet.row = first + rows(bars);
    Ok(())
}

fn numbers(sheet: &mut Sheet<'_>, row: u32, bar: &Bar) -> Result<(), WorkbookError> {
    let (texts, styles) = (sheet.texts, &sheet.styles.line);
    let missing = texts.get(match bar.counts {
        Some(_) => "cell.not_applicable",
        None if bar.hidden => "cell.hidden",
        None => "cell.not_available",
    });
    match bar.counts {
        Some((numerator, denominator)) => {
            let format = if bar.partial { &styles.partial_count } else { &styles.count };
            sheet.number(row, NUMERATOR, numerator, format)?;
            sheet.number(row, NUMERATOR + 1, denominator, format)?;
        }
        None => {
            sheet.text(row, NUMERATOR, &missing, &styles.words)?;
            sheet.text(row, NUMERATOR + 1, &missing, &styles.words)?;
        }
    }
    let format = if bar.partial { &styles.partial_rate } else { &styles.rate };
    match bar.percent {
        Some(percent) => sheet.hundredths(row, RATE, (percent, 10_000.0), format),
        None => sheet.text(row, RATE, &missing, &styles.words),
    }
}

fn verdict(sheet: &mut Sheet<'_>, row: u32, verdict: Option<Verdict>) -> Result<(), WorkbookError> {
    let (texts, styles) = (sheet.texts, &sheet.styles.line);
    match verdict {
        Some(Verdict::Met) => sheet.text(row, VERDICT, &texts.get("workbook.met"), &styles.met),
        Some(Verdict::Missed) => sheet.text(row, VERDICT, &texts.get("workbook.missed"), &styles.missed),
        _ => sheet.text(row, VERDICT, DASH, &styles.words),
    }
}

/// Rows that the block takes below its heads.
fn rows(bars: &[&Bar]) -> u32 {
    u32::try_from(bars.len().max(FEWEST_ROWS) + ROWS_BESIDE - 1).unwrap_or(u32::MAX)
}

/// The rates over a pale bar as long as the threshold. Units without a rate stand at the end and have no bar.
fn picture(
    sheet: &mut Sheet<'_>,
    shown: &BarChart,
    bars: &[&Bar],
    first: u32,
    title: &str,
) -> Result<(), WorkbookError> {
    let (texts, name) = (sheet.texts, sheet.name.clone());
    let rated = bars.iter().take_while(|bar| bar.percent.is_some()).count();
    let Some(last) = u32::try_from(rated).ok().and_then(|rated| (first + rated).checked_sub(1)) else { return Ok(()) };
    if rated == 0 {
        return Ok(());
    }
    let mut picture = Chart::new(ChartType::Bar);
    let categories = (name.as_str(), first, UNIT, last, UNIT);
    if shown.threshold.is_some() {
        picture
            .add_series()
            .set_name(texts.get("definitions.threshold").as_str())
            .set_categories(categories)
            .set_values((name.as_str(), first, THRESHOLD, last, THRESHOLD))
            .set_format(&mut chart::filled(SOFT_BAR));
    }
    let colour = |bar: &Bar| match bar.verdict {
        Some(Verdict::Met) => MET_INK,
        Some(Verdict::Missed) => MISSED_BAR,
        _ => UNJUDGED_BAR,
    };
    let points: Vec<ChartPoint> =
        bars.iter().take(rated).map(|bar| ChartPoint::new().set_format(&mut chart::filled(colour(bar)))).collect();
    let mut labels = ChartDataLabel::new();
    labels.show_value().set_position(ChartDataLabelPosition::OutsideEnd).set_font(&chart::font(8.0));
    let most = if shown.threshold.is_some() { MET_INK } else { UNJUDGED_BAR };
    picture
        .add_series()
        .set_name(texts.get("workbook.rate").as_str())
        .set_categories(categories)
        .set_values((name.as_str(), first, RATE, last, RATE))
        .set_format(&mut chart::filled(most))
        .set_points(&points)
        .set_data_label(&labels)
        .set_overlap(100)
        .set_gap(35);
    chart::dress(&mut picture, shown.title.get(texts.lang()), title);
    chart::rates(picture.x_axis());
    // Of lying bars, the categories stand on the second axis, and go from the top when reversed.
    picture.y_axis().set_reverse().set_crossing(ChartAxisCrossing::Max).set_label_interval(1);
    picture.set_width(CHART_WIDTH).set_height(rows(bars) * ROW_PIXELS);
    sheet.inner.insert_chart(first - 1, CHART, &picture)?;
    Ok(())
}
