use std::sync::OnceLock;

use plotters::prelude::SVGBackend;

use crate::texts::Lang;

use super::paint::{paint, words};
use super::picture::ChartError;
use super::scene::{PAPER, Scene, units};
use super::typeface::FAMILY;
use super::wording::escape;

/// The same outlines as the PNG's, packed for browsers.
static PACKED_OUTLINES: &[u8] = include_bytes!("../../../assets/fonts/BeVietnamPro-Regular.woff2");

/// The scene as an SVG document.
pub(super) fn draw(scene: &Scene, lang: Lang) -> Result<String, ChartError> {
    let (width, height) = (units(scene.width), units(scene.height));
    let mut drawn = String::new();
    let mut backend = SVGBackend::with_string(&mut drawn, (width.unsigned_abs(), height.unsigned_abs()));
    let mut whole = Scene::new(scene.width, scene.height);
    whole.rectangle((0, 0), (width, height), PAPER);
    whole.shapes.extend_from_slice(&scene.shapes);
    paint(&mut backend, &whole, (0, height), &mut words)?;
    drop(backend);
    let body = drawn.split_once('\n').map_or("", |(_, body)| body);
    Ok(format!("{}{body}", head(scene, lang, (width, height))))
}

/// The opening of the document: its size, what it says to a screen reader, its font.
fn head(scene: &Scene, lang: Lang, (width, height): (i32, i32)) -> String {
    let mut head = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" xml:lang=\"{}\">\n<title>{}</title>\n",
        scene.width,
        scene.height,
        lang.code(),
        escape(&scene.title),
    );
    if !scene.description.is_empty() {
        head.push_str(&format!("<desc>{}</desc>\n", escape(&scene.description.join("\n"))));
    }
    head.push_str(font_style());
    head
}

/// The style element with the font inside.
fn font_style() -> &'static str {
    static STYLE: OnceLock<String> = OnceLock::new();
    STYLE.get_or_init(|| {
        format!(
            "<style>@font-face{{font-family:\"{FAMILY}\";font-weight:400;\
             src:url(data:font/woff2;base64,{}) format(\"woff2\")}}</style>\n",
            base64(PACKED_OUTLINES)
        )
    })
}

/// Bytes as base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let mut bits = 0;
        for index in 0..3 {
            bits = bits << 8 | u32::from(group.get(index).copied().unwrap_or(0));
        }
        for index in 0..4 {
            if index <= group.len() {
                out.push(char::from(LETTERS[(bits >> (18 - 6 * index) & 63) as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_the_standard() {
        for (plain, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
        assert_eq!(base64(&[0xFB, 0xFF, 0xFE]), "+//+");
    }

    #[test]
    fn the_document_says_what_it_shows_and_brings_its_font() -> Result<(), ChartError> {
        let mut scene = Scene::new(20, 10);
        scene.title = "A < B & C".to_owned();
        scene.description = vec!["one".to_owned(), "]]> two".to_owned()];
        let svg = draw(&scene, Lang::En)?;
        let document = roxmltree::Document::parse(&svg).expect("well-formed");
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        assert_eq!(root.attribute("viewBox"), Some("0 0 80 40"));
        let texts: Vec<_> = root.children().filter(|node| node.is_element()).map(|node| node.text()).collect();
        assert_eq!(texts[..2], [Some("A < B & C"), Some("one\n]]> two")]);
        assert!(texts[2].is_some_and(|style| style.contains("font/woff2;base64,d09GMg")), "WOFF2 signature");
        Ok(())
    }
}
