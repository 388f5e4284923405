//! Counts that an office types in (số liệu nhập tay): a CSV file, one row an indicator of a unit.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::indicators::{Definitions, Kind};
use crate::matching::{fold, nearest, separator};
use crate::period::{Calendar, Period};
use crate::rules::Place;
use crate::tally::Counted;
use crate::texts::Message;

use super::{MergeError, contradictions};

/// Columns that must be there; those of [`OPTIONAL`] may be, more are passed over.
const COLUMNS: [&str; 6] = ["unit", "indicator", "numerator", "denominator", "source", "entered_by"];
const OPTIONAL: [&str; 2] = ["period", "covers"];
const UNIT: usize = 0;
const INDICATOR: usize = 1;
const NUMERATOR: usize = 2;
const DENOMINATOR: usize = 3;
const SOURCE: usize = 4;
const ROLE: usize = 5;
const PERIOD: usize = 6;
const COVERS: usize = 7;

/// No count of an office is larger; sums of them stay within their type.
const MOST: u64 = 1_000_000_000_000;

/// The counts of one unit.
#[derive(Debug, Clone)]
pub(super) struct EnteredUnit {
    /// As first written.
    pub(super) name: String,
    /// Where it is mentioned first.
    pub(super) place: Place,
    /// True when it is said that units below it are not among its counts.
    pub(super) is_own: bool,
    /// By period and place of the indicator.
    pub(super) counts: BTreeMap<(Period, usize), Counted>,
    /// Where each of them stands.
    pub(super) places: BTreeMap<(Period, usize), Place>,
}

/// Counts typed in, by unit in the order of the file.
#[derive(Debug, Clone)]
pub struct EnteredCounts {
    /// Name of the file.
    pub name: String,
    /// BLAKE3 of the file.
    pub hash: String,
    pub(super) units: Vec<EnteredUnit>,
}

impl EnteredCounts {
    /// Reads `unit,indicator,numerator,denominator,source,entered_by` (or with `;`), and where they are there `period` (blank: `period`)
    /// and `covers` (`own`: without the units below it; `all`).
    ///
    /// # Errors
    /// With file, line and column, when the file is no such table, names an unknown indicator or a period that is not shown,
    /// has a number that is none, a numerator above its denominator, a count twice, or no source or role; and when counts of a
    /// unit contradict each other: parts above their total, a rate over more dossiers than the count of the same event.
    pub fn read(
        path: &Path,
        definitions: &Definitions,
        (period, comparisons, calendar): (Period, &[Period], &Calendar),
    ) -> Result<Self, MergeError> {
        let name =
            path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        let unreadable = |source| MergeError::Unreadable { file: path.display().to_string(), source };
        let bytes = std::fs::read(path).map_err(unreadable)?;
        let shown: BTreeSet<Period> = comparisons.iter().copied().chain([period]).collect();
        let table = Table { path: path.to_owned(), definitions, period, shown, calendar };
        let units = table.read(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes))?;
        Ok(Self { name, hash: blake3::hash(&bytes).to_hex().to_string(), units })
    }
}

struct Table<'a> {
    path: PathBuf,
    definitions: &'a Definitions,
    period: Period,
    shown: BTreeSet<Period>,
    calendar: &'a Calendar,
}

/// A row and where its columns are.
struct Row<'a> {
    record: &'a csv::StringRecord,
    at: &'a [Option<usize>],
    file: String,
}

impl Row<'_> {
    fn cell(&self, column: usize) -> &str {
        self.at.get(column).copied().flatten().and_then(|at| self.record.get(at)).unwrap_or_default()
    }

    fn place(&self, column: usize) -> Place {
        let line = self.record.position().map_or(0, csv::Position::line);
        let at = self.at.get(column).copied().flatten().unwrap_or(0);
        Place { file: self.file.clone(), line: usize::try_from(line).unwrap_or(0), column: at + 1 }
    }

    fn wrong(&self, column: usize, said: Message) -> MergeError {
        MergeError::Entered { place: self.place(column), said }
    }

    fn number(&self, column: usize) -> Result<u64, MergeError> {
        let text = self.cell(column);
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse::<u64>().ok().filter(|number| digits && *number <= MOST);
        number.ok_or_else(|| self.wrong(column, Message::new("scores.not_a_count").with("text", text)))
    }
}

impl Table<'_> {
    fn read(&self, bytes: &[u8]) -> Result<Vec<EnteredUnit>, MergeError> {
        let mut reader = csv::ReaderBuilder::new().delimiter(separator(bytes)).trim(csv::Trim::All).from_reader(bytes);
        let file = self.path.display().to_string();
        let syntax = |error: csv::Error| MergeError::Syntax { file: file.clone(), reason: error.to_string() };
        let headers = reader.headers().map_err(syntax)?.clone();
        let find = |column: &str| headers.iter().position(|header| header.eq_ignore_ascii_case(column));
        let at: Vec<Option<usize>> = COLUMNS.iter().chain(&OPTIONAL).map(|column| find(column)).collect();
        if let Some(column) = COLUMNS.iter().zip(&at).find(|(_, at)| at.is_none()).map(|(column, _)| column) {
            let said = Message::new("entered.missing_column").with("column", column);
            return Err(MergeError::Entered { place: Place { file, line: 1, column: 1 }, said });
        }
        let mut units: Vec<EnteredUnit> = Vec::new();
        let mut keys = BTreeMap::<String, usize>::new();
        for record in reader.records() {
            let record = record.map_err(syntax)?;
            let row = Row { record: &record, at: &at, file: file.clone() };
            let (count, counted) = self.count(&row)?;
            let is_own = covers(&row)?;
            let number = *keys.entry(fold(row.cell(UNIT))).or_insert(units.len());
            if number == units.len() {
                let (name, place) = (row.cell(UNIT).to_owned(), row.place(UNIT));
                units.push(EnteredUnit { name, place, is_own, counts: BTreeMap::new(), places: BTreeMap::new() });
            }
            let Some(unit) = units.get_mut(number) else { continue };
            // What is said of a unit once is said of it whole; rows that differ would say both.
            unit.is_own &= is_own;
            unit.places.insert(count, row.place(NUMERATOR));
            if unit.counts.insert(count, counted).is_some() {
                let said = Message::new("entered.twice").with("id", row.cell(INDICATOR)).with("unit", row.cell(UNIT));
                return Err(row.wrong(INDICATOR, said));
            }
        }
        units.iter().try_for_each(|unit| contradictions::refuse(unit, self.definitions))?;
        match units.is_empty() {
            true => Err(MergeError::Entered {
                place: Place { file, line: 1, column: 1 },
                said: Message::new("entered.empty"),
            }),
            false => Ok(units),
        }
    }

    fn count(&self, row: &Row<'_>) -> Result<((Period, usize), Counted), MergeError> {
        for column in [UNIT, SOURCE, ROLE] {
            if row.cell(column).is_empty() {
                return Err(row.wrong(column, Message::new("entered.blank").with("column", COLUMNS[column])));
            }
        }
        let id = row.cell(INDICATOR);
        let indicators = &self.definitions.indicators;
        let Some(place) = indicators.iter().position(|indicator| indicator.id == id) else {
            let said = match nearest(id, indicators.iter().map(|indicator| indicator.id.as_str())) {
                Some(near) => Message::new("entered.unknown_indicator").with("near", near),
                None => Message::new("entered.no_such_indicator"),
            };
            return Err(row.wrong(INDICATOR, said.with("id", id)));
        };
        let period = match row.cell(PERIOD) {
            "" => self.period,
            text => {
                let period = Period::parse(text, self.calendar).ok().filter(|period| self.shown.contains(period));
                period.ok_or_else(|| row.wrong(PERIOD, Message::new("entered.period").with("text", text)))?
            }
        };
        let numerator = row.number(NUMERATOR)?;
        let denominator = match indicators[place].kind {
            // The dossiers of a count are those counted.
            Kind::Count if row.cell(DENOMINATOR).is_empty() => numerator,
            Kind::Count => return Err(row.wrong(DENOMINATOR, Message::new("entered.count_denominator").with("id", id))),
            Kind::Rate => row.number(DENOMINATOR)?,
        };
        if numerator > denominator {
            let said = Message::new("scores.above").with("numerator", numerator).with("denominator", denominator);
            return Err(row.wrong(NUMERATOR, said));
        }
        Ok(((period, place), Counted { numerator, denominator, left_out: 0 }))
    }
}

fn covers(row: &Row<'_>) -> Result<bool, MergeError> {
    match row.cell(COVERS) {
        "own" => Ok(true),
        "" | "all" => Ok(false),
        text => Err(row.wrong(COVERS, Message::new("entered.covers").with("text", text))),
    }
}
