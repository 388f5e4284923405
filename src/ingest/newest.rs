use std::collections::BTreeMap;

use hashbrown::HashTable;

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

/// Which records count, and what became of the others.
pub(super) struct Superseded {
    /// For every record, whether it is the newest one of its dossier.
    pub(super) keep: Vec<bool>,
    /// Records that another one of the same list replaces, by list.
    pub(super) within: BTreeMap<u16, u64>,
    /// Dossiers that two units have, by the numbers of the unit replaced and of the unit that counts.
    pub(super) moved: BTreeMap<(u32, u32), u64>,
}

/// For every dossier, which of its records counts: the newest one, and only it.
///
/// `fingerprints` tell dossiers apart, `sources` say which list a record came from, `units` which unit it names, `ranks` how
/// new each list is. Records stand in the order in which they were read.
pub(super) fn newest(
    fingerprints: &[u128],
    sources: &[u16],
    units: &dyn Fn(usize) -> u32,
    ranks: &[usize],
) -> Superseded {
    let mut superseded =
        Superseded { keep: vec![true; fingerprints.len()], within: BTreeMap::new(), moved: BTreeMap::new() };
    // The table holds record numbers only; the fingerprint, evenly spread, is its own hash.
    let mut seen: HashTable<u32> = HashTable::new();
    let hash = |record: usize| (fingerprints[record] & u128::from(u64::MAX)) as u64;
    let rank = |record: usize| ranks[usize::from(sources[record])];
    for record in 0..fingerprints.len() {
        let same = |other: &u32| fingerprints[*other as usize] == fingerprints[record];
        let Some(other) = seen.find_mut(hash(record), same) else {
            seen.insert_unique(hash(record), number(record), |other| hash(*other as usize));
            continue;
        };
        let earlier = *other as usize;
        let (replaced, newer) = if rank(record) >= rank(earlier) { (earlier, record) } else { (record, earlier) };
        superseded.keep[replaced] = false;
        *other = number(newer);
        if sources[replaced] == sources[newer] {
            *superseded.within.entry(sources[newer]).or_default() += 1;
        }
        let units = (units(replaced), units(newer));
        if units.0 != units.1 {
            *superseded.moved.entry(units).or_default() += 1;
        }
    }
    superseded
}

/// How many dossiers count although a record of them at least as new was rejected. `kept` and `rejected`: fingerprint
/// and file.
pub(super) fn count_outdated(
    kept: impl Iterator<Item = (u128, u16)>,
    rejected: &[(u128, u16)],
    ranks: &[usize],
) -> u64 {
    let mut newest_rejected = BTreeMap::new();
    for (dossier, source) in rejected {
        let rank = newest_rejected.entry(*dossier).or_insert(0);
        *rank = ranks[usize::from(*source)].max(*rank);
    }
    let outdated = |(dossier, source): &(u128, u16)| {
        newest_rejected.get(dossier).is_some_and(|rank| *rank >= ranks[usize::from(*source)])
    };
    kept.filter(outdated).count() as u64
}

/// Record numbers fit: the caller refuses more than `u32::MAX` records.
fn number(record: usize) -> u32 {
    u32::try_from(record).unwrap_or(u32::MAX)
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

    #[test]
    fn the_newest_file_wins_then_the_later_record() {
        let keep =
            |fingerprints: &[u128], sources: &[u16], ranks: &[usize]| newest(fingerprints, sources, &|_| 0, ranks).keep;
        assert_eq!(keep(&[7, 8, 7], &[0, 0, 1], &[0, 1]), [false, true, true]);
        assert_eq!(keep(&[7, 8, 7], &[0, 0, 1], &[1, 0]), [true, true, false]);
        assert_eq!(keep(&[7, 7, 7], &[0, 0, 0], &[0]), [false, false, true]);
    }

    #[test]
    fn what_was_replaced_is_told() {
        let superseded = newest(&[7, 7, 7, 8], &[0, 0, 1, 1], &|record| [5, 5, 6, 6][record], &[0, 1]);
        assert_eq!(superseded.within, BTreeMap::from([(0, 1)]));
        assert_eq!(superseded.moved, BTreeMap::from([((5, 6), 1)]));
    }
}
