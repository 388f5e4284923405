use std::sync::OnceLock;

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};

use super::letters::{OUTLINES, letter};
use super::picture::ChartError;

/// Names of the font as CSS lists them; plotters knows the embedded font by the whole list, so that the SVG backend
/// writes the list as it is.
pub(super) const FAMILIES: &str = "Be Vietnam Pro, Segoe UI, Noto Sans, DejaVu Sans, Arial, sans-serif";

/// The first of [`FAMILIES`], the one the SVG brings along.
pub(super) const FAMILY: &str = "Be Vietnam Pro";

/// Line height of the font, ascent to descent, in ems: plotters sizes a bitmap font by this height.
const HEIGHT_IN_EMS: f64 = 1.265;

/// Height of a capital letter, in ems.
const CAPITAL_IN_EMS: f64 = 0.74;

/// Room for a letter the embedded font does not have, in thousandths of an em.
const UNKNOWN_ADVANCE: i32 = 1000;

/// The sizes of type a chart uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TextSize {
    /// A rate that fills a poster's tile.
    Huge,
    /// A rate on a poster.
    Large,
    /// What a poster is about.
    Banner,
    /// A count on a poster.
    Number,
    /// Name of the indicator.
    Title,
    /// What is said below a rate on a poster.
    Fact,
    /// Level and period.
    Subtitle,
    /// Names, values, legend.
    Label,
    /// Numbers of the axes.
    Tick,
}

impl TextSize {
    /// Line height in dots. Even, since plotters halves it to find the baseline.
    pub(super) fn height(self) -> i32 {
        match self {
            TextSize::Huge => 320,
            TextSize::Large => 228,
            TextSize::Banner => 150,
            TextSize::Number => 126,
            TextSize::Title => 102,
            TextSize::Fact => 86,
            TextSize::Subtitle => 72,
            TextSize::Label => 66,
            TextSize::Tick => 60,
        }
    }

    /// The em in dots, hundredths of a dot at most.
    pub(super) fn em(self) -> f64 {
        (f64::from(self.height()) / HEIGHT_IN_EMS * 100.0).round() / 100.0
    }

    /// From one baseline to the next, in dots.
    pub(super) fn leading(self) -> i32 {
        match self {
            TextSize::Huge => 284,
            TextSize::Large => 196,
            TextSize::Banner => 156,
            TextSize::Number => 130,
            TextSize::Title => 108,
            TextSize::Fact => 90,
            TextSize::Subtitle => 78,
            TextSize::Label | TextSize::Tick => 68,
        }
    }

    /// How far below the middle of a line its baseline lies, so that capitals and digits look centred.
    pub(super) fn drop(self) -> i32 {
        (self.em() * CAPITAL_IN_EMS / 2.0).round() as i32
    }

    /// The font at a height that a backend understands.
    pub(super) fn font(self, height: f64) -> FontDesc<'static> {
        FontDesc::new(FontFamily::Name(FAMILIES), height, FontStyle::Normal)
    }
}

/// Hands the embedded font to plotters, once.
pub(super) fn ready() -> Result<(), ChartError> {
    static REGISTERED: OnceLock<bool> = OnceLock::new();
    match REGISTERED
        .get_or_init(|| register_font(FAMILIES, FontStyle::Normal, OUTLINES).is_ok() && letter('0').is_some())
    {
        true => Ok(()),
        false => Err(ChartError::Font),
    }
}

/// Letters and their places along a text, in dots from its start, and the width of it all. A letter that only the
/// reader's own fonts have is given the room of a wide one.
pub(super) fn placed(text: &str, size: TextSize) -> (Vec<(char, i32)>, i32) {
    let per_thousandth = size.em() / 1000.0;
    let mut pen = 0;
    let mut places = Vec::with_capacity(text.len());
    for name in text.chars() {
        let known = letter(name);
        let place = f64::from(pen) * per_thousandth;
        let bearing = known.map_or(0.0, |letter| f64::from(letter.bearing) * per_thousandth);
        places.push((name, (place.round() + bearing.floor()) as i32));
        pen += known.map_or(UNKNOWN_ADVANCE, |letter| letter.advance);
    }
    (places, (f64::from(pen) * per_thousandth).ceil() as i32)
}

/// Whether the embedded font has the letter.
pub(super) fn has_glyph(name: char) -> bool {
    letter(name).is_some()
}

/// Width of a text in dots, rounded up.
pub(super) fn width(text: &str, size: TextSize) -> i32 {
    placed(text, size).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_follow_the_text_and_the_size() {
        let label = width("Chỉ tiêu 40%", TextSize::Label);
        assert!(label > 4 * 60 && label < 4 * 110, "{label}");
        assert!(width("Chỉ tiêu 40%", TextSize::Title) > label * 3 / 2);
        assert_eq!(width("", TextSize::Label), 0);
        assert!(width("一", TextSize::Label) >= TextSize::Label.em() as i32);
    }

    #[test]
    fn plotters_measures_the_same() -> Result<(), ChartError> {
        ready()?;
        let text = "UBND phường Tân Quy Đông: 38,30%";
        for size in
            [TextSize::Huge, TextSize::Banner, TextSize::Title, TextSize::Subtitle, TextSize::Label, TextSize::Tick]
        {
            assert_eq!(size.height() % 2, 0);
            let font = size.font(f64::from(size.height()));
            let ((left, _), (right, _)) = font.layout_box(text).map_err(|_| ChartError::Font)?;
            assert!((right - left).abs_diff(width(text, size)) <= 2, "{} {}", right - left, width(text, size));
        }
        Ok(())
    }
}
