//! Numbers and texts to days and times of day.

/// How a workbook counts its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Epoch {
    /// 1 is 1900-01-01, and 60 the 29 February 1900 that never was.
    From1900,
    /// 0 is 1904-01-01.
    From1904,
}

/// Days since 1970-01-01 of the first and the last day there may be: 1900-01-01 and 9999-12-31.
const FIRST: i32 = -25_567;
const LAST: i32 = 2_932_896;

/// The day of a serial number (số thứ tự ngày), in days since 1970-01-01. None when it is no day from 1900 to 9999.
pub(super) fn of_serial(serial: f64, epoch: Epoch) -> Option<i32> {
    if !(0.0..3_000_000.0).contains(&serial) {
        return None;
    }
    // Systems write the end of a day as its last moment: rounding would make it the next day.
    let whole = serial.floor() as i32;
    let day = match (epoch, whole) {
        (Epoch::From1904, _) => whole - 24_107,
        (Epoch::From1900, 0 | 60) => return None,
        (Epoch::From1900, 1..60) => whole - 25_568,
        (Epoch::From1900, _) => whole - 25_569,
    };
    (FIRST..=LAST).contains(&day).then_some(day)
}

/// The minute of the day of a serial number that is a day. It is rounded to the second first: programs cut fractions somewhere.
pub(super) fn minute_of_serial(serial: f64) -> u16 {
    const SECONDS: f64 = 86_400.0;
    let seconds = (serial.fract() * SECONDS).round().clamp(0.0, SECONDS - 1.0) as u32;
    u16::try_from(seconds / 60).unwrap_or_default()
}

/// The minute of the day of an ISO 8601 date with a time of day after it (`2022-08-19T15:01:00`); 0 without one.
pub(super) fn minute_of_iso(text: &str) -> u16 {
    let Some((_, time)) = text.split_once(['T', ' ']) else { return 0 };
    let mut steps = time.trim().split(':');
    let mut number = |most: u16| {
        let number: u16 = steps.next()?.get(..2)?.parse().ok()?;
        (number <= most).then_some(number)
    };
    match (number(23), number(59)) {
        (Some(hour), Some(minute)) => hour * 60 + minute,
        _ => 0,
    }
}

/// `yyyy-MM-dd` of a day in days since 1970-01-01.
pub(super) fn iso(day: i32) -> String {
    // Years begin in March, so that the leap day is the last of its year; eras of 400 years from 0000-03-01.
    let shifted = i64::from(day) + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let of_era_year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * of_era_year + of_era_year / 4 - of_era_year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let date = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = of_era_year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{date:02}")
}

/// The day of an ISO 8601 date, with or without a time of day after it. None when it is no day from 1900 to 9999.
pub(super) fn of_iso(text: &str) -> Option<i32> {
    let date = text.split_once(['T', ' ']).map_or(text, |(date, _)| date).trim();
    let mut steps = date.split('-');
    let mut digits = |length: usize| {
        let step = steps.next()?;
        (step.len() == length && step.bytes().all(|byte| byte.is_ascii_digit())).then_some(())?;
        step.parse::<i32>().ok()
    };
    let (year, month, date) = (digits(4)?, digits(2)?, digits(2)?);
    if steps.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&date) {
        return None;
    }
    let (march_year, from_march) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let era = march_year.div_euclid(400);
    let of_era_year = march_year.rem_euclid(400);
    let of_year = (153 * from_march + 2) / 5 + date - 1;
    let day = era * 146_097 + of_era_year * 365 + of_era_year / 4 - of_era_year / 100 + of_year - 719_468;
    // 31 April and the like come back as another day.
    ((FIRST..=LAST).contains(&day) && iso(day) == format!("{year:04}-{month:02}-{date:02}")).then_some(day)
}

/// `HH:mm:ss` of a number of days; a time of day drops the days, a duration does not. None for a negative one.
pub(super) fn clock(days: f64, is_duration: bool) -> Option<String> {
    if !(0.0..3_000_000.0).contains(&days) {
        return None;
    }
    let seconds = (days * 86_400.0).round() as u64;
    let hours = if is_duration { seconds / 3_600 } else { seconds / 3_600 % 24 };
    Some(format!("{hours:02}:{:02}:{:02}", seconds / 60 % 60, seconds % 60))
}

/// `HH:mm:ss` of an ISO 8601 duration of hours, minutes and seconds (`PT14H30M00S`).
pub(super) fn clock_of_iso(text: &str) -> Option<String> {
    let mut left = text.trim().strip_prefix("PT")?;
    let mut seconds = 0.0;
    while let Some(end) = left.find(|sign: char| sign.is_ascii_alphabetic()) {
        let (amount, rest) = left.split_at_checked(end)?;
        let unit = match rest.as_bytes().first()? {
            b'H' => 3_600.0,
            b'M' => 60.0,
            b'S' => 1.0,
            _ => return None,
        };
        seconds += amount.replace(',', ".").parse::<f64>().ok()? * unit;
        left = rest.get(1..)?;
    }
    if left.is_empty() { clock(seconds / 86_400.0, true) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_of_1900_have_their_false_leap_day() {
        let shown = |serial| of_serial(serial, Epoch::From1900).map(iso);
        assert_eq!(shown(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(shown(59.0).as_deref(), Some("1900-02-28"));
        assert_eq!(shown(60.0), None);
        assert_eq!(shown(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(shown(25_569.0).as_deref(), Some("1970-01-01"));
        // 45292 is 2024-01-01 in every spreadsheet's manual; the leap day of that year is 59 days on.
        assert_eq!(shown(45_292.75).as_deref(), Some("2024-01-01"));
        assert_eq!(shown(45_351.0).as_deref(), Some("2024-02-29"));
        assert_eq!(shown(2_958_465.999).as_deref(), Some("9999-12-31"));
        for no_day in [0.0, 0.5, -1.0, 2_958_466.0, f64::NAN, f64::INFINITY, 1e300] {
            assert_eq!(shown(no_day), None, "{no_day}");
        }
    }

    #[test]
    fn serials_of_1904_begin_with_0() {
        let shown = |serial| of_serial(serial, Epoch::From1904).map(iso);
        assert_eq!(shown(0.0).as_deref(), Some("1904-01-01"));
        // 1462 days lie between the two epochs.
        assert_eq!(shown(43_830.0).as_deref(), Some("2024-01-01"));
        assert_eq!(shown(2_957_003.0).as_deref(), Some("9999-12-31"));
        assert_eq!(shown(2_957_004.0), None);
    }

    #[test]
    fn the_last_moment_of_a_day_is_of_that_day() {
        assert_eq!(of_serial(45_291.999_999_999, Epoch::From1900), of_serial(45_291.0, Epoch::From1900));
        assert_eq!(of_serial(45_291.999_98, Epoch::From1900), of_serial(45_291.0, Epoch::From1900));
    }

    #[test]
    fn minutes_of_the_day() {
        assert_eq!(minute_of_serial(45_291.0), 0);
        assert_eq!(minute_of_serial(45_291.0 + 901.0 / 1440.0), 901);
        assert_eq!(minute_of_serial(45_291.999_999_999), 1439);
        assert_eq!(minute_of_iso("2024-02-29T13:45:00"), 825);
        assert_eq!(minute_of_iso("2024-02-29T13:45"), 825);
        for none in ["2024-02-29", "2024-02-29T", "2024-02-29T24:00:00", "2024-02-29T00:00:00", "2024-02-29Txx:yy"] {
            assert_eq!(minute_of_iso(none), 0, "{none}");
        }
    }

    #[test]
    fn iso_dates_are_days() {
        assert_eq!(of_iso("1970-01-01"), Some(0));
        assert_eq!(of_iso("2024-02-29T13:45:00"), Some(19_782));
        assert_eq!(of_iso("9999-12-31"), Some(LAST));
        assert_eq!(of_iso("1900-01-01"), Some(FIRST));
        for none in
            ["2023-02-29", "1899-12-30", "2024-13-01", "2024-1-01", "20240101", "", "2024-04-31", "2024-01-01-01"]
        {
            assert_eq!(of_iso(none), None, "{none}");
        }
    }

    #[test]
    fn every_day_comes_back() {
        for day in (FIRST..=LAST).step_by(89) {
            assert_eq!(of_iso(&iso(day)), Some(day));
        }
    }

    #[test]
    fn clocks() {
        assert_eq!(clock(0.604_166_666_666_667, false).as_deref(), Some("14:30:00"));
        assert_eq!(clock(1.5, true).as_deref(), Some("36:00:00"));
        assert_eq!(clock(1.5, false).as_deref(), Some("12:00:00"));
        assert_eq!(clock(-0.5, true), None);
        assert_eq!(clock_of_iso("PT14H30M05S").as_deref(), Some("14:30:05"));
        assert_eq!(clock_of_iso("PT30H00M00.000S").as_deref(), Some("30:00:00"));
        assert_eq!(clock_of_iso("P1D"), None);
        assert_eq!(clock_of_iso("PT5"), None);
    }
}
