//! From the fields of a record to the cells of a dossier.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;

use hashbrown::HashMap;

use crate::dossiers::{Cell, ColumnId, ColumnKind, FrameBuilder, Schema};
use crate::matching::{clean, fold, is_invisible};
use crate::period::Day;
use crate::registry::ProcedureRegistry;

use super::amounts::read_amount;
use super::privacy::shown;
use super::scanner::Scanner;
use super::units::UnitDirectory;
use super::words::{Heard, WordReader};
use super::{DateForm, Mapping, Profile, Reason, Shown};

/// Distinct raw texts remembered per column.
const MOST_REMEMBERED: usize = 65_536;

/// What is wrong with a record.
#[derive(Debug)]
pub(super) struct Fault {
    /// The dossier, where its code could be read: its older records may now count in its place.
    pub(super) dossier: Option<u128>,
    pub(super) reason: Reason,
    pub(super) column: Option<ColumnId>,
    pub(super) value: Shown,
}

/// A record that is a dossier; its cells are in [`RecordReader::cells`].
pub(super) struct Row {
    pub(super) fingerprint: u128,
    pub(super) unit: u32,
    /// The latest day received, finished or returned.
    pub(super) latest: Option<Day>,
}

/// How the cells of one frame column are had from a record.
enum Plan {
    /// The file has no such column.
    Absent,
    /// It has none either, and another frame column stands in: its place.
    SameAs(usize),
    Day(usize),
    Word(usize, WordReader),
    Amounts(Vec<usize>),
    Text(usize, HashMap<Vec<u8>, u32>),
    /// From the catalogue of procedures, by the procedure's code.
    ServiceLevel(BTreeMap<String, u8>),
    Field,
}

/// Reads the records of one file.
pub(super) struct RecordReader<'a> {
    schema: &'a Schema,
    procedures: Option<&'a ProcedureRegistry>,
    dates: &'a [DateForm],
    given_unit: Option<&'a str>,
    columns: Vec<ColumnId>,
    plans: Vec<Plan>,
    fields: Identifying,
    cells: Vec<Cell>,
    /// Code and name of the procedure of the record being read, when the code is new.
    named: Option<(String, String)>,
    /// Unknown spellings of the record being read.
    heard: Vec<(ColumnId, String)>,
    /// The record being read needs the catalogue of procedures, which does not have its procedure.
    is_uncatalogued: bool,
    /// Dossiers without a service level or field, because the catalogue does not have their procedure.
    pub(super) uncatalogued: u64,
    /// Unknown spellings, kept and rejected, with how often they came.
    pub(super) unknown: BTreeMap<(ColumnId, String), u64>,
    /// Names of procedures, by code, as the file spells them first.
    pub(super) procedure_names: BTreeMap<String, String>,
}

/// Fields that identify a dossier and its unit.
struct Identifying {
    code: Option<usize>,
    unit: Option<usize>,
    unit_code: Option<usize>,
    procedure_code: Option<usize>,
    procedure_name: Option<usize>,
}

impl<'a> RecordReader<'a> {
    pub(super) fn new(
        schema: &'a Schema,
        profile: &'a Profile,
        mapping: &Mapping,
        builder: &FrameBuilder,
        procedures: Option<&'a ProcedureRegistry>,
        given_unit: Option<&'a str>,
    ) -> Self {
        let columns: Vec<ColumnId> = builder.columns().collect();
        let first = |column: ColumnId| mapping.fields(column).first().copied();
        let roles = &schema.roles;
        let by_code = procedures.filter(|_| mapping.has(roles.procedure_code));
        let plan = |id: &ColumnId| {
            let column = schema.column(*id);
            match (column.kind, first(*id)) {
                (ColumnKind::Day, Some(field)) => Plan::Day(field),
                (ColumnKind::Word, Some(field)) => match schema.vocabulary(*id) {
                    Some(vocabulary) => Plan::Word(field, WordReader::new(vocabulary, profile)),
                    None => Plan::Absent,
                },
                (ColumnKind::Amount, Some(_)) => Plan::Amounts(mapping.fields(*id).to_vec()),
                (_, Some(field)) => Plan::Text(field, HashMap::new()),
                (ColumnKind::Day, None) => {
                    let stand_in = column.when_absent.as_deref().and_then(|name| schema.find(name));
                    let place = stand_in.and_then(|other| columns.iter().position(|id| *id == other));
                    place.filter(|place| mapping.has(columns[*place])).map_or(Plan::Absent, Plan::SameAs)
                }
                (ColumnKind::Word, None) if *id == roles.service_level && by_code.is_some() => {
                    let vocabulary = schema.vocabulary(*id);
                    let words = vocabulary.into_iter().flat_map(|vocabulary| {
                        vocabulary.ids().filter_map(|id| Some((id.to_owned(), vocabulary.word(id)?)))
                    });
                    Plan::ServiceLevel(words.collect())
                }
                (ColumnKind::Field, None) if by_code.is_some() => Plan::Field,
                (_, None) => Plan::Absent,
            }
        };
        let plans = columns.iter().map(plan).collect();
        Self {
            schema,
            procedures,
            dates: &profile.dates,
            given_unit,
            plans,
            fields: Identifying {
                code: first(roles.code),
                unit: first(roles.unit),
                unit_code: first(roles.unit_code),
                procedure_code: first(roles.procedure_code),
                procedure_name: first(roles.procedure_name),
            },
            cells: Vec::with_capacity(columns.len()),
            columns,
            named: None,
            is_uncatalogued: false,
            uncatalogued: 0,
            heard: Vec::new(),
            unknown: BTreeMap::new(),
            procedure_names: BTreeMap::new(),
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

    /// Reads a record that has as many fields as the header.
    pub(super) fn read<R: Read>(
        &mut self,
        scanner: &Scanner<R>,
        builder: &mut FrameBuilder,
        units: &mut UnitDirectory<'_>,
    ) -> Result<Row, Fault> {
        let mut faults = Faults { schema: self.schema, first: None, count: 0, columns: Vec::new() };
        let code = match text(scanner, self.fields.code) {
            Ok(code) => code_key(&code),
            Err(()) => {
                faults.add(Reason::Encoding, self.schema.roles.code, "");
                String::new()
            }
        };
        if code.is_empty() && faults.count == 0 {
            faults.add(Reason::Blank, self.schema.roles.code, "");
        }
        self.read_cells(scanner, builder, &mut faults);
        let roles = &self.schema.roles;
        let received = self.day(roles.received);
        let (finished, returned) = (self.day(roles.finished), self.day(roles.returned));
        if received.is_none() && !self.is_undated() {
            // A date that could not be read was named already.
            if !faults.columns.contains(&roles.received) {
                faults.add(Reason::Blank, roles.received, "");
            }
        }
        if let (Some(received), Some(settled)) = (received, finished.or(returned))
            && settled < received
        {
            let column = if finished.is_some() { roles.finished } else { roles.returned };
            faults.add(Reason::FinishedBeforeReceived, column, &settled.slashed());
        }
        let unit_texts = match (text(scanner, self.fields.unit_code), text(scanner, self.fields.unit)) {
            (Ok(code), Ok(name)) => Some((code, name)),
            _ => {
                faults.add(Reason::Encoding, roles.unit, "");
                None
            }
        };
        // Several wrong cells mean that the columns have shifted: what stands in them may be anyone's name.
        // An unknown spelling that is kept is no fault, but as telling.
        let kept = self.heard.iter().filter(|(column, _)| !faults.columns.contains(column)).count();
        let shifted = faults.count + kept > 1;
        if !shifted {
            for spelling in self.heard.drain(..) {
                *self.unknown.entry(spelling).or_default() += 1;
            }
        }
        match (faults.first, unit_texts) {
            (Some(mut fault), _) => {
                // A date made of figures is no name, and has the shape of a date.
                let is_day = fault.column.is_some_and(|column| self.schema.column(column).kind == ColumnKind::Day);
                if let (true, false, Shown::Value(value)) = (shifted, is_day, &fault.value) {
                    fault.value = Shown::Hidden(value.chars().count());
                }
                fault.dossier = Some(&code).filter(|code| !code.is_empty()).map(|code| fingerprint(code));
                Err(fault)
            }
            (None, unit_texts) => {
                self.uncatalogued += u64::from(self.is_uncatalogued);
                if let Some((code, name)) = self.named.take() {
                    self.procedure_names.entry(code).or_insert(name);
                }
                let (unit_code, unit_name) = unit_texts.unwrap_or_default();
                // What the user says of the file comes before what stands in it.
                let unit_code = if self.given_unit.is_some() { Cow::Borrowed("") } else { unit_code };
                let name = self.given_unit.map_or(unit_name, Cow::Borrowed);
                let unit = units.number(&unit_code, &name, received);
                let latest = [received, finished, returned].into_iter().flatten().max();
                Ok(Row { fingerprint: fingerprint(&code), unit, latest })
            }
        }
    }

    fn read_cells<R: Read>(&mut self, scanner: &Scanner<R>, builder: &mut FrameBuilder, faults: &mut Faults<'_>) {
        self.cells.clear();
        self.heard.clear();
        self.named = None;
        let catalogued = match (self.procedures, text(scanner, self.fields.procedure_code)) {
            (Some(procedures), Ok(code)) if !code.is_empty() => Some((procedures, code)),
            _ => None,
        };
        for place in 0..self.plans.len() {
            let column = self.columns[place];
            let cell = match &mut self.plans[place] {
                Plan::Absent => Cell::Day(None),
                // The column that stands in may come later: filled in below.
                Plan::SameAs(_) => Cell::Day(None),
                Plan::Day(field) => match text(scanner, Some(*field)) {
                    Err(()) => faults.none(Reason::Encoding, column, "", Cell::Day(None)),
                    Ok(cell) if cell.is_empty() => Cell::Day(None),
                    Ok(cell) => match self.dates.iter().find_map(|form| form.read(cell.as_bytes())) {
                        Some(day) => Cell::Day(Some(day)),
                        None => faults.none(Reason::Date, column, &cell, Cell::Day(None)),
                    },
                },
                Plan::Word(field, words) => match text(scanner, Some(*field)) {
                    Err(()) => faults.none(Reason::Encoding, column, "", Cell::Word(None)),
                    Ok(cell) => match words.hear(&cell) {
                        Heard::Word(word) => Cell::Word(Some(word)),
                        heard => {
                            if let Shown::Value(spelling) = shown(ColumnKind::Word, &cell) {
                                self.heard.push((column, spelling));
                            }
                            if heard == Heard::Unknown {
                                faults.add(Reason::UnknownWord, column, &cell);
                            }
                            Cell::Word(None)
                        }
                    },
                },
                Plan::Amounts(fields) => {
                    let mut sum = None;
                    for field in fields.iter() {
                        match text(scanner, Some(*field)) {
                            Err(()) => faults.add(Reason::Encoding, column, ""),
                            Ok(cell) if cell.is_empty() => {}
                            Ok(cell) => match read_amount(&cell).and_then(|one| one.checked_add(sum.unwrap_or(0))) {
                                Some(more) => sum = Some(more),
                                None => faults.add(Reason::Amount, column, &cell),
                            },
                        }
                    }
                    Cell::Amount(sum)
                }
                Plan::Text(field, remembered) => match text(scanner, Some(*field)) {
                    Err(()) => faults.none(Reason::Encoding, column, "", Cell::Text(None)),
                    Ok(cell) if cell.is_empty() => Cell::Text(None),
                    Ok(cell) => match remembered.get(cell.as_bytes()) {
                        Some(number) => Cell::Text(Some(*number)),
                        None => {
                            let number = builder.text_number(place, &fold(&cell), &clean(&cell));
                            if let (Some(number), true) = (number, remembered.len() < MOST_REMEMBERED) {
                                remembered.insert(cell.as_bytes().to_vec(), number);
                                if column == self.schema.roles.procedure_code
                                    && let Ok(name) = text(scanner, self.fields.procedure_name)
                                {
                                    self.named = Some((clean(&cell), clean(&name)));
                                }
                            }
                            Cell::Text(number)
                        }
                    },
                },
                // The catalogue is asked once the day is known: filled in below.
                Plan::ServiceLevel(_) | Plan::Field => Cell::Day(None),
            };
            self.cells.push(cell);
        }
        let received = self.day(self.schema.roles.received);
        let procedure = catalogued.and_then(|(procedures, code)| procedures.find(&clean(&code), received));
        let wants_catalogue = |plan: &Plan| matches!(plan, Plan::ServiceLevel(_) | Plan::Field);
        self.is_uncatalogued = procedure.is_none() && self.plans.iter().any(wants_catalogue);
        for place in 0..self.plans.len() {
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
                Plan::Absent | Plan::Day(_) | Plan::Word(..) | Plan::Amounts(_) | Plan::Text(..) => {}
            }
        }
    }

    /// The value of a day column of the record being read.
    fn day(&self, id: ColumnId) -> Option<Day> {
        self.columns.iter().position(|column| *column == id).and_then(|place| match self.cells[place] {
            Cell::Day(day) => day,
            Cell::Word(_) | Cell::Amount(_) | Cell::Text(_) => None,
        })
    }

    /// True when the dossier's status says that it may lack its date of receipt.
    fn is_undated(&self) -> bool {
        let status = self.schema.roles.status;
        let place = self.columns.iter().position(|column| *column == status);
        let word = place.and_then(|place| match self.cells[place] {
            Cell::Word(word) => word,
            Cell::Day(_) | Cell::Amount(_) | Cell::Text(_) => None,
        });
        word.zip(self.schema.vocabulary(status)).is_some_and(|(word, vocabulary)| vocabulary.is_undated(word))
    }
}

/// What tells dossiers apart: their code without what spreadsheet programs put around it (`="…"`, an apostrophe), without
/// blanks and invisible signs, in capitals.
fn code_key(text: &str) -> String {
    let inner = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    let telling = |letter: &char| !letter.is_whitespace() && !letter.is_control() && !is_invisible(*letter);
    inner.trim_start_matches('\'').chars().filter(telling).flat_map(char::to_uppercase).collect()
}

/// 128 bits of BLAKE3: two codes of one fingerprint are not to be found, and no code is kept in memory.
fn fingerprint(code: &str) -> u128 {
    let hash = blake3::hash(code.as_bytes());
    hash.as_bytes().first_chunk::<16>().map_or(0, |bytes| u128::from_le_bytes(*bytes))
}

/// The first fault of a record, and how many there are.
struct Faults<'a> {
    schema: &'a Schema,
    first: Option<Fault>,
    count: usize,
    columns: Vec<ColumnId>,
}

impl Faults<'_> {
    fn add(&mut self, reason: Reason, column: ColumnId, value: &str) {
        self.count += 1;
        self.columns.push(column);
        if self.first.is_none() {
            let value = match reason {
                Reason::Blank | Reason::Encoding => Shown::Nothing,
                _ => shown(self.schema.column(column).kind, value),
            };
            self.first = Some(Fault { dossier: None, reason, column: Some(column), value });
        }
    }

    /// Adds a fault and gives the cell without a value that stands in its place.
    fn none(&mut self, reason: Reason, column: ColumnId, value: &str, cell: Cell) -> Cell {
        self.add(reason, column, value);
        cell
    }
}

/// The text of a field: blanks around it dropped, doubled quotes halved. `Err` when it is no UTF-8.
fn text<R: Read>(scanner: &Scanner<R>, field: Option<usize>) -> Result<Cow<'_, str>, ()> {
    let Some(field) = field.and_then(|field| scanner.fields().get(field)) else { return Ok(Cow::Borrowed("")) };
    let text = std::str::from_utf8(scanner.bytes(field)).map_err(|_| ())?.trim();
    Ok(if field.doubled { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) })
}
