use crate::report::charts::{Bar, BarChart};
use crate::standards::Verdict;
use crate::texts::Lang;
use crate::texts::numbers::{percent, short_percent, whole};

use super::axis::Axis;
use super::heading::{MARGIN, RIGHT, WIDTH, headed};
use super::legend::{Sample, legend};
use super::marker::{bar_color, judged, verdict_sign};
use super::picture::{ChartError, ChartWords, Picture};
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
pub fn bar_chart(chart: &BarChart, lang: Lang, words: &ChartWords) -> Result<Picture, ChartError> {
    Picture::of(&bar_scene(chart, lang, words), lang)
}

/// The scene of [`bar_chart`].
pub(super) fn bar_scene(chart: &BarChart, lang: Lang, words: &ChartWords) -> Scene {
    let (mut scene, mut top) = headed(chart.title.get(lang), chart.subtitle.get(lang));
    let threshold_words = threshold_words(chart.threshold, lang, words);
    scene.description.extend(threshold_words.clone());
    let rows = chart.bars.iter().map(|bar| row(bar, lang, words)).collect::<Vec<_>>();
    for (bar, row) in chart.bars.iter().zip(&rows) {
        scene.description.push(described(bar, row, words));
    }

    top += units(12);
    if chart.bars.iter().any(|bar| judged(bar.verdict)) {
        let entries =
            [(Sample::Bar(Verdict::Met), words.met.as_str()), (Sample::Bar(Verdict::Missed), words.missed.as_str())];
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
            scene.rectangle((end.0, corner.1), (corner.0, end.1), bar_color(bar.verdict));
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
        scene.text(&clean(&words.no_rate), (left + VALUE_GAP, baseline), Anchor::Start, TextSize::Label, SOFT_INK);
    }
    marks(&mut scene, axis, lang, (left, length), bottom + units(18), None);
    scene.end_at(bottom + units(18) + MARGIN);
    scene
}

/// The threshold in words.
pub(super) fn threshold_words(threshold: Option<i64>, lang: Lang, words: &ChartWords) -> Option<String> {
    threshold.map(|value| clean(&format!("{} {}", words.threshold, short_percent(value, lang))))
}

/// The texts of a bar.
fn row(bar: &Bar, lang: Lang, words: &ChartWords) -> Row {
    let label = clean(&bar.label);
    let mut name = wrap(&label, TextSize::Label, NAME_WIDTH);
    if name.len() > 2 {
        name = wrap(&label, TextSize::Label, LONG_NAME_WIDTH);
    }
    let value = bar.percent.map_or_else(|| clean(&words.no_rate), |value| percent(value, lang));
    let counts = match (bar.percent, bar.counts) {
        (Some(_), Some((part, all))) => format!("{}/{}", whole(part, lang), whole(all, lang)),
        _ => String::new(),
    };
    let value_width = width(&value, TextSize::Label);
    let mut label_width = value_width;
    if !counts.is_empty() {
        label_width += COUNTS_GAP + width(&counts, TextSize::Label);
    }
    Row { name, value, value_width, counts, label_width }
}

/// A bar for those who do not see it.
fn described(bar: &Bar, row: &Row, words: &ChartWords) -> String {
    let mut text = format!("{}: {}", clean(&bar.label), row.value);
    if !row.counts.is_empty() {
        text.push_str(&format!(" ({})", row.counts));
    }
    let verdict = match bar.verdict {
        Some(Verdict::Met) => &words.met,
        Some(Verdict::Missed) => &words.missed,
        Some(Verdict::NotApplicable | Verdict::NotAvailable) | None => return text,
    };
    format!("{text}, {}", clean(verdict))
}

/// Height of a bar with its free rows.
fn row_height(name: &[String]) -> i32 {
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

/// Names the threshold above its line; gives back the row below the name.
fn threshold_label(scene: &mut Scene, words: &str, x: i32, top: i32) -> i32 {
    let size = TextSize::Label;
    let lines = wrap(words, size, RIGHT - MARGIN);
    let half = widest(&lines, size) / 2 + 1;
    let x = x.clamp(MARGIN + half, RIGHT - half);
    let mut baseline = top + size.leading() / 2 + size.drop();
    for line in &lines {
        scene.text(line, (x, baseline), Anchor::Middle, size, INK);
        baseline += size.leading();
    }
    top + size.leading() * lines.len() as i32 + units(2)
}

/// Writes the marks of the axis on a baseline, but for those that the threshold's line would strike out.
fn marks(scene: &mut Scene, axis: Axis, lang: Lang, (left, length): (i32, i32), baseline: i32, threshold: Option<i32>) {
    let size = TextSize::Tick;
    let mut free = i32::MIN;
    for (value, text) in axis.marks(lang) {
        let x = left + axis.dots(value, length);
        let half = width(&text, size) / 2 + units(4);
        let struck = threshold.is_some_and(|line| (line - x).abs() < half);
        if !struck && x - half >= free {
            scene.text(&text, (x, baseline), Anchor::Middle, size, SOFT_INK);
            free = x + half;
        }
    }
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
