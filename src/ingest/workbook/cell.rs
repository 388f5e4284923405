//! Values to cells.

use crate::ingest::grid::{CellKind, GridCell};

use super::days::{Epoch, clock, iso, minute_of_serial, of_serial};
use super::formats::Format;

/// The shortest decimal number that is read back as this one, without exponent: `1004441`, `1.01322`. None when it is
/// no number.
pub(super) fn plain(value: f64) -> Option<String> {
    if value == 0.0 {
        // Without the sign that a zero may have.
        return Some("0".to_owned());
    }
    value.is_finite().then(|| value.to_string())
}

/// A number as its format has it: a day, a time of day as a text, or the number itself.
pub(super) fn of_number(value: f64, format: Format, epoch: Epoch) -> GridCell {
    let shown = match format {
        Format::Number => None,
        Format::Day => of_serial(value, epoch).map(|day| of_day(day, minute_of_serial(value))),
        Format::Time => clock(value, false).map(of_text),
        Format::Duration => clock(value, true).map(of_text),
    };
    shown.unwrap_or_else(|| match plain(value) {
        Some(text) => GridCell { text, kind: CellKind::Number },
        None => of_text(value.to_string()),
    })
}

/// A day, with the minute of the day when there is one; midnight is none.
pub(super) fn of_day(day: i32, minute: u16) -> GridCell {
    let kind = if minute == 0 { CellKind::Day(day) } else { CellKind::Moment(day, minute) };
    GridCell { text: iso(day), kind }
}

pub(super) fn of_text(text: String) -> GridCell {
    GridCell { text, kind: CellKind::Text }
}

pub(super) fn of_bool(value: bool) -> GridCell {
    of_text(value.to_string())
}

/// A number as a file spells it, blanks around it allowed. None for anything else, such as `inf` and `1,5`.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let of_number = |sign: u8| sign.is_ascii_digit() || matches!(sign, b'+' | b'-' | b'.' | b'e' | b'E');
    if !text.bytes().all(of_number) {
        return None;
    }
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

/// A formula whose value the program that wrote it did not work out: shown as itself, so that it is not taken for blank.
pub(super) fn without_value(formula: &str) -> GridCell {
    of_text(format!("={}", formula.trim().trim_start_matches('=')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_out() {
        for (value, text) in [
            (1_004_441.0, "1004441"),
            (1.01322, "1.01322"),
            (0.1 + 0.2, "0.30000000000000004"),
            (-0.0, "0"),
            (-12.5, "-12.5"),
            (1e15, "1000000000000000"),
            (123_456_789_012_345_680.0, "123456789012345680"),
            (1e-7, "0.0000001"),
        ] {
            assert_eq!(plain(value).as_deref(), Some(text));
        }
        assert_eq!(plain(1e300).map(|text| text.len()), Some(301));
        assert_eq!(plain(f64::NAN), None);
    }

    #[test]
    fn a_number_that_is_no_day_stays_a_number() {
        let cell = of_number(-3.0, Format::Day, Epoch::From1900);
        assert_eq!((cell.text.as_str(), cell.kind), ("-3", CellKind::Number));
        let cell = of_number(20_240_501.0, Format::Day, Epoch::From1900);
        assert_eq!((cell.text.as_str(), cell.kind), ("20240501", CellKind::Number));
        let cell = of_number(45_292.0, Format::Day, Epoch::From1900);
        assert_eq!((cell.text.as_str(), cell.kind), ("2024-01-01", CellKind::Day(19_723)));
        // 15:01, as a spreadsheet program stores it.
        let cell = of_number(45_292.0 + 901.0 / 1440.0, Format::Day, Epoch::From1900);
        assert_eq!((cell.text.as_str(), cell.kind), ("2024-01-01", CellKind::Moment(19_723, 901)));
        let cell = of_number(0.5, Format::Time, Epoch::From1900);
        assert_eq!((cell.text.as_str(), cell.kind), ("12:00:00", CellKind::Text));
    }

    #[test]
    fn spelled_numbers() {
        assert_eq!(number(" 1.5E+3\n"), Some(1500.0));
        for text in ["", "inf", "NaN", "1,5", "0x10", "1e999", "infinity", "e"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
