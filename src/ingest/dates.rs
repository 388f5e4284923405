use std::str::FromStr;

use crate::period::Day;

/// The years a dossier can carry; a date outside them is a slip of the pen, and is rejected.
const PLAUSIBLE_YEARS: std::ops::RangeInclusive<u32> = 1995..=2049;

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

/// A form in which dates are written, such as `dd/MM/yyyy HH:mm`. Two letters mean two digits, one letter one or two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateForm {
    /// Each part with the fewest and the most characters it may have.
    parts: Vec<(Part, usize, usize)>,
    fewest: usize,
    most: usize,
}

impl DateForm {
    /// Reads the day of `text`; the time of day is checked and dropped.
    #[must_use]
    pub fn read(&self, text: &[u8]) -> Option<Day> {
        if !(self.fewest..=self.most).contains(&text.len()) {
            return None;
        }
        let (mut year, mut month, mut day) = (0, 1, 1);
        let mut rest = text;
        for (part, fewest, most) in &self.parts {
            if let Part::Sign(sign) = part {
                rest = rest.strip_prefix(&[*sign])?;
                continue;
            }
            let width = rest.iter().take(*most).take_while(|byte| byte.is_ascii_digit()).count();
            if width < *fewest {
                return None;
            }
            let (here, after) = rest.split_at(width);
            rest = after;
            let number = here.iter().fold(0_u32, |number, digit| number * 10 + u32::from(digit - b'0'));
            match part {
                Part::Year => year = number,
                Part::Month => month = number,
                Part::Day => day = number,
                Part::Hour if number > 23 => return None,
                Part::Minute | Part::Second if number > 59 => return None,
                Part::Hour | Part::Minute | Part::Second | Part::Sign(_) => {}
            }
        }
        if !rest.is_empty() || !PLAUSIBLE_YEARS.contains(&year) {
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
            ("yyyy", Part::Year, 4),
            ("MM", Part::Month, 2),
            ("M", Part::Month, 1),
            ("dd", Part::Day, 2),
            ("d", Part::Day, 1),
            ("HH", Part::Hour, 2),
            ("H", Part::Hour, 1),
            ("mm", Part::Minute, 2),
            ("ss", Part::Second, 2),
        ];
        'parts: while let Some(sign) = rest.bytes().next() {
            for (letters, part, fewest) in numbers {
                if let Some(after) = rest.strip_prefix(letters) {
                    parts.push((part, fewest, fewest.max(2)));
                    rest = after;
                    continue 'parts;
                }
            }
            if !matches!(sign, b'/' | b'-' | b'.' | b':' | b' ' | b'T') {
                return Err(pattern.to_owned());
            }
            parts.push((Part::Sign(sign), 1, 1));
            rest = &rest[1..];
        }
        let once = |wanted: Part| parts.iter().filter(|(part, ..)| *part == wanted).count() == 1;
        if !(once(Part::Year) && once(Part::Month) && once(Part::Day)) {
            return Err(pattern.to_owned());
        }
        let (fewest, most) = parts.iter().fold((0, 0), |(fewest, most), part| (fewest + part.1, most + part.2));
        Ok(Self { parts, fewest, most })
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
        assert_eq!(read("d/M/yyyy H:mm", "2/5/2024 7:05").as_deref(), Some("2024-05-02"));
        assert_eq!(read("d/M/yyyy", "12/5/2024").as_deref(), Some("2024-05-12"));
    }

    #[test]
    fn what_is_no_date_of_the_form_is_none() {
        let wrong = ["31/02/2022", "1/8/2022", "19/08/22", "19-08-2022", "19/08/0022", "19/08/2022 ", "", "aa/bb/cccc"];
        for text in wrong {
            assert_eq!(read("dd/MM/yyyy", text), None, "{text}");
        }
        assert_eq!(read("dd/MM/yyyy HH:mm", "19/08/2022 24:00"), None);
        assert_eq!(read("dd/MM/yyyy HH:mm", "19/08/2022 23:60"), None);
        assert_eq!(read("d/M/yyyy", "123/5/2024"), None);
        assert_eq!(read("d/M/yyyy", "/5/2024"), None);
    }

    #[test]
    fn forms_without_a_whole_day_are_refused() {
        for form in ["MM/yyyy", "dd/MM/yy", "dd/MM/yyyy x", "", "dd/dd/MM/yyyy"] {
            assert!(form.parse::<DateForm>().is_err(), "{form}");
        }
    }
}
