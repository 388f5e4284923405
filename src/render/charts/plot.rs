use crate::report::charts::LineChart;
use crate::texts::Lang;
use crate::texts::numbers::percent;

use super::axis::Axis;
use super::heading::{MARGIN, RIGHT};
use super::scene::{Anchor, BASE, GRID, INK, SOFT_INK, Scene, units};
use super::typeface::{TextSize, width};

/// Height of the plot.
const HEIGHT: i32 = units(340);
/// The end points stand this far inside the plot.
const INSET: i32 = units(26);
/// Dash and gap of the threshold.
const DASH: (i32, i32) = (units(7), units(5));
/// Between the plot and what is named beside it.
pub(super) const SIDE_GAP: i32 = units(10);
/// From one label beside the plot to the next.
pub(super) const LABEL_STEP: i32 = units(18);
/// Width of the marker before a value.
pub(super) const SMALL_MARKER: i32 = units(16);

/// Where things stand.
pub(super) struct Plot {
    /// Rates, upwards.
    pub(super) axis: Axis,
    /// Where the grid starts.
    pub(super) left: i32,
    /// Where the grid ends.
    pub(super) right: i32,
    /// The row of the axis' end.
    pub(super) top: i32,
    /// The row of zero.
    pub(super) bottom: i32,
    /// How many months there are.
    pub(super) months: usize,
}

impl Plot {
    /// Column of a month.
    pub(super) fn x(&self, month: usize) -> i32 {
        let (left, right) = (self.left + INSET, self.right - INSET);
        if self.months < 2 {
            return (left + right) / 2;
        }
        let steps = self.months as i64 - 1;
        left + (i64::from(right - left) * month as i64 / steps) as i32
    }

    /// Row of a rate.
    pub(super) fn y(&self, value: i64) -> i32 {
        self.bottom - self.axis.dots(value, self.bottom - self.top)
    }

    /// From month to month.
    pub(super) fn step(&self) -> i32 {
        if self.months < 2 { self.right - self.left } else { self.x(1) - self.x(0) }
    }
}

/// Gives the plot its place: left of it the marks, right of it the last values and the threshold's words.
pub(super) fn laid_out(chart: &LineChart, lang: Lang, top: i32, words_width: i32) -> Plot {
    let all = || chart.lines.iter().chain(&chart.last_year);
    let values = all().flat_map(|line| line.points.iter().filter_map(|point| point.percent));
    let axis = Axis::holding(values.chain(chart.threshold));
    let mut marks_width = 0;
    for (_, text) in axis.marks(lang) {
        marks_width = marks_width.max(width(&text, TextSize::Tick));
    }
    let mut beside = words_width;
    for value in all().filter_map(|line| line.points.iter().rev().find_map(|point| point.percent)) {
        beside = beside.max(SMALL_MARKER + width(&percent(value, lang), TextSize::Label));
    }
    let height = HEIGHT.max(LABEL_STEP * (all().count() as i32 + 2));
    let (left, right) = (MARGIN + marks_width + SIDE_GAP, RIGHT - beside - SIDE_GAP);
    Plot { axis, left, right, top, bottom: top + height, months: chart.months.len() }
}

/// The horizontal grid with its marks.
pub(super) fn grid(scene: &mut Scene, plot: &Plot, lang: Lang) {
    let size = TextSize::Tick;
    for (value, text) in plot.axis.marks(lang) {
        let y = plot.y(value);
        let color = if value == 0 { BASE } else { GRID };
        scene.horizontal(y, (plot.left, plot.right), units(1), color);
        scene.text(&text, (plot.left - SIDE_GAP, y + size.drop()), Anchor::End, size, SOFT_INK);
    }
}

/// The months below the plot: all, or the last and every second, third, … before it.
pub(super) fn month_labels(scene: &mut Scene, plot: &Plot, months: &[String]) {
    let size = TextSize::Tick;
    let mut widest = 0;
    for month in months {
        widest = widest.max(width(month, size));
    }
    let needed = (widest + units(14) + plot.step() - 1) / plot.step().max(1);
    let round = [1, 2, 3, 4, 6, 12].into_iter().find(|every| *every >= needed);
    let every = round.unwrap_or((needed + 11) / 12 * 12).max(1) as usize;
    for (index, month) in months.iter().enumerate() {
        if (months.len() - 1 - index).is_multiple_of(every) {
            let x = plot.x(index);
            scene.vertical(x, (plot.bottom, plot.bottom + units(5)), units(1), BASE);
            scene.text(month, (x, plot.bottom + units(20)), Anchor::Middle, size, SOFT_INK);
        }
    }
}

/// A dashed line on a row.
pub(super) fn dash(scene: &mut Scene, y: i32, (left, right): (i32, i32)) {
    let mut from = left;
    while from < right {
        scene.horizontal(y, (from, (from + DASH.0).min(right)), 6, INK);
        from += DASH.0 + DASH.1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(months: usize) -> Plot {
        let axis = Axis::holding([9000].into_iter());
        Plot { axis, left: 100, right: 100 + 2 * INSET + 1100, top: 50, bottom: 1050, months }
    }

    #[test]
    fn months_stand_evenly_and_one_alone_in_the_middle() {
        assert_eq!([0, 5, 11].map(|month| plot(12).x(month)), [100 + INSET, 600 + INSET, 1200 + INSET]);
        assert_eq!(plot(1).x(0), 650 + INSET);
        assert_eq!(plot(12).step(), 100);
    }

    #[test]
    fn rates_go_up_from_zero() {
        assert_eq!([0, 2500, 10_000].map(|rate| plot(2).y(rate)), [1050, 800, 50]);
    }

    #[test]
    fn thinned_months_keep_the_last() {
        let mut scene = Scene::new(960, 400);
        let months: Vec<String> = (1..=12).map(|month| format!("{month:02}/2022")).collect();
        month_labels(&mut scene, &plot(12), &months);
        let named: Vec<bool> = months.iter().map(|month| format!("{:?}", scene.shapes).contains(month)).collect();
        assert!(named[11] && !named[10] && named.iter().filter(|named| **named).count() == 4, "{named:?}");
    }
}
