use crate::texts::numbers::short_percent;
use crate::texts::{Lang, Texts};

use super::axis::Axis;
use super::heading::{MARGIN, right_of};
use super::scene::{Anchor, INK, SOFT_INK, Scene, units};
use super::typeface::{TextSize, width};
use super::wording::{clean, widest, wrap};

/// The threshold in words.
pub(super) fn threshold_words(threshold: Option<i64>, texts: &Texts) -> Option<String> {
    threshold.map(|value| clean(&format!("{} {}", texts.get("chart.threshold"), short_percent(value, texts.lang()))))
}

/// Names the threshold above its line; gives back the row below the name.
pub(super) fn threshold_label(scene: &mut Scene, words: &str, x: i32, top: i32) -> i32 {
    let size = TextSize::Label;
    let right = right_of(scene);
    let lines = wrap(words, size, right - MARGIN);
    let half = widest(&lines, size) / 2 + 1;
    let x = x.clamp(MARGIN + half, right - half);
    let mut baseline = top + size.leading() / 2 + size.drop();
    for line in &lines {
        scene.text(line, (x, baseline), Anchor::Middle, size, INK);
        baseline += size.leading();
    }
    top + size.leading() * lines.len() as i32 + units(2)
}

/// Writes the marks of the axis on a baseline, but for those that the threshold's line would strike out.
pub(super) fn marks(
    scene: &mut Scene,
    axis: Axis,
    lang: Lang,
    (left, length): (i32, i32),
    baseline: i32,
    threshold: Option<i32>,
) {
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
