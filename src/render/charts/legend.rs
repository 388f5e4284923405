use crate::standards::Verdict;

use super::heading::{MARGIN, RIGHT};
use super::marker::{bar_color, line_color, line_marker, line_thickness, verdict_sign};
use super::scene::{Anchor, INK, Scene, units};
use super::typeface::TextSize;
use super::wording::{clean, widest, wrap};

/// Between a sample and its name.
const SAMPLE_GAP: i32 = units(8);
/// Between one entry and the next.
const ENTRY_GAP: i32 = units(28);

/// What an entry of a legend explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sample {
    /// Bars of a verdict.
    Bar(Verdict),
    /// The line of this rank.
    Line(usize),
}

impl Sample {
    /// Width in dots.
    fn width(self) -> i32 {
        match self {
            Sample::Bar(_) => units(38),
            Sample::Line(_) => units(32),
        }
    }

    /// Draws it from `left`, around a middle row.
    fn draw(self, scene: &mut Scene, left: i32, middle: i32) {
        match self {
            Sample::Bar(verdict) => {
                let color = bar_color(Some(verdict));
                verdict_sign(scene, (left + units(6), middle), Some(verdict));
                scene.rectangle((left + units(18), middle - units(6)), (left + units(38), middle + units(6)), color);
            }
            Sample::Line(rank) => {
                let inset = line_thickness(rank) / 2;
                let (from, to) = ((left + inset, middle), (left + self.width() - inset, middle));
                scene.stroke(from, to, line_thickness(rank), line_color(rank));
                line_marker(scene, (left + self.width() / 2, middle), rank, units(5));
            }
        }
    }
}

/// Draws the entries side by side from row `top` on, as many in a row as fit; gives back the row below them.
pub(super) fn legend(scene: &mut Scene, entries: &[(Sample, &str)], top: i32) -> i32 {
    let size = TextSize::Label;
    let (mut left, mut row, mut below) = (MARGIN, top, top);
    for (sample, name) in entries {
        let indent = sample.width() + SAMPLE_GAP;
        let lines = wrap(&clean(name), size, RIGHT - MARGIN - indent);
        let wide = indent + widest(&lines, size);
        if left > MARGIN && left + wide > RIGHT {
            (left, row) = (MARGIN, below + units(5));
        }
        sample.draw(scene, left, row + size.leading() / 2);
        for (number, line) in lines.iter().enumerate() {
            let baseline = row + size.leading() * number as i32 + size.leading() / 2 + size.drop();
            scene.text(line, (left + indent, baseline), Anchor::Start, size, INK);
        }
        below = below.max(row + size.leading() * lines.len().max(1) as i32);
        left += wide + ENTRY_GAP;
    }
    below
}

#[cfg(test)]
mod tests {
    use super::super::scene::Shape;
    use super::*;

    #[test]
    fn entries_that_do_not_fit_go_below() {
        let mut scene = Scene::new(960, 0);
        let name = "Chi nhánh Văn phòng Đăng ký đất đai ".repeat(2);
        let entries: Vec<(Sample, &str)> = (0..3).map(|rank| (Sample::Line(rank), name.as_str())).collect();
        let below = legend(&mut scene, &entries, 100);
        let rows: Vec<i32> = scene
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Text(text) => Some(text.place.1),
                _ => None,
            })
            .collect();
        assert_eq!(rows.len(), 3);
        assert!(rows.windows(2).all(|pair| pair[1] - pair[0] > TextSize::Label.leading()), "{rows:?}");
        assert!(rows[2] < below);
        assert_eq!(legend(&mut scene, &[], 100), 100);
    }
}
