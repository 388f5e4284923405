//! From exports, or tally files in their place, to counts.

use std::collections::BTreeSet;

use crate::dossiers::Dossiers;
use crate::ingest::{self, Exports, Stock, Threads};
use crate::merge::{EnteredCounts, Made, Offices, TallyFile};
use crate::period::Period;
use crate::registry::{Structure, UnitRegistry};
use crate::report::model::Breakdown;
use crate::report::{every_grouping, groupings, month_groupings};
use crate::tally::{By, Grouping, Tally, check_identities, count, count_doubts};
use crate::threads;

use super::keeping::kept;
use super::reading::context;
use super::steps::{Prepared, compared, refuse_periods, registry_hashes};
use super::{RunError, Step};

/// What was counted, and of what.
pub(super) struct Counts {
    pub(super) exports: Exports,
    /// None where tally files were read.
    pub(super) dossiers: Option<Dossiers>,
    pub(super) tally: Tally,
    pub(super) doubts: Vec<u64>,
    pub(super) period: Period,
    pub(super) is_span_of_data: bool,
    pub(super) comparisons: Vec<Period>,
    /// Names of the tally files, if any.
    pub(super) files: Vec<String>,
    /// Files that tally files say were passed over.
    pub(super) passed_over: Vec<String>,
    /// Keys of the units whose counts were entered.
    pub(super) entered: Vec<String>,
}

/// A tally file in the making, and what is said of it.
pub struct Tallied {
    /// The file's text.
    pub text: String,
    /// The period.
    pub period: Period,
    /// Units that have dossiers.
    pub units: usize,
    /// The account of records.
    pub account: crate::report::model::AccountShown,
    /// Dossiers that touch the period.
    pub touched: u64,
}

impl Prepared<'_> {
    /// Reads and counts what the request needs.
    pub(super) fn count(&mut self, progress: &(dyn Fn(Step) + Sync)) -> Result<Counts, RunError> {
        let (mut counts, wanted) = match self.offices.take() {
            Some(offices) => self.of_offices(offices)?,
            None => self.of_exports(progress, |this, period, comparisons| this.wanted(period, comparisons))?,
        };
        if let Some(path) = self.request.entered.clone() {
            let shown = (counts.period, counts.comparisons.as_slice(), &self.calendar);
            let entered = EnteredCounts::read(&path, &self.definitions, shown)?;
            let others = wanted.iter().filter(|grouping| grouping.by == By::Unit && grouping.period != counts.period);
            let others: Vec<Period> = others.map(|grouping| grouping.period).collect();
            let naming = &self.rulebook.naming;
            counts.entered = entered.put_in(
                (&mut counts.exports, &mut counts.tally),
                &self.definitions,
                (self.units.as_ref(), self.structure, naming),
                (counts.period, &others),
            )?;
            self.tallies.push((entered.name, entered.hash));
        }
        Ok(counts)
    }

    /// Reads and counts everything a report over the tally file may need.
    ///
    /// # Errors
    /// When an export cannot be read, is a tally file itself, or the counts do not add up.
    pub fn tally(mut self, progress: &(dyn Fn(Step) + Sync)) -> Result<Tallied, RunError> {
        crate::merge::refuse_tallies(&self.inputs.inputs)?;
        let (counts, counted) =
            self.of_exports(progress, |this, period, comparisons| every_grouping(period, comparisons, &this.calendar))?;
        let file = TallyFile::new(&Made {
            schema: &self.rulebook.schema,
            definitions: &self.definitions,
            naming: &self.rulebook.naming,
            registry: self.units.as_ref(),
            structure: self.structure,
            procedures: self.procedures.as_ref(),
            exports: &counts.exports,
            tally: &counts.tally,
            counted: &counted,
            doubts: &counts.doubts,
            period: counts.period,
            is_span_of_data: counts.is_span_of_data,
            calendar: &self.calendar.id,
            comparisons: &counts.comparisons,
            passed_over: &self.inputs.passed_over,
            rule_hashes: self.rulebook.counting_hashes(),
            registry_hashes: registry_hashes(&self.inputs.project),
        });
        let own = counts.tally.cells().filter(|(key, _)| key.period == counts.period);
        let of_units = own.filter(|(key, _)| matches!(key.group, crate::tally::Group::Unit(_)));
        Ok(Tallied {
            text: file.text()?,
            period: counts.period,
            units: counts.exports.unit_dossiers.iter().filter(|dossiers| **dossiers > 0).count(),
            account: crate::report::inputs::account(&counts.exports.account()),
            touched: of_units.map(|(_, cell)| cell.touched).sum(),
        })
    }

    fn wanted(&self, period: Period, comparisons: &[Period]) -> BTreeSet<Grouping> {
        let breakdown = self.request.breakdown;
        let mut wanted = groupings(period, comparisons, breakdown, self.request.documents, &self.calendar);
        if self.request.compare_months && breakdown == Breakdown::Month {
            wanted.extend(month_groupings(comparisons, &self.calendar));
        }
        wanted
    }

    fn of_offices(&mut self, mut offices: Offices) -> Result<(Counts, BTreeSet<Grouping>), RunError> {
        let period = self.period.unwrap_or(offices.period);
        let comparisons = compared(period, &self.comparisons, &self.calendar);
        refuse_periods(&self.request, period, &comparisons, &self.calendar)?;
        let wanted = self.wanted(period, &comparisons);
        offices.keep(period, &comparisons, &wanted)?;
        let Offices { exports, tally, doubts, registry, procedures, passed_over, files, is_span_of_data, .. } = offices;
        // A run without a registry of its own has that of the offices.
        self.units = self.units.take().or(registry);
        self.procedures = self.procedures.take().or(procedures);
        let is_span_of_data = is_span_of_data && self.period.is_none();
        let (dossiers, entered) = (None, Vec::new());
        let counts = Counts {
            exports,
            dossiers,
            tally,
            doubts,
            period,
            is_span_of_data,
            comparisons,
            files,
            passed_over,
            entered,
        };
        Ok((counts, wanted))
    }

    fn of_exports(
        &mut self,
        progress: &(dyn Fn(Step) + Sync),
        wanted: impl FnOnce(&Self, Period, &[Period]) -> BTreeSet<Grouping>,
    ) -> Result<(Counts, BTreeSet<Grouping>), RunError> {
        let Stock { dossiers, exports } = self.ingest(&|bytes| progress(Step::Read(bytes)))?;
        progress(Step::Counting);
        let (schema, threads) = (&self.rulebook.schema, Threads::of_machine().number);
        let (period, is_span_of_data) = match self.period {
            Some(period) => (period, false),
            None => (span(&dossiers, threads).ok_or_else(|| no_period(&exports))?, true),
        };
        let comparisons = compared(period, &self.comparisons, &self.calendar);
        refuse_periods(&self.request, period, &comparisons, &self.calendar)?;
        let wanted = wanted(self, period, &comparisons);
        let unit_keys: Vec<String> = exports.units.iter().map(|unit| unit.key.clone()).collect();
        let present: Vec<_> = exports.sources.iter().map(|source| source.present.clone()).collect();
        let tally = count(&dossiers, schema, &self.definitions, &unit_keys, &present, &wanted, threads)?;
        check_identities(&tally, &self.definitions)?;
        let doubts = count_doubts(&dossiers, schema, &self.definitions, &present, period, threads)?;
        let (dossiers, files, passed_over, entered) = (Some(dossiers), Vec::new(), Vec::new(), Vec::new());
        let counts = Counts {
            exports,
            dossiers,
            tally,
            doubts,
            period,
            is_span_of_data,
            comparisons,
            files,
            passed_over,
            entered,
        };
        Ok((counts, wanted))
    }

    fn ingest(&self, progress: &(dyn Fn(u64) + Sync)) -> Result<Stock, RunError> {
        let registries = (self.units.as_ref(), self.procedures.as_ref());
        let mut wanted = self.definitions.columns();
        wanted.extend(&self.also_read);
        let kept = kept(&self.request.reading, self.basis.as_ref());
        let context = context(self.rulebook, &self.request.reading, registries, &wanted, kept, progress);
        let stock = ingest::read(&self.inputs.inputs, &context)?;
        Ok(match self.newest() {
            Some(registry) => stock.on_newest_structure(registry),
            None => stock,
        })
    }

    /// The registry on whose newest structure the figures are; none when they are on that of the day.
    fn newest(&self) -> Option<&UnitRegistry> {
        self.units.as_ref().filter(|_| self.structure == Structure::Now)
    }
}

fn no_period(exports: &Exports) -> RunError {
    let account = exports.account();
    let example = exports.rejected.first().map(|rejected| {
        let file = exports.sources.get(rejected.source).map(|source| source.name.clone()).unwrap_or_default();
        (file, rejected.place.line, rejected.reason.id())
    });
    let foreign = exports.sources.iter().filter_map(|source| {
        let foreign = source.foreign_dates.as_ref().filter(|foreign| foreign.is_of_the_file())?;
        Some(foreign.message(&source.shown(), &source.name))
    });
    let foreign_dates = foreign.collect();
    RunError::NoPeriod { records: account.records, rejected: account.rejected_total(), example, foreign_dates }
}

/// The span of the data: from the first day received to the last day received, finished or returned.
fn span(dossiers: &Dossiers, threads: usize) -> Option<Period> {
    const COLUMNS: [&str; 3] = ["received", "finished", "returned"];
    let ranges = threads::each(threads, COLUMNS.len(), |column| dossiers.day_range(COLUMNS[column]));
    let from = ranges.first().copied().flatten()?.0;
    let to = ranges.into_iter().flatten().map(|(_, last)| last).max()?;
    Some(Period { from, to })
}
