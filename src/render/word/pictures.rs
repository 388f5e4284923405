use crate::matching::nearest;

use super::blocks::Picture;
use super::error::WordError;
use super::layout::{EMU, MOST_PICTURE_HEIGHT};
use super::xml::{Xml, allowed};

/// Namespaces of drawings, which stand on the elements that need them.
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

/// The pictures there are, and those that the document shows.
pub(super) struct Pictures<'a> {
    /// The template, for errors.
    file: String,
    known: &'a [(String, Vec<u8>)],
    /// Places in `known`, in the order of their first showing.
    shown: Vec<usize>,
    /// Drawings so far: each has a number of its own.
    drawings: usize,
}

impl<'a> Pictures<'a> {
    pub(super) fn new(file: String, known: &'a [(String, Vec<u8>)]) -> Self {
        Self { file, known, shown: Vec::new(), drawings: 0 }
    }

    /// The pictures shown, in the order of their relations.
    pub(super) fn shown(&self) -> impl Iterator<Item = &'a [u8]> {
        self.shown.iter().filter_map(|place| self.known.get(*place)).map(|(_, png)| png.as_slice())
    }

    /// The name of the relation to a picture shown, counted from 0.
    pub(super) fn relation(number: usize) -> String {
        format!("picture{}", number + 1)
    }

    /// Draws a picture as wide as the text, or lower.
    ///
    /// # Errors
    /// When there is no such picture.
    pub(super) fn draw(&mut self, xml: &mut Xml, picture: &Picture, width: u32) -> Result<(), WordError> {
        let name = picture.name.trim_end_matches(".png").trim_end_matches(".svg");
        let Some(place) = self.known.iter().position(|(known, _)| known == name) else {
            let near = nearest(name, self.known.iter().map(|(known, _)| known.as_str()));
            return Err(WordError::NoPicture {
                file: self.file.clone(),
                name: picture.name.clone(),
                near: near.map(str::to_owned),
            });
        };
        let number = self.shown.iter().position(|shown| *shown == place).unwrap_or_else(|| {
            self.shown.push(place);
            self.shown.len() - 1
        });
        let png = self.known.get(place).map_or(&[][..], |(_, png)| png.as_slice());
        let (across, down) = size(png).ok_or_else(|| WordError::NoPng { name: name.to_owned() })?;
        let (mut wide, mut high) = (u64::from(width), u64::from(width) * down / across);
        if high > u64::from(MOST_PICTURE_HEIGHT) {
            high = u64::from(MOST_PICTURE_HEIGHT);
            wide = high * across / down;
        }
        self.drawings += 1;
        let alt = if picture.alt.trim().is_empty() { name } else { &picture.alt };
        Ok(drawing(xml, &Self::relation(number), self.drawings, alt, (wide * EMU, high * EMU))?)
    }
}

fn drawing(xml: &mut Xml, relation: &str, number: usize, alt: &str, (wide, high): (u64, u64)) -> std::io::Result<()> {
    let (wide, high, number) = (wide.to_string(), high.to_string(), number.to_string());
    let (alt, name) = (allowed(alt), format!("Picture {number}"));
    let about = [("id", number.as_str()), ("name", name.as_str()), ("descr", alt.as_str())];
    xml.open("w:p", &[])?;
    xml.open("w:pPr", &[])?;
    xml.value("w:pStyle", "Picture")?;
    xml.close("w:pPr")?;
    xml.open("w:r", &[])?;
    xml.open("w:drawing", &[])?;
    xml.open("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")])?;
    xml.empty("wp:extent", &[("cx", &wide), ("cy", &high)])?;
    xml.empty("wp:docPr", &about)?;
    xml.open("a:graphic", &[("xmlns:a", DRAWING)])?;
    xml.open("a:graphicData", &[("uri", PICTURE)])?;
    xml.open("pic:pic", &[("xmlns:pic", PICTURE)])?;
    xml.open("pic:nvPicPr", &[])?;
    xml.empty("pic:cNvPr", &about)?;
    xml.empty("pic:cNvPicPr", &[])?;
    xml.close("pic:nvPicPr")?;
    xml.open("pic:blipFill", &[])?;
    xml.empty("a:blip", &[("r:embed", relation)])?;
    xml.open("a:stretch", &[])?;
    xml.empty("a:fillRect", &[])?;
    xml.close("a:stretch")?;
    xml.close("pic:blipFill")?;
    xml.open("pic:spPr", &[])?;
    xml.open("a:xfrm", &[])?;
    xml.empty("a:off", &[("x", "0"), ("y", "0")])?;
    xml.empty("a:ext", &[("cx", &wide), ("cy", &high)])?;
    xml.close("a:xfrm")?;
    xml.open("a:prstGeom", &[("prst", "rect")])?;
    xml.empty("a:avLst", &[])?;
    xml.close("a:prstGeom")?;
    for name in ["pic:spPr", "pic:pic", "a:graphicData", "a:graphic", "wp:inline", "w:drawing", "w:r", "w:p"] {
        xml.close(name)?;
    }
    Ok(())
}

/// Width and height of a PNG.
fn size(png: &[u8]) -> Option<(u64, u64)> {
    let number = |from: usize| Some(u64::from(u32::from_be_bytes(png.get(from..from + 4)?.try_into().ok()?)));
    let (across, down) = (number(16)?, number(20)?);
    (png.starts_with(b"\x89PNG") && across > 0 && down > 0).then_some((across, down))
}
