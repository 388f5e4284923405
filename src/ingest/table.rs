//! A list of dossiers, row by row: what is a dossier is added, what is none is set aside or rejected, nothing is dropped.

use std::sync::Arc;

use crate::dossiers::{ColumnId, ColumnKind, FrameBuilder};
use crate::period::Day;

use super::amounts::read_amount;
use super::faults::Fault;
use super::fields::Fields;
use super::foreign_dates::Foreign;
use super::layout::{Role, RowFields, Rows};
use super::opening::Start;
use super::read::Context;
use super::record::{Reading, RecordReader};
use super::swapped::SwappedExample;
use super::{Account, DateForm, Mapping, Place, Profile, Reason, Rejected, Repair, Repairs, SetAside, UnitDirectory};

/// Known headers that make a row a header.
const FEWEST_HEADERS: usize = 3;
/// Fields of a row that are looked at for that.
const MOST_LOOKED_AT: usize = 64;

/// Everything read so far, of all files.
pub(super) struct Collected<'a> {
    pub(super) builder: FrameBuilder,
    pub(super) units: UnitDirectory<'a>,
    pub(super) fingerprints: Vec<u128>,
    /// Where each of them stands, when that is wanted of records that are read one by one.
    pub(super) lines: Option<Vec<u64>>,
    pub(super) rejected: Vec<Rejected>,
    /// Fingerprint and file of the rejected records whose code could be read.
    pub(super) rejected_dossiers: Vec<(u128, u16)>,
    pub(super) repairs: Repairs,
    pub(super) most_listed: usize,
}

impl<'a> Collected<'a> {
    /// For the dossiers of files that are read as the context says; `wanted`: the columns of the frame.
    pub(super) fn new(context: &Context<'a>, builder: FrameBuilder) -> Self {
        Self {
            builder,
            units: UnitDirectory::new(context.units, context.naming),
            fingerprints: Vec::new(),
            lines: None,
            rejected: Vec::new(),
            rejected_dossiers: Vec::new(),
            repairs: Repairs::default(),
            most_listed: context.limits.listed,
        }
    }
}

/// A list that is being read.
pub(super) struct Table<'a> {
    pub(super) reader: RecordReader<'a>,
    pub(super) account: Account,
    pub(super) foreign: Foreign,
    pub(super) latest: Option<Day>,
    pub(super) mapping: Arc<Mapping>,
    pub(super) header_line: u64,
    pub(super) width: usize,
    pub(super) rows: Rows<'a>,
    pub(super) profile: &'a Profile,
    /// Line of a row that is another header than that of the list.
    pub(super) second_header: Option<u64>,
    pub(super) blank: Vec<usize>,
    is_exact: bool,
    trusts_dates: bool,
    /// Kind of the last field, when it is read, every row has it, and what a line break has cut off it would be told.
    last_kind: Option<ColumnKind>,
    pub(super) last: LastRow,
    /// No row since it was last set was told from others, or tells how to read others.
    pub(super) is_plain: bool,
    pub(super) source: u16,
}

/// The row before, when it was a dossier: the next line may be the end of it.
#[derive(Default)]
pub(super) struct LastRow {
    /// What it has in its last field, blanks around it kept.
    text: Vec<u8>,
    place: Option<Place>,
}

impl<'a> Table<'a> {
    /// A list whose header was found. `is_exact`: a row must have as many fields as the header; else it may have fewer.
    pub(super) fn new(
        start: Start<'a>,
        forms: Option<&'a [DateForm]>,
        unit: Option<&'a str>,
        context: &Context<'a>,
        builder: &FrameBuilder,
        is_exact: bool,
        source: u16,
    ) -> Self {
        let reading = Reading {
            schema: context.schema,
            rules: context.reading,
            procedures: context.procedures,
            profile: start.profile,
            forms,
            given_unit: unit,
        };
        let first = |column: ColumnId| start.mapping.fields(column).first().copied();
        let roles = &context.schema.roles;
        let width = start.mapping.width;
        let fields = RowFields {
            code: first(roles.code),
            unit: first(roles.unit),
            status: first(roles.status),
            received: first(roles.received),
            width,
            is_exact,
        };
        let last = start.mapping.columns.iter().find(|(_, fields)| fields.contains(&(width.saturating_sub(1))));
        let may_be_cut = |kind: &ColumnKind| {
            matches!(kind, ColumnKind::Amount | ColumnKind::Day | ColumnKind::Word) && is_exact && width > 1
        };
        let last_kind = last.map(|(column, _)| context.schema.column(*column).kind).filter(may_be_cut);
        let mut account = Account::default();
        if start.titles > 0 {
            account.set_aside.insert(SetAside::Title, start.titles);
        }
        account.set_aside.insert(SetAside::Header, start.header.rows.len() as u64);
        Self {
            reader: RecordReader::new(&reading, &start.mapping, builder),
            account,
            foreign: Foreign::default(),
            latest: None,
            profile: start.profile,
            rows: Rows::new(context.reading, context.naming, start.header, fields).with_registry(context.units),
            second_header: None,
            header_line: start.line,
            width,
            last_kind,
            last: LastRow::default(),
            is_plain: true,
            mapping: start.mapping,
            blank: start.blank,
            is_exact,
            trusts_dates: forms.is_some(),
            source,
        }
    }

    /// Takes the next row.
    pub(super) fn take<F: Fields>(&mut self, into: &mut Collected<'_>, record: &F, place: Place) {
        let count = record.count();
        let fits = if self.is_exact { count == self.width } else { count <= self.width };
        let is_blank = |field: &usize| record.raw(*field).is_ok_and(|text| text.is_empty());
        let row = if fits && self.blank.iter().all(is_blank) {
            self.reader.read(record, place.line, &mut into.builder, &mut into.units)
        } else {
            self.reader.changed.clear();
            Err(Fault::whole(Reason::FieldCount))
        };
        let fault = match row {
            // Without a day of receipt it may be a row of totals or of column numbers as well.
            Ok(row) if row.is_undated && matches!(self.rows.role(record), Role::SetAside(_)) => {
                let kind = if let Role::SetAside(kind) = self.rows.role(record) { kind } else { SetAside::Total };
                self.is_plain = false;
                *self.account.set_aside.entry(kind).or_default() += 1;
                return;
            }
            Ok(row) => {
                self.account.records += 1;
                self.rows.dossier();
                into.builder.push(row.unit, self.source, self.reader.cells());
                into.builder.push_code(row.code);
                into.fingerprints.push(row.fingerprint);
                if let Some(lines) = &mut into.lines {
                    lines.push(place.line);
                }
                self.latest = self.latest.max(row.latest);
                self.repairs(into, place);
                self.remember_last(record, place);
                return;
            }
            Err(fault) => fault,
        };
        // The line before decides what a line of one field is, and this one what the line before was.
        self.is_plain &= count != 1;
        let last = self.last.place.take().filter(|_| count == 1 && self.is_exact);
        let before = std::str::from_utf8(&self.last.text).unwrap_or_default().trim();
        if let Some(place) = last
            && record.raw(0).is_ok_and(|rest| self.is_rest(before, &rest))
        {
            self.take_back(into, place);
        }
        let role = self.rows.role(record);
        self.is_plain &= role == Role::Dossier;
        match role {
            Role::Dossier => {
                if self.is_header(record) {
                    self.second_header.get_or_insert(place.line);
                }
                self.repairs(into, place);
                self.reject(into, fault, place);
            }
            Role::Heading => {
                self.reader.group_unit = None;
                self.reject(into, fault, place);
            }
            Role::SetAside(kind) => {
                if kind == SetAside::Total {
                    self.reader.group_unit = None;
                }
                *self.account.set_aside.entry(kind).or_default() += 1;
            }
            Role::Unit(name) => {
                self.reader.group_unit = Some(name);
                *self.account.set_aside.entry(SetAside::Group).or_default() += 1;
            }
        }
    }

    /// Remembers the last field of a dossier, as far as the next line may tell that it was cut.
    pub(super) fn remember_last<F: Fields>(&mut self, record: &F, place: Place) {
        if self.last_kind.is_none() {
            return;
        }
        let last = self.width - 1;
        self.last.text.clear();
        match record.written(last) {
            Some(written) => self.last.text.extend_from_slice(written),
            None => self.last.text.extend_from_slice(record.raw(last).unwrap_or_default().as_bytes()),
        }
        self.last.place = Some(place);
    }

    /// True for a row of which several cells are headers that the profile knows: the rows below it are of another list.
    fn is_header<F: Fields>(&self, record: &F) -> bool {
        let is_known =
            |field: &usize| record.raw(*field).is_ok_and(|text| !text.is_empty() && self.profile.knows(&text));
        (0..record.count().min(MOST_LOOKED_AT)).filter(is_known).count() >= FEWEST_HEADERS
    }

    /// True when a line of one field is the end of the last field of the row before, which a line break has cut: only
    /// together, or alone where nothing was before, they are what the column holds.
    fn is_rest(&self, before: &str, rest: &str) -> bool {
        let whole = format!("{before}{rest}");
        match self.last_kind {
            Some(ColumnKind::Amount) => read_amount(&whole).is_some(),
            Some(ColumnKind::Day) => self.reader.is_day(&whole),
            Some(ColumnKind::Word) => before.is_empty() && self.reader.is_word(self.width - 1, rest),
            _ => false,
        }
    }

    /// Takes back the dossier read last: its last field was cut, and what is missing may decide a figure.
    fn take_back(&mut self, into: &mut Collected<'_>, place: Place) {
        into.builder.truncate(into.builder.len() - 1);
        self.account.records -= 1;
        into.lines.as_mut().map(Vec::pop);
        let fault = Fault { dossier: into.fingerprints.pop(), ..Fault::whole(Reason::FieldCount) };
        self.reject(into, fault, place);
    }

    /// Rejects a record.
    pub(super) fn reject(&mut self, into: &mut Collected<'_>, fault: Fault, place: Place) {
        self.account.records += 1;
        into.rejected_dossiers.extend(fault.dossier.map(|dossier| (dossier, self.source)));
        *self.account.rejected.entry(fault.reason).or_default() += 1;
        if !fault.dates.is_empty() {
            self.foreign.saw(fault.dates, self.reader.forms, place.line);
        }
        if into.rejected.len() < into.most_listed {
            into.rejected.push(Rejected {
                source: usize::from(self.source),
                place,
                column: fault.column,
                reason: fault.reason,
                value: fault.value,
            });
        }
    }

    fn repairs(&mut self, into: &mut Collected<'_>, place: Place) {
        if self.reader.changed.is_empty() {
            return;
        }
        let source = usize::from(self.source);
        for (column, before, after, rule) in self.reader.changed.drain(..) {
            *into.repairs.counts.entry((source, rule)).or_default() += 1;
            if into.repairs.listed.len() < into.most_listed {
                into.repairs.listed.push(Repair { source, place, column, before, after, rule });
            }
        }
    }

    /// The column whose dates cannot be trusted, if there is one and the user has not said how dates are written.
    pub(super) fn swapped(&self) -> Option<(ColumnId, Vec<SwappedExample>)> {
        if self.trusts_dates { None } else { self.reader.swapped() }
    }
}
