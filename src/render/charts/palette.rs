//! Every colour that carries meaning.
//!
//! Blue against orange stands for met against missed, and for above against below: the pair that people who do not see
//! red, green or blue keep apart, and that stays light against dark in print. Nothing is told by colour alone: a verdict
//! has its sign, a line its marker, a cell its value. The tests hold the contrasts of WCAG 2.2 (4.5 for text, 3 for
//! graphics) and the distances that are left in simulated protanopia, deuteranopia and tritanopia.

use plotters::style::RGBColor;

use crate::report::charts::{Distance, Tone};
use crate::standards::Verdict;

use super::scene::{INK, PAPER};

/// Reaches the threshold.
pub(super) const MET: RGBColor = RGBColor(33, 102, 172);
/// Does not.
pub(super) const MISSED: RGBColor = RGBColor(214, 118, 20);
/// The sign of a missed threshold, dark enough for a thin stroke.
pub(super) const MISSED_SIGN: RGBColor = RGBColor(176, 84, 0);
/// No threshold judges it: neither good nor bad.
pub(super) const UNJUDGED: RGBColor = RGBColor(128, 138, 153);

/// Lines by rank; with the five markers, thirty different lines.
pub(super) const LINES: [RGBColor; 6] = [
    RGBColor(16, 58, 122),
    RGBColor(214, 96, 10),
    RGBColor(0, 135, 104),
    RGBColor(176, 74, 143),
    RGBColor(64, 156, 214),
    RGBColor(98, 70, 16),
];
/// The dashed line of the year before.
pub(super) const LAST_YEAR: RGBColor = RGBColor(118, 126, 138);

/// Every second row of a list.
pub(super) const STRIPE: RGBColor = RGBColor(245, 247, 250);
/// The head of the poster.
pub(super) const BANNER: RGBColor = RGBColor(20, 45, 92);
/// Text of second rank on it.
pub(super) const BANNER_SOFT: RGBColor = RGBColor(196, 210, 232);

/// Cells that miss their threshold, from near to far.
const BELOW: [RGBColor; 3] = [RGBColor(254, 224, 190), RGBColor(250, 181, 112), RGBColor(236, 132, 44)];
/// Cells that meet it, from near to far.
const ABOVE: [RGBColor; 3] = [RGBColor(208, 228, 244), RGBColor(134, 186, 226), MET];
/// Cells that nothing judges, from low to high.
const FIFTHS: [RGBColor; 5] = [
    RGBColor(242, 247, 245),
    RGBColor(220, 236, 231),
    RGBColor(192, 221, 213),
    RGBColor(160, 203, 192),
    RGBColor(124, 182, 168),
];

/// Colour of a bar, a dot, a tile.
pub(super) fn verdict_color(verdict: Option<Verdict>) -> RGBColor {
    match verdict {
        Some(Verdict::Met) => MET,
        Some(Verdict::Missed) => MISSED,
        Some(Verdict::NotApplicable | Verdict::NotAvailable) | None => UNJUDGED,
    }
}

/// Colour of a cell.
pub(super) fn tone_color(tone: Tone) -> RGBColor {
    let step = |distance| match distance {
        Distance::Near => 0,
        Distance::Fair => 1,
        Distance::Far => 2,
    };
    match tone {
        Tone::Below(distance) => BELOW[step(distance)],
        Tone::Above(distance) => ABOVE[step(distance)],
        Tone::Fifth(fifth) => FIFTHS[usize::from(fifth).min(FIFTHS.len() - 1)],
    }
}

/// Colour of what is written in a cell.
pub(super) fn tone_ink(tone: Tone) -> RGBColor {
    match tone {
        Tone::Above(Distance::Far) => PAPER,
        Tone::Above(_) | Tone::Below(_) | Tone::Fifth(_) => INK,
    }
}

#[cfg(test)]
mod tests {
    use super::super::scene::SOFT_INK;
    use super::*;

    type Light = [f64; 3];

    fn linear(color: RGBColor) -> Light {
        [color.0, color.1, color.2].map(|channel| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// WCAG 2.2, "contrast ratio".
    fn contrast(one: RGBColor, other: RGBColor) -> f64 {
        let luminance = |color| {
            let [red, green, blue] = linear(color);
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Full sight, then complete loss of the red, green and blue cones: Machado, Oliveira and Fernandes 2009, severity 1.
    const SIGHTS: [[Light; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ];

    /// CIE 1976 L*a*b* of a light, white D65.
    fn lab(light: Light) -> Light {
        let [red, green, blue] = light;
        let bent = |part: f64| {
            if part > 216.0 / 24389.0 { part.cbrt() } else { (24389.0 / 27.0 * part + 16.0) / 116.0 }
        };
        let x = bent((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047);
        let y = bent(0.2126 * red + 0.7152 * green + 0.0722 * blue);
        let z = bent((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// The smallest distance of two colours for any of the sights; 2.3 is what an eye just notices.
    fn apart(one: RGBColor, other: RGBColor) -> f64 {
        let seen = |color, sight: &[Light; 3]| {
            let light = linear(color);
            lab(sight.map(|row| row.iter().zip(light).map(|(weight, part)| weight * part).sum::<f64>().clamp(0.0, 1.0)))
        };
        let distance = |sight| {
            let (one, other) = (seen(one, sight), seen(other, sight));
            one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
        };
        SIGHTS.iter().map(distance).fold(f64::INFINITY, f64::min)
    }

    fn tones() -> Vec<Tone> {
        let distances = [Distance::Far, Distance::Fair, Distance::Near];
        let below = distances.map(Tone::Below).into_iter();
        let above = distances.map(Tone::Above).into_iter().rev();
        below.chain(above).chain((0..5).map(Tone::Fifth)).collect()
    }

    #[test]
    fn the_measures_are_those_of_the_standards() {
        assert!((contrast(RGBColor(0, 0, 0), PAPER) - 21.0).abs() < 1e-9);
        assert!((contrast(RGBColor(118, 118, 118), PAPER) - 4.54).abs() < 0.01, "the lightest grey for text");
        let [l, a, b] = lab(linear(RGBColor(255, 0, 0)));
        assert!((l - 53.24).abs() < 0.05 && (a - 80.09).abs() < 0.1 && (b - 67.2).abs() < 0.1, "{l} {a} {b}");
        // Pure red and the green of its darkness are one to a deuteranope, or nearly.
        assert!(apart(RGBColor(180, 90, 40), RGBColor(125, 125, 0)) < 20.0);
    }

    #[test]
    fn text_can_be_read_on_every_ground() {
        for tone in tones() {
            let found = contrast(tone_color(tone), tone_ink(tone));
            assert!(found >= 4.5, "{tone:?}: {found:.2}");
        }
        for (ink, ground) in
            [(INK, PAPER), (SOFT_INK, PAPER), (INK, STRIPE), (SOFT_INK, STRIPE), (PAPER, BANNER), (BANNER_SOFT, BANNER)]
        {
            assert!(contrast(ink, ground) >= 4.5, "{ink:?} on {ground:?}: {:.2}", contrast(ink, ground));
        }
    }

    #[test]
    fn graphics_stand_out_from_their_ground() {
        let marks = [MET, MISSED, MISSED_SIGN, UNJUDGED, LAST_YEAR];
        for color in marks.into_iter().chain(LINES) {
            assert!(contrast(color, PAPER) >= 3.0, "{color:?}: {:.2}", contrast(color, PAPER));
        }
        for sign in [MET, MISSED_SIGN] {
            assert!(contrast(sign, STRIPE) >= 4.5, "thin strokes as text: {:.2}", contrast(sign, STRIPE));
        }
    }

    #[test]
    fn the_colour_blind_tell_colours_apart() {
        for (one, other) in [(MET, MISSED), (MET, UNJUDGED), (MISSED, UNJUDGED)] {
            assert!(apart(one, other) > 15.0, "{one:?} {other:?}: {:.1}", apart(one, other));
        }
        for (index, one) in LINES.iter().enumerate() {
            for other in &LINES[..index] {
                assert!(apart(*one, *other) > 15.0, "{one:?} {other:?}: {:.1}", apart(*one, *other));
            }
        }
        let (judged, fifths) = (&tones()[..6], &tones()[6..]);
        for pair in judged.windows(2) {
            let found = apart(tone_color(pair[0]), tone_color(pair[1]));
            assert!(found > 15.0, "{pair:?}: {found:.1}");
        }
        for below in &judged[..3] {
            for above in &judged[3..] {
                let found = apart(tone_color(*below), tone_color(*above));
                assert!(found > 20.0, "{below:?} {above:?}: {found:.1}");
            }
        }
        for pair in fifths.windows(2) {
            let found = apart(tone_color(pair[0]), tone_color(pair[1]));
            assert!(found > 3.0, "{pair:?}: {found:.1}");
        }
    }

    #[test]
    fn verdicts_differ_without_any_colour() {
        let grey = |color: RGBColor| 3 * u32::from(color.0) + 6 * u32::from(color.1) + u32::from(color.2);
        assert!(grey(MISSED) > grey(MET) + 400);
    }
}
