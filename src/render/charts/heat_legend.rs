use crate::report::charts::{Distance, HeatCell, HeatMap, Tone};
use crate::standards::Verdict;
use crate::texts::numbers::short_percent;
use crate::texts::{Message, Texts};

use super::heading::{MARGIN, right_of};
use super::heat::{NOT_APPLICABLE, NOT_AVAILABLE, any_verdict};
use super::legend::{Sample, legend};
use super::palette::tone_color;
use super::scene::{Anchor, INK, SOFT_INK, Scene, units};
use super::typeface::{TextSize, width};
use super::wording::{clean, wrap};

/// A step of a scale of colours.
const STEP: (i32, i32) = (units(42), units(12));
/// Between two scales.
const SCALE_GAP: i32 = units(56);

/// A scale of colours with the numbers at its borders.
struct Scale {
    title: String,
    tones: Vec<Tone>,
    /// What stands below the border after so many steps.
    marks: Vec<(i32, String)>,
}

/// Explains the colours and signs that the map uses; gives back the row below.
pub(super) fn heat_legend(scene: &mut Scene, map: &HeatMap, top: i32, texts: &Texts) -> i32 {
    let mut scales = Vec::new();
    if map.columns.iter().any(|column| column.threshold.is_some()) {
        scales.push(against_threshold(texts));
    }
    if map.columns.iter().any(|column| column.threshold.is_none()) {
        scales.push(fifths(texts));
    }
    let (mut left, mut row, mut below) = (MARGIN, top, top);
    for scale in &scales {
        let wide = (STEP.0 * scale.tones.len() as i32).max(width(&scale.title, TextSize::Tick));
        if left > MARGIN && left + wide > right_of(scene) {
            (left, row) = (MARGIN, below + units(10));
        }
        below = below.max(draw(scene, scale, (left, row)));
        left += wide + SCALE_GAP;
    }
    let cells = || map.rows.iter().flat_map(|row| &row.cells).chain(&map.whole);
    let without = |wanted: &dyn Fn(&HeatCell) -> bool| cells().any(|cell| cell.rate.percent.is_none() && wanted(cell));
    let mut entries: Vec<(Sample, String)> = Vec::new();
    for (verdict, key) in [(Verdict::Met, "chart.met"), (Verdict::Missed, "chart.missed")] {
        if any_verdict(map, verdict) {
            entries.push((Sample::Sign(verdict), texts.get(key)));
        }
    }
    if without(&|cell| !cell.rate.hidden && cell.rate.counts.is_some()) {
        entries.push((Sample::Letters(NOT_APPLICABLE), texts.get("cell.not_applicable")));
    }
    if without(&|cell| !cell.rate.hidden && cell.rate.counts.is_none()) {
        entries.push((Sample::Letters(NOT_AVAILABLE), texts.get("cell.not_available")));
    }
    if map.others > 0 {
        entries.push((Sample::Letters("+"), texts.say(&Message::new("chart.others").with("count", map.others))));
    }
    if entries.is_empty() {
        return below;
    }
    let entries: Vec<(Sample, &str)> = entries.iter().map(|(sample, name)| (*sample, name.as_str())).collect();
    legend(scene, &entries, below + units(10))
}

/// From far below to far above.
fn against_threshold(texts: &Texts) -> Scale {
    let from_near = [Distance::Near, Distance::Fair, Distance::Far];
    let mut tones: Vec<Tone> = from_near.into_iter().rev().map(Tone::Below).collect();
    tones.extend(from_near.map(Tone::Above));
    let (fair, far) = (Distance::FAIR_FROM / 100, Distance::FAR_FROM / 100);
    let marks = [(1, format!("−{far}")), (2, format!("−{fair}")), (3, "0".to_owned()), (4, format!("+{fair}"))];
    let marks = marks.into_iter().chain([(5, format!("+{far}"))]).collect();
    Scale { title: clean(&texts.get("chart.against_threshold")), tones, marks }
}

/// From 0 to 100 %.
fn fifths(texts: &Texts) -> Scale {
    let marks = (0..=5).map(|border| (border, short_percent(i64::from(border) * 2000, texts.lang()))).collect();
    Scale { title: clean(&texts.get("chart.no_threshold")), tones: (0..5).map(Tone::Fifth).collect(), marks }
}

/// Draws a scale; gives back the row below it.
fn draw(scene: &mut Scene, scale: &Scale, (left, top): (i32, i32)) -> i32 {
    let size = TextSize::Tick;
    let mut row = top;
    for line in wrap(&scale.title, size, right_of(scene) - MARGIN) {
        scene.text(&line, (left, row + size.leading() / 2 + size.drop()), Anchor::Start, size, INK);
        row += size.leading();
    }
    row += units(3);
    let mut x = left;
    for tone in &scale.tones {
        scene.rectangle((x, row), (x + STEP.0 - 4, row + STEP.1), tone_color(*tone));
        x += STEP.0;
    }
    row += STEP.1;
    for (border, text) in &scale.marks {
        // The first number starts with its scale: to the left there may be nothing.
        let anchor = if *border == 0 { Anchor::Start } else { Anchor::Middle };
        let place = (left + border * STEP.0 - if *border == 0 { 0 } else { 2 }, row + units(14));
        scene.text(text, place, anchor, size, SOFT_INK);
    }
    row + units(18)
}
