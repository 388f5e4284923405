//! Letters as dots, each made once a drawing: a chart has thousands of letters and some hundred different ones.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use plotters::prelude::DrawingBackend;
use plotters::style::Color;

use super::picture::ChartError;
use super::scene::{Anchor, Point, Text};
use super::typeface::{self, TextSize};

/// A dot of a letter from the letter's place, and how much of it is covered: more than 0, at most 1.
type Dot = (Point, f64);

/// The letters used so far.
#[derive(Debug, Default)]
pub(super) struct Stamps(BTreeMap<(char, TextSize), Vec<Dot>>);

impl Stamps {
    /// Sets a text letter by letter: on its own plotters would leave out the white before each.
    pub(super) fn set<B: DrawingBackend>(
        &mut self,
        backend: &mut B,
        text: &Text,
        (x, baseline): Point,
    ) -> Result<(), ChartError> {
        let (places, width) = typeface::placed(&text.text, text.size);
        let start = match text.anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2,
            Anchor::End => x - width,
        };
        let top = baseline - text.size.height() / 2;
        for (name, place) in places.into_iter().filter(|(name, _)| *name != ' ') {
            // The PNG has no other font to turn to.
            let name = if typeface::has_glyph(name) { name } else { '?' };
            for ((across, down), covered) in self.of(name, text.size)? {
                let color = text.color.mix(*covered).to_backend_color();
                backend
                    .draw_pixel((start + place + across, top + down), color)
                    .map_err(|error| ChartError::Drawing(error.to_string()))?;
            }
        }
        Ok(())
    }

    /// The dots of a letter.
    fn of(&mut self, name: char, size: TextSize) -> Result<&[Dot], ChartError> {
        match self.0.entry((name, size)) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => Ok(place.insert(made(name, size)?)),
        }
    }
}

/// The dots that plotters would draw, in its order.
fn made(name: char, size: TextSize) -> Result<Vec<Dot>, ChartError> {
    let font = size.font(f64::from(size.height()));
    let mut buffer = [0; 4];
    let letter: &str = name.encode_utf8(&mut buffer);
    let ((left, top), _) = font.layout_box(letter).map_err(|_| ChartError::Font)?;
    let mut dots = Vec::new();
    let drawn = font.draw(letter, (0, 0), |x, y, covered| -> Result<(), ChartError> {
        if covered > 0.0 {
            dots.push(((x - left, y - top), f64::from(covered)));
        }
        Ok(())
    });
    drawn.map_err(|_| ChartError::Font)??;
    Ok(dots)
}

#[cfg(test)]
mod tests {
    use plotters::backend::{BitMapBackend, RGBPixel};
    use plotters::style::RGBColor;
    use plotters::style::text_anchor::{HPos, Pos, VPos};

    use super::*;

    const SIZE: (u32, u32) = (900, 420);
    /// Wholly in sight; the other letters of the test hang over an edge.
    const SAMPLE: &str = "Ệ";

    /// The dots of a drawing on white.
    fn on_white(
        work: impl FnOnce(&mut BitMapBackend<'_, RGBPixel>) -> Result<(), ChartError>,
    ) -> Result<Vec<u8>, ChartError> {
        let mut dots = vec![255; (SIZE.0 * SIZE.1 * 3) as usize];
        let mut backend = BitMapBackend::<RGBPixel>::with_buffer_and_format(&mut dots, SIZE)
            .map_err(|error| ChartError::Drawing(error.to_string()))?;
        work(&mut backend)?;
        drop(backend);
        Ok(dots)
    }

    #[test]
    fn a_stamp_is_what_plotters_draws() -> Result<(), ChartError> {
        typeface::ready()?;
        for size in [TextSize::Tick, TextSize::Label, TextSize::Subtitle, TextSize::Title, TextSize::Huge] {
            for (letter, place) in [(SAMPLE, (3, 300)), ("g", (-9, 40)), ("%", (880, 410)), ("—", (100, 2))] {
                let color = RGBColor(31, 41, 55);
                let text = Text { text: letter.to_owned(), place, anchor: Anchor::Start, size, color };
                let bearing = typeface::placed(letter, size).0[0].1;
                let height = size.height();
                let stamped = on_white(|backend| Stamps::default().set(backend, &text, place))?;
                let own = on_white(|backend| {
                    let style = size.font(f64::from(height)).color(&color).pos(Pos::new(HPos::Left, VPos::Top));
                    let place = (place.0 + bearing, place.1 - height / 2);
                    backend.draw_text(letter, &style, place).map_err(|error| ChartError::Drawing(error.to_string()))
                })?;
                assert!(stamped == own, "{letter} {size:?} at {place:?}");
                assert!(stamped.iter().any(|dot| *dot != 255) || letter != SAMPLE, "{size:?} is seen");
            }
        }
        Ok(())
    }

    #[test]
    fn a_letter_is_made_once() -> Result<(), ChartError> {
        typeface::ready()?;
        let mut stamps = Stamps::default();
        let text = |text: &str| Text {
            text: text.to_owned(),
            place: (0, 0),
            anchor: Anchor::Start,
            size: TextSize::Label,
            color: RGBColor(0, 0, 0),
        };
        on_white(|backend| {
            stamps.set(backend, &text("anan na"), (10, 100))?;
            // A letter that the font has not stands as the question mark does.
            stamps.set(backend, &text("一?"), (10, 200))
        })?;
        let made: Vec<char> = stamps.0.keys().map(|(name, _)| *name).collect();
        assert_eq!(made, ['?', 'a', 'n']);
        Ok(())
    }
}
