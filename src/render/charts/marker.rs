use plotters::style::RGBColor;

use crate::standards::Verdict;

use super::scene::{Point, Scene, Shape, units};

/// A bar that reaches the threshold.
const MET: RGBColor = RGBColor(33, 102, 172);
/// A bar that does not: told from [`MET`] by the colour-blind, and lighter in grey.
const MISSED: RGBColor = RGBColor(230, 140, 40);
/// The sign of a missed threshold, dark enough for a thin stroke.
const MISSED_SIGN: RGBColor = RGBColor(190, 95, 0);
/// A bar that no threshold judges.
const UNJUDGED: RGBColor = RGBColor(140, 150, 163);

/// Colours of lines; with the five markers, thirty different lines.
const LINES: [RGBColor; 6] = [
    RGBColor(16, 58, 122),
    RGBColor(214, 96, 10),
    RGBColor(0, 135, 104),
    RGBColor(176, 74, 143),
    RGBColor(64, 156, 214),
    RGBColor(138, 106, 22),
];

/// Whether the verdict is one that colour and sign show.
pub(super) fn judged(verdict: Option<Verdict>) -> bool {
    matches!(verdict, Some(Verdict::Met | Verdict::Missed))
}

/// Colour of a bar.
pub(super) fn bar_color(verdict: Option<Verdict>) -> RGBColor {
    match verdict {
        Some(Verdict::Met) => MET,
        Some(Verdict::Missed) => MISSED,
        Some(Verdict::NotApplicable | Verdict::NotAvailable) | None => UNJUDGED,
    }
}

/// The verdict as a sign that black and white keep: a tick or a cross; nothing where nothing was judged.
pub(super) fn verdict_sign(scene: &mut Scene, (x, y): Point, verdict: Option<Verdict>) {
    let thickness = units(2);
    let at = |quarters: (i32, i32)| (x + quarters.0, y + quarters.1);
    match verdict {
        Some(Verdict::Met) => {
            scene.stroke(at((-18, 2)), at((-6, 14)), thickness, MET);
            scene.stroke(at((-6, 14)), at((18, -14)), thickness, MET);
        }
        Some(Verdict::Missed) => {
            scene.stroke(at((-13, -13)), at((13, 13)), thickness, MISSED_SIGN);
            scene.stroke(at((-13, 13)), at((13, -13)), thickness, MISSED_SIGN);
        }
        Some(Verdict::NotApplicable | Verdict::NotAvailable) | None => {}
    }
}

/// Colour of the line of this rank.
pub(super) fn line_color(rank: usize) -> RGBColor {
    LINES[rank % LINES.len()]
}

/// Thickness of the line of this rank: the first is the one for all, and stays visible below the others.
pub(super) fn line_thickness(rank: usize) -> i32 {
    if rank == 0 { 14 } else { 8 }
}

/// The mark of a month on the line of this rank: shape and colour together belong to one line.
pub(super) fn line_marker(scene: &mut Scene, (x, y): Point, rank: usize, radius: i32) {
    let color = line_color(rank);
    let polygon = |corners: &[(i32, i32)]| {
        let point = |(across, down): &(i32, i32)| (x + across * radius / 100, y + down * radius / 100);
        corners.iter().map(point).collect::<Vec<_>>()
    };
    let points = match rank % 5 {
        0 => return scene.shapes.push(Shape::Disc((x, y), radius, color)),
        1 => polygon(&[(-90, -90), (90, -90), (90, 90), (-90, 90)]),
        2 => polygon(&[(0, -120), (115, 85), (-115, 85)]),
        3 => polygon(&[(0, -130), (130, 0), (0, 130), (-130, 0)]),
        _ => polygon(&[(0, 120), (115, -85), (-115, -85)]),
    };
    scene.shapes.push(Shape::Polygon(points, color));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_lines_look_different() {
        let mut looks = Vec::new();
        for rank in 0..30 {
            let mut scene = Scene::new(1, 1);
            line_marker(&mut scene, (0, 0), rank, 100);
            assert!(!looks.contains(&scene.shapes), "line {rank}");
            looks.push(scene.shapes);
        }
    }

    #[test]
    fn verdicts_differ_in_colour_and_in_shape() {
        let signs = [Some(Verdict::Met), Some(Verdict::Missed), Some(Verdict::NotApplicable), None].map(|verdict| {
            let mut scene = Scene::new(1, 1);
            verdict_sign(&mut scene, (0, 0), verdict);
            (bar_color(verdict), scene.shapes.len(), judged(verdict))
        });
        assert_eq!(signs.map(|sign| sign.1), [2, 2, 0, 0]);
        assert_eq!(signs.map(|sign| sign.2), [true, true, false, false]);
        assert!(signs[0].0 != signs[1].0 && signs[1].0 != signs[2].0);
        let grey = |color: RGBColor| 3 * u32::from(color.0) + 6 * u32::from(color.1) + u32::from(color.2);
        assert!(grey(MISSED) > grey(MET) + 400, "told apart without colour");
    }
}
