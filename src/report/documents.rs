//! What the documents show besides figures and tables: the headline, who leads and who lags, what is to do, and
//! official forms.

use crate::standards::Verdict;
use crate::texts::{Localized, Message};

use super::model::RowLabel;

/// A rate or a count of the headline: overall, and the levels where they are held against thresholds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// Place in [`super::Report::figures`].
    pub figure: usize,
    /// The same figure in the first comparison period that has dossiers, with its change; none without one.
    pub compared: Option<usize>,
    /// The levels that have a threshold, from the top; without one that is all there is and held against the same threshold.
    pub levels: Vec<Beside>,
    /// Of these, the levels that say what the figure does not: all where it has no threshold, and those that miss theirs where
    /// it does not miss its own.
    pub told: Vec<Beside>,
    /// The gravest verdict on the figure and the levels told; none where nothing is judged.
    pub verdict: Option<Verdict>,
}

/// A figure beside the same one of the comparison period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside {
    /// Place in [`super::Report::figures`].
    pub figure: usize,
    /// The same figure in the first comparison period that has dossiers, with its change; none without one.
    pub compared: Option<usize>,
}

/// Who leads and who lags at one rate, among the units of one level that have enough dossiers to be ranked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Place of the rate in [`super::Report::indicators`].
    pub indicator: usize,
    /// Place of the level in [`super::Report::levels`].
    pub level: usize,
    /// The best units, best first, none as weak as the weakest: places in [`super::Report::figures`].
    pub lead: Vec<usize>,
    /// Units with the rate of the last one of these that are not named.
    pub lead_others: usize,
    /// The weakest units, weakest first; none of them is as good as one that leads.
    pub lag: Vec<usize>,
    /// Units with the rate of the last one of these that are not named.
    pub lag_others: usize,
    /// Units with a rate, over however few dossiers.
    pub rated: usize,
    /// Of these, how many meet the threshold; none without one.
    pub met: Option<usize>,
    /// The fewest dossiers in the denominator to be among [`Standing::lead`] or [`Standing::lag`].
    pub least: u64,
    /// Units with a rate over fewer: they neither lead nor lag.
    pub too_few: usize,
}

/// What is missing to meet a threshold: overall or at levels, and the units where most is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Place of the rate in [`super::Report::indicators`].
    pub indicator: usize,
    /// The missed figure overall: place in [`super::Report::figures`]; none when it is met overall or has no threshold.
    pub overall: Option<usize>,
    /// The levels that miss theirs, where the figure overall does not say it ([`Headline::told`]).
    pub levels: Vec<usize>,
    /// The units that miss it, most dossiers missing first, as many as are listed.
    pub units: Vec<usize>,
    /// Units that miss it and are not listed.
    pub others: usize,
    /// The dossiers that name no unit, if they miss it: nobody answers for them, so they are not among the units.
    pub no_unit: Option<usize>,
}

/// An official form, filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormShown {
    /// Its number.
    pub id: String,
    /// Its title.
    pub title: Localized,
    /// The law that prescribes it.
    pub source: Localized,
    /// The columns.
    pub columns: Vec<FormColumnShown>,
    /// The tables: by unit, by field.
    pub parts: Vec<FormPart>,
}

/// A column of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormColumnShown {
    /// Its number.
    pub number: String,
    /// Heads from the top; neighbours with the same heads stand under one. Empty for the label: see [`FormPart::row_head`].
    pub heads: Vec<Localized>,
    /// What stands in it.
    pub content: FormColumnContent,
    /// The columns that add up to it, by place.
    pub sum: Vec<usize>,
}

/// What stands in a column of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormColumnContent {
    /// The serial number of the row.
    Serial,
    /// What the row is about.
    Label,
    /// A count.
    Count,
}

/// One table of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPart {
    /// Stable name: `unit` or `field`.
    pub id: &'static str,
    /// What it is by.
    pub title: Message,
    /// Head of the label column.
    pub row_head: Message,
    /// The rows; sums stand above what they add up.
    pub rows: Vec<FormRow>,
}

/// What a row of a form adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormRowKind {
    /// Everything: the sum of the groups, or of the lines where there are none.
    Total,
    /// A level: the sum of the lines below it, up to the next group.
    Group,
    /// A unit or a field.
    Line,
}

/// A row of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormRow {
    /// What it adds up.
    pub kind: FormRowKind,
    /// Serial number of a line, from 1 in each group; none for sums.
    pub serial: Option<usize>,
    /// What it is about.
    pub label: RowLabel,
    /// One cell per column of the form.
    pub cells: Vec<FormCell>,
    /// Per column, dossiers that could not be judged because their export lacks a column.
    pub left_out: Vec<u64>,
}

/// A cell of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormCell {
    /// Not a count: the serial number or the label.
    Row,
    /// A count of dossiers.
    Count(u64),
    /// An export lacks a column that the count needs, for every dossier.
    NotAvailable,
    /// Hidden, because it or a neighbour is small (`--suppress-below`).
    Hidden,
}
