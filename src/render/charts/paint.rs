use std::fmt::Display;

use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, RGBColor, ShapeStyle};

use super::picture::ChartError;
use super::scene::{Anchor, Point, Scene, Shape, Text};
use super::typeface;

/// The em of a text as the SVG backend derives it from a size.
const VECTOR_SIZE_PER_EM: f64 = 1.24;
/// How far below its place the SVG backend puts the baseline, in ems.
const VECTOR_BASELINE: f64 = 0.76;

/// Draws the part of a scene from row `top` to row `bottom`, in dots, its upper edge at the backend's own. `set` writes a text at
/// its place there: backends understand sizes and places of text in their own ways.
pub(super) fn paint<B: DrawingBackend>(
    backend: &mut B,
    scene: &Scene,
    (top, bottom): (i32, i32),
    set: &mut dyn FnMut(&mut B, &Text, Point) -> Result<(), ChartError>,
) -> Result<(), ChartError> {
    typeface::ready()?;
    let seen = scene.shapes.iter().filter(|shape| {
        let (first, last) = shape.rows();
        first < bottom && last >= top
    });
    let lift = |(x, y): Point| (x, y - top);
    for shape in seen {
        let drawn = match shape {
            Shape::Rectangle(upper_left, lower_right, color) => {
                backend.draw_rect(lift(*upper_left), lift(*lower_right), &filled(*color), true)
            }
            Shape::Disc(middle, radius, color) => {
                backend.draw_circle(lift(*middle), radius.unsigned_abs(), &filled(*color), true)
            }
            Shape::Polygon(points, color) => backend.fill_polygon(points.iter().copied().map(lift), &filled(*color)),
            Shape::Stroke(from, to, thickness, color) => {
                let ends = [lift(*from), lift(*to)];
                let style = filled(*color).stroke_width(thickness.unsigned_abs());
                ends.iter()
                    .try_for_each(|end| backend.draw_circle(*end, thickness.unsigned_abs() / 2, &style, true))
                    .and_then(|()| backend.draw_line(ends[0], ends[1], &style))
            }
            Shape::Text(text) => {
                set(backend, text, lift(text.place))?;
                continue;
            }
        };
        drawn.map_err(fault)?;
    }
    backend.present().map_err(fault)
}

/// A step that the backend refused.
fn fault(error: impl Display) -> ChartError {
    ChartError::Drawing(error.to_string())
}

/// A fill in one colour.
fn filled(color: RGBColor) -> ShapeStyle {
    color.filled()
}

/// Writes a text in one piece, for a backend whose reader sets the letters: the em of SVG is the size divided by 1.24,
/// the baseline 0.76 em below.
pub(super) fn words<B: DrawingBackend>(backend: &mut B, text: &Text, (x, baseline): Point) -> Result<(), ChartError> {
    let side = match text.anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    let em = text.size.em();
    let style = text.size.font(em * VECTOR_SIZE_PER_EM).color(&text.color).pos(Pos::new(side, VPos::Top));
    backend.draw_text(&text.text, &style, (x, baseline - (em * VECTOR_BASELINE).round() as i32)).map_err(fault)
}

#[cfg(test)]
mod tests {
    use plotters::prelude::SVGBackend;

    use super::super::scene::INK;
    use super::super::typeface::TextSize;
    use super::*;

    #[test]
    fn shapes_out_of_sight_are_not_drawn() -> Result<(), ChartError> {
        let mut scene = Scene::new(100, 100);
        scene.rectangle((0, 0), (40, 40), INK);
        scene.rectangle((0, 200), (40, 240), INK);
        scene.text("seen", (0, 210), Anchor::Start, TextSize::Label, INK);
        let mut svg = String::new();
        paint(&mut SVGBackend::with_string(&mut svg, (400, 400)), &scene, (150, 300), &mut words)?;
        assert_eq!(svg.matches("<rect").count(), 1, "{svg}");
        assert!(svg.contains(r#"y="50""#), "moved up by the first row: {svg}");
        assert!(svg.contains("seen"));
        Ok(())
    }
}
