use crate::texts::Lang;

use super::scene::Scene;
use super::{raster, vector};

/// A chart, ready to be drawn: the same picture as lines or as dots.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    scene: Scene,
    lang: Lang,
}

impl Picture {
    /// The picture of a scene.
    pub(super) fn of(scene: Scene, lang: Lang) -> Self {
        Self { scene, lang }
    }

    /// Draws it as an SVG document with its font inside; it may stand alone or within an HTML page.
    ///
    /// # Errors
    /// Only by a fault of this program.
    pub fn svg(&self) -> Result<String, ChartError> {
        vector::draw(&self.scene, self.lang)
    }

    /// Draws it as a PNG file with twice as many dots each way as the SVG has units.
    ///
    /// # Errors
    /// Only by a fault of this program.
    pub fn png(&self) -> Result<Vec<u8>, ChartError> {
        raster::draw(&self.scene)
    }
}

/// A chart could not be drawn: always a fault of the program, never of the data.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// The embedded font is not one that can be drawn with.
    #[error("the embedded chart font cannot be used")]
    Font,
    /// A drawing step failed.
    #[error("cannot draw the chart: {0}")]
    Drawing(String),
    /// The dots could not be written as PNG.
    #[error("cannot write the chart as PNG: {0}")]
    Encoding(#[from] png::EncodingError),
}

#[cfg(test)]
mod tests {
    use super::super::tests::decode;
    use super::*;

    #[test]
    fn png_has_twice_the_dots_of_the_svg() -> Result<(), ChartError> {
        let picture = Picture::of(Scene::new(801, 103), Lang::Vi);
        let svg = picture.svg()?;
        assert!(svg.contains(r#"width="801" height="103""#), "{}", &svg[..200]);
        let (width, height, dots) = decode(&picture.png()?);
        assert_eq!((width, height), (1602, 206));
        assert!(dots.iter().all(|dot| *dot == 255), "an empty scene is white");
        Ok(())
    }
}
