//! Lines by month. Places across are shares of the width, so that letters keep their size on any screen.

use serde::Serialize;

use crate::report::charts::{Line, LineChart, Point};
use crate::texts::numbers::{self, Hundredths};
use crate::texts::{Message, Texts};

use super::super::charts::axis::Axis;
use super::figures::{at_least, share};

/// Pixels from the top of the drawing to the end of the axis, and from there to its beginning.
const TOP: i64 = 16;
const HEIGHT: i64 = 168;
/// Colours and markers of lines that the style knows.
const KINDS: usize = 6;
/// The kind of last year's line.
const LAST_YEAR: &str = "y";

/// A chart of lines.
#[derive(Debug, Serialize)]
pub(super) struct LineView {
    /// Pixels.
    top: i64,
    bottom: i64,
    marks: Vec<Mark>,
    threshold: Option<Mark>,
    months: Vec<Month>,
    series: Vec<Series>,
    /// Width of a month in per cent.
    step: String,
}

/// A line across.
#[derive(Debug, Serialize)]
struct Mark {
    y: i64,
    label: String,
}

/// A month.
#[derive(Debug, Serialize)]
struct Month {
    /// `08/2022`.
    name: String,
    /// `8`.
    short: String,
    /// The year, below the first month and each January.
    year: String,
    /// Left side and middle in per cent.
    left: String,
    middle: String,
    /// All its values, said.
    said: String,
    /// One value per line, with `n/d`.
    values: Vec<(String, String)>,
}

/// A line.
#[derive(Debug, Serialize)]
struct Series {
    kind: String,
    label: String,
    /// From, to: places across in per cent and down in pixels.
    strokes: Vec<(String, i64, String, i64)>,
    dots: Vec<(String, i64)>,
}

pub(super) fn view(chart: &LineChart, texts: &Texts) -> LineView {
    let lines = || chart.lines.iter().chain(&chart.last_year);
    let values = lines().flat_map(|line| line.points.iter().filter_map(|point| point.percent));
    let axis = Axis::holding(values.chain(chart.threshold));
    let across = Across { months: chart.months.len() };
    let mark = |value: Hundredths, label: String| Mark { y: down(value, axis), label };
    let mut series: Vec<Series> = Vec::new();
    for (place, line) in chart.lines.iter().enumerate() {
        series.push(drawn(line, (place % KINDS).to_string(), line.label.get(texts.lang()).to_owned(), axis, across));
    }
    if let Some(line) = &chart.last_year {
        let label = texts.say(&Message::new("page.last_year").with("label", line.label.get(texts.lang())));
        series.push(drawn(line, LAST_YEAR.to_owned(), label, axis, across));
    }
    let labels: Vec<String> = series.iter().map(|series| series.label.clone()).collect();
    let month = |(place, month): (usize, &String)| {
        let points = lines().map(|line| line.points.get(place).copied().unwrap_or_default());
        self::month(month, place, across, &labels, points, texts)
    };
    LineView {
        top: TOP,
        bottom: TOP + HEIGHT,
        marks: axis.marks(texts.lang()).map(|(value, label)| mark(value, label)).collect(),
        threshold: chart.threshold.map(|threshold| {
            mark(threshold, format!("{} {}", texts.get("chart.threshold"), at_least(threshold, texts)))
        }),
        months: chart.months.iter().enumerate().map(month).collect(),
        series,
        step: across.share(2),
    }
}

/// Places across, in half months.
#[derive(Clone, Copy)]
struct Across {
    months: usize,
}

impl Across {
    fn share(self, half_months: usize) -> String {
        let whole = Hundredths::try_from(self.months * 2).unwrap_or(1);
        share(Hundredths::try_from(half_months).unwrap_or(0), whole)
    }

    fn middle(self, month: usize) -> String {
        self.share(2 * month + 1)
    }
}

fn down(value: Hundredths, axis: Axis) -> i64 {
    TOP + HEIGHT - (value.clamp(0, axis.end) * HEIGHT + axis.end / 2) / axis.end.max(1)
}

fn drawn(line: &Line, kind: String, label: String, axis: Axis, across: Across) -> Series {
    let place = |month: usize| {
        let percent = line.points.get(month)?.percent?;
        Some((across.middle(month), down(percent, axis)))
    };
    let months = 0..line.points.len();
    let stroke = |month: usize| {
        let ((from, high), (to, low)) = place(month).zip(place(month + 1))?;
        Some((from, high, to, low))
    };
    Series {
        kind,
        label,
        strokes: months.clone().filter_map(stroke).collect(),
        dots: months.filter_map(place).collect(),
    }
}

fn month(
    month: &str,
    place: usize,
    across: Across,
    labels: &[String],
    points: impl Iterator<Item = Point>,
    texts: &Texts,
) -> Month {
    let (year, number) = month.split_once('-').unwrap_or(("", month));
    let values: Vec<(String, String)> = points.map(|point| value(point, texts)).collect();
    let said = labels.iter().zip(&values).map(|(label, (rate, counts))| match counts.as_str() {
        "" => format!("{label}: {rate}"),
        counts => format!("{label}: {rate} ({counts})"),
    });
    let name = format!("{number}/{year}");
    Month {
        said: format!("{name}\n{}", said.collect::<Vec<_>>().join("\n")),
        short: number.trim_start_matches('0').to_owned(),
        year: if place == 0 || number == "01" { year.to_owned() } else { String::new() },
        left: across.share(2 * place),
        middle: across.middle(place),
        name,
        values,
    }
}

fn value(point: Point, texts: &Texts) -> (String, String) {
    let Some(percent) = point.percent else { return (texts.get("chart.no_rate"), String::new()) };
    let counts = point
        .counts
        .map(|(numerator, denominator)| format!("{}/{}", texts.number(numerator), texts.number(denominator)));
    (numbers::percent(percent, texts.lang()), counts.unwrap_or_default())
}
