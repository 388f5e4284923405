use crate::report::charts::Movement;
use crate::standards::Verdict;
use crate::texts::Texts;

use super::heading::{MARGIN, right_of};
use super::marker::{LineStyle, arrow, verdict_sign};
use super::palette::{MET, MISSED_SIGN, verdict_color};
use super::scene::{Anchor, INK, SOFT_INK, Scene, units};
use super::typeface::{TextSize, width};
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
    /// The sign of a verdict.
    Sign(Verdict),
    /// A line by month.
    Line(LineStyle),
    /// A movement between ranks.
    Moved(Movement),
    /// Letters that stand for more words.
    Letters(&'static str),
}

impl Sample {
    /// Width in dots.
    fn width(self) -> i32 {
        match self {
            Sample::Bar(_) => units(38),
            Sample::Sign(_) | Sample::Moved(_) => units(12),
            Sample::Line(_) => units(36),
            Sample::Letters(letters) => width(letters, TextSize::Label),
        }
    }

    /// Draws it from `left`, around a middle row.
    fn draw(self, scene: &mut Scene, left: i32, middle: i32) {
        match self {
            Sample::Bar(verdict) => {
                let color = verdict_color(Some(verdict));
                verdict_sign(scene, (left + units(6), middle), Some(verdict));
                scene.rectangle((left + units(18), middle - units(6)), (left + units(38), middle + units(6)), color);
            }
            Sample::Sign(verdict) => verdict_sign(scene, (left + units(6), middle), Some(verdict)),
            Sample::Line(style) => {
                let inset = style.thickness() / 2;
                style.stroke(scene, (left + inset, middle), (left + self.width() - inset, middle));
                style.marker(scene, (left + self.width() / 2, middle), units(5));
            }
            Sample::Moved(movement) => moved(scene, (left + units(6), middle), movement),
            Sample::Letters(letters) => {
                let baseline = middle + TextSize::Label.drop();
                scene.text(letters, (left, baseline), Anchor::Start, TextSize::Label, INK);
            }
        }
    }
}

/// The sign of a movement around a place: an arrow, or a dash for none.
pub(super) fn moved(scene: &mut Scene, (x, y): (i32, i32), movement: Movement) {
    match movement {
        Movement::Up(_) => arrow(scene, (x, y), true, units(5), MET),
        Movement::Down(_) => arrow(scene, (x, y), false, units(5), MISSED_SIGN),
        Movement::Same => {
            for row in [y - units(2), y + units(2)] {
                scene.horizontal(row, (x - units(4), x + units(4)), 6, SOFT_INK);
            }
        }
        Movement::New => {}
    }
}

/// Draws the entries side by side from row `top` on, as many in a row as fit; gives back the row below them.
pub(super) fn legend(scene: &mut Scene, entries: &[(Sample, &str)], top: i32) -> i32 {
    let size = TextSize::Label;
    let right = right_of(scene);
    let (mut left, mut row, mut below) = (MARGIN, top, top);
    for (sample, name) in entries {
        let indent = sample.width() + SAMPLE_GAP;
        let lines = wrap(&clean(name), size, right - MARGIN - indent);
        let wide = indent + widest(&lines, size);
        if left > MARGIN && left + wide > right {
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

/// Explains the mark of rates that leave dossiers out, where there are any; gives back the row below.
pub(super) fn partial_note(scene: &mut Scene, partial: bool, top: i32, texts: &Texts) -> i32 {
    if !partial {
        return top;
    }
    let said = clean(&texts.get("chart.partial"));
    scene.description.push(said.clone());
    note(scene, &said, top)
}

/// Writes a sentence from row `top` on; gives back the row below.
pub(super) fn note(scene: &mut Scene, said: &str, top: i32) -> i32 {
    let size = TextSize::Tick;
    let mut row = top;
    for line in wrap(said, size, right_of(scene) - MARGIN) {
        scene.text(&line, (MARGIN, row + size.leading() / 2 + size.drop()), Anchor::Start, size, SOFT_INK);
        row += size.leading();
    }
    row
}

#[cfg(test)]
mod tests {
    use super::super::scene::Shape;
    use super::*;

    #[test]
    fn entries_that_do_not_fit_go_below() {
        let mut scene = Scene::new(960, 0);
        let name = "Chi nhánh Văn phòng Đăng ký đất đai ".repeat(2);
        let entries: Vec<(Sample, &str)> =
            (0..3).map(|rank| (Sample::Line(LineStyle::Rank(rank)), name.as_str())).collect();
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
