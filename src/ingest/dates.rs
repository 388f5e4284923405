use crate::period::Day;

use super::RepairRule;
use super::fixed_form::FixedForm;
use super::reading_rules::{DateRules, offset_minutes};

/// Days from 30 December 1899 to 1 January 1970: serial 1 is 1 January 1900, and 29 February 1900, which never was, is 60.
const SERIAL_1900: i32 = 25_569;
/// Digits of the serial number of a day before the year 2173.
pub(super) const MOST_SERIAL_DIGITS: usize = 5;
/// Days from 1 January 1904 to 1 January 1970; serial 0 is 1 January 1904.
const SERIAL_1904: i32 = 24_107;

/// A part of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    /// Digits after the second.
    Fraction,
    /// `AM`, `PM`, or `SA`, `CH`.
    Half,
    /// `Z`, `+0000`, `+07:00`.
    Offset,
    Sign(u8),
}

/// A day as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The local day.
    pub day: Day,
    /// Why the day is not the one written: a time of another offset, or a serial number.
    pub repair: Option<RepairRule>,
    /// True for the days 1 to 12 of a month, which could be months too.
    pub is_low: bool,
}

/// What wrote a date, as far as its form tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// A spreadsheet program, as a number.
    Stored,
    /// `19/08/2022`: the form does not tell by itself which of two numbers is the day.
    DayOrMonthFirst,
    /// The same with a time of half days, as programs with United States settings write it.
    HalfDays,
    /// `2022-08-19`.
    YearFirst,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// Each part with the fewest and the most characters it may have.
    Parts(Vec<(Part, usize, usize)>),
    /// The number of a day, counted from the day before 1970-01-01 by so many days.
    Serial(i32),
}

/// A form in which dates are written, such as `dd/MM/yyyy HH:mm`. Two letters mean two digits, one letter one or two; `S` is
/// a fraction of a second, `X` an offset, `tt` a half of the day. `{utc}` at the end: times are UTC though they do not say
/// so. `serial-1900` and `serial-1904` are the day numbers of spreadsheet programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateForm {
    pub(super) shape: Shape,
    /// The shape, when every part has its place.
    pub(super) fixed: Option<FixedForm>,
    pub(super) fewest: usize,
    pub(super) most: usize,
    pub(super) is_utc: bool,
    /// The day stands before the month, or the month before the day, with the year last.
    is_day_or_month_first: bool,
    pub(super) rules: DateRules,
    /// As it was written.
    pattern: Box<str>,
}

/// What the parts of a text say.
#[derive(Default)]
pub(super) struct Read {
    pub(super) year: u32,
    pub(super) month: u32,
    pub(super) day: u32,
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) afternoon: Option<bool>,
    pub(super) offset: Option<i32>,
}

impl DateForm {
    /// Reads the day of `text` in local time; the time of day is checked and dropped.
    #[must_use]
    #[inline(always)]
    pub fn read(&self, text: &[u8]) -> Option<Dated> {
        if !(self.fewest..=self.most).contains(&text.len()) {
            return None;
        }
        match &self.fixed {
            // Of a form without halves of a day and offsets nothing else is to be told.
            Some(fixed) if !self.is_utc => {
                let Read { year, month, day, .. } = fixed.read(text)?;
                self.plausible(year, month, day)
            }
            _ => self.read_otherwise(text),
        }
    }

    /// The same for a form that does not have everything at its place.
    #[inline(never)]
    fn read_otherwise(&self, text: &[u8]) -> Option<Dated> {
        let read = match (&self.fixed, &self.shape) {
            (Some(fixed), _) => fixed.read(text)?,
            (None, Shape::Serial(epoch)) => return self.serial(text, *epoch),
            (None, Shape::Parts(parts)) => self.parts(parts, text)?,
        };
        self.local(&read, read.month, read.day)
    }

    /// The minute of the day of `text`, in local time; none when the form has no time of day or `text` is none of it. Midnight,
    /// as written or in local time, is no time of day: it is what systems write that keep days only.
    #[must_use]
    pub fn minute(&self, text: &[u8]) -> Option<u16> {
        const OF_A_DAY: i32 = 24 * 60;
        let minute = match &self.shape {
            Shape::Serial(_) => serial_minute(text)?,
            Shape::Parts(parts) if parts.iter().any(|(part, ..)| *part == Part::Hour) => {
                let read = self.parts(parts, text)?;
                let written = self.hour(&read)? * 60 + read.minute;
                let offset = read.offset.or(self.is_utc.then_some(0));
                let moved = offset.map_or(0, |offset| self.rules.local_offset - offset);
                let written = i32::try_from(written).ok().filter(|minute| *minute > 0)?;
                (written + moved).rem_euclid(OF_A_DAY)
            }
            Shape::Parts(_) => return None,
        };
        u16::try_from(minute).ok().filter(|minute| *minute > 0)
    }

    /// The day that `text` would be if day and month changed places, where both orders are written so.
    #[must_use]
    pub fn read_swapped(&self, text: &[u8]) -> Option<Day> {
        match &self.shape {
            Shape::Parts(parts) if self.is_day_or_month_first && (self.fewest..=self.most).contains(&text.len()) => {
                let read = self.parts(parts, text)?;
                let (month, day) = (read.day, read.month);
                self.local(&read, month, day).map(|dated| dated.day)
            }
            _ => None,
        }
    }

    /// The hand that wrote dates of this form: a column that two hands wrote may hold dates of two orders.
    #[must_use]
    pub fn hand(&self) -> Hand {
        match &self.shape {
            Shape::Serial(_) => Hand::Stored,
            Shape::Parts(parts) if self.is_day_or_month_first => {
                if parts.iter().any(|(part, ..)| *part == Part::Half) {
                    Hand::HalfDays
                } else {
                    Hand::DayOrMonthFirst
                }
            }
            Shape::Parts(_) => Hand::YearFirst,
        }
    }

    /// The form as it was written: `dd/MM/yyyy`.
    #[must_use]
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    pub(super) fn parts(&self, parts: &[(Part, usize, usize)], text: &[u8]) -> Option<Read> {
        let mut read = Read { month: 1, ..Read::default() };
        let mut rest = text;
        for (part, fewest, most) in parts {
            match part {
                Part::Sign(sign) => {
                    rest = rest.strip_prefix(&[*sign])?;
                    continue;
                }
                Part::Half => {
                    let (half, after) = rest.split_at_checked(2)?;
                    read.afternoon = Some(match half.to_ascii_uppercase().as_slice() {
                        b"AM" | b"SA" => false,
                        b"PM" | b"CH" => true,
                        _ => return None,
                    });
                    rest = after;
                    continue;
                }
                Part::Offset => {
                    read.offset = Some(offset_minutes(std::str::from_utf8(rest).ok()?)?);
                    rest = &[];
                    continue;
                }
                _ => {}
            }
            let width = rest.iter().take(*most).take_while(|byte| byte.is_ascii_digit()).count();
            if width < *fewest {
                return None;
            }
            let (here, after) = rest.split_at(width);
            rest = after;
            if *part == Part::Fraction {
                continue;
            }
            let number = here.iter().fold(0_u32, |number, digit| number * 10 + u32::from(digit - b'0'));
            match part {
                Part::Year => read.year = number,
                Part::Month => read.month = number,
                Part::Day => read.day = number,
                Part::Hour if number > 23 => return None,
                Part::Minute | Part::Second if number > 59 => return None,
                Part::Hour => read.hour = number,
                Part::Minute => read.minute = number,
                Part::Second | Part::Fraction | Part::Half | Part::Offset | Part::Sign(_) => {}
            }
        }
        rest.is_empty().then_some(read)
    }

    fn is_plausible(&self, year: u32) -> bool {
        (self.rules.first_year..=self.rules.last_year).contains(&year)
    }

    /// A local day that a dossier can carry.
    #[inline]
    fn plausible(&self, year: u32, month: u32, day: u32) -> Option<Dated> {
        let written = Day::from_civil(i32::try_from(year).ok()?, month, day)?;
        self.is_plausible(year).then_some(Dated { day: written, repair: None, is_low: day <= 12 })
    }

    fn local(&self, read: &Read, month: u32, day: u32) -> Option<Dated> {
        let hour = self.hour(read)?;
        let Some(offset) = read.offset.or(self.is_utc.then_some(0)) else {
            return self.plausible(read.year, month, day);
        };
        let written = Day::from_civil(i32::try_from(read.year).ok()?, month, day)?;
        let minutes = i32::try_from(hour * 60 + read.minute).ok()? - offset + self.rules.local_offset;
        let local = written.plus(minutes.div_euclid(24 * 60));
        // It is the local day that has to be one a dossier can carry.
        if !u32::try_from(local.civil().0).is_ok_and(|year| self.is_plausible(year)) {
            return None;
        }
        let repair = (local != written).then_some(RepairRule::LocalDay);
        Some(Dated { day: local, repair, is_low: day <= 12 })
    }

    /// The hour of 24; none when halves of a day are told and it is none of theirs.
    fn hour(&self, read: &Read) -> Option<u32> {
        match read.afternoon {
            None => Some(read.hour),
            Some(_) if !(1..=12).contains(&read.hour) => None,
            Some(afternoon) => Some(read.hour % 12 + if afternoon { 12 } else { 0 }),
        }
    }

    fn serial(&self, text: &[u8], epoch: i32) -> Option<Dated> {
        let text = std::str::from_utf8(text).ok()?;
        let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
        if !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        // A longer number is no day, but perhaps one by which a person is called.
        if whole.len() > MOST_SERIAL_DIGITS {
            return None;
        }
        self.rules.plausible(Day(whole.parse::<i32>().ok()?.checked_sub(epoch)?), Some(RepairRule::Serial))
    }

    /// Reads a pattern.
    ///
    /// # Errors
    /// The pattern itself, when it is none or has not a year, a month and a day.
    pub fn new(pattern: &str, rules: DateRules) -> Result<Self, String> {
        let serial = |epoch| Self {
            shape: Shape::Serial(epoch),
            fixed: None,
            fewest: 5,
            most: 24,
            is_utc: false,
            is_day_or_month_first: false,
            rules,
            pattern: pattern.into(),
        };
        match pattern {
            "serial-1900" => return Ok(serial(SERIAL_1900)),
            "serial-1904" => return Ok(serial(SERIAL_1904)),
            _ => {}
        }
        let (pattern_of_parts, is_utc) = match pattern.strip_suffix("{utc}") {
            Some(rest) => (rest, true),
            None => (pattern, false),
        };
        let mut parts = Vec::new();
        let mut rest = pattern_of_parts;
        let numbers = [
            ("yyyy", Part::Year, 4, 4),
            ("MM", Part::Month, 2, 2),
            ("M", Part::Month, 1, 2),
            ("dd", Part::Day, 2, 2),
            ("d", Part::Day, 1, 2),
            ("HH", Part::Hour, 2, 2),
            ("H", Part::Hour, 1, 2),
            ("mm", Part::Minute, 2, 2),
            ("ss", Part::Second, 2, 2),
            ("S", Part::Fraction, 1, 9),
            ("tt", Part::Half, 2, 2),
            ("X", Part::Offset, 1, 6),
        ];
        'parts: while let Some(sign) = rest.bytes().next() {
            for (letters, part, fewest, most) in numbers {
                if let Some(after) = rest.strip_prefix(letters) {
                    parts.push((part, fewest, most));
                    rest = after;
                    continue 'parts;
                }
            }
            if !matches!(sign, b'/' | b'-' | b'.' | b':' | b' ' | b'T' | b',') {
                return Err(pattern.to_owned());
            }
            parts.push((Part::Sign(sign), 1, 1));
            rest = &rest[1..];
        }
        let count = |wanted: Part| parts.iter().filter(|(part, ..)| *part == wanted).count();
        let place = |wanted: Part| parts.iter().position(|(part, ..)| *part == wanted);
        let whole = count(Part::Year) == 1 && count(Part::Month) == 1 && count(Part::Day) == 1;
        let offset_is_last = place(Part::Offset).is_none_or(|place| place + 1 == parts.len());
        if !whole || !offset_is_last {
            return Err(pattern.to_owned());
        }
        let (fewest, most) = parts.iter().fold((0, 0), |(fewest, most), part| (fewest + part.1, most + part.2));
        let is_day_or_month_first = place(Part::Year) > place(Part::Day) && place(Part::Year) > place(Part::Month);
        let fixed = FixedForm::new(&parts);
        let shape = Shape::Parts(parts);
        let pattern = pattern.into();
        Ok(Self { shape, fixed, fewest, most, is_utc, is_day_or_month_first, rules, pattern })
    }
}

/// The minute that the fraction of a serial number is: `44792.75` is 18:00. Spreadsheet programs cut fractions somewhere, so it
/// is rounded to the nearest second before the minute is taken.
fn serial_minute(text: &[u8]) -> Option<i32> {
    /// Digits of a fraction that are looked at: more say less than a second.
    const DIGITS: usize = 9;
    const SECONDS: u64 = 24 * 60 * 60;
    let (_, fraction) = std::str::from_utf8(text).ok()?.split_once(['.', ','])?;
    let digits = fraction.bytes().filter(u8::is_ascii_digit).chain(std::iter::repeat(b'0')).take(DIGITS);
    let parts = digits.fold(0, |parts, digit| parts * 10 + u64::from(digit - b'0'));
    let whole = 10_u64.pow(9);
    let seconds = (parts * SECONDS * 2 + whole) / (whole * 2);
    // The last half second of a day is midnight of the next.
    i32::try_from(seconds.min(SECONDS - 1) / 60).ok()
}

#[cfg(test)]
impl DateForm {
    /// The twin of [`DateForm::read`]: part by part, whatever places they have.
    pub(super) fn read_by_parts(&self, text: &[u8]) -> Option<Dated> {
        match &self.shape {
            Shape::Parts(parts) if (self.fewest..=self.most).contains(&text.len()) => {
                let read = self.parts(parts, text)?;
                self.local(&read, read.month, read.day)
            }
            _ => None,
        }
    }

    /// True when every part has its place.
    pub(super) fn is_fixed(&self) -> bool {
        self.fixed.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: DateRules = DateRules { first_year: 1995, last_year: 2049, local_offset: 420 };

    fn read(form: &str, text: &str) -> Option<String> {
        DateForm::new(form, RULES).unwrap().read(text.as_bytes()).map(|dated| dated.day.to_string())
    }

    #[test]
    fn forms_of_running_systems() {
        assert_eq!(read("dd/MM/yyyy", "19/08/2022").as_deref(), Some("2022-08-19"));
        assert_eq!(read("dd/MM/yyyy HH:mm", "19/08/2022 23:59").as_deref(), Some("2022-08-19"));
        assert_eq!(read("yyyyMMddHHmmss", "20220819070000").as_deref(), Some("2022-08-19"));
        assert_eq!(read("yyyy-MM-ddTHH:mm:ss", "2022-08-19T00:00:00").as_deref(), Some("2022-08-19"));
        assert_eq!(read("d/M/yyyy H:mm", "2/5/2024 7:05").as_deref(), Some("2024-05-02"));
        assert_eq!(read("d/M/yyyy", "12/5/2024").as_deref(), Some("2024-05-12"));
        assert_eq!(read("d/M/yyyy H:mm:ss tt", "19/8/2022 12:30:00 SA").as_deref(), Some("2022-08-19"));
    }

    /// Midnight in Hà Nội is 17:00 UTC of the day before.
    #[test]
    fn times_with_an_offset_are_moved_to_local_time() {
        let form = "yyyy-MM-ddTHH:mm:ss.SX";
        assert_eq!(read(form, "2022-08-18T16:59:59.999Z").as_deref(), Some("2022-08-18"));
        assert_eq!(read(form, "2022-08-18T17:00:00.0Z").as_deref(), Some("2022-08-19"));
        assert_eq!(read(form, "2022-08-18T17:00:00.000+0000").as_deref(), Some("2022-08-19"));
        assert_eq!(read(form, "2022-08-18T23:59:59.000+07:00").as_deref(), Some("2022-08-18"));
        assert_eq!(read(form, "2022-01-01T00:30:00.0+0900").as_deref(), Some("2021-12-31"));
        assert_eq!(read("yyyy-MM-dd HH:mm:ss{utc}", "2022-12-31 17:00:00").as_deref(), Some("2023-01-01"));
        assert_eq!(read("yyyy-MM-ddTHH:mm:ssX", "2022-08-18T17:00:00"), None);
    }

    #[test]
    fn the_minute_of_the_day_is_local_and_midnight_is_none() {
        let minute = |form: &str, text: &str| DateForm::new(form, RULES).unwrap().minute(text.as_bytes());
        assert_eq!(minute("dd/MM/yyyy HH:mm", "19/08/2022 15:00"), Some(900));
        assert_eq!(minute("dd/MM/yyyy HH:mm:ss", "19/08/2022 15:01:59"), Some(901));
        assert_eq!(minute("d/M/yyyy H:mm tt", "19/8/2022 3:05 CH"), Some(905));
        assert_eq!(minute("dd/MM/yyyy", "19/08/2022"), None);
        assert_eq!(minute("dd/MM/yyyy HH:mm:ss", "19/08/2022 00:00:00"), None);
        // 08:30 UTC is 15:30 in Hà Nội; 17:00 UTC is midnight there, 20:00 UTC is 03:00 of the next day.
        assert_eq!(minute("yyyy-MM-ddTHH:mm:ssX", "2022-08-19T08:30:00Z"), Some(930));
        assert_eq!(minute("yyyy-MM-ddTHH:mm:ssX", "2022-08-19T17:00:00Z"), None);
        assert_eq!(minute("yyyy-MM-ddTHH:mm:ssX", "2022-08-19T00:00:00Z"), None);
        assert_eq!(minute("yyyy-MM-dd HH:mm:ss{utc}", "2022-08-19 20:00:00"), Some(180));
        assert_eq!(minute("serial-1900", "44792.75"), Some(18 * 60));
        assert_eq!(minute("serial-1900", "44792,6256944"), Some(15 * 60 + 1));
        assert_eq!(minute("serial-1900", "44792"), None);
        assert_eq!(minute("serial-1900", "44792.999999999"), Some(24 * 60 - 1));
    }

    /// 44792 is 19 August 2022 in a spreadsheet of the 1900 system, four years and a day later in one of 1904.
    #[test]
    fn serial_numbers_of_both_systems() {
        assert_eq!(read("serial-1900", "44792").as_deref(), Some("2022-08-19"));
        assert_eq!(read("serial-1900", "44792.75").as_deref(), Some("2022-08-19"));
        assert_eq!(read("serial-1904", "43330").as_deref(), Some("2022-08-19"));
        for text in ["4479", "447920", "44792.", "4479a", "-44792", "20220819", "99999999999999999999"] {
            assert_eq!(read("serial-1900", text), None, "{text}");
        }
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
    fn day_and_month_may_have_changed_places() {
        let form = DateForm::new("dd/MM/yyyy", RULES).unwrap();
        assert_eq!(form.read(b"08/19/2022"), None);
        assert_eq!(form.read_swapped(b"08/19/2022"), Day::from_civil(2022, 8, 19));
        assert_eq!(DateForm::new("yyyy-MM-dd", RULES).unwrap().read_swapped(b"2022-19-08"), None);
    }

    #[test]
    fn forms_without_a_whole_day_are_refused() {
        for form in ["MM/yyyy", "dd/MM/yy", "dd/MM/yyyy x", "", "dd/dd/MM/yyyy", "yyyy-MM-ddX HH", "serial"] {
            assert!(DateForm::new(form, RULES).is_err(), "{form}");
        }
    }

    /// Dossiers keep days in a number that others do not have: whatever moves a day is looked at before.
    #[test]
    fn no_day_is_read_that_a_dossier_cannot_keep() {
        use crate::dossiers::{YEARS_KEPT, day_kept, kept_day};
        let mut read_at_all = 0;
        for local_offset in [-720, 0, 420, 840] {
            let rules = DateRules { first_year: *YEARS_KEPT.start(), last_year: *YEARS_KEPT.end(), local_offset };
            let form = DateForm::new("yyyy-MM-ddTHH:mm:ss{utc}", rules).unwrap();
            for year in [1949, 1950, 2128, 2129] {
                for (day, hour) in [("01-01", 0), ("01-01", 23), ("12-31", 0), ("12-31", 23)] {
                    let Some(read) = form.read(format!("{year}-{day}T{hour:02}:30:00").as_bytes()) else { continue };
                    assert!(YEARS_KEPT.contains(&(read.day.civil().0 as u32)), "{year}-{day} {hour} {local_offset}");
                    assert_eq!(day_kept(kept_day(read.day)), Some(read.day));
                    read_at_all += 1;
                }
            }
        }
        assert!(read_at_all > 20, "{read_at_all}");
    }
}
