use crate::texts::Lang;

use super::scene::Scene;
use super::{raster, vector};

/// A chart, drawn twice: the same picture as lines and as dots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// An SVG document with its font inside; it may stand alone or within an HTML page.
    pub svg: String,
    /// A PNG file with twice as many dots each way as the SVG has units.
    pub png: Vec<u8>,
}

impl Picture {
    /// Draws the scene for both files.
    pub(super) fn of(scene: &Scene, lang: Lang) -> Result<Self, ChartError> {
        Ok(Self { svg: vector::draw(scene, lang)?, png: raster::draw(scene)? })
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
        let scene = Scene::new(801, 103);
        let picture = Picture::of(&scene, Lang::Vi)?;
        assert!(picture.svg.contains(r#"width="801" height="103""#), "{}", &picture.svg[..200]);
        let (width, height, dots) = decode(&picture.png);
        assert_eq!((width, height), (1602, 206));
        assert!(dots.iter().all(|dot| *dot == 255), "an empty scene is white");
        Ok(())
    }
}
