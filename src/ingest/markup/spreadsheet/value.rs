//! Values of typed cells.

use crate::ingest::grid::{CellKind, GridCell};
use crate::ingest::markup::decimal::plain;

/// A cell of the `ss:Type` given. What does not fit its type is a text as written.
pub(super) fn typed(kind: &str, text: String) -> GridCell {
    match kind {
        "Number" => {
            if let Some(number) = plain(text.trim()) {
                return GridCell { text: number, kind: CellKind::Number };
            }
        }
        "DateTime" => {
            if let Some((date, days)) = day(text.trim()) {
                let minute = minute(text.trim());
                let kind = if minute == 0 { CellKind::Day(days) } else { CellKind::Moment(days, minute) };
                return GridCell { text: date, kind };
            }
        }
        "Boolean" => {
            let word = match text.trim() {
                "1" => Some("true"),
                "0" => Some("false"),
                _ => None,
            };
            if let Some(word) = word {
                return GridCell { text: word.to_owned(), kind: CellKind::Text };
            }
        }
        _ => {}
    }
    GridCell { text, kind: CellKind::Text }
}

/// `2022-08-19T07:30:00.000`: the date, and its days since 1970-01-01.
fn day(text: &str) -> Option<(String, i32)> {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    if !time.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'Z')) || date.len() != 10 {
        return None;
    }
    let part = |from: usize, to: usize| {
        let digits = date.get(from..to).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        digits.parse::<i32>().ok()
    };
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    if date.get(4..5)? != "-" || date.get(7..8)? != "-" || day < 1 || day > length(year, month)? {
        return None;
    }
    // Years from March on, so that the leap day is the last of its year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days = 365 * year + leap_days + (153 * month + 2) / 5 + day - 1;
    // Days from 0000-03-01 to 1970-01-01.
    Some((date.to_owned(), days - 719_468))
}

/// The minute of the day of `2022-08-19T07:30:00.000`; 0 without a time.
fn minute(text: &str) -> u16 {
    let part = |from: usize, most: u16| {
        text.get(from..from + 2).and_then(|digits| digits.parse().ok()).filter(|number: &u16| *number <= most)
    };
    match (part(11, 23), part(14, 59)) {
        (Some(hour), Some(minute)) => hour * 60 + minute,
        _ => 0,
    }
}

/// Days of a month.
fn length(year: i32, month: i32) -> Option<i32> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        // Days by Python: (date(y, m, d) - date(1970, 1, 1)).days
        for (text, expected) in [
            ("1970-01-01T00:00:00.000", 0),
            ("1969-12-31", -1),
            ("2022-08-19T00:00:00.000", 19223),
            ("2024-02-29T00:00:00", 19782),
            ("2000-03-01T00:00:00Z", 11017),
            ("1899-12-31T00:00:00.000", -25568),
            ("9999-12-31", 2932896),
            ("0001-01-01", -719162),
        ] {
            let expected_text = text.get(..10).unwrap_or_default().to_owned();
            let cell = GridCell { text: expected_text, kind: CellKind::Day(expected) };
            assert_eq!(typed("DateTime", text.to_owned()), cell, "{text}");
        }
        let cell = typed("DateTime", "2022-08-19T07:30:00.000".to_owned());
        assert_eq!((cell.text.as_str(), cell.kind), ("2022-08-19", CellKind::Moment(19_223, 450)));
    }

    #[test]
    fn what_is_no_date_is_text() {
        for text in
            ["2023-02-29", "2022-13-01", "2022-00-10", "2022-1-1", "19/08/2022", "2022-08-19Tx", "", "2022-08-1ư"]
        {
            assert_eq!(typed("DateTime", text.to_owned()), GridCell { text: text.to_owned(), kind: CellKind::Text });
        }
    }

    #[test]
    fn other_types() {
        let cell = |text: &str, kind| GridCell { text: text.to_owned(), kind };
        for (kind, text, expected) in [
            ("Number", "1.2300000000000001E+2", cell("123.00000000000001", CellKind::Number)),
            ("Number", " 44792.5 ", cell("44792.5", CellKind::Number)),
            ("Number", "1.013220", cell("1.013220", CellKind::Number)),
            ("Number", "12 hồ sơ", cell("12 hồ sơ", CellKind::Text)),
            ("String", "00123", cell("00123", CellKind::Text)),
            ("String", " a ", cell(" a ", CellKind::Text)),
            ("Boolean", "1", cell("true", CellKind::Text)),
            ("Boolean", "0", cell("false", CellKind::Text)),
            ("Boolean", "x", cell("x", CellKind::Text)),
            ("Error", "#N/A", cell("#N/A", CellKind::Text)),
            ("", "7", cell("7", CellKind::Text)),
        ] {
            assert_eq!(typed(kind, text.to_owned()), expected, "{kind} {text}");
        }
    }
}
