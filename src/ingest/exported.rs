use crate::period::Day;

use super::reading_rules::DateRules;

/// How the day of an export is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// `cchc.toml` says so.
    Declared,
    /// The file's name carries a date.
    FileName,
    /// The latest day received, finished or returned among its dossiers.
    LatestDay,
    /// Nothing tells.
    Unknown,
}

impl Basis {
    /// Every basis.
    pub const ALL: [Basis; 4] = [Basis::Declared, Basis::FileName, Basis::LatestDay, Basis::Unknown];

    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Basis::Declared => "declared",
            Basis::FileName => "file_name",
            Basis::LatestDay => "latest_day",
            Basis::Unknown => "unknown",
        }
    }
}

/// The day an export was made (ngày xuất dữ liệu), by which the newest record of a dossier is found.
///
/// Declared in `cchc.toml`, else the last date in the file's name, else the latest day received, finished or returned
/// among its dossiers. Of two exports of one day the one whose name sorts last is newer; within a file the later record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// The day.
    pub day: Option<Day>,
    /// How it is known.
    pub basis: Basis,
}

impl Exported {
    /// Nothing is known yet.
    pub(super) fn unknown() -> Self {
        Self { day: None, basis: Basis::Unknown }
    }

    pub(super) fn decide(declared: Option<Day>, file_name: &str, latest: Option<Day>, rules: &DateRules) -> Self {
        if let Some(day) = declared {
            return Self { day: Some(day), basis: Basis::Declared };
        }
        if let Some(day) = day_in_name(file_name, rules) {
            return Self { day: Some(day), basis: Basis::FileName };
        }
        match latest {
            Some(day) => Self { day: Some(day), basis: Basis::LatestDay },
            None => Self { day: None, basis: Basis::Unknown },
        }
    }
}

/// The last date in a file name: `2022-08-19`, `20220819`, `19-08-2022`, or a month `2022-08`, which stands for its end.
/// The parts may be joined by `-`, `_`, `.` or a blank.
fn day_in_name(name: &str, rules: &DateRules) -> Option<Day> {
    let mut numbers: Vec<(usize, usize, &str)> = Vec::new();
    let mut start = None;
    for (place, letter) in name.char_indices().chain([(name.len(), ' ')]) {
        match (letter.is_ascii_digit(), start) {
            (true, None) => start = Some(place),
            (false, Some(from)) => {
                numbers.push((from, place, &name[from..place]));
                start = None;
            }
            _ => {}
        }
    }
    let joined = |left: usize, right: usize| {
        let between = &name[numbers[left].1..numbers[right].0];
        matches!(between, "-" | "_" | "." | " ")
    };
    let number = |index: usize, width: usize| -> Option<u32> {
        numbers.get(index).filter(|(_, _, digits)| digits.len() == width).and_then(|(_, _, digits)| digits.parse().ok())
    };
    let is_plausible = |year: &u32| (rules.first_year..=rules.last_year).contains(year);
    let year = |number: u32| Some(number).filter(is_plausible).and_then(|year| i32::try_from(year).ok());
    let mut last = None;
    let mut index = 0;
    while index < numbers.len() {
        let digits = numbers[index].2;
        let three = index + 2 < numbers.len() && joined(index, index + 1) && joined(index + 1, index + 2);
        let two = index + 1 < numbers.len() && joined(index, index + 1);
        let (day, used) = if digits.len() == 8 {
            let part = |range: std::ops::Range<usize>| digits[range].parse::<u32>().ok();
            let civil = (part(0..4).and_then(year), part(4..6), part(6..8));
            (if let (Some(year), Some(month), Some(day)) = civil { Day::from_civil(year, month, day) } else { None }, 1)
        } else if let (true, Some(first), Some(month), Some(third)) =
            (three, number(index, 4), number(index + 1, 2), number(index + 2, 2))
        {
            (year(first).and_then(|year| Day::from_civil(year, month, third)), 3)
        } else if let (true, Some(first), Some(month), Some(third)) =
            (three, number(index, 2), number(index + 1, 2), number(index + 2, 4))
        {
            (year(third).and_then(|year| Day::from_civil(year, month, first)), 3)
        } else if let (true, Some(first), Some(month)) = (two, number(index, 4), number(index + 1, 2)) {
            let next = if month == 12 { (1, 1) } else { (0, month + 1) };
            let end = year(first)
                .filter(|_| (1..=12).contains(&month))
                .and_then(|year| Day::from_civil(year + next.0, next.1, 1));
            (end.map(|day| day.plus(-1)), 2)
        } else {
            (None, 1)
        };
        index += if day.is_some() { used } else { 1 };
        last = day.or(last);
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_file_names() {
        let rules = DateRules { first_year: 1995, last_year: 2049, local_offset: 420 };
        let cases = [
            ("huyen-2022-08-19.csv", Some("2022-08-19")),
            ("xa_20220731_final.csv", Some("2022-07-31")),
            ("export 19.08.2022.csv", Some("2022-08-19")),
            ("bao-cao-2022-02.csv", Some("2022-02-28")),
            ("2022-01-01_2022-08-19.csv", Some("2022-08-19")),
            ("xa-2021-12.csv", Some("2021-12-31")),
            ("mau-2022-13-45.csv", None),
            ("phuong-12.csv", None),
            ("H56.14-240823-0001.csv", None),
        ];
        for (name, day) in cases {
            assert_eq!(day_in_name(name, &rules).map(|day| day.to_string()).as_deref(), day, "{name}");
        }
    }
}
