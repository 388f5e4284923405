use crate::report::charts::{Bar, BarChart};
use crate::standards::Verdict;
use crate::texts::Texts;

use super::axis::Axis;
use super::heading::{MARGIN, RIGHT, WIDTH, headed};
use super::legend::{Sample, legend, partial_note};
use super::marker::{judged, verdict_sign};
use super::palette::verdict_color;
use super::picture::Picture;
use super::rates::{counts_text, described, rate_text, unit_text};
use super::scale::{marks, threshold_label, threshold_words};
use super::scene::{Anchor, BASE, GRID, INK, PAPER, SOFT_INK, Scene, units};
use super::typeface::{TextSize, width};
use super::wording::{clean, widest, wrap};

/// Names wider than this part of the picture take a second line.
const NAME_WIDTH: i32 = units(WIDTH) * 38 / 100;
/// Names that would take a third line may be this wide.
const LONG_NAME_WIDTH: i32 = units(WIDTH) * 46 / 100;
/// Room for the sign of the verdict, between name and bar.
const SIGN_WIDTH: i32 = units(26);
/// Between a name and what follows it.
const NAME_GAP: i32 = units(10);
/// Thickness of a bar.
const BAR: i32 = units(16);
/// Free rows around a name.
const ROW_PADDING: i32 = units(10);
/// Between the end of a bar and its value.
const VALUE_GAP: i32 = units(8);
/// Between a rate and its counts.
const COUNTS_GAP: i32 = units(9);
/// A chart with more bars repeats its scale at the top.
const TALL: usize = 25;
/// The narrowest place for bars.
const NARROWEST: i32 = units(40);

/// A bar with its texts ready.
struct Row {
    /// The name in lines.
    name: Vec<String>,
    /// The rate, or the words for none.
    value: String,
    /// Width of the value.
    value_width: i32,
    /// Numerator and denominator.
    counts: String,
    /// Width of value and counts together.
    label_width: i32,
}

/// Draws the bars of one indicator, in the order given.
pub fn bar_chart(chart: &BarChart, texts: &Texts) -> Picture {
    Picture::of(bar_scene(chart, texts), texts.lang())
}

/// The scene of [`bar_chart`].
pub(super) fn bar_scene(chart: &BarChart, texts: &Texts) -> Scene {
    let lang = texts.lang();
    let (mut scene, mut top) = headed(chart.title.get(lang), chart.subtitle.get(lang));
    let threshold_words = threshold_words(chart.threshold, texts);
    scene.description.extend(threshold_words.clone());
    let rows = chart.bars.iter().map(|bar| row(bar, texts)).collect::<Vec<_>>();
    for bar in &chart.bars {
        let about = described(&bar.rate(), bar.verdict, texts);
        scene.description.push(format!("{}: {about}", unit_text(&bar.label, texts)));
    }

    top += units(12);
    if chart.bars.iter().any(|bar| judged(bar.verdict)) {
        let (met, missed) = (texts.get("chart.met"), texts.get("chart.missed"));
        let entries = [(Sample::Bar(Verdict::Met), met.as_str()), (Sample::Bar(Verdict::Missed), missed.as_str())];
        top = legend(&mut scene, &entries, top) + units(16);
    }

    let axis = Axis::holding(chart.bars.iter().filter_map(|bar| bar.percent).chain(chart.threshold));
    let mut names_width = 0;
    for row in &rows {
        names_width = names_width.max(widest(&row.name, TextSize::Label));
    }
    let signs = if chart.bars.iter().any(|bar| judged(bar.verdict)) { SIGN_WIDTH } else { NAME_GAP };
    let left = MARGIN + names_width + signs;
    let length = bars_length(chart, &rows, axis, RIGHT - left);
    let threshold = chart.threshold.map(|value| left + axis.dots(value, length));

    if let (Some(x), Some(words)) = (threshold, &threshold_words) {
        top = threshold_label(&mut scene, words, x, top);
    }
    if rows.len() > TALL {
        top += TextSize::Tick.leading();
        marks(&mut scene, axis, lang, (left, length), top - units(8), threshold);
    }

    let heights: Vec<i32> = rows.iter().map(|row| row_height(&row.name)).collect();
    let bottom = top + units(4) + heights.iter().sum::<i32>().max(row_height(&[])) + units(4);
    for (value, _) in axis.marks(lang).skip(1) {
        scene.vertical(left + axis.dots(value, length), (top, bottom), units(1), GRID);
    }
    let mut row_top = top + units(4);
    let mut middles = Vec::with_capacity(rows.len());
    for ((bar, row), height) in chart.bars.iter().zip(&rows).zip(&heights) {
        let middle = row_top + height / 2;
        scene.lines_around(&row.name, (left - signs, middle), Anchor::End, TextSize::Label, INK);
        if let Some(value) = bar.percent {
            let end = (left, middle + BAR / 2);
            let corner = (left + bar_dots(axis, value, length), middle - BAR / 2);
            scene.rectangle((end.0, corner.1), (corner.0, end.1), verdict_color(bar.verdict));
            verdict_sign(&mut scene, (left - SIGN_WIDTH / 2, middle), bar.verdict);
        }
        middles.push(middle);
        row_top += height;
    }
    scene.vertical(left, (top, bottom), units(1), BASE);
    if let Some(x) = threshold {
        scene.vertical(x, (top - if rows.len() > TALL { TextSize::Tick.leading() } else { 0 }, bottom), 6, INK);
    }
    // On top of everything, on their own ground: the threshold passes behind a value, never through it.
    for ((bar, row), middle) in chart.bars.iter().zip(&rows).zip(middles) {
        let start = left + bar.percent.map_or(0, |value| bar_dots(axis, value, length)) + VALUE_GAP;
        value_label(&mut scene, bar, row, (start, middle));
    }
    if rows.is_empty() {
        let baseline = (top + bottom) / 2 + TextSize::Label.drop();
        scene.text(
            &clean(&texts.get("chart.no_rate")),
            (left + VALUE_GAP, baseline),
            Anchor::Start,
            TextSize::Label,
            SOFT_INK,
        );
    }
    marks(&mut scene, axis, lang, (left, length), bottom + units(18), None);
    let below = partial_note(&mut scene, chart.bars.iter().any(|bar| bar.partial), bottom + units(24), texts);
    scene.end_at(below + MARGIN - units(6));
    scene
}

/// The texts of a bar.
fn row(bar: &Bar, texts: &Texts) -> Row {
    let rate = bar.rate();
    let (value, counts) = (rate_text(&rate, texts), counts_text(&rate, texts.lang()));
    let value_width = width(&value, TextSize::Label);
    let mut label_width = value_width;
    if !counts.is_empty() {
        label_width += COUNTS_GAP + width(&counts, TextSize::Label);
    }
    Row { name: name_lines(&unit_text(&bar.label, texts)), value, value_width, counts, label_width }
}

/// A unit's name in lines.
pub(super) fn name_lines(name: &str) -> Vec<String> {
    let lines = wrap(name, TextSize::Label, NAME_WIDTH);
    if lines.len() > 2 { wrap(name, TextSize::Label, LONG_NAME_WIDTH) } else { lines }
}

/// Height of a bar with its free rows.
pub(super) fn row_height(name: &[String]) -> i32 {
    TextSize::Label.leading() * name.len().max(1) as i32 + ROW_PADDING
}

/// Length of the axis such that every bar has room for its value within `room` dots.
fn bars_length(chart: &BarChart, rows: &[Row], axis: Axis, room: i32) -> i32 {
    let mut length = room - units(16);
    for (bar, row) in chart.bars.iter().zip(rows) {
        let Some(value) = bar.percent.map(|value| value.clamp(0, axis.end)) else {
            continue;
        };
        if value > 0 {
            let free = i64::from(room - VALUE_GAP - row.label_width).max(0);
            length = length.min((free * axis.end / value).min(i64::from(length)) as i32);
        }
    }
    length.max(NARROWEST)
}

/// Length of a bar: no bar for nothing, a visible one for anything.
fn bar_dots(axis: Axis, value: i64, length: i32) -> i32 {
    let dots = axis.dots(value, length);
    if value > 0 { dots.max(units(1)) } else { dots }
}

/// Writes the value and the counts of a bar from `start` on.
fn value_label(scene: &mut Scene, bar: &Bar, row: &Row, (start, middle): (i32, i32)) {
    let size = TextSize::Label;
    let half = units(9);
    let baseline = middle + size.drop();
    scene.rectangle((start - units(3), middle - half), (start + row.label_width + units(3), middle + half), PAPER);
    let color = if bar.percent.is_some() { INK } else { SOFT_INK };
    scene.text(&row.value, (start, baseline), Anchor::Start, size, color);
    scene.text(&row.counts, (start + row.value_width + COUNTS_GAP, baseline), Anchor::Start, size, SOFT_INK);
}
