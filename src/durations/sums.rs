use std::collections::BTreeMap;

use super::histogram::Histogram;
use super::measure::{Clock, Gap, Measured, Timeliness};

/// Dossiers early or late: how many, and by how many days as far as that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// Dossiers.
    pub count: u64,
    /// Working days, of those whose days the calendar reaches.
    pub days: Histogram,
}

/// Sums over dossiers that ended. Adding two is the sums of both; what is measured and what is not add up to `settled`, and so
/// do early, on the day, late, without a due date and not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Durations {
    /// Dossiers.
    pub settled: u64,
    /// Working days taken.
    pub taken: Histogram,
    /// Dossiers of which that is not known, by reason.
    pub unmeasured: BTreeMap<Gap, u64>,
    /// Early.
    pub early: Side,
    /// On the day.
    pub on_day: u64,
    /// Late by the due date.
    pub late: Side,
    /// Late by a second supplement request only.
    pub late_by_request: u64,
    /// Without a due date.
    pub no_due: u64,
    /// Of which early or late is not known, by reason.
    pub unjudged: BTreeMap<Gap, u64>,
    /// Whose due date is blank: the report goes by its rule for them.
    pub without_due: u64,
    /// Of exports without a due date: the report tells nothing of them.
    pub without_due_column: u64,
    /// Held against the legal time of the catalogue.
    pub rebuilt: u64,
    /// Received after the hour.
    pub after_hour: u64,
    /// Without a time of day on a day for which an hour is in force.
    pub without_time: u64,
    /// With a supplement that changed the days taken.
    pub paused: u64,
    /// Of exports that do not tell of supplements.
    pub without_supplements: u64,
}

impl Durations {
    /// Adds a dossier. `tells_supplements`: its export says when a supplement was asked for.
    pub fn count(&mut self, measured: &Measured, tells_supplements: bool) {
        self.settled += 1;
        match measured.taken {
            Ok(days) => self.taken.count(days),
            Err(gap) => *self.unmeasured.entry(gap).or_default() += 1,
        }
        match measured.timeliness {
            Timeliness::Early(days) => self.early.count(days),
            Timeliness::OnDay => self.on_day += 1,
            Timeliness::Late(days) => self.late.count(days),
            Timeliness::LateByRequest => self.late_by_request += 1,
            Timeliness::NoDue => self.no_due += 1,
            Timeliness::Unknown(gap) => *self.unjudged.entry(gap).or_default() += 1,
        }
        self.rebuilt += u64::from(measured.is_rebuilt);
        self.after_hour += u64::from(measured.clock == Clock::After);
        self.without_time += u64::from(measured.clock == Clock::NoTime);
        self.paused += u64::from(measured.is_paused);
        self.without_supplements += u64::from(!tells_supplements);
    }

    /// Adds to those without a due date one that has none. `tells_due`: its export has the column.
    pub fn count_without_due(&mut self, tells_due: bool) {
        match tells_due {
            true => self.without_due += 1,
            false => self.without_due_column += 1,
        }
    }

    /// Adds other dossiers.
    pub fn add(&mut self, other: &Durations) {
        self.settled += other.settled;
        self.taken.add(&other.taken);
        self.early.add(&other.early);
        self.late.add(&other.late);
        let pairs = [(&mut self.unmeasured, &other.unmeasured), (&mut self.unjudged, &other.unjudged)];
        for (gaps, more) in pairs {
            for (gap, count) in more {
                *gaps.entry(*gap).or_default() += count;
            }
        }
        self.on_day += other.on_day;
        self.late_by_request += other.late_by_request;
        self.no_due += other.no_due;
        self.without_due += other.without_due;
        self.without_due_column += other.without_due_column;
        self.rebuilt += other.rebuilt;
        self.after_hour += other.after_hour;
        self.without_time += other.without_time;
        self.paused += other.paused;
        self.without_supplements += other.without_supplements;
    }
}

impl Side {
    fn count(&mut self, days: Option<u32>) {
        self.count += 1;
        if let Some(days) = days {
            self.days.count(days);
        }
    }

    fn add(&mut self, other: &Side) {
        self.count += other.count;
        self.days.add(&other.days);
    }
}
