//! A record of which every cell is known by its bytes: nothing in it is odd, and nothing need be made a text.

use crate::dossiers::FrameBuilder;

use super::codes::known_code;
use super::fields::Fields;
use super::plan::Plan;
use super::privacy::may_list;
use super::recall::Recall;
use super::record::{RecordReader, Row};
use super::units::{SeenUnit, UnitDirectory};
use super::words::WordReader;

/// Texts, words and units of one place where dossiers are kept, by what is written: what one list has told is known in the next.
#[derive(Default)]
pub(super) struct KnownTexts {
    /// By place of the column.
    texts: Vec<Option<Recall<u32>>>,
    words: Vec<Option<WordReader>>,
    /// By the number of a procedure's code, whether a list has named it.
    is_named: Vec<bool>,
    /// Of lists without a column of the units' codes, and with one.
    units: [Option<Recall<SeenUnit>>; 2],
}

impl RecordReader<'_> {
    /// Changes what is known to this reader for what is known elsewhere, if anything is. A list of which the user has named the
    /// unit knows none.
    pub(super) fn exchange(&mut self, known: &mut KnownTexts) {
        known.texts.resize_with(self.plans.len(), || None);
        for (plan, known) in self.plans.iter_mut().zip(&mut known.texts) {
            if let Plan::Text(_, _, texts) = plan {
                let other = known.take().unwrap_or_else(|| texts.emptied());
                *known = Some(std::mem::replace(texts, other));
            }
        }
        known.words.resize_with(self.plans.len(), || None);
        for (plan, known) in self.plans.iter_mut().zip(&mut known.words) {
            if let Plan::Word(_, words) = plan {
                // Lists of another system may spell other words so.
                let other = known.take().filter(|other| other.is_like(words)).unwrap_or_else(|| words.emptied());
                *known = Some(std::mem::replace(words, other));
            }
        }
        std::mem::swap(&mut self.is_named, &mut known.is_named);
        if self.given_unit.is_none() {
            let [without, with] = &mut known.units;
            let known = if self.fields.unit_code.is_none() { without } else { with };
            let other = known.take().unwrap_or_else(|| self.units.emptied());
            *known = Some(std::mem::replace(&mut self.units, other));
        }
    }

    /// Reads a record that is plainly a dossier; none, and nothing done, when it takes a closer look, which gives the same.
    pub(super) fn read_known<F: Fields>(
        &mut self,
        record: &F,
        line: u64,
        builder: &mut FrameBuilder,
        units: &mut UnitDirectory<'_>,
    ) -> Option<Row> {
        self.changed.clear();
        self.cells.clear();
        self.seen.clear();
        let written = record.written(self.fields.code?)?;
        let code = known_code(written, &self.rules.code_day_between)?;
        for (place, plan) in self.plans.iter().enumerate() {
            let cell = plan.known(record, self.forms, code.day, |seen| self.seen.push((place, seen)))?;
            self.cells.push(cell);
        }
        if !self.filled_in.is_empty() {
            self.fill_in(record, builder);
        }
        let received = self.day(self.places.received);
        let (finished, returned) = (self.day(self.places.finished), self.day(self.places.returned));
        let is_reversed = received.zip(finished.or(returned)).is_some_and(|(received, settled)| settled < received);
        if is_reversed || (received.is_none() && !self.is_undated()) {
            return None;
        }
        let seen = self.known_unit(record)?;
        let unit = self.unit_number(seen, record, received, units)?;
        for (place, (form, dated)) in self.seen.iter() {
            if let Some(Plan::Day(column)) = self.plans.get_mut(*place) {
                column.sightings.saw(Some(*form), dated, line);
            }
        }
        self.uncatalogued += u64::from(self.is_uncatalogued);
        self.name_procedure(record);
        if let (Some(received), Some(code_day)) = (received, code.day)
            && let Some(sightings) = self.sightings(self.places.received)
        {
            sightings.compare(received, code_day, line);
        }
        let latest = received.max(finished).max(returned);
        let listed = std::str::from_utf8(written).ok().filter(|code| builder.keeps_codes() && may_list(code));
        Some(Row {
            fingerprint: code.fingerprint,
            code: listed.map(Into::into),
            unit,
            latest,
            is_undated: received.is_none(),
        })
    }
}
