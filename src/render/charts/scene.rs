use plotters::style::RGBColor;

use super::typeface::TextSize;

/// Dots of the drawing per unit of the picture: places are whole dots, and the PNG is drawn finer than it is kept.
pub(super) const DOTS_PER_UNIT: i32 = 4;

/// Units of the picture as dots.
pub(super) const fn units(count: i32) -> i32 {
    count * DOTS_PER_UNIT
}

/// Text, axes of the eye.
pub(super) const INK: RGBColor = RGBColor(31, 41, 55);
/// Text of second rank.
pub(super) const SOFT_INK: RGBColor = RGBColor(95, 104, 118);
/// The line a bar starts from.
pub(super) const BASE: RGBColor = RGBColor(138, 147, 160);
/// The grid.
pub(super) const GRID: RGBColor = RGBColor(229, 232, 236);
/// The ground.
pub(super) const PAPER: RGBColor = RGBColor(255, 255, 255);

/// A place, in dots from the upper left corner.
pub(super) type Point = (i32, i32);

/// Which end of a text its place names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// One line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Text {
    /// What it says, cleaned.
    pub(super) text: String,
    /// Where: the anchored end, on the baseline.
    pub(super) place: Point,
    /// Which end that is.
    pub(super) anchor: Anchor,
    /// How large.
    pub(super) size: TextSize,
    /// Its colour.
    pub(super) color: RGBColor,
}

/// One thing to draw.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// A filled rectangle: upper left, lower right, colour.
    Rectangle(Point, Point, RGBColor),
    /// A stroke with round ends: from, to, thickness, colour.
    Stroke(Point, Point, i32, RGBColor),
    /// A filled disc: middle, radius, colour.
    Disc(Point, i32, RGBColor),
    /// A filled polygon.
    Polygon(Vec<Point>, RGBColor),
    /// A line of text.
    Text(Text),
}

impl Shape {
    /// The first and last row of dots it may touch.
    pub(super) fn rows(&self) -> (i32, i32) {
        match self {
            Shape::Rectangle((_, top), (_, bottom), _) => (*top, *bottom),
            Shape::Stroke((_, from), (_, to), thickness, _) => {
                ((*from).min(*to) - thickness, (*from).max(*to) + thickness)
            }
            Shape::Disc((_, middle), radius, _) => (middle - radius - 2, middle + radius + 2),
            Shape::Polygon(points, _) => {
                let rows = points.iter().map(|(_, row)| *row);
                (rows.clone().min().unwrap_or(0) - 2, rows.max().unwrap_or(0) + 2)
            }
            Shape::Text(text) => (text.place.1 - text.size.height() * 3 / 2, text.place.1 + text.size.height()),
        }
    }
}

/// A picture before it is drawn: shapes in order, later ones on top.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scene {
    /// Width in units.
    pub(super) width: i32,
    /// Height in units.
    pub(super) height: i32,
    /// What it is called, for those who do not see it.
    pub(super) title: String,
    /// What it shows, for those who do not see it; one fact a line.
    pub(super) description: Vec<String>,
    /// The shapes.
    pub(super) shapes: Vec<Shape>,
}

impl Scene {
    /// A white picture; its size is in units.
    pub(super) fn new(width: i32, height: i32) -> Self {
        Self { width, height, title: String::new(), description: Vec::new(), shapes: Vec::new() }
    }

    /// Makes the picture just high enough for `bottom` dots.
    pub(super) fn end_at(&mut self, bottom: i32) {
        self.height = (bottom + DOTS_PER_UNIT - 1) / DOTS_PER_UNIT;
    }

    /// Adds a filled rectangle.
    pub(super) fn rectangle(&mut self, upper_left: Point, lower_right: Point, color: RGBColor) {
        self.shapes.push(Shape::Rectangle(upper_left, lower_right, color));
    }

    /// Adds a straight stroke with round ends.
    pub(super) fn stroke(&mut self, from: Point, to: Point, thickness: i32, color: RGBColor) {
        self.shapes.push(Shape::Stroke(from, to, thickness, color));
    }

    /// Adds a vertical hairline.
    pub(super) fn vertical(&mut self, x: i32, rows: (i32, i32), thickness: i32, color: RGBColor) {
        let left = x - thickness / 2;
        self.rectangle((left, rows.0), (left + thickness, rows.1), color);
    }

    /// Adds a horizontal hairline.
    pub(super) fn horizontal(&mut self, y: i32, columns: (i32, i32), thickness: i32, color: RGBColor) {
        let top = y - thickness / 2;
        self.rectangle((columns.0, top), (columns.1, top + thickness), color);
    }

    /// Adds a line of text on a baseline.
    pub(super) fn text(&mut self, text: &str, place: Point, anchor: Anchor, size: TextSize, color: RGBColor) {
        if !text.is_empty() {
            self.shapes.push(Shape::Text(Text { text: text.to_owned(), place, anchor, size, color }));
        }
    }

    /// Adds lines of text around a middle row.
    pub(super) fn lines_around(
        &mut self,
        lines: &[String],
        place: Point,
        anchor: Anchor,
        size: TextSize,
        color: RGBColor,
    ) {
        let mut baseline = place.1 + size.drop() - size.leading() * (lines.len() as i32 - 1) / 2;
        for line in lines {
            self.text(line, (place.0, baseline), anchor, size, color);
            baseline += size.leading();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_evenly_around_the_middle() {
        let mut scene = Scene::new(10, 10);
        let lines = ["a".to_owned(), "b".to_owned(), "c".to_owned()];
        scene.lines_around(&lines, (0, 1000), Anchor::End, TextSize::Label, INK);
        let rows: Vec<i32> = scene.shapes.iter().map(|shape| shape.rows().0).collect();
        assert_eq!(rows[1] - rows[0], TextSize::Label.leading());
        let Shape::Text(middle) = &scene.shapes[1] else { panic!("text") };
        assert_eq!(middle.place.1, 1000 + TextSize::Label.drop());
    }

    #[test]
    fn the_picture_ends_on_a_whole_unit() {
        let mut scene = Scene::new(10, 0);
        scene.end_at(41);
        assert_eq!(scene.height, 11);
    }
}
