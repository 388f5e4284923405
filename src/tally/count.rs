use std::collections::{BTreeMap, BTreeSet};

use polars_core::prelude::DataFrame;

use crate::dossiers::{ColumnId, Dossiers, Schema};
use crate::indicators::Definitions;
use crate::period::Period;
use crate::processor::{Work, widely};
use crate::threads;

use super::TallyError;
use super::bits::WORD;
use super::groups::By;
use super::judge::Judged;
use super::lacking::{able, sources_lacking};
use super::patterns::{MOST, Patterns, transpose};
use super::program::{NodeId, Program};
use super::sums::{Cell, Counted, Group, Key, Tally};

/// Groups of which dossiers are counted together, at most. In the tests of this room there are more.
const MOST_TOGETHER: usize = if cfg!(test) { 4 } else { 1024 };

/// A pass over the dossiers: a period, and what to group by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grouping {
    /// The period.
    pub period: Period,
    /// The grouping.
    pub by: By,
}

/// Counts every indicator for every wanted period and grouping.
///
/// `unit_keys` are the stable keys of the units, by number; `present` the columns that each source has, by number. `threads`
/// take one batch of the dossiers after the other; what is counted does not depend on them.
///
/// # Errors
/// Only if Polars refuses an operation, which would be a fault of this program.
pub fn count(
    dossiers: &Dossiers,
    schema: &Schema,
    definitions: &Definitions,
    unit_keys: &[String],
    present: &[Vec<ColumnId>],
    wanted: &BTreeSet<Grouping>,
    threads: usize,
) -> Result<Tally, TallyError> {
    let mut lacking: Vec<BTreeSet<u16>> = Vec::new();
    let lacks: Vec<Option<usize>> = definitions
        .indicators
        .iter()
        .map(|indicator| {
            let set = sources_lacking(&indicator.counts, present);
            if set.is_empty() {
                return None;
            }
            lacking.iter().position(|known| *known == set).or_else(|| {
                lacking.push(set);
                Some(lacking.len() - 1)
            })
        })
        .collect();
    let bys: BTreeSet<By> = wanted.iter().map(|grouping| grouping.by).collect();
    let groups: BTreeMap<By, Vec<Group>> =
        bys.into_iter().map(|by| (by, by.groups(dossiers, schema, unit_keys))).collect();
    let periods: BTreeSet<Period> = wanted.iter().map(|grouping| grouping.period).collect();
    let plan = |period: &Period| {
        let of_period = wanted.iter().filter(|grouping| grouping.period == *period);
        Plan::new(
            *period,
            of_period.map(|grouping| grouping.by),
            definitions,
            &lacks,
            Program::new(dossiers, schema, *period),
        )
    };
    let plans: Vec<Plan<'_>> = periods.iter().map(plan).collect();
    let begin = || Counting {
        judged: plans.iter().map(|plan| Judged::new(&plan.program)).collect(),
        counts: plans.iter().map(|plan| plan.nothing(&groups)).collect(),
        outcome: Ok(()),
    };
    let work = |counting: &mut Counting, place: usize| {
        if let (Some(frame), Ok(())) = (dossiers.frames.get(place), &counting.outcome) {
            counting.outcome = counting.count(dossiers, frame, schema, &plans, &groups, &lacking);
        }
    };
    let found = threads::share(threads, dossiers.frames.len(), begin, work);
    let found = threads::each_of(threads, found, |Counting { mut counts, outcome, .. }| {
        counts.iter_mut().for_each(Counts::add_together);
        outcome.map(|()| counts)
    });
    let found = found.into_iter().collect::<Result<Vec<Vec<Counts>>, _>>()?;
    let mut tally = Tally::default();
    for (place, plan) in plans.iter().enumerate() {
        for (side, by) in plan.sides.iter().enumerate() {
            for (number, group) in groups[by].iter().enumerate() {
                let cell = plan.cell(number, found.iter().map(|counts| counts[place].sides[side].counts.as_slice()));
                if cell.touched > 0 || cell.counted.iter().any(|counted| *counted != Counted::default()) {
                    // Two units of one key, or two texts that are shown alike, are one group.
                    tally.add_cell(Key { period: plan.period, group: group.clone() }, &cell);
                }
            }
        }
    }
    Ok(tally)
}

/// What is counted: the dossiers of which a condition is true, all of them or a part.
type Measure = (NodeId, Among);

/// Among which dossiers is counted; the numbers are places in the list of sets of sources that lack a column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Among {
    All,
    Able(usize),
    Unable(usize),
}

/// Where the counts of an indicator stand among those of its period.
struct Places {
    numerator: usize,
    denominator: usize,
    left_out: Option<usize>,
}

/// What is counted of one period. Indicators share what is the same in several.
struct Plan<'a> {
    period: Period,
    program: Program<'a>,
    measures: Vec<Measure>,
    touched: usize,
    indicators: Vec<Places>,
    sides: Vec<By>,
}

impl<'a> Plan<'a> {
    fn new(
        period: Period,
        sides: impl Iterator<Item = By>,
        definitions: &Definitions,
        lacks: &[Option<usize>],
        mut program: Program<'a>,
    ) -> Self {
        let mut measures: Vec<Measure> = Vec::new();
        let mut place = |measure: Measure| {
            measures.iter().position(|known| *known == measure).unwrap_or_else(|| {
                measures.push(measure);
                measures.len() - 1
            })
        };
        let touches = program.condition(&definitions.touches);
        let touched = place((touches, Among::All));
        let indicators = definitions.indicators.iter().zip(lacks).map(|(indicator, lacks)| {
            let among = lacks.map_or(Among::All, Among::Able);
            Places {
                numerator: place((program.condition(&indicator.counts), among)),
                denominator: place((program.condition(&indicator.among), among)),
                left_out: lacks.map(|set| place((touches, Among::Unable(set)))),
            }
        });
        let indicators = indicators.collect();
        Self { period, program, measures, touched, indicators, sides: sides.collect() }
    }

    fn nothing(&self, groups: &BTreeMap<By, Vec<Group>>) -> Counts {
        let sides = self.sides.iter().map(|by| {
            let groups = groups[by].len();
            // Where there are very many groups the counts of patterns would not stay at hand.
            let together = if groups <= MOST_TOGETHER { groups * MOST } else { 0 };
            let parts = self.measures.len().div_ceil(WORD);
            Side { counts: vec![0; groups * self.measures.len()], together: vec![vec![0; together]; parts] }
        });
        let patterns = self.measures.chunks(WORD).map(|_| Patterns::default()).collect();
        Counts { width: self.measures.len(), patterns, sides: sides.collect() }
    }

    /// What several counted of a group, added up.
    fn cell<'c>(&self, group: usize, counts: impl Iterator<Item = &'c [u32]>) -> Cell {
        let width = self.measures.len();
        let mut sums = vec![0_u64; width];
        for counts in counts {
            for (sum, count) in sums.iter_mut().zip(&counts[group * width..]) {
                *sum += u64::from(*count);
            }
        }
        let counted = |places: &Places| Counted {
            numerator: sums[places.numerator],
            denominator: sums[places.denominator],
            left_out: places.left_out.map_or(0, |place| sums[place]),
        };
        Cell { touched: sums[self.touched], counted: self.indicators.iter().map(counted).collect() }
    }
}

/// What was counted of a period.
struct Counts {
    /// How many measures there are.
    width: usize,
    /// For each 64 measures the patterns that they make.
    patterns: Vec<Patterns>,
    sides: Vec<Side>,
}

/// What was counted by one grouping. There are fewer dossiers than 32 bits can count.
struct Side {
    /// Group by group, and within a group measure by measure.
    counts: Vec<u32>,
    /// For each 64 measures, dossiers of a pattern: group by group, and within a group pattern by pattern; nothing when they are
    /// counted one by one.
    together: Vec<Vec<u32>>,
}

impl Counts {
    /// Adds a dossier of a group to what is counted one by one: the measures that are true of it, from number `first` on.
    fn add_alone(side: &mut Side, group: usize, width: usize, first: usize, mut pattern: u64) {
        while pattern != 0 {
            if let Some(count) = side.counts.get_mut(group * width + first + pattern.trailing_zeros() as usize) {
                *count += 1;
            }
            pattern &= pattern - 1;
        }
    }

    /// Adds dossiers counted by their patterns to those counted one by one.
    fn add_together(&mut self) {
        for side in &mut self.sides {
            for (part, (patterns, together)) in self.patterns.iter().zip(std::mem::take(&mut side.together)).enumerate()
            {
                for (group, dossiers) in together.chunks(MOST).enumerate() {
                    for (pattern, dossiers) in
                        patterns.known().iter().zip(dossiers).filter(|(_, dossiers)| **dossiers > 0)
                    {
                        let mut left = *pattern;
                        while left != 0 {
                            let place = part * WORD + left.trailing_zeros() as usize;
                            if let Some(count) = side.counts.get_mut(group * self.width + place) {
                                *count += dossiers;
                            }
                            left &= left - 1;
                        }
                    }
                }
            }
        }
    }
}

/// What one thread has counted.
struct Counting {
    judged: Vec<Judged>,
    /// By period.
    counts: Vec<Counts>,
    outcome: Result<(), TallyError>,
}

impl Counting {
    /// Adds the dossiers of a batch.
    fn count(
        &mut self,
        dossiers: &Dossiers,
        frame: &DataFrame,
        schema: &Schema,
        plans: &[Plan<'_>],
        groups: &BTreeMap<By, Vec<Group>>,
        lacking: &[BTreeSet<u16>],
    ) -> Result<(), TallyError> {
        let able = lacking.iter().map(|lacking| able(frame, lacking)).collect::<Result<Vec<_>, _>>()?;
        let mut rows = BTreeMap::new();
        for by in groups.keys() {
            rows.insert(*by, by.rows(dossiers, frame, schema)?);
        }
        for ((plan, judged), counts) in plans.iter().zip(&mut self.judged).zip(&mut self.counts) {
            let rows: Vec<&[u32]> = plan.sides.iter().map(|by| &*rows[by]).collect();
            plan.program
                .run(frame, judged, |judged, _| widely(AddBlock { plan, judged, able: &able, rows: &rows, counts }))?;
        }
        Ok(())
    }
}

/// Adds a block to the counts of its groups.
struct AddBlock<'w, 'p> {
    plan: &'w Plan<'p>,
    judged: &'w Judged,
    able: &'w [Vec<u64>],
    /// For each grouping the group of each dossier of the batch.
    rows: &'w [&'w [u32]],
    counts: &'w mut Counts,
}

impl Work for AddBlock<'_, '_> {
    type Done = ();

    #[inline(always)]
    fn run(self) {
        let Self { plan, judged, able, rows, counts } = self;
        let truths: Vec<(&[u64], Among)> =
            plan.measures.iter().map(|(node, among)| (judged.yes(*node), *among)).collect();
        let Counts { width, patterns, sides } = counts;
        // Word by word, not measure by measure: the counts of the groups of a few dossiers stay at hand.
        for (word, start) in (0..judged.len).step_by(WORD).enumerate() {
            let start = judged.from + start;
            for (part, (truths, patterns)) in truths.chunks(WORD).zip(&mut *patterns).enumerate() {
                let mut bits = [0; WORD];
                for (bits, (truth, among)) in bits.iter_mut().zip(truths) {
                    *bits = match among {
                        Among::All => truth[word],
                        Among::Able(set) => truth[word] & able[*set][start / WORD],
                        Among::Unable(set) => truth[word] & !able[*set][start / WORD],
                    };
                }
                // Of what several measures share much is true of the same dossiers: they are counted by what is true of them.
                transpose(&mut bits);
                for (place, pattern) in bits.iter().enumerate() {
                    if *pattern == 0 {
                        continue;
                    }
                    let (dossier, number) = (start + place, patterns.number(*pattern));
                    for (rows, side) in rows.iter().zip(&mut *sides) {
                        let group = rows[dossier] as usize;
                        match number {
                            Some(number) if !side.together[part].is_empty() => {
                                side.together[part][group * MOST + number] += 1;
                            }
                            Some(_) | None => Counts::add_alone(side, group, *width, part * WORD, *pattern),
                        }
                    }
                }
            }
        }
    }
}
