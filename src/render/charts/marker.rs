use plotters::style::RGBColor;

use crate::standards::Verdict;

use super::palette::{LAST_YEAR, LINES, MET, MISSED_SIGN};
use super::scene::{PAPER, Point, Scene, Shape, units};

/// A dash of the year before, in dots.
const DASH: f64 = units(6) as f64;
/// Between two dashes; their round ends take some of it.
const DASH_GAP: f64 = units(6) as f64;

/// Whether the verdict is one that colour and sign show.
pub(super) fn judged(verdict: Option<Verdict>) -> bool {
    matches!(verdict, Some(Verdict::Met | Verdict::Missed))
}

/// The verdict as a sign that black and white keep, in its own colour.
pub(super) fn verdict_sign(scene: &mut Scene, place: Point, verdict: Option<Verdict>) {
    let color = if verdict == Some(Verdict::Met) { MET } else { MISSED_SIGN };
    sign(scene, place, verdict, color, 100);
}

/// A tick or a cross, `scale` hundredths of the usual size; nothing where nothing was judged.
pub(super) fn sign(scene: &mut Scene, (x, y): Point, verdict: Option<Verdict>, color: RGBColor, scale: i32) {
    let thickness = units(2) * scale / 100;
    let at = |quarters: (i32, i32)| (x + quarters.0 * scale / 100, y + quarters.1 * scale / 100);
    match verdict {
        Some(Verdict::Met) => {
            scene.stroke(at((-18, 2)), at((-6, 14)), thickness, color);
            scene.stroke(at((-6, 14)), at((18, -14)), thickness, color);
        }
        Some(Verdict::Missed) => {
            scene.stroke(at((-13, -13)), at((13, 13)), thickness, color);
            scene.stroke(at((-13, 13)), at((13, -13)), thickness, color);
        }
        Some(Verdict::NotApplicable | Verdict::NotAvailable) | None => {}
    }
}

/// An arrow head that points up or down, around a place.
pub(super) fn arrow(scene: &mut Scene, (x, y): Point, up: bool, radius: i32, color: RGBColor) {
    let tip = if up { -radius * 9 / 10 } else { radius * 9 / 10 };
    let base = -tip * 7 / 9;
    scene.shapes.push(Shape::Polygon(vec![(x, y + tip), (x + radius, y + base), (x - radius, y + base)], color));
}

/// How a line by month looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineStyle {
    /// The line of this rank: colour and marker together belong to one line. The first is the one for all, thick enough to
    /// stay visible below the others.
    Rank(usize),
    /// The year before: grey, dashed, with hollow markers.
    LastYear,
}

impl LineStyle {
    /// Its colour.
    pub(super) fn color(self) -> RGBColor {
        match self {
            LineStyle::Rank(rank) => LINES[rank % LINES.len()],
            LineStyle::LastYear => LAST_YEAR,
        }
    }

    /// Its thickness.
    pub(super) fn thickness(self) -> i32 {
        match self {
            LineStyle::Rank(0) => 14,
            LineStyle::Rank(_) | LineStyle::LastYear => 8,
        }
    }

    /// Draws a piece of it.
    pub(super) fn stroke(self, scene: &mut Scene, from: Point, to: Point) {
        if self != LineStyle::LastYear {
            return scene.stroke(from, to, self.thickness(), self.color());
        }
        let (across, down) = (f64::from(to.0 - from.0), f64::from(to.1 - from.1));
        let length = across.hypot(down);
        let at = |way: f64| {
            let part = if length > 0.0 { (way / length).min(1.0) } else { 0.0 };
            (from.0 + (across * part).round() as i32, from.1 + (down * part).round() as i32)
        };
        let mut way = 0.0;
        while way < length {
            scene.stroke(at(way), at(way + DASH), self.thickness(), self.color());
            way += DASH + DASH_GAP;
        }
    }

    /// Draws its mark of a month.
    pub(super) fn marker(self, scene: &mut Scene, (x, y): Point, radius: i32) {
        let color = self.color();
        let LineStyle::Rank(rank) = self else {
            scene.shapes.push(Shape::Disc((x, y), radius, color));
            return scene.shapes.push(Shape::Disc((x, y), radius - units(2), PAPER));
        };
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
}

#[cfg(test)]
mod tests {
    use super::super::palette::verdict_color;
    use super::*;

    #[test]
    fn thirty_lines_and_the_year_before_look_different() {
        let mut looks = Vec::new();
        for style in (0..30).map(LineStyle::Rank).chain([LineStyle::LastYear]) {
            let mut scene = Scene::new(1, 1);
            style.marker(&mut scene, (0, 0), 100);
            assert!(!looks.contains(&scene.shapes), "{style:?}");
            looks.push(scene.shapes);
        }
    }

    #[test]
    fn the_year_before_is_dashed_from_end_to_end() {
        let mut scene = Scene::new(100, 100);
        LineStyle::LastYear.stroke(&mut scene, (0, 0), (300, 400));
        let ends: Vec<(Point, Point)> = scene
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Stroke(from, to, ..) => Some((*from, *to)),
                _ => None,
            })
            .collect();
        assert_eq!(ends.len(), 500_usize.div_ceil((DASH + DASH_GAP) as usize));
        assert_eq!(ends[0].0, (0, 0));
        assert!(ends.iter().all(|(from, to)| from.0 <= to.0 && to.0 <= 300 && to.1 <= 400), "{ends:?}");
        assert!(ends.windows(2).all(|pair| pair[0].1.1 < pair[1].0.1), "{ends:?}");
        let mut point = Scene::new(1, 1);
        LineStyle::LastYear.stroke(&mut point, (5, 5), (5, 5));
        assert!(point.shapes.is_empty());
    }

    #[test]
    fn verdicts_differ_in_colour_and_in_shape() {
        let signs = [Some(Verdict::Met), Some(Verdict::Missed), Some(Verdict::NotApplicable), None].map(|verdict| {
            let mut scene = Scene::new(1, 1);
            verdict_sign(&mut scene, (0, 0), verdict);
            (verdict_color(verdict), scene.shapes.len(), judged(verdict))
        });
        assert_eq!(signs.map(|sign| sign.1), [2, 2, 0, 0]);
        assert_eq!(signs.map(|sign| sign.2), [true, true, false, false]);
        assert!(signs[0].0 != signs[1].0 && signs[1].0 != signs[2].0);
    }
}
