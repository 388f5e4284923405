//! From the fields of a record to the cells of a dossier.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::dossiers::{Cell, ColumnId, ColumnKind, FrameBuilder, Schema};
use crate::matching::{clean, fold};
use crate::period::Day;
use crate::registry::ProcedureRegistry;

use super::amounts::{has_part, read_amount, read_number};
use super::codes::{code_day, code_key, fingerprint, is_lost, with_zeros};
use super::dates::DateForm;
use super::faults::{Fault, Faults, odd_name};
use super::fields::{Damaged, Fields, may_be_wrapped};
use super::plan::{Identifying, Places, Plan, Planner, Seen};
use super::privacy::{has_number_of_a_person, may_list, shown};
use super::reading_rules::ReadingRules;
use super::recall::Recall;
use super::swapped::{Sightings, SwappedExample};
use super::units::{SeenUnit, UnitDirectory};
use super::words::Heard;
use super::{CellKind, Mapping, Profile, Reason, RepairRule, Shown};

/// Distinct units remembered.
const MOST_UNITS: usize = 65_536;

/// A record that is a dossier; its cells are in [`RecordReader::cells`].
pub(super) struct Row {
    pub(super) fingerprint: u128,
    /// Its code as far as it may be shown, when codes are kept.
    pub(super) code: Option<Box<str>>,
    pub(super) unit: u32,
    /// The latest day received, finished or returned.
    pub(super) latest: Option<Day>,
    /// It has no day of receipt, as its status allows.
    pub(super) is_undated: bool,
}

/// A cell that was read as something else than it says.
pub(super) type Changed = (ColumnId, Shown, Shown, RepairRule);

/// Reads the records of one file.
pub(super) struct RecordReader<'a> {
    pub(super) schema: &'a Schema,
    pub(super) rules: &'a ReadingRules,
    pub(super) procedures: Option<&'a ProcedureRegistry>,
    pub(super) forms: &'a [DateForm],
    pub(super) given_unit: Option<&'a str>,
    columns: Vec<ColumnId>,
    pub(super) plans: Vec<Plan>,
    /// The plans whose cells are filled in when all others are read.
    pub(super) filled_in: Vec<usize>,
    /// One of them asks the catalogue.
    wants_catalogue: bool,
    pub(super) fields: Identifying,
    pub(super) places: Places,
    pub(super) cells: Vec<Cell>,
    /// Days of the record being read that are plainly written, by the place of their cell.
    pub(super) seen: Vec<(usize, Seen)>,
    /// Units by their codes and names as they are written, of dossiers that were read.
    pub(super) units: Recall<SeenUnit>,
    /// A unit's code and name.
    pub(super) asked: Vec<u8>,
    /// Unknown spellings of the record being read.
    heard: Vec<(ColumnId, String)>,
    /// Cells of the record being read that were read as something else.
    pub(super) changed: Vec<Changed>,
    /// The record being read needs the catalogue of procedures, which does not have its procedure.
    pub(super) is_uncatalogued: bool,
    /// The unit that the heading above the records names.
    pub(super) group_unit: Option<String>,
    /// Dossiers without a service level or field, because the catalogue does not have their procedure.
    pub(super) uncatalogued: u64,
    /// Unknown spellings, kept and rejected, with how often they came.
    pub(super) unknown: BTreeMap<(ColumnId, String), u64>,
    /// Names of procedures by the number of their code, as the dossiers of the file spell them first.
    pub(super) procedure_names: BTreeMap<u32, String>,
    /// By the number of its code, whether the name of a procedure is known.
    pub(super) is_named: Vec<bool>,
}

/// What a reader of records is made from.
pub(super) struct Reading<'a> {
    pub(super) schema: &'a Schema,
    pub(super) rules: &'a ReadingRules,
    pub(super) procedures: Option<&'a ProcedureRegistry>,
    pub(super) profile: &'a Profile,
    /// The forms of dates, when the user states them for the file.
    pub(super) forms: Option<&'a [DateForm]>,
    pub(super) given_unit: Option<&'a str>,
}

impl<'a> RecordReader<'a> {
    pub(super) fn new(reading: &Reading<'a>, mapping: &Mapping, builder: &FrameBuilder) -> Self {
        let Reading { schema, rules, procedures, profile, forms, given_unit } = *reading;
        let columns: Vec<ColumnId> = builder.columns().collect();
        let roles = &schema.roles;
        let forms = forms.unwrap_or(&profile.dates);
        let by_code = procedures.filter(|_| mapping.has(roles.procedure_code));
        let plans = Planner { schema, profile, mapping, procedures: by_code, forms }.plans(&columns);
        let is_filled_in =
            |place: &usize| matches!(plans[*place], Plan::SameAs(_) | Plan::ServiceLevel(_) | Plan::Field);
        Self {
            schema,
            rules,
            procedures,
            forms,
            given_unit,
            filled_in: (0..plans.len()).filter(is_filled_in).collect(),
            wants_catalogue: plans.iter().any(|plan| matches!(plan, Plan::ServiceLevel(_) | Plan::Field)),
            fields: Identifying::new(schema, mapping),
            places: Places::new(schema, &columns),
            plans,
            cells: Vec::with_capacity(columns.len()),
            columns,
            seen: Vec::new(),
            units: Recall::new(MOST_UNITS),
            asked: Vec::new(),
            heard: Vec::new(),
            changed: Vec::new(),
            is_uncatalogued: false,
            group_unit: None,
            uncatalogued: 0,
            unknown: BTreeMap::new(),
            procedure_names: BTreeMap::new(),
            is_named: Vec::new(),
        }
    }

    /// The cells of the record read last, in the order of the frame.
    pub(super) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The columns a dossier of this file has a source for: its own, those another stands in for, those of the catalogue.
    pub(super) fn present(&self) -> Vec<ColumnId> {
        let known = |(id, plan): (&ColumnId, &Plan)| (!matches!(plan, Plan::Absent)).then_some(*id);
        self.columns.iter().zip(&self.plans).filter_map(known).collect()
    }

    /// The columns that something else stands in for.
    pub(super) fn filled(&self) -> Vec<ColumnId> {
        let stands_in = |plan: &Plan| matches!(plan, Plan::SameAs(_) | Plan::ServiceLevel(_) | Plan::Field);
        self.columns.iter().zip(&self.plans).filter(|(_, plan)| stands_in(plan)).map(|(id, _)| *id).collect()
    }

    /// True for a text that is a day in one of the forms of the file.
    pub(super) fn is_day(&self, text: &str) -> bool {
        self.forms.iter().any(|form| form.read(text.as_bytes()).is_some())
    }

    /// True for a spelling that the word column of this field knows.
    pub(super) fn is_word(&self, field: usize, text: &str) -> bool {
        self.plans.iter().any(|plan| matches!(plan, Plan::Word(of, words) if *of == field && words.knows(text)))
    }

    /// A column of days in which day and month seem to have changed places, with examples.
    pub(super) fn swapped(&self) -> Option<(ColumnId, Vec<SwappedExample>)> {
        self.columns.iter().zip(&self.plans).find_map(|(id, plan)| match plan {
            Plan::Day(column) => Some((*id, column.sightings.evidence()?)),
            _ => None,
        })
    }

    /// Reads a record that has as many fields as the header. `line`: where it begins.
    pub(super) fn read<F: Fields>(
        &mut self,
        record: &F,
        line: u64,
        builder: &mut FrameBuilder,
        units: &mut UnitDirectory<'_>,
    ) -> Result<Row, Fault> {
        match self.read_known(record, line, builder, units) {
            Some(row) => Ok(row),
            None => self.read_closely(record, line, builder, units),
        }
    }

    fn read_closely<F: Fields>(
        &mut self,
        record: &F,
        line: u64,
        builder: &mut FrameBuilder,
        units: &mut UnitDirectory<'_>,
    ) -> Result<Row, Fault> {
        let roles = &self.schema.roles;
        let mut faults = Faults::new(self.schema);
        self.changed.clear();
        let code = match self.text(record, self.fields.code, roles.code) {
            Ok(code) => {
                let is_cut = is_lost(&code) || is_cut_number(record, self.fields.code, &code);
                if is_cut {
                    faults.add(Reason::Lost, roles.code, &code);
                }
                code
            }
            Err(Damaged) => {
                faults.add(Reason::Encoding, roles.code, "");
                Cow::Borrowed("")
            }
        };
        let code = code_key(&code);
        if code.is_empty() && faults.count == 0 {
            faults.add(Reason::Blank, roles.code, "");
        } else if faults.count == 0 && !code.bytes().any(|byte| byte.is_ascii_digit()) {
            // `Chưa có mã` is the code of many dossiers, and would make one of them.
            faults.add(Reason::NoCode, roles.code, &code);
        }
        let code_day = code_day(&code, &self.rules.code_day_between);
        self.read_cells(record, line, code_day, builder, &mut faults);
        let received = self.day(self.places.received);
        let (finished, returned) = (self.day(self.places.finished), self.day(self.places.returned));
        if received.is_none() && !self.is_undated() {
            // A date that could not be read was named already.
            if !faults.columns.contains(&roles.received) {
                faults.add(Reason::Blank, roles.received, "");
            }
        }
        if let (Some(received), Some(settled)) = (received, finished.or(returned))
            && settled < received
        {
            let of_finished = (roles.finished, self.places.finished);
            let of_returned = (roles.returned, self.places.returned);
            let (column, place) = if finished.is_some() { of_finished } else { of_returned };
            if let Some(sightings) = self.sightings(place) {
                sightings.reversed(received, settled, line);
            }
            faults.add(Reason::FinishedBeforeReceived, column, &settled.slashed());
        }
        let unit_code = self.text(record, self.fields.unit_code, roles.unit_code);
        let (unit_code, unit_name) = match (unit_code, self.text(record, self.fields.unit, roles.unit)) {
            (Ok(code), Ok(name)) => (code, name),
            _ => {
                faults.add(Reason::Encoding, roles.unit, "");
                (Cow::Borrowed(""), Cow::Borrowed(""))
            }
        };
        if let Some(reason) = odd_name(&unit_name) {
            faults.add(reason, roles.unit, &unit_name);
        }
        let kept = self.heard.iter().filter(|(column, _)| !faults.columns.contains(column)).count();
        if !faults.hide_when_shifted(kept) {
            for spelling in self.heard.drain(..) {
                *self.unknown.entry(spelling).or_default() += 1;
            }
        }
        if let Some(mut fault) = faults.first {
            fault.dates = faults.dates;
            fault.dossier = Some(&code).filter(|code| !code.is_empty()).map(|code| fingerprint(code));
            return Err(fault);
        }
        self.uncatalogued += u64::from(self.is_uncatalogued);
        self.name_procedure(record);
        if let (Some(received), Some(code_day)) = (received, code_day) {
            // A look into the code of every dossier tells whether day and month have changed places.
            if let Some(sightings) = self.sightings(self.places.received) {
                sightings.compare(received, code_day, line);
            }
        }
        let unit = self.unit(&unit_code, &unit_name, received, units);
        self.remember_unit(record, &unit_code, &unit_name, units);
        let latest = [received, finished, returned].into_iter().flatten().max();
        let shown_code =
            Some(&code).filter(|code| builder.keeps_codes() && may_list(code)).map(|code| code.as_ref().into());
        Ok(Row { fingerprint: fingerprint(&code), code: shown_code, unit, latest, is_undated: received.is_none() })
    }

    /// The text of a field; what spreadsheet programs put around it is dropped, and told.
    fn text<'f, F: Fields>(
        &mut self,
        record: &'f F,
        field: Option<usize>,
        column: ColumnId,
    ) -> Result<Cow<'f, str>, Damaged> {
        text(record, field, column, self.schema, &mut self.changed)
    }

    /// What was seen of the column of days at this place.
    pub(super) fn sightings(&mut self, place: Option<usize>) -> Option<&mut Sightings> {
        match self.plans.get_mut(place?) {
            Some(Plan::Day(column)) => Some(&mut column.sightings),
            _ => None,
        }
    }

    fn read_cells<F: Fields>(
        &mut self,
        record: &F,
        line: u64,
        code_day: Option<Day>,
        builder: &mut FrameBuilder,
        faults: &mut Faults<'_>,
    ) {
        self.cells.clear();
        self.heard.clear();
        let Self { schema, rules, forms, plans, columns, cells, heard, changed, .. } = self;
        for (place, (plan, column)) in plans.iter_mut().zip(columns.iter().copied()).enumerate() {
            let mut seen = None;
            if let Some(cell) = plan.known(record, forms, code_day, |day| seen = Some(day)) {
                if let (Plan::Day(day_column), Some((form, dated))) = (plan, seen) {
                    day_column.sightings.saw(Some(form), &dated, line);
                }
                cells.push(cell);
                continue;
            }
            let cell = match plan {
                Plan::Number(field) => match text(record, Some(*field), column, schema, changed) {
                    Err(Damaged) => {
                        faults.add(Reason::Encoding, column, "");
                        Cell::Amount(None)
                    }
                    Ok(cell) => {
                        let number = cell.parse::<u32>().ok();
                        if number.is_none() && !cell.is_empty() {
                            faults.add(Reason::Number, column, &cell);
                        }
                        Cell::Amount(number.map(i64::from))
                    }
                },
                Plan::Day(day_column) => {
                    let field = day_column.field;
                    let day = match text(record, Some(field), column, schema, changed) {
                        Err(Damaged) => {
                            faults.add(Reason::Encoding, column, "");
                            None
                        }
                        Ok(cell) if cell.is_empty() => None,
                        Ok(cell) => match day_column.read(forms, &rules.dates, &cell, record.kind(field), line) {
                            Some((day, repair)) => {
                                if let Some(rule) = repair {
                                    let before = shown(ColumnKind::Amount, &cell);
                                    let before =
                                        if rule == RepairRule::Serial { before } else { shown(ColumnKind::Day, &cell) };
                                    changed.push((column, before, Shown::Value(day.to_string()), rule));
                                }
                                Some(day)
                            }
                            None => {
                                faults.add(Reason::Date, column, &cell);
                                None
                            }
                        },
                    };
                    Cell::Day(day)
                }
                Plan::Word(field, words) => match text(record, Some(*field), column, schema, changed) {
                    Err(Damaged) => {
                        faults.add(Reason::Encoding, column, "");
                        Cell::Word(None)
                    }
                    Ok(cell) => match words.hear(&cell) {
                        Heard::Word(word) => Cell::Word(Some(word)),
                        unknown => {
                            if let Shown::Value(spelling) = shown(ColumnKind::Word, &cell) {
                                heard.push((column, spelling));
                            }
                            if unknown == Heard::Unknown {
                                faults.add(Reason::UnknownWord, column, &cell);
                            }
                            Cell::Word(None)
                        }
                    },
                },
                Plan::Amounts(amounts) => {
                    let mut sum = None;
                    for field in amounts.iter() {
                        let read = if record.kind(*field) == CellKind::Number { read_number } else { read_amount };
                        match text(record, Some(*field), column, schema, changed) {
                            Err(Damaged) => faults.add(Reason::Encoding, column, ""),
                            Ok(cell) if cell.is_empty() => {}
                            Ok(cell) => match read(&cell).and_then(|one| one.checked_add(sum.unwrap_or(0))) {
                                Some(more) => {
                                    if has_part(&cell) {
                                        let before = shown(ColumnKind::Amount, &cell);
                                        changed.push((
                                            column,
                                            before,
                                            Shown::Value(more.to_string()),
                                            RepairRule::PartOfDong,
                                        ));
                                    }
                                    sum = Some(more);
                                }
                                None => faults.add(Reason::Amount, column, &cell),
                            },
                        }
                    }
                    Cell::Amount(sum)
                }
                Plan::Text(field, decimals, remembered) => match text(record, Some(*field), column, schema, changed) {
                    Err(Damaged) => {
                        faults.add(Reason::Encoding, column, "");
                        Cell::Text(None)
                    }
                    Ok(cell) if cell.is_empty() => Cell::Text(None),
                    Ok(cell) if decimals.is_some() && is_lost(&cell) => {
                        faults.add(Reason::Lost, column, &cell);
                        Cell::Text(None)
                    }
                    Ok(cell) if has_number_of_a_person(&cell) => {
                        faults.add(Reason::Person, column, &cell);
                        Cell::Text(None)
                    }
                    Ok(mut cell) => {
                        if let Some(whole) = decimals.and_then(|decimals| with_zeros(&cell, decimals)) {
                            let after = Shown::Value(whole.clone());
                            changed.push((column, Shown::Value(cell.into_owned()), after, RepairRule::CodeZeros));
                            cell = Cow::Owned(whole);
                        }
                        let known = remembered.get(cell.as_bytes());
                        Cell::Text(known.or_else(|| {
                            let number = builder.text_number(place, &fold(&cell), &clean(&cell))?;
                            if !may_be_wrapped(cell.as_bytes()) {
                                remembered.insert(cell.as_bytes(), number);
                            }
                            Some(number)
                        }))
                    }
                },
                // These are always known.
                Plan::Absent
                | Plan::SameAs(_)
                | Plan::CodeDay
                | Plan::Minute(_)
                | Plan::ServiceLevel(_)
                | Plan::Field => Cell::Day(None),
            };
            cells.push(cell);
        }
        self.fill_in(record, builder);
    }

    pub(super) fn fill_in<F: Fields>(&mut self, record: &F, builder: &mut FrameBuilder) {
        let procedure = if self.wants_catalogue { self.catalogued(record) } else { None };
        self.is_uncatalogued = self.wants_catalogue && procedure.is_none();
        for place in self.filled_in.iter().copied() {
            match &self.plans[place] {
                Plan::SameAs(other) => self.cells[place] = self.cells[*other],
                Plan::ServiceLevel(words) => {
                    let word = procedure.and_then(|procedure| words.get(&procedure.service_level).copied());
                    self.cells[place] = Cell::Word(word);
                }
                Plan::Field => {
                    let field = procedure.map(|procedure| procedure.field.as_str()).filter(|field| !field.is_empty());
                    let number = field.and_then(|field| builder.text_number(place, &fold(field), &clean(field)));
                    self.cells[place] = Cell::Text(number);
                }
                // Only the plans above are filled in.
                _ => {}
            }
        }
    }

    /// The day at a place of the record being read.
    pub(super) fn day(&self, place: Option<usize>) -> Option<Day> {
        match self.cells.get(place?) {
            Some(Cell::Day(day)) => *day,
            _ => None,
        }
    }

    /// True when the dossier's status says that it may lack its date of receipt.
    pub(super) fn is_undated(&self) -> bool {
        let status = self.schema.roles.status;
        let word = self.places.status.and_then(|place| match self.cells[place] {
            Cell::Word(word) => word,
            Cell::Day(_) | Cell::Amount(_) | Cell::Text(_) => None,
        });
        word.zip(self.schema.vocabulary(status)).is_some_and(|(word, vocabulary)| vocabulary.is_undated(word))
    }
}

/// A number with so many digits that a spreadsheet cannot have kept them all.
fn is_cut_number<F: Fields>(record: &F, field: Option<usize>, text: &str) -> bool {
    /// Digits that a number of a spreadsheet holds for certain.
    const EXACT_DIGITS: usize = 15;
    let is_number = field.is_some_and(|field| record.kind(field) == CellKind::Number);
    is_number && text.bytes().filter(u8::is_ascii_digit).count() > EXACT_DIGITS
}

/// The text of a field, and in `changed` what was dropped around it.
fn text<'f, F: Fields>(
    record: &'f F,
    field: Option<usize>,
    column: ColumnId,
    schema: &Schema,
    changed: &mut Vec<Changed>,
) -> Result<Cow<'f, str>, Damaged> {
    let Some(field) = field else { return Ok(Cow::Borrowed("")) };
    let (text, rule) = record.text(field)?;
    if let Some(rule) = rule {
        let kind = schema.column(column).kind;
        changed.push((column, shown(kind, &record.raw(field)?), shown(kind, &text), rule));
    }
    Ok(text)
}
