//! One dossier: how many working days it took, and whether it was early or late.

use std::cmp::Ordering;

use crate::period::Day;
use crate::registry::{WorkingDays, WorkingDaysError};

use super::rules::{Pause, TimeRules};

/// What is known of a dossier that ended.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// The day it was received.
    pub received: Option<Day>,
    /// The minute of that day, when its export tells one.
    pub minute: Option<i64>,
    /// The day it ended.
    pub settled: Day,
    /// The day it was due.
    pub due: Option<Day>,
    /// The day a supplement was asked for.
    pub asked: Option<Day>,
    /// The day it was supplied.
    pub supplied: Option<Day>,
    /// How often one was asked for.
    pub requests: Option<i64>,
    /// Its export has the column of the day asked, or of the number of requests: a blank cell says that none was asked for.
    pub tells_supplements: bool,
    /// The legal time of its procedure on the day of receipt, in working days.
    pub legal_days: Option<u16>,
}

/// Why something of a dossier cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// It has no day of receipt.
    Receipt,
    /// The days of its supplement contradict each other or the day it ended.
    Supplement,
    /// How often a supplement was asked for is not known.
    Requests,
    /// The working-day calendar has no such year.
    Year(i32),
}

/// Early or late. Days are none where the calendar does not reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timeliness {
    /// Before its day, by so many working days.
    Early(Option<u32>),
    /// On its day.
    OnDay,
    /// After its day, by so many working days. None: days off only.
    Late(Option<u32>),
    /// In time or without a due date, but late by its second supplement request.
    LateByRequest,
    /// It has no due date, and none can be rebuilt.
    NoDue,
    /// It cannot be told.
    Unknown(Gap),
}

/// What the hour of receipt does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// Nothing: no hour is in force, or it was received before it.
    InTime,
    /// It counts as received on the next working day.
    After,
    /// An hour is in force, and the dossier has no time of day.
    NoTime,
}

/// A dossier measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// Working days it took.
    pub taken: Result<u32, Gap>,
    /// Early or late.
    pub timeliness: Timeliness,
    /// Its due date was rebuilt from the legal time.
    pub is_rebuilt: bool,
    /// What the hour of receipt did.
    pub clock: Clock,
    /// A supplement changed what it took, as the rule has it.
    pub is_paused: bool,
}

impl From<WorkingDaysError> for Gap {
    fn from(error: WorkingDaysError) -> Self {
        match error {
            WorkingDaysError::Year { year } => Gap::Year(year),
            // The file was read before anything was measured.
            WorkingDaysError::Rules(_) => Gap::Year(0),
        }
    }
}

/// Measures a dossier.
///
/// Days are counted from the day of receipt, or from the next working day when it was received after the hour; the first day
/// is not counted. A dossier that ended before its time began took 0 days. A supplement that was asked for and never supplied
/// stops the time on the day it was asked for (Decision 766, item 3); what lies before the time began is not looked at.
#[must_use]
pub fn measure(known: &Known, rules: &TimeRules, calendar: &WorkingDays) -> Measured {
    let clock = clock(known, rules);
    let (taken, is_paused) = match time(known, clock, rules.pause, calendar) {
        Ok((taken, is_paused)) => (Ok(taken), is_paused),
        Err(gap) => (Err(gap), false),
    };
    let is_rebuilt = known.due.is_none() && rules.rebuilds && known.legal_days.is_some() && taken.is_ok();
    let timeliness = by_request(by_due(known, rules, taken, calendar), known, rules.pause);
    Measured { taken, timeliness, is_rebuilt, clock, is_paused }
}

fn clock(known: &Known, rules: &TimeRules) -> Clock {
    let Some(received) = known.received else { return Clock::InTime };
    let in_force = rules.cut_offs.iter().find(|hour| hour.from <= received && hour.to.is_none_or(|to| received <= to));
    match (in_force, known.minute) {
        (None, _) => Clock::InTime,
        (Some(_), None) => Clock::NoTime,
        (Some(hour), Some(minute)) if minute > hour.minute => Clock::After,
        (Some(_), Some(_)) => Clock::InTime,
    }
}

/// The working days taken, and whether a supplement has a part in it.
fn time(known: &Known, clock: Clock, pause: Pause, calendar: &WorkingDays) -> Result<(u32, bool), Gap> {
    let received = known.received.ok_or(Gap::Receipt)?;
    let start = if clock == Clock::After { calendar.next_after(received)? } else { received };
    let end = known.settled.max(start);
    let whole = calendar.between(start, end)?;
    let days = |days: i32| u32::try_from(days).unwrap_or(0);
    if pause == Pause::Ignore {
        return Ok((days(whole), false));
    }
    let Some((asked, supplied)) = supplement(known)? else { return Ok((days(whole), false)) };
    let asked = asked.max(start);
    let taken = match (supplied.map(|supplied| supplied.max(start)), pause) {
        (None, _) => calendar.between(start, asked)?,
        (Some(supplied), Pause::Restart) => calendar.between(supplied, end)?,
        (Some(supplied), _) => whole - calendar.between(asked, supplied)?,
    };
    Ok((days(taken), true))
}

/// The days of the supplement, if one was asked for.
fn supplement(known: &Known) -> Result<Option<(Day, Option<Day>)>, Gap> {
    match (known.asked, known.supplied) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(Gap::Supplement),
        (Some(asked), supplied) => {
            let last = supplied.unwrap_or(asked);
            if last < asked || last > known.settled { Err(Gap::Supplement) } else { Ok(Some((asked, supplied))) }
        }
    }
}

/// Held against the due date of the export, as the indicators do it: day against day. How many days are counted from the
/// working day on which the due date falls (Civil Code, article 148). Without one, against the legal time.
fn by_due(known: &Known, rules: &TimeRules, taken: Result<u32, Gap>, calendar: &WorkingDays) -> Timeliness {
    let positive = |days: Result<i32, WorkingDaysError>| days.ok().map(|days| u32::try_from(days).unwrap_or(0));
    match (known.due, known.legal_days.filter(|_| rules.rebuilds), taken) {
        (Some(due), ..) => {
            let last = calendar.on_or_after(due);
            match known.settled.cmp(&due) {
                Ordering::Less => {
                    Timeliness::Early(positive(last.and_then(|last| calendar.between(known.settled, last))))
                }
                Ordering::Equal => Timeliness::OnDay,
                Ordering::Greater => {
                    Timeliness::Late(positive(last.and_then(|last| calendar.between(last, known.settled))))
                }
            }
        }
        (None, None, _) => Timeliness::NoDue,
        (None, Some(_), Err(gap)) => Timeliness::Unknown(gap),
        (None, Some(legal), Ok(taken)) => match taken.cmp(&u32::from(legal)) {
            Ordering::Less => Timeliness::Early(Some(u32::from(legal) - taken)),
            Ordering::Equal => Timeliness::OnDay,
            Ordering::Greater => Timeliness::Late(Some(taken - u32::from(legal))),
        },
    }
}

/// The rule of the second request over what the due date says: a dossier that is late is late whatever was asked for.
fn by_request(timeliness: Timeliness, known: &Known, pause: Pause) -> Timeliness {
    if pause != Pause::SecondLate || matches!(timeliness, Timeliness::Late(_)) {
        return timeliness;
    }
    match (known.requests, known.asked) {
        (Some(requests), _) if requests >= 2 => Timeliness::LateByRequest,
        (Some(_), _) => timeliness,
        (None, None) if known.tells_supplements => timeliness,
        (None, _) => Timeliness::Unknown(Gap::Requests),
    }
}
