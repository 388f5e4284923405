//! Processing times, walked day by day: each day is asked whether it is a working day and whether the dossier waited.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

/// The days that are no Saturday or Sunday and yet off, those that are and yet worked, and the years that are known.
pub(crate) struct Days {
    off: BTreeSet<NaiveDate>,
    worked: BTreeSet<NaiveDate>,
    years: BTreeSet<i32>,
}

#[derive(Deserialize)]
struct File {
    year: Vec<Year>,
}

#[derive(Deserialize)]
struct Year {
    year: i32,
    off: Vec<String>,
    worked: Vec<String>,
}

impl Days {
    pub(crate) fn read(text: &str) -> Self {
        let file: File = toml::from_str(text).unwrap();
        let mut days = Self { off: BTreeSet::new(), worked: BTreeSet::new(), years: BTreeSet::new() };
        for year in file.year {
            days.years.insert(year.year);
            days.off.extend(year.off.iter().map(|day| day.parse::<NaiveDate>().unwrap()));
            days.worked.extend(year.worked.iter().map(|day| day.parse::<NaiveDate>().unwrap()));
        }
        days
    }

    pub(crate) fn knows(&self, day: NaiveDate) -> bool {
        self.years.contains(&day.year())
    }

    pub(crate) fn is_working(&self, day: NaiveDate) -> bool {
        self.worked.contains(&day) || (day.weekday().num_days_from_monday() < 5 && !self.off.contains(&day))
    }

    /// The next working day after a day; none when the calendar ends before it.
    pub(crate) fn next(&self, day: NaiveDate) -> Option<NaiveDate> {
        let mut day = day.succ_opt().unwrap();
        while self.knows(day) {
            if self.is_working(day) {
                return Some(day);
            }
            day = day.succ_opt().unwrap();
        }
        None
    }

    /// Working days after `from` up to `to` for which `counts` holds.
    fn count(&self, from: NaiveDate, to: NaiveDate, counts: &dyn Fn(NaiveDate) -> bool) -> u32 {
        let mut found = 0;
        let mut day = from;
        while day < to {
            day = day.succ_opt().unwrap();
            found += u32::from(self.is_working(day) && counts(day));
        }
        found
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pause {
    Ignore,
    Restart,
    Subtract,
    SecondLate,
}

/// The rules of a run, and what its export has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules {
    pub(crate) pause: Pause,
    pub(crate) cut_off: bool,
    pub(crate) rebuilds: bool,
    pub(crate) has_days: bool,
    pub(crate) has_requests: bool,
}

/// A dossier that was settled.
#[derive(Debug, Clone)]
pub(crate) struct Settled {
    pub(crate) received: NaiveDate,
    pub(crate) minute: Option<u32>,
    pub(crate) settled: NaiveDate,
    pub(crate) due: Option<NaiveDate>,
    pub(crate) asked: Option<NaiveDate>,
    pub(crate) supplied: Option<NaiveDate>,
    pub(crate) requests: Option<u32>,
    pub(crate) legal_days: Option<u32>,
}

/// Days early or late, and how many dossiers have days that the calendar does not reach.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Margin {
    pub(crate) days: Vec<u32>,
    pub(crate) unknown: u64,
}

/// What is known of a group.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) settled: u64,
    pub(crate) taken: Vec<u32>,
    /// By reason; the years that are missing are one reason.
    pub(crate) unmeasured: BTreeMap<&'static str, u64>,
    pub(crate) early: Margin,
    pub(crate) on_day: u64,
    pub(crate) late: Margin,
    pub(crate) late_by_request: u64,
    pub(crate) no_due: u64,
    pub(crate) unjudged: BTreeMap<&'static str, u64>,
    pub(crate) rebuilt: u64,
    pub(crate) after_hour: u64,
    pub(crate) without_time: u64,
    pub(crate) paused: u64,
}

enum Against {
    Early(Option<u32>),
    OnDay,
    Late(Option<u32>),
    NoDue,
    Unknown(&'static str),
}

impl Group {
    pub(crate) fn count(&mut self, dossier: &Settled, rules: Rules, days: &Days) {
        self.settled += 1;
        // Decree 61/2018 is in force from 21 June 2018; its hour is taken to go on.
        let has_hour = rules.cut_off && dossier.received >= NaiveDate::from_ymd_opt(2018, 6, 21).unwrap();
        let is_after = has_hour && dossier.minute.is_some_and(|minute| minute > 15 * 60);
        self.after_hour += u64::from(is_after);
        self.without_time += u64::from(has_hour && dossier.minute.is_none());
        let start = if is_after { days.next(dossier.received) } else { Some(dossier.received) };
        let waits = waits(dossier, rules);
        let walked = match start.filter(|start| days.knows(*start) && days.knows(dossier.received)) {
            None => Err("year"),
            Some(start) if !days.knows(dossier.settled.max(start)) => Err("year"),
            Some(start) => waits.map(|waits| (start, waits)),
        };
        let taken = walked.as_ref().map(|(start, waits)| {
            self.paused += u64::from(waits.is_some());
            let begins = match waits {
                Some(Waits { restarts: true, until: Some(until), .. }) => (*until).max(*start),
                _ => *start,
            };
            days.count(begins, dossier.settled.max(*start), &|day| waits.as_ref().is_none_or(|waits| !waits.on(day)))
        });
        match &taken {
            Ok(taken) => self.taken.push(*taken),
            Err(reason) => *self.unmeasured.entry(reason).or_default() += 1,
        }
        let against = match (dossier.due, dossier.legal_days.filter(|_| rules.rebuilds)) {
            (Some(due), _) => against_due(dossier.settled, due, days),
            (None, None) => Against::NoDue,
            (None, Some(legal)) => match walked {
                Err(reason) => Against::Unknown(reason),
                Ok((start, waits)) => {
                    self.rebuilt += 1;
                    against_legal(start, dossier.settled.max(start), legal, waits.as_ref(), days)
                }
            },
        };
        let second = match (dossier.requests, dossier.asked) {
            _ if rules.pause != Pause::SecondLate => Some(false),
            (Some(requests), _) => Some(requests > 1),
            (None, Some(_)) => None,
            (None, None) => (rules.has_days || rules.has_requests).then_some(false),
        };
        match (against, second) {
            (Against::Late(late), _) => self.late.push(late),
            (_, Some(true)) => self.late_by_request += 1,
            (_, None) => *self.unjudged.entry("requests").or_default() += 1,
            (Against::Early(early), _) => self.early.push(early),
            (Against::OnDay, _) => self.on_day += 1,
            (Against::NoDue, _) => self.no_due += 1,
            (Against::Unknown(reason), _) => *self.unjudged.entry(reason).or_default() += 1,
        }
    }
}

impl Margin {
    fn push(&mut self, days: Option<u32>) {
        match days {
            Some(days) => self.days.push(days),
            None => self.unknown += 1,
        }
    }
}

/// A dossier waited from the day after `from` until and on the day `until`, or for ever.
#[derive(Debug, Clone)]
struct Waits {
    from: NaiveDate,
    until: Option<NaiveDate>,
    restarts: bool,
}

impl Waits {
    fn on(&self, day: NaiveDate) -> bool {
        self.from < day && self.until.is_none_or(|until| day <= until)
    }
}

fn waits(dossier: &Settled, rules: Rules) -> Result<Option<Waits>, &'static str> {
    if rules.pause == Pause::Ignore {
        return Ok(None);
    }
    let restarts = rules.pause == Pause::Restart;
    match (dossier.asked, dossier.supplied) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err("supplement"),
        (Some(from), None) if from > dossier.settled => Err("supplement"),
        (Some(from), Some(until)) if until < from || until > dossier.settled => Err("supplement"),
        (Some(from), until) => Ok(Some(Waits { from, until, restarts })),
    }
}

fn against_due(settled: NaiveDate, due: NaiveDate, days: &Days) -> Against {
    let last =
        if days.knows(due) && days.is_working(due) { Some(due) } else { days.next(due).filter(|_| days.knows(due)) };
    let last = last.filter(|_| days.knows(settled));
    if settled < due {
        Against::Early(last.map(|last| days.count(settled, last, &|_| true)))
    } else if settled > due {
        Against::Late(last.map(|last| days.count(last, settled, &|_| true)))
    } else {
        Against::OnDay
    }
}

/// The due date is found by walking from the start until the legal time is used up, days of waiting passed over; then the days
/// that lie between it and the end are counted. A dossier that waits for ever reaches its end with what it used before.
fn against_legal(start: NaiveDate, end: NaiveDate, legal: u32, waits: Option<&Waits>, days: &Days) -> Against {
    let begins = match waits {
        Some(Waits { restarts: true, until: Some(until), .. }) => (*until).max(start),
        _ => start,
    };
    let runs = |day: NaiveDate| day > begins && days.is_working(day) && waits.is_none_or(|waits| !waits.on(day));
    let (mut used, mut day, mut late) = (0, begins, 0);
    while day < end {
        day = day.succ_opt().unwrap();
        if runs(day) {
            if used < legal { used += 1 } else { late += 1 }
        }
    }
    match (late, legal - used) {
        (0, 0) => Against::OnDay,
        (0, left) => Against::Early(Some(left)),
        (late, _) => Against::Late(Some(late)),
    }
}

/// The median as text, by sorting: `2` or `2.5`.
pub(crate) fn median(days: &[u32]) -> Option<String> {
    let mut sorted = days.to_vec();
    sorted.sort_unstable();
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        length if length % 2 == 1 => Some(sorted[middle].to_string()),
        _ => {
            let sum = sorted[middle - 1] + sorted[middle];
            Some(if sum.is_multiple_of(2) { (sum / 2).to_string() } else { format!("{}.5", sum / 2) })
        }
    }
}

/// The fewest days that nine of ten did not exceed, by trying all of them.
pub(crate) fn ninety(days: &[u32]) -> Option<u32> {
    let within = |most: &u32| days.iter().filter(|days| *days <= most).count() * 10 >= days.len() * 9;
    days.iter().copied().filter(within).min()
}
