//! Plain records read column by column: of most records every cell is known by its bytes.

use std::ops::Range;

use crate::dossiers::{FrameBuilder, NO_AMOUNT, NO_DAY, NO_TEXT, Values, day_kept};
use crate::period::Day;
use crate::processor::widely;

use super::Place;
use super::block_columns::{
    AddSums, AnyFar, CompareDays, Count, ReadCodes, ReadDays, ReadTexts, ReadUnits, ReadWords, UNSEEN, add_numbers,
    mark,
};
use super::plan::Plan;
use super::recall::Recall;
use super::record::RecordReader;
use super::scanner::PlainRows;
use super::swapped::{FEWEST_DAYS_OF_A_SWAP, count_agreeing};
use super::table::{Collected, Table};
use super::units::{SeenUnit, UnitDirectory};

/// Forms of dates whose numbers fit in what is kept of a day.
const MOST_FORMS: usize = 100;
/// Sums that are known by their bytes: fees are few, and a memory of few is at hand.
const MOST_SUMS: usize = 512;

/// What some plain records say, column by column in the order of the frame.
pub(super) struct Block {
    /// Records that take a closer look; what the columns hold of them means nothing.
    is_odd: Vec<bool>,
    values: Vec<Values>,
    /// For each column, if it is one of days, the forms of the dates: twice the number, and one more for the days 1 to 12.
    seen: Vec<Vec<u8>>,
    fingerprints: Vec<u128>,
    code_days: Vec<u16>,
    units: Vec<SeenUnit>,
    /// Numbers of the units of some of the records.
    unit_numbers: Vec<u32>,
    /// What figures were found to be.
    sums: Recall<i64>,
}

impl Default for Block {
    fn default() -> Self {
        Self {
            is_odd: Vec::new(),
            values: Vec::new(),
            seen: Vec::new(),
            fingerprints: Vec::new(),
            code_days: Vec::new(),
            units: Vec::new(),
            unit_numbers: Vec::new(),
            sums: Recall::new(MOST_SUMS),
        }
    }
}

impl Block {
    fn begin(&mut self, records: usize, builder: &FrameBuilder) {
        self.is_odd.clear();
        self.is_odd.resize(records, false);
        if self.values.is_empty() {
            self.values = builder.empty_values();
            self.seen = self.values.iter().map(|_| Vec::new()).collect();
        }
        self.values.iter_mut().for_each(Values::clear);
        self.seen.iter_mut().for_each(Vec::clear);
        self.fingerprints.clear();
        self.code_days.clear();
        self.units.clear();
    }

    fn days(&self, place: Option<usize>) -> Option<&[u16]> {
        match self.values.get(place?)? {
            Values::Days(days) => Some(days),
            _ => None,
        }
    }

    /// The records from `from` on up to the next that takes a closer look.
    fn known_from(&self, from: usize) -> Range<usize> {
        let rest = self.is_odd.get(from..).unwrap_or_default();
        from..from + rest.iter().position(|is_odd| *is_odd).unwrap_or(rest.len())
    }
}

impl Table<'_> {
    /// True when the plain records of this list can be read column by column.
    pub(super) fn reads_columns(&self, into: &Collected<'_>) -> bool {
        !into.builder.keeps_codes()
            && self.reader.reads_columns()
            && self.reader.read_fields().all(|field| field < self.width)
    }

    /// Takes plain records as far as they stand among dossiers, of a list that can be read column by column. Answers how many
    /// were taken: one at least.
    pub(super) fn take_plain(
        &mut self,
        into: &mut Collected<'_>,
        rows: &PlainRows<'_>,
        block: &mut Block,
        has_offsets: bool,
    ) -> usize {
        self.reader.read_columns(rows, block, &into.builder);
        for field in &self.blank {
            for (text, is_odd) in rows.column(*field).texts().zip(&mut block.is_odd) {
                *is_odd |= !text.is_empty();
            }
        }
        for (row, field) in rows.doubled() {
            if self.reader.read_fields().any(|read| read == field) {
                mark(&mut block.is_odd, row);
            }
        }
        let mut taken = 0;
        while taken < rows.number() && self.is_plain() {
            let known = block.known_from(taken);
            if known.is_empty() {
                let Some(record) = rows.record(taken) else { break };
                let (line, offset) = (record.place.line, has_offsets.then_some(record.place.offset));
                self.take(into, &record, Place { line, offset });
                taken += 1;
            } else {
                taken = known.end;
                self.take_known(into, rows, block, known, has_offsets);
            }
        }
        taken
    }

    fn take_known(
        &mut self,
        into: &mut Collected<'_>,
        rows: &PlainRows<'_>,
        block: &mut Block,
        known: Range<usize>,
        has_offsets: bool,
    ) {
        self.account.records += known.len() as u64;
        self.rows.dossier();
        self.reader.tell(rows, block, known.clone(), &mut into.units);
        into.builder.push_rows(&block.unit_numbers, self.source, &block.values, known.clone());
        into.fingerprints.extend_from_slice(block.fingerprints.get(known.clone()).unwrap_or_default());
        let places = &self.reader.places;
        for place in [places.received, places.finished, places.returned] {
            let days = block.days(place).and_then(|days| days.get(known.clone())).unwrap_or_default();
            let latest = days.iter().copied().max().and_then(day_kept);
            self.latest = self.latest.max(latest);
        }
        if let Some(record) = known.end.checked_sub(1).and_then(|last| rows.record(last)) {
            let (line, offset) = (record.place.line, has_offsets.then_some(record.place.offset));
            self.remember_last(&record, Place { line, offset });
        }
    }
}

impl RecordReader<'_> {
    /// True when every column is had from the records alone.
    fn reads_columns(&self) -> bool {
        let is_own = |plan: &Plan| !matches!(plan, Plan::Minute(_) | Plan::ServiceLevel(_) | Plan::Field);
        let is_known = self.forms.len() <= MOST_FORMS && self.fields.code.is_some() && self.group_unit.is_none();
        is_known && self.plans.iter().all(is_own)
    }

    /// The fields of which the columns are made.
    fn read_fields(&self) -> impl Iterator<Item = usize> {
        let identifying = [self.fields.code, self.fields.unit, self.fields.unit_code].into_iter().flatten();
        identifying.chain(self.plans.iter().flat_map(Plan::fields).copied())
    }

    /// Reads the columns of plain records, and tells which of the records take a closer look.
    fn read_columns(&mut self, rows: &PlainRows<'_>, block: &mut Block, builder: &FrameBuilder) {
        let number = rows.number();
        block.begin(number, builder);
        self.read_codes(rows, block);
        let Block { is_odd, values, seen, code_days, sums: known_sums, .. } = block;
        for ((plan, values), seen) in self.plans.iter().zip(values.iter_mut()).zip(seen) {
            match (plan, values) {
                (Plan::Day(column), Values::Days(days)) => {
                    let (field, forms) = (column.field, self.forms);
                    widely(ReadDays { rows, field, forms, days, seen, is_odd });
                }
                (Plan::CodeDay, Values::Days(days)) => days.extend_from_slice(code_days),
                (Plan::Word(field, reader), Values::Words(words)) => {
                    widely(ReadWords { rows, field: *field, reader, words, is_odd });
                }
                (Plan::Amounts(fields), Values::Amounts(sums)) => {
                    sums.resize(number, NO_AMOUNT);
                    for field in fields {
                        widely(AddSums { rows, field: *field, known: known_sums, sums, is_odd });
                    }
                }
                (Plan::Number(field), Values::Amounts(numbers)) => {
                    numbers.resize(number, NO_AMOUNT);
                    add_numbers(rows, *field, numbers, is_odd);
                }
                (Plan::Text(field, _, remembered), Values::Texts(numbers)) => {
                    widely(ReadTexts { rows, field: *field, known: remembered, numbers, is_odd });
                }
                // Of a column that the list does not have, and until what stands in is read.
                (_, values) => values.fill(number),
            }
        }
        for place in &self.filled_in {
            if let Some(Plan::SameAs(other)) = self.plans.get(*place)
                && let Some(other) = block.values.get(*other).cloned()
                && let Some(values) = block.values.get_mut(*place)
            {
                *values = other;
            }
        }
        self.read_units(rows, block);
        self.compare_days(block);
    }

    #[inline(never)]
    fn read_codes(&self, rows: &PlainRows<'_>, block: &mut Block) {
        let Some(field) = self.fields.code else { return };
        let Block { is_odd, fingerprints, code_days, .. } = block;
        let between = &self.rules.code_day_between;
        widely(ReadCodes { rows, field, between, fingerprints, code_days, is_odd });
    }

    #[inline(never)]
    fn read_units(&mut self, rows: &PlainRows<'_>, block: &mut Block) {
        let fields = (self.fields.unit_code, self.fields.unit);
        let none = SeenUnit::Always(0);
        let Block { units, is_odd, .. } = block;
        units.resize(rows.number(), none);
        if let (None, Some(field)) = fields {
            return widely(ReadUnits { rows, field, known: &self.units, units, is_odd });
        }
        let records = units.iter_mut().zip(is_odd);
        let tell = |(unit, is_odd): (&mut SeenUnit, &mut bool), seen: Option<SeenUnit>| match seen {
            Some(seen) => *unit = seen,
            None => *is_odd = true,
        };
        match fields {
            (None, _) => {
                let seen = self.seen_unit(&[], &[]);
                records.for_each(|record| tell(record, seen));
            }
            (Some(code), None) => {
                for (code, record) in rows.column(code).texts().zip(records) {
                    tell(record, self.seen_unit(code.text(), &[]));
                }
            }
            (Some(code), Some(name)) => {
                for ((code, name), record) in rows.column(code).texts().zip(rows.column(name).texts()).zip(records) {
                    tell(record, self.seen_unit(code.text(), name.text()));
                }
            }
        }
    }

    /// A record without a day of receipt, or settled before it, takes a closer look.
    #[inline(never)]
    fn compare_days(&self, block: &mut Block) {
        let mut is_odd = std::mem::take(&mut block.is_odd);
        match block.days(self.places.received) {
            None => is_odd.fill(true),
            Some(received) => {
                let none = vec![NO_DAY; received.len()];
                let finished = block.days(self.places.finished).unwrap_or(&none);
                let returned = block.days(self.places.returned).unwrap_or(&none);
                widely(CompareDays { received, finished, returned, is_odd: &mut is_odd });
            }
        }
        block.is_odd = is_odd;
    }

    /// Tells what else there is to know of these records, in their order: units, names of procedures, how days are written.
    fn tell(&mut self, rows: &PlainRows<'_>, block: &mut Block, known: Range<usize>, units: &mut UnitDirectory<'_>) {
        self.number_units(rows, block, known.clone(), units);
        for (place, plan) in self.plans.iter_mut().enumerate() {
            let Plan::Day(column) = plan else { continue };
            let Some(days) = block.days(Some(place)).and_then(|days| days.get(known.clone())) else { continue };
            let seen = block.seen.get(place).and_then(|seen| seen.get(known.clone())).unwrap_or_default();
            let mut dates = [0_u64; 1 + UNSEEN as usize];
            widely(Count { seen, times: &mut dates });
            let first = |form: u8| seen.iter().position(|other| *other == form).unwrap_or_default();
            let forms = (0..2 * self.forms.len() as u8).filter(|form| dates[usize::from(*form)] > 0);
            let mut forms: Vec<(usize, u8)> = forms.map(|form| (first(form), form)).collect();
            // Of several forms of one hand the one that was seen first gives the example.
            forms.sort_unstable();
            for (at, form) in forms {
                let first =
                    || (rows.line(known.start + at), days.get(at).copied().and_then(day_kept).unwrap_or(Day(0)));
                let dates = dates[usize::from(form)];
                column.sightings.saw_several(Some(usize::from(form >> 1)), form & 1 == 1, dates, first);
            }
        }
        let received = block.days(self.places.received).and_then(|days| days.get(known.clone())).unwrap_or_default();
        let code_days = block.code_days.get(known.clone()).unwrap_or_default();
        if let Some(sightings) = self.sightings(self.places.received) {
            sightings.agree(count_agreeing(received, code_days));
            let far = FEWEST_DAYS_OF_A_SWAP;
            if widely(AnyFar { received, code_days, far }) {
                let is_far = |(_, (day, code_day)): &(_, (&u16, &u16))| day.abs_diff(**code_day) >= far;
                for (row, (day, code_day)) in known.clone().zip(received.iter().zip(code_days)).filter(is_far) {
                    if let (Some(day), Some(code_day)) = (day_kept(*day), day_kept(*code_day)) {
                        sightings.compare_far(day, code_day, rows.line(row));
                    }
                }
            }
        }
        let Some(Values::Texts(procedures)) = self.places.procedure_code.and_then(|place| block.values.get(place))
        else {
            return;
        };
        for (row, procedure) in known.clone().zip(procedures.get(known).unwrap_or_default()) {
            if *procedure != NO_TEXT
                && self.is_named.get(*procedure as usize) != Some(&true)
                && let Some(record) = rows.record(row)
            {
                self.name_procedure_of(*procedure, &record);
            }
        }
    }

    fn number_units(
        &mut self,
        rows: &PlainRows<'_>,
        block: &mut Block,
        known: Range<usize>,
        units: &mut UnitDirectory<'_>,
    ) {
        let mut numbers = std::mem::take(&mut block.unit_numbers);
        numbers.clear();
        let received = block.days(self.places.received).unwrap_or_default();
        for row in known {
            let seen = block.units.get(row).copied().unwrap_or(SeenUnit::Always(0));
            numbers.push(match seen {
                SeenUnit::Always(number) if self.given_unit.is_none() => number,
                _ => {
                    let day = received.get(row).copied().and_then(day_kept);
                    rows.record(row).and_then(|record| self.unit_number(seen, &record, day, units)).unwrap_or_default()
                }
            });
        }
        block.unit_numbers = numbers;
    }
}
