//! Everything a renderer may show.

use std::collections::{BTreeMap, BTreeSet};

use crate::indicators::{Kind, Selected};
use crate::period::{Day, Period};
use crate::project::DocumentDetails;
use crate::registry::StructureUsed;
use crate::standards::Verdict;
use crate::texts::numbers::Hundredths;
use crate::texts::{Localized, Message};

use super::charts::{BarChart, HeatMap, LineChart, Poster, Ranking};
use super::documents::{Beside, FormShown, Headline, Standing, Task};

/// A report over one period.
#[derive(Debug, Clone)]
pub struct Report {
    /// Title, if the project gives one.
    pub title: Option<Localized>,
    /// The period, and how it came about.
    pub period: PeriodShown,
    /// Periods it is compared with, in the order asked.
    pub comparisons: Vec<Compared>,
    /// The structure of units that the figures are on.
    pub structure: StructureUsed,
    /// What the figures are broken down by.
    pub breakdown: Breakdown,
    /// The standard the figures are held against.
    pub standard: Option<StandardShown>,
    /// Rules on which practice differs, and the option in force.
    pub rules: Vec<Selected>,
    /// The indicators, rates first.
    pub indicators: Vec<IndicatorShown>,
    /// The levels that occur, from the top.
    pub levels: Vec<LevelShown>,
    /// The files read.
    pub inputs: Vec<InputShown>,
    /// The account of all files.
    pub account: AccountShown,
    /// Rejected records, in order of file and line, as many as are listed; none where small counts are hidden.
    pub rejected: Vec<RejectedShown>,
    /// Cells read as something else than they say, in order of file and line, as many as are listed; none likewise.
    pub repairs: Vec<RepairShown>,
    /// How many such cells there are, by rule (stable id).
    pub repaired: Vec<(&'static str, u64)>,
    /// Inputs that could not be read, and were left out.
    pub unread: Vec<UnreadShown>,
    /// What must be said beside the figures, most important first.
    pub notes: Vec<Note>,
    /// All figures: periods, then scopes (all, levels, units), then indicators.
    pub figures: Vec<Figure>,
    /// The tables, in order.
    pub tables: Vec<Table>,
    /// Figures below their threshold, or not available to be held against it, in order.
    pub shortfalls: Vec<usize>,
    /// Figures of the standard that were judged or could not be, overall and by level: places in `figures`.
    pub judged: Vec<usize>,
    /// The rates of the headline: missed ones first, overall or at a level, the widest gap on top.
    pub headline: Vec<Headline>,
    /// What of the headline is held against a threshold, overall and at the levels told: missed ones first, likewise.
    pub targets: Vec<Beside>,
    /// The counts of the headline, overall.
    pub volume: Vec<Headline>,
    /// Who leads and who lags, for the rates of the headline.
    pub standings: Vec<Standing>,
    /// What is missing to meet the thresholds that are missed.
    pub tasks: Vec<Task>,
    /// Official forms; filled in for documents only.
    pub forms: Vec<FormShown>,
    /// What stands around a signed report.
    pub details: DocumentDetails,
    /// The template of the Word report's body.
    pub template: Localized,
    /// The day that documents carry as the day they were made, never the clock's: the last day of the period unless said.
    pub made: Day,
    /// Figures with fewer dossiers in their denominator are hidden, and enough others.
    pub suppressed_below: Option<u64>,
    /// Some counts were typed in.
    pub has_entered: bool,
    /// Figures come from tally files: no record is at hand to be listed.
    pub is_tallied: bool,
    /// Bar charts.
    pub bars: Vec<BarChart>,
    /// Line charts.
    pub lines: Vec<LineChart>,
    /// Heat maps, one per level of two units or more.
    pub heat_maps: Vec<HeatMap>,
    /// Rankings of units.
    pub rankings: Vec<Ranking>,
    /// The headline on one slide; none when there is nothing to show.
    pub poster: Option<Poster>,
    /// Dossiers that touch the period; 0: nothing was selected.
    pub touched: u64,
    /// Hashes of the rule files in force, by name.
    pub rule_hashes: BTreeMap<String, String>,
    /// Hashes of the files of counts, by name: tally files and entered counts. They are data.
    pub count_hashes: BTreeMap<String, String>,
}

impl Report {
    /// How many figures meet or miss their threshold; those without a rate are not judged.
    #[must_use]
    pub fn judged_count(&self) -> usize {
        let judged = |figure: &&Figure| matches!(figure.verdict, Some(Verdict::Met | Verdict::Missed));
        self.figures.iter().filter(judged).count()
    }

    /// How many dossiers a figure leaves out, as far as that may be told: of a unit they can be all it has, so where small
    /// counts are hidden only none is told as a number.
    #[must_use]
    pub fn left_out(&self, figure: &Figure) -> Option<u64> {
        (self.suppressed_below.is_none() || figure.left_out == 0).then_some(figure.left_out)
    }
}

/// The period of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodShown {
    /// The days.
    pub period: Period,
    /// Calendar id.
    pub calendar: String,
    /// Calendar name.
    pub calendar_title: Localized,
    /// True when nobody asked for a period: it is the span of the data.
    pub is_span_of_data: bool,
}

/// Id of the level of former units that are not attributable to a unit of the newest structure.
pub const NOT_ATTRIBUTABLE: &str = "not_attributable";

/// A period that a report is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// The days.
    pub period: Period,
    /// Dossiers that touch it; 0: the files read say nothing of it, and nothing can be compared.
    pub touched: u64,
}

/// What figures are broken down by besides the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Breakdown {
    /// Levels and units.
    #[default]
    Unit,
    /// Levels only.
    Level,
    /// Fields of procedures.
    Field,
    /// Procedures.
    Procedure,
    /// Months, for the total, levels and units.
    Month,
}

impl Breakdown {
    /// The name on the command line, and of the key in machine-readable output.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Breakdown::Unit => "unit",
            Breakdown::Level => "level",
            Breakdown::Field => "field",
            Breakdown::Procedure => "procedure",
            Breakdown::Month => "month",
        }
    }
}

/// The standard of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandardShown {
    /// Id.
    pub id: String,
    /// Name.
    pub title: Localized,
    /// Source.
    pub source: Localized,
    /// When it is in force.
    pub valid: Period,
    /// File.
    pub file: String,
}

/// An indicator as a report shows it.
#[derive(Debug, Clone)]
pub struct IndicatorShown {
    /// Id.
    pub id: String,
    /// Rate or count.
    pub kind: Kind,
    /// Name.
    pub title: Localized,
    /// Short name.
    pub short: Localized,
    /// Formula in words.
    pub formula: Localized,
    /// Legal basis in the period.
    pub legal: Localized,
    /// File that defines it.
    pub file: String,
}

/// An administrative level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelShown {
    /// Id; `unknown` for units whose level is not known.
    pub id: String,
    /// Name.
    pub title: Localized,
}

/// What a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All dossiers.
    All,
    /// The units of a level.
    Level,
    /// One unit.
    Unit,
}

impl Scope {
    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Scope::All => "all",
            Scope::Level => "level",
            Scope::Unit => "unit",
        }
    }
}

/// One figure (số liệu).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Place of the indicator in [`Report::indicators`].
    pub indicator: usize,
    /// What it is about.
    pub scope: Scope,
    /// Key of the unit; none unless the scope is a unit.
    pub unit: Option<String>,
    /// Name of the unit.
    pub unit_name: Option<String>,
    /// Id of the level; none when the scope is all.
    pub level: Option<String>,
    /// The period counted.
    pub period: Period,
    /// Place in [`Report::comparisons`]; none for the report's own period.
    pub comparison: Option<usize>,
    /// The field, procedure or month it is broken down to; none for the whole.
    pub part: Option<Part>,
    /// Numerator, or the count; none when not available.
    pub numerator: Option<u64>,
    /// Denominator; none for counts and when not available.
    pub denominator: Option<u64>,
    /// The rate, half up; none for counts, without a denominator, and when not available.
    pub percent: Option<Hundredths>,
    /// The threshold.
    pub threshold: Option<Hundredths>,
    /// What the threshold says; none without one.
    pub verdict: Option<Verdict>,
    /// Dossiers more that would have met the threshold; 0 when it is met.
    pub missing: Option<u64>,
    /// Points below the threshold, half up; none unless it is missed.
    pub short_by: Option<Hundredths>,
    /// On a figure of a comparison period: how the report's own period differs from it, in points (rates) or dossiers.
    pub change: Option<i64>,
    /// Dossiers that could not be judged because their export lacks a column. To show the number, ask [`Report::left_out`].
    pub left_out: u64,
    /// Hidden because it is small, or so that a small one cannot be worked out: nothing else of it is known then.
    pub hidden: bool,
    /// Typed in (số liệu nhập tay), or a sum with something typed in.
    pub entered: bool,
}

/// The part a figure is broken down to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The field, the procedure's code, or the month; empty where dossiers have none.
    pub id: String,
    /// Name to show.
    pub name: String,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputShown {
    /// Name.
    pub path: String,
    /// BLAKE3 of its content.
    pub hash: String,
    /// Bytes.
    pub bytes: u64,
    /// Profile it was read with.
    pub profile: String,
    /// Its sheet, when the file has more than one list.
    pub sheet: Option<String>,
    /// The day of the export.
    pub exported: Option<Day>,
    /// How the day of the export is known: key of a text.
    pub exported_basis: &'static str,
    /// Its account; none when it is hidden, because it may tell of few dossiers.
    pub account: Option<AccountShown>,
    /// What was read as what.
    pub mapping: MappingShown,
}

/// How a list was read (ánh xạ): what decides which cell is what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MappingShown {
    /// Kind of file: stable id.
    pub kind: &'static str,
    /// Encoding of a text: stable id.
    pub encoding: Option<&'static str>,
    /// Delimiter of delimited text.
    pub delimiter: Option<char>,
    /// Columns by the names of the rules, each with its header; none of them is personal.
    pub columns: BTreeMap<String, String>,
    /// Columns that something else stands in for.
    pub filled: BTreeSet<String>,
}

/// An account of records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountShown {
    /// Records read.
    pub records: u64,
    /// Records that count.
    pub accepted: u64,
    /// Records rejected.
    pub rejected: u64,
    /// Rejected by reason (stable id), in order.
    pub rejected_by_reason: Vec<(&'static str, u64)>,
    /// Records replaced by a newer one.
    pub superseded: u64,
    /// Blank lines, not among the records.
    pub blank: u64,
    /// Rows that are no dossiers, by kind (stable id), in order; not among the records.
    pub set_aside: Vec<(&'static str, u64)>,
}

/// An input that could not be read, and was left out at the user's wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadShown {
    /// File.
    pub path: String,
    /// Why.
    pub why: Vec<Message>,
}

/// A cell that was read as something else than it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepairShown {
    /// File.
    pub path: String,
    /// Sheet, if the file has several lists.
    pub sheet: Option<String>,
    /// Line or row, from 1.
    pub line: u64,
    /// Name of the column.
    pub column: Localized,
    /// What the file says.
    pub before: ValueShown,
    /// What was read.
    pub after: ValueShown,
    /// Rule (stable id).
    pub rule: &'static str,
}

/// A rejected record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedShown {
    /// File.
    pub path: String,
    /// Sheet, if the file has several lists.
    pub sheet: Option<String>,
    /// Line or row, from 1.
    pub line: u64,
    /// Byte of the unpacked text, from 0; none where the file is no UTF-8 text.
    pub offset: Option<u64>,
    /// Name of the column at fault; none when it is the whole record.
    pub column: Option<Localized>,
    /// Reason (stable id).
    pub reason: &'static str,
    /// The value at fault, as far as it may be shown.
    pub value: ValueShown,
}

/// A value as far as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueShown {
    /// None.
    Nothing,
    /// The value.
    Text(String),
    /// So many characters, not shown.
    Hidden(usize),
}

/// How grave a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// A figure may not be what it seems.
    Warning,
    /// Good to know.
    Information,
}

/// Something that must be said beside the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// How grave.
    pub weight: Weight,
    /// What.
    pub said: Message,
}

/// What kind of columns a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// Rates.
    Rates,
    /// Counts.
    Counts,
}

/// A table: rows of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Title.
    pub title: Message,
    /// Rates or counts.
    pub kind: TableKind,
    /// Head of the first column.
    pub row_head: Message,
    /// Columns: places in [`Report::indicators`].
    pub columns: Vec<usize>,
    /// Rows.
    pub rows: Vec<TableRow>,
    /// The period of a comparison that the rows are compared with; none in a plain table.
    pub comparison: Option<usize>,
    /// The rows by need: those that miss most thresholds first, then by dossiers missing; equals as they stand, sums last.
    pub misses_first: Vec<usize>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// What the row is about.
    pub label: RowLabel,
    /// True for sums over the other rows.
    pub is_total: bool,
    /// One figure per column: places in [`Report::figures`].
    pub figures: Vec<usize>,
    /// In a comparison: the figures of the other period.
    pub compared: Vec<usize>,
    /// How what the row is about stands to all its thresholds, whatever the columns.
    pub standing: RowStanding,
}

/// How a unit, a level or all stands to its thresholds; hidden figures are not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RowStanding {
    /// Thresholds missed.
    pub missed: usize,
    /// Thresholds met.
    pub met: usize,
    /// Dossiers more that would have met the missed ones, added up.
    pub missing: u64,
}

/// The label of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowLabel {
    /// A name from the data.
    Name(String),
    /// A name of the rules.
    Rule(Localized),
    /// A sentence.
    Said(Message),
    /// A unit that is not in the registry.
    Unlisted(String),
    /// A former unit that is not attributable to one of the newest structure, and why.
    Former(String, Message),
    /// A unit whose counts were typed in.
    Entered(String),
}
