use std::str::FromStr;

use crate::period::Day;

/// The years a dossier can carry; a date outside them is a slip of the pen, and is rejected.
const PLAUSIBLE_YEARS: std::ops::RangeInclusive<u32> = 1990..=2100;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Sign(u8),
}

/// A form in which dates are written, such as `dd/MM/yyyy HH:mm`. Every number has its full width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateForm {
    parts: Vec<(Part, usize)>,
    width: usize,
}

impl DateForm {
    /// Reads the day of `text`; the time of day is checked and dropped.
    #[must_use]
    pub fn read(&self, text: &[u8]) -> Option<Day> {
        if text.len() != self.width {
            return None;
        }
        let (mut year, mut month, mut day) = (0, 1, 1);
        let mut rest = text;
        for (part, width) in &self.parts {
            let (here, after) = rest.split_at(*width);
            rest = after;
            if let Part::Sign(sign) = part {
                if here != [*sign] {
                    return None;
                }
                continue;
            }
            let mut number = 0_u32;
            for digit in here {
                if !digit.is_ascii_digit() {
                    return None;
                }
                number = number * 10 + u32::from(digit - b'0');
            }
            match part {
                Part::Year => year = number,
                Part::Month => month = number,
                Part::Day => day = number,
                Part::Hour if number > 23 => return None,
                Part::Minute | Part::Second if number > 59 => return None,
                Part::Hour | Part::Minute | Part::Second | Part::Sign(_) => {}
            }
        }
        if !PLAUSIBLE_YEARS.contains(&year) {
            return None;
        }
        Day::from_civil(i32::try_from(year).ok()?, month, day)
    }
}

impl FromStr for DateForm {
    type Err = String;

    fn from_str(pattern: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = pattern;
        let numbers = [
            ("yyyy", Part::Year),
            ("MM", Part::Month),
            ("dd", Part::Day),
            ("HH", Part::Hour),
            ("mm", Part::Minute),
            ("ss", Part::Second),
        ];
        'parts: while let Some(sign) = rest.bytes().next() {
            for (letters, part) in numbers {
                if let Some(after) = rest.strip_prefix(letters) {
                    parts.push((part, letters.len()));
                    rest = after;
                    continue 'parts;
                }
            }
            if !matches!(sign, b'/' | b'-' | b'.' | b':' | b' ' | b'T') {
                return Err(pattern.to_owned());
            }
            parts.push((Part::Sign(sign), 1));
            rest = &rest[1..];
        }
        let once = |wanted: Part| parts.iter().filter(|(part, _)| *part == wanted).count() == 1;
        if !(once(Part::Year) && once(Part::Month) && once(Part::Day)) {
            return Err(pattern.to_owned());
        }
        let width = parts.iter().map(|(_, width)| width).sum();
        Ok(Self { parts, width })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: &str, text: &str) -> Option<String> {
        form.parse::<DateForm>().unwrap().read(text.as_bytes()).map(|day| day.to_string())
    }

    #[test]
    fn forms_of_running_systems() {
        assert_eq!(read("dd/MM/yyyy", "19/08/2022").as_deref(), Some("2022-08-19"));
        assert_eq!(read("dd/MM/yyyy HH:mm", "19/08/2022 23:59").as_deref(), Some("2022-08-19"));
        assert_eq!(read("yyyyMMddHHmmss", "20220819070000").as_deref(), Some("2022-08-19"));
        assert_eq!(read("yyyy-MM-ddTHH:mm:ss", "2022-08-19T00:00:00").as_deref(), Some("2022-08-19"));
    }

    #[test]
    fn what_is_no_date_of_the_form_is_none() {
        let wrong = ["31/02/2022", "1/8/2022", "19/08/22", "19-08-2022", "19/08/0022", "19/08/2022 ", "", "aa/bb/cccc"];
        for text in wrong {
            assert_eq!(read("dd/MM/yyyy", text), None, "{text}");
        }
        assert_eq!(read("dd/MM/yyyy HH:mm", "19/08/2022 24:00"), None);
        assert_eq!(read("dd/MM/yyyy HH:mm", "19/08/2022 23:60"), None);
    }

    #[test]
    fn forms_without_a_whole_day_are_refused() {
        for form in ["MM/yyyy", "dd/MM/yy", "dd/MM/yyyy x", "", "dd/dd/MM/yyyy"] {
            assert!(form.parse::<DateForm>().is_err(), "{form}");
        }
    }
}
